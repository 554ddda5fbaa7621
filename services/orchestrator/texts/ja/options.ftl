# APIクライアントの選択肢に表示される文。
option-email-alternate = 予備のメールアドレスにメールを送る
option-email-authentication = 予備のメールアドレスにメールを送る
option-sms-mobile = 携帯電話にSMSを送る
option-sms-authentication = 携帯電話にSMSを送る
option-voice-mobile = 携帯電話にかける
option-voice-authentication = 携帯電話にかける
option-voice-office = 会社の電話にかける
option-questions = セキュリティの質問に答える
option-authenticator-app = 認証アプリの認証コードを入力する
option-passkey = パスキーを使う
option-recovery-code = 回復コードを入力する

rule-min-length = { $limit }文字以上
rule-max-length = { $limit }文字以内
rule-classes = 次のうち{ $limit }種類以上：英小文字、英大文字、数字、記号
rule-not-user-id = ユーザーIDや名前を含まない
rule-not-banned = 組織名などのよく知られた言葉に頼っていない
rule-not-breached = よく使われるパスワードではない
