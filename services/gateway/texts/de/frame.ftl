# Was auf jeder Seite steht. Auszeichnung nur mit <b> und <a>; was für { $variable } eingesetzt wird, ist maskiert.

language-name = Deutsch
skip = Zum Inhalt springen
switch-language = Sprache: Deutsch
help = Hilfe
contact-administrator = Administrator kontaktieren
contact-administrator-named = Administrator kontaktieren: { $name }
privacy = Datenschutz
sign-out = Abmelden
title-error = Fehler: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Es gibt ein Problem
step = Schritt { $step } von 3
step-account = Ihr Konto
step-prove = Zeigen Sie, dass Sie es sind
step-password = Neues Passwort
next = Weiter
verify = prüfen
finish = Fertigstellen
back = Zurück
start-again = Neu beginnen
sign-in = Anmelden
set-it-up-now = jetzt einrichten
text-me = SMS an mich
call-me = Anruf an mich

captcha-checking = Automatische Prüfung läuft. Kein Rätsel zu lösen.
captcha-passed = Automatische Prüfung bestanden. Kein Rätsel zu lösen.
captcha-finishing = Einen Moment: Die automatische Prüfung wird beendet.
captcha-longer = In Ihrem Netzwerk setzen gerade viele ihr Passwort zurück, darum dauert die automatische Prüfung etwas länger. Danach geht es von selbst weiter.
captcha-failed = Die automatische Prüfung ging nicht. Sie wird wiederholt.
captcha-needs-script = <b>Diese Seite braucht JavaScript.</b> Eine automatische Prüfung hält Roboter fern. Schalten Sie JavaScript ein, oder <a>kontaktieren Sie Ihren Administrator</a>.

page-open-minutes = Sie haben auf dieser Seite noch { "{m}" } min { "{s}" } s.
page-open-seconds = Sie haben auf dieser Seite noch { "{s}" } s.
page-open-over = Die Zeit ist um. Wählen Sie „Fertigstellen“, um zu sehen, wie es weitergeht.
page-open = Sie haben auf dieser Seite noch { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}.
