//! What people prove with besides codes: answers to questions, recovery codes, passkeys.
//!
//! Rules: answers and recovery codes are wiped when dropped and never printed, and leave only as a
//! [`PlainPassword`](rekey_passwords::PlainPassword) on its way to the hasher; nothing here waits, stores or reads a clock; the caller
//! owns the randomness, but for the challenges of [`passkey`].

pub mod passkey;
pub mod qr;
pub mod questions;
pub mod recovery;
