//! Finding a Chromium to drive.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::program;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BUNDLES: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// A Chromium on this machine; the browser harness starts and stops it.
#[derive(Clone, Debug)]
pub struct Chromium {
    path: PathBuf,
}

impl Chromium {
    /// The variable that names another executable, and that hands the found one to the browser harness.
    pub const ENVIRONMENT: &'static str = "REKEY_TEST_CHROMIUM";

    /// Looks in `REKEY_TEST_CHROMIUM`, in `PATH` and where macOS keeps applications.
    ///
    /// # Errors
    /// When there is none.
    pub fn find() -> anyhow::Result<Self> {
        let named = std::env::var_os(Self::ENVIRONMENT).map(PathBuf::from);
        let found = named.or_else(|| NAMES.iter().find_map(|name| program(name, &[])));
        let found = found.or_else(|| MAC_BUNDLES.iter().map(PathBuf::from).find(|path| path.exists()));
        let path = found.context("Chromium is missing: install `chromium`, or name one in REKEY_TEST_CHROMIUM")?;
        Ok(Self { path })
    }

    /// The executable.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
