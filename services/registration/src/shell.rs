//! What every handler has, and the digests under which it counts.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use rekey_bus::Postman;
use rekey_directory::Directory;
use rekey_domain::AccountId;
use rekey_domain::limits::FlowLimits;
use rekey_passwords::Hasher;
use rekey_proofs::passkey::RelyingParty;
use rekey_runtime::config::LimitsConfig;
use rekey_runtime::{Entropy, network};
use rekey_store::Store;
use rekey_wire::http::host_of;
use rekey_wire::keys::Keys;

use crate::Parts;

/// What every handler has.
pub(crate) struct Shell {
    pub(crate) store: Store,
    pub(crate) postman: Postman,
    pub(crate) directory: Directory,
    pub(crate) hasher: Hasher,
    /// None where the public address cannot have passkeys: none are offered.
    pub(crate) relying_party: Option<RelyingParty>,
    pub(crate) keys: Keys,
    pub(crate) limits: LimitsConfig,
    pub(crate) flow: FlowLimits,
    /// Without a slash at its end.
    pub(crate) public_url: String,
    pub(crate) entropy: Entropy,
}

pub(crate) type App = State<Arc<Shell>>;

impl Shell {
    pub(crate) fn new(parts: Parts, postman: Postman) -> Self {
        Self {
            store: parts.store,
            postman,
            directory: parts.directory,
            hasher: parts.hasher,
            relying_party: relying_party(&parts.public_url),
            keys: parts.keys,
            flow: parts.limits.flow(),
            limits: parts.limits,
            public_url: parts.public_url.trim_end_matches('/').to_owned(),
            entropy: parts.entropy,
        }
    }

    /// The digest under which a network is counted.
    pub(crate) fn network_key(&self, address: IpAddr) -> [u8; 32] {
        self.keys.limits().network(&network::counted(address))
    }

    /// The digest under which an account is counted, here and in resets.
    pub(crate) fn account_key(&self, account: AccountId) -> [u8; 32] {
        self.keys.limits().subject(account.uuid().as_bytes())
    }
}

/// Who asks for passkeys. In the browser's dialogue it is called by its host: one address serves many organisations.
fn relying_party(public_url: &str) -> Option<RelyingParty> {
    match RelyingParty::new(public_url, host_of(public_url)) {
        Ok(party) => Some(party),
        Err(error) => {
            tracing::warn!(error = %error, "passkeys.not_offered");
            None
        }
    }
}
