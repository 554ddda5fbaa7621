//! What each answer of Twilio's, and each silence, makes of a text message; and what Twilio is sent.

use std::time::{Duration, Instant};

use rekey_domain::{MessageId, PhoneNumber};
use rekey_notifier::channel::sms::TextMessage;
use rekey_notifier::channel::sms::twilio::Twilio;
use rekey_notifier::channel::{Accepted, SendError};
use rekey_runtime::config::{ProviderChannel, ProviderKind, TwilioConfig};
use rekey_testkit::Log;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM, Next, Twilio as StandIn};

const NUMBER: &str = "+14255550134";
const CODE: &str = "482913";
const SERVICE: &str = "MG0123456789abcdef0123456789abcdef";

fn config(api_base: &str) -> TwilioConfig {
    TwilioConfig {
        kind: ProviderKind::Twilio,
        channels: vec![ProviderChannel::Sms],
        account_sid: ACCOUNT_SID.into(),
        auth_token: AUTH_TOKEN.to_owned().into(),
        from: Some(FROM.into()),
        messaging_service_sid: None,
        api_base: api_base.into(),
        timeout_seconds: 1,
    }
}

fn twilio(config: &TwilioConfig) -> Twilio {
    Twilio::new("texts", config, "https://reset.contoso.example:8443").expect("usable")
}

async fn send_for(twilio: &Twilio, text: &str, lifetime: Duration) -> Result<Accepted, SendError> {
    let to = PhoneNumber::from_e164(NUMBER).expect("a number");
    let id = "0190a7c2-0000-7000-8000-000000000001".parse().map(MessageId::from_uuid).expect("an id");
    twilio.send(&TextMessage { id, to: &to, text, lifetime }).await
}

async fn send(twilio: &Twilio) -> Result<Accepted, SendError> {
    let text = format!("{CODE} is your Contoso code, 10 € & more. Ref KHW.\n\n@reset.contoso.example #{CODE}");
    send_for(twilio, &text, Duration::from_secs(299)).await
}

/// Sends one message to a stand-in that does this.
async fn outcome(next: Next) -> Result<Accepted, SendError> {
    let stand_in = StandIn::start().await.expect("starts");
    stand_in.then([next]);
    let outcome = send(&twilio(&config(stand_in.address()))).await;
    assert_eq!((stand_in.asked(1).await, stand_in.complaints()), (1, vec![]), "asked once");
    outcome
}

fn retry(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Retry(reason.into()))
}

fn refused(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Refused(reason.into()))
}

fn ambiguous(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Ambiguous(reason.into()))
}

