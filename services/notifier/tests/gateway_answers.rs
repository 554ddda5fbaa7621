//! What each answer of a gateway's, and each silence, makes of a text message; and what a gateway is sent.

use std::time::{Duration, Instant};

use rekey_domain::{MessageId, PhoneNumber};
use rekey_notifier::channel::sms::TextMessage;
use rekey_notifier::channel::sms::http::Gateway;
use rekey_notifier::channel::{Accepted, SendError};
use rekey_runtime::Config;
use rekey_runtime::config::ProviderConfig;
use rekey_testkit::Log;
use rekey_testkit::providers::gateway::{Gateway as StandIn, Next, Request};

const NUMBER: &str = "+14255550134";
const CODE: &str = "482913";
const ID: &str = "0190a7c2-0000-7000-8000-000000000001";
const SECRET: &str = "5ecret&=\\\"T0ken";
/// Everything that could end a value where it stands.
const TEXT: &str = "482913 is your \"Contoso\" code, 10 € & more=x; \\{to} %26+\r\n\n@reset.contoso.example #482913";

/// Answers are told apart by status and by value.
const ANSWERS: &str = r#"
[providers.gateway.accepted]
statuses = [200, 202]
pointer = "/status"
values = ["queued", "0", "true"]
id_pointer = "/id"
[providers.gateway.refused]
statuses = [200, 400, 500]
pointer = "/error/code"
values = ["21610"]
[providers.gateway.later]
statuses = [200, 503]
pointer = "/status"
values = ["busy"]
"#;
const JSON: &str = r#"json = '{"from": "{from}", "to": "{to}", "text": "{text}", "ttl": "{lifetime_seconds}"}'"#;

fn gateway(address: &str, sent: &str, rest: &str) -> Gateway {
    let text = format!(
        "[providers.gateway]\nkind = \"http\"\nurl = \"{address}/v2/messages?x=1\"\nfrom = \"Contoso & Söhne\"\n\
         timeout_seconds = 1\n{sent}\n{rest}"
    );
    let config = Config::load_over(&[&text], &[]).expect("sound");
    match &config.providers["gateway"] {
        ProviderConfig::Http(config) => Gateway::new("gateway", config).expect("usable"),
        ProviderConfig::Twilio(_) => unreachable!("it is a gateway"),
    }
}

async fn send_for(gateway: &Gateway, lifetime: Duration) -> Result<Accepted, SendError> {
    let to = PhoneNumber::from_e164(NUMBER).expect("a number");
    let id = ID.parse().map(MessageId::from_uuid).expect("an id");
    gateway.send(&TextMessage { id, to: &to, text: TEXT, lifetime }).await
}

async fn send(gateway: &Gateway) -> Result<Accepted, SendError> {
    send_for(gateway, Duration::from_millis(299_900)).await
}

/// What is sent by a gateway that is described so.
async fn sent(described: &str, rest: &str) -> Request {
    let stand_in = StandIn::start().await.expect("starts");
    let outcome = send(&gateway(stand_in.address(), described, rest)).await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(stand_in.asked(1).await, 1);
    stand_in.request(1).await
}

/// Sends one message to a stand-in that does this, and is described so.
async fn outcome_with(next: Next, rest: &str) -> Result<Accepted, SendError> {
    let stand_in = StandIn::start().await.expect("starts");
    stand_in.then([next]);
    let outcome = send(&gateway(stand_in.address(), JSON, rest)).await;
    assert_eq!(stand_in.asked(1).await, 1, "asked once");
    outcome
}

async fn outcome(status: u16, body: &str) -> Result<Accepted, SendError> {
    outcome_with(Next::Answer(status, body.to_owned()), ANSWERS).await
}

