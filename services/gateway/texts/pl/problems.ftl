# Zdanie dla każdego kodu błędu, takie, jakie czytają ludzie; nazwy to `problem-` i kod.

problem-malformed-body = Dane nie dotarły tak, jak trzeba. Spróbuj ponownie.
problem-invalid-field = W jednym z pól jest coś, czego nie możemy przyjąć.
problem-user-id-invalid = Wpisz nazwę użytkownika tak jak przy logowaniu, na przykład nazwa@firma.pl
problem-captcha-invalid = Automatyczna kontrola musi się powtórzyć. To chwilę potrwa; potem naciśnij przycisk jeszcze raz.
problem-phone-number-invalid = To nie jest pełny numer telefonu. Wpisz wszystkie cyfry.
problem-phone-number-ends-differently = Ten numer nie kończy się cyframi pokazanymi poniżej. Wpisz cały numer, który się nimi kończy.
problem-phone-number-differs = To nie jest zarejestrowany numer
problem-phone-number-required = Najpierw wpisz cały numer telefonu
problem-phone-number-refused = Na taki numer nie można wysyłać kodów. Użyj telefonu komórkowego.
problem-country-not-allowed = Nie wysyłamy kodów na numery z tego kraju
problem-email-invalid = Wpisz cały adres e-mail, na przykład nazwa@mail.example
problem-email-own = Użyj adresu, który możesz otworzyć bez tego hasła
problem-channel-not-available = Tego sposobu nie można użyć dla tego kontaktu
problem-option-unknown = Wybierz jeden ze sposobów z listy
problem-code-malformed = Kod składa się tylko z cyfr. Wpisz cyfry z wiadomości.
problem-answer-not-asked = Potrzebujemy czegoś innego. Załaduj stronę ponownie.
problem-answer-too-short = Odpowiedź ma od 3 do 40 znaków
problem-answers-alike = Każde pytanie wymaga osobnej odpowiedzi
problem-question-unknown = Tego pytania nie ma do wyboru. Wybierz pytanie z listy.
problem-question-count = Odpowiedz na każde pytanie, i na każde raz
problem-wrong-code = { $left ->
    [0] Ten kod się nie zgadza. Poproś o nowy.
    [one] Ten kod się nie zgadza. Masz jeszcze 1 próbę.
    [few] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
    [many] Ten kod się nie zgadza. Masz jeszcze { $left } prób.
   *[other] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
}
problem-wrong-code-plain = Ten kod się nie zgadza
problem-proof-wrong-code = { $left ->
    [0] Ten kod się nie zgadza. Wybierz inny sposób.
    [one] Ten kod się nie zgadza. Masz jeszcze 1 próbę.
    [few] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
    [many] Ten kod się nie zgadza. Masz jeszcze { $left } prób.
   *[other] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
}
problem-proof-wrong-code-plain = To się nie zgadza
problem-proof-challenge-over = Tego sposobu nie można już tutaj użyć. Wybierz go jeszcze raz albo wybierz inny.
problem-app-code-malformed = Kod ma sześć cyfr
problem-recovery-code-code-malformed = Kod odzyskiwania ma 16 liter i cyfr
problem-questions-wrong-code = { $left ->
    [0] To się nie zgadza. Wybierz inny sposób.
    [one] To się nie zgadza. Masz jeszcze 1 próbę. Teraz zadamy inne pytania.
    [few] To się nie zgadza. Masz jeszcze { $left } próby. Teraz zadamy inne pytania.
    [many] To się nie zgadza. Masz jeszcze { $left } prób. Teraz zadamy inne pytania.
   *[other] To się nie zgadza. Masz jeszcze { $left } próby. Teraz zadamy inne pytania.
}
problem-same-questions-wrong-code = { $left ->
    [0] To się nie zgadza. Wybierz inny sposób.
    [one] To się nie zgadza. Masz jeszcze 1 próbę.
    [few] To się nie zgadza. Masz jeszcze { $left } próby.
    [many] To się nie zgadza. Masz jeszcze { $left } prób.
   *[other] To się nie zgadza. Masz jeszcze { $left } próby.
}
problem-passkey-wrong-code = Ten klucz dostępu nie należy do tego konta. Użyj innego albo wybierz inny sposób.
problem-passkey-wrong-code-plain = Ten klucz dostępu nie należy do tego konta. Użyj innego albo wybierz inny sposób.
problem-passkey-invalid-field = Nie użyto klucza dostępu. Spróbuj ponownie albo wybierz inny sposób.
problem-passkey-malformed-body = Nie użyto klucza dostępu. Spróbuj ponownie albo wybierz inny sposób.
problem-call-cooldown-running = Przed chwilą dzwoniliśmy. Za { $wait } możesz poprosić o nowe połączenie.
problem-call-cooldown-running-plain = Przed chwilą dzwoniliśmy. Poczekaj trochę, zanim poprosisz o nowe połączenie.
problem-call-challenge-over = To połączenie się skończyło. Spróbuj ponownie albo wybierz inny sposób.
problem-set-up-wrong-code = { $left ->
    [0] Ten kod się nie zgadza. Zacznij od nowa.
    [one] Ten kod się nie zgadza. Masz jeszcze 1 próbę.
    [few] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
    [many] Ten kod się nie zgadza. Masz jeszcze { $left } prób.
   *[other] Ten kod się nie zgadza. Masz jeszcze { $left } próby.
}
problem-set-up-wrong-code-plain = Ten kod się nie zgadza
problem-set-up-code-malformed = Kod ma sześć cyfr
problem-set-up-challenge-over = To trwało za długo. Zacznij od nowa.
problem-set-up-not-found = To trwało za długo. Zacznij od nowa.
problem-new-passkey-wrong-code = Klucz dostępu nie został przyjęty. Zacznij od nowa.
problem-new-passkey-wrong-code-plain = Klucz dostępu nie został przyjęty. Zacznij od nowa.
problem-new-passkey-challenge-over = To trwało za długo. Zacznij od nowa.
problem-new-passkey-not-found = To trwało za długo. Zacznij od nowa.
problem-password-rejected = Hasło nie spełnia wszystkich wymagań
problem-sign-in-failed = Nazwa użytkownika lub hasło się nie zgadza
problem-token-invalid = Ta strona nie jest już aktywna. Zacznij od nowa.
problem-forbidden = To nie jest dozwolone
problem-fresh-sign-in-required = Zaloguj się ponownie, zanim to zmienisz
problem-csrf-failed = Ten formularz przyszedł skądinąd albo jest za stary. Załaduj stronę ponownie.
problem-not-found = Nic tu nie ma
problem-method-not-allowed = Ten adres tak nie odpowiada
problem-challenge-over = Tego kodu nie można już użyć. Poproś o nowy.
problem-reset-over = To resetowanie się skończyło. Zacznij od nowa.
problem-not-verified = Najpierw potwierdź, że to Ty
problem-different-password = Trwa jeszcze zmiana na inne hasło. Wpisz to samo hasło co wcześniej.
problem-already-registered = To jest już ustawione
problem-not-locked = To konto nie jest zablokowane. Zaloguj się albo wybierz nowe hasło.
problem-too-many-methods = Masz ich już tyle, ile możesz mieć. Najpierw usuń jeden.
problem-body-too-large = To jest za długie
problem-unsupported-media-type = Dane nie dotarły tak, jak trzeba. Spróbuj ponownie.
problem-wrong-host = Ten serwer nie odpowiada pod tym adresem
problem-too-many-requests = Zbyt wiele prób. Spróbuj ponownie za { $wait }.
problem-too-many-requests-plain = Zbyt wiele prób. Poczekaj chwilę i spróbuj ponownie.
problem-cooldown-running = Przed chwilą wysłaliśmy wiadomość. Za { $wait } możesz poprosić o nową.
problem-cooldown-running-plain = Przed chwilą wysłaliśmy wiadomość. Poczekaj trochę, zanim poprosisz o nową.
problem-calls-stopped = Połączenia są wstrzymane na jeden dzień, bo dwa z nich odrzucono. Wybierz inny sposób.
problem-internal-error = Coś poszło nie tak po naszej stronie. Twoje stare hasło nadal działa.
problem-directory-unavailable = Katalog organizacji { $house } nie odpowiada. Twoje stare hasło nadal działa. Spróbuj ponownie za minutę.
problem-unavailable = Ta usługa nie może teraz odpowiedzieć. Nic nie przepadło. Spróbuj ponownie za minutę.

