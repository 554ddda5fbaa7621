# Kayıt: oturum açma, neyin ayarlı olduğu, yöntem ekleme ve kaldırma.

register-title = Yöntemleri ayarlamak için oturum açın
register-lead = Bugün geçerli olan parolayı kullanın. Sonra bir telefon ya da e-posta adresi eklersiniz.
register-user-id = Kullanıcı adı
register-password = Parola
register-forgot = Parolanızı mı unuttunuz?
register-no-access = Hesabınıza giremiyor musunuz?

info-title = Hesabınıza yeniden girme yöntemleri
info-lead = { $required ->
    [1] Parolanızı unutursanız kimliğinizi bunlardan biriyle doğrularsınız.
   *[other] Parolanızı unutursanız kimliğinizi bu listeden { $required } farklı yöntemle doğrularsınız.
}
info-missing-title = Parolanızı henüz sıfırlayamazsınız
info-missing = { $needed ->
    [1] Hâlâ oturum açabiliyorken aşağıdaki yöntemlerden birini ayarlayın.
   *[other] Hâlâ oturum açabiliyorken aşağıdakilerden { $needed } farklı yöntem ayarlayın.
}
info-more-title = Bir yöntem daha isteniyor
info-more = { $needed ->
    [1] Hâlâ oturum açabiliyorken aşağıdaki yöntemlerden birini daha ayarlayın.
   *[other] Hâlâ oturum açabiliyorken aşağıdakilerden { $needed } yöntem daha ayarlayın.
}
info-backup-title = Fırsat varken bir yedek ekleyin
info-backup = Şu anda elinizde olanlar olmadan hesabınıza yeniden giremezsiniz.
info-backup-phones = Bütün yöntemleriniz telefon. Hiçbiri elinizde yoksa hesabınıza yeniden giremezsiniz.
info-backup-emails = Bütün yöntemleriniz e-posta adresi. Onları açamazsanız hesabınıza yeniden giremezsiniz.
info-ready-title = Hazırsınız
info-ready = Gerektiğinde parolanızı kendiniz sıfırlayabilirsiniz.
info-set-up = Ayarlı
info-not-set-up = Henüz ayarlanmadı
info-verified-on = <m></m> tarihinde doğrulandı
info-not-verified = henüz doğrulanmadı
info-from-administrator = sistem yöneticinizden
info-managed = Sizin için yönetiliyor
info-remove = Kaldır
info-best-backup = En iyi yedek

slot-authentication-phone = Cep telefonu
slot-mobile-phone = Dizin kaydınızdaki cep telefonu
slot-office-phone = Ofis telefonu
slot-authentication-email = Alternatif e-posta
slot-alternate-email = Dizin kaydınızdaki alternatif e-posta
slot-authentication-phone-note = Size SMS ile kod göndeririz
slot-mobile-phone-note = Size SMS ile kod göndeririz
slot-office-phone-note = Yalnızca arama
slot-authentication-email-note = Bu parola olmadan açabileceğiniz özel bir adres
slot-alternate-email-note = Bu parola olmadan açabileceğiniz özel bir adres

phone-title = Cep telefonunuzu ekleyin
phone-lead = Size ait olduğunu doğrulamak için kod göndeririz. Operatör ücretleri uygulanabilir.
phone-country = Ülke veya bölge
phone-number = Telefon numarası
phone-number-hint = Her zaman çevirdiğiniz gibi
phone-how = Kodu nasıl almak istersiniz?
phone-use = Bu numarayı kimliğinizi doğrulamak ve değişiklikleri size bildirmek için kullanırız.
phone-lost = Eski telefonum kayıp
lost-hint = Eskisi hemen devre dışı kalır. Yenisinin beklemesi gerekebilir: o zaman ne zamandan itibaren geçerli olacağını size söyleriz.

email-title = Alternatif e-postanızı ekleyin
email-lead = Size ait olduğunu doğrulamak için kod göndeririz.
email-label = E-posta adresi
email-hint = Bu parola olmadan açabileceğiniz bir adres kullanın
email-send = bana e-posta gönder
email-use = Bu adresi kimliğinizi doğrulamak ve değişiklikleri size bildirmek için kullanırız.
email-lost = Eski adresimi artık açamıyorum

verify-wrong-contact-phone = Numara yanlış mı? <a>Yeniden yazın</a>
verify-wrong-contact-email = Adres yanlış mı? <a>Yeniden yazın</a>
verify-failed = Teslim edilemedi. Yazdığınızı kontrol edin veya başka bir yöntem seçin.

thanks-title = Teşekkürler, oldu
thanks-ready = Parolanızı unutursanız artık hesabınıza kendiniz yeniden girebilirsiniz.
thanks-more = Parolanızı kendiniz sıfırlayabilmeniz için bir yöntem daha gerekiyor.
thanks-backup-title = Bir yedek de kaydedin
thanks-backup = Telefon kaybolur, e-posta adresi kapanır. İki farklı yönteminiz olursa elinizde hep biri kalır.
thanks-finish = Bitir
thanks-overview = Bütün yöntemlerinizi görün

not-enabled-title = Sizin için parola sıfırlama etkin değil
not-enabled = Hesabınızda parola sıfırlama etkin değil, bu yüzden ayarlanacak bir şey yok. Sistem yöneticiniz bunu değiştirebilir.

remove-title = Bu yöntem kaldırılsın mı?
remove-lead = { $slot }, <m></m>
remove-warning-title = Bununla artık hesabınıza yeniden giremezsiniz
remove-warning = Oturum açabildiğiniz sürece onu yeniden ekleyebilirsiniz. Diğer iletişim bilgilerinize haber veririz.
remove-do = Kaldır
remove-keep = Kalsın

method-email = E-posta
method-mobile-phone = Cep telefonu
method-office-phone = Ofis telefonu
method-security-questions = Güvenlik soruları
method-authenticator-app = Kimlik doğrulama uygulaması
method-passkey = Geçiş anahtarı
method-recovery-code = Kurtarma kodları
