//! The languages that Rekey speaks, on pages, in messages and in what API clients show.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also what is said when nothing else fits.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese, as in Brazil.
    Portuguese,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Polish.
    Polish,
    /// Turkish.
    Turkish,
    /// Arabic, the modern standard.
    Arabic,
    /// Chinese, in simplified characters.
    Chinese,
    /// Japanese.
    Japanese,
}

impl Language {
    /// Every language, in the order of lists.
    pub const ALL: &[Language] = &[
        Language::English,
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Portuguese,
        Language::Italian,
        Language::Dutch,
        Language::Polish,
        Language::Turkish,
        Language::Arabic,
        Language::Chinese,
        Language::Japanese,
    ];

    /// BCP 47 tag, as in `lang` attributes, cookies and `?lang=`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Italian => "it",
            Self::Dutch => "nl",
            Self::Polish => "pl",
            Self::Turkish => "tr",
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::Japanese => "ja",
        }
    }

    /// The direction of its script, as in `dir` attributes.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// The language of a tag, by its primary part (`de-AT` is German).
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language for a locale, else English.
    pub fn of(locale: &str) -> Self {
        Self::parse(locale).unwrap_or(Self::English)
    }

    /// The best language for an `Accept-Language` header, if one fits. At most 16 entries are read.
    pub fn accept(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for entry in header.split(',').take(16) {
            let (tag, parameters) = entry.split_once(';').unwrap_or((entry, ""));
            let Some(language) = Self::parse(tag) else { continue };
            let quality = parameters.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(other, _)| quality > other) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_best_accepted_one() {
        assert_eq!(Language::accept("fi, de;q=0.8, en;q=0.5"), Some(Language::German));
        assert_eq!(Language::accept("zh-TW,zh;q=0.9,en;q=0.8"), Some(Language::Chinese));
        assert_eq!(Language::accept("en-GB,en;q=0.9,de;q=0.9"), Some(Language::English));
        assert_eq!(Language::accept("de;q=0, fi"), None);
        assert_eq!(Language::parse("de-AT"), Some(Language::German));
        assert_eq!(Language::parse("../../etc"), None);
    }

    #[test]
    fn an_unknown_locale_falls_back_to_its_language_and_then_to_english() {
        assert_eq!(Language::of("de"), Language::German);
        assert_eq!(Language::of("DE_ch"), Language::German);
        assert_eq!(Language::of("fi-FI"), Language::English);
        assert_eq!(Language::of(""), Language::English);
        assert_eq!(Language::of("../../etc"), Language::English);
    }

    #[test]
    fn every_language_is_found_by_its_tag_and_arabic_alone_is_written_from_the_right() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.tag()), *language);
            assert_eq!(language.direction() == "rtl", *language == Language::Arabic, "{}", language.tag());
        }
    }
}
