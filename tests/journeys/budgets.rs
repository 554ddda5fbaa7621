//! Budgets of messages by phone, as people see them: where one is spent, mail goes on, and owners are told all the same; a whole
//! company gets through on Monday.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::{ACCOUNT_SID, AUTH_TOKEN, FROM};
use rekey_testkit::{Layout, World};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::in_every_layout;
use crate::steps::{DAVE, DAVE_EMAIL, DAVE_PHONE, NEW_PASSWORD, Reset, apply_settings, logs};

/// People of the company; `REKEY_TEST_PEOPLE` says another number.
const PEOPLE: usize = 60;
/// Who are at it at the same time.
const AT_ONCE: usize = 6;
/// As many as one address begins resets for in a window of the default limits, with room for those who begin again.
const PEOPLE_IN_A_WINDOW: usize = 125;
/// The window, and a moment.
const WINDOW_SECONDS: i64 = 605;
const HOUR: i64 = 3600;
/// For what the program does by itself.
const DEADLINE: Duration = Duration::from_secs(60);
/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// Codes by phone have no money at all.
const SPENT: [(&str, &str); 4] = [
    ("REKEY__LIMITS__BUDGETS__MONEY_PER_HOUR_MICROS", "1"),
    ("REKEY__LIMITS__BUDGETS__MONEY_PER_TENANT_HOUR_MICROS", "1"),
    ("REKEY__LIMITS__BUDGETS__SENDS_PER_PREFIX", "[{max=1,seconds=600}]"),
    ("REKEY__LIMITS__BUDGETS__COUNTRY_FLOOR_PER_HOUR", "1"),
];

/// Seconds from now to half past some hour: no hour ends while a journey goes on.
fn half_past() -> i64 {
    let now = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let into_hour = i64::try_from(now % 3600).expect("short");
    HOUR + HOUR / 2 - into_hour
}

/// Looks until the person sees that the code will not arrive.
async fn sees_that_it_failed(world: &World, reset: &mut Reset) {
    let deadline = Instant::now() + DEADLINE;
    while reset.look(world).await["challenge"]["delivery"] != "failed" {
        assert!(Instant::now() < deadline, "{}\n{}", reset.view, world.log());
        sleep(LOOK_EVERY).await;
    }
}

/// A reset by mail, after the phone was of no use.
async fn reset_by_mail(world: &World, password: &str) {
    let mut reset = Reset::start(world, DAVE).await;
    reset.choose(world, "sms", Some(DAVE_PHONE)).await.good();
    sees_that_it_failed(world, &mut reset).await;
    assert_eq!(reset.channels(), ["email", "sms", "voice"], "other ways are offered, and this one again");
    reset.prove_by_email_again(world, DAVE_EMAIL).await;
    assert_eq!(reset.set_password(world, password).await.good()["status"], "completed");
}

async fn with_every_budget_spent_mail_goes_on_and_owners_are_told_once(layout: Layout) {
    let world = World::start_in(layout, Vec::new(), &SPENT).await.expect("starts");
    reset_by_mail(&world, NEW_PASSWORD).await;
    let told = world.messages_to(DAVE_PHONE, 1).await;
    assert!(told.len() == 1 && told[0].code().is_none(), "{told:?}");
    let mailed = world.messages_to(DAVE_EMAIL, 2).await;
    assert_eq!(mailed.iter().filter(|message| message.code().is_none()).count(), 1, "{mailed:?}");
    logs(&world, "budget.spent").await;
}

async fn where_the_reserve_is_spent_as_well_owners_are_told_in_the_next_hour(layout: Layout) {
    // One text message an hour.
    let reserve = ("REKEY__LIMITS__BUDGETS__RESERVE_PER_HOUR_MICROS", "100000");
    let variables = [&SPENT[..], &[reserve]].concat();
    let mut world = World::start_in(layout, Vec::new(), &variables).await.expect("starts");
    let offset = half_past();
    world.resume(offset).await.expect("starts");
    reset_by_mail(&world, NEW_PASSWORD).await;
    world.messages_to(DAVE_PHONE, 1).await;
    reset_by_mail(&world, "Eighteen green kettles 8").await;
    logs(&world, "reserve_hour").await;
    assert_eq!(world.messages_to(DAVE_PHONE, 1).await.len(), 1, "the second has to wait");
    world.resume(offset + HOUR).await.expect("starts");
    let told = world.messages_to(DAVE_PHONE, 2).await;
    assert!(told.len() == 2 && told.iter().all(|message| message.code().is_none()), "{told:?}");
}

async fn sending_again_waits_longer_each_time(layout: Layout) {
    let sends = [("REKEY__LIMITS__SENDS_PER_OPTION", "6")];
    let mut world = World::start_in(layout, Vec::new(), &sends).await.expect("starts");
    let mut reset = Reset::start(&world, DAVE).await;
    let mut offset = 0;
    reset.choose(&world, "email", None).await.good();
    for (nth, cooldown) in [30_u64, 60, 120, 300].into_iter().enumerate() {
        world.code_to(DAVE_EMAIL, nth + 1).await;
        let early = reset.choose(&world, "email", None).await;
        assert_eq!((early.status.as_u16(), early.code()), (429, "cooldown_running"), "{cooldown}");
        let wait = early.retry_after.expect("told");
        assert!(wait <= cooldown && wait + 10 >= cooldown, "{wait} of {cooldown}");
        // A moment before it is still too early.
        world.resume(offset + i64::try_from(wait).expect("short") - 10).await.expect("starts");
        assert_eq!(reset.choose(&world, "email", None).await.code(), "cooldown_running", "{cooldown}");
        offset += i64::try_from(wait).expect("short") + 1;
        world.resume(offset).await.expect("starts");
        reset.choose(&world, "email", None).await.good();
    }
}

