# Her sayfada yazanlar. Metinlerde işaretleme: yalnızca <b> ve <a>; { $variable } yerine ne konursa kaçış karakterleriyle yazılır.

language-name = Türkçe
skip = İçeriğe geç
switch-language = Dil: Türkçe
help = Yardım
contact-administrator = Sistem yöneticinize başvurun
contact-administrator-named = Sistem yöneticinize başvurun: { $name }
privacy = Gizlilik
sign-out = Oturumu kapat
title-error = Hata: { $title }
title-house = { $title } – { $house }
there-is-a-problem = Bir sorun var
step = Adım { $step } / 3
step-account = Hesabınız
step-prove = Kimliğinizi doğrulayın
step-password = Yeni parola
next = İleri
verify = doğrula
finish = Bitir
back = Geri
start-again = Yeniden başla
sign-in = Oturum aç
set-it-up-now = şimdi ayarla
text-me = bana SMS gönder
call-me = beni ara

captcha-checking = Otomatik denetim sürüyor. Bulmaca çözmeniz gerekmez.
captcha-passed = Otomatik denetim tamam. Bulmaca çözmeniz gerekmez.
captcha-finishing = Bir saniye: otomatik denetim bitmek üzere.
captcha-longer = Şu anda ağınızda birçok kişi parolasını sıfırlıyor; bu yüzden otomatik denetim biraz daha uzun sürüyor. Bitince sayfa kendiliğinden devam eder.
captcha-failed = Otomatik denetim çalışmadı. Yeniden deneniyor.
captcha-needs-script = <b>Bu sayfa için JavaScript gerekir.</b> Otomatik bir denetim robotları uzak tutar. JavaScript’i açın ya da <a>sistem yöneticinize başvurun</a>.

page-open-minutes = Bu sayfada { "{m}" } dk { "{s}" } sn süreniz kaldı.
page-open-seconds = Bu sayfada { "{s}" } sn süreniz kaldı.
page-open-over = Süre doldu. Ne yapabileceğinizi görmek için “Bitir”i seçin.
page-open = Bu sayfada { $minutes ->
    [one] 1 dakika
   *[other] { $minutes } dakika
} süreniz kaldı.
