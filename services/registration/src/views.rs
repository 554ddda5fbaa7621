//! What is told of an account, its methods and a set-up under way.

use std::collections::BTreeSet;

use rekey_domain::challenge::{Challenge, Expected};
use rekey_domain::limits::FlowLimits;
use rekey_domain::{Method, Policy, Slot, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::StoreError;
use rekey_store::accounts::Account;
use rekey_store::contacts::Contact;
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
pub(crate) fn is_enabled(tenant: &Tenant, account: &Account) -> bool {
    tenant.policy.enables(account.groups.iter().map(String::as_str))
}

/// The person, and whether they could reset.
pub(crate) fn account(tenant: &Tenant, account: &Account, contacts: &[Contact]) -> AccountView {
    let policy = &tenant.policy;
    let proven: Vec<Slot> = contacts.iter().filter(|contact| is_proven(contact)).map(|contact| contact.slot).collect();
    let enabled = is_enabled(tenant, account);
    let capable = enabled && policy.is_capable(proven.iter().copied());
    AccountView {
        user_id: account.user_id.clone(),
        display_name: account.display_name.clone(),
        enabled,
        capable,
        required: policy.gates.count(),
        backup_advised: capable && has_no_spare(policy, &proven),
        help: tenant.help(),
    }
}

/// Exactly as many usable contacts as are needed, or all of one kind: the loss of one thing locks the person out.
fn has_no_spare(policy: &Policy, proven: &[Slot]) -> bool {
    let usable = proven.iter().filter(|slot| !policy.channels(**slot).is_empty());
    let kinds: Vec<Method> = usable.map(|slot| slot.method()).collect();
    kinds.len() <= usize::from(policy.gates.count()) || kinds.iter().collect::<BTreeSet<_>>().len() == 1
}

/// What is to be done after a sign-in.
pub(crate) const fn next_step(account: &AccountView) -> NextStep {
    match (account.enabled, account.capable) {
        (false, _) => NextStep::NotEnabled,
        (true, false) => NextStep::Register,
        (true, true) => NextStep::None,
    }
}

/// What is registered, phones before email addresses, and what may be set up. Set-ups under way are not methods yet.
pub(crate) fn methods(keys: &Keys, session: &Session, contacts: &[Contact]) -> Result<MethodsView, ApiProblem> {
    let mut proven: Vec<&Contact> = contacts.iter().filter(|contact| is_proven(contact)).collect();
    proven.sort_by_key(|contact| contact.slot);
    let view = |contact: &Contact| Ok(method(contact, &contact.open(keys)?));
    let policy = &session.tenant.policy;
    let may_set_up = |slot: &Slot| slot.is_own() && !policy.channels(*slot).is_empty();
    let is_enabled = is_enabled(&session.tenant, &session.account);
    let available = Slot::ALL.into_iter().filter(|slot| is_enabled && may_set_up(slot)).map(SlotView::from).collect();
    let country = |code: &String| Some(CountryView { code: code.clone(), calling_code: phone::calling_code(code)? });
    Ok(MethodsView {
        methods: proven.into_iter().map(view).collect::<Result<_, StoreError>>()?,
        available,
        countries: policy.countries.iter().filter_map(country).collect(),
    })
}

/// A contact as a method.
pub(crate) fn method(contact: &Contact, value: &ContactValue) -> RegisteredMethod {
    RegisteredMethod {
        id: contact.id.uuid(),
        method: contact.slot.method().into(),
        slot: contact.slot.into(),
        hint: value.hint(),
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
        method: setup.slot.method().into(),
        slot: setup.slot.into(),
        hint: value.hint(),
        verified: false,
        managed: false,
        verified_at: None,
    };
    let challenge = setup.challenges.last()?;
    let setup = ChallengeView {
        kind: ChallengeKindView::Code,
        option_id: setup.id.uuid(),
        reference: challenge.reference.text(),
        delivery: challenge.delivery.into(),
        code_length: code_length(challenge),
        resend_after_seconds: seconds_until(sent.again_at, now),
        expires_at: rfc3339(challenge.expires_at),
        attempts_left: challenge.guesses_left(limits, now),
    };
    Some(MethodSetup { method, setup })
}

/// Digits of the code of a challenge.
pub(crate) const fn code_length(challenge: &Challenge) -> u8 {
    let Expected::Code { length, .. } = &challenge.expected;
    *length
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::policy::Gates;

    #[test]
    fn a_spare_is_one_more_contact_of_another_kind() {
        let (phone, mobile, email) = (Slot::AuthenticationPhone, Slot::MobilePhone, Slot::AuthenticationEmail);
        let one = Policy { gates: Gates::One, ..Policy::nist() };
        assert!(has_no_spare(&one, &[phone]));
        assert!(has_no_spare(&one, &[phone, mobile]));
        assert!(!has_no_spare(&one, &[phone, email]));
        assert!(has_no_spare(&one, &[phone, Slot::OfficePhone]), "an office phone needs calls");
        assert!(has_no_spare(&Policy::nist(), &[phone, email]));
        assert!(!has_no_spare(&Policy::nist(), &[phone, mobile, email]));
    }
}
