//! Facts about policies.

use super::*;

#[test]
fn the_profiles_can_work() {
    assert_eq!(Policy::model().check(), Ok(()));
    assert_eq!(Policy::nist().check(), Ok(()));
    assert_eq!(Policy::l3().check(), Ok(()));
    for profile in Profile::ALL {
        assert_eq!(Profile::parse(profile.as_str()), Some(profile));
        assert_eq!(Policy::of_profile(profile).profile, profile);
        assert_eq!(Policy::of_profile(profile).for_administrator().check(), Ok(()));
    }
}

#[test]
fn profiles_are_as_the_design_says() {
    let lengths = |policy: &Policy| {
        let password = &policy.password;
        (password.min_length_chars, password.max_length_chars, password.character_classes)
    };
    let model = Policy::model();
    assert_eq!((model.disclosure, model.gates, model.to_register), (Disclosure::Explicit, Gates::One, Gates::One));
    assert_eq!((model.count, model.voice), (Count::Methods, Some(VoiceMode::PressPound)));
    assert_eq!(lengths(&model), (8, 256, 3));
    assert!(model.methods.contains(&Method::SecurityQuestions));
    let nist = Policy::nist();
    assert_eq!((nist.disclosure, nist.gates, nist.to_register), (Disclosure::Uniform, Gates::Two, Gates::Two));
    assert_eq!((nist.count, nist.voice), (Count::Methods, Some(VoiceMode::MatchNumber)));
    assert_eq!(lengths(&nist), (15, 128, 0));
    assert!(!nist.methods.contains(&Method::SecurityQuestions));
    assert_eq!((nist.phone_code_lifetime.as_secs(), nist.email_code_lifetime.as_secs()), (300, 900));
    let l3 = Policy::l3();
    assert_eq!((l3.disclosure, l3.gates, l3.count), (Disclosure::Uniform, Gates::Two, Count::Classes));
    assert_eq!((l3.sms, l3.voice), (false, None));
    assert_eq!(l3.methods, [Method::AuthenticatorApp, Method::Passkey, Method::RecoveryCode].into());
    assert_eq!(lengths(&l3), lengths(&nist));
}

#[test]
fn notices_go_by_email_and_by_text_where_policy_says_so_and_never_by_call() {
    for slot in Slot::ALL {
        let channel = |sms, notify_by_sms| Policy { sms, notify_by_sms, ..Policy::nist() }.notice_channel(slot);
        let (by_text, otherwise) = match slot {
            Slot::AuthenticationEmail | Slot::AlternateEmail => (Some(Channel::Email), Some(Channel::Email)),
            Slot::AuthenticationPhone | Slot::MobilePhone => (Some(Channel::Sms), None),
            Slot::OfficePhone => (None, None),
        };
        assert_eq!(channel(true, true), by_text, "{slot:?}");
        for other in [channel(true, false), channel(false, true), channel(false, false)] {
            assert_eq!(other, otherwise, "{slot:?}");
        }
    }
}

#[test]
fn what_cannot_work_is_refused_with_its_reason() {
    fn check(change: impl FnOnce(&mut Policy)) -> Result<(), PolicyError> {
        let mut policy = Policy::nist();
        change(&mut policy);
        policy.check()
    }
    let minute = Duration::from_secs(60);
    assert_eq!(check(|p| p.methods.clear()), Err(PolicyError::NoMethod));
    assert_eq!(check(|p| p.methods = [Method::Email].into()), Err(PolicyError::TooFewForTwoGates));
    let email_alone = |p: &mut Policy| (p.methods, p.gates) = ([Method::Email].into(), Gates::One);
    assert_eq!(check(email_alone), Ok(()));
    let two_bound = [Method::MobilePhone, Method::OfficePhone];
    assert_eq!(check(|p| p.methods = two_bound.into()), Ok(()));
    assert_eq!(
        check(|p| (p.methods, p.count) = (two_bound.into(), Count::Classes)),
        Err(PolicyError::TooFewForTwoGates)
    );
    for (length, verdict) in
        [(5, Err(PolicyError::CodeLength)), (6, Ok(())), (8, Ok(())), (9, Err(PolicyError::CodeLength))]
    {
        assert_eq!(check(|p| p.code_length = length), verdict);
    }
    assert_eq!(check(|p| p.phone_code_lifetime = 10 * minute), Ok(()));
    assert_eq!(check(|p| p.phone_code_lifetime = 10 * minute + minute), Err(PolicyError::CodeLifetime));
    assert_eq!(check(|p| p.email_code_lifetime = minute / 2), Err(PolicyError::CodeLifetime));
    assert_eq!(check(|p| p.email_code_lifetime = 24 * 60 * minute), Ok(()));
    assert_eq!(check(|p| p.email_code_lifetime = 25 * 60 * minute), Err(PolicyError::CodeLifetime));
    assert_eq!(check(|p| p.password.min_length_chars = 7), Err(PolicyError::PasswordLength));
    assert_eq!(check(|p| p.password.min_length_chars = 8), Ok(()));
    assert_eq!(check(|p| p.password.min_length_chars = 128), Ok(()));
    assert_eq!(check(|p| p.password.min_length_chars = 129), Err(PolicyError::PasswordLength));
    assert_eq!(check(|p| p.password.max_length_chars = 63), Err(PolicyError::PasswordLength));
    assert_eq!(check(|p| p.password.max_length_chars = 1025), Err(PolicyError::PasswordLength));
    assert_eq!(check(|p| p.password.character_classes = 4), Ok(()));
    assert_eq!(check(|p| p.password.character_classes = 5), Err(PolicyError::CharacterClasses));
    assert_eq!(check(|p| p.countries.clear()), Err(PolicyError::NoCountry));
    assert_eq!(check(|p| p.to_register = Gates::One), Err(PolicyError::ToRegister));
    for (registered, asked, verdict) in [
        (5, 3, Ok(())),
        (3, 3, Ok(())),
        (5, 5, Ok(())),
        (6, 3, Err(PolicyError::QuestionCounts)),
        (2, 2, Err(PolicyError::QuestionCounts)),
        (5, 2, Err(PolicyError::QuestionCounts)),
        (3, 4, Err(PolicyError::QuestionCounts)),
    ] {
        let counts = |p: &mut Policy| (p.questions_to_register, p.questions_to_reset) = (registered, asked);
        assert_eq!(check(counts), verdict, "{registered} {asked}");
    }
    assert_eq!(check(|p| p.reconfirm_days = 730), Ok(()));
    assert_eq!(check(|p| p.reconfirm_days = 731), Err(PolicyError::ReconfirmDays));
    assert_eq!(check(|p| p.notify_person = false), Err(PolicyError::Silent));
}

