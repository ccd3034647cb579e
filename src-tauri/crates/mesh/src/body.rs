//! The bytes of an answer as they arrive: not too many, not too slowly, and all of them.

use mailbox::Trouble;
use reqwest::Response;
use tokio::time::{Instant, timeout};

use crate::Limits;
use crate::trouble::Failure;

/// Reads to the end. A body that is shorter than was announced is an error of the connection.
pub(crate) async fn read_capped(
    mut response: Response,
    most: usize,
    limits: &Limits,
) -> Result<Vec<u8>, Failure> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > most) {
        return Err(too_large());
    }
    let (start, mut body) = (Instant::now(), Vec::new());
    loop {
        let piece = timeout(limits.idle, response.chunk()).await;
        let piece = piece.map_err(|_| Failure::open(Trouble::TimedOut, "the answer stopped"))?;
        let Some(piece) = piece.map_err(|error| Failure::of(&error))? else {
            return Ok(body);
        };
        if body.len() + piece.len() > most {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
        if limits.slowest.is_slower(body.len(), start.elapsed()) {
            return Err(Failure::open(Trouble::TimedOut, "the answer is too slow"));
        }
    }
}

fn too_large() -> Failure {
    Failure::open(Trouble::TooLarge, "the body is over the limit")
}
