//! When an administrator's password was reset, every other administrator of the organisation hears of it by email.

use rekey_bus::Letter;
use rekey_domain::{AccountId, Channel, MessageId};
use rekey_store::accounts::{self, Account};
use rekey_store::{StoreError, Tx, contacts};
use rekey_wire::notice::{Destination, Notice, NoticeBody};

use crate::notices::{Circumstances, NOTICE_LIFETIME};
use crate::shell::{Loaded, Shell};

/// Administrators who are told, at most (FEATURES.md B2).
const ADMINISTRATORS_MAX: u32 = 100;

/// Tells the others, where the policy says so and it was an administrator's.
pub(crate) async fn told_of_reset(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    whose: &Account,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    if !loaded.reset().is_administrators || !loaded.policy.notify_administrators {
        return Ok(());
    }
    for other in accounts::administrators(tx, loaded.tenant.id, ADMINISTRATORS_MAX).await? {
        if other != whose.id
            && let Some(other) = accounts::by_id(tx, other).await?
        {
            tell(shell, tx, loaded, (&other, &whose.user_id), circumstances).await?;
        }
    }
    Ok(())
}

/// One mail to each of an administrator's addresses.
async fn tell(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    (to, user_id): (&Account, &str),
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    let group = loaded.tenant.group_of(to);
    for address in addresses(shell, tx, to.id).await? {
        let notice = Notice {
            id: MessageId::from_uuid(shell.entropy.uuid(tx.now())),
            tenant: loaded.tenant.id,
            house: loaded.tenant.settings.name.clone(),
            help_name: loaded.tenant.help(group).name.unwrap_or_default(),
            locale: loaded.tenant.locale(group),
            channel: Channel::Email,
            to: address,
            body: NoticeBody::AdministratorReset {
                user_id: user_id.to_owned(),
                news: circumstances.news(loaded.tenant.help_url(group, &shell.public_url)),
            },
            expires_at: tx.now().plus(NOTICE_LIFETIME),
        };
        let letter = Letter { notice, account: Some(to.id), purpose: "administrator_reset", flow: None };
        shell.postman.post(tx, &letter).await?;
    }
    Ok(())
}

/// Where an administrator reads mail, each address once: what is proven or comes from the organisation.
async fn addresses(shell: &Shell, tx: &mut Tx, account: AccountId) -> Result<Vec<Destination>, StoreError> {
    let now = tx.now();
    let mut addresses = Vec::new();
    for contact in contacts::of_account(tx, account).await? {
        let is_known = contact.verified_at.is_some() || !contact.slot.is_own();
        let is_there = contact.retires_at.is_none_or(|retires_at| now < retires_at);
        if !is_known || !is_there || !contact.slot.channels().contains(&Channel::Email) {
            continue;
        }
        match contact.open(&shell.keys) {
            Ok(value) if !addresses.contains(&value.destination()) => addresses.push(value.destination()),
            Ok(_) => {}
            Err(error) => tracing::error!(error = %error, "notice.contact_unreadable"),
        }
    }
    Ok(addresses)
}
