# Strony dla administratorów: logowanie z aplikacją uwierzytelniającą, przegląd i to, co się działo.

admin-sign-in-title = Zaloguj się jako administrator
admin-sign-in-lead = Po haśle poprosimy o kod z aplikacji uwierzytelniającej.
admin-sign-in-hint = Mogą się tu zalogować tylko administratorzy z aplikacją uwierzytelniającą.

second-factor-title = Wpisz kod z aplikacji
second-factor-lead = Otwórz swoją aplikację uwierzytelniającą. Pokazuje ona dla konta { $house } sześć cyfr, co 30 sekund nowe.
second-factor-lost = Nie masz już aplikacji? Kto prowadzi tę usługę, może dać Ci nową.
second-factor-over = To trwało za długo. Zaloguj się ponownie.
second-factor-spent = Zbyt wiele błędnych kodów. Zaloguj się ponownie.
second-factor-empty = Wpisz sześć cyfr z aplikacji
second-factor-malformed = Kod ma sześć cyfr

admin-pages = Strony administratorów
admin-pages-of-list = Więcej wierszy
admin-overview-title = Przegląd
admin-resets-title = Resetowania
admin-deliveries-title = Wysyłki
admin-dead-letters-title = Niedoręczone

admin-overview-question = Czy ludzie mogą odzyskać dostęp i czy im się udało?
admin-overview-lead = zalogowano jako { $user }
admin-since = Od <m></m>
admin-started = Rozpoczęte
admin-started-meaning = resetowania z ostatnich 24 godzin
admin-completed = Nowe hasło
admin-completed-meaning = spośród rozpoczętych
admin-stopped = Przerwane
admin-stopped-meaning = skończyły się bez nowego hasła
admin-no-resets = Brak resetowań w ostatnich 24 godzinach.
admin-under-way = { $count ->
    [0] Nikt teraz nie resetuje hasła.
    [one] Teraz resetuje hasło 1 osoba.
    [few] Teraz resetują hasło { $count } osoby.
    [many] Teraz resetuje hasło { $count } osób.
   *[other] Teraz resetuje hasło { $count } osoby.
}
admin-see-resets = Zobacz wszystkie resetowania
admin-reasons-title = { $count ->
    [0] Dlaczego resetowania przerwano
    [one] Dlaczego przerwano 1 resetowanie
    [few] Dlaczego przerwano { $count } resetowania
    [many] Dlaczego przerwano { $count } resetowań
   *[other] Dlaczego przerwano { $count } resetowania
}
admin-reasons-lead = Co ludzie widzieli na końcu.
admin-no-reasons = Żadnego nie przerwano.
admin-messages-title = Wiadomości
admin-messages-lead = Wysłano oznacza, że dostawca przejął wiadomość.
admin-no-messages = Nie ma jeszcze wiadomości.
admin-care-title = Warto sprawdzić
admin-nothing-waits = Żadna wiadomość nie czeka.
admin-oldest-waits = Najstarsza wiadomość czeka już { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] W ostatnich 24 godzinach nie porzucono żadnej wiadomości.
    [one] W ostatnich 24 godzinach porzucono 1 wiadomość.
    [few] W ostatnich 24 godzinach porzucono { $count } wiadomości.
    [many] W ostatnich 24 godzinach porzucono { $count } wiadomości.
   *[other] W ostatnich 24 godzinach porzucono { $count } wiadomości.
}
admin-see-dead-letters = Zobacz niedoręczone

admin-resets-lead = Najpierw najnowsze. Resetowanie przechowujemy przez dzień od jego końca.
admin-deliveries-lead = Najpierw najnowsze, przechowywane 30 dni. Widać, kto dostaje wiadomość, ale nigdy jego kontakt.
admin-dead-letters-lead = Porzucone wiadomości, najpierw najnowsze, przechowywane 90 dni. Ich treść pozostaje zaszyfrowana.
admin-show = Pokaż
admin-all = Wszystkie
admin-older = Starsze
admin-newest = Najnowsze
admin-nothing-found = Nic nie pasuje do tego wyboru.
admin-no-dead-letters = Nie porzucono żadnej wiadomości.
admin-nobody = Nieznany użytkownik
admin-nobody-hint = Nieznany użytkownik: wpisana nazwa użytkownika jest nieznana, nie ma włączonego resetowania hasła albo nie jest zarejestrowana. Nie przechowujemy jej.
admin-help-desk = Helpdesk
admin-proofs = { $passed } z { $required }

admin-head-person = Kto
admin-head-status = Status
admin-head-reason = Dlaczego przerwano
admin-head-proofs = Potwierdzenia
admin-head-started = Rozpoczęto
admin-head-touched = Ostatni krok
admin-head-channel = Kanał
admin-head-state = Stan
admin-head-count = Liczba
admin-head-share = Udział
admin-head-message = Wiadomość
admin-head-provider = Dostawca
admin-head-asked = Zlecono
admin-head-updated = Ostatnia zmiana
admin-head-because = Dlaczego
admin-head-attempt = Próba
admin-head-buried = Porzucono
admin-head-expires = Przydatna do

admin-status-proving = W toku
admin-status-changing = Zmiana hasła
admin-status-completed = Ustawiono nowe hasło
admin-status-closed = Przerwano

admin-reason-cancelled = Anulowano
admin-reason-expired = Minął czas
admin-reason-too-many-attempts = Zbyt wiele prób
admin-reason-superseded = Hasło lub kontakty zmieniły się w międzyczasie
admin-reason-not-enabled = Niewłączone
admin-reason-not-registered = Niezarejestrowane
admin-reason-frozen = Resetowanie jest wstrzymane

admin-channel-email = E-mail
admin-channel-sms = SMS
admin-channel-voice = Połączenie

admin-state-due = Czeka
admin-state-attempting = Wysyłanie
admin-state-sent = Wysłano
admin-state-delivered = Dostarczono
admin-state-refused = Odrzucono
admin-state-ambiguous = Niepewne
admin-state-expired = Za późno

admin-purpose-reset-code = Kod do resetowania
admin-purpose-registration-code = Kod do rejestracji
admin-purpose-password-changed = Zmieniono hasło
admin-purpose-method-added = Dodano sposób
admin-purpose-method-removed = Usunięto sposób
admin-purpose-help-digest = Prośby o pomoc

admin-kind-notice-email = E-mail
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Połączenie
admin-kind-event-delivery-changed = Wieści o wysyłce
admin-kind-event-call-changed = Wieści o połączeniu
