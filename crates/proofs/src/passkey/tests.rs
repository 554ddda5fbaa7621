//! What passkeys promise: the right answer proves, once and for one account, and no other answer does (SECURITY R37).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rekey_testkit::passkeys::{Device, USER_PRESENT, USER_VERIFIED, decoded};
use serde_json::json;

use super::*;

const ACCOUNT: Uuid = Uuid::from_u128(1);
const OTHER_ACCOUNT: Uuid = Uuid::from_u128(2);

fn contoso() -> RelyingParty {
    RelyingParty::new("https://reset.contoso.example", "Contoso").expect("fit")
}

/// A device that is registered, and what is stored of its key.
fn registered(number: u8, account: Uuid) -> (Device, Value) {
    let party = contoso();
    let mut device = Device::new(number);
    let (request, state) = party.begin_registration(account, "alice@contoso.example", "Alice", &[]).expect("begun");
    let answer = device.register(&request);
    let stored = party.finish_registration(&state, &answer).expect("registered");
    device.counter += 1;
    (device, stored)
}

/// What becomes of the device's answer to a new request.
fn proof(device: &Device, stored: &[Value]) -> Result<Proved, PasskeyError> {
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    party.finish_proof(&state, &answer, ACCOUNT, stored)
}

#[test]
fn the_right_answer_proves_and_says_which_key_it_was() {
    let (_, first) = registered(1, ACCOUNT);
    let (mut device, second) = registered(2, ACCOUNT);
    device.counter = 9;
    let proved = proof(&device, &[first.clone(), second.clone()]).expect("right");
    assert_eq!(proved.index, 1);
    assert_eq!(proved.credential["cred"]["counter"], 9);
    assert_eq!(second["cred"]["counter"], 1);
    assert_eq!(proof(&device, &[second, first]).expect("right").index, 0);
}

#[test]
fn registration_asks_for_a_verified_discoverable_key_that_is_not_there_yet() {
    let (device, stored) = registered(1, ACCOUNT);
    let begun = contoso().begin_registration(ACCOUNT, "alice@contoso.example", "Alice", &[stored]);
    let (request, state) = begun.expect("begun");
    assert_eq!(request.as_object().expect("an object").keys().collect::<Vec<_>>(), ["publicKey"]);
    let options = &request["publicKey"];
    assert_eq!(options["rp"], json!({ "id": "reset.contoso.example", "name": "Contoso" }));
    assert_eq!(decoded(&options["user"]["id"]), ACCOUNT.as_bytes());
    assert_eq!(options["user"]["name"], "alice@contoso.example");
    assert_eq!(options["user"]["displayName"], "Alice");
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["requireResidentKey"], true);
    assert_eq!(selection["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(decoded(&options["excludeCredentials"][0]["id"]), device.credential_id);
    let again = device.clone().register(&request);
    assert_eq!(contoso().finish_registration(&state, &again), Err(PasskeyError::Refused), "it is there already");
}

#[test]
fn a_request_for_a_proof_names_no_key_and_no_account_and_stays_the_same() {
    let state = contoso().begin_proof().expect("begun");
    let request = RelyingParty::request_of(&state).expect("kept");
    assert_eq!(RelyingParty::request_of(&state), Ok(request.clone()));
    assert_eq!(request.as_object().expect("an object").keys().collect::<Vec<_>>(), ["publicKey"]);
    let options = &request["publicKey"];
    assert_eq!(options["rpId"], "reset.contoso.example");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options.get("allowCredentials"), None);
    assert_eq!(decoded(&options["challenge"]).len(), 32);
    let another = RelyingParty::request_of(&contoso().begin_proof().expect("begun")).expect("kept");
    assert_ne!(another["publicKey"]["challenge"], options["challenge"]);
}

#[test]
fn an_answer_counts_for_no_other_request() {
    let (device, stored) = registered(1, ACCOUNT);
    let party = contoso();
    let [state, other] = [(); 2].map(|()| party.begin_proof().expect("begun"));
    let answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    let finish = |state: &str| party.finish_proof(state, &answer, ACCOUNT, std::slice::from_ref(&stored));
    assert_eq!(finish(&other), Err(PasskeyError::Refused));
    assert!(finish(&state).is_ok());
}

