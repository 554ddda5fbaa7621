# Controles zonder bericht: vragen, de authenticator-app, herstelcodes, passkeys en telefoontjes.

proof-none = Lukt dit niet? <a>Neem contact op met uw beheerder</a>.
proof-no-tries-left = U hebt voor deze manier geen pogingen meer. Kies een andere.

questions-title = Beantwoord uw vragen
questions-hint = Hoofdletters, accenten en spaties aan het begin of eind maken niet uit.
questions-empty = Typ uw antwoord
questions-length = Een antwoord heeft 3 tot 40 tekens

app-title = Typ de code uit uw app
app-lead = Open uw authenticator-app. Die toont zes cijfers, elke 30 seconden nieuwe.

recovery-code-title = Typ een van uw herstelcodes
recovery-code-lead = Elke code werkt één keer. Daarna zeggen we hoeveel er nog over zijn.
recovery-code-label = Herstelcode
recovery-code-hint = 16 letters en cijfers. Hoofdletters, spaties en streepjes maken niet uit.
recovery-code-empty = Typ een van uw herstelcodes

passkey-title = Gebruik uw passkey
passkey-lead = Uw apparaat vraagt om uw gezicht, uw vingerafdruk of de pincode. Welke van die drie, dat krijgen wij nooit te weten.
passkey-use = mijn passkey gebruiken
passkey-missing = Deze browser kan geen passkeys gebruiken. Kies een andere manier, of open deze pagina waar uw passkey is.
passkey-failed = Er is geen passkey gebruikt. Probeer het opnieuw, of kies een andere manier.
passkey-needs-script = <b>Passkeys hebben JavaScript nodig.</b> Zet het aan, of kies hieronder een andere manier.

call-title = Neem ons telefoontje aan en druk op deze toetsen
call-title-pound = Neem ons telefoontje aan en druk op deze toets
call-keys = Toetsen: { $keys }
call-answer = Neem het telefoontje aan. Een stem meldt zich als { $house }.
call-answer-at = Neem het telefoontje aan op <m></m>. Een stem meldt zich als { $house }.
call-press = Druk op de toetsen van de telefoon op <b>{ $digits }</b> en daarna op <b>#</b>.
call-press-pound = Druk op de toetsen van de telefoon op <b>#</b>.
call-come-back = Kom hier terug. Deze pagina gaat vanzelf verder.
call-text-instead = Liever per sms
call-not-you = <b>Een telefoontje waar u niet om hebt gevraagd?</b> Druk op 9 en hang op. Aan de telefoon vragen we nooit naar uw wachtwoord.
call-nothing-arrives = U wordt niet gebeld als resetten niet is ingeschakeld voor dit account, als het account niet is geregistreerd of als het nummer niet klopt. <a>Neem contact op met uw beheerder</a>.
call-try-again = opnieuw proberen
call-again-in = · nieuw telefoontje over <b>{ $clock }</b>
call-again-open = U kunt nu een nieuw telefoontje aanvragen
call-over = Het telefoontje is afgelopen
call-queued = We gaan u zo bellen
call-sent = We bellen u nu
call-delivered = U hebt opgenomen. Druk nu op de toetsen.
call-delayed = Duurt langer dan anders
call-failed = Bellen is niet gelukt. Probeer het opnieuw, of kies een andere manier.

call-code-lead = Neem het telefoontje aan op <m></m>. Een stem meldt zich als { $house }. Druk op <b>1</b> om uw { $digits } cijfers te horen, en typ ze hier.
call-code-delivered = U hebt opgenomen. Druk op 1 om de code te horen.
call-code-end-nothing-pressed = Open de toetsen tijdens het telefoontje en druk op 1 om de code te horen.
call-code-end-wrong-keys = Druk bij het volgende telefoontje op 1 om de code te horen.

call-end-busy-title = De lijn was bezet
call-end-busy = Beëindig het andere gesprek en probeer het dan opnieuw.
call-end-no-answer-title = Niemand nam op
call-end-no-answer = Houd de telefoon bij de hand en probeer het dan opnieuw.
call-end-nothing-pressed-title = Er is op geen toets gedrukt
call-end-nothing-pressed = Open de toetsen tijdens het telefoontje en druk op wat deze pagina toont.
call-end-wrong-keys-title = Er is op andere toetsen gedrukt
call-end-wrong-keys = Voor het volgende telefoontje gelden de toetsen die deze pagina dan toont.
call-end-voicemail-title = Een antwoordapparaat nam op
call-end-voicemail = Neem zelf op voordat de voicemail dat doet, en probeer het dan opnieuw.
call-end-refused-title = Het telefoontje is geweigerd
call-end-refused = Wie opnam, drukte op 9: “dit was ik niet”. Was u dit wel, probeer het dan opnieuw.
call-end-failed-title = Bellen is niet gelukt
call-end-failed = Probeer het opnieuw, of kies een andere manier.
