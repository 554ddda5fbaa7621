//! What each answer of a mail server, and each silence, makes of a mail.

mod scripted;

use std::time::Duration;

use rekey_domain::{EmailAddress, Timestamp};
use rekey_notifier::channel::smtp::{EmailMessage, Smtp, SmtpConfigError};
use rekey_notifier::channel::{Accepted, SendError};
use rekey_runtime::config::{SmtpConfig, SmtpTls};
use rekey_testkit::Log;
use scripted::{Scripted, Step};

const RECIPIENT: &str = "alice@contoso.example";
const CODE: &str = "482913";

fn config(port: u16) -> SmtpConfig {
    SmtpConfig {
        host: "127.0.0.1".into(),
        port,
        tls: SmtpTls::NoneOnLoopback,
        username: None,
        password: None,
        ca_file: None,
        from: "rekey@contoso.example".into(),
        timeout_seconds: 1,
        pool: 2,
    }
}

fn smtp(port: u16) -> Smtp {
    Smtp::new(&config(port)).expect("a usable configuration")
}

async fn send(smtp: &Smtp) -> Result<Accepted, SendError> {
    let to = EmailAddress::parse(RECIPIENT).expect("an address");
    let text = format!("Your code\n\n{CODE}\n");
    let mail = EmailMessage {
        to: &to,
        from_name: "Contoso",
        subject: "Your Contoso code, KHW",
        text: &text,
        html: "<!doctype html><p>Grüße</p>",
        message_id: "<0190a7c2-0000-7000-8000-000000000001@reset.contoso.example>",
        date: Timestamp::from_micros(1_795_515_300_000_000),
    };
    smtp.send(&mail).await
}

/// What a server says that takes several commands at a time.
const PIPELINING: (&str, Step) = ("EHLO 2", Step::Say("250-test\r\n250-PIPELINING\r\n250 8BITMIME"));