#[test]
fn another_origin_is_refused() {
    let (device, stored) = registered(1, ACCOUNT);
    let stored = [stored];
    for origin in [
        "https://reset.contoso.example.evil.example",
        "https://www.reset.contoso.example",
        "https://contoso.example",
        "https://reset.contoso.example:8443",
        "http://reset.contoso.example",
        "null",
    ] {
        let device = Device { origin: origin.to_owned(), ..device.clone() };
        assert_eq!(proof(&device, &stored), Err(PasskeyError::Refused), "{origin}");
    }
    let framed = Device { is_cross_origin: Some(true), ..device.clone() };
    assert_eq!(proof(&framed, &stored), Err(PasskeyError::Refused), "within a page of another origin");
    let other_host = Device { rp_id: "contoso.example".to_owned(), ..device.clone() };
    assert_eq!(proof(&other_host, &stored), Err(PasskeyError::Refused), "a key of another host");
    let silent = Device { is_cross_origin: None, ..device };
    assert!(proof(&silent, &stored).is_ok(), "older browsers do not say");
}

#[test]
fn another_accounts_user_handle_or_none_is_refused() {
    let (device, stored) = registered(1, ACCOUNT);
    for handle in [Some(OTHER_ACCOUNT.as_bytes().to_vec()), Some(Vec::new()), Some(vec![0; 10_000]), None] {
        let device = Device { user_handle: handle, ..device.clone() };
        assert_eq!(proof(&device, std::slice::from_ref(&stored)), Err(PasskeyError::Refused));
    }
}

#[test]
fn an_answer_without_user_verification_or_presence_is_refused() {
    let (device, stored) = registered(1, ACCOUNT);
    for flags in [USER_PRESENT, USER_VERIFIED, 0] {
        let device = Device { flags, ..device.clone() };
        assert_eq!(proof(&device, std::slice::from_ref(&stored)), Err(PasskeyError::Refused), "{flags}");
    }
}

#[test]
fn another_accounts_key_is_refused() {
    let (_, own) = registered(1, ACCOUNT);
    let (device, of_other) = registered(2, OTHER_ACCOUNT);
    assert_eq!(proof(&device, std::slice::from_ref(&own)), Err(PasskeyError::Refused));
    let disguised = Device { user_handle: Some(ACCOUNT.as_bytes().to_vec()), ..device.clone() };
    assert_eq!(proof(&disguised, std::slice::from_ref(&own)), Err(PasskeyError::Refused), "with the right handle");
    let named = Device { credential_id: vec![1; 16], ..disguised };
    assert_eq!(proof(&named, &[own]), Err(PasskeyError::Refused), "and under the right name");
    assert_eq!(proof(&device, &[of_other]), Err(PasskeyError::Refused), "though it were stored with the account");
    assert_eq!(proof(&device, &[]), Err(PasskeyError::Refused), "a decoy");
}

#[test]
fn a_counter_must_go_on_unless_there_is_none() {
    let (device, mut stored) = registered(1, ACCOUNT);
    let at = |counter| Device { counter, ..device.clone() };
    for (counter, is_right) in [(5, true), (5, false), (4, false), (0, false), (6, true)] {
        match proof(&at(counter), std::slice::from_ref(&stored)) {
            Ok(proved) if is_right => stored = proved.credential,
            outcome => assert_eq!((outcome, is_right), (Err(PasskeyError::Refused), false), "{counter}"),
        }
    }
    // Keys that are synchronised between devices have no counter.
    let party = contoso();
    let mut device = Device { counter: 0, ..Device::new(3) };
    let (request, state) = party.begin_registration(ACCOUNT, "alice", "Alice", &[]).expect("begun");
    let stored = party.finish_registration(&state, &device.register(&request)).expect("registered");
    for _ in 0..2 {
        assert!(proof(&device, std::slice::from_ref(&stored)).is_ok());
    }
}

#[test]
fn an_answer_of_registration_is_no_proof() {
    let (device, stored) = registered(1, ACCOUNT);
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let request = RelyingParty::request_of(&state).expect("kept");
    let answer = device.sign(device.client_data("webauthn.create", &request["publicKey"]));
    assert_eq!(party.finish_proof(&state, &answer, ACCOUNT, std::slice::from_ref(&stored)), Err(PasskeyError::Refused));
    let (request, _) = party.begin_registration(ACCOUNT, "alice", "Alice", &[]).expect("begun");
    let answer = device.clone().register(&request);
    assert_eq!(party.finish_proof(&state, &answer, ACCOUNT, &[stored]), Err(PasskeyError::Malformed));
}

