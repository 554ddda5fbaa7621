//! What each answer of Twilio's, and each silence, makes of a look-up; and what Twilio is asked.

use std::time::Duration;

use rekey_domain::{MessageId, PhoneNumber};
use rekey_notifier::channel::SendError;
use rekey_notifier::channel::sms::TextMessage;
use rekey_notifier::channel::sms::twilio::{LookUpError, Twilio};
use rekey_runtime::config::{ProviderChannel, ProviderKind, TwilioConfig};
use rekey_testkit::providers::Twilio as StandIn;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM};

fn twilio(api_base: &str, token: &str) -> Twilio {
    let config = TwilioConfig {
        kind: ProviderKind::Twilio,
        channels: vec![ProviderChannel::Sms, ProviderChannel::Voice],
        account_sid: ACCOUNT_SID.into(),
        auth_token: token.to_owned().into(),
        from: Some(FROM.into()),
        messaging_service_sid: None,
        api_base: api_base.into(),
        timeout_seconds: 1,
    };
    Twilio::new("texts", &config, "https://reset.contoso.example").expect("usable")
}

async fn sent(stand_in: &StandIn) -> (Twilio, String) {
    let twilio = twilio(stand_in.address(), AUTH_TOKEN);
    let to = PhoneNumber::from_e164("+14255550134").expect("a number");
    let id = "0190a7c2-0000-7000-8000-000000000001".parse().map(MessageId::from_uuid).expect("an id");
    let message = TextMessage { id, to: &to, text: "482913", lifetime: Duration::from_secs(300) };
    let reference = twilio.send(&message).await.expect("taken").reference.expect("a name");
    (twilio, reference)
}

#[tokio::test]
async fn what_became_of_a_message_is_told_with_the_code_of_its_error() {
    let stand_in = StandIn::start().await.expect("starts");
    let (twilio, sid) = sent(&stand_in).await;
    assert_eq!(twilio.look_up_message(&sid).await.expect("told").status, "queued");
    stand_in.becomes(&sid, "undelivered:30005");
    let told = twilio.look_up_message(&sid).await.expect("told");
    assert_eq!((told.status.as_str(), told.error_code().as_deref()), ("undelivered", Some("30005")));
    assert_eq!(stand_in.look_ups(), [sid.clone(), sid]);
}

#[tokio::test]
async fn what_is_not_known_or_not_ours_to_ask_is_not_learned() {
    let stand_in = StandIn::start().await.expect("starts");
    let (known, sid) = sent(&stand_in).await;
    let other = format!("SM{:032x}", 9);
    assert_eq!(known.look_up_message(&other).await, Err(LookUpError::Status(404)));
    assert_eq!(known.look_up_call(&sid).await, Err(LookUpError::Status(404)), "it is no call");
    let wrong = twilio(stand_in.address(), "wrong");
    assert_eq!(wrong.look_up_message(&sid).await, Err(LookUpError::Status(401)));
    let nobody = twilio("http://127.0.0.1:1", AUTH_TOKEN);
    assert_eq!(nobody.look_up_message(&sid).await, Err(LookUpError::Line(SendError::Retry("no connection".into()))));
    // Accepts connections and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", silent.local_addr().expect("an address"));
    let late = twilio(&address, AUTH_TOKEN).look_up_message(&sid).await;
    assert_eq!(late, Err(LookUpError::Line(SendError::Ambiguous("no answer in time".into()))));
}
