//! Cool-off and fresh sign-in: who could reset already is asked again, and what is new waits.

use std::time::Duration;

use rekey_domain::{Means, Method, Policy, Slot, Timestamp};
use rekey_runtime::config::LimitsConfig;
use serde_json::{Value, json};

use crate::world::{ADMIN, ALICE, Call, EMAIL, PASSWORD, PHONE, World, places, text};

const HOUR: Duration = Duration::from_secs(3600);
const OTHER_PHONE: &str = "+14255550168";

/// Registers a phone and an email address in a first sign-in.
async fn register(world: &World) {
    let token = world.signed_in(ALICE).await;
    for (id, code) in [world.begin_phone(&token).await, world.begin_email(&token).await] {
        world.verify(&token, &id, &code).await.good();
    }
    world.notices().await;
}

async fn replace_phone(world: &World, token: &str, replaces_lost: bool) -> Value {
    let body = json!({ "slot": "authentication_phone", "phone_number": OTHER_PHONE, "replaces_lost": replaces_lost });
    let (id, code) = world.begin(token, body).await;
    world.verify(token, &id, &code).await.good()
}

/// How long the contact in a slot waits, from its verification on.
async fn waits(world: &World, user_id: &str, slot: Slot) -> Duration {
    let contacts = world.holdings(user_id).await.contacts;
    let contact = contacts.iter().find(|contact| contact.slot == slot && contact.is_current()).expect("there");
    contact.usable_from.since(contact.verified_at.expect("verified"))
}

async fn usable(world: &World) -> Vec<Means> {
    let mut tx = world.store.begin().await.expect("begins");
    let now: Timestamp = tx.look_at_clock().await.expect("answers");
    drop(tx);
    let policy = Policy { methods: Method::ALL.into(), ..Policy::model() };
    world.holdings(ALICE).await.usable(&policy, now)
}

