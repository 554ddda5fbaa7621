# Lo que está en todas las páginas. Marcado en los textos: solo <b> y <a>; lo que se pone en lugar de { $variable } se escapa.

language-name = Español
skip = Saltar al contenido
switch-language = Idioma: español
help = Ayuda
contact-administrator = Contactar con su administrador
contact-administrator-named = Contactar con su administrador: { $name }
privacy = Privacidad
sign-out = Cerrar sesión
title-error = Error: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Hay un problema
step = Paso { $step } de 3
step-account = Su cuenta
step-prove = Confirmar que es usted
step-password = Nueva contraseña
next = Siguiente
verify = verificar
finish = Terminar
back = Atrás
start-again = Empezar de nuevo
sign-in = Iniciar sesión
set-it-up-now = configurar ahora
text-me = recibir un SMS
call-me = recibir una llamada

captcha-checking = Comprobación automática en curso. No hay nada que resolver.
captcha-passed = Comprobación automática superada. No hay nada que resolver.
captcha-finishing = Un momento: la comprobación automática está terminando.
captcha-longer = Muchas personas de su red están restableciendo su contraseña en este momento, por eso la comprobación automática tarda un poco más. Después, la página continúa sola.
captcha-failed = La comprobación automática no se pudo realizar. Se está intentando de nuevo.
captcha-needs-script = <b>Esta página necesita JavaScript.</b> Una comprobación automática mantiene fuera a los robots. Active JavaScript o <a>contacte con su administrador</a>.

page-open-minutes = Le quedan { "{m}" } min { "{s}" } s en esta página.
page-open-seconds = Le quedan { "{s}" } s en esta página.
page-open-over = Se acabó el tiempo. Elija «Terminar» para ver qué se puede hacer.
page-open = { $minutes ->
    [one] Le queda 1 minuto
   *[other] Le quedan { $minutes } minutos
} en esta página.
