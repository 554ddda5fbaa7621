# Hilfe, Hilfeanfrage, Datenschutz und der Posteingang der Vorführung.

help-title = Häufige Probleme
help-lead = Was davon geschieht bei Ihnen?
help-no-code = Der Code kommt nicht an
help-no-code-1 = Warten Sie ein paar Minuten: Netze sind manchmal langsam. Bei E-Mail sehen Sie auch im Spam-Ordner nach.
help-no-code-2 = Es kommt nichts an, wenn das Konto nicht freigegeben oder nicht registriert ist oder wenn die eingegebene Nummer von der registrierten abweicht. Fordern Sie einen neuen Code an, oder wählen Sie einen anderen Weg.
help-wrong-code = Der Code wird nicht angenommen
help-wrong-code-1 = Benutzen Sie die neueste Nachricht: Sie zeigt dieselben drei Buchstaben wie die Seite. Ein Code gilt einmal und nur wenige Minuten. Geben Sie die Ziffern in der Nachricht ein, nicht die Nummer, von der sie kam.
help-unknown = Meine Kennung ist nicht bekannt
help-unknown-1 = Es ist der Name, mit dem Sie sich am Arbeitsrechner anmelden, oft Ihre E-Mail-Adresse bei der Arbeit. Achten Sie auf Tippfehler, und fragen Sie sonst Ihren Administrator.
help-new-phone = Ich habe eine neue Nummer
help-new-phone-1 = Können Sie sich noch anmelden, dann fügen Sie zuerst die neue Nummer hinzu und entfernen dann die alte. Wenn nicht, wählen Sie beim Zurücksetzen einen anderen Weg, oder fragen Sie Ihren Administrator.
help-new-phone-link = Wege zurück einrichten
help-password = Kein Passwort wird angenommen
help-password-1 = Die Liste neben dem Feld zeigt jede Regel. Drei oder vier Wörter, die nicht zusammengehören, erfüllen meist alle.
help-locked-out = Das neue Passwort geht nicht
help-locked-out-1 = Geben Sie das neue Passwort einmal von Hand ein. Ändern Sie es dann überall, wo es gespeichert ist: E-Mail auf dem Telefon, WLAN und Netzlaufwerke benutzen vielleicht noch das alte und sperren Sie aus.
help-not-me = Ich habe das nicht angefordert
help-not-me-1 = Eine Nachricht mit einem Code: Ihr Passwort ist unverändert. Lesen Sie den Code niemandem vor, auch uns nicht. Eine Nachricht, dass Ihr Passwort geändert oder ein Weg hinzugefügt wurde: wenden Sie sich sofort an Ihren Administrator.
help-too-many = Es waren zu viele Versuche
help-too-many-1 = Das hält andere vom Raten ab. Warten Sie so lange, wie die Seite sagt, oder fragen Sie Ihren Administrator.
help-still = Kommen Sie nicht weiter?
help-start-reset = Mein Passwort zurücksetzen

contact-title = Administrator kontaktieren
contact-lead = Sagen Sie, was nicht geht. Ihr Administrator bekommt Ihre Nachricht und meldet sich.
contact-user-id = Benutzerkennung
contact-reach-me = Wie erreichen wir Sie?
contact-reach-me-hint = Telefonnummer, Zimmer, Kollegin oder Kollege
contact-message = Was geht nicht?
contact-message-hint = Schreiben Sie hier nie ein Passwort oder einen Code hinein
contact-send = Senden
contact-sent-title = Ihre Nachricht ist unterwegs
contact-sent = Wenn wir diese Kennung kennen, hat der Administrator jetzt Ihre Nachricht und meldet sich so, wie Sie es wünschen.
contact-sent-next = Sagen Sie niemandem Ihr Passwort oder einen Code, wer auch fragt.
contact-to-start = Zur Startseite

privacy-title = Datenschutz
privacy-lead = Was dieser Dienst über Sie speichert, und warum.
privacy-what = Was gespeichert wird
privacy-what-1 = Ihre Benutzerkennung sowie die Telefonnummern und E-Mail-Adressen, die Sie oder Ihre Organisation registriert haben. Sie liegen verschlüsselt und dienen dazu, Sie zu erkennen und Ihnen Änderungen mitzuteilen.
privacy-what-2 = Ein Protokoll des Zurücksetzens und Registrierens: wann, aus welchem Netz und mit welchem Ende. Es macht Missbrauch sichtbar.
privacy-not = Was nicht gespeichert wird
privacy-not-1 = Codes und Passwörter werden nie lesbar gespeichert und nie protokolliert. Nichts geht an andere Websites, und nichts hier verfolgt Sie.
privacy-cookies = Cookies
privacy-cookies-1 = Nur was die Seiten brauchen: welcher Vorgang Ihrer ist, Ihre Organisation, Ihre Sprache, dass ein Formular von Ihnen stammt und dass Sie diesen Browser schon benutzt haben. Sie enthalten keine Namen und keine Kontakte.
privacy-who = Wer verantwortlich ist
privacy-who-1 = { $house } betreibt diesen Dienst für seine Leute. Bei Fragen, oder um Ihre Daten einzusehen oder löschen zu lassen, <a>kontaktieren Sie Ihren Administrator</a>.

inbox-title = Posteingang der Vorführung
inbox-lead = Jede SMS und jede E-Mail dieser Vorführung kommt hier an, die neueste zuerst. Nichts verlässt diesen Rechner.
inbox-empty = Noch ist nichts angekommen. Fordern Sie einen Code an, und sehen Sie dann wieder nach.
inbox-reload = Wieder nachsehen
inbox-to = An { $to }
inbox-channel-email = E-Mail
inbox-channel-sms = SMS
inbox-channel-voice = Anruf

