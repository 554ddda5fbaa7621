# Resetowanie hasła, strona po stronie.

doors-title = Czego potrzebujesz?
doors-lead = Odzyskaj dostęp do konta albo przygotuj się na dzień, w którym będzie to potrzebne.
doors-reset = Nie pamiętam hasła
doors-reset-note = Potwierdź, że to Ty, i wybierz nowe hasło. Około trzech minut.
doors-register = Mogę się jeszcze zalogować
doors-register-note = Ustaw teraz telefon i adres e-mail, aby móc później odzyskać dostęp.

who-title = Odzyskaj dostęp do konta
who-lead = Najpierw sprawdzimy, czy to Ty. Potem wybierzesz nowe hasło. Zajmie to około trzech minut.
who-user-id = Nazwa użytkownika
who-user-id-hint = Często jest to służbowy adres e-mail, na przykład alice@contoso.example
who-unsure = <b>Nie znasz swojej nazwy użytkownika?</b> To nazwa, którą wpisujesz, gdy logujesz się do komputera w pracy.

choose-title = Czego możesz teraz użyć?
choose-title-second = Użyj jeszcze jednego sposobu
choose-lead-second = Pierwsze sprawdzenie się udało. To konto wymaga drugiego, innego.
choose-which-number = Który numer?
choose-which-address = Który adres?
choose-two-numbers = { $count ->
    [2] Dwa numery
    [one] { $count } numer
    [few] { $count } numery
    [many] { $count } numerów
   *[other] { $count } numeru
}
choose-two-addresses = { $count ->
    [2] Dwa adresy
    [one] { $count } adres
    [few] { $count } adresy
    [many] { $count } adresów
   *[other] { $count } adresu
}
choose-none = Żaden sposób nie działa? <a>Skontaktuj się z administratorem</a>
choose-questions = { $count ->
    [one] 1 pytanie
    [few] { $count } pytania
    [many] { $count } pytań
   *[other] { $count } pytania
}
choose-cancel = Przerwij resetowanie
choose-nothing-title = Nie ma już żadnego sposobu
choose-nothing = Skontaktuj się z administratorem, który pomoże Ci odzyskać dostęp.

way-email = E-mail na mój pomocniczy adres
way-sms = SMS na mój telefon komórkowy
way-voice-mobile = Połączenie na mój telefon komórkowy
way-voice-office = Połączenie na mój telefon biurowy
way-questions = Odpowiedz na pytania zabezpieczające
way-app = Użyj aplikacji uwierzytelniającej
way-passkey = Użyj klucza dostępu
way-recovery-code = Użyj kodu odzyskiwania

mask-number = numer kończący się na { $digits }
mask-address = adres { $address }

number-title = Wpisz cały numer
number-lead-sms = Wyślemy kod SMS-em na <m></m>. Wpisz ten numer w całości, aby nikt poza Tobą nie mógł o niego poprosić.
number-lead-call = Zadzwonimy na <m></m>. Wpisz ten numer w całości, aby nikt poza Tobą nie mógł o to poprosić.
number-label = Numer telefonu
number-hint = Z numerem kierunkowym kraju lub bez, jak wolisz
number-hint-office = Z numerem kierunkowym kraju lub bez, ale bez numeru wewnętrznego
number-next-sms = wyślij SMS
number-next-call = zadzwoń do mnie
another-way = Wybierz inny sposób

code-title-sms = Wpisz kod z SMS-a
code-title-email = Wpisz kod z e-maila
code-title-voice = Odbierz połączenie i wpisz kod
code-sent-to = { $digits ->
    [one] Wysłaliśmy 1 cyfrę na <m></m>.
    [few] Wysłaliśmy { $digits } cyfry na <m></m>.
    [many] Wysłaliśmy { $digits } cyfr na <m></m>.
   *[other] Wysłaliśmy { $digits } cyfr na <m></m>.
}
code-reference = Użyj wiadomości, w której jest <b>{ $reference }</b>. Starsze kody już nie działają.
code-label = Kod
code-again = Wyślij nowy kod
code-email-instead = Wolę e-mail
code-patience = Może to potrwać kilka minut. Użyj kodu z treści wiadomości, a nie numeru nadawcy.
code-patience-email = Może to potrwać kilka minut. Zajrzyj też do folderu ze spamem.
code-nothing-arrives = Nic nie przyjdzie, jeśli to konto nie ma włączonego resetowania hasła, nie jest zarejestrowane albo numer jest inny. <a>Skontaktuj się z administratorem</a>.
code-nothing-arrives-email = Nic nie przyjdzie, jeśli to konto nie ma włączonego resetowania hasła albo nie jest zarejestrowane. <a>Skontaktuj się z administratorem</a>.
code-new-in = · nowy kod za <b>{ $clock }</b>
code-again-open = Możesz teraz poprosić o nowy kod
code-no-tries-left = Nie ma już prób dla tego kodu. Poproś o nowy.