/// These steps of a server that takes one command at a time, and of one that takes several.
fn both(steps: &[(&'static str, Step)]) -> [Vec<(&'static str, Step)>; 2] {
    [steps.to_vec(), [steps, &[PIPELINING]].concat()]
}

/// Sends one mail to a server with these steps, whether or not it takes several commands at a time.
async fn outcome(steps: &[(&'static str, Step)]) -> Result<Accepted, SendError> {
    let [alone, together] = both(steps);
    let server = Scripted::start(&alone).await;
    let outcome = send(&smtp(server.port)).await;
    let pipelining = Scripted::start(&together).await;
    assert_eq!(send(&smtp(pipelining.port)).await, outcome);
    if !steps.iter().any(|(step, _)| *step == "content") && outcome.is_err() {
        let heard = [server.heard(), pipelining.heard()].concat();
        assert!(!heard.iter().any(|line| line.contains(CODE)), "nothing of the mail was said: {heard:?}");
    }
    outcome
}

fn retry(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Retry(reason.into()))
}

fn refused(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Refused(reason.into()))
}

fn ambiguous(reason: &str) -> Result<Accepted, SendError> {
    Err(SendError::Ambiguous(reason.into()))
}

#[tokio::test]
async fn a_mail_is_accepted_with_the_servers_name_for_it() {
    assert_eq!(outcome(&[]).await, Ok(Accepted { reference: Some("4Zx1Yw2".into()) }));
    assert_eq!(outcome(&[("content", Step::Say("250 fine"))]).await, Ok(Accepted { reference: None }));
}

#[tokio::test]
async fn a_temporary_no_is_tried_again() {
    let busy = Step::Say("451 4.7.1 <alice@contoso.example>: try again later");
    assert_eq!(outcome(&[("RCPT", busy)]).await, retry("recipient: 451 4.7.1"));
    assert_eq!(outcome(&[("MAIL", busy)]).await, retry("sender: 451 4.7.1"));
    assert_eq!(outcome(&[("DATA", busy)]).await, retry("data: 451 4.7.1"));
    assert_eq!(outcome(&[("content", Step::Say("452 4.3.1 disk full"))]).await, retry("content: 452 4.3.1"));
}

#[tokio::test]
async fn a_final_no_is_final_and_its_words_which_hold_the_address_are_left_out() {
    let unknown = Step::Say("550 5.1.1 <alice@contoso.example>: no such user");
    assert_eq!(outcome(&[("RCPT", unknown)]).await, refused("recipient: 550 5.1.1"));
    assert_eq!(outcome(&[("RCPT", Step::Say("550 no alice@contoso.example"))]).await, refused("recipient: 550"));
    assert_eq!(outcome(&[("content", Step::Say("554 5.7.1 spam"))]).await, refused("content: 554 5.7.1"));
}

#[tokio::test]
async fn a_no_that_is_about_us_and_not_about_the_mail_is_tried_again() {
    assert_eq!(outcome(&[("MAIL", Step::Say("530 5.7.0 sign in first"))]).await, retry("sender: 530 5.7.0"));
    assert_eq!(outcome(&[("MAIL", Step::Say("502 5.7.0 sign in first"))]).await, retry("sender: 502 5.7.0"));
    assert_eq!(outcome(&[("MAIL", Step::Say("503 5.5.1 not now"))]).await, retry("sender: 503 5.5.1"));
    assert_eq!(outcome(&[("greeting", Step::Say("554 no service"))]).await, retry("connect: 554"));
    let server = Scripted::start(&[("AUTH", Step::Say("535 5.7.8 wrong password"))]).await;
    let mut config = config(server.port);
    (config.username, config.password) = (Some("rekey".into()), Some("secret".to_owned().into()));
    assert_eq!(send(&Smtp::new(&config).expect("usable")).await, retry("connect: 535 5.7.8"));
}

#[tokio::test]
async fn nobody_there_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    assert_eq!(send(&smtp(port)).await, retry("connect: no connection"));
    assert!(matches!(outcome(&[("greeting", Step::Close)]).await, Err(SendError::Retry(_))));
    assert!(matches!(outcome(&[("RCPT", Step::Close)]).await, Err(SendError::Retry(_))));
}

#[tokio::test]
async fn silence_before_the_content_is_tried_again() {
    assert_eq!(outcome(&[("greeting", Step::Silence)]).await, retry("connect: no answer in time"));
    assert_eq!(outcome(&[("RCPT", Step::Silence)]).await, retry("recipient: no answer in time"));
    assert_eq!(outcome(&[("DATA", Step::Silence)]).await, retry("data: no answer in time"));
}

#[tokio::test]
async fn silence_after_the_content_is_ambiguous() {
    assert_eq!(outcome(&[("content", Step::Silence)]).await, ambiguous("no answer to the content in time"));
    assert!(matches!(outcome(&[("content", Step::Close)]).await, Err(SendError::Ambiguous(_))));
    assert!(matches!(outcome(&[("content", Step::Say("nonsense"))]).await, Err(SendError::Ambiguous(_))));
}

#[tokio::test]
async fn an_answer_that_belongs_to_another_step_takes_nothing_over() {
    let one_behind = Step::Say("354 go on");
    assert_eq!(outcome(&[("MAIL", one_behind)]).await, retry("sender: no answer to this"));
    assert_eq!(outcome(&[("RCPT", one_behind)]).await, retry("recipient: no answer to this"));
    assert_eq!(outcome(&[("DATA", Step::Say("250 fine"))]).await, retry("data: no answer to this"));
    assert_eq!(outcome(&[("content", one_behind)]).await, ambiguous("content: no answer to this"));
}

#[tokio::test]
async fn a_server_hears_several_commands_at_a_time_where_it_says_so() {
    let silent = ("MAIL", Step::Silence);
    for (steps, commands) in [(&[silent][..], &["MAIL"][..]), (&[silent, PIPELINING], &["MAIL", "RCPT", "DATA"])] {
        let server = Scripted::start(steps).await;
        assert_eq!(send(&smtp(server.port)).await, retry("sender: no answer in time"));
        let heard = server.heard();
        let heard: Vec<_> = heard.iter().filter(|line| !line.starts_with("EHLO")).map(|line| &line[..4]).collect();
        assert_eq!(heard, commands);
    }
}

