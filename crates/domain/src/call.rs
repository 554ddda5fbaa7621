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

#[cfg(test)]
mod tests {
    use super::*;

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
