# Setting up what needs no contact: authenticator app, passkey, recovery codes, questions; and confirming what is there.

set-up-name = Name (optional)
set-up-name-hint = So that you can tell it from others later: “Work phone”
set-up-name-long = A name has at most 40 characters
set-up-start-anew = Start again

new-app-title = Add an authenticator app
new-app-lead = Install an authenticator app on your phone first. It then shows codes that get you back in, also without a signal.
show-app-title = Scan this with your app
show-app-lead = In the app choose to add an account, and scan. On this device: <a>open the app</a>.
show-app-qr = QR code for your authenticator app
show-app-secret = Or type <b>{ $secret }</b>
show-app-code = Code that the app shows
show-app-once = This is shown once. When you load the page again you start again.
app-code-title = Type the code from your new app
app-code-lead = The app has the account already. Type the code that it shows now.
app-code-empty = Type the six digits that the app shows

new-passkey-title = Add a passkey
new-passkey-lead = A passkey gets you back in by your face, your finger or the PIN of your device. There is nothing to remember, and nobody can guess it.
make-passkey-title = Make your passkey
make-passkey-lead = Your device asks you now, and keeps the passkey. We never see your face or your finger.
make-passkey = make a passkey
make-passkey-missing = This browser can’t make passkeys. Choose another way, or open this page on your phone.
make-passkey-failed = No passkey was made. Try again, or choose another way.
make-passkey-known = This device holds one of your passkeys already.
other-ways = See all your ways

new-codes-title = Recovery codes
new-codes-lead = Ten codes to print and keep somewhere safe. Each gets you back in once, when nothing else is at hand.
new-codes-once = We show them once
new-codes-once-note = Have a printer or a pen at hand. Keep them apart from your password.
new-codes-replaced = Your old codes end
new-codes-replaced-note = { $count ->
    [one] You have 1 code left. It stops working when you make new ones.
   *[other] You have { $count } codes left. They stop working when you make new ones.
}
new-codes-make = make my codes
show-codes-title = Your ten recovery codes
show-codes-lead = Print them, copy them or write them down now. We can’t show them again.
show-codes-from = They work from { $time }.
show-codes-print = print
show-codes-copy = copy
show-codes-copied = copied
show-codes-kept = I have kept them

set-questions-title = Choose your questions
set-questions-lead = Answers that only you know, and that you will still know in a year.
set-questions-replaced = What you answer here replaces your old answers.
set-questions-question = Question { $number }
set-questions-answer = Your answer
set-questions-choose = Choose a question
set-questions-none = Question { $number }: choose one from the list
set-questions-twice = Question { $number }: you chose this one already
set-questions-empty = Question { $number }: type your answer
set-questions-length = Question { $number }: an answer has 3 to 40 characters
set-questions-hint = Each has 3 to 40 characters. Capitals and accents do not matter.
set-questions-save = Finish

sign-in-again-title = Sign in again before you change this
sign-in-again-lead = You signed in a while ago. To keep others out, type your password once more.

confirm-title = Is this still right?
confirm-lead = If you forget your password, you prove it is you with these. It is good to look at them now and then.
confirm-yes = yes, this is right
confirm-change = change it
info-confirm = <b>Is all of this still right?</b> It is good to look at it now and then.

info-questions-count = { $count ->
    [one] 1 answer
   *[other] { $count } answers
}
info-codes-count = { $count ->
    [one] 1 code left
   *[other] { $count } codes left
}
info-works-from = works from { $time }
info-until = works until { $time }
info-change = Change
info-new-codes = New codes
info-another-authenticator-app = Add another authenticator app
info-another-passkey = Add another passkey
method-authenticator-app-note = Codes from an app, also without a signal
method-passkey-note = Your face, your finger or the PIN of your device
method-recovery-code-note = Ten codes to print and keep somewhere safe
method-security-questions-note = Answers that only you know

done-passkey = Next time without a password: <a>sign in and add a passkey</a>.