#[tokio::test]
async fn a_server_that_says_only_once_what_it_can_do_gets_its_mail() {
    assert!(outcome(&[("EHLO 2", Step::Say("503 5.5.1 You said that"))]).await.is_ok());
}

#[tokio::test]
async fn a_server_is_asked_what_it_can_do_before_it_is_told_who_asks_since_some_forget_it_then() {
    let server = Scripted::start(&[]).await;
    let mut config = config(server.port);
    (config.username, config.password) = (Some("rekey".into()), Some("secret".to_owned().into()));
    assert!(send(&Smtp::new(&config).expect("usable")).await.is_ok());
    let heard = server.heard();
    let place = |verb: &str| heard.iter().rposition(|line| line.starts_with(verb)).expect("was said");
    assert!(place("EHLO") < place("AUTH") && place("AUTH") < place("MAIL"), "{heard:?}");
}

#[tokio::test]
async fn a_server_that_closes_when_it_is_asked_what_it_can_do_is_tried_again() {
    let server = Scripted::start(&[("EHLO 2", Step::Say("421 4.3.2 Closing"))]).await;
    assert_eq!(send(&smtp(server.port)).await, retry("connect: 421 4.3.2"));
}

#[tokio::test]
async fn where_one_of_several_commands_is_refused_the_content_that_was_asked_for_is_not_sent() {
    let server = Scripted::start(&[("RCPT", Step::Say("550 5.1.1 Unknown")), PIPELINING]).await;
    let smtp = smtp(server.port);
    assert_eq!(send(&smtp).await, refused("recipient: 550 5.1.1"));
    let heard = server.heard();
    assert_eq!(heard.last().map(String::as_str), Some("DATA"), "and the connection was closed: {heard:?}");
    assert!(send(&smtp).await.is_ok());
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_server_without_starttls_hears_neither_password_nor_mail() {
    let server = Scripted::start(&[]).await;
    let mut config = SmtpConfig { tls: SmtpTls::Starttls, ..config(server.port) };
    (config.username, config.password) = (Some("rekey".into()), Some("secret".to_owned().into()));
    let outcome = send(&Smtp::new(&config).expect("usable")).await;
    assert_eq!(outcome, retry("connect: not possible with this server"));
    let spoken = server.heard();
    assert!(spoken.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{spoken:?}");
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_hears_neither_password_nor_mail() {
    let server = Scripted::start(&[]).await;
    let config = SmtpConfig { tls: SmtpTls::Tls, ..config(server.port) };
    assert!(matches!(send(&Smtp::new(&config).expect("usable")).await, Err(SendError::Retry(_))));
    assert!(!server.heard().iter().any(|line| line.contains("MAIL") || line.contains("alice")));
}

#[tokio::test]
async fn a_connection_serves_the_next_mail_too() {
    for steps in both(&[]) {
        let server = Scripted::start(&steps).await;
        let smtp = smtp(server.port);
        for _ in 0..3 {
            assert!(send(&smtp).await.is_ok());
        }
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn a_connection_that_the_server_closed_meanwhile_is_replaced() {
    let closed = [Step::Close, Step::Silence, Step::Say("421 4.4.2 Timeout, closing")];
    for steps in closed.into_iter().flat_map(|closed| both(&[("MAIL 2", closed)])) {
        let server = Scripted::start(&steps).await;
        let smtp = smtp(server.port);
        assert!(send(&smtp).await.is_ok());
        assert!(send(&smtp).await.is_ok());
        assert_eq!(server.connections(), 2);
        let mails = server.heard().iter().filter(|line| line.contains(CODE)).count();
        assert_eq!(mails, 2, "each once");
    }
}

#[tokio::test]
async fn an_answer_to_the_next_mail_is_one() {
    for (says, expected) in
        [("550 5.7.1 Not you", refused("sender: 550 5.7.1")), ("451 4.7.1 Later", retry("sender: 451 4.7.1"))]
    {
        for steps in both(&[("MAIL 2", Step::Say(says))]) {
            let server = Scripted::start(&steps).await;
            let smtp = smtp(server.port);
            assert!(send(&smtp).await.is_ok());
            assert_eq!(send(&smtp).await, expected);
            assert_eq!(server.connections(), 1);
            assert!(send(&smtp).await.is_ok());
            assert_eq!(server.connections(), 2, "answers may be outstanding");
        }
    }
}

#[tokio::test]
async fn a_connection_with_an_answer_outstanding_is_never_used_again() {
    for late in ["content", "RCPT"] {
        for steps in both(&[(late, Step::Silence)]) {
            let server = Scripted::start(&steps).await;
            let smtp = smtp(server.port);
            assert!(send(&smtp).await.is_err());
            assert!(send(&smtp).await.is_ok());
            assert_eq!(server.connections(), 2, "{late}");
        }
    }
}

#[tokio::test]
async fn a_caller_that_gives_up_leaves_no_connection_behind() {
    for steps in ["MAIL", "content"].into_iter().flat_map(|silent| both(&[(silent, Step::Silence)])) {
        let server = Scripted::start(&steps).await;
        let smtp = smtp(server.port);
        assert!(tokio::time::timeout(Duration::from_millis(200), send(&smtp)).await.is_err());
        assert!(send(&smtp).await.is_ok());
        assert_eq!(server.connections(), 2);
    }
}

#[tokio::test]
async fn clear_text_leaves_this_machine_in_no_configuration() {
    let abroad = |host: &str| Smtp::new(&SmtpConfig { host: host.into(), ..config(25) });
    for host in ["mail.contoso.example", "192.0.2.1", "localhost.example", "0.0.0.0", "::"] {
        assert!(matches!(abroad(host), Err(SmtpConfigError::ClearTextAbroad(_))), "{host}");
    }
    for host in ["localhost", "127.0.0.1", "127.9.9.9", "::1"] {
        assert!(abroad(host).is_ok(), "{host}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_said_at_the_start() {
    let name_only = SmtpConfig { username: Some("rekey".into()), ..config(25) };
    assert!(matches!(Smtp::new(&name_only), Err(SmtpConfigError::HalfCredentials)));
    for from in ["", "rekey", "a@b\r\nBcc: c@d", "Rekey <rekey@contoso.example>"] {
        let config = SmtpConfig { from: from.into(), ..config(25) };
        assert!(matches!(Smtp::new(&config), Err(SmtpConfigError::From)), "{from:?}");
    }
    let no_file = SmtpConfig { tls: SmtpTls::Starttls, ca_file: Some("no/such/file.pem".into()), ..config(25) };
    assert!(matches!(Smtp::new(&no_file), Err(SmtpConfigError::AuthorityFile(_))));
}

#[tokio::test]
async fn no_code_address_or_password_is_logged_at_any_level() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = Scripted::start(&[]).await;
    let mut config = config(server.port);
    (config.username, config.password) = (Some("rekey".into()), Some("secret".to_owned().into()));
    let smtp = Smtp::new(&config).expect("usable");
    assert!(send(&smtp).await.is_ok() && send(&smtp).await.is_ok());
    tracing::info!("the log is heard");
    let logged = log.text();
    assert!(logged.contains("the log is heard"));
    // AHJla2V5AHNlY3JldA== is what AUTH PLAIN says.
    for secret in [CODE, RECIPIENT, "AHJla2V5AHNlY3JldA", "KHW"] {
        assert!(!logged.contains(secret), "{logged}");
    }
    assert!(server.heard().iter().any(|line| line.contains(CODE)));
    assert!(server.heard().iter().any(|line| line.contains("AHJla2V5AHNlY3JldA")));
}
