//! A connection to a mail server, and how many commands may go to it at a time.
//!
//! A server that says PIPELINING (RFC 2920) is told sender, recipient and that the content is next in one go, and answers to each. Where
//! one of the answers is a refusal the connection is closed by whoever drops it, and no content was sent.

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;

const PIPELINING: &str = "PIPELINING";

/// A connection that was greeted.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    is_pipelining: bool,
}

impl Session {
    /// Asks the server what it can do: the mail library keeps only a part of what it said before.
    pub(super) async fn greet(mut connection: AsyncSmtpConnection, name: &ClientId) -> Result<Self, Error> {
        let is_pipelining = match connection.command(Ehlo::new(name.clone())).await {
            Ok(answer) => answer.message().any(|line| line.trim().eq_ignore_ascii_case(PIPELINING)),
            // It does not want to be asked twice.
            Err(error) if error.status().is_some() => false,
            Err(error) => return Err(error),
        };
        Ok(Self { connection, is_pipelining })
    }

    /// Names the sender of a mail, and all the rest before its content where that may go along.
    pub(super) async fn sender(&mut self, envelope: &Envelope, content: &[u8]) -> Result<Response, Error> {
        let mut parameters = Vec::new();
        if !content.is_ascii() && self.connection.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let mut commands = Mail::new(envelope.from().cloned(), parameters).to_string();
        if self.is_pipelining {
            commands.extend(envelope.to().iter().map(|to| Rcpt::new(to.clone(), Vec::new()).to_string()));
            commands.push_str(&Data.to_string());
        }
        self.connection.command(commands).await
    }

    /// Each recipient's answer comes after the sender's.
    pub(super) async fn recipient(&mut self, command: Rcpt) -> Result<Response, Error> {
        self.answer(command).await
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
