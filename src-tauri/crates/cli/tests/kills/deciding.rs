//! K-A: what a person decides about a notice, and undoes.

use crate::day::broken_off_at;

#[test]
fn a_patient_that_was_changed_and_not_committed_is_changed_once() {
    broken_off_at("apply.tx.after_patient");
}

#[test]
fn a_notice_that_was_settled_and_not_committed_waits() {
    broken_off_at("apply.tx.after_item_closed");
}

#[test]
fn a_decision_that_nobody_was_told_of_stands() {
    broken_off_at("apply.after_commit");
}

#[test]
fn half_an_undo_is_none() {
    broken_off_at("undo.tx.mid");
}
