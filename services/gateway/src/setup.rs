//! A contact that is being set up, kept in a cookie between its form and the page of its code: the API tells it once only.
//!
//! The cookie is for the eyes of its own browser and carries no secret; its tag keeps others from writing the page's words.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_domain::Timestamp;
use rekey_wire::http::{ChallengeView, ChannelView, RegisteredMethod};
use rekey_wire::keys::MacRing;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const PURPOSE: &[u8] = b"setup";

/// A code that was sent to a contact that is being set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Setup {
    /// The method, with its masked contact.
    pub method: RegisteredMethod,
    /// How the code travels.
    pub channel: ChannelView,
    /// What the API said.
    pub challenge: ChallengeView,
    /// When it said so, in microseconds since 1970.
    pub at_micros: i64,
}

impl Setup {
    /// The cookie's value.
    pub(crate) fn seal(&self, keys: &MacRing) -> String {
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default());
        let tag = URL_SAFE_NO_PAD.encode(keys.tag(&[PURPOSE, payload.as_bytes()]));
        format!("{payload}.{tag}")
    }

    /// Reads a cookie that was made for this method.
    pub(crate) fn open(value: &str, id: Uuid, keys: &MacRing) -> Option<Self> {
        let (payload, tag) = value.split_once('.')?;
        if !keys.verify(&URL_SAFE_NO_PAD.decode(tag).ok()?, &[PURPOSE, payload.as_bytes()]) {
            return None;
        }
        let setup: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        (setup.method.id == id).then_some(setup)
    }

    /// What the API said, with the seconds until a new code can be asked for counted from now.
    pub(crate) fn challenge_at(self, now: Timestamp) -> ChallengeView {
        let passed = now.since(Timestamp::from_micros(self.at_micros)).as_secs();
        let passed = u32::try_from(passed).unwrap_or(u32::MAX);
        let resend_after_seconds = self.challenge.resend_after_seconds.saturating_sub(passed);
        ChallengeView { resend_after_seconds, ..self.challenge }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_wire::http::{ChallengeKindView, DeliveryView, MethodView, SlotView};
    use rekey_wire::keys::Keys;

    #[test]
    fn a_setup_is_read_for_its_own_method_as_it_was_written() {
        let keys = Keys::generate(&mut |buffer| buffer.fill(4));
        let id = Uuid::from_u128(1);
        let challenge = ChallengeView {
            kind: ChallengeKindView::Code,
            option_id: id,
            reference: Some("KHW".into()),
            delivery: Some(DeliveryView::Queued),
            call_end: None,
            code_length: Some(6),
            match_number: None,
            questions: None,
            passkey: None,
            authenticator: None,
            resend_after_seconds: 30,
            expires_at: "2026-11-24T10:10:00Z".into(),
            attempts_left: 5,
        };
        let method = RegisteredMethod {
            id,
            method: MethodView::MobilePhone,
            slot: Some(SlotView::AuthenticationPhone),
            hint: "+** **** **** 67".into(),
            count: None,
            usable_from: None,
            retires_at: None,
            verified: false,
            managed: false,
            verified_at: None,
        };
        let setup = Setup { method, channel: ChannelView::Sms, challenge, at_micros: 1_000_000 };
        let value = setup.seal(keys.cookies());
        assert_eq!(Setup::open(&value, id, keys.cookies()), Some(setup.clone()));
        assert_eq!(Setup::open(&value, Uuid::from_u128(2), keys.cookies()), None);
        assert_eq!(Setup::open(&value[1..], id, keys.cookies()), None);
        for (now, left) in [(11_000_000, 20), (99_000_000, 0)] {
            assert_eq!(setup.clone().challenge_at(Timestamp::from_micros(now)).resend_after_seconds, left);
        }
    }
}
