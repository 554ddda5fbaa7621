# 电话：按口语写的句子。不含数字，除单位名称外不含任何名字。

call-hello = 您好，这里是 { $house }。
call-reset = 有人在 { $host } 申请重置您的密码。
call-registration = 有人在 { $host } 申请添加这部电话，用来重置密码。
call-match-number = 如果是您本人，请看页面，按下页面上显示的两个数字，然后按井号键。
call-press-pound = 如果是您本人，请按井号键。
call-read-code = 如果是您本人，请按数字一，收听验证码。
call-not-you = 如果不是您本人，请按数字九。
call-nothing = 没有收到按键。再见。
call-thanks = 谢谢。请看页面。再见。
call-not-asked = 您按的不是我们要求的键。请看页面。再见。
call-refused = 谢谢您告诉我们。再见。
call-code = 您的验证码是：{ $digits }。再说一遍：{ $digits }。请不要告诉任何人。再见。
call-over = 这个电话已经不需要了。请看页面。再见。
