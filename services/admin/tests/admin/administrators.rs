//! What administrators see, who sees it, and that nobody sees another organisation.

use std::time::Duration;

use axum::http::StatusCode;
use rekey_domain::limits::FlowLimits;
use rekey_domain::reset::{Claimant, NewReset, Opening, Reset, Rules, Subject};
use rekey_domain::{AccountId, Channel, MessageId, Policy, ResetId, SignInId, TenantId};
use rekey_runtime::Entropy;
use rekey_store::deliveries::{Flow, NewDelivery};
use rekey_store::outbox::{self, Outgoing};
use rekey_store::sign_ins::{self, SignIn, Standing};
use rekey_store::{audit, deliveries, resets};
use rekey_wire::secret::Token;
use serde_json::{Value, json};

use crate::world::{World, body, on_both_engines, problem};

const TWO_TENANTS: &str = r#"
    default_tenant = "contoso"
    [tenants.contoso]
    name = "Contoso"
    domains = ["contoso.example"]
    [[tenants.contoso.accounts]]
    user_id = "ada@contoso.example"
    administrator = true
    [[tenants.contoso.accounts]]
    user_id = "bob@contoso.example"
    [tenants.fabrikam]
    name = "Fabrikam"
    domains = ["fabrikam.example"]
    [[tenants.fabrikam.accounts]]
    user_id = "frank@fabrikam.example"
    administrator = true
"#;

const ADA: &str = "ada@contoso.example";
const BOB: &str = "bob@contoso.example";
const FRANK: &str = "frank@fabrikam.example";
const VIEWS: [&str; 4] =
    ["/api/v1/admin/overview", "/api/v1/admin/resets", "/api/v1/admin/deliveries", "/api/v1/admin/dead-letters"];
const HOUR: Duration = Duration::from_secs(3600);

async fn account(world: &World, user_id: &str) -> (TenantId, AccountId) {
    let slug = if user_id.ends_with("@contoso.example") { "contoso" } else { "fabrikam" };
    let tenant = world.tenant(slug).await.id;
    (tenant, world.account(tenant, user_id).await.expect("an account").id)
}

/// The token of a sign-in of this kind.
async fn sign_in(world: &World, user_id: &str, standing: Standing) -> String {
    let (tenant, account) = account(world, user_id).await;
    let token = Token::draw(&mut |buffer| Entropy.fill(buffer));
    let mut tx = world.tx().await;
    let now = tx.now();
    let new = SignIn {
        id: SignInId::from_uuid(Entropy.uuid(now)),
        tenant,
        account,
        device: None,
        locale: "en".into(),
        standing,
        was_capable: true,
        created_at: now,
        expires_at: now.plus(12 * HOUR),
    };
    sign_ins::insert(&mut tx, &new, &token.hash()).await.expect("inserts");
    tx.commit().await.expect("commits");
    token.expose().to_owned()
}

async fn administrator(world: &World, user_id: &str) -> String {
    sign_in(world, user_id, Standing::SecondFactor).await
}

async fn see(world: &World, path: &str, token: &str) -> Value {
    let response = world.ask(path, Some(token)).await;
    let status = response.status();
    let body = body(response).await;
    assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).expect("JSON")
}

/// A reset, a delivery and a dead letter of this account.
async fn happen(world: &World, user_id: &str) {
    let (tenant, account) = account(world, user_id).await;
    reset(world, tenant, Some(account)).await;
    let mut tx = world.tx().await;
    let now = tx.now();
    let new = NewDelivery {
        message: MessageId::from_uuid(Entropy.uuid(now)),
        tenant,
        account: Some(account),
        channel: Channel::Email,
        purpose: "reset_code",
        flow: Some(Flow::Reset(Entropy.uuid(now))),
        expires_at: now.plus(HOUR),
    };
    deliveries::insert(&mut tx, &new).await.expect("inserts");
    let outgoing = Outgoing {
        message: new.message,
        kind: "notice.email",
        listener: "rekey.notice.email",
        tenant,
        payload: b"sealed words",
        due_at: now,
        expires_at: now.plus(HOUR),
        trace: None,
    };
    outbox::insert(&mut tx, &outgoing, Entropy).await.expect("inserts");
    let claimed = outbox::claim(&mut tx, outbox::Whose::Of("rekey.notice.email"), 10, HOUR).await.expect("claims");
    for message in claimed {
        assert!(outbox::bury(&mut tx, &message, "content: 550").await.expect("buries"));
    }
    tx.commit().await.expect("commits");
}

