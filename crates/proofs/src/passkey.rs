//! Passkeys (WebAuthn): a key that the person's device keeps, bound to our origin, used after a fingerprint or PIN.
//!
//! - Registration asks for a discoverable key with user verification; a proof asks for any such key and names none, so that the request
//!   says nothing about the account, and is the same for one that does not exist.
//! - An answer counts for one request, from our origin, with user verification, by a key of this account, with the account's user handle,
//!   and with a counter that went on (SECURITY R37). The caller keeps the request as text, holds it to one use and to its time, and
//!   stores the key that comes back.
//! - The text of a request holds its challenge and no secret.
//! - The challenges, of 32 bytes, are drawn by the library from the operating system's source and not by the caller, and it reads the
//!   clock for attestation certificates, of which none is asked for. It allows neither to be given, and nothing here depends on either
//!   being known: a test takes the challenge from the request.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder,
};

/// Longest answer that is looked at, in bytes of JSON; a real one has 1 to 3 KiB.
pub const ANSWER_MAX_BYTES: usize = 16 * 1024;

/// Who asks for passkeys: the host of one public address, and its origin.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    webauthn: Webauthn,
}

/// The public address cannot have passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("passkeys need a public address of https with a host name, or http://localhost")]
pub struct PublicUrlUnfit;

/// Why there is no request, no key or no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasskeyError {
    /// The answer is one, and not the right one: for another request, origin or account, by another key, without user verification.
    #[error("the passkey's answer is not right")]
    Refused,
    /// It has not the form of an answer.
    #[error("this is no answer of a passkey")]
    Malformed,
    /// What was stored cannot be read, or no request can be made.
    #[error("passkeys: {0}")]
    Fault(&'static str),
}

/// A right answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Proved {
    /// Which of the account's keys gave it.
    pub index: usize,
    /// That key with its counter and backup state as they are now, to be stored in its place.
    pub credential: Value,
}

/// What is kept of a request for a proof.
#[derive(Serialize, Deserialize)]
struct ProofState {
    /// For the browser.
    request: Value,
    /// For the library, which does not give the request back.
    expected: DiscoverableAuthentication,
}

/// The part of a browser's signed words that the library checks at registration only.
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "crossOrigin", default)]
    is_cross_origin: bool,
}

