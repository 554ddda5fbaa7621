# 管理者の画面：認証アプリでのログイン、概要、これまでの出来事。

admin-sign-in-title = 管理者としてログイン
admin-sign-in-lead = パスワードの後に、認証アプリの認証コードをお尋ねします。
admin-sign-in-hint = ここでログインできるのは、認証アプリを持つ管理者だけです。

second-factor-title = 認証アプリの認証コードを入力
second-factor-lead = 認証アプリを開いてください。{ $house }の6桁の数字が表示され、30秒ごとに変わります。
second-factor-lost = アプリをなくした場合は、このサービスの運用担当者が新しいものを用意できます。
second-factor-over = 時間がかかりすぎました。もう一度ログインしてください。
second-factor-spent = 認証コードの間違いが多すぎます。もう一度ログインしてください。
second-factor-empty = アプリの6桁の数字を入力してください
second-factor-malformed = 認証コードは6桁の数字です

admin-pages = 管理者の画面
admin-pages-of-list = ほかの行
admin-overview-title = 概要
admin-resets-title = パスワードの再設定
admin-deliveries-title = 送信
admin-dead-letters-title = 未達メッセージ

admin-overview-question = 利用者はアカウントを復旧できる状態か、実際に復旧できたか。
admin-overview-lead = { $user }としてログイン中
admin-since = <m></m>から
admin-started = 開始
admin-started-meaning = 過去24時間の再設定
admin-completed = 新しいパスワードを設定
admin-completed-meaning = 開始した再設定のうち
admin-stopped = 中止
admin-stopped-meaning = 新しいパスワードなしで終了
admin-no-resets = 過去24時間に再設定はありません。
admin-under-way = { $count ->
    [0] 現在、再設定中の人はいません。
   *[other] 現在、{ $count }人が再設定中です。
}
admin-see-resets = すべての再設定を見る
admin-reasons-title = { $count ->
    [0] 再設定が中止された理由
   *[other] { $count }件の再設定が中止された理由
}
admin-reasons-lead = 利用者が最後に見た内容です。
admin-no-reasons = 中止されたものはありません。
admin-messages-title = メッセージ
admin-messages-lead = 「送信済み」は、配信事業者が引き受けたことを意味します。
admin-no-messages = まだメッセージはありません。
admin-care-title = 確認が必要なもの
admin-nothing-waits = 待機中のメッセージはありません。
admin-oldest-waits = 最も古いメッセージが{ $wait }待機しています（{ $kind }）。
admin-dead-letters-count = { $count ->
    [0] 過去24時間に送信を断念したメッセージはありません。
   *[other] 過去24時間に{ $count }件のメッセージの送信を断念しました。
}
admin-see-dead-letters = 未達メッセージを見る

admin-resets-lead = 新しい順です。再設定の記録は、終了後1日保管されます。
admin-deliveries-lead = 新しい順で、30日間保管されます。受け取る人は表示されますが、連絡先は表示されません。
admin-dead-letters-lead = 送信を断念したメッセージです。新しい順で、90日間保管されます。本文は封印されたままです。
admin-show = 表示
admin-all = すべて
admin-older = 古いもの
admin-newest = 最新
admin-nothing-found = 条件に合うものはありません。
admin-no-dead-letters = 送信を断念したメッセージはありません。
admin-nobody = 不明なユーザー
admin-nobody-hint = 不明なユーザー：入力されたユーザーIDは、存在しないか、有効でないか、登録されていません。このユーザーIDは保管されません。
admin-help-desk = ヘルプデスク
admin-proofs = { $passed } / { $required }

admin-head-person = 利用者
admin-head-status = 状況
admin-head-reason = 中止の理由
admin-head-proofs = 済んだ確認
admin-head-started = 開始
admin-head-touched = 最後の操作
admin-head-channel = 手段
admin-head-state = 送信状況
admin-head-count = 件数
admin-head-share = 割合
admin-head-message = メッセージ
admin-head-provider = 配信事業者
admin-head-asked = 申し込み
admin-head-updated = 最終更新
admin-head-because = 理由
admin-head-attempt = 試行
admin-head-buried = 断念
admin-head-expires = 有効期限

admin-status-proving = 進行中
admin-status-changing = パスワードを変更中
admin-status-completed = 新しいパスワードを設定済み
admin-status-closed = 中止

admin-reason-cancelled = 取り消し
admin-reason-expired = 時間切れ
admin-reason-too-many-attempts = 試行回数が多すぎる
admin-reason-superseded = パスワードか連絡先がその間に変更された
admin-reason-not-enabled = 有効でない
admin-reason-not-registered = 登録されていない
admin-reason-frozen = 再設定は停止中

admin-channel-email = メール
admin-channel-sms = SMS
admin-channel-voice = 電話

admin-state-due = 待機中
admin-state-attempting = 送信中
admin-state-sent = 送信済み
admin-state-delivered = 到達
admin-state-refused = 拒否
admin-state-ambiguous = 不明
admin-state-expired = 期限切れ

admin-purpose-reset-code = 再設定の認証コード
admin-purpose-registration-code = 登録の認証コード
admin-purpose-password-changed = パスワードの変更
admin-purpose-method-added = 復旧方法の追加
admin-purpose-method-removed = 復旧方法の削除
admin-purpose-help-digest = 相談

admin-kind-notice-email = メール
admin-kind-notice-sms = SMS
admin-kind-notice-voice = 電話
admin-kind-event-delivery-changed = 送信状況の通知
admin-kind-event-call-changed = 電話の状況の通知
