//! The servers themselves: they come up, do what the tests rely on, and go.

use std::process::{Command, Stdio};

use rekey_testkit::servers::{Chromium, Postgres};

fn psql(url: &str, statement: &str) -> Result<String, String> {
    let binaries = Postgres::find_binaries().expect("PostgreSQL is installed");
    let mut command = Command::new(binaries.join("psql"));
    command.args(["--no-psqlrc", "-At", "-c", statement, url]).stdin(Stdio::null());
    let output = command.output().expect("psql runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) }
}

#[test]
fn postgres_asks_for_its_password_and_keeps_its_data_while_it_is_away() {
    let mut server = Postgres::start().expect("PostgreSQL starts");
    psql(&server.admin_url(), "create database kept").expect("created");
    let kept = server.database_url("kept");
    psql(&kept, "create table t as select 7 as n").expect("created");
    psql(&kept.replacen("postgres:", "nobody:", 2).replacen("nobody://nobody", "postgres://nobody", 1), "select 1")
        .expect_err("a stranger is refused");

    server.halt();
    psql(&kept, "select 1").expect_err("nobody answers while it is away");

    server.resume().expect("comes back on the same port");
    assert_eq!(psql(&kept, "select n from t").as_deref(), Ok("7"));
    let url = server.admin_url();
    drop(server);
    psql(&url, "select 1").expect_err("gone");
}

#[test]
fn a_chromium_is_found() {
    assert!(Chromium::find().expect("Chromium is installed").path().exists());
}
