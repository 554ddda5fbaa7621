//! Where a config comes from, and what is said of one that cannot be read: never the value of a secret.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format as _, Serialized, Toml};

use super::providers::{self, Unreadable};
use super::{Config, ConfigError};

/// Prefix of the environment's variables.
const PREFIX: &str = "REKEY__";
/// Keys whose values are never shown, and are text whatever they look like; `*` is any one name.
const SECRETS: [&str; 5] =
    ["store.url", "bus.url", "smtp.password", "providers.*.auth_token", "providers.*.auth.secret"];
/// Keys into which operators may have written a secret: they are not shown either.
const HIDDEN: [&str; 5] =
    ["providers.*.url", "providers.*.query", "providers.*.headers", "providers.*.form", "providers.*.json"];
/// Keys that are text whatever they look like: a number would lose its `+`, and JSON would not be text.
const TEXTS: [&str; 2] = ["providers.*.from", "providers.*.json"];
/// Keys whose own name ends in `_file`.
const FILES: [&str; 1] = ["smtp.ca_file"];

/// Built-in texts, the files over them, then the environment, then secrets.
pub(super) fn read(built_in: &[&str], files: &[PathBuf]) -> Result<Config, ConfigError> {
    let mut figment = Figment::new();
    for text in built_in {
        check_syntax(text, "the built-in config")?;
        figment = figment.merge(Toml::string(text));
    }
    for path in files {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File { path: path.clone(), source })?;
        check_syntax(&text, &path.display().to_string())?;
        figment = figment.merge(Toml::file_exact(path));
    }
    figment = figment.merge(Env::prefixed(PREFIX).filter(|key| !is_text(&dotted(key.as_str()))).split("__"));
    for (key, value) in texts()? {
        figment = figment.merge(Serialized::default(&key, value));
    }
    let mut config: Config = figment.extract().map_err(|error| ConfigError::Invalid(explain(error)))?;
    config.providers = providers::read(&figment).map_err(|unreadable| match unreadable {
        Unreadable::Form(errors) => ConfigError::Invalid(explain(errors)),
        Unreadable::Value(wrong) => ConfigError::Combination(wrong),
    })?;
    Ok(config)
}

/// `SMTP__PASSWORD` as `smtp.password`.
fn dotted(name: &str) -> String {
    name.to_ascii_lowercase().replace("__", ".")
}

/// Whether a key of the environment is taken as it stands, or names a file.
fn is_text(key: &str) -> bool {
    SECRETS.iter().chain(&TEXTS).any(|pattern| matches(pattern, key)) || key.ends_with("_file")
}

/// Whether a key has this pattern.
fn matches(pattern: &str, key: &str) -> bool {
    pattern.split('.').count() == key.split('.').count() && agree(pattern, key)
}

/// Whether two keys, one of which may lie within the other, name the same as far as both go.
fn agree(pattern: &str, key: &str) -> bool {
    pattern.split('.').zip(key.split('.')).all(|(wanted, name)| wanted == "*" || wanted == name)
}

/// Values of the environment that are text. `REKEY__SMTP__PASSWORD_FILE=/run/secrets/x` sets `smtp.password` to the file's
/// text, and wins over `REKEY__SMTP__PASSWORD`.
fn texts() -> Result<Vec<(String, String)>, ConfigError> {
    let (mut plain, mut from_files) = (Vec::new(), Vec::new());
    for (name, value) in std::env::vars_os() {
        let Some(name) = name.to_str().filter(|name| has_prefix(name)) else { continue };
        let key = dotted(&name[PREFIX.len()..]);
        if !is_text(&key) {
            continue;
        }
        let value = value.into_string().map_err(|_| ConfigError::Invalid(format!("{name} is not UTF-8")))?;
        match key.strip_suffix("_file").filter(|_| !FILES.contains(&key.as_str())) {
            Some(key) => from_files.push((key.to_owned(), read_secret(Path::new(&value))?)),
            None => plain.push((key, value)),
        }
    }
    plain.extend(from_files);
    Ok(plain)
}

fn has_prefix(name: &str) -> bool {
    name.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

fn read_secret(path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Says where a text is no TOML. The parser's own words quote the line, and a secret may stand on it.
fn check_syntax(text: &str, name: &str) -> Result<(), ConfigError> {
    let Err(error) = toml::from_str::<toml::Table>(text) else { return Ok(()) };
    let start = error.span().map_or(0, |span| span.start);
    let line = text.as_bytes().iter().take(start).filter(|byte| **byte == b'\n').count() + 1;
    Err(ConfigError::Invalid(format!("{name}, line {line}: not TOML (text stands in quotes, a key stands once)")))
}

/// Every error with its key and its source; without the value where it is or may hold a secret.
fn explain(errors: impl IntoIterator<Item = figment::Error>) -> String {
    let told = errors.into_iter().map(|mut error| {
        let key = error.path.join(".");
        if may_hold_secret(&key) {
            error.kind = hidden(error.kind);
        }
        error.to_string()
    });
    told.collect::<Vec<_>>().join("\n")
}

/// A secret, what it is in, or what is in it.
fn may_hold_secret(key: &str) -> bool {
    key.is_empty() || SECRETS.iter().chain(&HIDDEN).any(|secret| agree(secret, key))
}

fn hidden(kind: Kind) -> Kind {
    match kind {
        Kind::InvalidType(_, expected) => Kind::Message(format!("the value is not {expected}")),
        Kind::InvalidValue(_, expected) => Kind::Message(format!("the value is not {expected}")),
        Kind::UnknownField(..) | Kind::MissingField(_) | Kind::DuplicateField(_) => kind,
        _ => Kind::Message("the value cannot be used".into()),
    }
}
