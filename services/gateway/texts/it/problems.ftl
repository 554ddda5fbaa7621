# Una frase per ogni codice di problema, come la legge una persona; i nomi sono `problem-` e il codice.

problem-malformed-body = I dati non sono arrivati correttamente. Riprovi.
problem-invalid-field = Uno dei campi contiene qualcosa che non è accettato.
problem-user-id-invalid = Inserisca il suo ID utente come quando accede, per esempio nome@azienda.it
problem-captcha-invalid = Il controllo automatico va ripetuto. Ci vuole un momento; poi scelga il pulsante ancora una volta.
problem-phone-number-invalid = Il numero di telefono non è completo. Inserisca tutte le cifre.
problem-phone-number-ends-differently = Questo numero non termina con le cifre mostrate sotto. Inserisca per intero il numero che termina così.
problem-phone-number-differs = Questo non è il numero registrato
problem-phone-number-required = Prima inserisca il numero di telefono completo
problem-phone-number-refused = Non si possono inviare codici a questo tipo di numero. Usi un cellulare.
problem-country-not-allowed = Non inviamo codici a numeri di questo paese
problem-email-invalid = Inserisca un indirizzo email completo, per esempio nome@mail.example
problem-email-own = Usi un indirizzo che può aprire senza questa password
problem-channel-not-available = Questo metodo non si può usare per questo contatto
problem-option-unknown = Scelga uno dei metodi dell’elenco
problem-code-malformed = Il codice contiene solo cifre. Inserisca le cifre del messaggio.
problem-answer-not-asked = Ora viene chiesto qualcos’altro. Ricarichi la pagina.
problem-answer-too-short = La risposta deve avere da 3 a 40 caratteri
problem-answers-alike = Ogni domanda richiede una risposta diversa
problem-question-unknown = Questa domanda non è disponibile. Ne scelga una dall’elenco.
problem-question-count = Risponda a tutte le domande, una volta ciascuna
problem-wrong-code = { $left ->
    [0] Il codice non è corretto. Ne richieda uno nuovo.
    [one] Il codice non è corretto. Le resta 1 tentativo.
   *[other] Il codice non è corretto. Le restano { $left } tentativi.
}
problem-wrong-code-plain = Il codice non è corretto
problem-proof-wrong-code = { $left ->
    [0] Il codice non è corretto. Scelga un altro metodo.
    [one] Il codice non è corretto. Le resta 1 tentativo.
   *[other] Il codice non è corretto. Le restano { $left } tentativi.
}
problem-proof-wrong-code-plain = Non è corretto
problem-proof-challenge-over = Questo metodo qui non si può più usare. Lo scelga di nuovo, o ne scelga un altro.
problem-app-code-malformed = Il codice ha sei cifre
problem-recovery-code-code-malformed = Un codice di recupero ha 16 lettere e cifre
problem-questions-wrong-code = { $left ->
    [0] Non è corretto. Scelga un altro metodo.
    [one] Non è corretto. Le resta 1 tentativo. Ora le facciamo altre domande.
   *[other] Non è corretto. Le restano { $left } tentativi. Ora le facciamo altre domande.
}
problem-same-questions-wrong-code = { $left ->
    [0] Non è corretto. Scelga un altro metodo.
    [one] Non è corretto. Le resta 1 tentativo.
   *[other] Non è corretto. Le restano { $left } tentativi.
}
problem-passkey-wrong-code = Questa passkey non appartiene a questo account. Ne usi un’altra, o scelga un altro metodo.
problem-passkey-wrong-code-plain = Questa passkey non appartiene a questo account. Ne usi un’altra, o scelga un altro metodo.
problem-passkey-invalid-field = Nessuna passkey è stata usata. Riprovi, o scelga un altro metodo.
problem-passkey-malformed-body = Nessuna passkey è stata usata. Riprovi, o scelga un altro metodo.
problem-call-cooldown-running = Abbiamo appena chiamato. Può richiedere un’altra chiamata tra { $wait }.
problem-call-cooldown-running-plain = Abbiamo appena chiamato. Aspetti un po’ prima di richiedere un’altra chiamata.
problem-call-challenge-over = Questa chiamata è terminata. Riprovi, o scelga un altro metodo.
problem-set-up-wrong-code = { $left ->
    [0] Il codice non è corretto. Ricominci.
    [one] Il codice non è corretto. Le resta 1 tentativo.
   *[other] Il codice non è corretto. Le restano { $left } tentativi.
}
problem-set-up-wrong-code-plain = Il codice non è corretto
problem-set-up-code-malformed = Il codice ha sei cifre
problem-set-up-challenge-over = È passato troppo tempo. Ricominci.
problem-set-up-not-found = È passato troppo tempo. Ricominci.
problem-new-passkey-wrong-code = La passkey non è stata accettata. Ricominci.
problem-new-passkey-wrong-code-plain = La passkey non è stata accettata. Ricominci.
problem-new-passkey-challenge-over = È passato troppo tempo. Ricominci.
problem-new-passkey-not-found = È passato troppo tempo. Ricominci.
problem-password-rejected = La password non rispetta tutte le regole
problem-sign-in-failed = ID utente o password non corretti
problem-token-invalid = Questa pagina non è più aperta. Ricominci.
problem-forbidden = Non è consentito
problem-fresh-sign-in-required = Acceda di nuovo prima di fare questa modifica
problem-csrf-failed = Questo modulo viene da un’altra parte o è troppo vecchio. Ricarichi la pagina.
problem-not-found = Qui non c’è nulla
problem-method-not-allowed = Questo indirizzo non risponde a questa richiesta
problem-challenge-over = Questo codice non si può più usare. Ne richieda uno nuovo.
problem-reset-over = Questa reimpostazione è terminata. Ricominci.
problem-not-verified = Prima confermi la sua identità
problem-different-password = È in corso una modifica con un’altra password. Inserisca la stessa password di prima.
problem-already-registered = È già configurato
problem-not-locked = Questo account non è bloccato. Acceda, o scelga una nuova password.
problem-too-many-methods = Ha già il numero massimo consentito di questo tipo. Prima ne rimuova uno.
problem-body-too-large = È troppo lungo
problem-unsupported-media-type = I dati non sono arrivati correttamente. Riprovi.
problem-wrong-host = Questo server non risponde a questo indirizzo
problem-too-many-requests = Troppi tentativi. Riprovi tra { $wait }.
problem-too-many-requests-plain = Troppi tentativi. Aspetti un po’, poi riprovi.
problem-cooldown-running = Un messaggio è stato appena inviato. Può richiederne un altro tra { $wait }.
problem-cooldown-running-plain = Un messaggio è stato appena inviato. Aspetti un po’ prima di richiederne un altro.
problem-calls-stopped = Le chiamate sono sospese per un giorno, perché due sono state rifiutate. Scelga un altro metodo.
problem-internal-error = Si è verificato un errore da parte nostra. La vecchia password funziona ancora.
problem-directory-unavailable = La directory di { $house } non risponde. La vecchia password funziona ancora. Riprovi tra un minuto.
problem-unavailable = Il servizio ora non può rispondere. Nulla è andato perso. Riprovi tra un minuto.

