# A reset, page by page.

doors-title = What do you need?
doors-lead = Get back into your account, or get ready for the day you need to.
doors-reset = I forgot my password
doors-reset-note = Prove it is you, then choose a new one. About three minutes.
doors-register = I can still sign in
doors-register-note = Set up a phone and an email address now, so that you can get back in later.

who-title = Get back into your account
who-lead = First we check that it is you. Then you choose a new password. It takes about three minutes.
who-user-id = User ID
who-user-id-hint = Often your work email address, like alice@contoso.example
who-unsure = <b>Not sure of your user ID?</b> It is the name you type to sign in to your work computer.

choose-title = What can you use now?
choose-title-second = Use one more way
choose-lead-second = The first check is passed. This account asks for a second, different one.
choose-which-number = Which number?
choose-which-address = Which address?
choose-two-numbers = { $count ->
    [2] Two numbers
   *[other] { $count } numbers
}
choose-two-addresses = { $count ->
    [2] Two addresses
   *[other] { $count } addresses
}
choose-none = None of these work for you? <a>Contact your administrator</a>
choose-questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
choose-cancel = Stop this reset
choose-nothing-title = No way is left to use
choose-nothing = Contact your administrator, who can help you back in.

way-email = Email my alternate email
way-sms = Text my mobile phone
way-voice-mobile = Call my mobile phone
way-voice-office = Call my office phone
way-questions = Answer my security questions
way-app = Use my authenticator app
way-passkey = Use my passkey
way-recovery-code = Use a recovery code

mask-number = number ending in { $digits }
mask-address = address { $address }

number-title = Type your whole number
number-lead-sms = We text a code to <m></m>. Type that number in full, so that only you can ask for it.
number-lead-call = We call <m></m>. Type that number in full, so that only you can ask for it.
number-label = Phone number
number-hint = With the country code or without, as you like
number-hint-office = With the country code or without, and without your extension
number-next-sms = text me
number-next-call = call me
another-way = Choose another way

code-title-sms = Type the code we texted
code-title-email = Type the code we emailed
code-title-voice = Answer our call and type the code
code-sent-to = We sent { $digits } digits to <m></m>.
code-reference = Use the message that says <b>{ $reference }</b>. Older codes no longer work.
code-label = Code
code-again = Send a new code
code-email-instead = Email it instead
code-patience = It may take a few minutes. Use the code in the message, not the number it came from.
code-patience-email = It may take a few minutes. Look in the junk folder too.
code-nothing-arrives = Nothing arrives if this account is not enabled or not registered, or the number differs. <a>Contact your administrator</a>.
code-nothing-arrives-email = Nothing arrives if this account is not enabled or not registered. <a>Contact your administrator</a>.
code-new-in = · new code in <b>{ $clock }</b>
code-again-open = You can ask for a new code now
code-no-tries-left = No tries are left for this code. Ask for a new one.

delivery-queued = On its way
delivery-sent = Sent
delivery-delivered = Arrived
delivery-delayed = Taking longer than usual
delivery-failed = It could not be delivered. Choose another way.

password-title = Choose a new password
password-lead = Three or four words that don’t belong together are easy to remember and hard to guess.
password-new = New password
password-repeat = Type it again
password-differs = That is not the same password. Type it once more.
password-show = Show
password-hide = Hide
password-needs = What it needs
password-changing = <b>We are not sure yet that it arrived.</b> Type the same new password again and choose Finish. Nothing is lost.
password-rules-met = { "{met}" } of { "{all}" } rules met
rule-min-length = At least { $limit } characters
rule-max-length = At most { $limit } characters
rule-classes = { $limit } of these: small letters, capitals, digits, signs
rule-not-user-id = No part of your name or user ID
rule-not-banned = No word that everybody guesses
rule-not-breached = Not known from a data leak
rule-same = Typed the same twice
rule-so-far = { "{n}" } so far
rule-later = Checked when you choose Finish
verdict-met = Met
verdict-broken = Not met
verdict-open = Not met yet

done-title = Your password is changed
done-lead = Use it from now on to sign in to { $house }. We told your contacts, in case it was not you.
done-keep-title = Update the places that keep it
done-keep = Mail on your phone, Wi-Fi and shared drives may still use the old one and lock you out.
done-trouble = Trouble signing in? See <a>common problems</a>.
done-not-you = Was this not you? <a>Contact your administrator</a> right away.
done-codes-left = { $count ->
    [0] You used your last recovery code
    [one] You used a recovery code: 1 is left
   *[other] You used a recovery code: { $count } are left
}
done-codes = Sign in and make new ones before you need them.

unlock-lead = You remember your password after all, and too many wrong tries locked your account?
unlock = Keep my password and unlock my account

closed-cancelled-title = You stopped this reset
closed-cancelled = Nothing has changed. Your old password still works.
closed-expired-title = The time for this reset is up
closed-expired = Nothing has changed. Your old password still works. You can start again.
closed-too-many-attempts-title = Too many tries
closed-too-many-attempts = To keep others out we stopped this reset. Nothing has changed.
closed-guesses-open = You can try again from { $time }.
closed-superseded-title = This reset is no longer open
closed-superseded = The password or the contacts of this account have changed meanwhile. Sign in with the newest password, or start again.
closed-not-enabled-title = You can’t reset this password here
closed-not-enabled = Your account is not enabled for password reset. Your administrator can help you.
closed-not-registered-title = You have not registered yet
closed-not-registered = Nothing that we can use is set up for this account, so we can’t check that it is you. Your administrator can help you.
closed-frozen-title = Resets of this account are stopped
closed-frozen = Someone said that a change was not theirs. Your administrator can open resets again.
closed-not-me-title = The call was refused
closed-not-me = Whoever answered pressed 9: “this was not me.” Your password was not changed. If it was you, start again.
closed-unlocked-title = Your account is unlocked
closed-unlocked = Your password is the same as before. Sign in with it.

lost-title = This page is no longer open
lost = Your reset has ended, or this browser does not remember it. Nothing has changed. Start again.