impl RelyingParty {
    /// The relying party of a public address, by this name in the browser's dialogue. Keys are bound to its host for ever.
    ///
    /// # Errors
    /// When the address is not `https` with a host name (IP addresses have no passkeys), nor `http` on `localhost`.
    pub fn new(public_url: &str, name: &str) -> Result<Self, PublicUrlUnfit> {
        let url = Url::parse(public_url).map_err(|_| PublicUrlUnfit)?;
        let host = url.domain().ok_or(PublicUrlUnfit)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && host == "localhost") {
            return Err(PublicUrlUnfit);
        }
        let origin = Url::parse(&url.origin().ascii_serialization()).map_err(|_| PublicUrlUnfit)?;
        let builder = WebauthnBuilder::new(host, &origin).map_err(|_| PublicUrlUnfit)?;
        let webauthn = builder.rp_name(name).build().map_err(|_| PublicUrlUnfit)?;
        Ok(Self { webauthn })
    }

    /// Asks for a new passkey: the request for `navigator.credentials.create`, as `{publicKey}` with bytes in base64url, and the text to
    /// keep until the answer. Devices that hold one of the existing keys are told to refuse.
    ///
    /// # Errors
    /// [`PasskeyError::Fault`] when an existing key cannot be read.
    pub fn begin_registration(
        &self,
        account: Uuid,
        user_id: &str,
        display_name: &str,
        existing: &[Value],
    ) -> Result<(Value, String), PasskeyError> {
        let existing = read_all(existing)?.iter().map(|key| key.cred_id().clone()).collect();
        let begun = self.webauthn.start_passkey_registration(account, user_id, display_name, Some(existing));
        let (request, state) = begun.map_err(|_| PasskeyError::Fault("a registration could not be begun"))?;
        let mut request = json(&request)?;
        // The library asks for none. A proof names no key, so that only a discoverable one can answer.
        let selection = request.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut);
        let selection = selection.ok_or(PasskeyError::Fault("the request for a key has no selection"))?;
        selection.insert("residentKey".to_owned(), "required".into());
        selection.insert("requireResidentKey".to_owned(), true.into());
        Ok((request, json(&state)?.to_string()))
    }

    /// Checks the answer to a registration, and gives the key to store.
    ///
    /// # Errors
    /// [`PasskeyError::Refused`] or [`PasskeyError::Malformed`] by the answer, [`PasskeyError::Fault`] when the state cannot be read.
    pub fn finish_registration(&self, state: &str, answer: &Value) -> Result<Value, PasskeyError> {
        let state: PasskeyRegistration = kept(state)?;
        let answer: RegisterPublicKeyCredential = parse(answer)?;
        // Such a key would be registered and could never answer.
        if answer.extensions.cred_props.as_ref().is_some_and(|properties| properties.rk == Some(false)) {
            return Err(PasskeyError::Refused);
        }
        let key = self.webauthn.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyError::Refused)?;
        json(&key)
    }

    /// Asks for a proof by whatever passkey the person has for us: the text to keep until the answer, of which
    /// [`request_of`](Self::request_of) gives the request.
    ///
    /// # Errors
    /// [`PasskeyError::Fault`] when none can be made.
    pub fn begin_proof(&self) -> Result<String, PasskeyError> {
        let begun = self.webauthn.start_discoverable_authentication();
        let (request, expected) = begun.map_err(|_| PasskeyError::Fault("a proof could not be begun"))?;
        let mut request = json(&request)?;
        let options = request.pointer_mut("/publicKey").and_then(Value::as_object_mut);
        let options = options.ok_or(PasskeyError::Fault("the request for a proof has no options"))?;
        options.remove("allowCredentials");
        // Without `mediation`, which is for keys offered in an input: the person presses a button.
        let request = serde_json::json!({ "publicKey": options });
        json(&ProofState { request, expected }).map(|state| state.to_string())
    }

    /// The request for `navigator.credentials.get`, as `{publicKey}` with bytes in base64url; it names no key.
    ///
    /// # Errors
    /// [`PasskeyError::Fault`] when the state cannot be read.
    pub fn request_of(state: &str) -> Result<Value, PasskeyError> {
        kept(state).map(|state: ProofState| state.request)
    }

    /// Checks the answer to a request against the account's keys. For a decoy there are none, and every answer is refused.
    ///
    /// # Errors
    /// [`PasskeyError::Refused`] or [`PasskeyError::Malformed`] by the answer, [`PasskeyError::Fault`] when the state or a key cannot be read.
    pub fn finish_proof(
        &self,
        state: &str,
        answer: &Value,
        account: Uuid,
        credentials: &[Value],
    ) -> Result<Proved, PasskeyError> {
        let ProofState { expected, .. } = kept(state)?;
        let mut keys = read_all(credentials)?;
        let answer: PublicKeyCredential = parse(answer)?;
        let is_own = answer.get_user_unique_id() == Some(account.as_bytes());
        if !is_own || is_cross_origin(&answer) {
            return Err(PasskeyError::Refused);
        }
        let index = keys.iter().position(|key| key.cred_id().as_slice() == answer.get_credential_id());
        let index = index.ok_or(PasskeyError::Refused)?;
        let mut key = keys.swap_remove(index);
        let outcome = self.webauthn.finish_discoverable_authentication_v2(&answer, expected, &key);
        let outcome = outcome.map_err(|_| PasskeyError::Refused)?;
        key.update_credential(&outcome);
        Ok(Proved { index, credential: json(&key)? })
    }
}

/// Whether the browser says that it was asked from within a page of another origin; also where it says nothing that can be read.
fn is_cross_origin(answer: &PublicKeyCredential) -> bool {
    let said = serde_json::from_slice::<ClientData>(&answer.response.client_data_json);
    said.map_or(true, |said| said.is_cross_origin)
}

/// An answer, bounded before it is looked at.
fn parse<'a, T: Deserialize<'a>>(answer: &'a Value) -> Result<T, PasskeyError> {
    if answer.to_string().len() > ANSWER_MAX_BYTES {
        return Err(PasskeyError::Malformed);
    }
    T::deserialize(answer).map_err(|_| PasskeyError::Malformed)
}

/// What we kept of a request.
fn kept<T: for<'a> Deserialize<'a>>(state: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(state).map_err(|_| PasskeyError::Fault("the state of a request cannot be read"))
}

/// Stored keys.
fn read_all(credentials: &[Value]) -> Result<Vec<Passkey>, PasskeyError> {
    let read = credentials.iter().map(Passkey::deserialize).collect::<Result<_, _>>();
    read.map_err(|_| PasskeyError::Fault("a stored key cannot be read"))
}

fn json(value: &impl Serialize) -> Result<Value, PasskeyError> {
    serde_json::to_value(value).map_err(|_| PasskeyError::Fault("a request or key cannot be written"))
}

#[cfg(test)]
mod tests;
