//! The notifier.

pub mod channel;
pub mod render;
