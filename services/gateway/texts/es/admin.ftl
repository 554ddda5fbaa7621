# Páginas de los administradores: inicio de sesión con una aplicación de autenticación, resumen y lo que ha ocurrido.

admin-sign-in-title = Iniciar sesión como administrador
admin-sign-in-lead = Después de su contraseña pedimos el código de su aplicación de autenticación.
admin-sign-in-hint = Aquí solo pueden iniciar sesión los administradores con una aplicación de autenticación.

second-factor-title = Escriba el código de su aplicación
second-factor-lead = Abra su aplicación de autenticación. Muestra seis dígitos para { $house }, nuevos cada 30 segundos.
second-factor-lost = ¿Ha perdido la aplicación? Quien gestiona este servicio puede darle una nueva.
second-factor-over = Ha tardado demasiado. Inicie sesión otra vez.
second-factor-spent = Demasiados códigos incorrectos. Inicie sesión otra vez.
second-factor-empty = Escriba los seis dígitos de su aplicación
second-factor-malformed = El código tiene seis dígitos

admin-pages = Páginas de los administradores
admin-pages-of-list = Más filas
admin-overview-title = Resumen
admin-resets-title = Restableci{ "\u00AD" }mientos
admin-deliveries-title = Envíos
admin-dead-letters-title = Mensajes descartados

admin-overview-question = ¿Puede la gente recuperar el acceso, y lo ha conseguido?
admin-overview-lead = sesión de { $user }
admin-since = Desde el <m></m>
admin-started = Iniciados
admin-started-meaning = restablecimientos en las últimas 24 horas
admin-completed = Logrados
admin-completed-meaning = de los iniciados, con contraseña nueva
admin-stopped = Detenidos
admin-stopped-meaning = terminaron sin contraseña nueva
admin-no-resets = Ningún restablecimiento en las últimas 24 horas.
admin-under-way = { $count ->
    [0] Nadie está haciendo un restablecimiento en este momento.
    [one] 1 persona está haciendo un restablecimiento en este momento.
   *[other] { $count } personas están haciendo un restablecimiento en este momento.
}
admin-see-resets = Ver todos los restablecimientos
admin-reasons-title = { $count ->
    [0] Por qué se detuvieron restablecimientos
    [one] Por qué se detuvo 1 restablecimiento
   *[other] Por qué se detuvieron { $count } restablecimientos
}
admin-reasons-lead = Lo último que vio la gente.
admin-no-reasons = No se detuvo ninguno.
admin-messages-title = Mensajes
admin-messages-lead = Enviado significa que un proveedor se hizo cargo.
admin-no-messages = Todavía no hay mensajes.
admin-care-title = Conviene mirarlo
admin-nothing-waits = No hay mensajes en espera.
admin-oldest-waits = El mensaje más antiguo espera desde hace { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] No se descartó ningún mensaje en las últimas 24 horas.
    [one] Se descartó 1 mensaje en las últimas 24 horas.
   *[other] Se descartaron { $count } mensajes en las últimas 24 horas.
}
admin-see-dead-letters = Ver los mensajes descartados

admin-resets-lead = Los más recientes primero. Un restablecimiento se guarda un día después de terminar.
admin-deliveries-lead = Los más recientes primero, guardados 30 días. Se muestra quién recibe un mensaje, nunca su contacto.
admin-dead-letters-lead = Mensajes que se descartaron, los más recientes primero, guardados 90 días. Su contenido sigue sellado.
admin-show = Mostrar
admin-all = Todo
admin-older = Anteriores
admin-newest = Más recientes
admin-nothing-found = Nada coincide con lo que ha pedido.
admin-no-dead-letters = No se descartó ningún mensaje.
admin-nobody = Usuario desconocido
admin-nobody-hint = Usuario desconocido: el ID de usuario que se escribió no se conoce, no está habilitado o no está registrado. No se guarda.
admin-help-desk = Servicio de asistencia
admin-proofs = { $passed } de { $required }

admin-head-person = Quién
admin-head-status = Estado
admin-head-reason = Por qué se detuvo
admin-head-proofs = Comprobaciones
admin-head-started = Inicio
admin-head-touched = Último paso
admin-head-channel = Canal
admin-head-state = Estado
admin-head-count = Número
admin-head-share = Parte
admin-head-message = Mensaje
admin-head-provider = Proveedor
admin-head-asked = Pedido
admin-head-updated = Último cambio
admin-head-because = Por qué
admin-head-attempt = Intento
admin-head-buried = Descartado
admin-head-expires = Útil hasta

admin-status-proving = En curso
admin-status-changing = Cambiando la contraseña
admin-status-completed = Contraseña nueva creada
admin-status-closed = Detenido

admin-reason-cancelled = Cancelado
admin-reason-expired = Se acabó el tiempo
admin-reason-too-many-attempts = Demasiados intentos
admin-reason-superseded = Contraseña o contactos cambiados entretanto
admin-reason-not-enabled = Cuenta no habilitada
admin-reason-not-registered = Cuenta no registrada
admin-reason-frozen = Restablecimientos detenidos

admin-channel-email = Correo
admin-channel-sms = SMS
admin-channel-voice = Llamada

admin-state-due = En espera
admin-state-attempting = Se está enviando
admin-state-sent = Enviado
admin-state-delivered = Ha llegado
admin-state-refused = Rechazado
admin-state-ambiguous = En duda
admin-state-expired = Llegó tarde

admin-purpose-reset-code = Código de restablecimiento
admin-purpose-registration-code = Código de registro
admin-purpose-password-changed = Se ha cambiado la contraseña
admin-purpose-method-added = Se ha añadido un método
admin-purpose-method-removed = Se ha quitado un método
admin-purpose-help-digest = Solicitudes de ayuda

admin-kind-notice-email = Correo
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Llamada
admin-kind-event-delivery-changed = Novedades de un envío
admin-kind-event-call-changed = Novedades de una llamada
