//! K-S: from the clerk's confirmation to what MESH says of the letter.

use crate::day::{broken_off_at, is_killed};
use crate::kill::Kill;

#[test]
fn a_filing_that_nobody_was_told_of_is_filed_again() {
    broken_off_at("reg.before_tx");
}

#[test]
fn numbers_that_were_only_taken_are_taken_again() {
    broken_off_at("reg.tx.after_numbers");
}

#[test]
fn a_letter_that_was_only_written_is_written_again() {
    broken_off_at("reg.tx.after_outbox");
}

#[test]
fn a_release_whose_audit_was_only_written_is_made_again() {
    broken_off_at("reg.tx.after_audit");
}

#[test]
fn a_filing_that_was_kept_and_not_told_is_told_the_second_time() {
    broken_off_at("reg.after_commit");
}

#[test]
fn a_letter_that_only_the_marks_know_is_sent_once() {
    broken_off_at("send.before_claim");
}

#[test]
fn a_letter_that_was_claimed_and_not_sent_is_sent_once() {
    broken_off_at("send.after_claim");
}

#[test]
fn a_letter_of_which_only_the_line_was_there_is_sent_once() {
    // An exchange has one connection for all that it posts.
    is_killed(Kill::at("send.after_connect", 0));
}

#[test]
fn a_letter_of_which_half_went_is_sent_once_and_whole() {
    broken_off_at("send.mid_body");
}

#[test]
fn a_letter_that_mesh_took_unheard_is_found_there() {
    broken_off_at("send.after_body");
}

#[test]
fn an_answer_that_was_heard_and_not_kept_is_asked_for() {
    broken_off_at("send.after_response");
}

#[test]
fn a_letter_that_is_known_to_be_taken_stays_so() {
    broken_off_at("send.after_accept_commit");
}
