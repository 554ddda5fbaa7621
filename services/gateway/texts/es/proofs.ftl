# Comprobaciones sin mensaje: preguntas, aplicación de autenticación, códigos de recuperación, llaves de acceso y llamadas.

proof-none = ¿No le funciona? <a>Contacte con su administrador</a>.
proof-no-tries-left = No quedan intentos para este método. Elija otro.

questions-title = Responda a sus preguntas
questions-hint = No importan las mayúsculas, las tildes ni los espacios al principio o al final.
questions-empty = Escriba su respuesta
questions-length = Una respuesta tiene de 3 a 40 caracteres

app-title = Escriba el código de su aplicación
app-lead = Abra su aplicación de autenticación. Muestra seis dígitos, nuevos cada 30 segundos.

recovery-code-title = Escriba uno de sus códigos de recuperación
recovery-code-lead = Cada uno funciona una sola vez. Después le decimos cuántos quedan.
recovery-code-label = Código de recuperación
recovery-code-hint = 16 letras y números. No importan las mayúsculas, los espacios ni los guiones.
recovery-code-empty = Escriba uno de sus códigos de recuperación

passkey-title = Use su llave de acceso
passkey-lead = Su dispositivo le pide la cara, el dedo o su PIN. Nunca nos dice cuál.
passkey-use = usar mi llave de acceso
passkey-missing = Este navegador no puede usar llaves de acceso. Elija otro método o abra esta página donde está su llave de acceso.
passkey-failed = No se usó ninguna llave de acceso. Inténtelo de nuevo o elija otro método.
passkey-needs-script = <b>Las llaves de acceso necesitan JavaScript.</b> Actívelo o elija otro método abajo.

call-title = Conteste nuestra llamada y pulse estas teclas
call-title-pound = Conteste nuestra llamada y pulse esta tecla
call-keys = Teclas que debe pulsar: { $keys }
call-answer = Conteste la llamada. Una voz dice que llama { $house }.
call-answer-at = Conteste la llamada al <m></m>. Una voz dice que llama { $house }.
call-press = En el teclado del teléfono pulse <b>{ $digits }</b> y después <b>#</b>.
call-press-pound = En el teclado del teléfono pulse <b>#</b>.
call-come-back = Vuelva aquí. Esta página avanza sola.
call-text-instead = Mejor por SMS
call-not-you = <b>¿Una llamada que no ha pedido?</b> Pulse 9 y cuelgue. En la llamada nunca se pide su contraseña.
call-nothing-arrives = No llega ninguna llamada si esta cuenta no está habilitada o no está registrada, o si el número es distinto. <a>Contacte con su administrador</a>.
call-try-again = intentar de nuevo
call-again-in = · llamada nueva en <b>{ $clock }</b>
call-again-open = Ya puede pedir otra llamada
call-over = La llamada ha terminado
call-queued = Estamos a punto de llamar
call-sent = Le estamos llamando
call-delivered = Ha contestado. Pulse las teclas ahora.
call-delayed = Tarda más de lo normal
call-failed = No se pudo hacer la llamada. Inténtelo de nuevo o elija otro método.

call-code-lead = Conteste la llamada al <m></m>. Una voz dice que llama { $house }. Pulse <b>1</b> para escuchar sus { $digits } dígitos y escríbalos aquí.
call-code-delivered = Ha contestado. Pulse 1 para escuchar el código.
call-code-end-nothing-pressed = Abra el teclado durante la llamada y pulse 1 para escuchar el código.
call-code-end-wrong-keys = En la próxima llamada pulse 1 para escuchar el código.

call-end-busy-title = La línea estaba ocupada
call-end-busy = Termine la otra llamada e inténtelo de nuevo.
call-end-no-answer-title = No contestó nadie
call-end-no-answer = Tenga el teléfono a mano e inténtelo de nuevo.
call-end-nothing-pressed-title = No se pulsó ninguna tecla
call-end-nothing-pressed = Abra el teclado durante la llamada y pulse lo que muestra esta página.
call-end-wrong-keys-title = Se pulsaron otras teclas
call-end-wrong-keys = En la próxima llamada, pulse las teclas que esta página muestre entonces.
call-end-voicemail-title = Contestó una máquina
call-end-voicemail = Conteste usted antes que el buzón de voz e inténtelo de nuevo.
call-end-refused-title = La llamada se rechazó
call-end-refused = Quien contestó pulsó 9: «no fui yo». Si fue usted, inténtelo de nuevo.
call-end-failed-title = No se pudo hacer la llamada
call-end-failed = Inténtelo de nuevo o elija otro método.
