# Ce qui figure sur chaque page. Balises dans les textes : <b> et <a> seulement ; ce qui remplace { $variable } est échappé.

language-name = Français
skip = Aller au contenu
switch-language = Langue : français
help = Aide
contact-administrator = Contacter votre administrateur
contact-administrator-named = Contacter votre administrateur : { $name }
privacy = Confidentialité
sign-out = Se déconnecter
title-error = Erreur : { $title }
title-house = { $title } – { $house }
there-is-a-problem = Il y a un problème
step = Étape { $step } sur 3
step-account = Votre compte
step-prove = Confirmer que c’est vous
step-password = Nouveau mot de passe
next = Suivant
verify = vérifier
finish = Terminer
back = Retour
start-again = Recommencer
sign-in = Se connecter
set-it-up-now = configurer maintenant
text-me = recevoir un SMS
call-me = recevoir un appel

captcha-checking = Vérification automatique en cours. Rien à résoudre.
captcha-passed = Vérification automatique réussie. Rien à résoudre.
captcha-finishing = Un instant : la vérification automatique se termine.
captcha-longer = Beaucoup de personnes de votre réseau réinitialisent leur mot de passe en ce moment : la vérification automatique dure un peu plus longtemps. La page continue ensuite toute seule.
captcha-failed = La vérification automatique n’a pas pu avoir lieu. Nouvel essai en cours.
captcha-needs-script = <b>Cette page a besoin de JavaScript.</b> Une vérification automatique tient les robots à l’écart. Activez JavaScript, ou <a>contactez votre administrateur</a>.

page-open-minutes = Il vous reste { "{m}" } min { "{s}" } s sur cette page.
page-open-seconds = Il vous reste { "{s}" } s sur cette page.
page-open-over = Le temps est écoulé. Choisissez « Terminer » pour voir ce qu’il est possible de faire.
page-open = Il vous reste { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} sur cette page.
