# ما يظهر في قائمة الاختيار لدى عميل واجهة API.
option-email-alternate = إرسال رسالة إلى بريدي الإلكتروني البديل
option-email-authentication = إرسال رسالة إلى بريدي الإلكتروني البديل
option-sms-mobile = إرسال رسالة نصية إلى هاتفي المحمول
option-sms-authentication = إرسال رسالة نصية إلى هاتفي المحمول
option-voice-mobile = الاتصال بهاتفي المحمول
option-voice-authentication = الاتصال بهاتفي المحمول
option-voice-office = الاتصال بهاتف مكتبي
option-questions = الإجابة عن أسئلة الأمان
option-authenticator-app = إدخال رمز من تطبيق المصادقة
option-passkey = استخدام مفتاح المرور
option-recovery-code = إدخال رمز استرداد

rule-min-length = الحد الأدنى لعدد الأحرف: { $limit }
rule-max-length = الحد الأقصى لعدد الأحرف: { $limit }
rule-classes = { $limit } على الأقل مما يلي: أحرف صغيرة، أحرف كبيرة، أرقام، رموز خاصة
rule-not-user-id = لا تحتوي على اسم المستخدم أو اسمك
rule-not-banned = لا تعتمد على اسم مؤسستك أو كلمات معروفة أخرى
rule-not-breached = ليست من كلمات المرور الأكثر استخدامًا
