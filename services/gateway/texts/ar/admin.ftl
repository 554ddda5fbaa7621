# صفحات مسؤولي النظام: تسجيل الدخول بتطبيق المصادقة، والنظرة العامة، وما حدث.

admin-sign-in-title = تسجيل الدخول بصفة مسؤول النظام
admin-sign-in-lead = بعد كلمة مرورك نطلب رمز تطبيق المصادقة.
admin-sign-in-hint = لا يستطيع تسجيل الدخول هنا إلا مسؤولو النظام الذين لديهم تطبيق مصادقة.

second-factor-title = أدخل الرمز الظاهر في تطبيقك
second-factor-lead = افتح تطبيق المصادقة. تظهر فيه ستة أرقام لحسابك في { $house }، تتغير كل 30 ثانية.
second-factor-lost = فقدت التطبيق؟ يستطيع من يدير هذه الخدمة أن يعطيك تطبيقًا جديدًا.
second-factor-over = استغرق هذا وقتًا أطول من اللازم. سجّل الدخول من جديد.
second-factor-spent = رموز خاطئة كثيرة جدًّا. سجّل الدخول من جديد.
second-factor-empty = أدخل الأرقام الستة من تطبيقك
second-factor-malformed = يتكون الرمز من ستة أرقام

admin-pages = صفحات مسؤولي النظام
admin-pages-of-list = صفوف أخرى
admin-overview-title = نظرة عامة
admin-resets-title = عمليات إعادة التعيين
admin-deliveries-title = عمليات الإرسال
admin-dead-letters-title = رسائل تعذّر إرسالها

admin-overview-question = هل يستطيع المستخدمون العودة إلى حساباتهم، وهل عادوا؟
admin-overview-lead = تسجيل الدخول باسم { $user }
admin-since = منذ <m></m>
admin-started = بدأت
admin-started-meaning = إعادة تعيين في آخر 24 ساعة
admin-completed = كلمة مرور جديدة
admin-completed-meaning = ممن بدأوا
admin-stopped = توقفت
admin-stopped-meaning = انتهت دون كلمة مرور جديدة
admin-no-resets = لا عمليات إعادة تعيين في آخر 24 ساعة.
admin-under-way = { $count ->
    [0] لا أحد يعيد تعيين كلمة مروره الآن.
    [one] شخص واحد يعيد تعيين كلمة مروره الآن.
    [two] شخصان يعيدان تعيين كلمة المرور الآن.
    [few] { $count } أشخاص يعيدون تعيين كلمات مرورهم الآن.
    [many] { $count } شخصًا يعيدون تعيين كلمات مرورهم الآن.
   *[other] { $count } شخص يعيدون تعيين كلمات مرورهم الآن.
}
admin-see-resets = عرض جميع عمليات إعادة التعيين
admin-reasons-title = { $count ->
    [0] أسباب توقف إعادة التعيين
    [one] سبب توقف عملية إعادة تعيين واحدة
    [two] أسباب توقف عمليتي إعادة تعيين
    [few] أسباب توقف { $count } عمليات إعادة تعيين
    [many] أسباب توقف { $count } عملية إعادة تعيين
   *[other] أسباب توقف { $count } عملية إعادة تعيين
}
admin-reasons-lead = آخر ما رآه المستخدمون.
admin-no-reasons = لم تتوقف أي عملية.
admin-messages-title = الرسائل
admin-messages-lead = «أُرسلت» تعني أن مزوّد خدمة قد تسلّمها.
admin-no-messages = لا رسائل بعد.
admin-care-title = يستحق الانتباه
admin-nothing-waits = لا رسائل قيد الانتظار.
admin-oldest-waits = أقدم رسالة تنتظر منذ { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] لم يتعذّر إرسال أي رسالة في آخر 24 ساعة.
    [one] تعذّر إرسال رسالة واحدة في آخر 24 ساعة.
    [two] تعذّر إرسال رسالتين في آخر 24 ساعة.
    [few] تعذّر إرسال { $count } رسائل في آخر 24 ساعة.
    [many] تعذّر إرسال { $count } رسالة في آخر 24 ساعة.
   *[other] تعذّر إرسال { $count } رسالة في آخر 24 ساعة.
}
admin-see-dead-letters = عرض الرسائل التي تعذّر إرسالها

admin-resets-lead = الأحدث أولًا. تُحفظ عملية إعادة التعيين يومًا واحدًا بعد انتهائها.
admin-deliveries-lead = الأحدث أولًا، وتُحفظ 30 يومًا. يظهر من تصله الرسالة، ولا تظهر وسيلة الاتصال أبدًا.
admin-dead-letters-lead = رسائل تعذّر إرسالها، الأحدث أولًا، وتُحفظ 90 يومًا. ويبقى نصها مغلقًا.
admin-show = عرض
admin-all = الكل
admin-older = الأقدم
admin-newest = الأحدث
admin-nothing-found = لا شيء يطابق ما طلبته.
admin-no-dead-letters = لا رسائل تعذّر إرسالها.
admin-nobody = مستخدم غير معروف
admin-nobody-hint = مستخدم غير معروف: اسم المستخدم الذي أُدخل غير معروف، أو غير مفعّل، أو غير مسجّل. ولا يُحتفظ به.
admin-help-desk = مكتب المساعدة
admin-proofs = { $passed } من { $required }

admin-head-person = المستخدم
admin-head-status = الوضع
admin-head-reason = سبب التوقف
admin-head-proofs = الإثباتات المقدّمة
admin-head-started = البداية
admin-head-touched = آخر خطوة
admin-head-channel = القناة
admin-head-state = الحالة
admin-head-count = العدد
admin-head-share = النسبة
admin-head-message = الرسالة
admin-head-provider = مزوّد الخدمة
admin-head-asked = وقت الطلب
admin-head-updated = آخر تغيير
admin-head-because = السبب
admin-head-attempt = المحاولة
admin-head-buried = وقت إيقاف الإرسال
admin-head-expires = صالحة حتى

admin-status-proving = جارية
admin-status-changing = يجري تغيير كلمة المرور
admin-status-completed = تم تعيين كلمة مرور جديدة
admin-status-closed = توقفت

admin-reason-cancelled = أُلغيت
admin-reason-expired = انتهى الوقت
admin-reason-too-many-attempts = محاولات كثيرة جدًّا
admin-reason-superseded = تغيّرت كلمة المرور أو وسائل الاتصال في الأثناء
admin-reason-not-enabled = غير مفعّل
admin-reason-not-registered = غير مسجّل
admin-reason-frozen = إعادة التعيين موقوفة

admin-channel-email = بريد إلكتروني
admin-channel-sms = رسالة نصية
admin-channel-voice = مكالمة

admin-state-due = قيد الانتظار
admin-state-attempting = قيد الإرسال
admin-state-sent = أُرسلت
admin-state-delivered = وصلت
admin-state-refused = رُفضت
admin-state-ambiguous = غير مؤكدة
admin-state-expired = تأخرت كثيرًا

admin-purpose-reset-code = رمز لإعادة التعيين
admin-purpose-registration-code = رمز للتسجيل
admin-purpose-password-changed = تم تغيير كلمة المرور
admin-purpose-method-added = تمت إضافة طريقة
admin-purpose-method-removed = تمت إزالة طريقة
admin-purpose-help-digest = طلبات المساعدة

admin-kind-notice-email = بريد إلكتروني
admin-kind-notice-sms = رسالة نصية
admin-kind-notice-voice = مكالمة
admin-kind-event-delivery-changed = مستجدات إرسال
admin-kind-event-call-changed = مستجدات مكالمة
