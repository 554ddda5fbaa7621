//! Decoys: what an unknown, disabled or unregistered user ID is shown under uniform disclosure.
//!
//! Drawn by keyed hash from the user ID, so that the same one always sees the same, from a frozen distribution: version 1
//! of it is this file. A new distribution is a new version beside it; tenants keep theirs.

use rekey_domain::policy::{Gates, Policy};
use rekey_domain::reset::{Offer, Target};
use rekey_domain::{OptionId, Slot, TenantId};
use rekey_runtime::Entropy;
use rekey_wire::keys::Keys;
use rekey_wire::phone;

/// First letters of the mailboxes' domains that people have, by how often.
const DOMAINS: &[u8; 16] = b"ggggggghhoooyiwm";

/// Keyed digest that stands for a decoy wherever an account would be counted.
pub(crate) fn subject_key(keys: &Keys, tenant: TenantId, user_id: &str) -> [u8; 32] {
    keys.decoys().tag(&[b"subject", tenant.uuid().as_bytes(), user_id.as_bytes()])
}

/// The ways of a decoy.
pub(crate) fn offers(keys: &Keys, tenant: TenantId, user_id: &str, policy: &Policy) -> Vec<(Slot, String)> {
    let drawn = keys.decoys().tag(&[b"offers 1", tenant.uuid().as_bytes(), user_id.as_bytes()]);
    let usable = |slot: &Slot| !policy.channels(*slot).is_empty();
    let (email, phone) = (Slot::AuthenticationEmail, Slot::AuthenticationPhone);
    let wanted: &[Slot] = match (policy.gates, drawn[0]) {
        (Gates::Two, _) | (Gates::One, 0..=150) => &[email, phone],
        (Gates::One, 151..=220) => &[phone],
        (Gates::One, _) => &[email],
    };
    let mut slots: Vec<Slot> = wanted.iter().copied().filter(usable).collect();
    if slots.is_empty() {
        slots = [email, phone].into_iter().filter(usable).collect();
    }
    let hint = |slot: Slot| match slot {
        Slot::AuthenticationEmail | Slot::AlternateEmail => email_hint(user_id, &drawn),
        _ => phone::phone_hint_of(&format!("{:02}", u16::from_be_bytes([drawn[4], drawn[5]]) % 100)),
    };
    slots.into_iter().map(|slot| (slot, hint(slot))).collect()
}

/// Most people's private address begins like their user ID.
fn email_hint(user_id: &str, drawn: &[u8; 32]) -> String {
    let own = user_id.chars().next().filter(char::is_ascii_alphanumeric).unwrap_or('a');
    let local = if drawn[1] < 180 { own } else { char::from(b'a' + drawn[2] % 26) };
    phone::email_hint_of(local, char::from(DOMAINS[usize::from(drawn[3]) % DOMAINS.len()]))
}

/// The same as offers of a reset.
pub(crate) fn reset_offers(ways: Vec<(Slot, String)>, policy: &Policy, ids: impl Fn() -> OptionId) -> Vec<Offer> {
    let offer = |(slot, hint): (Slot, String)| {
        let channels = policy.channels(slot);
        channels
            .into_iter()
            .map(|channel| Offer { id: ids(), slot, channel, target: Target::Nobody, hint: hint.clone() })
            .collect::<Vec<_>>()
    };
    ways.into_iter().flat_map(offer).collect()
}

/// A random option id: nothing in it tells a decoy's from an account's.
pub(crate) fn option_id(entropy: Entropy) -> OptionId {
    let mut bytes: [u8; 16] = entropy.bytes();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    OptionId::from_uuid(uuid::Uuid::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ways(user_id: &str, policy: &Policy) -> Vec<(Slot, String)> {
        let keys = Keys::generate(&mut |buffer| buffer.fill(7));
        offers(&keys, TenantId::from_uuid(Uuid::from_u128(1)), user_id, policy)
    }

    #[test]
    fn a_decoy_is_the_same_each_time_and_enough_for_the_policy() {
        for number in 0..200 {
            let user_id = format!("user{number}@fabrikam.example");
            let two = ways(&user_id, &Policy::nist());
            assert_eq!(two, ways(&user_id, &Policy::nist()));
            assert!(Policy::nist().is_capable(two.iter().map(|(slot, _)| *slot)), "{two:?}");
            let one = Policy { gates: Gates::One, ..Policy::nist() };
            assert!(one.is_capable(ways(&user_id, &one).iter().map(|(slot, _)| *slot)));
        }
    }

    #[test]
    fn hints_differ_between_user_ids() {
        let hints: std::collections::HashSet<_> =
            (0..200).map(|number| format!("{:?}", ways(&format!("u{number}@x.example"), &Policy::nist()))).collect();
        assert!(hints.len() > 100, "{}", hints.len());
    }

    #[test]
    fn frozen_version_1() {
        let drawn = ways("nobody@fabrikam.example", &Policy::nist());
        let drawn: Vec<_> = drawn.iter().map(|(slot, hint)| (slot.as_str(), hint.as_str())).collect();
        let expected = [("authentication_email", "p***@o***"), ("authentication_phone", "+* *** *** **34")];
        assert_eq!(drawn, expected);
    }
}
