//! What Linux is told of a thread that computes for long, so that whoever wakes up beside it does not wait for it.
//!
//! The one place with `unsafe`: no safe library sets a thread's time slice.

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub use linux::{Share, set, share};
