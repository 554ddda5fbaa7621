//! A server's process and its scratch directory, both gone when their owner is.
//!
//! Between owner and server stands a small shell that reads a pipe. The owner keeps the other end; when it closes, because the owner
//! said so or because the owner is dead, the shell stops the server's whole process group and removes the scratch directory.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;

use super::wait::until;

/// How long the keeper gives a server to end by itself (see `KEEPER`), and a little more.
const STOP_DEADLINE: Duration = Duration::from_secs(15);
/// How much of a server's log goes into an error.
const LOG_TAIL_LINES: usize = 25;

/// Arguments: stop signal, scratch directory, then the server's command. Job control (`set -m`) gives the server its own group.
const KEEPER: &str = r#"
set -m
exec 3<&0
signal=$1 scratch=$2; shift 2
"$@" </dev/null 3<&- &
server=$!
{
  read -r word <&3
  if [ ! -e "$scratch/ended" ]; then
    kill -"$signal" "$server"
    looks=0
    while kill -0 "$server" && [ "$looks" -lt 100 ]; do sleep 0.1; looks=$((looks + 1)); done
    kill -KILL -- -"$server"
  fi
  [ "$word" = keep ] || rm -rf -- "$scratch"
} >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$server"
status=$?
[ ! -d "$scratch" ] || : >"$scratch/ended"
exit "$status"
"#;

/// The account that a server runs as, where the tests run as root and the server refuses to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ServiceUser {
    pub(super) user_id: u32,
    pub(super) group_id: u32,
}

impl ServiceUser {
    /// The named account if this process is root, else nobody: the server then runs as the person who tests.
    pub(super) fn when_root(name: &str) -> anyhow::Result<Option<Self>> {
        if !is_root()? {
            return Ok(None);
        }
        Ok(Some(Self { user_id: id_of(&["-u", name])?, group_id: id_of(&["-g", name])? }))
    }
}

/// Whether this process may start servers that only root may start.
pub(super) fn is_root() -> anyhow::Result<bool> {
    Ok(id_of(&["-u"])? == 0)
}

fn id_of(arguments: &[&str]) -> anyhow::Result<u32> {
    let said = run(Command::new("id").args(arguments))?;
    said.trim().parse().with_context(|| format!("`id {}` said {said:?}", arguments.join(" ")))
}

/// A directory that the service user owns and may be reached by others, removed at the end.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    pub(super) fn new(name: &str, owner: Option<ServiceUser>) -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("rekey-{name}-{}", nonce()?));
        fs::create_dir(&path).with_context(|| format!("cannot create {}", path.display()))?;
        if let Some(owner) = owner {
            std::os::unix::fs::chown(&path, Some(owner.user_id), Some(owner.group_id))?;
        }
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&self, name: &str, content: &str) -> anyhow::Result<PathBuf> {
        let path = self.path.join(name);
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // The keeper may be removing it at this moment; what matters is that one of the two succeeds.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Unguessable hexadecimal text, for passwords and for names that nobody else has.
pub(super) fn nonce() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 12];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A running server. Dropping it stops the server and waits until it is gone.
#[derive(Debug)]
pub(super) struct ServerProcess {
    name: &'static str,
    keeper: Child,
    pipe: Option<ChildStdin>,
    log: PathBuf,
}

/// How to start and stop a server.
pub(super) struct Launch<'a> {
    pub(super) name: &'static str,
    /// Without environment: the server gets `PATH` and `LC_ALL=C` only.
    pub(super) command: &'a [&'a str],
    pub(super) stop_signal: &'static str,
    pub(super) user: Option<ServiceUser>,
}

impl ServerProcess {
    pub(super) fn start(scratch: &Scratch, launch: &Launch<'_>) -> anyhow::Result<Self> {
        let log = scratch.path().join("server.log");
        let output = fs::OpenOptions::new().create(true).append(true).open(&log)?;
        let _ = fs::remove_file(scratch.path().join("ended"));
        let mut command = Command::new("bash");
        command.args(["-c", KEEPER, "keeper", launch.stop_signal]).arg(scratch.path()).args(launch.command);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C");
        command
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .current_dir(scratch.path())
            .process_group(0);
        if let Some(user) = launch.user {
            command.uid(user.user_id).gid(user.group_id);
        }
        let mut keeper = command.spawn().with_context(|| format!("cannot start {}", launch.name))?;
        let pipe = keeper.stdin.take();
        Ok(Self { name: launch.name, keeper, pipe, log })
    }

