# Ce que dit le choix d’un client de l’API.
option-email-alternate = Recevoir un e-mail à mon adresse secondaire
option-email-authentication = Recevoir un e-mail à mon adresse secondaire
option-sms-mobile = Recevoir un SMS sur mon téléphone mobile
option-sms-authentication = Recevoir un SMS sur mon téléphone mobile
option-voice-mobile = Recevoir un appel sur mon téléphone mobile
option-voice-authentication = Recevoir un appel sur mon téléphone mobile
option-voice-office = Recevoir un appel sur mon téléphone de bureau
option-questions = Répondre à mes questions de sécurité
option-authenticator-app = Saisir un code de mon application d’authentification
option-passkey = Utiliser ma clé d’accès
option-recovery-code = Saisir un code de récupération

rule-min-length = Au moins { $limit } caractères
rule-max-length = Au plus { $limit } caractères
rule-classes = Au moins { $limit } types parmi : minuscules, majuscules, chiffres, symboles
rule-not-user-id = Ne contient ni votre identifiant ni votre nom
rule-not-banned = Ne repose pas sur le nom de votre organisation ni sur d’autres mots connus
rule-not-breached = Ne fait pas partie des mots de passe les plus utilisés
