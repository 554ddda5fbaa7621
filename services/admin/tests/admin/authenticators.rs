//! Authenticators that the operator enrols and replaces.

use rekey_admin::authenticators::{Enrolled, ReplaceError, replace};
use rekey_admin::people::{AccountKind, Created, NewPerson, Tools, create_account};
use rekey_domain::{AccountId, SignInId, UserId};
use rekey_passwords::{Hasher, HasherConfig, PlainPassword};
use rekey_runtime::Entropy;
use rekey_store::audit;
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::sign_ins::{self, SignIn, Standing};
use rekey_wire::keys::AuthenticatorBinding;
use rekey_wire::secret::TokenHash;

use crate::world::{World, on_both_engines};

const CONTOSO: &str =
    "default_tenant = \"contoso\"\n[tenants.contoso]\nname = \"Contoso\"\ndomains = [\"contoso.example\"]";

async fn create(world: &World, user_id: &str, kind: AccountKind) -> Created {
    let (store, keys) = (&world.parts.store, &world.parts.keys);
    let hasher = Hasher::new(HasherConfig::default()).expect("sound");
    let person = NewPerson {
        tenant: None,
        user_id: UserId::parse(user_id).expect("a user ID"),
        display_name: None,
        kind,
        password: PlainPassword::parse("a long enough pass phrase").expect("a password"),
    };
    create_account(Tools { store, keys, hasher: &hasher, entropy: Entropy }, person).await.expect("creates")
}

async fn reset(world: &World, user_id: &str) -> Result<Enrolled, ReplaceError> {
    let user_id = UserId::parse(user_id).expect("a user ID");
    replace(&world.parts.store, (&world.parts.keys, &world.parts.limits), Entropy, &user_id).await
}

async fn kept(world: &World, account: AccountId) -> Vec<Authenticator> {
    authenticators::of_account(&mut world.tx().await, account).await.expect("lists")
}

/// What is stored, opened.
fn open(world: &World, authenticator: &Authenticator) -> String {
    let Authenticator { id, tenant, account, sealed_secret, .. } = authenticator;
    let binding = AuthenticatorBinding { tenant: *tenant, account: *account, authenticator: *id };
    world.parts.keys.authenticators().open(sealed_secret, &binding).expect("opens").expose().to_string()
}

on_both_engines! {
    async fn an_administrator_gets_an_authenticator_with_the_account_and_a_person_does_not(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let created = create(&world, "ada@contoso.example", AccountKind::Administrator).await;
        let enrolled = created.authenticator.expect("enrolled");
        assert_eq!((enrolled.issuer.as_str(), enrolled.user_id.as_str()), ("Contoso", "ada@contoso.example"));
        let own = kept(&world, created.owner.account).await;
        assert_eq!(own.len(), 1);
        assert_eq!(open(&world, &own[0]), enrolled.secret.expose().as_str());
        let bytes = enrolled.secret.expose();
        assert!(!own[0].sealed_secret.windows(8).any(|window| window == &bytes.as_bytes()[..8]), "sealed");
        let person = create(&world, "bob@contoso.example", AccountKind::Person).await;
        assert!(person.authenticator.is_none());
        assert!(kept(&world, person.owner.account).await.is_empty());
    }

    async fn a_new_authenticator_takes_the_place_of_the_old_one_and_ends_every_sign_in(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let created = create(&world, "ada@contoso.example", AccountKind::Administrator).await;
        let (owner, old) = (created.owner, created.authenticator.expect("enrolled"));
        let token = TokenHash([7; 32]);
        let mut tx = world.tx().await;
        let half = SignIn {
            id: SignInId::from_uuid(Entropy.uuid(tx.now())),
            tenant: owner.tenant,
            account: owner.account,
            device: None,
            locale: "en".into(),
            standing: Standing::Half,
            was_capable: true,
            created_at: tx.now(),
            expires_at: tx.now().plus(std::time::Duration::from_secs(600)),
        };
        sign_ins::insert(&mut tx, &half, &token).await.expect("inserts");
        tx.commit().await.expect("commits");
        let enrolled = reset(&world, "Ada@Contoso.example").await.expect("replaces");
        let kept = kept(&world, owner.account).await;
        assert_eq!((kept.len(), open(&world, &kept[0])), (1, enrolled.secret.expose().to_string()));
        assert_ne!(enrolled.secret.expose(), old.secret.expose());
        assert!(sign_ins::half(&mut world.tx().await, &token).await.expect("looks").is_none());
        let mut events = audit::of_account(&mut world.tx().await, owner.account, 10).await.expect("reads");
        events.sort();
        assert_eq!(events, ["account.created", "authenticator.enrolled", "authenticator.enrolled", "authenticator.reset"]);
    }

    async fn nobody_but_an_administrator_is_given_one(world: World) {
        world.apply(CONTOSO).await.expect("applies");
        let person = create(&world, "bob@contoso.example", AccountKind::Person).await;
        let refused = reset(&world, "bob@contoso.example").await;
        assert!(matches!(refused, Err(ReplaceError::NotAdministrator(_))), "{refused:?}");
        let unknown = reset(&world, "nobody@contoso.example").await;
        assert!(matches!(unknown, Err(ReplaceError::Unknown(_))), "{unknown:?}");
        assert!(kept(&world, person.owner.account).await.is_empty());
    }
}
