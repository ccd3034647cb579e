//! How long anything may take and how large it may be.

use std::time::Duration;

/// No letter may be larger, whatever the limits say.
const MOST_BYTES: usize = 100 << 20;

/// Times and sizes, as data, so that a test can make them small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the name to the end of the TLS handshake.
    pub connect: Duration,
    /// The whole of a short call, and the head of any answer.
    pub answer: Duration,
    /// The whole of fetching or posting one message, all its chunks together.
    pub carry: Duration,
    /// Nothing at all arrives.
    pub idle: Duration,
    /// Something arrives, but too little.
    pub slowest: Rate,
    /// A message, before and after it is unpacked. At most 100 MiB.
    pub message_bytes: usize,
    /// Any answer that is not a message.
    pub answer_bytes: usize,
    /// The chunks of a message that comes in.
    pub chunks: u32,
    /// Asked for on one page of the inbox; MESH knows 10 to 5000.
    pub page_size: u16,
    /// A letter that is posted; what is larger is refused.
    pub posted_bytes: usize,
    /// A letter that is larger goes in chunks of this size.
    pub chunk_bytes: usize,
    /// How often one chunk after the first is tried.
    pub chunk_tries: u32,
    /// So soon after an answer the next post goes on the same connection: MESH closes none that fast.
    pub posts_again: Duration,
}

/// So many bytes a second, judged only after a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub bytes_a_second: u64,
    pub after: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            answer: Duration::from_secs(60),
            carry: Duration::from_secs(600),
            idle: Duration::from_secs(60),
            slowest: Rate {
                bytes_a_second: 256,
                after: Duration::from_secs(60),
            },
            message_bytes: 10 << 20,
            answer_bytes: 1 << 20,
            chunks: 100,
            page_size: 500,
            posted_bytes: 50 << 20,
            chunk_bytes: 20 << 20,
            chunk_tries: 3,
            posts_again: Duration::from_secs(1),
        }
    }
}

impl Limits {
    pub(crate) fn message_bytes(&self) -> usize {
        self.message_bytes.min(MOST_BYTES)
    }
}

impl Rate {
    /// Whether so many bytes in such a time are too few.
    pub(crate) fn is_slower(self, bytes: usize, in_time: Duration) -> bool {
        let wanted = u128::from(self.bytes_a_second) * in_time.as_millis() / 1000;

        in_time >= self.after && (bytes as u128) < wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drip_is_too_slow_but_not_at_first() {
        let rate = Limits::default().slowest;

        assert!(!rate.is_slower(1, Duration::from_secs(59)));
        assert!(rate.is_slower(60 * 256 - 1, Duration::from_secs(60)));
        assert!(!rate.is_slower(60 * 256, Duration::from_secs(60)));
        // Half a slow line's 2 kB a second is still enough.
        assert!(!rate.is_slower(600 * 1000, Duration::from_secs(600)));
    }

    #[test]
    fn the_usual_times_are_those_that_mesh_advises() {
        let limits = Limits::default();
        let seconds =
            [limits.connect, limits.answer, limits.carry, limits.idle].map(|time| time.as_secs());

        assert_eq!(seconds, [15, 60, 600, 60]);
    }

    #[test]
    fn the_hard_limit_stands_above_the_set_one() {
        let limits = Limits {
            message_bytes: usize::MAX,
            ..Limits::default()
        };

        assert_eq!(limits.message_bytes(), 100 << 20);
        assert_eq!(Limits::default().message_bytes(), 10 << 20);
    }
}
