# Emails. No markup: whatever is put in for { $variable } is escaped where it goes into HTML.

mail-contact = Contact your administrator
mail-contact-named = Contact your administrator: { $name }
mail-no-answer = Please don’t answer this message.
mail-never-ask = We never ask for your password or a code.

code-subject = Your { $house } code, { $reference }
code-preview = Type it on the page that shows { $reference }.
code-title = Your code
code-lead = Type it on the page where you asked for it. The page shows the same three letters.
code-copy = Code:
code-letters = Letters:
code-lifetime = { $minutes ->
    [one] It works once, for 1 minute.
   *[other] It works once, for { $minutes } minutes.
} Never read it to anyone, not even to us.
code-for = For
code-for-reset = Resetting the password of your { $house } account
code-for-registration = Using this address to get back into your { $house } account
code-not-you = You did not ask for this?
code-not-you-reset = Your password has not changed. Ignore this message. If it comes again, contact your administrator.
code-not-you-registration = Someone may have mistyped an address. Ignore this message: without the code nothing happens.
code-foot-reset = This message went to an address that is set up for your account at { $house }.
code-foot-registration = This message went to the address that was typed in at { $house }.

changed-subject = Your { $house } password was changed
changed-title = Your password was changed
changed-lead = If this was you, there is nothing to do.
changed-alert = Someone else may be able to sign in as you. Contact your administrator right away.
changed-foot = Sent to every contact that is set up for your account at { $house }, so that nobody can change your password in secret.

code-used-subject = A recovery code of your { $house } account was used
code-used-title = A recovery code was used
code-used-lead = It does not work again. If this was you, there is nothing to do; make new codes before the last one is used.
code-used-last-lead = It does not work again, and it was the last one: sign in and make new ones. If this was you, that is all there is to do.
code-used-alert = Someone else has one of your codes. Sign in, make new ones and contact your administrator right away.
code-used-foot = Sent to every contact that is set up for your account at { $house }, so that nobody can use your codes in secret.

unlocked-subject = Your { $house } account was unlocked
unlocked-title = Your account was unlocked
unlocked-lead = Your password is the same as before. If this was you, there is nothing to do.
unlocked-alert = Someone else may be trying to get into your account. Contact your administrator right away.
unlocked-foot = Sent to every contact that is set up for your account at { $house }, so that nobody can unlock it in secret.

administrator-subject = { $house }: an administrator’s password was reset
administrator-title = An administrator’s password was reset
administrator-lead = Every other administrator is told. If you know of it, there is nothing to do.
administrator-alert = Ask this administrator, by another way than email, whether it was them.
administrator-foot = You get this message because you are an administrator of { $house }.

added-subject = A way to get back into your { $house } account was added
added-title = A way to get back in was added
added-lead = It helps you reset your password when you have forgotten it. If this was you, there is nothing to do.
added-alert = Someone else could use it to reset your password. Contact your administrator right away.

removed-subject = A way to get back into your { $house } account was removed
removed-title = A way to get back in was removed
removed-lead = It can no longer be used to reset your password. If this was you, there is nothing to do.
removed-alert = Someone may be trying to keep you out. Contact your administrator right away.

method-foot = Sent to the contacts that are set up for your account at { $house }, so that nobody can change them in secret.

fact-line = { $name }: { $value }
fact-when = When
fact-device = Device
fact-network = Network
fact-way = Way
fact-contact = Contact
fact-codes-left = Codes left
alert-title = If this was not you, act now

digest-subject = { $count ->
    [one] { $house }: 1 request for help with a password
   *[other] { $house }: { $count } requests for help with a password
}
digest-title = { $count ->
    [one] 1 request for help
   *[other] { $count } requests for help
}
digest-lead = Written on the page “Contact your administrator”. Anyone can write there under any name: check that it is really them before you help.
digest-user = User ID
digest-reach = How to reach them
digest-message = Message
digest-shortened = (shortened)
digest-omitted = { $count ->
    [one] 1 more request waits for the next mail.
   *[other] { $count } more requests wait for the next mail.
}
digest-foot = You get this message because you help people of { $house } back into their accounts.

slot-authentication-phone = Mobile phone
slot-mobile-phone = Mobile phone of the directory entry
slot-office-phone = Office phone
slot-authentication-email = Alternate email
slot-alternate-email = Alternate email of the directory entry
means-questions = Security questions
means-authenticator-app = Authenticator app
means-passkey = Passkey
means-recovery-codes = Recovery codes

moment = { $day } { $month } { $year }, { $clock } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
