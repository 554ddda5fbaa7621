//! The administrator's second factor: what half a sign-in opens, what completes it, and what bounds guessing.

use rekey_domain::GuessId;
use rekey_store::audit;
use rekey_store::caps::{self, Guesser};
use rekey_testkit::Engine;
use rekey_testkit::databases::psql;
use serde_json::{Value, json};

use crate::world::{ADMIN, ALICE, Answer, Call, ERIN, NEW_ADMIN, PASSWORD, World, id, text, wrong};

/// Every call that a sign-in opens.
fn calls() -> Vec<Call> {
    let id = "/me/methods/00000000-0000-0000-0000-000000000001";
    let phone = json!({ "slot": "authentication_phone", "phone_number": "+14255550167" });
    vec![
        Call::get("/me"),
        Call::get("/me/methods"),
        Call::post("/me/methods", phone),
        Call::post("/me/methods", json!({ "method": "authenticator_app" })),
        Call::delete(id),
        Call::get("/me/security-questions"),
        Call::put("/me/security-questions", json!({ "answers": [] })),
        Call::post("/me/recovery-codes", json!({})),
        Call::post("/me/confirmation", json!({})),
        Call::post(&format!("{id}/challenges"), json!({})),
        Call::post(&format!("{id}/verification"), json!({ "code": "123456" })),
        Call::delete("/sign-ins/current"),
    ]
}

fn administration(user_id: &str, password: &str) -> Call {
    let body = json!({ "user_id": user_id, "password": password, "purpose": "administration" });
    Call::post("/sign-ins", body)
}

async fn trail(world: &World) -> Vec<String> {
    let account = world.account(ADMIN).await;
    let mut tx = world.store.read().await.expect("reads");
    audit::of_account(&mut tx, account, 30).await.expect("reads")
}

fn is_wrong(answer: &Answer, left: u64) -> bool {
    (answer.status, answer.code(), answer.body["attempts_left"].as_u64()) == (422, "wrong_code", Some(left))
}

