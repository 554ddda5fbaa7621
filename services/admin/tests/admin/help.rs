//! Asking for help: what is accepted, what is refused, and that known and unknown people get the same answer.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use rekey_store::help::{self, HelpRequest};
use rekey_wire::keys::HelpBinding;
use serde_json::{Value, json};

use crate::world::{World, body, on_both_engines, problem};

const CONTOSO: &str = r#"
    default_tenant = "contoso"
    [tenants.contoso]
    name = "Contoso"
    hosts = ["reset.contoso.example"]
    domains = ["contoso.example"]
    [[tenants.contoso.accounts]]
    user_id = "alice@contoso.example"
    [tenants.fabrikam]
    name = "Fabrikam"
    domains = ["fabrikam.example"]
"#;

fn asked(world: &World, user_id: &str) -> Value {
    json!({
        "user_id": user_id,
        "reach_me": "extension 12",
        "message": "My phone is gone.",
        "captcha": world.captcha(),
    })
}

/// From a network of its own each time.
async fn send(world: &World, body: &Value, network: u8) -> Response<Body> {
    world.post("/api/v1/help-requests", body.to_string(), [198, 51, 100, network].into()).await
}

async fn stored(world: &World) -> Vec<HelpRequest> {
    let tenant = world.tenant("contoso").await.id;
    let mut tx = world.tx().await;
    help::take_waiting(&mut tx, tenant, 100).await.expect("reads").0
}

on_both_engines! {
    async fn a_request_is_kept_under_the_canonical_user_id(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let mut request = asked(&world, " Alice@Contoso.Example ");
        request["message"] = json!("My phone is gone.\r\nPlease call.");
        assert_eq!(send(&world, &request, 1).await.status(), StatusCode::ACCEPTED);
        let stored = stored(&world).await;
        assert_eq!(stored.len(), 1);
        assert_eq!(stored[0].user_id, "alice@contoso.example");
        let open = |member, sealed: &[u8]| {
            let binding = HelpBinding { tenant: stored[0].tenant, request: stored[0].id, member };
            world.parts.keys.help().open(sealed, &binding).expect("opens")
        };
        assert_eq!(open("reach_me", &stored[0].reach_me).as_str(), "extension 12");
        assert_eq!(open("message", &stored[0].message).as_str(), "My phone is gone.\nPlease call.");
    }

    async fn known_unknown_and_foreign_people_get_the_same_answer(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        for user_id in ["alice@contoso.example", "nobody@contoso.example", "frank@fabrikam.example", "bare"] {
            let response = send(&world, &asked(&world, user_id), 1).await;
            assert_eq!(response.status(), StatusCode::ACCEPTED, "{user_id}");
            let headers = response.headers().clone();
            assert!(headers.keys().all(|name| name == "content-length"), "{user_id}: {headers:?}");
            assert_eq!(body(response).await, b"", "{user_id}");
        }
        assert_eq!(stored(&world).await.len(), 4, "all of them with the tenant of the host");
    }

    async fn what_is_wrong_is_named(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        for (member, value, code) in [
            ("user_id", "not a user id".to_owned(), "user_id_invalid"),
            ("user_id", String::new(), "user_id_invalid"),
            ("reach_me", String::new(), "invalid_field"),
            ("reach_me", "  ".into(), "invalid_field"),
            ("reach_me", "a".repeat(201), "invalid_field"),
            ("reach_me", "a\nb".into(), "invalid_field"),
            ("reach_me", "a\u{7}b".into(), "invalid_field"),
            ("message", String::new(), "invalid_field"),
            ("message", "\u{E4}".repeat(1001), "invalid_field"),
            ("message", "a\u{0}b".into(), "invalid_field"),
            ("message", "a\tb".into(), "invalid_field"),
            ("message", "a\u{1B}[2Jb".into(), "invalid_field"),
            ("message", "a\u{85}b".into(), "invalid_field"),
            ("captcha", "e30=".into(), "captcha_invalid"),
            ("captcha", String::new(), "captcha_invalid"),
        ] {
            let mut request = asked(&world, "alice@contoso.example");
            request[member] = json!(value);
            let (status, problem) = problem(send(&world, &request, 1).await).await;
            assert_eq!((status, problem.code.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, code), "{member} {value:?}");
            assert_eq!(problem.field.as_deref(), Some(member), "{value:?}");
        }
        assert_eq!(stored(&world).await, []);
    }

    async fn texts_may_be_as_long_as_the_limit(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let mut request = asked(&world, "alice@contoso.example");
        request["reach_me"] = json!("\u{E4}".repeat(200));
        request["message"] = json!(format!("{}\r\n{}", "\u{E4}".repeat(500), "\u{1F511}".repeat(499)));
        assert_eq!(send(&world, &request, 1).await.status(), StatusCode::ACCEPTED);
    }

    async fn a_captcha_counts_once_and_not_after_its_time(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let request = asked(&world, "alice@contoso.example");
        assert_eq!(send(&world, &request, 1).await.status(), StatusCode::ACCEPTED);
        let mut again = asked(&world, "bob@contoso.example");
        again["captcha"] = request["captcha"].clone();
        let (status, replayed) = problem(send(&world, &again, 2).await).await;
        assert_eq!((status, replayed.code.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "captcha_invalid"));
        let late = asked(&world, "bob@contoso.example");
        world.wait(Duration::from_secs(600));
        let (_, late) = problem(send(&world, &late, 2).await).await;
        assert_eq!(late.code, "captcha_invalid");
        assert_eq!(stored(&world).await.len(), 1);
    }

    async fn one_user_id_is_limited_known_or_not_until_the_window_has_passed(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        for user_id in ["alice@contoso.example", "nobody@contoso.example"] {
            for network in 1..=2 {
                assert_eq!(send(&world, &asked(&world, user_id), network).await.status(), StatusCode::ACCEPTED);
            }
            let response = send(&world, &asked(&world, &user_id.to_uppercase()), 3).await;
            let header = response.headers().get("retry-after").cloned().expect("a time to wait");
            let (status, refused) = problem(response).await;
            assert_eq!((status, refused.code.as_str()), (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"));
            let seconds = refused.retry_after_seconds.expect("a time to wait");
            assert!((3500..=3600).contains(&seconds), "{seconds}");
            assert_eq!(header.to_str().expect("text"), seconds.to_string());
        }
        assert_eq!(stored(&world).await.len(), 4);
        world.wait(Duration::from_secs(3600));
        assert_eq!(send(&world, &asked(&world, "alice@contoso.example"), 1).await.status(), StatusCode::ACCEPTED);
    }

    async fn one_network_is_limited_over_all_user_ids(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        for number in 0..10 {
            let request = asked(&world, &format!("person{number}@contoso.example"));
            assert_eq!(send(&world, &request, 7).await.status(), StatusCode::ACCEPTED, "{number}");
        }
        let eleventh = asked(&world, "person10@contoso.example");
        assert_eq!(send(&world, &eleventh, 7).await.status(), StatusCode::TOO_MANY_REQUESTS);
        let (_, spent) = problem(send(&world, &eleventh, 8).await).await;
        assert_eq!(spent.code, "captcha_invalid", "a refused request has spent its captcha");
        assert_eq!(send(&world, &asked(&world, "person10@contoso.example"), 8).await.status(), StatusCode::ACCEPTED);
    }

    async fn where_there_is_no_tenant_nobody_is_told_that_help_comes(world: World) {
        let (status, nobody) = problem(send(&world, &asked(&world, "alice@contoso.example"), 1).await).await;
        assert_eq!((status, nobody.code.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    }
}
