# Das Zurücksetzen, Seite für Seite.

doors-title = Was brauchen Sie?
doors-lead = Kommen Sie wieder in Ihr Konto, oder sorgen Sie für den Tag vor, an dem Sie es müssen.
doors-reset = Ich habe mein Passwort vergessen
doors-reset-note = Zeigen Sie, dass Sie es sind, und wählen Sie ein neues. Etwa drei Minuten.
doors-register = Ich kann mich noch anmelden
doors-register-note = Richten Sie jetzt Telefon und E-Mail-Adresse ein, damit Sie später wieder hineinkommen.

who-title = Zurück in Ihr Konto
who-lead = Zuerst prüfen wir, dass Sie es sind. Dann wählen Sie ein neues Passwort. Das dauert etwa drei Minuten.
who-user-id = Benutzerkennung
who-user-id-hint = Oft Ihre E-Mail-Adresse bei der Arbeit, wie alice@contoso.example
who-unsure = <b>Benutzerkennung nicht zur Hand?</b> Es ist der Name, mit dem Sie sich am Arbeitsrechner anmelden.

choose-title = Was können Sie jetzt benutzen?
choose-title-second = Noch ein weiterer Weg
choose-lead-second = Die erste Prüfung ist bestanden. Dieses Konto verlangt eine zweite, andere.
choose-which-number = Welche Nummer?
choose-which-address = Welche Adresse?
choose-two-numbers = { $count ->
    [2] Zwei Nummern
   *[other] { $count } Nummern
}
choose-two-addresses = { $count ->
    [2] Zwei Adressen
   *[other] { $count } Adressen
}
choose-none = Nichts davon geht gerade? <a>Administrator kontaktieren</a>
choose-questions = { $count ->
    [one] 1 Frage
   *[other] { $count } Fragen
}
choose-cancel = Zurücksetzen abbrechen
choose-nothing-title = Es ist kein Weg mehr übrig
choose-nothing = Kontaktieren Sie Ihren Administrator. Er kann Ihnen wieder hineinhelfen.

way-email = E-Mail an meine andere Adresse
way-sms = SMS an mein Mobiltelefon
way-voice-mobile = Anruf am Mobiltelefon
way-voice-office = Anruf am Bürotelefon
way-questions = Sicherheitsfragen beantworten
way-app = Authenticator-App benutzen
way-passkey = Passkey benutzen
way-recovery-code = Wiederherstellungs{ "\u00AD" }code benutzen

mask-number = Nummer, die auf { $digits } endet
mask-address = Adresse { $address }

number-title = Geben Sie die ganze Nummer ein
number-lead-sms = Wir senden einen Code an <m></m>. Geben Sie diese Nummer vollständig ein, damit nur Sie ihn anfordern können.
number-lead-call = Wir rufen <m></m> an. Geben Sie diese Nummer vollständig ein, damit nur Sie den Anruf anfordern können.
number-label = Telefonnummer
number-hint = Mit Ländervorwahl oder ohne, wie Sie möchten
number-hint-office = Mit Ländervorwahl oder ohne, und ohne Ihre Durchwahl
number-next-sms = SMS an mich
number-next-call = Anruf an mich
another-way = Anderen Weg wählen

code-title-sms = Geben Sie den Code aus der SMS ein
code-title-email = Geben Sie den Code aus der E-Mail ein
code-title-voice = Nehmen Sie den Anruf an und geben Sie den Code ein
code-sent-to = Wir haben { $digits } Ziffern an <m></m> gesendet.
code-reference = Benutzen Sie die Nachricht mit <b>{ $reference }</b>. Ältere Codes gelten nicht mehr.
code-label = Code
code-again = Neuen Code senden
code-email-instead = Lieber per E-Mail
code-patience = Es kann ein paar Minuten dauern. Benutzen Sie den Code in der Nachricht, nicht die Nummer, von der sie kam.
code-patience-email = Es kann ein paar Minuten dauern. Sehen Sie auch im Spam-Ordner nach.
code-nothing-arrives = Es kommt nichts an, wenn dieses Konto nicht freigegeben oder nicht registriert ist oder die Nummer abweicht. <a>Administrator kontaktieren</a>.
code-nothing-arrives-email = Es kommt nichts an, wenn dieses Konto nicht freigegeben oder nicht registriert ist. <a>Administrator kontaktieren</a>.
code-new-in = · neuer Code in <b>{ $clock }</b>
code-again-open = Sie können jetzt einen neuen Code anfordern
code-no-tries-left = Für diesen Code ist kein Versuch mehr übrig. Fordern Sie einen neuen an.

delivery-queued = Unterwegs
delivery-sent = Gesendet
delivery-delivered = Angekommen
delivery-delayed = Dauert länger als sonst
delivery-failed = Die Nachricht kam nicht an. Wählen Sie einen anderen Weg.

