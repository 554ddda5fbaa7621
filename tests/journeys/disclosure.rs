//! Who may learn what: explicit in Contoso, uniform in Fabrikam.

use rekey_testkit::{Answer, World};
use serde_json::{Value, json};

use crate::journeys;
use crate::steps::{DEMO, FRANK, FRANK_EMAIL, NEW_PASSWORD, Reset, apply_settings, delete, signed_in};

/// People with contacts from the administrator, all alike; Ken has none.
fn initech() -> String {
    let people: String = (0..200).map(|number| person("initech", &format!("person{number}"))).collect();
    format!("{INITECH}{}{people}", person("initech", "judy"))
}

/// An account of an organisation, with a phone and an address.
fn person(organisation: &str, name: &str) -> String {
    format!(
        r#"
[[tenants.{organisation}.accounts]]
user_id = "{name}@{organisation}.example"
contacts = [
    {{ slot = "mobile_phone", value = "+14255550177" }},
    {{ slot = "alternate_email", value = "{name}@zebra.example" }},
]
"#
    )
}

const INITECH: &str = r#"
[tenants.initech]
name = "Initech"
domains = ["initech.example"]
[tenants.initech.policy]
profile = "nist"
enabled_for = "everybody"
[[tenants.initech.accounts]]
user_id = "ken@initech.example"
"#;

/// The demo, with more people in Fabrikam who cannot reset: some are not enabled, some have nothing registered.
fn more_of_fabrikam() -> String {
    let names = |kind: &str| (0..12).map(|number| format!("{kind}{number}")).collect::<Vec<String>>();
    let (disabled, unregistered) = (names("disabled"), names("unregistered"));
    let members: String = unregistered.iter().map(|name| format!(", \"{name}@fabrikam.example\"")).collect();
    let settings = DEMO.replace("\"grace@fabrikam.example\"]", &format!("\"grace@fabrikam.example\"{members}]"));
    assert_ne!(settings, DEMO);
    let disabled: String = disabled.iter().map(|name| person("fabrikam", name)).collect();
    let account = |name: &String| format!("[[tenants.fabrikam.accounts]]\nuser_id = \"{name}@fabrikam.example\"\n");
    settings + &disabled + &unregistered.iter().map(account).collect::<String>()
}

/// An organisation half of whose people may use their phones alone, and the others their addresses.
fn globex() -> String {
    let names = |group: &str| (0..12).map(|number| format!("{group}{number}")).collect::<Vec<String>>();
    let (board, staff) = (names("board"), names("staff"));
    let members: Vec<String> = board.iter().map(|name| format!("\"{name}@globex.example\"")).collect();
    let people: String = board.iter().chain(&staff).map(|name| person("globex", name)).collect();
    format!("{GLOBEX}{}]\n{people}", members.join(", "))
}

