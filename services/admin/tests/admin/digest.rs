//! Digests of help requests: once, to everybody who should have them.

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_admin::digest_once;
use rekey_bus::{Listener, Outcome};
use rekey_domain::{Channel, HelpRequestId};
use rekey_runtime::service::spawn_all;
use rekey_runtime::{CancellationToken, Entropy};
use rekey_store::help::{self, HelpRequest};
use rekey_wire::keys::{HelpBinding, Keys};
use rekey_wire::notice::{Destination, HelpLine, Notice, NoticeBinding, NoticeBody};

use crate::world::{World, on_both_engines};

const RECIPIENTS: &str = r#"
    [tenants.contoso]
    name = "Contoso"
    help_recipients = ["desk@contoso.example", "owner@contoso.example"]
    locale = "de"
    [tenants.fabrikam]
    name = "Fabrikam"
"#;

const FABRIKAM_TOO: &str = r#"
    [tenants.fabrikam]
    name = "Fabrikam"
    help_recipients = ["it@fabrikam.example"]
"#;

async fn request(world: &World, slug: &str, number: usize) {
    let tenant = world.tenant(slug).await.id;
    let mut tx = world.tx().await;
    let at = tx.now();
    let id = HelpRequestId::from_uuid(Entropy.uuid(at));
    let seal = |member, text| {
        let binding = HelpBinding { tenant, request: id, member };
        world.parts.keys.help().seal(text, &binding, &mut |buffer| Entropy.fill(buffer))
    };
    let request = HelpRequest {
        id,
        tenant,
        user_id: format!("person{number}@contoso.example"),
        reach_me: seal("reach_me", "extension 12"),
        message: seal("message", "My phone\nis gone."),
        at,
    };
    help::insert(&mut tx, &request).await.expect("inserts");
    tx.commit().await.expect("commits");
}

async fn mails(world: &World) -> Vec<Notice> {
    let opener = world.parts.keys.notice_opener();
    let mut notices = Vec::new();
    for taken in world.parts.bus.take(Listener::NotifierEmail, 50).await.expect("takes") {
        let delivery = taken.delivery().expect("of a known kind");
        let (id, tenant, expires_at) = (delivery.id, delivery.tenant, delivery.expires_at);
        let binding = NoticeBinding { id, tenant, channel: Channel::Email, expires_at };
        notices.push(opener.open(&delivery.payload, &binding).expect("opens"));
        world.parts.bus.finish(&taken, &Outcome::Done).await.expect("finishes");
    }
    notices
}

fn lines(notice: &Notice) -> (&[HelpLine], u32) {
    let NoticeBody::HelpDigest { requests, omitted } = &notice.body else { return (&[], u32::MAX) };
    (requests, *omitted)
}

async fn run(world: &World) -> u32 {
    digest_once(&world.parts).await.expect("runs")
}

/// For what happens at once.
const DEADLINE: Duration = Duration::from_secs(20);
const LONG_ENOUGH: Duration = Duration::from_secs(300);

on_both_engines! {
    async fn every_recipient_gets_one_digest_once(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "contoso", 1).await;
        world.wait(LONG_ENOUGH);
        request(&world, "contoso", 2).await;
        assert_eq!(run(&world).await, 2);
        let mails = mails(&world).await;
        let to: BTreeSet<&str> = mails.iter().map(|mail| match &mail.to {
            Destination::Email(address) => address.as_str(),
            _ => "not an address",
        }).collect();
        assert_eq!(to, BTreeSet::from(["desk@contoso.example", "owner@contoso.example"]));
        for mail in &mails {
            assert_eq!((mail.house.as_str(), mail.locale.as_str(), mail.channel), ("Contoso", "de", Channel::Email));
            let (lines, omitted) = lines(mail);
            let people: Vec<&str> = lines.iter().map(|line| line.user_id.as_str()).collect();
            assert_eq!((people, omitted), (vec!["person1@contoso.example", "person2@contoso.example"], 0));
            assert_eq!((lines[0].reach_me.as_str(), lines[0].message.as_str()), ("extension 12", "My phone\nis gone."));
            let lifetime = mail.expires_at.since(lines[1].at);
            assert!(lifetime >= Duration::from_secs(24 * 3600) && lifetime < Duration::from_secs(25 * 3600));
        }
        world.wait(LONG_ENOUGH);
        assert_eq!(run(&world).await, 0);
    }

    async fn a_request_whose_key_is_gone_is_told_without_its_words(mut world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "contoso", 1).await;
        world.parts.keys = Keys::generate(&mut |buffer| Entropy.fill(buffer));
        world.wait(LONG_ENOUGH);
        assert_eq!(run(&world).await, 2);
        let mails = mails(&world).await;
        let (lines, _) = lines(&mails[0]);
        assert_eq!((lines[0].user_id.as_str(), lines[0].message.as_str()), ("person1@contoso.example", "?"));
    }

    async fn a_digest_waits_for_more_requests_first(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "contoso", 1).await;
        world.wait(LONG_ENOUGH - Duration::from_secs(30));
        assert_eq!(run(&world).await, 0);
        world.wait(Duration::from_secs(30));
        assert_eq!(run(&world).await, 2);
    }

    async fn a_digest_shows_twenty_requests_and_the_next_one_the_rest(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        for number in 0..23 {
            request(&world, "contoso", number).await;
        }
        world.wait(LONG_ENOUGH);
        assert_eq!(run(&world).await, 2);
        assert_eq!(run(&world).await, 2);
        assert_eq!(run(&world).await, 0);
        let mails = mails(&world).await;
        let shown: BTreeSet<_> = mails.iter().map(|mail| {
            let (lines, left) = lines(mail);
            (lines.len(), lines[0].user_id.as_str(), left)
        }).collect();
        assert_eq!(shown, BTreeSet::from([(20, "person0@contoso.example", 3), (3, "person20@contoso.example", 0)]));
    }

    async fn without_recipients_requests_wait_until_there_is_one(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "fabrikam", 1).await;
        request(&world, "contoso", 2).await;
        world.wait(LONG_ENOUGH);
        assert_eq!(run(&world).await, 2, "the others are told all the same");
        assert_eq!(run(&world).await, 0);
        mails(&world).await;
        world.apply(FABRIKAM_TOO).await.expect("applies");
        assert_eq!(run(&world).await, 1);
        let mails = mails(&world).await;
        assert_eq!((mails[0].house.as_str(), mails[0].locale.as_str()), ("Fabrikam", "en"));
    }

    async fn the_service_tells_what_waits_as_soon_as_it_starts_and_ends_when_told(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "contoso", 1).await;
        world.wait(LONG_ENOUGH);
        let token = CancellationToken::new();
        let tasks = spawn_all(rekey_admin::service(world.parts.clone()).tasks, &token);
        let woken = tokio::time::timeout(DEADLINE, world.parts.bus.woken(Listener::NotifierEmail)).await;
        assert!(woken.is_ok(), "the notifier is woken");
        assert_eq!(mails(&world).await.len(), 2);
        token.cancel();
        let ended = tokio::time::timeout(DEADLINE, tasks.join_all()).await.expect("in time");
        assert_eq!(ended.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(["admin.sweep", "help_digest"]));
    }

    async fn two_processes_at_once_tell_a_request_once(world: World) {
        world.apply(RECIPIENTS).await.expect("applies");
        request(&world, "contoso", 1).await;
        world.wait(LONG_ENOUGH);
        let (here, there) = tokio::join!(run(&world), run(&world));
        assert_eq!((here + there, mails(&world).await.len()), (2, 2));
    }
}
