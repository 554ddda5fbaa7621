# Configurer ce qui n’a pas besoin d’un contact : application d’authentification, clé d’accès, codes de récupération, questions ; et confirmer ce qui existe.

set-up-name = Nom (facultatif)
set-up-name-hint = Pour la distinguer des autres plus tard : « Téléphone pro »
set-up-name-long = Un nom compte au plus 40 caractères
set-up-start-anew = Recommencer

new-app-title = Ajouter une application d’authentification
new-app-lead = Installez d’abord une application d’authentification sur votre téléphone. Elle affiche ensuite des codes qui vous redonnent l’accès, même sans réseau.
show-app-title = Scannez ceci avec votre application
show-app-lead = Dans l’application, choisissez d’ajouter un compte, et scannez. Sur cet appareil : <a>ouvrir l’application</a>.
show-app-qr = Code QR pour votre application d’authentification
show-app-secret = Ou saisissez <b>{ $secret }</b>
show-app-code = Code affiché par l’application
show-app-once = Ceci n’est affiché qu’une fois. Si vous rechargez la page, vous recommencez.
app-code-title = Saisissez le code de votre nouvelle application
app-code-lead = Le compte est déjà dans l’application. Saisissez le code qu’elle affiche maintenant.
app-code-empty = Saisissez les six chiffres affichés par l’application

new-passkey-title = Ajouter une clé d’accès
new-passkey-lead = Une clé d’accès vous redonne l’accès avec votre visage, votre doigt ou le code PIN de votre appareil. Il n’y a rien à retenir, et personne ne peut la deviner.
make-passkey-title = Créez votre clé d’accès
make-passkey-lead = Votre appareil vous interroge maintenant, et garde la clé d’accès. Nous ne voyons jamais votre visage ni votre doigt.
make-passkey = créer une clé d’accès
make-passkey-missing = Ce navigateur ne peut pas créer de clés d’accès. Choisissez une autre méthode, ou ouvrez cette page sur votre téléphone.
make-passkey-failed = Aucune clé d’accès n’a été créée. Réessayez, ou choisissez une autre méthode.
make-passkey-known = Cet appareil contient déjà l’une de vos clés d’accès.
other-ways = Voir toutes vos méthodes

new-codes-title = Codes de récupération
new-codes-lead = Dix codes à imprimer et à garder en lieu sûr. Chacun vous redonne l’accès une fois, quand vous n’avez rien d’autre sous la main.
new-codes-once = Nous les affichons une seule fois
new-codes-once-note = Préparez une imprimante ou un stylo. Gardez-les à part de votre mot de passe.
new-codes-replaced = Vos anciens codes prennent fin
new-codes-replaced-note = { $count ->
    [one] Il vous reste { $count } code. Il cesse de fonctionner quand vous en créez de nouveaux.
   *[other] Il vous reste { $count } codes. Ils cessent de fonctionner quand vous en créez de nouveaux.
}
new-codes-make = créer mes codes
show-codes-title = Vos dix codes de récupération
show-codes-lead = Imprimez-les, copiez-les ou notez-les maintenant. Nous ne pourrons plus les afficher.
show-codes-from = Ils fonctionnent à partir du { $time }.
show-codes-print = imprimer
show-codes-copy = copier
show-codes-copied = copié
show-codes-kept = Je les ai gardés

set-questions-title = Choisissez vos questions
set-questions-lead = Des réponses que personne d’autre ne connaît, et que vous connaîtrez encore dans un an.
set-questions-replaced = Ce que vous répondez ici remplace vos anciennes réponses.
set-questions-question = Question { $number }
set-questions-answer = Votre réponse
set-questions-choose = Choisissez une question
set-questions-none = Question { $number } : choisissez-en une dans la liste
set-questions-twice = Question { $number } : vous l’avez déjà choisie
set-questions-empty = Question { $number } : saisissez votre réponse
set-questions-length = Question { $number } : une réponse compte de 3 à 40 caractères
set-questions-hint = Chacune compte de 3 à 40 caractères. Les majuscules et les accents ne comptent pas.
set-questions-save = Terminer

sign-in-again-title = Reconnectez-vous avant de modifier cela
sign-in-again-lead = Votre connexion date d’il y a un moment. Pour protéger votre compte, saisissez encore une fois votre mot de passe.

confirm-title = Est-ce toujours exact ?
confirm-lead = Si vous oubliez votre mot de passe, vous confirmez que c’est vous avec ceci. Un coup d’œil de temps en temps est utile.
confirm-yes = oui, c’est exact
confirm-change = modifier
info-confirm = <b>Tout cela est-il toujours exact ?</b> Un coup d’œil de temps en temps est utile.

info-questions-count = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
}
info-codes-count = { $count ->
    [one] { $count } code restant
   *[other] { $count } codes restants
}
info-works-from = utilisable à partir du { $time }
info-until = utilisable jusqu’au { $time }
info-change = Modifier
info-new-codes = Nouveaux codes
info-another-authenticator-app = Ajouter une autre application d’authentification
info-another-passkey = Ajouter une autre clé d’accès
method-authenticator-app-note = Les codes d’une application, même sans réseau
method-passkey-note = Votre visage, votre doigt ou le code PIN de votre appareil
method-recovery-code-note = Dix codes à imprimer et à garder en lieu sûr
method-security-questions-note = Des réponses que personne d’autre ne connaît

done-passkey = La prochaine fois sans mot de passe : <a>se connecter et ajouter une clé d’accès</a>.
