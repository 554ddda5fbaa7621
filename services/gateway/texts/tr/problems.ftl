# Her sorun kodu için, kişinin okuyacağı bir cümle; adlar `problem-` ve ardından koddur.

problem-malformed-body = Gönderdikleriniz bize olması gerektiği gibi ulaşmadı. Yeniden deneyin.
problem-invalid-field = Alanlardan birinde kabul edilmeyen bir şey var.
problem-user-id-invalid = Kullanıcı adınızı oturum açarken yazdığınız gibi yazın, örneğin ad@sirket.com
problem-captcha-invalid = Otomatik denetimin yeniden çalışması gerekiyor. Biraz sürer; sonra düğmeye bir kez daha basın.
problem-phone-number-invalid = Bu telefon numarası eksik. Bütün rakamlarını yazın.
problem-phone-number-ends-differently = Bu numara aşağıdaki rakamlarla bitmiyor. O rakamlarla biten numaranın tamamını yazın.
problem-phone-number-differs = Bu, kayıtlı numara değil
problem-phone-number-required = Önce telefon numarasının tamamını yazın
problem-phone-number-refused = Bu tür bir numaraya kod gönderilemez. Bir cep telefonu kullanın.
problem-country-not-allowed = Bu ülkenin numaralarına kod gönderilmez
problem-email-invalid = E-posta adresinin tamamını yazın, örneğin ad@mail.example
problem-email-own = Bu parola olmadan açabileceğiniz bir adres kullanın
problem-channel-not-available = Bu yöntem, bu iletişim bilgisi için kullanılamaz
problem-option-unknown = Listedeki yöntemlerden birini seçin
problem-code-malformed = Bir kodda yalnızca rakam olur. Mesajdaki rakamları yazın.
problem-answer-not-asked = Şu anda başka bir şey isteniyor. Sayfayı yeniden yükleyin.
problem-answer-too-short = Bir yanıt 3 ile 40 karakter arasında olmalıdır
problem-answers-alike = Her sorunun kendi yanıtı olmalıdır
problem-question-unknown = Bu soru sunulmuyor. Listeden bir soru seçin.
problem-question-count = Her soruyu bir kez yanıtlayın
problem-wrong-code = { $left ->
    [0] Bu kod doğru değil. Yeni kod isteyin.
    [one] Bu kod doğru değil. 1 deneme hakkınız kaldı.
   *[other] Bu kod doğru değil. { $left } deneme hakkınız kaldı.
}
problem-wrong-code-plain = Bu kod doğru değil
problem-proof-wrong-code = { $left ->
    [0] Bu kod doğru değil. Başka bir yöntem seçin.
    [one] Bu kod doğru değil. 1 deneme hakkınız kaldı.
   *[other] Bu kod doğru değil. { $left } deneme hakkınız kaldı.
}
problem-proof-wrong-code-plain = Bu doğru değil
problem-proof-challenge-over = Bu yöntem burada artık kullanılamaz. Onu yeniden seçin ya da başka bir yöntem seçin.
problem-app-code-malformed = Kod altı rakamdan oluşur
problem-recovery-code-code-malformed = Bir kurtarma kodu 16 harf ve rakamdan oluşur
problem-questions-wrong-code = { $left ->
    [0] Bu doğru değil. Başka bir yöntem seçin.
    [one] Bu doğru değil. 1 deneme hakkınız kaldı. Şimdi başka sorular soruyoruz.
   *[other] Bu doğru değil. { $left } deneme hakkınız kaldı. Şimdi başka sorular soruyoruz.
}
problem-same-questions-wrong-code = { $left ->
    [0] Bu doğru değil. Başka bir yöntem seçin.
    [one] Bu doğru değil. 1 deneme hakkınız kaldı.
   *[other] Bu doğru değil. { $left } deneme hakkınız kaldı.
}
problem-passkey-wrong-code = Bu geçiş anahtarı bu hesaba ait değil. Başka bir anahtar kullanın ya da başka bir yöntem seçin.
problem-passkey-wrong-code-plain = Bu geçiş anahtarı bu hesaba ait değil. Başka bir anahtar kullanın ya da başka bir yöntem seçin.
problem-passkey-invalid-field = Geçiş anahtarı kullanılmadı. Yeniden deneyin ya da başka bir yöntem seçin.
problem-passkey-malformed-body = Geçiş anahtarı kullanılmadı. Yeniden deneyin ya da başka bir yöntem seçin.
problem-call-cooldown-running = Sizi az önce aradık. { $wait } sonra yeni bir arama isteyebilirsiniz.
problem-call-cooldown-running-plain = Sizi az önce aradık. Yeni bir arama istemeden önce biraz bekleyin.
problem-call-challenge-over = Bu arama sona erdi. Yeniden deneyin ya da başka bir yöntem seçin.
problem-set-up-wrong-code = { $left ->
    [0] Bu kod doğru değil. Yeniden başlayın.
    [one] Bu kod doğru değil. 1 deneme hakkınız kaldı.
   *[other] Bu kod doğru değil. { $left } deneme hakkınız kaldı.
}
problem-set-up-wrong-code-plain = Bu kod doğru değil
problem-set-up-code-malformed = Kod altı rakamdan oluşur
problem-set-up-challenge-over = Bu çok uzun sürdü. Yeniden başlayın.
problem-set-up-not-found = Bu çok uzun sürdü. Yeniden başlayın.
problem-new-passkey-wrong-code = Geçiş anahtarı kabul edilmedi. Yeniden başlayın.
problem-new-passkey-wrong-code-plain = Geçiş anahtarı kabul edilmedi. Yeniden başlayın.
problem-new-passkey-challenge-over = Bu çok uzun sürdü. Yeniden başlayın.
problem-new-passkey-not-found = Bu çok uzun sürdü. Yeniden başlayın.
problem-password-rejected = Parola bütün kuralları karşılamıyor
problem-sign-in-failed = Kullanıcı adı ya da parola doğru değil
problem-token-invalid = Bu sayfa artık açık değil. Yeniden başlayın.
problem-forbidden = Buna izin verilmiyor
problem-fresh-sign-in-required = Bunu değiştirmeden önce yeniden oturum açın
problem-csrf-failed = Bu form başka bir yerden geldi ya da çok eski. Sayfayı yeniden yükleyin.
problem-not-found = Burada bir şey yok
problem-method-not-allowed = Bu adres buna yanıt vermez
problem-challenge-over = Bu kod artık kullanılamaz. Yeni kod isteyin.
problem-reset-over = Bu sıfırlama sona erdi. Yeniden başlayın.
problem-not-verified = Önce kimliğinizi doğrulayın
problem-different-password = Başka bir parolayla değişiklik sürüyor. Önceki parolanın aynısını yazın.
problem-already-registered = Bu zaten ayarlanmış
problem-not-locked = Bu hesap kilitli değil. Oturum açın ya da yeni bir parola seçin.
problem-too-many-methods = Bundan izin verilen sayıda var. Önce birini kaldırın.
problem-body-too-large = Bu çok uzun
problem-unsupported-media-type = Gönderdikleriniz bize olması gerektiği gibi ulaşmadı. Yeniden deneyin.
problem-wrong-host = Bu sunucu o adrese yanıt vermez
problem-too-many-requests = Çok fazla deneme. { $wait } sonra yeniden deneyin.
problem-too-many-requests-plain = Çok fazla deneme. Bir süre bekleyip yeniden deneyin.
problem-cooldown-running = Az önce bir mesaj gönderildi. { $wait } sonra yenisini isteyebilirsiniz.
problem-cooldown-running-plain = Az önce bir mesaj gönderildi. Yenisini istemeden önce biraz bekleyin.
problem-calls-stopped = İki arama reddedildiği için aramalar bir günlüğüne durduruldu. Başka bir yöntem seçin.
problem-internal-error = Bizim tarafımızda bir sorun oluştu. Eski parolanız hâlâ geçerli.
problem-directory-unavailable = { $house } dizini yanıt vermiyor. Eski parolanız hâlâ geçerli. Bir dakika sonra yeniden deneyin.
problem-unavailable = Bu hizmet şu anda yanıt veremiyor. Hiçbir şey kaybolmadı. Bir dakika sonra yeniden deneyin.

