# Registrierung: anmelden, was eingerichtet ist, Wege hinzufügen und entfernen.

register-title = Anmelden, um Wege zurück einzurichten
register-lead = Benutzen Sie das Passwort, das heute gilt. Danach fügen Sie ein Telefon oder eine E-Mail-Adresse hinzu.
register-user-id = Benutzerkennung
register-password = Passwort
register-forgot = Passwort vergessen?
register-no-access = Kein Zugang zum Konto?

info-title = Ihre Wege zurück ins Konto
info-lead = { $required ->
    [1] Wenn Sie Ihr Passwort vergessen, zeigen Sie mit einem davon, dass Sie es sind.
   *[other] Wenn Sie Ihr Passwort vergessen, zeigen Sie mit { $required } verschiedenen Wegen aus dieser Liste, dass Sie es sind.
}
info-missing-title = Sie können Ihr Passwort noch nicht zurücksetzen
info-missing = { $needed ->
    [1] Richten Sie einen der Wege unten ein, solange Sie sich anmelden können.
   *[other] Richten Sie { $needed } verschiedene der Wege unten ein, solange Sie sich anmelden können.
}
info-more-title = Ein weiterer Weg wird verlangt
info-more = { $needed ->
    [1] Richten Sie noch einen der Wege unten ein, solange Sie sich anmelden können.
   *[other] Richten Sie noch { $needed } der Wege unten ein, solange Sie sich anmelden können.
}
info-backup-title = Sorgen Sie vor, solange es noch geht
info-backup = Ohne das, was Sie jetzt haben, kämen Sie nicht mehr hinein.
info-backup-phones = Alle Ihre Wege sind Telefone. Ohne eines davon kämen Sie nicht mehr hinein.
info-backup-emails = Alle Ihre Wege sind E-Mail-Adressen. Wenn Sie sie nicht öffnen können, kämen Sie nicht mehr hinein.
info-ready-title = Sie sind vorbereitet
info-ready = Sie können Ihr Passwort jederzeit selbst zurücksetzen.
info-set-up = Eingerichtet
info-not-set-up = Noch nicht eingerichtet
info-verified-on = geprüft <m></m>
info-not-verified = noch nicht geprüft
info-from-administrator = von Ihrem Administrator
info-managed = Wird für Sie gepflegt
info-remove = Entfernen
info-best-backup = Beste Reserve

slot-authentication-phone = Mobiltelefon
slot-mobile-phone = Mobiltelefon aus dem Verzeichnis
slot-office-phone = Bürotelefon
slot-authentication-email = Andere E-Mail-Adresse
slot-alternate-email = Andere E-Mail-Adresse aus dem Verzeichnis
slot-authentication-phone-note = Wir senden einen Code per SMS
slot-mobile-phone-note = Wir senden einen Code per SMS
slot-office-phone-note = Nur Anrufe
slot-authentication-email-note = Eine private Adresse, die Sie ohne dieses Passwort öffnen können
slot-alternate-email-note = Eine private Adresse, die Sie ohne dieses Passwort öffnen können

phone-title = Mobiltelefon hinzufügen
phone-lead = Wir senden einen Code, um zu prüfen, dass es Ihres ist. Es gelten die üblichen Gebühren.
phone-country = Land oder Region
phone-number = Telefonnummer
phone-number-hint = So, wie Sie sie gewöhnlich wählen
phone-how = Wie möchten Sie den Code bekommen?
phone-use = Wir benutzen diese Nummer, um zu prüfen, dass Sie es sind, und um Änderungen mitzuteilen.
phone-lost = Mein altes Telefon ist verloren
lost-hint = Der alte Weg gilt sofort nicht mehr. Der neue muss vielleicht warten: dann sagen wir Ihnen, ab wann er gilt.

email-title = Andere E-Mail-Adresse hinzufügen
email-lead = Wir senden einen Code, um zu prüfen, dass es Ihre ist.
email-label = E-Mail-Adresse
email-hint = Eine, die Sie ohne dieses Passwort öffnen können
email-send = E-Mail an mich
email-use = Wir benutzen diese Adresse, um zu prüfen, dass Sie es sind, und um Änderungen mitzuteilen.
email-lost = Ich komme an meine alte Adresse nicht mehr heran

verify-wrong-contact-phone = Falsche Nummer? <a>Noch einmal eingeben</a>
verify-wrong-contact-email = Falsche Adresse? <a>Noch einmal eingeben</a>
verify-failed = Die Nachricht kam nicht an. Prüfen Sie Ihre Eingabe, oder wählen Sie einen anderen Weg.

thanks-title = Danke, das hat geklappt
thanks-ready = Wenn Sie Ihr Passwort vergessen, kommen Sie jetzt selbst wieder hinein.
thanks-more = Es fehlt noch ein weiterer Weg, bevor Sie Ihr Passwort selbst zurücksetzen können.
thanks-backup-title = Registrieren Sie auch eine Reserve
thanks-backup = Ein Telefon geht verloren, eine E-Mail-Adresse wird geschlossen. Mit zwei verschiedenen Wegen bleibt Ihnen immer einer.
thanks-finish = Fertigstellen
thanks-overview = Alle Wege ansehen

not-enabled-title = Das Zurücksetzen ist für Sie nicht freigegeben
not-enabled = Ihr Konto ist nicht für das Zurücksetzen freigegeben, darum gibt es nichts einzurichten. Ihr Administrator kann das ändern.

remove-title = Diesen Weg entfernen?
remove-lead = { $slot }, <m></m>
remove-warning-title = Er führt Sie dann nicht mehr zurück
remove-warning = Sie können ihn wieder hinzufügen, solange Sie sich anmelden können. Wir benachrichtigen Ihre anderen Kontakte.
remove-do = Entfernen
remove-keep = Behalten

method-email = E-Mail
method-mobile-phone = Mobiltelefon
method-office-phone = Bürotelefon
method-security-questions = Sicherheitsfragen
method-authenticator-app = Authenticator-App
method-passkey = Passkey
method-recovery-code = Wiederherstellungscodes
