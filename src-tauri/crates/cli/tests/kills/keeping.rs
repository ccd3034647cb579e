//! K-M: the file and the record outside it.

use crate::day::is_killed;
use crate::kill::{Kill, SEEDS};

#[test]
fn a_checkpoint_that_was_begun_is_finished_later() {
    for microseconds in [0, 100, 400] {
        is_killed(Kill::at("checkpoint.mid", 0).later(microseconds));
    }
}

#[test]
fn a_record_outside_that_was_not_put_in_place_is_the_old_one() {
    (0..SEEDS).for_each(|seed| is_killed(Kill::at("anchor.mid", seed)));
}
