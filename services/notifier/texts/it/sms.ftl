# SMS. Solo caratteri dell’alfabeto GSM a 7 bit (niente virgolette né apostrofi tipografici), nessuna cifra e nessun nome oltre a quello dell’organizzazione.

sms-house = { $house }: { $message }
sms-code = Il suo codice è { $code } ({ $reference }). Non lo dica mai a nessuno. Non richiesto? Lo ignori.
sms-code-short = Codice { $code } ({ $reference })
sms-changed = La sua password è stata appena modificata. Se non l'ha fatto lei, contatti subito l'amministratore.
sms-added = Un metodo per reimpostare la sua password è stato appena aggiunto. Se non l'ha fatto lei, contatti subito l'amministratore.
sms-removed = Un metodo per reimpostare la sua password è stato appena rimosso. Se non l'ha fatto lei, contatti subito l'amministratore.
sms-code-used = Un codice di recupero è stato appena usato. { $left ->
    [0] Non ne restano.
    [1] Ne resta uno.
    [2] Ne restano due.
    [3] Ne restano tre.
    [4] Ne restano quattro.
    [5] Ne restano cinque.
    [6] Ne restano sei.
    [7] Ne restano sette.
    [8] Ne restano otto.
    [9] Ne restano nove.
   *[other] Ne restano altri.
} Se non l'ha fatto lei, contatti subito l'amministratore.
sms-unlocked = Il suo account è stato appena sbloccato. Se non l'ha fatto lei, contatti subito l'amministratore.
