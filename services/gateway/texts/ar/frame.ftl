# ما يظهر في كل صفحة. الترميز في النصوص: <b> و<a> فقط؛ وكل ما يوضع مكان { $variable } يُهرَّب.

language-name = العربية
skip = الانتقال إلى المحتوى
switch-language = اللغة: العربية
help = المساعدة
contact-administrator = تواصل مع مسؤول النظام
contact-administrator-named = تواصل مع مسؤول النظام: { $name }
privacy = الخصوصية
sign-out = تسجيل الخروج
title-error = خطأ: { $title }
title-house = { $title } – { $house }
there-is-a-problem = هناك مشكلة
step = الخطوة { $step } من 3
step-account = حسابك
step-prove = أثبت هويتك
step-password = كلمة مرور جديدة
next = التالي
verify = تحقّق
finish = إنهاء
back = رجوع
start-again = البدء من جديد
sign-in = تسجيل الدخول
set-it-up-now = إعداد الآن
text-me = أرسل لي رسالة نصية
call-me = اتصل بي

captcha-checking = يجري فحص تلقائي. لا لغز عليك حلّه.
captcha-passed = نجح الفحص التلقائي. لا لغز عليك حلّه.
captcha-finishing = لحظة من فضلك: الفحص التلقائي على وشك الانتهاء.
captcha-longer = يعيد كثيرون في شبكتك تعيين كلمات المرور الآن، لذلك يستغرق الفحص التلقائي وقتًا أطول قليلًا. بعد ذلك تتابع الصفحة من تلقاء نفسها.
captcha-failed = تعذّر إجراء الفحص التلقائي. تجري المحاولة من جديد.
captcha-needs-script = <b>تحتاج هذه الصفحة إلى JavaScript.</b> يمنع فحص تلقائي الروبوتات من الدخول. فعّل JavaScript، أو <a>تواصل مع مسؤول النظام</a>.

page-open-minutes = بقي لك في هذه الصفحة { "{m}" } د و{ "{s}" } ث.
page-open-seconds = بقي لك في هذه الصفحة { "{s}" } ث.
page-open-over = انتهى الوقت. اختر «إنهاء» لمعرفة ما يمكن فعله.
page-open = الوقت المتبقي لك في هذه الصفحة: { $minutes ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}.
