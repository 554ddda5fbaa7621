# メッセージを使わない確認：質問、認証アプリ、回復コード、パスキー、電話。

proof-none = うまくいかない場合：<a>管理者に連絡</a>
proof-no-tries-left = この方法ではもう試せません。別の方法を選んでください。

questions-title = セキュリティの質問に答える
questions-hint = 大文字と小文字、アクセント記号、前後の空白の違いは問題ありません。ひらがな・カタカナ・漢字は区別されます。
questions-empty = 答えを入力してください
questions-length = 答えは3～40文字です

app-title = 認証アプリの認証コードを入力
app-lead = 認証アプリを開いてください。6桁の数字が表示され、30秒ごとに変わります。

recovery-code-title = 回復コードを1つ入力
recovery-code-lead = それぞれ1回だけ使えます。使った後、残りの数をお知らせします。
recovery-code-label = 回復コード
recovery-code-hint = 16文字の英数字です。大文字と小文字、空白、ハイフンの違いは問題ありません。
recovery-code-empty = 回復コードを1つ入力してください

passkey-title = パスキーを使う
passkey-lead = 端末で、顔、指紋、または端末のPINを求められます。どれを使ったかは、私たちには伝わりません。
passkey-use = パスキーを使う
passkey-missing = このブラウザーではパスキーを使えません。別の方法を選ぶか、パスキーがある端末でこの画面を開いてください。
passkey-failed = パスキーは使われませんでした。もう一度試すか、別の方法を選んでください。
passkey-needs-script = <b>パスキーにはJavaScriptが必要です。</b>有効にするか、下から別の方法を選んでください。

call-title = 電話に出て、これらのボタンを押してください
call-title-pound = 電話に出て、このボタンを押してください
call-keys = 押すボタン：{ $keys }
call-answer = 電話に出てください。音声が{ $house }と名乗ります。
call-answer-at = <m></m> への電話に出てください。音声が{ $house }と名乗ります。
call-press = 電話のキーパッドで<b>{ $digits }</b>を押し、続けて<b>#</b>を押してください。
call-press-pound = 電話のキーパッドで<b>#</b>を押してください。
call-come-back = ここに戻ってください。この画面は自動で次に進みます。
call-text-instead = 代わりにSMSで受け取る
call-not-you = <b>申し込んだ覚えのない電話ですか？</b>9を押して電話を切ってください。電話でパスワードをお尋ねすることは決してありません。
call-nothing-arrives = このアカウントが有効でない、登録されていない、または番号が違う場合は、電話はかかってきません。<a>管理者に連絡</a>してください。
call-try-again = もう一度試す
call-again-in = · <b>{ $clock }</b>後にもう一度かけられます
call-again-open = もう一度電話を申し込めます
call-over = 電話が終わりました
call-queued = まもなく電話をかけます
call-sent = 電話をかけています
call-delivered = 電話がつながりました。ボタンを押してください。
call-delayed = いつもより時間がかかっています
call-failed = 電話をかけられませんでした。もう一度試すか、別の方法を選んでください。

call-code-lead = <m></m> への電話に出てください。音声が{ $house }と名乗ります。<b>1</b>を押すと{ $digits }桁の認証コードが聞けます。それをここに入力してください。
call-code-delivered = 電話がつながりました。1を押して認証コードを聞いてください。
call-code-end-nothing-pressed = 通話中にキーパッドを開き、1を押して認証コードを聞いてください。
call-code-end-wrong-keys = 次の電話では、1を押して認証コードを聞いてください。

call-end-busy-title = 話し中でした
call-end-busy = ほかの通話を終えてから、もう一度試してください。
call-end-no-answer-title = 応答がありませんでした
call-end-no-answer = 電話を手元に置いてから、もう一度試してください。
call-end-nothing-pressed-title = ボタンが押されませんでした
call-end-nothing-pressed = 通話中にキーパッドを開き、この画面に表示されているボタンを押してください。
call-end-wrong-keys-title = 別のボタンが押されました
call-end-wrong-keys = 次の電話では、そのときこの画面に表示されるボタンを押してください。
call-end-voicemail-title = 留守番電話につながりました
call-end-voicemail = 留守番電話になる前にご自身で電話に出られるようにして、もう一度試してください。
call-end-refused-title = 電話が拒否されました
call-end-refused = 電話に出た人が9（「本人ではない」）を押しました。ご本人の場合は、もう一度試してください。
call-end-failed-title = 電話をかけられませんでした
call-end-failed = もう一度試すか、別の方法を選んでください。
