//! What the hasher promises: standard hashes, equal cost for the unknown, and never more work than allowed.

use std::time::Instant;

use super::*;

const SALT: [u8; 16] = *b"salt of a tester";

fn password(text: &str) -> PlainPassword {
    PlainPassword::parse(text).expect("well-formed")
}

fn hasher() -> Hasher {
    Hasher::new(HasherConfig::default()).expect("sound")
}

#[tokio::test]
async fn a_hash_says_its_parameters_and_salt_in_phc_form() {
    let hash = hasher().hash(password("correct horse"), SALT).await.expect("hashed");
    let fields: Vec<&str> = hash.as_str().split('$').collect();
    assert_eq!(fields[..4], ["", "argon2id", "v=19", "m=19456,t=2,p=1"]);
    assert_eq!(fields[4], "c2FsdCBvZiBhIHRlc3Rlcg", "the salt that was given, in base64 without padding");
    assert_eq!(fields[5].len(), 43, "32 bytes");
}

#[tokio::test]
async fn a_hash_made_by_the_reference_implementation_is_verified() {
    // The command line of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1
    let reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    let hash = PasswordHash::parse(reference).expect("parses");
    let hasher = hasher();
    assert_eq!(hasher.verify(password("password"), Some(&hash)).await, Ok(Verdict::Matched { outdated: true }));
    assert_eq!(hasher.verify(password("Password"), Some(&hash)).await, Ok(Verdict::NotMatched));
}

#[tokio::test]
async fn every_byte_of_a_long_password_matters_and_both_spellings_match() {
    let hasher = hasher();
    let long = format!("{}\u{E9}", "x".repeat(100));
    let hash = hasher.hash(password(&long), SALT).await.expect("hashed");
    let decomposed = format!("{}e\u{301}", "x".repeat(100));
    let matched = Ok(Verdict::Matched { outdated: false });
    assert_eq!(hasher.verify(password(&decomposed), Some(&hash)).await, matched);
    for wrong in ["x".repeat(100), format!("{}\u{E8}", "x".repeat(100)), format!("{long} ")] {
        assert_eq!(hasher.verify(password(&wrong), Some(&hash)).await, Ok(Verdict::NotMatched));
    }
}

#[tokio::test]
async fn a_hash_of_yesterdays_parameters_matches_and_is_outdated() {
    let hash = hasher().hash(password("correct horse"), SALT).await.expect("hashed");
    let stronger = Hasher::new(HasherConfig { passes: 3, memory_kib: 20_000, ..HasherConfig::default() });
    let stronger = stronger.expect("sound");
    let verdict = stronger.verify(password("correct horse"), Some(&hash)).await;
    assert_eq!(verdict, Ok(Verdict::Matched { outdated: true }));
    let renewed = stronger.hash(password("correct horse"), SALT).await.expect("hashed");
    assert!(renewed.as_str().contains("m=20000,t=3,p=1"));
    let verdict = stronger.verify(password("correct horse"), Some(&renewed)).await;
    assert_eq!(verdict, Ok(Verdict::Matched { outdated: false }));
}

#[tokio::test]
async fn without_the_pepper_a_stolen_hash_proves_nothing() {
    let peppered = hasher().with_pepper([7; 32]);
    let hash = peppered.hash(password("correct horse"), SALT).await.expect("hashed");
    let matched = Ok(Verdict::Matched { outdated: false });
    assert_eq!(peppered.verify(password("correct horse"), Some(&hash)).await, matched);
    for other in [hasher(), hasher().with_pepper([8; 32])] {
        assert_eq!(other.verify(password("correct horse"), Some(&hash)).await, Ok(Verdict::NotMatched));
    }
}

#[tokio::test]
async fn an_unknown_account_costs_as_much_as_a_known_one() {
    let hasher = hasher().with_pepper([7; 32]);
    let hash = hasher.hash(password("correct horse"), SALT).await.expect("hashed");
    let mut fastest = [Duration::MAX; 2];
    // The fastest of several, taken in turn: what else the machine does only ever adds.
    for _ in 0..8 {
        for (fastest, hash) in fastest.iter_mut().zip([Some(&hash), None]) {
            let began = Instant::now();
            assert_eq!(hasher.verify(password("wrong"), hash).await, Ok(Verdict::NotMatched));
            *fastest = began.elapsed().min(*fastest);
        }
    }
    let [known, unknown] = fastest.map(|duration| duration.as_secs_f64());
    assert!((0.7..1.4).contains(&(unknown / known)), "known {known} s, unknown {unknown} s");
}

