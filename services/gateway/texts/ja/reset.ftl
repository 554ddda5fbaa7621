# パスワードの再設定、画面ごと。

doors-title = どうされましたか？
doors-lead = アカウントを復旧するか、いざというときに備えましょう。
doors-reset = パスワードを忘れた
doors-reset-note = 本人確認をしてから、新しいパスワードを決めます。約3分です。
doors-register = まだログインできる
doors-register-note = 今のうちに電話とメールアドレスを設定しておけば、後で困ったときにアカウントを復旧できます。

who-title = アカウントの復旧
who-lead = まず本人確認をします。その後、新しいパスワードを決めてください。約3分かかります。
who-user-id = ユーザーID
who-user-id-hint = 多くの場合、仕事用のメールアドレスです（例：alice@contoso.example）
who-unsure = <b>ユーザーIDがわからない場合：</b>仕事用パソコンへのログインに入力している名前です。

choose-title = 今どれを使えますか？
choose-title-second = もう1つの方法を使う
choose-lead-second = 1つ目の確認が済みました。このアカウントでは、別の方法での確認がもう1つ必要です。
choose-which-number = どの番号ですか？
choose-which-address = どのアドレスですか？
choose-two-numbers = { $count ->
    [2] 2つの番号
   *[other] { $count }個の番号
}
choose-two-addresses = { $count ->
    [2] 2つのアドレス
   *[other] { $count }個のアドレス
}
choose-none = どれも使えない場合：<a>管理者に連絡</a>
choose-questions = { $count ->
   *[other] { $count }個の質問
}
choose-cancel = 再設定を中止する
choose-nothing-title = 使える方法がありません
choose-nothing = 管理者に連絡してください。アカウントの復旧をお手伝いします。

way-email = 予備のメールアドレスにメールを送る
way-sms = 携帯電話にSMSを送る
way-voice-mobile = 携帯電話にかける
way-voice-office = 会社の電話にかける
way-questions = セキュリティの質問に答える
way-app = 認証アプリを使う
way-passkey = パスキーを使う
way-recovery-code = 回復コードを使う

mask-number = 末尾が{ $digits }の番号
mask-address = アドレス{ $address }

number-title = 番号をすべて入力してください
number-lead-sms = <m></m> に認証コードをSMSで送ります。ご本人だけが申し込めるように、この番号をすべて入力してください。
number-lead-call = <m></m> に電話をかけます。ご本人だけが申し込めるように、この番号をすべて入力してください。
number-label = 電話番号
number-hint = 国番号はあってもなくてもかまいません
number-hint-office = 国番号はあってもなくてもかまいません。内線番号は入れないでください
number-next-sms = SMSを受け取る
number-next-call = 電話を受ける
another-way = 別の方法を選ぶ

code-title-sms = SMSで届いた認証コードを入力
code-title-email = メールで届いた認証コードを入力
code-title-voice = 電話に出て認証コードを入力
code-sent-to = <m></m> に{ $digits }桁の認証コードを送りました。
code-reference = <b>{ $reference }</b>と書かれたメッセージの認証コードを使ってください。以前の認証コードはもう使えません。
code-label = 認証コード
code-again = 新しい認証コードを送る
code-email-instead = 代わりにメールで受け取る
code-patience = 数分かかることがあります。送信元の番号ではなく、メッセージに書かれた認証コードを使ってください。
code-patience-email = 数分かかることがあります。迷惑メールフォルダーもご確認ください。
code-nothing-arrives = このアカウントが有効でない、登録されていない、または番号が違う場合は、何も届きません。<a>管理者に連絡</a>してください。
code-nothing-arrives-email = このアカウントが有効でない場合や登録されていない場合は、何も届きません。<a>管理者に連絡</a>してください。
code-new-in = · <b>{ $clock }</b>後に再送できます
code-again-open = 新しい認証コードを申し込めます
code-no-tries-left = この認証コードはもう試せません。新しい認証コードを申し込んでください。

