# 设置不需要联系方式的项目：身份验证器应用、通行密钥、恢复代码、安全问题；以及确认已有内容。

set-up-name = 名称（可选）
set-up-name-hint = 方便以后区分，例如“工作手机”
set-up-name-long = 名称最多 40 个字符
set-up-start-anew = 重新开始

new-app-title = 添加身份验证器应用
new-app-lead = 请先在手机上安装身份验证器应用。之后它会显示验证码，没有信号时也能用来找回账号。
show-app-title = 用您的应用扫描
show-app-lead = 在应用中选择添加账号，然后扫描。如果应用就在此设备上：<a>打开应用</a>。
show-app-qr = 用于身份验证器应用的二维码
show-app-secret = 或输入 <b>{ $secret }</b>
show-app-code = 应用显示的验证码
show-app-once = 这里只显示一次。重新加载页面后需要重新开始。
app-code-title = 输入新应用中的验证码
app-code-lead = 应用中已有此账号。请输入它现在显示的验证码。
app-code-empty = 请输入应用显示的六位数字

new-passkey-title = 添加通行密钥
new-passkey-lead = 有了通行密钥，您可以用面容、指纹或设备的 PIN 码找回账号。不用记任何东西，别人也猜不到。
make-passkey-title = 创建您的通行密钥
make-passkey-lead = 您的设备现在会询问您，并保存通行密钥。我们看不到您的面容或指纹。
make-passkey = 创建通行密钥
make-passkey-missing = 此浏览器不能创建通行密钥。请换一种方式，或在手机上打开此页面。
make-passkey-failed = 没有创建通行密钥。请重试，或换一种方式。
make-passkey-known = 此设备上已有您的一个通行密钥。
other-ways = 查看所有方式

new-codes-title = 恢复代码
new-codes-lead = 十个恢复代码，请打印并妥善保管。手边没有别的办法时，每个都可以帮您找回账号一次。
new-codes-once = 只显示一次
new-codes-once-note = 请准备好打印机或笔。不要和密码放在一起。
new-codes-replaced = 旧的恢复代码将失效
new-codes-replaced-note = { $count ->
   *[other] 您还有 { $count } 个恢复代码。生成新的之后，它们就会失效。
}
new-codes-make = 生成恢复代码
show-codes-title = 您的十个恢复代码
show-codes-lead = 请现在打印、复制或抄写下来。我们无法再次显示。
show-codes-from = 从 { $time } 起可用。
show-codes-print = 打印
show-codes-copy = 复制
show-codes-copied = 已复制
show-codes-kept = 我已保存好

set-questions-title = 选择您的安全问题
set-questions-lead = 答案应当只有您知道，而且一年以后您仍然记得。
set-questions-replaced = 这里的回答会取代您以前的答案。
set-questions-question = 问题 { $number }
set-questions-answer = 您的答案
set-questions-choose = 选择一个问题
set-questions-none = 问题 { $number }：请从列表中选择
set-questions-twice = 问题 { $number }：您已经选过这个问题
set-questions-empty = 问题 { $number }：请输入您的答案
set-questions-length = 问题 { $number }：答案须为 3 到 40 个字符
set-questions-hint = 每个答案须为 3 到 40 个字符。不区分大小写和重音符号。
set-questions-save = 完成

sign-in-again-title = 更改之前，请再次登录
sign-in-again-lead = 您登录已有一段时间。为防止他人操作，请再次输入您的密码。

confirm-title = 这些还正确吗？
confirm-lead = 忘记密码时，您用这些方式验证身份。建议不时检查一下。
confirm-yes = 是的，正确
confirm-change = 更改
info-confirm = <b>这些都还正确吗？</b>建议不时检查一下。

info-questions-count = { $count ->
   *[other] { $count } 个答案
}
info-codes-count = { $count ->
   *[other] 还剩 { $count } 个
}
info-works-from = { $time } 起可用
info-until = { $time } 前可用
info-change = 更改
info-new-codes = 新的恢复代码
info-another-authenticator-app = 再添加一个身份验证器应用
info-another-passkey = 再添加一个通行密钥
method-authenticator-app-note = 应用中的验证码，没有信号也能用
method-passkey-note = 您的面容、指纹或设备的 PIN 码
method-recovery-code-note = 十个恢复代码，请打印并妥善保管
method-security-questions-note = 只有您知道的答案

done-passkey = 下次不用密码：<a>登录并添加通行密钥</a>。
