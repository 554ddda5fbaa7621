//! What Twilio is told to say and to ask, as TwiML.
//!
//! Sentences are the crate's `Say`, which escapes them. Its `Gather` has neither an address nor a number of keys, so that one is written here
//! (docs/decisions/0008-twilio-async.md).

use rekey_domain::call::VoiceMode;
use rekey_wire::language::Language;
use twilio_async::twiml::{Say, Twiml as _, Voice};

use crate::render::Script;

/// Longest TwiML that goes with a request (Twilio's OpenAPI description, create call).
pub const TWIML_MAX_CHARS: usize = 4000;
/// For the first key, and between two.
const KEY_SECONDS: u32 = 12;
/// Between what is said and saying it once more, in seconds.
const PAUSE_SECONDS: u32 = 3;
/// Keys in one entry of several.
const KEYS_MAX: usize = rekey_domain::call::PRESSED_MAX_KEYS;

/// Says what it is about, twice, and takes one entry to an address below this one; without any it ends.
pub(super) fn ask(script: &Script, base: &str) -> Option<String> {
    let action = escape(&action(script, base));
    let (keys, finish) = match script.mode {
        // # ends the entry.
        VoiceMode::MatchNumber => (KEYS_MAX, "#"),
        // One key, whichever it is: # is a key like others.
        VoiceMode::PressPound | VoiceMode::ReadCode => (1, ""),
    };
    let intro = say(&script.intro, script.language)?;
    let nothing = say(&script.nothing, script.language)?;
    let text = format!(
        "<Response><Gather input=\"dtmf\" method=\"POST\" action=\"{action}\" timeout=\"{KEY_SECONDS}\" \
         numDigits=\"{keys}\" finishOnKey=\"{finish}\">{intro}<Pause length=\"{PAUSE_SECONDS}\"/>{intro}</Gather>\
         {nothing}<Hangup/></Response>"
    );
    (text.chars().count() <= TWIML_MAX_CHARS).then_some(text)
}

/// Says something and ends.
pub(crate) fn end(text: &str, language: Language) -> Option<String> {
    Some(format!("<Response>{}<Hangup/></Response>", say(text, language)?))
}

/// Where the entry goes. What was asked, and in which language, goes with it, since the notice is gone by then.
fn action(script: &Script, base: &str) -> String {
    let (mode, language) = (script.mode.as_str(), script.language.tag());
    match &script.veiled_code {
        Some(veiled) => format!("{base}/keys/{mode}/{language}?code={veiled}"),
        None => format!("{base}/keys/{mode}/{language}"),
    }
}

fn say(text: &str, language: Language) -> Option<String> {
    let (spoken, voice) = spoken(language);
    let said = Say::new(text).lang(spoken).voice(Voice::alice).build().ok()?;
    // The crate knows three voices, of which none speaks every language; the first attribute is the voice.
    Some(said.replacen("voice=\"alice\"", &format!("voice=\"{voice}\""), 1))
}

/// The language as Twilio calls it, and who speaks it there: its own voice, where that one does, else one of Amazon's.
const fn spoken(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("en-US", "alice"),
        Language::German => ("de-DE", "alice"),
        Language::French => ("fr-FR", "alice"),
        Language::Spanish => ("es-ES", "alice"),
        Language::Portuguese => ("pt-BR", "alice"),
        Language::Italian => ("it-IT", "alice"),
        Language::Dutch => ("nl-NL", "alice"),
        Language::Polish => ("pl-PL", "alice"),
        Language::Turkish => ("tr-TR", "Polly.Filiz"),
        Language::Arabic => ("arb", "Polly.Zeina"),
        Language::Chinese => ("zh-CN", "alice"),
        Language::Japanese => ("ja-JP", "alice"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(mode: VoiceMode, veiled_code: Option<&str>) -> Script {
        Script {
            language: Language::German,
            mode,
            intro: "Müller & Söhne <sagt> Hallo".into(),
            nothing: "Nichts".into(),
            code: None,
            veiled_code: veiled_code.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_said_is_escaped_and_one_entry_is_taken() {
        let base = "https://reset.contoso.example/webhooks/twilio/calls/1";
        let text = ask(&script(VoiceMode::MatchNumber, None), base).expect("fits");
        assert_eq!(text.matches("Müller &amp; Söhne &lt;sagt&gt; Hallo").count(), 2, "{text}");
        assert!(text.contains(&format!("action=\"{base}/keys/match_number/de\"")), "{text}");
        assert!(text.contains("finishOnKey=\"#\"") && text.contains("language=\"de-DE\""), "{text}");
        for mode in [VoiceMode::PressPound, VoiceMode::ReadCode] {
            let text = ask(&script(mode, None), base).expect("fits");
            assert!(text.contains("numDigits=\"1\" finishOnKey=\"\""), "{text}");
        }
        let text = ask(&script(VoiceMode::ReadCode, Some("123456")), base).expect("fits");
        assert!(text.contains("/keys/read_code/de?code=123456\""), "{text}");
    }

    #[test]
    fn each_language_has_a_voice_that_speaks_it() {
        for language in Language::ALL {
            let said = end("voice=\"alice\"", *language).expect("fits");
            let (spoken, voice) = spoken(*language);
            assert!(
                said.contains(&format!("voice=\"{voice}\"")) && said.contains(&format!("language=\"{spoken}\"")),
                "{said}"
            );
            assert!(said.contains(">voice=") && said.contains("alice"), "what is said stays: {said}");
        }
    }

    #[test]
    fn twiml_has_its_longest_length() {
        let length = |chars: usize| {
            let long = Script { nothing: "a".repeat(chars), ..script(VoiceMode::PressPound, None) };
            ask(&long, "https://x/webhooks/y/calls/1").map(|text| text.chars().count())
        };
        let frame = length(0).expect("fits");
        assert_eq!(length(TWIML_MAX_CHARS - frame), Some(TWIML_MAX_CHARS));
        assert_eq!(length(TWIML_MAX_CHARS - frame + 1), None);
    }
}
