//! Keys, one ring per purpose. The newest key of a ring that may makes, the older ones still verify and open.
//!
//! A ring is named for what it does, and gives only the operations of that purpose. None of them lies in the database.

mod calls;
mod marks;
mod ring;
mod rotation;
mod sealing;

use std::collections::BTreeMap;
use std::sync::Arc;

use rekey_domain::{ChallengeId, ChangeId, CodeMac, Mac32};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use zeroize::Zeroizing;

pub use self::calls::SpokenCodeKeys;
pub use self::ring::MacRing;
use self::ring::{Key, StoredKey};
pub use self::rotation::{KEYS_PER_RING_MAX, KeyState, LATE_MAX, Retires, RotationError, Turnover};
pub use self::sealing::{AuthenticatorBinding, AuthenticatorKeys, ContactBinding, ContactKeys, HelpBinding, HelpKeys};
use crate::Fill;
use crate::captcha::CaptchaKey;
use crate::context::ContextKey;
use crate::event::{EventSigner, EventVerifier};
use crate::notice::{NoticeOpener, NoticeSealer};
use crate::secret::Code;

pub use marks::{KeyMarks, KeyMismatch};

/// A role of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Web pages and the public API.
    Gateway,
    /// Sign-in and methods.
    Registration,
    /// Resets.
    Orchestrator,
    /// Channels and providers.
    Notifier,
    /// Tenants and settings.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 5] = [Self::Gateway, Self::Registration, Self::Orchestrator, Self::Notifier, Self::Admin];

    /// Its name in config, keys and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Registration => "registration",
            Self::Orchestrator => "orchestrator",
            Self::Notifier => "notifier",
            Self::Admin => "admin",
        }
    }

    /// The role with this name.
    ///
    /// # Errors
    /// Says which names there are.
    pub fn parse(name: &str) -> Result<Self, String> {
        let names = Self::ALL.map(Self::as_str).join(", ");
        Self::ALL.into_iter().find(|role| role.as_str() == name).ok_or_else(|| format!("one of {names}"))
    }

    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Gateway => 1,
            Self::Registration => 2,
            Self::Orchestrator => 3,
            Self::Notifier => 4,
            Self::Admin => 5,
        }
    }
}

/// Names of the rings in the key file.
const PURPOSES: [&str; 21] = [
    "code_mac",
    "contact_sealing",
    "contact_lookup",
    "help_sealing",
    "authenticator_sealing",
    "decoy",
    "cookies",
    "pepper",
    "change_fingerprint",
    "captcha",
    "limits",
    "context_registration",
    "context_orchestrator",
    "context_notifier",
    "context_admin",
    "notice_notifier",
    "notice_registration",
    "notice_orchestrator",
    "notice_admin",
    "event_notifier",
    "audit",
];

/// Why a key file cannot be used. Never shows a key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeysError {
    /// Not TOML of the expected shape.
    #[error("the key file is not valid: {0}")]
    Malformed(String),
    /// A ring is missing or empty.
    #[error("the key file has no key for `{0}`")]
    Missing(&'static str),
    /// A ring that nothing uses.
    #[error("the key file has a ring `{0}` that is not known")]
    Unknown(String),
    /// Two keys of a ring have the same id, or a key has not 32 bytes.
    #[error("the keys for `{0}` must have different ids and 32 bytes each in base64")]
    Invalid(String),
}

/// What did not verify or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("does not verify")]
pub struct NotAuthentic;

/// Every key of the installation. Clones, and whatever was made of them, share the rings.
#[derive(Clone)]
pub struct Keys {
    rings: BTreeMap<&'static str, MacRing>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

impl Keys {
    /// New keys for every purpose.
    pub fn generate(fill: Fill<'_>) -> Self {
        let ring = |purpose: &'static str| {
            let mut secret = Zeroizing::new([0u8; 32]);
            fill(&mut *secret);
            (purpose, MacRing::of(purpose, vec![Arc::new(Key::new(1, secret, None))]))
        };
        Self { rings: PURPOSES.into_iter().map(ring).collect() }
    }

