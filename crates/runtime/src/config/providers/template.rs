//! Texts with places for what differs from message to message: `{to}`. A brace that stands for itself is doubled.
//!
//! What is filled in is not escaped here: whoever writes it out does that for where it stands.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

/// What can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The recipient's number, E.164: `+14255550134`.
    To,
    /// The same without its `+`.
    ToDigits,
    /// The words.
    Text,
    /// The notice's id, the same through every attempt.
    Id,
    /// The sender, as configured.
    From,
    /// For how many whole seconds the message is of use. Alone in a JSON string it becomes a number.
    LifetimeSeconds,
    /// The account's name, as configured.
    Username,
    /// The account's secret, as configured.
    Secret,
}

impl Field {
    /// Every one, with its name in templates.
    pub(super) const ALL: [(&'static str, Self); 8] = [
        ("to", Self::To),
        ("to_digits", Self::ToDigits),
        ("text", Self::Text),
        ("id", Self::Id),
        ("from", Self::From),
        ("lifetime_seconds", Self::LifetimeSeconds),
        ("username", Self::Username),
        ("secret", Self::Secret),
    ];
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

/// A text with places to fill in.
#[derive(Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

/// It may hold what an operator keeps to himself.
impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({:?})", self.fields().collect::<Vec<_>>())
    }
}

impl Template {
    /// Reads a text; says what is wrong with it, and not what it is.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        const UNKNOWN: &str = "has a place that is none of {to}, {to_digits}, {text}, {id}, {from}, {lifetime_seconds}, \
                               {username} and {secret}; a brace that stands for itself is doubled";
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            let (before, brace) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
                plain.push_str(&brace[..1]);
                rest = after;
                continue;
            }
            let (name, after) = brace.strip_prefix('{').and_then(|inner| inner.split_once('}')).ok_or(UNKNOWN)?;
            let (_, field) = Field::ALL.into_iter().find(|(known, _)| *known == name).ok_or(UNKNOWN)?;
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::Field(field));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self(parts))
    }

    /// What is to be filled in, in its order.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.0.iter().filter_map(|part| if let Part::Field(field) = part { Some(*field) } else { None })
    }

    /// The texts between, in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| if let Part::Text(text) = part { Some(text.as_str()) } else { None })
    }

    /// The whole text with these values in their places.
    pub fn fill<'a>(&self, value: &dyn Fn(Field) -> Cow<'a, str>) -> String {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Field(field) => filled.push_str(&value(*field)),
            }
        }
        filled
    }
}

/// JSON whose strings are templates; names are taken as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonTemplate {
    /// Neither string, list nor object.
    Plain(Value),
    /// A string.
    Text(Template),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(String, Self)>),
}

impl JsonTemplate {
    /// Reads JSON; says what is wrong with it, and not what it is.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| format!("is not JSON: line {}, column {}", error.line(), error.column()))?;
        Self::of(value).map_err(str::to_owned)
    }

    fn of(value: Value) -> Result<Self, &'static str> {
        Ok(match value {
            Value::String(text) => Self::Text(Template::parse(&text)?),
            Value::Array(items) => Self::List(items.into_iter().map(Self::of).collect::<Result<_, _>>()?),
            Value::Object(fields) => {
                let read = |(name, value)| Ok((name, Self::of(value)?));
                Self::Object(fields.into_iter().map(read).collect::<Result<_, &'static str>>()?)
            }
            plain => Self::Plain(plain),
        })
    }

    /// What is to be filled in.
    pub fn fields(&self) -> Vec<Field> {
        match self {
            Self::Plain(_) => Vec::new(),
            Self::Text(text) => text.fields().collect(),
            Self::List(items) => items.iter().flat_map(Self::fields).collect(),
            Self::Object(fields) => fields.iter().flat_map(|(_, value)| value.fields()).collect(),
        }
    }

    /// The JSON with these values in their places.
    pub fn fill<'a>(&self, value: &dyn Fn(Field) -> Cow<'a, str>) -> Value {
        match self {
            Self::Plain(plain) => plain.clone(),
            Self::Text(text) => {
                let filled = text.fill(value);
                let number = (text.0 == [Part::Field(Field::LifetimeSeconds)]).then(|| filled.parse::<u64>().ok());
                number.flatten().map_or(Value::String(filled), Value::from)
            }
            Self::List(items) => Value::Array(items.iter().map(|item| item.fill(value)).collect()),
            Self::Object(fields) => {
                let filled = fields.iter().map(|(name, field)| (name.clone(), field.fill(value)));
                Value::Object(filled.collect::<Map<_, _>>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(field: Field) -> Cow<'static, str> {
        let name = Field::ALL.into_iter().find(|(_, known)| *known == field).map_or("", |(name, _)| name);
        if field == Field::LifetimeSeconds { "299".into() } else { format!("<{name}\">").into() }
    }

    #[test]
    fn places_are_filled_and_doubled_braces_stand_for_themselves() {
        for (text, filled) in [
            ("", ""),
            ("no place", "no place"),
            ("{to}", "<to\">"),
            ("a{to}{to_digits}b{text}", "a<to\"><to_digits\">b<text\">"),
            ("{{to}}", "{to}"),
            ("{{{id}}}", "{<id\">}"),
            ("ü{from}ß", "ü<from\">ß"),
        ] {
            assert_eq!(Template::parse(text).expect(text).fill(&named), filled, "{text}");
        }
        for text in ["{", "}", "{to", "to}", "{}", "{ to}", "{To}", "{code}", "{to{id}}"] {
            let why = Template::parse(text).expect_err(text);
            assert!(why.contains("{to}, "), "{why}");
        }
    }

    #[test]
    fn what_is_filled_into_json_is_a_value_and_nothing_else() {
        let text = r#"{"a": "{to}", "b": [1, null, {"c{to}": "x{text}"}], "d": "{lifetime_seconds}", "e": "{lifetime_seconds} s"}"#;
        let filled = JsonTemplate::parse(text).expect("sound").fill(&named);
        let wanted = serde_json::json!({
            "a": "<to\">", "b": [1, null, { "c{to}": "x<text\">" }], "d": 299, "e": "299 s",
        });
        assert_eq!(filled, wanted);
        assert_eq!(JsonTemplate::parse("{\n x}").expect_err("no JSON"), "is not JSON: line 2, column 2");
        assert!(JsonTemplate::parse(r#"["{code}"]"#).is_err());
    }
}
