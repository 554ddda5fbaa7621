//! What holds for every page, read from its samples; and the samples written to `target/gallery` to be looked at.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::samples::{self, HOSTILE};
use crate::assets;
use crate::texts::{Language, Texts};

fn every_sample() -> impl Iterator<Item = (String, String)> {
    Language::ALL.iter().flat_map(|language| {
        samples::all(*language).into_iter().map(move |(name, html)| (format!("{}/{name}", language.tag()), html))
    })
}

#[test]
fn the_gallery_shows_every_page_in_every_language() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    for (path, content) in assets::all() {
        let file = root.join(path.trim_start_matches('/'));
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of an asset");
        fs::write(file, content).expect("an asset");
    }
    for (name, html) in every_sample() {
        let file = root.join(format!("{name}.html"));
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of a language");
        fs::write(file, html).expect("a page");
    }
}

#[test]
fn no_page_has_inline_style_or_script() {
    for (name, html) in every_sample() {
        for forbidden in
            [" style=", "<style", "javascript:", " onclick", " onload", " onsubmit", " onchange", " oninput"]
        {
            assert!(!html.contains(forbidden), "{forbidden} in {name}");
        }
        for tag in html.split("<script").skip(1) {
            assert!(
                tag.starts_with(" src=\"/assets/") && tag.contains("></script>"),
                "a script in {name}: {}",
                &tag[..60]
            );
        }
    }
}

#[test]
fn no_page_names_another_host_but_in_links_to_follow() {
    for (name, html) in every_sample() {
        for attribute in ["src=\"", "action=\"", "data-url=\"", "data-worker=\""] {
            for value in html.split(attribute).skip(1) {
                assert!(value.starts_with('/') && !value.starts_with("//"), "{attribute} in {name}");
            }
        }
    }
}

#[test]
fn what_people_typed_is_escaped_on_every_page() {
    let mut escaped = 0;
    for (name, html) in every_sample() {
        assert!(!html.contains("<u>"), "unescaped in {name}");
        assert!(!html.contains(HOSTILE), "unescaped in {name}");
        assert!(!html.contains("&#38;lt;") && !html.contains("&amp;lt;"), "escaped twice in {name}");
        escaped += usize::from(html.contains("&lt;u&gt;") || html.contains("&#60;u&#62;"));
    }
    assert!(escaped >= 2 * 8, "{escaped} pages show hostile values");
}

#[test]
fn a_page_has_one_heading_one_main_and_at_most_one_filled_button_per_group_of_choices() {
    for (name, html) in every_sample() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
        let filled = html.matches("class=\"button\"").count()
            + html.matches("class=\"button fit\"").count()
            + html.matches("class=\"button small\"").count()
            + html.matches("class=\"door filled\"").count();
        assert!(filled <= 1, "{filled} filled buttons in {name}");
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in every_sample() {
        for form in html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            // What only asks changes nothing.
            if form.contains("method=\"get\"") {
                continue;
            }
            assert!(form.contains("method=\"post\"") && form.contains("name=\"csrf\" value=\"token\""), "{name}");
        }
    }
}

#[test]
fn a_page_with_a_problem_says_so_in_title_summary_and_field() {
    for (name, html) in every_sample().filter(|(name, _)| name.ends_with("-error")) {
        let title = html.split("<title>").nth(1).unwrap_or_default();
        let language = Language::of(name.split('/').next().unwrap_or_default());
        let says_so = Texts::of(language).with("title-error").arg("title", "").text();
        assert!(title.starts_with(says_so.trim_end()), "{name}: {title}");
        assert!(html.contains("class=\"summary\""), "{name}");
        for link in html.split("<a href=\"#").skip(1).filter(|link| !link.starts_with("main")) {
            let field = link.split('"').next().unwrap_or_default();
            assert!(html.contains(&format!("id=\"{field}\"")), "{field} in {name}");
            assert!(html.contains(&format!("id=\"{field}-problem\"")), "{field} in {name}");
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (name, html) in every_sample() {
        let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let known: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "an id stands twice in {name}");
        for attribute in ["aria-describedby=\"", "aria-labelledby=\"", " for=\""] {
            for value in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                for id in value.split(' ') {
                    assert!(known.contains(id), "{id} in {name}");
                }
            }
        }
    }
}

#[test]
fn every_page_leads_to_the_administrator_and_to_help() {
    for (name, html) in every_sample() {
        assert!(html.contains("href=\"/help\"") && html.contains("href=\"/privacy\""), "{name}");
        assert!(
            html.contains("href=\"/help/contact\"") || html.contains("href=\"https://help.contoso.example/\""),
            "{name}"
        );
    }
}

#[test]
fn buttons_hold_the_words_of_the_product() {
    let pages: Vec<_> = samples::all(Language::English);
    let of = |name: &str| &pages.iter().find(|(other, _)| other == name).expect("a sample").1;
    for (page, word) in [
        ("who", "Next"),
        ("choose", "Next"),
        ("code-sms", "verify"),
        ("verify-phone", "verify"),
        ("password", "Finish"),
        ("phone", "text me"),
        ("phone-error", "call me"),
        ("info-nothing", "set it up now"),
        ("thanks-backup", "set it up now"),
    ] {
        assert!(of(page).contains(&format!(">{word}<")), "{word} on {page}");
    }
    assert!(!of("phone").contains("call me"), "a call is offered only where it is possible");
}

#[test]
fn the_code_of_a_call_is_typed_by_no_reference_and_only_until_the_call_is_over() {
    for language in Language::ALL {
        let pages = samples::all(*language);
        let of = |name: &str| &pages.iter().find(|(other, _)| other == name).expect("a sample").1;
        let has_field = |name: &str| of(name).contains("<input id=\"code\"");
        let shown = |name: &str| of(name).contains("<span>KHW") || of(name).contains("<strong>KHW");
        for name in ["code-sms", "code-email", "verify-phone"] {
            assert!(has_field(name) && shown(name), "{name}");
        }
        for name in ["code-call", "code-call-answered", "code-call-error", "verify-code-call"] {
            assert!(has_field(name) && !shown(name), "{name}");
        }
        for end in ["no-answer", "nothing-pressed", "wrong-keys", "voicemail"] {
            let name = format!("code-call-{end}");
            assert!(!has_field(&name) && of(&name).contains("action=\"/reset/code/again\""), "{name}");
            let (title, text) = (format!("call-end-{end}-title"), format!("call-end-{end}"));
            let texts = Texts::of(*language);
            assert!(of(&name).contains(&texts.say(&title)), "{name}");
            let own = texts.find(&format!("call-code-end-{end}")).unwrap_or_else(|| texts.say(&text));
            assert!(of(&name).contains(&own), "{name}");
        }
        assert!(!has_field("verify-code-call-busy"));
    }
}

#[test]
fn secrets_are_never_put_back_into_a_page() {
    for (name, html) in every_sample() {
        for field in html.split("<input").skip(1).map(|field| field.split('>').next().unwrap_or_default()) {
            let secret = field.contains("type=\"password\"") || field.contains("name=\"code\"");
            assert!(!(secret && field.contains(" value=")), "{field} in {name}");
        }
    }
}
