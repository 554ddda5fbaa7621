# SMS. Solo caracteres del alfabeto GSM de 7 bits (por eso sin tildes ni comillas tipográficas), ningún dígito y ningún nombre salvo el de la organización.

sms-house = { $house }: { $message }
sms-code = Su codigo es { $code } ({ $reference }). No se lo diga a nadie. ¿No lo ha pedido? Ignore este SMS.
sms-code-short = Codigo { $code } ({ $reference })
sms-changed = Se ha cambiado su contraseña. Si no fue usted, contacte con su administrador de inmediato.
sms-added = Se ha añadido un metodo de recuperacion a su cuenta. Si no fue usted, contacte con su administrador de inmediato.
sms-removed = Se ha quitado un metodo de recuperacion de su cuenta. Si no fue usted, contacte con su administrador de inmediato.
sms-code-used = Se ha usado un codigo de recuperacion. { $left ->
    [0] No queda ninguno.
    [1] Queda uno.
    [2] Quedan dos.
    [3] Quedan tres.
    [4] Quedan cuatro.
    [5] Quedan cinco.
    [6] Quedan seis.
    [7] Quedan siete.
    [8] Quedan ocho.
    [9] Quedan nueve.
   *[other] Quedan otros.
} Si no fue usted, contacte con su administrador de inmediato.
sms-unlocked = Se ha desbloqueado su cuenta. Si no fue usted, contacte con su administrador de inmediato.
