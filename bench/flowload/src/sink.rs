//! A mail server that takes every mail and hands it to whoever waits for it, with the time of its arrival.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A mail that has come.
pub struct Arrival {
    /// When its `DATA` came.
    pub announced: Instant,
    /// When its last line had come.
    pub whole: Instant,
    pub mail: Vec<u8>,
}

/// What has come, and those who wait for it.
#[derive(Clone, Default)]
pub struct Mails(Arc<Mutex<Desk>>);

#[derive(Default)]
struct Desk {
    /// By address.
    waiting: HashMap<String, UnboundedSender<Arrival>>,
    /// When the `DATA` of each mail came.
    announced: Vec<Instant>,
}

impl Mails {
    /// Mails to this address from now on.
    pub fn expect(&self, address: &str) -> UnboundedReceiver<Arrival> {
        let (sender, receiver) = unbounded_channel();
        self.desk().waiting.insert(address.to_ascii_lowercase(), sender);
        receiver
    }

    /// Nobody waits for mails to this address any more.
    pub fn forget(&self, address: &str) {
        self.desk().waiting.remove(&address.to_ascii_lowercase());
    }

    /// When the `DATA` of each mail came, of all since the start.
    pub fn announced(&self) -> Vec<Instant> {
        self.desk().announced.clone()
    }

    fn deliver(&self, address: &str, announced: Instant, mail: Vec<u8>) {
        let mut desk = self.desk();
        desk.announced.push(announced);
        if let Some(receiver) = desk.waiting.get(address) {
            let _ = receiver.send(Arrival { announced, whole: Instant::now(), mail });
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // A panic cannot leave it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens on this port for as long as the process lives.
///
/// # Errors
/// When the port is taken.
pub async fn listen(port: u16) -> anyhow::Result<Mails> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let mails = Mails::default();
    let taken = mails.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, taken.clone()));
        }
    });
    Ok(mails)
}

async fn talk(stream: TcpStream, mails: Mails) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (read, mut write) = stream.into_split();
    let (mut read, mut line, mut recipient) = (BufReader::new(read), Vec::new(), String::new());
    write.write_all(b"220 sink\r\n").await?;
    while next_line(&mut read, &mut line).await? {
        let text = String::from_utf8_lossy(&line).trim().to_owned();
        let command = text.to_ascii_uppercase();
        let answer: &[u8] = if command.starts_with("EHLO") {
            b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 1000000\r\n"
        } else if command.starts_with("RCPT TO:") {
            let address = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
            recipient = address.map_or_else(String::new, |(address, _)| address.to_ascii_lowercase());
            b"250 ok\r\n"
        } else if command == "DATA" {
            let announced = Instant::now();
            write.write_all(b"354 go\r\n").await?;
            let mut mail = Vec::new();
            while next_line(&mut read, &mut line).await? && line != b".\r\n" {
                mail.extend_from_slice(&line);
            }
            mails.deliver(&recipient, announced, mail);
            b"250 queued\r\n"
        } else if command.starts_with("QUIT") {
            return write.write_all(b"221 bye\r\n").await;
        } else {
            b"250 ok\r\n"
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

/// The next line with its end; nothing where the connection ends.
async fn next_line(read: &mut BufReader<tokio::net::tcp::OwnedReadHalf>, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    Ok(read.read_until(b'\n', line).await? > 0)
}
