# Inscription : se connecter, ce qui est configuré, ajouter et supprimer des méthodes de récupération.

register-title = Connectez-vous pour configurer vos méthodes de récupération
register-lead = Utilisez le mot de passe qui fonctionne aujourd’hui. Ensuite, vous ajoutez un téléphone ou une adresse e-mail.
register-user-id = Identifiant
register-password = Mot de passe
register-forgot = Mot de passe oublié ?
register-no-access = Impossible d’accéder à votre compte ?

info-title = Méthodes de récupération
info-lead = { $required ->
    [1] Si vous oubliez votre mot de passe, vous confirmez que c’est vous avec l’une de ces méthodes.
   *[other] Si vous oubliez votre mot de passe, vous confirmez que c’est vous avec { $required } méthodes différentes de cette liste.
}
info-missing-title = Vous ne pouvez pas encore réinitialiser votre mot de passe
info-missing = { $needed ->
    [1] Configurez l’une des méthodes ci-dessous tant que vous pouvez encore vous connecter.
   *[other] Configurez { $needed } méthodes différentes ci-dessous tant que vous pouvez encore vous connecter.
}
info-more-title = Une méthode de plus est demandée
info-more = { $needed ->
    [1] Configurez encore une des méthodes ci-dessous tant que vous pouvez vous connecter.
   *[other] Configurez encore { $needed } des méthodes ci-dessous tant que vous pouvez vous connecter.
}
info-backup-title = Ajoutez une méthode de secours tant que c’est possible
info-backup = Sans ce que vous avez maintenant sous la main, vous ne pourriez pas retrouver l’accès.
info-backup-phones = Toutes vos méthodes sont des téléphones. Sans l’un d’eux sous la main, vous ne pourriez pas retrouver l’accès.
info-backup-emails = Toutes vos méthodes sont des adresses e-mail. Sans y avoir accès, vous ne pourriez pas retrouver l’accès à votre compte.
info-ready-title = Tout est prêt
info-ready = Vous pouvez réinitialiser vous-même votre mot de passe à tout moment.
info-set-up = Déjà configuré
info-not-set-up = Pas encore configuré
info-verified-on = vérification le <m></m>
info-not-verified = reste à vérifier
info-from-administrator = de votre administrateur
info-managed = Géré pour vous
info-remove = Supprimer
info-best-backup = Meilleur secours

slot-authentication-phone = Téléphone mobile
slot-mobile-phone = Téléphone mobile de votre fiche d’annuaire
slot-office-phone = Téléphone de bureau
slot-authentication-email = Adresse e-mail secondaire
slot-alternate-email = Adresse e-mail secondaire de votre fiche d’annuaire
slot-authentication-phone-note = Nous vous envoyons un code par SMS
slot-mobile-phone-note = Nous vous envoyons un code par SMS
slot-office-phone-note = Appels uniquement
slot-authentication-email-note = Une adresse privée que vous pouvez ouvrir sans ce mot de passe
slot-alternate-email-note = Une adresse privée que vous pouvez ouvrir sans ce mot de passe

phone-title = Ajouter votre téléphone mobile
phone-lead = Nous envoyons un code pour vérifier que c’est bien le vôtre. Les tarifs habituels peuvent s’appliquer.
phone-country = Pays ou région
phone-number = Numéro de téléphone
phone-number-hint = Comme vous le composez d’habitude
phone-how = Comment voulez-vous recevoir le code ?
phone-use = Nous utilisons ce numéro pour vérifier que c’est vous, et pour vous avertir des modifications.
phone-lost = J’ai perdu mon ancien téléphone
lost-hint = L’ancien contact cesse de fonctionner tout de suite. Le nouveau devra peut-être attendre : nous vous dirons alors à partir de quand il fonctionne.

email-title = Ajouter votre adresse e-mail secondaire
email-lead = Nous envoyons un code pour vérifier que c’est bien la vôtre.
email-label = Adresse e-mail
email-hint = Utilisez une adresse que vous pouvez ouvrir sans ce mot de passe
email-send = recevoir un e-mail
email-use = Nous utilisons cette adresse pour vérifier que c’est vous, et pour vous avertir des modifications.
email-lost = Je n’ai plus accès à mon ancienne adresse

verify-wrong-contact-phone = Mauvais numéro ? <a>Saisissez-le encore une fois</a>
verify-wrong-contact-email = Mauvaise adresse ? <a>Saisissez-la encore une fois</a>
verify-failed = Le message n’a pas pu être remis. Vérifiez votre saisie ou choisissez une autre méthode.

thanks-title = Merci, c’est bon
thanks-ready = Si vous oubliez votre mot de passe, vous pouvez maintenant retrouver l’accès vous-même.
thanks-more = Il faut une méthode de plus avant que vous puissiez réinitialiser vous-même votre mot de passe.
thanks-backup-title = Configurez aussi une méthode de secours
thanks-backup = Un téléphone se perd, une adresse e-mail se ferme. Avec deux méthodes différentes, il vous en reste toujours une.
thanks-finish = Terminer
thanks-overview = Voir toutes vos méthodes

not-enabled-title = La réinitialisation du mot de passe n’est pas activée pour vous
not-enabled = La réinitialisation du mot de passe n’est pas activée pour votre compte, il n’y a donc rien à configurer. Votre administrateur peut changer cela.

remove-title = Supprimer cette méthode ?
remove-lead = { $slot }, <m></m>
remove-warning-title = Elle ne pourra plus vous redonner l’accès
remove-warning = Vous pourrez l’ajouter de nouveau tant que vous pouvez vous connecter. Nous avertissons vos autres contacts.
remove-do = Supprimer
remove-keep = Garder

method-email = E-mail
method-mobile-phone = Téléphone mobile
method-office-phone = Téléphone de bureau
method-security-questions = Questions de sécurité
method-authenticator-app = Application d’authentification
method-passkey = Clé d’accès
method-recovery-code = Codes de récupération