#[test]
fn a_registration_is_for_its_request_origin_and_a_verified_discoverable_key() {
    let party = contoso();
    let begin = || party.begin_registration(ACCOUNT, "alice@contoso.example", "Alice", &[]).expect("begun");
    let (request, state) = begin();
    let outcome = |mut device: Device| party.finish_registration(&state, &device.register(&request)).map(drop);
    let sound = Device::new(1);
    assert_eq!(outcome(sound.clone()), Ok(()));
    for wrong in [
        Device { origin: "https://evil.example".to_owned(), ..sound.clone() },
        Device { is_cross_origin: Some(true), ..sound.clone() },
        Device { rp_id: "evil.example".to_owned(), ..sound.clone() },
        Device { flags: USER_PRESENT, ..sound.clone() },
        Device { flags: USER_VERIFIED, ..sound.clone() },
    ] {
        let wrong_in = (wrong.origin.clone(), wrong.flags);
        assert_eq!(outcome(wrong), Err(PasskeyError::Refused), "{wrong_in:?}");
    }
    let (other_request, _) = begin();
    let replayed = sound.clone().register(&other_request);
    assert_eq!(party.finish_registration(&state, &replayed), Err(PasskeyError::Refused), "another request");
    let mut hidden = sound.clone().register(&request);
    hidden["clientExtensionResults"]["credProps"]["rk"] = false.into();
    assert_eq!(party.finish_registration(&state, &hidden), Err(PasskeyError::Refused), "it could never answer");
    hidden["clientExtensionResults"] = json!({});
    assert!(party.finish_registration(&state, &hidden).is_ok(), "not every browser says");
}

#[test]
fn what_is_no_answer_is_malformed() {
    let (device, stored) = registered(1, ACCOUNT);
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    let (_, registration) = party.begin_registration(ACCOUNT, "alice", "Alice", &[]).expect("begun");
    let with = |place: &str, value: Value| {
        let mut answer = answer.clone();
        *answer.pointer_mut(place).expect("a place") = value;
        answer
    };
    for junk in [
        Value::Null,
        json!([]),
        json!({}),
        json!("482913"),
        json!("x".repeat(10_000)),
        json!(vec!["x"; 2500]),
        json!({ "id": "x".repeat(10_000) }),
        with("/rawId", json!("not base64url!")),
        with("/response", json!([])),
        with("/response/signature", json!(7)),
        with("/response/userHandle", json!("=")),
    ] {
        let outcome = party.finish_proof(&state, &junk, ACCOUNT, std::slice::from_ref(&stored));
        assert_eq!(outcome, Err(PasskeyError::Malformed), "{junk}");
        assert_eq!(party.finish_registration(&registration, &junk), Err(PasskeyError::Malformed), "{junk}");
    }
    for (place, junk) in [
        ("/response/clientDataJSON", "e30"),
        ("/response/clientDataJSON", "AAAA"),
        ("/response/authenticatorData", "AAAA"),
        ("/response/signature", ""),
        ("/rawId", ""),
    ] {
        let outcome = party.finish_proof(&state, &with(place, junk.into()), ACCOUNT, std::slice::from_ref(&stored));
        assert_eq!(outcome, Err(PasskeyError::Refused), "{place} {junk}");
    }
}

#[test]
fn an_answer_has_16_kib_at_most() {
    let (device, stored) = registered(1, ACCOUNT);
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let mut answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    answer["padding"] = "".into();
    let room = ANSWER_MAX_BYTES - answer.to_string().len();
    for (padding, is_read) in [(room, true), (room + 1, false)] {
        answer["padding"] = "x".repeat(padding).into();
        let outcome = party.finish_proof(&state, &answer, ACCOUNT, std::slice::from_ref(&stored));
        assert_eq!(outcome.map_err(|error| assert_eq!(error, PasskeyError::Malformed)).is_ok(), is_read, "{padding}");
    }
}

