//! What every message keeps to, whatever it says.

use std::path::Path;

use rekey_domain::{Channel, Means, Slot, Timestamp};
use rekey_wire::language::Language;
use rekey_wire::notice::{AccountNews, CodePurpose, HelpLine, MethodChange, Notice, NoticeBody};

use super::samples::{PUBLIC_HOST, bodies, code, notice, request};
use super::sms::{gsm_length, is_one_segment};
use super::texts::Say as _;
use super::{Email, RenderError, Rendered, render};

const EVIL: &str = "<script>alert(1)</script>\r\nBcc: x@evil.example\r\n\r\n<img src=x onerror=y>\"'&\u{202e}";

/// Whether its text messages are of the alphabet with 160 characters a segment.
fn is_gsm(locale: &str) -> bool {
    !["ar", "zh", "ja"].contains(&locale)
}

/// What stands for the administrator in text messages.
fn administrator(locale: &str) -> &'static str {
    match locale {
        "it" => "amministratore",
        "nl" => "beheerder",
        "tr" => "yonetici",
        "ar" => "مسؤول النظام",
        "zh" => "管理员",
        "ja" => "管理者",
        _ => "dministra",
    }
}

fn locales() -> impl Iterator<Item = &'static str> {
    Language::ALL.iter().map(|language| language.tag())
}

fn email(notice: &Notice) -> Email {
    match render(notice, PUBLIC_HOST) {
        Ok(Rendered::Email(email)) => email,
        other => panic!("{other:?}"),
    }
}

