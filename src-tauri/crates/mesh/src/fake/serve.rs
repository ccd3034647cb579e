//! Connections: one request after the other, each answered as the books and the faults say.

use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::World;
use super::desk::{self, Answered};
use super::fault::Fault;
use super::wire::Asked;

pub(super) async fn serve(listener: TcpListener, world: World) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(BufReader::new(stream), world.clone()));
    }
}

async fn converse(mut stream: BufReader<TcpStream>, world: World) {
    while let Some(asked) = Asked::read(&mut stream).await {
        let answered = desk::answer(&mut world.books(), &asked);
        if say(stream.get_mut(), answered, &world).await.is_none() {
            break;
        }
    }
}

/// `None` where the connection is to end.
async fn say(stream: &mut TcpStream, answered: Answered, world: &World) -> Option<()> {
    let Answered { bytes, fault } = answered;
    match fault {
        None | Some(Fault::Say(_) | Fault::Alter(_)) => stream.write_all(&bytes).await.ok(),
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

async fn drip(stream: &mut TcpStream, bytes: &[u8], few: usize, every: Duration) -> Option<()> {
    let mut ticks = tokio::time::interval(every);
    for piece in bytes.chunks(few.max(1)) {
        ticks.tick().await;
        stream.write_all(piece).await.ok()?;
    }

    Some(())
}