wait-seconds = { $count ->
    [one] 1 saniye
   *[other] { $count } saniye
}
wait-minutes = { $count ->
    [one] 1 dakika
   *[other] { $count } dakika
}
wait-hours = { $count ->
    [one] 1 saat
   *[other] { $count } saat
}

field-empty-user-id = Kullanıcı adınızı yazın
field-empty-password = Parolanızı yazın
field-empty-code = Mesajdaki kodu yazın
field-empty-phone-number = Telefon numarasını yazın
field-empty-email = E-posta adresini yazın
field-empty-reach-me = Size nasıl ulaşabileceğimizi yazın
field-empty-message = Sorunun ne olduğunu yazın
field-empty-option = Yöntemlerden birini seçin

error-not-found-title = Burada bir şey yok
error-not-found = Adres yanlış yazılmış ya da sayfa kaldırılmış olabilir.
error-forbidden-title = Buna izin verilmiyor
error-forbidden = Bu sayfayı açamazsınız.
error-csrf-title = Bu form çok eski
error-csrf = Form başka bir pencereden geldi ya da çerezler kapalı. Hiçbir şey değişmedi. Geri dönün, sayfayı yeniden yükleyin ve bir kez daha deneyin.
error-too-many-title = Çok fazla deneme
error-too-many = Başkalarını uzak tutmak için bir süre bekliyoruz. { $wait } sonra yeniden deneyin. Hiçbir şey değişmedi.
error-too-many-plain = Başkalarını uzak tutmak için bir süre bekliyoruz. Daha sonra yeniden deneyin. Hiçbir şey değişmedi.
error-unavailable-title = Şu anda yanıt veremiyoruz
error-unavailable = Eski parolanız hâlâ geçerli ve hiçbir şey kaybolmadı. Bir dakika sonra yeniden deneyin.
error-internal-title = Bizim tarafımızda bir sorun oluştu
error-internal = Eski parolanız hâlâ geçerli. Bir dakika sonra yeniden deneyin; sorun sürerse sistem yöneticinize bildirin.
error-request-title = Bu olmadı
error-wrong-host-title = Yanlış adres
error-wrong-host = Bu sunucu o adrese yanıt vermez. Kuruluşunuzun size verdiği bağlantıyı kullanın.
error-try-again = Yeniden dene
error-request-id = Sistem yöneticiniz için numara: { $id }
