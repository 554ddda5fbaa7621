//! Administrators: signing in with password and authenticator, and seeing what happened, with the real program.

use rekey_domain::Timestamp;
use rekey_testkit::{Answer, World};
use rekey_wire::authenticator::{AuthenticatorSecret, step_at};
use serde_json::{Value, json};

use crate::journeys;
use crate::steps::{DAVE, DAVE_EMAIL, FRANK, NEW_PASSWORD, Reset, STRANGERS_MAX, apply_settings, delete, wrong};

const ADMIN: &str = "admin@contoso.example";
const ADMIN_EMAIL: &str = "admin@personal.example";
const VIEWS: [&str; 4] =
    ["/api/v1/admin/overview", "/api/v1/admin/resets", "/api/v1/admin/deliveries", "/api/v1/admin/dead-letters"];
const ANSWERS: &str = "/api/v1/sign-ins/current/answers";

/// The code that an app shows, so many steps from now.
fn code(secret: &AuthenticatorSecret, steps: i64) -> String {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
    let now = Timestamp::from_micros(i64::try_from(since.as_micros()).expect("small"));
    secret.code(step_at(now).checked_add_signed(steps).expect("a step")).expose().to_owned()
}

/// Completes a sign-in of which half is done.
pub async fn complete(world: &World, half: &str, secret: &AuthenticatorSecret) {
    answer(world, half, &code(secret, 0)).await.good();
}

/// The token of half a sign-in.
pub async fn half_in(world: &World, user_id: &str, password: &str) -> String {
    let half = world.sign_in(user_id, password).await.good();
    assert_eq!(half["next"], "second_factor");
    half["token"].as_str().expect("a token").to_owned()
}

async fn answer(world: &World, token: &str, code: &str) -> Answer {
    world.post(ANSWERS, token, json!({ "code": code })).await
}

/// The token of the demo's administrator, with the code of this step.
async fn administrator(world: &World, steps: i64) -> String {
    let token = half_in(world, ADMIN, &world.password(ADMIN)).await;
    answer(world, &token, &code(&world.authenticator(ADMIN), steps)).await.good();
    token
}

/// A completed reset of Dave's, one that is under way, and two of strangers.
async fn happen(world: &World) {
    let mut reset = Reset::start(world, DAVE).await;
    reset.prove_by_email(world, DAVE_EMAIL, 1).await;
    reset.set_password(world, NEW_PASSWORD).await.good();
    Reset::start(world, "nobody@contoso.example").await;
    Reset::start(world, DAVE).await;
    // In the other organisation, which tells strangers nothing.
    for number in 0..STRANGERS_MAX {
        let mut decoy = Reset::start(world, &format!("nobody{number}@fabrikam.example")).await;
        if decoy.channels().contains(&"email") {
            decoy.choose(world, "email", None).await.good();
            break;
        }
    }
}

fn rows<'a>(page: &'a Value, list: &str) -> &'a Vec<Value> {
    page[list].as_array().expect("rows")
}

