//! What is registered, as it is told: each method by an id, most secure first.
//!
//! Questions and recovery codes are one method each, without a row of their own: their ids are the account's with its last
//! bits turned over, the same at every look, and mean something only to who is signed in to that account.

use rekey_domain::{AccountId, Method, Slot, Timestamp};
use rekey_runtime::ApiProblem;
use rekey_store::StoreError;
use rekey_store::answers::StoredAnswer;
use rekey_store::authenticators::Authenticator;
use rekey_store::contacts::Contact;
use rekey_store::holdings::Holdings;
use rekey_store::passkeys::Passkey;
use rekey_store::recovery_codes::RecoveryCode;
use rekey_wire::http::{ChannelView, CountryView, MethodView, MethodsView, RegisteredMethod, SlotView, rfc3339};
use rekey_wire::phone;
use uuid::Uuid;

use crate::changes::to_come;
use crate::session::Session;
use crate::shell::Shell;
use crate::views::is_enabled;

/// Turns an account's id into that of its answers.
const QUESTIONS: u128 = 0x51;
/// Turns an account's id into that of its recovery codes.
const RECOVERY_CODES: u128 = 0x52;

/// Names the answers of an account.
pub(crate) const fn questions_id(account: AccountId) -> Uuid {
    Uuid::from_u128(account.uuid().as_u128() ^ QUESTIONS)
}

/// Names the recovery codes of an account.
pub(crate) const fn recovery_codes_id(account: AccountId) -> Uuid {
    Uuid::from_u128(account.uuid().as_u128() ^ RECOVERY_CODES)
}

/// What is registered, and what may be set up. Set-ups under way are not methods yet.
pub(crate) fn view(
    shell: &Shell,
    session: &Session,
    holdings: &Holdings,
    now: Timestamp,
) -> Result<MethodsView, ApiProblem> {
    let policy = &session.policy;
    let is_enabled = is_enabled(policy, &session.account);
    let slots = Slot::ALL.into_iter().filter(|slot| slot.is_own() && !policy.channels(*slot).is_empty());
    let allows = |method: &Method| {
        let has_means = *method != Method::Passkey || shell.relying_party.is_some();
        is_enabled && has_means && policy.methods.contains(method)
    };
    let without_contact = [Method::Passkey, Method::AuthenticatorApp, Method::RecoveryCode, Method::SecurityQuestions];
    let country = |code: &String| Some(CountryView { code: code.clone(), calling_code: phone::calling_code(code)? });
    let channels = policy.channels(Slot::AuthenticationPhone).into_iter().map(ChannelView::from);
    Ok(MethodsView {
        methods: methods(shell, session.account.id, holdings, now)?,
        available: slots.filter(|_| is_enabled).map(SlotView::from).collect(),
        available_methods: without_contact.into_iter().filter(allows).map(MethodView::from).collect(),
        phone_channels: channels.collect(),
        countries: policy.countries.iter().filter_map(country).collect(),
    })
}

/// Most secure first: what is bound to a device, what was kept, what is reached, what is known.
fn methods(
    shell: &Shell,
    account: AccountId,
    holdings: &Holdings,
    now: Timestamp,
) -> Result<Vec<RegisteredMethod>, StoreError> {
    let mut told: Vec<RegisteredMethod> = holdings.passkeys.iter().map(|one| passkey(one, now)).collect();
    told.extend(holdings.authenticators.iter().map(|one| authenticator_app(one, now)));
    told.extend(recovery_codes(account, &holdings.recovery_codes, now));
    let is_there = |contact: &&Contact| contact.is_proven() && contact.retires_at.is_none_or(|at| now < at);
    let mut contacts: Vec<&Contact> = holdings.contacts.iter().filter(is_there).collect();
    contacts.sort_by_key(|contact| (contact.slot, contact.retires_at));
    for one in contacts {
        // One that does not open can still be removed and replaced.
        let hint = one.open_or_log(&shell.keys).map(|value| value.hint()).unwrap_or_default();
        told.push(contact(one, hint, now));
    }
    told.extend(questions(account, &holdings.answers, now));
    Ok(told)
}

/// A contact.
pub(crate) fn contact(contact: &Contact, hint: String, now: Timestamp) -> RegisteredMethod {
    RegisteredMethod {
        slot: Some(contact.slot.into()),
        hint,
        usable_from: to_come(contact.usable_from, now),
        retires_at: contact.retires_at.map(rfc3339),
        managed: !contact.slot.is_own(),
        verified_at: contact.verified_at.map(rfc3339),
        ..without_contact(contact.id.uuid(), contact.slot.method())
    }
}

/// An authenticator app.
pub(crate) fn authenticator_app(one: &Authenticator, now: Timestamp) -> RegisteredMethod {
    RegisteredMethod {
        hint: one.label.clone(),
        usable_from: to_come(one.usable_from, now),
        ..without_contact(one.id.uuid(), Method::AuthenticatorApp)
    }
}

/// A passkey.
pub(crate) fn passkey(one: &Passkey, now: Timestamp) -> RegisteredMethod {
    RegisteredMethod {
        hint: one.label.clone(),
        usable_from: to_come(one.usable_from, now),
        ..without_contact(one.id.uuid(), Method::Passkey)
    }
}

/// The answers of an account, where there are any.
fn questions(account: AccountId, answers: &[StoredAnswer], now: Timestamp) -> Option<RegisteredMethod> {
    let usable_from = answers.iter().map(|answer| answer.usable_from).max()?;
    Some(RegisteredMethod {
        count: u32::try_from(answers.len()).ok(),
        usable_from: to_come(usable_from, now),
        ..without_contact(questions_id(account), Method::SecurityQuestions)
    })
}

/// The recovery codes of an account that are left, where there are any.
fn recovery_codes(account: AccountId, codes: &[RecoveryCode], now: Timestamp) -> Option<RegisteredMethod> {
    let usable_from = codes.iter().map(|code| code.usable_from).max()?;
    Some(RegisteredMethod {
        count: u32::try_from(codes.len()).ok(),
        usable_from: to_come(usable_from, now),
        ..without_contact(recovery_codes_id(account), Method::RecoveryCode)
    })
}

/// A method of which nothing more is known.
fn without_contact(id: Uuid, method: Method) -> RegisteredMethod {
    RegisteredMethod {
        id,
        method: method.into(),
        slot: None,
        hint: String::new(),
        count: None,
        usable_from: None,
        retires_at: None,
        verified: true,
        managed: false,
        verified_at: None,
    }
}
