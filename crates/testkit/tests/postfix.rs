//! The mail server: what a client has to get right, and where its messages arrive.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lettre::message::MultiPart;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransportBuilder};
use lettre::{Message, SmtpTransport, Transport as _};
use rekey_testkit::servers::{Postfix, SmtpAccess};

/// For one answer of the server, and for a message's way into the maildir.
const DEADLINE: Duration = Duration::from_secs(20);
const TEXT: &str = "Your code: 123456\nGrüße";
const HTML: &str = "<p>123456 – Grüße</p>";

/// One for all tests of this file; it ends with this process.
static SERVER: LazyLock<Postfix> = LazyLock::new(|| Postfix::start().expect("Postfix starts"));

/// Trusts this certificate authority only where it is given.
fn starttls(access: &SmtpAccess, trusts_its_authority: Option<&SmtpAccess>) -> SmtpTransportBuilder {
    let mut parameters = TlsParameters::builder(access.host.clone());
    if let Some(access) = trusts_its_authority {
        let authority = std::fs::read(&access.ca_file).expect("the authority's certificate");
        parameters = parameters.add_root_certificate(Certificate::from_pem(&authority).expect("PEM"));
    }
    plain(access).tls(Tls::Required(parameters.build().expect("parameters")))
}

fn plain(access: &SmtpAccess) -> SmtpTransportBuilder {
    SmtpTransport::builder_dangerous(&access.host).port(access.port).timeout(Some(DEADLINE))
}

fn credentials(access: &SmtpAccess) -> Credentials {
    Credentials::new(access.username.clone(), access.password.clone())
}

fn send(transport: SmtpTransportBuilder, to: &str, subject: &str) -> Result<(), Error> {
    let message = Message::builder()
        .from("Contoso <help@contoso.example>".parse().expect("an address"))
        .to(to.parse().expect("an address"))
        .subject(subject)
        .multipart(MultiPart::alternative_plain_html(TEXT.to_owned(), HTML.to_owned()))
        .expect("a message");
    transport.build().send(&message).map(drop)
}

#[test]
fn a_message_sent_as_it_should_be_is_read_back_whole() {
    let access = SERVER.access();
    let transport = || starttls(access, Some(access)).credentials(credentials(access));
    send(transport(), "Bob@Fabrikam.example", "Prüfcode").expect("accepted");
    let mails = SERVER.messages_for("bob@fabrikam.example", DEADLINE).expect("delivered");
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!((mail.recipient.as_str(), mail.sender.as_str()), ("bob@fabrikam.example", "help@contoso.example"));
    assert_eq!((mail.subject.as_str(), mail.text.trim_end()), ("Prüfcode", TEXT));
    assert_eq!(mail.html.trim_end(), HTML);
    assert_eq!(mail.header("from"), ["Contoso <help@contoso.example>"]);

    send(transport(), "bob@fabrikam.example", "Another").expect("accepted");
    let both = || access.maildir.delivered_to("bob@fabrikam.example").map(|mails| (mails.len() == 2).then_some(mails));
    let mails = rekey_testkit::servers::until("two mails", DEADLINE, both).expect("delivered");
    assert_eq!(mails[1].subject, "Another", "oldest first");
}

#[test]
fn mail_to_the_world_is_accepted_and_goes_nowhere() {
    let access = SERVER.access();
    let transport = || starttls(access, Some(access)).credentials(credentials(access));
    send(transport(), "someone@rekey.invalid", "Into the void").expect("accepted");
    send(transport(), "marker@void.test", "After it").expect("accepted");
    SERVER.messages_for("marker@void.test", DEADLINE).expect("delivered");
    assert!(access.maildir.delivered_to("someone@rekey.invalid").expect("readable").is_empty());
}

#[test]
fn without_tls_without_trust_or_with_a_wrong_password_nothing_is_sent() {
    let access = SERVER.access();
    let wrong = Credentials::new(access.username.clone(), "wrong".into());
    let refused = [
        ("no TLS", plain(access)),
        ("no TLS, with a password", plain(access).credentials(credentials(access))),
        ("an authority that nobody knows", starttls(access, None).credentials(credentials(access))),
        ("a wrong password", starttls(access, Some(access)).credentials(wrong)),
        ("no password", starttls(access, Some(access))),
    ];
    for (what, transport) in refused {
        let began = Instant::now();
        send(transport, "refused@contoso.example", "No").expect_err(what);
        assert!(began.elapsed() < DEADLINE, "{what}: refused by an answer, not by silence");
    }
    assert!(access.maildir.delivered_to("refused@contoso.example").expect("readable").is_empty());
}

#[test]
fn a_dropped_server_does_not_answer_any_more() {
    let server = Postfix::start().expect("Postfix starts");
    let access = server.access().clone();
    assert!(access.ca_file.exists());
    drop(server);
    let refused = send(plain(&access), "bob@contoso.example", "No").expect_err("gone");
    assert!(!refused.is_permanent() && !refused.is_transient(), "nobody answered: {refused}");
    assert!(!access.ca_file.exists());
}
