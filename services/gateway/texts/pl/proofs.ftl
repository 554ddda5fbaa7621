# Potwierdzenia bez wiadomości: pytania, aplikacja uwierzytelniająca, kody odzyskiwania, klucze dostępu i połączenia.

proof-none = To nie działa? <a>Skontaktuj się z administratorem</a>.
proof-no-tries-left = Nie ma już prób dla tego sposobu. Wybierz inny.

questions-title = Odpowiedz na swoje pytania
questions-hint = Wielkie litery, akcenty oraz spacje na początku i na końcu nie mają znaczenia.
questions-empty = Wpisz odpowiedź
questions-length = Odpowiedź ma od 3 do 40 znaków

app-title = Wpisz kod z aplikacji
app-lead = Otwórz swoją aplikację uwierzytelniającą. Pokazuje ona sześć cyfr, co 30 sekund nowe.

recovery-code-title = Wpisz jeden z kodów odzyskiwania
recovery-code-lead = Każdy z nich działa raz. Potem powiemy Ci, ile ich zostało.
recovery-code-label = Kod odzyskiwania
recovery-code-hint = 16 liter i cyfr. Wielkie litery, spacje i kreski nie mają znaczenia.
recovery-code-empty = Wpisz jeden z kodów odzyskiwania

passkey-title = Użyj klucza dostępu
passkey-lead = Twoje urządzenie poprosi o twarz, odcisk palca lub kod PIN. Nigdy nie mówi nam, co z tego wybierasz.
passkey-use = użyj klucza dostępu
passkey-missing = Ta przeglądarka nie obsługuje kluczy dostępu. Wybierz inny sposób albo otwórz tę stronę tam, gdzie masz klucz dostępu.
passkey-failed = Nie użyto klucza dostępu. Spróbuj ponownie albo wybierz inny sposób.
passkey-needs-script = <b>Klucze dostępu wymagają JavaScriptu.</b> Włącz go albo wybierz poniżej inny sposób.

call-title = Odbierz połączenie i naciśnij te klawisze
call-title-pound = Odbierz połączenie i naciśnij ten klawisz
call-keys = Klawisze do naciśnięcia: { $keys }
call-answer = Odbierz połączenie. Głos przedstawi się jako { $house }.
call-answer-at = Odbierz połączenie na <m></m>. Głos przedstawi się jako { $house }.
call-press = Na klawiaturze telefonu naciśnij <b>{ $digits }</b>, a potem <b>#</b>.
call-press-pound = Na klawiaturze telefonu naciśnij <b>#</b>.
call-come-back = Wróć tutaj. Ta strona sama przejdzie dalej.
call-text-instead = Wolę SMS
call-not-you = <b>Połączenie, o które nie prosisz?</b> Naciśnij 9 i rozłącz się. Przez telefon nigdy nie pytamy o hasło.
call-nothing-arrives = Nikt nie zadzwoni, jeśli to konto nie ma włączonego resetowania hasła, nie jest zarejestrowane albo numer jest inny. <a>Skontaktuj się z administratorem</a>.
call-try-again = spróbuj ponownie
call-again-in = · nowe połączenie za <b>{ $clock }</b>
call-again-open = Możesz teraz poprosić o nowe połączenie
call-over = Połączenie zakończone
call-queued = Zaraz zadzwonimy
call-sent = Dzwonimy do Ciebie
call-delivered = Połączenie odebrane. Naciśnij teraz klawisze.
call-delayed = Trwa dłużej niż zwykle
call-failed = Nie udało się zadzwonić. Spróbuj ponownie albo wybierz inny sposób.

call-code-lead = { $digits ->
    [one] Odbierz połączenie na <m></m>. Głos przedstawi się jako { $house }. Naciśnij <b>1</b>, aby usłyszeć 1 cyfrę, i wpisz ją tutaj.
    [few] Odbierz połączenie na <m></m>. Głos przedstawi się jako { $house }. Naciśnij <b>1</b>, aby usłyszeć { $digits } cyfry, i wpisz je tutaj.
    [many] Odbierz połączenie na <m></m>. Głos przedstawi się jako { $house }. Naciśnij <b>1</b>, aby usłyszeć { $digits } cyfr, i wpisz je tutaj.
   *[other] Odbierz połączenie na <m></m>. Głos przedstawi się jako { $house }. Naciśnij <b>1</b>, aby usłyszeć { $digits } cyfr, i wpisz je tutaj.
}
call-code-delivered = Połączenie odebrane. Naciśnij 1, aby usłyszeć kod.
call-code-end-nothing-pressed = Podczas połączenia otwórz klawiaturę i naciśnij 1, aby usłyszeć kod.
call-code-end-wrong-keys = Podczas następnego połączenia naciśnij 1, aby usłyszeć kod.

call-end-busy-title = Linia była zajęta
call-end-busy = Zakończ drugą rozmowę i spróbuj ponownie.
call-end-no-answer-title = Nikt nie odebrał
call-end-no-answer = Miej telefon pod ręką i spróbuj ponownie.
call-end-nothing-pressed-title = Nie naciśnięto żadnych klawiszy
call-end-nothing-pressed = Podczas połączenia otwórz klawiaturę i naciśnij to, co pokazuje ta strona.
call-end-wrong-keys-title = Naciśnięto inne klawisze
call-end-wrong-keys = Przy następnym połączeniu naciśnij klawisze, które ta strona wtedy pokaże.
call-end-voicemail-title = Odebrała poczta głosowa
call-end-voicemail = Odbierz połączenie, zanim zrobi to poczta głosowa, i spróbuj ponownie.
call-end-refused-title = Połączenie zostało odrzucone
call-end-refused = Osoba, która odebrała, nacisnęła 9: „to nie ja”. Jeśli to jednak Ty, spróbuj ponownie.
call-end-failed-title = Nie udało się zadzwonić
call-end-failed = Spróbuj ponownie albo wybierz inny sposób.
