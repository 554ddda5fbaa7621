//! The browser that somebody uses: one of the account's known ones, or made known by a sign-in that is whole.

use rekey_domain::{AccountId, DeviceId};
use rekey_store::accounts::Account;
use rekey_store::devices::NewDevice;
use rekey_store::{StoreError, Tx, devices};
use rekey_wire::context::RequestContext;
use rekey_wire::secret::Token;

use crate::shell::Shell;

impl Shell {
    /// The known device of this account.
    pub(crate) async fn known_browser(
        &self,
        tx: &mut Tx,
        account: Option<&Account>,
        context: &RequestContext,
    ) -> Result<Option<DeviceId>, StoreError> {
        let token = context.device.as_deref().and_then(Token::parse);
        match (account, token) {
            (Some(account), Some(token)) => devices::find(tx, account.id, &token.hash()).await,
            _ => Ok(None),
        }
    }

    /// The known device stays known under its token; any other becomes known under a new one.
    pub(crate) async fn make_browser_known(
        &self,
        tx: &mut Tx,
        account: AccountId,
        known: Option<DeviceId>,
        context: &RequestContext,
    ) -> Result<(DeviceId, String), StoreError> {
        if let (Some(device), Some(token)) = (known, &context.device) {
            devices::touch(tx, device).await?;
            return Ok((device, token.clone()));
        }
        let token = Token::draw(&mut |buffer| self.entropy.fill(buffer));
        let device = DeviceId::from_uuid(self.entropy.uuid(tx.now()));
        let new = NewDevice { id: device, token: &token.hash(), keep: self.limits.devices_per_account };
        devices::insert(tx, account, &new).await?;
        Ok((device, token.expose().to_owned()))
    }
}
