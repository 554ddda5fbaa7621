//! Sealing of what people wrote or registered: XChaCha20-Poly1305, bound to its row.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rekey_domain::{AccountId, AuthenticatorId, ContactId, HelpRequestId, Slot, TenantId};
use zeroize::Zeroizing;

use super::{MacRing, NotAuthentic};
use crate::Fill;
use crate::authenticator::AuthenticatorSecret;

/// What a sealed contact is bound to: it opens in this row and no other.
#[derive(Debug, Clone, Copy)]
pub struct ContactBinding {
    /// The organisation.
    pub tenant: TenantId,
    /// Whose contact.
    pub account: AccountId,
    /// The row.
    pub contact: ContactId,
    /// Its place.
    pub slot: Slot,
}

impl ContactBinding {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"rekey contact 1".to_vec();
        for id in [self.tenant.uuid(), self.account.uuid(), self.contact.uuid()] {
            bytes.extend(id.as_bytes());
        }
        bytes.extend(self.slot.as_str().as_bytes());
        bytes
    }
}

/// Sealing (XChaCha20-Poly1305) and look-up (HMAC) of contacts.
#[derive(Debug, Clone)]
pub struct ContactKeys {
    pub(super) sealing: MacRing,
    pub(super) lookup: MacRing,
}

impl ContactKeys {
    /// Seals a contact's stored form: version, key id, nonce, ciphertext.
    pub fn seal(&self, contact: &str, binding: &ContactBinding, fill: Fill<'_>) -> Vec<u8> {
        self.sealing.seal(contact, &binding.bytes(), fill)
    }

    /// Opens a sealed contact.
    ///
    /// # Errors
    /// When it was sealed for another row, with another key, or was changed.
    pub fn open(&self, sealed: &[u8], binding: &ContactBinding) -> Result<Zeroizing<String>, NotAuthentic> {
        self.sealing.open(sealed, &binding.bytes())
    }

    /// Digest for finding a contact's value within a tenant.
    pub fn lookup(&self, tenant: TenantId, contact: &str) -> [u8; 32] {
        self.lookup.tag(&[tenant.uuid().as_bytes(), contact.as_bytes()])
    }

    /// Digest of a number's prefix, the same for every tenant.
    pub fn prefix(&self, prefix: &str) -> [u8; 32] {
        self.lookup.tag(&[b"number prefix", prefix.as_bytes()])
    }
}

/// What a sealed text of a help request is bound to: it opens in this row and as this member, and nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct HelpBinding {
    /// The organisation.
    pub tenant: TenantId,
    /// The row.
    pub request: HelpRequestId,
    /// The member, such as `message`.
    pub member: &'static str,
}

impl HelpBinding {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"rekey help 1".to_vec();
        bytes.extend(self.tenant.uuid().as_bytes());
        bytes.extend(self.request.uuid().as_bytes());
        bytes.extend(self.member.as_bytes());
        bytes
    }
}

/// Sealing of what people write when they ask for help (XChaCha20-Poly1305).
#[derive(Debug, Clone)]
pub struct HelpKeys(pub(super) MacRing);

impl HelpKeys {
    /// Seals a text.
    pub fn seal(&self, text: &str, binding: &HelpBinding, fill: Fill<'_>) -> Vec<u8> {
        self.0.seal(text, &binding.bytes(), fill)
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// When it was sealed for another row or member, with another key, or was changed.
    pub fn open(&self, sealed: &[u8], binding: &HelpBinding) -> Result<Zeroizing<String>, NotAuthentic> {
        self.0.open(sealed, &binding.bytes())
    }
}

/// What a sealed secret of an authenticator is bound to: it opens in this row and no other.
#[derive(Debug, Clone, Copy)]
pub struct AuthenticatorBinding {
    /// The organisation.
    pub tenant: TenantId,
    /// Whose authenticator.
    pub account: AccountId,
    /// The row.
    pub authenticator: AuthenticatorId,
}

impl AuthenticatorBinding {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"rekey authenticator 1".to_vec();
        for id in [self.tenant.uuid(), self.account.uuid(), self.authenticator.uuid()] {
            bytes.extend(id.as_bytes());
        }
        bytes
    }
}

/// Sealing of authenticators' secrets (XChaCha20-Poly1305).
#[derive(Debug, Clone)]
pub struct AuthenticatorKeys(pub(super) MacRing);

impl AuthenticatorKeys {
    /// Seals a secret.
    pub fn seal(&self, secret: &AuthenticatorSecret, binding: &AuthenticatorBinding, fill: Fill<'_>) -> Vec<u8> {
        self.0.seal(&secret.expose(), &binding.bytes(), fill)
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// When it was sealed for another row, with another key, or was changed.
    pub fn open(&self, sealed: &[u8], binding: &AuthenticatorBinding) -> Result<AuthenticatorSecret, NotAuthentic> {
        AuthenticatorSecret::parse(&self.0.open(sealed, &binding.bytes())?).ok_or(NotAuthentic)
    }
}

const NONCE_BYTES: usize = 24;
const SEALED_HEAD_BYTES: usize = 1 + 4 + NONCE_BYTES;

impl MacRing {
    /// Seals a text: version, key id, nonce, ciphertext.
    fn seal(&self, text: &str, bound_to: &[u8], fill: Fill<'_>) -> Vec<u8> {
        let key = self.sealing();
        let mut nonce = [0u8; NONCE_BYTES];
        fill(&mut nonce);
        let payload = Payload { msg: text.as_bytes(), aad: bound_to };
        let cipher = XChaCha20Poly1305::new((&*key.secret).into());
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).expect("the text is short");
        [&[1u8][..], &key.id.to_be_bytes(), &nonce, &sealed].concat()
    }

    fn open(&self, sealed: &[u8], bound_to: &[u8]) -> Result<Zeroizing<String>, NotAuthentic> {
        let (head, body) = sealed.split_at_checked(SEALED_HEAD_BYTES).ok_or(NotAuthentic)?;
        let id = u32::from_be_bytes(head[1..5].try_into().map_err(|_| NotAuthentic)?);
        let key = self.with_id(id).filter(|_| head[0] == 1).ok_or(NotAuthentic)?;
        let payload = Payload { msg: body, aad: bound_to };
        let opened = XChaCha20Poly1305::new((&*key.secret).into())
            .decrypt(XNonce::from_slice(&head[5..]), payload)
            .map_err(|_| NotAuthentic)?;
        String::from_utf8(opened).map(Zeroizing::new).map_err(|_| NotAuthentic)
    }
}