#[tokio::test]
async fn of_300_at_once_those_beyond_the_queue_are_told_to_come_back() {
    let config = HasherConfig { concurrency: 2, queue: 10, max_wait: Duration::from_secs(60), ..Default::default() };
    let hasher = Hasher::new(config).expect("sound");
    // Two hashes that take as long as the test wants.
    let running = Arc::clone(&hasher.shared.running).acquire_many_owned(2).await.expect("free");
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..300 {
        let (hasher, password) = (hasher.clone(), password(&"x".repeat(1024)));
        calls.spawn(async move { hasher.verify(password, None).await });
    }
    for _ in 0..288 {
        let refused = calls.join_next().await.expect("288 of them end").expect("no panic");
        assert_eq!(refused, Err(HashError::Busy));
    }
    drop(running);
    let waited = calls.join_all().await;
    assert_eq!(waited, [const { Ok(Verdict::NotMatched) }; 12]);
    assert!(hasher.shared.memory.idle_count() <= 2, "no more memory than work at a time");
    assert_eq!(hasher.verify(password("wrong"), None).await, Ok(Verdict::NotMatched), "and then it works again");
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_gives_its_place_back() {
    let config = HasherConfig { concurrency: 1, queue: 1, max_wait: Duration::ZERO, ..Default::default() };
    let hasher = Hasher::new(config).expect("sound");
    let running = Arc::clone(&hasher.shared.running).acquire_owned().await.expect("free");
    assert_eq!(hasher.verify(password("wrong"), None).await, Err(HashError::Busy));
    assert_eq!(hasher.shared.places.available_permits(), 2);
    drop(running);
    assert_eq!(hasher.verify(password("wrong"), None).await, Ok(Verdict::NotMatched));
    assert_eq!(hasher.shared.places.available_permits(), 2);
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_make_room_before_the_work_ends() {
    let config = HasherConfig { concurrency: 1, queue: 1, ..Default::default() };
    let hasher = Hasher::new(config).expect("sound");
    let mut call = Box::pin(hasher.verify(password("wrong"), None));
    let first_poll = std::future::poll_fn(|context| std::task::Poll::Ready(call.as_mut().poll(context).is_pending()));
    assert!(first_poll.await, "the work has begun");
    drop(call);
    assert_eq!(hasher.shared.running.available_permits(), 0);
    let running = Arc::clone(&hasher.shared.running).acquire_owned();
    tokio::time::timeout(Duration::from_secs(30), running).await.expect("the work ends").expect("open").forget();
}

#[test]
fn settings_below_the_standard_or_beyond_reason_are_refused() {
    let sound = HasherConfig::default();
    for (config, outcome) in [
        (sound, Ok(())),
        (HasherConfig { memory_kib: 19_455, ..sound }, Err(HasherConfigError::Work)),
        (HasherConfig { memory_kib: 262_144, ..sound }, Ok(())),
        (HasherConfig { memory_kib: 262_145, ..sound }, Err(HasherConfigError::Work)),
        (HasherConfig { passes: 1, ..sound }, Err(HasherConfigError::Work)),
        (HasherConfig { passes: 16, ..sound }, Ok(())),
        (HasherConfig { passes: 17, ..sound }, Err(HasherConfigError::Work)),
        (HasherConfig { lanes: 0, ..sound }, Err(HasherConfigError::Work)),
        (HasherConfig { lanes: 4, ..sound }, Ok(())),
        (HasherConfig { lanes: 5, ..sound }, Err(HasherConfigError::Work)),
    ] {
        assert_eq!(Hasher::new(config).map(drop), outcome, "{config:?}");
    }
}

#[tokio::test]
async fn the_load_tells_who_is_computed_from_who_waits() {
    let config = HasherConfig { concurrency: 1, queue: 5, max_wait: Duration::from_secs(60), ..Default::default() };
    let hasher = Hasher::new(config).expect("sound");
    assert_eq!(hasher.load(), Load { working: 0, waiting: 0 });
    let turn = hasher.wait_for_turn().await.expect("free");
    let mut next = Box::pin(hasher.wait_for_turn());
    assert!(tokio::time::timeout(Duration::ZERO, &mut next).await.is_err());
    assert_eq!(hasher.load(), Load { working: 1, waiting: 1 });
    drop((turn, next));
    assert_eq!(hasher.load(), Load { working: 0, waiting: 0 });
}
