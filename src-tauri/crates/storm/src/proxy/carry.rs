//! Bytes from one side to the other, with all that a script does to them.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::script::{Ending, Script, Way};
use super::{Counts, State};

/// How a direction came to its end.
enum End {
    /// The side that speaks has said all, or is gone.
    OfItself,
    Told(Ending),
}

const PIECE: usize = 16 * 1024;

pub(super) async fn both_ways(client: TcpStream, server: TcpStream, script: Script, state: &State) {
    let (from_client, mut to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let (mut from_client, mut from_server) = (from_client, from_server);
    let told = {
        let up = one_way(
            &mut from_client,
            &mut to_server,
            &script.up,
            state,
            |counts| &mut counts.up,
        );
        let down = one_way(
            &mut from_server,
            &mut to_client,
            &script.down,
            state,
            |counts| &mut counts.down,
        );
        tokio::pin!(up, down);
        let mut over = (false, false);
        loop {
            let end = tokio::select! {
                end = &mut up, if !over.0 => { over.0 = true; end }
                end = &mut down, if !over.1 => { over.1 = true; end }
            };
            match end {
                End::Told(ending @ (Ending::Reset | Ending::Close)) => break Some(ending),
                End::Told(Ending::HalfClose) | End::OfItself if over == (true, true) => break None,
                End::Told(Ending::HalfClose) | End::OfItself => {}
            }
        }
    };
    if told == Some(Ending::Reset) {
        reset(from_client, to_client);
        reset(from_server, to_server);
    }
}

/// Hands on what one side says until it ends, or the script ends it.
async fn one_way(
    from: &mut OwnedReadHalf,
    to: &mut OwnedWriteHalf,
    way: &Way,
    state: &State,
    count: fn(&mut Counts) -> &mut u64,
) -> End {
    let mut buffer = vec![0; PIECE];
    let mut done = 0;
    let mut is_first = true;
    loop {
        if let Some(end) = happens(way, done, to, state).await {
            return end;
        }
        let most = usize::try_from(way.at_once(done))
            .unwrap_or(PIECE)
            .min(PIECE);
        let read = match from.read(buffer.get_mut(..most).unwrap_or_default()).await {
            Ok(read) if read > 0 => read,
            Ok(_) | Err(_) => break,
        };
        if std::mem::take(&mut is_first) {
            wait(way.delay).await;
        }
        let piece = buffer.get(..read).unwrap_or_default();
        if to.write_all(piece).await.is_err() {
            break;
        }
        done += read as u64;
        state.count(|counts| *count(counts) += read as u64);
        wait(way.pause(read as u64)).await;
    }
    // The other side may be gone already; then nobody is left to be told.
    let _ = to.shutdown().await;

    End::OfItself
}

/// What the script has for this place, before the next byte.
async fn happens(way: &Way, done: u64, to: &mut OwnedWriteHalf, state: &State) -> Option<End> {
    if let Some((_, garbage)) = way.garbage.as_ref().filter(|(at, _)| *at == done) {
        // Nobody counts what was never said.
        let _ = to.write_all(garbage).await;
    }
    if way.stall == Some(done) {
        stand_still(state).await;
    }
    let (_, ending) = way.cut.filter(|(at, _)| *at == done)?;
    if ending == Ending::HalfClose {
        let _ = to.shutdown().await;
    }

    Some(End::Told(ending))
}

async fn stand_still(state: &State) {
    let mut released = state.released.subscribe();
    state.count(|counts| counts.stalled += 1);
    // The proxy that is gone releases everything.
    let _ = released.changed().await;
    state.count(|counts| counts.stalled -= 1);
}

async fn wait(time: std::time::Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

/// What is closed without lingering is reset.
fn reset(from: OwnedReadHalf, to: OwnedWriteHalf) {
    if let Ok(stream) = from.reunite(to) {
        // Where it cannot be set, the end is an ordinary one.
        let _ = stream.set_zero_linger();
    }
}
