# E-maile. Bez znaczników: to, co zostaje wstawione za { $variable }, jest w HTML zabezpieczane.

mail-contact = Skontaktuj się z administratorem
mail-contact-named = Skontaktuj się z administratorem: { $name }
mail-no-answer = Nie odpowiadaj na tę wiadomość.
mail-never-ask = Nigdy nie pytamy o hasło ani o kod.

code-subject = Twój kod do konta { $house }, { $reference }
code-preview = Wpisz go na stronie, która pokazuje { $reference }.
code-title = Twój kod
code-lead = Wpisz go na stronie, na której o niego prosisz. Strona pokazuje te same trzy litery.
code-copy = Kod:
code-letters = Litery:
code-lifetime = { $minutes ->
    [one] Kod działa raz, przez 1 minutę.
    [few] Kod działa raz, przez { $minutes } minuty.
    [many] Kod działa raz, przez { $minutes } minut.
   *[other] Kod działa raz, przez { $minutes } minuty.
} Nie czytaj go nikomu, nawet nam.
code-for = Do czego
code-for-reset = Resetowanie hasła do Twojego konta { $house }
code-for-registration = Dodanie tego adresu jako sposobu odzyskania dostępu do konta { $house }
code-not-you = To nie Ty?
code-not-you-reset = Twoje hasło się nie zmieniło. Zignoruj tę wiadomość. Jeśli przyjdzie znowu, skontaktuj się z administratorem.
code-not-you-registration = Może ktoś pomylił adres. Zignoruj tę wiadomość: bez kodu nic się nie stanie.
code-foot-reset = Ta wiadomość została wysłana na adres ustawiony dla Twojego konta { $house }.
code-foot-registration = Ta wiadomość została wysłana na adres wpisany na stronie { $house }.

changed-subject = Hasło do Twojego konta { $house } zostało zmienione
changed-title = Twoje hasło zostało zmienione
changed-lead = Jeśli to Ty, nie musisz nic robić.
changed-alert = Ktoś inny może teraz mieć dostęp do Twojego konta. Od razu skontaktuj się z administratorem.
changed-foot = Wysłano na wszystkie kontakty ustawione dla Twojego konta { $house }, aby nikt nie mógł potajemnie zmienić Twojego hasła.

code-used-subject = Użyto kodu odzyskiwania Twojego konta { $house }
code-used-title = Użyto kodu odzyskiwania
code-used-lead = Ten kod już nie zadziała. Jeśli to Ty, nie musisz nic robić; utwórz nowe kody, zanim skończy się ostatni.
code-used-last-lead = Ten kod już nie zadziała i był ostatni: zaloguj się i utwórz nowe. Jeśli to Ty, nie musisz robić nic więcej.
code-used-alert = Ktoś inny ma jeden z Twoich kodów. Zaloguj się, utwórz nowe i od razu skontaktuj się z administratorem.
code-used-foot = Wysłano na wszystkie kontakty ustawione dla Twojego konta { $house }, aby nikt nie mógł potajemnie użyć Twoich kodów.

unlocked-subject = Twoje konto { $house } zostało odblokowane
unlocked-title = Twoje konto zostało odblokowane
unlocked-lead = Twoje hasło jest takie samo jak wcześniej. Jeśli to Ty, nie musisz nic robić.
unlocked-alert = Może ktoś inny próbuje dostać się na Twoje konto. Od razu skontaktuj się z administratorem.
unlocked-foot = Wysłano na wszystkie kontakty ustawione dla Twojego konta { $house }, aby nikt nie mógł go potajemnie odblokować.

administrator-subject = { $house }: zresetowano hasło administratora
administrator-title = Zresetowano hasło administratora
administrator-lead = Dowiadują się o tym wszyscy inni administratorzy. Jeśli o tym wiesz, nie musisz nic robić.
administrator-alert = Zapytaj tego administratora inaczej niż e-mailem, czy to na pewno on.
administrator-foot = Dostajesz tę wiadomość, bo masz rolę administratora { $house }.

added-subject = Dodano sposób odzyskania dostępu do Twojego konta { $house }
added-title = Dodano sposób odzyskania dostępu
added-lead = Pomoże Ci zresetować hasło, gdy go zapomnisz. Jeśli to Ty, nie musisz nic robić.
added-alert = Ktoś inny mógłby w ten sposób zresetować Twoje hasło. Od razu skontaktuj się z administratorem.

removed-subject = Usunięto sposób odzyskania dostępu do Twojego konta { $house }
removed-title = Usunięto sposób odzyskania dostępu
removed-lead = Nie można już w ten sposób zresetować Twojego hasła. Jeśli to Ty, nie musisz nic robić.
removed-alert = Może ktoś próbuje odciąć Ci dostęp do konta. Od razu skontaktuj się z administratorem.

method-foot = Wysłano na kontakty ustawione dla Twojego konta { $house }, aby nikt nie mógł ich potajemnie zmienić.

fact-line = { $name }: { $value }
fact-when = Kiedy
fact-device = Urządzenie
fact-network = Sieć
fact-way = Sposób
fact-contact = Kontakt
fact-codes-left = Pozostałe kody
alert-title = Jeśli to nie Ty, działaj od razu

digest-subject = { $count ->
    [one] { $house }: 1 prośba o pomoc z hasłem
    [few] { $house }: { $count } prośby o pomoc z hasłem
    [many] { $house }: { $count } próśb o pomoc z hasłem
   *[other] { $house }: { $count } prośby o pomoc z hasłem
}
digest-title = { $count ->
    [one] 1 prośba o pomoc
    [few] { $count } prośby o pomoc
    [many] { $count } próśb o pomoc
   *[other] { $count } prośby o pomoc
}
digest-lead = Napisano na stronie „Skontaktuj się z administratorem”. Każdy może tam pisać pod dowolną nazwą: zanim pomożesz, sprawdź, czy to naprawdę ta osoba.
digest-user = Nazwa użytkownika
digest-reach = Jak się skontaktować
digest-message = Wiadomość
digest-shortened = (skrócono)
digest-omitted = { $count ->
    [one] Jeszcze 1 prośba czeka na następny e-mail.
    [few] Jeszcze { $count } prośby czekają na następny e-mail.
    [many] Jeszcze { $count } próśb czeka na następny e-mail.
   *[other] Jeszcze { $count } prośby czekają na następny e-mail.
}
digest-foot = Dostajesz tę wiadomość, bo pomagasz użytkownikom { $house } odzyskać dostęp do konta.

slot-authentication-phone = Telefon komórkowy
slot-mobile-phone = Telefon komórkowy z katalogu
slot-office-phone = Telefon biurowy
slot-authentication-email = Pomocniczy adres e-mail
slot-alternate-email = Pomocniczy adres e-mail z katalogu
means-questions = Pytania zabezpieczające
means-authenticator-app = Aplikacja uwierzytelniająca
means-passkey = Klucz dostępu
means-recovery-codes = Kody odzyskiwania

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia
