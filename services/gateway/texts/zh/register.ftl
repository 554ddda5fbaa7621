# 登记：登录、已设置的内容、添加和移除找回方式。

register-title = 登录以设置找回方式
register-lead = 请使用目前有效的密码。然后您可以添加手机或邮箱。
register-user-id = 用户名
register-password = 密码
register-forgot = 忘记密码？
register-no-access = 无法进入您的账号？

info-title = 找回方式
info-lead = { $required ->
    [1] 忘记密码时，您用其中一种方式验证身份。
   *[other] 忘记密码时，您用此列表中 { $required } 种不同的方式验证身份。
}
info-missing-title = 您还不能重置密码
info-missing = { $needed ->
    [1] 趁您还能登录，请设置下面的一种方式。
   *[other] 趁您还能登录，请设置下面 { $needed } 种不同的方式。
}
info-more-title = 还需要一种方式
info-more = { $needed ->
    [1] 趁您还能登录，请再设置下面的一种方式。
   *[other] 趁您还能登录，请再设置下面的 { $needed } 种方式。
}
info-backup-title = 趁现在添加备用方式
info-backup = 如果手边没有现在这些东西，您就无法找回账号。
info-backup-phones = 您的方式都是电话。如果手边没有电话，您就无法找回账号。
info-backup-emails = 您的方式都是邮箱。如果打不开邮箱，您就无法找回账号。
info-ready-title = 您已准备就绪
info-ready = 需要时，您随时可以自己重置密码。
info-set-up = 已设置
info-not-set-up = 尚未设置
info-verified-on = <m></m> 验证
info-not-verified = 尚未验证
info-from-administrator = 由管理员提供
info-managed = 由管理员维护
info-remove = 移除
info-best-backup = 最佳备用

slot-authentication-phone = 手机
slot-mobile-phone = 手机（来自单位目录）
slot-office-phone = 办公电话
slot-authentication-email = 备用邮箱
slot-alternate-email = 备用邮箱（来自单位目录）
slot-authentication-phone-note = 我们给您发送短信验证码
slot-mobile-phone-note = 我们给您发送短信验证码
slot-office-phone-note = 仅限来电
slot-authentication-email-note = 不需要此密码就能打开的私人邮箱
slot-alternate-email-note = 不需要此密码就能打开的私人邮箱

phone-title = 添加您的手机
phone-lead = 我们会发送验证码，确认这是您的手机。可能产生通信费用。
phone-country = 国家或地区
phone-number = 电话号码
phone-number-hint = 按您平时拨打的方式填写
phone-how = 您想怎样接收验证码？
phone-use = 我们用这个号码确认是您本人，并通知您发生的更改。
phone-lost = 我的旧手机丢失了
lost-hint = 旧的会立即失效。新的可能需要等待：届时我们会告诉您从什么时候起可用。

email-title = 添加您的备用邮箱
email-lead = 我们会发送验证码，确认这是您的邮箱。
email-label = 邮箱地址
email-hint = 请使用不需要此密码就能打开的邮箱
email-send = 给我发邮件
email-use = 我们用这个邮箱确认是您本人，并通知您发生的更改。
email-lost = 我打不开旧邮箱了

verify-wrong-contact-phone = 号码错了？<a>重新输入</a>
verify-wrong-contact-email = 邮箱错了？<a>重新输入</a>
verify-failed = 未能送达。请检查您输入的内容，或换一种方式。

thanks-title = 谢谢，设置成功
thanks-ready = 如果忘记密码，您现在可以自己找回账号。
thanks-more = 还需要一种方式，您才能自己重置密码。
thanks-backup-title = 再登记一种备用方式
thanks-backup = 手机可能丢失，邮箱可能停用。有两种不同的方式，您总还有一种可用。
thanks-finish = 完成
thanks-overview = 查看所有方式

not-enabled-title = 您未开通密码重置
not-enabled = 您的账号未开通密码重置，因此没有需要设置的内容。管理员可以更改这一点。

remove-title = 移除这种方式？
remove-lead = { $slot }，<m></m>
remove-warning-title = 移除后不能再用它找回账号
remove-warning = 只要您还能登录，就可以重新添加。我们会通知您的其他联系方式。
remove-do = 移除
remove-keep = 保留

method-email = 邮箱
method-mobile-phone = 手机
method-office-phone = 办公电话
method-security-questions = 安全问题
method-authenticator-app = 身份验证器应用
method-passkey = 通行密钥
method-recovery-code = 恢复代码
