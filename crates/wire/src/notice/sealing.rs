//! How a notice is sealed and opened.
//!
//! HPKE in auth mode (RFC 9180: X25519, HKDF-SHA-256, ChaCha20-Poly1305): encrypted to the notifier, authenticated by
//! the producer, bound to kind, message id, tenant and expiry. Plaintexts are padded, so that a decoy looks like a code.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _};
use prost::Message as _;
use rekey_domain::{Channel, EmailAddress, Means, MessageId, PhoneNumber, TenantId, Timestamp};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{CodePurpose, Destination, HelpLine, MethodChange, Notice, NoticeBinding, NoticeBody, account, call};
use crate::Fill;
use crate::keys::{MacRing, NotAuthentic, Role};
use crate::proto;
use crate::secret::Code;

type PrivateKey = <X25519HkdfSha256 as hpke::Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as hpke::Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as hpke::Kem>::EncappedKey;

const INFO: &[u8] = b"rekey notice 1";
/// Plaintexts are padded to a multiple of this many bytes.
const PAD_BYTES: usize = 1024;
/// Version, producer, key id, encapsulated key.
const HEAD_BYTES: usize = 1 + 1 + 4 + 32;

/// Both halves of a key.
pub(crate) type KeyPair = (PrivateKey, PublicKey);

pub(crate) fn key_pair(secret: &[u8; 32]) -> KeyPair {
    X25519HkdfSha256::derive_keypair(secret)
}

/// Seals notices as one producer.
#[derive(Clone)]
pub struct NoticeSealer {
    producer: Role,
    own: MacRing,
    notifier: MacRing,
}

impl std::fmt::Debug for NoticeSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NoticeSealer({})", self.producer.as_str())
    }
}

impl NoticeSealer {
    pub(crate) const fn new(producer: Role, own: MacRing, notifier: MacRing) -> Self {
        Self { producer, own, notifier }
    }

    /// Seals a notice.
    pub fn seal(&self, notice: &Notice, fill: Fill<'_>) -> Vec<u8> {
        let plain = pad(&encode(notice));
        let (own, notifier) = (self.own.sealing(), self.notifier.sealing());
        let mode = OpModeS::Auth(own.pair().clone());
        let (encapped, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256, _>(
            &mode,
            &notifier.pair().1,
            INFO,
            &plain,
            &notice.binding().bytes(),
            &mut Randomness(fill),
        )
        .expect("sealing to a sound key with a sound key does not fail");
        let mut out = vec![1, self.producer.number()];
        out.extend(notifier.id.to_be_bytes());
        out.extend(encapped.to_bytes());
        out.extend(sealed);
        out
    }
}

/// Opens notices: the notifier's side.
#[derive(Clone)]
pub struct NoticeOpener {
    own: MacRing,
    producers: [(Role, MacRing); 3],
}

impl std::fmt::Debug for NoticeOpener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeOpener(..)")
    }
}

impl NoticeOpener {
    pub(crate) const fn new(own: MacRing, producers: [(Role, MacRing); 3]) -> Self {
        Self { own, producers }
    }

    /// Opens a sealed notice.
    ///
    /// # Errors
    /// When it was not sealed by a known producer for this binding, or does not parse.
    pub fn open(&self, sealed: &[u8], binding: &NoticeBinding) -> Result<Notice, NotAuthentic> {
        let (head, body) = sealed.split_at_checked(HEAD_BYTES).ok_or(NotAuthentic)?;
        if head[0] != 1 {
            return Err(NotAuthentic);
        }
        let id = u32::from_be_bytes(head[2..6].try_into().map_err(|_| NotAuthentic)?);
        let own = self.own.with_id(id).ok_or(NotAuthentic)?;
        let encapped = EncappedKey::from_bytes(&head[6..]).map_err(|_| NotAuthentic)?;
        let (_, ring) = self.producers.iter().find(|(role, _)| role.number() == head[1]).ok_or(NotAuthentic)?;
        for producer in ring.keys() {
            let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeR::Auth(producer.pair().1.clone()),
                &own.pair().0,
                &encapped,
                INFO,
                body,
                &binding.bytes(),
            );
            if let Ok(plain) = opened {
                let plain = Zeroizing::new(plain);
                let notice = unpad(&plain).and_then(decode).ok_or(NotAuthentic)?;
                return if notice.binding() == *binding { Ok(notice) } else { Err(NotAuthentic) };
            }
        }
        Err(NotAuthentic)
    }
}

/// The caller's randomness in the shape that the library asks for.
struct Randomness<'a>(Fill<'a>);

impl hpke::rand_core::RngCore for Randomness<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        (self.0)(dest);
    }
}

impl hpke::rand_core::CryptoRng for Randomness<'_> {}

fn pad(plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = u32::try_from(plain.len()).expect("a notice is short");
    let mut padded = Zeroizing::new(Vec::with_capacity(plain.len() + PAD_BYTES));
    padded.extend(length.to_be_bytes());
    padded.extend(plain);
    let whole = padded.len().next_multiple_of(PAD_BYTES);
    padded.resize(whole, 0);
    padded
}

fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_at_checked(4)?;
    rest.get(..usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?)
}

