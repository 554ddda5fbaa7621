# Text messages. Only characters of the GSM 7-bit alphabet (no curly quotes), no digit, and no name but the organisation's.

sms-house = { $house }: { $message }
sms-code = Your code is { $code } ({ $reference }). Never tell it to anyone. Not asked for? Ignore it.
sms-code-short = Code { $code } ({ $reference })
sms-changed = Your password was just changed. If this was not you, contact your administrator right away.
sms-added = A way to reset your password was just added. If this was not you, contact your administrator right away.
sms-removed = A way to reset your password was just removed. If this was not you, contact your administrator right away.
sms-code-used = A recovery code was just used. { $left ->
    [0] None is left.
    [1] One is left.
    [2] Two are left.
    [3] Three are left.
    [4] Four are left.
    [5] Five are left.
    [6] Six are left.
    [7] Seven are left.
    [8] Eight are left.
    [9] Nine are left.
   *[other] Others are left.
} If this was not you, contact your administrator right away.
sms-unlocked = Your account was just unlocked. If this was not you, contact your administrator right away.
