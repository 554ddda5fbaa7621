//! Facts about what may be told, to whom and when.

use uuid::Uuid;

use super::*;

#[test]
fn what_ends_it_elsewhere_is_told_to_nobody_who_proved_nothing() {
    let mut drive = nist();
    drive.choose(EMAIL, TypedNumber::Missing);
    let (message, before) = (drive.reset.challenges[0].message().expect("sent"), drive.reset.clone());
    assert_eq!(drive.tell(Command::End(ClosedReason::Superseded)), Reply::Accepted);
    assert_eq!(drive.effects, [Effect::Supersede(message), Effect::Closed(ClosedReason::Superseded)]);
    assert_eq!((drive.status(), drive.reset.account()), (Status::Challenged, None));
    assert_eq!(drive.reset.expires_at, before.expires_at);
    assert_eq!(
        drive.answer(true),
        Reply::Refused(Refusal::WrongCode { guesses_left: 4 }),
        "the right code proves nothing"
    );
    assert_eq!(drive.tell(Command::End(ClosedReason::Superseded)), Reply::Accepted);
    assert_eq!(drive.effects, [], "once");

    let mut drive = nist();
    drive.prove(EMAIL);
    drive.tell(Command::End(ClosedReason::Superseded));
    assert_eq!(drive.status(), Status::Closed(ClosedReason::Superseded), "who proved something is told");
}

#[test]
fn uniform_disclosure_tells_gates_and_delivery_only_after_a_gate_or_on_a_known_device() {
    let mut drive = nist();
    assert_eq!((drive.reset.told_required(), drive.reset.knows_of_account()), (None, false));
    drive.prove(EMAIL);
    assert_eq!((drive.reset.told_required(), drive.reset.knows_of_account()), (Some(Gates::Two), true));
    let device = Some(DeviceId::from_uuid(Uuid::from_u128(3)));
    let known = Subject::Account(Claimant { account: account(), device, proofs: Vec::new() });
    let mut drive = Drive::new(Policy::nist(), known);
    assert_eq!((drive.reset.told_required(), drive.reset.knows_of_account()), (Some(Gates::Two), true));
    assert_eq!(drive.reset.device(), device);
    drive.tell(Command::Cancel);
    assert_eq!(drive.reset.device(), device, "also once it is over");
    let drive = model();
    assert_eq!((drive.reset.told_required(), drive.reset.knows_of_account()), (Some(Gates::One), true));
}

#[test]
fn a_delivery_that_is_heard_of_changes_nothing_else() {
    let mut drive = model();
    drive.choose(EMAIL, TypedNumber::Missing);
    drive.reset.challenges[0].hear_delivery(Delivery::Sent);
    assert_eq!(
        drive.reset.current_challenge().and_then(|challenge| challenge.sent).map(|sent| sent.delivery),
        Some(Delivery::Sent)
    );
    assert_eq!(drive.status(), Status::Challenged);
}
