//! Decoys: what an unknown, disabled or unregistered user ID is shown under uniform disclosure.
//!
//! Drawn by keyed hash from the user ID, so that the same one always sees the same, out of what the organisation's own
//! accounts had when they were counted (`rekey_store::decoys`). A draw is a place on a line that the counts divide: a newer
//! distribution that differs little moves few decoys.

use std::collections::{BTreeMap, BTreeSet};

use rekey_domain::policy::Policy;
use rekey_domain::reset::{Offer, Target};
use rekey_domain::{Means, Method, OptionId, Slot, TenantId};
use rekey_runtime::Entropy;
use rekey_store::decoys::{Distribution, MeansSet, PolicyShare};
use rekey_store::policy_document::Policies;
use rekey_wire::keys::Keys;
use rekey_wire::phone;

use crate::start::ORDER;

/// How often mailboxes' domains begin with which letter, where nothing was counted: estimated from the large providers
/// of mail.
const DOMAINS: [(char, u32); 7] = [('g', 90), ('h', 30), ('o', 40), ('y', 20), ('i', 20), ('w', 10), ('m', 20)];

/// What is drawn from where an organisation's accounts had nothing to count yet.
pub(crate) fn built_in() -> Distribution {
    let [email, phone] = [Slot::AuthenticationEmail, Slot::AuthenticationPhone].map(Means::Contact);
    let means_sets =
        vec![MeansSet::new([email, phone], 3000), MeansSet::new([phone], 1250), MeansSet::new([email], 750)];
    let email_domains = BTreeMap::from(DOMAINS);
    let emails_of_another_letter = email_domains.values().sum::<u32>() * 3 / 10;
    Distribution { means_sets, email_domains, emails_of_another_letter, policy_shares: Vec::new() }
}

/// Whose policy a decoy has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Membership {
    /// The group; none for everybody's.
    pub(crate) group: Option<String>,
    pub(crate) is_administrators: bool,
}

/// Who has no account that can be reset.
pub(crate) struct Decoy<'a> {
    pub(crate) keys: &'a Keys,
    pub(crate) tenant: TenantId,
    pub(crate) user_id: &'a str,
}