    /// Reads a key file: TOML with a list of `{id, secret}` per purpose, and `made_at` and `seals_from` of newer keys,
    /// which make nothing until [`Keys::turn`].
    ///
    /// # Errors
    /// When it is malformed, or a ring is missing, unknown or has unusable keys.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let stored: BTreeMap<String, Vec<StoredKey>> =
            toml::from_str(text).map_err(|error| KeysError::Malformed(error.message().to_owned()))?;
        if let Some(unknown) = stored.keys().find(|name| !PURPOSES.contains(&name.as_str())) {
            return Err(KeysError::Unknown(unknown.clone()));
        }
        let ring = |purpose: &'static str| {
            let keys = stored.get(purpose).filter(|keys| !keys.is_empty()).ok_or(KeysError::Missing(purpose))?;
            Ok((purpose, MacRing::read(purpose, keys)?))
        };
        Ok(Self { rings: PURPOSES.into_iter().map(ring).collect::<Result<_, KeysError>>()? })
    }

    /// The key file. Keep it with mode 0600.
    pub fn to_toml(&self) -> Zeroizing<String> {
        let mut text =
            Zeroizing::new(String::from("# Keys of this Rekey. Whoever has this file can open what is stored.\n"));
        for (purpose, ring) in &self.rings {
            for key in ring.keys() {
                text.push_str(&key.to_toml(purpose));
            }
        }
        text
    }

    fn ring(&self, purpose: &'static str) -> &MacRing {
        self.rings.get(purpose).expect("every purpose has a ring")
    }

    /// Digests of codes.
    pub fn codes(&self) -> CodeKeys {
        CodeKeys(self.ring("code_mac").clone())
    }

    /// Sealing of contacts.
    pub fn contacts(&self) -> ContactKeys {
        ContactKeys { sealing: self.ring("contact_sealing").clone(), lookup: self.ring("contact_lookup").clone() }
    }

    /// Sealing of help requests.
    pub fn help(&self) -> HelpKeys {
        HelpKeys(self.ring("help_sealing").clone())
    }

    /// Sealing of authenticators' secrets.
    pub fn authenticators(&self) -> AuthenticatorKeys {
        AuthenticatorKeys(self.ring("authenticator_sealing").clone())
    }

    /// Draws of decoys; never rotated.
    pub fn decoys(&self) -> &MacRing {
        self.ring("decoy")
    }

    /// Tags of cookies and forms.
    pub fn cookies(&self) -> &MacRing {
        self.ring("cookies")
    }

    /// Mixed into password hashes; never rotated.
    pub fn pepper(&self) -> Zeroizing<[u8; 32]> {
        self.ring("pepper").sealing().secret.clone()
    }

    /// By what the password of a change under way is recognised.
    pub fn fingerprint(&self, change: ChangeId, password: &str) -> Mac32 {
        Mac32(self.ring("change_fingerprint").tag(&[change.uuid().as_bytes(), password.as_bytes()]))
    }

    /// Whether this is the password of a change under way; in constant time.
    pub fn is_fingerprint(&self, stored: &Mac32, change: ChangeId, password: &str) -> bool {
        self.ring("change_fingerprint").verify(&stored.0, &[change.uuid().as_bytes(), password.as_bytes()])
    }

    /// What limits are counted under.
    pub fn limits(&self) -> LimitKeys {
        LimitKeys(self.ring("limits").clone())
    }

    /// Captchas.
    pub fn captcha(&self) -> CaptchaKey {
        CaptchaKey::new(self.ring("captcha").clone())
    }

    /// The context header to this role.
    ///
    /// # Panics
    /// Never for a role that the gateway calls; the gateway itself receives none.
    pub fn context(&self, role: Role) -> ContextKey {
        ContextKey::new(
            self.ring(match role {
                Role::Registration | Role::Gateway => "context_registration",
                Role::Orchestrator => "context_orchestrator",
                Role::Notifier => "context_notifier",
                Role::Admin => "context_admin",
            })
            .clone(),
        )
    }

    /// Seals notices as this producer.
    pub fn notice_sealer(&self, producer: Role) -> NoticeSealer {
        let own = self.ring(Self::notice_purpose(producer)).clone();
        NoticeSealer::new(producer, own, self.ring("notice_notifier").clone())
    }

    /// Opens notices of every producer.
    pub fn notice_opener(&self) -> NoticeOpener {
        let producers = [Role::Registration, Role::Orchestrator, Role::Admin];
        let rings = producers.map(|role| (role, self.ring(Self::notice_purpose(role)).clone()));
        NoticeOpener::new(self.ring("notice_notifier").clone(), rings)
    }

    fn notice_purpose(producer: Role) -> &'static str {
        match producer {
            Role::Registration => "notice_registration",
            Role::Orchestrator => "notice_orchestrator",
            Role::Notifier => "notice_notifier",
            Role::Admin | Role::Gateway => "notice_admin",
        }
    }

    /// Signs events of the notifier.
    pub fn event_signer(&self) -> EventSigner {
        EventSigner::new(self.ring("event_notifier").clone())
    }

    /// Veils codes that wait to be read out. The notifier veils and reads its own, as it signs its events.
    pub fn spoken_codes(&self) -> SpokenCodeKeys {
        SpokenCodeKeys::new(self.ring("event_notifier").clone())
    }

    /// Verifies events of the notifier.
    pub fn event_verifier(&self) -> EventVerifier {
        EventVerifier::new(self.ring("event_notifier").clone())
    }
}

