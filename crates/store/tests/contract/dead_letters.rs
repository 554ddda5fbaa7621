//! Dead letters: what is listed, what goes back, and that it goes back once.

use std::time::Duration;

use rekey_domain::challenge::{ChallengeSeed, Delivery, Drawn, Reference};
use rekey_domain::limits::FlowLimits;
use rekey_domain::policy::Policy;
use rekey_domain::reset::{ClosedReason, Command, Rules, Stage, TypedNumber};
use rekey_domain::{ChallengeId, Channel, CodeMac, MessageId, TenantId};
use rekey_runtime::Entropy;
use rekey_store::dead_letters::{self, DeadLetter, Filter, Useless};
use rekey_store::deliveries::{self, Attempt, Claim, Ending, Flow, NewDelivery, State};
use rekey_store::outbox::{self, Arrived, Claimed, Outgoing, Whose};
use rekey_store::{Lock, Store, StoreError, Tx, calls, paid_sends, resets};

use crate::together::charged;
use crate::world::{World, contract, hash, id, new_reset};

const LISTENER: &str = "rekey.notice.email";
const LEASE: Duration = Duration::from_secs(30);
const LIFETIME: Duration = Duration::from_secs(600);

/// What is to be written.
struct Draft {
    kind: &'static str,
    channel: Channel,
    flow: Option<Flow>,
    message: MessageId,
}

impl Draft {
    /// A notice to an owner.
    fn notice() -> Self {
        Self { kind: "notice.email", channel: Channel::Email, flow: None, message: MessageId::from_uuid(id()) }
    }
}

/// Writes it, with its delivery, and takes it from the outbox.
async fn taken(world: &World, tx: &mut Tx, draft: &Draft) -> Claimed {
    let expires_at = tx.now().plus(LIFETIME);
    let new = NewDelivery {
        message: draft.message,
        tenant: world.tenant,
        account: Some(world.account),
        channel: draft.channel,
        purpose: "reset_code",
        flow: draft.flow,
        expires_at,
    };
    deliveries::insert(tx, &new).await.expect("inserts");
    let outgoing = Outgoing {
        message: draft.message,
        kind: draft.kind,
        listener: LISTENER,
        tenant: world.tenant,
        payload: b"sealed",
        due_at: tx.now(),
        expires_at,
        trace: Some("00-7"),
    };
    outbox::insert(tx, &outgoing, Entropy).await.expect("inserts");
    loop {
        let claimed = claim(tx).await.expect("due");
        if claimed.message == draft.message {
            return claimed;
        }
        // What was put back before.
        assert!(outbox::done(tx, &claimed).await.expect("is done"));
    }
}

async fn claim(tx: &mut Tx) -> Option<Claimed> {
    outbox::claim(tx, Whose::Of(LISTENER), 1, LEASE).await.expect("claims").pop()
}

/// Writes it and gives it up, after its delivery came to this.
async fn buried(world: &World, draft: &Draft, ending: State) -> DeadLetter {
    let mut tx = world.store.begin().await.expect("begins");
    let claimed = taken(world, &mut tx, draft).await;
    let begun = deliveries::begin(&mut tx, draft.message, LEASE, (Some("smtp".into()), deliveries::LeftBehind::Stays))
        .await
        .expect("begins");
    assert!(matches!(begun, Attempt::Go(Claim { attempt: 1, .. })), "{begun:?}");
    charged(world, &mut tx, draft.message).await;
    let ending =
        Ending { turn: deliveries::Turn::Tried, state: ending, provider: Some("smtp"), reference: Some("4Zx1") };
    assert!(deliveries::finish(&mut tx, draft.message, 1, ending).await.expect("ends"));
    assert!(outbox::bury(&mut tx, &claimed, "550 No 100% of them_").await.expect("buries"));
    let letter = dead_letters::by_id(&mut tx, claimed.id, Lock::None).await.expect("reads").expect("there");
    tx.commit().await.expect("commits");
    letter
}

/// Whether it is of use.
async fn judged(world: &World, letter: &DeadLetter) -> Result<(), Useless> {
    let mut tx = world.store.begin().await.expect("begins");
    dead_letters::use_of(&mut tx, letter, &FlowLimits::default(), Lock::ForUpdate).await.expect("judges")
}

