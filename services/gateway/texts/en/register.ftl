# Registration: signing in, what is set up, adding and removing ways to get back in.

register-title = Sign in to set up ways back in
register-lead = Use the password that works today. Then you add a phone or an email address.
register-user-id = User ID
register-password = Password
register-forgot = Forgot your password?
register-no-access = Can’t access your account?

info-title = Ways to get back in
info-lead = { $required ->
    [1] If you forget your password, you prove it is you with one of these.
   *[other] If you forget your password, you prove it is you with { $required } different ways from this list.
}
info-missing-title = You can’t reset your password yet
info-missing = { $needed ->
    [1] Set up one of the ways below while you can still sign in.
   *[other] Set up { $needed } different ways of those below while you can still sign in.
}
info-more-title = One more way is asked for
info-more = { $needed ->
    [1] Set up one more of the ways below while you can still sign in.
   *[other] Set up { $needed } more of the ways below while you can still sign in.
}
info-backup-title = Add a back-up while you still can
info-backup = If any of what you set up gets lost, you cannot get back in.
info-backup-phones = All of your ways are phones. Without one of them at hand you could not get back in.
info-backup-emails = All of your ways are email addresses. If you can’t open them you could not get back in.
info-ready-title = You are ready
info-ready = You can reset your password by yourself whenever you need to.
info-set-up = Set up
info-not-set-up = Not set up yet
info-verified-on = verified <m></m>
info-not-verified = not verified yet
info-from-administrator = from your administrator
info-managed = Managed for you
info-remove = Remove
info-best-backup = Best back-up

slot-authentication-phone = Mobile phone
slot-mobile-phone = Mobile phone of your directory entry
slot-office-phone = Office phone
slot-authentication-email = Alternate email
slot-alternate-email = Alternate email of your directory entry
slot-authentication-phone-note = We text you a code
slot-mobile-phone-note = We text you a code
slot-office-phone-note = Calls only
slot-authentication-email-note = A private address that you can open without this password
slot-alternate-email-note = A private address that you can open without this password

phone-title = Add your mobile phone
phone-lead = We send a code to check that it is yours. Standard charges may apply.
phone-country = Country or region
phone-number = Phone number
phone-number-hint = As you usually dial it
phone-how = How do you want the code?
phone-use = We use this number to check that it is you, and to tell you about changes.
phone-lost = My old phone is lost
lost-hint = The old one stops working at once. The new one may have to wait: then we tell you from when on it works.

email-title = Add your alternate email
email-lead = We send a code to check that it is yours.
email-label = Email address
email-hint = Use one that you can open without this password
email-send = email me
email-use = We use this address to check that it is you, and to tell you about changes.
email-lost = I can’t open my old address any more

verify-wrong-contact-phone = Wrong number? <a>Type it again</a>
verify-wrong-contact-email = Wrong address? <a>Type it again</a>
verify-failed = It could not be delivered. Check what you typed, or choose another way.

thanks-title = Thanks, that works
thanks-ready = If you forget your password, you can now get back in by yourself.
thanks-more = One more way is needed before you can reset your password by yourself.
thanks-backup-title = Register a back-up too
thanks-backup = A phone gets lost, an email address gets closed. With two different ways you always have one left.
thanks-finish = Finish
thanks-overview = See all your ways

not-enabled-title = Password reset is not enabled for you
not-enabled = Your account is not enabled for password reset, so there is nothing to set up. Your administrator can change that.

remove-title = Remove this way?
remove-lead = { $slot }, <m></m>
remove-warning-title = This can no longer get you back in
remove-warning = You can add it again as long as you can sign in. We tell your other contacts.
remove-do = Remove
remove-keep = Keep it

method-email = Email
method-mobile-phone = Mobile phone
method-office-phone = Office phone
method-security-questions = Security questions
method-authenticator-app = Authenticator app
method-passkey = Passkey
method-recovery-code = Recovery codes
