//! `rekey admin token ...`: tokens of applications that ask whether a person is registered.

use std::path::PathBuf;

use clap::Subcommand;
use rekey_admin::tokens;
use rekey_store::api_tokens::Scope;
use rekey_wire::http::rfc3339;

use crate::instance::{CannotStart, Instance};

#[derive(Debug, Subcommand)]
pub enum Tokens {
    /// Makes a token and shows it once.
    Create {
        /// What it is called, such as "intranet".
        name: String,
        /// `registered`: whether a person is registered, and of unknown ones the same as of those who are not. `details`: also
        /// whether there is such an account.
        #[arg(long, default_value = "registered")]
        scope: String,
        /// The tenant whose people it may ask about; default is the default one.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Lists a tenant's tokens, not the tokens themselves.
    List {
        /// The tenant; default is the default one.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Removes a token: it opens nothing from now on.
    Remove {
        /// What it is called.
        name: String,
        /// The tenant; default is the default one.
        #[arg(long)]
        tenant: Option<String>,
    },
}

/// Does what the command line says.
///
/// # Errors
/// When the tenant, the name or the scope is wrong, or the database does not answer.
pub async fn carry_out(files: &[PathBuf], command: Tokens) -> anyhow::Result<()> {
    let instance = Instance::open(files).await?;
    instance.store.check_schema().await?;
    instance.match_keys().await?;
    match command {
        Tokens::Create { name, scope, tenant } => {
            let known = || Scope::ALL.map(Scope::as_str).join(", ");
            let scope = Scope::parse(&scope)
                .ok_or_else(|| CannotStart(format!("`{scope}` is no scope: it is one of {}", known())))?;
            let token = tokens::create(&instance.store, instance.entropy, tenant.as_deref(), (&name, scope)).await?;
            println!("made {name}, scope {}\ntoken (shown once): {}", scope.as_str(), token.expose());
        }
        Tokens::List { tenant } => {
            for token in tokens::list(&instance.store, tenant.as_deref()).await? {
                println!("{}, scope {}, made {}", token.name, token.scope.as_str(), rfc3339(token.created_at));
            }
        }
        Tokens::Remove { name, tenant } => {
            tokens::remove(&instance.store, instance.entropy, tenant.as_deref(), &name).await?;
            println!("removed {name}");
        }
    }
    Ok(())
}
