# Sms-berichten. Alleen tekens van het GSM 7-bits alfabet (geen gekrulde aanhalingstekens), geen cijfer en geen naam behalve die van de organisatie.

sms-house = { $house }: { $message }
sms-code = Uw code is { $code } ({ $reference }). Geef hem aan niemand door. Niet aangevraagd? Negeer dit bericht.
sms-code-short = Code { $code } ({ $reference })
sms-changed = Uw wachtwoord is zojuist gewijzigd. Was u dit niet, neem dan meteen contact op met uw beheerder.
sms-added = Er is zojuist een manier toegevoegd om uw wachtwoord te resetten. Was u dit niet, neem dan meteen contact op met uw beheerder.
sms-removed = Er is zojuist een manier verwijderd om uw wachtwoord te resetten. Was u dit niet, neem dan meteen contact op met uw beheerder.
sms-code-used = Er is zojuist een herstelcode gebruikt. { $left ->
    [0] Er is er geen meer over.
    [1] Er is er nog één over.
    [2] Er zijn er nog twee over.
    [3] Er zijn er nog drie over.
    [4] Er zijn er nog vier over.
    [5] Er zijn er nog vijf over.
    [6] Er zijn er nog zes over.
    [7] Er zijn er nog zeven over.
    [8] Er zijn er nog acht over.
    [9] Er zijn er nog negen over.
   *[other] Er zijn er nog meer over.
} Was u dit niet, neem dan meteen contact op met uw beheerder.
sms-unlocked = Uw account is zojuist ontgrendeld. Was u dit niet, neem dan meteen contact op met uw beheerder.
