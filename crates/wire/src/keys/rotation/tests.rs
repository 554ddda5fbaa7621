//! Facts about rotation: what was made before opens afterwards, what is made afterwards is made by the newer key, and
//! no key leaves too early.

use rekey_domain::{ChallengeId, ChangeId, MessageId, TenantId};
use uuid::Uuid;

use super::*;
use crate::keys::{CodeKeys, Role};
use crate::notice::{Destination, Notice, NoticeBody, NoticeSealer};
use crate::secret::Code;

const NOW: Timestamp = Timestamp::from_micros(1_795_515_300_000_000);
const HOUR: Duration = Duration::from_secs(3600);

fn keys() -> Keys {
    let mut next = 0u8;
    Keys::generate(&mut |buffer| {
        next = next.wrapping_add(1);
        buffer.fill(next);
    })
}

/// As another process reads it, at this time.
fn reread(keys: &Keys, now: Timestamp) -> Keys {
    let read = Keys::parse(&keys.to_toml()).expect("its own form");
    read.turn(now);
    read
}

fn rotated(keys: &Keys, now: Timestamp) -> Keys {
    let mut next = 100u8;
    let fill = &mut |buffer: &mut [u8]| {
        next = next.wrapping_add(1);
        buffer.fill(next);
    };
    keys.rotated(now, now.plus(HOUR), fill).expect("rotates").0
}

fn challenge() -> ChallengeId {
    ChallengeId::from_uuid(Uuid::from_u128(5))
}

fn code() -> Code {
    Code::from_digits("482913").expect("a code")
}

fn key_of(codes: &CodeKeys) -> u32 {
    codes.mac(&code(), challenge()).key_id
}

fn notice() -> Notice {
    Notice {
        id: MessageId::from_uuid(Uuid::from_u128(1)),
        tenant: TenantId::from_uuid(Uuid::from_u128(2)),
        house: "Contoso".into(),
        help_name: String::new(),
        locale: "en".into(),
        channel: rekey_domain::Channel::Email,
        to: Destination::Nobody,
        body: NoticeBody::Call(crate::notice::CallNotice {
            purpose: crate::notice::CodePurpose::Reset,
            asks: crate::notice::CallAsks::PressPound,
            host: "reset.contoso.example".into(),
        }),
        expires_at: NOW.plus(HOUR),
    }
}

fn sealed_by(sealer: &NoticeSealer) -> (Vec<u8>, u32) {
    let sealed = sealer.seal(&notice(), &mut |buffer| buffer.fill(5));
    let id = u32::from_be_bytes(sealed[2..6].try_into().expect("four bytes"));
    (sealed, id)
}

#[test]
fn a_newer_key_opens_at_once_and_makes_when_its_time_has_come() {
    let (running, opener) = (keys(), keys().notice_opener());
    let (codes, sealer, own_opener) =
        (running.codes(), running.notice_sealer(Role::Orchestrator), running.notice_opener());
    let (before, id) = sealed_by(&sealer);
    assert_eq!(id, 1);
    let file = rotated(&running, NOW);
    assert_eq!(running.take(&reread(&file, NOW), NOW), Ok(true));
    assert_eq!(running.take(&reread(&file, NOW), NOW), Ok(false), "the same again is nothing new");
    assert_eq!((key_of(&codes), sealed_by(&sealer).1), (1, 1), "its time has not come");
    let last = NOW.plus(HOUR).minus(Duration::from_micros(1));
    assert!(!running.turn(last));
    assert!(running.turn(NOW.plus(HOUR)) && !running.turn(NOW.plus(HOUR)), "once");
    let (after, id) = sealed_by(&sealer);
    assert_eq!((key_of(&codes), id), (2, 2), "also of what was made of the keys before");
    for sealed in [&before, &after] {
        assert!(own_opener.open(sealed, &notice().binding()).is_ok());
    }
    assert!(opener.open(&before, &notice().binding()).is_ok());
    assert!(opener.open(&after, &notice().binding()).is_err(), "who has not read the file cannot");
    let early = reread(&file, NOW).notice_opener();
    assert!(early.open(&after, &notice().binding()).is_ok(), "who has read it can before its time");
}

#[test]
fn what_was_made_before_still_counts() {
    let running = keys();
    let (change, password) = (ChangeId::from_uuid(Uuid::from_u128(8)), "Nineteen green kettles 7");
    let (mac, stored) = (running.codes().mac(&code(), challenge()), running.fingerprint(change, password));
    let (tag, veiled) = (running.cookies().tag(&[b"a"]), running.spoken_codes().veil(&code(), notice().id));
    running.take(&rotated(&running, NOW), NOW.plus(HOUR)).expect("fits");
    assert!(running.codes().verify(&mac, &code(), challenge()));
    assert_ne!(running.fingerprint(change, password), stored);
    assert!(running.is_fingerprint(&stored, change, password) && !running.is_fingerprint(&stored, change, "another"));
    assert!(running.cookies().verify(&tag, &[b"a"]));
    assert_ne!(running.cookies().tag(&[b"a"]), tag);
    let unveiled = running.spoken_codes().unveil(&veiled, notice().id).expect("a code");
    assert_eq!((unveiled.expose(), veiled.starts_with("1.")), ("482913", true));
    assert!(running.spoken_codes().veil(&code(), notice().id).starts_with("2."));
}

