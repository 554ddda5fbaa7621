//! What is told of an account, its methods and a set-up under way.

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_domain::challenge::{Challenge, Expected};
use rekey_domain::limits::FlowLimits;
use rekey_domain::{Means, Method, Policy, Slot, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::StoreError;
use rekey_store::accounts::Account;
use rekey_store::contacts::Contact;
use rekey_store::holdings::Holdings;
use rekey_store::tenants::Tenant;
use rekey_wire::contact::ContactValue;
use rekey_wire::http::{
    AccountView, ChallengeKindView, ChallengeView, CountryView, MethodSetup, MethodsView, NextStep, RegisteredMethod,
    SlotView, rfc3339, seconds_until,
};
use rekey_wire::keys::Keys;
use rekey_wire::phone;

use crate::known::is_proven;
use crate::sending::Sent;
use crate::session::Session;

/// Whether password reset is enabled for this account.
pub(crate) fn is_enabled(policy: &Policy, account: &Account) -> bool {
    policy.enables(account.groups.iter().map(String::as_str))
}

/// The person, and whether they could reset.
pub(crate) fn account(tenant: &Tenant, account: &Account, holdings: &Holdings, now: Timestamp) -> AccountView {
    let policy = tenant.policy_of(account);
    let (enabled, registered) = (is_enabled(&policy, account), holdings.registered());
    let capable = enabled && policy.is_capable(registered.iter().copied());
    AccountView {
        user_id: account.user_id.clone(),
        display_name: account.display_name.clone(),
        enabled,
        capable,
        required: policy.gates.count(),
        to_register: policy.to_register.count(),
        confirmation_due: capable && is_confirmation_due(&policy, account, now),
        backup_advised: capable && has_no_spare(&policy, &registered),
        help: tenant.help(),
    }
}

/// Whether the person last said that what is registered is right longer ago than the organisation wants it.
fn is_confirmation_due(policy: &Policy, account: &Account, now: Timestamp) -> bool {
    let interval = Duration::from_secs(u64::from(policy.reconfirm_days) * 24 * 3600);
    !interval.is_zero() && account.confirmed_at.is_some_and(|confirmed| now >= confirmed.plus(interval))
}

/// Exactly as many usable means as are needed, or all of one kind: the loss of one thing locks the person out.
fn has_no_spare(policy: &Policy, registered: &[Means]) -> bool {
    let usable = registered.iter().filter(|means| !policy.ways(**means).is_empty());
    let kinds: Vec<Method> = usable.map(|means| means.method()).collect();
    kinds.len() <= usize::from(policy.gates.count()) || kinds.iter().collect::<BTreeSet<_>>().len() == 1
}

/// What is to be done after a sign-in.
pub(crate) const fn next_step(account: &AccountView) -> NextStep {
    match (account.enabled, account.capable, account.confirmation_due) {
        (false, ..) => NextStep::NotEnabled,
        (true, false, _) => NextStep::Register,
        (true, true, true) => NextStep::Confirm,
        (true, true, false) => NextStep::None,
    }
}

/// What is registered, phones before email addresses, and what may be set up. Set-ups under way are not methods yet.
pub(crate) fn methods(keys: &Keys, session: &Session, contacts: &[Contact]) -> Result<MethodsView, ApiProblem> {
    let mut proven: Vec<&Contact> = contacts.iter().filter(|contact| is_proven(contact)).collect();
    proven.sort_by_key(|contact| contact.slot);
    let view = |contact: &Contact| Ok(method(contact, &contact.open(keys)?));
    let policy = &session.policy;
    let may_set_up = |slot: &Slot| slot.is_own() && !policy.channels(*slot).is_empty();
    let is_enabled = is_enabled(policy, &session.account);
    let available = Slot::ALL.into_iter().filter(|slot| is_enabled && may_set_up(slot)).map(SlotView::from).collect();
    let country = |code: &String| Some(CountryView { code: code.clone(), calling_code: phone::calling_code(code)? });
    Ok(MethodsView {
        methods: proven.into_iter().map(view).collect::<Result<_, StoreError>>()?,
        available,
        available_methods: Vec::new(),
        phone_channels: policy.channels(Slot::AuthenticationPhone).into_iter().map(Into::into).collect(),
        countries: policy.countries.iter().filter_map(country).collect(),
    })
}

/// A contact as a method.
pub(crate) fn method(contact: &Contact, value: &ContactValue) -> RegisteredMethod {
    RegisteredMethod {
        id: contact.id.uuid(),
        method: contact.slot.method().into(),
        slot: Some(contact.slot.into()),
        hint: value.hint(),
        count: None,
        usable_from: None,
        retires_at: contact.retires_at.map(rfc3339),
        verified: is_proven(contact),
        managed: !contact.slot.is_own(),
        verified_at: contact.verified_at.map(rfc3339),
    }
}

/// A set-up under way; `None` while no code was sent.
pub(crate) fn set_up(sent: &Sent, value: &ContactValue, limits: &FlowLimits, now: Timestamp) -> Option<MethodSetup> {
    let setup = &sent.next;
    let method = RegisteredMethod {
        id: setup.id.uuid(),
        method: setup.way.method().into(),
        slot: setup.way.slot().map(Into::into),
        hint: value.hint(),
        count: None,
        usable_from: None,
        retires_at: None,
        verified: false,
        managed: false,
        verified_at: None,
    };
    let challenge = setup.challenges.last()?;
    let setup = ChallengeView {
        kind: ChallengeKindView::Code,
        option_id: setup.id.uuid(),
        reference: challenge.sent.map(|sent| sent.reference.text()),
        delivery: challenge.sent.map(|sent| sent.delivery.into()),
        call_end: challenge.sent.and_then(|sent| sent.call_end).map(Into::into),
        code_length: code_length(challenge),
        match_number: None,
        questions: None,
        passkey: None,
        authenticator: None,
        resend_after_seconds: seconds_until(sent.again_at, now),
        expires_at: rfc3339(challenge.expires_at),
        attempts_left: challenge.guesses_left(limits, now),
    };
    Some(MethodSetup { method, setup })
}

/// Digits of the code of a challenge.
pub(crate) const fn code_length(challenge: &Challenge) -> Option<u8> {
    match &challenge.expected {
        Expected::Code { length, .. } => Some(*length),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::policy::Gates;

    #[test]
    fn a_spare_is_one_more_contact_of_another_kind() {
        let [phone, mobile, office, email] =
            [Slot::AuthenticationPhone, Slot::MobilePhone, Slot::OfficePhone, Slot::AuthenticationEmail]
                .map(Means::Contact);
        let one = Policy { gates: Gates::One, ..Policy::nist() };
        assert!(has_no_spare(&one, &[phone]));
        assert!(has_no_spare(&one, &[phone, mobile]));
        assert!(!has_no_spare(&one, &[phone, email]));
        let silent = Policy { voice: None, ..one };
        assert!(has_no_spare(&silent, &[phone, office]), "an office phone needs calls");
        assert!(has_no_spare(&Policy::nist(), &[phone, email]));
        assert!(!has_no_spare(&Policy::nist(), &[phone, mobile, email]));
    }
}
