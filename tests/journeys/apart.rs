//! Roles apart, two copies of each: one copy of any role may die in the middle, and both may be away for a while.

use rekey_testkit::{Engine, ROLES, World};

use crate::steps::{DAVE, DAVE_EMAIL, NEW_PASSWORD, Reset, register, signed_in};

const ALICE: &str = "alice@contoso.example";
const ALICE_EMAIL: &str = "alice@personal.example";

async fn apart() -> World {
    World::apart().await.expect("starts")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_goes_on_when_a_copy_of_any_role_is_killed_between_any_two_steps() {
    let mut world = apart().await;
    for (round, role) in ROLES.into_iter().enumerate() {
        let (nth, password) = (2 * round + 1, format!("{NEW_PASSWORD}{round}"));
        let mut reset = Reset::start(&world, DAVE).await;
        world.kill_one(role, 0);
        reset.choose(&world, "email", None).await.good();
        world.restart().await.expect("starts");
        world.kill_one(role, 1);
        let code = world.code_to(DAVE_EMAIL, nth).await;
        reset.answer(&world, &code).await.good();
        world.restart().await.expect("starts");
        world.kill_one(role, 0);
        reset.set_password(&world, &password).await.good();
        world.restart().await.expect("starts");
        world.kill_one(role, 1);
        assert_eq!(reset.look(&world).await["status"], "completed", "{role}");
        signed_in(&world, DAVE, &password).await;
        let mails = world.messages_to(DAVE_EMAIL, nth + 1).await;
        assert_eq!(mails.len(), nth + 1, "{role}: a code and a notice, once");
        world.restart().await.expect("starts");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn registering_goes_on_when_a_copy_of_any_role_is_killed() {
    let mut world = apart().await;
    for role in ROLES {
        world.kill_one(role, 1);
    }
    let token = signed_in(&world, ALICE, &world.password(ALICE)).await;
    register(&world, &token, "authentication_email", ALICE_EMAIL).await;
    world.restart().await.expect("starts");
    for role in ROLES {
        world.kill_one(role, 0);
    }
    let methods = world.get("/api/v1/me/methods", &token).await.good();
    assert!(methods.to_string().contains("authentication_email"), "{methods}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_for_while_every_notifier_was_away_is_sent_once_they_are_back() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    world.kill_one("notifier", 0);
    world.kill_one("notifier", 1);
    reset.choose(&world, "email", None).await.good();
    assert_eq!(reset.view["challenge"]["delivery"], "queued");
    world.restart().await.expect("starts");
    let code = world.code_to(DAVE_EMAIL, 1).await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
    assert_eq!(world.messages_to(DAVE_EMAIL, 1).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_is_away_is_told_as_such_and_found_again() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    world.kill_one("orchestrator", 0);
    world.kill_one("orchestrator", 1);
    let away = reset.choose(&world, "email", None).await;
    assert_eq!((away.status.as_u16(), away.code()), (503, "unavailable"));
    assert!(away.retry_after.is_some());
    // Others go on meanwhile.
    signed_in(&world, DAVE, &world.password(DAVE)).await;
    world.restart().await.expect("starts");
    reset.choose(&world, "email", None).await.good();
    let code = world.code_to(DAVE_EMAIL, 1).await;
    reset.answer(&world, &code).await.good();
    assert_eq!(reset.status(), "verified");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_ends_what_it_has_when_it_is_told_to() {
    let mut world = apart().await;
    let mut reset = Reset::start(&world, DAVE).await;
    reset.choose(&world, "email", None).await.good();
    assert!(world.terminate().expect("it ran").success(), "{}", world.log());
    world.restart().await.expect("starts");
    let code = world.code_to(DAVE_EMAIL, 1).await;
    reset.answer(&world, &code).await.good();
    assert_eq!(world.messages_to(DAVE_EMAIL, 1).await.len(), 1, "once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_can_do_to_the_database_what_it_has_to_and_nothing_else() {
    let world = apart().await;
    let database = world.database();
    let may = |role: &str, statement: &str| {
        let url = database.url_of(role).expect("a user of its own");
        rekey_testkit::databases::psql(&url, statement)
    };
    for (role, statement) in [
        ("orchestrator", "select count(*) from resets"),
        ("registration", "select count(*) from contacts"),
        ("notifier", "select count(*) from deliveries"),
        ("admin", "select count(*) from audit"),
    ] {
        may(role, statement).expect(statement);
    }
    for (role, statement) in [
        ("notifier", "select count(*) from accounts"),
        ("notifier", "select count(*) from contacts"),
        ("notifier", "select count(*) from resets"),
        ("orchestrator", "insert into accounts select * from accounts"),
        ("orchestrator", "delete from contacts"),
        ("orchestrator", "update policies set document = document"),
        ("orchestrator", "delete from audit"),
        ("registration", "update audit set actor = actor"),
        ("registration", "insert into resets select * from resets"),
        ("admin", "delete from audit"),
        ("admin", "truncate audit"),
        ("registration", "create table more (id int)"),
    ] {
        let refused = may(role, statement).expect_err(statement).to_string();
        assert!(refused.contains("permission denied"), "{role}: {statement}: {refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_alone_says_what_it_lacks() {
    let world = World::demo(Engine::Sqlite).await.expect("starts");
    let refused = |arguments: &[&str]| world.command(arguments).expect_err("cannot start").to_string();
    assert!(refused(&["run", "--role", "notifier"]).contains("store.url"));
    let unknown = refused(&["run", "--role", "mailer"]);
    assert!(unknown.contains("registration") && unknown.contains("gateway"), "{unknown}");
    let world = World::demo(Engine::Postgres).await.expect("starts");
    let refused = world.command(&["run", "--role", "notifier"]).expect_err("cannot start").to_string();
    assert!(refused.contains("bus.url"), "{refused}");
}
