//! Carrying notices: how many at a time, how often, and how long somebody asks what became of them.

use serde::Deserialize;

/// Carrying notices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NotifierConfig {
    /// Notices in work at a time.
    pub concurrency: ConcurrencyConfig,
    /// Attempts at an email before it is given up.
    pub email_attempts: u32,
    /// Attempts at a code by text message before it is given up; only what was certainly not sent is tried again.
    pub sms_attempts: u32,
    /// Wait before the second attempt at a text message; doubled before each later one.
    pub sms_backoff_seconds: u64,
    /// The longest such wait. A provider that asks for more gets it, within the life of the code.
    pub sms_backoff_max_seconds: u64,
    /// After which a notice in work counts as left behind by a crash; renewed while its provider is busy.
    pub lease_seconds: u64,
    /// Asking a provider what became of what it took, where its own report does not come.
    pub lookups: LookupsConfig,
}

impl Default for NotifierConfig {
    fn default() -> Self {
        Self {
            concurrency: ConcurrencyConfig::default(),
            email_attempts: 6,
            sms_attempts: 6,
            sms_backoff_seconds: 1,
            sms_backoff_max_seconds: 10,
            lease_seconds: 12,
            lookups: LookupsConfig::default(),
        }
    }
}

/// Notices of each channel that a process has in work at a time; with a broker, its prefetch there. A slow channel holds up no other one.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConcurrencyConfig {
    /// Emails.
    pub email: u16,
    /// Text messages.
    pub sms: u16,
    /// Calls.
    pub voice: u16,
}

impl Default for ConcurrencyConfig {
    /// Ours, SECURITY.md C proposes 10. A mail mostly waits for its server: 32 took a third more of them out in a second than 8,
    /// and a server such as Postfix gives a client 50 connections. By phone, half of the connections to the database.
    fn default() -> Self {
        Self { email: 32, sms: 8, voice: 8 }
    }
}

/// When a provider is asked what became of a message or a call. The numbers are ours: a report comes within seconds; a call
/// rings for 25 seconds and lasts 60; whoever waits for a code waits for minutes, and not longer than it lives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LookupsConfig {
    /// From handing it over to the first time.
    pub first_after_seconds: u64,
    /// Before the second time; doubled before each later one.
    pub pause_seconds: u64,
    /// The longest such wait.
    pub pause_max_seconds: u64,
    /// How often at most.
    pub times_max: u32,
    /// Nobody asks longer than this after the message is of no use any more.
    pub grace_seconds: u64,
}

impl Default for LookupsConfig {
    fn default() -> Self {
        Self { first_after_seconds: 60, pause_seconds: 60, pause_max_seconds: 600, times_max: 5, grace_seconds: 600 }
    }
}

impl NotifierConfig {
    /// The first thing that cannot work, with its key.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        let ConcurrencyConfig { email, sms, voice } = self.concurrency;
        if [email, sms, voice].iter().any(|at_a_time| !(1..=1000).contains(at_a_time)) {
            return Err("notifier.concurrency.email, .sms and .voice must each be between 1 and 1000");
        }
        if !(3..=60).contains(&self.lease_seconds) {
            return Err("notifier.lease_seconds must be between 3 and 60");
        }
        let (backoff, longest) = (self.sms_backoff_seconds, self.sms_backoff_max_seconds);
        if !(1..=60).contains(&backoff) || !(backoff..=300).contains(&longest) {
            return Err(
                "notifier.sms_backoff_seconds must be between 1 and 60, and sms_backoff_max_seconds from it to 300",
            );
        }
        if !(1..=20).contains(&self.sms_attempts) {
            return Err("notifier.sms_attempts must be between 1 and 20");
        }
        self.lookups.check()
    }
}

impl LookupsConfig {
    fn check(&self) -> Result<(), &'static str> {
        if !(1..=3600).contains(&self.first_after_seconds) {
            return Err("notifier.lookups.first_after_seconds must be between 1 and 3600");
        }
        if !(1..=3600).contains(&self.pause_seconds) || !(self.pause_seconds..=86_400).contains(&self.pause_max_seconds)
        {
            return Err(
                "notifier.lookups.pause_seconds must be between 1 and 3600, and pause_max_seconds from it to 86400",
            );
        }
        if !(1..=20).contains(&self.times_max) {
            return Err("notifier.lookups.times_max must be between 1 and 20");
        }
        if self.grace_seconds > 86_400 {
            return Err("notifier.lookups.grace_seconds must be at most 86400");
        }
        Ok(())
    }
}
