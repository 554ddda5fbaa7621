//! Mail over SMTP: encrypted or not at all, over connections that are kept for the next mail.
//!
//! - Without TLS only to this same machine, and only where the configuration says so.
//! - Each step has a deadline, and an answer that does not belong to it is an error. A connection goes back into the pool only after the
//!   server's last answer was read and right: after an error, a timeout or a dropped future it is closed. (The transport of the mail
//!   library puts a connection back whose caller gave up, and then reads the late answer to one mail as the answer to the next; so
//!   the pool is ours.)
//! - The mail library logs what it writes, codes and passwords included: its events are muted here.

mod message;
mod outcome;
mod session;

use std::fmt;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::extension::ClientId;
use rekey_domain::{EmailAddress, Timestamp};
use rekey_runtime::config::{SmtpConfig, SmtpTls};
use secrecy::ExposeSecret as _;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::NoSubscriber;

use self::session::Session;
use super::{Accepted, SendError};

/// A connection that lay longer is not used again: servers close idle ones, many after a minute.
const IDLE_MAX: Duration = Duration::from_secs(30);
/// The server may look at a mail before it answers: by as much longer than any other step, which makes 40 s of 15. RFC 5321 4.5.3.2.6 asks
/// for ten minutes; nobody may wait for a code so long.
const CONTENT_FACTOR: (u32, u32) = (8, 3);

/// A mail, ready to be sent.
#[derive(Clone, Copy)]
pub struct EmailMessage<'a> {
    /// Where it goes.
    pub to: &'a EmailAddress,
    /// Name beside our address: the organisation.
    pub from_name: &'a str,
    /// One line.
    pub subject: &'a str,
    /// The plain part.
    pub text: &'a str,
    /// The HTML part.
    pub html: &'a str,
    /// `<uuid@host>`, the same through every retry.
    pub message_id: &'a str,
    /// What the mail says as its time.
    pub date: Timestamp,
}

impl fmt::Debug for EmailMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailMessage({})", self.message_id)
    }
}

/// Why a mail server cannot be used as configured.
#[derive(Debug, Error)]
pub enum SmtpConfigError {
    /// Unencrypted mail must not leave the machine.
    #[error("smtp.tls = \"none_on_loopback\" is for a mail server on this machine, not for {0}")]
    ClearTextAbroad(String),
    /// Not a mail address.
    #[error("smtp.from is not a mail address")]
    From,
    /// A name without a password, or a password without a name.
    #[error("smtp.username and smtp.password go together")]
    HalfCredentials,
    /// The file of the authority cannot be read.
    #[error("smtp.ca_file cannot be read: {0}")]
    AuthorityFile(#[source] std::io::Error),
    /// The file of the authority holds no certificate, or the host name is none.
    #[error("smtp.ca_file or smtp.host cannot be used for TLS")]
    Tls,
}

enum Security {
    None,
    StartTls(TlsParameters),
    Tls(TlsParameters),
}

struct Idle {
    session: Session,
    since: Instant,
}

/// A mail server, and the connections to it.
pub struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    from: Address,
    step_limit: Duration,
    idle_max: usize,
    idle: Mutex<Vec<Idle>>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{})", self.host, self.port)
    }
}

