# 电子邮件。不含标记：填入 { $variable } 的内容在进入 HTML 时会转义。

mail-contact = 联系管理员
mail-contact-named = 联系管理员：{ $name }
mail-no-answer = 请勿回复此邮件。
mail-never-ask = 我们绝不会向您索要密码、验证码或恢复代码。

code-subject = 您的 { $house } 验证码，{ $reference }
code-preview = 请在显示 { $reference } 的页面上输入。
code-title = 您的验证码
code-lead = 请在您获取验证码的页面上输入。页面上会显示同样的三个字母。
code-copy = 验证码：
code-letters = 字母：
code-lifetime = { $minutes ->
   *[other] 只能使用一次，{ $minutes } 分钟内有效。
}请不要把它告诉任何人，包括我们。
code-for = 用途
code-for-reset = 重置您的 { $house } 账号密码
code-for-registration = 用此邮箱找回您的 { $house } 账号
code-not-you = 不是您本人操作？
code-not-you-reset = 您的密码没有更改，请忽略此邮件。如果再次收到，请联系管理员。
code-not-you-registration = 可能有人输错了邮箱地址。请忽略此邮件：没有验证码，什么都不会发生。
code-foot-reset = 此邮件发送到了为您的 { $house } 账号设置的邮箱。
code-foot-registration = 此邮件发送到了在 { $house } 的页面上填写的邮箱。

changed-subject = 您的 { $house } 密码已更改
changed-title = 您的密码已更改
changed-lead = 如果是您本人操作，则无需处理。
changed-alert = 其他人可能已经可以用您的身份登录。请立即联系管理员。
changed-foot = 此通知发送到了为您的 { $house } 账号设置的所有联系方式，以免有人偷偷更改您的密码。

code-used-subject = 您的 { $house } 账号有一个恢复代码被使用
code-used-title = 一个恢复代码已被使用
code-used-lead = 它不能再次使用。如果是您本人操作，则无需处理；请在用完最后一个之前生成新的恢复代码。
code-used-last-lead = 它不能再次使用，而且这是最后一个：请登录并生成新的恢复代码。如果是您本人操作，则无需其他处理。
code-used-alert = 其他人拿到了您的恢复代码。请登录并生成新的恢复代码，然后立即联系管理员。
code-used-foot = 此通知发送到了为您的 { $house } 账号设置的所有联系方式，以免有人偷偷使用您的恢复代码。

unlocked-subject = 您的 { $house } 账号已解锁
unlocked-title = 您的账号已解锁
unlocked-lead = 您的密码没有变化。如果是您本人操作，则无需处理。
unlocked-alert = 可能有人正试图进入您的账号。请立即联系管理员。
unlocked-foot = 此通知发送到了为您的 { $house } 账号设置的所有联系方式，以免有人偷偷解锁您的账号。

administrator-subject = { $house }：一位管理员的密码已重置
administrator-title = 一位管理员的密码已重置
administrator-lead = 我们通知了其他所有管理员。如果您知道这件事，则无需处理。
administrator-alert = 请用电子邮件以外的方式，向这位管理员确认是否为本人操作。
administrator-foot = 您收到此邮件，是因为您是 { $house } 的管理员。

added-subject = 您的 { $house } 账号新增了一种找回方式
added-title = 新增了一种找回方式
added-lead = 忘记密码时，您可以用它重置密码。如果是您本人操作，则无需处理。
added-alert = 其他人可能会用它重置您的密码。请立即联系管理员。

removed-subject = 您的 { $house } 账号移除了一种找回方式
removed-title = 移除了一种找回方式
removed-lead = 它不能再用来重置您的密码。如果是您本人操作，则无需处理。
removed-alert = 可能有人想让您无法进入账号。请立即联系管理员。

method-foot = 此通知发送到了为您的 { $house } 账号设置的联系方式，以免有人偷偷更改它们。

fact-line = { $name }：{ $value }
fact-when = 时间
fact-device = 设备
fact-network = 网络
fact-way = 方式
fact-contact = 联系方式
fact-codes-left = 剩余恢复代码
alert-title = 如果不是您本人操作，请立即处理

digest-subject = { $count ->
   *[other] { $house }：{ $count } 条密码求助
}
digest-title = { $count ->
   *[other] { $count } 条求助
}
digest-lead = 来自“联系管理员”页面。任何人都可以用任何名字在那里留言：提供帮助之前，请先确认对方是本人。
digest-user = 用户名
digest-reach = 如何联系
digest-message = 留言
digest-shortened = （已截短）
digest-omitted = { $count ->
   *[other] 另有 { $count } 条求助将在下一封邮件中发送。
}
digest-foot = 您收到此邮件，是因为您负责帮助 { $house } 的人员找回账号。

slot-authentication-phone = 手机
slot-mobile-phone = 手机（来自单位目录）
slot-office-phone = 办公电话
slot-authentication-email = 备用邮箱
slot-alternate-email = 备用邮箱（来自单位目录）
means-questions = 安全问题
means-authenticator-app = 身份验证器应用
means-passkey = 通行密钥
means-recovery-codes = 恢复代码

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