wait-seconds = { $count ->
    [one] 1 secondo
   *[other] { $count } secondi
}
wait-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minuti
}
wait-hours = { $count ->
    [one] 1 ora
   *[other] { $count } ore
}

field-empty-user-id = Inserisca il suo ID utente
field-empty-password = Inserisca la sua password
field-empty-code = Inserisca il codice del messaggio
field-empty-phone-number = Inserisca il numero di telefono
field-empty-email = Inserisca l’indirizzo email
field-empty-reach-me = Dica come possiamo contattarla
field-empty-message = Dica che cosa non va
field-empty-option = Scelga uno dei metodi

error-not-found-title = Qui non c’è nulla
error-not-found = Forse l’indirizzo è sbagliato, o la pagina non esiste più.
error-forbidden-title = Non è consentito
error-forbidden = Non può aprire questa pagina.
error-csrf-title = Questo modulo è troppo vecchio
error-csrf = Viene da un’altra finestra, o i cookie sono disattivati. Nulla è stato modificato. Torni indietro, ricarichi la pagina e riprovi.
error-too-many-title = Troppi tentativi
error-too-many = Per proteggere gli account facciamo una pausa. Riprovi tra { $wait }. Nulla è cambiato.
error-too-many-plain = Per proteggere gli account facciamo una pausa. Riprovi più tardi. Nulla è cambiato.
error-unavailable-title = Ora non possiamo rispondere
error-unavailable = La vecchia password funziona ancora e nulla è andato perso. Riprovi tra un minuto.
error-internal-title = Si è verificato un errore da parte nostra
error-internal = La vecchia password funziona ancora. Riprovi tra un minuto; se il problema resta, avvisi l’amministratore.
error-request-title = Non ha funzionato
error-wrong-host-title = Indirizzo sbagliato
error-wrong-host = Questo server non risponde a questo indirizzo. Usi il link ricevuto dalla sua organizzazione.
error-try-again = Riprova
error-request-id = Numero per l’amministratore: { $id }
