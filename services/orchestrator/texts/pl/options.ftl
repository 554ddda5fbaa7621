# Co mówi lista wyboru klienta API.
option-email-alternate = E-mail na mój pomocniczy adres
option-email-authentication = E-mail na mój pomocniczy adres
option-sms-mobile = SMS na mój telefon komórkowy
option-sms-authentication = SMS na mój telefon komórkowy
option-voice-mobile = Połączenie na mój telefon komórkowy
option-voice-authentication = Połączenie na mój telefon komórkowy
option-voice-office = Połączenie na mój telefon biurowy
option-questions = Odpowiedz na pytania zabezpieczające
option-authenticator-app = Wpisz kod z aplikacji uwierzytelniającej
option-passkey = Użyj klucza dostępu
option-recovery-code = Wpisz kod odzyskiwania

rule-min-length = Minimalna liczba znaków: { $limit }
rule-max-length = Maksymalna liczba znaków: { $limit }
rule-classes = Co najmniej { $limit } z tych: małe litery, wielkie litery, cyfry, znaki specjalne
rule-not-user-id = Nie zawiera Twojej nazwy użytkownika, imienia ani nazwiska
rule-not-banned = Nie opiera się na nazwie Twojej organizacji ani na innych znanych słowach
rule-not-breached = Nie należy do najczęściej używanych haseł
