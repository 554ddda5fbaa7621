# Calls: sentences as they are said. No digit, and no name but the organisation's.

call-hello = Hello. This is { $house }.
call-reset = Somebody asked at { $host } to reset your password.
call-registration = Somebody asked at { $host } to add this phone, as a way to reset a password.
call-match-number = If it was you, look at the page. Press the two digits that it shows, and then the pound key.
call-press-pound = If it was you, press the pound key.
call-read-code = If it was you, press one to hear your code.
call-not-you = If it was not you, press nine.
call-nothing = Nothing was pressed. Goodbye.
call-thanks = Thank you. Please look at the page. Goodbye.
call-not-asked = Those are not the keys we asked for. Please look at the page. Goodbye.
call-refused = Thank you for telling us. Goodbye.
call-code = Your code is { $digits }. Once more: { $digits }. Never tell it to anyone. Goodbye.
call-over = This call is of no use any more. Please look at the page. Goodbye.
