//! `rekey keys ...`: what the key file has, a newer key in every ring that can have one, and old ones out of it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::Subcommand;
use rekey_domain::Timestamp;
use rekey_store::audit;
use rekey_wire::http::rfc3339;
use rekey_wire::keys::{KeyState, Keys, Retires, RotationError, Turnover};
use serde_json::{Value, json};

use crate::instance::{CannotStart, Instance};
use crate::key_file;
use crate::said::{pretty, say, table};

/// Shortest and usual time from publishing a key until it makes, in seconds: three looks, and what it takes to bring a
/// file to every machine.
const SEALS_AFTER_LEAST: u64 = 3 * key_file::LOOK_EVERY.as_secs();
const SEALS_AFTER_USUAL: u64 = 600;
const SEALS_AFTER_MOST: u64 = 7 * 86_400;

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Lists the keys, without secrets: what they are for, and when they may be retired.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Adds a newer key to every ring that can have one. It opens at once, and makes after a while.
    Rotate {
        /// Until the new keys make, in seconds: by then every process has to have the new file.
        #[arg(long, default_value_t = SEALS_AFTER_USUAL, value_parser = clap::value_parser!(u64).range(SEALS_AFTER_LEAST..=SEALS_AFTER_MOST))]
        seals_after_seconds: u64,
    },
    /// Takes keys out of the file: one, or all that are needed no more.
    Retire {
        /// Name of a ring, such as `code_mac`.
        #[arg(requires = "id")]
        purpose: Option<String>,
        /// Id of a key in it.
        id: Option<u32>,
    },
}

/// Does what the command line says.
///
/// # Errors
/// When the last rotation is not over, a key is needed, or the file cannot be replaced; nothing changed then. When the
/// database does not answer after that: the new keys are in the file, and `rekey migrate` tells the database.
pub async fn carry_out(files: &[PathBuf], command: KeysCommand) -> anyhow::Result<()> {
    let instance = Instance::open(files).await?;
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    let now = instance.clock.now();
    let path = instance.config.keys_file();
    match command {
        KeysCommand::List { json } => {
            let states = instance.keys.states(now);
            say(&if json { pretty(&listed(&states)) } else { tabled(&states, now) })
        }
        KeysCommand::Rotate { seals_after_seconds } => {
            let _held = key_file::hold(&path)?;
            let seals_from = whole(now.plus(Duration::from_secs(seals_after_seconds)));
            let entropy = instance.entropy;
            let current = current(&instance)?;
            let (rotated, purposes) = current.rotated(whole(now), seals_from, &mut |buffer| entropy.fill(buffer))?;
            key_file::replace(&path, &rotated)?;
            note(&instance, &rotated, ("keys.rotated", json!({ "purposes": purposes }))).await?;
            say(&format!(
                "{} rings have a newer key, which makes from {}: by then every process needs {}\n",
                purposes.len(),
                rfc3339(seals_from),
                path.display()
            ))
        }
        KeysCommand::Retire { purpose, id } => {
            let _held = key_file::hold(&path)?;
            let current = current(&instance)?;
            let (left, gone) = match (purpose, id) {
                (Some(purpose), Some(id)) => one(&current, purpose, id, now)?,
                _ => due(&current, now)?,
            };
            if gone.is_empty() {
                return say("no key may be retired yet: `rekey keys list` says when\n");
            }
            key_file::replace(&path, &left)?;
            note(&instance, &left, ("keys.retired", json!({ "keys": gone }))).await?;
            say(&gone.iter().map(|key| format!("{key} is out of the file\n")).collect::<String>())
        }
    }
}

/// The file has no fractions of a second.
fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros().div_euclid(1_000_000).saturating_mul(1_000_000))
}

/// The file as it is now that it is held.
fn current(instance: &Instance) -> anyhow::Result<Keys> {
    let path = instance.config.keys_file();
    let keys = key_file::read(&path)?.ok_or_else(|| CannotStart(format!("{} is missing", path.display())))?;
    keys.turn(instance.clock.now());
    Ok(keys)
}

