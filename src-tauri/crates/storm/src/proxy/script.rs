//! What becomes of one connection, each way for itself.

use std::time::Duration;

/// One connection. As it is by default, it is faithful.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// From the client to the server.
    pub up: Way,
    /// From the server to the client.
    pub down: Way,
}

/// One direction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// Waits so long before the first byte.
    pub delay: Duration,
    /// After so many bytes, this happens instead of the rest.
    pub cut: Option<(u64, Ending)>,
    /// After so many bytes it stands still until it is released.
    pub stall: Option<u64>,
    /// After so many bytes, these come in between.
    pub garbage: Option<(u64, Vec<u8>)>,
    /// Waits so long after every single byte: one byte at a time.
    pub drip: Option<Duration>,
    /// So many bytes a second at most.
    pub bytes_a_second: Option<u64>,
}

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Both sides are told that the connection was reset.
    Reset,
    /// Both sides are told that the other one has said all.
    Close,
    /// Only this direction ends; the other one goes on.
    HalfClose,
}

impl Way {
    pub fn cut_after(bytes: u64, ending: Ending) -> Self {
        Self {
            cut: Some((bytes, ending)),
            ..Self::default()
        }
    }

    pub fn stall_after(bytes: u64) -> Self {
        Self {
            stall: Some(bytes),
            ..Self::default()
        }
    }

    /// How many bytes may be handed on at once, `done` of them gone already; 0 where something happens first.
    pub(crate) fn at_once(&self, done: u64) -> u64 {
        let marks = [
            self.cut.map(|(at, _)| at),
            self.stall,
            self.garbage.as_ref().map(|(at, _)| *at),
        ];
        let next = marks.into_iter().flatten().filter(|at| *at > done).min();
        let most = next.map_or(u64::MAX, |next| next - done);
        let step = match (self.drip, self.bytes_a_second) {
            (Some(_), _) => 1,
            (None, Some(rate)) => (rate / TICKS).max(1),
            (None, None) => u64::MAX,
        };

        most.min(step)
    }

    /// How long to wait after so many bytes.
    pub(crate) fn pause(&self, bytes: u64) -> Duration {
        match (self.drip, self.bytes_a_second) {
            (Some(pause), _) => pause,
            (None, Some(rate)) => {
                let nanos = bytes.saturating_mul(1_000_000_000) / rate.max(1);
                Duration::from_nanos(nanos)
            }
            (None, None) => Duration::ZERO,
        }
    }
}

/// A limited line hands on so many pieces a second.
const TICKS: u64 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_where_something_happens() {
        let way = Way {
            stall: Some(10),
            cut: Some((25, Ending::Reset)),
            ..Way::default()
        };

        assert_eq!([0, 4, 10, 24].map(|done| way.at_once(done)), [10, 6, 15, 1]);
        assert_eq!(Way::default().at_once(0), u64::MAX);
    }

    #[test]
    fn a_slow_line_takes_its_time() {
        let slow = Way {
            bytes_a_second: Some(2_000),
            ..Way::default()
        };
        let drip = Way {
            drip: Some(Duration::from_secs(10)),
            ..Way::default()
        };

        assert_eq!(slow.at_once(0), 100);
        assert_eq!(slow.pause(100), Duration::from_millis(50));
        assert_eq!(
            (drip.at_once(7), drip.pause(1)),
            (1, Duration::from_secs(10))
        );
    }
}
