# Correos. Sin marcado: lo que se pone en lugar de { $variable } se escapa donde entra en HTML.

mail-contact = Contactar con su administrador
mail-contact-named = Contactar con su administrador: { $name }
mail-no-answer = Por favor, no responda a este mensaje.
mail-never-ask = Nunca le pedimos su contraseña ni un código.

code-subject = Su código de { $house }, { $reference }
code-preview = Escríbalo en la página que muestra { $reference }.
code-title = Su código
code-lead = Escríbalo en la página donde lo pidió. La página muestra las mismas tres letras.
code-copy = Código:
code-letters = Letras:
code-lifetime = { $minutes ->
    [one] Funciona una sola vez, durante 1 minuto.
   *[other] Funciona una sola vez, durante { $minutes } minutos.
} No se lo diga a nadie, ni siquiera a nosotros.
code-for = Para
code-for-reset = Restablecer la contraseña de su cuenta de { $house }
code-for-registration = Usar esta dirección para recuperar el acceso a su cuenta de { $house }
code-not-you = ¿No lo ha pedido usted?
code-not-you-reset = Su contraseña no ha cambiado. Ignore este mensaje. Si vuelve a llegar, contacte con su administrador.
code-not-you-registration = Puede que alguien se haya equivocado de dirección. Ignore este mensaje: sin el código no pasa nada.
code-foot-reset = Este mensaje se envió a una dirección configurada para su cuenta de { $house }.
code-foot-registration = Este mensaje se envió a la dirección que se escribió en { $house }.

changed-subject = Se ha cambiado su contraseña de { $house }
changed-title = Se ha cambiado su contraseña
changed-lead = Si fue usted, no tiene que hacer nada.
changed-alert = Es posible que otra persona pueda iniciar sesión en su lugar. Contacte con su administrador de inmediato.
changed-foot = Enviado a todos los contactos configurados para su cuenta de { $house }, para que nadie pueda cambiar su contraseña sin que usted lo sepa.

code-used-subject = Se ha usado un código de recuperación de su cuenta de { $house }
code-used-title = Se ha usado un código de recuperación
code-used-lead = Ya no vuelve a funcionar. Si fue usted, no tiene que hacer nada; cree códigos nuevos antes de usar el último.
code-used-last-lead = Ya no vuelve a funcionar, y era el último: inicie sesión y cree códigos nuevos. Si fue usted, no tiene que hacer nada más.
code-used-alert = Otra persona tiene uno de sus códigos. Inicie sesión, cree códigos nuevos y contacte con su administrador de inmediato.
code-used-foot = Enviado a todos los contactos configurados para su cuenta de { $house }, para que nadie pueda usar sus códigos sin que usted lo sepa.

unlocked-subject = Se ha desbloqueado su cuenta de { $house }
unlocked-title = Se ha desbloqueado su cuenta
unlocked-lead = Su contraseña es la misma que antes. Si fue usted, no tiene que hacer nada.
unlocked-alert = Es posible que otra persona esté intentando entrar en su cuenta. Contacte con su administrador de inmediato.
unlocked-foot = Enviado a todos los contactos configurados para su cuenta de { $house }, para que nadie pueda desbloquearla sin que usted lo sepa.

administrator-subject = { $house }: se ha restablecido la contraseña de un administrador
administrator-title = Se ha restablecido la contraseña de un administrador
administrator-lead = Se avisa a todos los demás administradores. Si ya lo sabía, no tiene que hacer nada.
administrator-alert = Pregunte a este administrador, por un medio distinto del correo, si fue él.
administrator-foot = Recibe este mensaje porque administra { $house }.

added-subject = Se ha añadido un método de recuperación a su cuenta de { $house }
added-title = Se ha añadido un método de recuperación
added-lead = Le ayuda a restablecer su contraseña cuando la ha olvidado. Si fue usted, no tiene que hacer nada.
added-alert = Otra persona podría usarlo para restablecer su contraseña. Contacte con su administrador de inmediato.

removed-subject = Se ha quitado un método de recuperación de su cuenta de { $house }
removed-title = Se ha quitado un método de recuperación
removed-lead = Ya no sirve para restablecer su contraseña. Si fue usted, no tiene que hacer nada.
removed-alert = Es posible que alguien quiera dejarle sin acceso. Contacte con su administrador de inmediato.

method-foot = Enviado a los contactos configurados para su cuenta de { $house }, para que nadie pueda cambiarlos sin que usted lo sepa.

fact-line = { $name }: { $value }
fact-when = Cuándo
fact-device = Dispositivo
fact-network = Red
fact-way = Método
fact-contact = Contacto
fact-codes-left = Códigos restantes
alert-title = Si no fue usted, actúe ahora

digest-subject = { $count ->
    [one] { $house }: 1 solicitud de ayuda con una contraseña
   *[other] { $house }: { $count } solicitudes de ayuda con una contraseña
}
digest-title = { $count ->
    [one] 1 solicitud de ayuda
   *[other] { $count } solicitudes de ayuda
}
digest-lead = Viene de la página «Contactar con su administrador». Cualquiera puede escribir ahí con cualquier nombre: compruebe que es realmente esa persona antes de ayudar.
digest-user = ID de usuario
digest-reach = Cómo contactar
digest-message = Mensaje
digest-shortened = (abreviado)
digest-omitted = { $count ->
    [one] 1 solicitud más espera al próximo correo.
   *[other] { $count } solicitudes más esperan al próximo correo.
}
digest-foot = Recibe este mensaje porque ayuda a las personas de { $house } a recuperar el acceso a su cuenta.

slot-authentication-phone = Teléfono móvil
slot-mobile-phone = Teléfono móvil del directorio
slot-office-phone = Teléfono de la oficina
slot-authentication-email = Correo alternativo
slot-alternate-email = Correo alternativo del directorio
means-questions = Preguntas de seguridad
means-authenticator-app = Aplicación de autenticación
means-passkey = Llave de acceso
means-recovery-codes = Códigos de recuperación

moment = { $day } de { $month } de { $year }, { $clock } UTC
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
