//! Facts about how a reset ends.

use super::*;

fn unlocking() -> Drive {
    Drive::new(Policy { unlock: true, ..Policy::model() }, claimant())
}

#[test]
fn whoever_may_set_a_password_may_keep_the_old_one() {
    let mut drive = unlocking();
    assert_eq!(drive.tell(Command::Unlock), Reply::Refused(Refusal::NotVerified));
    drive.prove(EMAIL);
    assert_eq!(drive.tell(Command::Unlock), Reply::Accepted);
    assert_eq!(drive.effects, [Effect::Closed(ClosedReason::Unlocked), Effect::Unlocked(account())]);
    assert_eq!(drive.status(), Status::Closed(ClosedReason::Unlocked));
}

#[test]
fn nothing_is_unlocked_where_policy_does_not_say_so_or_a_password_is_being_set() {
    let mut drive = model();
    drive.prove(EMAIL);
    assert_eq!(drive.tell(Command::Unlock), Reply::Refused(Refusal::NotVerified));
    let mut drive = unlocking();
    drive.prove(EMAIL);
    drive.begin_change(1, Resubmission::Same);
    assert_eq!(drive.tell(Command::Unlock), Reply::Refused(Refusal::DifferentPassword));
    assert_eq!((drive.status(), drive.effects.len()), (Status::Changing, 0));
}

#[test]
fn it_expires_once() {
    let mut drive = model();
    drive.wait(15 * 60);
    assert_eq!(drive.tell(Command::Cancel), Reply::Refused(Refusal::Over));
    assert_eq!(drive.effects, [Effect::Closed(ClosedReason::Expired)]);
    let closed = drive.reset.clone();
    drive.wait(1);
    assert_eq!(drive.tell(Command::Cancel), Reply::Refused(Refusal::Over));
    assert_eq!((drive.reset, drive.effects), (closed, Vec::new()));
}

#[test]
fn a_message_is_awaited_while_its_code_may_be_answered() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    let message = drive.reset.challenges[0].message().expect("sent");
    let awaits = |drive: &Drive, message| drive.reset.awaits(message, &drive.limits, drive.now);
    assert!(awaits(&drive, message));
    assert!(!awaits(&drive, MessageId::from_uuid(Uuid::nil())), "no message of this reset");
    let asked = drive.reset.clone();
    drive.reset.expires_at = drive.now;
    assert!(!awaits(&drive, message), "its time is up");
    drive.reset = Reset { touched_at: Timestamp::from_micros(0), ..asked.clone() };
    drive.limits.reset_idle = Duration::from_secs(60);
    assert!(!awaits(&drive, message), "nobody came back");
    drive.limits.reset_idle = Duration::from_secs(24 * 3600);
    drive.reset.challenges[0].state = ChallengeState::Superseded;
    assert!(!awaits(&drive, message), "a newer code took its place");
    drive.reset = asked.clone();
    drive.tell(Command::Cancel);
    drive.reset.challenges = asked.challenges;
    assert!(!awaits(&drive, message), "the reset is over");
}