delivery-queued = W drodze
delivery-sent = Wysłano
delivery-delivered = Dostarczono
delivery-delayed = Trwa dłużej niż zwykle
delivery-failed = Nie udało się dostarczyć wiadomości. Wybierz inny sposób.

password-title = Wybierz nowe hasło
password-lead = Trzy lub cztery słowa, które do siebie nie pasują, łatwo zapamiętać, a trudno odgadnąć.
password-new = Nowe hasło
password-repeat = Wpisz je jeszcze raz
password-differs = To nie jest to samo hasło. Wpisz je jeszcze raz.
password-show = Pokaż
password-hide = Ukryj
password-needs = Wymagania
password-changing = <b>Nie mamy jeszcze pewności, że hasło dotarło.</b> Wpisz to samo nowe hasło jeszcze raz i wybierz „Zakończ”. Nic nie przepadło.
password-rules-met = Spełnione wymagania: { "{met}" } z { "{all}" }
rule-min-length = Minimalna liczba znaków: { $limit }
rule-max-length = Maksymalna liczba znaków: { $limit }
rule-classes = { $limit } z tych: małe litery, wielkie litery, cyfry, znaki specjalne
rule-not-user-id = Bez fragmentów Twojego nazwiska, imienia lub nazwy użytkownika
rule-not-banned = Bez słów, które każdy odgadnie
rule-not-breached = Nieznane z wycieku danych
rule-same = Wpisane dwa razy tak samo
rule-so-far = na razie { "{n}" }
rule-later = Sprawdzimy, gdy wybierzesz „Zakończ”
verdict-met = Spełnione
verdict-broken = Niespełnione
verdict-open = Jeszcze niespełnione

done-title = Twoje hasło zostało zmienione
done-lead = Od teraz loguj się nim do konta { $house }. Na wypadek, gdyby to nie była Twoja zmiana, powiadomiliśmy Twoje kontakty.
done-keep-title = Zmień je wszędzie, gdzie jest zapisane
done-keep = Poczta w telefonie, Wi-Fi i dyski sieciowe mogą nadal używać starego hasła i przez to zablokować Twoje konto.
done-trouble = Nie możesz się zalogować? Zobacz <a>częste problemy</a>.
done-not-you = To nie Ty? Od razu <a>skontaktuj się z administratorem</a>.
done-codes-left = { $count ->
    [0] To był Twój ostatni kod odzyskiwania
    [one] Użyto kodu odzyskiwania: został jeszcze 1
    [few] Użyto kodu odzyskiwania: zostały jeszcze { $count }
    [many] Użyto kodu odzyskiwania: zostało jeszcze { $count }
   *[other] Użyto kodu odzyskiwania: zostało jeszcze { $count }
}
done-codes = Zaloguj się i utwórz nowe, zanim będą potrzebne.

unlock-lead = Jednak pamiętasz hasło, a konto jest zablokowane po zbyt wielu błędnych próbach?
unlock = Zachowaj hasło i odblokuj konto

closed-cancelled-title = Resetowanie przerwane
closed-cancelled = Nic się nie zmieniło. Twoje stare hasło nadal działa.
closed-expired-title = Czas na to resetowanie minął
closed-expired = Nic się nie zmieniło. Twoje stare hasło nadal działa. Możesz zacząć od nowa.
closed-too-many-attempts-title = Zbyt wiele prób
closed-too-many-attempts = Aby chronić konto przed obcymi, zatrzymaliśmy to resetowanie. Nic się nie zmieniło.
closed-guesses-open = Następna próba będzie możliwa od: { $time }.
closed-superseded-title = To resetowanie nie jest już aktywne
closed-superseded = Hasło lub kontakty tego konta zmieniły się w międzyczasie. Zaloguj się najnowszym hasłem albo zacznij od nowa.
closed-not-enabled-title = Tutaj nie można zresetować tego hasła
closed-not-enabled = Twoje konto nie ma włączonego resetowania hasła. Twój administrator może Ci pomóc.
closed-not-registered-title = To konto nie jest jeszcze zarejestrowane
closed-not-registered = Dla tego konta nie ustawiono niczego, czego moglibyśmy użyć, więc nie możemy sprawdzić, czy to Ty. Twój administrator może Ci pomóc.
closed-frozen-title = Resetowanie tego konta jest wstrzymane
closed-frozen = Zgłoszono nam zmianę, której nie dokonał właściciel konta. Twój administrator może znowu włączyć resetowanie.
closed-not-me-title = Połączenie zostało odrzucone
closed-not-me = Osoba, która odebrała, nacisnęła 9: „to nie ja”. Twoje hasło nie zostało zmienione. Jeśli to jednak Ty, zacznij od nowa.
closed-unlocked-title = Twoje konto jest odblokowane
closed-unlocked = Twoje hasło jest takie samo jak wcześniej. Zaloguj się nim.

lost-title = Ta strona nie jest już aktywna
lost = Twoje resetowanie się skończyło albo ta przeglądarka go nie pamięta. Nic się nie zmieniło. Zacznij od nowa.
