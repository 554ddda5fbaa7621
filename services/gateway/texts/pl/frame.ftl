# Co jest na każdej stronie. Znaczniki w tekstach: tylko <b> i <a>; to, co zostaje wstawione za { $variable }, jest zabezpieczane.

language-name = Polski
skip = Przejdź do treści
switch-language = Język: polski
help = Pomoc
contact-administrator = Skontaktuj się z administratorem
contact-administrator-named = Skontaktuj się z administratorem: { $name }
privacy = Prywatność
sign-out = Wyloguj się
title-error = Błąd: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Wystąpił problem
step = Krok { $step } z 3
step-account = Twoje konto
step-prove = Potwierdź, że to Ty
step-password = Nowe hasło
next = Dalej
verify = sprawdź
finish = Zakończ
back = Wstecz
start-again = Zacznij od nowa
sign-in = Zaloguj się
set-it-up-now = ustaw teraz
text-me = wyślij SMS
call-me = zadzwoń do mnie

captcha-checking = Trwa automatyczna kontrola. Nie trzeba rozwiązywać żadnej zagadki.
captcha-passed = Automatyczna kontrola zakończona. Nie trzeba rozwiązywać żadnej zagadki.
captcha-finishing = Chwileczkę: automatyczna kontrola właśnie się kończy.
captcha-longer = W Twojej sieci wiele osób resetuje teraz hasło, dlatego automatyczna kontrola potrwa trochę dłużej. Potem strona sama przejdzie dalej.
captcha-failed = Automatyczna kontrola się nie udała. Próbujemy jeszcze raz.
captcha-needs-script = <b>Ta strona wymaga JavaScriptu.</b> Automatyczna kontrola chroni przed robotami. Włącz JavaScript albo <a>skontaktuj się z administratorem</a>.

page-open-minutes = Masz na tej stronie jeszcze { "{m}" } min { "{s}" } s.
page-open-seconds = Masz na tej stronie jeszcze { "{s}" } s.
page-open-over = Czas minął. Wybierz „Zakończ”, aby zobaczyć, co można zrobić.
page-open = Masz na tej stronie jeszcze { $minutes ->
    [one] 1 minutę
    [few] { $minutes } minuty
    [many] { $minutes } minut
   *[other] { $minutes } minuty
}.
