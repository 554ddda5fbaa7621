//! A connection to a mail server, and how many commands may go to it at a time.
//!
//! A server that offers PIPELINING (RFC 2920) gets MAIL, RCPT and DATA in one write; their answers are read one by one, and the content is
//! sent only after all three were right. After a refusal answers may be left unread, so the session is dropped, which closes it.

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;

use super::outcome;

const PIPELINING: &str = "PIPELINING";

/// A connection to a server of which is known what it can do.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    is_pipelining: bool,
}

impl Session {
    /// Asks the server for its extensions once more: the mail library keeps only some of them. Before signing in, which some servers
    /// forget when they are asked.
    ///
    /// # Errors
    /// When the connection is lost.
    pub(super) async fn open(mut connection: AsyncSmtpConnection, name: &ClientId) -> Result<Self, Error> {
        let is_pipelining = match connection.command(Ehlo::new(name.clone())).await {
            Ok(answer) => answer.message().any(|line| line.trim().eq_ignore_ascii_case(PIPELINING)),
            // It does not want to be asked twice.
            Err(error) if outcome::is_answer(&error) => false,
            Err(error) => return Err(error),
        };
        Ok(Self { connection, is_pipelining })
    }

    /// Signs in.
    pub(super) async fn sign_in(&mut self, credentials: &Credentials) -> Result<Response, Error> {
        self.connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await
    }

    /// Names the sender of a mail, and all the rest before its content where that may go along.
    pub(super) async fn sender(&mut self, envelope: &Envelope, content: &[u8]) -> Result<Response, Error> {
        let mut parameters = Vec::new();
        if !content.is_ascii() && self.connection.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let mut commands = Mail::new(envelope.from().cloned(), parameters).to_string();
        if self.is_pipelining {
            commands.extend(envelope.to().iter().map(|to| recipient(to).to_string()));
            commands.push_str(&Data.to_string());
        }
        self.connection.command(commands).await
    }

    /// Each recipient's answer comes after the sender's.
    pub(super) async fn recipient(&mut self, to: &Address) -> Result<Response, Error> {
        self.answer(recipient(to)).await
    }

    /// Whether the server waits for the content.
    pub(super) async fn data(&mut self) -> Result<Response, Error> {
        self.answer(Data).await
    }

    /// Hands the content over.
    pub(super) async fn content(&mut self, content: &[u8]) -> Result<Response, Error> {
        self.connection.message(content).await
    }

    /// The answer to a command, which was given along with the sender or is given now.
    async fn answer(&mut self, command: impl std::fmt::Display) -> Result<Response, Error> {
        if self.is_pipelining { self.connection.read_response().await } else { self.connection.command(command).await }
    }
}

fn recipient(to: &Address) -> Rcpt {
    Rcpt::new(to.clone(), Vec::new())
}
