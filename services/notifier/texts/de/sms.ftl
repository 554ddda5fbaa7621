# SMS. Nur Zeichen des GSM-7-Bit-Alphabets (keine typografischen Anführungszeichen), keine Ziffer, kein Name außer dem der Organisation.

sms-house = { $house }: { $message }
sms-code = Ihr Code ist { $code } ({ $reference }). Nie weitersagen. Nicht angefordert? Einfach ignorieren.
sms-code-short = Code { $code } ({ $reference })
sms-changed = Ihr Passwort wurde eben geändert. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-added = Ein Weg zum Zurücksetzen Ihres Passworts kam eben hinzu. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-removed = Ein Weg zum Zurücksetzen Ihres Passworts wurde eben entfernt. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-code-used = Ein Wiederherstellungscode wurde verwendet. { $left ->
    [0] Keiner ist übrig.
    [1] Einer ist übrig.
    [2] Zwei sind übrig.
    [3] Drei sind übrig.
    [4] Vier sind übrig.
    [5] Fünf sind übrig.
    [6] Sechs sind übrig.
    [7] Sieben sind übrig.
    [8] Acht sind übrig.
    [9] Neun sind übrig.
   *[other] Weitere sind übrig.
} Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-unlocked = Ihr Konto wurde eben entsperrt. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
