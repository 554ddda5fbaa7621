# Nachweise ohne Nachricht: Fragen, Authenticator-App, Wiederherstellungscodes, Passkeys und Anrufe.

proof-none = Klappt das nicht? <a>Administrator kontaktieren</a>.
proof-no-tries-left = Für diesen Weg ist kein Versuch mehr übrig. Wählen Sie einen anderen.

questions-title = Beantworten Sie Ihre Fragen
questions-hint = Großschreibung, Akzente und Leerzeichen am Rand spielen keine Rolle.
questions-empty = Geben Sie Ihre Antwort ein
questions-length = Eine Antwort hat 3 bis 40 Zeichen

app-title = Geben Sie den Code Ihrer App ein
app-lead = Öffnen Sie Ihre Authenticator-App. Sie zeigt sechs Ziffern, alle 30 Sekunden neue.

recovery-code-title = Geben Sie einen Wiederherstellungs{ "\u00AD" }code ein
recovery-code-lead = Jeder gilt einmal. Danach sagen wir Ihnen, wie viele noch übrig sind.
recovery-code-label = Wiederherstellungscode
recovery-code-hint = 16 Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche spielen keine Rolle.
recovery-code-empty = Geben Sie einen Ihrer Wiederherstellungscodes ein

passkey-title = Benutzen Sie Ihren Passkey
passkey-lead = Ihr Gerät fragt nach Gesicht, Finger oder PIN. Welches davon, erfahren wir nie.
passkey-use = Passkey benutzen
passkey-missing = Dieser Browser kann keine Passkeys benutzen. Wählen Sie einen anderen Weg, oder öffnen Sie diese Seite dort, wo Ihr Passkey ist.
passkey-failed = Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
passkey-needs-script = <b>Passkeys brauchen JavaScript.</b> Schalten Sie es ein, oder wählen Sie unten einen anderen Weg.

call-title = Nehmen Sie den Anruf an und drücken Sie diese Tasten
call-title-pound = Nehmen Sie den Anruf an und drücken Sie diese Taste
call-keys = Zu drückende Tasten: { $keys }
call-answer = Nehmen Sie den Anruf an. Eine Stimme meldet sich mit { $house }.
call-answer-at = Nehmen Sie den Anruf auf <m></m> an. Eine Stimme meldet sich mit { $house }.
call-press = Drücken Sie auf dem Telefon <b>{ $digits }</b> und dann <b>#</b>.
call-press-pound = Drücken Sie auf dem Telefon <b>#</b>.
call-come-back = Kommen Sie hierher zurück. Diese Seite geht von selbst weiter.
call-text-instead = Lieber per SMS
call-not-you = <b>Ein Anruf, um den Sie nicht gebeten haben?</b> Drücken Sie 9 und legen Sie auf. Am Telefon fragt niemand nach Ihrem Passwort.
call-nothing-arrives = Es kommt kein Anruf, wenn dieses Konto nicht freigegeben oder nicht registriert ist oder die Nummer abweicht. <a>Administrator kontaktieren</a>.
call-try-again = noch einmal versuchen
call-again-in = · neuer Anruf in <b>{ $clock }</b>
call-again-open = Sie können jetzt einen neuen Anruf anfordern
call-over = Der Anruf ist beendet
call-queued = Wir rufen gleich an
call-sent = Wir rufen Sie an
call-delivered = Sie haben abgenommen. Drücken Sie jetzt die Tasten.
call-delayed = Dauert länger als sonst
call-failed = Der Anruf ging nicht. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.

call-code-lead = Nehmen Sie den Anruf auf <m></m> an. Eine Stimme meldet sich mit { $house }. Drücken Sie <b>1</b>, um Ihre { $digits } Ziffern zu hören, und geben Sie sie hier ein.
call-code-delivered = Sie haben abgenommen. Drücken Sie 1, um den Code zu hören.
call-code-end-nothing-pressed = Öffnen Sie im Gespräch die Tastatur, und drücken Sie 1, um den Code zu hören.
call-code-end-wrong-keys = Drücken Sie im nächsten Anruf 1, um den Code zu hören.

call-end-busy-title = Es war besetzt
call-end-busy = Beenden Sie das andere Gespräch, und versuchen Sie es dann noch einmal.
call-end-no-answer-title = Niemand hat abgenommen
call-end-no-answer = Halten Sie das Telefon bereit, und versuchen Sie es dann noch einmal.
call-end-nothing-pressed-title = Es wurde keine Taste gedrückt
call-end-nothing-pressed = Öffnen Sie im Gespräch die Tastatur, und drücken Sie, was diese Seite zeigt.
call-end-wrong-keys-title = Es wurden andere Tasten gedrückt
call-end-wrong-keys = Für den nächsten Anruf gelten die Tasten, die diese Seite dann zeigt.
call-end-voicemail-title = Eine Maschine hat abgenommen
call-end-voicemail = Nehmen Sie selbst ab, bevor die Mailbox es tut, und versuchen Sie es dann noch einmal.
call-end-refused-title = Der Anruf wurde abgewiesen
call-end-refused = Wer abnahm, hat 9 gedrückt: „das war ich nicht“. Wenn Sie es waren, versuchen Sie es noch einmal.
call-end-failed-title = Der Anruf ging nicht
call-end-failed = Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
