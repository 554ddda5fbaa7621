# Lo que dice la lista para elegir de un cliente de la API.
option-email-alternate = Recibir un código en mi correo alternativo
option-email-authentication = Recibir un código en mi correo alternativo
option-sms-mobile = Recibir un SMS en mi teléfono móvil
option-sms-authentication = Recibir un SMS en mi teléfono móvil
option-voice-mobile = Recibir una llamada en mi teléfono móvil
option-voice-authentication = Recibir una llamada en mi teléfono móvil
option-voice-office = Recibir una llamada en mi teléfono de la oficina
option-questions = Responder a mis preguntas de seguridad
option-authenticator-app = Escribir un código de mi aplicación de autenticación
option-passkey = Usar mi llave de acceso
option-recovery-code = Escribir un código de recuperación

rule-min-length = Al menos { $limit } caracteres
rule-max-length = Como máximo { $limit } caracteres
rule-classes = Al menos { $limit } tipos de estos: minúsculas, mayúsculas, números, símbolos
rule-not-user-id = No contiene su ID de usuario ni su nombre
rule-not-banned = No se basa en el nombre de su organización ni en otras palabras conocidas
rule-not-breached = No está entre las contraseñas más usadas
