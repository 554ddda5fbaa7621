//! What the operator does with dead letters is audited, and refused where it would be of no use.

use std::time::Duration;

use rekey_admin::dead_letters::{self, DeadLetterError, Wanted};
use rekey_domain::limits::FlowLimits;
use rekey_domain::{Channel, MessageId};
use rekey_runtime::Entropy;
use rekey_store::audit;
use rekey_store::dead_letters::{Filter, Useless};
use rekey_store::deliveries::{self, NewDelivery};
use rekey_store::outbox::{self, Arrived};
use uuid::Uuid;

use crate::world::{World, on_both_engines};

const ONE_TENANT: &str = r#"
    default_tenant = "contoso"
    [tenants.contoso]
    name = "Contoso"
    domains = ["contoso.example"]
"#;
const EMAIL: (&str, &str) = ("notice.email", "rekey.notice.email");
const HOUR: Duration = Duration::from_secs(3600);

/// Gives up a message of this kind for this listener, with its delivery.
async fn buried(world: &World, (kind, listener): (&str, &str)) -> Uuid {
    let tenant = world.tenant("contoso").await.id;
    let mut tx = world.tx().await;
    let (message, id) = (MessageId::from_uuid(Entropy.uuid(tx.now())), Entropy.uuid(tx.now()));
    let new = NewDelivery {
        message,
        tenant,
        account: None,
        channel: Channel::Email,
        purpose: "help_digest",
        flow: None,
        expires_at: tx.now().plus(HOUR),
    };
    deliveries::insert(&mut tx, &new).await.expect("inserts");
    let arrived = Arrived {
        id,
        message,
        kind: kind.to_owned(),
        listener: listener.to_owned(),
        tenant,
        payload: b"sealed".to_vec(),
        attempt: 3,
        expires_at: new.expires_at,
        faults: 0,
        overflows: 0,
        trace: None,
    };
    outbox::bury_arrived(&mut tx, &arrived, "does not open").await.expect("buries");
    deliveries::give_up(&mut tx, message, "does not open").await.expect("gives up");
    tx.commit().await.expect("commits");
    id
}

async fn audited(world: &World, event: &str) -> i64 {
    let mut tx = world.tx().await;
    audit::count_of(&mut tx, event, ("reason", "does not open")).await.expect("counts")
}

async fn replay(world: &World, id: Uuid) -> Result<(), DeadLetterError> {
    dead_letters::replay(&world.parts.store, &FlowLimits::default(), Entropy, id).await.map(drop)
}

on_both_engines! {
    async fn what_is_put_back_or_dropped_is_audited_once(world: World) {
        world.apply(ONE_TENANT).await.expect("applies");
        let (one, other) = (buried(&world, EMAIL).await, buried(&world, EMAIL).await);
        replay(&world, one).await.expect("goes back");
        assert!(matches!(replay(&world, one).await, Err(DeadLetterError::Unknown)));
        assert_eq!((audited(&world, "dead_letter.replayed").await, audited(&world, "dead_letter.dropped").await), (1, 0));
        dead_letters::discard(&world.parts.store, Entropy, other).await.expect("goes");
        let again = dead_letters::discard(&world.parts.store, Entropy, other).await;
        assert!(matches!(again, Err(DeadLetterError::Unknown)), "{again:?}");
        assert_eq!((audited(&world, "dead_letter.replayed").await, audited(&world, "dead_letter.dropped").await), (1, 1));
        assert_eq!(outbox::waiting(&mut world.tx().await, EMAIL.1).await.expect("counts"), 1);
    }

    async fn what_nobody_here_hears_or_is_late_is_refused_and_not_audited(world: World) {
        world.apply(ONE_TENANT).await.expect("applies");
        let limits = FlowLimits::default();
        for (kind, listener) in [("unknown", EMAIL.1), ("notice.fax", EMAIL.1), ("notice.email", "rekey.notice.sms"), ("notice.email", "x")] {
            let id = buried(&world, (kind, listener)).await;
            assert!(matches!(replay(&world, id).await, Err(DeadLetterError::NotHeard { .. })), "{kind} {listener}");
            let shown = dead_letters::show(&world.parts.store, &limits, id).await.expect("shows");
            assert!(matches!(shown.refusal, Some(DeadLetterError::NotHeard { .. })), "{shown:?}");
        }
        let id = buried(&world, EMAIL).await;
        let shown = dead_letters::show(&world.parts.store, &limits, id).await.expect("shows");
        assert!(shown.refusal.is_none() && shown.standing.is_some_and(|standing| standing.purpose == "help_digest"));
        world.wait(HOUR);
        assert!(matches!(replay(&world, id).await, Err(DeadLetterError::Useless(Useless::Expired(_)))));
        assert_eq!(audited(&world, "dead_letter.replayed").await, 0);
        assert_eq!(outbox::waiting(&mut world.tx().await, EMAIL.1).await.expect("counts"), 0);
    }

    async fn a_page_says_where_the_next_one_begins(world: World) {
        world.apply(ONE_TENANT).await.expect("applies");
        for _ in 0..3 {
            buried(&world, EMAIL).await;
        }
        let list = async |wanted| dead_letters::list(&world.parts.store, wanted).await;
        let two = Wanted { tenant: Some("contoso"), most: 2, ..Wanted::default() };
        let (first, older) = list(two).await.expect("lists");
        assert_eq!((first.len(), older), (2, Some(first[1].place())));
        let (rest, older) = list(Wanted { before: older, ..two }).await.expect("lists");
        assert_eq!((rest.len(), older), (1, None));
        let (all, older) = list(Wanted { most: 3, ..two }).await.expect("lists");
        assert_eq!((all.len(), older), (3, None));
        let (none, _) = list(Wanted { filter: Filter { kind: Some("notice.sms"), ..Filter::default() }, ..two }).await.expect("lists");
        assert!(none.is_empty());
        let unknown = list(Wanted { tenant: Some("fabrikam"), ..two }).await;
        assert!(matches!(unknown, Err(DeadLetterError::UnknownTenant(_))), "{unknown:?}");
    }
}