fn sms(notice: &Notice) -> String {
    match render(notice, PUBLIC_HOST) {
        Ok(Rendered::Sms(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn house(notice: Notice, house: &str) -> Notice {
    Notice { house: house.into(), ..notice }
}

/// Whether it is mail alone.
fn is_to_administrators(name: &str) -> bool {
    name.starts_with("digest") || name.starts_with("administrator")
}

/// Runs of digits in a text.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

#[test]
fn every_kind_of_notice_is_a_mail_in_every_language() {
    for locale in locales() {
        for (name, body) in bodies() {
            let mail = email(&notice(Channel::Email, locale, body));
            assert!(mail.html.contains(&format!("<html lang=\"{locale}\"")), "{name}");
            assert!(mail.subject.contains("Contoso") && !mail.subject.contains("4829"), "{name}: {}", mail.subject);
            for part in [&mail.subject, &mail.text, &mail.html] {
                assert!(!part.contains("{ $") && !part.contains("${"), "{name} in {locale}: {part}");
            }
            let is_narrow = mail.text.lines().all(|line| textwrap::core::display_width(line) <= 90);
            assert!(mail.text.ends_with('\n') && is_narrow, "{name} in {locale}: {}", mail.text);
        }
    }
}

#[test]
fn every_kind_of_notice_but_those_to_administrators_is_a_text_message_of_one_segment_in_every_language() {
    for locale in locales() {
        for (name, body) in bodies() {
            let rendered = render(&notice(Channel::Sms, locale, body), PUBLIC_HOST);
            match rendered {
                Ok(Rendered::Sms(text)) => {
                    // A mark before it keeps the line in its direction.
                    let is_named = text.trim_start_matches('\u{200f}').starts_with("Contoso");
                    // With 70 characters a code leaves no room for it.
                    let has_no_room = name.starts_with("code") && !is_gsm(locale);
                    assert!((is_named || has_no_room) && is_one_segment(&text), "{name} in {locale}: {text}");
                    assert_eq!(gsm_length(&text).is_some(), is_gsm(locale), "{name} in {locale}: {text}");
                }
                other => assert!(is_to_administrators(name) && other.err() == Some(RenderError::Channel), "{name}"),
            }
        }
    }
}

#[test]
fn a_mail_has_the_code_as_plain_digits_and_the_letters_and_the_lifetime() {
    for (locale, minutes) in [("en", "15 minutes"), ("de", "15 Minuten")] {
        let mail = email(&notice(Channel::Email, locale, code(CodePurpose::Reset, "48291357")));
        for part in [&mail.text, &mail.html] {
            assert!(part.contains("48291357") && part.contains("KHW") && part.contains(minutes), "{part}");
        }
        assert!(mail.subject.contains("KHW"), "{}", mail.subject);
        assert!(mail.text.contains("https://reset.contoso.example/help/contact"), "{}", mail.text);
    }
}

#[test]
fn the_code_is_the_only_number_in_a_text_message_and_the_origin_bound_line_is_its_end() {
    for locale in locales() {
        for digits in ["482913", "48291357"] {
            for purpose in [CodePurpose::Reset, CodePurpose::Registration] {
                let text = sms(&notice(Channel::Sms, locale, code(purpose, digits)));
                assert_eq!(numbers(&text), [digits, digits], "{text}");
                assert!(text.ends_with(&format!("\n\n@reset.contoso.example #{digits}")), "{text}");
                assert!(text.contains("(KHW)"), "{text}");
            }
        }
    }
}

#[test]
fn a_text_message_about_a_change_has_no_number_and_no_link() {
    for locale in locales() {
        let about_changes =
            bodies().into_iter().filter(|(name, _)| !name.starts_with("code") && !is_to_administrators(name));
        for (name, body) in about_changes {
            let text = sms(&notice(Channel::Sms, locale, body));
            assert!(numbers(&text).is_empty() && !text.contains("http"), "{name}: {text}");
            assert!(text.contains(administrator(locale)), "{name} in {locale}: {text}");
        }
    }
}

#[test]
fn a_code_fits_one_segment_with_the_longest_host_house_and_code() {
    for locale in locales() {
        for length in 1..=30 {
            let mut body = code(CodePurpose::Reset, "48291357");
            if let NoticeBody::Code { host, .. } = &mut body {
                *host = "h".repeat(length);
            }
            let text = sms(&house(notice(Channel::Sms, locale, body), &"W".repeat(20)));
            assert!(is_one_segment(&text), "{} in {locale}: {text}", text.len());
            assert!(text.contains("KHW"), "{text}");
            let whole = Language::of(locale).with("sms-code").arg("code", "48291357").arg("reference", "KHW").text();
            assert!(!is_gsm(locale) || text.contains(&whole), "the whole text: {text}");
        }
    }
}

#[test]
fn a_long_host_costs_the_text_and_not_the_last_line() {
    for locale in ["de", "zh"] {
        long_host(locale);
    }
}

fn long_host(locale: &str) {
    let mut body = code(CodePurpose::Reset, "48291357");
    if let NoticeBody::Code { host, .. } = &mut body {
        *host = format!("{}.example", "h".repeat(90));
    }
    let text = sms(&notice(Channel::Sms, locale, body));
    assert!(is_one_segment(&text) && text.starts_with("Code 48291357 (KHW)\n\n@hhh"), "{text}");
}

#[test]
fn a_text_message_names_nobody_but_a_harmless_house() {
    for name in ["Studio 54", "Контосо", "Contoso @evil.example #999999", EVIL, ""] {
        let text = sms(&house(notice(Channel::Sms, "en", code(CodePurpose::Reset, "482913")), name));
        assert!(text.starts_with("Your code is 482913"), "{text}");
        assert_eq!(numbers(&text), ["482913", "482913"], "{text}");
    }
}

fn evil_bodies() -> Vec<NoticeBody> {
    let at = Timestamp::from_micros(0);
    let evil = || EVIL.to_owned();
    let change = || MethodChange { means: Means::Contact(Slot::MobilePhone), hint: evil(), at, contact_url: evil() };
    let line = || HelpLine { user_id: evil(), reach_me: evil(), message: evil(), at };
    let mut with_code = code(CodePurpose::Reset, "482913");
    if let NoticeBody::Code { reference, host, contact_url, .. } = &mut with_code {
        (*reference, *host, *contact_url) = (evil(), evil(), evil());
    }
    vec![
        with_code,
        NoticeBody::PasswordChanged { at, network: evil(), device: evil(), contact_url: evil() },
        NoticeBody::MethodAdded(change()),
        NoticeBody::MethodRemoved(change()),
        NoticeBody::HelpDigest { requests: vec![line(), line()], omitted: 1 },
        NoticeBody::AdministratorReset {
            user_id: evil(),
            news: AccountNews { at, network: evil(), device: evil(), contact_url: evil() },
        },
    ]
}

#[test]
fn what_comes_from_outside_is_escaped_and_breaks_no_line() {
    for locale in locales() {
        for body in evil_bodies() {
            let mail = email(&house(notice(Channel::Email, locale, body), EVIL));
            assert!(!mail.subject.chars().any(char::is_control), "{:?}", mail.subject);
            assert!(!mail.html.contains("<script") && !mail.html.contains("<img"), "{}", mail.html);
            assert!(mail.html.contains("&#60;script&#62;"), "{}", mail.html);
            let forged = |line: &str| EVIL.lines().skip(1).any(|own| !own.is_empty() && line == own);
            assert!(!mail.text.lines().any(forged), "{}", mail.text);
            for part in [&mail.text, &mail.html] {
                assert!(!part.contains('\u{202e}') && !part.contains('\r'), "{part}");
            }
        }
    }
}

#[test]
fn a_text_message_carries_nothing_evil() {
    // Help desks and administrators are written to by mail alone.
    let texted =
        |body: &NoticeBody| !matches!(body, NoticeBody::HelpDigest { .. } | NoticeBody::AdministratorReset { .. });
    for body in evil_bodies().into_iter().filter(texted) {
        let text = sms(&house(notice(Channel::Sms, "en", body), EVIL));
        assert!(!text.contains("script") && !text.contains("evil") && !text.contains('\r'), "{text}");
    }
}

#[test]
fn a_mail_links_to_the_administrator_only_and_only_by_a_known_scheme() {
    let link = |url: &str| {
        let mut body = code(CodePurpose::Reset, "482913");
        if let NoticeBody::Code { contact_url, .. } = &mut body {
            *contact_url = url.into();
        }
        let html = email(&notice(Channel::Email, "en", body)).html;
        html.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap_or_default().to_owned())
    };
    assert_eq!(link("/help/contact").as_deref(), Some("https://reset.contoso.example/help/contact"));
    assert_eq!(link("mailto:help@contoso.example").as_deref(), Some("mailto:help@contoso.example"));
    for url in ["javascript:alert(1)", "//evil.example/", "", "https://a b", "data:text/html,x", "https://x\r\ny"] {
        assert_eq!(link(url), None, "{url:?}");
    }
}

#[test]
fn how_many_recovery_codes_are_left_is_told_in_a_mail_by_a_number_and_in_a_text_message_by_a_word() {
    let body = |left| {
        let news = AccountNews {
            at: Timestamp::from_micros(0),
            network: String::new(),
            device: String::new(),
            contact_url: "/help/contact".into(),
        };
        NoticeBody::RecoveryCodeUsed { left, news }
    };
    for (locale, nine, none, last_one) in [
        ("en", "Nine are left", "None is left", "it was the last one"),
        ("de", "Neun sind", "Keiner ist", "war der letzte"),
    ] {
        let mail = email(&notice(Channel::Email, locale, body(9)));
        assert!(mail.text.contains(": 9\n"), "{}", mail.text);
        let last = email(&notice(Channel::Email, locale, body(0)));
        assert!(last.text.contains(last_one) && !mail.text.contains(last_one), "{}", last.text);
        let texts = [9, 0].map(|left| sms(&notice(Channel::Sms, locale, body(left))));
        assert!(texts[0].contains(nine) && texts[1].contains(none), "{texts:?}");
    }
}

#[test]
fn the_way_to_the_administrator_has_the_name_of_the_help_desk() {
    let notice =
        Notice { help_name: "IT Help".into(), ..notice(Channel::Email, "en", code(CodePurpose::Reset, "482913")) };
    let mail = email(&notice);
    assert!(
        mail.html.contains("Contact your administrator: IT Help") && mail.text.contains("IT Help"),
        "{}",
        mail.text
    );
}

#[test]
fn a_mail_loads_nothing() {
    for (name, body) in bodies() {
        let html = email(&notice(Channel::Email, "en", body)).html;
        for tag in ["<img", "src=", "url(", "@import", "<link", "<script", "<form"] {
            assert!(!html.contains(tag), "{name}: {tag}");
        }
        assert!(html.contains("prefers-color-scheme: dark") && html.contains("name=\"color-scheme\""), "{name}");
        // Gmail cuts what is longer.
        assert!(html.len() < 102 * 1024, "{name}: {} bytes", html.len());
    }
}

#[test]
fn an_unknown_locale_is_served_in_its_language_or_in_english() {
    let title = |locale: &str| email(&notice(Channel::Email, locale, code(CodePurpose::Reset, "482913"))).subject;
    assert_eq!(title("de-CH"), title("de"));
    assert_eq!(title("fi"), title("en"));
    assert_ne!(title("de"), title("en"));
}

#[test]
fn a_digest_is_bounded_and_counts_what_it_leaves_out() {
    let requests: Vec<_> = (0..21).map(|number| request(&format!("user{number}"), &"x ".repeat(900))).collect();
    let mail = email(&notice(Channel::Email, "en", NoticeBody::HelpDigest { requests, omitted: 4 }));
    assert_eq!(mail.subject, "Contoso: 25 requests for help with a password");
    assert!(mail.html.contains("user19") && !mail.html.contains("user20"));
    assert!(mail.text.contains("5 more requests wait for the next mail."), "{}", mail.text);
    assert!(mail.text.contains("(shortened)"));
    assert!(mail.html.len() < 102 * 1024, "{} bytes", mail.html.len());
}

#[test]
fn what_somebody_wrote_is_marked_in_the_plain_part() {
    let lie = request("bob", "all fine\n-- \nContact your administrator:\nhttps://evil.example");
    let mail = email(&notice(Channel::Email, "en", NoticeBody::HelpDigest { requests: vec![lie], omitted: 0 }));
    for line in ["> all fine", "> --", "> https://evil.example"] {
        assert!(mail.text.lines().any(|written| written == line), "{line}\n{}", mail.text);
    }
}

#[test]
fn debug_output_has_no_words() {
    for channel in [Channel::Email, Channel::Sms] {
        let rendered = render(&notice(channel, "en", code(CodePurpose::Reset, "482913")), PUBLIC_HOST);
        assert!(!format!("{rendered:?}").contains("482913"));
    }
}

/// Every message as a file, to be looked at in a browser.
#[test]
fn every_message_is_written_to_the_target_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/notices");
    // What was written of messages that are no more would be looked at, too.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for locale in locales() {
        let mut texts = String::new();
        for (name, body) in bodies() {
            let mail = email(&notice(Channel::Email, locale, body));
            std::fs::write(folder.join(format!("{name}.{locale}.html")), &mail.html).expect("writes");
            let plain = format!("Subject: {}\n\n{}", mail.subject, mail.text);
            std::fs::write(folder.join(format!("{name}.{locale}.txt")), plain).expect("writes");
        }
        for (name, body) in bodies().into_iter().filter(|(name, _)| !is_to_administrators(name)) {
            let text = sms(&notice(Channel::Sms, locale, body));
            texts.push_str(&format!("== {name}, {} characters\n{text}\n\n", text.chars().count()));
        }
        std::fs::write(folder.join(format!("sms.{locale}.txt")), texts).expect("writes");
    }
}
