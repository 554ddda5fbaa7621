# Seiten für Administratoren: Anmeldung mit Authenticator-App, Übersicht, und was geschehen ist.

admin-sign-in-title = Als Administrator anmelden
admin-sign-in-lead = Nach Ihrem Passwort fragen wir nach dem Code Ihrer Authenticator-App.
admin-sign-in-hint = Hier melden sich nur Administratoren mit einer Authenticator-App an.

second-factor-title = Geben Sie den Code Ihrer App ein
second-factor-lead = Öffnen Sie Ihre Authenticator-App. Sie zeigt für { $house } sechs Ziffern, alle 30 Sekunden neue.
second-factor-lost = App verloren? Wer diesen Dienst betreibt, kann Ihnen eine neue geben.
second-factor-over = Das hat zu lange gedauert. Melden Sie sich noch einmal an.
second-factor-spent = Zu viele falsche Codes. Melden Sie sich noch einmal an.
second-factor-empty = Geben Sie die sechs Ziffern Ihrer App ein
second-factor-malformed = Der Code hat sechs Ziffern

admin-pages = Seiten für Administratoren
admin-pages-of-list = Weitere Zeilen
admin-overview-title = Übersicht
admin-resets-title = Zurücksetzungen
admin-deliveries-title = Zustellungen
admin-dead-letters-title = Unzustellbar

admin-overview-question = Kommen die Leute wieder hinein, und sind sie hineingekommen?
admin-overview-lead = angemeldet als { $user }
admin-since = Seit <m></m>
admin-started = Begonnen
admin-started-meaning = Zurücksetzungen in den letzten 24 Stunden
admin-completed = Neues Passwort
admin-completed-meaning = haben es von diesen gesetzt
admin-stopped = Abgebrochen
admin-stopped-meaning = endeten ohne neues Passwort
admin-no-resets = Keine Zurücksetzungen in den letzten 24 Stunden.
admin-under-way = { $count ->
    [0] Gerade setzt niemand ein Passwort zurück.
    [one] Gerade setzt 1 Person ihr Passwort zurück.
   *[other] Gerade setzen { $count } Personen ihr Passwort zurück.
}
admin-see-resets = Alle Zurücksetzungen ansehen
admin-reasons-title = { $count ->
    [0] Warum Zurücksetzungen endeten
    [one] Warum 1 Zurücksetzung endete
   *[other] Warum { $count } Zurücksetzungen endeten
}
admin-reasons-lead = Was die Leute zuletzt gesehen haben.
admin-no-reasons = Keine endete ohne Passwort.
admin-messages-title = Nachrichten
admin-messages-lead = Gesendet heißt, dass ein Anbieter sie übernommen hat.
admin-no-messages = Noch keine Nachrichten.
admin-care-title = Einen Blick wert
admin-nothing-waits = Keine Nachricht wartet.
admin-oldest-waits = Die älteste Nachricht wartet seit { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] In den letzten 24 Stunden wurde keine Nachricht aufgegeben.
    [one] In den letzten 24 Stunden wurde 1 Nachricht aufgegeben.
   *[other] In den letzten 24 Stunden wurden { $count } Nachrichten aufgegeben.
}
admin-see-dead-letters = Unzustellbare ansehen

admin-resets-lead = Die neuesten zuerst. Eine Zurücksetzung wird nach ihrem Ende einen Tag aufbewahrt.
admin-deliveries-lead = Die neuesten zuerst, 30 Tage aufbewahrt. Gezeigt wird, wer eine Nachricht bekommt, nie der Kontakt.
admin-dead-letters-lead = Nachrichten, die aufgegeben wurden, die neuesten zuerst, 90 Tage aufbewahrt. Ihr Inhalt bleibt versiegelt.
admin-show = Anzeigen
admin-all = Alle
admin-older = Ältere
admin-newest = Neueste
admin-nothing-found = Nichts passt zu dieser Auswahl.
admin-no-dead-letters = Keine Nachricht wurde aufgegeben.
admin-nobody = Unbekannt
admin-nobody-hint = Unbekannt: Die eingegebene Benutzerkennung ist unbekannt, nicht freigegeben oder nicht registriert. Sie wird nicht aufbewahrt.
admin-help-desk = Helpdesk
admin-proofs = { $passed } von { $required }

admin-head-person = Wer
admin-head-status = Stand
admin-head-reason = Warum sie endete
admin-head-proofs = Nachweise
admin-head-started = Begonnen
admin-head-touched = Letzter Schritt
admin-head-channel = Kanal
admin-head-state = Zustand
admin-head-count = Anzahl
admin-head-share = Anteil
admin-head-message = Nachricht
admin-head-provider = Anbieter
admin-head-asked = Angefordert
admin-head-updated = Letzte Änderung
admin-head-because = Warum
admin-head-attempt = Versuch
admin-head-buried = Aufgegeben
admin-head-expires = Brauchbar bis

admin-status-proving = Im Gang
admin-status-changing = Passwort wird geändert
admin-status-completed = Neues Passwort gesetzt
admin-status-closed = Beendet

admin-reason-cancelled = Abgebrochen
admin-reason-expired = Zeit war um
admin-reason-too-many-attempts = Zu viele Versuche
admin-reason-superseded = Passwort oder Kontakte inzwischen geändert
admin-reason-not-enabled = Nicht freigegeben
admin-reason-not-registered = Nicht registriert
admin-reason-frozen = Zurücksetzen ist gesperrt

admin-channel-email = E-Mail
admin-channel-sms = SMS
admin-channel-voice = Anruf

admin-state-due = Wartet
admin-state-attempting = Wird gesendet
admin-state-sent = Gesendet
admin-state-delivered = Angekommen
admin-state-refused = Abgelehnt
admin-state-ambiguous = Ungewiss
admin-state-expired = Kam zu spät

admin-purpose-reset-code = Code zum Zurücksetzen
admin-purpose-registration-code = Code zum Registrieren
admin-purpose-password-changed = Passwort wurde geändert
admin-purpose-method-added = Ein Weg kam hinzu
admin-purpose-method-removed = Ein Weg wurde entfernt
admin-purpose-help-digest = Hilfeanfragen

admin-kind-notice-email = E-Mail
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Anruf
admin-kind-event-delivery-changed = Neues von einer Zustellung
admin-kind-event-call-changed = Neues von einem Anruf
