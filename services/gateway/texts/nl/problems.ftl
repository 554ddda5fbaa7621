# Een zin voor elke foutcode, zoals mensen die lezen; de namen zijn `problem-` en de code.

problem-malformed-body = Dat kwam niet goed aan. Probeer het opnieuw.
problem-invalid-field = In een van de velden staat iets dat niet wordt geaccepteerd.
problem-user-id-invalid = Typ uw gebruikersnaam zoals u dat doet bij het inloggen, bijvoorbeeld naam@bedrijf.nl
problem-captcha-invalid = De automatische controle moet opnieuw. Dat duurt even; druk daarna nog een keer op de knop.
problem-phone-number-invalid = Dat is geen volledig telefoonnummer. Typ alle cijfers.
problem-phone-number-ends-differently = Dat nummer eindigt niet op de cijfers hieronder. Typ het hele nummer dat daarop eindigt.
problem-phone-number-differs = Dat is niet het nummer dat is geregistreerd
problem-phone-number-required = Typ eerst het hele telefoonnummer
problem-phone-number-refused = Naar dit soort nummers kunnen we geen codes sturen. Gebruik een mobiele telefoon.
problem-country-not-allowed = Naar nummers in dit land sturen we geen codes
problem-email-invalid = Typ een volledig e-mailadres, bijvoorbeeld naam@mail.example
problem-email-own = Gebruik een adres dat u zonder dit wachtwoord kunt openen
problem-channel-not-available = Deze manier werkt niet voor dit contact
problem-option-unknown = Kies een van de manieren uit de lijst
problem-code-malformed = Een code bestaat alleen uit cijfers. Typ de cijfers uit het bericht.
problem-answer-not-asked = Er wordt iets anders gevraagd. Laad de pagina opnieuw.
problem-answer-too-short = Een antwoord heeft 3 tot 40 tekens
problem-answers-alike = Elke vraag heeft een eigen antwoord nodig
problem-question-unknown = Die vraag staat er niet bij. Kies een vraag uit de lijst.
problem-question-count = Beantwoord elke vraag, en elke vraag één keer
problem-wrong-code = { $left ->
    [0] Die code klopt niet. Vraag een nieuwe aan.
    [one] Die code klopt niet. U hebt nog 1 poging.
   *[other] Die code klopt niet. U hebt nog { $left } pogingen.
}
problem-wrong-code-plain = Die code klopt niet
problem-proof-wrong-code = { $left ->
    [0] Die code klopt niet. Kies een andere manier.
    [one] Die code klopt niet. U hebt nog 1 poging.
   *[other] Die code klopt niet. U hebt nog { $left } pogingen.
}
problem-proof-wrong-code-plain = Dat klopt niet
problem-proof-challenge-over = Deze manier werkt hier niet meer. Kies hem opnieuw, of kies een andere.
problem-app-code-malformed = De code heeft zes cijfers
problem-recovery-code-code-malformed = Een herstelcode heeft 16 letters en cijfers
problem-questions-wrong-code = { $left ->
    [0] Dat klopt niet. Kies een andere manier.
    [one] Dat klopt niet. U hebt nog 1 poging. We stellen nu andere vragen.
   *[other] Dat klopt niet. U hebt nog { $left } pogingen. We stellen nu andere vragen.
}
problem-same-questions-wrong-code = { $left ->
    [0] Dat klopt niet. Kies een andere manier.
    [one] Dat klopt niet. U hebt nog 1 poging.
   *[other] Dat klopt niet. U hebt nog { $left } pogingen.
}
problem-passkey-wrong-code = Die passkey hoort niet bij dit account. Gebruik een andere passkey, of kies een andere manier.
problem-passkey-wrong-code-plain = Die passkey hoort niet bij dit account. Gebruik een andere passkey, of kies een andere manier.
problem-passkey-invalid-field = Er is geen passkey gebruikt. Probeer het opnieuw, of kies een andere manier.
problem-passkey-malformed-body = Er is geen passkey gebruikt. Probeer het opnieuw, of kies een andere manier.
problem-call-cooldown-running = We hebben net gebeld. Over { $wait } kunt u een nieuw telefoontje aanvragen.
problem-call-cooldown-running-plain = We hebben net gebeld. Wacht even voordat u een nieuw telefoontje aanvraagt.
problem-call-challenge-over = Dit telefoontje is afgelopen. Probeer het opnieuw, of kies een andere manier.
problem-set-up-wrong-code = { $left ->
    [0] Die code klopt niet. Begin opnieuw.
    [one] Die code klopt niet. U hebt nog 1 poging.
   *[other] Die code klopt niet. U hebt nog { $left } pogingen.
}
problem-set-up-wrong-code-plain = Die code klopt niet
problem-set-up-code-malformed = De code heeft zes cijfers
problem-set-up-challenge-over = Dit duurde te lang. Begin opnieuw.
problem-set-up-not-found = Dit duurde te lang. Begin opnieuw.
problem-new-passkey-wrong-code = De passkey is niet geaccepteerd. Begin opnieuw.
problem-new-passkey-wrong-code-plain = De passkey is niet geaccepteerd. Begin opnieuw.
problem-new-passkey-challenge-over = Dit duurde te lang. Begin opnieuw.
problem-new-passkey-not-found = Dit duurde te lang. Begin opnieuw.
problem-password-rejected = Het wachtwoord voldoet niet aan alle regels
problem-sign-in-failed = De gebruikersnaam of het wachtwoord klopt niet
problem-token-invalid = Deze pagina is niet meer geldig. Begin opnieuw.
problem-forbidden = Dit is niet toegestaan
problem-fresh-sign-in-required = Log opnieuw in voordat u dit wijzigt
problem-csrf-failed = Dit formulier kwam ergens anders vandaan, of is te oud. Laad de pagina opnieuw.
problem-not-found = Hier is niets
problem-method-not-allowed = Zo reageert dit adres niet
problem-challenge-over = Deze code kan niet meer worden gebruikt. Vraag een nieuwe aan.
problem-reset-over = Deze reset is afgelopen. Begin opnieuw.
problem-not-verified = Bevestig eerst dat u het bent
problem-different-password = Er loopt nog een wijziging met een ander wachtwoord. Typ hetzelfde wachtwoord als daarnet.
problem-already-registered = Dit is al ingesteld
problem-not-locked = Dit account is niet vergrendeld. Log in, of kies een nieuw wachtwoord.
problem-too-many-methods = U hebt er hiervan al zoveel als mag. Verwijder er eerst een.
problem-body-too-large = Dat is te lang
problem-unsupported-media-type = Dat kwam niet goed aan. Probeer het opnieuw.
problem-wrong-host = Deze server reageert niet op dat adres
problem-too-many-requests = Te veel pogingen. Probeer het over { $wait } opnieuw.
problem-too-many-requests-plain = Te veel pogingen. Wacht een tijdje en probeer het dan opnieuw.
problem-cooldown-running = Er is net een bericht gestuurd. Over { $wait } kunt u een nieuw bericht aanvragen.
problem-cooldown-running-plain = Er is net een bericht gestuurd. Wacht even voordat u een nieuw bericht aanvraagt.
problem-calls-stopped = We bellen een dag lang niet meer, omdat twee telefoontjes zijn geweigerd. Kies een andere manier.
problem-internal-error = Er is bij ons iets misgegaan. Uw oude wachtwoord werkt nog.
problem-directory-unavailable = Het gebruikersregister van { $house } reageert niet. Uw oude wachtwoord werkt nog. Probeer het over een minuut opnieuw.
problem-unavailable = Deze dienst kan nu niet reageren. Er gaat niets verloren. Probeer het over een minuut opnieuw.