impl Smtp {
    /// Takes a server as configured. Connects to nothing yet; reads the authority's file.
    ///
    /// # Errors
    /// When mail would leave the machine in clear text, or a value cannot be used.
    pub fn new(config: &SmtpConfig) -> Result<Self, SmtpConfigError> {
        let credentials = match (&config.username, &config.password) {
            (Some(name), Some(password)) => Some(Credentials::new(name.clone(), password.expose_secret().to_owned())),
            (None, None) => None,
            _ => return Err(SmtpConfigError::HalfCredentials),
        };
        let from: Address = config.from.parse().map_err(|_| SmtpConfigError::From)?;
        if !config.from.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SmtpConfigError::From);
        }
        Ok(Self {
            host: config.host.clone(),
            port: config.port,
            security: security(config)?,
            credentials,
            from,
            step_limit: Duration::from_secs(config.timeout_seconds),
            idle_max: usize::try_from(config.pool).unwrap_or(usize::MAX),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// Sends a mail. Safe to drop at any time: then its outcome is unknown, and its connection is closed.
    ///
    /// # Errors
    /// When the server did not take it over, or it is unknown whether it did.
    pub async fn send(&self, mail: &EmailMessage<'_>) -> Result<Accepted, SendError> {
        self.deliver(mail).with_subscriber(NoSubscriber::default()).await
    }

    async fn deliver(&self, mail: &EmailMessage<'_>) -> Result<Accepted, SendError> {
        let to: Address = mail.to.as_str().parse().map_err(|_| SendError::Refused("recipient not sendable".into()))?;
        let bytes = message::compose(&self.from, &to, mail)?;
        let envelope = Envelope::new(Some(self.from.clone()), vec![to])
            .map_err(|_| SendError::Refused("recipient not sendable".into()))?;
        let mut session = self.begin(&envelope, &bytes).await?;
        let accepted = self.transfer(&mut session, &envelope, &bytes).await?;
        self.keep(session);
        Ok(accepted)
    }

    /// Hands over a mail whose sender was named. Until its content is written nothing is in doubt; from then on only the server's answer tells.
    async fn transfer(&self, session: &mut Session, envelope: &Envelope, bytes: &[u8]) -> Result<Accepted, SendError> {
        for recipient in envelope.to() {
            let answer = self.step("recipient", session.recipient(recipient)).await?;
            outcome::done("recipient", answer)?;
        }
        let answer = self.step("data", session.data()).await?;
        outcome::go_on("data", answer)?;
        let limit = self.step_limit * CONTENT_FACTOR.0 / CONTENT_FACTOR.1;
        match tokio::time::timeout(limit, session.content(bytes)).await {
            Ok(Ok(response)) => outcome::accepted(&response),
            Ok(Err(error)) => Err(outcome::of_content(&error)),
            Err(_) => Err(SendError::Ambiguous("no answer to the content in time".into())),
        }
    }

    /// Waits for one step before the content, for as long as is configured.
    async fn step<T>(&self, name: &str, work: impl Future<Output = T>) -> Result<T, SendError> {
        let done = tokio::time::timeout(self.step_limit, work).await;
        done.map_err(|_| SendError::Retry(format!("{name}: no answer in time")))
    }

    /// A connection on which the sender was named: a kept one, as long as one of them still stands, or a new one. Nothing of the
    /// mail is sent yet, so whatever goes wrong here can be tried again.
    async fn begin(&self, envelope: &Envelope, bytes: &[u8]) -> Result<Session, SendError> {
        while let Some(mut kept) = self.take_idle() {
            match self.step("sender", kept.sender(envelope, bytes)).await {
                Ok(Ok(answer)) => return outcome::done("sender", Ok(answer)).map(|()| kept),
                Ok(Err(error)) if outcome::is_answer(&error) => {
                    return Err(outcome::of_command("sender", &error));
                }
                // It was closed meanwhile, or is about to be.
                Ok(Err(_)) => {}
                // One that is silent speaks for all: what lies between does not say that they are dead.
                Err(_) => self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear(),
            }
        }
        let mut new = self.step("connect", self.connect()).await??;
        let answer = self.step("sender", new.sender(envelope, bytes)).await?;
        outcome::done("sender", answer)?;
        Ok(new)
    }

    async fn connect(&self) -> Result<Session, SendError> {
        let address = (self.host.as_str(), self.port);
        let name = ClientId::default();
        let mut connection = match &self.security {
            Security::Tls(parameters) => {
                let (limit, parameters) = (Some(self.step_limit), Some(parameters.clone()));
                AsyncSmtpConnection::connect_tokio1(address, limit, &name, parameters, None).await
            }
            Security::None | Security::StartTls(_) => {
                let stream = TcpStream::connect(address).await.map_err(|error| outcome::of_reaching(&error))?;
                // The mail library writes a mail's last line by itself: it must not wait until the rest was acknowledged.
                stream.set_nodelay(true).map_err(|error| outcome::of_reaching(&error))?;
                AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name).await
            }
        }
        .map_err(|error| outcome::of_connecting(&error))?;
        if let Security::StartTls(parameters) = &self.security {
            // An error where the server does not offer it: then nothing is said in clear.
            connection.starttls(parameters.clone(), &name).await.map_err(|error| outcome::of_connecting(&error))?;
        }
        let session = Session::open(connection, &name).await;
        let mut session = session.map_err(|error| outcome::of_connecting(&error))?;
        if let Some(credentials) = &self.credentials {
            session.sign_in(credentials).await.map_err(|error| outcome::of_connecting(&error))?;
        }
        Ok(session)
    }

    fn take_idle(&self) -> Option<Session> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|entry| entry.since.elapsed() < IDLE_MAX);
        idle.pop().map(|entry| entry.session)
    }

    fn keep(&self, session: Session) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.idle_max {
            idle.push(Idle { session, since: Instant::now() });
        }
    }
}

fn security(config: &SmtpConfig) -> Result<Security, SmtpConfigError> {
    if config.tls == SmtpTls::NoneOnLoopback {
        return if config.is_on_loopback() {
            Ok(Security::None)
        } else {
            Err(SmtpConfigError::ClearTextAbroad(config.host.clone()))
        };
    }
    let mut builder = TlsParametersBuilder::new(config.host.clone());
    if let Some(file) = &config.ca_file {
        let pem = std::fs::read(file).map_err(SmtpConfigError::AuthorityFile)?;
        let authority = Certificate::from_pem(&pem).map_err(|_| SmtpConfigError::Tls)?;
        builder = builder.add_root_certificate(authority);
    }
    let parameters = builder.build().map_err(|_| SmtpConfigError::Tls)?;
    Ok(if config.tls == SmtpTls::Tls { Security::Tls(parameters) } else { Security::StartTls(parameters) })
}
