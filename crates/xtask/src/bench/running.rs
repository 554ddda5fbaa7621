//! Processes that were started, and that end with their owner.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::cpu::Part;

/// For a start.
const START_DEADLINE: Duration = Duration::from_secs(60);
/// For one look.
const LOOK_DEADLINE: Duration = Duration::from_secs(2);
/// Of an answer, what is read.
const ANSWER_MAX_BYTES: u64 = 1024 * 1024;
const OK: &str = "HTTP/1.1 200";
/// Between two looks; short, since starts are measured.
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// From the signal to the end.
const STOP_DEADLINE: Duration = Duration::from_secs(20);

/// What the session of a process that hashes is given: a tenth of the weight of others (`nice`, see sched(7)).
const TENTH: &str = "10";
/// For Linux to take it: it may want a pause between two of them.
const WEIGHT_DEADLINE: Duration = Duration::from_secs(2);

/// Some processes, each with its name.
#[derive(Default)]
pub struct Running {
    children: Vec<(String, Child, Weight)>,
    /// From the start of the first process until all are ready.
    pub start: Duration,
}

/// How much of the cores a process gets beside others that want them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Full,
    /// It computes hashes, and lets others go first: see docs/decisions/0026-who-hashes-weighs-a-tenth.md.
    Tenth,
}

impl Running {
    /// Starts one more; what it says goes to a file in this folder.
    pub fn spawn(&mut self, name: &str, command: &mut Command, weight: Weight, folder: &Path) -> anyhow::Result<()> {
        let log = File::options().create(true).append(true).open(folder.join(format!("{name}.log")))?;
        let mut command = in_a_session(command);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        self.children.push((name.to_owned(), child, weight));
        Ok(())
    }

    /// Gives those that hash their weight, once they are ready. Where Linux shares the cores otherwise, all are alike.
    pub fn weigh(&self) -> anyhow::Result<()> {
        for (name, child, _) in self.children.iter().filter(|(.., weight)| *weight == Weight::Tenth) {
            let file = format!("/proc/{}/autogroup", child.id());
            let deadline = Instant::now() + WEIGHT_DEADLINE;
            while std::fs::exists(&file)? && std::fs::write(&file, TENTH).is_err() {
                anyhow::ensure!(Instant::now() < deadline, "{name} does not get its weight");
                pause(LOOK_EVERY);
            }
        }
        Ok(())
    }

    pub fn parts(&self) -> Vec<Part> {
        self.children.iter().map(|(name, child, _)| Part::new(name, child.id())).collect()
    }

    /// Waits until this path answers 200 on the port, with a body as wanted; fails at once when a process ends.
    pub fn await_answer(&mut self, port: u16, path: &str, is_wanted: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let deadline = Instant::now() + START_DEADLINE;
        while !answer(port, path).is_ok_and(|answer| answer.starts_with(OK) && is_wanted(&answer)) {
            for (name, child, _) in &mut self.children {
                anyhow::ensure!(child.try_wait()?.is_none(), "{name} ended while starting");
            }
            anyhow::ensure!(Instant::now() < deadline, "port {port} does not become ready");
            pause(LOOK_EVERY);
        }
        Ok(())
    }
}

/// The same command with a session of its own, as services have a control group of their own: Linux gives sessions and
/// groups, not processes, equal parts of the cores.
fn in_a_session(command: &Command) -> Command {
    let mut own = Command::new("setsid");
    own.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => own.env(name, value),
            None => own.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        own.current_dir(folder);
    }
    own
}

/// Lets time pass.
#[expect(clippy::disallowed_methods, reason = "the task has this thread to itself")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}

fn answer(port: u16, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(LOOK_DEADLINE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(ANSWER_MAX_BYTES).read_to_string(&mut answer)?;
    Ok(answer)
}

impl Drop for Running {
    fn drop(&mut self) {
        for (_, child, _) in &self.children {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
        }
        let deadline = Instant::now() + STOP_DEADLINE;
        for (_, child, _) in &mut self.children {
            while matches!(child.try_wait(), Ok(None)) && Instant::now() < deadline {
                pause(Duration::from_millis(20));
            }
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
