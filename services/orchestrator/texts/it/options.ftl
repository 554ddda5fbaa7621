# Ciò che dice l’elenco di scelta di un client dell’API.
option-email-alternate = Ricevi un codice all’email alternativa
option-email-authentication = Ricevi un codice all’email alternativa
option-sms-mobile = Ricevi un SMS sul cellulare
option-sms-authentication = Ricevi un SMS sul cellulare
option-voice-mobile = Ricevi una chiamata sul cellulare
option-voice-authentication = Ricevi una chiamata sul cellulare
option-voice-office = Ricevi una chiamata sul telefono dell’ufficio
option-questions = Rispondi alle domande di sicurezza
option-authenticator-app = Inserisci un codice dell’app di autenticazione
option-passkey = Usa la passkey
option-recovery-code = Inserisci un codice di recupero

rule-min-length = Almeno { $limit } caratteri
rule-max-length = Al massimo { $limit } caratteri
rule-classes = Almeno { $limit } di questi tipi: lettere minuscole, lettere maiuscole, numeri, simboli
rule-not-user-id = Non contiene il suo ID utente né il suo nome
rule-not-banned = Non si basa sul nome della sua organizzazione né su altre parole note
rule-not-breached = Non è tra le password più usate
