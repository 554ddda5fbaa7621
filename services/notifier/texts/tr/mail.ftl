# E-postalar. İşaretleme yok: { $variable } yerine ne konursa HTML içinde kaçış karakterleriyle yazılır.

mail-contact = Sistem yöneticinize başvurun
mail-contact-named = Sistem yöneticinize başvurun: { $name }
mail-no-answer = Lütfen bu mesajı yanıtlamayın.
mail-never-ask = Sizden hiçbir zaman parolanızı ya da bir kodu istemeyiz.

code-subject = { $house } kodunuz, { $reference }
code-preview = Kodu { $reference } harflerini gösteren sayfaya girin.
code-title = Kodunuz
code-lead = Kodu istediğiniz sayfaya girin. Sayfada aynı üç harf görünür.
code-copy = Kod:
code-letters = Harfler:
code-lifetime = { $minutes ->
    [one] Bir kez, 1 dakika boyunca geçerlidir.
   *[other] Bir kez, { $minutes } dakika boyunca geçerlidir.
} Kodu kimseye okumayın, bize bile.
code-for = Ne için
code-for-reset = { $house } hesabınızın parolasını sıfırlamak
code-for-registration = Bu adresi { $house } hesabınıza yeniden girmek için kullanmak
code-not-you = Bunu siz istemediniz mi?
code-not-you-reset = Parolanız değişmedi. Bu mesajı dikkate almayın. Yeniden gelirse sistem yöneticinize başvurun.
code-not-you-registration = Biri adresi yanlış yazmış olabilir. Bu mesajı dikkate almayın: kod girilmeden hiçbir şey olmaz.
code-foot-reset = Bu mesaj, { $house } hesabınız için ayarlanmış bir adrese gönderildi.
code-foot-registration = Bu mesaj, { $house } sayfasında girilen adrese gönderildi.

changed-subject = { $house } parolanız değiştirildi
changed-title = Parolanız değiştirildi
changed-lead = Bunu siz yaptıysanız yapmanız gereken bir şey yok.
changed-alert = Başka biri sizin adınıza oturum açabilir. Hemen sistem yöneticinize başvurun.
changed-foot = Kimse parolanızı gizlice değiştiremesin diye { $house } hesabınız için ayarlanmış bütün iletişim bilgilerine gönderildi.

code-used-subject = { $house } hesabınızın bir kurtarma kodu kullanıldı
code-used-title = Bir kurtarma kodu kullanıldı
code-used-lead = Bu kod bir daha geçmez. Bunu siz yaptıysanız yapmanız gereken bir şey yok; sonuncusu kullanılmadan yeni kodlar oluşturun.
code-used-last-lead = Bu kod bir daha geçmez ve sonuncusuydu: oturum açın ve yeni kodlar oluşturun. Bunu siz yaptıysanız yapmanız gereken başka bir şey yok.
code-used-alert = Kodlarınızdan biri başkasının elinde. Oturum açın, yeni kodlar oluşturun ve hemen sistem yöneticinize başvurun.
code-used-foot = Kimse kodlarınızı gizlice kullanamasın diye { $house } hesabınız için ayarlanmış bütün iletişim bilgilerine gönderildi.

unlocked-subject = { $house } hesabınızın kilidi açıldı
unlocked-title = Hesabınızın kilidi açıldı
unlocked-lead = Parolanız öncekiyle aynı. Bunu siz yaptıysanız yapmanız gereken bir şey yok.
unlocked-alert = Başka biri hesabınıza girmeye çalışıyor olabilir. Hemen sistem yöneticinize başvurun.
unlocked-foot = Kimse hesabınızın kilidini gizlice açamasın diye { $house } hesabınız için ayarlanmış bütün iletişim bilgilerine gönderildi.

administrator-subject = { $house }: bir sistem yöneticisinin parolası sıfırlandı
administrator-title = Bir sistem yöneticisinin parolası sıfırlandı
administrator-lead = Diğer bütün sistem yöneticilerine haber verilir. Bundan haberiniz varsa yapmanız gereken bir şey yok.
administrator-alert = Bunu kendisinin yapıp yapmadığını o sistem yöneticisine e-posta dışında bir yolla sorun.
administrator-foot = Bu mesajı, { $house } sistem yöneticisi olduğunuz için alıyorsunuz.

added-subject = { $house } hesabınıza yeniden girmek için bir yöntem eklendi
added-title = Hesaba yeniden girmek için bir yöntem eklendi
added-lead = Parolanızı unuttuğunuzda sıfırlamanıza yarar. Bunu siz yaptıysanız yapmanız gereken bir şey yok.
added-alert = Başka biri bu yöntemle parolanızı sıfırlayabilir. Hemen sistem yöneticinize başvurun.

removed-subject = { $house } hesabınıza yeniden girmek için bir yöntem kaldırıldı
removed-title = Hesaba yeniden girmek için bir yöntem kaldırıldı
removed-lead = Artık parolanızı sıfırlamak için kullanılamaz. Bunu siz yaptıysanız yapmanız gereken bir şey yok.
removed-alert = Biri sizi hesabınızın dışında bırakmaya çalışıyor olabilir. Hemen sistem yöneticinize başvurun.

method-foot = Kimse iletişim bilgilerinizi gizlice değiştiremesin diye { $house } hesabınız için ayarlanmış iletişim bilgilerine gönderildi.

fact-line = { $name }: { $value }
fact-when = Ne zaman
fact-device = Cihaz
fact-network = Ağ
fact-way = Yöntem
fact-contact = İletişim bilgisi
fact-codes-left = Kalan kod
alert-title = Bunu siz yapmadıysanız hemen harekete geçin

digest-subject = { $count ->
    [one] { $house }: parolayla ilgili 1 yardım isteği
   *[other] { $house }: parolayla ilgili { $count } yardım isteği
}
digest-title = { $count ->
    [one] 1 yardım isteği
   *[other] { $count } yardım isteği
}
digest-lead = “Sistem yöneticinize başvurun” sayfasında yazıldı. Oraya herkes, istediği adla yazabilir: yardım etmeden önce gerçekten o kişi olup olmadığını kontrol edin.
digest-user = Kullanıcı adı
digest-reach = Nasıl ulaşılır
digest-message = Mesaj
digest-shortened = (kısaltıldı)
digest-omitted = { $count ->
    [one] 1 istek daha bir sonraki e-postayı bekliyor.
   *[other] { $count } istek daha bir sonraki e-postayı bekliyor.
}
digest-foot = Bu mesajı, { $house } çalışanlarının hesaplarına yeniden girmesine yardım ettiğiniz için alıyorsunuz.

slot-authentication-phone = Cep telefonu
slot-mobile-phone = Dizin kaydındaki cep telefonu
slot-office-phone = Ofis telefonu
slot-authentication-email = Alternatif e-posta
slot-alternate-email = Dizin kaydındaki alternatif e-posta
means-questions = Güvenlik soruları
means-authenticator-app = Kimlik doğrulama uygulaması
means-passkey = Geçiş anahtarı
means-recovery-codes = Kurtarma kodları

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = Ocak
month-2 = Şubat
month-3 = Mart
month-4 = Nisan
month-5 = Mayıs
month-6 = Haziran
month-7 = Temmuz
month-8 = Ağustos
month-9 = Eylül
month-10 = Ekim
month-11 = Kasım
month-12 = Aralık
