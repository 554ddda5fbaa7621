//! Dead letters: what the operator does with messages that were given up. Each one is looked at, put back or dropped in
//! a transaction of its own, and audited in it.

use rekey_bus::{Kind, Listener};
use rekey_domain::TenantId;
use rekey_domain::limits::FlowLimits;
use rekey_runtime::Entropy;
use rekey_store::dead_letters::{self, DeadLetter, Filter, Standing, Useless};
use rekey_store::listings::Place;
use rekey_store::{Lock, Store, StoreError, Tx, audit, tenants};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

/// Dead letters of one page.
pub const PAGE_MAX: u32 = 500;

/// Why nothing was done to a dead letter.
#[derive(Debug, Error)]
pub enum DeadLetterError {
    /// There is none of this id: there never was, it was put back or dropped before, or it was swept.
    #[error("there is no dead letter of this id (any more)")]
    Unknown,
    /// No tenant has this slug.
    #[error("there is no tenant `{0}`")]
    UnknownTenant(String),
    /// Nobody here hears it, so that it would be given up again.
    #[error("this version knows no message of kind `{kind}` for `{listener}`")]
    NotHeard {
        /// What it is.
        kind: String,
        /// Who should hear it.
        listener: String,
    },
    /// It is of no use any more.
    #[error(transparent)]
    Useless(#[from] Useless),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which dead letters are listed; everything that is named has to fit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of this kind, of this reason, since this time; its tenant is the next.
    pub filter: Filter<'a>,
    /// Slug of the organisation.
    pub tenant: Option<&'a str>,
    /// Older than this.
    pub before: Option<Place>,
    /// At most so many: 1 to [`PAGE_MAX`], and what is beyond counts as that.
    pub most: u32,
}

/// Dead letters, newest first, and where older ones begin, if there are any.
///
/// # Errors
/// When there is no such tenant, or the database does not answer.
pub async fn list(store: &Store, wanted: Wanted<'_>) -> Result<(Vec<DeadLetter>, Option<Place>), DeadLetterError> {
    let mut tx = store.read().await?;
    let tenant = match wanted.tenant {
        Some(slug) => Some(tenant(&mut tx, slug).await?),
        None => None,
    };
    let (filter, most) = (Filter { tenant, ..wanted.filter }, wanted.most.clamp(1, PAGE_MAX));
    let mut letters = dead_letters::list(&mut tx, filter, wanted.before, most.saturating_add(1)).await?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let is_more = letters.len() > most;
    letters.truncate(most);
    let older = letters.last().filter(|_| is_more).map(DeadLetter::place);
    Ok((letters, older))
}

async fn tenant(tx: &mut Tx, slug: &str) -> Result<TenantId, DeadLetterError> {
    let tenant = tenants::by_slug(tx, slug).await?;
    Ok(tenant.ok_or_else(|| DeadLetterError::UnknownTenant(slug.to_owned()))?.id)
}

/// Everything that may be known of a dead letter.
#[derive(Debug)]
pub struct Shown {
    /// The letter.
    pub letter: DeadLetter,
    /// Of a notice, its delivery.
    pub standing: Option<Standing>,
    /// Why it would not be put back as things stand now; none where it would.
    pub refusal: Option<DeadLetterError>,
}

/// Everything that may be known of a dead letter.
///
/// # Errors
/// When there is no such letter, or the database does not answer.
pub async fn show(store: &Store, limits: &FlowLimits, id: Uuid) -> Result<Shown, DeadLetterError> {
    let mut tx = store.read().await?;
    let letter = dead_letters::by_id(&mut tx, id, Lock::None).await?.ok_or(DeadLetterError::Unknown)?;
    let standing = dead_letters::standing(&mut tx, letter.message, Lock::None).await?;
    let refusal = match may_go(&mut tx, &letter, limits, Lock::None).await {
        Err(DeadLetterError::Store(error)) => return Err(error.into()),
        judged => judged.err(),
    };
    Ok(Shown { letter, standing, refusal })
}

async fn may_go(tx: &mut Tx, letter: &DeadLetter, limits: &FlowLimits, lock: Lock) -> Result<(), DeadLetterError> {
    let hears = |kind: Kind| kind.listeners().iter().any(|listener: &Listener| listener.as_str() == letter.listener);
    if !Kind::parse(&letter.kind).is_some_and(hears) {
        let (kind, listener) = (letter.kind.clone(), letter.listener.clone());
        return Err(DeadLetterError::NotHeard { kind, listener });
    }
    Ok(dead_letters::use_of(tx, letter, limits, lock).await??)
}

/// Puts a dead letter back into the outbox, as it was and with fresh attempts: whoever takes from there finds it within
/// a second.
///
/// # Errors
/// When there is no such letter, it is of no use any more, or the database does not answer; nothing changed then.
pub async fn replay(
    store: &Store,
    limits: &FlowLimits,
    entropy: Entropy,
    id: Uuid,
) -> Result<DeadLetter, DeadLetterError> {
    let mut tx = store.begin().await?;
    let letter = dead_letters::by_id(&mut tx, id, Lock::ForUpdate).await?.ok_or(DeadLetterError::Unknown)?;
    may_go(&mut tx, &letter, limits, Lock::ForUpdate).await?;
    dead_letters::put_back(&mut tx, &letter).await?;
    tell(&mut tx, entropy, "dead_letter.replayed", &letter).await?;
    tx.commit().await?;
    Ok(letter)
}

/// Removes a dead letter for good.
///
/// # Errors
/// When there is no such letter, or the database does not answer.
pub async fn discard(store: &Store, entropy: Entropy, id: Uuid) -> Result<DeadLetter, DeadLetterError> {
    let mut tx = store.begin().await?;
    let letter = dead_letters::by_id(&mut tx, id, Lock::ForUpdate).await?.ok_or(DeadLetterError::Unknown)?;
    if !dead_letters::remove(&mut tx, id).await? {
        return Err(DeadLetterError::Unknown);
    }
    tell(&mut tx, entropy, "dead_letter.dropped", &letter).await?;
    tx.commit().await?;
    Ok(letter)
}

async fn tell(tx: &mut Tx, entropy: Entropy, event: &'static str, letter: &DeadLetter) -> Result<(), StoreError> {
    let entry = audit::Entry {
        // What could not be read is nobody's.
        tenant: (!letter.tenant.uuid().is_nil()).then_some(letter.tenant),
        actor: "operator",
        event,
        account: None,
        flow: Some(letter.id),
        detail: &json!({ "message_id": letter.message.uuid(), "kind": letter.kind, "reason": letter.reason }),
    };
    audit::write(tx, &entry, entropy).await
}
