# Wiadomości SMS. Bez polskich liter (tylko alfabet GSM 7-bit), bez cudzysłowów drukarskich, bez cyfr i bez nazw poza nazwą organizacji.

sms-house = { $house }: { $message }
sms-code = Twoj kod to { $code } ({ $reference }). Nie podawaj go nikomu. Jesli to nie Ty, zignoruj ten SMS.
sms-code-short = Kod { $code } ({ $reference })
sms-changed = Twoje haslo zostalo przed chwila zmienione. Jesli to nie Ty, od razu skontaktuj sie z administratorem.
sms-added = Przed chwila dodano sposob resetowania Twojego hasla. Jesli to nie Ty, od razu skontaktuj sie z administratorem.
sms-removed = Przed chwila usunieto sposob resetowania Twojego hasla. Jesli to nie Ty, od razu skontaktuj sie z administratorem.
sms-code-used = Przed chwila uzyto kodu odzyskiwania. { $left ->
    [0] To byl ostatni.
    [1] Zostal jeden.
    [2] Zostaly dwa.
    [3] Zostaly trzy.
    [4] Zostaly cztery.
    [5] Zostalo piec.
    [6] Zostalo szesc.
    [7] Zostalo siedem.
    [8] Zostalo osiem.
    [9] Zostalo dziewiec.
   *[other] Zostaly jeszcze inne.
} Jesli to nie Ty, od razu skontaktuj sie z administratorem.
sms-unlocked = Twoje konto zostalo przed chwila odblokowane. Jesli to nie Ty, od razu skontaktuj sie z administratorem.
