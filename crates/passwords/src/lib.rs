//! Rules for passwords, and Argon2id with bounded work.
//!
//! - A password is a [`PlainPassword`] from the edge to the hash: in one Unicode form, wiped when dropped, never shown.
//! - [`Rules`] judge a new password and say which rule it breaks. They are pure, and work without any other server.
//! - A [`Hasher`] makes and checks hashes. However many requests arrive, so many are computed at a time, so many wait, and
//!   the rest are told to come back.

mod fold;
mod hash;
mod hasher;
mod identity;
mod lean;
mod memory;
mod plain;
mod rules;
mod threads;
mod well_known;

pub use fold::spelled_out;
pub use hash::{PasswordHash, PasswordHashMalformed};
pub use hasher::{HashError, Hasher, HasherConfig, HasherConfigError, Load, SALTS_MAX, SET_MAX, Verdict};
pub use plain::{PASSWORD_MAX_BYTES, PasswordMalformed, PlainPassword};
pub use rules::{Assessment, Context, Rule, RuleCode, Rules, Term, terms_of};
