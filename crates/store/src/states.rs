//! The stored form of resets and set-ups: JSON, mirrored from the core so that the core knows nothing of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rekey_domain::call::{CallEnd, VoiceMode};
use rekey_domain::challenge::{Challenge, ChallengeState, Expected, Reference, Sent};
use rekey_domain::policy::{Count, Disclosure, Gates, Strength};
use rekey_domain::reset::{Change, Claimant, ClosedReason, Offer, Proof, Reset, Stage, Subject, Target};
use rekey_domain::{
    AccountId, AuthenticatorId, ChallengeId, ChangeId, Channel, CodeMac, ContactId, DeviceId, Mac32, Means, MessageId,
    Method, OptionId, PasskeyId, QuestionId, ResetId, TenantId, Timestamp, Tool, Way,
};
use rekey_wire::event::{delivery_name, delivery_named};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ResetState {
    stage: StageState,
    group: Option<String>,
    is_administrators: bool,
    required: u8,
    count: String,
    strength: StrengthState,
    disclosure: String,
    options: Vec<OfferState>,
    challenges: Vec<ChallengeRow>,
    current: Option<Uuid>,
    guesses: u8,
    password_tries: u8,
    locale: String,
    started_at: i64,
    touched_at: i64,
    expires_at: i64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
enum StageState {
    Proving { claimant: ClaimantState },
    Decoy,
    Changing { claimant: ClaimantState, change: Uuid, fingerprint: String, began_at: i64 },
    Completed { account: Uuid, at: i64 },
    Closed { account: Option<Uuid>, device: Option<Uuid>, reason: String, at: i64 },
}

#[derive(Debug, Serialize, Deserialize)]
struct ClaimantState {
    account: Uuid,
    device: Option<Uuid>,
    proofs: Vec<ProofState>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ProofState {
    challenge: Uuid,
    option: Uuid,
    method: String,
    contact: Option<Uuid>,
    /// Missing in what older programs wrote.
    #[serde(default)]
    tool: Option<ToolState>,
    at: i64,
}

/// What gave a proof.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ToolState {
    AuthenticatorApp(Uuid),
    Passkey(Uuid),
}

impl ToolState {
    const fn of(tool: Tool) -> Self {
        match tool {
            Tool::AuthenticatorApp(id) => Self::AuthenticatorApp(id.uuid()),
            Tool::Passkey(id) => Self::Passkey(id.uuid()),
        }
    }

    const fn read(self) -> Tool {
        match self {
            Self::AuthenticatorApp(id) => Tool::AuthenticatorApp(AuthenticatorId::from_uuid(id)),
            Self::Passkey(id) => Tool::Passkey(PasskeyId::from_uuid(id)),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct StrengthState {
    voice: Option<String>,
    code_length: u8,
    questions_to_reset: u8,
}

#[derive(Debug, Serialize, Deserialize)]
struct OfferState {
    id: Uuid,
    way: WayState,
    target: TargetState,
    hint: String,
}

/// A way: the means, and the channel where it has one.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WayState {
    means: String,
    channel: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TargetState {
    Contact(Uuid),
    Account,
    Nobody,
}

/// A challenge as stored in a reset or a set-up.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChallengeRow {
    id: Uuid,
    option: Uuid,
    expected: ExpectedState,
    sent: Option<SentState>,
    created_at: i64,
    expires_at: i64,
    guesses: u8,
    state: String,
    leads_nowhere: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct SentState {
    message: Uuid,
    reference: String,
    delivery: String,
    call_end: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum ExpectedState {
    Code {
        key_id: u32,
        mac: String,
        length: u8,
        channel: String,
    },
    MatchedNumber,
    Pound,
    Answers {
        asked: Vec<String>,
        /// Missing in what older programs wrote.
        #[serde(default)]
        pool: Vec<String>,
    },
    AuthenticatorCode,
    Passkey {
        request: String,
    },
    RecoveryCode,
}

const CLOSED: [(ClosedReason, &str); 9] = [
    (ClosedReason::Cancelled, "cancelled"),
    (ClosedReason::Expired, "expired"),
    (ClosedReason::TooManyAttempts, "too_many_attempts"),
    (ClosedReason::Superseded, "superseded"),
    (ClosedReason::NotEnabled, "not_enabled"),
    (ClosedReason::NotRegistered, "not_registered"),
    (ClosedReason::Frozen, "frozen"),
    (ClosedReason::NotMe, "not_me"),
    (ClosedReason::Unlocked, "unlocked"),
];

const COUNTS: [(Count, &str); 2] = [(Count::Methods, "methods"), (Count::Classes, "classes")];

const STATES: [(ChallengeState, &str); 3] =
    [(ChallengeState::Live, "live"), (ChallengeState::Matched, "matched"), (ChallengeState::Superseded, "superseded")];

/// Name of a reason in the table and the API.
pub(crate) fn closed_name(reason: ClosedReason) -> &'static str {
    CLOSED.iter().find(|(each, _)| *each == reason).map_or("", |(_, name)| name)
}

fn name_of<T: PartialEq + Copy>(table: &[(T, &'static str)], value: T) -> String {
    table.iter().find(|(each, _)| *each == value).map_or("", |(_, name)| name).to_owned()
}

fn named<T: Copy>(table: &[(T, &str)], name: &str) -> Option<T> {
    table.iter().find(|(_, each)| *each == name).map(|(value, _)| *value)
}

fn bytes_text(bytes: &[u8; 32]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

fn text_bytes(text: &str) -> Option<[u8; 32]> {
    STANDARD_NO_PAD.decode(text).ok()?.try_into().ok()
}

const fn at(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

impl ResetState {
    pub(crate) fn of(reset: &Reset) -> Self {
        Self {
            stage: StageState::of(&reset.stage),
            group: reset.group.clone(),
            is_administrators: reset.is_administrators,
            required: reset.required.count(),
            count: name_of(&COUNTS, reset.count),
            strength: StrengthState {
                voice: reset.strength.voice.map(|mode| mode.as_str().to_owned()),
                code_length: reset.strength.code_length,
                questions_to_reset: reset.strength.questions_to_reset,
            },
            disclosure: match reset.disclosure {
                Disclosure::Explicit => "explicit".into(),
                Disclosure::Uniform => "uniform".into(),
            },
            options: reset.options.iter().map(OfferState::of).collect(),
            challenges: reset.challenges.iter().map(ChallengeRow::of).collect(),
            current: reset.current.map(ChallengeId::uuid),
            guesses: reset.guesses,
            password_tries: reset.password_tries,
            locale: reset.locale.clone(),
            started_at: reset.started_at.micros(),
            touched_at: reset.touched_at.micros(),
            expires_at: reset.expires_at.micros(),
        }
    }

    pub(crate) fn read(self, id: ResetId, tenant: TenantId) -> Option<Reset> {
        Some(Reset {
            id,
            tenant,
            stage: self.stage.read()?,
            group: self.group,
            is_administrators: self.is_administrators,
            required: Gates::from_count(self.required)?,
            count: named(&COUNTS, &self.count)?,
            strength: self.strength.read()?,
            disclosure: match self.disclosure.as_str() {
                "explicit" => Disclosure::Explicit,
                "uniform" => Disclosure::Uniform,
                _ => return None,
            },
            options: self.options.into_iter().map(OfferState::read).collect::<Option<_>>()?,
            challenges: self.challenges.into_iter().map(ChallengeRow::read).collect::<Option<_>>()?,
            current: self.current.map(ChallengeId::from_uuid),
            guesses: self.guesses,
            password_tries: self.password_tries,
            locale: self.locale,
            started_at: at(self.started_at),
            touched_at: at(self.touched_at),
            expires_at: at(self.expires_at),
        })
    }
}

impl StrengthState {
    fn read(self) -> Option<Strength> {
        let voice = match self.voice {
            Some(name) => Some(VoiceMode::parse(&name)?),
            None => None,
        };
        Some(Strength { voice, code_length: self.code_length, questions_to_reset: self.questions_to_reset })
    }
}

impl StageState {
    fn of(stage: &Stage) -> Self {
        match stage {
            Stage::Proving(Subject::Account(claimant)) => Self::Proving { claimant: ClaimantState::of(claimant) },
            Stage::Proving(Subject::Decoy) => Self::Decoy,
            Stage::Changing { account, change } => Self::Changing {
                claimant: ClaimantState::of(account),
                change: change.id.uuid(),
                fingerprint: bytes_text(&change.fingerprint.0),
                began_at: change.began_at.micros(),
            },
            Stage::Completed { account, at } => Self::Completed { account: account.uuid(), at: at.micros() },
            Stage::Closed { account, device, reason, at } => Self::Closed {
                account: account.map(AccountId::uuid),
                device: device.map(DeviceId::uuid),
                reason: name_of(&CLOSED, *reason),
                at: at.micros(),
            },
        }
    }

    fn read(self) -> Option<Stage> {
        Some(match self {
            Self::Proving { claimant } => Stage::Proving(Subject::Account(claimant.read()?)),
            Self::Decoy => Stage::Proving(Subject::Decoy),
            Self::Changing { claimant, change, fingerprint, began_at } => Stage::Changing {
                account: claimant.read()?,
                change: Change {
                    id: ChangeId::from_uuid(change),
                    fingerprint: Mac32(text_bytes(&fingerprint)?),
                    began_at: at(began_at),
                },
            },
            Self::Completed { account, at: when } => {
                Stage::Completed { account: AccountId::from_uuid(account), at: at(when) }
            }
            Self::Closed { account, device, reason, at: when } => Stage::Closed {
                account: account.map(AccountId::from_uuid),
                device: device.map(DeviceId::from_uuid),
                reason: named(&CLOSED, &reason)?,
                at: at(when),
            },
        })
    }
}

impl ClaimantState {
    fn of(claimant: &Claimant) -> Self {
        let proof = |proof: &Proof| ProofState {
            challenge: proof.challenge.uuid(),
            option: proof.option.uuid(),
            method: proof.method.as_str().into(),
            contact: proof.contact.map(ContactId::uuid),
            tool: proof.tool.map(ToolState::of),
            at: proof.at.micros(),
        };
        Self {
            account: claimant.account.uuid(),
            device: claimant.device.map(DeviceId::uuid),
            proofs: claimant.proofs.iter().map(proof).collect(),
        }
    }

    fn read(self) -> Option<Claimant> {
        let proof = |proof: ProofState| {
            Some(Proof {
                challenge: ChallengeId::from_uuid(proof.challenge),
                option: OptionId::from_uuid(proof.option),
                method: Method::parse(&proof.method)?,
                contact: proof.contact.map(ContactId::from_uuid),
                tool: proof.tool.map(ToolState::read),
                at: at(proof.at),
            })
        };
        Some(Claimant {
            account: AccountId::from_uuid(self.account),
            device: self.device.map(DeviceId::from_uuid),
            proofs: self.proofs.into_iter().map(proof).collect::<Option<_>>()?,
        })
    }
}

impl OfferState {
    fn of(offer: &Offer) -> Self {
        Self {
            id: offer.id.uuid(),
            way: WayState::of(offer.way),
            target: match offer.target {
                Target::Contact(contact) => TargetState::Contact(contact.uuid()),
                Target::Account => TargetState::Account,
                Target::Nobody => TargetState::Nobody,
            },
            hint: offer.hint.clone(),
        }
    }

    fn read(self) -> Option<Offer> {
        Some(Offer {
            id: OptionId::from_uuid(self.id),
            way: self.way.read()?,
            target: match self.target {
                TargetState::Contact(contact) => Target::Contact(ContactId::from_uuid(contact)),
                TargetState::Account => Target::Account,
                TargetState::Nobody => Target::Nobody,
            },
            hint: self.hint,
        })
    }
}

impl WayState {
    pub(crate) fn of(way: Way) -> Self {
        let channel = way.channel().map(|channel| channel.as_str().to_owned());
        Self { means: way.means().as_str().into(), channel }
    }

    pub(crate) fn read(self) -> Option<Way> {
        Some(match (Means::parse(&self.means)?, self.channel) {
            (Means::Contact(slot), Some(channel)) => Way::Contact { slot, channel: Channel::parse(&channel)? },
            (Means::Questions, None) => Way::Questions,
            (Means::AuthenticatorApp, None) => Way::AuthenticatorApp,
            (Means::Passkey, None) => Way::Passkey,
            (Means::RecoveryCodes, None) => Way::RecoveryCode,
            _ => return None,
        })
    }
}

impl SentState {
    fn of(sent: &Sent) -> Self {
        Self {
            message: sent.message.uuid(),
            reference: sent.reference.text(),
            delivery: delivery_name(sent.delivery).into(),
            call_end: sent.call_end.map(|end| end.as_str().to_owned()),
        }
    }

    fn read(self) -> Option<Sent> {
        let call_end = match self.call_end {
            Some(end) => Some(CallEnd::parse(&end)?),
            None => None,
        };
        Some(Sent {
            message: MessageId::from_uuid(self.message),
            reference: Reference::parse(&self.reference)?,
            delivery: delivery_named(&self.delivery)?,
            call_end,
        })
    }
}

fn question_names(questions: &[QuestionId]) -> Vec<String> {
    questions.iter().map(|question| question.as_str().to_owned()).collect()
}

fn questions_named(names: &[String]) -> Option<Vec<QuestionId>> {
    names.iter().map(|name| QuestionId::parse(name).ok()).collect()
}

impl ExpectedState {
    fn of(expected: &Expected) -> Self {
        match expected {
            Expected::Code { mac, length, channel } => Self::Code {
                key_id: mac.key_id,
                mac: bytes_text(&mac.mac),
                length: *length,
                channel: channel.as_str().into(),
            },
            Expected::MatchedNumber => Self::MatchedNumber,
            Expected::Pound => Self::Pound,
            Expected::Answers { asked, pool } => {
                Self::Answers { asked: question_names(asked), pool: question_names(pool) }
            }
            Expected::AuthenticatorCode => Self::AuthenticatorCode,
            Expected::Passkey { request } => Self::Passkey { request: request.clone() },
            Expected::RecoveryCode => Self::RecoveryCode,
        }
    }

    fn read(self) -> Option<Expected> {
        Some(match self {
            Self::Code { key_id, mac, length, channel } => Expected::Code {
                mac: CodeMac { key_id, mac: text_bytes(&mac)? },
                length,
                channel: Channel::parse(&channel)?,
            },
            Self::MatchedNumber => Expected::MatchedNumber,
            Self::Pound => Expected::Pound,
            Self::Answers { asked, pool } => {
                Expected::Answers { asked: questions_named(&asked)?, pool: questions_named(&pool)? }
            }
            Self::AuthenticatorCode => Expected::AuthenticatorCode,
            Self::Passkey { request } => Expected::Passkey { request },
            Self::RecoveryCode => Expected::RecoveryCode,
        })
    }
}

impl ChallengeRow {
    pub(crate) fn of(challenge: &Challenge) -> Self {
        Self {
            id: challenge.id.uuid(),
            option: challenge.option.uuid(),
            expected: ExpectedState::of(&challenge.expected),
            sent: challenge.sent.as_ref().map(SentState::of),
            created_at: challenge.created_at.micros(),
            expires_at: challenge.expires_at.micros(),
            guesses: challenge.guesses,
            state: name_of(&STATES, challenge.state),
            leads_nowhere: challenge.leads_nowhere,
        }
    }

    pub(crate) fn read(self) -> Option<Challenge> {
        let sent = match self.sent {
            Some(sent) => Some(sent.read()?),
            None => None,
        };
        Some(Challenge {
            id: ChallengeId::from_uuid(self.id),
            option: OptionId::from_uuid(self.option),
            expected: self.expected.read()?,
            sent,
            created_at: at(self.created_at),
            expires_at: at(self.expires_at),
            guesses: self.guesses,
            state: named(&STATES, &self.state)?,
            leads_nowhere: self.leads_nowhere,
        })
    }
}
