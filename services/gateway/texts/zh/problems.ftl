# 每个问题代码对应一句给人看的话；名称为 `problem-` 加代码。

problem-malformed-body = 提交的内容有误。请重试。
problem-invalid-field = 有一栏的内容无法接受。
problem-user-id-invalid = 请像登录时一样输入您的用户名，例如 name@company.com
problem-captcha-invalid = 需要重新进行自动检查。请稍等片刻，然后再次选择该按钮。
problem-phone-number-invalid = 这不是完整的电话号码。请输入全部数字。
problem-phone-number-ends-differently = 这个号码的尾号与下方显示的不同。请输入尾号相同的完整号码。
problem-phone-number-differs = 这不是登记的号码
problem-phone-number-required = 请先输入完整的电话号码
problem-phone-number-refused = 无法向这类号码发送验证码。请使用手机号码。
problem-country-not-allowed = 不向此国家的号码发送验证码
problem-email-invalid = 请输入完整的邮箱地址，例如 name@mail.example
problem-email-own = 请使用不需要此密码就能打开的邮箱
problem-channel-not-available = 此方式不能用于这个联系方式
problem-option-unknown = 请从列表中选择一种方式
problem-code-malformed = 验证码只有数字。请输入消息中的数字。
problem-answer-not-asked = 现在需要的是别的内容。请重新加载页面。
problem-answer-too-short = 答案须为 3 到 40 个字符
problem-answers-alike = 每个问题的答案不能相同
problem-question-unknown = 没有这个问题。请从列表中选择。
problem-question-count = 请回答所有问题，每个问题回答一次
problem-wrong-code = { $left ->
    [0] 验证码不正确。请重新发送验证码。
   *[other] 验证码不正确。您还可以试 { $left } 次。
}
problem-wrong-code-plain = 验证码不正确
problem-proof-wrong-code = { $left ->
    [0] 输入不正确。请换一种方式。
   *[other] 输入不正确。您还可以试 { $left } 次。
}
problem-proof-wrong-code-plain = 输入不正确
problem-proof-challenge-over = 此方式在这里已失效。请重新选择它，或换一种方式。
problem-app-code-malformed = 验证码是六位数字
problem-recovery-code-code-malformed = 恢复代码是 16 个字母和数字
problem-questions-wrong-code = { $left ->
    [0] 回答不正确。请换一种方式。
   *[other] 回答不正确。您还可以试 { $left } 次。现在我们会问其他问题。
}
problem-same-questions-wrong-code = { $left ->
    [0] 回答不正确。请换一种方式。
   *[other] 回答不正确。您还可以试 { $left } 次。
}
problem-passkey-wrong-code = 此通行密钥不属于这个账号。请使用另一个，或换一种方式。
problem-passkey-wrong-code-plain = 此通行密钥不属于这个账号。请使用另一个，或换一种方式。
problem-passkey-invalid-field = 没有使用通行密钥。请重试，或换一种方式。
problem-passkey-malformed-body = 没有使用通行密钥。请重试，或换一种方式。
problem-call-cooldown-running = 我们刚刚打过电话。{ $wait }后可再次拨打。
problem-call-cooldown-running-plain = 我们刚刚打过电话。请稍等片刻再要求拨打。
problem-call-challenge-over = 此次来电已结束。请重试，或换一种方式。
problem-set-up-wrong-code = { $left ->
    [0] 验证码不正确。请重新开始。
   *[other] 验证码不正确。您还可以试 { $left } 次。
}
problem-set-up-wrong-code-plain = 验证码不正确
problem-set-up-code-malformed = 验证码是六位数字
problem-set-up-challenge-over = 用时过长。请重新开始。
problem-set-up-not-found = 用时过长。请重新开始。
problem-new-passkey-wrong-code = 通行密钥未被接受。请重新开始。
problem-new-passkey-wrong-code-plain = 通行密钥未被接受。请重新开始。
problem-new-passkey-challenge-over = 用时过长。请重新开始。
problem-new-passkey-not-found = 用时过长。请重新开始。
problem-password-rejected = 密码没有满足所有要求
problem-sign-in-failed = 用户名或密码不正确
problem-token-invalid = 此页面已失效。请重新开始。
problem-forbidden = 不允许此操作
problem-fresh-sign-in-required = 更改之前，请再次登录
problem-csrf-failed = 此表单来自别处，或已过期。请重新加载页面。
problem-not-found = 这里没有内容
problem-method-not-allowed = 此地址不支持该请求
problem-challenge-over = 此验证码已失效。请重新发送验证码。
problem-reset-over = 本次重置已结束。请重新开始。
problem-not-verified = 请先验证身份
problem-different-password = 正在用另一个密码进行更改。请输入与之前相同的密码。
problem-already-registered = 这一项已经设置过了
problem-not-locked = 此账号没有被锁定。请登录，或设置新密码。
problem-too-many-methods = 这一类的数量已达上限。请先移除一个。
problem-body-too-large = 内容太长
problem-unsupported-media-type = 提交的内容有误。请重试。
problem-wrong-host = 此服务器不使用该地址
problem-too-many-requests = 尝试次数过多。请在 { $wait }后重试。
problem-too-many-requests-plain = 尝试次数过多。请稍等一段时间再试。
problem-cooldown-running = 刚刚发送过一条消息。{ $wait }后可重新发送。
problem-cooldown-running-plain = 刚刚发送过一条消息。请稍等片刻再重新发送。
problem-calls-stopped = 因有两次来电被拒绝，一天内不再拨打电话。请换一种方式。
problem-internal-error = 我们这边出了问题。您的旧密码仍然有效。
problem-directory-unavailable = { $house } 的目录没有响应。您的旧密码仍然有效。请过一分钟再试。
problem-unavailable = 此服务暂时无法响应。没有丢失任何内容。请过一分钟再试。

wait-seconds = { $count ->
   *[other] { $count } 秒
}
wait-minutes = { $count ->
   *[other] { $count } 分钟
}
wait-hours = { $count ->
   *[other] { $count } 小时
}

field-empty-user-id = 请输入您的用户名
field-empty-password = 请输入您的密码
field-empty-code = 请输入消息中的验证码
field-empty-phone-number = 请输入电话号码
field-empty-email = 请输入邮箱地址
field-empty-reach-me = 请告诉我们如何联系您
field-empty-message = 请说明遇到的问题
field-empty-option = 请选择一种方式

error-not-found-title = 这里没有内容
error-not-found = 地址可能输错了，或者页面已不存在。
error-forbidden-title = 不允许此操作
error-forbidden = 您不能打开此页面。
error-csrf-title = 此表单已过期
error-csrf = 它来自另一个窗口，或者 Cookie 已关闭。什么都没有改变。请返回，重新加载页面，再试一次。
error-too-many-title = 尝试次数过多
error-too-many = 为防止他人进入，需要等待一段时间。请在 { $wait }后重试。什么都没有改变。
error-too-many-plain = 为防止他人进入，需要等待一段时间。请稍后再试。什么都没有改变。
error-unavailable-title = 我们暂时无法响应
error-unavailable = 您的旧密码仍然有效，没有丢失任何内容。请过一分钟再试。
error-internal-title = 我们这边出了问题
error-internal = 您的旧密码仍然有效。请过一分钟再试；如果仍然这样，请告诉管理员。
error-request-title = 操作没有成功
error-wrong-host-title = 地址不对
error-wrong-host = 此服务器不使用该地址。请使用您单位提供的链接。
error-try-again = 重试
error-request-id = 提供给管理员的编号：{ $id }
