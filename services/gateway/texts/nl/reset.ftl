# Een reset, pagina voor pagina.

doors-title = Wat hebt u nodig?
doors-lead = Kom weer in uw account, of bereid u voor op de dag dat het nodig is.
doors-reset = Ik ben mijn wachtwoord vergeten
doors-reset-note = Bevestig dat u het bent en kies een nieuw wachtwoord. Ongeveer drie minuten.
doors-register = Ik kan nog inloggen
doors-register-note = Stel nu een telefoon en een e-mailadres in, zodat u later weer in uw account kunt komen.

who-title = Weer in uw account komen
who-lead = Eerst controleren we of u het bent. Daarna kiest u een nieuw wachtwoord. Dat duurt ongeveer drie minuten.
who-user-id = Gebruikersnaam
who-user-id-hint = Vaak uw e-mailadres van het werk, zoals alice@contoso.example
who-unsure = <b>Weet u uw gebruikersnaam niet zeker?</b> Het is de naam waarmee u inlogt op uw computer op het werk.

choose-title = Wat kunt u nu gebruiken?
choose-title-second = Gebruik nog een manier
choose-lead-second = De eerste controle is gelukt. Voor dit account is een tweede, andere controle nodig.
choose-which-number = Welk nummer?
choose-which-address = Welk adres?
choose-two-numbers = { $count ->
    [2] Twee nummers
   *[other] { $count } nummers
}
choose-two-addresses = { $count ->
    [2] Twee adressen
   *[other] { $count } adressen
}
choose-none = Lukt geen van deze manieren? <a>Neem contact op met uw beheerder</a>
choose-questions = { $count ->
    [one] 1 vraag
   *[other] { $count } vragen
}
choose-cancel = Deze reset stoppen
choose-nothing-title = Er is geen manier meer over
choose-nothing = Neem contact op met uw beheerder. Die kan u weer in uw account helpen.

way-email = E-mail naar mijn alternatieve e-mailadres
way-sms = Sms naar mijn mobiele telefoon
way-voice-mobile = Bel mijn mobiele telefoon
way-voice-office = Bel mijn kantoortelefoon
way-questions = Mijn beveiligings{ "\u00AD" }vragen beantwoorden
way-app = Mijn authenticator-app gebruiken
way-passkey = Mijn passkey gebruiken
way-recovery-code = Een herstelcode gebruiken

mask-number = nummer dat eindigt op { $digits }
mask-address = adres { $address }

number-title = Typ uw hele nummer
number-lead-sms = We sturen een code per sms naar <m></m>. Typ dat nummer helemaal, zodat alleen u de code kunt aanvragen.
number-lead-call = We bellen <m></m>. Typ dat nummer helemaal, zodat alleen u het telefoontje kunt aanvragen.
number-label = Telefoonnummer
number-hint = Met of zonder landnummer, zoals u wilt
number-hint-office = Met of zonder landnummer, en zonder uw toestelnummer
number-next-sms = sms mij
number-next-call = bel mij
another-way = Een andere manier kiezen

code-title-sms = Typ de code uit de sms
code-title-email = Typ de code uit de e-mail
code-title-voice = Neem ons telefoontje aan en typ de code
code-sent-to = We hebben { $digits } cijfers gestuurd naar <m></m>.
code-reference = Gebruik het bericht met <b>{ $reference }</b>. Oudere codes werken niet meer.
code-label = Code
code-again = Nieuwe code sturen
code-email-instead = Liever per e-mail
code-patience = Het kan een paar minuten duren. Gebruik de code in het bericht, niet het nummer van de afzender.
code-patience-email = Het kan een paar minuten duren. Kijk ook in de map met ongewenste e-mail.
code-nothing-arrives = Er komt niets aan als resetten niet is ingeschakeld voor dit account, als het account niet is geregistreerd of als het nummer niet klopt. <a>Neem contact op met uw beheerder</a>.
code-nothing-arrives-email = Er komt niets aan als resetten niet is ingeschakeld voor dit account of als het account niet is geregistreerd. <a>Neem contact op met uw beheerder</a>.
code-new-in = · nieuwe code over <b>{ $clock }</b>
code-again-open = U kunt nu een nieuwe code aanvragen
code-no-tries-left = U hebt voor deze code geen pogingen meer. Vraag een nieuwe aan.

delivery-queued = Onderweg
delivery-sent = Verstuurd
delivery-delivered = Aangekomen
delivery-delayed = Duurt langer dan anders
delivery-failed = Het bericht kon niet worden bezorgd. Kies een andere manier.

