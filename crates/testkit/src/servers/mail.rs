//! Reading what a mail server delivered into a maildir.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use mail_parser::{MessageParser, PartType};

use super::wait::until;

/// A message as it was delivered.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The envelope's recipient, lower case: whom the server delivered to, whatever the headers claim.
    pub recipient: String,
    /// The envelope's sender.
    pub sender: String,
    /// Decoded.
    pub subject: String,
    /// The plain part, decoded, lines ended by `\n`; empty when there is none.
    pub text: String,
    /// The HTML part, decoded; empty when there is none.
    pub html: String,
    /// Every byte, as it lies on the disk.
    pub raw: Vec<u8>,
}

impl Mail {
    /// The values of a header, in order, unfolded and otherwise as they were sent.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<String> {
        let head = String::from_utf8_lossy(&self.raw).replace("\r\n", "\n");
        let head = head.split("\n\n").next().unwrap_or_default().replace("\n ", " ").replace("\n\t", " ");
        let named = head.lines().filter_map(|line| line.split_once(':'));
        named.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).collect()
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let raw = fs::read(path)?;
        let message =
            MessageParser::default().parse(&raw).with_context(|| format!("no message in {}", path.display()))?;
        let written = |content: &str| content.replace("\r\n", "\n");
        let text = message.text_bodies().find_map(|part| match &part.body {
            PartType::Text(content) => Some(written(content)),
            _ => None,
        });
        let html = message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(content) => Some(written(content)),
            _ => None,
        });
        let mut mail = Self {
            recipient: String::new(),
            sender: String::new(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text: text.unwrap_or_default(),
            html: html.unwrap_or_default(),
            raw: raw.clone(),
        };
        // The delivery agent puts its own line above whatever the sender wrote.
        mail.recipient = mail.header("Delivered-To").into_iter().next().unwrap_or_default().to_ascii_lowercase();
        let return_path = mail.header("Return-Path").into_iter().next().unwrap_or_default();
        mail.sender = return_path.trim_matches(['<', '>']).to_owned();
        Ok(mail)
    }
}

/// A folder into which a mail server delivers, for all recipients.
#[derive(Clone, Debug)]
pub struct Maildir {
    path: PathBuf,
}

impl Maildir {
    /// A maildir: `path` holds `new`, or will hold it with the first message.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What has been delivered to `address` up to now, oldest first.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn delivered_to(&self, address: &str) -> anyhow::Result<Vec<Mail>> {
        let Ok(entries) = fs::read_dir(self.path.join("new")) else {
            return Ok(Vec::new());
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry?;
            files.push((entry.metadata()?.modified()?, entry.path()));
        }
        files.sort();
        let wanted = address.to_ascii_lowercase();
        let mut mails = Vec::new();
        for (_, file) in files {
            let mail = Mail::read(&file)?;
            if mail.recipient == wanted {
                mails.push(mail);
            }
        }
        Ok(mails)
    }

    /// Waits until at least one message for `address` is there, and gives all of them, oldest first. Blocks the thread.
    ///
    /// # Errors
    /// When the deadline passes without one.
    pub fn messages_for(&self, address: &str, deadline: Duration) -> anyhow::Result<Vec<Mail>> {
        until(&format!("mail for {address}"), deadline, || {
            let mails = self.delivered_to(address)?;
            Ok((!mails.is_empty()).then_some(mails))
        })
    }
}
