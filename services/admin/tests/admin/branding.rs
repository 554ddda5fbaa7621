//! Whose pages these are.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use rekey_wire::http::BrandingView;
use tower::ServiceExt as _;

use crate::world::{World, body, on_both_engines, problem};

const TWO_TENANTS: &str = r#"
    default_tenant = "fabrikam"
    [tenants.contoso]
    name = "Contoso"
    hosts = ["reset.contoso.example"]
    domains = ["contoso.example"]
    sign_in_url = "https://portal.contoso.example/"
    help_url = "mailto:help@contoso.example"
    help_name = "Service Desk"
    [tenants.fabrikam]
    name = "Fabrikam"
    domains = ["fabrikam.example"]
"#;

async fn branding(world: &World, host: &str, query: &str) -> BrandingView {
    let response = world.get(host, &format!("/api/v1/branding{query}")).await;
    assert_eq!(response.status(), StatusCode::OK, "{host} {query}");
    serde_json::from_slice(&body(response).await).expect("a view")
}

on_both_engines! {
    async fn the_host_decides_then_the_domain_then_the_default(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        for (host, query, name) in [
            ("reset.contoso.example", "", "Contoso"),
            ("reset.contoso.example", "?user_id=frank%40fabrikam.example", "Contoso"),
            ("other.example", "?user_id=Alice%40Contoso.Example", "Contoso"),
            ("other.example", "?user_id=alice%40contoso.example&colour=blue", "Contoso"),
            ("other.example", "?user_id=frank%40fabrikam.example", "Fabrikam"),
            ("other.example", "?user_id=zoe%40nowhere.example", "Fabrikam"),
            ("other.example", "?user_id=%40%40", "Fabrikam"),
            ("other.example", "", "Fabrikam"),
        ] {
            assert_eq!(branding(&world, host, query).await.name, name, "{host} {query}");
        }
    }

    async fn it_says_where_to_sign_in_and_where_help_is(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let contoso = branding(&world, "reset.contoso.example", "").await;
        assert_eq!(contoso.sign_in_url.as_deref(), Some("https://portal.contoso.example/"));
        assert_eq!(contoso.help.contact_url, "mailto:help@contoso.example");
        assert_eq!(contoso.help.name.as_deref(), Some("Service Desk"));
        let fabrikam = branding(&world, "other.example", "").await;
        assert_eq!((fabrikam.sign_in_url, fabrikam.help.name), (None, None));
        assert_eq!(fabrikam.help.contact_url, "/help/contact");
    }

    async fn without_any_tenant_it_is_rekeys_own(world: World) {
        let nobodys = branding(&world, "reset.contoso.example", "?user_id=a%40b.example").await;
        assert_eq!((nobodys.name.as_str(), nobodys.help.contact_url.as_str()), ("Rekey", "/help/contact"));
    }

    async fn nobody_is_answered_without_the_gateways_word(world: World) {
        let router = rekey_admin::service(world.parts.clone()).router;
        let bare = Request::get("/api/v1/branding").body(Body::empty()).expect("a request");
        let response = router.oneshot(bare).await.expect("infallible");
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }

    async fn a_query_that_names_two_people_is_a_problem_and_so_is_an_unknown_path(world: World) {
        let twice = world.get("h.example", "/api/v1/branding?user_id=a&user_id=b").await;
        let (status, twice) = problem(twice).await;
        assert_eq!((status, twice.field.as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("user_id")));
        let (status, lost) = problem(world.get("h.example", "/api/v1/brandings").await).await;
        assert_eq!((status, lost.code.as_str()), (StatusCode::NOT_FOUND, "not_found"));
    }
}