const GLOBEX: &str = r#"
[tenants.globex]
name = "Globex"
domains = ["globex.example"]
[tenants.globex.policy]
profile = "nist"
gates = 1
methods = ["email"]
enabled_for = "everybody"
[[tenants.globex.policy.groups]]
group = "board"
policy = { methods = ["mobile_phone"] }
[tenants.globex.groups]
board = ["#;

/// A hint without what it shows: digits of a number, a letter of either half of an address, or the star that stands for none.
fn form_of(hint: &str) -> String {
    let halves = hint.split('@').map(|half| match half.split_at_checked(1) {
        Some((shown, rest)) if hint.contains('@') && "abcdefghijklmnopqrstuvwxyz*".contains(shown) => {
            format!("x{rest}")
        }
        _ => half.chars().map(|c| if c.is_ascii_digit() { 'x' } else { c }).collect(),
    });
    halves.collect::<Vec<String>>().join("@")
}

/// A view with what differs for everybody taken out: ids, letters, times, and the hints' own characters.
fn shape(view: &Value) -> Value {
    let mut view = view.clone();
    view["expires_at"] = "time".into();
    if view["challenge"].is_object() {
        view["challenge"]["option_id"] = "id".into();
        view["challenge"]["reference"] = "letters".into();
        view["challenge"]["expires_at"] = "time".into();
        let wait = view["challenge"]["resend_after_seconds"].as_u64().expect("seconds");
        assert!((20..=30).contains(&wait), "{wait}");
        view["challenge"]["resend_after_seconds"] = "half a minute".into();
        // First this, then that after a time which is drawn for each code.
        let delivery = view["challenge"]["delivery"].as_str().expect("a state");
        assert!(["queued", "sent"].contains(&delivery), "{delivery}");
        view["challenge"]["delivery"] = "queued or sent".into();
    }
    for option in view["options"].as_array_mut().expect("options") {
        option["id"] = "id".into();
        // An app or a passkey has none.
        if let Some(hint) = option["hint"].as_str() {
            option["hint"] = form_of(hint).into();
        }
    }
    view
}

/// Chooses a way; for a phone with a number that ends as the hint says, and is not the right one.
async fn choose(world: &World, reset: &mut Reset, channel: &str) -> Answer {
    let options = reset.view["options"].as_array().expect("options");
    let phone = options.iter().find(|option| option["channel"] == "sms").expect("a phone");
    let hint = phone["hint"].as_str().expect("a hint");
    let number = format!("+1206555{:02}{}", 1, &hint[hint.len() - 2..]);
    reset.choose(world, channel, (channel == "sms").then_some(number.as_str())).await
}

journeys! {
    async fn contoso_tells_who_is_not_enabled_or_not_registered(world: World) {
        for (user_id, reason) in [
            ("erin@contoso.example", "not_enabled"),
            ("nobody@contoso.example", "not_enabled"),
            ("alice@contoso.example", "not_registered"),
        ] {
            let reset = Reset::start(&world, user_id).await;
            assert_eq!(reset.view["status"], "closed", "{user_id}");
            assert_eq!(reset.view["closed_reason"], reason, "{user_id}");
            assert_eq!(reset.view["help"]["contact_url"], "/help/contact");
            assert!(reset.view["options"].as_array().expect("options").is_empty());
        }
        assert!(world.inbox().await.is_empty());
    }

    async fn fabrikam_answers_everybody_alike_until_the_dead_end(world: World) {
        // Five guesses for each pair: ten are all that an account has in a day.
        apply_settings(&world, &more_of_fabrikam());
        for (name, channel, guesses) in [("disabled", "email", 0), ("nobody", "email", 6), ("unregistered", "sms", 6)] {
            let mut real = Reset::start(&world, FRANK).await;
            let (user_id, mut decoy) = real.stranger_like(&world, name).await;
            assert_eq!(shape(&decoy.view), shape(&real.view), "{user_id}");
            let (told, other) = (choose(&world, &mut real, channel).await, choose(&world, &mut decoy, channel).await);
            assert_eq!(told.status, other.status, "{user_id}");
            assert_eq!(shape(&told.good()), shape(&other.good()), "{user_id} {channel}");
            for guess in 0..guesses {
                let guess = format!("{guess:06}");
                let (told, other) = (real.answer(&world, &guess).await, decoy.answer(&world, &guess).await);
                assert_eq!((told.status, &told.body), (other.status, &other.body), "{user_id} {guess}");
            }
            let told = real.set_password(&world, NEW_PASSWORD).await;
            let other = decoy.set_password(&world, NEW_PASSWORD).await;
            assert_eq!((told.status, &told.body), (other.status, &other.body));
        }
        for message in world.inbox().await {
            assert!(message.to.starts_with("frank@"), "nobody else is written to: {}", message.to);
        }
    }

    async fn a_decoy_is_the_same_each_time(world: World) {
        let hints = async || {
            let reset = Reset::start(&world, "nobody@fabrikam.example").await;
            let options = reset.view["options"].as_array().expect("options").clone();
            options.iter().map(|option| option["hint"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(hints().await, hints().await);
    }

    async fn a_decoy_has_the_ways_that_people_of_its_organisation_have(world: World) {
        apply_settings(&world, &initech());
        let judy = Reset::start(&world, "judy@initech.example").await;
        let slots: Vec<_> = judy.view["options"].as_array().expect("options").iter().map(|way| &way["slot"]).collect();
        assert_eq!(slots, ["alternate_email", "mobile_phone"]);
        assert_eq!(judy.view["options"][0]["hint"], "j***@z***");
        // One draw in ten is of what hardly anybody has, and 26 of 228 letters are nobody's.
        let (mut alike, mut letters) = (0, 0);
        for user_id in (0..24).map(|number| format!("nobody{number}@initech.example")).chain(["ken@initech.example".into()]) {
            let decoy = Reset::start(&world, &user_id).await;
            alike += usize::from(shape(&decoy.view) == shape(&judy.view));
            letters += usize::from(decoy.view["options"][0]["hint"].as_str().is_some_and(|hint| hint.ends_with("***@z***")));
        }
        let (mut judy, mut decoy) = (judy, Reset::start(&world, FRANK).await.stranger_like(&world, "nobody").await.1);
        apply_settings(&world, &initech().replace("judy@zebra.example", "judith@zebra.example"));
        let (told, other) = (judy.choose(&world, "email", None).await, decoy.choose(&world, "email", None).await);
        assert_eq!((told.status, other.status.as_u16()), (other.status, 202), "her contact was replaced: {told:?}");
        assert_eq!(judy.answer(&world, "000000").await.code(), "wrong_code");
        assert!(alike >= 14 && letters >= 10, "of 25: {alike} and {letters}");
    }

    async fn a_decoy_has_the_policy_that_people_of_its_organisation_have(world: World) {
        apply_settings(&world, &globex());
        let (board, staff) = (Reset::start(&world, "board0@globex.example").await, Reset::start(&world, "staff0@globex.example").await);
        let method = |reset: &Reset| reset.view["options"][0]["method"].clone();
        assert_eq!((method(&board), method(&staff)), (json!("mobile_phone"), json!("email")));
        let mut of_board = 0;
        for number in 0..24 {
            let decoy = Reset::start(&world, &format!("nobody{number}@globex.example")).await;
            of_board += usize::from(method(&decoy) == "mobile_phone");
        }
        assert!((3..=21).contains(&of_board), "about half of 24: {of_board}");
    }

    async fn what_the_owner_does_meanwhile_tells_a_stranger_nothing(world: World) {
        let mut real = Reset::start(&world, FRANK).await;
        let (_, mut decoy) = real.stranger_like(&world, "nobody").await;
        for reset in [&mut real, &mut decoy] {
            choose(&world, reset, "email").await.good();
        }
        let code = world.code_to(FRANK_EMAIL, 1).await;
        let token = signed_in(&world, FRANK, &world.password(FRANK)).await;
        let methods = world.get("/api/v1/me/methods", &token).await.good();
        let email = methods["methods"].as_array().expect("methods").iter()
            .find(|method| method["slot"] == "authentication_email").expect("there")["id"].as_str().expect("an id").to_owned();
        delete(&world, &format!("/api/v1/me/methods/{email}"), &token).await;
        assert_eq!(shape(real.look(&world).await), shape(decoy.look(&world).await));
        assert_eq!(real.status(), "challenged");
        let (told, other) = (real.answer(&world, &code).await, decoy.answer(&world, &code).await);
        assert_eq!((told.code(), told.status, &told.body), ("wrong_code", other.status, &other.body));
        let (told, other) = (choose(&world, &mut real, "sms").await, choose(&world, &mut decoy, "sms").await);
        assert_eq!(shape(&told.good()), shape(&other.good()));
    }

    async fn look_alikes_are_never_another_account(world: World) {
        for user_id in [
            "ｄave@contoso.example", "dаve@contoso.example", "dave@contoso.example\u{200b}", "dave\u{0301}@contoso.example",
            "ﬁdave@contoso.example", "dave@contoso.example,erin@contoso.example", "dave@contoso.example\ndave@x.example",
            "dave@cont\u{ad}oso.example", "dave @contoso.example", "\"dave\"@contoso.example",
        ] {
            let answer = world.start_reset(user_id).await;
            let is_refused = answer.code() == "user_id_invalid";
            let is_unknown = answer.body["reset"]["closed_reason"] == "not_enabled";
            assert!(is_refused || is_unknown, "{user_id:?}: {answer:?}");
        }
        let same = Reset::start(&world, " DAVE@Contoso.Example ").await;
        assert_eq!(same.status(), "choosing", "spelling of case and blanks is the same person");
        assert!(world.inbox().await.is_empty());
    }
}
