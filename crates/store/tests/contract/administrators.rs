//! What administrators see: counts and lists of their own organisation.

use std::time::Duration;

use rekey_domain::limits::FlowLimits;
use rekey_domain::reset::{ClosedReason, NewReset, Opening, Reset, Rules, Stage, Subject};
use rekey_domain::{Channel, MessageId, Policy, ResetId, TenantId, Timestamp};
use rekey_runtime::Entropy;
use rekey_store::deliveries::{Flow, NewDelivery};
use rekey_store::listings::{self, Asked, DeliveryFilter, ResetFilter};
use rekey_store::outbox::{self, Backlog, Outgoing};
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::{Tx, deliveries, overview, resets, tenants};
use rekey_wire::secret::TokenHash;

use crate::world::{World, contract, id, new_reset};

const IDLE: Duration = Duration::from_secs(900);
const HOUR: Duration = Duration::from_secs(3600);

fn asked(world: &World, most: u32) -> Asked {
    Asked { tenant: world.tenant, before: None, most }
}

fn token() -> TokenHash {
    let (one, other) = (id(), id());
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(one.as_bytes());
    bytes[16..].copy_from_slice(other.as_bytes());
    TokenHash(bytes)
}

/// A reset of somebody without an account.
fn decoy(world: &World, now: Timestamp) -> Reset {
    let (policy, flow) = (Policy::nist(), FlowLimits::default());
    let opening = Opening::Offered { subject: Subject::Decoy, options: Vec::new() };
    let new = NewReset {
        id: ResetId::from_uuid(id()),
        tenant: world.tenant,
        group: None,
        is_administrators: false,
        locale: "en".into(),
        opening,
    };
    Reset::begin(new, &Rules { policy: &policy, limits: &flow }, now)
}

async fn keep(tx: &mut Tx, reset: &Reset) {
    resets::insert(tx, reset, b"subject", &token()).await.expect("inserts");
}

async fn deliver(
    tx: &mut Tx,
    delivery: (TenantId, Option<rekey_domain::AccountId>, Channel, Option<Flow>),
) -> MessageId {
    let (tenant, account, channel, flow) = delivery;
    let new = NewDelivery {
        message: MessageId::from_uuid(id()),
        tenant,
        account,
        channel,
        purpose: "reset_code",
        flow,
        expires_at: tx.now().plus(HOUR),
    };
    deliveries::insert(tx, &new).await.expect("inserts");
    new.message
}

async fn bury(tx: &mut Tx, tenant: TenantId, kind: &'static str) {
    let outgoing = Outgoing {
        message: MessageId::from_uuid(id()),
        kind,
        listener: "notifier.email",
        tenant,
        payload: b"sealed",
        due_at: tx.now(),
        expires_at: tx.now().plus(HOUR),
        trace: None,
    };
    outbox::insert(tx, &outgoing, Entropy).await.expect("inserts");
    for claimed in outbox::claim(tx, outbox::Whose::Of("notifier.email"), 10, IDLE).await.expect("claims") {
        assert!(outbox::bury(tx, &claimed, "does not open").await.expect("buries"));
    }
}

async fn other_tenant(tx: &mut Tx) -> TenantId {
    let other = TenantId::from_uuid(id());
    tenants::insert(tx, other, "fabrikam", (&TenantSettings::default(), &PolicyDocument::default()), Entropy)
        .await
        .expect("inserts");
    other
}