wait-seconds = { $count ->
    [one] 1 sekundę
    [few] { $count } sekundy
    [many] { $count } sekund
   *[other] { $count } sekundy
}
wait-minutes = { $count ->
    [one] 1 minutę
    [few] { $count } minuty
    [many] { $count } minut
   *[other] { $count } minuty
}
wait-hours = { $count ->
    [one] 1 godzinę
    [few] { $count } godziny
    [many] { $count } godzin
   *[other] { $count } godziny
}

field-empty-user-id = Wpisz nazwę użytkownika
field-empty-password = Wpisz hasło
field-empty-code = Wpisz kod z wiadomości
field-empty-phone-number = Wpisz numer telefonu
field-empty-email = Wpisz adres e-mail
field-empty-reach-me = Napisz, jak możemy się z Tobą skontaktować
field-empty-message = Napisz, co nie działa
field-empty-option = Wybierz jeden ze sposobów

error-not-found-title = Nic tu nie ma
error-not-found = Może w adresie jest literówka albo tej strony już nie ma.
error-forbidden-title = To nie jest dozwolone
error-forbidden = Nie możesz otworzyć tej strony.
error-csrf-title = Ten formularz jest za stary
error-csrf = Przyszedł z innego okna albo pliki cookie są wyłączone. Nic się nie zmieniło. Wróć, załaduj stronę ponownie i spróbuj jeszcze raz.
error-too-many-title = Zbyt wiele prób
error-too-many = Aby chronić konto przed obcymi, czekamy chwilę. Spróbuj ponownie za { $wait }. Nic się nie zmieniło.
error-too-many-plain = Aby chronić konto przed obcymi, czekamy chwilę. Spróbuj ponownie później. Nic się nie zmieniło.
error-unavailable-title = Nie możemy teraz odpowiedzieć
error-unavailable = Twoje stare hasło nadal działa i nic nie przepadło. Spróbuj ponownie za minutę.
error-internal-title = Coś poszło nie tak po naszej stronie
error-internal = Twoje stare hasło nadal działa. Spróbuj ponownie za minutę; jeśli to się powtórzy, powiedz o tym administratorowi.
error-request-title = To się nie udało
error-wrong-host-title = Zły adres
error-wrong-host = Ten serwer nie odpowiada pod tym adresem. Użyj linku od swojej organizacji.
error-try-again = Spróbuj ponownie
error-request-id = Numer dla administratora: { $id }
