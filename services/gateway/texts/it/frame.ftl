# Ciò che compare su ogni pagina. Marcatura solo con <b> e <a>; ciò che sostituisce { $variable } passa per l’escape.

language-name = Italiano
skip = Vai al contenuto
switch-language = Lingua: Italiano
help = Aiuto
contact-administrator = Contatti l’amministratore
contact-administrator-named = Contatti l’amministratore: { $name }
privacy = Privacy
sign-out = Esci
title-error = Errore: { $title }
title-house = { $title } – { $house }
there-is-a-problem = C’è un problema
step = Passaggio { $step } di 3
step-account = Il suo account
step-prove = Confermi la sua identità
step-password = Nuova password
next = Avanti
verify = verifica
finish = Fine
back = Indietro
start-again = Ricomincia
sign-in = Accedi
set-it-up-now = configura ora
text-me = ricevi SMS
call-me = ricevi chiamata

captcha-checking = Controllo automatico in corso. Nessun enigma da risolvere.
captcha-passed = Controllo automatico superato. Nessun enigma da risolvere.
captcha-finishing = Un momento: il controllo automatico sta per finire.
captcha-longer = In questo momento molte persone della sua rete stanno reimpostando la password, perciò il controllo automatico richiede un po’ più di tempo. Poi la pagina va avanti da sola.
captcha-failed = Il controllo automatico non è riuscito. Nuovo tentativo in corso.
captcha-needs-script = <b>Questa pagina richiede JavaScript.</b> Un controllo automatico tiene lontani i robot. Attivi JavaScript oppure <a>contatti l’amministratore</a>.

page-open-minutes = Tempo rimasto su questa pagina: { "{m}" } min { "{s}" } s.
page-open-seconds = Tempo rimasto su questa pagina: { "{s}" } s.
page-open-over = Il tempo è scaduto. Scelga “Fine” per vedere che cosa si può fare.
page-open = Tempo rimasto su questa pagina: { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minuti
}.
