//! The operator's commands. Short transactions: they work beside a running instance.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rekey_admin::authenticators::{self, Enrolled};
use rekey_admin::people::{self, AccountKind, NewPerson, Tools};
use rekey_admin::settings::{self, Settings};
use rekey_domain::UserId;
use rekey_passwords::PlainPassword;
use rekey_store::tenants;

use crate::instance::{CannotStart, Instance, Mode};
use crate::{demo, roles, run};

/// Words of an administrator's first password: with its digits 2^43 possibilities, and to be changed.
const ADMINISTRATOR_WORDS: usize = 6;

/// `rekey migrate`.
///
/// # Errors
/// When the database does not let us.
pub async fn migrate(files: &[PathBuf]) -> anyhow::Result<()> {
    let instance = Instance::open(files).await?;
    instance.store.migrate().await?;
    run::check_mark(&instance).await?;
    instance.match_keys().await?;
    if instance.mode == Mode::Demo {
        demo::prepare(&instance, &run::public_url(&instance, None)?).await?;
    }
    let without = instance.store.grant().await?;
    println!("the database is up to date");
    if !without.is_empty() && !instance.store.is_embedded() {
        let users: Vec<String> = without.iter().map(|role| format!("rekey_{role}")).collect();
        println!("there is no user {} here: roles that run apart need theirs", users.join(", "));
    }
    Ok(())
}

/// `rekey settings apply FILE`.
///
/// # Errors
/// When the file is wrong (says where), or cannot be applied; nothing changed then.
pub async fn apply(files: &[PathBuf], file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let settings = Settings::parse(&text).map_err(|error| CannotStart(format!("{}: {error}", file.display())))?;
    let instance = Instance::open(files).await?;
    if let Some(tenant) = settings.first_that_calls().filter(|_| !instance.can_call()) {
        let reason =
            "no provider that calls is configured here (channels = [\"sms\", \"voice\"]): add one, or leave it off";
        return Err(CannotStart(format!("{}: tenants.{tenant}.policy.voice: {reason}", file.display())).into());
    }
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    let applied =
        settings::apply(&roles::admin_parts(&instance, &run::public_url(&instance, None)?), &settings).await?;
    println!("{applied}");
    for warning in settings.warnings() {
        println!("warning: {warning}");
    }
    for tenant in instance.config.routing.tenants.keys() {
        if tenants::by_slug(&mut instance.store.read().await?, tenant).await?.is_none() {
            println!("warning: the config's routing.tenants.{tenant} is of no organisation that is there");
        }
    }
    Ok(())
}

/// `rekey admin create USER_ID`.
///
/// # Errors
/// When the user ID is none, is taken, or belongs to no tenant.
pub async fn create_administrator(
    files: &[PathBuf],
    user_id: &str,
    display_name: Option<String>,
    tenant: Option<String>,
) -> anyhow::Result<()> {
    let user_id = UserId::parse(user_id).map_err(|error| CannotStart(format!("`{user_id}`: {error}")))?;
    let instance = Instance::open(files).await?;
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    let password = demo::draw_password(ADMINISTRATOR_WORDS, &mut |buffer| instance.entropy.fill(buffer));
    let plain = PlainPassword::parse(&password).context("a drawn password is sound")?;
    let name = user_id.as_str().to_owned();
    let person = NewPerson { tenant, user_id, display_name, kind: AccountKind::Administrator, password: plain };
    let tools =
        Tools { store: &instance.store, keys: &instance.keys, hasher: &instance.hasher, entropy: instance.entropy };
    let created = people::create_account(tools, person).await?;
    println!("made {name}\npassword (shown once): {password}");
    if let Some(enrolled) = created.authenticator {
        show(&enrolled);
    }
    Ok(())
}

/// `rekey admin reset-authenticator USER_ID`.
///
/// # Errors
/// When the user ID is none, or no administrator's.
pub async fn reset_authenticator(files: &[PathBuf], user_id: &str) -> anyhow::Result<()> {
    let user_id = UserId::parse(user_id).map_err(|error| CannotStart(format!("`{user_id}`: {error}")))?;
    let instance = Instance::open(files).await?;
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    let enrolled =
        authenticators::replace(&instance.store, (&instance.keys, &instance.config.limits), instance.entropy, &user_id)
            .await?;
    println!(
        "{} has a new authenticator; older ones, every sign-in and every reset under way are over",
        enrolled.user_id
    );
    show(&enrolled);
    Ok(())
}

/// What the app has to be told, in both forms that apps take.
fn show(enrolled: &Enrolled) {
    let Enrolled { secret, issuer, user_id } = enrolled;
    println!("authenticator (shown once): {}\n{}", *secret.grouped(), *secret.uri(issuer, user_id));
}
