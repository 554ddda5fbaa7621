//! Budgets of messages by phone, over several processes at a time.

use std::time::Duration;

use rekey_domain::{AccountId, Channel, ContactId, MessageId, Slot, TenantId};
use rekey_runtime::Entropy;
use rekey_runtime::config::{BudgetsConfig, Window};
use rekey_store::accounts::{self, NewAccount};
use rekey_store::contacts::{self, Contact, Replaced};
use rekey_store::deliveries::{self, Ending, Flow, NewDelivery, State};
use rekey_store::money::{self, Cap, Period, Purse, Taking, Wanted};
use rekey_store::paid_sends::{self, Charge, PaidSend, Scope, UsualHours};
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::{Store, Tx, tenants};
use rekey_wire::contact::PhoneArea;
use uuid::Uuid;

use crate::together::begin_due;
use crate::world::{World, contract, id};

/// Tasks that charge at the same time.
const TASKS: usize = 24;
const HOUR: Duration = Duration::from_secs(3600);

/// A transaction, also where many wait for the one writer of the embedded database.
async fn begin(store: &Store) -> Tx {
    loop {
        if let Ok(tx) = store.begin().await {
            return tx;
        }
    }
}

fn area(prefix: u8, country: &str) -> PhoneArea {
    PhoneArea { prefix: [prefix; 32], country: country.to_owned() }
}

/// Prefixes have room for everything.
fn wide_prefix() -> BudgetsConfig {
    let sends_per_prefix = vec![Window { max: 10_000, seconds: 600 }];
    BudgetsConfig { sends_per_prefix, ..BudgetsConfig::default() }
}

/// Of a delivery's first claim.
const FENCE: i64 = 1;

/// A notice to nobody in particular that waits to be sent.
fn notice(tx: &Tx, tenant: TenantId) -> NewDelivery {
    let (message, expires_at) = (MessageId::from_uuid(id()), tx.now().plus(HOUR));
    let (channel, purpose) = (Channel::Sms, "reset_code");
    NewDelivery { message, tenant, account: None, channel, purpose, flow: None, expires_at }
}

/// Charges a new code to nobody in particular.
async fn charge(store: &Store, tenant: TenantId, area: &PhoneArea, budgets: &BudgetsConfig) -> (MessageId, Charge) {
    charge_of(store, area, budgets, |tx| notice(tx, tenant)).await
}

/// Charges this new code.
async fn charge_of(
    store: &Store,
    area: &PhoneArea,
    budgets: &BudgetsConfig,
    new: impl FnOnce(&Tx) -> NewDelivery,
) -> (MessageId, Charge) {
    let mut tx = begin(store).await;
    let new = new(&tx);
    let (message, tenant) = (new.message, new.tenant);
    deliveries::insert(&mut tx, &new).await.expect("inserts");
    let claim = begin_due(&mut tx, message, HOUR, None).await.expect("claims");
    assert_eq!(claim.map(|claim| claim.fence), Some(FENCE));
    tx.commit().await.expect("commits");
    let mut tx = begin(store).await;
    let send = PaidSend { message, fence: FENCE, tenant, micros: 100, area: Some(area) };
    let charged = paid_sends::charge(&mut tx, &send, budgets, &UsualHours::default()).await.expect("charges");
    tx.commit().await.expect("commits");
    (message, charged.charge)
}

fn scope(charge: &Charge) -> Option<Scope> {
    if let Charge::Refused { scope, .. } = charge { Some(*scope) } else { None }
}

/// Charges a new code, which a provider takes.
async fn send(world: &World, area: &PhoneArea, budgets: &BudgetsConfig) -> Result<MessageId, Scope> {
    send_to(world, None, area, budgets).await
}

/// The same to one person.
async fn send_to(
    world: &World,
    account: Option<AccountId>,
    area: &PhoneArea,
    budgets: &BudgetsConfig,
) -> Result<MessageId, Scope> {
    let new = |tx: &Tx| NewDelivery { account, ..notice(tx, world.tenant) };
    let (message, charge) = charge_of(&world.store, area, budgets, new).await;
    if let Some(scope) = scope(&charge) {
        return Err(scope);
    }
    let mut tx = world.store.begin().await.expect("begins");
    deliveries::finish(&mut tx, message, FENCE, Ending::from(State::Sent)).await.expect("finishes");
    tx.commit().await.expect("commits");
    Ok(message)
}

