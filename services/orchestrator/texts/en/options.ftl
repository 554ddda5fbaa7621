# What the chooser of an API client says.
option-email-alternate = Email my alternate email
option-email-authentication = Email my alternate email
option-sms-mobile = Text my mobile phone
option-sms-authentication = Text my mobile phone
option-voice-mobile = Call my mobile phone
option-voice-authentication = Call my mobile phone
option-voice-office = Call my office phone
option-questions = Answer my security questions
option-authenticator-app = Enter a code from my authenticator app
option-passkey = Use my passkey
option-recovery-code = Enter a recovery code

rule-min-length = At least { $limit } characters
rule-max-length = At most { $limit } characters
rule-classes = At least { $limit } of: lower case, upper case, numbers, symbols
rule-not-user-id = Does not contain your user ID or name
rule-not-banned = Does not lean on your organisation's name or other well-known words
rule-not-breached = Is not among the most used passwords
