# Połączenia: zdania tak, jak się je wypowiada. Bez cyfr i bez nazw poza nazwą organizacji.

call-hello = Dzień dobry. Tu { $house }.
call-reset = Na stronie { $host } ktoś poprosił o zresetowanie Twojego hasła.
call-registration = Na stronie { $host } ktoś poprosił o dodanie tego telefonu, aby można było nim zresetować hasło.
call-match-number = Jeśli to Ty, spójrz na stronę. Naciśnij dwie cyfry, które na niej widać, a potem krzyżyk.
call-press-pound = Jeśli to Ty, naciśnij krzyżyk.
call-read-code = Jeśli to Ty, naciśnij jeden, aby usłyszeć kod.
call-not-you = Jeśli to nie Ty, naciśnij dziewięć.
call-nothing = Żaden klawisz nie został naciśnięty. Do usłyszenia.
call-thanks = Dziękujemy. Spójrz teraz na stronę. Do usłyszenia.
call-not-asked = To nie te klawisze. Spójrz na stronę. Do usłyszenia.
call-refused = Dziękujemy za informację. Do usłyszenia.
call-code = Twój kod to { $digits }. Jeszcze raz: { $digits }. Nie podawaj go nikomu. Do usłyszenia.
call-over = To połączenie nie jest już potrzebne. Spójrz na stronę. Do usłyszenia.
