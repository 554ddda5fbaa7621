//! TwiML as the stand-in reads it: the verbs that Rekey has a reason to use, and no others.

use xml::attribute::OwnedAttribute;
use xml::reader::{EventReader, XmlEvent};

use super::rules::is_absolute;

/// Languages that are spoken.
const LANGUAGES: [&str; 2] = ["en-US", "de-DE"];

/// What is to be said and asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Sentences, in their order, those of the question among them.
    pub says: Vec<String>,
    /// In which language.
    pub language: String,
    /// The question, where there is one.
    pub gather: Option<Gather>,
    /// Whether it ends by hanging up.
    pub hangs_up: bool,
}

/// A question that is answered by keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gather {
    /// Where the keys go.
    pub action: String,
    /// Keys after which it ends.
    pub num_digits: usize,
    /// The key that ends it, if any; it is not among the keys then.
    pub finish_on_key: Option<char>,
}

impl Gather {
    /// What is posted for these keys, if anything is.
    #[must_use]
    pub fn digits(&self, keys: &str) -> Option<String> {
        let mut digits = String::new();
        for key in keys.chars() {
            if Some(key) == self.finish_on_key {
                break;
            }
            digits.push(key);
            if digits.len() == self.num_digits {
                break;
            }
        }
        (!digits.is_empty()).then_some(digits)
    }
}

impl Script {
    /// Reads a document.
    ///
    /// # Errors
    /// Says what of it cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut script = Self::default();
        let mut open: Vec<String> = Vec::new();
        for event in EventReader::new(text.as_bytes()) {
            match event.map_err(|error| error.to_string())? {
                XmlEvent::StartElement { name, attributes, .. } => {
                    let name = name.local_name;
                    script.begin(open.last().map(String::as_str), &name, &attributes)?;
                    open.push(name);
                }
                XmlEvent::EndElement { .. } => {
                    open.pop();
                }
                XmlEvent::Characters(said) if open.last().is_some_and(|name| name == "Say") => script.says.push(said),
                XmlEvent::Characters(text) | XmlEvent::CData(text) => {
                    return Err(format!("text outside of Say: {text}"));
                }
                _ => {}
            }
        }
        if script.says.is_empty() { Err("nothing is said".into()) } else { Ok(script) }
    }

    fn begin(&mut self, within: Option<&str>, name: &str, attributes: &[OwnedAttribute]) -> Result<(), String> {
        let known: &[&str] = match name {
            "Response" => &[],
            "Say" => &["voice", "language", "loop"],
            "Gather" => &["input", "method", "action", "timeout", "numDigits", "finishOnKey"],
            "Pause" => &["length"],
            "Hangup" => &[],
            _ => return Err(format!("no such verb: {name}")),
        };
        let of = |wanted: &str| {
            let found = attributes.iter().find(|attribute| attribute.name.local_name == wanted);
            found.map(|attribute| attribute.value.as_str())
        };
        if let Some(other) = attributes.iter().find(|attribute| !known.contains(&attribute.name.local_name.as_str())) {
            return Err(format!("{name} has no {}", other.name));
        }
        match (within, name) {
            (None, "Response") => Ok(()),
            (Some("Response" | "Gather"), "Pause") => Ok(()),
            (Some("Response" | "Gather"), "Say") => {
                let language = of("language").filter(|language| LANGUAGES.contains(language));
                self.language = language.ok_or("Say speaks no such language")?.to_owned();
                Ok(())
            }
            (Some("Response"), "Hangup") => {
                self.hangs_up = true;
                Ok(())
            }
            (Some("Response"), "Gather") if self.gather.is_none() => {
                let action = of("action").filter(|action| is_absolute(action)).ok_or("Gather leads nowhere")?;
                let number = of("numDigits").and_then(|number| number.parse().ok());
                let mut finish = of("finishOnKey").ok_or("Gather ends with no key")?.chars();
                let finish_on_key = finish.next();
                if finish.next().is_some() || of("input") != Some("dtmf") || of("method") != Some("POST") {
                    return Err("Gather takes something else than keys".into());
                }
                let num_digits = number.filter(|number| *number > 0).ok_or("Gather takes no keys")?;
                self.gather = Some(Gather { action: action.to_owned(), num_digits, finish_on_key });
                Ok(())
            }
            _ => Err(format!("{name} within {within:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "<Response><Gather input=\"dtmf\" method=\"POST\" action=\"https://x.example/keys?a=1&amp;b\" \
                         timeout=\"9\" numDigits=\"5\" finishOnKey=\"#\"><Say voice=\"alice\" language=\"en-US\" loop=\"1\">\
                         A &amp; B</Say><Pause length=\"2\"/></Gather><Say language=\"en-US\">Bye</Say><Hangup/></Response>";

    #[test]
    fn a_sound_document_is_read() {
        let script = Script::parse(SOUND).expect("sound");
        assert_eq!((script.says.concat().as_str(), script.hangs_up), ("A & BBye", true));
        let gather = script.gather.expect("a question");
        assert_eq!(gather.action, "https://x.example/keys?a=1&b");
        let digits = |keys| gather.digits(keys);
        assert_eq!(digits("42#"), Some("42".into()));
        assert_eq!((digits("#"), digits("")), (None, None));
        assert_eq!(digits("1234567#"), Some("12345".into()));
        let any = Gather { num_digits: 1, finish_on_key: None, ..gather };
        assert_eq!(any.digits("#"), Some("#".into()));
    }

    #[test]
    fn what_twilio_would_not_do_is_an_error() {
        for (old, new) in [
            ("<Hangup/>", "<Hangup>"),
            ("&amp; B", "& B"),
            ("<Pause", "<Reject"),
            (" timeout=", " patience="),
            ("https://x.example", "x.example"),
            ("\"dtmf\"", "\"speech\""),
            ("\"5\"", "\"0\""),
            ("en-US", "xx"),
            ("<Say language=\"en-US\">Bye</Say>", "Bye"),
            ("<Say language=\"en-US\">Bye</Say>", "<Response/>"),
        ] {
            let wrong = SOUND.replace(old, new);
            assert_ne!(wrong, SOUND);
            assert!(Script::parse(&wrong).is_err(), "{new}");
        }
        assert!(Script::parse("<Response/>").is_err());
    }
}
