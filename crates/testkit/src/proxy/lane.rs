//! One direction of one connection.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::{Condition, Direction, Shared, Stalls, Trap};

/// Longest piece.
const PIECE_BYTES: usize = 16 * 1024;
/// Pieces on their way.
const PIECES_MOST: usize = 256;

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// One of its ends closed it.
    Closed,
    /// It is to be cut off.
    Cut,
}

/// A direction, and what it has to know of its way.
pub(super) struct Lane {
    shared: Arc<Shared>,
    condition: watch::Receiver<Condition>,
    direction: Direction,
    number: u64,
    pieces: u64,
}

/// Bytes, and when they may arrive.
type Piece = (Instant, Vec<u8>);

impl Lane {
    pub(super) fn new(shared: Arc<Shared>, direction: Direction, number: u64) -> Self {
        let condition = shared.condition.subscribe();
        Self { shared, condition, direction, number, pieces: 0 }
    }

    /// Ends when nothing goes through any more.
    async fn swallowed(&mut self) {
        let place = self.direction.place();
        if self.condition.wait_for(|now| now.swallows[place]).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// How much later the next piece arrives.
    fn lateness(&mut self) -> Duration {
        self.pieces += 1;
        let condition = self.condition.borrow();
        let is_stalled = |stalls: &Stalls| {
            let place = self.number.wrapping_mul(2).wrapping_add(self.direction.place() as u64);
            let drawn = mixed(stalls.seed ^ mixed(place) ^ mixed(self.pieces.wrapping_mul(0x9E37)));
            drawn.is_multiple_of(stalls.one_in.max(1))
        };
        let stall = condition.stalls.filter(is_stalled).map_or(Duration::ZERO, |stalls| stalls.pause);
        condition.delay + stall
    }

    /// How many of these bytes go on before the connection is cut; `None` for all of them, and it is not cut.
    fn trapped(&self, bytes: &[u8]) -> Option<usize> {
        let mut kept = None;
        self.shared.trap.send_if_modified(|trap| {
            match trap {
                Some(Trap::After(direction, left)) if *direction == self.direction => {
                    let count = bytes.len() as u64;
                    if count > *left {
                        kept = usize::try_from(*left).ok();
                    } else {
                        *left -= count;
                    }
                }
                Some(Trap::At(direction, wanted)) if *direction == self.direction => {
                    let found = bytes.windows(wanted.len().max(1)).any(|window| window == wanted.as_slice());
                    kept = found.then_some(0);
                }
                _ => {}
            }
            if kept.is_some() {
                *trap = None;
            }
            kept.is_some()
        });
        kept
    }
}

/// A number that looks like chance, the same for the same number.
fn mixed(number: u64) -> u64 {
    let mut number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Carries bytes until one of the ends closes, or the connection is to be cut.
pub(super) async fn pump(from: ReadHalf<'_>, to: WriteHalf<'_>, lane: Lane) -> End {
    let (sender, receiver) = mpsc::channel(PIECES_MOST);
    let writing = write(to, receiver);
    tokio::pin!(writing);
    tokio::select! {
        // What is on its way still arrives.
        end = read(from, sender, lane) => { writing.await; end }
        () = &mut writing => End::Closed,
    }
}

async fn read(mut from: ReadHalf<'_>, sender: mpsc::Sender<Piece>, mut lane: Lane) -> End {
    let mut buffer = vec![0; PIECE_BYTES];
    loop {
        let read = tokio::select! {
            biased;
            // What comes from now on, and what is lost here, never arrives; nobody is told.
            () = lane.swallowed() => std::future::pending().await,
            read = from.read(&mut buffer) => read,
        };
        let Ok(count @ 1..) = read else { return End::Closed };
        let arrives = Instant::now() + lane.lateness();
        let trapped = lane.trapped(&buffer[..count]);
        let kept = trapped.unwrap_or(count);
        if kept > 0 && sender.send((arrives, buffer[..kept].to_vec())).await.is_err() {
            return End::Closed;
        }
        if trapped.is_some() {
            return End::Cut;
        }
    }
}

/// Ends when nothing more comes, or nobody takes it.
async fn write(mut to: WriteHalf<'_>, mut pieces: mpsc::Receiver<Piece>) {
    let mut last = Instant::now();
    while let Some((arrives, bytes)) = pieces.recv().await {
        // In order, whatever was stalled.
        last = last.max(arrives);
        sleep_until(last).await;
        if to.write_all(&bytes).await.is_err() {
            return;
        }
    }
}
