# إعداد ما لا يحتاج إلى وسيلة اتصال: تطبيق المصادقة، ومفتاح المرور، ورموز الاسترداد، والأسئلة؛ وتأكيد ما هو موجود.

set-up-name = الاسم (اختياري)
set-up-name-hint = لتمييزه لاحقًا عن غيره: «هاتف العمل»
set-up-name-long = الحد الأقصى للاسم 40 حرفًا
set-up-start-anew = البدء من جديد

new-app-title = أضف تطبيق مصادقة
new-app-lead = ثبّت أولًا تطبيق مصادقة على هاتفك. ستظهر فيه بعد ذلك رموز تعيدك إلى حسابك، حتى دون شبكة.
show-app-title = امسح هذا بتطبيقك
show-app-lead = اختر في التطبيق إضافة حساب، ثم امسح الرمز المربع. على هذا الجهاز: <a>افتح التطبيق</a>.
show-app-qr = رمز QR لتطبيق المصادقة
show-app-secret = أو أدخل <b>{ $secret }</b>
show-app-code = الرمز الظاهر في التطبيق
show-app-once = يظهر هذا مرة واحدة. إذا أعدت تحميل الصفحة فستبدأ من جديد.
app-code-title = أدخل الرمز من تطبيقك الجديد
app-code-lead = الحساب موجود في التطبيق. أدخل الرمز الظاهر فيه الآن.
app-code-empty = أدخل الأرقام الستة الظاهرة في التطبيق

new-passkey-title = أضف مفتاح مرور
new-passkey-lead = يعيدك مفتاح المرور إلى حسابك بوجهك أو إصبعك أو رقم PIN لجهازك. لا شيء عليك تذكّره، ولا يستطيع أحد تخمينه.
make-passkey-title = أنشئ مفتاح المرور
make-passkey-lead = يسألك جهازك الآن، ويحتفظ بمفتاح المرور. نحن لا نرى وجهك أو إصبعك أبدًا.
make-passkey = إنشاء مفتاح مرور
make-passkey-missing = لا يستطيع هذا المتصفح إنشاء مفاتيح مرور. اختر طريقة أخرى، أو افتح هذه الصفحة على هاتفك.
make-passkey-failed = لم يُنشأ أي مفتاح مرور. حاول مرة أخرى، أو اختر طريقة أخرى.
make-passkey-known = يوجد أحد مفاتيح مرورك على هذا الجهاز من قبل.
other-ways = عرض جميع طرقك

new-codes-title = رموز الاسترداد
new-codes-lead = عشرة رموز لتطبعها وتحفظها في مكان آمن. يعيدك كل منها إلى حسابك مرة واحدة، حين لا يكون معك شيء آخر.
new-codes-once = نعرضها مرة واحدة
new-codes-once-note = جهّز طابعة أو قلمًا. واحفظها بعيدًا عن كلمة مرورك.
new-codes-replaced = تنتهي صلاحية رموزك القديمة
new-codes-replaced-note = { $count ->
    [zero] لم يبق لديك أي رمز.
    [one] بقي لديك رمز واحد. يتوقف عن العمل عند إنشاء رموز جديدة.
    [two] بقي لديك رمزان. يتوقفان عن العمل عند إنشاء رموز جديدة.
    [few] بقيت لديك { $count } رموز. تتوقف عن العمل عند إنشاء رموز جديدة.
    [many] بقي لديك { $count } رمزًا. تتوقف عن العمل عند إنشاء رموز جديدة.
   *[other] بقي لديك { $count } رمز. تتوقف عن العمل عند إنشاء رموز جديدة.
}
new-codes-make = إنشاء رموزي
show-codes-title = رموز الاسترداد العشرة
show-codes-lead = اطبعها أو انسخها أو اكتبها الآن. لا يمكننا عرضها مرة أخرى.
show-codes-from = تبدأ صلاحيتها في { $time }.
show-codes-print = طباعة
show-codes-copy = نسخ
show-codes-copied = تم النسخ
show-codes-kept = لقد حفظتها

set-questions-title = اختر أسئلتك
set-questions-lead = إجابات لا يعرفها سواك، وستظل تعرفها بعد عام.
set-questions-replaced = ما تجيب به هنا يحل محل إجاباتك القديمة.
set-questions-question = السؤال { $number }
set-questions-answer = إجابتك
set-questions-choose = اختر سؤالًا
set-questions-none = السؤال { $number }: اختر سؤالًا من القائمة
set-questions-twice = السؤال { $number }: اخترت هذا السؤال من قبل
set-questions-empty = السؤال { $number }: أدخل إجابتك
set-questions-length = السؤال { $number }: تتكون الإجابة من 3 أحرف إلى 40 حرفًا
set-questions-hint = تتكون كل إجابة من 3 أحرف إلى 40 حرفًا. لا فرق بين الأحرف الكبيرة والصغيرة، ولا أثر للتشكيل.
set-questions-save = إنهاء

sign-in-again-title = سجّل الدخول من جديد قبل تغيير هذا
sign-in-again-lead = مضى بعض الوقت على تسجيل دخولك. لمنع دخول الآخرين، أدخل كلمة مرورك مرة أخرى.

confirm-title = هل ما زال هذا صحيحًا؟
confirm-lead = إذا نسيت كلمة مرورك، تثبت هويتك بهذه الطرق. من الجيد مراجعتها من حين إلى آخر.
confirm-yes = نعم، هذا صحيح
confirm-change = تغيير
info-confirm = <b>هل ما زال كل هذا صحيحًا؟</b> من الجيد مراجعته من حين إلى آخر.

info-questions-count = { $count ->
    [zero] لا إجابات
    [one] إجابة واحدة
    [two] إجابتان
    [few] { $count } إجابات
    [many] { $count } إجابة
   *[other] { $count } إجابة
}
info-codes-count = { $count ->
    [zero] لم يبق أي رمز
    [one] بقي رمز واحد
    [two] بقي رمزان
    [few] بقيت { $count } رموز
    [many] بقي { $count } رمزًا
   *[other] بقي { $count } رمز
}
info-works-from = تبدأ الصلاحية في { $time }
info-until = تنتهي الصلاحية في { $time }
info-change = تغيير
info-new-codes = رموز جديدة
info-another-authenticator-app = إضافة تطبيق مصادقة آخر
info-another-passkey = إضافة مفتاح مرور آخر
method-authenticator-app-note = رموز من تطبيق، حتى دون شبكة
method-passkey-note = وجهك أو إصبعك أو رقم PIN لجهازك
method-recovery-code-note = عشرة رموز لتطبعها وتحفظها في مكان آمن
method-security-questions-note = إجابات لا يعرفها سواك

done-passkey = في المرة القادمة دون كلمة مرور: <a>سجّل الدخول وأضف مفتاح مرور</a>.
