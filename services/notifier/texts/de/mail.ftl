# E-Mails. Ohne Auszeichnung: was für { $variable } eingesetzt wird, wird im HTML maskiert.

mail-contact = Administrator kontaktieren
mail-contact-named = Administrator kontaktieren: { $name }
mail-no-answer = Bitte antworten Sie nicht auf diese Nachricht.
mail-never-ask = Wir fragen nie nach Ihrem Passwort oder einem Code.

code-subject = Ihr Code für { $house }, { $reference }
code-preview = Geben Sie ihn auf der Seite ein, die { $reference } zeigt.
code-title = Ihr Code
code-lead = Geben Sie ihn auf der Seite ein, auf der Sie ihn angefordert haben. Die Seite zeigt dieselben drei Buchstaben.
code-copy = Code:
code-letters = Buchstaben:
code-lifetime = { $minutes ->
    [one] Er gilt einmal, 1 Minute lang.
   *[other] Er gilt einmal, { $minutes } Minuten lang.
} Lesen Sie ihn niemandem vor, auch uns nicht.
code-for = Wofür
code-for-reset = Zurücksetzen des Passworts Ihres Kontos bei { $house }
code-for-registration = Diese Adresse als Weg zurück in Ihr Konto bei { $house }
code-not-you = Nicht von Ihnen angefordert?
code-not-you-reset = Ihr Passwort ist unverändert. Ignorieren Sie diese Nachricht. Kommt sie wieder, kontaktieren Sie Ihren Administrator.
code-not-you-registration = Vielleicht hat sich jemand bei der Adresse vertippt. Ignorieren Sie diese Nachricht: Ohne den Code geschieht nichts.
code-foot-reset = Diese Nachricht ging an eine Adresse, die für Ihr Konto bei { $house } eingerichtet ist.
code-foot-registration = Diese Nachricht ging an die Adresse, die bei { $house } eingegeben wurde.

changed-subject = Ihr Passwort bei { $house } wurde geändert
changed-title = Ihr Passwort wurde geändert
changed-lead = Waren Sie das, ist nichts zu tun.
changed-alert = Jemand anderes kann sich vielleicht als Sie anmelden. Kontaktieren Sie sofort Ihren Administrator.
changed-foot = Gesendet an alle Kontakte, die für Ihr Konto bei { $house } eingerichtet sind, damit niemand Ihr Passwort heimlich ändern kann.

code-used-subject = Ein Wiederherstellungscode Ihres Kontos bei { $house } wurde verwendet
code-used-title = Ein Wiederherstellungscode wurde verwendet
code-used-lead = Er gilt nicht noch einmal. Waren Sie das, ist nichts zu tun; erzeugen Sie neue Codes, bevor der letzte verwendet ist.
code-used-last-lead = Er gilt nicht noch einmal und war der letzte: Melden Sie sich an und erzeugen Sie neue. Waren Sie das, ist sonst nichts zu tun.
code-used-alert = Jemand anderes hat einen Ihrer Codes. Melden Sie sich an, erzeugen Sie neue und kontaktieren Sie sofort Ihren Administrator.
code-used-foot = Gesendet an alle Kontakte, die für Ihr Konto bei { $house } eingerichtet sind, damit niemand Ihre Codes heimlich verwenden kann.

unlocked-subject = Ihr Konto bei { $house } wurde entsperrt
unlocked-title = Ihr Konto wurde entsperrt
unlocked-lead = Ihr Passwort ist dasselbe wie zuvor. Waren Sie das, ist nichts zu tun.
unlocked-alert = Vielleicht versucht jemand anderes, in Ihr Konto zu kommen. Kontaktieren Sie sofort Ihren Administrator.
unlocked-foot = Gesendet an alle Kontakte, die für Ihr Konto bei { $house } eingerichtet sind, damit niemand es heimlich entsperren kann.

administrator-subject = { $house }: Das Passwort eines Administrators wurde zurückgesetzt
administrator-title = Das Passwort eines Administrators wurde zurückgesetzt
administrator-lead = Alle anderen Administratoren erfahren davon. Wissen Sie davon, ist nichts zu tun.
administrator-alert = Fragen Sie auf einem anderen Weg als E-Mail nach, ob dieser Administrator es selbst war.
administrator-foot = Sie erhalten diese Nachricht, weil Sie Administrator von { $house } sind.

added-subject = Ein Weg zurück in Ihr Konto bei { $house } kam hinzu
added-title = Ein Weg zurück in Ihr Konto kam hinzu
added-lead = Er hilft Ihnen, Ihr Passwort zurückzusetzen, wenn Sie es vergessen haben. Waren Sie das, ist nichts zu tun.
added-alert = Jemand anderes könnte damit Ihr Passwort zurücksetzen. Kontaktieren Sie sofort Ihren Administrator.

removed-subject = Ein Weg zurück in Ihr Konto bei { $house } wurde entfernt
removed-title = Ein Weg zurück in Ihr Konto wurde entfernt
removed-lead = Damit lässt sich Ihr Passwort nicht mehr zurücksetzen. Waren Sie das, ist nichts zu tun.
removed-alert = Vielleicht will jemand Sie aussperren. Kontaktieren Sie sofort Ihren Administrator.

method-foot = Gesendet an die Kontakte, die für Ihr Konto bei { $house } eingerichtet sind, damit niemand sie heimlich ändern kann.

fact-line = { $name }: { $value }
fact-when = Wann
fact-device = Gerät
fact-network = Netz
fact-way = Weg
fact-contact = Kontakt
fact-codes-left = Übrige Codes
alert-title = Waren Sie das nicht? Handeln Sie jetzt

digest-subject = { $count ->
    [one] { $house }: 1 Bitte um Hilfe mit einem Passwort
   *[other] { $house }: { $count } Bitten um Hilfe mit einem Passwort
}
digest-title = { $count ->
    [one] 1 Bitte um Hilfe
   *[other] { $count } Bitten um Hilfe
}
digest-lead = Geschrieben auf der Seite „Administrator kontaktieren“. Dort kann jeder unter jedem Namen schreiben: Prüfen Sie, wer es wirklich ist, bevor Sie helfen.
digest-user = Benutzerkennung
digest-reach = Erreichbar
digest-message = Nachricht
digest-shortened = (gekürzt)
digest-omitted = { $count ->
    [one] 1 weitere Bitte kommt mit der nächsten E-Mail.
   *[other] { $count } weitere Bitten kommen mit der nächsten E-Mail.
}
digest-foot = Sie erhalten diese Nachricht, weil Sie Menschen bei { $house } zurück in ihr Konto helfen.

slot-authentication-phone = Mobiltelefon
slot-mobile-phone = Mobiltelefon aus dem Verzeichnis
slot-office-phone = Bürotelefon
slot-authentication-email = Andere E-Mail-Adresse
slot-alternate-email = Andere E-Mail-Adresse aus dem Verzeichnis
means-questions = Sicherheitsfragen
means-authenticator-app = Authenticator-App
means-passkey = Passkey
means-recovery-codes = Wiederherstellungscodes

moment = { $day }. { $month } { $year }, { $clock } UTC
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
