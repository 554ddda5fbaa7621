//! Changes of passwords: each is decided once, and a reset waits for it.

use std::time::Duration;

use rekey_domain::reset::{Change, Claimant, Reset, Stage};
use rekey_domain::{AccountId, ChangeId, Mac32, ResetId};
use rekey_store::password_changes::Fate;
use rekey_store::{Lock, accounts, password_changes, resets, sweep};

use crate::stored;
use crate::world::{contract, id};

contract! {
    async fn a_change_that_was_given_up_is_never_made(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let change = ChangeId::from_uuid(id());
        for _ in 0..2 {
            assert_eq!(password_changes::bar(&mut tx, world.account, change).await.expect("asks"), Fate::Barred);
        }
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let late = password_changes::make(&mut tx, world.account, change, "late").await.expect("hears");
        assert_eq!(late, Fate::Barred);
        let nobody = AccountId::from_uuid(id());
        let change = ChangeId::from_uuid(id());
        assert_eq!(password_changes::make(&mut tx, nobody, change, "x").await.expect("hears"), Fate::Barred);
        let account = accounts::by_id(&mut tx, world.account).await.expect("finds").expect("there");
        assert_eq!(account.password_hash, None);
    }

    async fn whoever_gives_a_change_up_and_whoever_makes_it_hear_the_same(world: World) {
        for round in 0..20 {
            let (store, account, change) = (world.store.clone(), world.account, ChangeId::from_uuid(id()));
            let maker = tokio::spawn(async move {
                let mut tx = store.begin().await.expect("begins");
                let fate = password_changes::make(&mut tx, account, change, &format!("hash-{round}")).await.expect("hears");
                tx.commit().await.expect("commits");
                fate
            });
            let mut tx = world.store.begin().await.expect("begins");
            let concluded = password_changes::bar(&mut tx, world.account, change).await.expect("asks");
            tx.commit().await.expect("commits");
            assert_eq!(maker.await.expect("ends"), concluded);
            let mut tx = world.store.read().await.expect("reads");
            let stored = accounts::by_id(&mut tx, world.account).await.expect("finds").expect("there");
            let is_set = stored.password_hash == Some(format!("hash-{round}"));
            assert_eq!(is_set, concluded == Fate::Made);
        }
    }

    async fn a_reset_with_a_change_under_way_is_found_and_not_swept(world: World) {
        let reset = stored(&world).await;
        let mut tx = world.store.begin().await.expect("begins");
        let loaded = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("finds").expect("there");
        let claimant = Claimant { account: world.account, device: None, proofs: Vec::new() };
        let change = Change { id: ChangeId::from_uuid(id()), fingerprint: Mac32([7; 32]), began_at: tx.now() };
        let changing = Reset { stage: Stage::Changing { account: claimant, change }, touched_at: tx.now(), ..reset.clone() };
        resets::update(&mut tx, &loaded, &changing).await.expect("writes");
        password_changes::make(&mut tx, world.account, change.id, "hash").await.expect("sets");
        let began_at = tx.now();
        tx.commit().await.expect("commits");
        world.wait(Duration::from_secs(60 * 24 * 3600));
        let mut tx = world.store.begin().await.expect("begins");
        sweep::batch(&mut tx, sweep::ORCHESTRATOR).await.expect("sweeps");
        let first = ResetId::from_uuid(uuid::Uuid::nil());
        let earlier = began_at.minus(Duration::from_secs(1));
        assert!(resets::left_changing(&mut tx, earlier, first, 10).await.expect("lists").is_empty());
        assert_eq!(resets::left_changing(&mut tx, began_at, first, 10).await.expect("lists"), [reset.id]);
        assert!(resets::left_changing(&mut tx, began_at, reset.id, 10).await.expect("lists").is_empty());
        let fate = password_changes::bar(&mut tx, world.account, change.id).await.expect("asks");
        assert_eq!(fate, Fate::Made, "what was decided is kept as long");
        let loaded = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("finds").expect("there");
        assert_eq!(loaded.reset, changing);
        resets::update(&mut tx, &loaded, &reset).await.expect("writes");
        assert!(resets::left_changing(&mut tx, began_at, first, 10).await.expect("lists").is_empty());
        assert_eq!(sweep::batch(&mut tx, sweep::ORCHESTRATOR).await.expect("sweeps").rows, 2, "then both go");
    }
}
