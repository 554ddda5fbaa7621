# 連絡先のいらないものの設定：認証アプリ、パスキー、回復コード、質問。設定済みのものの確認。

set-up-name = 名前（任意）
set-up-name-hint = 後で見分けるための名前です（例：「仕事用スマホ」）
set-up-name-long = 名前は40文字までです
set-up-start-anew = 最初からやり直す

new-app-title = 認証アプリを追加
new-app-lead = まず、スマートフォンに認証アプリを入れてください。電波がないときでも、アプリに表示される認証コードでアカウントを復旧できます。
show-app-title = アプリでスキャンしてください
show-app-lead = アプリでアカウントの追加を選び、スキャンしてください。この端末のアプリを使う場合：<a>アプリを開く</a>
show-app-qr = 認証アプリ用のQRコード
show-app-secret = または <b>{ $secret }</b> を入力
show-app-code = アプリに表示された認証コード
show-app-once = これは1回だけ表示されます。ページを再読み込みすると、最初からやり直しになります。
app-code-title = 新しいアプリの認証コードを入力
app-code-lead = アカウントはすでにアプリに入っています。今アプリに表示されている認証コードを入力してください。
app-code-empty = アプリに表示されている6桁の数字を入力してください

new-passkey-title = パスキーを追加
new-passkey-lead = パスキーがあれば、顔、指紋、または端末のPINでアカウントを復旧できます。覚えるものはなく、誰にも推測されません。
make-passkey-title = パスキーを作成
make-passkey-lead = これから端末が確認を求め、パスキーを保管します。顔や指紋が私たちに見えることはありません。
make-passkey = パスキーを作成
make-passkey-missing = このブラウザーではパスキーを作成できません。別の方法を選ぶか、スマートフォンでこの画面を開いてください。
make-passkey-failed = パスキーは作成されませんでした。もう一度試すか、別の方法を選んでください。
make-passkey-known = この端末には、すでにあなたのパスキーがあります。
other-ways = すべての方法を見る

new-codes-title = 回復コード
new-codes-lead = 印刷して安全な場所に保管する10個の回復コードです。ほかに何もないとき、1つにつき1回、アカウントを復旧できます。
new-codes-once = 表示は1回だけです
new-codes-once-note = プリンターかペンを用意してください。パスワードとは別の場所に保管してください。
new-codes-replaced = 古い回復コードは使えなくなります
new-codes-replaced-note = { $count ->
   *[other] 回復コードが{ $count }個残っています。新しいものを作成すると使えなくなります。
}
new-codes-make = 回復コードを作成
show-codes-title = あなたの10個の回復コード
show-codes-lead = 今すぐ印刷、コピー、または書き写してください。もう一度表示することはできません。
show-codes-from = { $time }から使えます。
show-codes-print = 印刷
show-codes-copy = コピー
show-codes-copied = コピーしました
show-codes-kept = 保管しました

set-questions-title = 質問を選んでください
set-questions-lead = あなただけが知っていて、1年後も覚えている答えにしてください。
set-questions-replaced = ここで答えると、以前の答えと置き換わります。
set-questions-question = 質問{ $number }
set-questions-answer = あなたの答え
set-questions-choose = 質問を選んでください
set-questions-none = 質問{ $number }：一覧から1つ選んでください
set-questions-twice = 質問{ $number }：この質問はすでに選ばれています
set-questions-empty = 質問{ $number }：答えを入力してください
set-questions-length = 質問{ $number }：答えは3～40文字です
set-questions-hint = 答えはそれぞれ3～40文字です。大文字と小文字、アクセント記号の違いは問題ありません。ひらがな・カタカナ・漢字は区別されます。
set-questions-save = 完了

sign-in-again-title = 変更する前に、もう一度ログインしてください
sign-in-again-lead = ログインしてから時間がたっています。他の人による操作を防ぐため、パスワードをもう一度入力してください。

confirm-title = 今もこれで合っていますか？
confirm-lead = パスワードを忘れたときは、これらで本人確認をします。ときどき確認しておくと安心です。
confirm-yes = はい、合っています
confirm-change = 変更する
info-confirm = <b>今もすべて合っていますか？</b>ときどき確認しておくと安心です。

info-questions-count = { $count ->
   *[other] 答え{ $count }個
}
info-codes-count = { $count ->
   *[other] 残り{ $count }個
}
info-works-from = { $time }から使えます
info-until = { $time }まで使えます
info-change = 変更
info-new-codes = 新しい回復コード
info-another-authenticator-app = 別の認証アプリを追加
info-another-passkey = 別のパスキーを追加
method-authenticator-app-note = アプリの認証コード。電波がなくても使えます
method-passkey-note = 顔、指紋、または端末のPIN
method-recovery-code-note = 印刷して安全な場所に保管する10個の回復コード
method-security-questions-note = あなただけが知っている答え

done-passkey = 次回はパスワードなしで：<a>ログインしてパスキーを追加</a>
