//! Silence, greed, and what is none of both.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::*;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// No settings of the client's.
const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
/// `GET / HTTP/2`, complete, on stream 1.
const GET: &[u8] = &[0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x84, 0x86, 0x41, 1, b'x'];

async fn start(router: Router, proxies: Networks) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(serve_behind(listener, router, proxies, CancellationToken::new()));
    address
}

fn pong() -> Router {
    Router::new().route("/", get(async || "here"))
}

/// Answers with what is sent into the channel.
fn streaming() -> (Router, mpsc::Sender<Bytes>) {
    let (sender, receiver) = mpsc::channel(1);
    let receiver = Arc::new(std::sync::Mutex::new(Some(receiver)));
    let answer = move || async move {
        let mut parts = receiver.lock().expect("sound").take().expect("asked once");
        Body::from_stream(futures_util::stream::poll_fn(move |context| {
            parts.poll_recv(context).map(|part| part.map(Ok::<_, Infallible>))
        }))
    };
    (Router::new().route("/", get(answer)), sender)
}

/// How long the server leaves a connection open; pings of HTTP/2 are answered meanwhile.
async fn open_for(stream: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut head = [0; 9];
    while stream.read_exact(&mut head).await.is_ok() {
        let mut payload = vec![0; usize::from(head[1]) << 8 | usize::from(head[2])];
        stream.read_exact(&mut payload).await.expect("a whole frame");
        let is_ping = head[3] == 6 && head[4] == 0;
        if is_ping {
            let pong = [&[0, 0, 8, 6, 1, 0, 0, 0, 0][..], &payload].concat();
            stream.write_all(&pong).await.expect("open");
        }
    }
    begun.elapsed()
}

#[tokio::test(start_paused = true)]
async fn who_asks_for_nothing_is_cut_off() {
    let address = start(pong(), Networks::default()).await;
    let unfinished = [PREFACE, SETTINGS, &GET[..12]].concat();
    let openings: [&[u8]; 6] =
        [b"", b"PRI * HT", PREFACE, &[PREFACE, SETTINGS].concat(), &unfinished, b"GET / HTTP/1.1\r\nhost: x\r\n"];
    for opening in openings {
        let mut stream = TcpStream::connect(address).await.expect("accepted");
        stream.write_all(opening).await.expect("open");
        let open = timeout(Duration::from_secs(100), open_for(&mut stream)).await.expect("it is closed");
        assert!(open <= HEADERS_DEADLINE + Duration::from_secs(1), "{open:?} after {opening:?}");
        assert!(open >= HEADERS_DEADLINE - Duration::from_secs(1), "{open:?} after {opening:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_of_http2_that_only_answers_pings_is_cut_off() {
    let address = start(pong(), Networks::default()).await;
    let mut stream = TcpStream::connect(address).await.expect("accepted");
    stream.write_all(&[PREFACE, SETTINGS, GET].concat()).await.expect("open");
    let open = timeout(Duration::from_secs(200), open_for(&mut stream)).await.expect("it is closed");
    assert!(open > HEADERS_DEADLINE && open <= IDLE_DEADLINE + Duration::from_secs(1), "{open:?}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_comes_in_parts_keeps_its_connection() {
    let (router, sender) = streaming();
    let address = start(router, Networks::default()).await;
    let mut stream = TcpStream::connect(address).await.expect("accepted");
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("open");
    for _ in 0..20 {
        sleep(Duration::from_secs(15)).await;
        sender.send(Bytes::from_static(b": still here\n")).await.expect("the answer goes on");
    }
    drop(sender);
    let mut answer = vec![0; 4096];
    assert!(stream.read(&mut answer).await.expect("open") > 0);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_reads_is_given_up() {
    let (router, sender) = streaming();
    let address = start(router, Networks::default()).await;
    let mut stream = TcpStream::connect(address).await.expect("accepted");
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("open");
    let fill = async { while sender.send(Bytes::from(vec![b'x'; 1 << 20])).await.is_ok() {} };
    timeout(Duration::from_secs(200), fill).await.expect("it is given up");
    drop(stream);
}

#[tokio::test]
async fn so_many_requests_at_a_time_are_taken_on_one_connection_of_http2() {
    let address = start(pong(), Networks::default()).await;
    let mut stream = TcpStream::connect(address).await.expect("accepted");
    stream.write_all(&[PREFACE, SETTINGS].concat()).await.expect("open");
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.expect("the server's settings");
    let mut settings = vec![0; usize::from(head[2])];
    stream.read_exact(&mut settings).await.expect("the server's settings");
    let streams = settings.chunks(6).find(|setting| setting[..2] == [0, 3]).expect("MAX_CONCURRENT_STREAMS");
    assert_eq!(streams[2..], STREAMS_MAX.to_be_bytes());
}

/// Whether a request on a fresh connection is answered.
async fn is_answered(address: SocketAddr) -> bool {
    let mut stream = TcpStream::connect(address).await.expect("accepted");
    let _ = stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    answer.ends_with(b"here")
}

#[tokio::test]
async fn a_peer_has_so_many_connections_and_no_more() {
    let address = start(pong(), Networks::default()).await;
    let mut held = Vec::new();
    for _ in 0..PEER_CONNECTIONS_MAX - 1 {
        held.push(TcpStream::connect(address).await.expect("accepted"));
    }
    assert!(is_answered(address).await, "the last place");
    held.push(TcpStream::connect(address).await.expect("accepted"));
    assert!(!is_answered(address).await, "one too many");
    held.pop();
    let freed = async { while !is_answered(address).await {} };
    timeout(Duration::from_secs(5), freed).await.expect("a place that was given back is free");
}

#[tokio::test]
async fn a_proxy_has_as_many_connections_as_there_are() {
    let proxies = Networks::parse(&["127.0.0.0/8".to_owned()]).expect("a block");
    let address = start(pong(), proxies).await;
    let mut held = Vec::new();
    for _ in 0..PEER_CONNECTIONS_MAX {
        held.push(TcpStream::connect(address).await.expect("accepted"));
    }
    assert!(is_answered(address).await);
}

#[tokio::test]
async fn with_every_connection_taken_it_still_ends_when_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let token = CancellationToken::new();
    let serving = tokio::spawn(serve_at_most(1, listener, Router::new(), Networks::default(), token.clone()));
    let mut first = TcpStream::connect(address).await.expect("connects");
    tokio::io::AsyncWriteExt::write_all(&mut first, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("writes");
    let mut answer = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut first, &mut answer).await.expect("answers");
    token.cancel();
    tokio::time::timeout(Duration::from_secs(5), serving).await.expect("in time").expect("no panic");
}
