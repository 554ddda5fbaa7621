# Einrichten, was keinen Kontakt braucht: Authenticator-App, Passkey, Wiederherstellungscodes, Fragen; und bestätigen, was da ist.

set-up-name = Name (freiwillig)
set-up-name-hint = Damit Sie es später von anderen unterscheiden: „Diensthandy“
set-up-name-long = Ein Name hat höchstens 40 Zeichen
set-up-start-anew = Neu beginnen

new-app-title = Authenticator-{ "\u2060" }App hinzufügen
new-app-lead = Installieren Sie zuerst eine Authenticator-App auf Ihrem Telefon. Sie zeigt dann Codes, mit denen Sie wieder hineinkommen, auch ohne Netz.
show-app-title = Scannen Sie das mit Ihrer App
show-app-lead = Fügen Sie in der App ein Konto hinzu, und scannen Sie. Auf diesem Gerät: <a>App öffnen</a>.
show-app-qr = QR-Code für Ihre Authenticator-App
show-app-secret = Oder geben Sie ein: <b>{ $secret }</b>
show-app-code = Code, den die App zeigt
show-app-once = Das wird einmal gezeigt. Wenn Sie die Seite neu laden, beginnen Sie von vorn.
app-code-title = Geben Sie den Code Ihrer neuen App ein
app-code-lead = Das Konto ist schon in der App. Geben Sie den Code ein, den sie jetzt zeigt.
app-code-empty = Geben Sie die sechs Ziffern ein, die die App zeigt

new-passkey-title = Passkey hinzufügen
new-passkey-lead = Mit einem Passkey kommen Sie durch Gesicht, Finger oder die PIN Ihres Geräts wieder hinein. Sie müssen sich nichts merken, und niemand kann ihn erraten.
make-passkey-title = Passkey anlegen
make-passkey-lead = Ihr Gerät fragt Sie jetzt und bewahrt den Passkey auf. Gesicht und Finger sehen wir nie.
make-passkey = Passkey anlegen
make-passkey-missing = Dieser Browser kann keine Passkeys anlegen. Wählen Sie einen anderen Weg, oder öffnen Sie diese Seite auf Ihrem Telefon.
make-passkey-failed = Es wurde kein Passkey angelegt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.
make-passkey-known = Auf diesem Gerät ist schon einer Ihrer Passkeys.
other-ways = Alle Wege ansehen

new-codes-title = Wiederherstellungs{ "\u00AD" }codes
new-codes-lead = Zehn Codes zum Drucken und sicheren Aufbewahren. Jeder führt einmal zurück, wenn sonst nichts zur Hand ist.
new-codes-once = Wir zeigen sie einmal
new-codes-once-note = Halten Sie Drucker oder Stift bereit. Bewahren Sie sie nicht beim Passwort auf.
new-codes-replaced = Ihre alten Codes enden
new-codes-replaced-note = { $count ->
    [one] Sie haben noch 1 Code. Er gilt nicht mehr, wenn Sie neue erstellen.
   *[other] Sie haben noch { $count } Codes. Sie gelten nicht mehr, wenn Sie neue erstellen.
}
new-codes-make = Codes erstellen
show-codes-title = Ihre zehn Wiederherstellungs{ "\u00AD" }codes
show-codes-lead = Drucken, kopieren oder notieren Sie sie jetzt. Wir können sie nicht noch einmal zeigen.
show-codes-from = Sie gelten ab { $time }.
show-codes-print = drucken
show-codes-copy = kopieren
show-codes-copied = kopiert
show-codes-kept = Ich habe sie aufbewahrt

set-questions-title = Wählen Sie Ihre Fragen
set-questions-lead = Antworten, die nur Sie wissen, und die Sie auch in einem Jahr noch wissen.
set-questions-replaced = Was Sie hier antworten, ersetzt Ihre alten Antworten.
set-questions-question = Frage { $number }
set-questions-answer = Ihre Antwort
set-questions-choose = Wählen Sie eine Frage
set-questions-none = Frage { $number }: Wählen Sie eine aus der Liste
set-questions-twice = Frage { $number }: Diese haben Sie schon gewählt
set-questions-empty = Frage { $number }: Geben Sie Ihre Antwort ein
set-questions-length = Frage { $number }: Eine Antwort hat 3 bis 40 Zeichen
set-questions-hint = Jede hat 3 bis 40 Zeichen. Großschreibung und Akzente spielen keine Rolle.
set-questions-save = Fertigstellen

sign-in-again-title = Melden Sie sich noch einmal an, bevor Sie das ändern
sign-in-again-lead = Ihre Anmeldung ist eine Weile her. Um andere fernzuhalten, geben Sie Ihr Passwort noch einmal ein.

confirm-title = Stimmt das noch?
confirm-lead = Wenn Sie Ihr Passwort vergessen, zeigen Sie damit, dass Sie es sind. Ab und zu hinzusehen lohnt sich.
confirm-yes = ja, das stimmt
confirm-change = ändern
info-confirm = <b>Stimmt das alles noch?</b> Ab und zu hinzusehen lohnt sich.

info-questions-count = { $count ->
    [one] 1 Antwort
   *[other] { $count } Antworten
}
info-codes-count = { $count ->
    [one] noch 1 Code
   *[other] noch { $count } Codes
}
info-works-from = gilt ab { $time }
info-until = gilt bis { $time }
info-change = Ändern
info-new-codes = Neue Codes
info-another-authenticator-app = Weitere Authenticator-App hinzufügen
info-another-passkey = Weiteren Passkey hinzufügen
method-authenticator-app-note = Codes aus einer App, auch ohne Netz
method-passkey-note = Gesicht, Finger oder die PIN Ihres Geräts
method-recovery-code-note = Zehn Codes zum Drucken und sicheren Aufbewahren
method-security-questions-note = Antworten, die nur Sie wissen

done-passkey = Nächstes Mal ohne Passwort: <a>anmelden und einen Passkey hinzufügen</a>.
