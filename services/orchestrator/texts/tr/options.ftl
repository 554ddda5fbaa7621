# Bir API istemcisinin seçim listesinde yazanlar.
option-email-alternate = Alternatif e-postama gönder
option-email-authentication = Alternatif e-postama gönder
option-sms-mobile = Cep telefonuma SMS gönder
option-sms-authentication = Cep telefonuma SMS gönder
option-voice-mobile = Cep telefonumu ara
option-voice-authentication = Cep telefonumu ara
option-voice-office = Ofis telefonumu ara
option-questions = Güvenlik sorularımı yanıtla
option-authenticator-app = Kimlik doğrulama uygulamamdaki kodu gir
option-passkey = Geçiş anahtarımı kullan
option-recovery-code = Kurtarma kodu gir

rule-min-length = En az { $limit } karakter
rule-max-length = En çok { $limit } karakter
rule-classes = Şunlardan en az { $limit } tür: küçük harf, büyük harf, rakam, simge
rule-not-user-id = Kullanıcı adınızı ya da adınızı içermez
rule-not-banned = Kuruluşunuzun adına ya da bilinen başka sözcüklere dayanmaz
rule-not-breached = En çok kullanılan parolalardan biri değildir
