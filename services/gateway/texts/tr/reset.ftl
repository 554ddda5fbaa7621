# Sıfırlama, sayfa sayfa.

doors-title = Neye ihtiyacınız var?
doors-lead = Hesabınıza yeniden girin ya da bunun gerekeceği güne şimdiden hazırlanın.
doors-reset = Parolamı unuttum
doors-reset-note = Kimliğinizi doğrulayın, sonra yeni bir parola seçin. Yaklaşık üç dakika.
doors-register = Hâlâ oturum açabiliyorum
doors-register-note = Daha sonra hesabınıza yeniden girebilmek için şimdi bir telefon ve e-posta adresi ayarlayın.

who-title = Hesabınıza yeniden girin
who-lead = Önce kimliğinizi doğrularız. Sonra yeni bir parola seçersiniz. Yaklaşık üç dakika sürer.
who-user-id = Kullanıcı adı
who-user-id-hint = Çoğu zaman iş e-posta adresiniz, örneğin alice@contoso.example
who-unsure = <b>Kullanıcı adınızdan emin değil misiniz?</b> İş bilgisayarınızda oturum açarken yazdığınız addır.

choose-title = Şimdi neyi kullanabilirsiniz?
choose-title-second = Bir yöntem daha kullanın
choose-lead-second = İlk doğrulama tamam. Bu hesap ikinci, farklı bir doğrulama istiyor.
choose-which-number = Hangi numara?
choose-which-address = Hangi adres?
choose-two-numbers = { $count ->
    [2] İki numara
   *[other] { $count } numara
}
choose-two-addresses = { $count ->
    [2] İki adres
   *[other] { $count } adres
}
choose-none = Hiçbirini kullanamıyor musunuz? <a>Sistem yöneticinize başvurun</a>
choose-questions = { $count ->
    [one] 1 soru
   *[other] { $count } soru
}
choose-cancel = Bu sıfırlamayı durdur
choose-nothing-title = Kullanılacak yöntem kalmadı
choose-nothing = Sistem yöneticinize başvurun; hesabınıza yeniden girmenize yardım edebilir.

way-email = Alternatif e-postama gönder
way-sms = Cep telefonuma SMS gönder
way-voice-mobile = Cep telefonumu ara
way-voice-office = Ofis telefonumu ara
way-questions = Güvenlik sorularımı yanıtla
way-app = Kimlik doğrulama uygulamamı kullan
way-passkey = Geçiş anahtarımı kullan
way-recovery-code = Kurtarma kodu kullan

mask-number = sonu { $digits } olan numara
mask-address = { $address } adresi

number-title = Numaranızın tamamını yazın
number-lead-sms = Kodu SMS ile göndereceğimiz numara: <m></m>. Bu numaranın tamamını yazın; böylece kodu yalnızca siz isteyebilirsiniz.
number-lead-call = Arayacağımız numara: <m></m>. Bu numaranın tamamını yazın; böylece aramayı yalnızca siz isteyebilirsiniz.
number-label = Telefon numarası
number-hint = Ülke koduyla ya da ülke kodu olmadan, nasıl isterseniz
number-hint-office = Ülke koduyla ya da ülke kodu olmadan; dahili numaranızı yazmayın
number-next-sms = bana SMS gönder
number-next-call = beni ara
another-way = Başka bir yöntem seç

code-title-sms = SMS ile gönderdiğimiz kodu girin
code-title-email = E-posta ile gönderdiğimiz kodu girin
code-title-voice = Aramamızı yanıtlayın ve kodu girin
code-sent-to = { $digits } haneli kodu şuraya gönderdik: <m></m>.
code-reference = <b>{ $reference }</b> yazan mesajı kullanın. Eski kodlar artık geçmez.
code-label = Kod
code-again = Yeni kod gönder
code-email-instead = Bunun yerine e-posta gönder
code-patience = Birkaç dakika sürebilir. Mesajın geldiği numarayı değil, mesajdaki kodu kullanın.
code-patience-email = Birkaç dakika sürebilir. Spam klasörüne de bakın.
code-nothing-arrives = Bu hesapta parola sıfırlama etkin değilse, hesap kayıtlı değilse ya da numara farklıysa hiçbir şey gelmez. <a>Sistem yöneticinize başvurun</a>.
code-nothing-arrives-email = Bu hesapta parola sıfırlama etkin değilse ya da hesap kayıtlı değilse hiçbir şey gelmez. <a>Sistem yöneticinize başvurun</a>.
code-new-in = · yeni kod için <b>{ $clock }</b>
code-again-open = Şimdi yeni kod isteyebilirsiniz
code-no-tries-left = Bu kod için deneme hakkınız kalmadı. Yeni kod isteyin.

delivery-queued = Yolda
delivery-sent = Gönderildi
delivery-delivered = Ulaştı
delivery-delayed = Her zamankinden uzun sürüyor
delivery-failed = Teslim edilemedi. Başka bir yöntem seçin.

