# İletişim bilgisi gerektirmeyenleri ayarlama: kimlik doğrulama uygulaması, geçiş anahtarı, kurtarma kodları, sorular; ve ayarlı olanları onaylama.

set-up-name = Ad (isteğe bağlı)
set-up-name-hint = Sonra diğerlerinden ayırt edebilmeniz için: “İş telefonu”
set-up-name-long = Bir ad en çok 40 karakter olabilir
set-up-start-anew = Yeniden başla

new-app-title = Kimlik doğrulama uygulaması ekleyin
new-app-lead = Önce telefonunuza bir kimlik doğrulama uygulaması yükleyin. Uygulama, çekim olmasa da hesabınıza yeniden girmenizi sağlayan kodlar gösterir.
show-app-title = Bunu uygulamanızla tarayın
show-app-lead = Uygulamada hesap eklemeyi seçin ve tarayın. Bu cihazda: <a>uygulamayı açın</a>.
show-app-qr = Kimlik doğrulama uygulamanız için QR kodu
show-app-secret = Ya da şunu yazın: <b>{ $secret }</b>
show-app-code = Uygulamanın gösterdiği kod
show-app-once = Bu bir kez gösterilir. Sayfayı yeniden yüklerseniz baştan başlarsınız.
app-code-title = Yeni uygulamanızdaki kodu girin
app-code-lead = Hesap uygulamada zaten var. Şimdi gösterdiği kodu girin.
app-code-empty = Uygulamanın gösterdiği altı rakamı girin

new-passkey-title = Geçiş anahtarı ekleyin
new-passkey-lead = Geçiş anahtarıyla hesabınıza yüzünüz, parmağınız ya da cihazınızın PIN’i ile yeniden girersiniz. Hatırlanacak bir şey yoktur ve kimse tahmin edemez.
make-passkey-title = Geçiş anahtarınızı oluşturun
make-passkey-lead = Cihazınız şimdi size sorar ve geçiş anahtarını saklar. Yüzünüzü ya da parmağınızı biz hiç görmeyiz.
make-passkey = geçiş anahtarı oluştur
make-passkey-missing = Bu tarayıcı geçiş anahtarı oluşturamıyor. Başka bir yöntem seçin ya da bu sayfayı telefonunuzda açın.
make-passkey-failed = Geçiş anahtarı oluşturulmadı. Yeniden deneyin ya da başka bir yöntem seçin.
make-passkey-known = Bu cihazda geçiş anahtarlarınızdan biri zaten var.
other-ways = Bütün yöntemlerinizi görün

new-codes-title = Kurtarma kodları
new-codes-lead = Yazdırıp güvenli bir yerde saklayacağınız on kod. Her biri, elinizde başka bir şey yokken hesabınıza bir kez yeniden girmenizi sağlar.
new-codes-once = Kodları bir kez gösteririz
new-codes-once-note = Yanınızda yazıcı ya da kalem olsun. Kodları parolanızdan ayrı saklayın.
new-codes-replaced = Eski kodlarınız sona erer
new-codes-replaced-note = { $count ->
    [one] 1 kodunuz kaldı. Yenilerini oluşturduğunuzda artık geçmez.
   *[other] { $count } kodunuz kaldı. Yenilerini oluşturduğunuzda artık geçmezler.
}
new-codes-make = kodlarımı oluştur
show-codes-title = On kurtarma kodunuz
show-codes-lead = Şimdi yazdırın, kopyalayın ya da not alın. Onları bir daha gösteremeyiz.
show-codes-from = Geçerlilik başlangıcı: { $time }.
show-codes-print = yazdır
show-codes-copy = kopyala
show-codes-copied = kopyalandı
show-codes-kept = Kodları sakladım

set-questions-title = Sorularınızı seçin
set-questions-lead = Yalnızca sizin bildiğiniz ve bir yıl sonra da bileceğiniz yanıtlar.
set-questions-replaced = Burada verdiğiniz yanıtlar eskilerinin yerine geçer.
set-questions-question = Soru { $number }
set-questions-answer = Yanıtınız
set-questions-choose = Bir soru seçin
set-questions-none = Soru { $number }: listeden bir soru seçin
set-questions-twice = Soru { $number }: bunu zaten seçtiniz
set-questions-empty = Soru { $number }: yanıtınızı yazın
set-questions-length = Soru { $number }: bir yanıt 3 ile 40 karakter arasında olmalıdır
set-questions-hint = Her yanıt 3 ile 40 karakter arasında olmalıdır. Büyük küçük harf ve harflerin işaretleri fark etmez.
set-questions-save = Bitir

sign-in-again-title = Bunu değiştirmeden önce yeniden oturum açın
sign-in-again-lead = Oturum açmanızın üzerinden biraz zaman geçti. Başkalarını uzak tutmak için parolanızı bir kez daha yazın.

confirm-title = Bu hâlâ doğru mu?
confirm-lead = Parolanızı unutursanız kimliğinizi bunlarla doğrularsınız. Arada bir göz atmak iyidir.
confirm-yes = evet, doğru
confirm-change = değiştir
info-confirm = <b>Bunların hepsi hâlâ doğru mu?</b> Arada bir göz atmak iyidir.

info-questions-count = { $count ->
    [one] 1 yanıt
   *[other] { $count } yanıt
}
info-codes-count = { $count ->
    [one] 1 kod kaldı
   *[other] { $count } kod kaldı
}
info-works-from = geçerlilik başlangıcı: { $time }
info-until = geçerlilik sonu: { $time }
info-change = Değiştir
info-new-codes = Yeni kodlar
info-another-authenticator-app = Bir kimlik doğrulama uygulaması daha ekle
info-another-passkey = Bir geçiş anahtarı daha ekle
method-authenticator-app-note = Uygulamadan kodlar, çekim olmasa da
method-passkey-note = Yüzünüz, parmağınız ya da cihazınızın PIN’i
method-recovery-code-note = Yazdırıp güvenli bir yerde saklayacağınız on kod
method-security-questions-note = Yalnızca sizin bildiğiniz yanıtlar

done-passkey = Bir dahaki sefere parolasız: <a>oturum açın ve geçiş anahtarı ekleyin</a>.