#[test]
fn rings_that_cannot_be_rotated_stay_and_say_why() {
    let file = rotated(&keys(), NOW);
    let newest = |purpose: &str| file.states(NOW).into_iter().find(|state| state.purpose == purpose).expect("there");
    for purpose in PURPOSES {
        let fixed = ["contact_lookup", "decoy", "pepper", "limits", "audit"].contains(&purpose);
        let state = newest(purpose);
        assert_eq!(
            (state.id, matches!(state.turnover, Turnover::Never(_))),
            (if fixed { 1 } else { 2 }, fixed),
            "{purpose}"
        );
        assert_eq!(
            matches!(state.retires, Retires::Never(_)),
            fixed || purpose.ends_with("t_sealing") || purpose.starts_with("authenticator"),
            "{purpose}"
        );
    }
    assert!(file.marks().fit(&keys().marks()).is_ok(), "the database takes it");
}

#[test]
fn a_key_is_retired_when_what_it_made_is_over_and_no_sooner() {
    let file = reread(&rotated(&keys(), NOW), NOW);
    let from = NOW.plus(HOUR).plus(LATE_MAX).plus(DAY);
    let early = from.minus(Duration::from_micros(1));
    assert_eq!(
        file.without("code_mac", 1, early).err(),
        Some(RotationError::TooEarly { purpose: "code_mac", id: 1, from })
    );
    let left = file.without("code_mac", 1, from).expect("may go");
    assert!(
        left.codes().mac(&code(), challenge()).key_id == 2
            && reread(&left, from).codes().mac(&code(), challenge()).key_id == 2
    );
    assert!(left.take(&left, from).is_ok() && left.ring("cookies").keys().len() == 2, "the others stay");
    assert_eq!(file.without("code_mac", 2, from).err(), Some(RotationError::Newest { purpose: "code_mac", id: 2 }));
    for (purpose, id) in [("contact_sealing", 1), ("authenticator_sealing", 1), ("pepper", 1), ("contact_lookup", 1)] {
        let stays = file.without(purpose, id, from.plus(DAY.saturating_mul(9_999))).err();
        assert!(matches!(stays, Some(RotationError::Stays { .. })), "{purpose}: {stays:?}");
    }
    for (purpose, id) in [("code_mac", 3), ("other", 1)] {
        let unknown = file.without(purpose, id, from).err();
        assert!(matches!(unknown, Some(RotationError::Unknown { .. })), "{purpose}: {unknown:?}");
    }
    let help = file.without("help_sealing", 1, from).err();
    assert!(matches!(help, Some(RotationError::TooEarly { .. })), "help requests wait for longer: {help:?}");
}

#[test]
fn of_several_newer_keys_the_first_says_when_the_old_one_may_go() {
    let once = rotated(&keys(), NOW);
    let later = NOW.plus(DAY);
    let twice = rotated(&reread(&once, later), later);
    let state =
        |id| twice.states(later).into_iter().find(|state| (state.purpose, state.id) == ("cookies", id)).expect("there");
    let lasts = HOUR + LATE_MAX + DAY;
    assert_eq!(state(1).retires, Retires::From(NOW.plus(lasts)));
    assert_eq!(state(2).retires, Retires::From(later.plus(lasts)));
    assert_eq!((state(3).retires, state(2).seals, state(3).seals), (Retires::Newest, true, false));
}

#[test]
fn one_rotation_ends_before_the_next_begins() {
    let file = rotated(&keys(), NOW);
    let again = |now: Timestamp| file.rotated(now, now.plus(HOUR), &mut |buffer| buffer.fill(1)).err();
    let under_way = again(NOW.plus(HOUR).minus(Duration::from_micros(1)));
    assert!(matches!(under_way, Some(RotationError::UnderWay { id: 2, .. })), "{under_way:?}");
    assert_eq!(again(NOW.plus(HOUR)), None);
    let mut full = keys();
    for turn in 1..KEYS_PER_RING_MAX {
        full = rotated(&full, NOW.plus(HOUR.saturating_mul(u32::try_from(turn).expect("few"))));
    }
    let end = NOW.plus(DAY.saturating_mul(99));
    let more = full.rotated(end, end, &mut |buffer| buffer.fill(1)).err();
    assert!(matches!(more, Some(RotationError::TooMany(_))), "{more:?}");
}

#[test]
fn a_newer_file_that_lacks_what_is_stored_for_good_is_not_taken() {
    let running = keys();
    let mut others = 50u8;
    let other = Keys::generate(&mut |buffer| {
        others = others.wrapping_add(1);
        buffer.fill(others);
    });
    let sealed = sealed_by(&running.notice_sealer(Role::Admin)).0;
    assert!(running.take(&other, NOW).is_err());
    assert!(running.notice_opener().open(&sealed, &notice().binding()).is_ok(), "nothing changed");
}

#[test]
fn the_file_keeps_the_times_of_its_keys() {
    let file = rotated(&keys(), NOW);
    let states = |keys: &Keys| keys.states(NOW);
    assert_eq!(states(&reread(&file, NOW)), states(&file));
    let bad = file.to_toml().replace("seals_from = \"2", "seals_from = \"x");
    assert!(Keys::parse(&bad).is_err(), "a time that is none");
}
