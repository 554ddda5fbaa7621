//! Notices of every kind, for the tests of this folder.

use rekey_domain::{Channel, EmailAddress, Means, MessageId, PhoneNumber, Slot, TenantId, Timestamp};
use rekey_wire::notice::{AccountNews, CodePurpose, Destination, HelpLine, MethodChange, Notice, NoticeBody};
use rekey_wire::secret::Code;
use uuid::Uuid;

pub(super) const PUBLIC_HOST: &str = "reset.contoso.example";

/// 24 November 2026, 10:15 UTC.
const AT: Timestamp = Timestamp::from_micros(1_795_515_300_000_000);

fn contact_url() -> String {
    "https://reset.contoso.example/help/contact".into()
}

pub(super) fn code(purpose: CodePurpose, digits: &str) -> NoticeBody {
    NoticeBody::Code {
        purpose,
        code: Code::from_digits(digits).expect("a code"),
        reference: "KHW".into(),
        host: PUBLIC_HOST.into(),
        lifetime_minutes: 15,
        contact_url: contact_url(),
    }
}

fn change(means: Means, hint: &str) -> MethodChange {
    MethodChange { means, hint: hint.into(), at: AT, contact_url: contact_url() }
}

pub(super) fn request(user_id: &str, message: &str) -> HelpLine {
    HelpLine {
        user_id: user_id.into(),
        reach_me: "Room 2.14, or +1 425 555 0100".into(),
        message: message.into(),
        at: AT,
    }
}

/// Every kind of notice, with a name for its file.
pub(super) fn bodies() -> Vec<(&'static str, NoticeBody)> {
    let changed = |device: &str| NoticeBody::PasswordChanged {
        at: AT,
        network: "203.0.113.0/24".into(),
        device: device.into(),
        contact_url: contact_url(),
    };
    let news = || AccountNews {
        at: AT,
        network: "203.0.113.0/24".into(),
        device: "Firefox on Windows".into(),
        contact_url: contact_url(),
    };
    let requests = vec![
        request("bob@contoso.example", "My phone is new and the old number is gone.\n\nI am in the office until five."),
        request("carol@contoso.example", "No code arrives."),
    ];
    vec![
        ("code-reset", code(CodePurpose::Reset, "482913")),
        ("code-reset-long", code(CodePurpose::Reset, "48291357")),
        ("code-registration", code(CodePurpose::Registration, "482913")),
        ("changed", changed("Firefox on Windows")),
        ("changed-unknown-device", changed("")),
        ("used-recovery-code", NoticeBody::RecoveryCodeUsed { left: 9, news: news() }),
        ("used-last-recovery-code", NoticeBody::RecoveryCodeUsed { left: 0, news: news() }),
        ("unlocked", NoticeBody::AccountUnlocked(news())),
        ("administrator", NoticeBody::AdministratorReset { user_id: "carol@contoso.example".into(), news: news() }),
        ("added-phone", NoticeBody::MethodAdded(change(Means::Contact(Slot::AuthenticationPhone), "+* *** *** **67"))),
        (
            "added-email",
            NoticeBody::MethodAdded(change(Means::Contact(Slot::AuthenticationEmail), "a***e@mail.example")),
        ),
        ("added-app", NoticeBody::MethodAdded(change(Means::AuthenticatorApp, "Phone"))),
        ("added-questions", NoticeBody::MethodAdded(change(Means::Questions, ""))),
        ("removed", NoticeBody::MethodRemoved(change(Means::Contact(Slot::OfficePhone), "+* *** *** **00"))),
        ("removed-passkey", NoticeBody::MethodRemoved(change(Means::Passkey, "Laptop"))),
        ("removed-recovery-codes", NoticeBody::MethodRemoved(change(Means::RecoveryCodes, ""))),
        ("digest", NoticeBody::HelpDigest { requests, omitted: 3 }),
        ("digest-one", NoticeBody::HelpDigest { requests: vec![request("dave", "Help")], omitted: 0 }),
    ]
}

/// A notice with this body.
pub(super) fn notice(channel: Channel, locale: &str, body: NoticeBody) -> Notice {
    let to = match channel {
        Channel::Email => Destination::Email(EmailAddress::parse("alice@mail.example").expect("an address")),
        Channel::Sms | Channel::Voice => Destination::Phone(PhoneNumber::from_e164("+14255550167").expect("a number")),
    };
    Notice {
        id: MessageId::from_uuid(Uuid::from_u128(1)),
        tenant: TenantId::from_uuid(Uuid::from_u128(2)),
        house: "Contoso".into(),
        help_name: String::new(),
        locale: locale.into(),
        channel,
        to,
        body,
        expires_at: AT,
    }
}
