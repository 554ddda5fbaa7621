//! What every command stands on: config, keys, database.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::net::SocketAddr;
use std::ops::Deref;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use anyhow::Context as _;
use rekey_bus::Broker;
use rekey_passwords::{Hasher, HasherConfig};
use rekey_runtime::config::{ProviderChannel, ProviderConfig};
use rekey_runtime::{Clock, Config, Entropy};
use rekey_store::Store;
use rekey_store::instance::{self as facts, Fact};
use rekey_wire::keys::{KeyMarks, Keys};
use secrecy::ExposeSecret as _;

use crate::key_file;

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

/// Config and keys of this installation: all that the gateway needs.
pub struct Foundation {
    pub mode: Mode,
    pub config: Config,
    pub keys: Keys,
    pub clock: Clock,
    pub entropy: Entropy,
}

/// The same with its database: what every other role stands on.
pub struct Instance {
    pub foundation: Foundation,
    pub store: Store,
    pub hasher: Hasher,
}

impl Deref for Instance {
    type Target = Foundation;

    fn deref(&self) -> &Foundation {
        &self.foundation
    }
}

/// What has to be right of the config before a program starts, and that each message by phone can be paid for.
pub fn check_config(files: &[PathBuf]) -> anyhow::Result<()> {
    let (_, config) = load_config(files)?;
    config.check_prices().map_err(|error| CannotStart(error.to_string()))?;
    Ok(())
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
    if let Some(url) = &config.bus.url {
        Broker::new(url, "rekey").map_err(|error| CannotStart(error.to_string()))?;
    }
    if mode == Mode::Demo {
        check_demo(&config)?;
    }
    Ok((mode, config))
}

/// The demo shows passwords and messages to whoever reaches it.
fn check_demo(config: &Config) -> Result<(), CannotStart> {
    if config.smtp.is_some() {
        return Err(CannotStart("the demo never sends mail: name a config file to use smtp".into()));
    }
    if !config.providers.is_empty() {
        return Err(CannotStart("the demo never sends text messages: name a config file to use providers".into()));
    }
    let roles = &config.roles;
    for (key, addresses) in [
        ("gateway", &config.gateway.listen),
        ("operations", &config.operations.listen),
        ("roles.registration", &roles.registration.listen),
        ("roles.orchestrator", &roles.orchestrator.listen),
        ("roles.notifier", &roles.notifier.listen),
        ("roles.admin", &roles.admin.listen),
    ] {
        if let Some(open) = addresses.iter().find(|address| !is_loopback(address)) {
            let text = format!("the demo listens on loopback only, and {key}.listen names {open}: name a config file");
            return Err(CannotStart(text));
        }
    }
    Ok(())
}

fn is_loopback(address: &SocketAddr) -> bool {
    address.ip().to_canonical().is_loopback()
}

/// What a command needs before it knows its keys.
struct Ground {
    mode: Mode,
    config: Config,
    clock: Clock,
}

impl Ground {
    fn lay(files: &[PathBuf]) -> anyhow::Result<Self> {
        let (mode, config) = load_config(files)?;
        rekey_runtime::telemetry::init(&config.telemetry).map_err(|error| CannotStart(error.to_string()))?;
        let folder = &config.data_dir;
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let offset = config.clock.offset_seconds.saturating_mul(1_000_000);
        let clock = Clock::shifted(Arc::new(AtomicI64::new(offset)));
        Ok(Self { mode, config, clock })
    }

    fn with(self, keys: Keys) -> Foundation {
        keys.turn(self.clock.now());
        Foundation { mode: self.mode, config: self.config, keys, clock: self.clock, entropy: Entropy }
    }
}

impl Foundation {
    /// Reads what the config names; the keys are there already.
    ///
    /// # Errors
    /// When the config is wrong, or the key file is missing.
    pub fn open(files: &[PathBuf]) -> anyhow::Result<Self> {
        let ground = Ground::lay(files)?;
        let path = ground.config.keys_file();
        let missing = || CannotStart(format!("{} is missing: `rekey migrate` makes it", path.display()));
        let keys = key_file::read(&path)?.ok_or_else(missing)?;
        Ok(ground.with(keys))
    }
}

impl Instance {
    /// Opens what the config names. The data directory and the key file are made where they are missing.
    ///
    /// # Errors
    /// When the config is wrong, or a file or the database cannot be opened.
    pub async fn open(files: &[PathBuf]) -> anyhow::Result<Self> {
        let ground = Ground::lay(files)?;
        let path = ground.config.keys_file();
        let found = key_file::read(&path)?;
        let store = open_store(&ground).await?;
        let keys = match found {
            Some(keys) => keys,
            None => make_keys(&path, &store, Entropy).await?,
        };
        Self::on(ground.with(keys), store)
    }

    /// Opens what the config names for a role that runs apart: keys and schema are there already.
    ///
    /// # Errors
    /// When the config is wrong, something is missing, or the keys do not fit the database.
    pub async fn open_apart(files: &[PathBuf]) -> anyhow::Result<Self> {
        let foundation = Foundation::open(files)?;
        let ground =
            Ground { mode: foundation.mode, config: foundation.config.clone(), clock: foundation.clock.clone() };
        let instance = Self::on(foundation, open_store(&ground).await?)?;
        instance.store.check_schema().await.map_err(|error| CannotStart(error.to_string()))?;
        instance.check_keys().await?;
        Ok(instance)
    }

