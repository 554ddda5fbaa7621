//! Digests: help requests that have waited go to the tenant's administrators in one mail each.
//!
//! Taking the requests and posting the mails is one transaction, so that a request is told once, and told. Where a tenant
//! names no recipient its requests go on waiting.

use std::sync::Arc;
use std::time::Duration;

use rekey_bus::{Letter, Postman};
use rekey_domain::{Channel, EmailAddress, MessageId, TenantId};
use rekey_runtime::Task;
use rekey_store::help::{self, HelpRequest};
use rekey_store::notices::Addressee;
use rekey_store::tenants::{self, Tenant};
use rekey_store::{StoreError, Tx};
use rekey_wire::keys::HelpBinding;
use rekey_wire::notice::{DIGEST_REQUESTS_MAX, Destination, HelpLine, INFORMATION_LIFETIME, Notice, NoticeBody};

use crate::Parts;
use crate::help::{MESSAGE, REACH_ME};

/// Between two looks, at most.
const PAUSE: Duration = Duration::from_secs(30);
/// Stands for a text whose key is gone: who asked is told all the same.
const UNREADABLE: &str = "?";

/// What became of a tenant's requests.
enum Told {
    /// So many mails were posted.
    Mails(u32),
    /// Nobody is there to read them.
    NoRecipient,
}

/// The task that looks at once and then again and again.
pub(crate) fn task(parts: Arc<Parts>) -> Task {
    // Who wants digests sooner is looked at sooner.
    let pause = PAUSE.min(Duration::from_secs(parts.help.digest_after_seconds.max(1)));
    Task::new("help_digest", move |token| async move {
        while !token.is_cancelled() {
            if let Err(error) = digest_once(&parts).await {
                tracing::warn!(error = %error, "help.digest_failed");
            }
            tokio::select! {
                () = token.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    })
}

/// Posts what has waited long enough; gives the number of mails. One tenant's fault does not keep the others waiting.
///
/// # Errors
/// When the database does not answer, or a tenant could not be told: the first such error, after all were tried.
pub async fn digest_once(parts: &Parts) -> Result<u32, StoreError> {
    let age = Duration::from_secs(parts.help.digest_after_seconds);
    let mut tx = parts.store.read().await?;
    let waiting = help::tenants_with_waiting(&mut tx, age).await?;
    drop(tx);
    let postman = parts.postman();
    let (mut mails, mut silent_tenants, mut failed) = (0, 0, None);
    for tenant in waiting {
        match tell(parts, &postman, tenant).await {
            Ok(Told::Mails(posted)) => mails += posted,
            Ok(Told::NoRecipient) => silent_tenants += 1,
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    if mails > 0 {
        postman.wake();
    }
    if silent_tenants > 0 {
        tracing::warn!(silent_tenants, "help.no_recipients");
    }
    failed.map_or(Ok(mails), Err)
}

async fn tell(parts: &Parts, postman: &Postman, tenant: TenantId) -> Result<Told, StoreError> {
    let mut tx = parts.store.begin().await?;
    let Some(tenant) = tenants::by_id(&mut tx, tenant).await? else { return Ok(Told::Mails(0)) };
    let addresses = tenant.settings.help_recipients.iter();
    let recipients: Vec<EmailAddress> = addresses.filter_map(|address| EmailAddress::parse(address).ok()).collect();
    if recipients.is_empty() {
        return Ok(Told::NoRecipient);
    }
    // Another process may have been faster: then there is nothing left to tell.
    let (requests, left) = help::take_waiting(&mut tx, tenant.id, DIGEST_REQUESTS_MAX).await?;
    if requests.is_empty() {
        return Ok(Told::Mails(0));
    }
    let mut mails = 0;
    for recipient in recipients {
        let letter = letter(parts, &tx, (&tenant, recipient), (&requests, left));
        postman.post(&mut tx, &letter).await?;
        mails += 1;
    }
    tx.commit().await?;
    Ok(Told::Mails(mails))
}

fn letter(
    parts: &Parts,
    tx: &Tx,
    (tenant, to): (&Tenant, EmailAddress),
    (requests, left): (&[HelpRequest], u32),
) -> Letter {
    let to =
        Addressee { group: None, locale: tenant.locale(None), channel: Channel::Email, to: Destination::Email(to) };
    let body = NoticeBody::HelpDigest {
        requests: requests.iter().map(|request| line(parts, request)).collect(),
        omitted: left,
    };
    let id = MessageId::from_uuid(parts.entropy.uuid(tx.now()));
    let notice = tenant.notice(to, body, (id, tx.now().plus(INFORMATION_LIFETIME)));
    // Whoever reads it is the help.
    let notice = Notice { help_name: String::new(), ..notice };
    Letter { notice, account: None, purpose: "help_digest", flow: None }
}

fn line(parts: &Parts, request: &HelpRequest) -> HelpLine {
    let HelpRequest { id, tenant, user_id, reach_me, message, at } = request;
    let open = |member, sealed: &[u8]| {
        let opened = parts.keys.help().open(sealed, &HelpBinding { tenant: *tenant, request: *id, member });
        opened.map_or_else(
            |error| {
                tracing::error!(error = %error, request.id = %id, member, "help.unreadable");
                UNREADABLE.to_owned()
            },
            |text| text.as_str().to_owned(),
        )
    };
    let (reach_me, message) = (open(REACH_ME, reach_me), open(MESSAGE, message));
    HelpLine { user_id: user_id.clone(), reach_me, message, at: *at }
}
