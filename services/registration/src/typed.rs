//! What a person wants to set up, as it was typed: parsed and judged before anything is written.

use rekey_domain::{Channel, EmailAddress, Policy, Slot, Way};
use rekey_runtime::ApiProblem;
use rekey_wire::contact::ContactValue;
use rekey_wire::http::{AddMethod, ChannelView, MethodView, ProblemCode};
use rekey_wire::phone;

use crate::problems::{self, field};

/// A contact that may be set up.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) slot: Slot,
    pub(crate) channel: Channel,
    pub(crate) value: ContactValue,
    /// The contact that it replaces is lost.
    pub(crate) replaces_lost: bool,
}

/// What a person wants to set up.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// A contact, to which a code is sent.
    Contact(Typed),
    /// An authenticator app or passkey, by what its owner calls it.
    Unsent {
        /// Which.
        way: Way,
        /// Its name; may be empty.
        label: String,
    },
}

/// Longest name of an authenticator or passkey, in characters.
const LABEL_MAX_CHARS: usize = 40;

impl Wanted {
    /// Reads what was asked for by the person with this user ID.
    pub(crate) fn parse(body: &AddMethod, policy: &Policy, user_id: &str) -> Result<Self, ApiProblem> {
        let wrong = |name| Err(field(ProblemCode::InvalidField, name));
        let way = match (body.slot, body.method) {
            (Some(_), None) if body.label.is_some() => return wrong("label"),
            (Some(_), None) => return Typed::parse(body, policy, user_id).map(Self::Contact),
            (None, Some(MethodView::AuthenticatorApp)) => Way::AuthenticatorApp,
            (None, Some(MethodView::Passkey)) => Way::Passkey,
            (None, None) => return wrong("slot"),
            (_, Some(_)) => return wrong("method"),
        };
        let members = [
            ("phone_number", body.phone_number.is_some()),
            ("country", body.country.is_some()),
            ("email", body.email.is_some()),
            ("channel", body.channel.is_some()),
            ("replaces_lost", body.replaces_lost),
        ];
        match members.into_iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => wrong(name),
            None => Ok(Self::Unsent { way, label: label(body.label.as_deref().unwrap_or(""))? }),
        }
    }
}

/// What its owner calls it: one line.
fn label(typed: &str) -> Result<String, ApiProblem> {
    let trimmed = typed.trim();
    let is_sound = trimmed.chars().count() <= LABEL_MAX_CHARS && !trimmed.chars().any(char::is_control);
    if is_sound { Ok(trimmed.to_owned()) } else { Err(field(ProblemCode::InvalidField, "label")) }
}

impl Typed {
    /// Reads what was typed by the person with this user ID.
    pub(crate) fn parse(body: &AddMethod, policy: &Policy, user_id: &str) -> Result<Self, ApiProblem> {
        let slot = body.slot.ok_or_else(|| field(ProblemCode::InvalidField, "slot"))?;
        match Slot::from(slot) {
            Slot::AuthenticationPhone => phone_number(body, policy),
            Slot::AuthenticationEmail => email(body, user_id),
            Slot::MobilePhone | Slot::OfficePhone | Slot::AlternateEmail => {
                Err(field(ProblemCode::InvalidField, "slot"))
            }
        }
    }
}

fn phone_number(body: &AddMethod, policy: &Policy) -> Result<Typed, ApiProblem> {
    // Text messages where nothing else is asked for, and the policy has them.
    let open = policy.channels(Slot::AuthenticationPhone);
    let first = open.first().copied().unwrap_or(Channel::Sms);
    let channel = match body.channel {
        None => first,
        Some(ChannelView::Sms) => Channel::Sms,
        Some(ChannelView::Voice) if open.contains(&Channel::Voice) => Channel::Voice,
        Some(ChannelView::Voice | ChannelView::Email) => {
            return Err(field(ProblemCode::ChannelNotAvailable, "channel"));
        }
    };
    if body.email.is_some() {
        return Err(field(ProblemCode::InvalidField, "email"));
    }
    let typed = body.phone_number.as_deref().ok_or_else(|| field(ProblemCode::InvalidField, "phone_number"))?;
    let number =
        phone::parse_for_sms(typed, body.country.as_deref(), &policy.countries).map_err(problems::of_number)?;
    Ok(Typed {
        slot: Slot::AuthenticationPhone,
        channel,
        value: ContactValue::Phone(number),
        replaces_lost: body.replaces_lost,
    })
}

fn email(body: &AddMethod, user_id: &str) -> Result<Typed, ApiProblem> {
    if !matches!(body.channel, None | Some(ChannelView::Email)) {
        return Err(field(ProblemCode::ChannelNotAvailable, "channel"));
    }
    for (name, given) in [("phone_number", &body.phone_number), ("country", &body.country)] {
        if given.is_some() {
            return Err(field(ProblemCode::InvalidField, name));
        }
    }
    let typed = body.email.as_deref().ok_or_else(|| field(ProblemCode::InvalidField, "email"))?;
    let address = EmailAddress::parse(typed).map_err(|_| field(ProblemCode::EmailInvalid, "email"))?;
    if opens_with_the_password(&address, user_id) {
        return Err(field(ProblemCode::EmailOwn, "email"));
    }
    Ok(Typed {
        slot: Slot::AuthenticationEmail,
        channel: Channel::Email,
        value: ContactValue::Email(address),
        replaces_lost: body.replaces_lost,
    })
}

