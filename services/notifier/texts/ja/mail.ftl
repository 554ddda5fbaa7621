# メール。マークアップは使いません。{ $variable } に入るものは、HTMLに入るところでエスケープされます。

mail-contact = 管理者に連絡
mail-contact-named = 管理者に連絡：{ $name }
mail-no-answer = このメールには返信しないでください。
mail-never-ask = パスワードやコードをお尋ねすることは決してありません。

code-subject = { $house }の認証コード、{ $reference }
code-preview = { $reference }と表示されている画面に入力してください。
code-title = 認証コード
code-lead = 認証コードを申し込んだ画面に入力してください。その画面には、同じ3つの文字が表示されています。
code-copy = 認証コード：
code-letters = 文字：
code-lifetime = { $minutes ->
   *[other] 使えるのは1回だけで、有効期間は{ $minutes }分です。
}相手が私たちであっても、誰にも教えないでください。
code-for = 用途
code-for-reset = { $house }のアカウントのパスワードの再設定
code-for-registration = このメールアドレスを{ $house }のアカウントの復旧に使う設定
code-not-you = 心当たりがない場合
code-not-you-reset = パスワードは変更されていません。このメールは無視してください。また届くようでしたら、管理者に連絡してください。
code-not-you-registration = 誰かがアドレスを間違えて入力した可能性があります。このメールは無視してください。認証コードがなければ何も起こりません。
code-foot-reset = このメールは、あなたの{ $house }のアカウントに設定されているアドレスに送信しています。
code-foot-registration = このメールは、{ $house }の画面で入力されたアドレスに送信しています。

changed-subject = { $house }のパスワードが変更されました
changed-title = パスワードが変更されました
changed-lead = ご本人による操作であれば、何もする必要はありません。
changed-alert = 他の人があなたとしてログインできる状態かもしれません。すぐに管理者に連絡してください。
changed-foot = パスワードが知らないうちに変更されることのないよう、あなたの{ $house }のアカウントに設定されているすべての連絡先に送信しています。

code-used-subject = { $house }のアカウントの回復コードが使われました
code-used-title = 回復コードが使われました
code-used-lead = このコードはもう使えません。ご本人による操作であれば、何もする必要はありません。最後の1つを使う前に、新しい回復コードを作成してください。
code-used-last-lead = このコードはもう使えません。また、これが最後の1つでした。ログインして新しい回復コードを作成してください。ご本人による操作であれば、ほかに必要なことはありません。
code-used-alert = 他の人があなたの回復コードを持っています。ログインして新しい回復コードを作成し、すぐに管理者に連絡してください。
code-used-foot = 回復コードが知らないうちに使われることのないよう、あなたの{ $house }のアカウントに設定されているすべての連絡先に送信しています。

unlocked-subject = { $house }のアカウントのロックが解除されました
unlocked-title = アカウントのロックが解除されました
unlocked-lead = パスワードは以前と同じです。ご本人による操作であれば、何もする必要はありません。
unlocked-alert = 他の人があなたのアカウントに入ろうとしているかもしれません。すぐに管理者に連絡してください。
unlocked-foot = ロックが知らないうちに解除されることのないよう、あなたの{ $house }のアカウントに設定されているすべての連絡先に送信しています。

administrator-subject = { $house }：管理者のパスワードが再設定されました
administrator-title = 管理者のパスワードが再設定されました
administrator-lead = 他のすべての管理者にお知らせしています。ご存じのことであれば、何もする必要はありません。
administrator-alert = この管理者に、メール以外の方法で、ご本人による操作かどうかを確認してください。
administrator-foot = あなたが{ $house }の管理者であるため、このメールをお送りしています。

added-subject = { $house }のアカウントの復旧方法が追加されました
added-title = 復旧方法が追加されました
added-lead = パスワードを忘れたときに、再設定に使えます。ご本人による操作であれば、何もする必要はありません。
added-alert = 他の人がこれを使って、あなたのパスワードを再設定できるかもしれません。すぐに管理者に連絡してください。

removed-subject = { $house }のアカウントの復旧方法が削除されました
removed-title = 復旧方法が削除されました
removed-lead = パスワードの再設定にはもう使えません。ご本人による操作であれば、何もする必要はありません。
removed-alert = 誰かがあなたをアカウントから締め出そうとしているかもしれません。すぐに管理者に連絡してください。

method-foot = 連絡先が知らないうちに変更されることのないよう、あなたの{ $house }のアカウントに設定されている連絡先に送信しています。

fact-line = { $name }：{ $value }
fact-when = 日時
fact-device = 端末
fact-network = ネットワーク
fact-way = 方法
fact-contact = 連絡先
fact-codes-left = 残りの回復コード
alert-title = 心当たりがない場合は、すぐに対応してください

digest-subject = { $count ->
   *[other] { $house }：パスワードに関する相談が{ $count }件あります
}
digest-title = { $count ->
   *[other] { $count }件の相談
}
digest-lead = 「管理者に連絡」の画面から送られたものです。そこには誰でも、どんな名前でも書き込めます。対応する前に、本人であることを確認してください。
digest-user = ユーザーID
digest-reach = 連絡方法
digest-message = メッセージ
digest-shortened = （省略）
digest-omitted = { $count ->
   *[other] ほかの{ $count }件は次のメールでお送りします。
}
digest-foot = あなたが{ $house }の利用者のアカウント復旧を担当しているため、このメールをお送りしています。

slot-authentication-phone = 携帯電話
slot-mobile-phone = 携帯電話（組織の名簿）
slot-office-phone = 会社の電話
slot-authentication-email = 予備のメールアドレス
slot-alternate-email = 予備のメールアドレス（組織の名簿）
means-questions = セキュリティの質問
means-authenticator-app = 認証アプリ
means-passkey = パスキー
means-recovery-codes = 回復コード

moment = { $year }年{ $month }{ $day }日 { $clock } UTC
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
