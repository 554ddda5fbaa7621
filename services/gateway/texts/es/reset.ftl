# Un restablecimiento, página por página.

doors-title = ¿Qué necesita?
doors-lead = Recupere el acceso a su cuenta o prepárese para el día en que lo necesite.
doors-reset = He olvidado mi contraseña
doors-reset-note = Confirme que es usted y elija una nueva. Unos tres minutos.
doors-register = Todavía puedo iniciar sesión
doors-register-note = Configure ahora un teléfono y un correo, para poder recuperar el acceso más adelante.

who-title = Recuperar el acceso a su cuenta
who-lead = Primero comprobamos que es usted. Después elige una contraseña nueva. Lleva unos tres minutos.
who-user-id = ID de usuario
who-user-id-hint = A menudo, su correo del trabajo, como alice@contoso.example
who-unsure = <b>¿No recuerda su ID de usuario?</b> Es el nombre que escribe para iniciar sesión en su equipo del trabajo.

choose-title = ¿Qué puede usar ahora?
choose-title-second = Use otro método más
choose-lead-second = La primera comprobación está superada. Esta cuenta pide una segunda, distinta.
choose-which-number = ¿Qué número?
choose-which-address = ¿Qué dirección?
choose-two-numbers = { $count ->
    [2] Dos números
   *[other] { $count } números
}
choose-two-addresses = { $count ->
    [2] Dos direcciones
   *[other] { $count } direcciones
}
choose-none = ¿No le sirve ninguno de estos? <a>Contacte con su administrador</a>
choose-questions = { $count ->
    [one] 1 pregunta
   *[other] { $count } preguntas
}
choose-cancel = Detener este restablecimiento
choose-nothing-title = No queda ningún método
choose-nothing = Contacte con su administrador, que puede ayudarle a recuperar el acceso.

way-email = Recibir un código en mi correo alternativo
way-sms = Recibir un SMS en mi teléfono móvil
way-voice-mobile = Recibir una llamada en mi teléfono móvil
way-voice-office = Recibir una llamada en mi teléfono de la oficina
way-questions = Responder a mis preguntas de seguridad
way-app = Usar mi aplicación de autenticación
way-passkey = Usar mi llave de acceso
way-recovery-code = Usar un código de recuperación

mask-number = número que termina en { $digits }
mask-address = dirección { $address }

number-title = Escriba su número completo
number-lead-sms = Enviamos un código por SMS al <m></m>. Escriba ese número completo, para que solo usted pueda pedirlo.
number-lead-call = Llamamos al <m></m>. Escriba ese número completo, para que solo usted pueda pedir la llamada.
number-label = Número de teléfono
number-hint = Con o sin el prefijo del país, como prefiera
number-hint-office = Con o sin el prefijo del país, y sin su extensión
number-next-sms = recibir un SMS
number-next-call = recibir una llamada
another-way = Elegir otro método

code-title-sms = Escriba el código del SMS
code-title-email = Escriba el código del correo
code-title-voice = Conteste nuestra llamada y escriba el código
code-sent-to = Hemos enviado { $digits } dígitos a <m></m>.
code-reference = Use el mensaje que dice <b>{ $reference }</b>. Los códigos anteriores ya no funcionan.
code-label = Código
code-again = Enviar un código nuevo
code-email-instead = Mejor por correo
code-patience = Puede tardar unos minutos. Use el código que está en el mensaje, no el número desde el que llegó.
code-patience-email = Puede tardar unos minutos. Mire también en la carpeta de correo no deseado.
code-nothing-arrives = No llega nada si esta cuenta no está habilitada o no está registrada, o si el número es distinto. <a>Contacte con su administrador</a>.
code-nothing-arrives-email = No llega nada si esta cuenta no está habilitada o no está registrada. <a>Contacte con su administrador</a>.
code-new-in = · código nuevo en <b>{ $clock }</b>
code-again-open = Ya puede pedir un código nuevo
code-no-tries-left = No quedan intentos para este código. Pida uno nuevo.

delivery-queued = En camino
delivery-sent = Enviado
delivery-delivered = Ha llegado
delivery-delayed = Tarda más de lo normal
delivery-failed = El mensaje no se pudo entregar. Elija otro método.

