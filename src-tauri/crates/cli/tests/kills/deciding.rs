//! K-A: what a person decides about a notice, and undoes.

use crate::day::is_killed;
use crate::kill::{Kill, SEEDS};

fn killed_at(point: &str) {
    (0..SEEDS).for_each(|seed| is_killed(Kill::at(point, seed)));
}

#[test]
fn a_patient_that_was_changed_and_not_committed_is_changed_once() {
    killed_at("apply.tx.after_patient");
}

#[test]
fn a_notice_that_was_settled_and_not_committed_waits() {
    killed_at("apply.tx.after_item_closed");
}

#[test]
fn a_decision_that_nobody_was_told_of_stands() {
    killed_at("apply.after_commit");
}

#[test]
fn half_an_undo_is_none() {
    killed_at("undo.tx.mid");
}
