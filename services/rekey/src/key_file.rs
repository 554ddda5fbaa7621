//! The key file: read by nobody else, replaced as a whole, and looked at again while the program runs.

use std::fs::{File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use rekey_runtime::{CancellationToken, Clock, Task};
use rekey_wire::keys::Keys;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::instance::CannotStart;

/// Between two looks at the file; SIGHUP asks for one at once.
pub const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Reads the key file, where there is one, and nobody else can.
///
/// # Errors
/// When others can read it, or it is no key file.
pub fn read(path: &Path) -> anyhow::Result<Option<Keys>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let found = file.metadata()?;
    if is_open_to_others(found.mode(), found.uid(), rustix::process::geteuid().as_raw()) {
        let (path, mode) = (path.display(), found.mode() & 0o777);
        return Err(
            CannotStart(format!("{path} has mode {mode:04o}, so others can read the keys: chmod 600 {path}")).into()
        );
    }
    let mut text = String::new();
    file.read_to_string(&mut text).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Some(Keys::parse(&text).map_err(|error| CannotStart(format!("{}: {error}", path.display())))?))
}

/// Whether anybody but its owner and this process may use a file. A file of root's that was mounted for this process is
/// read by way of its group.
fn is_open_to_others(mode: u32, owner: u32, process: u32) -> bool {
    let closed = if owner == 0 && process != 0 { 0o037 } else { 0o077 };
    mode & closed != 0
}

/// Makes the file, for its owner alone.
///
/// # Errors
/// When it is there, or cannot be written.
pub fn create(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    file.write_all(keys.to_toml().as_bytes())?;
    Ok(file.sync_all()?)
}