password-title = Wählen Sie ein neues Passwort
password-lead = Drei oder vier Wörter, die nicht zusammengehören, merkt man sich leicht und errät niemand.
password-new = Neues Passwort
password-repeat = Noch einmal eingeben
password-differs = Das ist nicht dasselbe Passwort. Geben Sie es noch einmal ein.
password-show = Zeigen
password-hide = Verbergen
password-needs = Was es braucht
password-changing = <b>Noch ist nicht sicher, ob es ankam.</b> Geben Sie dasselbe neue Passwort noch einmal ein und wählen Sie „Fertigstellen“. Es geht nichts verloren.
password-rules-met = { "{met}" } von { "{all}" } Regeln erfüllt
rule-min-length = Mindestens { $limit } Zeichen
rule-max-length = Höchstens { $limit } Zeichen
rule-classes = { $limit } davon: Kleinbuchstaben, Großbuchstaben, Ziffern, Zeichen
rule-not-user-id = Kein Teil Ihres Namens oder Ihrer Kennung
rule-not-banned = Kein Wort, das jeder rät
rule-not-breached = Nicht aus einem Datenleck bekannt
rule-same = Zweimal gleich eingegeben
rule-so-far = bisher { "{n}" }
rule-later = Wird geprüft, wenn Sie „Fertigstellen“ wählen
verdict-met = Erfüllt
verdict-broken = Nicht erfüllt
verdict-open = Noch nicht erfüllt

done-title = Ihr Passwort ist geändert
done-lead = Melden Sie sich ab jetzt damit bei { $house } an. Wir haben Ihre Kontakte benachrichtigt, falls Sie es nicht waren.
done-keep-title = Ändern Sie es überall, wo es gespeichert ist
done-keep = E-Mail auf dem Telefon, WLAN und Netzlaufwerke benutzen vielleicht noch das alte und könnten Sie aussperren.
done-trouble = Klappt die Anmeldung nicht? Sehen Sie bei <a>häufigen Problemen</a> nach.
done-not-you = Waren Sie das nicht? <a>Kontaktieren Sie sofort Ihren Administrator</a>.
done-codes-left = { $count ->
    [0] Das war Ihr letzter Wiederherstellungscode
    [one] Ein Wiederherstellungscode ist verbraucht: 1 ist übrig
   *[other] Ein Wiederherstellungscode ist verbraucht: { $count } sind übrig
}
done-codes = Melden Sie sich an und erzeugen Sie neue, bevor Sie sie brauchen.

unlock-lead = Sie kennen Ihr Passwort doch noch, und zu viele falsche Versuche haben Ihr Konto gesperrt?
unlock = Passwort behalten und Konto entsperren

closed-cancelled-title = Sie haben abgebrochen
closed-cancelled = Es hat sich nichts geändert. Ihr altes Passwort gilt weiter.
closed-expired-title = Die Zeit zum Zurücksetzen ist um
closed-expired = Es hat sich nichts geändert. Ihr altes Passwort gilt weiter. Sie können neu beginnen.
closed-too-many-attempts-title = Zu viele Versuche
closed-too-many-attempts = Um andere fernzuhalten, haben wir angehalten. Es hat sich nichts geändert.
closed-guesses-open = Sie können es ab { $time } wieder versuchen.
closed-superseded-title = Dieser Vorgang ist nicht mehr offen
closed-superseded = Passwort oder Kontakte dieses Kontos haben sich inzwischen geändert. Melden Sie sich mit dem neuesten Passwort an, oder beginnen Sie neu.
closed-not-enabled-title = Dieses Passwort lässt sich hier nicht zurücksetzen
closed-not-enabled = Ihr Konto ist nicht für das Zurücksetzen freigegeben. Ihr Administrator kann helfen.
closed-not-registered-title = Sie haben sich noch nicht registriert
closed-not-registered = Für dieses Konto ist nichts eingerichtet, das wir benutzen können, darum können wir nicht prüfen, ob Sie es sind. Ihr Administrator kann helfen.
closed-frozen-title = Das Zurücksetzen ist für dieses Konto gesperrt
closed-frozen = Jemand hat gemeldet, dass eine Änderung nicht von ihm war. Ihr Administrator kann es wieder öffnen.
closed-not-me-title = Der Anruf wurde abgewiesen
closed-not-me = Wer abnahm, hat 9 gedrückt: „das war ich nicht“. Ihr Passwort wurde nicht geändert. Wenn Sie es waren, beginnen Sie von vorn.
closed-unlocked-title = Ihr Konto ist entsperrt
closed-unlocked = Ihr Passwort ist dasselbe wie zuvor. Melden Sie sich damit an.

lost-title = Diese Seite ist nicht mehr offen
lost = Der Vorgang ist beendet, oder dieser Browser erinnert sich nicht daran. Es hat sich nichts geändert. Beginnen Sie neu.
