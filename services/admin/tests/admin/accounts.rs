//! Accounts and contacts that the operator makes.

use rekey_admin::contacts::{ContactOrigin, Put, SlotValue, put_contact, set_contacts};
use rekey_admin::people::{AccountError, AccountKind, NewPerson, Owner, Tools, create_account};
use rekey_domain::{Slot, UserId};
use rekey_passwords::{Hasher, HasherConfig, PasswordHash, PlainPassword, Verdict};
use rekey_runtime::Entropy;
use rekey_store::audit;
use rekey_store::contacts::{self, Contact};
use rekey_wire::keys::ContactBinding;

use crate::world::{World, on_both_engines};

const TWO_TENANTS: &str = r#"
    [tenants.contoso]
    name = "Contoso"
    domains = ["contoso.example"]
    [tenants.fabrikam]
    name = "Fabrikam"
    domains = ["fabrikam.example"]
"#;

const PASSWORD: &str = "a long enough pass phrase";

fn hasher() -> Hasher {
    Hasher::new(HasherConfig::default()).expect("sound")
}

fn person(user_id: &str) -> NewPerson {
    NewPerson {
        tenant: None,
        user_id: UserId::parse(user_id).expect("a user ID"),
        display_name: Some("Ada".into()),
        kind: AccountKind::Administrator,
        password: PlainPassword::parse(PASSWORD).expect("a password"),
    }
}

async fn create(world: &World, person: NewPerson) -> Result<Owner, AccountError> {
    let (store, keys) = (&world.parts.store, &world.parts.keys);
    let tools = Tools { store, keys, hasher: &hasher(), entropy: Entropy };
    create_account(tools, person).await.map(|created| created.owner)
}

async fn contacts_of(world: &World, owner: Owner) -> Vec<Contact> {
    contacts::of_account(&mut world.tx().await, owner.account).await.expect("reads")
}

fn value(slot: Slot, text: &str) -> SlotValue {
    SlotValue::parse(slot, text).expect("fits")
}

async fn put(world: &World, owner: Owner, contact: (&SlotValue, ContactOrigin)) -> Put {
    let mut tx = world.tx().await;
    let put = put_contact(&mut tx, &world.parts.keys, Entropy, owner, contact).await.expect("puts");
    tx.commit().await.expect("commits");
    put
}