/// One organisation of so many people, whose phones are one block of numbers.
fn company(people: usize) -> String {
    let head = r#"
default_tenant = "adatum"
[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]
[tenants.adatum.policy]
profile = "model"
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
"#;
    let person = |nth: usize| {
        let (user_id, number) = (user_id(nth), number(nth));
        format!(
            "[[tenants.adatum.accounts]]\nuser_id = \"{user_id}\"\ncontacts = [{{ slot = \"mobile_phone\", value = \"{number}\" }}]\n"
        )
    };
    [head.to_owned()].into_iter().chain((0..people).map(person)).collect()
}

fn user_id(nth: usize) -> String {
    format!("person{nth}@adatum.example")
}

fn number(nth: usize) -> String {
    format!("+1425555{nth:04}")
}

/// The newest code that went to a number, once there is one.
async fn texted(twilio: &Twilio, number: &str) -> String {
    let deadline = Instant::now() + DEADLINE;
    loop {
        let codes = twilio.messages().into_iter().rev().filter(|message| message.to == number);
        if let Some(code) = codes.filter_map(|message| message.code()).next() {
            return code;
        }
        assert!(Instant::now() < deadline, "nothing arrived");
        sleep(LOOK_EVERY).await;
    }
}

/// One of them forgot the password, and gets back in.
async fn gets_through(world: &World, twilio: &Twilio, nth: usize) {
    let number = number(nth);
    let mut reset = Reset::start(world, &user_id(nth)).await;
    let chosen = reset.choose(world, "sms", Some(&number)).await;
    assert!(chosen.status.is_success(), "{chosen:?}\n{}", world.log());
    let code = texted(twilio, &number).await;
    let answered = reset.answer(world, &code).await;
    assert!(answered.status.is_success(), "{answered:?}\n{}", world.log());
    // Many hashes at a time are told to come back.
    for _ in 0..100 {
        let done = reset.set_password(world, NEW_PASSWORD).await;
        if done.status.is_success() {
            return;
        }
        assert!(done.status.as_u16() == 503, "{done:?}");
        sleep(Duration::from_millis(500)).await;
    }
    unreachable!("hashes are made");
}

async fn a_company_behind_one_address_with_one_block_of_numbers_gets_through(layout: Layout) {
    let people = std::env::var("REKEY_TEST_PEOPLE").map_or(PEOPLE, |people| people.parse().expect("a number"));
    let twilio = Arc::new(Twilio::start().await.expect("starts"));
    // The limits are the defaults.
    let variables = [
        ("REKEY__GATEWAY__PUBLIC_URL", "{address}"),
        ("REKEY__PROVIDERS__PHONES__KIND", "twilio"),
        ("REKEY__PROVIDERS__PHONES__ACCOUNT_SID", ACCOUNT_SID),
        ("REKEY__PROVIDERS__PHONES__AUTH_TOKEN", AUTH_TOKEN),
        ("REKEY__PROVIDERS__PHONES__FROM", FROM),
        ("REKEY__PROVIDERS__PHONES__API_BASE", twilio.address()),
    ];
    let mut world = World::start_written(layout, Vec::new(), "", &variables).await.expect("starts");
    apply_settings(&world, &company(people));
    let mut offset = half_past() - HOUR / 2;
    for window in (0..people).collect::<Vec<_>>().chunks(PEOPLE_IN_A_WINDOW) {
        // Told to end, and not killed: nobody is told twice.
        world.terminate().expect("ends");
        world.resume(offset).await.expect("starts");
        offset += WINDOW_SECONDS;
        let shared = Arc::new(world);
        for some in window.chunks(AT_ONCE) {
            let mut tasks = JoinSet::new();
            for nth in some.iter().copied() {
                let (world, twilio) = (shared.clone(), twilio.clone());
                tasks.spawn(async move { gets_through(&world, &twilio, nth).await });
            }
            tasks.join_all().await;
        }
        world = Arc::into_inner(shared).expect("nobody is at it any more");
    }
    assert!(offset - half_past() <= HOUR / 2, "within an hour");
    let mut told = twilio.messages().into_iter().filter(|message| message.code().is_none()).collect::<Vec<_>>();
    let deadline = Instant::now() + DEADLINE;
    while told.len() < people {
        assert!(Instant::now() < deadline, "{} were told", told.len());
        sleep(LOOK_EVERY).await;
        told = twilio.messages().into_iter().filter(|message| message.code().is_none()).collect();
    }
    assert_eq!(told.len(), people, "every owner is told, once");
    assert!(twilio.complaints().is_empty(), "{:?}", twilio.complaints());
}

in_every_layout! {
    a_company_behind_one_address_with_one_block_of_numbers_gets_through
    sending_again_waits_longer_each_time
    where_the_reserve_is_spent_as_well_owners_are_told_in_the_next_hour
    with_every_budget_spent_mail_goes_on_and_owners_are_told_once
}
