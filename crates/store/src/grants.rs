//! Who may do what to which table: on PostgreSQL each role connects as a user of its own with just these grants.
//!
//! The users are `rekey_registration`, `rekey_orchestrator`, `rekey_notifier`, `rekey_admin`; the operator makes them, with
//! passwords of his own. The gateway has none: it has no database.
//!
//! Locking a row (`FOR UPDATE`) needs the right to change it: sweeping asks for that, too.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::db::{on, on_postgres};
use crate::{Store, StoreError, Tx};

/// What may be done to a table: some of `S`elect, `I`nsert, `U`pdate, `D`elete; after a space, columns that may be updated
/// where not all may.
type Rights = &'static str;

/// A table, and the rights of registration, orchestrator, notifier and admin. What the operator's commands write is the
/// owner's alone.
const MATRIX: [(&str, [Rights; 4]); 31] = [
    //                        registration  orchestrator  notifier  admin
    ("_sqlx_migrations", ["S", "S", "S", "S"]),
    ("instance", ["S", "S", "S", "S"]),
    ("tenants", ["S", "S", "S", "S"]),
    ("tenant_names", ["S", "S", "", "S"]),
    ("policies", ["S", "S", "", "S"]),
    ("decoy_distributions", ["", "S", "", ""]),
    ("accounts", ["S password_hash, confirmed_at", "S password_hash", "", "S"]),
    ("password_changes", ["", "SIUD", "", ""]),
    ("group_members", ["S", "S", "", "S"]),
    ("contacts", ["SIUD", "S", "", ""]),
    ("registered_numbers", ["", "", "S", ""]),
    ("resets", ["SU", "SIUD", "", "S"]),
    ("method_setups", ["SIUD", "", "", ""]),
    ("sign_ins", ["SIUD", "SD", "", "S last_used_at, views_told"]),
    ("authenticators", ["SIUD", "S last_step", "", ""]),
    ("passkeys", ["SIUD", "S credential, last_used_at", "", ""]),
    ("question_answers", ["SIUD", "S", "", ""]),
    ("recovery_codes", ["SIUD", "S used_at", "", ""]),
    ("api_tokens", ["S", "", "", ""]),
    ("devices", ["SIUD", "SIUD", "", ""]),
    ("guess_charges", ["SI refunded", "SIUD", "", ""]),
    ("limit_hits", ["SID", "SIUD", "", "SID"]),
    ("spent_captchas", ["SI", "SIUD", "", "SI"]),
    ("outbox", ["SIUD", "SIUD", "SIUD", "SIUD"]),
    ("deliveries", ["SIU", "SIU", "SIUD", "SI"]),
    ("money_taken", ["", "", "SIUD", ""]),
    ("send_breakers", ["", "", "SIUD", ""]),
    ("dead_letters", ["SI", "SI", "SIUD", "SI"]),
    ("inbox_messages", ["", "", "SIUD", ""]),
    ("help_requests", ["", "", "", "SIUD"]),
    ("audit", ["I", "I", "I", "SI"]),
];

/// The roles with a database, in the matrix's order.
pub const ROLES: [&str; 4] = ["registration", "orchestrator", "notifier", "admin"];

/// What a user may not do that its role has to, and what it may do beyond.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// `SELECT on resets`, and the like.
    pub missing: Vec<String>,
    /// The same, of what it should not be able to do.
    pub beyond: Vec<String>,
}

/// The statement's words for rights over the whole table.
fn words(rights: Rights) -> impl Iterator<Item = &'static str> {
    let whole = rights.split(' ').next().unwrap_or_default();
    whole.chars().filter_map(|right| match right {
        'S' => Some("SELECT"),
        'I' => Some("INSERT"),
        'U' => Some("UPDATE"),
        'D' => Some("DELETE"),
        _ => None,
    })
}

/// The columns that may be updated where not all may.
fn columns(rights: Rights) -> Option<&'static str> {
    rights.split_once(' ').map(|(_, columns)| columns)
}