journeys! {
    async fn an_administrator_signs_in_with_both_and_sees_the_own_organisation(world: World) {
        happen(&world).await;
        let token = half_in(&world, ADMIN, &world.password(ADMIN)).await;
        for path in VIEWS.into_iter().chain(["/api/v1/me", "/api/v1/me/methods"]) {
            assert_eq!(world.get(path, &token).await.code(), "token_invalid", "{path}");
        }
        assert_eq!(delete(&world, "/api/v1/sign-ins/current", &token).await.code(), "token_invalid");
        let secret = world.authenticator(ADMIN);
        let refused = answer(&world, &token, &wrong(&code(&secret, 0))).await;
        assert_eq!((refused.code(), refused.body["attempts_left"].as_u64()), ("wrong_code", Some(4)));
        let whole = answer(&world, &token, &code(&secret, 0)).await.good();
        assert_eq!(whole["account"]["user_id"], ADMIN);
        assert!(whole["device_token"].is_string());

        let overview = world.get(VIEWS[0], &token).await.good();
        assert_eq!(
            overview["resets"],
            json!({
                "started": 3, "under_way": 1, "completed": 1, "closed": [{ "reason": "not_enabled", "count": 1 }]
            })
        );
        let resets = world.get(VIEWS[1], &token).await.good();
        let seen: Vec<(&str, Option<&str>)> = rows(&resets, "resets")
            .iter()
            .map(|row| (row["status"].as_str().expect("a status"), row["user_id"].as_str()))
            .collect();
        assert_eq!(seen, [("proving", Some(DAVE)), ("closed", None), ("completed", Some(DAVE))]);
        let deliveries = world.get(VIEWS[2], &token).await.good();
        assert!(rows(&deliveries, "deliveries").iter().all(|row| row["user_id"] == DAVE), "{deliveries}");
        let told = resets.to_string() + &deliveries.to_string() + &overview.to_string();
        for never in [DAVE_EMAIL, "personal.example", "fabrikam", "nobody@"] {
            assert!(!told.contains(never), "{never} in {told}");
        }
        assert_eq!(world.get(VIEWS[3], &token).await.good(), json!({ "dead_letters": [] }));
        assert_eq!(delete(&world, "/api/v1/sign-ins/current", &token).await.status.as_u16(), 204);
        assert_eq!(world.get(VIEWS[0], &token).await.code(), "token_invalid");
    }

    async fn an_administrator_of_another_organisation_sees_nothing_of_this_one_and_no_decoys_messages(world: World) {
        happen(&world).await;
        let made = world.command(&["admin", "create", "chief@fabrikam.example"]).expect("creates");
        let line = |start: &str| made.lines().find_map(|line| line.strip_prefix(start)).expect(start).to_owned();
        let secret = line("authenticator (shown once): ");
        assert_eq!(secret.len(), 39, "eight groups of four");
        let secret = AuthenticatorSecret::parse(&secret.replace(' ', "")).expect("base32");
        assert!(line("otpauth://totp/Fabrikam:").starts_with("chief@fabrikam.example?secret="));
        let token = half_in(&world, "chief@fabrikam.example", &line("password (shown once): ")).await;
        answer(&world, &token, &code(&secret, 0)).await.good();
        let resets = world.get(VIEWS[1], &token).await.good();
        let strangers = rows(&resets, "resets");
        assert!(!strangers.is_empty());
        assert!(strangers.iter().all(|reset| reset["user_id"].is_null()), "a stranger has no name: {resets}");
        assert_eq!(world.get(VIEWS[2], &token).await.good(), json!({ "deliveries": [] }));
        let asked = world.get(&format!("{}?user_id={DAVE}", VIEWS[1]), &token).await.good();
        assert_eq!(asked, json!({ "resets": [] }));
    }

    async fn nobody_else_sees_anything(world: World) {
        for user_id in [DAVE, FRANK] {
            let signed = world.sign_in(user_id, &world.password(user_id)).await.good();
            let token = signed["token"].as_str().expect("a token");
            for path in VIEWS {
                assert_eq!(world.get(path, token).await.code(), "forbidden", "{user_id} {path}");
            }
        }
        let settings = "default_tenant = \"adatum\"\n[tenants.adatum]\nname = \"Adatum\"\n";
        apply_settings(&world, settings);
        let body = json!({ "user_id": DAVE, "password": world.password(DAVE), "purpose": "administration" });
        let refused = world.call(reqwest::Method::POST, "/api/v1/sign-ins", None, Some(body)).await;
        assert_eq!(refused.code(), "sign_in_failed");
    }

    async fn a_code_is_used_once_however_many_send_it_at_once(world: World) {
        let password = world.password(ADMIN);
        let mut halves = Vec::new();
        for _ in 0..5 {
            halves.push(half_in(&world, ADMIN, &password).await);
        }
        let code = code(&world.authenticator(ADMIN), 0);
        let world = std::sync::Arc::new(world);
        let mut tasks = tokio::task::JoinSet::new();
        for half in halves {
            let (world, code) = (world.clone(), code.clone());
            tasks.spawn(async move { answer(&world, &half, &code).await });
        }
        let answers = tasks.join_all().await;
        let good = answers.iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(good, 1, "{answers:?}");
        assert!(answers.iter().all(|answer| answer.status.is_success() || answer.code() == "wrong_code"), "{answers:?}");
    }

    async fn wrong_codes_of_resets_and_of_the_app_share_one_cap(world: World) {
        let mut reset = Reset::start(&world, ADMIN).await;
        reset.choose(&world, "email", None).await.good();
        let sent = world.code_to(ADMIN_EMAIL, 1).await;
        for _ in 0..5 {
            assert_eq!(reset.answer(&world, &wrong(&sent)).await.code(), "wrong_code");
        }
        let (password, secret) = (world.password(ADMIN), world.authenticator(ADMIN));
        let half = half_in(&world, ADMIN, &password).await;
        for _ in 0..5 {
            assert_eq!(answer(&world, &half, &wrong(&code(&secret, 0))).await.code(), "wrong_code");
        }
        assert_eq!(answer(&world, &half, &code(&secret, 0)).await.code(), "challenge_over");
        let half = half_in(&world, ADMIN, &password).await;
        let spent = answer(&world, &half, &code(&secret, 0)).await;
        assert_eq!(spent.code(), "too_many_requests");
        assert!(spent.retry_after.expect("told") > 80_000, "{spent:?}");
    }

    async fn a_lost_authenticator_is_replaced_and_the_old_one_opens_nothing(world: World) {
        let whole = administrator(&world, -1).await;
        let half = half_in(&world, ADMIN, &world.password(ADMIN)).await;
        let said = world.command(&["admin", "reset-authenticator", ADMIN]).expect("replaces");
        let secret = said.lines().find_map(|line| line.strip_prefix("authenticator (shown once): ")).expect("a secret");
        let secret = AuthenticatorSecret::parse(&secret.replace(' ', "")).expect("base32");
        assert_eq!(world.get(VIEWS[0], &whole).await.code(), "token_invalid");
        assert_eq!(answer(&world, &half, &code(&secret, 0)).await.code(), "token_invalid");
        let half = half_in(&world, ADMIN, &world.password(ADMIN)).await;
        assert_eq!(answer(&world, &half, &code(&world.authenticator(ADMIN), 0)).await.code(), "wrong_code");
        answer(&world, &half, &code(&secret, 0)).await.good();
        world.get(VIEWS[0], &half).await.good();
        let person = world.command(&["admin", "reset-authenticator", DAVE]).expect_err("no administrator").to_string();
        assert!(person.contains("is no administrator"), "{person}");
        assert!(!world.log().contains(secret.expose().as_str()));
    }

    async fn an_idle_administrator_is_out_though_the_program_was_started_again(mut world: World) {
        let token = administrator(&world, 0).await;
        world.resume(14 * 60).await.expect("starts");
        world.get(VIEWS[0], &token).await.good();
        world.resume(30 * 60).await.expect("starts");
        assert_eq!(world.get(VIEWS[0], &token).await.code(), "token_invalid");
    }
}