facts! {
    async fn half_a_sign_in_opens_nothing_until_the_code_is_right(world: World) {
        let half = world.call(Call::sign_in(ADMIN, PASSWORD)).await.good();
        let members: Vec<&String> = half.as_object().expect("an object").keys().collect();
        assert_eq!(members, ["next", "token"], "neither the account nor a device is told");
        let token = text(&half["token"]);
        for call in calls() {
            let refused = world.call(call.bearer(&token)).await;
            assert_eq!(refused.refusal(), (401, "token_invalid"), "{refused:?}");
        }
        let whole = world.answer(&token, &world.app_code(0)).await.good();
        assert_eq!((&whole["next"], &whole["account"]["user_id"]), (&json!("register"), &json!(ADMIN)));
        assert_eq!(whole["token"], token.as_str(), "a program's token stays");
        assert!(whole["device_token"].is_string());
        let me = world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!(me, whole["account"]);
        assert_eq!(trail(&world).await, ["sign_in.half", "sign_in.succeeded"]);
    }

    async fn a_page_gets_a_new_token_and_the_old_one_is_dead(world: World) {
        let half = world.half_in().await;
        let body = json!({ "code": world.app_code(0) });
        let whole = world.call(Call::post("/sign-ins/current/answers", body).bearer(&half).page()).await.good();
        assert_ne!(whole["token"], half.as_str());
        world.call(Call::get("/me").bearer(&text(&whole["token"]))).await.good();
        assert_eq!(world.call(Call::get("/me").bearer(&half)).await.refusal(), (401, "token_invalid"));
        assert_eq!(world.answer(&half, &world.app_code(1)).await.refusal(), (401, "token_invalid"));
    }

    async fn the_clock_of_the_app_may_be_one_step_off(world: World) {
        for (steps, status) in [(-2, 422), (2, 422), (-1, 200), (0, 200), (1, 200)] {
            let half = world.half_in().await;
            assert_eq!(world.answer(&half, &world.app_code(steps)).await.status, status, "{steps}");
        }
    }

    async fn a_code_counts_once_and_so_do_those_before_it(world: World) {
        let half = world.half_in().await;
        world.answer(&half, &world.app_code(0)).await.good();
        for steps in [0, -1] {
            let other = world.half_in().await;
            assert!(is_wrong(&world.answer(&other, &world.app_code(steps)).await, 4), "{steps}");
        }
        let other = world.half_in().await;
        world.answer(&other, &world.app_code(1)).await.good();
    }

    async fn of_two_sign_ins_with_the_same_code_at_once_one_is_completed(world: World) {
        for _ in 0..4 {
            let (one, other) = (world.half_in().await, world.half_in().await);
            let code = world.app_code(0);
            let (first, second) = tokio::join!(world.answer(&one, &code), world.answer(&other, &code));
            let mut statuses = [first.status, second.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 422], "{first:?} {second:?}");
            world.wait(60);
        }
    }

    async fn five_guesses_end_a_half_sign_in_and_then_the_right_code_is_refused(world: World) {
        let half = world.half_in().await;
        let bad = wrong(&world.app_code(0));
        for left in (0..5).rev() {
            let answer = world.answer(&half, &bad).await;
            assert!(is_wrong(&answer, left), "{left}: {answer:?}");
        }
        assert_eq!(world.answer(&half, &world.app_code(0)).await.refusal(), (409, "challenge_over"));
        let events = trail(&world).await;
        assert_eq!(events.iter().filter(|event| *event == "sign_in.wrong_code").count(), 5);
    }

    async fn what_is_no_code_is_told_and_not_charged(world: World) {
        let half = world.half_in().await;
        for bad in ["", "12345", "1234567", "12345a", "\u{2460}23456"] {
            let answer = world.answer(&half, bad).await;
            assert_eq!(answer.refusal(), (422, "code_malformed"), "{bad:?}");
        }
        assert!(is_wrong(&world.answer(&half, &wrong(&world.app_code(0))).await, 4));
    }

    async fn half_a_sign_in_lives_ten_minutes(world: World) {
        let half = world.half_in().await;
        world.wait(10 * 60 - 5);
        assert!(is_wrong(&world.answer(&half, &wrong(&world.app_code(0))).await, 4));
        world.wait(5);
        assert_eq!(world.answer(&half, &world.app_code(0)).await.refusal(), (401, "token_invalid"));
    }

    async fn the_cap_is_the_accounts_and_a_known_browser_has_its_own(world: World) {
        let half = world.half_in().await;
        let device = text(&world.answer(&half, &world.app_code(0)).await.good()["device_token"]);
        world.wait(60);
        for _ in 0..2 {
            let half = world.half_in().await;
            for _ in 0..5 {
                assert_eq!(world.answer(&half, &wrong(&world.app_code(0))).await.code(), "wrong_code");
            }
        }
        let spent = world.answer(&world.half_in().await, &world.app_code(0)).await;
        assert_eq!(spent.refusal(), (429, "too_many_requests"));
        assert!(spent.retry_after.expect("told") > 80_000, "{spent:?}");
        let known = world.call(Call::sign_in(ADMIN, PASSWORD).device(&device)).await.good();
        let body = json!({ "code": world.app_code(0) });
        let answers = Call::post("/sign-ins/current/answers", body).bearer(&text(&known["token"])).device(&device);
        let whole = world.call(answers).await.good();
        assert_eq!(whole["device_token"], device.as_str(), "it stays known under its token");
    }

    async fn guesses_in_resets_of_the_account_count_as_well(world: World) {
        let account = world.account(ADMIN).await.uuid();
        for _ in 0..5 {
            let mut tx = world.store.begin().await.expect("begins");
            let guesser = Guesser { subject_key: account.as_bytes(), device: None };
            caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
            tx.commit().await.expect("commits");
        }
        let half = world.half_in().await;
        for _ in 0..5 {
            assert_eq!(world.answer(&half, &wrong(&world.app_code(0))).await.code(), "wrong_code");
        }
        let spent = world.answer(&world.half_in().await, &world.app_code(0)).await;
        assert_eq!(spent.refusal(), (429, "too_many_requests"));
        world.wait(24 * 3600);
        world.answer(&world.half_in().await, &world.app_code(0)).await.good();
    }

    async fn a_right_code_is_not_charged(world: World) {
        for _ in 0..12 {
            world.answer(&world.half_in().await, &world.app_code(0)).await.good();
            world.wait(60);
        }
    }

    async fn for_administration_everybody_else_is_answered_as_with_a_wrong_password(world: World) {
        let wrong = world.call(administration(ADMIN, "not the password")).await;
        assert_eq!(wrong.refusal(), (401, "sign_in_failed"));
        for user_id in [ALICE, ERIN, NEW_ADMIN, "nobody@contoso.example"] {
            let other = world.call(administration(user_id, PASSWORD)).await;
            assert_eq!((other.status, &other.body), (wrong.status, &wrong.body), "{user_id}");
        }
        let half = world.call(administration(ADMIN, PASSWORD)).await.good();
        assert_eq!(half["next"], "second_factor");
        for _ in 0..9 {
            assert_eq!(world.call(administration(ALICE, PASSWORD)).await.code(), "sign_in_failed");
        }
        let closed = world.call(administration(ALICE, PASSWORD)).await;
        assert_eq!(closed.refusal(), (429, "too_many_requests"), "it is charged as a failure");
    }

    async fn an_administrator_without_an_authenticator_registers_as_everybody(world: World) {
        let signed = world.call(Call::sign_in(NEW_ADMIN, PASSWORD)).await.good();
        assert_eq!(signed["next"], "register");
        let token = text(&signed["token"]);
        world.call(Call::get("/me").bearer(&token)).await.good();
        assert_eq!(world.answer(&token, &world.app_code(0)).await.refusal(), (401, "token_invalid"));
    }

    async fn an_administrators_sign_in_is_idle_after_fifteen_minutes_and_registers_for_an_hour(world: World) {
        let idle = world.half_in().await;
        world.answer(&idle, &world.app_code(0)).await.good();
        world.wait(15 * 60 - 2);
        world.call(Call::get("/me").bearer(&idle)).await.good();
        world.wait(15 * 60);
        assert_eq!(world.call(Call::get("/me").bearer(&idle)).await.code(), "token_invalid");

        let old = world.half_in().await;
        world.answer(&old, &world.app_code(0)).await.good();
        for _ in 0..5 {
            world.wait(11 * 60);
            world.call(Call::get("/me").bearer(&old)).await.good();
        }
        world.wait(5 * 60);
        assert_eq!(world.call(Call::get("/me").bearer(&old)).await.code(), "token_invalid");
        let out = world.call(Call::delete("/sign-ins/current").bearer(&old)).await;
        assert_eq!(out.status, 204, "it still is a sign-in, and can be ended");
    }

    async fn a_purpose_that_nobody_knows_is_refused(world: World) {
        let body = json!({ "user_id": ADMIN, "password": PASSWORD, "purpose": "everything" });
        assert_eq!(world.call(Call::post("/sign-ins", body)).await.status, 422);
        let answers = Call::post("/sign-ins/current/answers", Value::Null);
        assert_eq!(world.call(answers).await.status, 401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_was_changed_lets_nobody_in() {
    let world = World::new(Engine::Postgres).await;
    let half = world.half_in().await;
    psql(
        world.database.url(),
        "update authenticators set sealed_secret = set_byte(sealed_secret, 40, get_byte(sealed_secret, 40) # 1)",
    )
    .expect("changes");
    assert!(is_wrong(&world.answer(&half, &world.app_code(0)).await, 4));
}
