# 每个页面上都有的文字。标记只用 <b> 和 <a>；填入 { $variable } 的内容会转义。

language-name = 简体中文
skip = 跳到正文
switch-language = 语言：简体中文
help = 帮助
contact-administrator = 联系管理员
contact-administrator-named = 联系管理员：{ $name }
privacy = 隐私
sign-out = 退出登录
title-error = 错误：{ $title }
title-house = { $title } – { $house }
there-is-a-problem = 出现了问题
step = 第 { $step } 步，共 3 步
step-account = 您的账号
step-prove = 验证身份
step-password = 新密码
next = 下一步
verify = 验证
finish = 完成
back = 返回
start-again = 重新开始
sign-in = 登录
set-it-up-now = 立即设置
text-me = 给我发短信
call-me = 给我打电话

captcha-checking = 正在自动检查，无需答题。
captcha-passed = 自动检查已通过，无需答题。
captcha-finishing = 请稍候：自动检查即将完成。
captcha-longer = 您所在的网络中目前有很多人在重置密码，自动检查需要稍长一点时间。完成后页面会自动继续。
captcha-failed = 自动检查未能运行，正在重试。
captcha-needs-script = <b>此页面需要 JavaScript。</b>我们用自动检查来阻挡机器人。请开启 JavaScript，或<a>联系管理员</a>。

page-open-minutes = 此页面还可使用 { "{m}" } 分 { "{s}" } 秒。
page-open-seconds = 此页面还可使用 { "{s}" } 秒。
page-open-over = 时间已到。请选择“完成”，查看接下来可以怎么做。
page-open = 此页面还可使用 { $minutes ->
   *[other] { $minutes } 分钟
}。
