# Pagine degli amministratori: accedere con un’app di autenticazione, la panoramica e che cosa è successo.

admin-sign-in-title = Acceda come amministratore
admin-sign-in-lead = Dopo la password chiediamo il codice della sua app di autenticazione.
admin-sign-in-hint = Qui possono accedere solo amministratori con un’app di autenticazione.

second-factor-title = Inserisca il codice della sua app
second-factor-lead = Apra l’app di autenticazione. Mostra sei cifre per { $house }, nuove ogni 30 secondi.
second-factor-lost = Ha perso l’app? Chi gestisce questo servizio può dargliene una nuova.
second-factor-over = È passato troppo tempo. Acceda di nuovo.
second-factor-spent = Troppi codici sbagliati. Acceda di nuovo.
second-factor-empty = Inserisca le sei cifre della sua app
second-factor-malformed = Il codice ha sei cifre

admin-pages = Pagine degli amministratori
admin-pages-of-list = Altre righe
admin-overview-title = Panoramica
admin-resets-title = Reimpostazioni
admin-deliveries-title = Consegne
admin-dead-letters-title = Non consegnati

admin-overview-question = Le persone possono recuperare l’accesso, e ci sono riuscite?
admin-overview-lead = accesso effettuato come { $user }
admin-since = A partire da: <m></m>
admin-started = Iniziate
admin-started-meaning = reimpostazioni nelle ultime 24 ore
admin-completed = Con nuova password
admin-completed-meaning = di quelle iniziate
admin-stopped = Interrotte
admin-stopped-meaning = finite senza una nuova password
admin-no-resets = Nessuna reimpostazione nelle ultime 24 ore.
admin-under-way = { $count ->
    [0] In questo momento nessuno sta reimpostando la password.
    [one] In questo momento 1 persona sta reimpostando la password.
   *[other] In questo momento { $count } persone stanno reimpostando la password.
}
admin-see-resets = Vedi tutte le reimpostazioni
admin-reasons-title = { $count ->
    [0] Perché le reimpostazioni si sono interrotte
    [one] Perché 1 reimpostazione si è interrotta
   *[other] Perché { $count } reimpostazioni si sono interrotte
}
admin-reasons-lead = L’ultima cosa che le persone hanno visto.
admin-no-reasons = Nessuna si è interrotta.
admin-messages-title = Messaggi
admin-messages-lead = “Inviato” significa che un fornitore lo ha preso in carico.
admin-no-messages = Ancora nessun messaggio.
admin-care-title = Da tenere d’occhio
admin-nothing-waits = Nessun messaggio in attesa.
admin-oldest-waits = Il messaggio più vecchio è in attesa da { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] Nelle ultime 24 ore nessun messaggio è stato abbandonato.
    [one] Nelle ultime 24 ore 1 messaggio è stato abbandonato.
   *[other] Nelle ultime 24 ore { $count } messaggi sono stati abbandonati.
}
admin-see-dead-letters = Vedi i non consegnati

admin-resets-lead = Prima le più recenti. Una reimpostazione è conservata per un giorno dopo la fine.
admin-deliveries-lead = Prima le più recenti, conservate per 30 giorni. Si vede chi riceve un messaggio, mai il suo contatto.
admin-dead-letters-lead = Messaggi abbandonati, prima i più recenti, conservati per 90 giorni. Il contenuto resta sigillato.
admin-show = Mostra
admin-all = Tutti
admin-older = Precedenti
admin-newest = Più recenti
admin-nothing-found = Nulla corrisponde a ciò che ha chiesto.
admin-no-dead-letters = Nessun messaggio è stato abbandonato.
admin-nobody = Utente sconosciuto
admin-nobody-hint = Utente sconosciuto: l’ID utente inserito è sconosciuto, non abilitato o non registrato. Non viene conservato.
admin-help-desk = Help desk
admin-proofs = { $passed } di { $required }

admin-head-person = Chi
admin-head-status = Situazione
admin-head-reason = Perché si è interrotta
admin-head-proofs = Prove date
admin-head-started = Inizio
admin-head-touched = Ultimo passaggio
admin-head-channel = Canale
admin-head-state = Stato
admin-head-count = Numero
admin-head-share = Quota
admin-head-message = Messaggio
admin-head-provider = Fornitore
admin-head-asked = Richiesto
admin-head-updated = Ultima modifica
admin-head-because = Perché
admin-head-attempt = Tentativo
admin-head-buried = Abbandonato
admin-head-expires = Utile fino a

admin-status-proving = In corso
admin-status-changing = Modifica della password
admin-status-completed = Nuova password impostata
admin-status-closed = Interrotta

admin-reason-cancelled = Annullata
admin-reason-expired = Tempo scaduto
admin-reason-too-many-attempts = Troppi tentativi
admin-reason-superseded = Password o contatti cambiati nel frattempo
admin-reason-not-enabled = Non abilitato
admin-reason-not-registered = Non registrato
admin-reason-frozen = Reimpostazioni sospese

admin-channel-email = Email
admin-channel-sms = SMS
admin-channel-voice = Chiamata

admin-state-due = In attesa
admin-state-attempting = In invio
admin-state-sent = Inviato
admin-state-delivered = Consegnato
admin-state-refused = Rifiutato
admin-state-ambiguous = In dubbio
admin-state-expired = Arrivato troppo tardi

admin-purpose-reset-code = Codice per reimpostazione
admin-purpose-registration-code = Codice per registrazione
admin-purpose-password-changed = Password modificata
admin-purpose-method-added = Metodo aggiunto
admin-purpose-method-removed = Metodo rimosso
admin-purpose-help-digest = Richieste di aiuto

admin-kind-notice-email = Email
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Chiamata
admin-kind-event-delivery-changed = Novità di una consegna
admin-kind-event-call-changed = Novità di una chiamata
