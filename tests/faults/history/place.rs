//! Who is there: an organisation that asks for two proofs and tells the plain truth, and one that tells strangers nothing.

use rekey_testkit::OwnServers;

use super::invariants::{LIFE, MONEY_PER_DAY_MICROS, MONEY_PER_HOUR_MICROS};
use crate::place::{Place, account};

/// People; the last of them is guessed at, and does nothing.
pub const PEOPLE: usize = 7;
/// Somebody where strangers are told nothing.
pub const UNIFORM: &str = "known@initech.example";

pub fn user(number: usize) -> String {
    format!("h{number}@contoso.example")
}

pub fn phone(number: usize) -> String {
    format!("+142555502{number:02}")
}

pub fn mailbox(number: usize) -> String {
    format!("h{number}@mail.example")
}

/// One that somebody registers.
pub fn other_mailbox(number: usize) -> String {
    format!("other{number}@mail.example")
}

fn settings() -> String {
    let life = LIFE.as_secs();
    let mut text = format!(
        r#"
default_tenant = "contoso"
[tenants.contoso]
name = "Contoso"
domains = ["contoso.example"]
[tenants.contoso.policy]
profile = "model"
enabled_for = "everybody"
gates = 2
methods = ["email", "mobile_phone"]
phone_code_lifetime_seconds = {life}
email_code_lifetime_seconds = {life}
[tenants.initech]
name = "Initech"
domains = ["initech.example"]
[tenants.initech.policy]
profile = "nist"
enabled_for = "everybody"
methods = ["email", "mobile_phone"]
"#
    );
    text.push_str(&account("initech", UNIFORM, "+14255550299", "k@mail.example"));
    text.extend((0..PEOPLE).map(|number| account("contoso", &user(number), &phone(number), &mailbox(number))));
    text
}

/// The program, its ways and its providers.
pub async fn start() -> Place {
    let (hour, day) = (MONEY_PER_HOUR_MICROS.to_string(), MONEY_PER_DAY_MICROS.to_string());
    let variables = [
        ("REKEY__GATEWAY__REQUEST_TIMEOUT_SECONDS", "5"),
        ("REKEY__PROVIDERS__TEXTS__TIMEOUT_SECONDS", "2"),
        ("REKEY__SMTP__TIMEOUT_SECONDS", "2"),
        ("REKEY__STORE__ACQUIRE_TIMEOUT_MS", "2000"),
        ("REKEY__STORE__STATEMENT_TIMEOUT_MS", "2000"),
        ("REKEY__LIMITS__BUDGETS__MONEY_PER_HOUR_MICROS", hour.as_str()),
        ("REKEY__LIMITS__BUDGETS__MONEY_PER_DAY_MICROS", day.as_str()),
        ("REKEY__LIMITS__BUDGETS__MONEY_PER_TENANT_HOUR_MICROS", hour.as_str()),
        ("REKEY__LIMITS__BUDGETS__MONEY_PER_TENANT_DAY_MICROS", day.as_str()),
        ("REKEY__LIMITS__BUDGETS__MONEY_BLOCK_MICROS", "500000"),
        ("REKEY__LIMITS__BUDGETS__RESERVE_PER_HOUR_MICROS", hour.as_str()),
        ("REKEY__LIMITS__BUDGETS__RESERVE_PER_DAY_MICROS", day.as_str()),
    ];
    Place::start_as(OwnServers::default(), &variables, &settings()).await
}
