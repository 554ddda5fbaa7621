# Llamadas: frases tal como se dicen. Ningún dígito y ningún nombre salvo el de la organización.

call-hello = Hola. Le llama { $house }.
call-reset = En { $host }, alguien ha pedido restablecer su contraseña.
call-registration = En { $host }, alguien ha pedido añadir este teléfono, para poder restablecer una contraseña.
call-match-number = Si fue usted, mire la página. Pulse los dos dígitos que muestra y después la tecla almohadilla, o numeral.
call-press-pound = Si fue usted, pulse la tecla almohadilla, o numeral.
call-read-code = Si fue usted, pulse uno para escuchar su código.
call-not-you = Si no fue usted, pulse nueve.
call-nothing = No se ha pulsado ninguna tecla. Adiós.
call-thanks = Gracias. Por favor, mire la página. Adiós.
call-not-asked = Esas no son las teclas que pedimos. Por favor, mire la página. Adiós.
call-refused = Gracias por avisarnos. Adiós.
call-code = Su código es { $digits }. Repito: { $digits }. No se lo diga a nadie. Adiós.
call-over = Esta llamada ya no sirve. Por favor, mire la página. Adiós.