/// Puts it back where nobody was faster.
async fn replay(store: &Store, letter: &DeadLetter) -> Result<bool, StoreError> {
    let mut tx = store.begin().await?;
    let Some(held) = dead_letters::by_id(&mut tx, letter.id, Lock::ForUpdate).await? else { return Ok(false) };
    if dead_letters::use_of(&mut tx, &held, &FlowLimits::default(), Lock::ForUpdate).await?.is_err() {
        return Ok(false);
    }
    dead_letters::put_back(&mut tx, &held).await?;
    tx.commit().await?;
    Ok(true)
}

/// The letter of a code of a reset that is under way, and what ends the reset.
async fn of_a_reset(world: &World) -> (DeadLetter, resets::StoredReset) {
    let message = MessageId::from_uuid(id());
    let (policy, limits) = (Policy::nist(), FlowLimits::default());
    let mut tx = world.store.begin().await.expect("begins");
    let begun = new_reset(world, tx.now());
    let drawn = Drawn::Code(CodeMac { key_id: 1, mac: [1; 32] });
    let seed =
        ChallengeSeed { id: ChallengeId::from_uuid(id()), reference: Reference::from_draw([1; 3]), message, drawn };
    let choose = Command::Choose { option: begun.options[0].id, number: TypedNumber::Missing, seed };
    let reset = begun.decide(choose, &Rules { policy: &policy, limits: &limits }, tx.now()).next;
    resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
    let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
    tx.commit().await.expect("commits");
    let draft = Draft { flow: Some(Flow::Reset(reset.id.uuid())), message, ..Draft::notice() };
    (buried(world, &draft, State::Refused).await, stored)
}