#[tokio::test]
async fn a_message_is_sent_with_all_that_it_needs() {
    let stand_in = StandIn::start().await.expect("starts");
    let accepted = send(&twilio(&config(stand_in.address()))).await;
    let message = stand_in.message(1).await;
    assert_eq!(accepted, Ok(Accepted { reference: Some(message.sid.clone()) }));
    let text = format!("{CODE} is your Contoso code, 10 € & more. Ref KHW.\n\n@reset.contoso.example #{CODE}");
    let callback = "https://reset.contoso.example:8443/webhooks/texts/messages/0190a7c2-0000-7000-8000-000000000001";
    let fields =
        [("To", NUMBER), ("From", FROM), ("Body", &text), ("StatusCallback", callback), ("ValidityPeriod", "299")];
    assert_eq!(message.fields, fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn a_messaging_service_takes_the_place_of_a_number() {
    let stand_in = StandIn::start().await.expect("starts");
    let service =
        TwilioConfig { from: None, messaging_service_sid: Some(SERVICE.into()), ..config(stand_in.address()) };
    assert!(send(&twilio(&service)).await.is_ok(), "{:?}", stand_in.complaints());
    let names: Vec<String> = stand_in.message(1).await.fields.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["To", "Body", "MessagingServiceSid", "StatusCallback", "ValidityPeriod"]);
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_not_sent() {
    let stand_in = StandIn::start().await.expect("starts");
    let outcome = send_for(&twilio(&config(stand_in.address())), "x", Duration::from_millis(900)).await;
    assert_eq!(outcome, refused("of no use any more"));
    assert!(stand_in.messages().is_empty());
}

#[tokio::test]
async fn taken_over_is_taken_over_whatever_the_words() {
    assert_eq!(outcome(Next::TakeInGarbage).await, Ok(Accepted { reference: None }));
    assert!(outcome(Next::TakeSlowly(Duration::from_millis(300))).await.is_ok());
}

#[tokio::test]
async fn too_many_requests_are_tried_again_when_twilio_says() {
    assert_eq!(outcome(Next::TooMany(None)).await, retry("too many requests"));
    let after = |seconds| Err(SendError::RetryAfter("too many requests".into(), Duration::from_secs(seconds)));
    assert_eq!(outcome(Next::TooMany(Some(7))).await, after(7));
    assert_eq!(outcome(Next::TooMany(Some(u64::MAX))).await, after(3600));
}

#[tokio::test]
async fn a_refusal_is_final_and_its_words_which_hold_the_number_are_left_out() {
    assert_eq!(outcome(Next::Refuse(400, 21211)).await, refused("twilio 21211"));
    assert_eq!(outcome(Next::Refuse(403, 21610)).await, refused("twilio 21610"));
    assert_eq!(outcome(Next::TakeAndAnswer(404)).await, refused("http 404"));
    assert_eq!(outcome(Next::Refuse(400, 20001)).await, refused("twilio 20001"));
}

#[tokio::test]
async fn a_sign_in_that_failed_and_an_account_that_may_not_send_are_tried_again() {
    let stand_in = StandIn::start().await.expect("starts");
    let wrong = TwilioConfig { auth_token: "wrong".to_owned().into(), ..config(stand_in.address()) };
    assert_eq!(send(&twilio(&wrong)).await, retry("twilio 20003"));
    for (status, code) in [(401, 20003), (401, 21211), (403, 10001), (403, 20003), (403, 20005), (403, 20403)] {
        assert_eq!(outcome(Next::Refuse(status, code)).await, retry(&format!("twilio {code}")), "{status}");
    }
    for status in [401, 403] {
        assert_eq!(outcome(Next::TakeAndAnswer(status)).await, retry(&format!("http {status}")));
    }
}

#[tokio::test]
async fn what_was_written_out_and_not_taken_or_refused_is_in_doubt() {
    for status in [200, 202, 304, 408, 500, 502, 503] {
        assert_eq!(outcome(Next::TakeAndAnswer(status)).await, ambiguous(&format!("http {status}")));
    }
    assert_eq!(outcome(Next::TakeAndHang).await, ambiguous("no answer in time"));
    assert_eq!(outcome(Next::TakeAndCutOff).await, ambiguous("cut off before the answer"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = StandIn::start().await.expect("starts");
    let to = format!("{}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json", elsewhere.address());
    assert_eq!(outcome(Next::Redirect(to)).await, ambiguous("http 307"));
    assert!(elsewhere.messages().is_empty() && elsewhere.complaints().is_empty());
}

#[tokio::test]
async fn nobody_there_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    assert_eq!(send(&twilio(&config(&format!("http://{address}")))).await, retry("no connection"));
    assert_eq!(send(&twilio(&config("https://no-such-host.invalid"))).await, retry("no connection"));
}

#[tokio::test]
async fn whoever_does_not_speak_tls_hears_nothing() {
    let stand_in = StandIn::start().await.expect("starts");
    let tls = stand_in.address().replace("http://", "https://");
    assert_eq!(send(&twilio(&config(&tls))).await, retry("no connection"));
    // Accepts connections and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = silent.local_addr().expect("an address");
    let began = Instant::now();
    assert_eq!(send(&twilio(&config(&format!("https://{address}")))).await, retry("no connection"));
    assert!(began.elapsed() < Duration::from_millis(900), "half of the time is for connecting");
    assert!(stand_in.messages().is_empty());
}

#[tokio::test]
async fn no_code_number_or_token_is_logged_or_shown() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let stand_in = StandIn::start().await.expect("starts");
    stand_in.then([Next::Take, Next::Refuse(400, 21211), Next::TakeAndCutOff]);
    let twilio = twilio(&config(stand_in.address()));
    let mut shown = format!("{twilio:?}");
    for _ in 0..3 {
        shown += &format!("{:?}", send(&twilio).await);
    }
    tracing::info!("the log is heard");
    shown += &log.text();
    assert!(shown.contains("the log is heard") && stand_in.messages().len() == 2);
    let basic = "QUMwMTIzNDU2Nzg5YWJjZGVm";
    for secret in [CODE, NUMBER, &NUMBER[1..], AUTH_TOKEN, basic] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}
