# どの画面にもある文。マークアップは<b>と<a>だけです。{ $variable } に入るものはエスケープされます。

language-name = 日本語
skip = 本文へ移動
switch-language = 言語：日本語
help = ヘルプ
contact-administrator = 管理者に連絡
contact-administrator-named = 管理者に連絡：{ $name }
privacy = プライバシー
sign-out = ログアウト
title-error = エラー：{ $title }
title-house = { $title } – { $house }
there-is-a-problem = 問題があります
step = ステップ{ $step }/3
step-account = アカウント
step-prove = 本人確認
step-password = 新しいパスワード
next = 次へ
verify = 確認
finish = 完了
back = 戻る
start-again = 最初からやり直す
sign-in = ログイン
set-it-up-now = 今すぐ設定
text-me = SMSを受け取る
call-me = 電話を受ける

captcha-checking = 自動チェック中です。パズルを解く必要はありません。
captcha-passed = 自動チェックが済みました。パズルを解く必要はありません。
captcha-finishing = 少々お待ちください。自動チェックがもうすぐ終わります。
captcha-longer = お使いのネットワークで多くの方がパスワードをリセットしているため、自動チェックに少し長くかかります。終わると自動的に次へ進みます。
captcha-failed = 自動チェックができませんでした。もう一度試しています。
captcha-needs-script = <b>この画面にはJavaScriptが必要です。</b>ロボットを防ぐために自動チェックを行っています。JavaScriptを有効にするか、<a>管理者に連絡</a>してください。

page-open-minutes = この画面の残り時間：{ "{m}" }分{ "{s}" }秒
page-open-seconds = この画面の残り時間：{ "{s}" }秒
page-open-over = 時間切れです。「完了」を選ぶと、この後どうすればよいかが表示されます。
page-open = この画面の残り時間：{ $minutes ->
   *[other] { $minutes }分
}
