//! Messages that were given up: the operator finds them, sees why, and puts them back when the cause is gone.

use std::time::Duration;

use rekey_testkit::providers::MailServer;
use rekey_testkit::providers::mail::Next;
use rekey_testkit::{Layout, World};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::crash_mail::start;
use crate::in_every_layout;
use crate::steps::{Reset, delete};

const PERSON: &str = "person@adatum.example";
/// For something to come about.
const DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks, each of which starts a program.
const LOOK_EVERY: Duration = Duration::from_millis(200);

fn listed(world: &World, more: &[&str]) -> Vec<Value> {
    let said = world.command(&[&["dead-letters", "list", "--json"], more].concat()).expect("lists");
    let page: Value = serde_json::from_str(&said).expect("JSON");
    page["dead_letters"].as_array().expect("a list").clone()
}

/// The newest dead letter, once there is one.
async fn dead_letter(world: &World) -> Value {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(letter) = listed(world, &[]).into_iter().next() {
            return letter;
        }
        assert!(Instant::now() < deadline, "nothing was given up:\n{}", world.log());
        sleep(LOOK_EVERY).await;
    }
}

/// Looks until the page would tell this of the message.
async fn told(reset: &mut Reset, world: &World, delivery: &str) {
    reset.look_until(world, delivery, DEADLINE, |view| view["challenge"]["delivery"] == delivery).await;
}

async fn a_code_that_was_given_up_arrives_when_it_is_put_back(layout: Layout) {
    let relay = MailServer::start().await.expect("starts");
    relay.from_now_on(Next::Refuse);
    let world = start(layout, relay.port()).await;
    let mut reset = Reset::start(&world, PERSON).await;
    reset.choose(&world, "email", None).await.good();
    let letter = dead_letter(&world).await;
    let reason = letter["reason"].as_str().expect("a reason");
    assert!(reason.contains("550"), "{letter}");
    assert_eq!(
        [&letter["kind"], &letter["tenant"], &letter["attempt"]],
        [&json!("notice.email"), &json!("adatum"), &json!(1)]
    );
    let id = letter["id"].as_str().expect("an id");
    let table = world.command(&["dead-letters", "list", "--since", "1h", "--reason", "550"]).expect("lists");
    assert!(table.contains(id) && table.contains("notice.email"), "{table}");
    assert_eq!(listed(&world, &["--kind", "notice.sms"]), Vec::<Value>::new());
    let shown = world.command(&["dead-letters", "show", id, "--json"]).expect("shows");
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!([&shown["delivery"]["state"], &shown["delivery"]["purpose"]], [&json!("refused"), &json!("reset_code")]);
    assert_eq!((&shown["replay_refused"], shown["payload"].is_null()), (&Value::Null, true));
    told(&mut reset, &world, "failed").await;

    relay.recover();
    let replay = || world.command(&["dead-letters", "replay", id]);
    let (one, other) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(replay), scope.spawn(replay));
        (one.join().expect("ran"), other.join().expect("ran"))
    });
    let (done, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1), "{done:?} {refused:?}");
    let refused = refused[0].as_ref().expect_err("was late").to_string();
    assert!(refused.contains(id) && refused.contains("nothing was done to 1 of 1"), "{refused}");
    let code = relay.mail(1).await.code().expect("a code");
    told(&mut reset, &world, "sent").await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
    assert_eq!(listed(&world, &[]), Vec::<Value>::new());
    // What comes next on this channel comes after a second one would have.
    reset.set_password(&world, "Nineteen green kettles 7").await.good();
    relay.mail(2).await;
    assert_eq!(relay.mails().len(), 2, "the code once, and the news");
}

async fn a_code_that_nobody_waits_for_is_not_put_back(layout: Layout) {
    let relay = MailServer::start().await.expect("starts");
    relay.from_now_on(Next::Refuse);
    let world = start(layout, relay.port()).await;
    let mut reset = Reset::start(&world, PERSON).await;
    reset.choose(&world, "email", None).await.good();
    let letter = dead_letter(&world).await;
    let id = letter["id"].as_str().expect("an id");
    relay.recover();
    delete(&world, "/api/v1/resets/current", &reset.token).await.good();
    let refused = world.command(&["dead-letters", "replay", id]).expect_err("refused").to_string();
    assert!(refused.contains("took its place") || refused.contains("waited for"), "{refused}");
    let shown = world.command(&["dead-letters", "show", id]).expect("shows");
    assert!(shown.contains("refused: "), "{shown}");
    let unknown = "00000000-0000-0000-0000-000000000000";
    let refused = world.command(&["dead-letters", "drop", unknown, id]).expect_err("one is unknown").to_string();
    assert!(refused.contains(unknown) && refused.contains("nothing was done to 1 of 2"), "{refused}");
    assert_eq!(listed(&world, &[]), Vec::<Value>::new(), "the other one is gone");
    let mut next = Reset::start(&world, PERSON).await;
    next.choose(&world, "email", None).await.good();
    let code = relay.mail(1).await.code().expect("a code");
    next.answer(&world, &code).await.good();
    assert_eq!(relay.mails().len(), 1);
}

in_every_layout! {
    a_code_that_was_given_up_arrives_when_it_is_put_back
    a_code_that_nobody_waits_for_is_not_put_back
}
