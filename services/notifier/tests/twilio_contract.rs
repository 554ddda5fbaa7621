//! Twilio's own OpenAPI description between Rekey and the stand-in, where the description is at hand: what is sent, and what
//! the stand-in answers, is held against it. Without the description `cargo xtask test` says that this was not done; in CI
//! it has to be there.

use std::time::Duration;

use rekey_domain::call::VoiceMode;
use rekey_domain::{MessageId, PhoneNumber};
use rekey_notifier::channel::sms::TextMessage;
use rekey_notifier::channel::sms::twilio::Twilio;
use rekey_notifier::channel::voice::PhoneCall;
use rekey_notifier::channel::{Accepted, SendError};
use rekey_notifier::render::{Language, Script};
use rekey_runtime::config::{ProviderChannel, ProviderKind, TwilioConfig};
use rekey_testkit::providers::Twilio as StandIn;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM, Next};
use rekey_testkit::servers::Prism;

async fn send(config: &TwilioConfig) -> Result<Accepted, SendError> {
    let twilio = Twilio::new("texts", config, "https://reset.contoso.example").expect("usable");
    let to = PhoneNumber::from_e164("+14255550134").expect("a number");
    let id = "0190a7c2-0000-7000-8000-000000000001".parse().map(MessageId::from_uuid).expect("an id");
    let text = "482913 is your Contoso code. Ref KHW.\n\n@reset.contoso.example #482913";
    twilio.send(&TextMessage { id, to: &to, text, lifetime: Duration::from_secs(300) }).await
}

async fn call(config: &TwilioConfig, extension: &str) -> Result<Accepted, SendError> {
    let twilio = Twilio::new("phones", config, "https://reset.contoso.example").expect("usable");
    let to = PhoneNumber::from_e164(&format!("+14255550100{extension}")).expect("a number");
    let id = "0190a7c2-0000-7000-8000-000000000002".parse().map(MessageId::from_uuid).expect("an id");
    let script = Script {
        language: Language::English,
        mode: VoiceMode::MatchNumber,
        intro: "Hello. This is Contoso.".into(),
        nothing: "Goodbye.".into(),
        code: None,
        veiled_code: None,
    };
    twilio.call(&PhoneCall { id, to: &to, script: &script }).await
}

#[tokio::test]
async fn what_is_sent_and_answered_is_as_twilio_describes_it() {
    let Some(description) = Prism::twilio_description().expect("where it has to be") else { return };
    let stand_in = StandIn::start().await.expect("starts");
    let address = stand_in.address().to_owned();
    let started = tokio::task::spawn_blocking(move || Prism::start(&description, &address)).await;
    let prism = started.expect("no panic").expect("starts");
    let number = TwilioConfig {
        kind: ProviderKind::Twilio,
        channels: vec![ProviderChannel::Sms, ProviderChannel::Voice],
        account_sid: ACCOUNT_SID.into(),
        auth_token: AUTH_TOKEN.to_owned().into(),
        from: Some(FROM.into()),
        messaging_service_sid: None,
        api_base: prism.address(),
        timeout_seconds: 30,
    };
    let sid = Some("MG0123456789abcdef0123456789abcdef".to_owned());
    let channels = vec![ProviderChannel::Sms];
    let service = TwilioConfig { from: None, messaging_service_sid: sid, channels, ..number.clone() };
    for (nth, config) in [(1, &number), (2, &service)] {
        let accepted = send(config).await;
        let taken = stand_in.messages();
        assert_eq!(taken.len(), nth, "the request breaks the description: {accepted:?} {:?}", stand_in.complaints());
        assert_eq!(accepted, Ok(Accepted { reference: Some(taken[nth - 1].sid.clone()) }));
    }
    for extension in ["", ";ext=103"] {
        let taken = call(&number, extension).await;
        let calls = stand_in.calls();
        let sid = calls.last().map(|call| call.sid.clone());
        assert_eq!(taken, Ok(Accepted { reference: sid }), "{:?}", stand_in.complaints());
    }
    assert_eq!(stand_in.calls().len(), 2);
    look_ups_are_described(&number, &stand_in).await;
    // It is really held against something: an account that cannot be one.
    let wrong = TwilioConfig { account_sid: "AC1".into(), ..number };
    stand_in.then([Next::Take]);
    assert!(send(&wrong).await.is_err());
    assert!(stand_in.complaints().is_empty(), "Prism kept it back");
}

/// Each standing that Twilio describes passes, and comes back as it is.
async fn look_ups_are_described(config: &TwilioConfig, stand_in: &StandIn) {
    let twilio = Twilio::new("texts", config, "https://reset.contoso.example").expect("usable");
    let (message, call) = (&stand_in.messages()[0].sid, &stand_in.calls()[0].sid);
    for (status, error) in
        [("queued", None), ("delivered", None), ("undelivered", Some("30003")), ("failed", Some("30007"))]
    {
        let standing = error.map_or_else(|| status.to_owned(), |code| format!("{status}:{code}"));
        stand_in.becomes(message, &standing);
        let told = twilio.look_up_message(message).await.expect("told");
        assert_eq!((told.status.as_str(), told.error_code().as_deref()), (status, error));
    }
    for status in ["queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"] {
        stand_in.becomes(call, status);
        let told = twilio.look_up_call(call).await.expect("told");
        assert_eq!((told.status.as_str(), told.answered_by), (status, None));
    }
    stand_in.becomes(call, "completed:machine_start");
    assert_eq!(twilio.look_up_call(call).await.expect("told").answered_by.as_deref(), Some("machine_start"));
    let before = stand_in.look_ups().len();
    for no_name in ["SM1", "SM%2f"] {
        assert!(twilio.look_up_message(no_name).await.is_err());
    }
    assert_eq!(stand_in.look_ups().len(), before, "Prism kept them back");
}
