//! Signing in and out, and what bounds it.

use axum::body::Body;
use axum::http::Request;
use rekey_runtime::config::{LimitsConfig, Window};
use rekey_store::audit;
use rekey_testkit::Engine;
use rekey_testkit::databases::psql;
use serde_json::json;

use crate::world::{ALICE, BOB, Call, ERIN, PASSWORD, World, text};

facts! {
    async fn who_knows_the_password_is_signed_in_and_told_what_is_missing(world: World) {
        let answer = world.call(Call::sign_in("Alice@Contoso.example ", PASSWORD)).await;
        assert_eq!(answer.status, 201);
        let signed = answer.good();
        assert_eq!(signed["next"], "register");
        let me = world.call(Call::get("/me").bearer(&text(&signed["token"]))).await.good();
        assert_eq!(me, signed["account"]);
        assert_eq!(me, json!({
            "user_id": ALICE, "enabled": true, "capable": false, "required": 2, "to_register": 2,
            "still_to_register": 2,
            "confirmation_due": false, "backup_advised": false,
            "help": { "contact_url": "/help/contact" },
        }));
        let mut tx = world.store.read().await.expect("reads");
        let trail = audit::of_account(&mut tx, world.account(ALICE).await, 9).await.expect("reads");
        assert_eq!(trail, ["sign_in.succeeded"]);
    }

    async fn wrong_unknown_foreign_and_impossible_are_answered_alike(world: World) {
        let wrong = world.call(Call::sign_in(ALICE, "not her password")).await;
        assert_eq!(wrong.refusal(), (401, "sign_in_failed"));
        for (user_id, password) in [
            ("nobody@contoso.example", PASSWORD),
            ("alice@nowhere.example", PASSWORD),
            ("nobody", PASSWORD),
            (ALICE, ""),
            (ALICE, "tab\there"),
            (ALICE, &"a".repeat(1025)),
        ] {
            let other = world.call(Call::sign_in(user_id, password)).await;
            assert_eq!((other.status, &other.body), (wrong.status, &wrong.body), "{user_id}");
        }
        let mut tx = world.store.read().await.expect("reads");
        let trail = audit::of_account(&mut tx, world.account(ALICE).await, 9).await.expect("reads");
        assert_eq!(trail, ["sign_in.failed"]);
    }

    async fn what_is_no_user_id_is_told_so(world: World) {
        for typed in ["", "two words", "a@b@c.example", "m\u{131}ke@contoso.example"] {
            let answer = world.call(Call::sign_in(typed, PASSWORD)).await;
            assert_eq!(answer.refusal(), (422, "user_id_invalid"), "{typed}");
            assert_eq!(answer.body["field"], "user_id");
        }
    }

    async fn ten_failures_close_the_door_to_unknown_browsers_and_not_to_a_known_one(world: World) {
        let device = text(&world.call(Call::sign_in(ALICE, PASSWORD)).await.good()["device_token"]);
        for _ in 0..10 {
            assert_eq!(world.call(Call::sign_in(ALICE, "wrong")).await.code(), "sign_in_failed");
        }
        let closed = world.call(Call::sign_in(ALICE, PASSWORD)).await;
        assert_eq!(closed.refusal(), (429, "too_many_requests"));
        let seconds = closed.retry_after.expect("told");
        assert!((1..=900).contains(&seconds), "{seconds}");
        world.call(Call::sign_in(ALICE, PASSWORD).device(&device)).await.good();
        world.call(Call::sign_in(BOB, PASSWORD)).await.good();
        world.wait(900);
        world.call(Call::sign_in(ALICE, PASSWORD)).await.good();
    }

    async fn a_user_id_that_does_not_exist_is_limited_like_one_that_does(world: World) {
        for _ in 0..10 {
            assert_eq!(world.call(Call::sign_in("nobody@contoso.example", "wrong")).await.code(), "sign_in_failed");
        }
        for spelling in ["nobody@contoso.example", "NOBODY@contoso.example", " nobody@Contoso.example"] {
            assert_eq!(world.call(Call::sign_in(spelling, "wrong")).await.code(), "too_many_requests");
        }
    }

    async fn right_passwords_are_not_failures(world: World) {
        for _ in 0..12 {
            world.call(Call::sign_in(ALICE, PASSWORD)).await.good();
        }
    }

    async fn parallel_tries_do_not_overrun_the_limit(world: World) {
        let tries = (0..15).map(|_| world.call(Call::sign_in(ALICE, "wrong")));
        let mut judged = 0;
        for answer in join(tries).await {
            judged += usize::from(answer.code() == "sign_in_failed");
        }
        assert!((1..=10).contains(&judged), "{judged}");
    }

    async fn a_network_has_its_own_bound_and_an_ipv6_subscriber_is_one(world: World) {
        let limits = LimitsConfig { sign_ins_per_network: vec![Window { max: 2, seconds: 60 }], ..LimitsConfig::default() };
        let world = world.bounded(limits);
        for address in ["2001:db8::1", "2001:db8::2"] {
            world.call(Call::sign_in(ALICE, PASSWORD).from(address)).await.good();
        }
        let third = world.call(Call::sign_in(BOB, PASSWORD).from("2001:db8::3")).await;
        assert_eq!(third.refusal(), (429, "too_many_requests"));
        world.call(Call::sign_in(BOB, PASSWORD).from("2001:db8:0:1::1")).await.good();
        world.wait(60);
        world.call(Call::sign_in(BOB, PASSWORD).from("2001:db8::3")).await.good();
    }

    async fn a_known_device_keeps_its_token_and_is_nobody_elses(world: World) {
        let device = text(&world.call(Call::sign_in(ALICE, PASSWORD)).await.good()["device_token"]);
        let again = world.call(Call::sign_in(ALICE, PASSWORD).device(&device)).await.good();
        assert_eq!(again["device_token"], device.as_str());
        let bob = world.call(Call::sign_in(BOB, PASSWORD).device(&device)).await.good();
        assert_ne!(bob["device_token"], device.as_str());
        let still = world.call(Call::sign_in(ALICE, PASSWORD).device(&device)).await.good();
        assert_eq!(still["device_token"], device.as_str());
    }

    async fn a_page_that_looks_by_itself_keeps_no_sign_in_alive(world: World) {
        let token = world.signed_in(ALICE).await;
        let (method, _) = world.begin_phone(&token).await;
        for _ in 0..2 {
            world.wait(7 * 60);
            let look = Call::get(&format!("/me/methods/{method}")).bearer(&token);
            assert_eq!(world.call(look).await.good()["setup"]["delivery"], "queued");
        }
        world.wait(60);
        let look = Call::get(&format!("/me/methods/{method}")).bearer(&token);
        assert_eq!(world.call(look).await.code(), "token_invalid");
    }

    async fn a_sign_in_ends_by_sign_out_idleness_and_age(world: World) {
        let out = world.signed_in(ALICE).await;
        assert_eq!(world.call(Call::delete("/sign-ins/current").bearer(&out)).await.status, 204);
        assert_eq!(world.call(Call::get("/me").bearer(&out)).await.refusal(), (401, "token_invalid"));
        assert_eq!(world.call(Call::delete("/sign-ins/current").bearer(&out)).await.status, 401);

        let idle = world.signed_in(ALICE).await;
        world.wait(15 * 60 - 2);
        world.call(Call::get("/me").bearer(&idle)).await.good();
        world.wait(15 * 60);
        assert_eq!(world.call(Call::get("/me").bearer(&idle)).await.code(), "token_invalid");

        let old = world.signed_in(ALICE).await;
        for _ in 0..5 {
            world.wait(11 * 60);
            world.call(Call::get("/me").bearer(&old)).await.good();
        }
        world.wait(5 * 60);
        assert_eq!(world.call(Call::get("/me").bearer(&old)).await.code(), "token_invalid");
    }

    async fn who_is_not_enabled_is_told_with_the_link_and_can_add_nothing(world: World) {
        let signed = world.call(Call::sign_in(ERIN, PASSWORD)).await.good();
        assert_eq!(signed["next"], "not_enabled");
        assert_eq!(signed["account"]["enabled"], false);
        assert_eq!(signed["account"]["help"]["contact_url"], "/help/contact");
        let token = text(&signed["token"]);
        let body = json!({ "slot": "authentication_email", "email": "erin@personal.example" });
        assert_eq!(world.call(Call::post("/me/methods", body).bearer(&token)).await.refusal(), (403, "forbidden"));
        let methods = world.call(Call::get("/me/methods").bearer(&token)).await.good();
        assert_eq!((&methods["methods"], &methods["available"]), (&json!([]), &json!([])));
        assert!(world.notices().await.is_empty());
    }

    async fn nobody_gets_in_without_a_token_or_past_the_gateway(world: World) {
        assert_eq!(world.call(Call::get("/me")).await.refusal(), (401, "token_invalid"));
        for token in ["", "short", &"a".repeat(43)] {
            assert_eq!(world.call(Call::get("/me").bearer(token)).await.refusal(), (401, "token_invalid"));
        }
        let bare = Request::get("/api/v1/me").body(Body::empty()).expect("a request");
        assert_eq!(world.send(bare).await.refusal(), (403, "forbidden"));
        assert_eq!(world.call(Call::get("/you")).await.refusal(), (404, "not_found"));
        assert_eq!(world.call(Call::delete("/me")).await.refusal(), (405, "method_not_allowed"));
    }
}

async fn join<T: Send>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, place) in running.iter_mut().zip(&mut done) {
            if place.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *place = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}

/// Only PostgreSQL has a tool at hand that disables an account as a directory would.
#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_is_answered_like_an_unknown_one_and_its_sign_ins_are_over() {
    let world = World::new(Engine::Postgres).await;
    let token = world.signed_in(ALICE).await;
    psql(world.database.url(), "update accounts set enabled = false where user_id like 'alice@%'").expect("disables");
    let disabled = world.call(Call::sign_in(ALICE, PASSWORD)).await;
    let unknown = world.call(Call::sign_in("nobody@contoso.example", PASSWORD)).await;
    assert_eq!((disabled.status, &disabled.body), (401, &unknown.body));
    assert_eq!(world.call(Call::get("/me").bearer(&token)).await.refusal(), (401, "token_invalid"));
}