wait-seconds = { $count ->
    [one] 1 seconde
   *[other] { $count } seconden
}
wait-minutes = { $count ->
    [one] 1 minuut
   *[other] { $count } minuten
}
wait-hours = { $count ->
    [one] 1 uur
   *[other] { $count } uur
}

field-empty-user-id = Typ uw gebruikersnaam
field-empty-password = Typ uw wachtwoord
field-empty-code = Typ de code uit het bericht
field-empty-phone-number = Typ het telefoonnummer
field-empty-email = Typ het e-mailadres
field-empty-reach-me = Schrijf hoe we u kunnen bereiken
field-empty-message = Schrijf wat er niet lukt
field-empty-option = Kies een van de manieren

error-not-found-title = Hier is niets
error-not-found = Misschien is het adres verkeerd getypt, of bestaat de pagina niet meer.
error-forbidden-title = Dit is niet toegestaan
error-forbidden = U kunt deze pagina niet openen.
error-csrf-title = Dit formulier is te oud
error-csrf = Het kwam uit een ander venster, of cookies staan uit. Er is niets gewijzigd. Ga terug, laad de pagina opnieuw en probeer het nog een keer.
error-too-many-title = Te veel pogingen
error-too-many = Om anderen buiten te houden wachten we een tijdje. Probeer het over { $wait } opnieuw. Er is niets gewijzigd.
error-too-many-plain = Om anderen buiten te houden wachten we een tijdje. Probeer het later opnieuw. Er is niets gewijzigd.
error-unavailable-title = We kunnen nu niet reageren
error-unavailable = Uw oude wachtwoord werkt nog, en er gaat niets verloren. Probeer het over een minuut opnieuw.
error-internal-title = Er is bij ons iets misgegaan
error-internal = Uw oude wachtwoord werkt nog. Probeer het over een minuut opnieuw; blijft het zo, zeg het dan tegen uw beheerder.
error-request-title = Dat is niet gelukt
error-wrong-host-title = Verkeerd adres
error-wrong-host = Deze server reageert niet op dat adres. Gebruik de link die u van uw organisatie hebt gekregen.
error-try-again = Opnieuw proberen
error-request-id = Nummer voor uw beheerder: { $id }
