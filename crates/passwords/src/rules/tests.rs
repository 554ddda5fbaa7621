//! Each rule at its limit and one past it.

use rekey_domain::Policy;

use super::*;

fn policy(min_length_chars: u16, max_length_chars: u16, character_classes: u8) -> PasswordPolicy {
    PasswordPolicy { min_length_chars, max_length_chars, character_classes, banned_words: vec!["Tailspin".into()] }
}

fn rules(policy: &PasswordPolicy) -> Rules {
    let user_id = UserId::parse("alice@contoso.example").expect("a user ID");
    let banned = ["Adatum".to_owned()];
    let context =
        Context { user_id: &user_id, house: "Fabrikam Works", banned: &banned, display_name: Some("Alice Walker") };
    Rules::new(policy, context)
}

fn broken(policy: &PasswordPolicy, typed: &str) -> Vec<RuleCode> {
    let assessment = rules(policy).assess(&PlainPassword::parse(typed).expect("well-formed"));
    assert_eq!(assessment.acceptable(), assessment.broken().next().is_none());
    assessment.broken().map(|rule| rule.code).collect()
}

#[test]
fn lengths_hold_at_the_limit_and_not_one_past_it() {
    let nist = policy(15, 128, 0);
    let sentence = "gravel lantern owl under a quiet bridge, nine times as loud as any storm in the north of our island and yet we sleep tight, ok!";
    let of_length = |length: usize| sentence.chars().cycle().take(length).collect::<String>();
    assert_eq!(broken(&nist, &of_length(14)), [RuleCode::MinLength]);
    assert_eq!(broken(&nist, &of_length(15)), []);
    assert_eq!(broken(&nist, &of_length(64)), []);
    assert_eq!(broken(&nist, &of_length(128)), []);
    assert_eq!(broken(&nist, &of_length(129)), [RuleCode::MaxLength]);
}

#[test]
fn a_length_counts_code_points_of_the_composed_form() {
    let short = policy(8, 64, 0);
    assert_eq!(broken(&short, "\u{1F511}\u{1F98A}\u{1F30B}\u{1F3B7}\u{1F9C2}\u{1F6F6}\u{1F95D}\u{1F9E9}"), []);
    let seven = "\u{1F511}\u{1F98A}\u{1F30B}\u{1F3B7}\u{1F9C2}\u{1F6F6}\u{1F95D}";
    assert_eq!(broken(&short, seven), [RuleCode::MinLength]);
    // A letter and its accent are one where they compose, and two where they do not.
    assert_eq!(broken(&short, "gravele\u{301}"), [RuleCode::MinLength]);
    assert_eq!(broken(&short, "gravelx\u{301}"), []);
}

#[test]
fn classes_are_asked_for_only_where_the_policy_does() {
    let model = policy(8, 256, 3);
    assert_eq!(broken(&model, "gravelow"), [RuleCode::Classes]);
    assert_eq!(broken(&model, "Gravelow"), [RuleCode::Classes]);
    assert_eq!(broken(&model, "Gravelo9"), []);
    assert_eq!(broken(&model, "gravel 9"), []);
    assert_eq!(broken(&policy(8, 256, 4), "Gravelo9"), [RuleCode::Classes]);
    assert_eq!(broken(&policy(8, 256, 4), "Gravel-9"), []);
    assert_eq!(broken(&policy(8, 256, 0), "gravelow"), []);
}

#[test]
fn no_composition_is_asked_of_a_long_password() {
    assert_eq!(broken(&policy(15, 128, 0), "aaaaaaaaaaaaaaa b"), []);
}

#[test]
fn what_everybody_tries_first_is_refused_with_its_reason() {
    let nist = policy(15, 128, 0);
    assert_eq!(broken(&nist, "1qaz2wsx3edc4rfv"), [RuleCode::NotBreached]);
    assert_eq!(broken(&nist, "CorrectHorseBatteryStaple"), [RuleCode::NotBreached]);
    assert_eq!(broken(&policy(8, 128, 0), "sunshine"), [RuleCode::NotBreached]);
}

#[test]
fn words_of_the_organisation_come_from_policy_operator_name_domain_and_product() {
    for word in ["Tailspin", "Adatum", "Fabrikam", "FabrikamWorks", "Contoso", "Rekey", "Welcome"] {
        let password = format!("{word}2026!!!");
        let found = broken(&policy(8, 128, 0), &password);
        assert!(found.contains(&RuleCode::NotBanned), "{password}: {found:?}");
    }
    assert_eq!(broken(&policy(8, 128, 0), "example gravel"), []);
}

#[test]
fn the_user_id_and_the_name_are_refused_with_their_reason() {
    let nist = policy(15, 128, 0);
    assert_eq!(broken(&nist, "alice in wonderland"), [RuleCode::NotUserId]);
    assert_eq!(broken(&nist, "night w4lker of the north"), [RuleCode::NotUserId]);
}

#[test]
fn the_list_names_every_rule_in_the_order_of_the_assessment() {
    let model = rules(&Policy::model().password);
    let listed: Vec<(&str, Option<u32>)> = model.list().iter().map(|term| (term.code.as_str(), term.limit)).collect();
    let expected = [
        ("min_length", Some(8)),
        ("max_length", Some(256)),
        ("classes", Some(3)),
        ("not_user_id", None),
        ("not_banned", None),
        ("not_breached", None),
    ];
    assert_eq!(listed, expected);
    let assessment = model.assess(&PlainPassword::parse("x").expect("well-formed"));
    assert!(assessment.rules.iter().map(|rule| rule.code).eq(model.list().iter().map(|term| term.code)));
    assert!(rules(&Policy::nist().password).list().iter().all(|term| term.code != RuleCode::Classes));
}

#[test]
fn the_longest_password_is_judged_by_a_thousand_banned_words_in_no_time() {
    let mut policy = policy(8, 1024, 0);
    policy.banned_words = (0..1000).map(|number| format!("aaaa{number}")).collect();
    let password = PlainPassword::parse(&"a".repeat(1024)).expect("well-formed");
    let began = std::time::Instant::now();
    let _ = rules(&policy).assess(&password);
    assert!(began.elapsed() < std::time::Duration::from_secs(2), "{:?}", began.elapsed());
}
