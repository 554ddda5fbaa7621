//! The rules for a new password, and which of them one holds.

use rekey_domain::UserId;
use rekey_domain::policy::PasswordPolicy;

use crate::fold::Folded;
use crate::identity::Identity;
use crate::lean::BannedWords;
use crate::plain::PlainPassword;
use crate::well_known::is_well_known;

/// Words that lead the way to a password in every organisation.
const EVERYBODYS_WORDS: [&str; 9] =
    ["rekey", "password", "passwort", "welcome", "letmein", "qwerty", "iloveyou", "changeme", "secret"];

/// For whom a password is judged.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Who it is.
    pub user_id: &'a UserId,
    /// Name of the tenant; its words are banned words.
    pub house: &'a str,
    /// Banned words besides those of the policy.
    pub banned: &'a [String],
    /// The person's name, where it is known.
    pub display_name: Option<&'a str>,
}

/// Stable name of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleCode {
    /// At least so many characters.
    MinLength,
    /// At most so many characters.
    MaxLength,
    /// So many of: lower case, upper case, digits, anything else.
    Classes,
    /// Does not repeat the user ID or the name.
    NotUserId,
    /// Does not lean on a word of the organisation.
    NotBanned,
    /// Is not among the passwords that everybody tries first.
    NotBreached,
}

impl RuleCode {
    /// As in the API: `min_length`, `not_breached` ...
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MinLength => "min_length",
            Self::MaxLength => "max_length",
            Self::Classes => "classes",
            Self::NotUserId => "not_user_id",
            Self::NotBanned => "not_banned",
            Self::NotBreached => "not_breached",
        }
    }
}

/// A rule as it is told before anything is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Which rule.
    pub code: RuleCode,
    /// Its number: characters (code points of the NFC form) or classes.
    pub limit: Option<u32>,
}

/// A rule, and whether a password holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Which rule.
    pub code: RuleCode,
    /// Its number: characters (code points of the NFC form) or classes.
    pub limit: Option<u32>,
    /// Whether the password holds it.
    pub met: bool,
}

/// All rules with their verdicts, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Never empty.
    pub rules: Vec<Rule>,
}

impl Assessment {
    /// Whether every rule holds.
    pub fn acceptable(&self) -> bool {
        self.rules.iter().all(|rule| rule.met)
    }

    /// The rules that are broken; the reasons of a refusal.
    pub fn broken(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| !rule.met)
    }
}

/// The rules of a policy for one person.
pub struct Rules {
    min_length_chars: u32,
    max_length_chars: u32,
    character_classes: u8,
    identity: Identity,
    banned: BannedWords,
}

impl Rules {
    /// The rules of `policy` for this person in this organisation.
    pub fn new(policy: &PasswordPolicy, context: Context<'_>) -> Self {
        let Context { user_id, house, banned, display_name } = context;
        let configured = policy.banned_words.iter().chain(banned).map(String::as_str);
        let domain = user_id.domain().and_then(|domain| domain.rsplit_once('.')).map_or("", |(labels, _)| labels);
        let readable = domain.split('.').filter(|label| !label.starts_with("xn--"));
        let words = configured.chain([house]).chain(readable).chain(EVERYBODYS_WORDS);
        Self {
            min_length_chars: policy.min_length_chars.into(),
            max_length_chars: policy.max_length_chars.into(),
            character_classes: policy.character_classes,
            identity: Identity::new(user_id, display_name),
            banned: BannedWords::new(words),
        }
    }

    /// The rules, in the order in which they are shown.
    pub fn list(&self) -> Vec<Term> {
        terms((self.min_length_chars, self.max_length_chars), self.character_classes)
    }

    /// Judges a password by every rule.
    pub fn assess(&self, password: &PlainPassword) -> Assessment {
        let length = u32::try_from(password.length_chars()).unwrap_or(u32::MAX);
        let folded = Folded::of(password.expose());
        let verdict = |Term { code, limit }| {
            let met = match code {
                RuleCode::MinLength => length >= self.min_length_chars,
                RuleCode::MaxLength => length <= self.max_length_chars,
                RuleCode::Classes => classes_of(password.expose()) >= self.character_classes,
                RuleCode::NotUserId => !self.identity.is_echoed_by(&folded),
                RuleCode::NotBanned => !self.banned.carry(&folded),
                RuleCode::NotBreached => !is_well_known(&folded),
            };
            Rule { code, limit, met }
        };
        Assessment { rules: self.list().into_iter().map(verdict).collect() }
    }
}

/// The rules of a policy, in the order in which they are shown: they are the same for everybody.
pub fn terms_of(policy: &PasswordPolicy) -> Vec<Term> {
    terms((policy.min_length_chars.into(), policy.max_length_chars.into()), policy.character_classes)
}

fn terms((min_length, max_length): (u32, u32), character_classes: u8) -> Vec<Term> {
    let term = |code, limit| Term { code, limit };
    let classes = u32::from(character_classes);
    let mut terms = vec![term(RuleCode::MinLength, Some(min_length)), term(RuleCode::MaxLength, Some(max_length))];
    terms.extend((classes > 0).then_some(term(RuleCode::Classes, Some(classes))));
    terms.extend([RuleCode::NotUserId, RuleCode::NotBanned, RuleCode::NotBreached].map(|code| term(code, None)));
    terms
}

/// How many of lower case, upper case, digits and anything else the text has. A letter without case is "anything else".
fn classes_of(text: &str) -> u8 {
    let is_other = |c: char| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric();
    let has = |is: fn(char) -> bool| u8::from(text.chars().any(is));
    has(char::is_lowercase) + has(char::is_uppercase) + has(char::is_numeric) + u8::from(text.chars().any(is_other))
}

#[cfg(test)]
mod tests;
