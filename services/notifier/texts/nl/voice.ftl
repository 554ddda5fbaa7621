# Telefoongesprekken: zinnen zoals ze worden uitgesproken. Geen cijfer en geen naam behalve die van de organisatie.

call-hello = Goedendag. Dit is { $house }.
call-reset = Op { $host } is gevraagd om uw wachtwoord te resetten.
call-registration = Op { $host } is gevraagd om deze telefoon toe te voegen, om er een wachtwoord mee te kunnen resetten.
call-match-number = Was u dit zelf, kijk dan op de pagina. Druk op de twee cijfers die daar staan, en daarna op het hekje.
call-press-pound = Was u dit zelf, druk dan op het hekje.
call-read-code = Was u dit zelf, druk dan op de één om uw code te horen.
call-not-you = Was u dit niet, druk dan op de negen.
call-nothing = Er is niets ingedrukt. Tot ziens.
call-thanks = Dank u wel. Kijk nu weer op de pagina. Tot ziens.
call-not-asked = Dat zijn niet de toetsen waar we om vroegen. Kijk weer op de pagina. Tot ziens.
call-refused = Dank u wel dat u het ons laat weten. Tot ziens.
call-code = Uw code is { $digits }. Nog een keer: { $digits }. Geef hem aan niemand door. Tot ziens.
call-over = Dit gesprek is niet meer nodig. Kijk weer op de pagina. Tot ziens.
