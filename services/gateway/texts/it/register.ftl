# Registrazione: accedere, che cosa è configurato, aggiungere e rimuovere metodi per recuperare l’accesso.

register-title = Acceda per configurare metodi di recupero
register-lead = Usi la password che funziona oggi. Poi aggiunge un telefono o un indirizzo email.
register-user-id = ID utente
register-password = Password
register-forgot = Ha dimenticato la password?
register-no-access = Non riesce ad accedere al suo account?

info-title = Metodi per recuperare l’accesso
info-lead = { $required ->
    [1] Se dimentica la password, conferma la sua identità con uno di questi.
   *[other] Se dimentica la password, conferma la sua identità con { $required } metodi diversi di questo elenco.
}
info-missing-title = Non può ancora reimpostare la password
info-missing = { $needed ->
    [1] Configuri uno dei metodi qui sotto finché può ancora accedere.
   *[other] Configuri { $needed } metodi diversi tra quelli qui sotto finché può ancora accedere.
}
info-more-title = Serve un altro metodo
info-more = { $needed ->
    [1] Configuri un altro dei metodi qui sotto finché può ancora accedere.
   *[other] Configuri altri { $needed } dei metodi qui sotto finché può ancora accedere.
}
info-backup-title = Aggiunga una riserva finché può
info-backup = Senza ciò che ha ora a portata di mano, non potrebbe recuperare l’accesso.
info-backup-phones = Tutti i suoi metodi sono telefoni. Senza uno di questi a portata di mano, non potrebbe recuperare l’accesso.
info-backup-emails = Tutti i suoi metodi sono indirizzi email. Se non potesse aprirli, non potrebbe recuperare l’accesso.
info-ready-title = È tutto pronto
info-ready = Può reimpostare la password in autonomia ogni volta che serve.
info-set-up = Già configurati
info-not-set-up = Non ancora configurati
info-verified-on = verifica: <m></m>
info-not-verified = ancora da verificare
info-from-administrator = dall’amministratore
info-managed = A cura dell’amministratore
info-remove = Rimuovi
info-best-backup = Riserva migliore

slot-authentication-phone = Cellulare
slot-mobile-phone = Cellulare della directory
slot-office-phone = Telefono dell’ufficio
slot-authentication-email = Email alternativa
slot-alternate-email = Email alternativa della directory
slot-authentication-phone-note = Inviamo un codice via SMS
slot-mobile-phone-note = Inviamo un codice via SMS
slot-office-phone-note = Solo chiamate
slot-authentication-email-note = Un indirizzo privato che può aprire senza questa password
slot-alternate-email-note = Un indirizzo privato che può aprire senza questa password

phone-title = Aggiunga il suo cellulare
phone-lead = Inviamo un codice per verificare che sia suo. Potrebbero essere applicati i costi del suo operatore.
phone-country = Paese o regione
phone-number = Numero di telefono
phone-number-hint = Come lo compone di solito
phone-how = Come vuole ricevere il codice?
phone-use = Usiamo questo numero per verificare la sua identità e per avvisarla delle modifiche.
phone-lost = Ho perso il vecchio telefono
lost-hint = Il vecchio contatto smette subito di funzionare. Il nuovo forse deve aspettare: in tal caso le diciamo da quando funziona.

email-title = Aggiunga la sua email alternativa
email-lead = Inviamo un codice per verificare che sia sua.
email-label = Indirizzo email
email-hint = Ne usi uno che può aprire senza questa password
email-send = ricevi email
email-use = Usiamo questo indirizzo per verificare la sua identità e per avvisarla delle modifiche.
email-lost = Non riesco più ad aprire il vecchio indirizzo

verify-wrong-contact-phone = Numero sbagliato? <a>Lo inserisca di nuovo</a>
verify-wrong-contact-email = Indirizzo sbagliato? <a>Lo inserisca di nuovo</a>
verify-failed = Non è stato possibile consegnarlo. Controlli ciò che ha digitato o scelga un altro metodo.

thanks-title = Grazie, ha funzionato
thanks-ready = Se dimentica la password, ora può recuperare l’accesso in autonomia.
thanks-more = Serve un altro metodo prima di poter reimpostare la password in autonomia.
thanks-backup-title = Registri anche una riserva
thanks-backup = Un telefono si perde, un indirizzo email viene chiuso. Con due metodi diversi gliene resta sempre uno.
thanks-finish = Fine
thanks-overview = Vedi tutti i metodi

not-enabled-title = La reimpostazione della password non è abilitata per lei
not-enabled = Il suo account non è abilitato alla reimpostazione della password, quindi non c’è nulla da configurare. L’amministratore può cambiarlo.

remove-title = Rimuovere questo metodo?
remove-lead = { $slot }, <m></m>
remove-warning-title = Non potrà più usarlo per recuperare l’accesso
remove-warning = Può aggiungerlo di nuovo finché riesce ad accedere. Avvisiamo gli altri suoi contatti.
remove-do = Rimuovi
remove-keep = Mantieni

method-email = Email
method-mobile-phone = Cellulare
method-office-phone = Telefono dell’ufficio
method-security-questions = Domande di sicurezza
method-authenticator-app = App di autenticazione
method-passkey = Passkey
method-recovery-code = Codici di recupero
