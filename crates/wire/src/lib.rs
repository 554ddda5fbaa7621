//! What crosses a process border: HTTP bodies, sealed notices, signed events, the context header, and the secrets in them.
//!
//! Rules: a [`secret::Code`] or [`secret::Token`] can be neither stored nor printed nor serialised, only its digest can;
//! every key has one purpose ([`keys`]); what does not open, verify or parse is an error, never a default.

pub mod authenticator;
pub mod captcha;
pub mod contact;
pub mod context;
pub mod digits;
pub mod event;
pub mod http;
pub mod keys;
pub mod language;
pub mod notice;
pub mod phone;
mod proto;
pub mod secret;

/// Fills a buffer with random bytes; the caller owns the source.
pub type Fill<'a> = &'a mut dyn FnMut(&mut [u8]);