async fn reset(world: &World, tenant: TenantId, account: Option<AccountId>) {
    let (policy, flow) = (Policy::nist(), FlowLimits::default());
    let subject = match account {
        Some(account) => Subject::Account(Claimant { account, device: None, proofs: Vec::new() }),
        None => Subject::Decoy,
    };
    let mut tx = world.tx().await;
    let new = NewReset {
        id: ResetId::from_uuid(Entropy.uuid(tx.now())),
        tenant,
        group: None,
        is_administrators: false,
        locale: "en".into(),
        opening: Opening::Offered { subject, options: Vec::new() },
    };
    let reset = Reset::begin(new, &Rules { policy: &policy, limits: &flow }, tx.now());
    let token = Token::draw(&mut |buffer| Entropy.fill(buffer));
    resets::insert(&mut tx, &reset, b"subject", &token.hash()).await.expect("inserts");
    tx.commit().await.expect("commits");
}

on_both_engines! {
    async fn nothing_is_told_to_who_has_not_signed_in_as_an_administrator_with_both(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let half = sign_in(&world, ADA, Standing::Half).await;
        let password = sign_in(&world, ADA, Standing::Password).await;
        let person = sign_in(&world, BOB, Standing::SecondFactor).await;
        let unknown = Token::draw(&mut |buffer| buffer.fill(9)).expose().to_owned();
        for path in VIEWS {
            for (token, status, code) in [
                (None, StatusCode::UNAUTHORIZED, "token_invalid"),
                (Some(&unknown), StatusCode::UNAUTHORIZED, "token_invalid"),
                (Some(&half), StatusCode::UNAUTHORIZED, "token_invalid"),
                (Some(&password), StatusCode::FORBIDDEN, "forbidden"),
                (Some(&person), StatusCode::FORBIDDEN, "forbidden"),
            ] {
                let (got, refused) = problem(world.ask(path, token.map(String::as_str)).await).await;
                assert_eq!((got, refused.code.as_str()), (status, code), "{path} {token:?}");
            }
        }
        let (_, ada) = account(&world, ADA).await;
        let events = audit::of_account(&mut world.tx().await, ada, 10).await.expect("reads");
        assert!(!events.contains(&"admin.viewed".to_owned()), "{events:?}");
    }

    async fn an_administrator_sees_the_own_organisation_and_no_other(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        happen(&world, BOB).await;
        let (ada, frank) = (administrator(&world, ADA).await, administrator(&world, FRANK).await);
        let own = see(&world, VIEWS[0], &ada).await;
        assert_eq!(own["user_id"], ADA);
        assert_eq!(own["resets"], json!({ "started": 1, "under_way": 1, "completed": 0, "closed": [] }));
        assert_eq!(own["deliveries"], json!([{ "channel": "email", "state": "due", "count": 1 }]));
        assert_eq!((&own["dead_letters"], &own["oldest_waiting"]["kind"]), (&json!(1), &json!("notice.email")));
        let other = see(&world, VIEWS[0], &frank).await;
        assert_eq!(other["resets"], json!({ "started": 0, "under_way": 0, "completed": 0, "closed": [] }));
        assert_eq!((&other["deliveries"], &other["dead_letters"]), (&json!([]), &json!(0)));
        assert_eq!(other["oldest_waiting"], Value::Null);
        for (path, list) in [(VIEWS[1], "resets"), (VIEWS[2], "deliveries"), (VIEWS[3], "dead_letters")] {
            assert_eq!(see(&world, path, &ada).await[list].as_array().map(Vec::len), Some(1), "{path}");
            assert_eq!(see(&world, path, &frank).await[list], json!([]), "{path}");
        }
        let by_name = see(&world, &format!("{}?user_id={BOB}", VIEWS[1]), &frank).await;
        assert_eq!(by_name["resets"], json!([]), "another organisation's people cannot be asked for");
    }

    async fn rows_say_what_happened_and_nothing_that_is_sealed(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        happen(&world, BOB).await;
        let ada = administrator(&world, ADA).await;
        let reset = see(&world, VIEWS[1], &ada).await["resets"][0].clone();
        assert_eq!(
            (&reset["user_id"], &reset["status"], &reset["required"], &reset["passed"]),
            (&json!(BOB), &json!("proving"), &json!(2), &json!(0))
        );
        let delivery = see(&world, VIEWS[2], &ada).await["deliveries"][0].clone();
        let seen = (&delivery["channel"], &delivery["purpose"], &delivery["state"], &delivery["attempts"]);
        assert_eq!(seen, (&json!("email"), &json!("reset_code"), &json!("due"), &json!(0)));
        let letters = see(&world, VIEWS[3], &ada).await;
        let letter = &letters["dead_letters"][0];
        let mut members: Vec<&String> = letter.as_object().expect("an object").keys().collect();
        members.sort();
        assert_eq!(members, ["attempt", "buried_at", "expires_at", "kind", "listener", "message_id", "reason"]);
        assert_eq!((&letter["reason"], &letter["attempt"]), (&json!("content: 550"), &json!(1)));
        assert_eq!(letter["message_id"], delivery["message_id"]);
    }

    async fn a_stranger_is_counted_and_has_no_name(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let (tenant, bob) = account(&world, BOB).await;
        reset(&world, tenant, Some(bob)).await;
        reset(&world, tenant, None).await;
        let ada = administrator(&world, ADA).await;
        assert_eq!(see(&world, VIEWS[0], &ada).await["resets"]["started"], 2);
        let all = see(&world, VIEWS[1], &ada).await;
        let names: Vec<&Value> = all["resets"].as_array().expect("rows").iter().map(|row| &row["user_id"]).collect();
        assert!(names.contains(&&Value::Null) && names.contains(&&json!(BOB)), "{names:?}");
        let named = see(&world, &format!("{}?user_id=Bob@Contoso.example", VIEWS[1]), &ada).await;
        assert_eq!(named["resets"].as_array().map(Vec::len), Some(1));
        let unknown = see(&world, &format!("{}?user_id=nobody@contoso.example", VIEWS[1]), &ada).await;
        assert_eq!(unknown["resets"], json!([]), "an unknown name is not everybody without one");
    }

    async fn pages_follow_each_other_and_end(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let (tenant, bob) = account(&world, BOB).await;
        for _ in 0..5 {
            reset(&world, tenant, Some(bob)).await;
        }
        let ada = administrator(&world, ADA).await;
        let (mut ids, mut path) = (Vec::new(), format!("{}?limit=2", VIEWS[1]));
        loop {
            let page = see(&world, &path, &ada).await;
            ids.extend(page["resets"].as_array().expect("rows").iter().map(|row| row["id"].to_string()));
            let Some(older) = page["older"].as_str() else { break };
            path = format!("{}?limit=2&before={older}", VIEWS[1]);
            reset(&world, tenant, Some(bob)).await;
        }
        let known = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((known, ids.len()), (5, 5), "complete, and each once");
        let whole = see(&world, &format!("{}?limit=7", VIEWS[1]), &ada).await;
        assert!(whole["older"].is_null(), "exactly as many as there are");
    }

    async fn what_cannot_be_asked_for_is_told(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let ada = administrator(&world, ADA).await;
        for (question, field) in [
            ("resets?limit=0", "limit"),
            ("resets?limit=101", "limit"),
            ("resets?limit=x", "limit"),
            ("resets?before=x", "before"),
            ("resets?status=over", "status"),
            ("resets?closed_reason=", "closed_reason"),
            ("resets?user_id=two%20words", "user_id"),
            ("resets?tenant=fabrikam", "tenant"),
            ("deliveries?state=gone", "state"),
            ("deliveries?channel=pigeon", "channel"),
            ("dead-letters?kind=%27%20or%201", "kind"),
        ] {
            let (status, refused) = problem(world.ask(&format!("/api/v1/admin/{question}"), Some(&ada)).await).await;
            assert_eq!((status, refused.field.as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some(field)), "{question}");
        }
        for question in ["resets?limit=100&status=closed&closed_reason=expired", "deliveries?state=sent&channel=sms"] {
            see(&world, &format!("/api/v1/admin/{question}"), &ada).await;
        }
    }

    async fn a_sign_in_that_is_idle_or_old_opens_nothing(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let ada = administrator(&world, ADA).await;
        world.wait(Duration::from_secs(15 * 60 - 2));
        see(&world, VIEWS[0], &ada).await;
        world.wait(Duration::from_secs(15 * 60));
        let (status, _) = problem(world.ask(VIEWS[0], Some(&ada)).await).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "idle");
        let ada = administrator(&world, ADA).await;
        for _ in 0..51 {
            world.wait(Duration::from_secs(14 * 60));
            see(&world, VIEWS[1], &ada).await;
        }
        world.wait(Duration::from_secs(7 * 60));
        let (status, _) = problem(world.ask(VIEWS[1], Some(&ada)).await).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "twelve hours");
    }

    async fn the_trail_knows_each_view_once_for_a_sign_in(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let ada = administrator(&world, ADA).await;
        for path in [VIEWS[0], VIEWS[0], VIEWS[1], VIEWS[0], VIEWS[1], VIEWS[3]] {
            see(&world, path, &ada).await;
        }
        let again = administrator(&world, ADA).await;
        see(&world, VIEWS[0], &again).await;
        let (_, account) = account(&world, ADA).await;
        let events = audit::of_account(&mut world.tx().await, account, 20).await.expect("reads");
        assert_eq!(events.iter().filter(|event| *event == "admin.viewed").count(), 4, "{events:?}");
    }
}
