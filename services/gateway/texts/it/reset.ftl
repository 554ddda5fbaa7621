# La reimpostazione, pagina per pagina.

doors-title = Di che cosa ha bisogno?
doors-lead = Recuperi l’accesso al suo account, o si prepari per il giorno in cui servirà.
doors-reset = Ho dimenticato la password
doors-reset-note = Confermi la sua identità, poi ne scelga una nuova. Circa tre minuti.
doors-register = Riesco ancora ad accedere
doors-register-note = Configuri ora un telefono e un indirizzo email, per poter recuperare l’accesso in seguito.

who-title = Recuperi l’accesso al suo account
who-lead = Prima verifichiamo la sua identità. Poi sceglie una nuova password. Ci vogliono circa tre minuti.
who-user-id = ID utente
who-user-id-hint = Spesso è il suo indirizzo email di lavoro, come alice@contoso.example
who-unsure = <b>Non sa qual è il suo ID utente?</b> È il nome che inserisce per accedere al computer di lavoro.

choose-title = Che cosa può usare adesso?
choose-title-second = Usi anche un secondo metodo
choose-lead-second = La prima verifica è superata. Questo account ne richiede una seconda, diversa.
choose-which-number = Quale numero?
choose-which-address = Quale indirizzo?
choose-two-numbers = { $count ->
    [2] Due numeri
   *[other] { $count } numeri
}
choose-two-addresses = { $count ->
    [2] Due indirizzi
   *[other] { $count } indirizzi
}
choose-none = Non può usare nessuno di questi? <a>Contatti l’amministratore</a>
choose-questions = { $count ->
    [one] 1 domanda
   *[other] { $count } domande
}
choose-cancel = Annulla questa reimpostazione
choose-nothing-title = Non resta alcun metodo da usare
choose-nothing = Contatti l’amministratore, che può aiutarla a recuperare l’accesso.

way-email = Ricevi un codice all’email alternativa
way-sms = Ricevi un SMS sul cellulare
way-voice-mobile = Ricevi una chiamata sul cellulare
way-voice-office = Ricevi una chiamata sul telefono dell’ufficio
way-questions = Rispondi alle domande di sicurezza
way-app = Usa l’app di autenticazione
way-passkey = Usa la passkey
way-recovery-code = Usa un codice di recupero

mask-number = numero che termina con { $digits }
mask-address = indirizzo { $address }

number-title = Inserisca il numero completo
number-lead-sms = Inviamo un codice via SMS a <m></m>. Inserisca quel numero per intero, così solo lei può richiederlo.
number-lead-call = Chiamiamo <m></m>. Inserisca quel numero per intero, così solo lei può richiedere la chiamata.
number-label = Numero di telefono
number-hint = Con o senza il prefisso internazionale, come preferisce
number-hint-office = Con o senza il prefisso internazionale, e senza l’interno
number-next-sms = ricevi SMS
number-next-call = ricevi chiamata
another-way = Scegli un altro metodo

code-title-sms = Inserisca il codice ricevuto via SMS
code-title-email = Inserisca il codice ricevuto via email
code-title-voice = Risponda alla nostra chiamata e inserisca il codice
code-sent-to = Abbiamo inviato { $digits } cifre a <m></m>.
code-reference = Usi il messaggio che mostra <b>{ $reference }</b>. I codici precedenti non funzionano più.
code-label = Codice
code-again = Invia un nuovo codice
code-email-instead = Ricevi via email
code-patience = Può volerci qualche minuto. Usi il codice nel messaggio, non il numero da cui è arrivato.
code-patience-email = Può volerci qualche minuto. Guardi anche nella cartella spam.
code-nothing-arrives = Non arriva nulla se questo account non è abilitato o non è registrato, o se il numero è diverso. <a>Contatti l’amministratore</a>.
code-nothing-arrives-email = Non arriva nulla se questo account non è abilitato o non è registrato. <a>Contatti l’amministratore</a>.
code-new-in = · nuovo codice tra <b>{ $clock }</b>
code-again-open = Ora può richiedere un nuovo codice
code-no-tries-left = Non restano tentativi per questo codice. Ne richieda uno nuovo.