fn taken(reference: Option<&str>) -> Result<Accepted, SendError> {
    Ok(Accepted { reference: reference.map(str::to_owned) })
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

fn form(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn json_holds_what_it_should_whatever_the_words() {
    let headers = "headers = { \"Idempotency-Key\" = \"{id}\", \"X-To\" = \"to {to_digits}\" }";
    let auth = format!("[providers.gateway.auth]\nscheme = \"bearer\"\nsecret = '{SECRET}'\n{ANSWERS}");
    let request = sent(&format!("{JSON}\n{headers}"), &auth).await;
    assert_eq!((request.method.as_str(), request.path_and_query.as_str()), ("POST", "/v2/messages?x=1"));
    let wanted = serde_json::json!({ "from": "Contoso & Söhne", "to": NUMBER, "text": TEXT, "ttl": 299 });
    assert_eq!(request.json(), wanted);
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(request.header("authorization"), format!("Bearer {SECRET}"));
    assert_eq!((request.header("idempotency-key"), request.header("x-to")), (ID, "to 14255550134"));
}

#[tokio::test]
async fn a_form_holds_what_it_should_whatever_the_words() {
    let described = "method = \"PUT\"\nform = { to = \"{to_digits}\", text = \"{text}\", key = \"{secret}\", \
                     user = \"{username}\" }";
    let auth = format!("[providers.gateway.auth]\nscheme = \"body\"\nusername = \"a&b\"\nsecret = '{SECRET}'");
    let request = sent(described, &auth).await;
    let wanted = pairs(&[("key", SECRET), ("text", TEXT), ("to", &NUMBER[1..]), ("user", "a&b")]);
    assert_eq!((request.method.as_str(), form(&request.body)), ("PUT", wanted));
    assert_eq!(request.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(request.header("authorization"), "");
}

#[tokio::test]
async fn an_address_holds_what_it_should_whatever_the_words() {
    let described = "method = \"GET\"\nquery = { to = \"{to}\", text = \"{text}\" }";
    let auth = "[providers.gateway.auth]\nscheme = \"basic\"\nusername = \"contoso\"\nsecret = \"12345\"";
    let request = sent(described, auth).await;
    let (path, query) = request.path_and_query.split_once('?').expect("a query");
    assert_eq!((request.method.as_str(), path, request.body.as_str()), ("GET", "/v2/messages", ""));
    assert_eq!(form(query), pairs(&[("x", "1"), ("text", TEXT), ("to", NUMBER)]));
    assert_eq!(request.header("authorization"), "Basic Y29udG9zbzoxMjM0NQ==");
    let auth = "[providers.gateway.auth]\nscheme = \"header\"\nname = \"X-Api-Key\"\nsecret = \"12345\"";
    assert_eq!(sent(described, auth).await.header("x-api-key"), "12345");
}

#[tokio::test]
async fn what_is_of_no_use_any_more_is_not_sent() {
    let stand_in = StandIn::start().await.expect("starts");
    let gateway = gateway(stand_in.address(), JSON, "");
    assert_eq!(send_for(&gateway, Duration::from_millis(999)).await, refused("of no use any more"));
    assert!(stand_in.requests().is_empty());
    assert!(send_for(&gateway, Duration::from_secs(1)).await.is_ok());
}

#[tokio::test]
async fn a_message_is_taken_where_status_and_value_say_so() {
    assert_eq!(outcome(202, r#"{"status": "queued", "id": "m-1"}"#).await, taken(Some("m-1")));
    assert_eq!(outcome(200, r#"{"status": 0, "id": 17}"#).await, taken(Some("17")), "a number counts by its text");
    assert_eq!(outcome(200, r#"{"status": true}"#).await, taken(None));
    for id in ["\"a b\"", "\"\"", "null", &format!("\"{}\"", "a".repeat(65))] {
        assert_eq!(outcome(200, &format!(r#"{{"status": "0", "id": {id}}}"#)).await, taken(None), "{id}");
    }
    let longest = "a".repeat(64);
    assert_eq!(outcome(200, &format!(r#"{{"status": "0", "id": "{longest}"}}"#)).await, taken(Some(&longest)));
    assert_eq!(outcome_with(Next::Slowly(Duration::from_millis(300)), ANSWERS).await, taken(Some("gw-1")));
}

#[tokio::test]
async fn without_a_value_the_status_alone_says_that_it_was_taken() {
    for (next, reference) in [(Next::Take, None), (Next::Answer(200, "<html>{".into()), None), (Next::TooMuch, None)] {
        assert_eq!(outcome_with(next, "").await, taken(reference));
    }
    let named = "[providers.gateway.accepted]\nid_pointer = \"/id\"";
    assert_eq!(outcome_with(Next::Take, named).await, taken(Some("gw-1")));
}

#[tokio::test]
async fn garbage_and_more_than_is_read_leave_in_doubt_what_a_value_would_say() {
    for body in ["", "<html>{", "{\"status\": \"queued\"", "[]", "{\"status\": null}", "{\"status\": \"sent?\"}"] {
        assert_eq!(outcome(200, body).await, ambiguous("http 200"), "{body}");
    }
    assert_eq!(outcome_with(Next::TooMuch, ANSWERS).await, ambiguous("http 202"));
    assert_eq!(outcome(201, r#"{"status": "queued"}"#).await, ambiguous("http 201"), "a status that is not named");
    let both = r#"{"status": "queued", "error": {"code": 21610}}"#;
    assert_eq!(outcome(200, both).await, ambiguous("http 200"), "it says two things");
}

#[tokio::test]
async fn what_the_config_calls_refused_is_refused_for_good() {
    let said = r#"{"error": {"code": 21610, "message": "+14255550134"}}"#;
    for status in [200, 400, 500] {
        assert_eq!(outcome(status, said).await, refused(&format!("http {status}: 21610")));
    }
    // Nothing is said of these, so only what the status itself says counts.
    assert_eq!(outcome(400, r#"{"error": {"code": 1}}"#).await, retry("http 400"));
    assert_eq!(outcome(404, said).await, retry("http 404"));
    assert_eq!(outcome(500, r#"{"error": {"code": 1}}"#).await, ambiguous("http 500"));
}

#[tokio::test]
async fn where_nothing_is_called_refused_4xx_is_but_for_what_is_about_us() {
    for status in [400, 404, 410, 422] {
        let next = Next::Answer(status, "+14255550134".into());
        assert_eq!(outcome_with(next, "").await, refused(&format!("http {status}")));
    }
    for status in [401, 403] {
        assert_eq!(outcome_with(Next::Answer(status, String::new()), "").await, retry(&format!("http {status}")));
    }
}

#[tokio::test]
async fn what_was_certainly_not_taken_is_tried_again_when_the_gateway_says() {
    assert_eq!(outcome_with(Next::TooMany(None), ANSWERS).await, retry("too many requests"));
    let after = |seconds| Err(SendError::RetryAfter("too many requests".into(), Duration::from_secs(seconds)));
    assert_eq!(outcome_with(Next::TooMany(Some(7)), ANSWERS).await, after(7));
    assert_eq!(outcome_with(Next::TooMany(Some(u64::MAX)), ANSWERS).await, after(3600));
    for status in [200, 503] {
        assert_eq!(outcome(status, r#"{"status": "busy"}"#).await, retry(&format!("http {status}: busy")));
    }
    let away = "[providers.gateway.later]\nstatuses = [503]";
    assert_eq!(outcome_with(Next::Answer(503, String::new()), away).await, retry("http 503"));
}

#[tokio::test]
async fn what_was_written_out_and_not_taken_or_refused_is_in_doubt() {
    for status in [204, 304, 408, 500, 502, 503] {
        let next = Next::Answer(status, String::new());
        assert_eq!(outcome_with(next, "").await, ambiguous(&format!("http {status}")));
    }
    assert_eq!(outcome_with(Next::Hang, "").await, ambiguous("no answer in time"));
    assert_eq!(outcome_with(Next::CutOff, "").await, ambiguous("cut off before the answer"));
    assert_eq!(outcome_with(Next::Slowly(Duration::from_millis(1300)), "").await, ambiguous("no answer in time"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = StandIn::start().await.expect("starts");
    let next = Next::Redirect(format!("{}/v2/messages", elsewhere.address()));
    assert_eq!(outcome_with(next, "").await, ambiguous("http 307"));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn nobody_there_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    assert_eq!(send(&gateway(&format!("http://{address}"), JSON, "")).await, retry("no connection"));
    assert_eq!(send(&gateway("https://no-such-host.invalid", JSON, "")).await, retry("no connection"));
}

#[tokio::test]
async fn whoever_does_not_speak_tls_hears_nothing() {
    let stand_in = StandIn::start().await.expect("starts");
    let tls = stand_in.address().replace("http://", "https://");
    assert_eq!(send(&gateway(&tls, JSON, "")).await, retry("no connection"));
    // Accepts connections and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = silent.local_addr().expect("an address");
    let began = Instant::now();
    assert_eq!(send(&gateway(&format!("https://{address}"), JSON, "")).await, retry("no connection"));
    assert!(began.elapsed() < Duration::from_millis(900), "half of the time is for connecting");
    assert!(stand_in.requests().is_empty());
}

#[tokio::test]
async fn no_code_number_or_secret_is_logged_or_shown() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let stand_in = StandIn::start().await.expect("starts");
    let words = format!("{{\"error\": \"{NUMBER} {CODE}\"}}");
    stand_in.then([Next::Take, Next::Answer(400, words), Next::CutOff]);
    let auth = "[providers.gateway.auth]\nscheme = \"basic\"\nusername = \"contoso\"\nsecret = \"T0kenOfTheAccount\"";
    let described = "method = \"GET\"\nquery = { to = \"{to}\", text = \"{text}\" }";
    let gateway = gateway(stand_in.address(), described, auth);
    let mut shown = format!("{gateway:?}");
    for _ in 0..3 {
        shown += &format!("{:?}", send(&gateway).await);
    }
    tracing::info!("the log is heard");
    shown += &log.text();
    assert!(shown.contains("the log is heard") && stand_in.requests().len() == 3);
    let basic = "Y29udG9zbzpUMGtlbk9mVGhlQWNjb3VudA";
    for secret in [CODE, NUMBER, &NUMBER[1..], "T0kenOfTheAccount", basic] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}
