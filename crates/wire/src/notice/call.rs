//! Calls: what is asked for on the phone. The number of the page is not in them: who is called does not hear it.

use rekey_domain::call::VoiceMode;
use zeroize::Zeroizing;

use super::CodePurpose;
use crate::proto;
use crate::secret::Code;

/// A call to a person.
#[derive(Debug)]
pub struct CallNotice {
    /// What it is for.
    pub purpose: CodePurpose,
    /// What the person is asked to do.
    pub asks: CallAsks,
    /// Host name of the page, as it is said.
    pub host: String,
}

/// What is asked for in a call.
#[derive(Debug)]
pub enum CallAsks {
    /// The two digits of the page, and #.
    MatchNumber,
    /// # alone.
    PressPound,
    /// To listen: this code is read out once a key was pressed.
    ReadCode(Code),
}

impl CallAsks {
    /// What is asked in this mode; the code is kept where it is read out.
    pub fn of(mode: VoiceMode, code: Code) -> Self {
        match mode {
            VoiceMode::MatchNumber => Self::MatchNumber,
            VoiceMode::PressPound => Self::PressPound,
            VoiceMode::ReadCode => Self::ReadCode(code),
        }
    }

    /// The mode that it belongs to.
    pub const fn mode(&self) -> VoiceMode {
        match self {
            Self::MatchNumber => VoiceMode::MatchNumber,
            Self::PressPound => VoiceMode::PressPound,
            Self::ReadCode(_) => VoiceMode::ReadCode,
        }
    }
}

pub(super) fn encode(call: &CallNotice) -> proto::Call {
    let digits = match &call.asks {
        CallAsks::ReadCode(code) => code.expose().to_owned(),
        CallAsks::MatchNumber | CallAsks::PressPound => String::new(),
    };
    proto::Call {
        purpose: call.purpose.as_str().into(),
        mode: call.asks.mode().as_str().into(),
        digits,
        host: call.host.clone(),
    }
}

pub(super) fn decode(call: proto::Call) -> Option<CallNotice> {
    let digits = Zeroizing::new(call.digits);
    let asks = match VoiceMode::parse(&call.mode)? {
        VoiceMode::MatchNumber => CallAsks::MatchNumber,
        VoiceMode::PressPound => CallAsks::PressPound,
        VoiceMode::ReadCode => CallAsks::ReadCode(Code::from_digits(&digits).ok()?),
    };
    Some(CallNotice { purpose: CodePurpose::parse(&call.purpose)?, asks, host: call.host })
}

/// A call, for the tests of notices.
#[cfg(test)]
pub(super) fn sample(asks: CallAsks) -> super::NoticeBody {
    super::NoticeBody::Call(CallNotice { purpose: CodePurpose::Reset, asks, host: "localhost".into() })
}
