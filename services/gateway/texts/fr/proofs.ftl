# Vérifications sans message : questions, application d’authentification, codes de récupération, clés d’accès et appels.

proof-none = Cela ne marche pas ? <a>Contactez votre administrateur</a>.
proof-no-tries-left = Il ne reste aucun essai pour cette méthode. Choisissez-en une autre.

questions-title = Répondez à vos questions
questions-hint = Les majuscules, les accents et les espaces au début ou à la fin ne comptent pas.
questions-empty = Saisissez votre réponse
questions-length = Une réponse compte de 3 à 40 caractères

app-title = Saisissez le code de votre application
app-lead = Ouvrez votre application d’authentification. Elle affiche six chiffres, renouvelés toutes les 30 secondes.

recovery-code-title = Saisissez l’un de vos codes de récupération
recovery-code-lead = Chacun fonctionne une seule fois. Ensuite, nous vous disons combien il en reste.
recovery-code-label = Code de récupération
recovery-code-hint = 16 lettres et chiffres. Les majuscules, les espaces et les tirets ne comptent pas.
recovery-code-empty = Saisissez l’un de vos codes de récupération

passkey-title = Utilisez votre clé d’accès
passkey-lead = Votre appareil vous demande votre visage, votre doigt ou son code PIN. Il ne nous dit jamais lequel.
passkey-use = utiliser ma clé d’accès
passkey-missing = Ce navigateur ne peut pas utiliser de clés d’accès. Choisissez une autre méthode, ou ouvrez cette page là où se trouve votre clé d’accès.
passkey-failed = Aucune clé d’accès n’a été utilisée. Réessayez, ou choisissez une autre méthode.
passkey-needs-script = <b>Les clés d’accès ont besoin de JavaScript.</b> Activez-le, ou choisissez une autre méthode ci-dessous.

call-title = Répondez à notre appel et appuyez sur ces touches
call-title-pound = Répondez à notre appel et appuyez sur cette touche
call-keys = Touches à utiliser : { $keys }
call-answer = Répondez à l’appel. Une voix se présente : « { $house } ».
call-answer-at = Répondez à l’appel sur le <m></m>. Une voix se présente : « { $house } ».
call-press = Sur le clavier du téléphone, appuyez sur <b>{ $digits }</b>, puis sur <b>#</b>.
call-press-pound = Sur le clavier du téléphone, appuyez sur <b>#</b>.
call-come-back = Revenez ici. Cette page avance toute seule.
call-text-instead = Plutôt par SMS
call-not-you = <b>Un appel que vous n’avez pas demandé ?</b> Appuyez sur 9 et raccrochez. La voix ne demande jamais votre mot de passe.
call-nothing-arrives = Aucun appel n’arrive si ce compte n’est pas activé ou pas inscrit, ou si le numéro est différent. <a>Contactez votre administrateur</a>.
call-try-again = réessayer
call-again-in = · nouvel appel dans <b>{ $clock }</b>
call-again-open = Vous pouvez maintenant demander un nouvel appel
call-over = L’appel est terminé
call-queued = Nous allons vous appeler
call-sent = Nous vous appelons
call-delivered = Vous avez répondu. Appuyez maintenant sur les touches.
call-delayed = Plus long que d’habitude
call-failed = L’appel n’a pas abouti. Réessayez, ou choisissez une autre méthode.

call-code-lead = Répondez à l’appel sur le <m></m>. Une voix se présente : « { $house } ». Appuyez sur <b>1</b> pour entendre vos { $digits } chiffres, et saisissez-les ici.
call-code-delivered = Vous avez répondu. Appuyez sur 1 pour entendre le code.
call-code-end-nothing-pressed = Ouvrez le clavier pendant l’appel et appuyez sur 1 pour entendre le code.
call-code-end-wrong-keys = Lors du prochain appel, appuyez sur 1 pour entendre le code.

call-end-busy-title = La ligne était occupée
call-end-busy = Terminez l’autre appel, puis réessayez.
call-end-no-answer-title = Personne n’a répondu
call-end-no-answer = Gardez le téléphone à portée de main, puis réessayez.
call-end-nothing-pressed-title = Aucune touche n’a été utilisée
call-end-nothing-pressed = Ouvrez le clavier pendant l’appel et appuyez sur ce que cette page affiche.
call-end-wrong-keys-title = D’autres touches ont été utilisées
call-end-wrong-keys = Pour le prochain appel, utilisez les touches que cette page affichera alors.
call-end-voicemail-title = Un répondeur a décroché
call-end-voicemail = Répondez vous-même avant la messagerie vocale, puis réessayez.
call-end-refused-title = L’appel a été refusé
call-end-refused = La personne qui a répondu a appuyé sur 9 : « ce n’était pas moi ». Si c’était vous, réessayez.
call-end-failed-title = L’appel n’a pas abouti
call-end-failed = Réessayez, ou choisissez une autre méthode.
