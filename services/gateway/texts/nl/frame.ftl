# Wat op elke pagina staat. Opmaak in teksten: alleen <b> en <a>; wat voor { $variable } wordt ingevuld, wordt veilig gemaakt.

language-name = Nederlands
skip = Naar de inhoud
switch-language = Taal: Nederlands
help = Hulp
contact-administrator = Neem contact op met uw beheerder
contact-administrator-named = Neem contact op met uw beheerder: { $name }
privacy = Privacy
sign-out = Uitloggen
title-error = Fout: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Er is een probleem
step = Stap { $step } van 3
step-account = Uw account
step-prove = Bevestig dat u het bent
step-password = Nieuw wachtwoord
next = Volgende
verify = controleren
finish = Voltooien
back = Terug
start-again = Opnieuw beginnen
sign-in = Inloggen
set-it-up-now = nu instellen
text-me = sms mij
call-me = bel mij

captcha-checking = Automatische controle loopt. U hoeft geen puzzel op te lossen.
captcha-passed = Automatische controle geslaagd. U hoeft geen puzzel op te lossen.
captcha-finishing = Een ogenblik: de automatische controle is bijna klaar.
captcha-longer = Veel mensen in uw netwerk stellen nu hun wachtwoord opnieuw in, dus de automatische controle duurt iets langer. Daarna gaat deze pagina vanzelf verder.
captcha-failed = De automatische controle lukte niet. We proberen het opnieuw.
captcha-needs-script = <b>Deze pagina heeft JavaScript nodig.</b> Een automatische controle houdt robots buiten. Zet JavaScript aan, of <a>neem contact op met uw beheerder</a>.

page-open-minutes = U hebt op deze pagina nog { "{m}" } min { "{s}" } s.
page-open-seconds = U hebt op deze pagina nog { "{s}" } s.
page-open-over = De tijd is om. Kies “Voltooien” om te zien wat u kunt doen.
page-open = U hebt op deze pagina nog { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
}.