contract! {
    async fn what_is_in_doubt_is_charged_anew_when_it_goes_back(world: World) {
        for (ending, is_paid) in [(State::Refused, true), (State::Ambiguous, false)] {
            let letter = buried(&world, &Draft::notice(), ending).await;
            assert!(replay(&world.store, &letter).await.expect("goes back"));
            let mut tx = world.store.read().await.expect("reads");
            let standing = paid_sends::standing(&mut tx, letter.message, 1).await.expect("reads").expect("there");
            assert_eq!(standing.is_charged, is_paid, "{ending:?}");
        }
    }

    async fn whoever_waits_for_a_code_that_goes_back_is_told(world: World) {
        let (letter, stored) = of_a_reset(&world).await;
        let told = async |news: Option<Delivery>| {
            let mut tx = world.store.begin().await.expect("begins");
            let stored = resets::by_id(&mut tx, stored.reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
            let mut next = stored.reset.clone();
            news.into_iter().for_each(|news| next.challenges[0].hear_delivery(news));
            resets::update(&mut tx, &stored, &next).await.expect("updates");
            tx.commit().await.expect("commits");
            next.challenges[0].sent.expect("was sent").delivery
        };
        assert_eq!(told(Some(Delivery::Failed)).await, Delivery::Failed);
        assert!(replay(&world.store, &letter).await.expect("goes back"));
        assert_eq!(told(None).await, Delivery::Queued);
    }

    async fn a_letter_goes_back_as_it_was_with_fresh_attempts(world: World) {
        let draft = Draft::notice();
        let mut tx = world.store.begin().await.expect("begins");
        let first = taken(&world, &mut tx, &draft).await;
        assert!(outbox::fault(&mut tx, &first, Duration::ZERO).await.expect("notes"));
        let claimed = claim(&mut tx).await.expect("due");
        assert!(outbox::retry(&mut tx, &claimed, Duration::ZERO).await.expect("retries"));
        let claimed = claim(&mut tx).await.expect("due");
        assert_eq!((claimed.attempt, claimed.faults), (2, 1));
        assert!(outbox::bury(&mut tx, &claimed, "refused").await.expect("buries"));
        let given_up = deliveries::give_up(&mut tx, draft.message, "refused").await.expect("gives up");
        assert_eq!(given_up, Some(State::Refused));
        assert_eq!(deliveries::give_up(&mut tx, draft.message, "refused").await.expect("asks"), None, "it is over");
        let letter = dead_letters::by_id(&mut tx, claimed.id, Lock::None).await.expect("reads").expect("there");
        assert_eq!((letter.attempt, letter.trace.as_deref(), letter.tenant_slug.as_deref()), (2, Some("00-7"), Some("contoso")));
        tx.commit().await.expect("commits");

        assert!(replay(&world.store, &letter).await.expect("goes back"));
        let mut tx = world.store.begin().await.expect("begins");
        let again = claim(&mut tx).await.expect("due at once");
        let same = |claimed: &Claimed| {
            let Claimed { id, message, kind, tenant, payload, expires_at, listener, trace, .. } = claimed.clone();
            (id, message, kind, (tenant, payload, expires_at, listener, trace))
        };
        assert_eq!(same(&again), same(&first));
        assert_eq!((again.attempt, again.faults, again.overflows, again.unanswered), (1, 0, 0, 1));
        let begun = deliveries::begin(&mut tx, draft.message, LEASE, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
        assert!(matches!(begun, Attempt::Go(Claim { attempt: 1, .. })), "{begun:?}");
        assert_eq!(deliveries::reason_of(&mut tx, draft.message).await.expect("reads"), None);
        assert!(dead_letters::by_id(&mut tx, letter.id, Lock::None).await.expect("reads").is_none());
    }

    async fn a_letter_that_many_put_back_at_once_goes_back_once(world: World) {
        let letter = buried(&world, &Draft::notice(), State::Refused).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (store, letter) = (world.store.clone(), letter.clone());
            tasks.spawn(async move { replay(&store, &letter).await.expect("answers") });
        }
        let back = tasks.join_all().await.into_iter().filter(|back| *back).count();
        assert_eq!(back, 1);
        assert!(!replay(&world.store, &letter).await.expect("answers"), "nor later");
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(outbox::waiting(&mut tx, LISTENER).await.expect("counts"), 1);
    }

    async fn a_relay_that_comes_late_does_not_take_away_what_was_put_back(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let claimed = taken(&world, &mut tx, &Draft::notice()).await;
        let arrived = Arrived {
            id: claimed.id, message: claimed.message, kind: claimed.kind.clone(), listener: claimed.listener.clone(),
            tenant: claimed.tenant, payload: claimed.payload.clone(), attempt: 1, expires_at: claimed.expires_at, faults: 2,
            overflows: 0, trace: claimed.trace.clone(),
        };
        outbox::bury_arrived(&mut tx, &arrived, "refused").await.expect("buries");
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let letter = dead_letters::by_id(&mut tx, claimed.id, Lock::None).await.expect("reads").expect("there");
        assert_eq!(letter.trace.as_deref(), Some("00-7"));
        drop(tx);
        assert!(replay(&world.store, &letter).await.expect("goes back"));
        outbox::all_done(&world.store, std::slice::from_ref(&claimed)).await.expect("removes what is its own");
        let mut tx = world.store.begin().await.expect("begins");
        let again = claim(&mut tx).await.expect("is there, and nobody's");
        assert_eq!((again.message, again.faults), (claimed.message, 0));
    }

    async fn what_is_concluded_superseded_or_late_does_not_go_back(world: World) {
        for (channel, flow, ending, of_use) in [
            (Channel::Email, None, State::Refused, Ok(())),
            (Channel::Email, None, State::Ambiguous, Ok(())),
            (Channel::Sms, None, State::Ambiguous, Ok(())),
            (Channel::Sms, Some(Flow::Setup(id())), State::Ambiguous, Err(Useless::InDoubt)),
            (Channel::Email, None, State::Sent, Err(Useless::Concluded("sent".into()))),
            (Channel::Email, None, State::Delivered, Err(Useless::Concluded("delivered".into()))),
            (Channel::Email, None, State::Expired, Err(Useless::Concluded("expired".into()))),
            (Channel::Email, Some(Flow::Reset(id())), State::Refused, Err(Useless::NotAwaited)),
            (Channel::Email, Some(Flow::Setup(id())), State::Refused, Err(Useless::NotAwaited)),
        ] {
            let letter = buried(&world, &Draft { channel, flow, ..Draft::notice() }, ending).await;
            assert_eq!(judged(&world, &letter).await, of_use, "{channel:?} {flow:?} {ending:?}");
            assert_eq!(replay(&world.store, &letter).await.expect("answers"), of_use.is_ok());
        }
        let letter = buried(&world, &Draft::notice(), State::Refused).await;
        let mut tx = world.store.begin().await.expect("begins");
        deliveries::supersede(&mut tx, letter.message).await.expect("supersedes");
        tx.commit().await.expect("commits");
        assert_eq!(judged(&world, &letter).await, Err(Useless::Superseded));
        let call = buried(&world, &Draft { channel: Channel::Voice, ..Draft::notice() }, State::Refused).await;
        let mut tx = world.store.begin().await.expect("begins");
        let failed = calls::Heard::Ended(rekey_domain::call::CallEnd::Failed);
        assert!(calls::take(&mut tx, call.message, failed).await.expect("takes"));
        tx.commit().await.expect("commits");
        assert!(matches!(judged(&world, &call).await, Err(Useless::Concluded(_))));
        let late = buried(&world, &Draft::notice(), State::Refused).await;
        world.wait(LIFETIME);
        assert_eq!(judged(&world, &late).await, Err(Useless::Expired(late.expires_at)));
        let mut tx = world.store.begin().await.expect("begins");
        assert!(dead_letters::by_id(&mut tx, late.id, Lock::None).await.expect("reads").is_some(), "it stays");
    }

    async fn a_code_goes_back_while_its_reset_waits_for_it(world: World) {
        let (letter, stored) = of_a_reset(&world).await;
        assert_eq!(judged(&world, &letter).await, Ok(()));
        let mut tx = world.store.begin().await.expect("begins");
        let mut closed = stored.reset.clone();
        closed.stage = Stage::Closed {
            account: Some(world.account), device: None, reason: ClosedReason::Cancelled, at: tx.now(),
        };
        resets::update(&mut tx, &stored, &closed).await.expect("updates");
        tx.commit().await.expect("commits");
        assert_eq!(judged(&world, &letter).await, Err(Useless::NotAwaited));
    }

    async fn an_event_and_what_has_no_delivery_are_told_apart(world: World) {
        let event = Draft { kind: "event.delivery_changed", ..Draft::notice() };
        let event = buried(&world, &event, State::Sent).await;
        assert_eq!(judged(&world, &event).await, Ok(()), "whose delivery it tells of is not its own");
        let letter = buried(&world, &Draft::notice(), State::Refused).await;
        let gone = DeadLetter { message: MessageId::from_uuid(id()), ..letter };
        assert_eq!(judged(&world, &gone).await, Err(Useless::NoDelivery));
    }

    async fn letters_are_listed_newest_first_page_by_page_as_asked(world: World) {
        let mut ids = Vec::new();
        for kind in ["notice.email", "notice.sms", "notice.email"] {
            ids.push(buried(&world, &Draft { kind, ..Draft::notice() }, State::Refused).await.id);
            world.wait(Duration::from_secs(10));
        }
        let mut tx = world.store.read().await.expect("reads");
        let mut list = async |filter: Filter<'_>, before, most| {
            dead_letters::list(&mut tx, filter, before, most).await.expect("lists")
        };
        let all = list(Filter::default(), None, 9).await;
        let named = |letters: &[DeadLetter]| letters.iter().map(|letter| letter.id).collect::<Vec<_>>();
        assert_eq!(named(&all), [ids[2], ids[1], ids[0]]);
        let first = list(Filter::default(), None, 2).await;
        let rest = list(Filter::default(), Some(first[1].place()), 2).await;
        assert_eq!((named(&first), named(&rest)), (vec![ids[2], ids[1]], vec![ids[0]]));
        for (filter, expected) in [
            (Filter { kind: Some("notice.sms"), ..Filter::default() }, vec![ids[1]]),
            (Filter { reason: Some("550 no 100%"), ..Filter::default() }, vec![ids[2], ids[1], ids[0]]),
            (Filter { reason: Some("them_"), ..Filter::default() }, vec![ids[2], ids[1], ids[0]]),
            (Filter { reason: Some("550%them"), ..Filter::default() }, vec![]),
            (Filter { reason: Some("the__"), ..Filter::default() }, vec![]),
            (Filter { reason: Some("!"), ..Filter::default() }, vec![]),
            (Filter { tenant: Some(world.tenant), ..Filter::default() }, vec![ids[2], ids[1], ids[0]]),
            (Filter { tenant: Some(TenantId::from_uuid(id())), ..Filter::default() }, vec![]),
            (Filter { since: Some(all[1].buried_at), ..Filter::default() }, vec![ids[2], ids[1]]),
            (Filter { since: Some(all[0].buried_at.plus(Duration::from_micros(1))), ..Filter::default() }, vec![]),
        ] {
            assert_eq!(named(&list(filter, None, 9).await), expected, "{filter:?}");
        }
        drop(tx);
        let mut tx = world.store.begin().await.expect("begins");
        assert!(dead_letters::remove(&mut tx, ids[0]).await.expect("removes"));
        assert!(!dead_letters::remove(&mut tx, ids[0]).await.expect("removes nothing"));
    }
}
