# Une réinitialisation, page par page.

doors-title = De quoi avez-vous besoin ?
doors-lead = Retrouvez l’accès à votre compte, ou préparez-vous pour le jour où vous en aurez besoin.
doors-reset = J’ai oublié mon mot de passe
doors-reset-note = Confirmez que c’est vous, puis choisissez-en un nouveau. Environ trois minutes.
doors-register = Je peux encore me connecter
doors-register-note = Configurez maintenant un téléphone et une adresse e-mail, pour pouvoir retrouver l’accès plus tard.

who-title = Retrouver l’accès à votre compte
who-lead = D’abord, nous vérifions que c’est vous. Ensuite, vous choisissez un nouveau mot de passe. Cela prend environ trois minutes.
who-user-id = Identifiant
who-user-id-hint = Souvent votre adresse e-mail professionnelle, comme alice@contoso.example
who-unsure = <b>Vous ne savez plus votre identifiant ?</b> C’est le nom que vous saisissez pour vous connecter à votre ordinateur de travail.

choose-title = Que pouvez-vous utiliser maintenant ?
choose-title-second = Utilisez une autre méthode
choose-lead-second = La première vérification est réussie. Ce compte en demande une deuxième, différente.
choose-which-number = Quel numéro ?
choose-which-address = Quelle adresse ?
choose-two-numbers = { $count ->
    [2] Deux numéros
   *[other] { $count } numéros
}
choose-two-addresses = { $count ->
    [2] Deux adresses
   *[other] { $count } adresses
}
choose-none = Aucune de ces méthodes ne vous convient ? <a>Contactez votre administrateur</a>
choose-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
choose-cancel = Arrêter cette réinitialisation
choose-nothing-title = Il ne reste aucune méthode
choose-nothing = Contactez votre administrateur. Il peut vous aider à retrouver l’accès.

way-email = Recevoir un e-mail à mon adresse secondaire
way-sms = Recevoir un SMS sur mon téléphone mobile
way-voice-mobile = Recevoir un appel sur mon téléphone mobile
way-voice-office = Recevoir un appel sur mon téléphone de bureau
way-questions = Répondre à mes questions de sécurité
way-app = Utiliser mon application d’authentification
way-passkey = Utiliser ma clé d’accès
way-recovery-code = Utiliser un code de récupération

mask-number = numéro se terminant par { $digits }
mask-address = adresse { $address }

number-title = Saisissez votre numéro complet
number-lead-sms = Nous envoyons un code par SMS au <m></m>. Saisissez ce numéro en entier, pour que personne d’autre ne puisse le demander.
number-lead-call = Nous appelons le <m></m>. Saisissez ce numéro en entier, pour que personne d’autre ne puisse demander l’appel.
number-label = Numéro de téléphone
number-hint = Avec ou sans l’indicatif du pays, comme vous voulez
number-hint-office = Avec ou sans l’indicatif du pays, et sans votre numéro de poste
number-next-sms = recevoir un SMS
number-next-call = recevoir un appel
another-way = Choisir une autre méthode

code-title-sms = Saisissez le code reçu par SMS
code-title-email = Saisissez le code reçu par e-mail
code-title-voice = Répondez à notre appel et saisissez le code
code-sent-to = Nous avons envoyé { $digits } chiffres ici : <m></m>.
code-reference = Utilisez le message qui porte <b>{ $reference }</b>. Les codes plus anciens ne fonctionnent plus.
code-label = Code
code-again = Envoyer un nouveau code
code-email-instead = Plutôt par e-mail
code-patience = Cela peut prendre quelques minutes. Utilisez le code qui est dans le message, pas le numéro d’où il vient.
code-patience-email = Cela peut prendre quelques minutes. Regardez aussi dans le dossier des indésirables.
code-nothing-arrives = Rien n’arrive si ce compte n’est pas activé ou pas inscrit, ou si le numéro est différent. <a>Contactez votre administrateur</a>.
code-nothing-arrives-email = Rien n’arrive si ce compte n’est pas activé ou pas inscrit. <a>Contactez votre administrateur</a>.
code-new-in = · nouveau code dans <b>{ $clock }</b>
code-again-open = Vous pouvez maintenant demander un nouveau code
code-no-tries-left = Il ne reste aucun essai pour ce code. Demandez-en un nouveau.

delivery-queued = En route
delivery-sent = Envoyé
delivery-delivered = Arrivé
delivery-delayed = Plus long que d’habitude
delivery-failed = Le message n’a pas pu être remis. Choisissez une autre méthode.

