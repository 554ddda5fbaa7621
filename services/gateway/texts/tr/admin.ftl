# Sistem yöneticilerinin sayfaları: kimlik doğrulama uygulamasıyla oturum açma, genel bakış ve olup bitenler.

admin-sign-in-title = Sistem yöneticisi olarak oturum açın
admin-sign-in-lead = Parolanızdan sonra kimlik doğrulama uygulamanızın kodunu isteriz.
admin-sign-in-hint = Burada yalnızca kimlik doğrulama uygulaması olan sistem yöneticileri oturum açabilir.

second-factor-title = Uygulamanızdaki kodu girin
second-factor-lead = Kimlik doğrulama uygulamanızı açın. { $house } için her 30 saniyede bir yenilenen altı rakam gösterir.
second-factor-lost = Uygulamanızı mı kaybettiniz? Bu hizmeti yürüten kişi size yenisini verebilir.
second-factor-over = Bu çok uzun sürdü. Yeniden oturum açın.
second-factor-spent = Çok fazla yanlış kod. Yeniden oturum açın.
second-factor-empty = Uygulamanızın altı rakamını girin
second-factor-malformed = Kod altı rakamdan oluşur

admin-pages = Sistem yöneticisi sayfaları
admin-pages-of-list = Diğer satırlar
admin-overview-title = Genel bakış
admin-resets-title = Sıfırlamalar
admin-deliveries-title = Gönderimler
admin-dead-letters-title = Gönderilemeyenler

admin-overview-question = Kullanıcılar hesaplarına yeniden girebiliyor mu, girebildi mi?
admin-overview-lead = oturum açan: { $user }
admin-since = <m></m> tarihinden beri
admin-started = Başlayan
admin-started-meaning = son 24 saatteki sıfırlama
admin-completed = Yeni parola alan
admin-completed-meaning = başlayanlar arasından
admin-stopped = Yarıda kalan
admin-stopped-meaning = yeni parola olmadan biten
admin-no-resets = Son 24 saatte sıfırlama yok.
admin-under-way = { $count ->
    [0] Şu anda sıfırlama yapan kimse yok.
    [one] Şu anda 1 kişi sıfırlama yapıyor.
   *[other] Şu anda { $count } kişi sıfırlama yapıyor.
}
admin-see-resets = Bütün sıfırlamaları gör
admin-reasons-title = { $count ->
    [0] Sıfırlamalar neden yarıda kaldı
    [one] 1 sıfırlama neden yarıda kaldı
   *[other] { $count } sıfırlama neden yarıda kaldı
}
admin-reasons-lead = Kullanıcıların gördüğü son şey.
admin-no-reasons = Yarıda kalan yok.
admin-messages-title = Mesajlar
admin-messages-lead = “Gönderildi”, bir sağlayıcının mesajı devraldığı anlamına gelir.
admin-no-messages = Henüz mesaj yok.
admin-care-title = Bakmaya değer
admin-nothing-waits = Bekleyen mesaj yok.
admin-oldest-waits = En eski mesaj { $wait } süredir bekliyor ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] Son 24 saatte gönderilmesinden vazgeçilen mesaj yok.
    [one] Son 24 saatte 1 mesajın gönderilmesinden vazgeçildi.
   *[other] Son 24 saatte { $count } mesajın gönderilmesinden vazgeçildi.
}
admin-see-dead-letters = Gönderilemeyenleri gör

admin-resets-lead = En yenisi en üstte. Bir sıfırlama, bitişinden sonra bir gün saklanır.
admin-deliveries-lead = En yenisi en üstte, 30 gün saklanır. Mesajı kimin aldığı gösterilir, iletişim bilgisi hiç gösterilmez.
admin-dead-letters-lead = Gönderilmesinden vazgeçilen mesajlar; en yenisi en üstte, 90 gün saklanır. İçerikleri kapalı kalır.
admin-show = Göster
admin-all = Tümü
admin-older = Daha eski
admin-newest = En yeni
admin-nothing-found = Aradığınıza uyan bir şey yok.
admin-no-dead-letters = Gönderilmesinden vazgeçilen mesaj yok.
admin-nobody = Bilinmeyen kullanıcı
admin-nobody-hint = Bilinmeyen kullanıcı: yazılan kullanıcı adı bilinmiyor, etkin değil ya da kayıtlı değil. Saklanmaz.
admin-help-desk = Yardım masası
admin-proofs = { $passed } / { $required }

admin-head-person = Kim
admin-head-status = Durum
admin-head-reason = Neden yarıda kaldı
admin-head-proofs = Doğrulamalar
admin-head-started = Başlangıç
admin-head-touched = Son adım
admin-head-channel = Kanal
admin-head-state = Durum
admin-head-count = Sayı
admin-head-share = Oran
admin-head-message = Mesaj
admin-head-provider = Sağlayıcı
admin-head-asked = İstendi
admin-head-updated = Son değişiklik
admin-head-because = Neden
admin-head-attempt = Deneme
admin-head-buried = Vazgeçildi
admin-head-expires = Geçerlilik sonu

admin-status-proving = Sürüyor
admin-status-changing = Parola değiştiriliyor
admin-status-completed = Yeni parola belirlendi
admin-status-closed = Yarıda kaldı

admin-reason-cancelled = İptal edildi
admin-reason-expired = Süre doldu
admin-reason-too-many-attempts = Çok fazla deneme
admin-reason-superseded = Parola ya da iletişim bilgileri bu arada değişti
admin-reason-not-enabled = Etkin değil
admin-reason-not-registered = Kayıtlı değil
admin-reason-frozen = Sıfırlama durduruldu

admin-channel-email = E-posta
admin-channel-sms = SMS
admin-channel-voice = Arama

admin-state-due = Bekliyor
admin-state-attempting = Gönderiliyor
admin-state-sent = Gönderildi
admin-state-delivered = Ulaştı
admin-state-refused = Reddedildi
admin-state-ambiguous = Belirsiz
admin-state-expired = Çok geç kaldı

admin-purpose-reset-code = Sıfırlama kodu
admin-purpose-registration-code = Kayıt kodu
admin-purpose-password-changed = Parola değiştirildi
admin-purpose-method-added = Bir yöntem eklendi
admin-purpose-method-removed = Bir yöntem kaldırıldı
admin-purpose-help-digest = Yardım istekleri

admin-kind-notice-email = E-posta
admin-kind-notice-sms = SMS
admin-kind-notice-voice = Arama
admin-kind-event-delivery-changed = Gönderim haberi
admin-kind-event-call-changed = Arama haberi
