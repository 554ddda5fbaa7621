# Appels : les phrases telles qu’elles sont dites. Aucun chiffre, aucun nom sauf celui de l’organisation.

call-hello = Bonjour. Ici { $house }.
call-reset = Sur { $host }, quelqu’un a demandé à réinitialiser votre mot de passe.
call-registration = Sur { $host }, quelqu’un a demandé à ajouter ce téléphone, pour pouvoir réinitialiser un mot de passe.
call-match-number = Si c’était vous, regardez la page. Appuyez sur les deux chiffres qu’elle affiche, puis sur la touche dièse.
call-press-pound = Si c’était vous, appuyez sur la touche dièse.
call-read-code = Si c’était vous, appuyez sur la touche un pour entendre votre code.
call-not-you = Si ce n’était pas vous, appuyez sur la touche neuf.
call-nothing = Vous n’avez appuyé sur aucune touche. Au revoir.
call-thanks = Merci. Retournez maintenant à la page. Au revoir.
call-not-asked = Ce ne sont pas les touches demandées. Retournez maintenant à la page. Au revoir.
call-refused = Merci de nous avoir prévenus. Au revoir.
call-code = Votre code est { $digits }. Je répète : { $digits }. Ne le dites à personne. Au revoir.
call-over = Cet appel n’est plus utile. Retournez maintenant à la page. Au revoir.
