//! Policies and tenant settings as documents: in the settings file (TOML) and in the database (JSON).

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_domain::policy::{Count, Disclosure, EnabledFor, Gates, PolicyError};
use rekey_domain::{Method, Policy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a profile sets at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// As the model product behaves.
    Model,
    /// NIST SP 800-63B-4, the default.
    Nist,
}

/// For whom reset is enabled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnabledForDocument {
    /// Nobody.
    Nobody,
    /// Members of these groups.
    Groups(BTreeSet<String>),
    /// Everybody.
    Everybody,
}

/// A policy: a profile, and what differs from it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyDocument {
    /// What everything else starts from; `nist` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// `"nobody"`, `"everybody"` or `{ groups = [...] }`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_for: Option<EnabledForDocument>,
    /// Names of methods that count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<String>>,
    /// Whether codes go out by text message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms: Option<bool>,
    /// Proofs required: 1 or 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gates: Option<u8>,
    /// `methods` or `classes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// `explicit` or `uniform`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<String>,
    /// Digits of a code, 6 to 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_length: Option<u8>,
    /// Life of a code sent to a phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_code_lifetime_seconds: Option<u32>,
    /// Life of a code sent by email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_code_lifetime_seconds: Option<u32>,
    /// ISO 3166 codes of countries whose numbers may be used, the tenant's own first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<String>>,
    /// Whether owner notices also go to verified mobile numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_by_sms: Option<bool>,
    /// Least number of characters of a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_min_length_chars: Option<u16>,
    /// Largest number of characters of a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_max_length_chars: Option<u16>,
    /// How many of lower case, upper case, digits and symbols; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_character_classes: Option<u8>,
    /// Words of the organisation that no password may lean on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub banned_words: Option<Vec<String>>,
}

/// Why a policy document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyDocumentError {
    /// A word that is not known.
    #[error("policy.{field}: `{value}` is not one of {known}")]
    Word {
        /// Which key.
        field: &'static str,
        /// What it says.
        value: String,
        /// What it could say.
        known: String,
    },
    /// It cannot work.
    #[error("policy: {0}")]
    Policy(#[from] PolicyError),
}

impl PolicyDocument {
    /// The policy that it describes.
    ///
    /// # Errors
    /// When a word is not known or the policy cannot work.
    pub fn to_policy(&self) -> Result<Policy, PolicyDocumentError> {
        let mut policy = match self.profile {
            Some(Profile::Model) => Policy::model(),
            Some(Profile::Nist) | None => Policy::nist(),
        };
        self.apply_words(&mut policy)?;
        self.apply_numbers(&mut policy);
        policy.check()?;
        Ok(policy)
    }

    fn apply_words(&self, policy: &mut Policy) -> Result<(), PolicyDocumentError> {
        let word = |field, value: &str, known: &str| PolicyDocumentError::Word {
            field,
            value: value.to_owned(),
            known: known.to_owned(),
        };
        if let Some(methods) = &self.methods {
            let known = Method::ALL.map(Method::as_str).join(", ");
            let parse = |name: &String| Method::parse(name).ok_or_else(|| word("methods", name, &known));
            policy.methods = methods.iter().map(parse).collect::<Result<_, _>>()?;
        }
        if let Some(gates) = self.gates {
            policy.gates = Gates::from_count(gates).ok_or_else(|| word("gates", &gates.to_string(), "1, 2"))?;
        }
        match self.count.as_deref() {
            Some("methods") => policy.count = Count::Methods,
            Some("classes") => policy.count = Count::Classes,
            Some(other) => return Err(word("count", other, "methods, classes")),
            None => {}
        }
        match self.disclosure.as_deref() {
            Some("explicit") => policy.disclosure = Disclosure::Explicit,
            Some("uniform") => policy.disclosure = Disclosure::Uniform,
            Some(other) => return Err(word("disclosure", other, "explicit, uniform")),
            None => {}
        }
        if let Some(countries) = &self.countries {
            let sound = |code: &String| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
            if let Some(bad) = countries.iter().find(|code| !sound(code)) {
                return Err(word("countries", bad, "two capital letters (ISO 3166)"));
            }
            policy.countries.clone_from(countries);
        }
        Ok(())
    }

    fn apply_numbers(&self, policy: &mut Policy) {
        if let Some(enabled_for) = &self.enabled_for {
            policy.enabled_for = match enabled_for {
                EnabledForDocument::Nobody => EnabledFor::Nobody,
                EnabledForDocument::Groups(names) => EnabledFor::Groups(names.clone()),
                EnabledForDocument::Everybody => EnabledFor::Everybody,
            };
        }
        let seconds = |seconds: u32| Duration::from_secs(u64::from(seconds));
        let password = &mut policy.password;
        set(&mut password.min_length_chars, self.password_min_length_chars);
        set(&mut password.max_length_chars, self.password_max_length_chars);
        set(&mut password.character_classes, self.password_character_classes);
        set(&mut password.banned_words, self.banned_words.clone());
        set(&mut policy.sms, self.sms);
        set(&mut policy.code_length, self.code_length);
        set(&mut policy.phone_code_lifetime, self.phone_code_lifetime_seconds.map(seconds));
        set(&mut policy.email_code_lifetime, self.email_code_lifetime_seconds.map(seconds));
        set(&mut policy.notify_by_sms, self.notify_by_sms);
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// What an organisation says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenantSettings {
    /// Name on pages and in messages.
    pub name: String,
    /// Where people sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_url: Option<String>,
    /// "Contact your administrator": a URL or `mailto:`; absent for the help request form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_url: Option<String>,
    /// Name of the help desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_name: Option<String>,
    /// Who gets the digest of help requests.
    pub help_recipients: Vec<String>,
    /// Language (BCP 47) of messages to administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(json: &str) -> Result<Policy, String> {
        let document: PolicyDocument = serde_json::from_str(json).map_err(|error| error.to_string())?;
        document.to_policy().map_err(|error| error.to_string())
    }

    #[test]
    fn a_document_is_its_profile_and_what_differs() {
        assert_eq!(policy("{}"), Ok(Policy::nist()));
        let changed = policy(r#"{"profile":"model","gates":2,"code_length":8,"enabled_for":{"groups":["staff"]}}"#);
        let changed = changed.expect("sound");
        assert_eq!((changed.gates, changed.code_length), (Gates::Two, 8));
        assert_eq!(changed.disclosure, Disclosure::Explicit);
        assert!(changed.enables(["staff"].into_iter()) && !changed.enables(["others"].into_iter()));
    }

    #[test]
    fn what_is_not_known_or_cannot_work_is_refused_with_the_reason() {
        for (json, reason) in [
            (r#"{"gate":1}"#, "unknown field"),
            (r#"{"methods":["emial"]}"#, "`emial` is not one of email"),
            (r#"{"gates":3}"#, "is not one of 1, 2"),
            (r#"{"gates":2,"methods":["email"]}"#, "two gates are required"),
            (r#"{"countries":["us"]}"#, "ISO 3166"),
            (r#"{"code_length":5}"#, "6, 7 or 8"),
            (r#"{"disclosure":"open"}"#, "explicit, uniform"),
        ] {
            let error = policy(json).expect_err(json);
            assert!(error.contains(reason), "{json}: {error}");
        }
    }
}
