# E-mails. Geen opmaak: wat voor { $variable } wordt ingevuld, wordt in de HTML veilig gemaakt.

mail-contact = Neem contact op met uw beheerder
mail-contact-named = Neem contact op met uw beheerder: { $name }
mail-no-answer = Beantwoord dit bericht niet.
mail-never-ask = Wij vragen nooit naar uw wachtwoord of naar een code.

code-subject = Uw code voor { $house }, { $reference }
code-preview = Typ de code op de pagina waar { $reference } staat.
code-title = Uw code
code-lead = Typ deze code op de pagina waar u hem hebt aangevraagd. Op die pagina staan dezelfde drie letters.
code-copy = Code:
code-letters = Letters:
code-lifetime = { $minutes ->
    [one] De code werkt één keer, 1 minuut lang.
   *[other] De code werkt één keer, { $minutes } minuten lang.
} Lees hem aan niemand voor, ook niet aan ons.
code-for = Waarvoor
code-for-reset = Het wachtwoord van uw account bij { $house } resetten
code-for-registration = Dit adres gebruiken om weer in uw account bij { $house } te komen
code-not-you = Niet door u aangevraagd?
code-not-you-reset = Uw wachtwoord is niet gewijzigd. Negeer dit bericht. Komt het nog een keer, neem dan contact op met uw beheerder.
code-not-you-registration = Misschien heeft iemand zich in een adres vergist. Negeer dit bericht: zonder de code gebeurt er niets.
code-foot-reset = Dit bericht is gestuurd naar een adres dat is ingesteld voor uw account bij { $house }.
code-foot-registration = Dit bericht is gestuurd naar het adres dat bij { $house } is ingevuld.

changed-subject = Uw wachtwoord bij { $house } is gewijzigd
changed-title = Uw wachtwoord is gewijzigd
changed-lead = Was u dit zelf, dan hoeft u niets te doen.
changed-alert = Misschien kan iemand anders nu als u inloggen. Neem meteen contact op met uw beheerder.
changed-foot = Gestuurd naar alle contactgegevens die zijn ingesteld voor uw account bij { $house }, zodat niemand uw wachtwoord stiekem kan wijzigen.

code-used-subject = Er is een herstelcode van uw account bij { $house } gebruikt
code-used-title = Er is een herstelcode gebruikt
code-used-lead = Deze code werkt niet nog een keer. Was u dit zelf, dan hoeft u niets te doen; maak nieuwe codes voordat de laatste is gebruikt.
code-used-last-lead = Deze code werkt niet nog een keer, en het was de laatste: log in en maak nieuwe codes. Was u dit zelf, dan hoeft u verder niets te doen.
code-used-alert = Iemand anders heeft een van uw codes. Log in, maak nieuwe codes en neem meteen contact op met uw beheerder.
code-used-foot = Gestuurd naar alle contactgegevens die zijn ingesteld voor uw account bij { $house }, zodat niemand uw codes stiekem kan gebruiken.

unlocked-subject = Uw account bij { $house } is ontgrendeld
unlocked-title = Uw account is ontgrendeld
unlocked-lead = Uw wachtwoord is hetzelfde gebleven. Was u dit zelf, dan hoeft u niets te doen.
unlocked-alert = Misschien probeert iemand anders in uw account te komen. Neem meteen contact op met uw beheerder.
unlocked-foot = Gestuurd naar alle contactgegevens die zijn ingesteld voor uw account bij { $house }, zodat niemand het stiekem kan ontgrendelen.

administrator-subject = { $house }: het wachtwoord van een beheerder is gereset
administrator-title = Het wachtwoord van een beheerder is gereset
administrator-lead = Alle andere beheerders krijgen dit bericht. Weet u ervan, dan hoeft u niets te doen.
administrator-alert = Vraag deze beheerder op een andere manier dan per e-mail of hij of zij dit zelf was.
administrator-foot = U krijgt dit bericht omdat u beheerder van { $house } bent.

added-subject = Er is een manier toegevoegd om weer in uw account bij { $house } te komen
added-title = Er is een manier toegevoegd om weer in uw account te komen
added-lead = Hiermee kunt u uw wachtwoord resetten als u het bent vergeten. Was u dit zelf, dan hoeft u niets te doen.
added-alert = Iemand anders zou hiermee uw wachtwoord kunnen resetten. Neem meteen contact op met uw beheerder.

removed-subject = Er is een manier verwijderd om weer in uw account bij { $house } te komen
removed-title = Er is een manier verwijderd om weer in uw account te komen
removed-lead = Hiermee kan uw wachtwoord niet meer worden gereset. Was u dit zelf, dan hoeft u niets te doen.
removed-alert = Misschien probeert iemand u buiten te sluiten. Neem meteen contact op met uw beheerder.

method-foot = Gestuurd naar de contactgegevens die zijn ingesteld voor uw account bij { $house }, zodat niemand ze stiekem kan wijzigen.

fact-line = { $name }: { $value }
fact-when = Wanneer
fact-device = Apparaat
fact-network = Netwerk
fact-way = Manier
fact-contact = Contact
fact-codes-left = Codes over
alert-title = Was u dit niet? Doe dan nu iets

digest-subject = { $count ->
    [one] { $house }: 1 vraag om hulp bij een wachtwoord
   *[other] { $house }: { $count } vragen om hulp bij een wachtwoord
}
digest-title = { $count ->
    [one] 1 vraag om hulp
   *[other] { $count } vragen om hulp
}
digest-lead = Geschreven op de pagina “Neem contact op met uw beheerder”. Iedereen kan daar onder elke naam schrijven: controleer of het echt die persoon is voordat u helpt.
digest-user = Gebruikersnaam
digest-reach = Te bereiken via
digest-message = Bericht
digest-shortened = (ingekort)
digest-omitted = { $count ->
    [one] Nog 1 vraag komt in de volgende e-mail.
   *[other] Nog { $count } vragen komen in de volgende e-mail.
}
digest-foot = U krijgt dit bericht omdat u mensen van { $house } helpt om weer in hun account te komen.

slot-authentication-phone = Mobiele telefoon
slot-mobile-phone = Mobiele telefoon uit het gebruikersregister
slot-office-phone = Kantoortelefoon
slot-authentication-email = Alternatief e-mailadres
slot-alternate-email = Alternatief e-mailadres uit het gebruikersregister
means-questions = Beveiligingsvragen
means-authenticator-app = Authenticator-app
means-passkey = Passkey
means-recovery-codes = Herstelcodes

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