fn one(keys: &Keys, purpose: String, id: u32, now: Timestamp) -> Result<(Keys, Vec<String>), RotationError> {
    let left = keys.without(&purpose, id, now)?;
    Ok((left, vec![format!("{purpose} {id}")]))
}

fn due(keys: &Keys, now: Timestamp) -> Result<(Keys, Vec<String>), RotationError> {
    let (mut left, mut gone) = (keys.clone(), Vec::new());
    for KeyState { purpose, id, retires, .. } in keys.states(now) {
        if matches!(retires, Retires::From(from) if from <= now) {
            left = left.without(purpose, id, now)?;
            gone.push(format!("{purpose} {id}"));
        }
    }
    Ok((left, gone))
}

/// Tells the database what keys there are now, and that somebody changed them.
async fn note(instance: &Instance, keys: &Keys, (event, detail): (&'static str, Value)) -> anyhow::Result<()> {
    instance.keys.take(keys, instance.clock.now())?;
    let noted = async {
        instance.match_keys().await?;
        let mut tx = instance.store.begin().await?;
        let entry = audit::Entry { tenant: None, actor: "operator", event, account: None, flow: None, detail: &detail };
        audit::write(&mut tx, &entry, instance.entropy).await?;
        Ok::<(), anyhow::Error>(tx.commit().await?)
    };
    noted.await.context("the key file is the new one, and the database was not told: run `rekey migrate`")
}

fn tabled(states: &[KeyState], now: Timestamp) -> String {
    let head = ["RING", "KEY", "MADE", "USE", "MAY BE RETIRED"];
    let row = |state: &KeyState| {
        let made = state.made_at.map_or_else(|| "with the installation".to_owned(), rfc3339);
        [state.purpose.to_owned(), state.id.to_string(), made, usage(state, now), retirement(state)]
    };
    table(head, states.iter().map(row))
}

fn usage(state: &KeyState, now: Timestamp) -> String {
    match state.seals_from.filter(|from| *from > now) {
        _ if state.seals => "makes and opens".to_owned(),
        Some(from) => format!("opens; makes from {}", rfc3339(from)),
        None => "opens".to_owned(),
    }
}

fn retirement(state: &KeyState) -> String {
    match (state.retires, state.turnover) {
        (Retires::From(from), _) => format!("from {}", rfc3339(from)),
        (Retires::Newest, _) => "when a newer one makes".to_owned(),
        (Retires::Never(_), Turnover::Never(why)) => format!("never, and it is not rotated: {why}"),
        (Retires::Never(why), _) => format!("never: {why}"),
    }
}

fn listed(states: &[KeyState]) -> Value {
    let key = |state: &KeyState| {
        let (from, why) = match state.retires {
            Retires::From(from) => (Some(rfc3339(from)), None),
            Retires::Newest => (None, None),
            Retires::Never(why) => (None, Some(why)),
        };
        json!({
            "ring": state.purpose,
            "id": state.id,
            "made_at": state.made_at.map(rfc3339),
            "seals_from": state.seals_from.map(rfc3339),
            "seals": state.seals,
            "rotates": !matches!(state.turnover, Turnover::Never(_)),
            "may_be_retired_from": from,
            "stays_because": why,
        })
    };
    json!({ "keys": states.iter().map(key).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_from_when_it_makes_also_in_a_ring_that_keeps_every_key() {
        let now = Timestamp::from_micros(1_795_515_300_000_000);
        let from = now.plus(Duration::from_secs(600));
        let first = Keys::generate(&mut |buffer| buffer.fill(1));
        let (file, _) = first.rotated(now, from, &mut |buffer| buffer.fill(2)).expect("rotates");
        let used = |purpose: &str, at| {
            let of_ring = file.states(at).into_iter().filter(|state| state.purpose == purpose);
            of_ring.map(|state| usage(&state, at)).collect::<Vec<String>>()
        };
        for purpose in ["code_mac", "contact_sealing"] {
            let waits = format!("opens; makes from {}", rfc3339(from));
            assert_eq!(used(purpose, now), [waits.as_str(), "makes and opens"], "newest first");
            assert_eq!(used(purpose, from), ["makes and opens", "opens"], "{purpose}");
        }
    }
}