password-title = Yeni bir parola seçin
password-lead = Birbiriyle ilgisiz üç dört sözcüğü hatırlamak kolay, tahmin etmek zordur.
password-new = Yeni parola
password-repeat = Yeniden yazın
password-differs = Bu aynı parola değil. Bir kez daha yazın.
password-show = Göster
password-hide = Gizle
password-needs = Parolada aranan
password-changing = <b>Parolanın ulaştığından henüz emin değiliz.</b> Aynı yeni parolayı bir kez daha yazıp “Bitir”i seçin. Hiçbir şey kaybolmadı.
password-rules-met = { "{all}" } kuraldan { "{met}" } tanesi karşılandı
rule-min-length = En az { $limit } karakter
rule-max-length = En çok { $limit } karakter
rule-classes = Şunlardan { $limit } tür: küçük harf, büyük harf, rakam, simge
rule-not-user-id = Adınızdan ya da kullanıcı adınızdan parça yok
rule-not-banned = Herkesin tahmin edeceği sözcük yok
rule-not-breached = Bilinen bir veri sızıntısında yok
rule-same = İki kez aynı yazıldı
rule-so-far = şu ana kadar { "{n}" }
rule-later = “Bitir”i seçince denetlenir
verdict-met = Karşılandı
verdict-broken = Karşılanmadı
verdict-open = Henüz karşılanmadı

done-title = Parolanız değişti
done-lead = Bundan sonra { $house } hesabınızda bu parolayla oturum açın. Bunu siz yapmadıysanız öğrenesiniz diye iletişim bilgilerinize haber verdik.
done-keep-title = Parolanın kayıtlı olduğu yerleri güncelleyin
done-keep = Telefonunuzdaki e-posta, Wi-Fi ve paylaşılan sürücüler eski parolayı kullanmayı sürdürüp hesabınızı kilitleyebilir.
done-trouble = Oturum açamıyor musunuz? <a>Sık karşılaşılan sorunlara</a> bakın.
done-not-you = Bunu siz yapmadınız mı? Hemen <a>sistem yöneticinize başvurun</a>.
done-codes-left = { $count ->
    [0] Son kurtarma kodunuzu kullandınız
    [one] Bir kurtarma kodu kullandınız: 1 kod kaldı
   *[other] Bir kurtarma kodu kullandınız: { $count } kod kaldı
}
done-codes = Oturum açın ve ihtiyaç duymadan önce yeni kodlar oluşturun.

unlock-lead = Parolanızı hatırladınız, ama çok fazla yanlış deneme yüzünden hesabınız mı kilitlendi?
unlock = Parolamı koru ve hesabımın kilidini aç

closed-cancelled-title = Bu sıfırlamayı durdurdunuz
closed-cancelled = Hiçbir şey değişmedi. Eski parolanız hâlâ geçerli.
closed-expired-title = Bu sıfırlamanın süresi doldu
closed-expired = Hiçbir şey değişmedi. Eski parolanız hâlâ geçerli. Yeniden başlayabilirsiniz.
closed-too-many-attempts-title = Çok fazla deneme
closed-too-many-attempts = Başkalarını uzak tutmak için bu sıfırlamayı durdurduk. Hiçbir şey değişmedi.
closed-guesses-open = Yeniden deneyebileceğiniz zaman: { $time }.
closed-superseded-title = Bu sıfırlama artık açık değil
closed-superseded = Bu hesabın parolası ya da iletişim bilgileri bu arada değişti. En yeni parolayla oturum açın ya da yeniden başlayın.
closed-not-enabled-title = Bu parolayı burada sıfırlayamazsınız
closed-not-enabled = Hesabınızda parola sıfırlama etkin değil. Sistem yöneticiniz size yardım edebilir.
closed-not-registered-title = Henüz kaydolmadınız
closed-not-registered = Bu hesap için kullanabileceğimiz bir yöntem ayarlanmamış, bu yüzden kimliğinizi doğrulayamıyoruz. Sistem yöneticiniz size yardım edebilir.
closed-frozen-title = Bu hesapta sıfırlama durduruldu
closed-frozen = Biri, yapılan bir değişikliğin kendisine ait olmadığını bildirdi. Sistem yöneticiniz sıfırlamayı yeniden açabilir.
closed-not-me-title = Arama reddedildi
closed-not-me = Aramayı yanıtlayan kişi 9’a bastı: “bu ben değilim.” Parolanız değişmedi. O sizseniz yeniden başlayın.
closed-unlocked-title = Hesabınızın kilidi açıldı
closed-unlocked = Parolanız öncekiyle aynı. Onunla oturum açın.

lost-title = Bu sayfa artık açık değil
lost = Sıfırlama sona erdi ya da bu tarayıcı onu hatırlamıyor. Hiçbir şey değişmedi. Yeniden başlayın.
