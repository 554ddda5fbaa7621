# Configurar lo que no necesita contacto: aplicación de autenticación, llave de acceso, códigos de recuperación, preguntas; y confirmar lo que ya hay.

set-up-name = Nombre (opcional)
set-up-name-hint = Para distinguirla de otras más adelante: «Teléfono del trabajo»
set-up-name-long = Un nombre tiene como máximo 40 caracteres
set-up-start-anew = Empezar de nuevo

new-app-title = Añadir una aplicación de autenticación
new-app-lead = Primero instale una aplicación de autenticación en su teléfono. Después muestra códigos para recuperar el acceso, también sin cobertura.
show-app-title = Escanee esto con su aplicación
show-app-lead = En la aplicación, elija añadir una cuenta y escanee. En este dispositivo: <a>abrir la aplicación</a>.
show-app-qr = Código QR para su aplicación de autenticación
show-app-secret = O escriba <b>{ $secret }</b>
show-app-code = Código que muestra la aplicación
show-app-once = Esto se muestra una sola vez. Si vuelve a cargar la página, empieza de nuevo.
app-code-title = Escriba el código de su aplicación nueva
app-code-lead = La aplicación ya tiene la cuenta. Escriba el código que muestra ahora.
app-code-empty = Escriba los seis dígitos que muestra la aplicación

new-passkey-title = Añadir una llave de acceso
new-passkey-lead = Con una llave de acceso recupera el acceso con la cara, el dedo o el PIN de su dispositivo. No hay nada que recordar y nadie puede adivinarla.
make-passkey-title = Cree su llave de acceso
make-passkey-lead = Su dispositivo le pregunta ahora y guarda la llave de acceso. Nunca vemos su cara ni su dedo.
make-passkey = crear una llave de acceso
make-passkey-missing = Este navegador no puede crear llaves de acceso. Elija otro método o abra esta página en su teléfono.
make-passkey-failed = No se creó ninguna llave de acceso. Inténtelo de nuevo o elija otro método.
make-passkey-known = Este dispositivo ya tiene una de sus llaves de acceso.
other-ways = Ver todos sus métodos

new-codes-title = Códigos de recuperación
new-codes-lead = Diez códigos para imprimir y guardar en un lugar seguro. Cada uno le devuelve el acceso una vez, cuando no tiene otra cosa a mano.
new-codes-once = Los mostramos una sola vez
new-codes-once-note = Tenga a mano una impresora o un bolígrafo. Guárdelos aparte de su contraseña.
new-codes-replaced = Sus códigos anteriores terminan
new-codes-replaced-note = { $count ->
    [one] Le queda 1 código. Deja de funcionar cuando crea códigos nuevos.
   *[other] Le quedan { $count } códigos. Dejan de funcionar cuando crea códigos nuevos.
}
new-codes-make = crear mis códigos
show-codes-title = Sus diez códigos de recuperación
show-codes-lead = Imprímalos, cópielos o anótelos ahora. No podemos mostrarlos otra vez.
show-codes-from = Funcionan a partir del { $time }.
show-codes-print = imprimir
show-codes-copy = copiar
show-codes-copied = copiado
show-codes-kept = Los he guardado

set-questions-title = Elija sus preguntas
set-questions-lead = Respuestas que solo usted sabe y que seguirá sabiendo dentro de un año.
set-questions-replaced = Lo que responda aquí sustituye sus respuestas anteriores.
set-questions-question = Pregunta { $number }
set-questions-answer = Su respuesta
set-questions-choose = Elija una pregunta
set-questions-none = Pregunta { $number }: elija una de la lista
set-questions-twice = Pregunta { $number }: esta ya la ha elegido
set-questions-empty = Pregunta { $number }: escriba su respuesta
set-questions-length = Pregunta { $number }: una respuesta tiene de 3 a 40 caracteres
set-questions-hint = Cada una tiene de 3 a 40 caracteres. No importan las mayúsculas ni las tildes.
set-questions-save = Terminar

sign-in-again-title = Inicie sesión otra vez antes de cambiar esto
sign-in-again-lead = Inició sesión hace un rato. Para proteger su cuenta, escriba su contraseña otra vez.

confirm-title = ¿Sigue siendo correcto?
confirm-lead = Si olvida su contraseña, confirma que es usted con esto. Conviene revisarlo de vez en cuando.
confirm-yes = sí, es correcto
confirm-change = cambiar
info-confirm = <b>¿Sigue siendo todo correcto?</b> Conviene revisarlo de vez en cuando.

info-questions-count = { $count ->
    [one] 1 respuesta
   *[other] { $count } respuestas
}
info-codes-count = { $count ->
    [one] queda 1 código
   *[other] quedan { $count } códigos
}
info-works-from = funciona a partir del { $time }
info-until = funciona hasta el { $time }
info-change = Cambiar
info-new-codes = Códigos nuevos
info-another-authenticator-app = Añadir otra aplicación de autenticación
info-another-passkey = Añadir otra llave de acceso
method-authenticator-app-note = Códigos de una aplicación, también sin cobertura
method-passkey-note = La cara, el dedo o el PIN de su dispositivo
method-recovery-code-note = Diez códigos para imprimir y guardar en un lugar seguro
method-security-questions-note = Respuestas que solo usted sabe

done-passkey = La próxima vez, sin contraseña: <a>inicie sesión y añada una llave de acceso</a>.
