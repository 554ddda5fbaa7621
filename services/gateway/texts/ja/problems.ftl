# 問題コードごとに、人が読む文を1つ。名前は `problem-` とコードです。

problem-malformed-body = 正しく届きませんでした。もう一度試してください。
problem-invalid-field = 受け付けられない内容の欄があります。
problem-user-id-invalid = ログインするときと同じように、ユーザーIDを入力してください（例：name@company.com）
problem-captcha-invalid = 自動チェックをもう一度行う必要があります。少し待ってから、もう一度ボタンを選んでください。
problem-phone-number-invalid = 電話番号が不完全です。すべての数字を入力してください。
problem-phone-number-ends-differently = 番号の末尾が、下に表示されている数字と違います。末尾が同じ番号をすべて入力してください。
problem-phone-number-differs = 登録されている番号と違います
problem-phone-number-required = 先に電話番号をすべて入力してください
problem-phone-number-refused = この種類の番号には認証コードを送れません。携帯電話を使ってください。
problem-country-not-allowed = この国の番号には認証コードを送れません
problem-email-invalid = メールアドレスをすべて入力してください（例：name@mail.example）
problem-email-own = このパスワードがなくても開けるメールアドレスを使ってください
problem-channel-not-available = この連絡先にはこの方法を使えません
problem-option-unknown = 一覧から方法を1つ選んでください
problem-code-malformed = 認証コードは数字だけです。メッセージに書かれた数字を入力してください。
problem-answer-not-asked = 必要な内容が変わりました。ページを再読み込みしてください。
problem-answer-too-short = 答えは3～40文字です
problem-answers-alike = 質問ごとに違う答えにしてください
problem-question-unknown = その質問は選べません。一覧から選んでください。
problem-question-count = すべての質問に、1回ずつ答えてください
problem-wrong-code = { $left ->
    [0] 認証コードが違います。新しい認証コードを申し込んでください。
   *[other] 認証コードが違います。あと{ $left }回試せます。
}
problem-wrong-code-plain = 認証コードが違います
problem-proof-wrong-code = { $left ->
    [0] コードが違います。別の方法を選んでください。
   *[other] コードが違います。あと{ $left }回試せます。
}
problem-proof-wrong-code-plain = 入力が違います
problem-proof-challenge-over = この方法はここではもう使えません。もう一度選ぶか、別の方法を選んでください。
problem-app-code-malformed = 認証コードは6桁の数字です
problem-recovery-code-code-malformed = 回復コードは16文字の英数字です
problem-questions-wrong-code = { $left ->
    [0] 答えが違います。別の方法を選んでください。
   *[other] 答えが違います。あと{ $left }回試せます。次は別の質問をします。
}
problem-same-questions-wrong-code = { $left ->
    [0] 答えが違います。別の方法を選んでください。
   *[other] 答えが違います。あと{ $left }回試せます。
}
problem-passkey-wrong-code = このパスキーは、このアカウントのものではありません。別のパスキーを使うか、別の方法を選んでください。
problem-passkey-wrong-code-plain = このパスキーは、このアカウントのものではありません。別のパスキーを使うか、別の方法を選んでください。
problem-passkey-invalid-field = パスキーは使われませんでした。もう一度試すか、別の方法を選んでください。
problem-passkey-malformed-body = パスキーは使われませんでした。もう一度試すか、別の方法を選んでください。
problem-call-cooldown-running = 先ほど電話をかけました。{ $wait }後にもう一度申し込めます。
problem-call-cooldown-running-plain = 先ほど電話をかけました。少し待ってから、もう一度申し込んでください。
problem-call-challenge-over = この電話は終わりました。もう一度試すか、別の方法を選んでください。
problem-set-up-wrong-code = { $left ->
    [0] 認証コードが違います。最初からやり直してください。
   *[other] 認証コードが違います。あと{ $left }回試せます。
}
problem-set-up-wrong-code-plain = 認証コードが違います
problem-set-up-code-malformed = 認証コードは6桁の数字です
problem-set-up-challenge-over = 時間がかかりすぎました。最初からやり直してください。
problem-set-up-not-found = 時間がかかりすぎました。最初からやり直してください。
problem-new-passkey-wrong-code = パスキーを登録できませんでした。最初からやり直してください。
problem-new-passkey-wrong-code-plain = パスキーを登録できませんでした。最初からやり直してください。
problem-new-passkey-challenge-over = 時間がかかりすぎました。最初からやり直してください。
problem-new-passkey-not-found = 時間がかかりすぎました。最初からやり直してください。
problem-password-rejected = パスワードがすべての条件を満たしていません
problem-sign-in-failed = ユーザーIDまたはパスワードが違います
problem-token-invalid = この画面はもう使えません。最初からやり直してください。
problem-forbidden = この操作は許可されていません
problem-fresh-sign-in-required = 変更する前に、もう一度ログインしてください
problem-csrf-failed = このフォームは別の場所から送られたか、古くなっています。ページを再読み込みしてください。
problem-not-found = ここには何もありません
problem-method-not-allowed = このアドレスでは、その操作を受け付けていません
problem-challenge-over = この認証コードはもう使えません。新しい認証コードを申し込んでください。
problem-reset-over = この再設定は終わりました。最初からやり直してください。
problem-not-verified = 先に本人確認をしてください
problem-different-password = 別のパスワードへの変更が進行中です。先ほどと同じパスワードを入力してください。
problem-already-registered = これはすでに設定されています
problem-not-locked = このアカウントはロックされていません。ログインするか、新しいパスワードを決めてください。
problem-too-many-methods = これ以上は追加できません。先に1つ削除してください。
problem-body-too-large = 長すぎます
problem-unsupported-media-type = 正しく届きませんでした。もう一度試してください。
problem-wrong-host = このサーバーは、そのアドレスでは応答しません
problem-too-many-requests = 試行回数が多すぎます。{ $wait }後にもう一度試してください。
problem-too-many-requests-plain = 試行回数が多すぎます。しばらく待ってから、もう一度試してください。
problem-cooldown-running = 先ほどメッセージを送りました。{ $wait }後に新しいものを申し込めます。
problem-cooldown-running-plain = 先ほどメッセージを送りました。少し待ってから、新しいものを申し込んでください。
problem-calls-stopped = 電話が2回拒否されたため、1日の間、電話は使えません。別の方法を選んでください。
problem-internal-error = こちら側で問題が起きました。以前のパスワードを引き続き使えます。
problem-directory-unavailable = { $house }の名簿が応答しません。以前のパスワードを引き続き使えます。1分ほどしてから、もう一度試してください。
problem-unavailable = 現在、このサービスは応答できません。失われたものはありません。1分ほどしてから、もう一度試してください。