/// The same, and it comes back.
async fn send_and_prove(world: &World, area: &PhoneArea, budgets: &BudgetsConfig) {
    let message = send(world, area, budgets).await.expect("goes");
    let mut tx = world.store.begin().await.expect("begins");
    paid_sends::prove(&mut tx, message).await.expect("proves");
    tx.commit().await.expect("commits");
}

/// Moves the clock to half past twelve: no hour and no day ends while a test runs.
async fn noon(world: &World) {
    let now = world.store.time().await.expect("known");
    let half_past_twelve = Period::Day.began(now).plus(36 * HOUR + HOUR / 2);
    world.wait(half_past_twelve.since(now));
}

async fn other_tenant(world: &World) -> TenantId {
    let tenant = TenantId::from_uuid(id());
    let mut tx = world.store.begin().await.expect("begins");
    let settings = TenantSettings { name: "Fabrikam".into(), ..TenantSettings::default() };
    let documents = (&settings, &PolicyDocument::default());
    tenants::insert(&mut tx, tenant, "fabrikam", documents, Entropy).await.expect("inserts");
    tx.commit().await.expect("commits");
    tenant
}

/// Accounts of the tenant, each with a number there.
async fn register(world: &World, count: usize, area: &PhoneArea) {
    let mut tx = world.store.begin().await.expect("begins");
    for _ in 0..count {
        let account = AccountId::from_uuid(id());
        let user_id = format!("{}@contoso.example", account.uuid());
        let tenant = world.tenant;
        let new = NewAccount { id: account, tenant, user_id: &user_id, display_name: None, is_administrator: false };
        accounts::insert(&mut tx, &new).await.expect("inserts");
        let contact = Contact {
            id: ContactId::from_uuid(id()),
            tenant,
            account,
            slot: Slot::MobilePhone,
            sealed: vec![1],
            lookup: [1; 32],
            verified_at: None,
            usable_from: tx.now(),
            retires_at: None,
        };
        contacts::put(&mut tx, (&contact, Some(area.clone())), Replaced::Removed).await.expect("puts");
    }
    tx.commit().await.expect("commits");
}

fn caps(tenant: TenantId, [tenant_hour, tenant_day, hour, day]: [u64; 4]) -> Vec<Cap> {
    let cap = |purse, period, micros| Cap { purse, period, micros };
    vec![
        cap(Purse::Tenant(tenant), Period::Hour, tenant_hour),
        cap(Purse::Tenant(tenant), Period::Day, tenant_day),
        cap(Purse::All, Period::Hour, hour),
        cap(Purse::All, Period::Day, day),
    ]
}

const fn wanted(least_micros: u64, block_micros: u64) -> Wanted {
    Wanted { least_micros, block_micros, alert_percent: 80 }
}

async fn take(store: &Store, caps: &[Cap], wanted: Wanted) -> Taking {
    let mut tx = begin(store).await;
    let taking = money::take(&mut tx, caps, wanted).await.expect("takes");
    tx.commit().await.expect("commits");
    taking
}

async fn taken(world: &World, caps: &[Cap]) -> Vec<u64> {
    let mut tx = world.store.read().await.expect("reads");
    let mut all = Vec::new();
    for cap in caps {
        all.push(money::taken_of(&mut tx, *cap).await.expect("reads"));
    }
    all
}

