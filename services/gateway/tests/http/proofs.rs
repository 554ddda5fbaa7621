//! Pages of the proofs that are no sent code: questions, the authenticator app, a recovery code, a passkey, a call.

use rekey_wire::http::{Problem, ProblemCode};
use serde_json::{Value, json};

use crate::stand::{Answer, EMAIL, TEXT, World, reset};

const CURRENT: &str = "GET /api/v1/resets/current";
const CHALLENGES: &str = "POST /api/v1/resets/current/challenges";
const ANSWERS: &str = "POST /api/v1/resets/current/answers";
const QUESTIONS: &str = "00000000-0000-0000-0000-000000000007";
const CALL: &str = "00000000-0000-0000-0000-000000000004";

const PAGES: [(&str, &str, &str); 5] = [
    ("questions", "/reset/questions", "Answer your questions"),
    ("totp", "/reset/app", "Type the code from your app"),
    ("recovery_code", "/reset/recovery-code", "Type one of your recovery codes"),
    ("passkey", "/reset/passkey", "Use your passkey"),
    ("call", "/reset/call", "Answer our call and press these keys"),
];

/// A reset that waits for a proof of this kind.
fn waiting(kind: &str) -> Value {
    let mut view = reset("challenged");
    let options = view["options"].as_array_mut().unwrap();
    options.push(json!({"id": QUESTIONS, "method": "security_questions", "label": "Answer my security questions"}));
    options.push(json!({
        "id": CALL, "method": "mobile_phone", "channel": "voice", "label": "Call", "hint": "+* *** *** **67",
    }));
    view["challenge"] = json!({
        "kind": kind, "option_id": if kind == "call" { CALL } else { QUESTIONS }, "resend_after_seconds": 0,
        "expires_at": "2099-11-24T10:10:00Z", "attempts_left": 5,
    });
    match kind {
        "questions" => view["challenge"]["questions"] = questions(&["pet", "boss"]),
        "passkey" => view["challenge"]["passkey"] = json!({"publicKey": {"challenge": "AA\"<u>"}}),
        "call" => {
            view["challenge"]["match_number"] = json!("47");
            view["challenge"]["delivery"] = json!("sent");
            view["challenge"]["resend_after_seconds"] = json!(41);
        }
        _ => {}
    }
    view
}

fn questions(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id, "text": format!("Which {id}?")})).collect()
}

fn at(kind: &str) -> World {
    let mut world = World::new();
    world.cookies.insert("__Host-rekey-reset".into(), "r".into());
    world.services.on(CURRENT, 200, waiting(kind));
    world
}

fn wrong(left: u8) -> Problem {
    let mut wrong = Problem::new(ProblemCode::WrongCode);
    wrong.attempts_left = Some(left);
    wrong
}

fn sent(world: &World) -> Value {
    serde_json::from_str(&world.services.last(ANSWERS).body).unwrap()
}

#[track_caller]
fn says(answer: &Answer, sentence: &str) {
    assert!(answer.text.contains(sentence), "{sentence} is not in {}", answer.text);
}

