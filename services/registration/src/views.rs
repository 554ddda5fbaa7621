//! What is told of an account, its methods and a set-up under way.

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_domain::challenge::{Challenge, Expected};
use rekey_domain::limits::FlowLimits;
use rekey_domain::registration::Setup;
use rekey_domain::{Means, Method, Policy, Timestamp};
use rekey_store::accounts::Account;
use rekey_store::holdings::Holdings;
use rekey_store::tenants::Tenant;
use rekey_wire::authenticator::DIGITS;
use rekey_wire::http::{
    AccountView, AuthenticatorSetupView, ChallengeKindView, ChallengeView, MethodSetup, NextStep, RegisteredMethod,
    rfc3339, seconds_until,
};
use serde_json::Value;

/// Whether password reset is enabled for this account.
pub(crate) fn is_enabled(policy: &Policy, account: &Account) -> bool {
    policy.enables(account.groups.iter().map(String::as_str))
}

/// Who signed in, and what is to be done next.
pub(crate) struct Person {
    pub(crate) view: AccountView,
    pub(crate) next: NextStep,
}

/// The person, and whether they could reset.
pub(crate) fn account(tenant: &Tenant, account: &Account, holdings: &Holdings, now: Timestamp) -> Person {
    let policy = tenant.policy_of(account);
    let (enabled, registered) = (is_enabled(&policy, account), holdings.registered(&policy));
    let capable = enabled && policy.is_capable(holdings.enough_to_reset(&policy).into_iter());
    let view = AccountView {
        user_id: account.user_id.clone(),
        display_name: account.display_name.clone(),
        enabled,
        capable,
        required: policy.gates.count(),
        to_register: policy.to_register.count(),
        still_to_register: policy.still_to_register(registered.iter().copied()),
        confirmation_due: capable && is_confirmation_due(&policy, account, now),
        backup_advised: capable && has_no_spare(&policy, &registered),
        help: tenant.help(tenant.group_of(account)),
    };
    let has_enough = view.still_to_register == 0;
    let next = match (enabled, capable && has_enough, view.confirmation_due) {
        (false, ..) => NextStep::NotEnabled,
        (true, false, _) => NextStep::Register,
        (true, true, true) => NextStep::Confirm,
        (true, true, false) => NextStep::None,
    };
    Person { view, next }
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

/// What a person is given for a set-up under way, beside what is the same for all.
#[derive(Default)]
pub(crate) struct Shown {
    /// When the next code may be asked for, where one is sent.
    pub(crate) again_at: Option<Timestamp>,
    /// For the app.
    pub(crate) authenticator: Option<AuthenticatorSetupView>,
    /// For the browser.
    pub(crate) passkey: Option<Value>,
    /// For the phone.
    pub(crate) match_number: Option<String>,
}

/// A set-up under way, with a masked contact or a name; `None` while nothing was asked.
pub(crate) fn set_up(
    setup: &Setup,
    hint: String,
    shown: Shown,
    limits: &FlowLimits,
    now: Timestamp,
) -> Option<MethodSetup> {
    let method = RegisteredMethod {
        id: setup.id.uuid(),
        method: setup.way.method().into(),
        slot: setup.way.slot().map(Into::into),
        hint,
        count: None,
        usable_from: None,
        retires_at: None,
        verified: false,
        managed: false,
        verified_at: None,
    };
    let challenge = setup.challenges.last()?;
    let setup = ChallengeView {
        kind: kind(challenge),
        option_id: setup.id.uuid(),
        reference: challenge.sent.map(|sent| sent.reference.text()),
        delivery: challenge.sent.map(|sent| sent.delivery.into()),
        call_end: challenge.sent.and_then(|sent| sent.call_end).map(Into::into),
        code_length: code_length(challenge),
        match_number: shown.match_number,
        questions: None,
        passkey: shown.passkey,
        authenticator: shown.authenticator,
        resend_after_seconds: shown.again_at.map_or(0, |again_at| seconds_until(again_at, now)),
        expires_at: rfc3339(challenge.expires_at),
        attempts_left: challenge.guesses_left(limits, now),
    };
    Some(MethodSetup { method, setup })
}

const fn kind(challenge: &Challenge) -> ChallengeKindView {
    match &challenge.expected {
        Expected::Code { .. } => ChallengeKindView::Code,
        Expected::MatchedNumber | Expected::Pound => ChallengeKindView::Call,
        Expected::Answers { .. } => ChallengeKindView::Questions,
        Expected::AuthenticatorCode => ChallengeKindView::Totp,
        Expected::Passkey { .. } => ChallengeKindView::Passkey,
        Expected::RecoveryCode => ChallengeKindView::RecoveryCode,
    }
}

/// Digits of the code of a challenge.
pub(crate) const fn code_length(challenge: &Challenge) -> Option<u8> {
    match &challenge.expected {
        Expected::Code { length, .. } => Some(*length),
        Expected::AuthenticatorCode => Some(DIGITS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::Slot;
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