fn encode(notice: &Notice) -> Zeroizing<Vec<u8>> {
    use proto::notice::To;
    let to = match &notice.to {
        Destination::Email(address) => To::Email(address.as_str().into()),
        Destination::Phone(number) => To::Phone(number.to_stored()),
        Destination::Nobody => To::Nobody(true),
    };
    let message = proto::Notice {
        id: notice.id.uuid().as_bytes().to_vec(),
        tenant: notice.tenant.uuid().as_bytes().to_vec(),
        house: notice.house.clone(),
        help_name: notice.help_name.clone(),
        locale: notice.locale.clone(),
        channel: notice.channel.as_str().into(),
        expires_at: notice.expires_at.micros(),
        to: Some(to),
        body: Some(encode_body(&notice.body)),
    };
    Zeroizing::new(message.encode_to_vec())
}

fn encode_body(body: &NoticeBody) -> proto::notice::Body {
    use proto::notice::Body;
    match body {
        NoticeBody::Code { purpose, code, reference, host, lifetime_minutes, contact_url } => Body::Code(proto::Code {
            purpose: purpose.as_str().into(),
            digits: code.expose().into(),
            reference: reference.clone(),
            host: host.clone(),
            lifetime_minutes: *lifetime_minutes,
            contact_url: contact_url.clone(),
        }),
        NoticeBody::Call(call) => Body::Call(call::encode(call)),
        NoticeBody::PasswordChanged { at, network, device, contact_url } => {
            Body::PasswordChanged(proto::PasswordChanged {
                at: at.micros(),
                network: network.clone(),
                device: device.clone(),
                contact_url: contact_url.clone(),
            })
        }
        NoticeBody::RecoveryCodeUsed { left, news } => Body::RecoveryCodeUsed(news.with_left(*left)),
        NoticeBody::AccountUnlocked(news) => Body::AccountUnlocked(news.encode()),
        NoticeBody::AdministratorReset { user_id, news } => Body::AdministratorReset(news.of(user_id)),
        NoticeBody::MethodAdded(change) => Body::MethodAdded(encode_method(change)),
        NoticeBody::MethodRemoved(change) => Body::MethodRemoved(encode_method(change)),
        NoticeBody::HelpDigest { requests, omitted } => {
            let line = |line: &HelpLine| proto::HelpLine {
                user_id: line.user_id.clone(),
                reach_me: line.reach_me.clone(),
                message: line.message.clone(),
                at: line.at.micros(),
            };
            Body::HelpDigest(proto::HelpDigest { requests: requests.iter().map(line).collect(), omitted: *omitted })
        }
    }
}

fn encode_method(change: &MethodChange) -> proto::MethodChanged {
    proto::MethodChanged {
        means: change.means.as_str().into(),
        hint: change.hint.clone(),
        at: change.at.micros(),
        contact_url: change.contact_url.clone(),
    }
}

fn decode(plain: &[u8]) -> Option<Notice> {
    use proto::notice::To;
    let message = proto::Notice::decode(plain).ok()?;
    Some(Notice {
        id: MessageId::from_uuid(Uuid::from_slice(&message.id).ok()?),
        tenant: TenantId::from_uuid(Uuid::from_slice(&message.tenant).ok()?),
        house: message.house,
        help_name: message.help_name,
        locale: message.locale,
        channel: Channel::parse(&message.channel)?,
        expires_at: Timestamp::from_micros(message.expires_at),
        to: match message.to? {
            To::Email(address) => Destination::Email(EmailAddress::parse(&address).ok()?),
            To::Phone(number) => Destination::Phone(PhoneNumber::from_e164(&number).ok()?),
            To::Nobody(_) => Destination::Nobody,
        },
        body: decode_body(message.body?)?,
    })
}

fn decode_body(body: proto::notice::Body) -> Option<NoticeBody> {
    use proto::notice::Body;
    Some(match body {
        Body::Code(code) => NoticeBody::Code {
            purpose: CodePurpose::parse(&code.purpose)?,
            code: Code::from_digits(&Zeroizing::new(code.digits)).ok()?,
            reference: code.reference,
            host: code.host,
            lifetime_minutes: code.lifetime_minutes,
            contact_url: code.contact_url,
        },
        Body::Call(call) => NoticeBody::Call(call::decode(call)?),
        Body::PasswordChanged(news) => NoticeBody::PasswordChanged {
            at: Timestamp::from_micros(news.at),
            network: news.network,
            device: news.device,
            contact_url: news.contact_url,
        },
        Body::RecoveryCodeUsed(news) => account::recovery_code_used(news),
        Body::AccountUnlocked(news) => account::account_unlocked(news),
        Body::AdministratorReset(news) => account::administrator_reset(news),
        Body::MethodAdded(change) => NoticeBody::MethodAdded(decode_method(change)?),
        Body::MethodRemoved(change) => NoticeBody::MethodRemoved(decode_method(change)?),
        Body::HelpDigest(digest) => {
            let line = |line: proto::HelpLine| HelpLine {
                user_id: line.user_id,
                reach_me: line.reach_me,
                message: line.message,
                at: Timestamp::from_micros(line.at),
            };
            NoticeBody::HelpDigest {
                requests: digest.requests.into_iter().map(line).collect(),
                omitted: digest.omitted,
            }
        }
    })
}