#[test]
fn what_is_too_weak_alone_is_one_of_two_or_profile_models() {
    let one = Policy { gates: Gates::One, ..Policy::nist() };
    let questions = [Method::Email, Method::SecurityQuestions];
    assert_eq!(Policy { methods: questions.into(), ..one.clone() }.check(), Err(PolicyError::QuestionsAlone));
    assert_eq!(Policy { methods: questions.into(), ..Policy::nist() }.check(), Ok(()));
    let pound = Policy { voice: Some(VoiceMode::PressPound), ..one };
    assert_eq!(pound.check(), Err(PolicyError::PressPoundAlone));
    assert_eq!(Policy { methods: [Method::Email].into(), ..pound.clone() }.check(), Ok(()), "nobody is called");
    let two = Policy { gates: Gates::Two, ..pound };
    assert_eq!(two.check(), Ok(()));
    let phones = [Method::MobilePhone, Method::OfficePhone];
    let calls = Policy { methods: phones.into(), sms: false, mobile_calls: true, ..two };
    assert_eq!(calls.check(), Err(PolicyError::PressPoundTwice));
    assert_eq!(Policy { sms: true, ..calls.clone() }.check(), Ok(()));
    assert_eq!(Policy { voice: Some(VoiceMode::MatchNumber), ..calls.clone() }.check(), Ok(()));
    assert_eq!(Policy { profile: Profile::Model, ..calls.clone() }.check(), Ok(()));
    let called = [Slot::MobilePhone, Slot::OfficePhone].map(Means::Contact);
    assert!(!calls.is_capable(called.into_iter()));
    assert!(Policy { sms: true, ..calls }.is_capable(called.into_iter()));
    assert_eq!(Policy { notify_person: false, ..Policy::model() }.check(), Ok(()));
}

#[test]
fn administrators_have_two_methods_without_questions_and_not_by_calls_alone() {
    let policy = Policy::model().for_administrator();
    assert_eq!((policy.gates, policy.to_register), (Gates::Two, Gates::Two));
    assert!(policy.ways(Means::Questions).is_empty());
    assert_eq!(policy.channels(Slot::MobilePhone), [Channel::Sms]);
    assert_eq!(policy.channels(Slot::OfficePhone), [Channel::Voice]);
}

#[test]
fn ways_follow_from_means_and_policy() {
    let model = Policy::model();
    let mobile = |channel| Way::Contact { slot: Slot::MobilePhone, channel };
    assert_eq!(model.ways(Means::Contact(Slot::MobilePhone)), [mobile(Channel::Sms), mobile(Channel::Voice)]);
    assert_eq!(model.ways(Means::Questions), [Way::Questions]);
    assert_eq!(model.ways(Means::Passkey), [], "not a method of this policy");
    let nist = Policy::nist();
    assert_eq!(nist.ways(Means::AuthenticatorApp), [Way::AuthenticatorApp]);
    assert_eq!(nist.ways(Means::Passkey), [Way::Passkey]);
    assert_eq!(nist.ways(Means::RecoveryCodes), [Way::RecoveryCode]);
    assert_eq!(nist.ways(Means::Questions), []);
    let quiet = Policy { voice: None, ..nist };
    assert_eq!(quiet.ways(Means::Contact(Slot::OfficePhone)), []);
    assert_eq!(
        Policy { voice: None, mobile_calls: true, ..Policy::nist() }.channels(Slot::MobilePhone),
        [Channel::Sms]
    );
}

