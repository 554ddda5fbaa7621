# A sentence for each problem code, as a person reads it; the names are `problem-` and the code.

problem-malformed-body = That did not arrive as it should. Try again.
problem-invalid-field = One of the fields has something in it that is not accepted.
problem-user-id-invalid = Type your user ID as you do when you sign in, such as name@company.com
problem-captcha-invalid = The automatic check has to run again. It takes a moment; then choose the button once more.
problem-phone-number-invalid = That is not a complete phone number. Type it with all its digits.
problem-phone-number-ends-differently = That number does not end in the digits shown below. Type the whole number that does.
problem-phone-number-differs = That is not the number that is registered
problem-phone-number-required = Type the whole phone number first
problem-phone-number-refused = Codes can’t be sent to this kind of number. Use a mobile phone.
problem-country-not-allowed = Codes are not sent to numbers of this country
problem-email-invalid = Type a whole email address, such as name@mail.example
problem-email-own = Use an address that you can open without this password
problem-channel-not-available = This way can’t be used for this contact
problem-option-unknown = Choose one of the ways in the list
problem-code-malformed = A code has digits only. Type the digits of the message.
problem-answer-not-asked = Something else is asked for. Load the page again.
problem-answer-too-short = An answer has 3 to 40 characters
problem-answers-alike = Each question needs an answer of its own
problem-question-unknown = That question is not offered. Choose one from the list.
problem-question-count = Answer every question, and each one once
problem-wrong-code = { $left ->
    [0] That code is not right. Ask for a new one.
    [one] That code is not right. You have 1 try left.
   *[other] That code is not right. You have { $left } tries left.
}
problem-wrong-code-plain = That code is not right
problem-proof-wrong-code = { $left ->
    [0] That code is not right. Choose another way.
    [one] That code is not right. You have 1 try left.
   *[other] That code is not right. You have { $left } tries left.
}
problem-proof-wrong-code-plain = That is not right
problem-proof-challenge-over = This way can no longer be used here. Choose it again, or choose another one.
problem-app-code-malformed = The code has six digits
problem-recovery-code-code-malformed = A recovery code has 16 letters and digits
problem-questions-wrong-code = { $left ->
    [0] That is not right. Choose another way.
    [one] That is not right. You have 1 try left. We ask other questions now.
   *[other] That is not right. You have { $left } tries left. We ask other questions now.
}
problem-same-questions-wrong-code = { $left ->
    [0] That is not right. Choose another way.
    [one] That is not right. You have 1 try left.
   *[other] That is not right. You have { $left } tries left.
}
problem-passkey-wrong-code = That passkey does not belong to this account. Use another one, or choose another way.
problem-passkey-wrong-code-plain = That passkey does not belong to this account. Use another one, or choose another way.
problem-passkey-invalid-field = No passkey was used. Try again, or choose another way.
problem-passkey-malformed-body = No passkey was used. Try again, or choose another way.
problem-call-cooldown-running = We have just called. You can ask for another call in { $wait }.
problem-call-cooldown-running-plain = We have just called. Wait a little before you ask for another call.
problem-call-challenge-over = This call is over. Try again, or choose another way.
problem-set-up-wrong-code = { $left ->
    [0] That code is not right. Start again.
    [one] That code is not right. You have 1 try left.
   *[other] That code is not right. You have { $left } tries left.
}
problem-set-up-wrong-code-plain = That code is not right
problem-set-up-code-malformed = The code has six digits
problem-set-up-challenge-over = This took too long. Start again.
problem-set-up-not-found = This took too long. Start again.
problem-new-passkey-wrong-code = The passkey was not accepted. Start again.
problem-new-passkey-wrong-code-plain = The passkey was not accepted. Start again.
problem-new-passkey-challenge-over = This took too long. Start again.
problem-new-passkey-not-found = This took too long. Start again.
problem-password-rejected = The password does not meet every rule
problem-sign-in-failed = The user ID or the password is not right
problem-token-invalid = This page is no longer open. Start again.
problem-forbidden = This is not allowed
problem-fresh-sign-in-required = Sign in again before you change this
problem-csrf-failed = This form came from somewhere else, or is too old. Load the page again.
problem-not-found = There is nothing here
problem-method-not-allowed = This address does not answer to that
problem-challenge-over = This code can no longer be used. Ask for a new one.
problem-reset-over = This reset is over. Start again.
problem-not-verified = First prove that it is you
problem-different-password = A change with another password is under way. Type the same password as before.
problem-already-registered = This is set up already
problem-not-locked = This account is not locked. Sign in, or choose a new password.
problem-too-many-methods = You have as many of these as you may have. Remove one first.
problem-body-too-large = That is too long
problem-unsupported-media-type = That did not arrive as it should. Try again.
problem-wrong-host = This server does not answer to that address
problem-too-many-requests = Too many tries. Try again in { $wait }.
problem-too-many-requests-plain = Too many tries. Wait a while, then try again.
problem-cooldown-running = A message was just sent. You can ask for another one in { $wait }.
problem-cooldown-running-plain = A message was just sent. Wait a little before you ask for another one.
problem-calls-stopped = Calls are stopped for a day, because two of them were refused. Choose another way.
problem-internal-error = Something went wrong on our side. Your old password still works.
problem-directory-unavailable = { $house }’s directory does not answer. Your old password still works. Try again in a minute.
problem-unavailable = This service can’t answer right now. Nothing is lost. Try again in a minute.

wait-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
wait-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
wait-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}

field-empty-user-id = Type your user ID
field-empty-password = Type your password
field-empty-code = Type the code of the message
field-empty-phone-number = Type the phone number
field-empty-email = Type the email address
field-empty-reach-me = Say how we can reach you
field-empty-message = Say what is wrong
field-empty-option = Choose one of the ways

error-not-found-title = There is nothing here
error-not-found = The address may be mistyped, or the page is gone.
error-forbidden-title = This is not allowed
error-forbidden = You can’t open this page.
error-csrf-title = This form is too old
error-csrf = It came from another window, or cookies are switched off. Nothing was changed. Go back, load the page again and try once more.
error-too-many-title = Too many tries
error-too-many = To keep others out we wait a while. Try again in { $wait }. Nothing has changed.
error-too-many-plain = To keep others out we wait a while. Try again later. Nothing has changed.
error-unavailable-title = We can’t answer right now
error-unavailable = Your old password still works, and nothing is lost. Try again in a minute.
error-internal-title = Something went wrong on our side
error-internal = Your old password still works. Try again in a minute; if it stays, tell your administrator.
error-request-title = That did not work
error-wrong-host-title = Wrong address
error-wrong-host = This server does not answer to that address. Use the link that your organisation gave you.
error-try-again = Try again
error-request-id = Number for your administrator: { $id }
