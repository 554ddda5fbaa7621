//! "Contact your administrator" always leads somewhere.

use reqwest::Method;
use serde_json::json;

use crate::journeys;
use crate::steps::{NEW_PASSWORD, Reset, apply_settings};

/// One person whose only contact is the administrator's to say.
const UMBRELLA: &str = r#"
[tenants.umbrella]
name = "Umbrella"
domains = ["umbrella.example"]
[tenants.umbrella.policy]
profile = "model"
enabled_for = "everybody"
[[tenants.umbrella.accounts]]
user_id = "carol@umbrella.example"
contacts = [{ slot = "alternate_email", value = "stolen@personal.example" }]
"#;

journeys! {
    async fn a_help_request_reaches_the_help_desk_by_digest(world: World) {
        let ask = async |user_id: &str| {
            let body = json!({
                "user_id": user_id, "reach_me": "room 7", "message": "I cannot get in.",
                "captcha": world.captcha().await,
            });
            world.call(Method::POST, "/api/v1/help-requests", None, Some(body)).await
        };
        let (known, unknown) = (ask("erin@contoso.example").await, ask("nobody@contoso.example").await);
        assert_eq!((known.status.as_u16(), &known.body), (202, &unknown.body));
        assert_eq!(unknown.status.as_u16(), 202);
        let digest = world.messages_to("helpdesk@contoso.example", 1).await.remove(0);
        assert!(digest.text.contains("erin@contoso.example") && digest.text.contains("I cannot get in."), "{}", digest.text);
    }

    async fn erin_is_enabled_by_the_settings_file_and_resets(world: World) {
        let settings = include_str!("../../deploy/demo/settings.toml");
        let settings = settings.replace("    \"dave@contoso.example\",", "    \"dave@contoso.example\",\n    \"erin@contoso.example\",");
        apply_settings(&world, &settings);
        assert!(apply_settings(&world, &settings).contains("nothing to change"));
        let mut reset = Reset::start(&world, "erin@contoso.example").await;
        reset.prove_by_email(&world, "erin@personal.example", 1).await;
        reset.set_password(&world, NEW_PASSWORD).await.good();
    }

    async fn a_contact_that_the_administrator_replaces_proves_nothing_any_more(world: World) {
        apply_settings(&world, UMBRELLA);
        let mut reset = Reset::start(&world, "carol@umbrella.example").await;
        reset.prove_by_email(&world, "stolen@personal.example", 1).await;
        assert_eq!(reset.status(), "verified");
        apply_settings(&world, &UMBRELLA.replace("stolen@personal.example\"", "fresh@personal.example\", lost = true"));
        let refused = reset.set_password(&world, NEW_PASSWORD).await;
        assert_eq!(refused.code(), "reset_over");
        assert_eq!(reset.look(&world).await["closed_reason"], "superseded");
        assert_eq!(world.sign_in("carol@umbrella.example", NEW_PASSWORD).await.code(), "sign_in_failed");
    }
}
