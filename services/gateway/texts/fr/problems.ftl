# Une phrase pour chaque code d’erreur, telle qu’une personne la lit ; les noms sont `problem-` et le code.

problem-malformed-body = Cela n’est pas arrivé comme il faut. Réessayez.
problem-invalid-field = L’un des champs contient quelque chose qui n’est pas accepté.
problem-user-id-invalid = Saisissez votre identifiant comme pour vous connecter, par exemple nom@entreprise.fr
problem-captcha-invalid = La vérification automatique doit recommencer. Cela prend un instant ; choisissez ensuite le bouton encore une fois.
problem-phone-number-invalid = Ce n’est pas un numéro de téléphone complet. Saisissez-le avec tous ses chiffres.
problem-phone-number-ends-differently = Ce numéro ne se termine pas par les chiffres affichés ci-dessous. Saisissez en entier celui qui se termine ainsi.
problem-phone-number-differs = Ce n’est pas le numéro enregistré
problem-phone-number-required = Saisissez d’abord le numéro de téléphone complet
problem-phone-number-refused = Les codes ne peuvent pas être envoyés à ce type de numéro. Utilisez un téléphone mobile.
problem-country-not-allowed = Les codes ne sont pas envoyés aux numéros de ce pays
problem-email-invalid = Saisissez une adresse e-mail complète, par exemple nom@mail.example
problem-email-own = Utilisez une adresse que vous pouvez ouvrir sans ce mot de passe
problem-channel-not-available = Cette méthode n’est pas possible pour ce contact
problem-option-unknown = Choisissez l’une des méthodes de la liste
problem-code-malformed = Un code ne contient que des chiffres. Saisissez les chiffres du message.
problem-answer-not-asked = Autre chose est demandé. Rechargez la page.
problem-answer-too-short = Une réponse compte de 3 à 40 caractères
problem-answers-alike = Chaque question a besoin de sa propre réponse
problem-question-unknown = Cette question n’est pas proposée. Choisissez-en une dans la liste.
problem-question-count = Répondez à toutes les questions, une fois chacune
problem-wrong-code = { $left ->
    [0] Ce code n’est pas le bon. Demandez-en un nouveau.
    [one] Ce code n’est pas le bon. Il vous reste { $left } essai.
   *[other] Ce code n’est pas le bon. Il vous reste { $left } essais.
}
problem-wrong-code-plain = Ce code n’est pas le bon
problem-proof-wrong-code = { $left ->
    [0] Ce code n’est pas le bon. Choisissez une autre méthode.
    [one] Ce code n’est pas le bon. Il vous reste { $left } essai.
   *[other] Ce code n’est pas le bon. Il vous reste { $left } essais.
}
problem-proof-wrong-code-plain = Ce n’est pas cela
problem-proof-challenge-over = Cette méthode n’est plus utilisable ici. Choisissez-la encore une fois, ou choisissez-en une autre.
problem-app-code-malformed = Le code compte six chiffres
problem-recovery-code-code-malformed = Un code de récupération compte 16 lettres et chiffres
problem-questions-wrong-code = { $left ->
    [0] Ce n’est pas cela. Choisissez une autre méthode.
    [one] Ce n’est pas cela. Il vous reste { $left } essai. Nous posons maintenant d’autres questions.
   *[other] Ce n’est pas cela. Il vous reste { $left } essais. Nous posons maintenant d’autres questions.
}
problem-same-questions-wrong-code = { $left ->
    [0] Ce n’est pas cela. Choisissez une autre méthode.
    [one] Ce n’est pas cela. Il vous reste { $left } essai.
   *[other] Ce n’est pas cela. Il vous reste { $left } essais.
}
problem-passkey-wrong-code = Cette clé d’accès n’est pas celle de ce compte. Utilisez-en une autre, ou choisissez une autre méthode.
problem-passkey-wrong-code-plain = Cette clé d’accès n’est pas celle de ce compte. Utilisez-en une autre, ou choisissez une autre méthode.
problem-passkey-invalid-field = Aucune clé d’accès n’a été utilisée. Réessayez, ou choisissez une autre méthode.
problem-passkey-malformed-body = Aucune clé d’accès n’a été utilisée. Réessayez, ou choisissez une autre méthode.
problem-call-cooldown-running = Nous venons d’appeler. Vous pourrez demander un nouvel appel dans { $wait }.
problem-call-cooldown-running-plain = Nous venons d’appeler. Attendez un peu avant de demander un nouvel appel.
problem-call-challenge-over = Cet appel est terminé. Réessayez, ou choisissez une autre méthode.
problem-set-up-wrong-code = { $left ->
    [0] Ce code n’est pas le bon. Recommencez.
    [one] Ce code n’est pas le bon. Il vous reste { $left } essai.
   *[other] Ce code n’est pas le bon. Il vous reste { $left } essais.
}
problem-set-up-wrong-code-plain = Ce code n’est pas le bon
problem-set-up-code-malformed = Le code compte six chiffres
problem-set-up-challenge-over = Cela a pris trop de temps. Recommencez.
problem-set-up-not-found = Cela a pris trop de temps. Recommencez.
problem-new-passkey-wrong-code = La clé d’accès n’a pas été acceptée. Recommencez.
problem-new-passkey-wrong-code-plain = La clé d’accès n’a pas été acceptée. Recommencez.
problem-new-passkey-challenge-over = Cela a pris trop de temps. Recommencez.
problem-new-passkey-not-found = Cela a pris trop de temps. Recommencez.
problem-password-rejected = Le mot de passe ne respecte pas toutes les règles
problem-sign-in-failed = L’identifiant ou le mot de passe n’est pas le bon
problem-token-invalid = Cette page n’est plus ouverte. Recommencez.
problem-forbidden = Cela n’est pas autorisé
problem-fresh-sign-in-required = Reconnectez-vous avant de modifier cela
problem-csrf-failed = Ce formulaire vient d’ailleurs, ou est trop ancien. Rechargez la page.
problem-not-found = Il n’y a rien ici
problem-method-not-allowed = Cette adresse ne répond pas à cela
problem-challenge-over = Ce code n’est plus utilisable. Demandez-en un nouveau.
problem-reset-over = Cette réinitialisation est terminée. Recommencez.
problem-not-verified = Confirmez d’abord que c’est vous
problem-different-password = Une modification avec un autre mot de passe est en cours. Saisissez le même mot de passe qu’avant.
problem-already-registered = C’est déjà configuré
problem-not-locked = Ce compte n’est pas verrouillé. Connectez-vous, ou choisissez un nouveau mot de passe.
problem-too-many-methods = Vous en avez autant que permis. Supprimez-en d’abord une.
problem-body-too-large = C’est trop long
problem-unsupported-media-type = Cela n’est pas arrivé comme il faut. Réessayez.
problem-wrong-host = Ce serveur ne répond pas à cette adresse
problem-too-many-requests = Trop d’essais. Réessayez dans { $wait }.
problem-too-many-requests-plain = Trop d’essais. Attendez un moment, puis réessayez.
problem-cooldown-running = Un message vient d’être envoyé. Vous pourrez en demander un autre dans { $wait }.
problem-cooldown-running-plain = Un message vient d’être envoyé. Attendez un peu avant d’en demander un autre.
problem-calls-stopped = Les appels sont bloqués pour une journée, car deux d’entre eux ont été refusés. Choisissez une autre méthode.
problem-internal-error = Un problème est survenu de notre côté. Votre ancien mot de passe fonctionne toujours.
problem-directory-unavailable = L’annuaire de { $house } ne répond pas. Votre ancien mot de passe fonctionne toujours. Réessayez dans une minute.
problem-unavailable = Ce service ne peut pas répondre pour l’instant. Rien n’est perdu. Réessayez dans une minute.

