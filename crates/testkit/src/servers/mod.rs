//! Real servers for tests, each with a free port, a directory of its own and an owner that takes it down.
//!
//! - A server never outlives the process that started it, whatever ends that process: a return, a panic, Ctrl-C or `kill -9`.
//! - Every wait has a deadline, and what a server wrote last is part of the error.
//! - A server that is missing on this machine is an error that says what to install; it is never a reason to skip.

mod chromium;
mod cluster;
mod mail;
mod postfix;
mod postgres;
mod prism;
mod process;
mod rabbitmq;
mod wait;

pub use chromium::Chromium;
pub use cluster::Cluster;
pub use mail::{Mail, Maildir};
pub use postfix::{Postfix, SmtpAccess};
pub use postgres::Postgres;
pub use prism::Prism;
pub use rabbitmq::{Access, RabbitMq, VirtualHost};
pub use wait::until;

use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How long a server may take from its start to its first right answer.
const START_DEADLINE: Duration = Duration::from_secs(30);

/// Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere), so that none of
/// those takes a port between its choice and the server's start.
const PORTS: Range<u16> = 10_240..32_000;

/// Finds a loopback port that nobody listens on, and that this process has not given out before.
///
/// Another process may take it before the server does, so each server proves after its start that it is the one that answers.
///
/// # Errors
/// When no port is left.
pub fn free_port() -> anyhow::Result<u16> {
    static NEXT: OnceLock<AtomicU32> = OnceLock::new();
    let count = u32::from(PORTS.end - PORTS.start);
    // Processes that run side by side begin far from one another.
    let next = NEXT.get_or_init(|| AtomicU32::new(std::process::id().wrapping_mul(997)));
    for _ in 0..count {
        let step = next.fetch_add(1, Ordering::Relaxed) % count;
        let port = PORTS.start + u16::try_from(step).unwrap_or_default();
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    anyhow::bail!("no free port on 127.0.0.1")
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