wait-seconds = { $count ->
   *[other] { $count }秒
}
wait-minutes = { $count ->
   *[other] { $count }分
}
wait-hours = { $count ->
   *[other] { $count }時間
}

field-empty-user-id = ユーザーIDを入力してください
field-empty-password = パスワードを入力してください
field-empty-code = メッセージに書かれた認証コードを入力してください
field-empty-phone-number = 電話番号を入力してください
field-empty-email = メールアドレスを入力してください
field-empty-reach-me = 連絡方法を入力してください
field-empty-message = お困りの内容を入力してください
field-empty-option = 方法を1つ選んでください

error-not-found-title = ここには何もありません
error-not-found = アドレスの入力間違いか、ページがなくなった可能性があります。
error-forbidden-title = この操作は許可されていません
error-forbidden = この画面は開けません。
error-csrf-title = このフォームは古くなっています
error-csrf = 別のウィンドウから送られたか、Cookieが無効になっています。何も変更されていません。前の画面に戻り、ページを再読み込みして、もう一度試してください。
error-too-many-title = 試行回数が多すぎます
error-too-many = 他の人の侵入を防ぐため、しばらくお待ちいただいています。{ $wait }後にもう一度試してください。何も変わっていません。
error-too-many-plain = 他の人の侵入を防ぐため、しばらくお待ちいただいています。後でもう一度試してください。何も変わっていません。
error-unavailable-title = 現在、応答できません
error-unavailable = 以前のパスワードを引き続き使えます。失われたものはありません。1分ほどしてから、もう一度試してください。
error-internal-title = こちら側で問題が起きました
error-internal = 以前のパスワードを引き続き使えます。1分ほどしてから、もう一度試してください。直らない場合は、管理者に知らせてください。
error-request-title = うまくいきませんでした
error-wrong-host-title = アドレスが違います
error-wrong-host = このサーバーは、そのアドレスでは応答しません。組織から案内されたリンクを使ってください。
error-try-again = もう一度試す
error-request-id = 管理者に伝える番号：{ $id }