contract! {
    async fn money_is_taken_to_the_cap_and_no_further_whoever_takes(world: World) {
        noon(&world).await;
        let caps = caps(world.tenant, [5_000, 1_000_000, 700_000, 1_000_000]);
        let stores = [world.another().await, world.another().await, world.another().await];
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..TASKS {
            let (store, caps) = (stores[task % stores.len()].clone(), caps.clone());
            tasks.spawn(async move {
                let mut mine = (0, 0);
                loop {
                    match take(&store, &caps, wanted(10, 400)).await {
                        Taking::Taken(block) => mine = (mine.0 + block.micros, mine.1 + block.passed.len()),
                        Taking::Refused { cap, .. } => return (mine, cap),
                    }
                }
            });
        }
        let all = tasks.join_all().await;
        let sum: u64 = all.iter().map(|((micros, _), _)| micros).sum();
        assert!(sum <= 5_000 && sum + 10 > 5_000, "{sum}");
        assert_eq!(taken(&world, &caps).await, [sum; 4]);
        assert!(all.iter().all(|(_, cap)| cap.purse == Purse::Tenant(world.tenant) && cap.period == Period::Hour));
        assert_eq!(all.iter().map(|((_, passed), _)| passed).sum::<usize>(), 1, "the alert is told once");
    }

    async fn an_organisation_leaves_the_others_what_is_theirs(world: World) {
        noon(&world).await;
        let other = other_tenant(&world).await;
        let (mine, theirs) = (caps(world.tenant, [100, 1_000, 150, 1_000]), caps(other, [100, 1_000, 150, 1_000]));
        let take = async |caps: &[Cap]| matches!(take(&world.store, caps, wanted(50, 0)).await, Taking::Taken(_));
        assert_eq!([take(&mine).await, take(&mine).await, take(&mine).await], [true, true, false]);
        assert!(take(&theirs).await);
        assert!(!take(&theirs).await, "all of them together have their own cap");
    }

    async fn what_is_given_back_can_be_taken_again_and_an_hour_ends(world: World) {
        noon(&world).await;
        let caps = caps(world.tenant, [100, 190, 1_000, 1_000]);
        let Taking::Taken(block) = take(&world.store, &caps, wanted(100, 0)).await else { unreachable!("there is room") };
        let refused = take(&world.store, &caps, wanted(1, 0)).await;
        let next_hour = Period::Hour.began(block.at).plus(HOUR);
        assert_eq!(refused, Taking::Refused { cap: caps[0], opens_at: next_hour });
        let mut tx = world.store.begin().await.expect("begins");
        money::give_back(&mut tx, &caps, block.at, 40).await.expect("gives back");
        tx.commit().await.expect("commits");
        assert_eq!(taken(&world, &caps).await, [60; 4]);
        assert!(matches!(take(&world.store, &caps, wanted(40, 0)).await, Taking::Taken(_)));
        world.wait(HOUR);
        let next_day = Period::Day.began(block.at).plus(24 * HOUR);
        let refused = take(&world.store, &caps, wanted(91, 0)).await;
        assert_eq!(refused, Taking::Refused { cap: caps[1], opens_at: next_day }, "a day holds as well");
        assert!(matches!(take(&world.store, &caps, wanted(90, 0)).await, Taking::Taken(_)));
    }

    async fn codes_cannot_touch_the_reserve(world: World) {
        noon(&world).await;
        let codes = caps(world.tenant, [100, 100, 100, 100]);
        let reserve = [Cap { purse: Purse::Reserve, period: Period::Hour, micros: 60 }];
        assert!(matches!(take(&world.store, &codes, wanted(100, 0)).await, Taking::Taken(_)));
        assert!(matches!(take(&world.store, &codes, wanted(1, 0)).await, Taking::Refused { .. }));
        assert!(matches!(take(&world.store, &reserve, wanted(60, 0)).await, Taking::Taken(_)));
        assert!(matches!(take(&world.store, &reserve, wanted(1, 0)).await, Taking::Refused { .. }));
        let mut tx = world.store.begin().await.expect("begins");
        money::overdraw(&mut tx, &reserve, 30).await.expect("counts");
        tx.commit().await.expect("commits");
        assert_eq!(taken(&world, &reserve).await, [90]);
    }

    async fn a_prefix_takes_as_many_as_it_has_room_for_whoever_sends(world: World) {
        let (budgets, area) = (BudgetsConfig::default(), area(1, "US"));
        let stores = [world.another().await, world.another().await];
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..TASKS {
            let (store, budgets, area, tenant) = (stores[task % 2].clone(), budgets.clone(), area.clone(), world.tenant);
            tasks.spawn(async move { charge(&store, tenant, &area, &budgets).await.1 });
        }
        let all = tasks.join_all().await;
        assert_eq!(all.iter().filter(|charge| **charge == Charge::Made).count(), 5);
        assert_eq!(all.iter().filter(|charge| scope(charge) == Some(Scope::Prefix)).count(), TASKS - 5);
        world.wait(Duration::from_secs(601));
        assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made, "the window slides");
    }

    async fn a_prefix_has_room_for_each_number_that_is_registered_there(world: World) {
        let (budgets, area, elsewhere) = (BudgetsConfig::default(), area(1, "US"), area(2, "US"));
        register(&world, 12, &area).await;
        register(&world, 20, &elsewhere).await;
        for _ in 0..17 {
            assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
        }
        assert_eq!(scope(&charge(&world.store, world.tenant, &area, &budgets).await.1), Some(Scope::Prefix));
        assert_eq!(charge(&world.store, world.tenant, &elsewhere, &budgets).await.1, Charge::Made);
    }

    async fn a_country_takes_as_many_of_an_organisation_as_it_has_room_for(world: World) {
        let budgets = wide_prefix();
        let (other, area) = (other_tenant(&world).await, area(1, "DE"));
        let stores = [world.another().await, world.another().await];
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..TASKS {
            let (store, budgets, area, tenant) = (stores[task % 2].clone(), budgets.clone(), area.clone(), world.tenant);
            tasks.spawn(async move { charge(&store, tenant, &area, &budgets).await.1 });
        }
        let made = tasks.join_all().await.iter().filter(|charge| **charge == Charge::Made).count();
        assert_eq!(made, 10);
        assert_eq!(charge(&world.store, other, &area, &budgets).await.1, Charge::Made, "others are not held up");
        register(&world, 6, &area).await;
        for _ in 0..2 {
            assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made, "two for each number");
        }
        assert_eq!(scope(&charge(&world.store, world.tenant, &area, &budgets).await.1), Some(Scope::Country));
    }

    async fn a_country_has_room_for_three_times_its_usual_hour(world: World) {
        noon(&world).await;
        let (budgets, area) = (wide_prefix(), area(1, "DE"));
        for _ in 0..15 {
            for _ in 0..5 {
                assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
            }
            world.wait(24 * HOUR);
        }
        for _ in 0..15 {
            assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
        }
        assert_eq!(scope(&charge(&world.store, world.tenant, &area, &budgets).await.1), Some(Scope::Country));
    }

    async fn a_notice_is_charged_once(world: World) {
        let (budgets, area) = (BudgetsConfig::default(), area(1, "US"));
        let (message, first) = charge(&world.store, world.tenant, &area, &budgets).await;
        assert_eq!(first, Charge::Made);
        let mut tx = world.store.begin().await.expect("begins");
        let new = notice(&tx, world.tenant);
        let told = new.message;
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        begin_due(&mut tx, told, HOUR, None).await.expect("claims").expect("is due");
        for (message, fence, area, expected) in [
            (message, FENCE, Some(&area), Charge::Before),
            (message, FENCE + 1, Some(&area), Charge::Lost),
            (told, FENCE - 1, None, Charge::Lost),
            (told, FENCE, None, Charge::Made),
            (told, FENCE, None, Charge::Before),
        ] {
            let send = PaidSend { message, fence, tenant: world.tenant, micros: 100, area };
            let charged = paid_sends::charge(&mut tx, &send, &budgets, &UsualHours::default()).await.expect("charges");
            assert_eq!(charged.charge, expected);
        }
        tx.commit().await.expect("commits");
    }

    async fn who_lost_the_claim_charges_nothing(world: World) {
        let (budgets, area) = (BudgetsConfig::default(), area(1, "US"));
        for area in [Some(&area), None] {
            let mut tx = world.store.begin().await.expect("begins");
            let new = notice(&tx, world.tenant);
            let message = new.message;
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            let send = PaidSend { message, fence: FENCE, tenant: world.tenant, micros: 100, area };
            let charge = async |tx: &mut Tx| {
                paid_sends::charge(tx, &send, &budgets, &UsualHours::default()).await.expect("charges").charge
            };
            assert_eq!(charge(&mut tx).await, Charge::Lost, "nobody has it");
            begin_due(&mut tx, message, HOUR, None).await.expect("claims").expect("is due");
            deliveries::finish(&mut tx, message, FENCE, Ending::from(State::Due)).await.expect("finishes");
            assert_eq!(charge(&mut tx).await, Charge::Lost, "its attempt is over");
            begin_due(&mut tx, message, HOUR, None).await.expect("claims").expect("is due");
            assert_eq!(charge(&mut tx).await, Charge::Lost, "somebody else has it");
            let standing = paid_sends::standing(&mut tx, message, FENCE + 1).await.expect("reads").expect("is there");
            assert!(standing.is_held && !standing.is_charged);
        }
    }

    async fn what_a_newer_code_has_taken_the_place_of_is_not_charged(world: World) {
        let (budgets, area) = (BudgetsConfig::default(), area(1, "US"));
        let mut tx = world.store.begin().await.expect("begins");
        let new = notice(&tx, world.tenant);
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        begin_due(&mut tx, new.message, HOUR, None).await.expect("claims").expect("is due");
        deliveries::supersede(&mut tx, new.message).await.expect("supersedes");
        for area in [Some(&area), None] {
            let send = PaidSend { message: new.message, fence: FENCE, tenant: world.tenant, micros: 100, area };
            let charged = paid_sends::charge(&mut tx, &send, &budgets, &UsualHours::default()).await.expect("charges");
            assert_eq!(charged.charge, Charge::Superseded);
        }
        let standing = paid_sends::standing(&mut tx, new.message, FENCE).await.expect("reads").expect("is there");
        assert!(!standing.is_charged);
    }

    async fn a_reason_is_written_by_who_holds_the_claim(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let new = notice(&tx, world.tenant);
        let message = new.message;
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        let claim = begin_due(&mut tx, message, HOUR, None).await.expect("claims").expect("is due");
        deliveries::note_reason(&mut tx, (message, claim.fence - 1), "lost").await.expect("is heard");
        assert_eq!(deliveries::reason_of(&mut tx, message).await.expect("reads"), None);
        deliveries::note_reason(&mut tx, (message, claim.fence), "held").await.expect("writes");
        assert_eq!(deliveries::reason_of(&mut tx, message).await.expect("reads").as_deref(), Some("held"));
    }

    async fn the_first_code_of_a_reset_is_held_up_by_nobody_elses(world: World) {
        let (budgets, area) = (BudgetsConfig::default(), area(1, "US"));
        for _ in 0..5 {
            assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
        }
        assert_eq!(scope(&charge(&world.store, world.tenant, &area, &budgets).await.1), Some(Scope::Prefix));
        let of = async |account: Uuid, flow: Flow| {
            let account = Some(AccountId::from_uuid(account));
            let new = |tx: &Tx| NewDelivery { account, flow: Some(flow), ..notice(tx, world.tenant) };
            scope(&charge_of(&world.store, &area, &budgets, new).await.1)
        };
        let somebody = id();
        assert_eq!(of(somebody, Flow::Setup(id())).await, Some(Scope::Prefix), "anybody sets up any number");
        // More than the country's floor as well.
        for account in [somebody, id(), id(), id(), id(), id(), id()] {
            assert_eq!(of(account, Flow::Reset(id())).await, None);
        }
        assert_eq!(of(somebody, Flow::Reset(id())).await, Some(Scope::Prefix), "the second");
        world.wait(Duration::from_secs(601));
        assert_eq!(of(somebody, Flow::Reset(id())).await, Some(Scope::Country), "the second of the hour");
    }

    async fn where_nothing_comes_back_one_prefix_is_shut_and_opens_by_a_probe(world: World) {
        let (budgets, pumped, sound) = (wide_prefix(), area(1, "US"), area(2, "US"));
        register(&world, 500, &sound).await;
        for _ in 0..20 {
            send_and_prove(&world, &sound, &budgets).await;
        }
        for _ in 0..50 {
            send(&world, &pumped, &budgets).await.expect("nobody had the time to type a code yet");
        }
        world.wait(Duration::from_secs(301));
        assert_eq!(send(&world, &pumped, &budgets).await, Err(Scope::PrefixConversion));
        send_and_prove(&world, &sound, &budgets).await;
        world.wait(Duration::from_secs(1_800));
        for _ in 0..4 {
            send(&world, &pumped, &budgets).await.expect("a probe");
        }
        let last = send(&world, &pumped, &budgets).await.expect("the last probe");
        assert_eq!(send(&world, &pumped, &budgets).await, Err(Scope::PrefixConversion));
        let mut tx = world.store.begin().await.expect("begins");
        paid_sends::prove(&mut tx, last).await.expect("proves");
        tx.commit().await.expect("commits");
        for _ in 0..20 {
            send(&world, &pumped, &budgets).await.expect("it came back");
        }
    }

    async fn four_people_who_ask_again_and_again_shut_nothing_and_twenty_who_ask_once_do(world: World) {
        let (budgets, asked_often, asked_once) = (wide_prefix(), area(1, "DE"), area(2, "US"));
        register(&world, 20, &asked_often).await;
        register(&world, 20, &asked_once).await;
        let somebody = || Some(AccountId::from_uuid(id()));
        for person in [somebody(), somebody(), somebody(), somebody()] {
            for _ in 0..5 {
                send_to(&world, person, &asked_often, &budgets).await.expect("goes");
            }
        }
        world.wait(Duration::from_secs(301));
        send(&world, &asked_often, &budgets).await.expect("four people are too few to judge");
        for _ in 0..19 {
            send_to(&world, somebody(), &asked_once, &budgets).await.expect("goes");
        }
        world.wait(Duration::from_secs(301));
        send_to(&world, somebody(), &asked_once, &budgets).await.expect("nineteen are as well");
        world.wait(Duration::from_secs(301));
        assert_eq!(send(&world, &asked_once, &budgets).await, Err(Scope::PrefixConversion));
    }

    async fn who_types_the_last_of_several_codes_came_back(world: World) {
        let (budgets, area) = (wide_prefix(), area(1, "US"));
        register(&world, 500, &area).await;
        // A fifth of the people, and less than a tenth of the codes.
        for nth in 0..20 {
            let person = Some(AccountId::from_uuid(id()));
            for _ in 0..3 {
                send_to(&world, person, &area, &budgets).await.expect("goes");
            }
            if nth % 5 == 0 {
                let message = send_to(&world, person, &area, &budgets).await.expect("goes");
                let mut tx = world.store.begin().await.expect("begins");
                paid_sends::prove(&mut tx, message).await.expect("proves");
                tx.commit().await.expect("commits");
            }
        }
        world.wait(Duration::from_secs(301));
        send(&world, &area, &budgets).await.expect("as many came back as have to");
    }

    async fn who_asks_again_is_one_probe(world: World) {
        let (budgets, area) = (wide_prefix(), area(1, "US"));
        register(&world, 500, &area).await;
        for _ in 0..20 {
            send(&world, &area, &budgets).await.expect("goes");
        }
        world.wait(Duration::from_secs(301));
        assert_eq!(send(&world, &area, &budgets).await, Err(Scope::PrefixConversion));
        world.wait(Duration::from_secs(1_800));
        let person = Some(AccountId::from_uuid(id()));
        for _ in 0..6 {
            send_to(&world, person, &area, &budgets).await.expect("one of five probes");
        }
        for _ in 0..4 {
            send(&world, &area, &budgets).await.expect("the others");
        }
        assert_eq!(send(&world, &area, &budgets).await, Err(Scope::PrefixConversion));
    }

    async fn what_providers_did_not_take_shuts_nothing(world: World) {
        let (budgets, area) = (wide_prefix(), area(1, "US"));
        register(&world, 500, &area).await;
        for _ in 0..30 {
            assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
        }
        world.wait(Duration::from_secs(301));
        assert_eq!(charge(&world.store, world.tenant, &area, &budgets).await.1, Charge::Made);
    }

    async fn a_country_is_shut_where_nothing_comes_back_from_it(world: World) {
        let (budgets, elsewhere) = (wide_prefix(), area(0, "FR"));
        register(&world, 500, &area(1, "US")).await;
        // Each prefix for itself has too few to judge.
        for prefix in 1..=4 {
            for _ in 0..6 {
                send(&world, &area(prefix, "US"), &budgets).await.expect("goes");
            }
        }
        world.wait(Duration::from_secs(301));
        assert_eq!(send(&world, &area(5, "US"), &budgets).await, Err(Scope::CountryConversion));
        send(&world, &elsewhere, &budgets).await.expect("another country");
    }
}
