//! Applying settings: everything or nothing, and nothing the second time.

use rekey_admin::settings::{Applied, ApplyError, Counts, Settings};
use rekey_domain::policy::{Disclosure, Gates};
use rekey_domain::{Means, Slot};
use rekey_store::decoys::{self, Distribution, MeansSet, PolicyShare};
use rekey_store::instance::{self, Fact};
use rekey_store::tenants::{self, Name};
use rekey_store::{audit, contacts};

use crate::world::{World, on_both_engines};

const EXAMPLE: &str = include_str!("../../../../deploy/examples/settings.toml");

const SMALL: &str = r#"
    default_tenant = "contoso"
    [tenants.contoso]
    name = "Contoso"
    hosts = ["reset.contoso.example"]
    domains = ["contoso.example", "labs.example"]
    [tenants.contoso.policy]
    profile = "model"
    enabled_for = { groups = ["staff"] }
    [tenants.contoso.groups]
    staff = ["alice@contoso.example", "bob@contoso.example"]
    [[tenants.contoso.accounts]]
    user_id = "alice@contoso.example"
    display_name = "Alice"
    [[tenants.contoso.accounts.contacts]]
    slot = "mobile_phone"
    value = "+14255550167"
    [[tenants.contoso.accounts]]
    user_id = "bob@contoso.example"
    [tenants.fabrikam]
    name = "Fabrikam"
    domains = ["fabrikam.example"]
"#;

async fn owner(world: &World, name: Name<'_>) -> Option<String> {
    let owner = tenants::by_name(&mut world.tx().await, name).await.expect("reads");
    owner.map(|tenant| tenant.slug.clone())
}

async fn groups(world: &World, user_id: &str) -> Vec<String> {
    let tenant = world.tenant("contoso").await.id;
    world.account(tenant, user_id).await.expect("an account").groups
}

fn changed(counts: Counts) -> Applied {
    Applied { changed: counts, ..Applied::default() }
}

