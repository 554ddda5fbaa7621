# 重置密码，逐页排列。

doors-title = 您需要什么帮助？
doors-lead = 现在就找回账号，或者为将来做好准备。
doors-reset = 我忘记了密码
doors-reset-note = 验证身份，然后设置新密码。大约三分钟。
doors-register = 我还能登录
doors-register-note = 现在就设置手机和邮箱，以后需要时就能找回账号。

who-title = 找回您的账号
who-lead = 我们先确认是您本人，然后您设置新密码。大约需要三分钟。
who-user-id = 用户名
who-user-id-hint = 通常是您的工作邮箱，例如 alice@contoso.example
who-unsure = <b>不确定您的用户名？</b>就是您登录工作电脑时输入的名字。

choose-title = 您现在可以使用哪一种？
choose-title-second = 再使用一种方式
choose-lead-second = 第一次验证已通过。此账号还需要用另一种方式再验证一次。
choose-which-number = 哪个号码？
choose-which-address = 哪个邮箱？
choose-two-numbers = { $count ->
    [2] 两个号码
   *[other] { $count } 个号码
}
choose-two-addresses = { $count ->
    [2] 两个邮箱
   *[other] { $count } 个邮箱
}
choose-none = 都用不了？<a>联系管理员</a>
choose-questions = { $count ->
   *[other] { $count } 个问题
}
choose-cancel = 停止重置
choose-nothing-title = 没有可用的方式了
choose-nothing = 请联系管理员，管理员可以帮您找回账号。

way-email = 发邮件到我的备用邮箱
way-sms = 发短信到我的手机
way-voice-mobile = 拨打我的手机
way-voice-office = 拨打我的办公电话
way-questions = 回答我的安全问题
way-app = 使用我的身份验证器应用
way-passkey = 使用我的通行密钥
way-recovery-code = 使用恢复代码

mask-number = 尾号为 { $digits } 的号码
mask-address = 邮箱 { $address }

number-title = 输入完整号码
number-lead-sms = 我们会把验证码发送到 <m></m>。请输入这个号码的全部数字，确保只有您能获取验证码。
number-lead-call = 我们会拨打 <m></m>。请输入这个号码的全部数字，确保只有您能获取来电。
number-label = 电话号码
number-hint = 可以带国家代码，也可以不带
number-hint-office = 可以带国家代码，也可以不带；不要输入分机号
number-next-sms = 给我发短信
number-next-call = 给我打电话
another-way = 换一种方式

code-title-sms = 输入短信中的验证码
code-title-email = 输入邮件中的验证码
code-title-voice = 接听来电并输入验证码
code-sent-to = 我们已把 { $digits } 位验证码发送到 <m></m>。
code-reference = 请使用带有 <b>{ $reference }</b> 的那条消息。之前的验证码已失效。
code-label = 验证码
code-again = 重新发送验证码
code-email-instead = 改用邮件发送
code-patience = 可能需要几分钟。请输入消息里的验证码，不要输入发件人的号码。
code-patience-email = 可能需要几分钟。也请看看垃圾邮件文件夹。
code-nothing-arrives = 如果此账号未开通或未登记，或者号码不一致，您将收不到任何消息。<a>联系管理员</a>。
code-nothing-arrives-email = 如果此账号未开通或未登记，您将收不到任何消息。<a>联系管理员</a>。
code-new-in = · <b>{ $clock }</b> 后可重新发送
code-again-open = 现在可以重新发送验证码
code-no-tries-left = 此验证码的尝试次数已用完。请重新发送验证码。

delivery-queued = 正在发送
delivery-sent = 已发送
delivery-delivered = 已送达
delivery-delayed = 比平时慢一些
delivery-failed = 未能送达。请换一种方式。

password-title = 设置新密码
password-lead = 把三四个互不相关的词放在一起，好记又难猜。
password-new = 新密码
password-repeat = 再输入一次
password-differs = 两次输入的密码不一致。请再输入一次。
password-show = 显示
password-hide = 隐藏
password-needs = 密码要求
password-changing = <b>我们还不能确定更改是否成功。</b>请再次输入相同的新密码，然后选择“完成”。不会丢失任何内容。
password-rules-met = 已满足 { "{met}" } 项要求，共 { "{all}" } 项
rule-min-length = 至少 { $limit } 个字符
rule-max-length = 最多 { $limit } 个字符
rule-classes = 至少包含以下 { $limit } 种：小写字母、大写字母、数字、符号
rule-not-user-id = 不含您的姓名或用户名的任何部分
rule-not-banned = 不含人人都会猜到的词
rule-not-breached = 未在数据泄露中出现过
rule-same = 两次输入一致
rule-so-far = 目前 { "{n}" } 个
rule-later = 选择“完成”后检查
verdict-met = 已满足
verdict-broken = 不满足
verdict-open = 尚未满足

done-title = 您的密码已更改
done-lead = 从现在起，请用新密码登录 { $house }。我们已向您的联系方式发送通知，以防不是您本人操作。
done-keep-title = 更新保存过密码的地方
done-keep = 手机上的邮件、无线网络和共享文件夹可能还在使用旧密码，会导致您的账号被锁定。
done-trouble = 登录遇到问题？请看<a>常见问题</a>。
done-not-you = 不是您本人操作？请立即<a>联系管理员</a>。
done-codes-left = { $count ->
    [0] 您用掉了最后一个恢复代码
   *[other] 您用掉了一个恢复代码：还剩 { $count } 个
}
done-codes = 请登录并生成新的恢复代码，以备不时之需。

unlock-lead = 您又想起了密码，只是因为多次输错而被锁定？
unlock = 保留密码并解锁账号

closed-cancelled-title = 您已停止重置
closed-cancelled = 什么都没有改变。您的旧密码仍然有效。
closed-expired-title = 本次重置已超时
closed-expired = 什么都没有改变。您的旧密码仍然有效。您可以重新开始。
closed-too-many-attempts-title = 尝试次数过多
closed-too-many-attempts = 为防止他人进入，我们停止了本次重置。什么都没有改变。
closed-guesses-open = 您可以从 { $time } 起再试。
closed-superseded-title = 本次重置已失效
closed-superseded = 此账号的密码或联系方式在此期间发生了变化。请用最新的密码登录，或重新开始。
closed-not-enabled-title = 您不能在这里重置此密码
closed-not-enabled = 您的账号未开通密码重置。管理员可以帮助您。
closed-not-registered-title = 您还没有登记
closed-not-registered = 此账号没有设置任何可用的方式，我们无法确认是您本人。管理员可以帮助您。
closed-frozen-title = 此账号的密码重置已停用
closed-frozen = 有人报告某项更改不是本人操作。管理员可以重新开启密码重置。
closed-not-me-title = 来电被拒绝
closed-not-me = 接听者按了 9：“不是本人操作”。您的密码没有更改。如果是您本人，请重新开始。
closed-unlocked-title = 您的账号已解锁
closed-unlocked = 您的密码和以前一样。请用它登录。

lost-title = 此页面已失效
lost = 您的重置已结束，或者此浏览器没有保留相关记录。什么都没有改变。请重新开始。
