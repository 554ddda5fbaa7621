//! The one program: every role, and the operator's commands.
//!
//! Exit codes: 0 ended as told, 1 failed while working, 2 could not start with this command line or config.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to the person who called it")]

mod commands;
mod dead_letters;
mod demo;
mod instance;
mod key_file;
mod keys;
mod roles;
mod run;
mod said;
mod tokens;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rekey_wire::keys::Role;

/// Self-service password reset.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// A config file; several are read one over the other. Without any, `run` starts the demo.
    #[arg(long, global = true, value_name = "FILE")]
    config: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts every role in this process (the default), or one alone.
    Run {
        /// gateway, registration, orchestrator, notifier or admin: this one alone, on PostgreSQL and RabbitMQ.
        #[arg(long, value_parser = Role::parse)]
        role: Option<Role>,
    },
    /// Brings the database up to this version, and gives each role's user what it may do. Run it as the database's owner.
    Migrate,
    /// The tenants' settings.
    #[command(subcommand)]
    Settings(Settings),
    /// Administrators.
    #[command(subcommand)]
    Admin(Admin),
    /// Messages that were given up.
    #[command(subcommand)]
    DeadLetters(dead_letters::DeadLetters),
    /// The key file.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// The config.
    #[command(subcommand)]
    Config(Config),
}

#[derive(Debug, Subcommand)]
enum Settings {
    /// Applies a settings file: tenants, domains, groups and their members, policies, help links.
    Apply {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Makes an administrator's account, and shows its password and its authenticator's secret once.
    Create {
        /// User ID, such as admin@contoso.example.
        user_id: String,
        /// Name for pages.
        #[arg(long)]
        name: Option<String>,
        /// The tenant; default is the one of the user ID's domain.
        #[arg(long)]
        tenant: Option<String>,
    },
    /// Gives an administrator a new authenticator in the place of a lost one, shows its secret once, and ends every sign-in.
    ResetAuthenticator {
        /// User ID, such as admin@contoso.example.
        user_id: String,
    },
    /// Tokens of applications that ask whether a person is registered.
    #[command(subcommand)]
    Token(tokens::Tokens),
}

#[derive(Debug, Subcommand)]
enum Config {
    /// Says what is wrong with the config, and where.
    Check,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Whatever is written is for this user alone: the database, its log, keys.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    // One TLS library in the whole program.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("rekey: cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(carry_out(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rekey: {error:#}");
            ExitCode::from(if error.is::<instance::CannotStart>() { 2 } else { 1 })
        }
    }
}

async fn carry_out(arguments: Arguments) -> anyhow::Result<()> {
    let files = arguments.config;
    match arguments.command.unwrap_or(Command::Run { role: None }) {
        Command::Run { role } => run::run(&files, role).await,
        Command::Migrate => commands::migrate(&files).await,
        Command::Settings(Settings::Apply { file }) => commands::apply(&files, &file).await,
        Command::Admin(Admin::Create { user_id, name, tenant }) => {
            commands::create_administrator(&files, &user_id, name, tenant).await
        }
        Command::Admin(Admin::ResetAuthenticator { user_id }) => commands::reset_authenticator(&files, &user_id).await,
        Command::Admin(Admin::Token(command)) => tokens::carry_out(&files, command).await,
        Command::DeadLetters(command) => dead_letters::carry_out(&files, command).await,
        Command::Keys(command) => keys::carry_out(&files, command).await,
        Command::Config(Config::Check) => {
            instance::check_config(&files)?;
            println!("the config is sound");
            Ok(())
        }
    }
}
