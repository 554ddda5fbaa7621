# Ein Satz für jeden Fehlercode, wie ihn Menschen lesen; die Namen sind `problem-` und der Code.

problem-malformed-body = Das kam nicht richtig an. Versuchen Sie es noch einmal.
problem-invalid-field = In einem der Felder steht etwas, das nicht angenommen wird.
problem-user-id-invalid = Geben Sie Ihre Benutzerkennung so ein wie beim Anmelden, etwa name@firma.de
problem-captcha-invalid = Die automatische Prüfung muss noch einmal laufen. Das dauert einen Moment; wählen Sie dann den Knopf noch einmal.
problem-phone-number-invalid = Das ist keine vollständige Telefonnummer. Geben Sie alle Ziffern ein.
problem-phone-number-ends-differently = Diese Nummer endet nicht mit den Ziffern, die unten stehen. Geben Sie die ganze Nummer ein, die so endet.
problem-phone-number-differs = Das ist nicht die registrierte Nummer
problem-phone-number-required = Geben Sie zuerst die ganze Telefonnummer ein
problem-phone-number-refused = An diese Art von Nummer können keine Codes gesendet werden. Benutzen Sie ein Mobiltelefon.
problem-country-not-allowed = In dieses Land werden keine Codes gesendet
problem-email-invalid = Geben Sie eine ganze E-Mail-Adresse ein, etwa name@mail.example
problem-email-own = Benutzen Sie eine Adresse, die Sie ohne dieses Passwort öffnen können
problem-channel-not-available = Dieser Weg geht für diesen Kontakt nicht
problem-option-unknown = Wählen Sie einen der Wege aus der Liste
problem-code-malformed = Ein Code besteht nur aus Ziffern. Geben Sie die Ziffern der Nachricht ein.
problem-answer-not-asked = Es wird nach etwas anderem gefragt. Laden Sie die Seite neu.
problem-answer-too-short = Eine Antwort hat 3 bis 40 Zeichen
problem-answers-alike = Jede Frage braucht eine eigene Antwort
problem-question-unknown = Diese Frage steht nicht zur Wahl. Wählen Sie eine aus der Liste.
problem-question-count = Beantworten Sie jede Frage, und jede einmal
problem-wrong-code = { $left ->
    [0] Dieser Code stimmt nicht. Fordern Sie einen neuen an.
    [one] Dieser Code stimmt nicht. Sie haben noch 1 Versuch.
   *[other] Dieser Code stimmt nicht. Sie haben noch { $left } Versuche.
}
problem-wrong-code-plain = Dieser Code stimmt nicht
problem-proof-wrong-code = { $left ->
    [0] Dieser Code stimmt nicht. Wählen Sie einen anderen Weg.
    [one] Dieser Code stimmt nicht. Sie haben noch 1 Versuch.
   *[other] Dieser Code stimmt nicht. Sie haben noch { $left } Versuche.
}
problem-proof-wrong-code-plain = Das stimmt nicht
problem-proof-challenge-over = Dieser Weg geht hier nicht mehr. Wählen Sie ihn noch einmal, oder wählen Sie einen anderen.
problem-app-code-malformed = Der Code hat sechs Ziffern
problem-recovery-code-code-malformed = Ein Wiederherstellungscode hat 16 Buchstaben und Ziffern
problem-questions-wrong-code = { $left ->
    [0] Das stimmt nicht. Wählen Sie einen anderen Weg.
    [one] Das stimmt nicht. Sie haben noch 1 Versuch. Wir stellen jetzt andere Fragen.
   *[other] Das stimmt nicht. Sie haben noch { $left } Versuche. Wir stellen jetzt andere Fragen.
}
problem-same-questions-wrong-code = { $left ->
    [0] Das stimmt nicht. Wählen Sie einen anderen Weg.
    [one] Das stimmt nicht. Sie haben noch 1 Versuch.
   *[other] Das stimmt nicht. Sie haben noch { $left } Versuche.
}
problem-passkey-wrong-code = Dieser Passkey gehört nicht zu diesem Konto. Benutzen Sie einen anderen, oder wählen Sie einen anderen Weg.
problem-passkey-wrong-code-plain = Dieser Passkey gehört nicht zu diesem Konto. Benutzen Sie einen anderen, oder wählen Sie einen anderen Weg.
problem-passkey-invalid-field = Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
problem-passkey-malformed-body = Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
problem-call-cooldown-running = Wir haben gerade angerufen. In { $wait } können Sie einen neuen Anruf anfordern.
problem-call-cooldown-running-plain = Wir haben gerade angerufen. Warten Sie ein wenig, bevor Sie einen neuen Anruf anfordern.
problem-call-challenge-over = Dieser Anruf ist vorbei. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
problem-set-up-wrong-code = { $left ->
    [0] Dieser Code stimmt nicht. Beginnen Sie neu.
    [one] Dieser Code stimmt nicht. Sie haben noch 1 Versuch.
   *[other] Dieser Code stimmt nicht. Sie haben noch { $left } Versuche.
}
problem-set-up-wrong-code-plain = Dieser Code stimmt nicht
problem-set-up-code-malformed = Der Code hat sechs Ziffern
problem-set-up-challenge-over = Das hat zu lange gedauert. Beginnen Sie neu.
problem-set-up-not-found = Das hat zu lange gedauert. Beginnen Sie neu.
problem-new-passkey-wrong-code = Der Passkey wurde nicht angenommen. Beginnen Sie neu.
problem-new-passkey-wrong-code-plain = Der Passkey wurde nicht angenommen. Beginnen Sie neu.
problem-new-passkey-challenge-over = Das hat zu lange gedauert. Beginnen Sie neu.
problem-new-passkey-not-found = Das hat zu lange gedauert. Beginnen Sie neu.
problem-password-rejected = Das Passwort erfüllt nicht alle Regeln
problem-sign-in-failed = Benutzerkennung oder Passwort stimmt nicht
problem-token-invalid = Diese Seite ist nicht mehr offen. Beginnen Sie neu.
problem-forbidden = Das ist nicht erlaubt
problem-fresh-sign-in-required = Melden Sie sich noch einmal an, bevor Sie das ändern
problem-csrf-failed = Dieses Formular kam von anderswo oder ist zu alt. Laden Sie die Seite neu.
problem-not-found = Hier gibt es nichts
problem-method-not-allowed = So antwortet diese Adresse nicht
problem-challenge-over = Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.
problem-reset-over = Dieser Vorgang ist beendet. Beginnen Sie neu.
problem-not-verified = Zeigen Sie zuerst, dass Sie es sind
problem-different-password = Eine Änderung mit einem anderen Passwort läuft noch. Geben Sie dasselbe Passwort ein wie zuvor.
problem-already-registered = Das ist schon eingerichtet
problem-not-locked = Dieses Konto ist nicht gesperrt. Melden Sie sich an, oder wählen Sie ein neues Passwort.
problem-too-many-methods = Davon haben Sie so viele, wie Sie haben dürfen. Entfernen Sie zuerst eines.
problem-body-too-large = Das ist zu lang
problem-unsupported-media-type = Das kam nicht richtig an. Versuchen Sie es noch einmal.
problem-wrong-host = Dieser Server antwortet nicht unter dieser Adresse
problem-too-many-requests = Zu viele Versuche. Versuchen Sie es in { $wait } wieder.
problem-too-many-requests-plain = Zu viele Versuche. Warten Sie eine Weile, und versuchen Sie es dann wieder.
problem-cooldown-running = Gerade wurde eine Nachricht gesendet. In { $wait } können Sie eine neue anfordern.
problem-cooldown-running-plain = Gerade wurde eine Nachricht gesendet. Warten Sie ein wenig, bevor Sie eine neue anfordern.
problem-calls-stopped = Anrufe sind für einen Tag gesperrt, weil zwei davon abgewiesen wurden. Wählen Sie einen anderen Weg.
problem-internal-error = Bei uns ist etwas schiefgegangen. Ihr altes Passwort gilt weiter.
problem-directory-unavailable = Das Verzeichnis von { $house } antwortet nicht. Ihr altes Passwort gilt weiter. Versuchen Sie es in einer Minute wieder.
problem-unavailable = Dieser Dienst kann gerade nicht antworten. Es geht nichts verloren. Versuchen Sie es in einer Minute wieder.