wait-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
wait-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}

field-empty-user-id = Saisissez votre identifiant
field-empty-password = Saisissez votre mot de passe
field-empty-code = Saisissez le code du message
field-empty-phone-number = Saisissez le numéro de téléphone
field-empty-email = Saisissez l’adresse e-mail
field-empty-reach-me = Dites comment nous pouvons vous joindre
field-empty-message = Dites ce qui ne va pas
field-empty-option = Choisissez l’une des méthodes

error-not-found-title = Il n’y a rien ici
error-not-found = L’adresse contient peut-être une faute de frappe, ou la page n’existe plus.
error-forbidden-title = Cela n’est pas autorisé
error-forbidden = Vous ne pouvez pas ouvrir cette page.
error-csrf-title = Ce formulaire est trop ancien
error-csrf = Il vient d’une autre fenêtre, ou les cookies sont désactivés. Rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.
error-too-many-title = Trop d’essais
error-too-many = Pour protéger votre compte, nous attendons un moment. Réessayez dans { $wait }. Rien n’a changé.
error-too-many-plain = Pour protéger votre compte, nous attendons un moment. Réessayez plus tard. Rien n’a changé.
error-unavailable-title = Nous ne pouvons pas répondre pour l’instant
error-unavailable = Votre ancien mot de passe fonctionne toujours, et rien n’est perdu. Réessayez dans une minute.
error-internal-title = Un problème est survenu de notre côté
error-internal = Votre ancien mot de passe fonctionne toujours. Réessayez dans une minute ; si cela continue, dites-le à votre administrateur.
error-request-title = Cela n’a pas marché
error-wrong-host-title = Mauvaise adresse
error-wrong-host = Ce serveur ne répond pas à cette adresse. Utilisez le lien que votre organisation vous a donné.
error-try-again = Réessayer
error-request-id = Numéro pour votre administrateur : { $id }