#[tokio::test]
async fn every_proof_has_its_own_page_and_every_other_leads_there() {
    let all = PAGES.iter().map(|(_, path, _)| *path).chain(["/reset/code", "/reset/password"]);
    for (kind, own, heading) in PAGES {
        let mut world = at(kind);
        for path in all.clone() {
            let answer = world.get(path).await;
            if path == own {
                answer.is_page(200, heading);
                says(&answer, "href=\"/reset/choose\"");
                says(&answer, "href=\"https://help.contoso.example/\"");
            } else {
                assert_eq!(answer.leads_to(), own, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn choosing_a_way_asks_for_its_proof_and_leads_to_its_page() {
    for (kind, own, _) in PAGES {
        let mut world = at(kind);
        world.services.on(CHALLENGES, 202, waiting(kind));
        assert_eq!(world.post("/reset/choose", &[("option", QUESTIONS)]).await.leads_to(), own);
        assert_eq!(world.services.last(CHALLENGES).body, format!(r#"{{"option_id":"{QUESTIONS}"}}"#));
    }
    let mut world = at("questions");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    assert_eq!(world.post("/reset/choose", &[("option", QUESTIONS)]).await.leads_to(), "/reset/questions");
}

#[tokio::test]
async fn without_a_reset_every_proof_leads_to_the_start() {
    let mut world = World::new();
    for (_, path, _) in PAGES {
        assert_eq!(world.get(path).await.leads_to(), "/reset");
        let fields = [("code", "1"), ("question_1", "q"), ("answer_1", "abc"), ("passkey", "{}")];
        if path != "/reset/call" {
            assert_eq!(world.post(path, &fields).await.leads_to(), "/reset", "{path}");
        }
    }
}

#[tokio::test]
async fn all_questions_are_answered_at_once() {
    let mut world = at("questions");
    let page = world.get("/reset/questions").await;
    for text in ["Which pet?", "Which boss?", "name=\"question_2\" value=\"boss\"", "for=\"answer_1\""] {
        says(&page, text);
    }
    world.services.on(ANSWERS, 200, reset("verified"));
    let typed = [("question_1", "pet"), ("answer_1", " Rex "), ("question_2", "boss"), ("answer_2", "Miller")];
    assert_eq!(world.post("/reset/questions", &typed).await.leads_to(), "/reset/password");
    let answers = json!({"answers": [
        {"question_id": "pet", "answer": " Rex "}, {"question_id": "boss", "answer": "Miller"},
    ]});
    assert_eq!(sent(&world), answers);
}

#[tokio::test]
async fn an_answer_that_is_missing_or_too_short_is_told_beside_it_and_is_no_guess() {
    let mut world = at("questions");
    let typed = [("question_1", "pet"), ("answer_1", "Rex"), ("question_2", "boss"), ("answer_2", "ab")];
    let answer = world.post("/reset/questions", &typed).await;
    answer.is_page(422, "Answer your questions");
    says(&answer, "id=\"answer_2-problem\"");
    assert!(!answer.text.contains("id=\"answer_1-problem\"") && !answer.text.contains("Rex"), "{}", answer.text);
    let empty = world.post("/reset/questions", &[("question_1", "pet")]).await;
    says(&empty, "Type your answer");
    assert_eq!(world.post("/reset/questions", &[]).await.status, 422);
    assert!(world.services.seen(ANSWERS).is_empty());
}

#[tokio::test]
async fn after_a_wrong_answer_other_questions_are_asked() {
    let mut world = at("questions");
    world.services.refuse(ANSWERS, &wrong(3));
    let typed = [("question_1", "pet"), ("answer_1", "Rexx"), ("question_2", "boss"), ("answer_2", "Miller")];
    let same = world.post("/reset/questions", &typed).await;
    says(&same, "That is not right. You have 3 tries left.");
    assert!(!same.text.contains("We ask other questions now"), "the same ones were drawn again");
    let mut drawn = waiting("questions");
    drawn["challenge"]["questions"] = questions(&["pet", "city"]);
    world.services.on(CURRENT, 200, drawn);
    let answer = world.post("/reset/questions", &typed).await;
    answer.is_page(422, "Answer your questions");
    says(&answer, "That is not right. You have 3 tries left. We ask other questions now.");
    says(&answer, "Which city?");
    assert!(!answer.text.contains("Rexx") && !answer.text.contains("Which boss?"));
}

#[tokio::test]
async fn the_codes_of_an_app_and_of_paper_are_sent_as_typed() {
    for (kind, path, word) in
        [("totp", "/reset/app", "The code has six digits"), ("recovery_code", "/reset/recovery-code", "has 16 letters")]
    {
        let mut world = at(kind);
        world.services.refuse(ANSWERS, &Problem::new(ProblemCode::CodeMalformed).field("code"));
        let malformed = world.post(path, &[("code", "7K3M QX4T")]).await;
        assert_eq!(malformed.status, 422);
        says(&malformed, word);
        says(&malformed, "id=\"code-problem\"");
        assert!(!malformed.text.contains("QX4T"), "a code is never shown again");
        assert_eq!(sent(&world), json!({"code": "7K3M QX4T"}));
        world.services.refuse(ANSWERS, &wrong(2));
        says(&world.post(path, &[("code", "123456")]).await, "That code is not right. You have 2 tries left.");
        assert_eq!(world.post(path, &[("code", " ")]).await.status, 422);
        assert_eq!(world.services.seen(ANSWERS).len(), 2, "an empty code is no guess");
        world.services.on(ANSWERS, 200, reset("verified"));
        assert_eq!(world.post(path, &[("code", "123456")]).await.leads_to(), "/reset/password");
    }
}

#[tokio::test]
async fn a_way_without_tries_leads_to_another() {
    for (kind, path, heading) in &PAGES[..4] {
        let mut world = at(kind);
        let mut spent = waiting(kind);
        spent["challenge"]["attempts_left"] = json!(0);
        world.services.on(CURRENT, 200, spent);
        let page = world.get(path).await;
        page.is_page(200, heading);
        says(&page, "No tries are left for this way.");
        says(&page, "<a class=\"button\" href=\"/reset/choose\">");
        assert!(!page.text.contains(&format!("action=\"{path}\"")), "there is nothing to send");
    }
}

#[tokio::test]
async fn what_a_passkey_answers_is_passed_on() {
    let mut world = at("passkey");
    let page = world.get("/reset/passkey").await;
    says(&page, "data-passkey=\"get\"");
    says(&page, "data-request=\"{&#34;publicKey&#34;:{&#34;challenge&#34;:&#34;AA\\&#34;&#60;u&#62;&#34;}}\"");
    says(&page, "<noscript>");
    world.services.on(ANSWERS, 200, reset("verified"));
    let given = r#"{"id":"a","response":{}}"#;
    assert_eq!(world.post("/reset/passkey", &[("passkey", given)]).await.leads_to(), "/reset/password");
    assert_eq!(sent(&world), json!({"passkey": {"id": "a", "response": {}}}));
    for nothing in ["", "x", "[]", "1"] {
        let answer = world.post("/reset/passkey", &[("passkey", nothing)]).await;
        answer.is_page(422, "Use your passkey");
        says(&answer, "No passkey was used.");
    }
    assert_eq!(world.services.seen(ANSWERS).len(), 1);
    world.services.refuse(ANSWERS, &wrong(4));
    says(&world.post("/reset/passkey", &[("passkey", given)]).await, "does not belong to this account");
}

#[tokio::test]
async fn an_answer_that_is_not_asked_for_any_more_leads_to_what_is() {
    let mut world = at("totp");
    world.services.refuse(ANSWERS, &Problem::new(ProblemCode::AnswerNotAsked));
    let typed = [("question_1", "pet"), ("answer_1", "Rex")];
    assert_eq!(world.post("/reset/questions", &typed).await.leads_to(), "/reset/app");
    world.services.refuse(ANSWERS, &Problem::new(ProblemCode::ChallengeOver));
    world.services.on(CURRENT, 200, reset("choosing"));
    assert_eq!(world.post("/reset/app", &[("code", "123456")]).await.leads_to(), "/reset/choose");
}

#[tokio::test]
async fn the_keys_of_a_call_are_shown_and_the_page_listens() {
    let mut world = at("call");
    let page = world.get("/reset/call").await;
    for text in [
        "<kbd>4</kbd><kbd>7</kbd><kbd class=\"pound\">#</kbd>",
        "aria-label=\"Keys to press: 4, 7, #\"",
        "press <strong>4, 7</strong> and then <strong>#</strong>",
        "ending in 67",
        "data-events=\"/reset/events\"",
        "data-match=\"47\" data-end=\"\"",
        "new call in <strong>0:41</strong>",
        "Press 9 and hang up",
    ] {
        says(&page, text);
    }
    says(&page, &format!("href=\"/reset/number/{TEXT}\""));
    let mut pound = waiting("call");
    pound["challenge"].as_object_mut().unwrap().remove("match_number");
    world.services.on(CURRENT, 200, pound);
    world.get("/reset/call").await.is_page(200, "Answer our call and press this key");
}

#[tokio::test]
async fn how_a_call_ended_is_explained_and_it_can_be_made_again() {
    for (end, sentence) in [
        ("busy", "The line was busy"),
        ("no_answer", "Nobody answered"),
        ("nothing_pressed", "No keys were pressed"),
        ("wrong_keys", "Other keys were pressed"),
        ("voicemail", "A machine answered"),
        ("refused", "The call was refused"),
        ("failed", "The call could not be made"),
    ] {
        let mut world = at("call");
        let mut ended = waiting("call");
        ended["challenge"]["call_end"] = json!(end);
        world.services.on(CURRENT, 200, ended);
        let page = world.get("/reset/call").await;
        says(&page, sentence);
        assert!(!page.text.contains("<kbd>4</kbd>"), "the next call has another number");
        says(&page, "<button class=\"button\" type=\"submit\">try again</button>");
        says(&page, &format!("data-end=\"{end}\""));
    }
    let mut world = at("call");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    let soon = world.post("/reset/call/again", &[("option", CALL)]).await;
    assert_eq!((soon.status, soon.header("retry-after")), (429, "8"));
    says(&soon, "We have just called. You can ask for another call in 8 seconds.");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::CallsStopped));
    says(&world.post("/reset/call/again", &[("option", CALL)]).await, "Calls are stopped for a day");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::PhoneNumberRequired));
    assert_eq!(world.post("/reset/call/again", &[("option", CALL)]).await.leads_to(), format!("/reset/number/{CALL}"));
    world.services.on(CHALLENGES, 202, waiting("call"));
    assert_eq!(world.post("/reset/call/again", &[("option", CALL)]).await.leads_to(), "/reset/call");
    assert_eq!(world.post("/reset/call/again", &[]).await.leads_to(), "/reset/choose");
    assert_eq!(world.get("/reset/call/again").await.leads_to(), "/reset/call");
}

/// A reset that waits for a code that a call reads out, and which ended so.
fn spoken_code(end: Option<&str>) -> Value {
    let mut view = waiting("call");
    let challenge = view["challenge"].as_object_mut().expect("a challenge");
    challenge.remove("match_number");
    challenge.insert("kind".into(), json!("code"));
    challenge.insert("reference".into(), json!("KHW"));
    challenge.insert("code_length".into(), json!(6));
    challenge.insert("call_end".into(), json!(end));
    view
}

#[tokio::test]
async fn the_code_of_a_call_is_heard_and_typed() {
    let mut world = at("call");
    world.services.on(CURRENT, 200, spoken_code(None));
    let page = world.get("/reset/code").await;
    page.is_page(200, "Answer our call and type the code");
    for text in [
        "A voice says it is Contoso. Press <strong>1</strong> to hear your 6 digits",
        "ending in 67",
        "Calling you",
        "data-delivered=\"You answered. Press 1 to hear the code.\"",
        "data-rings",
        "new call in <strong>0:41</strong>",
        "Press 9 and hang up",
        "No call comes if",
        ">try again</button>",
        "<input id=\"code\"",
    ] {
        says(&page, text);
    }
    says(&page, &format!("href=\"/reset/number/{TEXT}\""));
    assert!(!page.text.contains("Use the message"), "a call says no reference");
    world.services.refuse(CHALLENGES, &Problem::new(ProblemCode::CooldownRunning).retry_after(8));
    let soon = world.post("/reset/code/again", &[("option", CALL)]).await;
    says(&soon, "We have just called. You can ask for another call in 8 seconds.");
    world.services.refuse(ANSWERS, &wrong(3));
    says(&world.post("/reset/code", &[("code", "123456")]).await, "That code is not right. You have 3 tries left.");
}

#[tokio::test]
async fn how_the_call_of_a_code_ended_is_explained_and_it_can_be_made_again() {
    for (end, title, sentence) in [
        ("busy", "The line was busy", "End the other call"),
        ("no_answer", "Nobody answered", "Have the phone at hand"),
        ("nothing_pressed", "No keys were pressed", "press 1 to hear the code"),
        ("wrong_keys", "Other keys were pressed", "Press 1 in the next call"),
        ("voicemail", "A machine answered", "before the mailbox does"),
        ("failed", "The call could not be made", "choose another way"),
    ] {
        let mut world = at("call");
        world.services.on(CURRENT, 200, spoken_code(Some(end)));
        let page = world.get("/reset/code").await;
        for text in [title, sentence, "class=\"button\" type=\"submit\">try again</button>", "The call has ended"] {
            says(&page, text);
        }
        says(&page, &format!("data-end=\"{end}\""));
        assert!(!page.text.contains("<input id=\"code\""), "nobody heard a code: {end}");
    }
}

#[tokio::test]
async fn a_chooser_without_contacts_names_its_ways() {
    let mut world = at("questions");
    let page = world.get("/reset/choose").await;
    for text in ["Answer my security questions", QUESTIONS, EMAIL, "Call my mobile phone"] {
        says(&page, text);
    }
}
