# SMS mesajları. Yalnızca GSM 7 bit alfabesinin karakterleri (Türkçeye özgü harfler ve eğik tırnaklar yok), rakam yok, kuruluşunki dışında ad yok.

sms-house = { $house }: { $message }
sms-code = Kodunuz { $code } ({ $reference }). Kimseye soylemeyin. Siz istemediyseniz dikkate almayin.
sms-code-short = Kod { $code } ({ $reference })
sms-changed = Parolaniz az once degistirildi. Siz yapmadiysaniz hemen sistem yoneticinize basvurun.
sms-added = Parolanizi sifirlamak icin az once bir yontem eklendi. Siz yapmadiysaniz hemen sistem yoneticinize basvurun.
sms-removed = Parolanizi sifirlamak icin bir yontem az once kaldirildi. Siz yapmadiysaniz hemen sistem yoneticinize basvurun.
sms-code-used = Az once bir kurtarma kodu kullanildi. { $left ->
    [0] Hic kod kalmadi.
    [1] Bir kod kaldi.
    [2] Iki kod kaldi.
    [3] Uc kod kaldi.
    [4] Dort kod kaldi.
    [5] Bes kod kaldi.
    [6] Alti kod kaldi.
    [7] Yedi kod kaldi.
    [8] Sekiz kod kaldi.
    [9] Dokuz kod kaldi.
   *[other] Baska kodlar kaldi.
} Siz yapmadiysaniz hemen sistem yoneticinize basvurun.
sms-unlocked = Hesabinizin kilidi az once acildi. Siz yapmadiysaniz hemen sistem yoneticinize basvurun.