impl Decoy<'_> {
    /// Keyed digest that stands for it wherever an account would be counted.
    pub(crate) fn subject_key(&self) -> [u8; 32] {
        self.tag(b"subject")
    }

    /// Whose policy it has, each as often as accounts had it: else what only the policy of some group shows would be an account's for
    /// certain. Every group is drawn now and then, and evenly where nothing was counted.
    pub(crate) fn membership(&self, policies: &Policies, shares: &[PolicyShare]) -> Membership {
        let groups = policies.groups.iter().map(|(group, _)| Some(group.as_str()));
        let candidates: Vec<(Option<&str>, bool)> =
            std::iter::once(None).chain(groups).flat_map(|group| [(group, false), (group, true)]).collect();
        let counted = |(group, is_administrators): (Option<&str>, bool)| {
            let of =
                |share: &&PolicyShare| share.group.as_deref() == group && share.is_administrators == is_administrators;
            shares.iter().filter(of).map(|share| share.accounts).sum::<u32>()
        };
        let weights = candidates.iter().map(|candidate| {
            counted(*candidate).saturating_mul(COUNTED_WEIGHT).saturating_add(u32::from(!candidate.1))
        });
        let weights: Vec<u32> = weights.collect();
        let (group, is_administrators) = candidates[draw(&self.tag(b"policy"), 0, weights)];
        Membership { group: group.map(str::to_owned), is_administrators }
    }

    /// What it has, with hints, in the order of the pages. The hint is empty where there is no contact.
    pub(crate) fn holds(&self, policy: &Policy, distribution: &Distribution) -> Vec<(Means, String)> {
        let means = self.means(policy, distribution);
        let ordered = ORDER.into_iter().filter(|each| means.contains(each) && !policy.ways(*each).is_empty());
        let hinted = |each| match each {
            Means::Contact(slot) => (each, self.hint(slot, distribution)),
            Means::Questions | Means::AuthenticatorApp | Means::Passkey | Means::RecoveryCodes => (each, String::new()),
        };
        ordered.map(hinted).collect()
    }

    /// What is enough for the policy: mostly a set that accounts had, as often as they had it; now and then with more, or
    /// something else altogether, so that whoever is the first to have a set does not stand out for certain. What accounts had
    /// before it was enough is completed as a person would complete it.
    fn means(&self, policy: &Policy, distribution: &Distribution) -> Vec<Means> {
        let (counted, usual) = (&distribution.means_sets, built_in().means_sets);
        let weights = counted.iter().map(|set| {
            let is_enough = policy.is_capable(set.means());
            set.accounts.saturating_mul(if is_enough { COUNTED_WEIGHT } else { 1 })
        });
        for attempt in 0..ATTEMPTS {
            let digest = self.tag(&[b"means", &attempt.to_be_bytes()[..]].concat());
            let base = counted.get(draw(&digest, 0, weights.clone()));
            let base: Vec<Means> = base.into_iter().flat_map(MeansSet::means).collect();
            let more = additions(&digest);
            let mut set: BTreeSet<Means> = match draw(&digest, 1, KINDS_OF_SETS) {
                0 => base.into_iter().collect(),
                1 => base.into_iter().chain(more).collect(),
                _ => more.collect(),
            };
            if !policy.is_capable(set.iter().copied()) {
                set.extend(usual[draw(&digest, 2, usual.iter().map(|set| set.accounts))].means());
            }
            if policy.is_capable(set.iter().copied()) {
                return set.into_iter().collect();
            }
        }
        // The policy wants what hardly anybody has: every usable way.
        Means::ALL.to_vec()
    }

    fn hint(&self, slot: Slot, distribution: &Distribution) -> String {
        let drawn = self.tag(slot.as_str().as_bytes());
        if slot.method() != Method::Email {
            return phone::phone_hint_of(&format!("{:02}", draw(&drawn, 0, [1; 100])));
        }
        let built_in = built_in();
        let counted = if distribution.email_domains.is_empty() { &built_in } else { distribution };
        // Every letter counts once more, so that none is an account's for certain.
        let mut letters: BTreeMap<char, u32> = LETTERS.chars().map(|letter| (letter, 0)).collect();
        for (letter, count) in &counted.email_domains {
            *letters.entry(phone::hint_letter(*letter)).or_default() += count;
        }
        let domain = draw(&drawn, 0, letters.values().map(|count| count + 1));
        let domain = letters.keys().nth(domain).copied().unwrap_or('g');
        // Most people's private address begins like their user ID.
        let others = counted.emails_of_another_letter + 1;
        let own = (counted.email_domains.values().sum::<u32>() + 1).saturating_sub(others) + 1;
        let local = match self.user_id.chars().next() {
            Some(letter) if draw(&drawn, 1, [own, others]) == 0 => letter,
            _ => LETTERS.chars().nth(draw(&drawn, 2, [1; LETTERS.len()])).unwrap_or(phone::NO_LETTER),
        };
        phone::email_hint_of(local, domain)
    }

    fn tag(&self, what: &[u8]) -> [u8; 32] {
        self.keys.decoys().tag(&[what, self.tenant.uuid().as_bytes(), self.user_id.as_bytes()])
    }
}

/// How much more often something is drawn that an account had than something that it could have.
const COUNTED_WEIGHT: u32 = 20;

/// Of how many decoys one has a counted set as it was, one with more, and one something else altogether.
const KINDS_OF_SETS: [u32; 3] = [18, 1, 1];

/// So often a set is drawn until one is enough for the policy.
const ATTEMPTS: u8 = 16;

/// What can stand for either half of an address in a hint.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz*";

/// A draw from everything there is: of what people register one in four, of what is put there for them one in eight.
fn additions(digest: &[u8; 32]) -> impl Iterator<Item = Means> + '_ {
    let is_drawn = move |(place, means): &(usize, Means)| {
        let one_in = if matches!(means, Means::Contact(slot) if !slot.is_own()) { 8 } else { 4 };
        digest[digest.len() - 1 - place].is_multiple_of(one_in)
    };
    Means::ALL.into_iter().enumerate().filter(is_drawn).map(|(_, means)| means)
}

/// Which of the counted is meant by the digest's four bytes at this place; 0 where nothing was counted.
fn draw(digest: &[u8; 32], place: usize, counts: impl IntoIterator<Item = u32, IntoIter: Clone>) -> usize {
    let counts = counts.into_iter();
    let bytes = [0, 1, 2, 3].map(|byte| digest[place * 4 + byte]);
    let total: u64 = counts.clone().map(u64::from).sum();
    let mut left = (u64::from(u32::from_be_bytes(bytes)) * total) >> 32;
    for (which, count) in counts.enumerate() {
        let Some(rest) = left.checked_sub(u64::from(count)) else { return which };
        left = rest;
    }
    0
}

