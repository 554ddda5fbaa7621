# Registro: iniciar sesión, lo que está configurado, añadir y quitar métodos de recuperación.

register-title = Inicie sesión para configurar métodos de recuperación
register-lead = Use la contraseña que funciona hoy. Después añade un teléfono o un correo.
register-user-id = ID de usuario
register-password = Contraseña
register-forgot = ¿Olvidó su contraseña?
register-no-access = ¿No puede acceder a su cuenta?

info-title = Métodos de recuperación
info-lead = { $required ->
    [1] Si olvida su contraseña, confirma que es usted con uno de estos métodos.
   *[other] Si olvida su contraseña, confirma que es usted con { $required } métodos distintos de esta lista.
}
info-missing-title = Todavía no puede restablecer su contraseña
info-missing = { $needed ->
    [1] Configure uno de los métodos de abajo mientras todavía pueda iniciar sesión.
   *[other] Configure { $needed } métodos distintos de los de abajo mientras todavía pueda iniciar sesión.
}
info-more-title = Se pide un método más
info-more = { $needed ->
    [1] Configure uno más de los métodos de abajo mientras todavía pueda iniciar sesión.
   *[other] Configure { $needed } más de los métodos de abajo mientras todavía pueda iniciar sesión.
}
info-backup-title = Añada un método de reserva mientras pueda
info-backup = Sin lo que ahora tiene a mano no podría recuperar el acceso.
info-backup-phones = Todos sus métodos son teléfonos. Sin uno de ellos a mano no podría recuperar el acceso.
info-backup-emails = Todos sus métodos son correos. Si no pudiera abrirlos, no podría recuperar el acceso.
info-ready-title = Todo está listo
info-ready = Puede restablecer su contraseña por su cuenta cuando lo necesite.
info-set-up = Ya configurado
info-not-set-up = Sin configurar
info-verified-on = verificación: <m></m>
info-not-verified = sin verificar todavía
info-from-administrator = de su administrador
info-managed = Lo gestiona su organización
info-remove = Quitar
info-best-backup = Mejor reserva

slot-authentication-phone = Teléfono móvil
slot-mobile-phone = Teléfono móvil de su ficha del directorio
slot-office-phone = Teléfono de la oficina
slot-authentication-email = Correo alternativo
slot-alternate-email = Correo alternativo de su ficha del directorio
slot-authentication-phone-note = Le enviamos un código por SMS
slot-mobile-phone-note = Le enviamos un código por SMS
slot-office-phone-note = Solo llamadas
slot-authentication-email-note = Una dirección privada que puede abrir sin esta contraseña
slot-alternate-email-note = Una dirección privada que puede abrir sin esta contraseña

phone-title = Añadir su teléfono móvil
phone-lead = Enviamos un código para comprobar que es suyo. Pueden aplicarse las tarifas habituales.
phone-country = País o región
phone-number = Número de teléfono
phone-number-hint = Como suele marcarlo
phone-how = ¿Cómo quiere recibir el código?
phone-use = Usamos este número para comprobar que es usted y para avisarle de los cambios.
phone-lost = He perdido mi teléfono anterior
lost-hint = El anterior deja de funcionar enseguida. Puede que el nuevo tenga que esperar: entonces le decimos desde cuándo funciona.

email-title = Añadir su correo alternativo
email-lead = Enviamos un código para comprobar que es suyo.
email-label = Dirección de correo
email-hint = Use una que pueda abrir sin esta contraseña
email-send = recibir un correo
email-use = Usamos esta dirección para comprobar que es usted y para avisarle de los cambios.
email-lost = Ya no puedo abrir mi dirección anterior

verify-wrong-contact-phone = ¿Número equivocado? <a>Escríbalo otra vez</a>
verify-wrong-contact-email = ¿Dirección equivocada? <a>Escríbala otra vez</a>
verify-failed = El mensaje no se pudo entregar. Revise lo que ha escrito o elija otro método.

thanks-title = Gracias, funciona
thanks-ready = Si olvida su contraseña, ahora puede recuperar el acceso por su cuenta.
thanks-more = Hace falta un método más antes de que pueda restablecer su contraseña por su cuenta.
thanks-backup-title = Configure también un método de reserva
thanks-backup = Un teléfono se pierde, un correo se cierra. Con dos métodos distintos siempre le queda uno.
thanks-finish = Terminar
thanks-overview = Ver todos sus métodos

not-enabled-title = No tiene habilitado el restablecimiento de contraseña
not-enabled = Su cuenta no está habilitada para restablecer la contraseña, así que no hay nada que configurar. Su administrador puede cambiarlo.

remove-title = ¿Quitar este método?
remove-lead = { $slot }, <m></m>
remove-warning-title = Ya no le servirá para recuperar el acceso
remove-warning = Puede añadirlo otra vez mientras pueda iniciar sesión. Avisamos a sus otros contactos.
remove-do = Quitar
remove-keep = Conservar

method-email = Correo
method-mobile-phone = Teléfono móvil
method-office-phone = Teléfono de la oficina
method-security-questions = Preguntas de seguridad
method-authenticator-app = Aplicación de autenticación
method-passkey = Llave de acceso
method-recovery-code = Códigos de recuperación
