//! What every page has around it, and how it says what went wrong.

use crate::assets;
use crate::pages::icons;
use crate::texts::{Language, Markup, Texts, escape};

pub use rekey_wire::http::HELP_PATH;
use rekey_wire::http::HelpView;

/// What the gateway knows of a request before it knows the page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Sentences in the reader's language.
    pub texts: Texts,
    /// Name of the organisation.
    pub house: String,
    /// Way to the administrator: a URL, `mailto:`, or [`HELP_PATH`].
    pub contact_url: String,
    /// Name of whom it leads to; empty where it has none.
    pub contact_name: String,
    /// Path of the page, for the links of the language list.
    pub path: String,
    /// Token that every form of the page carries in its field `csrf`.
    pub csrf: String,
    /// Whether the bar offers to sign out.
    pub bar: Bar,
}

impl Visit {
    /// With the way to the administrator that a service told.
    #[must_use]
    pub fn with_help(self, help: &HelpView) -> Self {
        let contact_name = help.name.clone().unwrap_or_default();
        Self { contact_url: contact_link(&help.contact_url), contact_name, ..self }
    }
}

/// What stands at the end of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// The language alone.
    Plain,
    /// A person is signed in: "sign out" too.
    SignedIn,
    /// An administrator is signed in: "sign out" too.
    Administrator,
}

/// Something that went wrong, beside its field and in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field; none where the whole page is meant.
    pub field: Option<&'static str>,
    /// The sentence.
    pub text: String,
}

impl FieldProblem {
    /// Something is wrong with a field.
    pub fn of(field: &'static str, text: String) -> Self {
        Self { field: Some(field), text }
    }

    /// Something is wrong, but with no field.
    pub fn general(text: String) -> Self {
        Self { field: None, text }
    }
}

/// Frame of a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What the gateway knows of the request.
    pub visit: Visit,
    /// Sentences in the reader's language.
    pub t: Texts,
    /// Heading, and first part of the title.
    pub title: String,
    /// What went wrong.
    pub problems: Vec<FieldProblem>,
}

impl Frame {
    /// A frame whose heading is the text of this name.
    pub fn titled(visit: Visit, key: &str) -> Self {
        let t = visit.texts;
        Self { title: t.say(key), t, visit, problems: Vec::new() }
    }

    /// With what went wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<FieldProblem>) -> Self {
        self.problems = problems;
        self
    }

    /// Title of the document: starts with "Error:" when something went wrong.
    pub fn document_title(&self) -> String {
        let title = self.t.with("title-house").arg("title", &self.title).arg("house", &self.visit.house).text();
        if self.problems.is_empty() { title } else { self.t.with("title-error").arg("title", title).text() }
    }

    /// BCP 47 tag of the page.
    pub fn language(&self) -> &'static str {
        self.t.language().tag()
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.t.language().direction()
    }

    /// Tag, name in itself, and whether it is the page's, of every language.
    pub fn languages(&self) -> Vec<(&'static str, String, bool)> {
        let own = |language: &Language| Texts::of(*language).say("language-name");
        Language::ALL.iter().map(|each| (each.tag(), own(each), *each == self.t.language())).collect()
    }

    /// First letter of the organisation's name, for the tile where it has no logo.
    pub fn initial(&self) -> String {
        self.visit.house.chars().next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default()
    }

    /// Where the bar's "sign out" goes.
    pub fn sign_out(&self) -> Option<&'static str> {
        match self.visit.bar {
            Bar::Plain => None,
            Bar::SignedIn => Some("/sign-out"),
            Bar::Administrator => Some("/admin/sign-out"),
        }
    }

    /// URL of an asset.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// A drawing.
    pub fn icon(&self, name: &str) -> Markup {
        icons::icon(name)
    }

    /// The hidden field that every form carries.
    pub fn token(&self) -> Markup {
        Markup::trusted(format!("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", escape(&self.visit.csrf)))
    }

    /// Whether something is wrong with a field.
    pub fn is_wrong(&self, field: &str) -> bool {
        self.problems.iter().any(|problem| problem.field == Some(field))
    }

    /// What is wrong with a field, to stand above its input; nothing where nothing is.
    pub fn wrong(&self, field: &str) -> Markup {
        let Some(problem) = self.problems.iter().find(|problem| problem.field == Some(field)) else {
            return Markup::default();
        };
        let (icon, text) = (icons::icon("warning"), escape(&problem.text));
        Markup::trusted(format!("<p class=\"wrong\" id=\"{field}-problem\">{icon}<span>{text}</span></p>"))
    }

    /// Attributes that tie an input to its hint and to what is wrong with it.
    pub fn described(&self, field: &str, hint: &str) -> Markup {
        let mut ids = Vec::new();
        if !hint.is_empty() {
            ids.push(escape(hint));
        }
        let mut invalid = "";
        if self.is_wrong(field) {
            ids.push(format!("{field}-problem"));
            invalid = " aria-invalid=\"true\"";
        }
        if ids.is_empty() {
            return Markup::default();
        }
        Markup::trusted(format!(" aria-describedby=\"{}\"{invalid}", ids.join(" ")))
    }

    /// "Step 2 of 3 · Prove it is you", and the key below it.
    pub fn step(&self, step: u8) -> Markup {
        let name = match step {
            1 => self.t.say("step-account"),
            2 => self.t.say("step-prove"),
            _ => self.t.say("step-password"),
        };
        let count = self.t.with("step").count("step", step).text();
        let part = |part: u8| match part.cmp(&step) {
            std::cmp::Ordering::Less => "<i class=\"done\"></i>",
            std::cmp::Ordering::Equal => "<i class=\"now\"></i>",
            std::cmp::Ordering::Greater => "<i></i>",
        };
        let key: String = (1..=3).map(part).collect();
        Markup::trusted(format!(
            "<p class=\"steps\">{} · <strong>{}</strong></p><div class=\"key\" aria-hidden=\"true\">{key}</div>",
            escape(&count),
            escape(&name)
        ))
    }

    /// "Contact your administrator", with the name of the help desk where it has one.
    pub fn contact_words(&self) -> String {
        match self.visit.contact_name.as_str() {
            "" => self.t.say("contact-administrator"),
            name => self.t.with("contact-administrator-named").arg("name", name).text(),
        }
    }

    /// The link "Contact your administrator" inside a sentence.
    pub fn with_contact(&self, key: &str) -> Markup {
        self.t.with(key).arg("house", &self.visit.house).link(self.visit.contact_url.as_str()).markup()
    }
}

/// The way to the administrator as pages may link to it: a web address, `mailto:`, or a path of ours; anything else
/// (a script, another scheme) leads to the form.
pub fn contact_link(url: &str) -> String {
    let own_path = url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
    if own_path || is_web(url) || url.starts_with("mailto:") { url.to_owned() } else { HELP_PATH.to_owned() }
}

/// A sign-in address as pages may link to it: a web address or nothing.
pub fn sign_in_link(url: Option<&str>) -> Option<String> {
    url.filter(|url| is_web(url)).map(str::to_owned)
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_administrator_are_web_mail_or_ours() {
        assert_eq!(contact_link("https://help.contoso.example/"), "https://help.contoso.example/");
        assert_eq!(contact_link("mailto:help@contoso.example"), "mailto:help@contoso.example");
        assert_eq!(contact_link("/help/contact"), "/help/contact");
        for bad in ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "", "help"] {
            assert_eq!(contact_link(bad), HELP_PATH, "{bad}");
        }
        assert_eq!(sign_in_link(Some("javascript:alert(1)")), None);
    }
}
