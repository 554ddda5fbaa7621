# Was die Auswahl eines API-Clients sagt.
option-email-alternate = E-Mail an meine andere Adresse
option-email-authentication = E-Mail an meine andere Adresse
option-sms-mobile = SMS an mein Mobiltelefon
option-sms-authentication = SMS an mein Mobiltelefon
option-voice-mobile = Anruf auf meinem Mobiltelefon
option-voice-authentication = Anruf auf meinem Mobiltelefon
option-voice-office = Anruf auf meinem Bürotelefon
option-questions = Meine Sicherheitsfragen beantworten
option-authenticator-app = Code aus meiner Authenticator-App eingeben
option-passkey = Meinen Passkey verwenden
option-recovery-code = Wiederherstellungscode eingeben

rule-min-length = Mindestens { $limit } Zeichen
rule-max-length = Höchstens { $limit } Zeichen
rule-classes = Mindestens { $limit } davon: Kleinbuchstaben, Großbuchstaben, Ziffern, Sonderzeichen
rule-not-user-id = Enthält weder Ihre Benutzerkennung noch Ihren Namen
rule-not-banned = Stützt sich nicht auf den Namen Ihrer Organisation oder andere bekannte Wörter
rule-not-breached = Gehört nicht zu den meistbenutzten Passwörtern