    fn on(foundation: Foundation, store: Store) -> anyhow::Result<Self> {
        let passwords = &foundation.config.passwords;
        let work = HasherConfig {
            concurrency: passwords.concurrency,
            queue: passwords.queue,
            max_wait: HASH_MAX_WAIT,
            ..HasherConfig::default()
        };
        let hasher = Hasher::new(work).map_err(|error| CannotStart(error.to_string()))?;
        let hasher = hasher.with_pepper(*foundation.keys.pepper());
        Ok(Self { foundation, store, hasher })
    }

    /// Whether anybody can be called: the demo's inbox is a phone, too.
    pub fn can_call(&self) -> bool {
        let calls = |provider: &ProviderConfig| provider.carries(ProviderChannel::Voice);
        self.mode == Mode::Demo || self.config.providers.values().any(calls)
    }

    /// Makes sure that the database was written with these keys; newer ones are noted. The schema has to be there.
    ///
    /// # Errors
    /// [`CannotStart`] when they cannot read what is stored.
    pub async fn match_keys(&self) -> anyhow::Result<()> {
        let own = self.keys.marks().to_string();
        let mut tx = self.store.begin().await?;
        let known = facts::remember(&mut tx, Fact::Keys, &own).await?;
        self.fit(&known)?;
        facts::set(&mut tx, Fact::Keys, &own).await?;
        Ok(tx.commit().await?)
    }

    /// The same for a role that runs apart: it notes nothing, so there may be nothing to note.
    async fn check_keys(&self) -> anyhow::Result<()> {
        let known = facts::get(&mut self.store.read().await?, Fact::Keys).await?;
        let known = known.ok_or_else(|| CannotStart("the database knows no keys yet: run `rekey migrate`".into()))?;
        self.fit(&known)?;
        if self.keys.marks().to_string() != known {
            let file = self.config.keys_file();
            let text = format!("{} has keys that this database does not know yet: run `rekey migrate`", file.display());
            return Err(CannotStart(text).into());
        }
        Ok(())
    }

    fn fit(&self, known: &str) -> anyhow::Result<()> {
        let file = self.config.keys_file();
        let wrong = |error| CannotStart(format!("{} does not fit this database: {error}", file.display()));
        Ok(KeyMarks::parse(known).and_then(|known| self.keys.marks().fit(&known)).map_err(wrong)?)
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

async fn open_store(ground: &Ground) -> anyhow::Result<Store> {
    let Ground { config, clock, .. } = ground;
    close_to_others(config)?;
    Store::open(&config.store, &config.data_dir, clock.clone()).await.context("cannot open the database")
}

/// Makes the key file for a database that holds nothing yet, readable by its owner alone.
async fn make_keys(path: &Path, store: &Store, entropy: Entropy) -> anyhow::Result<Keys> {
    let fresh = facts::is_fresh(&mut store.read().await?).await?;
    if !fresh {
        let path = path.display();
        return Err(CannotStart(format!(
            "{path} is missing, and this database was written with the keys in it: put it back from your backup"
        ))
        .into());
    }
    let keys = Keys::generate(&mut |buffer| entropy.fill(buffer));
    key_file::create(path, &keys)?;
    Ok(keys)
}

/// Takes from others the files of an embedded database that was made when they could read it.
fn close_to_others(config: &Config) -> anyhow::Result<()> {
    let path = match &config.store.url {
        None => Some(config.data_dir.join("rekey.db")),
        Some(url) => url.expose_secret().strip_prefix("sqlite:").map(PathBuf::from),
    };
    for suffix in ["", "-wal", "-shm"] {
        let Some(mut name) = path.clone().map(PathBuf::into_os_string) else { return Ok(()) };
        name.push(suffix);
        let Ok(found) = std::fs::metadata(&name) else { continue };
        if found.mode() & 0o077 != 0 {
            let closed = std::fs::Permissions::from_mode(found.mode() & 0o700);
            std::fs::set_permissions(&name, closed)
                .with_context(|| format!("cannot chmod {}", Path::new(&name).display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_demo_is_loopback() {
        let check = |gateway: &[&str], operations: &[&str]| {
            let addresses = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("an address")).collect();
            let mut config = Config::default();
            config.gateway.listen = addresses(gateway);
            config.operations.listen = addresses(operations);
            check_demo(&config).map_err(|error| error.0)
        };
        assert_eq!(check(&["127.0.0.1:8080", "[::1]:8080", "127.8.8.8:1"], &["127.0.0.1:9090"]), Ok(()));
        for open in ["0.0.0.0:9322", "[::]:9322", "192.0.2.7:80", "[::ffff:192.0.2.7]:80"] {
            let error = check(&["127.0.0.1:9321", open], &[]).expect_err(open);
            assert!(error.contains("gateway.listen") && error.contains(open), "{error}");
            assert!(check(&["127.0.0.1:9321"], &["127.0.0.1:1", open]).expect_err(open).contains("operations.listen"));
        }
    }

    #[test]
    fn the_configs_that_we_hand_out_are_sound() {
        for name in ["examples/rekey.toml", "compose/rekey.toml", "limits-wide.toml"] {
            let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy")).join(name);
            Config::load(&[file]).expect(name);
        }
    }

    #[test]
    fn a_bus_url_that_cannot_be_read_is_refused_and_not_shown() {
        let file = std::env::temp_dir().join(format!("rekey-bus-url-{}.toml", std::process::id()));
        std::fs::write(&file, "[bus]\nurl = \"amqp//rekey:S3CRETPW@mq\"\n").expect("written");
        let error = load_config(std::slice::from_ref(&file)).expect_err("refused");
        std::fs::remove_file(&file).expect("removed");
        assert!(error.is::<CannotStart>(), "{error}");
        let shown = format!("{error:#} {error:?}");
        assert!(shown.contains("bus.url") && !shown.contains("S3CRET"), "{shown}");
    }
}
