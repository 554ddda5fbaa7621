# Chiamate: frasi come vengono dette. Nessuna cifra e nessun nome oltre a quello dell’organizzazione.

call-hello = Salve. Questa è una chiamata da parte di { $house }.
call-reset = Su { $host } qualcuno ha chiesto di reimpostare la sua password.
call-registration = Su { $host } qualcuno ha chiesto di aggiungere questo telefono, come metodo per reimpostare una password.
call-match-number = Se l’ha chiesto lei, guardi la pagina. Prema le due cifre che vede lì e poi il tasto cancelletto.
call-press-pound = Se l’ha chiesto lei, prema il tasto cancelletto.
call-read-code = Se l’ha chiesto lei, prema uno per ascoltare il suo codice.
call-not-you = Se non l’ha chiesto lei, prema nove.
call-nothing = Non è stato premuto alcun tasto. Arrivederci.
call-thanks = Grazie. Guardi la pagina, per favore. Arrivederci.
call-not-asked = Non sono i tasti che abbiamo chiesto. Guardi la pagina, per favore. Arrivederci.
call-refused = Grazie per averci avvisato. Arrivederci.
call-code = Il suo codice è { $digits }. Lo ripeto: { $digits }. Non lo dica mai a nessuno. Arrivederci.
call-over = Questa chiamata non serve più. Guardi la pagina, per favore. Arrivederci.
