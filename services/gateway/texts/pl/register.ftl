# Rejestracja: logowanie, co jest ustawione, dodawanie i usuwanie sposobów odzyskania dostępu.

register-title = Zaloguj się, aby ustawić sposoby odzyskania dostępu
register-lead = Użyj hasła, które dziś działa. Potem dodasz telefon lub adres e-mail.
register-user-id = Nazwa użytkownika
register-password = Hasło
register-forgot = Nie pamiętasz hasła?
register-no-access = Nie masz dostępu do konta?

info-title = Sposoby odzyskania dostępu
info-lead = { $required ->
    [1] Jeśli zapomnisz hasła, potwierdzisz jednym z tych sposobów, że to Ty.
   *[other] Jeśli zapomnisz hasła, potwierdzisz za pomocą { $required } różnych sposobów z tej listy, że to Ty.
}
info-missing-title = Nie możesz jeszcze zresetować hasła
info-missing = { $needed ->
    [1] Ustaw jeden z poniższych sposobów, póki możesz się zalogować.
    [few] Ustaw { $needed } różne sposoby z poniższych, póki możesz się zalogować.
    [many] Ustaw { $needed } różnych sposobów z poniższych, póki możesz się zalogować.
   *[other] Ustaw { $needed } różnych sposobów z poniższych, póki możesz się zalogować.
}
info-more-title = Potrzebny jest jeszcze jeden sposób
info-more = { $needed ->
    [1] Ustaw jeszcze jeden z poniższych sposobów, póki możesz się zalogować.
   *[other] Ustaw jeszcze { $needed } z poniższych sposobów, póki możesz się zalogować.
}
info-backup-title = Dodaj sposób zapasowy, póki możesz
info-backup = Bez tego, co masz teraz pod ręką, nie uda Ci się odzyskać dostępu.
info-backup-phones = Wszystkie Twoje sposoby to telefony. Bez żadnego z nich pod ręką nie uda Ci się odzyskać dostępu.
info-backup-emails = Wszystkie Twoje sposoby to adresy e-mail. Jeśli ich nie otworzysz, nie uda Ci się odzyskać dostępu.
info-ready-title = Wszystko gotowe
info-ready = Możesz samodzielnie zresetować hasło, gdy będzie trzeba.
info-set-up = Ustawione
info-not-set-up = Jeszcze nieustawione
info-verified-on = sprawdzono <m></m>
info-not-verified = jeszcze nie sprawdzono
info-from-administrator = od administratora
info-managed = Zarządza administrator
info-remove = Usuń
info-best-backup = Najlepszy na zapas

slot-authentication-phone = Telefon komórkowy
slot-mobile-phone = Telefon komórkowy z katalogu
slot-office-phone = Telefon biurowy
slot-authentication-email = Pomocniczy adres e-mail
slot-alternate-email = Pomocniczy adres e-mail z katalogu
slot-authentication-phone-note = Wyślemy Ci kod SMS-em
slot-mobile-phone-note = Wyślemy Ci kod SMS-em
slot-office-phone-note = Tylko połączenia
slot-authentication-email-note = Prywatny adres, który możesz otworzyć bez tego hasła
slot-alternate-email-note = Prywatny adres, który możesz otworzyć bez tego hasła

phone-title = Dodaj telefon komórkowy
phone-lead = Wyślemy kod, aby sprawdzić, czy to Twój telefon. Może obowiązywać zwykła opłata operatora.
phone-country = Kraj lub region
phone-number = Numer telefonu
phone-number-hint = Tak, jak zwykle go wybierasz
phone-how = Jak chcesz dostać kod?
phone-use = Używamy tego numeru, aby sprawdzić, czy to Ty, i aby powiadamiać Cię o zmianach.
phone-lost = Mój stary telefon zaginął
lost-hint = Stary przestanie działać od razu. Nowy może musieć poczekać: wtedy powiemy Ci, od kiedy działa.

email-title = Dodaj pomocniczy adres e-mail
email-lead = Wyślemy kod, aby sprawdzić, czy to Twój adres.
email-label = Adres e-mail
email-hint = Podaj taki, który możesz otworzyć bez tego hasła
email-send = wyślij e-mail
email-use = Używamy tego adresu, aby sprawdzić, czy to Ty, i aby powiadamiać Cię o zmianach.
email-lost = Nie mogę już otworzyć starego adresu

verify-wrong-contact-phone = Zły numer? <a>Wpisz go jeszcze raz</a>
verify-wrong-contact-email = Zły adres? <a>Wpisz go jeszcze raz</a>
verify-failed = Nie udało się dostarczyć wiadomości. Sprawdź wpisane dane lub wybierz inny sposób.

thanks-title = Dziękujemy, działa
thanks-ready = Jeśli zapomnisz hasła, możesz teraz samodzielnie odzyskać dostęp.
thanks-more = Potrzebny jest jeszcze jeden sposób, aby samodzielnie zresetować hasło.
thanks-backup-title = Zarejestruj też sposób zapasowy
thanks-backup = Telefon można zgubić, adres e-mail może zniknąć. Z dwoma różnymi sposobami zawsze zostaje Ci jeden.
thanks-finish = Zakończ
thanks-overview = Zobacz wszystkie swoje sposoby

not-enabled-title = Resetowanie hasła nie jest dla Ciebie włączone
not-enabled = Twoje konto nie ma włączonego resetowania hasła, więc nie ma tu nic do ustawienia. Administrator może to zmienić.

remove-title = Usunąć ten sposób?
remove-lead = { $slot }, <m></m>
remove-warning-title = Nie odzyskasz już nim dostępu
remove-warning = Możesz go znowu dodać, póki możesz się zalogować. Powiadomimy Twoje inne kontakty.
remove-do = Usuń
remove-keep = Zachowaj

method-email = E-mail
method-mobile-phone = Telefon komórkowy
method-office-phone = Telefon biurowy
method-security-questions = Pytania zabezpieczające
method-authenticator-app = Aplikacja uwierzytelniająca
method-passkey = Klucz dostępu
method-recovery-code = Kody odzyskiwania
