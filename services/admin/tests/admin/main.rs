//! The admin service and the operator's settings over SQLite and PostgreSQL.

mod accounts;
mod administrators;
mod authenticators;
mod branding;
mod dead_letters;
mod digest;
mod help;
mod settings;
mod trail;
mod world;
mod wrong_files;