/// Whoever changes the file holds this meanwhile.
///
/// # Errors
/// When somebody else changes it.
pub fn hold(path: &Path) -> anyhow::Result<File> {
    let lock = beside(path, ".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&lock);
    let file = file.with_context(|| format!("cannot open {}", lock.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => anyhow::bail!("somebody else changes {} just now", path.display()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Puts other keys in the place of the file: whoever looks finds the old ones or the new ones, also after a crash. Its
/// owner and who may read it stay as they are.
///
/// # Errors
/// When it cannot be written; the old one stays then.
pub fn replace(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    // Where the name is a link, the file stays where it is.
    let path = std::fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
    let (found, new) = (std::fs::metadata(&path)?, beside(&path, ".new"));
    // Of whoever died in the middle.
    let _ = std::fs::remove_file(&new);
    let written = write_new(&new, keys, &found).and_then(|()| std::fs::rename(&new, &path));
    if written.is_err() {
        let _ = std::fs::remove_file(&new);
    }
    written.with_context(|| format!("cannot replace {}", path.display()))?;
    let Some(folder) = path.parent() else { return Ok(()) };
    Ok(File::open(folder)?.sync_all()?)
}

/// A file for those who may read the one that was found.
fn write_new(path: &Path, keys: &Keys, found: &Metadata) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
    let made = file.metadata()?;
    if (made.uid(), made.gid()) != (found.uid(), found.gid()) {
        fchown(&file, Some(found.uid()), Some(found.gid()))?;
    }
    file.set_permissions(Permissions::from_mode(0o600 | found.mode() & 0o040))?;
    file.write_all(keys.to_toml().as_bytes())?;
    file.sync_all()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// What tells one file from the next.
type Stamp = (u64, u64, i64, i64, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino(), found.mtime(), found.mtime_nsec(), found.size()))
}

/// The task that takes newer keys over while everything goes on, and lets them make when their time has come. A file
/// that cannot be used is told once, and the keys stay as they are.
pub fn task(path: PathBuf, keys: Keys, clock: Clock) -> Task {
    let seen = stamp(&path);
    Task::new("keys", move |token| look_on(Looker { path, keys, clock, seen }, token))
}

struct Looker {
    path: PathBuf,
    keys: Keys,
    clock: Clock,
    seen: Option<Stamp>,
}

async fn look_on(mut looker: Looker, token: CancellationToken) {
    let mut hangup = signal(SignalKind::hangup()).ok();
    loop {
        tokio::select! {
            () = token.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = told(&mut hangup) => looker.seen = None,
        }
        looker = match tokio::task::spawn_blocking(move || looker.look()).await {
            Ok(looker) => looker,
            // It panicked: the task ends, and the process with it.
            Err(_) => return,
        };
    }
}

/// Until somebody hangs up; never again where the signal cannot be caught.
async fn told(hangup: &mut Option<Signal>) {
    let heard = match hangup {
        Some(hangup) => hangup.recv().await,
        None => None,
    };
    if heard.is_none() {
        std::future::pending::<()>().await;
    }
}

impl Looker {
    fn look(mut self) -> Self {
        let found = stamp(&self.path);
        if found.is_none() || found != self.seen {
            self.take();
            self.seen = found;
        }
        if self.keys.turn(self.clock.now()) {
            tracing::info!("keys.turned");
        }
        self
    }

    fn take(&self) {
        let fresh = read(&self.path).and_then(|keys| keys.context("it is missing"));
        let taken = fresh.and_then(|fresh| Ok(self.keys.take(&fresh, self.clock.now())?));
        match taken {
            Ok(true) => tracing::info!("keys.taken"),
            Ok(false) => {}
            Err(error) => tracing::error!(error = %format!("{error:#}"), "keys.not_taken"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rekey_runtime::Entropy;

    fn keys() -> Keys {
        Keys::generate(&mut |buffer| Entropy.fill(buffer))
    }

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("rekey-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("made");
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn keys_are_for_their_owner_or_for_the_group_of_a_mounted_file() {
        for (mode, owner, process, open) in [
            (0o100_600, 1000, 1000, false),
            (0o100_400, 1000, 1000, false),
            (0o100_640, 1000, 1000, true),
            (0o100_604, 1000, 1000, true),
            (0o100_644, 0, 0, true),
            (0o100_640, 0, 1000, false),
            (0o100_440, 0, 1000, false),
            (0o100_660, 0, 1000, true),
            (0o100_644, 0, 1000, true),
        ] {
            assert_eq!(is_open_to_others(mode, owner, process), open, "{mode:o} of {owner} for {process}");
        }
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_by_one_at_a_time() {
        let folder = Folder::new("replaced-keys");
        let (path, old, new) = (folder.0.join("keys.toml"), keys(), keys());
        create(&path, &old).expect("written");
        let held = hold(&path).expect("held");
        assert!(hold(&path).is_err(), "somebody else holds it");
        std::fs::write(beside(&path, ".new"), "left behind").expect("written");
        replace(&path, &new).expect("replaced");
        drop(held);
        hold(&path).expect("free again");
        let read = read(&path).expect("reads").expect("there");
        assert_eq!(read.to_toml(), new.to_toml());
        let mode = std::fs::metadata(&path).expect("there").mode() & 0o777;
        assert_eq!((mode, beside(&path, ".new").exists()), (0o600, false));
        assert!(create(&path, &old).is_err(), "what is there is not made anew");
        assert!(replace(&folder.0.join("none.toml"), &new).is_err());
    }

    #[tokio::test]
    async fn a_hangup_asks_for_a_look_at_once() {
        // From here on the signal ends nobody.
        let _caught = signal(SignalKind::hangup()).expect("caught");
        let folder = Folder::new("hung-up-keys");
        let (path, running, clock) = (folder.0.join("keys.toml"), keys(), Clock::system());
        create(&path, &running).expect("written");
        let seen = stamp(&path);
        let now = clock.now();
        let (newer, _) = running.rotated(now, now, &mut |buffer| Entropy.fill(buffer)).expect("rotates");
        replace(&path, &newer).expect("replaced");
        let before = running.cookies().tag(&[b"a"]);
        let began = std::time::Instant::now();
        let token = CancellationToken::new();
        let looker = Looker { path, keys: running.clone(), clock, seen };
        let task = tokio::spawn(look_on(looker, token.clone()));
        while running.cookies().tag(&[b"a"]) == before {
            assert!(began.elapsed() < LOOK_EVERY, "before the next look");
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::HUP).expect("told");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        token.cancel();
        task.await.expect("ends");
    }

    #[test]
    fn a_look_takes_what_is_newer_and_keeps_what_it_has_otherwise() {
        let folder = Folder::new("looked-at-keys");
        let (path, running, clock) = (folder.0.join("keys.toml"), keys(), Clock::system());
        create(&path, &running).expect("written");
        let seen = stamp(&path);
        let ids = |keys: &Keys| keys.states(clock.now()).iter().filter(|state| state.purpose == "cookies").count();
        let looker = Looker { path: path.clone(), keys: running.clone(), clock: clock.clone(), seen };
        let looker = looker.look();
        let now = clock.now();
        let (newer, _) = running.rotated(now, now, &mut |buffer| Entropy.fill(buffer)).expect("rotates");
        replace(&path, &newer).expect("replaced");
        let looker = looker.look();
        assert_eq!(ids(&running), 2);
        let tag = running.cookies().tag(&[b"a"]);
        std::fs::write(&path, "x = [").expect("written");
        let looker = looker.look();
        std::fs::remove_file(&path).expect("removed");
        let _ = looker.look();
        assert_eq!((ids(&running), running.cookies().tag(&[b"a"])), (2, tag));
    }
}