password-title = Elija una contraseña nueva
password-lead = Tres o cuatro palabras sin relación entre sí son fáciles de recordar y difíciles de adivinar.
password-new = Nueva contraseña
password-repeat = Escríbala otra vez
password-differs = No es la misma contraseña. Escríbala otra vez.
password-show = Mostrar
password-hide = Ocultar
password-needs = Qué debe cumplir
password-changing = <b>Todavía no sabemos con seguridad si ha llegado.</b> Escriba otra vez la misma contraseña nueva y elija «Terminar». No se pierde nada.
password-rules-met = { "{met}" } de { "{all}" } reglas cumplidas
rule-min-length = Al menos { $limit } caracteres
rule-max-length = Como máximo { $limit } caracteres
rule-classes = { $limit } tipos de estos: minúsculas, mayúsculas, números, símbolos
rule-not-user-id = Ninguna parte de su nombre ni de su ID de usuario
rule-not-banned = Ninguna palabra que todos adivinan
rule-not-breached = No aparece en filtraciones de datos conocidas
rule-same = Escrita dos veces igual
rule-so-far = { "{n}" } por ahora
rule-later = Se comprueba al elegir «Terminar»
verdict-met = Se cumple
verdict-broken = No se cumple
verdict-open = Todavía no se cumple

done-title = Su contraseña ha cambiado
done-lead = Úsela desde ahora para iniciar sesión en { $house }. Hemos avisado a sus contactos, por si no fue usted.
done-keep-title = Cámbiela donde esté guardada
done-keep = El correo del teléfono, el wifi y las unidades compartidas pueden seguir usando la anterior y bloquear su cuenta.
done-trouble = ¿Problemas para iniciar sesión? Consulte los <a>problemas frecuentes</a>.
done-not-you = ¿No fue usted? <a>Contacte con su administrador</a> de inmediato.
done-codes-left = { $count ->
    [0] Ha usado su último código de recuperación
    [one] Ha usado un código de recuperación: queda 1
   *[other] Ha usado un código de recuperación: quedan { $count }
}
done-codes = Inicie sesión y cree códigos nuevos antes de necesitarlos.

unlock-lead = ¿Al final recuerda su contraseña, y su cuenta se bloqueó por demasiados intentos fallidos?
unlock = Conservar mi contraseña y desbloquear mi cuenta

closed-cancelled-title = Ha detenido este restablecimiento
closed-cancelled = No ha cambiado nada. Su contraseña anterior sigue funcionando.
closed-expired-title = Se acabó el tiempo de este restablecimiento
closed-expired = No ha cambiado nada. Su contraseña anterior sigue funcionando. Puede empezar de nuevo.
closed-too-many-attempts-title = Demasiados intentos
closed-too-many-attempts = Para proteger su cuenta, hemos detenido este restablecimiento. No ha cambiado nada.
closed-guesses-open = Puede intentarlo de nuevo a partir del { $time }.
closed-superseded-title = Este restablecimiento ya no está abierto
closed-superseded = La contraseña o los contactos de esta cuenta han cambiado entretanto. Inicie sesión con la contraseña más reciente o empiece de nuevo.
closed-not-enabled-title = No puede restablecer esta contraseña aquí
closed-not-enabled = Su cuenta no está habilitada para restablecer la contraseña. Su administrador puede ayudarle.
closed-not-registered-title = Todavía no se ha registrado
closed-not-registered = Esta cuenta no tiene configurado ningún método que podamos usar, así que no podemos comprobar que es usted. Su administrador puede ayudarle.
closed-frozen-title = Los restablecimientos de esta cuenta están detenidos
closed-frozen = Alguien dijo que un cambio no era suyo. Su administrador puede volver a permitir los restablecimientos.
closed-not-me-title = La llamada se rechazó
closed-not-me = Quien contestó pulsó 9: «no fui yo». Su contraseña no ha cambiado. Si fue usted, empiece de nuevo.
closed-unlocked-title = Su cuenta está desbloqueada
closed-unlocked = Su contraseña es la misma que antes. Inicie sesión con ella.

lost-title = Esta página ya no está abierta
lost = Su restablecimiento ha terminado, o este navegador no lo recuerda. No ha cambiado nada. Empiece de nuevo.
