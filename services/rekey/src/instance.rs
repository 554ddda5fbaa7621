//! What every command stands on: config, keys, database.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use anyhow::Context as _;
use rekey_passwords::{Hasher, HasherConfig};
use rekey_runtime::{Clock, Config, Entropy};
use rekey_store::Store;
use rekey_wire::keys::Keys;

/// For a hash to get its turn.
const HASH_MAX_WAIT: Duration = Duration::from_secs(5);

/// A command line or config that cannot work.
#[derive(Debug)]
pub struct CannotStart(pub String);

impl std::fmt::Display for CannotStart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotStart {}

/// Whose data it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Sample people, an inbox, loopback only.
    Demo,
    /// Config files were named.
    Real,
}

/// Config, keys and database of this installation.
pub struct Instance {
    pub mode: Mode,
    pub config: Config,
    pub keys: Keys,
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
    pub hasher: Hasher,
}

/// Reads the config: the named files, or the demo's.
///
/// # Errors
/// [`CannotStart`] says what is wrong and where.
pub fn load_config(files: &[PathBuf]) -> anyhow::Result<(Mode, Config)> {
    const DEMO: [&str; 2] =
        [include_str!("../../../deploy/limits-wide.toml"), include_str!("../../../deploy/demo/config.toml")];
    let (mode, built_in): (_, &[&str]) = if files.is_empty() { (Mode::Demo, &DEMO) } else { (Mode::Real, &[]) };
    let config = Config::load_over(built_in, files).map_err(|error| CannotStart(error.to_string()))?;
    if mode == Mode::Demo && config.smtp.is_some() {
        return Err(CannotStart("the demo never sends mail: name a config file to use smtp".into()).into());
    }
    Ok((mode, config))
}

impl Instance {
    /// Opens what the config names. The data directory and the key file are made where they are missing.
    ///
    /// # Errors
    /// When the config is wrong, or a file or the database cannot be opened.
    pub async fn open(files: &[PathBuf]) -> anyhow::Result<Self> {
        let (mode, config) = load_config(files)?;
        rekey_runtime::telemetry::init(&config.telemetry).map_err(|error| CannotStart(error.to_string()))?;
        let folder = &config.data_dir;
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let entropy = Entropy;
        let keys = read_or_make_keys(&config.keys_file(), entropy)?;
        let offset = config.clock.offset_seconds.saturating_mul(1_000_000);
        let clock = Clock::shifted(Arc::new(AtomicI64::new(offset)));
        let store = Store::open(&config.store, folder, clock.clone()).await.context("cannot open the database")?;
        let work = HasherConfig {
            concurrency: config.passwords.concurrency,
            queue: config.passwords.queue,
            max_wait: HASH_MAX_WAIT,
            ..HasherConfig::default()
        };
        let hasher = Hasher::new(work).map_err(|error| CannotStart(error.to_string()))?.with_pepper(*keys.pepper());
        Ok(Self { mode, config, keys, store, clock, entropy, hasher })
    }

    /// Holds the embedded database for this process alone; a second `run` on it is refused.
    ///
    /// # Errors
    /// [`CannotStart`] when another process runs on it.
    pub fn lock(&self) -> anyhow::Result<Option<File>> {
        if !self.store.is_embedded() {
            return Ok(None);
        }
        let path = self.config.data_dir.join("rekey.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => {
                let folder = self.config.data_dir.display();
                Err(CannotStart(format!("another rekey runs on {folder}: stop it, or name another data_dir")).into())
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Reads the key file, or makes it with new keys, readable by its owner alone.
fn read_or_make_keys(path: &Path, entropy: Entropy) -> anyhow::Result<Keys> {
    match std::fs::read_to_string(path) {
        Ok(text) => Keys::parse(&text).map_err(|error| CannotStart(format!("{}: {error}", path.display())).into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let keys = Keys::generate(&mut |buffer| entropy.fill(buffer));
            let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
            file.write_all(keys.to_toml().as_bytes())?;
            file.sync_all()?;
            Ok(keys)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
