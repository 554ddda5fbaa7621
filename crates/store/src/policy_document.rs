//! Policies and tenant settings as documents: in the settings file (TOML) and in the database (JSON).

use std::collections::BTreeSet;
use std::time::Duration;

use rekey_domain::call::VoiceMode;
use rekey_domain::policy::{Count, Disclosure, EnabledFor, Gates, PolicyError, Profile};
use rekey_domain::{Method, Policy};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::custom_questions::OwnQuestion;
use crate::tenant_help::Help;

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
    /// One of `model`, `nist`, `l3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// `"nobody"`, `"everybody"` or `{ groups = [...] }`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_for: Option<EnabledForDocument>,
    /// Names of methods that count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<String>>,
    /// Whether codes go out by text message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms: Option<bool>,
    /// How calls are confirmed: `match_number`, `press_pound`, `read_code`, or `off`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// Whether mobile phones are called as well as office phones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_calls: Option<bool>,
    /// Proofs required: 1 or 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gates: Option<u8>,
    /// Methods that a person has to register: 1 or 2; `gates` when only that is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_register: Option<u8>,
    /// Questions to answer when they are registered, 3 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions_to_register: Option<u8>,
    /// Questions that a reset asks, 3 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions_to_reset: Option<u8>,
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
    /// Days after which a person confirms what is registered, 0 to 730; 0 for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconfirm_days: Option<u16>,
    /// Whether the person is told of a reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_person: Option<bool>,
    /// Whether owner notices also go to verified mobile numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_by_sms: Option<bool>,
    /// Whether every administrator is told when one of them resets a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_administrators: Option<bool>,
    /// Whether an account may be unlocked without a new password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unlock: Option<bool>,
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
    /// Policies of groups, the first one of which an account is a member counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupPolicy>,
}

/// The policy of a group: what differs from everybody's, or, with a profile of its own, from that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupPolicy {
    /// Its name.
    pub group: String,
    /// What differs.
    #[serde(default)]
    pub policy: PolicyDocument,
    /// "Contact your administrator" of its members, where that is another place than everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_url: Option<String>,
    /// Email address of their help desk, used where there is no `help_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_address: Option<String>,
    /// Name of their help desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_name: Option<String>,
    /// Language (BCP 47) of messages to them where they did not choose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// What the documents of a tenant describe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    /// For who is in no group with a policy.
    pub everybody: Policy,
    /// By the names of groups, the first match counts.
    pub groups: Vec<(String, Policy)>,
    /// What groups say about help and language, by their names.
    pub help: Vec<(String, Help)>,
}

/// Groups with a policy of their own.
pub const GROUP_POLICIES_MAX: usize = 50;

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
    /// The policy of a group cannot be used.
    #[error("policy.groups, group `{group}`: {reason}")]
    Group {
        /// Which group.
        group: String,
        /// Why.
        reason: String,
    },
}

impl PolicyDocument {
    /// The policies that it describes.
    ///
    /// # Errors
    /// When a word is not known or a policy cannot work.
    pub fn to_policies(&self) -> Result<Policies, PolicyDocumentError> {
        let everybody = self.to_policy()?;
        if self.groups.len() > GROUP_POLICIES_MAX {
            let group = self.groups[GROUP_POLICIES_MAX].group.clone();
            let reason = format!("at most {GROUP_POLICIES_MAX} groups have policies of their own");
            return Err(PolicyDocumentError::Group { group, reason });
        }
        let mut groups: Vec<(String, Policy)> = Vec::with_capacity(self.groups.len());
        for GroupPolicy { group, policy, .. } in &self.groups {
            let wrong = |reason: String| PolicyDocumentError::Group { group: group.clone(), reason };
            if groups.iter().any(|(other, _)| other == group) {
                return Err(wrong("it is there twice".into()));
            }
            if policy.disclosure.is_some() || !policy.groups.is_empty() {
                return Err(wrong("disclosure and groups are the whole tenant's".into()));
            }
            let of_group = policy.over(&everybody).map_err(|error| wrong(error.to_string()))?;
            // A profile of its own does not change what strangers may learn of the tenant.
            groups.push((group.clone(), Policy { disclosure: everybody.disclosure, ..of_group }));
        }
        let help = self.groups.iter().map(|each| (each.group.clone(), Help::of_group(each))).collect();
        Ok(Policies { everybody, groups, help })
    }

    /// The policy of everybody.
    ///
    /// # Errors
    /// When a word is not known or the policy cannot work.
    pub fn to_policy(&self) -> Result<Policy, PolicyDocumentError> {
        self.over(&Policy { voice: None, ..Policy::nist() })
    }

    /// What it says over its profile, or over this policy where it names none.
    fn over(&self, base: &Policy) -> Result<Policy, PolicyDocumentError> {
        // Calls need a provider, and cost money: nobody is called unless a document says so.
        let mut policy = match &self.profile {
            None => base.clone(),
            Some(name) => {
                let known = Profile::ALL.map(Profile::as_str).join(", ");
                let profile = Profile::parse(name);
                let profile = profile.ok_or_else(|| word("profile", name, &known))?;
                Policy { voice: None, ..Policy::of_profile(profile) }
            }
        };
        self.apply_words(&mut policy)?;
        self.apply_numbers(&mut policy);
        policy.check()?;
        Ok(policy)
    }