/// The same as offers of a reset.
pub(crate) fn reset_offers(holds: Vec<(Means, String)>, policy: &Policy, ids: impl Fn() -> OptionId) -> Vec<Offer> {
    let offer = |(means, hint): (Means, String)| {
        let ways = policy.ways(means).into_iter();
        ways.map(|way| Offer { id: ids(), way, target: Target::Nobody, hint: hint.clone() }).collect::<Vec<_>>()
    };
    holds.into_iter().flat_map(offer).collect()
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
    use std::collections::HashSet;

    use super::*;
    use rekey_domain::policy::Gates;
    use uuid::Uuid;

    fn ways_of(user_id: &str, policy: &Policy, distribution: &Distribution) -> Vec<(Means, String)> {
        let keys = Keys::generate(&mut |buffer| buffer.fill(7));
        Decoy { keys: &keys, tenant: TenantId::from_uuid(Uuid::from_u128(1)), user_id }.holds(policy, distribution)
    }

    fn ways(user_id: &str, policy: &Policy) -> Vec<(Means, String)> {
        ways_of(user_id, policy, &built_in())
    }

    fn managed(mobile_only: u32) -> Distribution {
        let [mobile, email] = [Slot::MobilePhone, Slot::AlternateEmail].map(Means::Contact);
        let means_sets = vec![MeansSet::new([mobile], mobile_only), MeansSet::new([mobile, email], 900)];
        let email_domains = BTreeMap::from([('p', 900)]);
        Distribution { means_sets, email_domains, ..Distribution::default() }
    }

    #[test]
    fn a_decoy_is_the_same_each_time_and_enough_for_the_policy() {
        for number in 0..200 {
            let user_id = format!("user{number}@fabrikam.example");
            let two = ways(&user_id, &Policy::nist());
            assert_eq!(two, ways(&user_id, &Policy::nist()));
            assert!(Policy::nist().is_capable(two.iter().map(|(means, _)| *means)), "{two:?}");
            let one = Policy { gates: Gates::One, ..Policy::nist() };
            assert!(one.is_capable(ways(&user_id, &one).iter().map(|(means, _)| *means)));
        }
    }

    #[test]
    fn hints_differ_between_user_ids() {
        let hints: HashSet<_> =
            (0..200).map(|number| format!("{:?}", ways(&format!("u{number}@x.example"), &Policy::nist()))).collect();
        assert!(hints.len() > 100, "{}", hints.len());
    }

    #[test]
    fn decoys_have_what_accounts_have_as_often_as_they() {
        let one = Policy { gates: Gates::One, ..Policy::nist() };
        let drawn: Vec<_> =
            (0..2000).map(|number| ways_of(&format!("u{number}@x.example"), &one, &managed(100))).collect();
        let mobile_only = drawn.iter().filter(|ways| ways.len() == 1).count();
        assert!((140..260).contains(&mobile_only), "one in ten: {mobile_only}");
        let (mut managed_ways, mut others) = (0, 0);
        for way in drawn.iter().flatten() {
            match way {
                (Means::Contact(Slot::AlternateEmail), hint) if hint == "u***@p***" => managed_ways += 1,
                (Means::Contact(Slot::MobilePhone), _) => managed_ways += 1,
                _ => others += 1,
            }
        }
        assert!(managed_ways > 8 * others && others > 0, "{managed_ways} and {others}");
        let two: Vec<_> =
            (0..2000).map(|number| ways_of(&format!("u{number}@x.example"), &Policy::nist(), &managed(100))).collect();
        assert!(two.iter().all(|ways| ways.len() > 1), "one way is not enough for two gates");
        let counted = |ways: &&Vec<(Means, String)>| {
            ways.iter().map(|(means, _)| *means).eq([Slot::AlternateEmail, Slot::MobilePhone].map(Means::Contact))
        };
        assert!(two.iter().filter(counted).count() > 1600, "what is enough is drawn most");
        let completed = |ways: &&Vec<(Means, String)>| {
            ways.iter().any(|(means, _)| *means == Means::Contact(Slot::MobilePhone))
                && ways.iter().any(|(means, _)| matches!(means, Means::Contact(slot) if slot.is_own()))
        };
        assert!(two.iter().filter(completed).count() > 10, "and what people make of the rest");
    }

    #[test]
    fn a_newer_distribution_that_differs_little_moves_few() {
        let one = Policy { gates: Gates::One, ..Policy::nist() };
        let moved = (0..1000)
            .map(|number| format!("u{number}@x.example"))
            .filter(|user_id| ways_of(user_id, &one, &managed(100)) != ways_of(user_id, &one, &managed(120)))
            .count();
        assert!((1..40).contains(&moved), "{moved}");
    }

    #[test]
    fn every_letter_can_begin_a_decoys_domain() {
        let email = Policy { gates: Gates::One, methods: [Method::Email].into(), ..Policy::nist() };
        for distribution in [built_in(), managed(100)] {
            let hints: HashSet<_> = (0..20_000)
                .flat_map(|number| ways_of(&format!("u{number}@x.example"), &email, &distribution))
                .filter_map(|(_, hint)| hint.chars().nth(5))
                .collect();
            assert_eq!(hints.len(), 27, "letters, and what is none: {hints:?}");
        }
    }

    #[test]
    fn whatever_an_account_may_come_to_have_some_decoy_has() {
        let sets: HashSet<Vec<Means>> = [built_in(), managed(100)]
            .iter()
            .flat_map(|distribution| {
                (0..15_000).map(|number| {
                    let ways = ways_of(&format!("u{number}@x.example"), &Policy::nist(), distribution);
                    ways.into_iter().map(|(means, _)| means).collect()
                })
            })
            .collect();
        let [mobile, office, email, phone] =
            [Slot::MobilePhone, Slot::OfficePhone, Slot::AuthenticationEmail, Slot::AuthenticationPhone]
                .map(Means::Contact);
        for set in [
            vec![email, Means::AuthenticatorApp],
            vec![email, phone, Means::Passkey],
            vec![email, phone, Means::AuthenticatorApp, Means::RecoveryCodes],
            vec![email, mobile],
            vec![email, phone, office],
        ] {
            assert!(sets.contains(&set), "{set:?}");
        }
        let apps = Policy { methods: [Method::AuthenticatorApp, Method::Passkey].into(), ..Policy::l3() };
        let apps = Policy { count: rekey_domain::policy::Count::Methods, ..apps };
        let drawn: Vec<Means> = ways("nobody@x.example", &apps).into_iter().map(|(means, _)| means).collect();
        assert_eq!(drawn, [Means::AuthenticatorApp, Means::Passkey], "also where nothing was counted");
    }

    fn memberships(policies: &Policies, shares: &[PolicyShare]) -> BTreeMap<String, usize> {
        let keys = Keys::generate(&mut |buffer| buffer.fill(7));
        let mut counts = BTreeMap::new();
        for number in 0..2000 {
            let user_id = format!("u{number}@x.example");
            let decoy = Decoy { keys: &keys, tenant: TenantId::from_uuid(Uuid::from_u128(1)), user_id: &user_id };
            let Membership { group, is_administrators } = decoy.membership(policies, shares);
            *counts.entry(format!("{group:?} {is_administrators}")).or_default() += 1;
        }
        counts
    }

    #[test]
    fn decoys_have_the_policies_that_accounts_have_as_often_as_they() {
        let groups = ["staff", "new"].map(|group| (group.to_owned(), Policy::nist()));
        let policies = Policies { everybody: Policy::nist(), groups: groups.into(), help: Vec::new() };
        let share = |group: Option<&str>, is_administrators, accounts| PolicyShare {
            group: group.map(str::to_owned),
            is_administrators,
            accounts,
        };
        // Of a group that has no policy any more nobody is drawn.
        let counted = [
            share(None, false, 600),
            share(None, true, 100),
            share(Some("staff"), false, 300),
            share(Some("gone"), false, 900),
        ];
        let drawn = memberships(&policies, &counted);
        let near = |name: &str, wanted: usize| {
            let found = drawn.get(name).copied().unwrap_or_default();
            assert!(found.abs_diff(wanted) < 120, "{name}: {drawn:?}");
        };
        near("None false", 1200);
        near("None true", 200);
        near("Some(\"staff\") false", 600);
        assert!(!drawn.contains_key("Some(\"gone\") false"), "{drawn:?}");
        let uncounted = memberships(&policies, &[]);
        assert!(uncounted.len() == 3 && uncounted.values().all(|count| count.abs_diff(667) < 120), "{uncounted:?}");
    }

    #[test]
    fn frozen() {
        let drawn = ways("nobody@fabrikam.example", &Policy::nist());
        let drawn: Vec<_> = drawn.iter().map(|(means, hint)| (means.as_str(), hint.as_str())).collect();
        let expected = [("authentication_email", "n***@i***"), ("authentication_phone", "+* *** *** **16")];
        assert_eq!(drawn, expected);
    }
}