contract! {
    async fn resets_are_counted_by_where_they_stand_also_those_that_nobody_came_back_to(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let since = tx.now();
        let left = new_reset(&world, tx.now());
        keep(&mut tx, &left).await;
        tx.commit().await.expect("commits");
        world.wait(IDLE);
        let mut tx = world.store.begin().await.expect("begins");
        let now = tx.now();
        keep(&mut tx, &new_reset(&world, now)).await;
        keep(&mut tx, &decoy(&world, now)).await;
        let closed = Reset {
            stage: Stage::Closed { account: None, device: None, reason: ClosedReason::Cancelled, at: now },
            ..new_reset(&world, now)
        };
        keep(&mut tx, &closed).await;
        let open = new_reset(&world, now);
        keep(&mut tx, &open).await;
        let done = Reset { stage: Stage::Completed { account: world.account, at: now }, ..open.clone() };
        let stored = resets::by_id(&mut tx, open.id, rekey_store::Lock::None).await.expect("finds").expect("there");
        resets::update(&mut tx, &stored, &done).await.expect("updates");
        let other = other_tenant(&mut tx).await;
        keep(&mut tx, &Reset { tenant: other, ..new_reset(&world, now) }).await;
        let counts = overview::resets(&mut tx, world.tenant, since, IDLE).await.expect("counts");
        let seen: Vec<_> =
            counts.iter().map(|each| (each.stage.as_str(), each.closed_reason.as_deref(), each.count)).collect();
        assert_eq!(
            seen,
            [("closed", Some("cancelled"), 1), ("closed", Some("expired"), 1), ("completed", None, 1), ("proving", None, 2)]
        );
        let rows = listings::resets(&mut tx, asked(&world, 50), &ResetFilter::default(), IDLE).await.expect("lists");
        assert_eq!(rows.len(), 5);
        assert_eq!(rows.last().map(|row| row.closed_reason.as_deref()), Some(Some("expired")));
        let later = overview::resets(&mut tx, world.tenant, now, IDLE).await.expect("counts");
        assert_eq!(later.iter().map(|each| each.count).sum::<u64>(), 4, "what began before is not counted");
    }

    async fn resets_are_found_by_stage_reason_and_account_and_strangers_have_no_name(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let now = tx.now();
        let (own, stranger) = (new_reset(&world, now), decoy(&world, now));
        keep(&mut tx, &own).await;
        keep(&mut tx, &stranger).await;
        let list = async |tx: &mut Tx, filter: ResetFilter<'static>| {
            let rows = listings::resets(tx, asked(&world, 50), &filter, IDLE).await.expect("lists");
            rows.into_iter().map(|row| (row.id, row.user_id, row.required, row.passed)).collect::<Vec<_>>()
        };
        let account = ResetFilter { account: Some(world.account), ..ResetFilter::default() };
        let alice = Some("alice@contoso.example".to_owned());
        assert_eq!(list(&mut tx, account).await, [(own.id, alice, 2, 0)]);
        let proving = ResetFilter { stage: Some("proving"), ..ResetFilter::default() };
        let all = list(&mut tx, proving).await;
        assert_eq!(all.len(), 2);
        assert!(all.contains(&(stranger.id, None, 2, 0)));
        let expired = ResetFilter { closed_reason: Some("expired"), ..ResetFilter::default() };
        assert!(list(&mut tx, expired).await.is_empty());
    }

    async fn pages_are_complete_and_nothing_stands_twice_while_rows_are_added(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let now = tx.now();
        let mut known = Vec::new();
        for _ in 0..7 {
            // Of the same time: the id decides.
            let reset = new_reset(&world, now);
            keep(&mut tx, &reset).await;
            known.push(reset.id);
        }
        tx.commit().await.expect("commits");
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let mut tx = world.store.begin().await.expect("begins");
            let page = Asked { before, ..asked(&world, 2) };
            let rows = listings::resets(&mut tx, page, &ResetFilter::default(), IDLE).await.expect("lists");
            let Some(last) = rows.last() else { break };
            before = Some(last.place());
            seen.extend(rows.iter().map(|row| row.id));
            world.wait(Duration::from_millis(1));
            let newer = new_reset(&world, tx.look_at_clock().await.expect("looks"));
            keep(&mut tx, &newer).await;
            tx.commit().await.expect("commits");
        }
        known.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        assert_eq!(seen, known);
    }

    async fn deliveries_are_those_that_were_meant_for_somebody(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let (since, reset) = (tx.now(), Some(Flow::Reset(id())));
        let other = other_tenant(&mut tx).await;
        deliver(&mut tx, (world.tenant, Some(world.account), Channel::Email, reset)).await;
        deliver(&mut tx, (world.tenant, Some(world.account), Channel::Sms, reset)).await;
        deliver(&mut tx, (world.tenant, None, Channel::Sms, reset)).await;
        deliver(&mut tx, (world.tenant, None, Channel::Email, None)).await;
        deliver(&mut tx, (other, Some(world.account), Channel::Email, reset)).await;
        let nobodys = deliver(&mut tx, (world.tenant, Some(world.account), Channel::Sms, reset)).await;
        let begun = deliveries::begin(&mut tx, nobodys, IDLE, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
        let deliveries::Attempt::Go(deliveries::Claim { fence, .. }) = begun else { unreachable!("{begun:?}") };
        let sent = deliveries::Ending { turn: deliveries::Turn::Tried, state: deliveries::State::Sent, provider: Some(deliveries::NOBODY), reference: None };
        assert!(deliveries::finish(&mut tx, nobodys, fence, sent).await.expect("finishes"));
        let counts = overview::deliveries(&mut tx, world.tenant, since).await.expect("counts");
        let seen: Vec<_> = counts.iter().map(|each| (each.channel.as_str(), each.state.as_str(), each.count)).collect();
        assert_eq!(seen, [("email", "due", 2), ("sms", "due", 1)]);
        let list = async |tx: &mut Tx, filter: DeliveryFilter<'static>| {
            let rows = listings::deliveries(tx, asked(&world, 50), &filter).await.expect("lists");
            rows.into_iter().map(|row| (row.channel, row.user_id.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(list(&mut tx, DeliveryFilter::default()).await.len(), 3);
        let sms = DeliveryFilter { channel: Some("sms"), ..DeliveryFilter::default() };
        assert_eq!(list(&mut tx, sms).await, [("sms".to_owned(), true)]);
        let sent = DeliveryFilter { state: Some("sent"), ..DeliveryFilter::default() };
        assert!(list(&mut tx, sent).await.is_empty());
        let hers = DeliveryFilter { account: Some(world.account), ..DeliveryFilter::default() };
        assert_eq!(list(&mut tx, hers).await.len(), 2);
    }

    async fn dead_letters_and_what_waits_are_an_organisations_own(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let since = tx.now();
        let other = other_tenant(&mut tx).await;
        bury(&mut tx, world.tenant, "notice.email").await;
        bury(&mut tx, world.tenant, "notice.sms").await;
        bury(&mut tx, other, "notice.email").await;
        assert_eq!(overview::dead_letters(&mut tx, world.tenant, since).await.expect("counts"), 2);
        let rows = listings::dead_letters(&mut tx, asked(&world, 50), Some("notice.email")).await.expect("lists");
        let seen: Vec<_> = rows.iter().map(|row| (row.kind.as_str(), row.reason.as_str(), row.attempt)).collect();
        assert_eq!(seen, [("notice.email", "does not open", 1)]);
        assert_eq!(overview::oldest_waiting(&mut tx, world.tenant).await.expect("looks"), None);
        let now = tx.now();
        let outgoing = Outgoing {
            message: MessageId::from_uuid(id()),
            kind: "notice.sms",
            listener: "notifier.sms",
            tenant: world.tenant,
            payload: b"sealed",
            due_at: now,
            expires_at: now.plus(HOUR),
            trace: None,
        };
        outbox::insert(&mut tx, &outgoing, Entropy).await.expect("inserts");
        let waiting = overview::oldest_waiting(&mut tx, world.tenant).await.expect("looks").expect("waits");
        assert_eq!((waiting.kind.as_str(), waiting.since), ("notice.sms", now));
        assert_eq!(overview::oldest_waiting(&mut tx, other).await.expect("looks"), None);
        let later = Outgoing { message: MessageId::from_uuid(id()), tenant: other, due_at: now.plus(HOUR), ..outgoing };
        outbox::insert(&mut tx, &later, Entropy).await.expect("inserts");
        assert_eq!(overview::oldest_waiting(&mut tx, other).await.expect("looks"), None, "it is not due yet");
        let backlogs = outbox::backlogs(&mut tx).await.expect("looks");
        assert_eq!(backlogs, [Backlog { listener: "notifier.sms".into(), messages: 2, due_since: Some(now) }]);
    }

    async fn a_notice_waits_until_a_provider_has_it_or_it_is_of_no_use(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let reset = Some(Flow::Reset(id()));
        let message = deliver(&mut tx, (world.tenant, Some(world.account), Channel::Email, reset)).await;
        let written = tx.now();
        tx.commit().await.expect("commits");
        world.wait(Duration::from_secs(90));
        let mut tx = world.store.begin().await.expect("begins");
        let waits = |is_tried| vec![deliveries::Waiting { channel: "email".into(), is_tried, oldest: written }];
        // The outbox is empty: the broker has it.
        assert_eq!(deliveries::waiting(&mut tx, None).await.expect("looks"), waits(false));
        let oldest = overview::oldest_waiting(&mut tx, world.tenant).await.expect("looks").expect("waits");
        assert_eq!((oldest.kind.as_str(), oldest.since), ("notice.email", written));
        let other = other_tenant(&mut tx).await;
        assert_eq!(overview::oldest_waiting(&mut tx, other).await.expect("looks"), None);
        let begun = deliveries::begin(&mut tx, message, IDLE, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
        let deliveries::Attempt::Go(deliveries::Claim { fence, .. }) = begun else { unreachable!("{begun:?}") };
        assert_eq!(deliveries::waiting(&mut tx, Some(world.tenant)).await.expect("looks"), waits(true));
        assert!(deliveries::finish(&mut tx, message, fence, deliveries::State::Sent.into()).await.expect("finishes"));
        assert_eq!(deliveries::waiting(&mut tx, None).await.expect("looks"), []);
        let superseded = deliver(&mut tx, (world.tenant, Some(world.account), Channel::Sms, reset)).await;
        deliveries::supersede(&mut tx, superseded).await.expect("supersedes");
        assert_eq!(deliveries::waiting(&mut tx, None).await.expect("looks"), []);
        deliver(&mut tx, (world.tenant, Some(world.account), Channel::Sms, reset)).await;
        assert_eq!(deliveries::waiting(&mut tx, None).await.expect("looks").len(), 1);
        tx.commit().await.expect("commits");
        world.wait(HOUR);
        let mut tx = world.store.read().await.expect("reads");
        assert_eq!(deliveries::waiting(&mut tx, None).await.expect("looks"), [], "of no use any more");
    }
}