on_both_engines! {
    async fn the_example_is_sound_and_applying_it_twice_changes_nothing(world: World) {
        let first = world.apply(EXAMPLE).await.expect("applies");
        assert_eq!(first.created, Counts { tenants: 2, accounts: 2, contacts: 4, groups: 0 });
        assert_eq!(first.changed, Counts { groups: 2, ..Counts::default() });
        assert!(first.is_default_changed);
        let contoso = world.tenant("contoso").await;
        let alice = world.account(contoso.id, "alice@contoso.example").await.expect("an account");
        let before = contacts::of_account(&mut world.tx().await, alice.id).await.expect("reads");
        let second = world.apply(EXAMPLE).await.expect("applies");
        assert_eq!(second, Applied::default());
        assert_eq!(second.to_string(), "nothing to change");
        let after = contacts::of_account(&mut world.tx().await, alice.id).await.expect("reads");
        assert_eq!(before.iter().map(|c| c.id).collect::<Vec<_>>(), after.iter().map(|c| c.id).collect::<Vec<_>>());
        assert_eq!((contoso.policies.everybody.gates, contoso.policies.everybody.disclosure), (Gates::One, Disclosure::Explicit));
        assert_eq!(alice.groups, ["password-reset"]);
        assert_eq!((alice.password_hash, alice.is_administrator), (None, false));
        let mut events = audit::of_account(&mut world.tx().await, alice.id, 10).await.expect("reads");
        // Rows of one transaction have one time.
        events.sort();
        assert_eq!(events, ["account.created", "contact.set", "contact.set"]);
    }

    async fn contacts_are_counted_for_decoys_once_and_again_for_a_newer_version(world: World) {
        let version = async |slug: &str| {
            let tenant = world.tenant(slug).await.id;
            decoys::newest(&mut world.tx().await, tenant).await.expect("reads")
        };
        assert_eq!(world.apply(SMALL).await.expect("applies").decoys_counted, 0, "one person is too few");
        let person = |number: usize| format!("
            [[tenants.contoso.accounts]]
            user_id = \"person{number}@contoso.example\"
            contacts = [{{ slot = \"mobile_phone\", value = \"+14255550167\" }}]
        ");
        let people = SMALL.replace("    [tenants.fabrikam]", &format!("{}[tenants.fabrikam]", (0..19).map(person).collect::<String>()));
        assert_eq!(world.apply(&people).await.expect("applies").decoys_counted, 1);
        assert_eq!(version("fabrikam").await, None);
        let mobile = MeansSet::new([Means::Contact(Slot::MobilePhone)], 20);
        let shares = |accounts| vec![PolicyShare { group: None, is_administrators: false, accounts }];
        let first = Distribution { means_sets: vec![mobile.clone()], policy_shares: shares(21), ..Distribution::default() };
        assert_eq!(version("contoso").await, Some((1, first.clone())));

        let more = people.replace("user_id = \"bob@contoso.example\"", "user_id = \"bob@contoso.example\"
            contacts = [{ slot = \"alternate_email\", value = \"rob@personal.example\" }]");
        assert_eq!(world.apply(&more).await.expect("applies").decoys_counted, 0);
        assert_eq!(version("contoso").await, Some((1, first)), "frozen");

        let newer = more.replace("name = \"Contoso\"", "name = \"Contoso\"\n    decoy_version = 2");
        assert_eq!(world.apply(&newer).await.expect("applies").decoys_counted, 1);
        let means_sets = vec![mobile, MeansSet::new([Means::Contact(Slot::AlternateEmail)], 1)];
        let email_domains = [('p', 1)].into();
        let second = Distribution { means_sets, email_domains, emails_of_another_letter: 1, policy_shares: shares(21) };
        assert_eq!(version("contoso").await, Some((2, second)));
        assert_eq!(world.apply(&newer).await.expect("applies"), Applied::default());
        assert_eq!(world.apply(&more).await.expect("applies").decoys_counted, 0, "never back");
    }

    async fn tenants_are_found_by_their_names_and_the_default_is_set(world: World) {
        world.apply(SMALL).await.expect("applies");
        assert_eq!(owner(&world, Name::Host("reset.contoso.example")).await.as_deref(), Some("contoso"));
        assert_eq!(owner(&world, Name::Domain("labs.example")).await.as_deref(), Some("contoso"));
        assert_eq!(owner(&world, Name::Domain("fabrikam.example")).await.as_deref(), Some("fabrikam"));
        let default = instance::get(&mut world.tx().await, Fact::DefaultTenant).await.expect("reads");
        assert_eq!(default.as_deref(), Some("contoso"));
    }

    async fn a_change_of_policy_or_settings_changes_its_tenant_only(world: World) {
        world.apply(SMALL).await.expect("applies");
        let one_tenant = changed(Counts { tenants: 1, ..Counts::default() });
        let two_gates = SMALL.replace("profile = \"model\"", "profile = \"model\"\ngates = 2");
        assert_eq!(world.apply(&two_gates).await.expect("applies"), one_tenant);
        assert_eq!(world.tenant("contoso").await.policies.everybody.gates, Gates::Two);
        let renamed = two_gates.replace("name = \"Fabrikam\"", "name = \"Fabrikam AG\"");
        assert_eq!(world.apply(&renamed).await.expect("applies"), one_tenant);
        assert_eq!(world.tenant("fabrikam").await.settings.name, "Fabrikam AG");
        let other_default = renamed.replace("default_tenant = \"contoso\"", "default_tenant = \"fabrikam\"");
        let applied = world.apply(&other_default).await.expect("applies");
        assert_eq!(applied, Applied { is_default_changed: true, ..Applied::default() });
    }

    async fn names_and_members_are_exactly_those_of_the_file(world: World) {
        world.apply(SMALL).await.expect("applies");
        let less = SMALL.replace(", \"labs.example\"", "").replace(", \"bob@contoso.example\"]", "]");
        let applied = world.apply(&less).await.expect("applies");
        assert_eq!(applied.changed.groups, 1);
        assert_eq!(owner(&world, Name::Domain("labs.example")).await, None);
        assert_eq!(groups(&world, "alice@contoso.example").await, ["staff"]);
        assert_eq!(groups(&world, "bob@contoso.example").await, Vec::<String>::new());
    }

    async fn a_domain_can_move_to_another_tenant_of_the_file_both_ways(world: World) {
        world.apply(SMALL).await.expect("applies");
        let there = SMALL.replace(", \"labs.example\"", "").replace("[\"fabrikam.example\"]", "[\"labs.example\"]");
        assert_eq!(world.apply(&there).await.expect("applies").changed.tenants, 1);
        assert_eq!(owner(&world, Name::Domain("labs.example")).await.as_deref(), Some("fabrikam"));
        world.apply(SMALL).await.expect("applies");
        assert_eq!(owner(&world, Name::Domain("labs.example")).await.as_deref(), Some("contoso"));
    }

    async fn a_name_of_a_tenant_outside_the_file_is_refused_and_that_tenant_left_alone(world: World) {
        world.apply(SMALL).await.expect("applies");
        let greedy = "[tenants.initech]\nname = \"Initech\"\ndomains = [\"initech.example\", \"contoso.example\"]";
        let error = world.apply(greedy).await.expect_err("taken");
        assert!(matches!(&error, ApplyError::NameTaken { owner, .. } if owner == "contoso"), "{error}");
        let said = "tenants.initech: the domain `contoso.example` belongs to tenant `contoso`, which is not in this file";
        assert_eq!(error.to_string(), said);
        assert_eq!(owner(&world, Name::Domain("initech.example")).await, None, "nothing of it was written");
        let modest = greedy.replace(", \"contoso.example\"", "");
        world.apply(&modest).await.expect("applies");
        assert_eq!(owner(&world, Name::Domain("contoso.example")).await.as_deref(), Some("contoso"));
        let default = instance::get(&mut world.tx().await, Fact::DefaultTenant).await.expect("reads");
        assert_eq!(default.as_deref(), Some("contoso"), "a file without a default keeps it");
    }

    async fn an_unknown_member_is_named_and_nothing_is_written(world: World) {
        let text = SMALL.replace("staff = [", "staff = [\"mallory@contoso.example\", ");
        let error = world.apply(&text).await.expect_err("unknown");
        let said = "tenants.contoso.groups.staff: `mallory@contoso.example` has no account in this tenant";
        assert_eq!(error.to_string(), said);
        assert!(tenants::all(&mut world.tx().await).await.expect("reads").is_empty());
    }

    async fn an_account_that_is_there_is_not_changed_but_its_managed_contacts_are(world: World) {
        world.apply(SMALL).await.expect("applies");
        let other = SMALL
            .replace("display_name = \"Alice\"", "display_name = \"Malice\"\nadministrator = true")
            .replace("+14255550167", "+14255550168");
        let applied = world.apply(&other).await.expect("applies");
        assert_eq!(applied, changed(Counts { contacts: 1, ..Counts::default() }));
        let contoso = world.tenant("contoso").await.id;
        let alice = world.account(contoso, "alice@contoso.example").await.expect("an account");
        assert_eq!((alice.display_name.as_deref(), alice.is_administrator), (Some("Alice"), false));
        let without = SMALL.split("[[tenants.contoso.accounts]]").next().expect("a part");
        world.apply(without).await.expect("applies");
        assert!(world.account(contoso, "alice@contoso.example").await.is_some(), "never removed");
    }
}

#[test]
fn settings_do_not_show_contacts_when_printed() {
    let printed = format!("{:?}", Settings::parse(SMALL).expect("sound"));
    assert!(!printed.contains("4255550167"), "{printed}");
}

#[test]
fn what_is_weak_or_leads_nowhere_is_told_with_its_place() {
    let text = r#"
        [tenants.contoso]
        name = "Contoso"
        domains = ["contoso.example"]
        [tenants.contoso.policy]
        profile = "model"
        voice = "press_pound"
        countries = ["US"]
        [[tenants.contoso.policy.groups]]
        group = "board"
        policy = { profile = "l3" }
        [[tenants.contoso.policy.groups]]
        group = "vienna"
        policy = { gates = 2, countries = ["AT"] }
        [tenants.contoso.groups]
        board = ["bea@contoso.example"]
        vienna = ["vera@contoso.example"]
        [[tenants.contoso.accounts]]
        user_id = "bea@contoso.example"
        [[tenants.contoso.accounts]]
        user_id = "vera@contoso.example"
        contacts = [{ slot = "mobile_phone", value = "+436641234568" }]
        [[tenants.contoso.accounts]]
        user_id = "carl@contoso.example"
        contacts = [
            { slot = "mobile_phone", value = "+436641234567" },
            { slot = "office_phone", value = "+14255550100;ext=7" },
            { slot = "alternate_email", value = "carl@personal.example" },
        ]
    "#;
    let warnings = Settings::parse(text).expect("sound").warnings();
    let [pound, questions, board, foreign] = warnings.as_slice() else { panic!("{warnings:#?}") };
    assert!(pound.starts_with("tenants.contoso.policy: one call is enough"), "{pound}");
    assert!(questions.starts_with("tenants.contoso.policy: answers to security questions are enough"), "{questions}");
    assert!(board.starts_with("tenants.contoso.policy.groups.board: nobody registers an address"), "{board}");
    let expected = "tenants.contoso.accounts.carl@contoso.example: +* *** *** **67 gets no code: codes are not sent to numbers \
                    of this country";
    assert_eq!(foreign, expected);
}
