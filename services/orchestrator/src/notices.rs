//! Owner notices: every contact that takes notices is told what happened in a reset.

use rekey_bus::Letter;
use rekey_domain::{AccountId, MessageId, Timestamp};
use rekey_runtime::network;
use rekey_store::contacts::{self, Contact};
use rekey_store::notices::{self, Addressee};
use rekey_store::{StoreError, Tx, recovery_codes};
use rekey_wire::context::RequestContext;
use rekey_wire::notice::{AccountNews, INFORMATION_LIFETIME, NoticeBody};

use crate::shell::{Loaded, Shell};

/// When something happened, and from where, as far as that is known.
pub(crate) struct Circumstances {
    at: Timestamp,
    network: String,
    device: String,
}

impl Circumstances {
    /// Of a request that is being answered.
    pub(crate) fn of_request(context: &RequestContext, at: Timestamp) -> Self {
        Self {
            at,
            network: network::shortened(context.client_address),
            device: device_name(context.user_agent.as_deref().unwrap_or("")),
        }
    }

    /// As it is told, with the way to the administrator.
    pub(crate) fn news(&self, contact_url: String) -> AccountNews {
        AccountNews { at: self.at, network: self.network.clone(), device: self.device.clone(), contact_url }
    }

    /// Of a request that is long gone.
    pub(crate) const fn forgotten(at: Timestamp) -> Self {
        Self { at, network: String::new(), device: String::new() }
    }
}

/// Tells every contact of the account that its password was changed.
pub(crate) async fn password_changed(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    account: AccountId,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    let contacts = contacts::of_account(tx, account).await?;
    for letter in of_changed_password(shell, loaded, (account, &contacts), circumstances, tx.now()) {
        shell.postman.post(tx, &letter).await?;
    }
    Ok(())
}

/// The notices of a changed password to these contacts; none where the person is not to be told.
pub(crate) fn of_changed_password(
    shell: &Shell,
    loaded: &Loaded,
    (account, contacts): (AccountId, &[Contact]),
    circumstances: &Circumstances,
    now: Timestamp,
) -> Vec<Letter> {
    if !loaded.policy.notify_person {
        return Vec::new();
    }
    let body = || {
        let AccountNews { at, network, device, contact_url } = circumstances.news(loaded.help_url(shell));
        NoticeBody::PasswordChanged { at, network, device, contact_url }
    };
    letters(shell, loaded, (account, contacts, "password_changed"), body, now)
}

/// Tells every contact that a recovery code was used, and how many are left.
pub(crate) async fn recovery_code_used(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    account: AccountId,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    let left = recovery_codes::unused(tx, account).await?.len();
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    let body = || NoticeBody::RecoveryCodeUsed { left, news: circumstances.news(loaded.help_url(shell)) };
    tell(shell, tx, loaded, (account, "recovery_code_used"), body).await
}

/// Tells every contact that the account was unlocked.
pub(crate) async fn account_unlocked(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    circumstances: &Circumstances,
) -> Result<(), StoreError> {
    let Some(account) = loaded.reset().account().filter(|_| loaded.policy.notify_person) else { return Ok(()) };
    let body = || NoticeBody::AccountUnlocked(circumstances.news(loaded.help_url(shell)));
    tell(shell, tx, loaded, (account, "account_unlocked"), body).await
}

async fn tell(
    shell: &Shell,
    tx: &mut Tx,
    loaded: &Loaded,
    (account, purpose): (AccountId, &'static str),
    body: impl Fn() -> NoticeBody,
) -> Result<(), StoreError> {
    let contacts = contacts::of_account(tx, account).await?;
    for letter in letters(shell, loaded, (account, &contacts, purpose), body, tx.now()) {
        shell.postman.post(tx, &letter).await?;
    }
    Ok(())
}

/// A notice to each contact that takes notices, each place once.
fn letters(
    shell: &Shell,
    loaded: &Loaded,
    (account, contacts, purpose): (AccountId, &[Contact], &'static str),
    body: impl Fn() -> NoticeBody,
    now: Timestamp,
) -> Vec<Letter> {
    let letter = |(channel, to)| {
        let group = loaded.reset().group.as_deref();
        let to = Addressee { group, locale: loaded.reset().locale.clone(), channel, to };
        let id = MessageId::from_uuid(shell.entropy.uuid(now));
        let notice = loaded.tenant.notice(to, body(), (id, now.plus(INFORMATION_LIFETIME)));
        Letter { notice, account: Some(account), purpose, flow: None }
    };
    let places = notices::places(contacts, &shell.keys, |slot| loaded.policy.notice_channel(slot));
    places.into_iter().map(letter).collect()
}

/// "Firefox on Windows", from what a browser calls itself; empty where it is neither. Never its own words.
fn device_name(user_agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_from_a_fixed_list_of_words() {
        for (user_agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
            ("curl/8.0 <script>", ""),
        ] {
            assert_eq!(device_name(user_agent), name);
        }
    }
}