facts! {
    async fn what_is_registered_first_works_at_once(world: World) {
        let token = world.signed_in(ALICE).await;
        for (id, code) in [world.begin_phone(&token).await, world.begin_email(&token).await] {
            assert!(world.verify(&token, &id, &code).await.good()["usable_from"].is_null());
        }
        assert_eq!(world.call(Call::get("/me").bearer(&token)).await.good()["capable"], true);
        assert!(world.add_app(&token, "").await["usable_from"].is_null(), "in the same sign-in");
        assert_eq!(usable(&world).await.len(), 3);
    }

    async fn what_one_sign_in_registers_first_another_one_does_not_change_at_once(world: World) {
        let (thief, owner) = (world.signed_in(ALICE).await, world.signed_in(ALICE).await);
        let (id, code) = world.begin_phone(&owner).await;
        assert!(world.verify(&owner, &id, &code).await.good()["usable_from"].is_null());
        assert!(world.add_app(&owner, "").await["usable_from"].is_null(), "who registered goes on");
        let (id, code) = world.begin_email(&thief).await;
        assert!(world.verify(&thief, &id, &code).await.good()["usable_from"].is_string(), "it waits");
    }

    async fn what_is_added_by_who_could_reset_waits_a_day(world: World) {
        world.make_capable(ALICE).await;
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_email(&token).await;
        let email = world.verify(&token, &id, &code).await.good();
        assert!(email["usable_from"].is_string());
        assert_eq!(waits(&world, ALICE, Slot::AuthenticationEmail).await, 24 * HOUR);
        let app = world.add_app(&token, "").await;
        let codes = world.call(Call::post("/me/recovery-codes", json!({})).bearer(&token)).await.good();
        assert!(app["usable_from"].is_string() && codes["usable_from"].is_string());
        let means = [Means::Contact(Slot::MobilePhone), Means::Contact(Slot::AlternateEmail)];
        assert_eq!(usable(&world).await, means);
        let told: Vec<bool> = world.methods(&token).await.iter().map(|one| one["usable_from"].is_string()).collect();
        assert_eq!(told, [true, true, false, true, false], "app, codes, mobile phone, email, alternate email");
        world.wait(24 * 3600);
        assert_eq!(usable(&world).await.len(), 5);
        let token = world.signed_in(ALICE).await;
        assert!(world.methods(&token).await.iter().all(|one| one["usable_from"].is_null()));
    }

    async fn an_administrator_waits_three_days(world: World) {
        world.managed(ADMIN, Slot::MobilePhone, PHONE).await;
        let token = world.half_in().await;
        world.answer(&token, &world.app_code(0)).await.good();
        let (id, code) = world.begin_email(&token).await;
        world.verify(&token, &id, &code).await.good();
        assert_eq!(waits(&world, ADMIN, Slot::AuthenticationEmail).await, 72 * HOUR);
    }

    async fn the_operator_may_let_nobody_wait(world: World) {
        world.make_capable(ALICE).await;
        let world = world.bounded(LimitsConfig { cool_off_seconds: 0, ..LimitsConfig::default() });
        let token = world.signed_in(ALICE).await;
        assert!(world.add_app(&token, "").await["usable_from"].is_null());
    }

    async fn a_replaced_contact_is_told_and_stays_until_the_new_one_works(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        let new = replace_phone(&world, &token, false).await;
        assert_eq!(places(&world.notices().await), [PHONE, EMAIL]);
        let methods = world.methods(&token).await;
        let hints: Vec<String> = methods.iter().map(|one| text(&one["hint"])).collect();
        assert_eq!(hints, ["+* *** *** **68", "+* *** *** **67", "a***@p***"]);
        assert_eq!((&methods[0], &methods[1]["retires_at"]), (&new, &new["usable_from"]));
        assert!(methods[1]["usable_from"].is_null() && new["usable_from"].is_string());
        assert_eq!(usable(&world).await.len(), 2, "the old phone and the email address");
        world.wait(24 * 3600);
        let token = world.signed_in(ALICE).await;
        let hints: Vec<String> = world.methods(&token).await.iter().map(|one| text(&one["hint"])).collect();
        assert_eq!(hints, ["+* *** *** **68", "a***@p***"]);
        assert_eq!(usable(&world).await.len(), 2);
    }

    async fn a_lost_contact_goes_at_once_and_the_new_one_waits(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        replace_phone(&world, &token, true).await;
        assert_eq!(places(&world.notices().await), [PHONE, EMAIL]);
        assert_eq!(usable(&world).await, [Means::Contact(Slot::AuthenticationEmail)]);
        assert_eq!(world.methods(&token).await.len(), 2);
        // Who claims a loss cannot have the rest at once in the next sign-in.
        let token = world.signed_in(ALICE).await;
        assert!(world.add_app(&token, "").await["usable_from"].is_string());
    }

    async fn a_change_that_waits_can_be_taken_back(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        let before = world.methods(&token).await;
        let new = replace_phone(&world, &token, false).await;
        assert_eq!(world.remove(&token, &new).await.status, 204);
        assert_eq!(world.methods(&token).await, before);
    }

    async fn what_retires_can_be_removed_alone(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        let new = replace_phone(&world, &token, false).await;
        let methods = world.methods(&token).await;
        assert_eq!(world.remove(&token, &methods[1]).await.status, 204);
        let left = world.methods(&token).await;
        assert_eq!((left.len(), &left[0]), (2, &new));
    }

    async fn removing_everything_first_saves_no_wait(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        for method in world.methods(&token).await {
            assert_eq!(world.remove(&token, &method).await.status, 204);
        }
        let token = world.signed_in(ALICE).await;
        assert_eq!(world.call(Call::get("/me").bearer(&token)).await.good()["capable"], false);
        assert!(world.add_app(&token, "").await["usable_from"].is_string());
        let methods = world.methods(&token).await;
        assert_eq!(world.remove(&token, &methods[0]).await.status, 204);
        world.wait(24 * 3600);
        let token = world.signed_in(ALICE).await;
        assert!(world.add_app(&token, "").await["usable_from"].is_null());
    }

    async fn ten_minutes_after_the_password_it_is_asked_for_again(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        let (id, _) = world.begin_app(&token, "").await;
        world.wait(590);
        let (other, _) = world.begin_app(&token, "").await;
        assert_ne!(other, id, "in time");
        world.wait(10);
        let method = world.methods(&token).await.remove(0);
        let needed = (403, "fresh_sign_in_required");
        for body in [json!({ "method": "passkey" }), json!({ "slot": "authentication_phone", "phone_number": OTHER_PHONE })] {
            assert_eq!(world.call(Call::post("/me/methods", body).bearer(&token)).await.refusal(), needed);
        }
        assert_eq!(world.call(Call::post("/me/recovery-codes", json!({})).bearer(&token)).await.refusal(), needed);
        assert_eq!(world.remove(&token, &method).await.refusal(), needed);
        assert_eq!(world.methods(&token).await.len(), 2);
        world.call(Call::post("/me/confirmation", json!({})).bearer(&token)).await.good();
        let given_up = world.call(Call::delete(&format!("/me/methods/{other}")).bearer(&token)).await;
        assert_eq!(given_up.status, 204, "a set-up may be given up");
        let token = world.signed_in(ALICE).await;
        assert_eq!(world.remove(&token, &method).await.status, 204);
    }

    async fn what_was_begun_in_time_may_be_finished(world: World) {
        register(&world).await;
        let token = world.signed_in(ALICE).await;
        let (id, secret) = world.begin_app(&token, "").await;
        world.wait(840);
        world.verify(&token, &id, &world.shown(&secret, 0)).await.good();
    }

    async fn who_could_not_reset_is_not_asked_again(world: World) {
        let token = world.signed_in(ALICE).await;
        world.wait(840);
        let app = world.add_app(&token, "").await;
        assert_eq!(world.remove(&token, &app).await.status, 204);
    }

    async fn a_removal_ends_what_may_rest_on_it(world: World) {
        let signed = world.call(Call::sign_in(ALICE, PASSWORD)).await.good();
        let token = text(&signed["token"]);
        let app = world.add_app(&token, "").await;
        let reset = world.reset_under_way(ALICE).await;
        assert!(world.can_succeed(reset).await);
        assert_eq!(world.remove(&token, &app).await.status, 204);
        assert!(!world.can_succeed(reset).await);
    }
}
