# Registratie: inloggen, wat is ingesteld, en manieren om weer in het account te komen toevoegen en verwijderen.

register-title = Log in om een telefoon of e-mailadres in te stellen
register-lead = Gebruik het wachtwoord dat vandaag werkt. Daarna voegt u een telefoon of een e-mailadres toe.
register-user-id = Gebruikersnaam
register-password = Wachtwoord
register-forgot = Wachtwoord vergeten?
register-no-access = Kunt u niet in uw account?

info-title = Manieren om weer in uw account te komen
info-lead = { $required ->
    [1] Bent u uw wachtwoord vergeten, dan bevestigt u met een van deze manieren dat u het bent.
   *[other] Bent u uw wachtwoord vergeten, dan bevestigt u met { $required } verschillende manieren uit deze lijst dat u het bent.
}
info-missing-title = U kunt uw wachtwoord nog niet resetten
info-missing = { $needed ->
    [1] Stel een van de manieren hieronder in zolang u nog kunt inloggen.
   *[other] Stel { $needed } verschillende manieren van hieronder in zolang u nog kunt inloggen.
}
info-more-title = Er is nog een manier nodig
info-more = { $needed ->
    [1] Stel nog een van de manieren hieronder in zolang u nog kunt inloggen.
   *[other] Stel nog { $needed } van de manieren hieronder in zolang u nog kunt inloggen.
}
info-backup-title = Voeg een reserve toe nu het nog kan
info-backup = Zonder wat u nu bij de hand hebt, kunt u niet meer in uw account komen.
info-backup-phones = Al uw manieren zijn telefoons. Hebt u die niet bij de hand, dan kunt u niet meer in uw account komen.
info-backup-emails = Al uw manieren zijn e-mailadressen. Kunt u die niet openen, dan kunt u niet meer in uw account komen.
info-ready-title = U bent er klaar voor
info-ready = U kunt uw wachtwoord zelf resetten wanneer dat nodig is.
info-set-up = Ingesteld
info-not-set-up = Nog niet ingesteld
info-verified-on = gecontroleerd op <m></m>
info-not-verified = nog niet gecontroleerd
info-from-administrator = van uw beheerder
info-managed = Wordt voor u beheerd
info-remove = Verwijderen
info-best-backup = Beste reserve

slot-authentication-phone = Mobiele telefoon
slot-mobile-phone = Mobiele telefoon uit het gebruikersregister
slot-office-phone = Kantoortelefoon
slot-authentication-email = Alternatief e-mailadres
slot-alternate-email = Alternatief e-mailadres uit het gebruikersregister
slot-authentication-phone-note = We sturen u een code per sms
slot-mobile-phone-note = We sturen u een code per sms
slot-office-phone-note = Alleen telefoontjes
slot-authentication-email-note = Een privéadres dat u zonder dit wachtwoord kunt openen
slot-alternate-email-note = Een privéadres dat u zonder dit wachtwoord kunt openen

phone-title = Voeg uw mobiele telefoon toe
phone-lead = We sturen een code om te controleren of deze telefoon van u is. Het gewone tarief kan gelden.
phone-country = Land of regio
phone-number = Telefoonnummer
phone-number-hint = Zoals u het gewoonlijk intoetst
phone-how = Hoe wilt u de code krijgen?
phone-use = We gebruiken dit nummer om te controleren of u het bent, en om u wijzigingen te melden.
phone-lost = Ik ben mijn oude telefoon kwijt
lost-hint = De oude manier werkt meteen niet meer. De nieuwe moet misschien wachten: dan zeggen we vanaf wanneer hij werkt.

email-title = Voeg uw alternatieve e-mailadres toe
email-lead = We sturen een code om te controleren of dit adres van u is.
email-label = E-mailadres
email-hint = Gebruik een adres dat u zonder dit wachtwoord kunt openen
email-send = mail mij
email-use = We gebruiken dit adres om te controleren of u het bent, en om u wijzigingen te melden.
email-lost = Ik kan mijn oude adres niet meer openen

verify-wrong-contact-phone = Verkeerd nummer? <a>Typ het opnieuw</a>
verify-wrong-contact-email = Verkeerd adres? <a>Typ het opnieuw</a>
verify-failed = Het bericht kon niet worden bezorgd. Controleer wat u hebt ingetypt of kies een andere manier.

thanks-title = Dank u wel, dat is gelukt
thanks-ready = Vergeet u uw wachtwoord, dan kunt u nu zelf weer in uw account komen.
thanks-more = Er is nog een manier nodig voordat u uw wachtwoord zelf kunt resetten.
thanks-backup-title = Registreer ook een reserve
thanks-backup = Een telefoon raakt kwijt, een e-mailadres wordt opgezegd. Met twee verschillende manieren houdt u er altijd een over.
thanks-finish = Voltooien
thanks-overview = Al uw manieren bekijken

not-enabled-title = Wachtwoord resetten is voor u niet ingeschakeld
not-enabled = Het resetten van wachtwoorden is niet ingeschakeld voor uw account, dus er is niets in te stellen. Uw beheerder kan dat wijzigen.

remove-title = Deze manier verwijderen?
remove-lead = { $slot }, <m></m>
remove-warning-title = Hiermee komt u dan niet meer in uw account
remove-warning = U kunt deze manier weer toevoegen zolang u kunt inloggen. We sturen een bericht naar uw andere contactgegevens.
remove-do = Verwijderen
remove-keep = Behouden

method-email = E-mail
method-mobile-phone = Mobiele telefoon
method-office-phone = Kantoortelefoon
method-security-questions = Beveiligingsvragen
method-authenticator-app = Authenticator-app
method-passkey = Passkey
method-recovery-code = Herstelcodes
