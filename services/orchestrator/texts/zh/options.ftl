# API 客户端的选择列表中显示的文字。
option-email-alternate = 发邮件到我的备用邮箱
option-email-authentication = 发邮件到我的备用邮箱
option-sms-mobile = 发短信到我的手机
option-sms-authentication = 发短信到我的手机
option-voice-mobile = 拨打我的手机
option-voice-authentication = 拨打我的手机
option-voice-office = 拨打我的办公电话
option-questions = 回答我的安全问题
option-authenticator-app = 输入身份验证器应用中的验证码
option-passkey = 使用我的通行密钥
option-recovery-code = 输入恢复代码

rule-min-length = 至少 { $limit } 个字符
rule-max-length = 最多 { $limit } 个字符
rule-classes = 至少包含以下 { $limit } 种：小写字母、大写字母、数字、符号
rule-not-user-id = 不含您的用户名或姓名
rule-not-banned = 不以您单位的名称或其他常见词语为主
rule-not-breached = 不是最常用的密码
