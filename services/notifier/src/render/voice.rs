//! Calls: what is said, and what is answered to the keys that are pressed.
//!
//! No number is said but the code of who asked for one, and no name but the organisation's. What is answered tells nobody
//! whether keys were right: that is not known here, and the page shows it.

use std::fmt;

use rekey_domain::MessageId;
use rekey_domain::call::VoiceMode;
use rekey_wire::keys::SpokenCodeKeys;
use rekey_wire::notice::{CallAsks, CodePurpose, Notice, NoticeBody};
use rekey_wire::secret::Code;

use super::texts::{Language, Say as _};
use super::{RenderError, clean};

/// Longest name of an organisation that is said, in characters.
const HOUSE_MAX_CHARS: usize = 60;

/// What is said in a call, and what is asked.
pub struct Script {
    /// In which language.
    pub language: Language,
    /// What is asked for.
    pub mode: VoiceMode,
    /// Who calls, why, and what to press.
    pub intro: String,
    /// Said where nothing was pressed.
    pub nothing: String,
    /// The code that is read out, where one is.
    pub code: Option<Code>,
    /// The same as it travels until somebody listens.
    pub veiled_code: Option<String>,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script(..)")
    }
}

impl Script {
    /// Veils the code for its message.
    pub(crate) fn veil(&mut self, keys: &SpokenCodeKeys, message: MessageId) {
        self.veiled_code = self.code.as_ref().map(|code| keys.veil(code, message));
    }

    /// What would be heard by somebody who presses nothing, and then what there is to listen to.
    pub(crate) fn transcript(&self) -> String {
        match &self.code {
            Some(code) => format!("{}\n\n[1] {}", self.intro, Answer::Code.text(self.language, Some(code))),
            None => self.intro.clone(),
        }
    }
}

/// Writes what is said in a call.
///
/// # Errors
/// When this kind of notice does not travel by calls.
pub(super) fn script(notice: &Notice, language: Language, public_host: &str) -> Result<Script, RenderError> {
    let NoticeBody::Call(call) = &notice.body else { return Err(RenderError::Channel) };
    let house = clean::one_line(&notice.house, HOUSE_MAX_CHARS);
    let host = if call.host.is_empty() { public_host } else { &call.host };
    let why = match call.purpose {
        CodePurpose::Reset => "call-reset",
        CodePurpose::Registration => "call-registration",
    };
    let (asked, code) = match &call.asks {
        CallAsks::MatchNumber => ("call-match-number", None),
        CallAsks::PressPound => ("call-press-pound", None),
        CallAsks::ReadCode(code) => ("call-read-code", Some(code)),
    };
    let intro = [
        language.with("call-hello").arg("house", &house).text(),
        language.with(why).arg("host", host).text(),
        language.say(asked),
        language.say("call-not-you"),
    ];
    Ok(Script {
        language,
        mode: call.asks.mode(),
        intro: intro.join(" "),
        nothing: language.say("call-nothing"),
        code: code.and_then(|code| Code::from_digits(code.expose()).ok()),
        veiled_code: None,
    })
}

/// What is answered to keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// They were taken; the page shows what comes of them.
    Thanks,
    /// Nobody asked for such keys.
    NotAsked,
    /// "This was not me" was taken.
    Refused,
    /// The code, twice.
    Code,
    /// The call is over, or of no use any more.
    Over,
}

impl Answer {
    /// The words. The code is said digit by digit.
    pub(crate) fn text(self, language: Language, code: Option<&Code>) -> String {
        match (self, code) {
            (Self::Code, Some(code)) => {
                let digits: Vec<String> = code.expose().chars().map(|digit| digit.to_string()).collect();
                language.with("call-code").arg("digits", &digits.join(", ")).text()
            }
            (Self::Thanks, _) => language.say("call-thanks"),
            (Self::NotAsked, _) => language.say("call-not-asked"),
            (Self::Refused, _) => language.say("call-refused"),
            (Self::Code | Self::Over, _) => language.say("call-over"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{PUBLIC_HOST, notice};
    use rekey_domain::Channel;
    use rekey_wire::notice::CallNotice;

    fn call(asks: CallAsks, locale: &str) -> Script {
        let body = NoticeBody::Call(CallNotice { purpose: CodePurpose::Reset, asks, host: PUBLIC_HOST.into() });
        script(&notice(Channel::Voice, locale, body), Language::of(locale), "other.example").expect("renders")
    }

    fn digits(text: &str) -> usize {
        text.chars().filter(char::is_ascii_digit).count()
    }

    #[test]
    fn a_call_says_who_calls_and_why_and_no_number() {
        for locale in Language::ALL.iter().map(|language| language.tag()) {
            for asks in [CallAsks::MatchNumber, CallAsks::PressPound] {
                let script = call(asks, locale);
                assert!(script.intro.contains("Contoso") && script.intro.contains(PUBLIC_HOST), "{}", script.intro);
                assert_eq!((digits(&script.intro), digits(&script.nothing)), (0, 0), "{}", script.intro);
                assert!(script.code.is_none());
            }
        }
    }

    #[test]
    fn a_code_is_not_in_what_everybody_hears_and_is_read_out_twice() {
        let script = call(CallAsks::ReadCode(Code::from_digits("482913").expect("a code")), "en");
        assert_eq!(digits(&script.intro), 0, "a mailbox hears this");
        let read = Answer::Code.text(Language::English, script.code.as_ref());
        assert_eq!(read.matches("4, 8, 2, 9, 1, 3").count(), 2, "{read}");
        assert_eq!(digits(&read), 12);
    }

    #[test]
    fn answers_say_nothing_of_what_is_right() {
        for language in Language::ALL {
            for answer in [Answer::Thanks, Answer::NotAsked, Answer::Refused, Answer::Over] {
                assert_eq!(digits(&answer.text(*language, None)), 0);
            }
        }
    }

    #[test]
    fn other_notices_do_not_call() {
        let body = crate::render::samples::code(CodePurpose::Reset, "482913");
        let refused = script(&notice(Channel::Voice, "en", body), Language::English, PUBLIC_HOST);
        assert!(matches!(refused, Err(RenderError::Channel)));
    }
}