impl Store {
    /// Gives the user of each role its rights and takes all others; the roles without a user. Does nothing to the embedded
    /// database.
    ///
    /// # Errors
    /// When the database does not let us.
    pub async fn grant(&self) -> Result<Vec<&'static str>, StoreError> {
        if self.is_embedded() {
            return Ok(Vec::new());
        }
        let mut without = Vec::new();
        let mut tx = self.begin().await?;
        for (place, role) in ROLES.into_iter().enumerate() {
            if !exists(&mut tx, role).await? {
                without.push(role);
                continue;
            }
            run(&mut tx, format!("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM rekey_{role}")).await?;
            for (table, rights) in MATRIX {
                let mut granted: Vec<String> = words(rights[place]).map(str::to_owned).collect();
                granted.extend(columns(rights[place]).map(|columns| format!("UPDATE ({columns})")));
                if !granted.is_empty() {
                    run(&mut tx, format!("GRANT {} ON {table} TO rekey_{role}", granted.join(", "))).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(without)
    }

    /// How the rights of whoever is connected differ from what a role has to have: over tables, over columns, and to make
    /// tables. Nothing on the embedded database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_grants(&self, role: &str) -> Result<Difference, StoreError> {
        let mut difference = Difference::default();
        let Some(place) = ROLES.iter().position(|known| *known == role).filter(|_| !self.is_embedded()) else {
            return Ok(difference);
        };
        let mut tx = self.read().await?;
        let held = held_by_whoever_is_connected(&mut tx).await?;
        let nothing = Held::default();
        for (table, rights) in MATRIX {
            difference.add(table, rights[place], held.get(table).unwrap_or(&nothing));
        }
        let (may_create,): (bool,) = on_postgres!(tx, c => sqlx::query_as(
            "SELECT has_schema_privilege(current_user, 'public', 'CREATE')",
        ).fetch_one(c).await)?;
        if may_create {
            difference.beyond.push("CREATE in the schema public".into());
        }
        Ok(difference)
    }
}

/// What somebody may do to a table.
#[derive(Default)]
struct Held {
    /// Over all of it.
    whole: Vec<String>,
    /// Over a column where not over all of it: the right and the column.
    columns: Vec<(String, String)>,
}

/// By table: in two rounds, whatever their number.
async fn held_by_whoever_is_connected(tx: &mut Tx) -> Result<BTreeMap<String, Held>, StoreError> {
    let tables: Vec<&str> = MATRIX.iter().map(|(table, _)| *table).collect();
    let whole: Vec<(String, String)> = on_postgres!(tx, c => sqlx::query_as(
        "SELECT name, word FROM unnest($1) AS name,
         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS word
         WHERE has_table_privilege(current_user, name, word)",
    ).bind(&tables).fetch_all(c).await)?;
    let columns: Vec<(String, String, String)> = on_postgres!(tx, c => sqlx::query_as(
        "SELECT name, word, attname::text FROM unnest($1) AS name
         JOIN pg_attribute ON attrelid = name::regclass AND attnum > 0 AND NOT attisdropped,
         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS word
         WHERE has_column_privilege(current_user, attrelid, attnum, word)
         AND NOT has_table_privilege(current_user, attrelid, word) ORDER BY name, attnum, word",
    ).bind(&tables).fetch_all(c).await)?;
    let mut held: BTreeMap<String, Held> = BTreeMap::new();
    for (table, word) in whole {
        held.entry(table).or_default().whole.push(word);
    }
    for (table, word, column) in columns {
        held.entry(table).or_default().columns.push((word, column));
    }
    Ok(held)
}

impl Difference {
    fn add(&mut self, table: &str, rights: Rights, held: &Held) {
        let may = |right: &str| held.whole.iter().any(|word| word == right);
        let missing = words(rights).filter(|right| !may(right));
        self.missing.extend(missing.map(|right| format!("{right} on {table}")));
        let beyond = held.whole.iter().filter(|right| words(rights).all(|word| word != right.as_str()));
        self.beyond.extend(beyond.map(|right| format!("{right} on {table}")));
        let wanted: Vec<&str> = columns(rights).into_iter().flat_map(|columns| columns.split(", ")).collect();
        let may_update = |column: &str| {
            may("UPDATE") || held.columns.iter().any(|(right, held)| right == "UPDATE" && held == column)
        };
        let missing = wanted.iter().filter(|column| !may_update(column));
        self.missing.extend(missing.map(|column| format!("UPDATE ({column}) on {table}")));
        let beyond =
            held.columns.iter().filter(|(right, column)| right != "UPDATE" || !wanted.contains(&column.as_str()));
        self.beyond.extend(beyond.map(|(right, column)| format!("{right} ({column}) on {table}")));
    }
}

async fn exists(tx: &mut Tx, role: &str) -> Result<bool, StoreError> {
    let name = format!("rekey_{role}");
    // For the one engine that has users; the other never gets here.
    let (count,): (i64,) = on!(tx, c => sqlx::query_as("SELECT count(*) FROM pg_roles WHERE rolname = $1")
        .bind(name).fetch_one(c).await)?;
    Ok(count == 1)
}

async fn run(tx: &mut Tx, statement: String) -> Result<(), StoreError> {
    on!(tx, c => sqlx::query(AssertSqlSafe(statement)).execute(c).await.map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_schema_is_in_the_matrix() {
        let schema = include_str!("../migrations/0001_spine.sql");
        let tables = schema.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix(" ("));
        let known: Vec<&str> = MATRIX.iter().map(|(table, _)| *table).collect();
        let missing: Vec<&str> = tables.filter(|table| !known.contains(table)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn rights_are_read_with_their_columns() {
        let all: Vec<&str> = words("SI a, b").collect();
        assert_eq!(
            (all.as_slice(), columns("SI a, b"), columns("SIU")),
            (["SELECT", "INSERT"].as_slice(), Some("a, b"), None)
        );
    }

    #[test]
    fn nobody_changes_or_deletes_what_was_audited() {
        let (_, rights) = MATRIX.iter().find(|(table, _)| *table == "audit").expect("there");
        assert!(rights.iter().all(|rights| words(rights).all(|word| ["SELECT", "INSERT"].contains(&word))));
    }
}
