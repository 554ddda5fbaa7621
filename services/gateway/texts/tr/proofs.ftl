# Mesajsız doğrulamalar: sorular, kimlik doğrulama uygulaması, kurtarma kodları, geçiş anahtarları ve aramalar.

proof-none = Bu işe yaramıyor mu? <a>Sistem yöneticinize başvurun</a>.
proof-no-tries-left = Bu yöntem için deneme hakkınız kalmadı. Başka bir yöntem seçin.

questions-title = Sorularınızı yanıtlayın
questions-hint = Büyük küçük harf, harflerin işaretleri ve baştaki sondaki boşluklar fark etmez.
questions-empty = Yanıtınızı yazın
questions-length = Bir yanıt 3 ile 40 karakter arasında olmalıdır

app-title = Uygulamanızdaki kodu girin
app-lead = Kimlik doğrulama uygulamanızı açın. Her 30 saniyede bir yenilenen altı rakam gösterir.

recovery-code-title = Kurtarma kodlarınızdan birini girin
recovery-code-lead = Her biri bir kez geçer. Sonra kaç tane kaldığını size söyleriz.
recovery-code-label = Kurtarma kodu
recovery-code-hint = 16 harf ve rakam. Büyük küçük harf, boşluk ve tire fark etmez.
recovery-code-empty = Kurtarma kodlarınızdan birini girin

passkey-title = Geçiş anahtarınızı kullanın
passkey-lead = Cihazınız yüzünüzü, parmağınızı ya da PIN’inizi ister. Hangisi olduğunu bize hiç söylemez.
passkey-use = geçiş anahtarımı kullan
passkey-missing = Bu tarayıcı geçiş anahtarı kullanamıyor. Başka bir yöntem seçin ya da bu sayfayı geçiş anahtarınızın olduğu yerde açın.
passkey-failed = Geçiş anahtarı kullanılmadı. Yeniden deneyin ya da başka bir yöntem seçin.
passkey-needs-script = <b>Geçiş anahtarları için JavaScript gerekir.</b> JavaScript’i açın ya da aşağıdan başka bir yöntem seçin.

call-title = Aramamızı yanıtlayın ve şu tuşlara basın
call-title-pound = Aramamızı yanıtlayın ve şu tuşa basın
call-keys = Basılacak tuşlar: { $keys }
call-answer = Aramayı yanıtlayın. Bir ses { $house } tarafından arandığınızı söyler.
call-answer-at = Arayacağımız numara: <m></m>. Aramayı yanıtlayın. Bir ses { $house } tarafından arandığınızı söyler.
call-press = Telefonun tuş takımında <b>{ $digits }</b> ve ardından <b>#</b> tuşuna basın.
call-press-pound = Telefonun tuş takımında <b>#</b> tuşuna basın.
call-come-back = Buraya dönün. Bu sayfa kendiliğinden ilerler.
call-text-instead = Bunun yerine SMS gönder
call-not-you = <b>İstemediğiniz bir arama mı?</b> 9’a basın ve kapatın. Arayan, parolanızı hiçbir zaman sormaz.
call-nothing-arrives = Bu hesapta parola sıfırlama etkin değilse, hesap kayıtlı değilse ya da numara farklıysa arama gelmez. <a>Sistem yöneticinize başvurun</a>.
call-try-again = yeniden dene
call-again-in = · yeni arama için <b>{ $clock }</b>
call-again-open = Şimdi yeni bir arama isteyebilirsiniz
call-over = Arama sona erdi
call-queued = Birazdan arıyoruz
call-sent = Sizi arıyoruz
call-delivered = Yanıtladınız. Şimdi tuşlara basın.
call-delayed = Her zamankinden uzun sürüyor
call-failed = Arama yapılamadı. Yeniden deneyin ya da başka bir yöntem seçin.

call-code-lead = Arayacağımız numara: <m></m>. Aramayı yanıtlayın. Bir ses { $house } tarafından arandığınızı söyler. { $digits } haneli kodunuzu duymak için <b>1</b> tuşuna basın ve kodu buraya yazın.
call-code-delivered = Yanıtladınız. Kodu duymak için 1’e basın.
call-code-end-nothing-pressed = Arama sırasında tuş takımını açın ve kodu duymak için 1’e basın.
call-code-end-wrong-keys = Kodu duymak için bir sonraki aramada 1’e basın.

call-end-busy-title = Hat meşguldü
call-end-busy = Diğer görüşmeyi bitirip yeniden deneyin.
call-end-no-answer-title = Kimse yanıtlamadı
call-end-no-answer = Telefonu yanınıza alıp yeniden deneyin.
call-end-nothing-pressed-title = Hiçbir tuşa basılmadı
call-end-nothing-pressed = Arama sırasında tuş takımını açın ve bu sayfada görünen tuşlara basın.
call-end-wrong-keys-title = Başka tuşlara basıldı
call-end-wrong-keys = Bir sonraki aramada, o sırada bu sayfada görünen tuşlara basın.
call-end-voicemail-title = Telesekreter yanıtladı
call-end-voicemail = Yeniden deneyin ve telesekreter açılmadan aramayı kendiniz yanıtlayın.
call-end-refused-title = Arama reddedildi
call-end-refused = Aramayı yanıtlayan kişi 9’a bastı: “bu ben değilim.” O sizseniz yeniden deneyin.
call-end-failed-title = Arama yapılamadı
call-end-failed = Yeniden deneyin ya da başka bir yöntem seçin.
