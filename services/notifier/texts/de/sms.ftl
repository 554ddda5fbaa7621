# SMS. Nur Zeichen des GSM-7-Bit-Alphabets (keine typografischen Anführungszeichen), keine Ziffer, kein Name außer dem der Organisation.

sms-house = { $house }: { $message }
sms-code = Ihr Code ist { $code } ({ $reference }). Nie weitersagen. Nicht angefordert? Einfach ignorieren.
sms-code-short = Code { $code } ({ $reference })
sms-changed = Ihr Passwort wurde eben geändert. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-added = Ein Weg zum Zurücksetzen Ihres Passworts kam eben hinzu. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
sms-removed = Ein Weg zum Zurücksetzen Ihres Passworts wurde eben entfernt. Waren Sie das nicht, kontaktieren Sie sofort Ihren Administrator.