/// Digests of whatever is limited: the same thing has the same digest in every role.
#[derive(Debug, Clone)]
pub struct LimitKeys(MacRing);

impl LimitKeys {
    /// A network, as it counts.
    pub fn network(&self, counted: &[u8]) -> [u8; 32] {
        self.0.tag(&[b"network", counted])
    }

    /// An account by its id, or whatever stands for a decoy.
    pub fn subject(&self, key: &[u8]) -> [u8; 32] {
        self.0.tag(&[b"subject", key])
    }

    /// A phone number or email address; spellings of one mailbox are one.
    pub fn destination(&self, value: &str) -> [u8; 32] {
        self.0.tag(&[b"destination", value.to_ascii_lowercase().as_bytes()])
    }

    /// Something else, under a name of its own.
    pub fn of(&self, name: &str, parts: &[&[u8]]) -> [u8; 32] {
        let named: Vec<&[u8]> = [b"of".as_slice(), name.as_bytes()].into_iter().chain(parts.iter().copied()).collect();
        self.0.tag(&named)
    }
}

/// Digests of codes: what is stored instead of them.
#[derive(Debug, Clone)]
pub struct CodeKeys(MacRing);

impl CodeKeys {
    /// Digest of a code, bound to its challenge.
    pub fn mac(&self, code: &Code, challenge: ChallengeId) -> CodeMac {
        let key = self.0.sealing();
        let mac = self.0.tag_with(&key, &[challenge.uuid().as_bytes(), code.expose().as_bytes()]);
        CodeMac { key_id: key.id, mac }
    }

    /// Whether a typed code is the one of this challenge; in constant time.
    pub fn verify(&self, stored: &CodeMac, typed: &Code, challenge: ChallengeId) -> bool {
        let Some(key) = self.0.with_id(stored.key_id) else { return false };
        self.0.tag_with(&key, &[challenge.uuid().as_bytes(), typed.expose().as_bytes()]).ct_eq(&stored.mac).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authenticator::AuthenticatorSecret;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    use rekey_domain::{AccountId, AuthenticatorId, ContactId, HelpRequestId, Slot, TenantId};
    use uuid::Uuid;

    fn keys(seed: u8) -> Keys {
        let mut next = seed;
        Keys::generate(&mut |buffer| {
            for byte in buffer {
                next = next.wrapping_mul(31).wrapping_add(7);
                *byte = next;
            }
        })
    }

    fn binding(contact: u128) -> ContactBinding {
        ContactBinding {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            account: AccountId::from_uuid(Uuid::from_u128(2)),
            contact: ContactId::from_uuid(Uuid::from_u128(contact)),
            slot: Slot::MobilePhone,
        }
    }

    #[test]
    fn a_key_file_round_trips() {
        let keys = keys(1);
        let again = Keys::parse(&keys.to_toml()).expect("its own form");
        assert_eq!(again.to_toml(), keys.to_toml());
    }

    #[test]
    fn unusable_key_files_are_refused_with_the_ring_they_fail_on() {
        let text = keys(1).to_toml();
        assert!(matches!(Keys::parse("x = ["), Err(KeysError::Malformed(_))));
        assert_eq!(Keys::parse("").err(), Some(KeysError::Missing("code_mac")));
        assert_eq!(
            Keys::parse(&format!("{}\n[[other]]\nid=1\nsecret=\"\"\n", *text)).err(),
            Some(KeysError::Unknown("other".into()))
        );
        let twice = format!("{}\n[[audit]]\nid = 1\nsecret = \"{}\"\n", *text, STANDARD_NO_PAD.encode([1; 32]));
        assert_eq!(Keys::parse(&twice).err(), Some(KeysError::Invalid("audit".into())));
        let short = format!("{}\n[[audit]]\nid = 2\nsecret = \"{}\"\n", *text, STANDARD_NO_PAD.encode([1; 31]));
        assert_eq!(Keys::parse(&short).err(), Some(KeysError::Invalid("audit".into())));
    }

    #[test]
    fn a_new_key_makes_and_the_old_one_still_verifies() {
        let old = keys(1);
        let newer =
            format!("{}\n[[code_mac]]\nid = 2\nsecret = \"{}\"\n", *old.to_toml(), STANDARD_NO_PAD.encode([9; 32]));
        let new = Keys::parse(&newer).expect("two keys");
        let challenge = ChallengeId::from_uuid(Uuid::from_u128(5));
        let code = Code::from_digits("482913").expect("a code");
        let (made_before, made_after) = (old.codes().mac(&code, challenge), new.codes().mac(&code, challenge));
        assert_eq!((made_before.key_id, made_after.key_id), (1, 2));
        assert!(new.codes().verify(&made_before, &code, challenge));
        assert!(new.codes().verify(&made_after, &code, challenge));
        assert!(!old.codes().verify(&made_after, &code, challenge));
        let other = ChallengeId::from_uuid(Uuid::from_u128(6));
        assert!(!new.codes().verify(&made_after, &code, other), "bound to its challenge");
        assert!(!new.codes().verify(&made_after, &Code::from_digits("482914").expect("a code"), challenge));
    }

    #[test]
    fn a_text_of_a_help_request_opens_in_its_own_row_and_member_only() {
        let help = keys(1).help();
        let binding = |request: u128, member: &'static str| HelpBinding {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            request: HelpRequestId::from_uuid(Uuid::from_u128(request)),
            member,
        };
        let sealed = help.seal("room 7", &binding(3, "reach_me"), &mut |buffer| buffer.fill(4));
        assert_eq!(help.open(&sealed, &binding(3, "reach_me")).expect("opens").as_str(), "room 7");
        for other in [binding(4, "reach_me"), binding(3, "message")] {
            assert_eq!(help.open(&sealed, &other), Err(NotAuthentic));
        }
        assert_eq!(keys(2).help().open(&sealed, &binding(3, "reach_me")), Err(NotAuthentic));
        assert!(!sealed.windows(6).any(|window| window == b"room 7"));
    }

