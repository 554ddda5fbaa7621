# Una frase para cada código de error, tal como la lee una persona; los nombres son `problem-` y el código.

problem-malformed-body = Eso no llegó como debía. Inténtelo de nuevo.
problem-invalid-field = Uno de los campos contiene algo que no se acepta.
problem-user-id-invalid = Escriba su ID de usuario como al iniciar sesión, por ejemplo nombre@empresa.com
problem-captcha-invalid = La comprobación automática tiene que repetirse. Tarda un momento; después elija el botón otra vez.
problem-phone-number-invalid = No es un número de teléfono completo. Escríbalo con todos sus dígitos.
problem-phone-number-ends-differently = Ese número no termina en los dígitos que se muestran abajo. Escriba completo el que termina así.
problem-phone-number-differs = No es el número registrado
problem-phone-number-required = Escriba primero el número de teléfono completo
problem-phone-number-refused = No se pueden enviar códigos a este tipo de número. Use un teléfono móvil.
problem-country-not-allowed = No se envían códigos a números de este país
problem-email-invalid = Escriba una dirección de correo completa, por ejemplo nombre@mail.example
problem-email-own = Use una dirección que pueda abrir sin esta contraseña
problem-channel-not-available = Este método no sirve para este contacto
problem-option-unknown = Elija uno de los métodos de la lista
problem-code-malformed = Un código solo tiene dígitos. Escriba los dígitos del mensaje.
problem-answer-not-asked = Se pide otra cosa. Vuelva a cargar la página.
problem-answer-too-short = Una respuesta tiene de 3 a 40 caracteres
problem-answers-alike = Cada pregunta necesita su propia respuesta
problem-question-unknown = Esa pregunta no está disponible. Elija una de la lista.
problem-question-count = Responda a todas las preguntas, una vez cada una
problem-wrong-code = { $left ->
    [0] Ese código no es correcto. Pida uno nuevo.
    [one] Ese código no es correcto. Le queda 1 intento.
   *[other] Ese código no es correcto. Le quedan { $left } intentos.
}
problem-wrong-code-plain = Ese código no es correcto
problem-proof-wrong-code = { $left ->
    [0] Ese código no es correcto. Elija otro método.
    [one] Ese código no es correcto. Le queda 1 intento.
   *[other] Ese código no es correcto. Le quedan { $left } intentos.
}
problem-proof-wrong-code-plain = No es correcto
problem-proof-challenge-over = Este método ya no se puede usar aquí. Elíjalo otra vez o elija otro.
problem-app-code-malformed = El código tiene seis dígitos
problem-recovery-code-code-malformed = Un código de recuperación tiene 16 letras y números
problem-questions-wrong-code = { $left ->
    [0] No es correcto. Elija otro método.
    [one] No es correcto. Le queda 1 intento. Ahora hacemos otras preguntas.
   *[other] No es correcto. Le quedan { $left } intentos. Ahora hacemos otras preguntas.
}
problem-same-questions-wrong-code = { $left ->
    [0] No es correcto. Elija otro método.
    [one] No es correcto. Le queda 1 intento.
   *[other] No es correcto. Le quedan { $left } intentos.
}
problem-passkey-wrong-code = Esa llave de acceso no es de esta cuenta. Use otra o elija otro método.
problem-passkey-wrong-code-plain = Esa llave de acceso no es de esta cuenta. Use otra o elija otro método.
problem-passkey-invalid-field = No se usó ninguna llave de acceso. Inténtelo de nuevo o elija otro método.
problem-passkey-malformed-body = No se usó ninguna llave de acceso. Inténtelo de nuevo o elija otro método.
problem-call-cooldown-running = Acabamos de llamar. Podrá pedir otra llamada dentro de { $wait }.
problem-call-cooldown-running-plain = Acabamos de llamar. Espere un poco antes de pedir otra llamada.
problem-call-challenge-over = Esta llamada ha terminado. Inténtelo de nuevo o elija otro método.
problem-set-up-wrong-code = { $left ->
    [0] Ese código no es correcto. Empiece de nuevo.
    [one] Ese código no es correcto. Le queda 1 intento.
   *[other] Ese código no es correcto. Le quedan { $left } intentos.
}
problem-set-up-wrong-code-plain = Ese código no es correcto
problem-set-up-code-malformed = El código tiene seis dígitos
problem-set-up-challenge-over = Ha tardado demasiado. Empiece de nuevo.
problem-set-up-not-found = Ha tardado demasiado. Empiece de nuevo.
problem-new-passkey-wrong-code = La llave de acceso no se aceptó. Empiece de nuevo.
problem-new-passkey-wrong-code-plain = La llave de acceso no se aceptó. Empiece de nuevo.
problem-new-passkey-challenge-over = Ha tardado demasiado. Empiece de nuevo.
problem-new-passkey-not-found = Ha tardado demasiado. Empiece de nuevo.
problem-password-rejected = La contraseña no cumple todas las reglas
problem-sign-in-failed = El ID de usuario o la contraseña no es correcto
problem-token-invalid = Esta página ya no está abierta. Empiece de nuevo.
problem-forbidden = Esto no está permitido
problem-fresh-sign-in-required = Inicie sesión otra vez antes de cambiar esto
problem-csrf-failed = Este formulario vino de otro lugar o es demasiado antiguo. Vuelva a cargar la página.
problem-not-found = Aquí no hay nada
problem-method-not-allowed = Esta dirección no responde a eso
problem-challenge-over = Este código ya no se puede usar. Pida uno nuevo.
problem-reset-over = Este restablecimiento ha terminado. Empiece de nuevo.
problem-not-verified = Primero confirme que es usted
problem-different-password = Hay un cambio en curso con otra contraseña. Escriba la misma contraseña que antes.
problem-already-registered = Esto ya está configurado
problem-not-locked = Esta cuenta no está bloqueada. Inicie sesión o elija una contraseña nueva.
problem-too-many-methods = Ya tiene el máximo permitido. Quite una primero.
problem-body-too-large = Es demasiado largo
problem-unsupported-media-type = Eso no llegó como debía. Inténtelo de nuevo.
problem-wrong-host = Este servidor no responde a esa dirección
problem-too-many-requests = Demasiados intentos. Inténtelo de nuevo dentro de { $wait }.
problem-too-many-requests-plain = Demasiados intentos. Espere un rato e inténtelo de nuevo.
problem-cooldown-running = Se acaba de enviar un mensaje. Podrá pedir otro dentro de { $wait }.
problem-cooldown-running-plain = Se acaba de enviar un mensaje. Espere un poco antes de pedir otro.
problem-calls-stopped = Las llamadas están detenidas durante un día, porque se rechazaron dos. Elija otro método.
problem-internal-error = Algo ha fallado por nuestra parte. Su contraseña anterior sigue funcionando.
problem-directory-unavailable = El directorio de { $house } no responde. Su contraseña anterior sigue funcionando. Inténtelo de nuevo dentro de un minuto.
problem-unavailable = Este servicio no puede responder en este momento. No se pierde nada. Inténtelo de nuevo dentro de un minuto.

