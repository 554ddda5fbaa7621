# Aramalar: söylendiği gibi yazılmış cümleler. Rakam yok, kuruluşunki dışında ad yok.

call-hello = Merhaba. { $house } tarafından aranıyorsunuz.
call-reset = { $host } adresinde, parolanızı sıfırlamak için bir istek yapıldı.
call-registration = { $host } adresinde, bu telefonun parola sıfırlama yöntemi olarak eklenmesi istendi.
call-match-number = Bunu siz istediyseniz sayfaya bakın. Orada görünen iki rakama, ardından kare tuşuna basın.
call-press-pound = Bunu siz istediyseniz kare tuşuna basın.
call-read-code = Bunu siz istediyseniz kodunuzu duymak için bire basın.
call-not-you = Siz istemediyseniz dokuza basın.
call-nothing = Hiçbir tuşa basılmadı. Hoşça kalın.
call-thanks = Teşekkürler. Lütfen sayfaya bakın. Hoşça kalın.
call-not-asked = Bunlar istediğimiz tuşlar değil. Lütfen sayfaya bakın. Hoşça kalın.
call-refused = Haber verdiğiniz için teşekkürler. Hoşça kalın.
call-code = Kodunuz: { $digits }. Bir kez daha: { $digits }. Kodu kimseye söylemeyin. Hoşça kalın.
call-over = Bu arama artık geçerli değil. Lütfen sayfaya bakın. Hoşça kalın.
