//! Methods without a message: registered at the API, and used to reset.

use rekey_domain::Timestamp;
use rekey_testkit::{Answer, World};
use rekey_wire::authenticator::{AuthenticatorSecret, step_at};
use reqwest::Method;
use serde_json::{Value, json};

use crate::admin::half_in;
use crate::journeys;
use crate::steps::{CONTOSO_POLICY, NEW_PASSWORD, Reset, apply_settings, demo_with, signed_in};

const ADMIN: &str = "admin@contoso.example";
const ALICE: &str = "alice@contoso.example";
const GRACE: &str = "grace@fabrikam.example";
const ANSWERS: [&str; 5] = ["Whiskers", "St. Mary's", "Blue bicycle", "Aunt Rosa", "Lake Como"];

/// Answers as many questions as are asked for; the ids with the answers.
pub async fn answer_questions(world: &World, token: &str) -> Vec<(String, &'static str)> {
    let view = world.get("/api/v1/me/security-questions", token).await.good();
    let available = view["available"].as_array().expect("questions");
    assert!(available.len() >= 35, "{}", available.len());
    let count = usize::try_from(view["to_register"].as_u64().expect("a number")).expect("small");
    let chosen: Vec<(String, &'static str)> =
        available.iter().zip(ANSWERS).take(count).map(|(question, answer)| (id_of(question), answer)).collect();
    let answers: Vec<Value> =
        chosen.iter().map(|(id, answer)| json!({ "question_id": id, "answer": answer })).collect();
    put(world, "/api/v1/me/security-questions", token, json!({ "answers": answers })).await.good();
    chosen
}

fn id_of(view: &Value) -> String {
    view["id"].as_str().expect("an id").to_owned()
}

async fn put(world: &World, path: &str, token: &str, body: Value) -> Answer {
    world.call(Method::PUT, path, Some(token), Some(body)).await
}

pub async fn recovery_codes(world: &World, token: &str) -> Vec<String> {
    let view = world.post("/api/v1/me/recovery-codes", token, json!({})).await.good();
    let codes = view["codes"].as_array().expect("codes").iter();
    codes.map(|code| code.as_str().expect("a code").to_owned()).collect()
}

/// Sets up an app to the end.
pub async fn authenticator(world: &World, token: &str) -> AuthenticatorSecret {
    let body = json!({ "method": "authenticator_app", "label": "My phone" });
    let setup = world.post("/api/v1/me/methods", token, body).await.good();
    assert_eq!(setup["setup"]["kind"], "totp");
    let secret = setup["setup"]["authenticator"]["secret"].as_str().expect("a secret").replace(' ', "");
    let secret = AuthenticatorSecret::parse(&secret).expect("base32");
    let path = format!("/api/v1/me/methods/{}/verification", id_of(&setup["method"]));
    world.post(&path, token, json!({ "code": shown(&secret, 0) })).await.good();
    secret
}

/// What the app shows, so many steps from now.
pub fn shown(secret: &AuthenticatorSecret, steps: u64) -> String {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
    let now = Timestamp::from_micros(i64::try_from(since.as_micros()).expect("small"));
    secret.code(step_at(now) + steps).expose().to_owned()
}

/// Lets authenticator apps count in Contoso.
fn allow_apps(world: &World) {
    let methods = "methods = [\"email\", \"mobile_phone\", \"authenticator_app\"]\n";
    apply_settings(world, &demo_with(CONTOSO_POLICY, &format!("{CONTOSO_POLICY}{methods}")));
}

impl Reset {
    pub async fn choose_method(&mut self, world: &World, method: &str) {
        let options = self.view["options"].as_array().expect("options");
        let option = options.iter().find(|option| option["method"] == method).expect("such an option");
        let body = json!({ "option_id": id_of(option) });
        self.view = world.post("/api/v1/resets/current/challenges", &self.token, body).await.good();
        assert!(self.view["challenge"]["delivery"].is_null(), "nothing is sent");
    }

    pub async fn answer_with(&self, world: &World, body: Value) -> Answer {
        world.post("/api/v1/resets/current/answers", &self.token, body).await
    }

    /// The answers to what is asked now.
    pub fn answers(&self, known: &[(String, &str)]) -> Value {
        let asked = self.view["challenge"]["questions"].as_array().expect("questions");
        let answer = |question: &Value| {
            let id = id_of(question);
            let (_, answer) = known.iter().find(|(known, _)| *known == id).expect("one that was answered");
            json!({ "question_id": id, "answer": answer.to_uppercase() })
        };
        json!({ "answers": asked.iter().map(answer).collect::<Vec<_>>() })
    }
}

journeys! {
    async fn answers_to_questions_give_a_password_back(world: World) {
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let known = answer_questions(&world, &token).await;
        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose_method(&world, "security_questions").await;
        assert_eq!(reset.view["challenge"]["questions"].as_array().map(Vec::len), Some(3));
        let right = reset.answers(&known);
        for bad in [json!({ "answers": "Whiskers" }), json!({ "answers": [["a"]] }), json!({ "answers": right["answers"], "code": "1" })] {
            assert_eq!(reset.answer_with(&world, bad).await.code(), "invalid_field");
        }
        assert_eq!(reset.answer_with(&world, json!({ "code": "123456" })).await.code(), "answer_not_asked");
        assert_eq!(reset.answer_with(&world, json!({ "answers": [] })).await.code(), "question_count");
        let mut wrong = right.clone();
        wrong["answers"][1]["answer"] = "something else".into();
        let refused = reset.answer_with(&world, wrong).await;
        assert_eq!((refused.code(), refused.body["attempts_left"].as_u64()), ("wrong_code", Some(4)));
        reset.look(&world).await;
        reset.view = reset.answer_with(&world, reset.answers(&known)).await.good();
        assert_eq!(reset.status(), "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
        signed_in(&world, ALICE, NEW_PASSWORD).await;
    }

    async fn an_app_and_a_recovery_code_are_two_gates_and_each_counts_once(world: World) {
        let token = signed_in(&world, GRACE, &world.password(GRACE)).await;
        let secret = authenticator(&world, &token).await;
        let codes = recovery_codes(&world, &token).await;
        assert_eq!(codes.len(), 10);
        let me = world.get("/api/v1/me", &token).await.good();
        assert_eq!((&me["capable"], &me["required"]), (&json!(true), &json!(2)));
        let mut reset = Reset::start(&world, GRACE).await;
        reset.choose_method(&world, "authenticator_app").await;
        // The code that completed the registration is spent; the next one is early by a step.
        let code = shown(&secret, 1);
        assert_eq!(reset.answer_with(&world, json!({ "passkey": {} })).await.code(), "answer_not_asked");
        reset.view = reset.answer_with(&world, json!({ "code": code })).await.good();
        assert_eq!(reset.view["gates"]["passed"], 1);
        let mut other = Reset::start(&world, GRACE).await;
        other.choose_method(&world, "authenticator_app").await;
        assert_eq!(other.answer_with(&world, json!({ "code": code })).await.code(), "wrong_code", "no step twice");
        reset.choose_method(&world, "recovery_code").await;
        other.choose_method(&world, "recovery_code").await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        let (one, two) = tokio::join!(
            reset.answer_with(&world, json!({ "code": typed })),
            other.answer_with(&world, json!({ "code": typed }))
        );
        let taken = [&one, &two].into_iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(taken, 1, "{one:?} {two:?}");
        reset.look(&world).await;
        if reset.status() != "verified" {
            reset.view = reset.answer_with(&world, json!({ "code": codes[4] })).await.good();
        }
        reset.set_password(&world, NEW_PASSWORD).await.good();
        signed_in(&world, GRACE, NEW_PASSWORD).await;
    }
    async fn of_two_apps_the_second_proves_as_well_and_each_counts_its_own_steps(world: World) {
        allow_apps(&world);
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let first = authenticator(&world, &token).await;
        let second = authenticator(&world, &token).await;
        let mut reset = Reset::start(&world, ALICE).await;
        let options = reset.view["options"].as_array().expect("options").len();
        assert_eq!(options, 1, "either app answers: {}", reset.view);
        reset.choose_method(&world, "authenticator_app").await;
        let code = shown(&second, 1);
        reset.view = reset.answer_with(&world, json!({ "code": code })).await.good();
        assert_eq!(reset.status(), "verified");
        let mut other = Reset::start(&world, ALICE).await;
        other.choose_method(&world, "authenticator_app").await;
        assert_eq!(other.answer_with(&world, json!({ "code": code })).await.code(), "wrong_code", "no step twice");
        // The other app's step of that time is its own.
        other.view = other.answer_with(&world, json!({ "code": shown(&first, 1) })).await.good();
        assert_eq!(other.status(), "verified");
        reset.set_password(&world, NEW_PASSWORD).await.good();
        signed_in(&world, ALICE, NEW_PASSWORD).await;
    }

    async fn a_step_of_an_app_counts_at_the_sign_in_or_in_a_reset_and_never_in_both(world: World) {
        allow_apps(&world);
        let secret = world.authenticator(ADMIN);
        let sign_in = async |code: &str| {
            let half = half_in(&world, ADMIN, &world.password(ADMIN)).await;
            world.post("/api/v1/sign-ins/current/answers", &half, json!({ "code": code })).await
        };
        let at_sign_in = shown(&secret, 0);
        sign_in(&at_sign_in).await.good();
        let mut reset = Reset::start(&world, ADMIN).await;
        reset.choose_method(&world, "authenticator_app").await;
        let refused = reset.answer_with(&world, json!({ "code": at_sign_in })).await;
        assert_eq!((refused.code(), refused.body["attempts_left"].as_u64()), ("wrong_code", Some(4)));
        let in_reset = shown(&secret, 1);
        reset.view = reset.answer_with(&world, json!({ "code": in_reset })).await.good();
        assert_eq!(reset.view["gates"]["passed"], 1);
        assert_eq!(sign_in(&in_reset).await.code(), "wrong_code");
    }

    async fn answers_that_are_too_large_or_no_answers_cost_nothing(world: World) {
        const MINE: &str = "/api/v1/me/security-questions";
        let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
        let send = async |method: Method, path: &str, token: &str, body: String| {
            let bearer = format!("Bearer {token}");
            let headers = [("content-type", "application/json"), ("authorization", bearer.as_str())];
            world.raw(method, path, &headers, body.into_bytes()).await
        };
        let large = |megabytes: usize| {
            let answer = json!({ "question_id": "first-pet", "answer": "a".repeat(megabytes << 20) });
            json!({ "answers": [answer.clone(), answer.clone(), answer] }).to_string()
        };
        let refused = send(Method::PUT, MINE, &token, large(4)).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (413, "body_too_large"));
        let view = world.get(MINE, &token).await.good();
        assert!(view["registered"].as_array().expect("questions").is_empty(), "nothing is stored");

        let known = answer_questions(&world, &token).await;
        let mut reset = Reset::start(&world, ALICE).await;
        reset.choose_method(&world, "security_questions").await;
        let right = reset.answers(&known);
        let with = |place: &str, value: Value| {
            let mut body = right.clone();
            *body.pointer_mut(place).expect("a place") = value;
            body.to_string()
        };
        let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
        for (status, code, body) in [
            (413, "body_too_large", large(4)),
            (422, "invalid_field", with("/answers/1/answer", json!(["Whiskers", "Whiskers"]))),
            (422, "invalid_field", with("/answers/1/answer", json!({ "0": "Whiskers" }))),
            (422, "invalid_field", with("/answers/1/question_id", json!(["first-pet"]))),
            (422, "invalid_field", with("/answers/1", json!([["first-pet", "Whiskers"]]))),
            (422, "invalid_field", with("/answers", json!({ "0": right["answers"][0] }))),
            (422, "answer_too_short", with("/answers/1/answer", json!("a".repeat(20_000)))),
            (422, "question_count", with("/answers", json!(vec![right["answers"][0].clone(); 100]))),
            (400, "malformed_body", format!("{{\"answers\":{deep}}}")),
        ] {
            let refused = send(Method::POST, "/api/v1/resets/current/answers", &reset.token, body).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (status, code), "{}", refused.body);
        }
        assert_eq!(reset.look(&world).await["challenge"]["attempts_left"], 5, "nothing was judged");
        reset.view = reset.answer_with(&world, right).await.good();
        assert_eq!(reset.status(), "verified");
        assert!(!world.log().contains("panicked"), "{}", world.log());
    }
}
