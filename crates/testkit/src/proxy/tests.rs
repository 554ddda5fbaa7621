//! What a way does to a client and a server that send back and forth.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, timeout};

use super::*;

/// For what is not slow on purpose.
const SOON: Duration = Duration::from_secs(5);
/// For what is never to come.
const NEVER: Duration = Duration::from_millis(150);

/// A server that gives back what it gets, and says how many bytes it got.
async fn echo() -> (String, watch::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("bound").to_string();
    let (got, seen) = watch::channel(0);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let got = got.clone();
            tokio::spawn(async move {
                let mut buffer = [0; 1024];
                while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                    got.send_modify(|got| *got += count);
                    if stream.write_all(&buffer[..count]).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    (address, seen)
}

struct Client(TcpStream);

impl Client {
    async fn of(proxy: &Proxy) -> Self {
        Self(TcpStream::connect(proxy.address()).await.expect("connects"))
    }

    /// Sends it and hears it back, in so long.
    async fn says(&mut self, words: &str) -> std::io::Result<Duration> {
        let began = Instant::now();
        self.0.write_all(words.as_bytes()).await?;
        let mut heard = vec![0; words.len()];
        timeout(SOON, self.0.read_exact(&mut heard)).await.expect("in time")?;
        assert_eq!(heard, words.as_bytes());
        Ok(began.elapsed())
    }

    async fn hears_nothing(&mut self) {
        timeout(NEVER, self.0.read(&mut [0; 8])).await.expect_err("nothing comes");
    }
}

async fn way() -> (Proxy, watch::Receiver<usize>) {
    let (address, seen) = echo().await;
    (Proxy::start(&address).await.expect("starts"), seen)
}

#[tokio::test]
async fn a_way_that_is_well_carries_both_directions_and_the_end() {
    let (proxy, _) = way().await;
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect("carried");
    client.0.shutdown().await.expect("closes");
    assert_eq!(timeout(SOON, client.0.read(&mut [0; 8])).await.expect("in time").expect("closed"), 0);
    assert_eq!(proxy.cut_off(), 0);
}

#[tokio::test]
async fn a_delay_is_paid_in_each_direction_and_ends() {
    let (proxy, _) = way().await;
    let mut client = Client::of(&proxy).await;
    proxy.delay(Duration::from_millis(100));
    assert!(client.says("slow").await.expect("carried") >= Duration::from_millis(200));
    proxy.forward();
    assert!(client.says("fast").await.expect("carried") < Duration::from_millis(150));
}

#[tokio::test]
async fn a_cut_resets_what_is_open_and_lets_new_ones_through() {
    let (proxy, _) = way().await;
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect("carried");
    proxy.cut();
    let error = timeout(SOON, client.0.read(&mut [0; 8])).await.expect("in time").expect_err("a reset");
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    Client::of(&proxy).await.says("again").await.expect("carried");
    assert_eq!(proxy.cut_off(), 1);
}

#[tokio::test]
async fn a_way_that_is_not_there_cuts_new_ones_too_until_it_is_back() {
    let (proxy, _) = way().await;
    proxy.refuse();
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect_err("cut off");
    proxy.forward();
    Client::of(&proxy).await.says("again").await.expect("carried");
}

#[tokio::test]
async fn a_black_hole_keeps_connections_open_and_those_stay_lost() {
    let (proxy, seen) = way().await;
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect("carried");
    proxy.swallow();
    client.0.write_all(b"gone").await.expect("taken");
    client.hears_nothing().await;
    proxy.forward();
    client.0.write_all(b"still").await.expect("taken");
    client.hears_nothing().await;
    assert_eq!(*seen.borrow(), 5, "the server got nothing of it");
    Client::of(&proxy).await.says("again").await.expect("carried");
}

#[tokio::test]
async fn half_open_the_server_hears_and_is_not_heard() {
    let (proxy, mut seen) = way().await;
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect("carried");
    proxy.swallow_one_way(Direction::FromServer);
    client.0.write_all(b"heard").await.expect("taken");
    timeout(SOON, seen.wait_for(|got| *got == 10)).await.expect("in time").expect("serves");
    client.hears_nothing().await;
}

#[tokio::test]
async fn after_so_many_bytes_of_one_direction_the_connection_is_cut_once() {
    let (proxy, seen) = way().await;
    let mut client = Client::of(&proxy).await;
    client.says("hello").await.expect("carried");
    proxy.cut_at(Trap::After(Direction::ToServer, 3));
    client.0.write_all(b"abcdef").await.expect("taken");
    let mut heard = Vec::new();
    let _ = timeout(SOON, client.0.read_to_end(&mut heard)).await.expect("in time");
    assert!(b"abc".starts_with(&heard), "{heard:?}");
    assert!(*seen.borrow() <= 8, "no more than three went on");
    Client::of(&proxy).await.says("abcdef").await.expect("once");
    assert_eq!(proxy.cut_off(), 1);
}

#[tokio::test]
async fn at_these_bytes_the_connection_is_cut_and_they_are_not_passed_on() {
    let (proxy, seen) = way().await;
    proxy.cut_at(Trap::At(Direction::FromServer, b"COMMIT".to_vec()));
    let mut client = Client::of(&proxy).await;
    client.says("BEGIN").await.expect("carried");
    client.says("the COMMIT of it").await.expect_err("cut off");
    assert_eq!(*seen.borrow(), 21, "the server had it");
    Client::of(&proxy).await.says("COMMIT").await.expect("once");
}

#[tokio::test]
async fn stalls_of_a_seed_hit_the_same_pieces_and_keep_the_order() {
    let mut patterns = Vec::new();
    for seed in [7, 7, 8] {
        let (proxy, _) = way().await;
        proxy.stall(Stalls { seed, one_in: 4, pause: Duration::from_millis(150) });
        let mut client = Client::of(&proxy).await;
        let mut late = Vec::new();
        for _ in 0..12 {
            late.push(client.says("piece").await.expect("carried") >= Duration::from_millis(150));
        }
        patterns.push(late);
    }
    assert_eq!(patterns[0], patterns[1]);
    assert_ne!(patterns[0], patterns[2]);
    assert!(patterns[0].contains(&true) && patterns[0].contains(&false), "{patterns:?}");
}

#[tokio::test]
async fn a_way_that_leads_elsewhere_takes_new_ones_there() {
    let ((proxy, first), (other, second)) = (way().await, echo().await);
    let mut client = Client::of(&proxy).await;
    client.says("one").await.expect("carried");
    proxy.lead_to(&other);
    Client::of(&proxy).await.says("other").await.expect("carried");
    client.says("one").await.expect("open ones stay");
    assert_eq!((*first.borrow(), *second.borrow()), (6, 5));
}
