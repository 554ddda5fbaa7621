//! Several deliveries are claimed and ended at a time as each would be alone.

use std::time::Duration;

use rekey_domain::MessageId;
use rekey_runtime::Entropy;
use rekey_runtime::config::BudgetsConfig;
use rekey_store::deliveries::{Called, Claim, Concluded, Ending, Flow, News, State, Turn, Wanted};
use rekey_store::outbox::Whose;
use rekey_store::paid_sends::{self, Charge, PaidSend, UsualHours};
use rekey_store::{StoreError, Tx, dead_letters, deliveries, outbox};

use crate::at_once::{letter, outgoing};
use crate::world::{World, contract, id};

const LEASE: Duration = Duration::from_secs(30);

/// Claims one.
pub async fn begin_due(
    tx: &mut Tx,
    message: MessageId,
    lease: Duration,
    by: Option<Called<'_>>,
) -> Result<Option<Claim>, StoreError> {
    Ok(deliveries::begin_all_due(tx, &[Wanted { message, by }], lease).await?.pop().flatten())
}

/// Ends one.
pub async fn finish_telling(tx: &mut Tx, concluded: &Concluded<'_>, entropy: Entropy) -> Result<bool, StoreError> {
    Ok(deliveries::finish_all_telling(tx, std::slice::from_ref(concluded), entropy).await? == [true])
}

/// What an owner is told, charged under its first claim.
pub async fn charged(world: &World, tx: &mut Tx, message: MessageId) {
    let send = PaidSend { message, fence: 1, tenant: world.tenant, micros: 1, area: None };
    let charged = paid_sends::charge(tx, &send, &BudgetsConfig::default(), &UsualHours::default()).await;
    assert_eq!(charged.expect("charges").charge, Charge::Made);
}

/// A delivery that waits.
async fn waiting(world: &World, tx: &mut Tx, flow: Option<Flow>) -> MessageId {
    let new = letter(world, tx, flow);
    deliveries::insert(tx, &new).await.expect("inserts");
    new.message
}

async fn state(tx: &mut Tx, message: MessageId) -> (String, Option<String>) {
    deliveries::state_of(tx, message).await.expect("finds").expect("there")
}

contract! {
    async fn of_several_each_is_claimed_that_waits_and_once(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let (first, second) = (waiting(&world, &mut tx, None).await, waiting(&world, &mut tx, None).await);
        let superseded = waiting(&world, &mut tx, None).await;
        deliveries::supersede(&mut tx, superseded).await.expect("supersedes");
        let mut late = letter(&world, &tx, None);
        late.expires_at = tx.now();
        deliveries::insert(&mut tx, &late).await.expect("inserts");
        let unknown = MessageId::from_uuid(id());
        let twilio = Called { provider: "twilio", look_after: Some(LEASE) };
        let wanted = [
            Wanted { message: superseded, by: None },
            Wanted { message: second, by: Some(twilio) },
            Wanted { message: unknown, by: None },
            Wanted { message: first, by: None },
            Wanted { message: late.message, by: None },
            Wanted { message: second, by: Some("smtp".into()) },
        ];
        let claims = deliveries::begin_all_due(&mut tx, &wanted, LEASE).await.expect("claims");
        let ours = Some(Claim { fence: 1, attempt: 1 });
        assert_eq!(claims, [None, ours, None, ours, None, None]);
        assert_eq!(state(&mut tx, first).await, ("attempting".into(), None));
        assert_eq!(state(&mut tx, second).await, ("attempting".into(), Some("twilio".into())));
        assert_eq!(state(&mut tx, superseded).await.0, "due");
        assert_eq!(deliveries::begin_all_due(&mut tx, &[], LEASE).await.expect("claims"), []);
    }

    async fn of_several_each_ends_its_own_way_and_is_told_to_its_own_keeper(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let flows = [Some(Flow::Reset(id())), Some(Flow::Setup(id())), None, Some(Flow::Reset(id())), Some(Flow::Reset(id()))];
        let mut messages = Vec::new();
        for flow in flows {
            messages.push(waiting(&world, &mut tx, flow).await);
        }
        let wanted: Vec<_> = messages.iter().map(|message| Wanted { message: *message, by: Some("smtp".into()) }).collect();
        let claims = deliveries::begin_all_due(&mut tx, &wanted, LEASE).await.expect("claims");
        assert!(claims.iter().all(Option::is_some));
        for message in &messages {
            charged(&world, &mut tx, *message).await;
        }
        let ending = |turn, state, provider, reference| Ending { turn, state, provider, reference };
        let endings = [
            (1, ending(Turn::Tried, State::Sent, None, Some("SM1"))),
            (1, ending(Turn::Doubted, State::Due, Some("second"), None)),
            (1, ending(Turn::Tried, State::Refused, None, None)),
            (7, ending(Turn::Tried, State::Sent, None, Some("SM7"))),
            (1, ending(Turn::Waited, State::Due, None, None)),
        ];
        let events: Vec<_> = messages.iter().map(|_| MessageId::from_uuid(id())).collect();
        let concluded = |number: usize| {
            let (fence, ending) = endings[number];
            let message = outgoing(&world, &tx, events[number], "nobody");
            let news = News { message, of_resets: "resets", of_setups: "setups" };
            Concluded { message: messages[number], fence, ending, news }
        };
        let all: Vec<_> = (0..messages.len()).map(concluded).collect();
        let held = deliveries::finish_all_telling(&mut tx, &all, Entropy).await.expect("writes");
        assert_eq!(held, [true, true, true, false, true], "one claim is somebody else's");
        let mut found = Vec::new();
        for message in &messages {
            let standing = dead_letters::standing(&mut tx, *message, rekey_store::Lock::None).await.expect("reads").expect("there");
            let (state, provider) = state(&mut tx, *message).await;
            found.push((state, provider.unwrap_or_default(), standing.attempts));
        }
        let wanted = [("sent", "smtp", 1), ("due", "second", 1), ("refused", "smtp", 1), ("attempting", "smtp", 1), ("due", "smtp", 0)];
        assert_eq!(found, wanted.map(|(state, provider, attempts)| (state.to_owned(), provider.to_owned(), attempts)));
        for (message, is_paid) in messages.iter().zip([true, false, true, true, true]) {
            let standing = paid_sends::standing(&mut tx, *message, 1).await.expect("reads").expect("there");
            assert_eq!(standing.is_charged, is_paid, "after a doubt the next attempt is charged anew");
        }
        let mut told = Vec::new();
        for listener in ["nobody", "resets", "setups"] {
            let claimed = outbox::claim(&mut tx, Whose::Of(listener), 9, LEASE).await.expect("claims");
            told.extend(claimed.into_iter().map(|claimed| (claimed.message, claimed.listener)));
        }
        told.sort();
        let mut heard = [(events[0], "resets"), (events[4], "resets"), (events[1], "setups")].map(|(event, by)| (event, by.to_owned()));
        heard.sort();
        assert_eq!(told, heard);
        // Who lost the claim, and who has it, at the same time.
        let both = [0, 1].map(|fence| Concluded { fence, ..all[3].clone() });
        assert_eq!(deliveries::finish_all_telling(&mut tx, &both, Entropy).await.expect("writes"), [false, true]);
        assert_eq!(outbox::claim(&mut tx, Whose::Of("resets"), 9, LEASE).await.expect("claims").len(), 1);
        assert!(deliveries::finish_all_telling(&mut tx, &[], Entropy).await.expect("writes").is_empty());
    }
}
