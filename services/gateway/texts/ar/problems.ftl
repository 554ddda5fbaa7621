# جملة لكل رمز من رموز المشكلات، كما يقرؤها الشخص؛ والأسماء هي `problem-` يليها الرمز.

problem-malformed-body = لم يصلنا ما أرسلته كما ينبغي. حاول مرة أخرى.
problem-invalid-field = في أحد الحقول شيء غير مقبول.
problem-user-id-invalid = أدخل اسم المستخدم كما تكتبه عند تسجيل الدخول، مثل name@company.com
problem-captcha-invalid = يجب إجراء الفحص التلقائي مرة أخرى. يستغرق ذلك لحظة؛ ثم اضغط الزر من جديد.
problem-phone-number-invalid = رقم الهاتف هذا غير كامل. أدخله بكل أرقامه.
problem-phone-number-ends-differently = لا ينتهي هذا الرقم بالأرقام الظاهرة أدناه. أدخل الرقم الذي ينتهي بها كاملًا.
problem-phone-number-differs = ليس هذا هو الرقم المسجّل
problem-phone-number-required = أدخل رقم الهاتف كاملًا أولًا
problem-phone-number-refused = لا يمكن إرسال الرموز إلى هذا النوع من الأرقام. استخدم هاتفًا محمولًا.
problem-country-not-allowed = لا تُرسل الرموز إلى أرقام هذا البلد
problem-email-invalid = أدخل عنوان بريد إلكتروني كاملًا، مثل name@mail.example
problem-email-own = استخدم عنوانًا يمكنك فتحه دون كلمة المرور هذه
problem-channel-not-available = لا يمكن استخدام هذه الطريقة مع وسيلة الاتصال هذه
problem-option-unknown = اختر إحدى الطرق من القائمة
problem-code-malformed = يتكون الرمز من أرقام فقط. أدخل الأرقام الواردة في الرسالة.
problem-answer-not-asked = المطلوب الآن شيء آخر. أعد تحميل الصفحة.
problem-answer-too-short = تتكون الإجابة من 3 أحرف إلى 40 حرفًا
problem-answers-alike = يجب أن تكون لكل سؤال إجابة خاصة به
problem-question-unknown = هذا السؤال غير متاح. اختر سؤالًا من القائمة.
problem-question-count = أجب عن كل سؤال مرة واحدة
problem-wrong-code = { $left ->
    [0] هذا الرمز غير صحيح. اطلب رمزًا جديدًا.
    [one] هذا الرمز غير صحيح. بقيت لك محاولة واحدة.
    [two] هذا الرمز غير صحيح. بقيت لك محاولتان.
    [few] هذا الرمز غير صحيح. بقيت لك { $left } محاولات.
    [many] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
   *[other] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
}
problem-wrong-code-plain = هذا الرمز غير صحيح
problem-proof-wrong-code = { $left ->
    [0] هذا الرمز غير صحيح. اختر طريقة أخرى.
    [one] هذا الرمز غير صحيح. بقيت لك محاولة واحدة.
    [two] هذا الرمز غير صحيح. بقيت لك محاولتان.
    [few] هذا الرمز غير صحيح. بقيت لك { $left } محاولات.
    [many] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
   *[other] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
}
problem-proof-wrong-code-plain = هذا غير صحيح
problem-proof-challenge-over = لم يعد من الممكن استخدام هذه الطريقة هنا. اخترها من جديد، أو اختر طريقة أخرى.
problem-app-code-malformed = يتكون الرمز من ستة أرقام
problem-recovery-code-code-malformed = يتكون رمز الاسترداد من 16 حرفًا ورقمًا
problem-questions-wrong-code = { $left ->
    [0] هذا غير صحيح. اختر طريقة أخرى.
    [one] هذا غير صحيح. بقيت لك محاولة واحدة. نطرح الآن أسئلة أخرى.
    [two] هذا غير صحيح. بقيت لك محاولتان. نطرح الآن أسئلة أخرى.
    [few] هذا غير صحيح. بقيت لك { $left } محاولات. نطرح الآن أسئلة أخرى.
    [many] هذا غير صحيح. بقيت لك { $left } محاولة. نطرح الآن أسئلة أخرى.
   *[other] هذا غير صحيح. بقيت لك { $left } محاولة. نطرح الآن أسئلة أخرى.
}
problem-same-questions-wrong-code = { $left ->
    [0] هذا غير صحيح. اختر طريقة أخرى.
    [one] هذا غير صحيح. بقيت لك محاولة واحدة.
    [two] هذا غير صحيح. بقيت لك محاولتان.
    [few] هذا غير صحيح. بقيت لك { $left } محاولات.
    [many] هذا غير صحيح. بقيت لك { $left } محاولة.
   *[other] هذا غير صحيح. بقيت لك { $left } محاولة.
}
problem-passkey-wrong-code = مفتاح المرور هذا لا يخص هذا الحساب. استخدم مفتاحًا آخر، أو اختر طريقة أخرى.
problem-passkey-wrong-code-plain = مفتاح المرور هذا لا يخص هذا الحساب. استخدم مفتاحًا آخر، أو اختر طريقة أخرى.
problem-passkey-invalid-field = لم يُستخدم أي مفتاح مرور. حاول مرة أخرى، أو اختر طريقة أخرى.
problem-passkey-malformed-body = لم يُستخدم أي مفتاح مرور. حاول مرة أخرى، أو اختر طريقة أخرى.
problem-call-cooldown-running = اتصلنا بك للتو. يمكنك طلب مكالمة أخرى بعد { $wait }.
problem-call-cooldown-running-plain = اتصلنا بك للتو. انتظر قليلًا قبل أن تطلب مكالمة أخرى.
problem-call-challenge-over = انتهت هذه المكالمة. حاول مرة أخرى، أو اختر طريقة أخرى.
problem-set-up-wrong-code = { $left ->
    [0] هذا الرمز غير صحيح. ابدأ من جديد.
    [one] هذا الرمز غير صحيح. بقيت لك محاولة واحدة.
    [two] هذا الرمز غير صحيح. بقيت لك محاولتان.
    [few] هذا الرمز غير صحيح. بقيت لك { $left } محاولات.
    [many] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
   *[other] هذا الرمز غير صحيح. بقيت لك { $left } محاولة.
}
problem-set-up-wrong-code-plain = هذا الرمز غير صحيح
problem-set-up-code-malformed = يتكون الرمز من ستة أرقام
problem-set-up-challenge-over = استغرق هذا وقتًا أطول من اللازم. ابدأ من جديد.
problem-set-up-not-found = استغرق هذا وقتًا أطول من اللازم. ابدأ من جديد.
problem-new-passkey-wrong-code = لم يُقبل مفتاح المرور. ابدأ من جديد.
problem-new-passkey-wrong-code-plain = لم يُقبل مفتاح المرور. ابدأ من جديد.
problem-new-passkey-challenge-over = استغرق هذا وقتًا أطول من اللازم. ابدأ من جديد.
problem-new-passkey-not-found = استغرق هذا وقتًا أطول من اللازم. ابدأ من جديد.
problem-password-rejected = لا تستوفي كلمة المرور جميع القواعد
problem-sign-in-failed = اسم المستخدم أو كلمة المرور غير صحيحة
problem-token-invalid = لم تعد هذه الصفحة مفتوحة. ابدأ من جديد.
problem-forbidden = هذا غير مسموح به
problem-fresh-sign-in-required = سجّل الدخول من جديد قبل تغيير هذا
problem-csrf-failed = جاء هذا النموذج من مكان آخر، أو أصبح قديمًا. أعد تحميل الصفحة.
problem-not-found = لا يوجد شيء هنا
problem-method-not-allowed = لا يستجيب هذا العنوان لهذا الطلب
problem-challenge-over = لم يعد من الممكن استخدام هذا الرمز. اطلب رمزًا جديدًا.
problem-reset-over = انتهت إعادة التعيين هذه. ابدأ من جديد.
problem-not-verified = أثبت هويتك أولًا
problem-different-password = يجري الآن تغيير بكلمة مرور أخرى. أدخل كلمة المرور نفسها التي أدخلتها من قبل.
problem-already-registered = تم إعداد هذا من قبل
problem-not-locked = هذا الحساب غير مقفل. سجّل الدخول، أو اختر كلمة مرور جديدة.
problem-too-many-methods = بلغت الحد المسموح به من هذا النوع. أزل واحدًا أولًا.
problem-body-too-large = هذا أطول من اللازم
problem-unsupported-media-type = لم يصلنا ما أرسلته كما ينبغي. حاول مرة أخرى.
problem-wrong-host = لا يستجيب هذا الخادم لذلك العنوان
problem-too-many-requests = محاولات كثيرة جدًّا. حاول مرة أخرى بعد { $wait }.
problem-too-many-requests-plain = محاولات كثيرة جدًّا. انتظر بعض الوقت، ثم حاول مرة أخرى.
problem-cooldown-running = أُرسلت رسالة للتو. يمكنك طلب رسالة أخرى بعد { $wait }.
problem-cooldown-running-plain = أُرسلت رسالة للتو. انتظر قليلًا قبل أن تطلب رسالة أخرى.
problem-calls-stopped = أُوقفت المكالمات يومًا واحدًا، لأن مكالمتين رُفضتا. اختر طريقة أخرى.
problem-internal-error = حدث خطأ من جانبنا. كلمة مرورك القديمة ما زالت صالحة.
problem-directory-unavailable = لا يستجيب دليل { $house }. كلمة مرورك القديمة ما زالت صالحة. حاول مرة أخرى بعد دقيقة.
problem-unavailable = لا تستطيع هذه الخدمة الاستجابة الآن. لم يضِع شيء. حاول مرة أخرى بعد دقيقة.