#[test]
fn it_is_enabled_for_those_it_names() {
    let mut policy = Policy::nist();
    assert!(policy.enables([].into_iter()));
    policy.enabled_for = EnabledFor::Groups(["staff".into()].into());
    assert!(policy.enables(["guests", "staff"].into_iter()));
    assert!(!policy.enables(["guests"].into_iter()));
    policy.enabled_for = EnabledFor::Nobody;
    assert!(!policy.enables(["staff"].into_iter()));
}

#[test]
fn two_contacts_of_one_method_do_not_make_two_gates() {
    let mut policy = Policy::nist();
    let [phone, mobile, office, email] =
        [Slot::AuthenticationPhone, Slot::MobilePhone, Slot::OfficePhone, Slot::AlternateEmail].map(Means::Contact);
    let capable = |policy: &Policy, means: &[Means]| policy.is_capable(means.iter().copied());
    assert!(!capable(&policy, &[phone, mobile]));
    assert!(capable(&policy, &[phone, email]));
    assert!(capable(&policy, &[office, email]));
    policy.voice = None;
    assert!(!capable(&policy, &[office, email]), "an office phone needs calls");
    policy.sms = false;
    assert!(!capable(&policy, &[phone, email]), "no way to reach a phone is left");
    policy.gates = Gates::One;
    assert!(capable(&policy, &[email]));
    assert!(!policy.is_registered([email].into_iter()), "two are asked for");
    policy.to_register = Gates::One;
    assert!(policy.is_registered([email].into_iter()));
    policy.methods.remove(&Method::Email);
    assert!(!capable(&policy, &[email]));
}

#[test]
fn codes_live_as_long_as_their_channel_says() {
    let policy = Policy::nist();
    assert_eq!(policy.code_lifetime(Channel::Sms), policy.phone_code_lifetime);
    assert_eq!(policy.code_lifetime(Channel::Voice), policy.phone_code_lifetime);
    assert_eq!(policy.code_lifetime(Channel::Email), policy.email_code_lifetime);
    assert_eq!(
        (Gates::from_count(0), Gates::from_count(1), Gates::from_count(2), Gates::from_count(3)),
        (None, Some(Gates::One), Some(Gates::Two), None)
    );
}

#[test]
fn classes_are_those_of_the_standard() {
    let classes: Vec<Class> = Method::ALL.into_iter().map(Method::class).collect();
    assert_eq!(
        classes,
        [Class::Issued, Class::Bound, Class::Bound, Class::Knowledge, Class::Bound, Class::Bound, Class::Saved]
    );
}

#[test]
fn who_is_replaced_is_told_by_text_though_others_are_not() {
    let (phone, mobile, email) = (Slot::AuthenticationPhone, Slot::MobilePhone, Slot::AlternateEmail);
    let channel = |slot, changed, policy: &Policy| policy.notice_channel_of_change(slot, Means::Contact(changed));
    let on = Policy::nist();
    let quiet = Policy { notify_by_sms: false, ..Policy::nist() };
    let off = Policy { sms: false, ..Policy::nist() };
    assert_eq!(channel(mobile, email, &on), Some(Channel::Sms));
    assert_eq!(channel(mobile, email, &quiet), None);
    assert_eq!(channel(phone, phone, &quiet), Some(Channel::Sms), "who is replaced is told");
    assert_eq!(channel(phone, phone, &off), None);
    assert_eq!(channel(email, phone, &off), Some(Channel::Email));
    assert_eq!(channel(Slot::OfficePhone, phone, &on), None);
}

#[test]
fn what_is_weak_is_told() {
    assert_eq!(Policy::model().warnings(), [PolicyWarning::PressPoundAlone, PolicyWarning::QuestionsAlone]);
    assert_eq!(Policy { gates: Gates::Two, ..Policy::model() }.warnings(), []);
    assert_eq!(Policy { voice: None, ..Policy::model() }.warnings(), [PolicyWarning::QuestionsAlone]);
    assert_eq!(Policy::nist().warnings(), []);
    assert_eq!(Policy::l3().warnings(), [PolicyWarning::NobodyToTell]);
    let phones = Policy { methods: [Method::MobilePhone, Method::OfficePhone].into(), ..Policy::nist() };
    assert_eq!(phones.warnings(), []);
    assert_eq!(Policy { notify_by_sms: false, ..phones }.warnings(), [PolicyWarning::NobodyToTell]);
}
