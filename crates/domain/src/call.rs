//! Calls: what is asked for on the phone, and how a call ends.

/// What a person does to confirm a call (DESIGN.md 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VoiceMode {
    /// The page shows two digits; they are pressed, and then #.
    MatchNumber,
    /// # alone. As one of two gates only, but for profile `model`.
    PressPound,
    /// A code is read out twice, and typed on the page.
    ReadCode,
}

impl VoiceMode {
    /// Every mode.
    pub const ALL: [VoiceMode; 3] = [Self::MatchNumber, Self::PressPound, Self::ReadCode];

    /// The name in documents and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MatchNumber => "match_number",
            Self::PressPound => "press_pound",
            Self::ReadCode => "read_code",
        }
    }

    /// The mode with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }
}

/// How a call ended without a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallEnd {
    /// The line was busy.
    Busy,
    /// Nobody answered.
    NoAnswer,
    /// Somebody answered and pressed nothing.
    NothingPressed,
    /// Other keys than those that were asked for.
    WrongKeys,
    /// A machine answered.
    Voicemail,
    /// 9 was pressed: "this was not me".
    Refused,
    /// The call could not be made.
    Failed,
}

impl CallEnd {
    /// Every end.
    pub const ALL: [CallEnd; 7] = [
        Self::Busy,
        Self::NoAnswer,
        Self::NothingPressed,
        Self::WrongKeys,
        Self::Voicemail,
        Self::Refused,
        Self::Failed,
    ];

    /// The name in messages, tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::NoAnswer => "no_answer",
            Self::NothingPressed => "nothing_pressed",
            Self::WrongKeys => "wrong_keys",
            Self::Voicemail => "voicemail",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// The end with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.as_str() == name)
    }
}

/// Keys that are looked at in one entry; nobody is asked for so many.
pub const PRESSED_MAX_KEYS: usize = 16;

/// What was pressed in a call, as one entry: digits and stars, without the # that ends them, or # alone. Never shown:
/// it may be the number of the page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pressed(String);

impl std::fmt::Debug for Pressed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pressed(..)")
    }
}

impl Pressed {
    /// Reads keys; none where there are no keys, too many, or others than a phone has.
    pub fn parse(keys: &str) -> Option<Self> {
        if keys.is_empty() || keys.len() > PRESSED_MAX_KEYS {
            return None;
        }
        let entry = if keys == "#" { keys } else { keys.strip_suffix('#').unwrap_or(keys) };
        let is_entry = entry.bytes().all(|key| key.is_ascii_digit() || key == b'*');
        (keys == "#" || is_entry).then(|| Self(entry.to_owned()))
    }

    /// The keys.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 9: "this was not me".
    pub fn is_refusal(&self) -> bool {
        self.0 == "9"
    }

    /// # alone.
    pub fn is_pound(&self) -> bool {
        self.0 == "#"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_one_entry_with_or_without_the_pound_that_ends_it() {
        let read = |keys: &str| Pressed::parse(keys).map(|pressed| pressed.as_str().to_owned());
        for (keys, entry) in [("42#", "42"), ("42", "42"), ("#", "#"), ("9", "9"), ("9#", "9"), ("*#", "*")] {
            assert_eq!(read(keys).as_deref(), Some(entry), "{keys}");
        }
        let most = "1".repeat(PRESSED_MAX_KEYS);
        assert_eq!(read(&most), Some(most.clone()));
        for keys in ["", "##", "4#2", "4 2", "w", &format!("{most}1")] {
            assert_eq!(read(keys), None, "{keys}");
        }
        let refusal = |keys: &str| Pressed::parse(keys).is_some_and(|pressed| pressed.is_refusal());
        assert!(refusal("9") && refusal("9#") && !refusal("99") && !refusal("#"));
        let pound = |keys: &str| Pressed::parse(keys).is_some_and(|pressed| pressed.is_pound());
        assert!(pound("#") && !pound("9#"));
        assert_eq!(format!("{:?}", Pressed::parse("42")), "Some(Pressed(..))");
    }

    #[test]
    fn names_are_read_back() {
        for mode in VoiceMode::ALL {
            assert_eq!(VoiceMode::parse(mode.as_str()), Some(mode));
        }
        for end in CallEnd::ALL {
            assert_eq!(CallEnd::parse(end.as_str()), Some(end));
        }
        assert_eq!((VoiceMode::parse("shout"), CallEnd::parse("shout")), (None, None));
    }
}
