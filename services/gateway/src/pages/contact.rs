//! A masked contact as pages show it: dots for the eye, words for the ear.

use crate::texts::{Markup, Texts, escape};

/// A masked phone number or address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    shown: String,
    spoken: String,
    is_address: bool,
}

impl Mask {
    /// From a hint of the API, `+* *** *** **67` or `f***@g***`.
    pub fn of(hint: &str, texts: Texts) -> Self {
        let shown = hint.replace('*', "•");
        let is_address = hint.contains('@');
        let spoken = if is_address {
            let mut address = hint.replace('*', "…");
            while address.contains("……") {
                address = address.replace("……", "…");
            }
            texts.with("mask-address").arg("address", address).text()
        } else {
            let digits: String = hint.rsplit('*').next().unwrap_or_default().trim().to_owned();
            texts.with("mask-number").arg("digits", digits).text()
        };
        Self { shown, spoken, is_address }
    }

    /// The dots, with the words for screen readers.
    pub fn markup(&self) -> Markup {
        let class = if self.is_address { "mask long" } else { "mask" };
        Markup::trusted(format!(
            "<span class=\"{class}\" aria-hidden=\"true\">{}</span><span class=\"unseen\">{}</span>",
            escape(&self.shown),
            escape(&self.spoken)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn a_masked_contact_has_dots_for_the_eye_and_words_for_the_ear() {
        let texts = Texts::of(Language::English);
        let number = Mask::of("+* *** *** **67", texts).markup().to_string();
        assert!(number.contains("+• ••• ••• ••67") && number.contains("number ending in 67"), "{number}");
        let address = Mask::of("f***@g***", texts).markup().to_string();
        assert!(address.contains("f•••@g•••") && address.contains("address f…@g…"), "{address}");
    }

    #[test]
    fn a_mask_is_escaped() {
        let html = Mask::of("<b>@x", Texts::of(Language::English)).markup().to_string();
        assert!(!html.contains("<b>"), "{html}");
    }
}
