# Pagina’s voor beheerders: inloggen met een authenticator-app, het overzicht, en wat er is gebeurd.

admin-sign-in-title = Inloggen als beheerder
admin-sign-in-lead = Na uw wachtwoord vragen we om de code uit uw authenticator-app.
admin-sign-in-hint = Alleen beheerders met een authenticator-app kunnen hier inloggen.

second-factor-title = Typ de code uit uw app
second-factor-lead = Open uw authenticator-app. Die toont zes cijfers voor { $house }, elke 30 seconden nieuwe.
second-factor-lost = Bent u de app kwijt? Wie deze dienst verzorgt, kan u een nieuwe geven.
second-factor-over = Dat duurde te lang. Log opnieuw in.
second-factor-spent = Te veel verkeerde codes. Log opnieuw in.
second-factor-empty = Typ de zes cijfers uit uw app
second-factor-malformed = De code heeft zes cijfers

admin-pages = Pagina’s voor beheerders
admin-pages-of-list = Meer rijen
admin-overview-title = Overzicht
admin-resets-title = Resets
admin-deliveries-title = Bezorgingen
admin-dead-letters-title = Onbestelbaar

admin-overview-question = Kunnen mensen weer in hun account komen, en is het gelukt?
admin-overview-lead = ingelogd als { $user }
admin-since = Sinds <m></m>
admin-started = Begonnen
admin-started-meaning = resets in de afgelopen 24 uur
admin-completed = Nieuw wachtwoord
admin-completed-meaning = van degenen die begonnen
admin-stopped = Gestopt
admin-stopped-meaning = eindigden zonder nieuw wachtwoord
admin-no-resets = Geen resets in de afgelopen 24 uur.
admin-under-way = { $count ->
    [0] Er is nu niemand bezig met een reset.
    [one] Er is nu 1 persoon bezig met een reset.
   *[other] Er zijn nu { $count } personen bezig met een reset.
}
admin-see-resets = Alle resets bekijken
admin-reasons-title = { $count ->
    [0] Waarom resets stopten
    [one] Waarom 1 reset stopte
   *[other] Waarom { $count } resets stopten
}
admin-reasons-lead = Wat mensen als laatste zagen.
admin-no-reasons = Er is geen reset gestopt.
admin-messages-title = Berichten
admin-messages-lead = Verstuurd betekent dat een provider het bericht heeft overgenomen.
admin-no-messages = Nog geen berichten.
admin-care-title = Het bekijken waard
admin-nothing-waits = Er wacht geen bericht.
admin-oldest-waits = Het oudste bericht wacht al { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] In de afgelopen 24 uur is geen bericht opgegeven.
    [one] In de afgelopen 24 uur is 1 bericht opgegeven.
   *[other] In de afgelopen 24 uur zijn { $count } berichten opgegeven.
}
admin-see-dead-letters = Onbestelbare berichten bekijken

admin-resets-lead = Nieuwste eerst. Een reset wordt na afloop één dag bewaard.
admin-deliveries-lead = Nieuwste eerst, 30 dagen bewaard. U ziet wie een bericht krijgt, maar nooit het adres of nummer.
admin-dead-letters-lead = Berichten die zijn opgegeven, nieuwste eerst, 90 dagen bewaard. De inhoud blijft verzegeld.
admin-show = Tonen
admin-all = Alle
admin-older = Ouder
admin-newest = Nieuwste
admin-nothing-found = Niets past bij wat u zoekt.
admin-no-dead-letters = Er is geen bericht opgegeven.
admin-nobody = Onbekend
admin-nobody-hint = Onbekend: de getypte gebruikersnaam is onbekend, niet ingeschakeld of niet geregistreerd. De naam wordt niet bewaard.
admin-help-desk = Helpdesk
admin-proofs = { $passed } van { $required }

admin-head-person = Wie
admin-head-status = Status
admin-head-reason = Waarom gestopt
admin-head-proofs = Controles
admin-head-started = Begonnen
admin-head-touched = Laatste stap
admin-head-channel = Kanaal
admin-head-state = Toestand
admin-head-count = Aantal
admin-head-share = Aandeel
admin-head-message = Bericht
admin-head-provider = Provider
admin-head-asked = Aangevraagd
admin-head-updated = Laatste wijziging
admin-head-because = Waarom
admin-head-attempt = Poging
admin-head-buried = Opgegeven
admin-head-expires = Bruikbaar tot

admin-status-proving = Bezig
admin-status-changing = Wachtwoord wordt gewijzigd
admin-status-completed = Nieuw wachtwoord ingesteld
admin-status-closed = Gestopt

admin-reason-cancelled = Afgebroken
admin-reason-expired = Tijd was om
admin-reason-too-many-attempts = Te veel pogingen
admin-reason-superseded = Wachtwoord of contactgegevens intussen gewijzigd
admin-reason-not-enabled = Niet ingeschakeld
admin-reason-not-registered = Niet geregistreerd
admin-reason-frozen = Resets zijn geblokkeerd

admin-channel-email = E-mail
admin-channel-sms = Sms
admin-channel-voice = Telefoontje

admin-state-due = Wacht
admin-state-attempting = Wordt verstuurd
admin-state-sent = Verstuurd
admin-state-delivered = Aangekomen
admin-state-refused = Geweigerd
admin-state-ambiguous = Onzeker
admin-state-expired = Kwam te laat

admin-purpose-reset-code = Code voor een reset
admin-purpose-registration-code = Code voor een registratie
admin-purpose-password-changed = Wachtwoord is gewijzigd
admin-purpose-method-added = Er is een manier toegevoegd
admin-purpose-method-removed = Er is een manier verwijderd
admin-purpose-help-digest = Vragen om hulp

admin-kind-notice-email = E-mail
admin-kind-notice-sms = Sms
admin-kind-notice-voice = Telefoontje
admin-kind-event-delivery-changed = Nieuws over een bezorging
admin-kind-event-call-changed = Nieuws over een telefoontje
