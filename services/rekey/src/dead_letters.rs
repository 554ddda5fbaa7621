//! `rekey dead-letters ...`: what was given up, and what the operator does with it. What a message says is never shown.

use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;
use rekey_admin::dead_letters::{self, DeadLetterError, PAGE_MAX, Shown, Wanted};
use rekey_domain::Timestamp;
use rekey_store::dead_letters::{DeadLetter, Filter, Standing};
use rekey_store::deliveries::Flow;
use rekey_store::listings::Place;
use rekey_wire::http::admin::{cursor, parse_cursor};
use rekey_wire::http::{parse_rfc3339, rfc3339};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::instance::{CannotStart, Instance};
use crate::said::{self, plain, pretty, say};

#[derive(Debug, Subcommand)]
pub enum DeadLetters {
    /// Lists them, newest first.
    List(List),
    /// Shows everything that may be known of one; what it says stays sealed.
    Show {
        /// Its id, as the list has it.
        id: Uuid,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Puts them back to be sent, as they were and with fresh attempts; one that is of no use any more stays, with the
    /// reason.
    Replay {
        /// Their ids, as the list has them.
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
    /// Removes them for good.
    Drop {
        /// Their ids, as the list has them.
        #[arg(required = true)]
        ids: Vec<Uuid>,
    },
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Of this kind alone, such as notice.email.
    #[arg(long)]
    kind: Option<String>,
    /// With these words in the reason.
    #[arg(long)]
    reason: Option<String>,
    /// Of this tenant alone.
    #[arg(long)]
    tenant: Option<String>,
    /// Given up since then: a time in RFC 3339, or how long ago, such as 90m, 24h or 7d.
    #[arg(long, value_parser = parse_since)]
    since: Option<Since>,
    /// At most so many.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)))]
    limit: u32,
    /// Older than the last page, which says what to write here.
    #[arg(long, value_parser = parse_before)]
    before: Option<Place>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    At(Timestamp),
    Ago(Duration),
}

fn parse_since(text: &str) -> Result<Since, String> {
    let ago = || {
        let unit = match text.chars().last()? {
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return None,
        };
        let count: u64 = text[..text.len() - 1].parse().ok()?;
        Some(Since::Ago(Duration::from_secs(count.checked_mul(unit)?)))
    };
    let since = parse_rfc3339(text).map(Since::At).or_else(ago);
    since.ok_or_else(|| "a time such as 2026-11-29T10:00:00Z, or how long ago, such as 90m, 24h or 7d".to_owned())
}

fn parse_before(text: &str) -> Result<Place, String> {
    let place = parse_cursor(text).map(|(at, id)| Place { at, id });
    place.ok_or_else(|| "what the last page says".to_owned())
}

/// Does what the command line says.
///
/// # Errors
/// When the tenant is wrong, something could not be done to one of them, or the database does not answer.
pub async fn carry_out(files: &[PathBuf], command: DeadLetters) -> anyhow::Result<()> {
    let instance = Instance::open(files).await?;
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    let limits = instance.config.limits.flow();
    let (store, entropy) = (&instance.store, instance.entropy);
    match command {
        DeadLetters::List(list) => self::list(&instance, &list).await,
        DeadLetters::Show { id, json } => {
            let shown = dead_letters::show(store, &limits, id).await?;
            say(&if json { pretty(&shown_json(&shown)) } else { shown_text(&shown) })
        }
        DeadLetters::Replay { ids } => {
            let mut done = Done::default();
            for id in ids {
                done.note(id, "goes out again", dead_letters::replay(store, &limits, entropy, id).await)?;
            }
            done.all()
        }
        DeadLetters::Drop { ids } => {
            let mut done = Done::default();
            for id in ids {
                done.note(id, "is gone", dead_letters::discard(store, entropy, id).await)?;
            }
            done.all()
        }
    }
}

/// What was done, one after the other.
#[derive(Default)]
struct Done {
    asked: usize,
    refused: usize,
}

impl Done {
    /// Says what became of one. An error of the database ends it all: what was said before is done.
    fn note(&mut self, id: Uuid, word: &str, outcome: Result<DeadLetter, DeadLetterError>) -> anyhow::Result<()> {
        self.asked += 1;
        match outcome {
            Ok(letter) => say(&format!("{id} {word}: {}\n", plain(&letter.kind))),
            Err(DeadLetterError::Store(error)) => Err(anyhow::Error::new(error).context(id)),
            Err(refusal) => {
                self.refused += 1;
                eprintln!("{id} stays as it is: {}", plain(&refusal.to_string()));
                Ok(())
            }
        }
    }

    fn all(self) -> anyhow::Result<()> {
        let Self { asked, refused } = self;
        anyhow::ensure!(refused == 0, "nothing was done to {refused} of {asked}");
        Ok(())
    }
}

async fn list(instance: &Instance, list: &List) -> anyhow::Result<()> {
    let since = match list.since {
        Some(Since::At(at)) => Some(at),
        Some(Since::Ago(ago)) => Some(instance.store.time().await?.minus(ago)),
        None => None,
    };
    let filter = Filter { kind: list.kind.as_deref(), reason: list.reason.as_deref(), tenant: None, since };
    let wanted = Wanted { filter, tenant: list.tenant.as_deref(), before: list.before, most: list.limit };
    let (letters, older) = match dead_letters::list(&instance.store, wanted).await {
        Err(unknown @ DeadLetterError::UnknownTenant(_)) => return Err(CannotStart(unknown.to_string()).into()),
        listed => listed?,
    };
    let older = older.map(|place| cursor(place.at, place.id));
    if list.json {
        let letters: Vec<Value> = letters.iter().map(letter_json).collect();
        return say(&pretty(&json!({ "dead_letters": letters, "older": older })));
    }
    let mut text = table(&letters);
    if let Some(older) = older {
        text.push_str(&format!("there are older ones: --before {older}\n"));
    }
    say(&text)
}

fn table(letters: &[DeadLetter]) -> String {
    if letters.is_empty() {
        return "there is none\n".to_owned();
    }
    let head = ["ID", "GIVEN UP", "KIND", "TENANT", "ATTEMPT", "OF USE UNTIL", "REASON"];
    let row = |letter: &DeadLetter| {
        [
            letter.id.to_string(),
            rfc3339(letter.buried_at),
            plain(&letter.kind),
            tenant(letter),
            letter.attempt.to_string(),
            rfc3339(letter.expires_at),
            plain(&letter.reason),
        ]
    };
    said::table(head, letters.iter().map(row))
}

fn tenant(letter: &DeadLetter) -> String {
    letter.tenant_slug.clone().unwrap_or_else(|| "-".into())
}

fn shown_text(shown: &Shown) -> String {
    let Shown { letter, standing, refusal } = shown;
    let mut lines = vec![
        ("id", letter.id.to_string()),
        ("message", letter.message.to_string()),
        ("kind", plain(&letter.kind)),
        ("for", plain(&letter.listener)),
        ("tenant", tenant(letter)),
        ("given up", rfc3339(letter.buried_at)),
        ("reason", plain(&letter.reason)),
        ("attempt", letter.attempt.to_string()),
        ("of use until", rfc3339(letter.expires_at)),
        ("trace", letter.trace.as_deref().map_or_else(|| "-".into(), plain)),
    ];
    if let Some(standing) = standing {
        lines.extend([
            ("purpose", standing.purpose.clone()),
            ("written", rfc3339(standing.created_at)),
            ("belongs to", standing.flow.map_or_else(|| "-".into(), flow_text)),
            ("delivery", delivery_text(standing)),
        ]);
    }
    let replay = refusal.as_ref().map_or_else(|| "would go out again".into(), |why| format!("refused: {why}"));
    lines.push(("replay", plain(&replay)));
    lines.into_iter().map(|(name, value)| format!("{name:<13} {value}\n")).collect()
}

fn flow_text(flow: Flow) -> String {
    match flow {
        Flow::Reset(id) => format!("reset {id}"),
        Flow::Setup(id) => format!("set-up {id}"),
    }
}

fn delivery_text(standing: &Standing) -> String {
    let Standing { channel, state, attempts, .. } = standing;
    let provider = standing.provider.as_ref().map(|provider| format!(", provider {provider}")).unwrap_or_default();
    let superseded = if standing.is_superseded { ", superseded" } else { "" };
    plain(&format!("{channel}, {state}, {attempts} attempts{provider}{superseded}"))
}

fn letter_json(letter: &DeadLetter) -> Value {
    json!({
        "id": letter.id,
        "message_id": letter.message.uuid(),
        "kind": letter.kind,
        "listener": letter.listener,
        "tenant": letter.tenant_slug,
        "attempt": letter.attempt,
        "reason": letter.reason,
        "expires_at": rfc3339(letter.expires_at),
        "buried_at": rfc3339(letter.buried_at),
        "trace": letter.trace,
    })
}

fn shown_json(shown: &Shown) -> Value {
    let mut value = letter_json(&shown.letter);
    value["delivery"] = shown.standing.as_ref().map_or(Value::Null, |standing| {
        let (reset, setup) = match standing.flow {
            Some(Flow::Reset(id)) => (Some(id), None),
            Some(Flow::Setup(id)) => (None, Some(id)),
            None => (None, None),
        };
        json!({
            "channel": standing.channel,
            "purpose": standing.purpose,
            "state": standing.state,
            "attempts": standing.attempts,
            "provider": standing.provider,
            "superseded": standing.is_superseded,
            "reset_id": reset,
            "set_up_id": setup,
            "created_at": rfc3339(standing.created_at),
        })
    });
    value["replay_refused"] = shown.refusal.as_ref().map(ToString::to_string).into();
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_domain::{MessageId, TenantId};

    #[test]
    fn since_is_a_time_or_how_long_ago() {
        let hours = |hours: u64| Ok(Since::Ago(Duration::from_secs(hours * 3600)));
        assert_eq!((parse_since("24h"), parse_since("120m"), parse_since("7d")), (hours(24), hours(2), hours(168)));
        let at = Ok(Since::At(Timestamp::from_micros(1_795_515_300_500_000)));
        assert_eq!(parse_since("2026-11-24T10:15:00.5Z"), at);
        assert_eq!(parse_since("2026-11-24T11:15:00.5+01:00"), at);
        for none in
            ["", "h", "24", "-1h", "1.5h", "24s", "ä", "18446744073709551615d", "2026-11-24", "1960-01-01T00:00:00Z"]
        {
            assert!(parse_since(none).is_err(), "{none}");
        }
    }

    #[test]
    fn columns_stand_under_each_other_and_nothing_acts_on_a_terminal() {
        let letter = |kind: &str, reason: &str| DeadLetter {
            id: Uuid::from_u128(1),
            message: MessageId::from_uuid(Uuid::from_u128(2)),
            kind: kind.into(),
            listener: "rekey.notice.email".into(),
            tenant: TenantId::from_uuid(Uuid::nil()),
            tenant_slug: None,
            attempt: 1,
            reason: reason.into(),
            expires_at: Timestamp::from_micros(0),
            trace: None,
            buried_at: Timestamp::from_micros(0),
        };
        let text = table(&[letter("notice.email", "a\u{1b}[2J\nb"), letter("unknown", "c")]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        let places = [lines[0].find("REASON"), lines[1].find("a [2J b"), lines[2].find('c')];
        assert!(places[0].is_some() && places.iter().all(|place| *place == places[0]), "{text}");
        assert_eq!(table(&[]), "there is none\n");
    }
}
