//! Notices as people get them: mails (HTML and plain text), text messages and calls, in their language.
//!
//! Pure: the same notice gives the same words. No image, no remote content, no link but the one to the administrator.
//! What comes from outside is one line, bounded, and escaped; text messages name nothing from user data.

mod clean;
mod letter;
mod mail;
mod moment;
#[cfg(test)]
mod samples;
mod sms;
#[cfg(test)]
mod tests;
mod texts;
mod voice;

use std::fmt;

use rekey_domain::Channel;
use rekey_wire::notice::Notice;
use thiserror::Error;

pub use texts::Language;
pub(crate) use voice::Answer;
pub use voice::Script;

/// Longest name of an organisation in a mail, in characters.
const HOUSE_MAX_CHARS: usize = 60;
/// Longest subject, in characters.
const SUBJECT_MAX_CHARS: usize = 150;

/// A message, ready to be sent.
pub enum Rendered {
    /// A mail.
    Email(Email),
    /// A text message.
    Sms(String),
    /// A call.
    Call(Script),
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(_) => f.write_str("Email(..)"),
            Self::Sms(_) => f.write_str("Sms(..)"),
            Self::Call(_) => f.write_str("Call(..)"),
        }
    }
}

/// The words of a mail.
pub struct Email {
    /// One line, without control characters. Never holds a code.
    pub subject: String,
    /// The plain part, lines ended by `\n`.
    pub text: String,
    /// The HTML part, a whole document.
    pub html: String,
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(..)")
    }
}

/// Why a notice has no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RenderError {
    /// This kind of notice does not travel by this channel.
    #[error("this kind of notice does not travel by this channel")]
    Channel,
    /// The template did not render.
    #[error("the template of the message did not render")]
    Template,
}

/// Writes a notice for its channel, in its language. `public_host` completes a way to the administrator that is only a path,
/// and stands for the host of a code that names none.
///
/// # Errors
/// When this kind of notice does not travel by that channel.
pub fn render(notice: &Notice, public_host: &str) -> Result<Rendered, RenderError> {
    let language = Language::of(&notice.locale);
    match notice.channel {
        Channel::Email => mail::mail(notice, language, public_host).map(Rendered::Email),
        Channel::Sms => sms::sms(notice, language, public_host).map(Rendered::Sms),
        Channel::Voice => voice::script(notice, language, public_host).map(Rendered::Call),
    }
}
