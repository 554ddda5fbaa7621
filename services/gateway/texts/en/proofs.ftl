# Proofs without a message: questions, the authenticator app, recovery codes, passkeys, and calls.

proof-none = Does this not work? <a>Contact your administrator</a>.
proof-no-tries-left = No tries are left for this way. Choose another one.

questions-title = Answer your questions
questions-hint = Capitals, accents and spaces at the ends do not matter.
questions-empty = Type your answer
questions-length = An answer has 3 to 40 characters

app-title = Type the code from your app
app-lead = Open your authenticator app. It shows six digits, new ones every 30 seconds.

recovery-code-title = Type one of your recovery codes
recovery-code-lead = Each of them works once. Afterwards we tell you how many are left.
recovery-code-label = Recovery code
recovery-code-hint = 16 letters and digits. Capitals, spaces and dashes do not matter.
recovery-code-empty = Type one of your recovery codes

passkey-title = Use your passkey
passkey-lead = Your device asks for your face, your finger or its PIN. It never tells us which.
passkey-use = use my passkey
passkey-missing = This browser can’t use passkeys. Choose another way, or open this page where your passkey is.
passkey-failed = No passkey was used. Try again, or choose another way.
passkey-needs-script = <b>Passkeys need JavaScript.</b> Switch it on, or choose another way below.

call-title = Answer our call and press these keys
call-title-pound = Answer our call and press this key
call-keys = Keys to press: { $keys }
call-answer = Answer the call. A voice says it is { $house }.
call-answer-at = Answer the call to <m></m>. A voice says it is { $house }.
call-press = On the phone’s keypad press <b>{ $digits }</b> and then <b>#</b>.
call-press-pound = On the phone’s keypad press <b>#</b>.
call-come-back = Come back here. This page moves on by itself.
call-text-instead = Text me instead
call-not-you = <b>A call you did not ask for?</b> Press 9 and hang up. The caller never asks for your password.
call-nothing-arrives = No call comes if this account is not enabled or not registered, or the number differs. <a>Contact your administrator</a>.
call-try-again = try again
call-again-in = · new call in <b>{ $clock }</b>
call-again-open = You can ask for another call now
call-over = The call has ended
call-queued = We are about to call
call-sent = Calling you
call-delivered = You answered. Press the keys now.
call-delayed = Taking longer than usual
call-failed = The call could not be made. Try again, or choose another way.

call-code-lead = Answer the call to <m></m>. A voice says it is { $house }. Press <b>1</b> to hear your { $digits } digits, and type them here.
call-code-delivered = You answered. Press 1 to hear the code.
call-code-end-nothing-pressed = Open the keypad during the call and press 1 to hear the code.
call-code-end-wrong-keys = Press 1 in the next call to hear the code.

call-end-busy-title = The line was busy
call-end-busy = End the other call, then try again.
call-end-no-answer-title = Nobody answered
call-end-no-answer = Have the phone at hand, then try again.
call-end-nothing-pressed-title = No keys were pressed
call-end-nothing-pressed = Open the keypad during the call and press what this page shows.
call-end-wrong-keys-title = Other keys were pressed
call-end-wrong-keys = The next call needs the keys that this page shows then.
call-end-voicemail-title = A machine answered
call-end-voicemail = Answer the call yourself before the mailbox does, then try again.
call-end-refused-title = The call was refused
call-end-refused = Whoever answered pressed 9: “this was not me.” If it was you, try again.
call-end-failed-title = The call could not be made
call-end-failed = Try again, or choose another way.
