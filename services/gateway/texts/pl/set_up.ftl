# Ustawianie tego, co nie wymaga kontaktu: aplikacja uwierzytelniająca, klucz dostępu, kody odzyskiwania, pytania; oraz potwierdzanie tego, co już jest.

set-up-name = Nazwa (opcjonalnie)
set-up-name-hint = Aby później odróżnić od innych: „Telefon służbowy”
set-up-name-long = Nazwa ma co najwyżej 40 znaków
set-up-start-anew = Zacznij od nowa

new-app-title = Dodaj aplikację uwierzytelniającą
new-app-lead = Najpierw zainstaluj na telefonie aplikację uwierzytelniającą. Będzie ona pokazywać kody, którymi odzyskasz dostęp, także bez zasięgu.
show-app-title = Zeskanuj to aplikacją
show-app-lead = W aplikacji wybierz dodanie konta i zeskanuj kod. Na tym urządzeniu: <a>otwórz aplikację</a>.
show-app-qr = Kod QR dla aplikacji uwierzytelniającej
show-app-secret = Albo wpisz <b>{ $secret }</b>
show-app-code = Kod, który pokazuje aplikacja
show-app-once = To pokazujemy tylko raz. Po ponownym załadowaniu strony zaczniesz od nowa.
app-code-title = Wpisz kod z nowej aplikacji
app-code-lead = Konto jest już w aplikacji. Wpisz kod, który teraz pokazuje.
app-code-empty = Wpisz sześć cyfr, które pokazuje aplikacja

new-passkey-title = Dodaj klucz dostępu
new-passkey-lead = Z kluczem dostępu wrócisz na konto dzięki twarzy, odciskowi palca lub kodowi PIN urządzenia. Nie trzeba niczego pamiętać i nikt go nie odgadnie.
make-passkey-title = Utwórz klucz dostępu
make-passkey-lead = Twoje urządzenie teraz o to zapyta i zachowa klucz dostępu. Nigdy nie widzimy Twojej twarzy ani odcisku palca.
make-passkey = utwórz klucz dostępu
make-passkey-missing = Ta przeglądarka nie może tworzyć kluczy dostępu. Wybierz inny sposób albo otwórz tę stronę na telefonie.
make-passkey-failed = Nie utworzono klucza dostępu. Spróbuj ponownie albo wybierz inny sposób.
make-passkey-known = Na tym urządzeniu jest już jeden z Twoich kluczy dostępu.
other-ways = Zobacz wszystkie swoje sposoby

new-codes-title = Kody odzyskiwania
new-codes-lead = Dziesięć kodów do wydrukowania i schowania w bezpiecznym miejscu. Każdy pozwala raz odzyskać dostęp, gdy nie masz nic innego pod ręką.
new-codes-once = Pokażemy je tylko raz
new-codes-once-note = Przygotuj drukarkę lub długopis. Nie trzymaj ich razem z hasłem.
new-codes-replaced = Twoje stare kody stracą ważność
new-codes-replaced-note = { $count ->
    [one] Masz jeszcze 1 kod. Przestanie działać, gdy utworzysz nowe.
    [few] Masz jeszcze { $count } kody. Przestaną działać, gdy utworzysz nowe.
    [many] Masz jeszcze { $count } kodów. Przestaną działać, gdy utworzysz nowe.
   *[other] Masz jeszcze { $count } kodu. Przestaną działać, gdy utworzysz nowe.
}
new-codes-make = utwórz kody
show-codes-title = Twoje dziesięć kodów odzyskiwania
show-codes-lead = Teraz je wydrukuj, skopiuj lub zapisz. Nie możemy pokazać ich jeszcze raz.
show-codes-from = Działają od: { $time }.
show-codes-print = drukuj
show-codes-copy = kopiuj
show-codes-copied = skopiowano
show-codes-kept = Mam je zapisane

set-questions-title = Wybierz swoje pytania
set-questions-lead = Odpowiedzi, które znasz tylko Ty i które będziesz pamiętać także za rok.
set-questions-replaced = To, co tu odpowiesz, zastąpi Twoje stare odpowiedzi.
set-questions-question = Pytanie { $number }
set-questions-answer = Twoja odpowiedź
set-questions-choose = Wybierz pytanie
set-questions-none = Pytanie { $number }: wybierz jedno z listy
set-questions-twice = Pytanie { $number }: to pytanie jest już wybrane
set-questions-empty = Pytanie { $number }: wpisz odpowiedź
set-questions-length = Pytanie { $number }: odpowiedź ma od 3 do 40 znaków
set-questions-hint = Każda ma od 3 do 40 znaków. Wielkie litery i akcenty nie mają znaczenia.
set-questions-save = Zakończ

sign-in-again-title = Zaloguj się ponownie, zanim to zmienisz
sign-in-again-lead = Od Twojego logowania minęła już chwila. Aby chronić konto przed obcymi, wpisz hasło jeszcze raz.

confirm-title = Czy to się nadal zgadza?
confirm-lead = Jeśli zapomnisz hasła, potwierdzisz tym, że to Ty. Warto czasem tu zajrzeć.
confirm-yes = tak, zgadza się
confirm-change = zmień
info-confirm = <b>Czy to wszystko nadal się zgadza?</b> Warto czasem tu zajrzeć.

info-questions-count = { $count ->
    [one] 1 odpowiedź
    [few] { $count } odpowiedzi
    [many] { $count } odpowiedzi
   *[other] { $count } odpowiedzi
}
info-codes-count = { $count ->
    [one] został 1 kod
    [few] zostały { $count } kody
    [many] zostało { $count } kodów
   *[other] zostało { $count } kodu
}
info-works-from = działa od: { $time }
info-until = działa do: { $time }
info-change = Zmień
info-new-codes = Nowe kody
info-another-authenticator-app = Dodaj kolejną aplikację uwierzytelniającą
info-another-passkey = Dodaj kolejny klucz dostępu
method-authenticator-app-note = Kody z aplikacji, także bez zasięgu
method-passkey-note = Twarz, odcisk palca lub kod PIN urządzenia
method-recovery-code-note = Dziesięć kodów do wydrukowania i schowania w bezpiecznym miejscu
method-security-questions-note = Odpowiedzi, które znasz tylko Ty

done-passkey = Następnym razem bez hasła: <a>zaloguj się i dodaj klucz dostępu</a>.
