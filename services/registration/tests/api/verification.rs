//! Guessing at codes.

use rekey_domain::GuessId;
use rekey_store::caps::{self, Guesser};
use rekey_store::devices;
use rekey_wire::secret::Token;

use crate::world::{ALICE, Call, PASSWORD, World, id, text, wrong};

facts! {
    async fn five_wrong_codes_are_judged_and_then_the_right_one_is_refused(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        for left in (0..5).rev() {
            let answer = world.verify(&token, &id, &wrong(&code)).await;
            assert_eq!(answer.refusal(), (422, "wrong_code"));
            assert_eq!((answer.body["attempts_left"].as_u64(), &answer.body["field"]), (Some(left), &"code".into()));
        }
        assert_eq!(world.verify(&token, &id, &code).await.refusal(), (409, "challenge_over"));
        assert!(world.methods(&token).await.is_empty());
    }

    async fn a_code_is_of_use_until_its_time_and_not_at_it(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        world.wait(300);
        assert_eq!(world.verify(&token, &id, &code).await.refusal(), (409, "challenge_over"));
        assert!(world.methods(&token).await.is_empty());
        world.send_again(&token, &id).await.good();
        let code = world.code().await;
        world.wait(290);
        world.verify(&token, &id, &code).await.good();
    }

    async fn what_cannot_be_a_code_is_told_and_not_charged(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        for typed in ["", "12345", "1234567", "12345a", &"1".repeat(100)] {
            let answer = world.verify(&token, &id, typed).await;
            assert_eq!(answer.refusal(), (422, "code_malformed"), "{typed}");
            assert_eq!(answer.body["field"], "code");
        }
        assert_eq!(world.verify(&token, &id, &wrong(&code)).await.body["attempts_left"], 4);
    }

    async fn a_used_code_is_refused(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        world.verify(&token, &id, &code).await.good();
        assert_eq!(world.verify(&token, &id, &code).await.refusal(), (409, "challenge_over"));
    }

    async fn a_right_code_costs_nothing_of_the_accounts_cap(world: World) {
        let token = world.signed_in(ALICE).await;
        for _ in 0..3 {
            let (id, code) = world.begin_phone(&token).await;
            world.verify(&token, &id, &code).await.good();
            world.call(Call::delete(&format!("/me/methods/{id}")).bearer(&token)).await;
            world.notices().await;
            world.wait(120);
        }
        let (id, code) = world.begin_email(&token).await;
        for _ in 0..4 {
            assert_eq!(world.verify(&token, &id, &wrong(&code)).await.code(), "wrong_code");
        }
        world.verify(&token, &id, &code).await.good();
    }

    async fn the_cap_of_the_account_counts_guesses_at_resets_and_codes_together(world: World) {
        let signed = world.call(Call::sign_in(ALICE, PASSWORD)).await.good();
        let (token, device) = (text(&signed["token"]), text(&signed["device_token"]));
        let account = world.account(ALICE).await;
        let (method, code) = world.begin_phone(&token).await;
        let mut tx = world.store.begin().await.expect("begins");
        let hash = Token::parse(&device).expect("a token").hash();
        let device = devices::find(&mut tx, account, &hash).await.expect("finds");
        let subject = account.uuid();
        let guesser = Guesser { subject_key: subject.as_bytes(), device };
        for _ in 0..5 {
            caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
        }
        tx.commit().await.expect("commits");
        let answer = world.verify(&token, &method, &code).await;
        assert_eq!(answer.refusal(), (429, "too_many_requests"));
        assert!(answer.retry_after.is_some_and(|seconds| (80_000..=86_400).contains(&seconds)), "{answer:?}");
        assert!(world.methods(&token).await.is_empty());
    }

    async fn of_a_hundred_parallel_guesses_at_most_five_are_judged(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        let world = std::sync::Arc::new(world);
        let mut guesses = tokio::task::JoinSet::new();
        for guess in (0..101).map(|guess| format!("{guess:06}")).filter(|guess| *guess != code).take(100) {
            let (world, token, id) = (world.clone(), token.clone(), id.clone());
            guesses.spawn(async move { world.verify(&token, &id, &guess).await.code().to_owned() });
        }
        let codes = guesses.join_all().await;
        let count = |name: &str| codes.iter().filter(|code| *code == name).count();
        assert_eq!((count("wrong_code"), count("challenge_over")), (5, 95), "{codes:?}");
        assert_eq!(world.verify(&token, &id, &code).await.refusal(), (409, "challenge_over"));
    }

    async fn of_parallel_right_answers_one_registers(world: World) {
        let token = world.signed_in(ALICE).await;
        let (id, code) = world.begin_phone(&token).await;
        let answers = tokio::join!(
            world.verify(&token, &id, &code),
            world.verify(&token, &id, &code),
            world.verify(&token, &id, &code)
        );
        let mut statuses = [answers.0.status, answers.1.status, answers.2.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409]);
        assert_eq!(world.methods(&token).await.len(), 1);
    }
}
