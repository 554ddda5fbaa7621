//! What the audit trail says, looked at from outside: the store reads it by account only, and these rows have none.

use axum::http::StatusCode;
use rekey_testkit::Engine;
use rekey_testkit::databases::psql;
use serde_json::json;

use crate::world::World;

const CONTOSO: &str = "default_tenant = \"contoso\"\n[tenants.contoso]\nname = \"Contoso\"\ndomains = [\"contoso.example\"]\n\
                       [[tenants.contoso.accounts]]\nuser_id = \"alice@contoso.example\"";

fn rows(world: &World, event: &str) -> String {
    let query = format!(
        "select actor, tenant_id is not null, account_id is null, flow_id is not null, detail from audit \
         where event = '{event}'"
    );
    psql(world.database.url(), &query).expect("reads")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_help_request_is_told_without_the_person() {
    let world = World::new(Engine::Postgres).await;
    world.apply(CONTOSO).await.expect("applies");
    let body = json!({
        "user_id": "alice@contoso.example", "reach_me": "12", "message": "Help", "captcha": world.captcha(),
    });
    let response = world.post("/api/v1/help-requests", body.to_string(), [198, 51, 100, 1].into()).await;
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(rows(&world, "help.requested"), "person|t|t|t|{}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_application_of_settings_is_the_operators() {
    let world = World::new(Engine::Postgres).await;
    world.apply(CONTOSO).await.expect("applies");
    let first = rows(&world, "settings.applied");
    assert!(first.starts_with("operator|t|t|f|{"), "{first}");
    assert!(first.contains("\"tenants\": [\"contoso\"]") && first.contains("tenants 1, accounts 1"), "{first}");
    assert!(!first.contains("alice"), "{first}");
    world.apply(CONTOSO).await.expect("applies");
    assert_eq!(rows(&world, "settings.applied").lines().count(), 2);
}
