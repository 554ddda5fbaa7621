# Wat de keuzelijst van een API-client zegt.
option-email-alternate = E-mail naar mijn alternatieve e-mailadres
option-email-authentication = E-mail naar mijn alternatieve e-mailadres
option-sms-mobile = Sms naar mijn mobiele telefoon
option-sms-authentication = Sms naar mijn mobiele telefoon
option-voice-mobile = Bel mijn mobiele telefoon
option-voice-authentication = Bel mijn mobiele telefoon
option-voice-office = Bel mijn kantoortelefoon
option-questions = Mijn beveiligingsvragen beantwoorden
option-authenticator-app = Een code uit mijn authenticator-app invoeren
option-passkey = Mijn passkey gebruiken
option-recovery-code = Een herstelcode invoeren

rule-min-length = Minstens { $limit } tekens
rule-max-length = Hoogstens { $limit } tekens
rule-classes = Minstens { $limit } hiervan: kleine letters, hoofdletters, cijfers, speciale tekens
rule-not-user-id = Bevat niet uw gebruikersnaam of naam
rule-not-banned = Leunt niet op de naam van uw organisatie of andere bekende woorden
rule-not-breached = Hoort niet bij de meest gebruikte wachtwoorden
