# Pages of administrators: signing in with an authenticator app, the overview, and what happened.

admin-sign-in-title = Sign in as an administrator
admin-sign-in-lead = After your password we ask for the code of your authenticator app.
admin-sign-in-hint = Only administrators with an authenticator app can sign in here.

second-factor-title = Type the code from your app
second-factor-lead = Open your authenticator app. It shows six digits for { $house }, new ones every 30 seconds.
second-factor-lost = Lost the app? Whoever runs this service can give you a new one.
second-factor-over = That took too long. Sign in again.
second-factor-spent = Too many wrong codes. Sign in again.
second-factor-empty = Type the six digits of your app
second-factor-malformed = The code has six digits

admin-pages = Administrators’ pages
admin-pages-of-list = More rows
admin-overview-title = Overview
admin-resets-title = Resets
admin-deliveries-title = Deliveries
admin-dead-letters-title = Dead letters

admin-overview-question = Can people get back in, and did they?
admin-overview-lead = signed in as { $user }
admin-since = Since <m></m>
admin-started = Started
admin-started-meaning = resets in the last 24 hours
admin-completed = Got a new password
admin-completed-meaning = of those who started
admin-stopped = Stopped
admin-stopped-meaning = are over without a new password
admin-no-resets = No resets in the last 24 hours.
admin-under-way = { $count ->
    [0] Nobody is in the middle of a reset right now.
    [one] 1 person is in the middle of a reset right now.
   *[other] { $count } people are in the middle of a reset right now.
}
admin-see-resets = See every reset
admin-reasons-title = { $count ->
    [0] Why resets stopped
    [one] Why 1 reset stopped
   *[other] Why { $count } resets stopped
}
admin-reasons-lead = The last thing people saw.
admin-no-reasons = None stopped.
admin-messages-title = Messages
admin-messages-lead = Sent means that a provider took it over.
admin-no-messages = No messages yet.
admin-care-title = Worth a look
admin-nothing-waits = No message waits.
admin-oldest-waits = The oldest message has waited for { $wait } ({ $kind }).
admin-dead-letters-count = { $count ->
    [0] No message was given up in the last 24 hours.
    [one] 1 message was given up in the last 24 hours.
   *[other] { $count } messages were given up in the last 24 hours.
}
admin-see-dead-letters = See dead letters

admin-resets-lead = Newest first. A reset is kept for a day after its end.
admin-deliveries-lead = Newest first, kept for 30 days. Who gets a message is shown, and never its contact.
admin-dead-letters-lead = Messages that were given up, newest first, kept for 90 days. Their words stay sealed.
admin-show = Show
admin-all = All
admin-older = Older
admin-newest = Newest
admin-nothing-found = Nothing fits what you asked for.
admin-no-dead-letters = No message was given up.
admin-nobody = Unknown user
admin-nobody-hint = Unknown user: the user ID that was typed is unknown, not enabled or not registered. It is not kept.
admin-help-desk = Help desk
admin-proofs = { $passed } of { $required }

admin-head-person = Who
admin-head-status = Status
admin-head-reason = Why it stopped
admin-head-proofs = Proofs given
admin-head-started = Started
admin-head-touched = Last step
admin-head-channel = Channel
admin-head-state = State
admin-head-count = Number
admin-head-share = Share
admin-head-message = Message
admin-head-provider = Provider
admin-head-asked = Asked for
admin-head-updated = Last change
admin-head-because = Why
admin-head-attempt = Attempt
admin-head-buried = Given up
admin-head-expires = Of use until

admin-status-proving = Under way
admin-status-changing = Changing the password
admin-status-completed = New password set
admin-status-closed = Stopped

admin-reason-cancelled = Cancelled
admin-reason-expired = Time was up
admin-reason-too-many-attempts = Too many tries
admin-reason-superseded = Password or contacts changed meanwhile
admin-reason-not-enabled = Not enabled
admin-reason-not-registered = Not registered
admin-reason-frozen = Resets are frozen

admin-channel-email = Email
admin-channel-sms = Text
admin-channel-voice = Call

admin-state-due = Waits
admin-state-attempting = Being sent
admin-state-sent = Sent
admin-state-delivered = Delivered
admin-state-refused = Refused
admin-state-ambiguous = In doubt
admin-state-expired = Came too late

admin-purpose-reset-code = Code for a reset
admin-purpose-registration-code = Code for registering
admin-purpose-password-changed = Password was changed
admin-purpose-method-added = A way was added
admin-purpose-method-removed = A way was removed
admin-purpose-help-digest = Help requests

admin-kind-notice-email = Email
admin-kind-notice-sms = Text
admin-kind-notice-voice = Call
admin-kind-event-delivery-changed = News of a delivery
admin-kind-event-call-changed = News of a call