    /// Waits until `probe` says that this very server answers; fails at once when the server ends.
    pub(super) fn await_ready(&mut self, deadline: Duration, mut probe: impl FnMut() -> bool) -> anyhow::Result<()> {
        let name = self.name;
        let outcome = until(&format!("{name} answers"), deadline, || {
            if let Some(status) = self.keeper.try_wait()? {
                anyhow::bail!("{name} ended while starting ({status})");
            }
            Ok(probe().then_some(()))
        });
        outcome.with_context(|| format!("the log of {name} ends with:\n{}", self.log_tail()))
    }

    /// The keeper's, above all processes of the server.
    pub(super) fn id(&self) -> u32 {
        self.keeper.id()
    }

    /// Stops the server and leaves its scratch directory, so that it can be started again over the same data.
    pub(super) fn halt(mut self) {
        if let Some(pipe) = self.pipe.as_mut() {
            let _ = pipe.write_all(b"keep\n");
        }
    }

    fn log_tail(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n")
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let gone = until("the server ends", STOP_DEADLINE, || Ok(self.keeper.try_wait()?));
        if gone.is_err() {
            let _ = self.keeper.kill();
            let _ = self.keeper.wait();
        }
    }
}

/// Runs a program to its end and gives what it printed.
///
/// # Errors
/// When it cannot be started or fails; the error holds what it said.
pub(super) fn run(command: &mut Command) -> anyhow::Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {:?}", command.get_program()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        anyhow::bail!("{:?} failed ({}): {}", command.get_program(), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that writes its process id, and whose own child must go with it.
    const SERVER: &str = "echo $$ >pid; sleep 300 & echo $! >child; wait";

    fn started() -> (Scratch, ServerProcess) {
        let scratch = Scratch::new("process", None).expect("scratch");
        let command = ["bash", "-c", SERVER];
        let launch = Launch { name: "sleeper", command: &command, stop_signal: "TERM", user: None };
        let mut server = ServerProcess::start(&scratch, &launch).expect("started");
        let child = scratch.path().join("child");
        let ready = || fs::read_to_string(&child).is_ok_and(|id| id.ends_with('\n'));
        server.await_ready(Duration::from_secs(10), ready).expect("ready");
        (scratch, server)
    }

    fn lives(process_id: &str) -> bool {
        run(Command::new("kill").args(["-0", process_id.trim()])).is_ok()
    }

    #[test]
    fn a_dropped_server_is_gone_with_its_children_and_its_directory() {
        let (scratch, server) = started();
        let ids = ["pid", "child"].map(|name| fs::read_to_string(scratch.path().join(name)).expect("written"));
        let path = scratch.path().to_owned();
        drop(server);
        drop(scratch);
        for id in ids {
            until("the process is gone", Duration::from_secs(10), || Ok((!lives(&id)).then_some(()))).expect("gone");
        }
        assert!(!path.exists());
    }

    #[test]
    fn an_owner_that_dies_without_a_word_takes_server_and_directory_along() {
        let (scratch, mut server) = started();
        let id = fs::read_to_string(scratch.path().join("pid")).expect("written");
        let path = scratch.path().to_owned();
        // All that a killed owner does: its end of the pipe closes, and no destructor runs.
        drop(server.pipe.take());
        std::mem::forget(scratch);
        let gone = || Ok((!lives(&id) && !path.exists()).then_some(()));
        until("server and directory are gone", Duration::from_secs(10), gone).expect("gone");
    }

    #[test]
    fn a_halted_server_leaves_its_directory() {
        let (scratch, server) = started();
        let id = fs::read_to_string(scratch.path().join("pid")).expect("written");
        server.halt();
        assert!(!lives(&id));
        assert!(scratch.path().join("pid").exists());
    }

    #[test]
    fn a_server_that_ends_while_starting_is_an_error_with_the_end_of_its_log() {
        let scratch = Scratch::new("process", None).expect("scratch");
        let command = ["bash", "-c", "echo the port is taken >&2; exit 3"];
        let launch = Launch { name: "failing", command: &command, stop_signal: "TERM", user: None };
        let mut server = ServerProcess::start(&scratch, &launch).expect("spawned");
        let refused = server.await_ready(Duration::from_secs(10), || false).expect_err("never ready");
        assert!(format!("{refused:#}").contains("the port is taken"), "{refused:#}");
    }
}