    fn apply_words(&self, policy: &mut Policy) -> Result<(), PolicyDocumentError> {
        if let Some(methods) = &self.methods {
            let known = Method::ALL.map(Method::as_str).join(", ");
            let parse = |name: &String| Method::parse(name).ok_or_else(|| word("methods", name, &known));
            policy.methods = methods.iter().map(parse).collect::<Result<_, _>>()?;
        }
        if let Some(gates) = self.gates {
            policy.gates = Gates::from_count(gates).ok_or_else(|| word("gates", &gates.to_string(), "1, 2"))?;
            policy.to_register = policy.gates;
        }
        if let Some(count) = self.to_register {
            let gates = Gates::from_count(count);
            policy.to_register = gates.ok_or_else(|| word("to_register", &count.to_string(), "1, 2"))?;
        }
        match self.voice.as_deref() {
            Some("off") => policy.voice = None,
            Some(name) => {
                let known = VoiceMode::ALL.map(VoiceMode::as_str).join(", ");
                let mode = VoiceMode::parse(name);
                policy.voice = Some(mode.ok_or_else(|| word("voice", name, &format!("{known}, off")))?);
            }
            None => {}
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
        set(&mut policy.mobile_calls, self.mobile_calls);
        set(&mut policy.questions_to_register, self.questions_to_register);
        set(&mut policy.questions_to_reset, self.questions_to_reset);
        set(&mut policy.reconfirm_days, self.reconfirm_days);
        set(&mut policy.notify_person, self.notify_person);
        set(&mut policy.notify_administrators, self.notify_administrators);
        set(&mut policy.unlock, self.unlock);
    }
}

fn word(field: &'static str, value: &str, known: &str) -> PolicyDocumentError {
    PolicyDocumentError::Word { field, value: value.to_owned(), known: known.to_owned() }
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
    /// Host names of its own pages, without port: codes are bound to them. A request finds its organisation by the rows of
    /// [`crate::tenants::set_names`]; both are written together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// Where people sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_url: Option<String>,
    /// "Contact your administrator": a URL or `mailto:`; absent for the help request form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_url: Option<String>,
    /// Email address of the help desk, used where there is no `help_url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_address: Option<String>,
    /// Name of the help desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_name: Option<String>,
    /// Who gets the digest of help requests.
    pub help_recipients: Vec<String>,
    /// Language (BCP 47) of messages to administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Security questions of its own, offered beside those of the catalogue.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<OwnQuestion>,
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
        assert_eq!(policy("{}"), Ok(Policy { voice: None, ..Policy::nist() }));
        let changed = policy(r#"{"profile":"model","gates":2,"code_length":8,"enabled_for":{"groups":["staff"]}}"#);
        let changed = changed.expect("sound");
        assert_eq!((changed.gates, changed.code_length), (Gates::Two, 8));
        assert_eq!(changed.disclosure, Disclosure::Explicit);
        assert!(changed.enables(["staff"].into_iter()) && !changed.enables(["others"].into_iter()));
    }

    fn policies(json: &str) -> Result<Policies, String> {
        let document: PolicyDocument = serde_json::from_str(json).map_err(|error| error.to_string())?;
        document.to_policies().map_err(|error| error.to_string())
    }

    #[test]
    fn a_group_differs_from_everybody_or_from_its_own_profile() {
        let read = policies(
            r#"{"profile":"model","code_length":8,"groups":[{"group":"board","policy":{"profile":"l3"}},
                {"group":"staff","policy":{"gates":2}}]}"#,
        );
        let Policies { everybody, groups, .. } = read.expect("sound");
        assert_eq!((everybody.gates, everybody.code_length), (Gates::One, 8));
        let names: Vec<&str> = groups.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["board", "staff"], "in their order");
        let (board, staff) = (&groups[0].1, &groups[1].1);
        assert_eq!(*board, Policy { disclosure: Disclosure::Explicit, ..Policy::l3() });
        assert_eq!((staff.gates, staff.to_register, staff.code_length), (Gates::Two, Gates::Two, 8));
        for (groups, reason) in [
            (r#"{"group":"a","policy":{}},{"group":"a","policy":{}}"#, "`a`: it is there twice"),
            (r#"{"group":"a","policy":{"disclosure":"uniform"}}"#, "the whole tenant's"),
            (r#"{"group":"a","policy":{"gates":2,"methods":["email"]}}"#, "`a`: policy: two gates are required"),
            (r#"{"group":"a","policy":{},"rest":1}"#, "unknown field"),
        ] {
            let error = policies(&format!(r#"{{"groups":[{groups}]}}"#)).expect_err(groups);
            assert!(error.contains(reason), "{groups}: {error}");
        }
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
            (r#"{"profile":"lax"}"#, "model, nist, l3"),
            (r#"{"voice":"shout"}"#, "match_number, press_pound, read_code, off"),
            (r#"{"gates":1,"voice":"press_pound"}"#, "use match_number"),
            (r#"{"reconfirm_days":731}"#, "0 to 730"),
            (r#"{"to_register":3}"#, "to_register"),
        ] {
            let error = policy(json).expect_err(json);
            assert!(error.contains(reason), "{json}: {error}");
        }
    }
}
