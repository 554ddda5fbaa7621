//! What the owner is told, and what is heard of codes.

use rekey_bus::{AboutNotice, Kind, Listener, Message};
use rekey_domain::challenge::Delivery as State;
use rekey_domain::{ContactId, Means, MessageId, Slot};
use rekey_runtime::config::LimitsConfig;
use rekey_runtime::service::spawn_all;
use rekey_runtime::{CancellationToken, Entropy};
use rekey_store::policy_document::PolicyDocument;
use rekey_store::{Lock, deliveries, outbox, setups};
use rekey_wire::notice::NoticeBody;

use crate::world::{ALICE, BOB, Call, EMAIL, PATIENCE, PHONE, World, id, method_path, places};

const MOBILE: &str = "+14255550199";
const HOME: &str = "alice@home.example";

/// Runs the service's tasks until nothing waits for them.
async fn hear(world: &World) {
    let token = CancellationToken::new();
    let mut tasks = spawn_all(world.service(LimitsConfig::default()).tasks, &token);
    let listener = Listener::RegistrationDeliveries;
    world.bus.wake(Kind::DeliveryChanged);
    let idle = async {
        loop {
            let mut tx = world.store.read().await.expect("reads");
            if outbox::waiting(&mut tx, listener.as_str()).await.expect("counts") == 0 {
                break;
            }
            drop(tx);
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, idle).await.expect("heard");
    token.cancel();
    while tasks.join_next().await.is_some() {}
}

async fn delivery_of(world: &World, set_up: &str) -> State {
    let id = ContactId::from_uuid(set_up.parse().expect("an id"));
    let mut tx = world.store.read().await.expect("reads");
    let stored = setups::by_id(&mut tx, id, Lock::None).await.expect("reads").expect("there");
    stored.setup.challenges.last().and_then(|challenge| challenge.sent).expect("sent").delivery
}

async fn message_of(world: &World, set_up: &str) -> MessageId {
    let id = ContactId::from_uuid(set_up.parse().expect("an id"));
    let mut tx = world.store.read().await.expect("reads");
    let stored = setups::by_id(&mut tx, id, Lock::None).await.expect("reads").expect("there");
    stored.setup.challenges.last().and_then(|challenge| challenge.sent).expect("sent").message
}

facts! {
    async fn the_others_are_told_of_a_new_method_and_it_is_not(world: World) {
        world.managed(ALICE, Slot::MobilePhone, MOBILE).await;
        world.managed(ALICE, Slot::OfficePhone, "+14255550100;ext=103").await;
        world.managed(ALICE, Slot::AlternateEmail, HOME).await;
        world.managed(BOB, Slot::AlternateEmail, "bob@home.example").await;
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_email(&token).await;
        world.verify(&token, &id, &code).await.good();
        let notices = world.notices().await;
        assert_eq!(places(&notices), [MOBILE, HOME]);
        for notice in notices {
            let NoticeBody::MethodAdded(change) = notice.body else { panic!("an owner notice") };
            assert_eq!((change.means, change.hint.as_str()), (Means::Contact(Slot::AuthenticationEmail), "a***@p***"));
            assert_eq!(change.contact_url, "https://reset.contoso.example:8443/help/contact");
            assert_eq!(notice.expires_at.since(change.at).as_secs(), 24 * 3600);
        }
    }

    async fn the_replaced_contact_is_told_even_where_texts_to_owners_are_off(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        world.verify(&token, &id, &code).await.good();
        assert!(world.notices().await.is_empty(), "there is nobody else to tell");
        world.policy(PolicyDocument { notify_by_sms: Some(false), ..PolicyDocument::default() }).await;
        world.managed(ALICE, Slot::MobilePhone, MOBILE).await;
        let body = serde_json::json!({ "slot": "authentication_phone", "phone_number": "+14255550168" });
        let (id, code) = world.begin(&token, body).await;
        world.verify(&token, &id, &code).await.good();
        assert_eq!(places(&world.notices().await), [PHONE]);
    }

    async fn a_number_in_two_slots_is_told_once(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        world.verify(&token, &id, &code).await.good();
        world.managed(ALICE, Slot::MobilePhone, PHONE).await;
        let (id, code) = world.begin_email(&token).await;
        world.verify(&token, &id, &code).await.good();
        assert_eq!(places(&world.notices().await), [PHONE]);
    }

    async fn a_removed_method_is_gone_and_everybody_is_told(world: World) {
        let token = world.signed_in(ALICE).await;
        let (phone, code) = world.begin_phone(&token).await;
        world.verify(&token, &phone, &code).await.good();
        let (email, code) = world.begin_email(&token).await;
        world.verify(&token, &email, &code).await.good();
        world.notices().await;
        assert_eq!(world.call(Call::delete(&method_path(&email)).bearer(&token)).await.status, 204);
        let notices = world.notices().await;
        assert_eq!(places(&notices), [PHONE, EMAIL]);
        assert!(notices.iter().all(|notice| matches!(&notice.body, NoticeBody::MethodRemoved(change)
            if change.means == Means::Contact(Slot::AuthenticationEmail) && change.hint == "a***@p***")));
        assert_eq!(world.methods(&token).await.len(), 1);
        let again = world.call(Call::delete(&method_path(&email)).bearer(&token)).await;
        assert_eq!(again.refusal(), (404, "not_found"));
    }

    async fn what_the_administrator_set_and_what_others_have_cannot_be_removed(world: World) {
        let mobile = world.managed(ALICE, Slot::MobilePhone, MOBILE).await;
        let bobs = world.managed(BOB, Slot::AlternateEmail, "bob@home.example").await;
        let token = world.signed_in(ALICE).await;
        let methods = world.methods(&token).await;
        assert_eq!((&methods[0]["managed"], &methods[0]["hint"]), (&true.into(), &"+* *** *** **99".into()));
        let refused = world.call(Call::delete(&method_path(&mobile.to_string())).bearer(&token)).await;
        assert_eq!(refused.refusal(), (403, "forbidden"));
        let refused = world.call(Call::delete(&method_path(&bobs.to_string())).bearer(&token)).await;
        assert_eq!(refused.refusal(), (404, "not_found"));
        assert_eq!(world.methods(&token).await.len(), 1);
        assert!(world.notices().await.is_empty());
    }

    async fn news_of_a_delivery_reach_the_set_up(world: World) {
        let token = world.signed_in(ALICE).await;
        let (method, _) = world.begin_phone(&token).await;
        let mut tx = world.store.begin().await.expect("begins");
        for message in [message_of(&world, &method).await, MessageId::from_uuid(id())] {
            let about = AboutNotice { message, tenant: world.tenant, trace: None };
            let signer = world.keys.event_signer();
            world.bus.tell(&mut tx, &signer, (about, State::Sent), Entropy).await.expect("tells");
        }
        tx.commit().await.expect("commits");
        assert_eq!(delivery_of(&world, &method).await, State::Queued);
        hear(&world).await;
        assert_eq!(delivery_of(&world, &method).await, State::Sent);
        let mut tx = world.store.read().await.expect("reads");
        assert!(outbox::dead_letters(&mut tx, 9).await.expect("reads").is_empty());
    }

    async fn old_news_of_a_failure_do_not_reach_a_code_that_goes_out_again(world: World) {
        let token = world.signed_in(ALICE).await;
        let (method, _) = world.begin_phone(&token).await;
        let message = message_of(&world, &method).await;
        let tell = async || {
            let mut tx = world.store.begin().await.expect("begins");
            let about = AboutNotice { message, tenant: world.tenant, trace: None };
            let signer = world.keys.event_signer();
            world.bus.tell(&mut tx, &signer, (about, State::Failed), Entropy).await.expect("tells");
            tx.commit().await.expect("commits");
            hear(&world).await;
        };
        tell().await;
        assert_eq!(delivery_of(&world, &method).await, State::Queued, "it waits to be sent");
        let mut tx = world.store.begin().await.expect("begins");
        deliveries::give_up(&mut tx, message, "refused").await.expect("gives up");
        tx.commit().await.expect("commits");
        tell().await;
        assert_eq!(delivery_of(&world, &method).await, State::Failed);
    }

    async fn forged_news_are_buried(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = Message {
            id: MessageId::from_uuid(id()),
            kind: Kind::DeliveryChanged,
            tenant: world.tenant,
            payload: vec![0; 64],
            expires_at: tx.now().plus(PATIENCE),
            trace: None,
        };
        world.bus.post(&mut tx, &message).await.expect("posts");
        tx.commit().await.expect("commits");
        hear(&world).await;
        let mut tx = world.store.read().await.expect("reads");
        let dead = outbox::dead_letters(&mut tx, 9).await.expect("reads");
        assert_eq!(dead, [(message.id, "event.delivery_changed".to_owned(), "not authentic".to_owned())]);
    }
}
