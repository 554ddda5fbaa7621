//! Reports over a real database: who is believed, and what follows.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use rekey_bus::{Handler as _, Listener, Outcome};
use rekey_domain::Channel;
use rekey_store::deliveries;
use rekey_testkit::providers::Twilio as StandIn;
use rekey_testkit::providers::twilio::{AUTH_TOKEN, Message, Next, signature};
use rekey_wire::context::{ClientKind, RequestContext};
use tower::ServiceExt as _;

use super::*;
use crate::world::{PUBLIC_URL, World, code};

type Fields = Vec<(String, String)>;

/// Posts a form to a path of the notifier, as the gateway passes it on.
pub(crate) async fn post(world: &World, path: &str, fields: &Fields, signature: Option<&str>) -> u16 {
    answer_to(world, path, fields, signature).await.0
}

/// The same, with what is answered.
pub(super) async fn answer_to(world: &World, path: &str, fields: &Fields, signature: Option<&str>) -> (u16, String) {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    if let Some(signature) = signature {
        request = request.header(SIGNATURE, signature);
    }
    let mut request = request.body(Body::from(body)).expect("a request");
    request.extensions_mut().insert(Context(RequestContext {
        client_address: [203, 0, 113, 9].into(),
        host: "reset.contoso.example".into(),
        request_id: Uuid::nil(),
        device: None,
        locale: None,
        user_agent: None,
        client: ClientKind::Api,
    }));
    let answered = world.router.clone().oneshot(request).await.expect("infallible");
    let status = answered.status().as_u16();
    let body = axum::body::to_bytes(answered.into_body(), 16 * 1024).await.expect("short");
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

/// The same, signed as Twilio signs.
async fn report(world: &World, path: &str, fields: &Fields) -> u16 {
    let signature = signature(AUTH_TOKEN, &format!("{PUBLIC_URL}{path}"), fields);
    post(world, path, fields, Some(&signature)).await
}

fn path(message: MessageId) -> String {
    format!("/webhooks/texts/messages/{message}")
}

/// A notifier whose provider has taken a code over, and said so as the test wants.
struct Sent {
    world: World,
    twilio: StandIn,
    message: MessageId,
    at_twilio: Message,
}

impl Sent {
    async fn new(next: Next) -> Self {
        let twilio = StandIn::start().await.expect("starts");
        twilio.then([next]);
        let world = World::with_twilio(twilio.address()).await;
        let message = world.post(Channel::Sms, code()).await;
        assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
        world.news().await;
        let at_twilio = twilio.message(1).await;
        Self { world, twilio, message, at_twilio }
    }

    async fn report(&self, status: &str) -> u16 {
        report(&self.world, &path(self.message), &self.at_twilio.report(status)).await
    }

    async fn state(&self) -> String {
        self.world.state(self.message).await
    }

    async fn reason(&self) -> Option<String> {
        let mut tx = self.world.store.read().await.expect("reads");
        deliveries::reason_of(&mut tx, self.message).await.expect("reads")
    }

    /// Refused, without any effect but a row in the audit trail.
    async fn is_refused(&self, path: &str, fields: &Fields, signature: Option<&str>, why: &str) {
        let before = self.audited(why).await;
        assert_eq!(post(&self.world, path, fields, signature).await, 403, "{why}");
        assert_eq!((self.state().await.as_str(), self.world.news().await.len()), ("sent", 0), "{why}");
        assert_eq!(self.audited(why).await, before + 1, "{why}");
    }

    async fn audited(&self, why: &str) -> i64 {
        let mut tx = self.world.store.read().await.expect("reads");
        audit::count_of(&mut tx, "delivery.report_refused", ("why", why)).await.expect("counts")
    }
}

fn orders(left: &[&'static str]) -> Vec<Vec<&'static str>> {
    if left.is_empty() {
        return vec![Vec::new()];
    }
    let first = |place: usize| {
        let mut rest = left.to_vec();
        let first = rest.remove(place);
        orders(&rest).into_iter().map(move |order| [vec![first], order].concat())
    };
    (0..left.len()).flat_map(first).collect()
}

#[tokio::test]
async fn reports_in_any_order_and_twice_end_with_what_arrived_told_once() {
    for order in orders(&["queued", "sent", "delivered", "delivered"]) {
        let sent = Sent::new(Next::Take).await;
        for status in &order {
            assert_eq!(sent.report(status).await, 204, "{order:?}");
        }
        assert_eq!(
            (sent.state().await.as_str(), sent.world.news().await),
            ("delivered", vec![News::Delivered]),
            "{order:?}"
        );
    }
}

#[tokio::test]
async fn a_message_that_will_not_arrive_is_refused_with_its_code() {
    for (status, reason) in
        [("undelivered:30003", "twilio 30003"), ("failed:evil+1425", "twilio failed"), ("failed", "twilio failed")]
    {
        let sent = Sent::new(Next::Take).await;
        for status in ["sent", status, "sent", "delivered", status] {
            assert_eq!(sent.report(status).await, 204);
        }
        assert_eq!((sent.state().await.as_str(), sent.world.news().await), ("refused", vec![News::Failed]));
        assert_eq!(sent.reason().await.as_deref(), Some(reason));
    }
}

#[tokio::test]
async fn a_report_settles_what_is_in_doubt() {
    for (next, status, state, news) in [
        (Next::TakeAndHang, "sent", "sent", News::Sent),
        (Next::TakeAndAnswer(503), "delivered", "delivered", News::Delivered),
        (Next::TakeAndCutOff, "failed:30005", "refused", News::Failed),
    ] {
        let sent = Sent::new(next).await;
        assert_eq!(sent.state().await, "ambiguous");
        assert_eq!(sent.report(status).await, 204);
        assert_eq!((sent.state().await.as_str(), sent.world.news().await), (state, vec![news]));
        // Its name was not known, and is now.
        let other = Message { sid: format!("SM{:032x}", 99), ..sent.at_twilio.clone() };
        assert_eq!(report(&sent.world, &path(sent.message), &other.report("delivered")).await, 403);
        assert_eq!(sent.twilio.messages().len(), 1);
    }
}

#[tokio::test]
async fn a_report_that_is_faster_than_the_answer_is_not_written_over() {
    let twilio = StandIn::start().await.expect("starts");
    twilio.then([Next::TakeAndHang]);
    let world = World::with_twilio(twilio.address()).await;
    let message = world.post(Channel::Sms, code()).await;
    let delivery = world.take(Channel::Sms).await.delivery().cloned().expect("readable");
    let work: Arc<_> = world.work.clone();
    let again = delivery.clone();
    let working = tokio::spawn(async move { work.handle(delivery).await });
    let at_twilio = twilio.message(1).await;
    assert_eq!(world.state(message).await, "attempting");
    assert_eq!(report(&world, &path(message), &at_twilio.report("delivered")).await, 204);
    let outcome = working.await.expect("ends");
    assert!(matches!(outcome, Outcome::Retry(_)), "somebody else said what becomes of it: {outcome:?}");
    assert_eq!(world.work.handle(again).await, Outcome::Done, "and then it is over");
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("delivered", vec![News::Delivered]));
    assert_eq!(twilio.messages().len(), 1);
}

#[tokio::test]
async fn what_its_provider_did_not_sign_has_no_effect() {
    let sent = Sent::new(Next::Take).await;
    let (path, fields) = (path(sent.message), sent.at_twilio.report("delivered"));
    let url = format!("{PUBLIC_URL}{path}");
    sent.is_refused(&path, &fields, None, "signature").await;
    for signature in [
        signature("another token", &url, &fields),
        signature(AUTH_TOKEN, &url.replace("https", "http"), &fields),
        signature(AUTH_TOKEN, &url.replace(".example", ".example:444"), &fields),
        signature(AUTH_TOKEN, &format!("{url}?a=1"), &fields),
        signature(AUTH_TOKEN, &url, &sent.at_twilio.report("sent")),
        "nonsense".into(),
    ] {
        sent.is_refused(&path, &fields, Some(&signature), "signature").await;
    }
    let path = format!("{path}?a=1&b=2");
    assert_eq!(report(&sent.world, &path, &fields).await, 204, "the query is signed too");
    assert_eq!(sent.state().await, "delivered");
}

#[tokio::test]
async fn what_is_signed_and_of_another_account_message_or_form_has_no_effect() {
    let sent = Sent::new(Next::Take).await;
    let path = path(sent.message);
    let fields = sent.at_twilio.report("delivered");
    let with = |name: &str, value: &str| -> Fields {
        let change = |(known, old): &(String, String)| {
            (known.clone(), if known == name { value.to_owned() } else { old.clone() })
        };
        fields.iter().map(change).collect()
    };
    let twice = |name: &str, value: &str| [fields.clone(), vec![(name.to_owned(), value.to_owned())]].concat();
    let without = |name: &str| fields.iter().filter(|(known, _)| known != name).cloned().collect::<Fields>();
    for (fields, why) in [
        (with("AccountSid", "AC00000000000000000000000000000000"), "account"),
        (with("MessageSid", "SM00000000000000000000000000000000"), "message"),
        (with("MessageSid", "hello"), "form"),
        (twice("MessageStatus", "failed"), "form"),
        (twice("AccountSid", "AC00000000000000000000000000000000"), "form"),
        (without("AccountSid"), "form"),
        (without("MessageSid"), "form"),
        (without("MessageStatus"), "form"),
    ] {
        let signature = signature(AUTH_TOKEN, &format!("{PUBLIC_URL}{path}"), &fields);
        sent.is_refused(&path, &fields, Some(&signature), why).await;
    }
    let unknown = sent.at_twilio.report("thought-about");
    assert_eq!((report(&sent.world, &path, &unknown).await, sent.state().await.as_str()), (204, "sent"));
    let more = twice("ChannelPrefix", "new");
    assert_eq!(report(&sent.world, &path, &more).await, 204, "fields that we do not know are no fault");
}

#[tokio::test]
async fn a_message_of_another_provider_is_none_of_this_ones() {
    let sent = Sent::new(Next::Take).await;
    let mail = sent.world.post(Channel::Email, code()).await;
    assert_eq!(sent.world.work(Channel::Email).await, Outcome::Done);
    sent.world.news().await;
    assert_eq!(report(&sent.world, &path(mail), &sent.at_twilio.report("delivered")).await, 403);
    assert_eq!((sent.world.state(mail).await.as_str(), sent.audited("provider").await), ("sent", 1));
    let elsewhere = path(sent.message).replace("/texts/", "/others/");
    assert_eq!(report(&sent.world, &elsewhere, &sent.at_twilio.report("delivered")).await, 403);
    assert_eq!((sent.state().await.as_str(), sent.audited("provider").await), ("sent", 2));
}

#[tokio::test]
async fn an_unknown_message_is_nothing_to_twilio_and_forbidden_to_others() {
    let sent = Sent::new(Next::Take).await;
    let nobody = path(MessageId::from_uuid(Uuid::from_u128(7)));
    let fields = sent.at_twilio.report("delivered");
    assert_eq!(report(&sent.world, &nobody, &fields).await, 204);
    assert_eq!(post(&sent.world, &nobody, &fields, None).await, 403);
    let elsewhere = nobody.replace("/texts/", "/others/");
    assert_eq!(report(&sent.world, &elsewhere, &fields).await, 403);
    let counted = metrics::page();
    for why in ["unknown", "signature", "provider"] {
        assert!(counted.contains(&format!("rekey_reports_without_effect_total{{why=\"{why}\"}}")), "{counted}");
    }
    assert_eq!(report(&sent.world, "/webhooks/texts/messages/x", &fields).await, 404);
    assert!(sent.world.bus.take(Listener::OrchestratorDeliveries, 1).await.expect("takes").is_empty());
}

#[tokio::test]
async fn a_report_has_16_kib_and_no_more() {
    let sent = Sent::new(Next::Take).await;
    let filled =
        |length: usize| [sent.at_twilio.report("delivered"), vec![("x".to_owned(), "a".repeat(length))]].concat();
    assert_eq!(report(&sent.world, &path(sent.message), &filled(REPORT_MAX_BYTES)).await, 413);
    assert_eq!(report(&sent.world, &path(sent.message), &filled(REPORT_MAX_BYTES - 1024)).await, 204);
}