on_both_engines! {
    async fn an_account_has_its_password_and_kind(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let owner = create(&world, person("Ada@Contoso.Example")).await.expect("creates");
        let contoso = world.tenant("contoso").await;
        assert_eq!(owner.tenant, contoso.id);
        let account = world.account(contoso.id, "ada@contoso.example").await.expect("an account");
        assert!(account.is_administrator && account.enabled && account.id == owner.account);
        assert_eq!(account.display_name.as_deref(), Some("Ada"));
        let hash = PasswordHash::parse(&account.password_hash.expect("a hash")).expect("parses");
        let verdict = hasher().verify(PlainPassword::parse(PASSWORD).expect("a password"), Some(&hash)).await;
        assert_eq!(verdict.expect("computes"), Verdict::Matched { outdated: false });
        let mut events = audit::of_account(&mut world.tx().await, owner.account, 10).await.expect("reads");
        // Those of one transaction have one time.
        events.sort();
        assert_eq!(events, ["account.created", "authenticator.enrolled"]);
    }

    async fn an_account_that_is_there_keeps_its_password(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        create(&world, person("ada@contoso.example")).await.expect("creates");
        let contoso = world.tenant("contoso").await;
        let before = world.account(contoso.id, "ada@contoso.example").await.expect("an account").password_hash;
        let again = create(&world, person("ada@contoso.example")).await;
        assert!(matches!(again, Err(AccountError::Taken(_))), "{again:?}");
        let after = world.account(contoso.id, "ada@contoso.example").await.expect("an account").password_hash;
        assert_eq!(before, after);
    }

    async fn an_account_that_nobody_could_find_is_not_made(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let nowhere = create(&world, person("ada@nowhere.example")).await;
        assert!(matches!(nowhere, Err(AccountError::NoTenant(_))), "{nowhere:?}");
        let with_tenant = |user_id, slug: &str| NewPerson { tenant: Some(slug.into()), ..person(user_id) };
        let lost = create(&world, with_tenant("ada@contoso.example", "initech")).await;
        assert!(matches!(lost, Err(AccountError::UnknownTenant(_))), "{lost:?}");
        for user_id in ["ada@contoso.example", "ada@nowhere.example"] {
            let foreign = create(&world, with_tenant(user_id, "fabrikam")).await;
            assert!(matches!(foreign, Err(AccountError::ForeignDomain { .. })), "{foreign:?}");
        }
        let named = create(&world, with_tenant("ada", "fabrikam")).await.expect("creates");
        assert_eq!(named.tenant, world.tenant("fabrikam").await.id);
    }

    async fn contacts_are_sealed_for_their_row_and_verified_where_the_person_proved_them(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let owner = create(&world, person("ada@contoso.example")).await.expect("creates");
        let values = [
            (value(Slot::OfficePhone, "+14255550100;ext=103"), ContactOrigin::Managed),
            (value(Slot::AuthenticationEmail, "Ada@Personal.Example"), ContactOrigin::Verified),
        ];
        set_contacts(&world.parts.store, &world.parts.keys, Entropy, owner, &values).await.expect("sets");
        let keys = world.parts.keys.contacts();
        let mut seen = Vec::new();
        for contact in contacts_of(&world, owner).await {
            let Contact { id, tenant, account, slot, .. } = contact;
            let binding = ContactBinding { tenant, account, contact: id, slot };
            let opened = keys.open(&contact.sealed, &binding).expect("opens").to_string();
            assert_eq!(contact.lookup, keys.lookup(tenant, &opened));
            seen.push((slot, opened, contact.verified_at.is_some()));
        }
        assert_eq!(seen, [
            (Slot::AuthenticationEmail, "Ada@personal.example".into(), true),
            (Slot::OfficePhone, "+14255550100;ext=103".into(), false),
        ]);
    }

    async fn a_contact_that_is_there_already_is_not_touched(world: World) {
        world.apply(TWO_TENANTS).await.expect("applies");
        let owner = create(&world, person("ada@contoso.example")).await.expect("creates");
        let (one, other) = (value(Slot::MobilePhone, "+14255550167"), value(Slot::MobilePhone, "+14255550168"));
        assert_eq!(put(&world, owner, (&one, ContactOrigin::Managed)).await, Put::Made);
        assert_eq!(put(&world, owner, (&one, ContactOrigin::Managed)).await, Put::Same);
        assert_eq!(put(&world, owner, (&one, ContactOrigin::Verified)).await, Put::Changed);
        assert_eq!(put(&world, owner, (&one, ContactOrigin::Managed)).await, Put::Same);
        assert!(contacts_of(&world, owner).await[0].verified_at.is_some(), "what was proved stays proved");
        assert_eq!(put(&world, owner, (&other, ContactOrigin::Managed)).await, Put::Changed);
        let present = contacts_of(&world, owner).await;
        assert_eq!((present.len(), present[0].verified_at), (1, None));
        let mut events = audit::of_account(&mut world.tx().await, owner.account, 10).await.expect("reads");
        // Those of one transaction have one time.
        events.sort();
        assert_eq!(events, ["account.created", "authenticator.enrolled", "contact.set", "contact.set", "contact.set"]);
    }
}

#[test]
fn a_value_fits_its_slot_or_is_refused() {
    for (slot, text) in [
        (Slot::MobilePhone, "ada@personal.example"),
        (Slot::AlternateEmail, "+14255550167"),
        (Slot::MobilePhone, "4255550167"),
        (Slot::MobilePhone, "+14255550167;ext=1"),
        (Slot::AlternateEmail, "ada@personal.example\nx"),
    ] {
        assert!(SlotValue::parse(slot, text).is_err(), "{slot:?} {text}");
    }
    let shown = format!("{:?}", value(Slot::MobilePhone, "+14255550167"));
    assert_eq!(shown, "SlotValue(mobile_phone)");
}