    #[test]
    fn a_secret_of_an_authenticator_opens_in_its_own_row_and_account_only() {
        let own = keys(1).authenticators();
        let binding = |account: u128, authenticator: u128| AuthenticatorBinding {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            account: AccountId::from_uuid(Uuid::from_u128(account)),
            authenticator: AuthenticatorId::from_uuid(Uuid::from_u128(authenticator)),
        };
        let secret = AuthenticatorSecret::draw(&mut |buffer| buffer.fill(9));
        let sealed = own.seal(&secret, &binding(2, 3), &mut |buffer| buffer.fill(4));
        assert_eq!(own.open(&sealed, &binding(2, 3)).expect("opens").expose(), secret.expose());
        for other in [binding(9, 3), binding(2, 9)] {
            assert!(own.open(&sealed, &other).is_err());
        }
        assert!(keys(2).authenticators().open(&sealed, &binding(2, 3)).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().expect("bytes") ^= 1;
        assert!(own.open(&changed, &binding(2, 3)).is_err(), "what was changed is refused");
        assert!(!sealed.windows(8).any(|window| window == &secret.expose().as_bytes()[..8]));
    }

    #[test]
    fn a_contact_opens_in_its_own_row_only() {
        let contacts = keys(1).contacts();
        let sealed = contacts.seal("+14255550167", &binding(3), &mut |buffer| buffer.fill(4));
        assert_eq!(contacts.open(&sealed, &binding(3)).expect("opens").as_str(), "+14255550167");
        assert!(contacts.open(&sealed, &binding(4)).is_err());
        assert!(contacts.open(&sealed, &ContactBinding { slot: Slot::OfficePhone, ..binding(3) }).is_err());
        assert!(keys(2).contacts().open(&sealed, &binding(3)).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(contacts.open(&changed, &binding(3)).is_err(), "byte {at}");
            assert!(contacts.open(&sealed[..at], &binding(3)).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn parts_of_a_digest_are_told_apart() {
        let keys = keys(1);
        assert_ne!(keys.cookies().tag(&[b"ab", b"c"]), keys.cookies().tag(&[b"a", b"bc"]));
        assert_ne!(keys.decoys().tag(&[b"ab"]), keys.cookies().tag(&[b"ab"]));
        let limits = keys.limits();
        assert_eq!(limits.destination("Dave@personal.example"), limits.destination("dave@personal.example"));
        assert_ne!(limits.subject(b"x"), limits.network(b"x"));
        assert!(keys.cookies().verify(&keys.cookies().tag(&[b"a"]), &[b"a"]));
        assert!(!keys.cookies().verify(&keys.cookies().tag(&[b"a"])[..31], &[b"a"]));
    }

    #[test]
    fn keys_do_not_print() {
        let printed = format!("{:?} {:?} {:?}", keys(1), keys(1).cookies(), keys(1).codes());
        assert_eq!(printed, "Keys(..) MacRing(cookies) CodeKeys(MacRing(code_mac))");
    }
}
