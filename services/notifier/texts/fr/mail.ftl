# E-mails. Sans balises : ce qui remplace { $variable } est échappé là où cela entre dans du HTML.

mail-contact = Contacter votre administrateur
mail-contact-named = Contacter votre administrateur : { $name }
mail-no-answer = Merci de ne pas répondre à ce message.
mail-never-ask = Nous ne demandons jamais votre mot de passe ni un code.

code-subject = Votre code { $house }, { $reference }
code-preview = Saisissez-le sur la page qui affiche { $reference }.
code-title = Votre code
code-lead = Saisissez-le sur la page où vous l’avez demandé. La page affiche les trois mêmes lettres.
code-copy = Code :
code-letters = Lettres :
code-lifetime = { $minutes ->
    [one] Il fonctionne une seule fois, pendant { $minutes } minute.
   *[other] Il fonctionne une seule fois, pendant { $minutes } minutes.
} Ne le dites à personne, pas même à nous.
code-for = Pour
code-for-reset = Réinitialiser le mot de passe de votre compte { $house }
code-for-registration = Utiliser cette adresse pour retrouver l’accès à votre compte { $house }
code-not-you = Vous n’avez rien demandé ?
code-not-you-reset = Votre mot de passe n’a pas changé. Ignorez ce message. S’il revient, contactez votre administrateur.
code-not-you-registration = Quelqu’un s’est peut-être trompé d’adresse. Ignorez ce message : sans le code, rien ne se passe.
code-foot-reset = Ce message a été envoyé à une adresse configurée pour votre compte { $house }.
code-foot-registration = Ce message a été envoyé à l’adresse saisie chez { $house }.

changed-subject = Votre mot de passe { $house } a été modifié
changed-title = Votre mot de passe a été modifié
changed-lead = Si c’était vous, vous n’avez rien à faire.
changed-alert = Quelqu’un d’autre peut peut-être se connecter à votre place. Contactez votre administrateur tout de suite.
changed-foot = Envoyé à tous les contacts configurés pour votre compte { $house }, afin que personne ne puisse modifier votre mot de passe à votre insu.

code-used-subject = Un code de récupération de votre compte { $house } a été utilisé
code-used-title = Un code de récupération a été utilisé
code-used-lead = Il ne fonctionne plus. Si c’était vous, vous n’avez rien à faire ; créez de nouveaux codes avant d’utiliser le dernier.
code-used-last-lead = Il ne fonctionne plus, et c’était le dernier : connectez-vous et créez-en de nouveaux. Si c’était vous, vous n’avez rien d’autre à faire.
code-used-alert = Quelqu’un d’autre a l’un de vos codes. Connectez-vous, créez-en de nouveaux et contactez votre administrateur tout de suite.
code-used-foot = Envoyé à tous les contacts configurés pour votre compte { $house }, afin que personne ne puisse utiliser vos codes à votre insu.

unlocked-subject = Votre compte { $house } a été déverrouillé
unlocked-title = Votre compte a été déverrouillé
unlocked-lead = Votre mot de passe est le même qu’avant. Si c’était vous, vous n’avez rien à faire.
unlocked-alert = Quelqu’un d’autre essaie peut-être d’entrer dans votre compte. Contactez votre administrateur tout de suite.
unlocked-foot = Envoyé à tous les contacts configurés pour votre compte { $house }, afin que personne ne puisse le déverrouiller à votre insu.

administrator-subject = { $house } : le mot de passe d’un administrateur a été réinitialisé
administrator-title = Le mot de passe d’un administrateur a été réinitialisé
administrator-lead = Tous les autres administrateurs en sont avertis. Si vous êtes au courant, vous n’avez rien à faire.
administrator-alert = Demandez à cet administrateur, autrement que par e-mail, si c’était bien lui.
administrator-foot = Vous recevez ce message parce que vous administrez { $house }.

added-subject = Une méthode de récupération a été ajoutée à votre compte { $house }
added-title = Une méthode de récupération a été ajoutée
added-lead = Elle vous aide à réinitialiser votre mot de passe si vous l’avez oublié. Si c’était vous, vous n’avez rien à faire.
added-alert = Quelqu’un d’autre pourrait s’en servir pour réinitialiser votre mot de passe. Contactez votre administrateur tout de suite.

removed-subject = Une méthode de récupération a été supprimée de votre compte { $house }
removed-title = Une méthode de récupération a été supprimée
removed-lead = Elle ne permet plus de réinitialiser votre mot de passe. Si c’était vous, vous n’avez rien à faire.
removed-alert = Quelqu’un essaie peut-être de vous bloquer l’accès. Contactez votre administrateur tout de suite.

method-foot = Envoyé aux contacts configurés pour votre compte { $house }, afin que personne ne puisse les modifier à votre insu.

fact-line = { $name } : { $value }
fact-when = Quand
fact-device = Appareil
fact-network = Réseau
fact-way = Méthode
fact-contact = Contact
fact-codes-left = Codes restants
alert-title = Si ce n’était pas vous, agissez maintenant

digest-subject = { $count ->
    [one] { $house } : { $count } demande d’aide pour un mot de passe
   *[other] { $house } : { $count } demandes d’aide pour un mot de passe
}
digest-title = { $count ->
    [one] { $count } demande d’aide
   *[other] { $count } demandes d’aide
}
digest-lead = Cela vient de la page « Contacter votre administrateur ». N’importe qui peut y écrire sous n’importe quel nom : vérifiez qu’il s’agit bien de la bonne personne avant d’aider.
digest-user = Identifiant
digest-reach = Comment joindre
digest-message = Message
digest-shortened = (abrégé)
digest-omitted = { $count ->
    [one] { $count } autre demande attend le prochain e-mail.
   *[other] { $count } autres demandes attendent le prochain e-mail.
}
digest-foot = Vous recevez ce message parce que vous aidez les utilisateurs de { $house } à retrouver l’accès à leur compte.

slot-authentication-phone = Téléphone mobile
slot-mobile-phone = Téléphone mobile de l’annuaire
slot-office-phone = Téléphone de bureau
slot-authentication-email = Adresse e-mail secondaire
slot-alternate-email = Adresse e-mail secondaire de l’annuaire
means-questions = Questions de sécurité
means-authenticator-app = Application d’authentification
means-passkey = Clé d’accès
means-recovery-codes = Codes de récupération

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
