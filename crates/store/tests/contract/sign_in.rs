//! Sign-ins, half and whole, and the authenticators that complete them.

use std::time::Duration;

use rekey_domain::{AuthenticatorId, SignInId, Timestamp};
use rekey_store::authenticators::{self, Authenticator};
use rekey_store::sign_ins::{self, Idle, SignIn, Standing};
use rekey_store::{Tx, sweep};

use crate::world::{World, contract, hash, id};

const IDLE: Idle = Idle { password: Duration::from_secs(900), second_factor: Duration::from_secs(300) };

fn sign_in(world: &World, tx: &Tx, standing: Standing) -> SignIn {
    SignIn {
        id: SignInId::from_uuid(id()),
        tenant: world.tenant,
        account: world.account,
        device: None,
        locale: "en".into(),
        standing,
        was_capable: false,
        created_at: tx.now(),
        expires_at: tx.now().plus(Duration::from_secs(3600)),
    }
}

async fn insert(world: &World, standing: Standing) -> SignIn {
    let mut tx = world.store.begin().await.expect("begins");
    let new = sign_in(world, &tx, standing);
    sign_ins::insert(&mut tx, &new, &hash(1)).await.expect("inserts");
    tx.commit().await.expect("commits");
    new
}

async fn is_alive(world: &World, token: u8) -> bool {
    let mut tx = world.store.begin().await.expect("begins");
    let found = sign_ins::touch(&mut tx, &hash(token), IDLE).await.expect("touches").is_some();
    tx.commit().await.expect("commits");
    found
}

async fn authenticator(world: &World) -> AuthenticatorId {
    let new = Authenticator {
        id: AuthenticatorId::from_uuid(id()),
        tenant: world.tenant,
        account: world.account,
        label: "my phone".into(),
        sealed_secret: vec![1, 2, 3],
        usable_from: Timestamp::from_micros(5),
        last_step: None,
    };
    let mut tx = world.store.begin().await.expect("begins");
    authenticators::insert(&mut tx, &new).await.expect("inserts");
    tx.commit().await.expect("commits");
    new.id
}

async fn spend(world: &World, authenticator: AuthenticatorId, step: u64) -> bool {
    let mut tx = world.store.begin().await.expect("begins");
    let spent = authenticators::spend_step(&mut tx, authenticator, step).await.expect("spends");
    tx.commit().await.expect("commits");
    spent
}

contract! {
    async fn sign_ins_end_by_time_idleness_and_removal(world: World) {
        insert(&world, Standing::Password).await;
        for _ in 0..4 {
            world.wait(Duration::from_secs(880));
            assert!(is_alive(&world, 1).await);
        }
        world.wait(Duration::from_secs(100));
        assert!(!is_alive(&world, 1).await, "its hour is over");
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(sweep::batch(&mut tx, sweep::REGISTRATION).await.expect("sweeps").rows, 1);
    }

    async fn a_half_sign_in_is_found_as_such_alone_until_it_is_completed(world: World) {
        let half = insert(&world, Standing::Half).await;
        assert!(!is_alive(&world, 1).await, "half is not in");
        let mut tx = world.store.begin().await.expect("begins");
        sign_ins::count_guess(&mut tx, half.id).await.expect("counts");
        let (found, guesses) = sign_ins::half(&mut tx, &hash(1)).await.expect("finds").expect("there");
        assert_eq!((found.id, found.standing, guesses), (half.id, Standing::Half, 1));
        assert!(sign_ins::complete(&mut tx, &half, &hash(2)).await.expect("completes"));
        assert!(!sign_ins::complete(&mut tx, &half, &hash(3)).await.expect("asks"), "once");
        tx.commit().await.expect("commits");
        assert!(is_alive(&world, 2).await && !is_alive(&world, 1).await, "the token is the new one");
        world.wait(Duration::from_secs(299));
        assert!(is_alive(&world, 2).await);
        world.wait(Duration::from_secs(300));
        assert!(!is_alive(&world, 2).await, "idle as administrators are");
    }

    async fn a_half_sign_in_has_its_time(world: World) {
        insert(&world, Standing::Half).await;
        world.wait(Duration::from_secs(3600));
        let mut tx = world.store.begin().await.expect("begins");
        assert!(sign_ins::half(&mut tx, &hash(1)).await.expect("finds").is_none());
    }

    async fn a_view_is_told_once_for_each_sign_in(world: World) {
        let whole = insert(&world, Standing::SecondFactor).await;
        let mut tx = world.store.begin().await.expect("begins");
        for (view, is_new) in [(1, true), (1, false), (4, true), (1, false), (4, false), (2, true)] {
            assert_eq!(sign_ins::tell_view(&mut tx, whole.id, view).await.expect("tells"), is_new, "{view}");
        }
    }

    async fn a_step_is_spent_with_all_before_it(world: World) {
        let authenticator = authenticator(&world).await;
        for (step, spent) in [(100, true), (100, false), (99, false), (101, true)] {
            assert_eq!(spend(&world, authenticator, step).await, spent, "{step}");
        }
        let mut tx = world.store.read().await.expect("reads");
        let kept = authenticators::of_account(&mut tx, world.account).await.expect("lists");
        assert_eq!((kept[0].id, kept[0].last_step), (authenticator, Some(101)));
    }

    async fn of_many_who_spend_one_step_at_once_one_does(world: World) {
        let authenticator = authenticator(&world).await;
        let world = std::sync::Arc::new(world);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let world = world.clone();
            tasks.spawn(async move { spend(&world, authenticator, 100).await });
        }
        assert_eq!(tasks.join_all().await.into_iter().filter(|spent| *spent).count(), 1);
    }
}
