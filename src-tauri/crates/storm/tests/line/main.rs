//! The line that breaks as it is told, with a server behind it that says back what it hears.
#![cfg(test)]

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use storm::{Ending, Proxy, Script, Way};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// A server that says back every byte, and closes when it has heard all.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                let _ = tokio::io::copy(&mut from, &mut to).await;
            });
        }
    });

    address
}

async fn line() -> Proxy {
    Proxy::to(echo().await).await.unwrap()
}

/// Says something and hears the rest: what came back, and how it ended.
async fn talk(proxy: &Proxy, words: &[u8]) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    let said = stream.write_all(words).await;
    let closed = stream.shutdown().await;
    let mut heard = Vec::new();
    let end = stream.read_to_end(&mut heard).await;

    (heard, said.and(closed).and(end.map(drop)))
}

fn up(way: Way) -> Script {
    Script {
        up: way,
        ..Script::default()
    }
}

fn down(way: Way) -> Script {
    Script {
        down: way,
        ..Script::default()
    }
}

#[tokio::test]
async fn an_untold_line_is_faithful_and_counts() {
    let proxy = line().await;
    let words = vec![7; 100_000];
    let (heard, end) = talk(&proxy, &words).await;

    assert!(heard == words && end.is_ok());
    let counts = proxy.until(|counts| counts.ended == 1).await;
    assert_eq!(
        (counts.begun, counts.up, counts.down),
        (1, 100_000, 100_000)
    );
}

#[tokio::test]
async fn a_reset_on_the_way_back_comes_after_so_many_bytes() {
    let proxy = line().await;
    proxy.play([down(Way::cut_after(3, Ending::Reset))]);
    let (heard, end) = talk(&proxy, b"twelve bytes").await;

    assert!(heard.len() <= 3, "a reset may overtake what was said");
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    let counts = proxy.until(|counts| counts.ended == 1).await;
    assert_eq!((counts.up, counts.down), (12, 3));
}

#[tokio::test]
async fn a_close_on_the_way_there_lets_the_server_hear_the_beginning() {
    let proxy = line().await;
    proxy.play([up(Way::cut_after(6, Ending::HalfClose))]);
    let (heard, end) = talk(&proxy, b"twelve bytes").await;

    assert_eq!(heard, b"twelve");
    assert!(end.is_ok(), "only one direction has ended");
    assert_eq!(proxy.until(|counts| counts.ended == 1).await.up, 6);
}

#[tokio::test]
async fn a_line_can_be_closed_before_a_single_byte() {
    let proxy = line().await;
    proxy.play([up(Way::cut_after(0, Ending::Close))]);
    let (heard, _) = talk(&proxy, b"twelve bytes").await;

    assert_eq!(heard, b"");
    assert_eq!(proxy.until(|counts| counts.ended == 1).await.up, 0);
}

#[tokio::test]
async fn what_stalls_goes_on_when_it_is_released() {
    let proxy = line().await;
    proxy.play([up(Way::stall_after(4))]);
    let (talked, ()) = tokio::join!(talk(&proxy, b"twelve bytes"), async {
        let counts = proxy.until(|counts| counts.stalled == 1).await;
        assert_eq!(counts.up, 4);
        proxy.release();
    });

    assert_eq!(talked.0, b"twelve bytes");
    assert_eq!(proxy.counts().stalled, 0);
}

#[tokio::test]
async fn garbage_comes_in_between_and_is_not_counted() {
    let proxy = line().await;
    let way = Way {
        garbage: Some((6, b"\0\xff".to_vec())),
        ..Way::default()
    };
    proxy.play([down(way)]);
    let (heard, _) = talk(&proxy, b"twelve bytes").await;

    assert_eq!(heard, b"twelve\0\xff bytes");
    assert_eq!(proxy.until(|counts| counts.ended == 1).await.down, 12);
}

#[tokio::test]
async fn each_connection_has_its_own_script_and_the_last_one_stays() {
    let proxy = line().await;
    proxy.play([
        up(Way::cut_after(0, Ending::Close)),
        up(Way::cut_after(2, Ending::HalfClose)),
        Script::default(),
    ]);
    let mut heard = Vec::new();
    for _ in 0..4 {
        heard.push(talk(&proxy, b"hello").await.0);
    }

    assert_eq!(
        heard,
        [
            b"".to_vec(),
            b"he".to_vec(),
            b"hello".to_vec(),
            b"hello".to_vec()
        ]
    );
    assert_eq!(proxy.counts().begun, 4);
}

#[tokio::test(start_paused = true)]
async fn a_slow_line_takes_its_time_by_the_clock() {
    let proxy = line().await;
    let ways = [
        (
            Way {
                delay: Duration::from_secs(30),
                ..Way::default()
            },
            30,
        ),
        (
            Way {
                drip: Some(Duration::from_secs(10)),
                ..Way::default()
            },
            120,
        ),
        (
            Way {
                bytes_a_second: Some(2),
                ..Way::default()
            },
            6,
        ),
    ];
    for (way, seconds) in ways {
        proxy.play([down(way)]);
        let began = Instant::now();
        let (heard, _) = talk(&proxy, b"twelve bytes").await;

        assert_eq!(heard, b"twelve bytes");
        assert!(
            began.elapsed() >= Duration::from_secs(seconds),
            "{seconds} s became {:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_end_and_no_hang() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let proxy = Proxy::to(address).await.unwrap();
    let (heard, _) = talk(&proxy, b"hello").await;

    assert_eq!(heard, b"");
}

#[tokio::test]
async fn a_proxy_that_is_dropped_takes_its_line_with_it() {
    let proxy = line().await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(b"hello").await.unwrap();
    proxy.until(|counts| counts.down == 5).await;
    drop(proxy);
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard).await;

    assert_eq!(heard, b"hello");
}
