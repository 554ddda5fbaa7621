# Email. Senza marcatura: ciò che sostituisce { $variable } passa per l’escape quando va nell’HTML.

mail-contact = Contatti l’amministratore
mail-contact-named = Contatti l’amministratore: { $name }
mail-no-answer = Non risponda a questo messaggio.
mail-never-ask = Non chiediamo mai la sua password né un codice.

code-subject = Il suo codice { $house }, { $reference }
code-preview = Lo inserisca nella pagina che mostra { $reference }.
code-title = Il suo codice
code-lead = Lo inserisca nella pagina in cui l’ha richiesto. La pagina mostra le stesse tre lettere.
code-copy = Codice:
code-letters = Lettere:
code-lifetime = { $minutes ->
    [one] Funziona una sola volta, per 1 minuto.
   *[other] Funziona una sola volta, per { $minutes } minuti.
} Non lo legga mai a nessuno, nemmeno a noi.
code-for = Per
code-for-reset = Reimpostare la password del suo account { $house }
code-for-registration = Usare questo indirizzo per recuperare l’accesso al suo account { $house }
code-not-you = Non l’ha richiesto lei?
code-not-you-reset = La sua password non è cambiata. Ignori questo messaggio. Se arriva di nuovo, contatti l’amministratore.
code-not-you-registration = Forse qualcuno ha sbagliato a scrivere un indirizzo. Ignori questo messaggio: senza il codice non succede nulla.
code-foot-reset = Questo messaggio è stato inviato a un indirizzo configurato per il suo account { $house }.
code-foot-registration = Questo messaggio è stato inviato all’indirizzo inserito nella pagina di { $house }.

changed-subject = La sua password { $house } è stata modificata
changed-title = La sua password è stata modificata
changed-lead = Se l’ha fatto lei, non deve fare altro.
changed-alert = Forse qualcun altro può accedere al posto suo. Contatti subito l’amministratore.
changed-foot = Inviato a tutti i contatti configurati per il suo account { $house }, perché nessuno possa modificare di nascosto la sua password.

code-used-subject = È stato usato un codice di recupero del suo account { $house }
code-used-title = È stato usato un codice di recupero
code-used-lead = Non funziona più. Se l’ha fatto lei, non deve fare altro; crei nuovi codici prima di usare l’ultimo.
code-used-last-lead = Non funziona più, ed era l’ultimo: acceda e crei nuovi codici. Se l’ha fatto lei, non deve fare altro.
code-used-alert = Qualcun altro ha uno dei suoi codici. Acceda, crei nuovi codici e contatti subito l’amministratore.
code-used-foot = Inviato a tutti i contatti configurati per il suo account { $house }, perché nessuno possa usare di nascosto i suoi codici.

unlocked-subject = Il suo account { $house } è stato sbloccato
unlocked-title = Il suo account è stato sbloccato
unlocked-lead = La sua password è la stessa di prima. Se l’ha fatto lei, non deve fare altro.
unlocked-alert = Forse qualcun altro sta cercando di entrare nel suo account. Contatti subito l’amministratore.
unlocked-foot = Inviato a tutti i contatti configurati per il suo account { $house }, perché nessuno possa sbloccarlo di nascosto.

administrator-subject = { $house }: reimpostata la password di un amministratore
administrator-title = La password di un amministratore è stata reimpostata
administrator-lead = Tutti gli altri amministratori ricevono questo avviso. Se ne è al corrente, non deve fare altro.
administrator-alert = Chieda a questo amministratore, con un mezzo diverso dall’email, se l’operazione è davvero sua.
administrator-foot = Riceve questo messaggio perché è amministratore di { $house }.

added-subject = Aggiunto un metodo per recuperare l’accesso al suo account { $house }
added-title = È stato aggiunto un metodo per recuperare l’accesso
added-lead = La aiuta a reimpostare la password quando l’ha dimenticata. Se l’ha fatto lei, non deve fare altro.
added-alert = Qualcun altro potrebbe usarlo per reimpostare la sua password. Contatti subito l’amministratore.

removed-subject = Rimosso un metodo per recuperare l’accesso al suo account { $house }
removed-title = È stato rimosso un metodo per recuperare l’accesso
removed-lead = Non si può più usare per reimpostare la sua password. Se l’ha fatto lei, non deve fare altro.
removed-alert = Forse qualcuno vuole impedirle di accedere. Contatti subito l’amministratore.

method-foot = Inviato ai contatti configurati per il suo account { $house }, perché nessuno possa modificarli di nascosto.

fact-line = { $name }: { $value }
fact-when = Quando
fact-device = Dispositivo
fact-network = Rete
fact-way = Metodo
fact-contact = Contatto
fact-codes-left = Codici rimasti
alert-title = Se non l’ha fatto lei, agisca subito

digest-subject = { $count ->
    [one] { $house }: 1 richiesta di aiuto per una password
   *[other] { $house }: { $count } richieste di aiuto per una password
}
digest-title = { $count ->
    [one] 1 richiesta di aiuto
   *[other] { $count } richieste di aiuto
}
digest-lead = Inviate dalla pagina “Contatti l’amministratore”. Lì chiunque può scrivere con qualsiasi nome: prima di aiutare, verifichi che sia davvero quella persona.
digest-user = ID utente
digest-reach = Come contattare la persona
digest-message = Messaggio
digest-shortened = (abbreviato)
digest-omitted = { $count ->
    [one] 1 altra richiesta arriverà con la prossima email.
   *[other] Altre { $count } richieste arriveranno con la prossima email.
}
digest-foot = Riceve questo messaggio perché aiuta le persone di { $house } a recuperare l’accesso al proprio account.

slot-authentication-phone = Cellulare
slot-mobile-phone = Cellulare della directory
slot-office-phone = Telefono dell’ufficio
slot-authentication-email = Email alternativa
slot-alternate-email = Email alternativa della directory
means-questions = Domande di sicurezza
means-authenticator-app = App di autenticazione
means-passkey = Passkey
means-recovery-codes = Codici di recupero

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre
