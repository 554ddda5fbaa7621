# Pages des administrateurs : connexion avec une application d’authentification, vue d’ensemble, et ce qui s’est passé.

admin-sign-in-title = Se connecter en tant qu’administrateur
admin-sign-in-lead = Après votre mot de passe, nous demandons le code de votre application d’authentification.
admin-sign-in-hint = Seuls les administrateurs qui ont une application d’authentification peuvent se connecter ici.

second-factor-title = Saisissez le code de votre application
second-factor-lead = Ouvrez votre application d’authentification. Elle affiche six chiffres pour { $house }, renouvelés toutes les 30 secondes.
second-factor-lost = Application perdue ? Les responsables de ce service peuvent vous en donner une nouvelle.
second-factor-over = Cela a pris trop de temps. Reconnectez-vous.
second-factor-spent = Trop de mauvais codes. Reconnectez-vous.
second-factor-empty = Saisissez les six chiffres de votre application
second-factor-malformed = Le code compte six chiffres

admin-pages = Pages des administrateurs
admin-pages-of-list = Autres lignes
admin-overview-title = Vue d’ensemble
admin-resets-title = Réinitiali{ "\u00AD" }sations
admin-deliveries-title = Envois
admin-dead-letters-title = Messages abandonnés

admin-overview-question = Les gens peuvent-ils retrouver l’accès, et l’ont-ils retrouvé ?
admin-overview-lead = session de { $user }
admin-since = Depuis le <m></m>
admin-started = Commencées
admin-started-meaning = réinitialisations des dernières 24 heures
admin-completed = Réussies
admin-completed-meaning = parmi celles-ci, avec un nouveau mot de passe
admin-stopped = Arrêtées
admin-stopped-meaning = terminées sans nouveau mot de passe
admin-no-resets = Aucune réinitialisation dans les dernières 24 heures.
admin-under-way = { $count ->
    [0] Personne n’est en pleine réinitialisation en ce moment.
    [one] { $count } personne est en pleine réinitialisation en ce moment.
   *[other] { $count } personnes sont en pleine réinitialisation en ce moment.
}
admin-see-resets = Voir toutes les réinitialisations
admin-reasons-title = { $count ->
    [0] Pourquoi des réinitialisations se sont arrêtées
    [one] Pourquoi { $count } réinitialisation s’est arrêtée
   *[other] Pourquoi { $count } réinitialisations se sont arrêtées
}
admin-reasons-lead = La dernière chose que les gens ont vue.
admin-no-reasons = Aucune ne s’est arrêtée.
admin-messages-title = Messages
admin-messages-lead = Envoyé signifie qu’un fournisseur l’a pris en charge.
admin-no-messages = Pas encore de messages.
admin-care-title = À regarder
admin-nothing-waits = Aucun message n’attend.
admin-oldest-waits = Le message le plus ancien attend depuis { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] Aucun message n’a été abandonné dans les dernières 24 heures.
    [one] { $count } message a été abandonné dans les dernières 24 heures.
   *[other] { $count } messages ont été abandonnés dans les dernières 24 heures.
}
admin-see-dead-letters = Voir les messages abandonnés

admin-resets-lead = Les plus récentes en premier. Une réinitialisation est gardée un jour après sa fin.
admin-deliveries-lead = Les plus récents en premier, gardés 30 jours. On voit qui reçoit un message, jamais son contact.
admin-dead-letters-lead = Messages abandonnés, les plus récents en premier, gardés 90 jours. Leur contenu reste scellé.
admin-show = Afficher
admin-all = Tout
admin-older = Plus anciens
admin-newest = Plus récents
admin-nothing-found = Rien ne correspond à votre demande.
admin-no-dead-letters = Aucun message n’a été abandonné.
admin-nobody = Utilisateur inconnu
admin-nobody-hint = Utilisateur inconnu : l’identifiant saisi est inconnu, pas activé ou pas inscrit. Il n’est pas gardé.
admin-help-desk = Centre d’assistance
admin-proofs = { $passed } sur { $required }

admin-head-person = Qui
admin-head-status = Statut
admin-head-reason = Pourquoi elle s’est arrêtée
admin-head-proofs = Vérifications
admin-head-started = Début
admin-head-touched = Dernière étape
admin-head-channel = Canal
admin-head-state = État
admin-head-count = Nombre
admin-head-share = Part
admin-head-message = Message
admin-head-provider = Fournisseur
admin-head-asked = Demandé
admin-head-updated = Dernière modification
admin-head-because = Pourquoi
admin-head-attempt = Tentative
admin-head-buried = Abandonné
admin-head-expires = Utile jusqu’au

admin-status-proving = En cours
admin-status-changing = Mot de passe en cours de modification
admin-status-completed = Nouveau mot de passe défini
admin-status-closed = Arrêtée

admin-reason-cancelled = Annulée
admin-reason-expired = Temps écoulé
admin-reason-too-many-attempts = Trop d’essais
admin-reason-superseded = Mot de passe ou contacts modifiés entre-temps
admin-reason-not-enabled = Compte pas activé
admin-reason-not-registered = Compte pas inscrit
admin-reason-frozen = Réinitialisations bloquées

admin-channel-email = E-mail
admin-channel-sms = SMS
admin-channel-voice = Appel

admin-state-due = En attente
admin-state-attempting = Envoi en cours
admin-state-sent = Envoyé
admin-state-delivered = Arrivé
admin-state-refused = Refusé
admin-state-ambiguous = Incertain
admin-state-expired = Arrivé trop tard

admin-purpose-reset-code = Code de réinitialisation
admin-purpose-registration-code = Code d’inscription
admin-purpose-password-changed = Mot de passe modifié
admin-purpose-method-added = Méthode ajoutée
admin-purpose-method-removed = Méthode supprimée
admin-purpose-help-digest = Demandes d’aide

admin-kind-notice-email = E-mail
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Appel
admin-kind-event-delivery-changed = Nouvelles d’un envoi
admin-kind-event-call-changed = Nouvelles d’un appel
