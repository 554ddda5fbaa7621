# Anrufe: Sätze, wie sie gesprochen werden. Keine Ziffer, kein Name außer dem der Organisation.

call-hello = Guten Tag. Hier ist { $house }.
call-reset = Auf { $host } wurde darum gebeten, Ihr Passwort zurückzusetzen.
call-registration = Auf { $host } wurde darum gebeten, dieses Telefon hinzuzufügen, um ein Passwort zurücksetzen zu können.
call-match-number = Waren Sie das, dann sehen Sie auf die Seite. Drücken Sie die zwei Ziffern, die dort stehen, und dann die Rautetaste.
call-press-pound = Waren Sie das, dann drücken Sie die Rautetaste.
call-read-code = Waren Sie das, dann drücken Sie die Eins, um Ihren Code zu hören.
call-not-you = Waren Sie das nicht, dann drücken Sie die Neun.
call-nothing = Es wurde nichts gedrückt. Auf Wiederhören.
call-thanks = Danke. Bitte sehen Sie auf die Seite. Auf Wiederhören.
call-not-asked = Nach diesen Tasten wurde nicht gefragt. Bitte sehen Sie auf die Seite. Auf Wiederhören.
call-refused = Danke, dass Sie es uns sagen. Auf Wiederhören.
call-code = Ihr Code ist { $digits }. Noch einmal: { $digits }. Sagen Sie ihn niemandem. Auf Wiederhören.
call-over = Dieser Anruf wird nicht mehr gebraucht. Bitte sehen Sie auf die Seite. Auf Wiederhören.
