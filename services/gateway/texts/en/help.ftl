# Help, the help request, privacy, and the demo's inbox.

help-title = Common problems
help-lead = Which of these happens to you?
help-no-code = The code does not arrive
help-no-code-1 = Wait a few minutes: networks are sometimes slow. For email, look in the junk folder too.
help-no-code-2 = Nothing arrives if the account is not enabled or not registered, or if the number that you typed differs from the registered one. Ask for a new code, or choose another way.
help-wrong-code = The code is not accepted
help-wrong-code-1 = Use the newest message: it shows the same three letters as the page. A code works once and only for a few minutes. Type the digits in the message, not the number it came from.
help-unknown = My user ID is not known
help-unknown-1 = It is the name you type to sign in to your work computer, often your work email address. Check for typing mistakes, then ask your administrator.
help-new-phone = I have a new phone or number
help-new-phone-1 = If you can still sign in, add the new number first and then remove the old one. If you can’t, choose another way during the reset, or ask your administrator.
help-new-phone-link = Set up ways to get back in
help-password = No password is accepted
help-password-1 = The list beside the field shows every rule. Three or four words that don’t belong together usually meet them all.
help-locked-out = I changed it and still can’t sign in
help-locked-out-1 = Type the new password by hand once. Then change it everywhere it is saved: mail on your phone, Wi-Fi and shared drives may still use the old one and lock you out.
help-not-me = I did not ask for this message
help-not-me-1 = A message with a code: your password has not changed. Never read the code to anyone, not even to us. A message that your password was changed, or that a way was added: contact your administrator at once.
help-too-many = There were too many tries
help-too-many-1 = That keeps others from guessing. Wait as long as the page says, or ask your administrator.
help-still = Still stuck?
help-start-reset = Reset my password

contact-title = Contact your administrator
contact-lead = Say what is wrong. Your administrator gets your message and contacts you.
contact-user-id = User ID
contact-reach-me = How can we reach you?
contact-reach-me-hint = A phone number, a room, a colleague
contact-message = What is wrong?
contact-message-hint = Never write a password or a code here
contact-send = Send
contact-sent-title = Your message is on its way
contact-sent = If we know this user ID, the administrator now has your message and contacts you the way you asked for.
contact-sent-next = Never tell anyone your password or a code, whoever asks.
contact-to-start = To the start page

privacy-title = Privacy
privacy-lead = What this service keeps about you, and why.
privacy-what = What is kept
privacy-what-1 = Your user ID and the phone numbers and email addresses that you or your organisation registered. They are stored encrypted, and used to check that it is you and to tell you about changes.
privacy-what-2 = A record of resets and registrations: when, from which network, and how it ended. It shows misuse.
privacy-not = What is not kept
privacy-not-1 = Codes and passwords are never stored in readable form, nor written to any log. Nothing is sent to other websites, and nothing here follows you around.
privacy-cookies = Cookies
privacy-cookies-1 = Only what the pages need: which reset or visit is yours, your organisation, your language, that a form is yours, and that this browser has been used by you before. They hold no names and no contacts.
privacy-who = Who is responsible
privacy-who-1 = { $house } runs this service for its people. For questions, or to have your data shown or removed, <a>contact your administrator</a>.

inbox-title = Inbox of the demo
inbox-lead = Every text and email that this demo sends arrives here, newest first. Nothing leaves this computer.
inbox-empty = Nothing has arrived yet. Ask for a code, then look again.
inbox-reload = Look again
inbox-to = To { $to }
inbox-channel-email = Email
inbox-channel-sms = Text message
inbox-channel-voice = Call

