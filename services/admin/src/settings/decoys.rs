//! What decoys of a tenant are drawn from: counted once it has enough people with something to prove with, and again when the file asks for a newer version.

use std::collections::BTreeMap;

use rekey_domain::TenantId;
use rekey_store::decoys::{self, Distribution};
use rekey_store::{StoreError, Tx, contacts};
use rekey_wire::contact::ContactValue;
use rekey_wire::keys::Keys;
use rekey_wire::phone::{NO_LETTER, hint_letter};

/// Fewer accounts with anything are not counted: one that is unlike them would stand out at a look.
const ACCOUNTS_MIN: u32 = 20;

/// Counts and freezes unless this version or a newer one is there, or there is too little to count; true where it did.
pub(super) async fn freeze(
    tx: &mut Tx,
    keys: &Keys,
    (tenant, groups): (TenantId, &[&str]),
    version: u32,
) -> Result<bool, StoreError> {
    let present = decoys::newest(tx, tenant).await?;
    if present.is_some_and(|(present, _)| present >= version) {
        return Ok(false);
    }
    let distribution = count(tx, keys, (tenant, groups)).await?;
    if distribution.means_sets.iter().map(|set| set.accounts).sum::<u32>() < ACCOUNTS_MIN {
        return Ok(false);
    }
    decoys::freeze(tx, tenant, version, &distribution).await
}

async fn count(tx: &mut Tx, keys: &Keys, (tenant, groups): (TenantId, &[&str])) -> Result<Distribution, StoreError> {
    let policy_shares = decoys::count_policy_shares(tx, tenant, groups).await?;
    let means_sets = decoys::count_means_sets(tx, tenant).await?;
    let (mut email_domains, mut emails_of_another_letter) = (BTreeMap::new(), 0);
    for (user_id, contact) in contacts::emails_of_tenant(tx, tenant).await? {
        // What does not open is shown to nobody either.
        let Ok(ContactValue::Email(address)) = contact.open(keys) else { continue };
        let letter = |text: &str| text.chars().next().map_or(NO_LETTER, hint_letter);
        *email_domains.entry(letter(address.domain())).or_insert(0) += 1;
        if letter(address.as_str()) != letter(&user_id) {
            emails_of_another_letter += 1;
        }
    }
    Ok(Distribution { means_sets, email_domains, emails_of_another_letter, policy_shares })
}
