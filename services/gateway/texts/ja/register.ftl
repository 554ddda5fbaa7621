# 登録：ログイン、設定済みのもの、復旧方法の追加と削除。

register-title = ログインして復旧方法を設定
register-lead = 今使えるパスワードを入力してください。その後、電話かメールアドレスを追加します。
register-user-id = ユーザーID
register-password = パスワード
register-forgot = パスワードを忘れた場合
register-no-access = アカウントに入れない場合

info-title = アカウントの復旧方法
info-lead = { $required ->
    [1] パスワードを忘れたときは、このうちの1つで本人確認をします。
   *[other] パスワードを忘れたときは、この一覧にある{ $required }つの違う方法で本人確認をします。
}
info-missing-title = まだパスワードを再設定できません
info-missing = { $needed ->
    [1] ログインできるうちに、下の方法を1つ設定してください。
   *[other] ログインできるうちに、下の方法から違うものを{ $needed }つ設定してください。
}
info-more-title = もう1つの方法が必要です
info-more = { $needed ->
    [1] ログインできるうちに、下の方法をもう1つ設定してください。
   *[other] ログインできるうちに、下の方法をあと{ $needed }つ設定してください。
}
info-backup-title = 今のうちに予備の方法を追加してください
info-backup = 今お手元にあるものがなくなると、アカウントを復旧できません。
info-backup-phones = 設定されている方法はすべて電話です。電話が手元にないと、アカウントを復旧できません。
info-backup-emails = 設定されている方法はすべてメールアドレスです。メールを開けないと、アカウントを復旧できません。
info-ready-title = 準備ができています
info-ready = 必要なときに、いつでもご自身でパスワードを再設定できます。
info-set-up = 設定済み
info-not-set-up = 未設定
info-verified-on = <m></m>に確認
info-not-verified = 未確認
info-from-administrator = 管理者が設定
info-managed = 管理者が管理
info-remove = 削除
info-best-backup = 予備に最適

slot-authentication-phone = 携帯電話
slot-mobile-phone = 携帯電話（組織の名簿）
slot-office-phone = 会社の電話
slot-authentication-email = 予備のメールアドレス
slot-alternate-email = 予備のメールアドレス（組織の名簿）
slot-authentication-phone-note = SMSで認証コードを送ります
slot-mobile-phone-note = SMSで認証コードを送ります
slot-office-phone-note = 電話のみ
slot-authentication-email-note = このパスワードがなくても開ける個人のアドレス
slot-alternate-email-note = このパスワードがなくても開ける個人のアドレス

phone-title = 携帯電話を追加
phone-lead = ご本人のものか確認するため、認証コードを送ります。通常の通信料がかかることがあります。
phone-country = 国または地域
phone-number = 電話番号
phone-number-hint = 普段ダイヤルするとおりに入力してください
phone-how = 認証コードの受け取り方を選んでください
phone-use = この番号は、本人確認と変更のお知らせに使います。
phone-lost = 古い携帯電話をなくした
lost-hint = 古いものはすぐに使えなくなります。新しいものは、使えるまでお待ちいただくことがあります。その場合は、いつから使えるかをお知らせします。

email-title = 予備のメールアドレスを追加
email-lead = ご本人のものか確認するため、認証コードを送ります。
email-label = メールアドレス
email-hint = このパスワードがなくても開けるアドレスにしてください
email-send = メールを受け取る
email-use = このアドレスは、本人確認と変更のお知らせに使います。
email-lost = 古いメールアドレスを開けなくなった

verify-wrong-contact-phone = 番号が違う場合：<a>入力し直す</a>
verify-wrong-contact-email = アドレスが違う場合：<a>入力し直す</a>
verify-failed = 届けられませんでした。入力した内容を確認するか、別の方法を選んでください。

thanks-title = ありがとうございます。設定できました
thanks-ready = パスワードを忘れても、ご自身でアカウントを復旧できるようになりました。
thanks-more = ご自身でパスワードを再設定できるようになるには、もう1つの方法が必要です。
thanks-backup-title = 予備の方法も登録してください
thanks-backup = 電話をなくすことも、メールアドレスが使えなくなることもあります。違う方法が2つあれば、いつでも1つは残ります。
thanks-finish = 完了
thanks-overview = すべての方法を見る

not-enabled-title = パスワードの再設定が有効になっていません
not-enabled = あなたのアカウントでは、パスワードの再設定が有効になっていないため、設定するものはありません。管理者が変更できます。

remove-title = この方法を削除しますか？
remove-lead = { $slot }、<m></m>
remove-warning-title = アカウントの復旧に使えなくなります
remove-warning = ログインできる間は、また追加できます。ほかの連絡先にもお知らせします。
remove-do = 削除
remove-keep = 残す

method-email = メール
method-mobile-phone = 携帯電話
method-office-phone = 会社の電話
method-security-questions = セキュリティの質問
method-authenticator-app = 認証アプリ
method-passkey = パスキー
method-recovery-code = 回復コード
