# 管理员页面：用身份验证器应用登录、概览，以及发生过的事。

admin-sign-in-title = 以管理员身份登录
admin-sign-in-lead = 输入密码之后，还需要身份验证器应用中的验证码。
admin-sign-in-hint = 只有使用身份验证器应用的管理员才能在这里登录。

second-factor-title = 输入应用中的验证码
second-factor-lead = 打开您的身份验证器应用。它会为 { $house } 显示六位数字，每 30 秒更换一次。
second-factor-lost = 应用不见了？运行此服务的人可以为您换一个新的。
second-factor-over = 用时过长。请再次登录。
second-factor-spent = 输错验证码的次数过多。请再次登录。
second-factor-empty = 请输入应用中的六位数字
second-factor-malformed = 验证码是六位数字

admin-pages = 管理员页面
admin-pages-of-list = 更多行
admin-overview-title = 概览
admin-resets-title = 密码重置
admin-deliveries-title = 消息发送
admin-dead-letters-title = 未送达的消息

admin-overview-question = 大家能找回账号吗？找回了吗？
admin-overview-lead = 登录身份：{ $user }
admin-since = 自 <m></m> 起
admin-started = 已开始
admin-started-meaning = 过去 24 小时内的重置
admin-completed = 已设置新密码
admin-completed-meaning = 占已开始的重置
admin-stopped = 已停止
admin-stopped-meaning = 已结束但没有新密码
admin-no-resets = 过去 24 小时内没有重置。
admin-under-way = { $count ->
    [0] 目前没有人正在重置。
   *[other] 目前有 { $count } 人正在重置。
}
admin-see-resets = 查看所有重置
admin-reasons-title = { $count ->
    [0] 重置停止的原因
   *[other] { $count } 次重置停止的原因
}
admin-reasons-lead = 用户最后看到的内容。
admin-no-reasons = 没有停止的重置。
admin-messages-title = 消息
admin-messages-lead = “已发送”表示服务商已接收。
admin-no-messages = 还没有消息。
admin-care-title = 值得关注
admin-nothing-waits = 没有等待发送的消息。
admin-oldest-waits = 最早的消息已等待 { $wait }（{ $kind }）。
admin-dead-letters-count = { $count ->
    [0] 过去 24 小时内没有放弃发送的消息。
   *[other] 过去 24 小时内有 { $count } 条消息被放弃发送。
}
admin-see-dead-letters = 查看未送达的消息

admin-resets-lead = 最新的在最前。重置结束后保留一天。
admin-deliveries-lead = 最新的在最前，保留 30 天。只显示消息发给谁，不显示其联系方式。
admin-dead-letters-lead = 被放弃发送的消息，最新的在最前，保留 90 天。消息内容始终密封。
admin-show = 显示
admin-all = 全部
admin-older = 更早
admin-newest = 最新
admin-nothing-found = 没有符合条件的结果。
admin-no-dead-letters = 没有被放弃发送的消息。
admin-nobody = 未知用户
admin-nobody-hint = 未知用户：输入的用户名不存在、未开通或未登记。我们不保存它。
admin-help-desk = 服务台
admin-proofs = { $passed } / { $required }

admin-head-person = 用户
admin-head-status = 状态
admin-head-reason = 停止原因
admin-head-proofs = 已完成的验证
admin-head-started = 开始时间
admin-head-touched = 最后一步
admin-head-channel = 渠道
admin-head-state = 发送状态
admin-head-count = 数量
admin-head-share = 占比
admin-head-message = 消息
admin-head-provider = 服务商
admin-head-asked = 请求时间
admin-head-updated = 最后更新
admin-head-because = 原因
admin-head-attempt = 尝试次数
admin-head-buried = 放弃时间
admin-head-expires = 有效期至

admin-status-proving = 进行中
admin-status-changing = 正在更改密码
admin-status-completed = 已设置新密码
admin-status-closed = 已停止

admin-reason-cancelled = 已取消
admin-reason-expired = 已超时
admin-reason-too-many-attempts = 尝试次数过多
admin-reason-superseded = 密码或联系方式在此期间已更改
admin-reason-not-enabled = 未开通
admin-reason-not-registered = 未登记
admin-reason-frozen = 重置已停用

admin-channel-email = 邮件
admin-channel-sms = 短信
admin-channel-voice = 电话

admin-state-due = 等待中
admin-state-attempting = 正在发送
admin-state-sent = 已发送
admin-state-delivered = 已送达
admin-state-refused = 被拒绝
admin-state-ambiguous = 无法确定
admin-state-expired = 已过时

admin-purpose-reset-code = 重置用的验证码
admin-purpose-registration-code = 登记用的验证码
admin-purpose-password-changed = 密码已更改
admin-purpose-method-added = 新增了一种找回方式
admin-purpose-method-removed = 移除了一种找回方式
admin-purpose-help-digest = 求助

admin-kind-notice-email = 邮件
admin-kind-notice-sms = 短信
admin-kind-notice-voice = 电话
admin-kind-event-delivery-changed = 发送状态通知
admin-kind-event-call-changed = 电话状态通知