fn decode_method(change: proto::MethodChanged) -> Option<MethodChange> {
    Some(MethodChange {
        means: Means::parse(&change.means)?,
        hint: change.hint,
        at: Timestamp::from_micros(change.at),
        contact_url: change.contact_url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use crate::notice::{AccountNews, CallAsks};
    use rekey_domain::Slot;

    fn keys(seed: u8) -> Keys {
        let mut next = seed;
        Keys::generate(&mut |buffer| {
            next = next.wrapping_add(1);
            buffer.fill(next);
        })
    }

    fn notice(to: Destination) -> Notice {
        Notice {
            id: MessageId::from_uuid(Uuid::from_u128(1)),
            tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            house: "Contoso".into(),
            help_name: String::new(),
            locale: "en".into(),
            channel: Channel::Sms,
            to,
            body: NoticeBody::Code {
                purpose: CodePurpose::Reset,
                code: Code::from_digits("482913").expect("a code"),
                reference: "KHW".into(),
                host: "localhost".into(),
                lifetime_minutes: 5,
                contact_url: "/help/contact".into(),
            },
            expires_at: Timestamp::from_micros(300),
        }
    }

    fn phone() -> Destination {
        Destination::Phone(PhoneNumber::from_e164("+14255550167").expect("a number"))
    }

    #[test]
    fn a_notice_opens_for_the_notifier_and_its_own_binding_only() {
        let (keys, notice) = (keys(1), notice(phone()));
        let sealed = keys.notice_sealer(Role::Orchestrator).seal(&notice, &mut |buffer| buffer.fill(5));
        let opened = keys.notice_opener().open(&sealed, &notice.binding()).expect("opens");
        assert_eq!(opened.to, phone());
        assert!(matches!(&opened.body, NoticeBody::Code { code, .. } if code.expose() == "482913"));
        assert!(
            keys.notice_opener().open(&sealed, &NoticeBinding { channel: Channel::Email, ..notice.binding() }).is_err()
        );
        let later = NoticeBinding { expires_at: Timestamp::from_micros(900), ..notice.binding() };
        assert!(keys.notice_opener().open(&sealed, &later).is_err());
        assert!(self::keys(9).notice_opener().open(&sealed, &notice.binding()).is_err());
    }

    #[test]
    fn a_producer_cannot_speak_as_another() {
        let (keys, notice) = (keys(1), notice(phone()));
        let mut sealed = keys.notice_sealer(Role::Registration).seal(&notice, &mut |buffer| buffer.fill(5));
        sealed[1] = Role::Orchestrator.number();
        assert!(keys.notice_opener().open(&sealed, &notice.binding()).is_err());
    }

    #[test]
    fn a_decoy_is_as_long_as_a_code_and_neither_shows_it() {
        let keys = keys(1);
        let sealer = keys.notice_sealer(Role::Orchestrator);
        let real = sealer.seal(&notice(phone()), &mut |buffer| buffer.fill(5));
        let decoy = sealer.seal(&notice(Destination::Nobody), &mut |buffer| buffer.fill(6));
        assert_eq!(real.len(), decoy.len());
        for bytes in [&real, &decoy] {
            assert!(!bytes.windows(6).any(|window| window == b"482913"));
        }
    }

    #[test]
    fn every_body_survives_the_journey() {
        let keys = keys(1);
        let at = Timestamp::from_micros(7);
        let change = |means: Means| MethodChange { means, hint: "+*".into(), at, contact_url: "/h".into() };
        let line = HelpLine { user_id: "a".into(), reach_me: "b".into(), message: "c".into(), at };
        let news = AccountNews { at, network: "n".into(), device: "d".into(), contact_url: "/h".into() };
        let bodies = [
            NoticeBody::RecoveryCodeUsed { left: 9, news: news.clone() },
            NoticeBody::AccountUnlocked(news.clone()),
            NoticeBody::AdministratorReset { user_id: "admin@contoso.example".into(), news },
            NoticeBody::PasswordChanged {
                at,
                network: "203.0.113.0/24".into(),
                device: "".into(),
                contact_url: "/h".into(),
            },
            NoticeBody::MethodAdded(change(Means::Contact(Slot::AuthenticationPhone))),
            NoticeBody::MethodRemoved(change(Means::RecoveryCodes)),
            NoticeBody::HelpDigest { requests: vec![line; 20], omitted: 3 },
            call::sample(CallAsks::MatchNumber),
            call::sample(CallAsks::PressPound),
            call::sample(CallAsks::ReadCode(Code::from_digits("482913").expect("a code"))),
        ];
        for body in bodies {
            let before = format!("{body:?}");
            let notice = Notice { body, ..notice(phone()) };
            let sealed = keys.notice_sealer(Role::Admin).seal(&notice, &mut |buffer| buffer.fill(5));
            let opened = keys.notice_opener().open(&sealed, &notice.binding()).expect("opens");
            assert_eq!(format!("{:?}", opened.body), before);
        }
    }
}