#[test]
fn no_answer_that_is_cut_off_or_changed_in_any_byte_counts() {
    let (device, stored) = registered(1, ACCOUNT);
    let stored = [stored];
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    for part in ["authenticatorData", "clientDataJSON", "signature"] {
        for broken in broken(&decoded(&answer["response"][part])) {
            let mut answer = answer.clone();
            answer["response"][part] = URL_SAFE_NO_PAD.encode(&broken).into();
            let outcome = party.finish_proof(&state, &answer, ACCOUNT, &stored);
            assert_eq!(outcome, Err(PasskeyError::Refused), "{part} {broken:?}");
        }
    }
    // What is registered is not signed, so that another key may come of it; but nothing may panic.
    let (request, state) = party.begin_registration(ACCOUNT, "alice", "Alice", &[]).expect("begun");
    let answer = device.clone().register(&request);
    for broken in broken(&decoded(&answer["response"]["attestationObject"])) {
        let mut answer = answer.clone();
        answer["response"]["attestationObject"] = URL_SAFE_NO_PAD.encode(&broken).into();
        let outcome = party.finish_registration(&state, &answer);
        assert!(matches!(outcome, Ok(_) | Err(PasskeyError::Refused)), "{outcome:?} {broken:?}");
    }
}

/// These bytes cut off at every length, and with every byte changed.
fn broken(bytes: &[u8]) -> Vec<Vec<u8>> {
    let cut = (0..bytes.len()).map(|length| bytes[..length].to_vec());
    let changed = (0..bytes.len()).map(|place| {
        let mut bytes = bytes.to_vec();
        bytes[place] ^= 0x55;
        bytes
    });
    cut.chain(changed).collect()
}

#[test]
fn what_was_stored_and_cannot_be_read_is_a_fault() {
    let (device, stored) = registered(1, ACCOUNT);
    let party = contoso();
    let state = party.begin_proof().expect("begun");
    let answer = device.prove(&RelyingParty::request_of(&state).expect("kept"));
    for bad in ["", "{}", "null", &state[..state.len() - 1]] {
        assert!(matches!(RelyingParty::request_of(bad), Err(PasskeyError::Fault(_))));
        let outcome = party.finish_proof(bad, &answer, ACCOUNT, std::slice::from_ref(&stored));
        assert!(matches!(outcome, Err(PasskeyError::Fault(_))));
        assert!(matches!(party.finish_registration(bad, &answer), Err(PasskeyError::Fault(_))));
    }
    let bad = [stored, json!({})];
    assert!(matches!(party.finish_proof(&state, &answer, ACCOUNT, &bad), Err(PasskeyError::Fault(_))));
    assert!(matches!(party.begin_registration(ACCOUNT, "a", "A", &bad), Err(PasskeyError::Fault(_))));
}

#[test]
fn the_public_address_is_https_with_a_host_name_or_localhost() {
    for fit in [
        "https://reset.contoso.example",
        "https://reset.contoso.example:8443/",
        "https://reset.contoso.example/anywhere?at=all",
        "http://localhost:8080",
        "https://localhost",
    ] {
        assert!(RelyingParty::new(fit, "Contoso").is_ok(), "{fit}");
    }
    for unfit in [
        "",
        "reset.contoso.example",
        "http://reset.contoso.example",
        "http://localhost.contoso.example",
        "https://192.0.2.1",
        "http://127.0.0.1:8080",
        "https://[::1]",
        "ftp://reset.contoso.example",
        "data:text/plain,localhost",
    ] {
        assert_eq!(RelyingParty::new(unfit, "Contoso").err(), Some(PublicUrlUnfit), "{unfit}");
    }
}

#[test]
fn the_origin_has_the_addresses_port() {
    let party = RelyingParty::new("http://localhost:8080/reset", "Demo").expect("fit");
    let outcome = |origin: &str| {
        let mut device = Device::new(1);
        (device.origin, device.rp_id) = (origin.to_owned(), "localhost".to_owned());
        let (request, state) = party.begin_registration(ACCOUNT, "alice", "Alice", &[]).expect("begun");
        party.finish_registration(&state, &device.register(&request)).map(drop)
    };
    assert_eq!(outcome("http://localhost:8080"), Ok(()));
    for other in ["http://localhost", "http://localhost:8081", "https://localhost:8080", "http://127.0.0.1:8080"] {
        assert_eq!(outcome(other), Err(PasskeyError::Refused), "{other}");
    }
}