wait-seconds = { $count ->
    [zero] { $count } ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
wait-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
wait-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}

field-empty-user-id = أدخل اسم المستخدم
field-empty-password = أدخل كلمة المرور
field-empty-code = أدخل الرمز الوارد في الرسالة
field-empty-phone-number = أدخل رقم الهاتف
field-empty-email = أدخل عنوان البريد الإلكتروني
field-empty-reach-me = اكتب كيف يمكننا الوصول إليك
field-empty-message = اكتب ما المشكلة
field-empty-option = اختر إحدى الطرق

error-not-found-title = لا يوجد شيء هنا
error-not-found = ربما كُتب العنوان بشكل خاطئ، أو لم تعد الصفحة موجودة.
error-forbidden-title = هذا غير مسموح به
error-forbidden = لا يمكنك فتح هذه الصفحة.
error-csrf-title = هذا النموذج قديم جدًّا
error-csrf = جاء من نافذة أخرى، أو أن ملفات تعريف الارتباط معطّلة. لم يتغير شيء. ارجع وأعد تحميل الصفحة وحاول مرة أخرى.
error-too-many-title = محاولات كثيرة جدًّا
error-too-many = ننتظر بعض الوقت لمنع دخول الآخرين. حاول مرة أخرى بعد { $wait }. لم يتغير شيء.
error-too-many-plain = ننتظر بعض الوقت لمنع دخول الآخرين. حاول مرة أخرى لاحقًا. لم يتغير شيء.
error-unavailable-title = لا نستطيع الاستجابة الآن
error-unavailable = كلمة مرورك القديمة ما زالت صالحة، ولم يضِع شيء. حاول مرة أخرى بعد دقيقة.
error-internal-title = حدث خطأ من جانبنا
error-internal = كلمة مرورك القديمة ما زالت صالحة. حاول مرة أخرى بعد دقيقة؛ وإن استمر الخطأ، فأخبر مسؤول النظام.
error-request-title = لم ينجح ذلك
error-wrong-host-title = عنوان خاطئ
error-wrong-host = لا يستجيب هذا الخادم لذلك العنوان. استخدم الرابط الذي أعطتك إياه مؤسستك.
error-try-again = المحاولة مرة أخرى
error-request-id = رقم لمسؤول النظام: { $id }
