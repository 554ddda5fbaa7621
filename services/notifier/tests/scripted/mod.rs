//! A mail server that says what a test tells it to, over real TCP, and remembers what it heard.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// What the server does at a step.
#[derive(Clone, Copy)]
pub enum Step {
    /// Answers with this line.
    Say(&'static str),
    /// Closes the connection.
    Close,
    /// Says nothing from then on and keeps the connection open.
    Silence,
}

/// A running server; ends with the test.
pub struct Scripted {
    /// Its port on 127.0.0.1.
    pub port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    greeted: Arc<Mutex<usize>>,
    _end: oneshot::Sender<()>,
}

impl Scripted {
    /// A server that answers like any other but for these steps: `greeting`, a verb in capitals, `content`; the second time that
    /// somebody says `MAIL` or `EHLO` is `MAIL 2` or `EHLO 2`.
    /// Only its first connection follows the steps; later ones are answered in the usual way.
    pub async fn start(steps: &[(&'static str, Step)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (heard, greeted) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(0)));
        let (end, ended) = oneshot::channel();
        let steps: HashMap<_, _> = steps.iter().copied().collect();
        let serving = serve(listener, steps, Arc::clone(&heard), Arc::clone(&greeted));
        tokio::spawn(async move {
            tokio::select! { () = serving => (), _ = ended => () }
        });
        Self { port, heard, greeted, _end: end }
    }

    /// Lines from clients, in order.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }

    /// Connections so far.
    pub fn connections(&self) -> usize {
        *self.greeted.lock().expect("no panic")
    }
}

async fn serve(
    listener: TcpListener,
    steps: HashMap<&'static str, Step>,
    heard: Arc<Mutex<Vec<String>>>,
    greeted: Arc<Mutex<usize>>,
) {
    let mut steps = Some(steps);
    while let Ok((stream, _)) = listener.accept().await {
        *greeted.lock().expect("no panic") += 1;
        let steps = steps.take().unwrap_or_default();
        // A connection that broke is the client's matter.
        tokio::spawn(converse(stream, steps, Arc::clone(&heard)));
    }
}

async fn converse(
    stream: TcpStream,
    steps: HashMap<&'static str, Step>,
    heard: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut step = "greeting".to_owned();
    let mut is_silent = false;
    let (mut in_content, mut said) = (false, HashMap::new());
    loop {
        match steps.get(step.as_str()).copied().unwrap_or_else(|| usual(&step)) {
            Step::Say(_) if is_silent => (),
            Step::Say(line) => writing.write_all(format!("{line}\r\n").as_bytes()).await?,
            Step::Close => return Ok(()),
            Step::Silence => is_silent = true,
        }
        loop {
            let Some(line) = lines.next_line().await? else { return Ok(()) };
            heard.lock().expect("no panic").push(line.clone());
            if !in_content {
                step = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
                if ["MAIL", "EHLO"].contains(&step.as_str()) {
                    let times = said.entry(step.clone()).or_insert(0);
                    *times += 1;
                    step = if *times == 1 { step } else { format!("{step} {times}") };
                }
                // Content follows only where the client was asked for it.
                in_content = step == "DATA" && !steps.contains_key("DATA");
                break;
            }
            if line == "." {
                (step, in_content) = ("content".to_owned(), false);
                break;
            }
        }
    }
}

fn usual(step: &str) -> Step {
    Step::Say(match step {
        "greeting" => "220 test ESMTP",
        "EHLO" | "EHLO 2" => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
        "AUTH" => "235 2.7.0 Welcome",
        "DATA" => "354 Go on",
        "content" => "250 2.0.0 Ok: queued as 4Zx1Yw2",
        "QUIT" => "221 2.0.0 Bye",
        _ => "250 2.0.0 Ok",
    })
}
