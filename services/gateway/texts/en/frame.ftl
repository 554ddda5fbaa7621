# What stands on every page. Markup in texts: <b> and <a> only; whatever is put in for a { $variable } is escaped.

language-name = English
skip = Skip to the content
switch-language = Language: English
help = Help
contact-administrator = Contact your administrator
contact-administrator-named = Contact your administrator: { $name }
privacy = Privacy
sign-out = Sign out
title-error = Error: { $title }
title-house = { $title } – { $house }
there-is-a-problem = There is a problem
step = Step { $step } of 3
step-account = Your account
step-prove = Prove it is you
step-password = New password
next = Next
verify = verify
finish = Finish
back = Back
start-again = Start again
sign-in = Sign in
set-it-up-now = set it up now
text-me = text me
call-me = call me

captcha-checking = Automatic check under way. No puzzle to solve.
captcha-passed = Automatic check passed. No puzzle to solve.
captcha-finishing = One moment: the automatic check is finishing.
captcha-longer = Many people in your network are resetting passwords right now, so the automatic check takes a little longer. After that, this page goes on by itself.
captcha-failed = The automatic check could not run. Trying again.
captcha-needs-script = <b>This page needs JavaScript.</b> An automatic check keeps robots out. Switch JavaScript on, or <a>contact your administrator</a>.

page-open-minutes = You have { "{m}" } min { "{s}" } s left on this page.
page-open-seconds = You have { "{s}" } s left on this page.
page-open-over = Time is up. Choose Finish to see what can be done.
page-open = You have { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} left on this page.
