//! When an administrator's password was reset, every other administrator of the organisation hears of it by email.

use rekey_bus::Letter;
use rekey_domain::{Channel, MessageId, Slot};
use rekey_store::accounts::{self, Account};
use rekey_store::notices::{self, Addressee};
use rekey_store::{StoreError, Tx, contacts};
use rekey_wire::notice::{INFORMATION_LIFETIME, NoticeBody};

use crate::notices::Circumstances;
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
    let now = tx.now();
    let mut contacts = contacts::of_account(tx, to.id).await?;
    contacts.retain(|contact| contact.retires_at.is_none_or(|retires_at| now < retires_at));
    let email = |slot: Slot| slot.channels().contains(&Channel::Email).then_some(Channel::Email);
    for (channel, address) in notices::places(&contacts, &shell.keys, email) {
        let recipient = Addressee { group, locale: loaded.tenant.locale(group), channel, to: address };
        let body = NoticeBody::AdministratorReset {
            user_id: user_id.to_owned(),
            news: circumstances.news(loaded.tenant.help_url(group, &shell.public_url)),
        };
        let id = MessageId::from_uuid(shell.entropy.uuid(now));
        let notice = loaded.tenant.notice(recipient, body, (id, now.plus(INFORMATION_LIFETIME)));
        let letter = Letter { notice, account: Some(to.id), purpose: "administrator_reset", flow: None };
        shell.postman.post(tx, &letter).await?;
    }
    Ok(())
}
