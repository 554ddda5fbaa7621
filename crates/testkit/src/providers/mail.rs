//! A stand-in for a mail server: takes mails as SMTP servers do, keeps them with the time, and does what a test says.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{lock, reached};
use crate::world::first_code;

/// Between two letters of an answer that drips.
const DRIP: Duration = Duration::from_millis(20);

/// What the stand-in does with a mail; without a word it takes it and says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Next {
    /// Takes it and says so.
    #[default]
    Take,
    /// Refuses its recipient for now, as servers do that want to see who comes again.
    Greylist,
    /// Refuses its recipient for good.
    Refuse,
    /// Takes it, and closes the connection instead of saying so.
    TakeAndCutOff,
    /// Takes it and never says so.
    TakeAndHang,
    /// Takes it, and says so letter by letter.
    TakeAndDrip,
    /// Takes it, and says something that is no answer.
    TakeInGarbage,
}

/// A mail that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Recipient of the envelope.
    pub to: String,
    /// Header and body, as they came.
    pub text: String,
    /// When.
    pub taken_at: Instant,
}

impl Mail {
    /// What a header says; empty where it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let head = self.text.split("\n\n").next().unwrap_or_default().replace("\n ", " ");
        let named = head.lines().filter_map(|line| line.split_once(':'));
        let mut values = named.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        values.next().unwrap_or_default().trim().to_owned()
    }

    /// The first run of 6 to 8 digits among the words of a part.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let words = self.text.split("\n\n").skip(1).flat_map(str::split_whitespace);
        words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric())).find_map(|word| {
            let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| first_code(word)).flatten()
        })
    }
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Next>>,
    /// What comes where the script is at its end.
    usual: Mutex<Next>,
    mails: Mutex<Vec<Mail>>,
    taken: watch::Sender<usize>,
    asked: watch::Sender<usize>,
}

/// A running stand-in; it ends with its owner.
pub struct MailServer {
    port: u16,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

impl MailServer {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (port, shared) = (listener.local_addr()?.port(), Arc::<Shared>::default());
        let (mut tasks, serving) = (JoinSet::new(), shared.clone());
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                while connections.try_join_next().is_some() {}
                connections.spawn(talk(stream, serving.clone()));
            }
        });
        Ok(Self { port, shared, _tasks: tasks })
    }

    /// Where it is, on this machine.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What it does with the next mails, in this order.
    pub fn then(&self, script: impl IntoIterator<Item = Next>) {
        lock(&self.shared.script).extend(script);
    }

    /// What it does with every mail that the script has nothing for, until it recovers.
    pub fn from_now_on(&self, usual: Next) {
        *lock(&self.shared.usual) = usual;
    }

    /// Takes all that come, and says so.
    pub fn recover(&self) {
        lock(&self.shared.script).clear();
        self.from_now_on(Next::Take);
    }

    /// Every mail that it took, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        lock(&self.shared.mails).clone()
    }

    /// The `nth` mail, 1 for the first, once it is there.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn mail(&self, nth: usize) -> Mail {
        reached(&self.shared.taken, nth).await;
        self.mails()[nth - 1].clone()
    }

    /// Recipients that were named to it, taken or not, once there are so many.
    ///
    /// # Panics
    /// When they do not come in time.
    pub async fn asked(&self, count: usize) -> usize {
        reached(&self.shared.asked, count).await
    }
}

async fn talk(stream: TcpStream, shared: Arc<Shared>) {
    let (read, write) = stream.into_split();
    let _ =
        Conversation { lines: BufReader::new(read), write, shared, to: String::new(), next: Next::Take }.run().await;
}

struct Conversation {
    lines: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    shared: Arc<Shared>,
    to: String,
    next: Next,
}

impl Conversation {
    async fn run(mut self) -> std::io::Result<()> {
        self.say("220 mail.example\r\n").await?;
        while let Some(line) = self.line().await? {
            let answer = match line.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase().as_str() {
                "EHLO" => "250-mail.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
                "RCPT" => self.recipient(&line),
                "DATA" => {
                    self.say("354 go on\r\n").await?;
                    if !self.content().await? {
                        return Ok(());
                    }
                    continue;
                }
                "QUIT" => return self.say("221 bye\r\n").await,
                _ => "250 ok\r\n",
            };
            self.say(answer).await?;
        }
        Ok(())
    }

    fn recipient(&mut self, line: &str) -> &'static str {
        self.to = line.split_once('<').map_or("", |(_, rest)| rest).trim_end_matches('>').to_owned();
        let scripted = lock(&self.shared.script).pop_front();
        self.next = scripted.unwrap_or_else(|| lock(&self.shared.usual).clone());
        self.shared.asked.send_modify(|asked| *asked += 1);
        match self.next {
            Next::Greylist => "451 4.7.1 come again later\r\n",
            Next::Refuse => "550 5.1.1 no such person\r\n",
            _ => "250 ok\r\n",
        }
    }

    /// Takes a mail; false where nothing more is said on this connection.
    async fn content(&mut self) -> std::io::Result<bool> {
        let mut text = String::new();
        loop {
            let Some(line) = self.line().await? else { return Ok(false) };
            if line == "." {
                break;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push('\n');
        }
        let taken_at = Instant::now();
        lock(&self.shared.mails).push(Mail { to: self.to.clone(), text, taken_at });
        self.shared.taken.send_modify(|taken| *taken += 1);
        match self.next {
            Next::TakeAndCutOff => return Ok(false),
            Next::TakeAndHang => std::future::pending().await,
            Next::TakeAndDrip => {
                for letter in "250 taken\r\n".split_inclusive(|_| true) {
                    tokio::time::sleep(DRIP).await;
                    self.say(letter).await?;
                }
            }
            Next::TakeInGarbage => self.say("\u{fffd}<html>\r\n").await?,
            _ => self.say("250 taken\r\n").await?,
        }
        Ok(true)
    }

    async fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.lines.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()))
    }

    async fn say(&mut self, words: &str) -> std::io::Result<()> {
        self.write.write_all(words.as_bytes()).await
    }
}
