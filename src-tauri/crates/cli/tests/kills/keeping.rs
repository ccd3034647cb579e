//! K-M: the file and the record outside it.

use crate::day::{broken_off_at, live};
use crate::kill::{Kill, SEEDS};

/// A checkpoint takes less than a millisecond, and often it is over before the kill comes.
const MOST_TRIES: u32 = 40;

#[test]
fn a_checkpoint_that_was_begun_is_finished_later() {
    let kill = Kill::at("checkpoint.mid", 0);
    for _ in 0..SEEDS {
        let is_met = (0..MOST_TRIES).any(|_| live(kill, None).unwrap() == 1);

        assert!(is_met, "{kill}: no kill came in the middle of it");
    }
}

#[test]
fn a_record_outside_that_was_not_put_in_place_is_the_old_one() {
    broken_off_at("anchor.mid");
}
