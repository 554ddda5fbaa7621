//! Real servers for tests, each with a free port, a directory of its own and an owner that takes it down.
//!
//! - A server never outlives the process that started it, whatever ends that process: a return, a panic, Ctrl-C or `kill -9`.
//! - Every wait has a deadline, and what a server wrote last is part of the error.
//! - A server that is missing on this machine is an error that says what to install; it is never a reason to skip.

mod chromium;
mod mail;
mod postfix;
mod postgres;
mod prism;
mod process;
mod rabbitmq;
mod wait;

pub use chromium::Chromium;
pub use mail::{Mail, Maildir};
pub use postfix::{Postfix, SmtpAccess};
pub use postgres::Postgres;
pub use prism::Prism;
pub use rabbitmq::{Access, RabbitMq, VirtualHost};
pub use wait::until;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;

/// How long a server may take from its start to its first right answer.
const START_DEADLINE: Duration = Duration::from_secs(30);

/// Asks the system for a loopback port that nobody listens on.
///
/// Somebody else may take it before the server does, so each server proves after its start that it is the one that answers.
///
/// # Errors
/// When no port is left.
pub fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

/// Looks for a program in `PATH`, then in `folders`.
fn program(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(folders.iter().map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|candidate| is_executable(candidate))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}