delivery-queued = In arrivo
delivery-sent = Inviato
delivery-delivered = Arrivato
delivery-delayed = Ci vuole più del solito
delivery-failed = Non è stato possibile consegnarlo. Scelga un altro metodo.

password-title = Scelga una nuova password
password-lead = Tre o quattro parole senza legame tra loro sono facili da ricordare e difficili da indovinare.
password-new = Nuova password
password-repeat = La inserisca di nuovo
password-differs = Non è la stessa password. La inserisca ancora una volta.
password-show = Mostra
password-hide = Nascondi
password-needs = Requisiti
password-changing = <b>Non siamo ancora certi che sia arrivata.</b> Inserisca di nuovo la stessa nuova password e scelga “Fine”. Nulla è andato perso.
password-rules-met = Regole rispettate: { "{met}" } su { "{all}" }
rule-min-length = Almeno { $limit } caratteri
rule-max-length = Al massimo { $limit } caratteri
rule-classes = { $limit } di questi tipi: lettere minuscole, lettere maiuscole, numeri, simboli
rule-not-user-id = Nessuna parte del suo nome o ID utente
rule-not-banned = Nessuna parola facile da indovinare
rule-not-breached = Non nota da una fuga di dati
rule-same = Inserita due volte uguale
rule-so-far = finora { "{n}" }
rule-later = Verificata quando sceglie “Fine”
verdict-met = Rispettata
verdict-broken = Non rispettata
verdict-open = Non ancora rispettata

done-title = La sua password è stata modificata
done-lead = Da ora la usi per accedere a { $house }. Abbiamo avvisato i suoi contatti, nel caso non l’abbia fatto lei.
done-keep-title = La aggiorni dove è salvata
done-keep = La posta sul telefono, il Wi-Fi e le cartelle di rete potrebbero usare ancora quella vecchia e bloccare il suo account.
done-trouble = Problemi ad accedere? Veda i <a>problemi comuni</a>.
done-not-you = Non l’ha fatto lei? <a>Contatti l’amministratore</a> subito.
done-codes-left = { $count ->
    [0] Ha usato il suo ultimo codice di recupero
    [one] Ha usato un codice di recupero: ne resta 1
   *[other] Ha usato un codice di recupero: ne restano { $count }
}
done-codes = Acceda e ne crei di nuovi prima di averne bisogno.

unlock-lead = Ricorda la password, ma troppi tentativi sbagliati hanno bloccato il suo account?
unlock = Mantieni la password e sblocca l’account

closed-cancelled-title = Ha annullato questa reimpostazione
closed-cancelled = Nulla è cambiato. La vecchia password funziona ancora.
closed-expired-title = Il tempo per questa reimpostazione è scaduto
closed-expired = Nulla è cambiato. La vecchia password funziona ancora. Può ricominciare.
closed-too-many-attempts-title = Troppi tentativi
closed-too-many-attempts = Per proteggere l’account abbiamo interrotto questa reimpostazione. Nulla è cambiato.
closed-guesses-open = Può riprovare a partire da: { $time }.
closed-superseded-title = Questa reimpostazione non è più aperta
closed-superseded = Nel frattempo la password o i contatti di questo account sono cambiati. Acceda con la password più recente, oppure ricominci.
closed-not-enabled-title = Qui non può reimpostare questa password
closed-not-enabled = Il suo account non è abilitato alla reimpostazione della password. L’amministratore può aiutarla.
closed-not-registered-title = Non ha ancora fatto la registrazione
closed-not-registered = Per questo account non è configurato nulla che possiamo usare, quindi non possiamo verificare la sua identità. L’amministratore può aiutarla.
closed-frozen-title = Le reimpostazioni di questo account sono sospese
closed-frozen = Qualcuno ha segnalato di non aver fatto una modifica. L’amministratore può riattivare le reimpostazioni.
closed-not-me-title = La chiamata è stata rifiutata
closed-not-me = Chi ha risposto ha premuto 9: “non l’ho chiesto io”. La sua password non è stata modificata. Se l’ha chiesto lei, ricominci.
closed-unlocked-title = Il suo account è sbloccato
closed-unlocked = La sua password è la stessa di prima. La usi per accedere.

lost-title = Questa pagina non è più aperta
lost = La reimpostazione è terminata, o questo browser non la ricorda. Nulla è cambiato. Ricominci.
