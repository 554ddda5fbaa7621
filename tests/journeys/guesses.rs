//! Guessing: what is judged, what is charged, and who is locked out by it.

use std::sync::Arc;

use serde_json::json;

use crate::journeys;
use crate::steps::{DAVE, DAVE_EMAIL, FRANK, NEW_PASSWORD, Reset, signed_in, wrong};

journeys! {
    async fn five_wrong_codes_end_a_code_and_then_the_right_one_is_refused(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 1).await;
        for left in (0..5).rev() {
            let answer = reset.answer(&world, &wrong(&code)).await;
            assert_eq!((answer.code(), answer.body["attempts_left"].as_u64()), ("wrong_code", Some(left)));
        }
        assert_eq!(reset.answer(&world, &code).await.code(), "challenge_over");
        assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 0);
    }

    async fn of_a_hundred_parallel_guesses_five_are_judged(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 1).await;
        let guesses: Vec<String> = (0..100).map(|n| format!("{n:06}")).filter(|guess| *guess != code).collect();
        let world = Arc::new(world);
        let mut tasks = tokio::task::JoinSet::new();
        for guess in guesses {
            let (world, token) = (world.clone(), reset.token.clone());
            tasks.spawn(async move {
                world.post("/api/v1/resets/current/answers", &token, json!({ "code": guess })).await
            });
        }
        let answers = tasks.join_all().await;
        let judged = answers.iter().filter(|answer| answer.code() == "wrong_code").count();
        assert!((1..=5).contains(&judged), "{judged} judged");
        for answer in &answers {
            assert!(["wrong_code", "challenge_over", "unavailable"].contains(&answer.code()), "{answer:?}");
        }
        // Those that found the database busy were not judged: the rest of the five, then the right one.
        for _ in judged..5 {
            assert_eq!(reset.answer(&world, &wrong(&code)).await.code(), "wrong_code");
        }
        assert_eq!(reset.answer(&world, &code).await.code(), "challenge_over");
    }

    async fn the_accounts_cap_spans_resets_and_a_known_device_is_not_locked_out(world: World) {
        let known = world.sign_in(DAVE, &world.password(DAVE)).await.good();
        let device = known["device_token"].as_str().expect("a device token").to_owned();
        for nth in 1..=2 {
            let mut reset = Reset::start(&world, DAVE).await;
            reset.choose(&world, "email", None).await.good();
            let code = world.code_to(DAVE_EMAIL, nth).await;
            for _ in 0..5 {
                assert_eq!(reset.answer(&world, &wrong(&code)).await.code(), "wrong_code");
            }
        }
        let mut third = Reset::start(&world, DAVE).await;
        third.choose(&world, "email", None).await.good();
        let code = world.code_to(DAVE_EMAIL, 3).await;
        let spent = third.answer(&world, &code).await;
        assert_eq!(spent.code(), "too_many_requests");
        assert!(spent.retry_after.expect("told") > 80_000, "{spent:?}");
        assert!(third.look(&world).await["guesses_open_at"].is_string());
        // The owner signs in as ever, and resets from the browser that is known.
        signed_in(&world, DAVE, &world.password(DAVE)).await;
        let body = json!({ "user_id": DAVE, "captcha": world.captcha().await }).to_string();
        let headers = [("content-type", "application/json"), ("rekey-device", device.as_str())];
        let started = world.raw(reqwest::Method::POST, "/api/v1/resets", &headers, body.into_bytes()).await.good();
        let mut owner = Reset { token: started["token"].as_str().expect("a token").into(), view: started["reset"].clone() };
        assert!(owner.view["guesses_open_at"].is_null(), "the cap of others is not the owner's");
        owner.prove_by_email(&world, DAVE_EMAIL, 4).await;
        owner.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_reset_that_guessing_ended_says_when_guesses_open_again(mut world: World) {
        let (nobody, _) = Reset::start(&world, FRANK).await.stranger_like(&world, "nobody").await;
        for (round, user_id) in [FRANK, nobody.as_str()].into_iter().enumerate() {
            let offset = 100 * i64::try_from(round).expect("small");
            let mut reset = Reset::start(&world, user_id).await;
            assert!(reset.view["guesses_open_at"].is_null());
            for wait in [0, 31] {
                world.resume(offset + wait).await.expect("starts");
                reset.choose(&world, "email", None).await.good();
                for _ in 0..5 {
                    assert_eq!(reset.answer(&world, "000000").await.code(), "wrong_code");
                }
            }
            assert_eq!(reset.look(&world).await["closed_reason"], "too_many_attempts");
            assert!(reset.view["guesses_open_at"].is_string(), "{user_id}: {:?}", reset.view);
            let again = Reset::start(&world, user_id).await;
            assert_eq!(again.view["guesses_open_at"], reset.view["guesses_open_at"], "{user_id}");
        }
    }

    async fn what_is_no_code_is_told_and_not_charged(world: World) {
        let mut reset = Reset::start(&world, DAVE).await;
        reset.choose(&world, "email", None).await.good();
        for bad in ["", "12345", "1234567", "12345a", "①２３４５６", "123456 OR 1=1"] {
            assert_eq!(reset.answer(&world, bad).await.code(), "code_malformed", "{bad:?}");
        }
        assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 5);
    }
}
