# Instellen waar geen contact voor nodig is: authenticator-app, passkey, herstelcodes, vragen; en bevestigen wat er al is.

set-up-name = Naam (niet verplicht)
set-up-name-hint = Zodat u het later herkent: “Werktelefoon”
set-up-name-long = Een naam heeft hoogstens 40 tekens
set-up-start-anew = Opnieuw beginnen

new-app-title = Voeg een authenticator-app toe
new-app-lead = Installeer eerst een authenticator-app op uw telefoon. Die toont dan codes waarmee u weer in uw account komt, ook zonder bereik.
show-app-title = Scan dit met uw app
show-app-lead = Kies in de app om een account toe te voegen, en scan. Op dit apparaat: <a>open de app</a>.
show-app-qr = QR-code voor uw authenticator-app
show-app-secret = Of typ <b>{ $secret }</b>
show-app-code = Code die de app toont
show-app-once = Dit ziet u één keer. Laadt u de pagina opnieuw, dan begint u opnieuw.
app-code-title = Typ de code uit uw nieuwe app
app-code-lead = Het account staat al in de app. Typ de code die de app nu toont.
app-code-empty = Typ de zes cijfers die de app toont

new-passkey-title = Voeg een passkey toe
new-passkey-lead = Met een passkey komt u weer in uw account met uw gezicht, uw vingerafdruk of de pincode van uw apparaat. U hoeft niets te onthouden, en niemand kan hem raden.
make-passkey-title = Maak uw passkey
make-passkey-lead = Uw apparaat vraagt nu om uw toestemming en bewaart de passkey. Wij zien uw gezicht of vingerafdruk nooit.
make-passkey = een passkey maken
make-passkey-missing = Deze browser kan geen passkeys maken. Kies een andere manier, of open deze pagina op uw telefoon.
make-passkey-failed = Er is geen passkey gemaakt. Probeer het opnieuw, of kies een andere manier.
make-passkey-known = Op dit apparaat staat al een van uw passkeys.
other-ways = Al uw manieren bekijken

new-codes-title = Herstelcodes
new-codes-lead = Tien codes om af te drukken en veilig te bewaren. Met elke code komt u één keer weer in uw account, als u niets anders bij de hand hebt.
new-codes-once = We tonen ze één keer
new-codes-once-note = Houd een printer of een pen bij de hand. Bewaar ze niet bij uw wachtwoord.
new-codes-replaced = Uw oude codes vervallen
new-codes-replaced-note = { $count ->
    [one] U hebt nog 1 code over. Die werkt niet meer als u nieuwe maakt.
   *[other] U hebt nog { $count } codes over. Die werken niet meer als u nieuwe maakt.
}
new-codes-make = mijn codes maken
show-codes-title = Uw tien herstelcodes
show-codes-lead = Druk ze nu af, kopieer ze of schrijf ze op. We kunnen ze niet nog een keer tonen.
show-codes-from = Ze werken vanaf { $time }.
show-codes-print = afdrukken
show-codes-copy = kopiëren
show-codes-copied = gekopieerd
show-codes-kept = Ik heb ze bewaard

set-questions-title = Kies uw vragen
set-questions-lead = Antwoorden die alleen u weet, en die u over een jaar nog weet.
set-questions-replaced = Wat u hier antwoordt, vervangt uw oude antwoorden.
set-questions-question = Vraag { $number }
set-questions-answer = Uw antwoord
set-questions-choose = Kies een vraag
set-questions-none = Vraag { $number }: kies een vraag uit de lijst
set-questions-twice = Vraag { $number }: die hebt u al gekozen
set-questions-empty = Vraag { $number }: typ uw antwoord
set-questions-length = Vraag { $number }: een antwoord heeft 3 tot 40 tekens
set-questions-hint = Elk antwoord heeft 3 tot 40 tekens. Hoofdletters en accenten maken niet uit.
set-questions-save = Voltooien

sign-in-again-title = Log opnieuw in voordat u dit wijzigt
sign-in-again-lead = U bent al een tijdje ingelogd. Typ uw wachtwoord nog een keer, om anderen buiten te houden.

confirm-title = Klopt dit nog?
confirm-lead = Bent u uw wachtwoord vergeten, dan bevestigt u hiermee dat u het bent. Het is goed om er af en toe naar te kijken.
confirm-yes = ja, dit klopt
confirm-change = wijzigen
info-confirm = <b>Klopt dit allemaal nog?</b> Het is goed om er af en toe naar te kijken.

info-questions-count = { $count ->
    [one] 1 antwoord
   *[other] { $count } antwoorden
}
info-codes-count = { $count ->
    [one] nog 1 code over
   *[other] nog { $count } codes over
}
info-works-from = werkt vanaf { $time }
info-until = werkt tot { $time }
info-change = Wijzigen
info-new-codes = Nieuwe codes
info-another-authenticator-app = Nog een authenticator-app toevoegen
info-another-passkey = Nog een passkey toevoegen
method-authenticator-app-note = Codes uit een app, ook zonder bereik
method-passkey-note = Uw gezicht, uw vingerafdruk of de pincode van uw apparaat
method-recovery-code-note = Tien codes om af te drukken en veilig te bewaren
method-security-questions-note = Antwoorden die alleen u weet

done-passkey = De volgende keer zonder wachtwoord: <a>log in en voeg een passkey toe</a>.
