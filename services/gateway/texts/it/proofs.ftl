# Prove senza messaggio: domande, app di autenticazione, codici di recupero, passkey e chiamate.

proof-none = Non funziona? <a>Contatti l’amministratore</a>.
proof-no-tries-left = Non restano tentativi per questo metodo. Ne scelga un altro.

questions-title = Risponda alle sue domande
questions-hint = Maiuscole, accenti e spazi all’inizio o alla fine non contano.
questions-empty = Inserisca la sua risposta
questions-length = La risposta deve avere da 3 a 40 caratteri

app-title = Inserisca il codice della sua app
app-lead = Apra l’app di autenticazione. Mostra sei cifre, nuove ogni 30 secondi.

recovery-code-title = Inserisca uno dei suoi codici di recupero
recovery-code-lead = Ognuno funziona una sola volta. Dopo le diciamo quanti ne restano.
recovery-code-label = Codice di recupero
recovery-code-hint = 16 lettere e cifre. Maiuscole, spazi e trattini non contano.
recovery-code-empty = Inserisca uno dei suoi codici di recupero

passkey-title = Usi la sua passkey
passkey-lead = Il dispositivo le chiede il volto, l’impronta o il PIN. Non ci dice mai quale.
passkey-use = usa la passkey
passkey-missing = Questo browser non può usare le passkey. Scelga un altro metodo, o apra questa pagina sul dispositivo dove si trova la passkey.
passkey-failed = Nessuna passkey è stata usata. Riprovi, o scelga un altro metodo.
passkey-needs-script = <b>Le passkey richiedono JavaScript.</b> Lo attivi, o scelga un altro metodo qui sotto.

call-title = Risponda alla nostra chiamata e prema questi tasti
call-title-pound = Risponda alla nostra chiamata e prema questo tasto
call-keys = Tasti da premere: { $keys }
call-answer = Risponda alla chiamata. Una voce dice di chiamare da parte di { $house }.
call-answer-at = Risponda alla chiamata su <m></m>. Una voce dice di chiamare da parte di { $house }.
call-press = Sulla tastiera del telefono prema <b>{ $digits }</b> e poi <b>#</b>.
call-press-pound = Sulla tastiera del telefono prema <b>#</b>.
call-come-back = Torni qui. Questa pagina va avanti da sola.
call-text-instead = Ricevi via SMS
call-not-you = <b>Una chiamata che non ha richiesto?</b> Prema 9 e riattacchi. Chi chiama non chiede mai la sua password.
call-nothing-arrives = Non arriva alcuna chiamata se questo account non è abilitato o non è registrato, o se il numero è diverso. <a>Contatti l’amministratore</a>.
call-try-again = riprova
call-again-in = · nuova chiamata tra <b>{ $clock }</b>
call-again-open = Ora può richiedere un’altra chiamata
call-over = La chiamata è terminata
call-queued = Stiamo per chiamarla
call-sent = La stiamo chiamando
call-delivered = Ha risposto. Prema i tasti ora.
call-delayed = Ci vuole più del solito
call-failed = Non è stato possibile chiamare. Riprovi, o scelga un altro metodo.

call-code-lead = Risponda alla chiamata su <m></m>. Una voce dice di chiamare da parte di { $house }. Prema <b>1</b> per ascoltare le sue { $digits } cifre e le inserisca qui.
call-code-delivered = Ha risposto. Prema 1 per ascoltare il codice.
call-code-end-nothing-pressed = Apra la tastiera durante la chiamata e prema 1 per ascoltare il codice.
call-code-end-wrong-keys = Nella prossima chiamata prema 1 per ascoltare il codice.

call-end-busy-title = La linea era occupata
call-end-busy = Chiuda l’altra chiamata, poi riprovi.
call-end-no-answer-title = Nessuno ha risposto
call-end-no-answer = Tenga il telefono a portata di mano, poi riprovi.
call-end-nothing-pressed-title = Non è stato premuto alcun tasto
call-end-nothing-pressed = Apra la tastiera durante la chiamata e prema ciò che mostra questa pagina.
call-end-wrong-keys-title = Sono stati premuti altri tasti
call-end-wrong-keys = Per la prossima chiamata servono i tasti che questa pagina mostrerà allora.
call-end-voicemail-title = Ha risposto una segreteria
call-end-voicemail = Risponda lei prima che lo faccia la segreteria, poi riprovi.
call-end-refused-title = La chiamata è stata rifiutata
call-end-refused = Chi ha risposto ha premuto 9: “non l’ho chiesto io”. Se l’ha chiesto lei, riprovi.
call-end-failed-title = Non è stato possibile chiamare
call-end-failed = Riprovi, o scelga un altro metodo.
