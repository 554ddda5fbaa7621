# Configurare ciò che non richiede un contatto: app di autenticazione, passkey, codici di recupero, domande; e confermare ciò che c’è.

set-up-name = Nome (facoltativo)
set-up-name-hint = Per distinguerla in seguito dalle altre: “Telefono di lavoro”
set-up-name-long = Il nome può avere al massimo 40 caratteri
set-up-start-anew = Ricomincia

new-app-title = Aggiunga un’app di autenticazione
new-app-lead = Prima installi un’app di autenticazione sul telefono. L’app mostra codici per recuperare l’accesso, anche senza rete.
show-app-title = Scansioni questo con la sua app
show-app-lead = Nell’app scelga di aggiungere un account e scansioni. Su questo dispositivo: <a>apra l’app</a>.
show-app-qr = Codice QR per l’app di autenticazione
show-app-secret = Oppure inserisca <b>{ $secret }</b>
show-app-code = Codice mostrato dall’app
show-app-once = Viene mostrato una sola volta. Se ricarica la pagina, deve ricominciare.
app-code-title = Inserisca il codice della nuova app
app-code-lead = L’account è già nell’app. Inserisca il codice che mostra ora.
app-code-empty = Inserisca le sei cifre mostrate dall’app

new-passkey-title = Aggiunga una passkey
new-passkey-lead = Con una passkey recupera l’accesso usando il volto, l’impronta o il PIN del dispositivo. Non c’è nulla da ricordare e nessuno può indovinarla.
make-passkey-title = Crei la sua passkey
make-passkey-lead = Ora il dispositivo le chiede conferma e conserva la passkey. Non vediamo mai il suo volto né la sua impronta.
make-passkey = crea una passkey
make-passkey-missing = Questo browser non può creare passkey. Scelga un altro metodo, o apra questa pagina sul telefono.
make-passkey-failed = Nessuna passkey è stata creata. Riprovi, o scelga un altro metodo.
make-passkey-known = Su questo dispositivo c’è già una delle sue passkey.
other-ways = Vedi tutti i metodi

new-codes-title = Codici di recupero
new-codes-lead = Dieci codici da stampare e conservare in un luogo sicuro. Con ognuno recupera l’accesso una volta, quando non ha altro a portata di mano.
new-codes-once = Li mostriamo una sola volta
new-codes-once-note = Tenga a portata di mano una stampante o una penna. Non li conservi insieme alla password.
new-codes-replaced = I vecchi codici non varranno più
new-codes-replaced-note = { $count ->
    [one] Le resta 1 codice. Smette di funzionare quando ne crea di nuovi.
   *[other] Le restano { $count } codici. Smettono di funzionare quando ne crea di nuovi.
}
new-codes-make = crea i codici
show-codes-title = I suoi dieci codici di recupero
show-codes-lead = Li stampi, li copi o li annoti ora. Non possiamo mostrarli di nuovo.
show-codes-from = Funzionano a partire da: { $time }.
show-codes-print = stampa
show-codes-copy = copia
show-codes-copied = copiati
show-codes-kept = Li ho conservati

set-questions-title = Scelga le sue domande
set-questions-lead = Risposte che solo lei conosce, e che conoscerà ancora tra un anno.
set-questions-replaced = Ciò che risponde qui sostituisce le vecchie risposte.
set-questions-question = Domanda { $number }
set-questions-answer = La sua risposta
set-questions-choose = Scelga una domanda
set-questions-none = Domanda { $number }: ne scelga una dall’elenco
set-questions-twice = Domanda { $number }: questa è già stata scelta
set-questions-empty = Domanda { $number }: inserisca la sua risposta
set-questions-length = Domanda { $number }: la risposta deve avere da 3 a 40 caratteri
set-questions-hint = Ognuna ha da 3 a 40 caratteri. Maiuscole e accenti non contano.
set-questions-save = Fine

sign-in-again-title = Acceda di nuovo prima di fare questa modifica
sign-in-again-lead = Il suo accesso risale a un po’ di tempo fa. Per proteggere il suo account, inserisca la password ancora una volta.

confirm-title = È ancora tutto giusto?
confirm-lead = Se dimentica la password, conferma la sua identità con questi metodi. È bene controllarli ogni tanto.
confirm-yes = sì, è giusto
confirm-change = modifica
info-confirm = <b>È ancora tutto giusto?</b> È bene controllare ogni tanto.

info-questions-count = { $count ->
    [one] 1 risposta
   *[other] { $count } risposte
}
info-codes-count = { $count ->
    [one] 1 codice rimasto
   *[other] { $count } codici rimasti
}
info-works-from = funziona a partire da: { $time }
info-until = funziona fino a: { $time }
info-change = Modifica
info-new-codes = Nuovi codici
info-another-authenticator-app = Aggiungi un’altra app di autenticazione
info-another-passkey = Aggiungi un’altra passkey
method-authenticator-app-note = Codici da un’app, anche senza rete
method-passkey-note = Il volto, l’impronta o il PIN del dispositivo
method-recovery-code-note = Dieci codici da stampare e conservare in un luogo sicuro
method-security-questions-note = Risposte che solo lei conosce

done-passkey = La prossima volta senza password: <a>acceda e aggiunga una passkey</a>.