password-title = Kies een nieuw wachtwoord
password-lead = Drie of vier woorden die niet bij elkaar horen, zijn makkelijk te onthouden en moeilijk te raden.
password-new = Nieuw wachtwoord
password-repeat = Typ het nog een keer
password-differs = Dat is niet hetzelfde wachtwoord. Typ het nog een keer.
password-show = Tonen
password-hide = Verbergen
password-needs = Waaraan het moet voldoen
password-changing = <b>We weten nog niet zeker of het is aangekomen.</b> Typ hetzelfde nieuwe wachtwoord nog een keer en kies “Voltooien”. Er gaat niets verloren.
password-rules-met = Aan { "{met}" } van de { "{all}" } regels voldaan
rule-min-length = Minstens { $limit } tekens
rule-max-length = Hoogstens { $limit } tekens
rule-classes = { $limit } van deze: kleine letters, hoofdletters, cijfers, speciale tekens
rule-not-user-id = Geen deel van uw naam of gebruikersnaam
rule-not-banned = Geen woord dat iedereen kan raden
rule-not-breached = Niet bekend uit een datalek
rule-same = Twee keer hetzelfde getypt
rule-so-far = tot nu toe { "{n}" }
rule-later = Wordt gecontroleerd als u “Voltooien” kiest
verdict-met = Voldaan
verdict-broken = Niet voldaan
verdict-open = Nog niet voldaan

done-title = Uw wachtwoord is gewijzigd
done-lead = Log hier vanaf nu mee in bij { $house }. We hebben een bericht gestuurd naar uw contactgegevens, voor het geval u dit niet was.
done-keep-title = Wijzig het overal waar het is opgeslagen
done-keep = E-mail op uw telefoon, wifi en netwerkschijven gebruiken misschien nog het oude wachtwoord. Daardoor kan uw account vergrendeld raken.
done-trouble = Lukt het inloggen niet? Kijk bij <a>veelvoorkomende problemen</a>.
done-not-you = Was u dit niet? <a>Neem meteen contact op met uw beheerder</a>.
done-codes-left = { $count ->
    [0] U hebt uw laatste herstelcode gebruikt
    [one] U hebt een herstelcode gebruikt: er is er nog 1 over
   *[other] U hebt een herstelcode gebruikt: er zijn er nog { $count } over
}
done-codes = Log in en maak nieuwe codes voordat u ze nodig hebt.

unlock-lead = Weet u uw wachtwoord toch weer, en is uw account vergrendeld door te veel verkeerde pogingen?
unlock = Mijn wachtwoord houden en mijn account ontgrendelen

closed-cancelled-title = U hebt deze reset gestopt
closed-cancelled = Er is niets gewijzigd. Uw oude wachtwoord werkt nog.
closed-expired-title = De tijd voor deze reset is om
closed-expired = Er is niets gewijzigd. Uw oude wachtwoord werkt nog. U kunt opnieuw beginnen.
closed-too-many-attempts-title = Te veel pogingen
closed-too-many-attempts = Om anderen buiten te houden hebben we deze reset gestopt. Er is niets gewijzigd.
closed-guesses-open = U kunt het opnieuw proberen vanaf { $time }.
closed-superseded-title = Deze reset is niet meer geldig
closed-superseded = Het wachtwoord of de contactgegevens van dit account zijn intussen gewijzigd. Log in met het nieuwste wachtwoord, of begin opnieuw.
closed-not-enabled-title = U kunt dit wachtwoord hier niet resetten
closed-not-enabled = Het resetten van wachtwoorden is niet ingeschakeld voor uw account. Uw beheerder kan u helpen.
closed-not-registered-title = U hebt zich nog niet geregistreerd
closed-not-registered = Voor dit account is niets ingesteld dat we kunnen gebruiken. Daarom kunnen we niet controleren of u het bent. Uw beheerder kan u helpen.
closed-frozen-title = Resets van dit account zijn geblokkeerd
closed-frozen = Iemand heeft gemeld dat een wijziging niet van hem of haar was. Uw beheerder kan resets weer toestaan.
closed-not-me-title = Het telefoontje is geweigerd
closed-not-me = Wie opnam, drukte op 9: “dit was ik niet”. Uw wachtwoord is niet gewijzigd. Was u dit wel, begin dan opnieuw.
closed-unlocked-title = Uw account is ontgrendeld
closed-unlocked = Uw wachtwoord is hetzelfde gebleven. Log ermee in.

lost-title = Deze pagina is niet meer geldig
lost = Uw reset is afgelopen, of deze browser weet er niet meer van. Er is niets gewijzigd. Begin opnieuw.