wait-seconds = { $count ->
    [one] 1 segundo
   *[other] { $count } segundos
}
wait-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
wait-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}

field-empty-user-id = Escriba su ID de usuario
field-empty-password = Escriba su contraseña
field-empty-code = Escriba el código del mensaje
field-empty-phone-number = Escriba el número de teléfono
field-empty-email = Escriba la dirección de correo
field-empty-reach-me = Díganos cómo podemos contactarle
field-empty-message = Díganos qué ocurre
field-empty-option = Elija uno de los métodos

error-not-found-title = Aquí no hay nada
error-not-found = Puede que la dirección esté mal escrita o que la página ya no exista.
error-forbidden-title = Esto no está permitido
error-forbidden = No puede abrir esta página.
error-csrf-title = Este formulario es demasiado antiguo
error-csrf = Vino de otra ventana, o las cookies están desactivadas. No se cambió nada. Vuelva atrás, cargue la página otra vez e inténtelo de nuevo.
error-too-many-title = Demasiados intentos
error-too-many = Para proteger su cuenta, esperamos un rato. Inténtelo de nuevo dentro de { $wait }. No ha cambiado nada.
error-too-many-plain = Para proteger su cuenta, esperamos un rato. Inténtelo de nuevo más tarde. No ha cambiado nada.
error-unavailable-title = No podemos responder en este momento
error-unavailable = Su contraseña anterior sigue funcionando y no se pierde nada. Inténtelo de nuevo dentro de un minuto.
error-internal-title = Algo ha fallado por nuestra parte
error-internal = Su contraseña anterior sigue funcionando. Inténtelo de nuevo dentro de un minuto; si continúa, dígaselo a su administrador.
error-request-title = No ha funcionado
error-wrong-host-title = Dirección equivocada
error-wrong-host = Este servidor no responde a esa dirección. Use el enlace que le dio su organización.
error-try-again = Intentar de nuevo
error-request-id = Número para su administrador: { $id }
