//! `kill -9` while a mail server has a mail and did not say so yet: nobody knows, and the same mail goes out again.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rekey_testkit::{Layout, World};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::in_every_layout;
use crate::steps::{Reset, apply_settings};

const SETTINGS: &str = r#"
default_tenant = "adatum"

[tenants.adatum]
name = "Adatum"
domains = ["adatum.example"]

[tenants.adatum.policy]
enabled_for = "everybody"
methods = ["email"]
gates = 1
disclosure = "explicit"

[[tenants.adatum.accounts]]
user_id = "person@adatum.example"
[[tenants.adatum.accounts.contacts]]
slot = "alternate_email"
value = "person@mail.example"
"#;

/// For a mail to come.
const DEADLINE: Duration = Duration::from_secs(60);

/// A mail server that takes mails, and says so only when it may.
struct SlowServer {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
    came: watch::Receiver<usize>,
    may_answer: watch::Sender<bool>,
}

impl SlowServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let port = listener.local_addr().expect("bound").port();
        let (mails, (count, came), (may_answer, allowed)) =
            (Arc::new(Mutex::new(Vec::new())), watch::channel(0), watch::channel(false));
        let kept = mails.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, kept.clone(), count.clone(), allowed.clone()));
            }
        });
        Self { port, mails, came, may_answer }
    }

    /// Every mail so far, once there are so many.
    async fn mails(&mut self, wanted: usize) -> Vec<String> {
        let came = self.came.wait_for(|count| *count >= wanted);
        tokio::time::timeout(DEADLINE, came).await.expect("mail comes").expect("the server runs");
        self.mails.lock().expect("not poisoned").clone()
    }
}

async fn talk(
    stream: TcpStream,
    mails: Arc<Mutex<Vec<String>>>,
    came: watch::Sender<usize>,
    mut allowed: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 slow.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match line.split(' ').next().unwrap_or("") {
            "EHLO" => b"250-slow.example\r\n250 8BITMIME\r\n",
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await?;
        if line == "DATA" {
            let mut mail = String::new();
            while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                mail.push_str(&line);
                mail.push('\n');
            }
            mails.lock().expect("not poisoned").push(mail);
            came.send_modify(|count| *count += 1);
            if allowed.wait_for(|allowed| *allowed).await.is_err() {
                break;
            }
            write.write_all(b"250 taken\r\n").await?;
        }
    }
    Ok(())
}

async fn start(layout: Layout, port: u16) -> World {
    let limits = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/limits-wide.toml"));
    let port = port.to_string();
    let variables = [
        ("REKEY__SMTP__HOST", "127.0.0.1"),
        ("REKEY__SMTP__PORT", port.as_str()),
        ("REKEY__SMTP__TLS", "none_on_loopback"),
        ("REKEY__SMTP__FROM", "rekey@adatum.example"),
        ("REKEY__GATEWAY__PUBLIC_URL", "https://reset.adatum.example"),
    ];
    let world = World::start_in(layout, vec![limits], &variables).await.expect("starts");
    apply_settings(&world, SETTINGS);
    world
}

fn message_id(mail: &str) -> &str {
    let line = mail.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:"));
    line.expect("a Message-ID").split_once(':').expect("a value").1.trim()
}

fn code(mail: &str) -> String {
    let mut runs = mail.split("\n\n").skip(1).flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()));
    let code = runs.find(|run| run.len() == 6 && run.bytes().all(|byte| byte.is_ascii_digit()));
    code.expect("a code").to_owned()
}

async fn a_mail_whose_fate_is_unknown_goes_out_again_as_the_same_mail(layout: Layout) {
    let mut server = SlowServer::start().await;
    let mut world = start(layout, server.port).await;
    let mut reset = Reset::start(&world, "person@adatum.example").await;
    reset.choose(&world, "email", None).await.good();
    server.mails(1).await;
    world.kill();
    server.may_answer.send_replace(true);
    // Past every claim of the dead process.
    world.resume(65).await.expect("starts");
    let mails = server.mails(2).await;
    assert_eq!(message_id(&mails[0]), message_id(&mails[1]), "mail systems know it for one");
    assert_eq!(code(&mails[0]), code(&mails[1]));
    reset.answer(&world, &code(&mails[0])).await.good();
    assert_eq!(reset.status(), "verified");
    world.resume(130).await.expect("starts");
    reset.set_password(&world, "Nineteen green kettles 7").await.good();
    let mails = server.mails(3).await;
    assert_eq!(mails.len(), 3, "the news, and the code no third time");
    assert_ne!(message_id(&mails[1]), message_id(&mails[2]));
}

in_every_layout! {
    a_mail_whose_fate_is_unknown_goes_out_again_as_the_same_mail
}
