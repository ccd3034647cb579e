//! Connections: one request after the other, each answered as the books and the faults say.

use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::World;
use super::desk::{self, Answered};
use super::fault::{Call, Fault};
use super::watch::Moment;
use super::wire::Asked;

pub(super) async fn serve(listener: TcpListener, world: World) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(BufReader::new(stream), world.clone()));
    }
}

async fn converse(mut stream: BufReader<TcpStream>, world: World) -> Option<()> {
    world.watcher.tell(Moment::Connected, None)?;
    let half = |asked: &Asked| world.watcher.tell(Moment::HalfAsked, desk::call(asked));
    while let Some(asked) = Asked::read(&mut stream, half).await {
        let call = desk::call(&asked);
        let answered = desk::answer(&mut world.books(), &asked);
        world.watcher.tell(Moment::Done, call)?;
        say(stream.get_mut(), answered, call, &world).await?;
    }

    None
}

/// `None` where the connection is to end.
async fn say(
    stream: &mut TcpStream,
    answered: Answered,
    call: Option<Call>,
    world: &World,
) -> Option<()> {
    let Answered { bytes, fault } = answered;
    match fault {
        None | Some(Fault::Say(_) | Fault::Alter(_)) => whole(stream, &bytes, call, world).await,
        Some(Fault::LoseRequest | Fault::LoseAnswer) => None,
        Some(Fault::Cut { after }) => {
            let _ = stream.write_all(bytes.get(..after)?).await;
            None
        }
        Some(Fault::Reset { after }) => {
            let _ = stream.write_all(bytes.get(..after)?).await;
            let _ = stream.set_zero_linger();
            None
        }
        Some(Fault::Stall { after }) => {
            let (now, later) = bytes.split_at_checked(after)?;
            stream.write_all(now).await.ok()?;
            world.until_released().await;
            stream.write_all(later).await.ok()
        }
        Some(Fault::Drip { bytes: few, every }) => drip(stream, &bytes, few, every).await,
        Some(Fault::Raw(raw)) => {
            let _ = stream.write_all(&raw).await;
            None
        }
    }
}

/// The whole answer; somebody who watches is told when half of its body is said.
async fn whole(
    stream: &mut TcpStream,
    bytes: &[u8],
    call: Option<Call>,
    world: &World,
) -> Option<()> {
    if !world.watcher.is_there() {
        return stream.write_all(bytes).await.ok();
    }
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let head = head.map_or(0, |at| at + 4);
    let (first, second) = bytes.split_at_checked(head + bytes.len().saturating_sub(head) / 2)?;
    // The second half must not wait until the first one is acknowledged.
    stream.set_nodelay(true).ok()?;
    stream.write_all(first).await.ok()?;
    world.watcher.tell(Moment::HalfSaid, call)?;

    stream.write_all(second).await.ok()
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], few: usize, every: Duration) -> Option<()> {
    let mut ticks = tokio::time::interval(every);
    for piece in bytes.chunks(few.max(1)) {
        ticks.tick().await;
        stream.write_all(piece).await.ok()?;
    }

    Some(())
}