password-title = Choisissez un nouveau mot de passe
password-lead = Trois ou quatre mots sans lien entre eux sont faciles à retenir et difficiles à deviner.
password-new = Nouveau mot de passe
password-repeat = Saisissez-le encore une fois
password-differs = Ce n’est pas le même mot de passe. Saisissez-le encore une fois.
password-show = Afficher
password-hide = Masquer
password-needs = Ce qu’il doit respecter
password-changing = <b>Nous ne savons pas encore s’il est bien arrivé.</b> Saisissez encore une fois le même nouveau mot de passe et choisissez « Terminer ». Rien n’est perdu.
password-rules-met = { "{met}" } règles respectées sur { "{all}" }
rule-min-length = Au moins { $limit } caractères
rule-max-length = Au plus { $limit } caractères
rule-classes = { $limit } types parmi : minuscules, majuscules, chiffres, symboles
rule-not-user-id = Aucune partie de votre nom ou de votre identifiant
rule-not-banned = Aucun mot que tout le monde devine
rule-not-breached = Absent des fuites de données connues
rule-same = Saisi deux fois à l’identique
rule-so-far = { "{n}" } pour l’instant
rule-later = Vérifié quand vous choisissez « Terminer »
verdict-met = Respectée
verdict-broken = Non respectée
verdict-open = Pas encore respectée

done-title = Votre mot de passe est modifié
done-lead = Utilisez-le désormais pour vous connecter à { $house }. Nous avons averti vos contacts, au cas où ce ne serait pas vous.
done-keep-title = Changez-le partout où il est enregistré
done-keep = La messagerie de votre téléphone, le Wi-Fi et les lecteurs partagés utilisent peut-être encore l’ancien et pourraient verrouiller votre compte.
done-trouble = Du mal à vous connecter ? Consultez les <a>problèmes courants</a>.
done-not-you = Ce n’était pas vous ? <a>Contactez votre administrateur</a> tout de suite.
done-codes-left = { $count ->
    [0] Vous avez utilisé votre dernier code de récupération
    [one] Vous avez utilisé un code de récupération : il en reste { $count }
   *[other] Vous avez utilisé un code de récupération : il en reste { $count }
}
done-codes = Connectez-vous et créez-en de nouveaux avant d’en avoir besoin.

unlock-lead = Vous vous souvenez finalement de votre mot de passe, et trop d’essais ont verrouillé votre compte ?
unlock = Garder mon mot de passe et déverrouiller mon compte

closed-cancelled-title = Vous avez arrêté cette réinitialisation
closed-cancelled = Rien n’a changé. Votre ancien mot de passe fonctionne toujours.
closed-expired-title = Le temps de cette réinitialisation est écoulé
closed-expired = Rien n’a changé. Votre ancien mot de passe fonctionne toujours. Vous pouvez recommencer.
closed-too-many-attempts-title = Trop d’essais
closed-too-many-attempts = Pour protéger votre compte, nous avons arrêté cette réinitialisation. Rien n’a changé.
closed-guesses-open = Vous pouvez réessayer à partir du { $time }.
closed-superseded-title = Cette réinitialisation n’est plus ouverte
closed-superseded = Le mot de passe ou les contacts de ce compte ont changé entre-temps. Connectez-vous avec le mot de passe le plus récent, ou recommencez.
closed-not-enabled-title = Vous ne pouvez pas réinitialiser ce mot de passe ici
closed-not-enabled = La réinitialisation du mot de passe n’est pas activée pour votre compte. Votre administrateur peut vous aider.
closed-not-registered-title = Votre inscription n’est pas encore faite
closed-not-registered = Aucune méthode utilisable n’est configurée pour ce compte, nous ne pouvons donc pas vérifier que c’est vous. Votre administrateur peut vous aider.
closed-frozen-title = Les réinitialisations de ce compte sont bloquées
closed-frozen = Quelqu’un a signalé qu’une modification n’était pas de son fait. Votre administrateur peut autoriser de nouveau les réinitialisations.
closed-not-me-title = L’appel a été refusé
closed-not-me = La personne qui a répondu a appuyé sur 9 : « ce n’était pas moi ». Votre mot de passe n’a pas été modifié. Si c’était vous, recommencez.
closed-unlocked-title = Votre compte est déverrouillé
closed-unlocked = Votre mot de passe est le même qu’avant. Utilisez-le pour vous connecter.

lost-title = Cette page n’est plus ouverte
lost = Votre réinitialisation est terminée, ou ce navigateur ne s’en souvient pas. Rien n’a changé. Recommencez.
