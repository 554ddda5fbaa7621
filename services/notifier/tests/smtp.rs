//! Mail through a real Postfix: STARTTLS with a certificate that is checked, AUTH, and what arrives.

use std::time::Duration;

use mail_parser::MessageParser;
use rekey_domain::{EmailAddress, Timestamp};
use rekey_notifier::channel::SendError;
use rekey_notifier::channel::smtp::{EmailMessage, Smtp};
use rekey_runtime::config::{SmtpConfig, SmtpTls};
use rekey_testkit::servers::SmtpAccess;

const ARRIVAL: Duration = Duration::from_secs(20);
const TEXT: &str = "Grüße\n.a line that begins with a dot\n.\n482913\n";
const HTML: &str = "<!doctype html>\n<p>Grüße, 482913</p>\n";

fn access() -> SmtpAccess {
    SmtpAccess::from_environment().expect("a Postfix")
}

fn config(access: &SmtpAccess) -> SmtpConfig {
    SmtpConfig {
        host: access.host.clone(),
        port: access.port,
        tls: SmtpTls::Starttls,
        username: Some(access.username.clone()),
        password: Some(access.password.clone().into()),
        ca_file: Some(access.ca_file.clone()),
        from: "rekey@contoso.example".into(),
        timeout_seconds: 15,
        pool: 2,
    }
}

fn address(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}.{}@notifier.test", std::process::id())).expect("an address")
}

fn mail<'a>(to: &'a EmailAddress, subject: &'a str) -> EmailMessage<'a> {
    EmailMessage {
        to,
        from_name: "Müller, Söhne & Co.",
        subject,
        text: TEXT,
        html: HTML,
        message_id: "<0190a7c2-0000-7000-8000-000000000001@reset.contoso.example>",
        date: Timestamp::from_micros(1_795_515_300_000_000),
    }
}

#[tokio::test]
async fn a_mail_arrives_whole() {
    let access = access();
    let to = address("whole");
    let smtp = Smtp::new(&config(&access)).expect("usable");
    let accepted = smtp.send(&mail(&to, "Ihr Code für Müller, KHW")).await.expect("accepted");
    assert!(accepted.reference.is_some());
    let mails = access.messages_for(to.as_str(), ARRIVAL).expect("arrives");
    let [arrived] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!(arrived.subject, "Ihr Code für Müller, KHW");
    assert_eq!((arrived.text.trim_end(), arrived.html.trim_end()), (TEXT.trim_end(), HTML.trim_end()));
    assert_eq!(arrived.sender, "rekey@contoso.example");
    for (name, value) in [
        ("Message-ID", "<0190a7c2-0000-7000-8000-000000000001@reset.contoso.example>"),
        ("Date", "Tue, 24 Nov 2026 10:15:00 +0000"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
    ] {
        assert_eq!(arrived.header(name), [value], "{name}");
    }
    assert!(arrived.header("Content-Type")[0].starts_with("multipart/alternative"));
    let parsed = MessageParser::default().parse(&arrived.raw).expect("a message");
    let from = parsed.from().and_then(|from| from.first()).expect("a sender");
    assert_eq!((from.name(), from.address()), (Some("Müller, Söhne & Co."), Some("rekey@contoso.example")));
}

#[tokio::test]
async fn several_mails_at_once_and_one_after_another_all_arrive() {
    let access = access();
    let to = address("several");
    let smtp = Smtp::new(&config(&access)).expect("usable");
    for subject in ["one", "two"] {
        let (first, second) = (mail(&to, subject), mail(&to, subject));
        let (left, right) = tokio::join!(smtp.send(&first), smtp.send(&second));
        assert!(left.is_ok() && right.is_ok(), "{left:?} {right:?}");
    }
    let arrived = rekey_testkit::servers::until("four mails", ARRIVAL, || {
        let mails = access.maildir.delivered_to(to.as_str())?;
        Ok((mails.len() == 4).then_some(mails))
    });
    assert!(arrived.is_ok());
}

#[tokio::test]
async fn a_line_break_in_a_subject_adds_no_header_and_no_recipient() {
    let access = access();
    let (to, other) = (address("broken"), address("stranger"));
    let subject = format!("a\r\nBcc: {}\r\n\r\nhello", other.as_str());
    Smtp::new(&config(&access)).expect("usable").send(&mail(&to, &subject)).await.expect("accepted");
    let mails = access.messages_for(to.as_str(), ARRIVAL).expect("arrives");
    assert!(mails[0].header("Bcc").is_empty());
    assert_eq!(mails[0].text.trim_end(), TEXT.trim_end());
    assert!(access.maildir.delivered_to(other.as_str()).expect("readable").is_empty());
}

#[tokio::test]
async fn an_unknown_authority_and_a_wrong_password_send_nothing() {
    let access = access();
    let to = address("nothing");
    let no_authority = SmtpConfig { ca_file: None, ..config(&access) };
    let wrong = SmtpConfig { password: Some("wrong".to_owned().into()), ..config(&access) };
    let nobody = SmtpConfig { username: None, password: None, ..config(&access) };
    for config in [no_authority, wrong] {
        let outcome = Smtp::new(&config).expect("usable").send(&mail(&to, "x")).await;
        assert!(matches!(outcome, Err(SendError::Retry(_))), "{outcome:?}");
    }
    let outcome = Smtp::new(&nobody).expect("usable").send(&mail(&to, "x")).await;
    assert!(outcome.is_err());
    assert!(access.maildir.delivered_to(to.as_str()).expect("readable").is_empty());
}