delivery-queued = 送信中
delivery-sent = 送信しました
delivery-delivered = 届きました
delivery-delayed = いつもより時間がかかっています
delivery-failed = 届けられませんでした。別の方法を選んでください。

password-title = 新しいパスワードを決める
password-lead = つながりのない言葉を3つか4つ組み合わせると、覚えやすく、推測されにくくなります。
password-new = 新しいパスワード
password-repeat = もう一度入力
password-differs = パスワードが一致しません。もう一度入力してください。
password-show = 表示
password-hide = 隠す
password-needs = パスワードの条件
password-changing = <b>変更できたかどうか、まだ確認できていません。</b>同じ新しいパスワードをもう一度入力し、「完了」を選んでください。失われるものはありません。
password-rules-met = { "{all}" }個の条件のうち{ "{met}" }個を満たしています
rule-min-length = { $limit }文字以上
rule-max-length = { $limit }文字以内
rule-classes = 次のうち{ $limit }種類以上：英小文字、英大文字、数字、記号
rule-not-user-id = 名前やユーザーIDの一部を含まない
rule-not-banned = 誰でも思いつく言葉を含まない
rule-not-breached = 情報漏えいで知られていない
rule-same = 2回とも同じ入力
rule-so-far = 今は{ "{n}" }文字
rule-later = 「完了」を選ぶと確認されます
verdict-met = 満たしています
verdict-broken = 満たしていません
verdict-open = まだ満たしていません

done-title = パスワードが変更されました
done-lead = これからは新しいパスワードで{ $house }にログインしてください。ご本人でない場合に備えて、登録されている連絡先にお知らせしました。
done-keep-title = 保存してあるパスワードも更新してください
done-keep = スマートフォンのメール、Wi-Fi、共有フォルダーが古いパスワードを使い続け、アカウントがロックされることがあります。
done-trouble = ログインできない場合は、<a>よくある問題</a>をご覧ください。
done-not-you = 心当たりがない場合は、すぐに<a>管理者に連絡</a>してください。
done-codes-left = { $count ->
    [0] 最後の回復コードを使いました
   *[other] 回復コードを1つ使いました。残りは{ $count }個です
}
done-codes = 必要になる前に、ログインして新しい回復コードを作成してください。

unlock-lead = パスワードは思い出したけれど、入力を何度も間違えてアカウントがロックされた場合は、こちら。
unlock = パスワードはそのままでロックを解除する

closed-cancelled-title = 再設定を中止しました
closed-cancelled = 何も変わっていません。以前のパスワードを引き続き使えます。
closed-expired-title = 再設定の時間が切れました
closed-expired = 何も変わっていません。以前のパスワードを引き続き使えます。最初からやり直せます。
closed-too-many-attempts-title = 試行回数が多すぎます
closed-too-many-attempts = 他の人の侵入を防ぐため、再設定を中止しました。何も変わっていません。
closed-guesses-open = { $time }から、もう一度試せます。
closed-superseded-title = この再設定はもう使えません
closed-superseded = このアカウントのパスワードか連絡先が、その間に変更されました。最新のパスワードでログインするか、最初からやり直してください。
closed-not-enabled-title = このパスワードはここでは再設定できません
closed-not-enabled = あなたのアカウントでは、パスワードの再設定が有効になっていません。管理者がお手伝いします。
closed-not-registered-title = まだ登録されていません
closed-not-registered = このアカウントには使える方法が設定されていないため、本人確認ができません。管理者がお手伝いします。
closed-frozen-title = このアカウントの再設定は停止されています
closed-frozen = 変更が本人によるものではないという申し出がありました。管理者が再設定を再開できます。
closed-not-me-title = 電話が拒否されました
closed-not-me = 電話に出た人が9（「本人ではない」）を押しました。パスワードは変更されていません。ご本人の場合は、最初からやり直してください。
closed-unlocked-title = アカウントのロックが解除されました
closed-unlocked = パスワードは以前と同じです。そのパスワードでログインしてください。

lost-title = この画面はもう使えません
lost = 再設定が終わったか、このブラウザーに記録が残っていません。何も変わっていません。最初からやり直してください。
