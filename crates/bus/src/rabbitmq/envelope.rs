//! A message on its way through the broker: what is in headers, what is in the body.
//!
//! Nothing in a header is trusted: message id, organisation, channel and expiry are bound into the seal of a notice and
//! the signature of an event.

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, ShortString};
use rekey_domain::{MessageId, TenantId, Timestamp};
use rekey_store::outbox::{Arrived, Claimed};
use uuid::Uuid;

/// Survives a restart of the broker.
const PERSISTENT: u8 = 2;

/// Longest text of a header.
const TEXT_MAX: usize = 200;

const ROW: &str = "rekey-row";
const LISTENER: &str = "rekey-listener";
const TENANT: &str = "rekey-tenant";
const ATTEMPT: &str = "rekey-attempt";
const EXPIRES_AT: &str = "rekey-expires-at-micros";
const FAULTS: &str = "rekey-faults";
const OVERFLOWS: &str = "rekey-overflows";
const TRACE: &str = "traceparent";

/// The properties of a message that leaves the outbox, with its W3C trace context.
pub(super) fn properties(claimed: &Claimed, trace: Option<&String>) -> BasicProperties {
    let mut headers = FieldTable::default();
    let text = |text: String| AMQPValue::LongString(text.into());
    headers.insert(ROW.into(), text(claimed.id.to_string()));
    headers.insert(LISTENER.into(), text(claimed.listener.clone()));
    headers.insert(TENANT.into(), text(claimed.tenant.uuid().to_string()));
    headers.insert(ATTEMPT.into(), AMQPValue::LongLongInt(claimed.attempt.into()));
    headers.insert(EXPIRES_AT.into(), AMQPValue::LongLongInt(claimed.expires_at.micros()));
    headers.insert(FAULTS.into(), AMQPValue::LongLongInt(claimed.faults.into()));
    headers.insert(OVERFLOWS.into(), AMQPValue::LongLongInt(claimed.overflows.into()));
    if let Some(trace) = trace {
        headers.insert(TRACE.into(), text(trace.clone()));
    }
    BasicProperties::default()
        .with_delivery_mode(PERSISTENT)
        .with_content_type("application/octet-stream".into())
        .with_message_id(claimed.message.uuid().to_string().into())
        .with_type(claimed.kind.as_str().into())
        .with_headers(headers)
}

/// Whether a text is one that the database takes and a log may show.
fn is_plain(text: &str) -> bool {
    text.len() <= TEXT_MAX && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads what came back out of the broker; `None` where a header is missing or malformed.
pub(super) fn read(properties: &BasicProperties, payload: &[u8]) -> Option<Arrived> {
    let headers = properties.headers().as_ref()?.inner();
    let text = |name: &str| match headers.get(name)? {
        AMQPValue::LongString(text) => std::str::from_utf8(text.as_bytes()).ok().map(str::to_owned),
        AMQPValue::ShortString(text) => Some(text.as_str().to_owned()),
        _ => None,
    };
    let text = |name: &str| text(name).filter(|text| is_plain(text));
    let number = |name: &str| match headers.get(name)? {
        AMQPValue::LongLongInt(number) => Some(*number),
        _ => None,
    };
    let id = |text: String| Uuid::parse_str(&text).ok();
    let short = |text: &Option<ShortString>| text.as_ref().map(|text| text.as_str().to_owned());
    Some(Arrived {
        id: id(text(ROW)?)?,
        message: MessageId::from_uuid(id(short(properties.message_id())?)?),
        kind: short(properties.kind()).filter(|kind| is_plain(kind))?,
        listener: text(LISTENER)?,
        tenant: TenantId::from_uuid(id(text(TENANT)?)?),
        payload: payload.to_vec(),
        attempt: u32::try_from(number(ATTEMPT)?).ok()?,
        expires_at: Timestamp::from_micros(number(EXPIRES_AT)?),
        faults: u32::try_from(number(FAULTS)?).ok()?,
        overflows: u32::try_from(number(OVERFLOWS)?).ok()?,
        trace: text(TRACE),
    })
}

/// What lies with the dead letters in the place of a message that could not be read.
pub(super) fn unreadable(listener: &str, payload: &[u8], id: Uuid) -> Arrived {
    Arrived {
        id,
        message: MessageId::from_uuid(id),
        kind: "unknown".into(),
        listener: listener.into(),
        tenant: TenantId::from_uuid(Uuid::nil()),
        payload: payload.to_vec(),
        attempt: 1,
        expires_at: Timestamp::from_micros(0),
        faults: 0,
        overflows: 0,
        trace: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed() -> Claimed {
        Claimed {
            id: Uuid::from_u128(1),
            message: MessageId::from_uuid(Uuid::from_u128(2)),
            kind: "notice.sms".into(),
            tenant: TenantId::from_uuid(Uuid::from_u128(3)),
            payload: vec![4],
            attempt: 5,
            expires_at: Timestamp::from_micros(6),
            fence: 7,
            listener: "rekey.notice.sms".into(),
            faults: 2,
            overflows: 1,
            unanswered: 0,
            trace: Some("00-trace".into()),
            created_at: Timestamp::from_micros(8),
        }
    }

    #[test]
    fn a_message_arrives_as_it_left() {
        let arrived = read(&properties(&claimed(), claimed().trace.as_ref()), &[4]).expect("readable");
        let sent = claimed();
        assert_eq!((arrived.id, arrived.message, arrived.kind), (sent.id, sent.message, sent.kind));
        assert_eq!((arrived.tenant, arrived.payload, arrived.attempt), (sent.tenant, sent.payload, sent.attempt));
        assert_eq!((arrived.expires_at, arrived.listener), (sent.expires_at, sent.listener));
        assert_eq!((arrived.faults, arrived.overflows, arrived.trace), (sent.faults, sent.overflows, sent.trace));
    }

    #[test]
    fn what_the_database_would_not_take_cannot_be_read() {
        for trace in ["00-\0", "a b", "ä", &"x".repeat(201)] {
            let arrived = read(&properties(&claimed(), Some(&trace.to_owned())), &[4]);
            assert_eq!(arrived.expect("readable").trace, None, "{trace}");
            assert!(read(&properties(&Claimed { kind: trace.into(), ..claimed() }, None), &[4]).is_none(), "{trace}");
            assert!(
                read(&properties(&Claimed { listener: trace.into(), ..claimed() }, None), &[4]).is_none(),
                "{trace}"
            );
        }
    }

    #[test]
    fn a_message_without_one_of_its_headers_cannot_be_read() {
        assert!(read(&BasicProperties::default(), &[4]).is_none());
        for name in [ROW, LISTENER, TENANT, ATTEMPT, EXPIRES_AT, FAULTS, OVERFLOWS] {
            let whole = properties(&claimed(), None);
            let mut headers = whole.headers().clone().expect("headers").inner().clone();
            assert!(headers.remove(name).is_some(), "{name}");
            assert!(read(&whole.clone().with_headers(headers.clone().into()), &[4]).is_none(), "{name}");
            headers.insert(name.into(), AMQPValue::Boolean(true));
            assert!(read(&whole.with_headers(headers.into()), &[4]).is_none(), "{name}");
        }
    }
}