wait-seconds = { $count ->
    [one] 1 Sekunde
   *[other] { $count } Sekunden
}
wait-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
wait-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}

field-empty-user-id = Geben Sie Ihre Benutzerkennung ein
field-empty-password = Geben Sie Ihr Passwort ein
field-empty-code = Geben Sie den Code aus der Nachricht ein
field-empty-phone-number = Geben Sie die Telefonnummer ein
field-empty-email = Geben Sie die E-Mail-Adresse ein
field-empty-reach-me = Sagen Sie, wie wir Sie erreichen
field-empty-message = Sagen Sie, was nicht geht
field-empty-option = Wählen Sie einen der Wege

error-not-found-title = Hier gibt es nichts
error-not-found = Vielleicht ist die Adresse vertippt, oder die Seite gibt es nicht mehr.
error-forbidden-title = Das ist nicht erlaubt
error-forbidden = Sie können diese Seite nicht öffnen.
error-csrf-title = Dieses Formular ist zu alt
error-csrf = Es kam aus einem anderen Fenster, oder Cookies sind ausgeschaltet. Es hat sich nichts geändert. Gehen Sie zurück, laden Sie die Seite neu, und versuchen Sie es noch einmal.
error-too-many-title = Zu viele Versuche
error-too-many = Um andere fernzuhalten, warten wir eine Weile. Versuchen Sie es in { $wait } wieder. Es hat sich nichts geändert.
error-too-many-plain = Um andere fernzuhalten, warten wir eine Weile. Versuchen Sie es später wieder. Es hat sich nichts geändert.
error-unavailable-title = Wir können gerade nicht antworten
error-unavailable = Ihr altes Passwort gilt weiter, und es geht nichts verloren. Versuchen Sie es in einer Minute wieder.
error-internal-title = Bei uns ist etwas schiefgegangen
error-internal = Ihr altes Passwort gilt weiter. Versuchen Sie es in einer Minute wieder; bleibt es so, sagen Sie es Ihrem Administrator.
error-request-title = Das ging nicht
error-wrong-host-title = Falsche Adresse
error-wrong-host = Dieser Server antwortet nicht unter dieser Adresse. Benutzen Sie den Link Ihrer Organisation.
error-try-again = Noch einmal versuchen
error-request-id = Nummer für Ihren Administrator: { $id }
