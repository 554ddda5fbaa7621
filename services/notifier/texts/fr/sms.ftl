# SMS. Seulement des caractères de l’alphabet GSM 7 bits (pas de guillemets typographiques), aucun chiffre, aucun nom sauf celui de l’organisation.

sms-house = { $house } : { $message }
sms-code = Votre code est { $code } ({ $reference }). Ne le dites à personne. Rien demandé ? Ignorez ce SMS.
sms-code-short = Code { $code } ({ $reference })
sms-changed = Votre mot de passe a été modifié. Si ce n'était pas vous, contactez votre administrateur tout de suite.
sms-added = Une méthode de récupération a été ajoutée à votre compte. Si ce n'était pas vous, contactez votre administrateur tout de suite.
sms-removed = Une méthode de récupération de votre compte a été supprimée. Si ce n'était pas vous, contactez votre administrateur tout de suite.
sms-code-used = Un code de récupération a été utilisé. { $left ->
    [0] Il n'en reste aucun.
    [1] Il en reste un.
    [2] Il en reste deux.
    [3] Il en reste trois.
    [4] Il en reste quatre.
    [5] Il en reste cinq.
    [6] Il en reste six.
    [7] Il en reste sept.
    [8] Il en reste huit.
    [9] Il en reste neuf.
   *[other] Il en reste d'autres.
} Si ce n'était pas vous, contactez votre administrateur tout de suite.
sms-unlocked = Votre compte a été déverrouillé. Si ce n'était pas vous, contactez votre administrateur tout de suite.