/// Whether an address leads to the mailbox that the forgotten password opens: the user ID itself, or with a `+tag`.
fn opens_with_the_password(address: &EmailAddress, user_id: &str) -> bool {
    let Some((local, domain)) = address.as_str().split_once('@') else { return false };
    let mailbox = local.split('+').next().unwrap_or(local);
    let is = |local: &str| format!("{local}@{domain}").eq_ignore_ascii_case(user_id);
    is(local) || is(mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_wire::http::SlotView;

    const ALICE: &str = "alice@contoso.example";

    fn body(slot: SlotView) -> AddMethod {
        AddMethod {
            slot: Some(slot),
            method: None,
            label: None,
            phone_number: None,
            country: None,
            email: None,
            channel: None,
            replaces_lost: false,
        }
    }

    fn refused(body: &AddMethod) -> (String, Option<String>) {
        let problem = Typed::parse(body, &Policy::nist(), ALICE).expect_err("refused").0;
        (problem.code, problem.field)
    }

    #[test]
    fn a_number_must_be_one_that_can_be_texted_in_an_allowed_country() {
        let with = |number: &str| AddMethod {
            phone_number: Some(number.into()),
            country: Some("US".into()),
            ..body(SlotView::AuthenticationPhone)
        };
        let typed = Typed::parse(&with("425 555 0167"), &Policy::nist(), ALICE).expect("sound");
        assert_eq!((typed.slot, typed.channel), (Slot::AuthenticationPhone, Channel::Sms));
        assert_eq!(typed.value.stored(), "+14255550167");
        for (number, code) in [
            ("12", "phone_number_invalid"),
            ("+1 900 234 5678", "phone_number_refused"),
            ("+43 664 1234567", "country_not_allowed"),
        ] {
            assert_eq!(refused(&with(number)), (code.into(), Some("phone_number".into())), "{number}");
        }
        let missing = body(SlotView::AuthenticationPhone);
        assert_eq!(refused(&missing), ("invalid_field".into(), Some("phone_number".into())));
    }

    #[test]
    fn an_address_must_not_open_with_the_forgotten_password() {
        let with = |email: &str| AddMethod { email: Some(email.into()), ..body(SlotView::AuthenticationEmail) };
        for own in [ALICE, "Alice@CONTOSO.example", "alice+private@contoso.example"] {
            assert_eq!(refused(&with(own)), ("email_own".into(), Some("email".into())), "{own}");
        }
        assert_eq!(refused(&with("no address")), ("email_invalid".into(), Some("email".into())));
        assert_eq!(refused(&body(SlotView::AuthenticationEmail)), ("invalid_field".into(), Some("email".into())));
        for other in ["alice@personal.example", "alicia@contoso.example"] {
            assert!(Typed::parse(&with(other), &Policy::nist(), ALICE).is_ok(), "{other}");
        }
    }

    #[test]
    fn slots_of_the_administrator_and_channels_that_do_not_fit_are_refused() {
        for slot in [SlotView::MobilePhone, SlotView::OfficePhone, SlotView::AlternateEmail] {
            assert_eq!(refused(&body(slot)), ("invalid_field".into(), Some("slot".into())));
        }
        for (slot, channel) in
            [(SlotView::AuthenticationPhone, ChannelView::Email), (SlotView::AuthenticationEmail, ChannelView::Sms)]
        {
            let body = AddMethod { channel: Some(channel), ..body(slot) };
            assert_eq!(refused(&body), ("channel_not_available".into(), Some("channel".into())));
        }
    }

    #[test]
    fn a_phone_is_called_where_the_policy_calls_phones() {
        let body = |channel| AddMethod {
            phone_number: Some("+14255550167".into()),
            channel,
            ..body(SlotView::AuthenticationPhone)
        };
        let channel = |channel, policy: &Policy| Typed::parse(&body(channel), policy, ALICE).map(|typed| typed.channel);
        let (calls, texts) = (Policy::nist(), Policy { voice: None, ..Policy::nist() });
        assert_eq!(channel(Some(ChannelView::Voice), &calls).ok(), Some(Channel::Voice));
        assert_eq!(channel(None, &calls).ok(), Some(Channel::Sms));
        assert_eq!(channel(None, &Policy { sms: false, ..Policy::nist() }).ok(), Some(Channel::Voice));
        for policy in [texts, Policy { mobile_calls: false, ..calls }] {
            let problem = channel(Some(ChannelView::Voice), &policy).expect_err("refused").0;
            assert_eq!(problem.code, "channel_not_available");
        }
    }

    #[test]
    fn a_contact_of_another_kind_beside_the_slots_own_is_refused() {
        let both = AddMethod { email: Some("a@b.example".into()), ..body(SlotView::AuthenticationPhone) };
        assert_eq!(refused(&both), ("invalid_field".into(), Some("email".into())));
        let both = AddMethod { phone_number: Some("1".into()), ..body(SlotView::AuthenticationEmail) };
        assert_eq!(refused(&both), ("invalid_field".into(), Some("phone_number".into())));
    }
}
