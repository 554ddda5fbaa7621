//! A passkey's device for tests, with the browser around it: ES256, attestation `none`, and every part of an answer can be wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody was there: a flag of authenticator data (WebAuthn 6.1).
pub const USER_PRESENT: u8 = 0x01;
/// It was the person whose device it is: another one.
pub const USER_VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// A device with one key. What it says can be set.
#[derive(Debug, Clone)]
pub struct Device {
    /// Signs.
    pub key: SigningKey,
    /// Names the key.
    pub credential_id: Vec<u8>,
    /// Whose the key is, as it was said at registration.
    pub user_handle: Option<Vec<u8>>,
    /// How often it was used.
    pub counter: u32,
    /// Whether the person was there, and was verified.
    pub flags: u8,
    /// Where the browser was asked.
    pub origin: String,
    /// Whether it was asked from within a page of another origin; none where the browser does not say.
    pub is_cross_origin: Option<bool>,
    /// For whom the key is.
    pub rp_id: String,
}

impl Device {
    /// A sound device, on `https://reset.contoso.example`, with a key of this number.
    ///
    /// # Panics
    /// When the number is 0, of which there is no key.
    #[must_use]
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).expect("a scalar"),
            credential_id: vec![number; 16],
            user_handle: None,
            counter: 1,
            flags: USER_PRESENT | USER_VERIFIED,
            origin: "https://reset.contoso.example".to_owned(),
            is_cross_origin: Some(false),
            rp_id: "reset.contoso.example".to_owned(),
        }
    }

    /// The same on pages of another origin, for keys of its host.
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        let host = origin.split("://").last().and_then(|host| host.split(':').next()).unwrap_or(origin);
        Self { origin: origin.to_owned(), rp_id: host.to_owned(), ..self }
    }

    /// `navigator.credentials.create`.
    ///
    /// # Panics
    /// When the request has no user.
    pub fn register(&mut self, request: &Value) -> Value {
        let options = &request["publicKey"];
        self.user_handle = Some(decoded(&options["user"]["id"]));
        let key = self.key.verifying_key().to_sec1_bytes();
        let (x, y) = key[1..].split_at(32);
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential_id.len()).expect("short").to_be_bytes());
        data.extend(&self.credential_id);
        // The key in CBOR (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        data.extend(
            [&[0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], x, &[0x22, 0x58, 0x20], y].concat(),
        );
        let length = u8::try_from(data.len()).expect("short");
        let head = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58";
        let object = [&head[..], &[length], &data].concat();
        json!({
            "id": URL_SAFE_NO_PAD.encode(&self.credential_id),
            "rawId": URL_SAFE_NO_PAD.encode(&self.credential_id),
            "type": "public-key",
            "response": {
                "attestationObject": URL_SAFE_NO_PAD.encode(object),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", options)),
                "transports": ["internal"],
            },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
    }

    /// `navigator.credentials.get`.
    #[must_use]
    pub fn prove(&self, request: &Value) -> Value {
        self.sign(self.client_data("webauthn.get", &request["publicKey"]))
    }

    /// An answer with these words of the browser.
    #[must_use]
    pub fn sign(&self, client_data: String) -> Value {
        let data = self.data(0);
        let signature: Signature = self.key.sign(&[&data[..], &Sha256::digest(&client_data)].concat());
        json!({
            "id": URL_SAFE_NO_PAD.encode(&self.credential_id),
            "rawId": URL_SAFE_NO_PAD.encode(&self.credential_id),
            "type": "public-key",
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(&data),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
                "signature": URL_SAFE_NO_PAD.encode(signature.to_der().as_bytes()),
                "userHandle": self.user_handle.as_ref().map(|handle| URL_SAFE_NO_PAD.encode(handle)),
            },
            "clientExtensionResults": {},
        })
    }

    /// The browser's words about one call.
    #[must_use]
    pub fn client_data(&self, kind: &str, options: &Value) -> String {
        let mut said = json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin });
        if let Some(is_cross_origin) = self.is_cross_origin {
            said["crossOrigin"] = is_cross_origin.into();
        }
        said.to_string()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&self.rp_id).to_vec();
        data.push(self.flags | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

/// Bytes in base64url.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().expect("text")).expect("base64url")
}
