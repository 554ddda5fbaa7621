# 不靠消息的验证：安全问题、身份验证器应用、恢复代码、通行密钥，以及来电。

proof-none = 用不了？<a>联系管理员</a>。
proof-no-tries-left = 此方式的尝试次数已用完。请换一种方式。

questions-title = 回答您的安全问题
questions-hint = 不区分大小写和重音符号，首尾空格不影响结果。
questions-empty = 请输入您的答案
questions-length = 答案须为 3 到 40 个字符

app-title = 输入应用中的验证码
app-lead = 打开您的身份验证器应用。它会显示六位数字，每 30 秒更换一次。

recovery-code-title = 输入一个恢复代码
recovery-code-lead = 每个恢复代码只能使用一次。之后我们会告诉您还剩几个。
recovery-code-label = 恢复代码
recovery-code-hint = 16 个字母和数字。不区分大小写，空格和短横线不影响结果。
recovery-code-empty = 请输入一个恢复代码

passkey-title = 使用您的通行密钥
passkey-lead = 您的设备会要求面容、指纹或设备 PIN 码。它不会告诉我们您用的是哪一种。
passkey-use = 使用我的通行密钥
passkey-missing = 此浏览器不能使用通行密钥。请换一种方式，或在保存了通行密钥的设备上打开此页面。
passkey-failed = 没有使用通行密钥。请重试，或换一种方式。
passkey-needs-script = <b>通行密钥需要 JavaScript。</b>请开启 JavaScript，或在下方换一种方式。

call-title = 接听来电并按下这些键
call-title-pound = 接听来电并按下这个键
call-keys = 要按的键：{ $keys }
call-answer = 接听来电。语音会说这里是 { $house }。
call-answer-at = 用 <m></m> 接听来电。语音会说这里是 { $house }。
call-press = 在电话键盘上按 <b>{ $digits }</b>，然后按 <b>#</b>。
call-press-pound = 在电话键盘上按 <b>#</b>。
call-come-back = 回到这里。此页面会自动继续。
call-text-instead = 改用短信发送
call-not-you = <b>不是您要求的来电？</b>请按 9 并挂断。来电绝不会索要您的密码。
call-nothing-arrives = 如果此账号未开通或未登记，或者号码不一致，您将收不到来电。<a>联系管理员</a>。
call-try-again = 重试
call-again-in = · <b>{ $clock }</b> 后可再次拨打
call-again-open = 现在可以再次拨打
call-over = 通话已结束
call-queued = 即将拨打
call-sent = 正在拨打您的电话
call-delivered = 您已接听。请现在按键。
call-delayed = 比平时慢一些
call-failed = 电话未能拨通。请重试，或换一种方式。

call-code-lead = 用 <m></m> 接听来电。语音会说这里是 { $house }。按 <b>1</b> 收听 { $digits } 位验证码，然后在这里输入。
call-code-delivered = 您已接听。按 1 收听验证码。
call-code-end-nothing-pressed = 请在通话中打开键盘，按 1 收听验证码。
call-code-end-wrong-keys = 下次来电时，请按 1 收听验证码。

call-end-busy-title = 电话占线
call-end-busy = 请结束另一个通话，然后重试。
call-end-no-answer-title = 无人接听
call-end-no-answer = 请把电话放在手边，然后重试。
call-end-nothing-pressed-title = 没有按任何键
call-end-nothing-pressed = 请在通话中打开键盘，按下此页面显示的键。
call-end-wrong-keys-title = 按了其他键
call-end-wrong-keys = 下次来电时，请按此页面届时显示的键。
call-end-voicemail-title = 由机器接听
call-end-voicemail = 请在语音信箱接听之前亲自接听，然后重试。
call-end-refused-title = 来电被拒绝
call-end-refused = 接听者按了 9：“不是本人操作”。如果是您本人，请重试。
call-end-failed-title = 电话未能拨通
call-end-failed = 请重试，或换一种方式。
