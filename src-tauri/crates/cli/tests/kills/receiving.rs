//! K-R, and receipts that come in: from the mailbox's list to the inbox.

use crate::day::broken_off_at;

#[test]
fn a_list_that_was_only_seen_is_seen_again() {
    broken_off_at("poll.after_list");
}

#[test]
fn a_letter_of_which_half_came_comes_whole() {
    broken_off_at("recv.mid_download");
}

#[test]
fn a_letter_without_its_second_piece_comes_whole() {
    broken_off_at("recv.between_chunks");
}

#[test]
fn a_letter_that_was_only_in_memory_comes_again() {
    broken_off_at("recv.after_download");
}

#[test]
fn a_letter_that_was_not_committed_comes_again() {
    broken_off_at("recv.tx1.after_raw");
}

#[test]
fn a_letter_that_is_kept_is_acknowledged_later_and_kept_once() {
    broken_off_at("recv.after_commit1");
}

#[test]
fn an_acknowledgement_that_mesh_took_unheard_does_no_harm() {
    broken_off_at("recv.after_ack_sent");
}

#[test]
fn an_acknowledgement_that_was_heard_and_not_noted_does_no_harm() {
    broken_off_at("recv.after_ack_reply");
}

#[test]
fn a_letter_that_was_only_looked_at_is_read() {
    broken_off_at("parse.before_tx2");
}

#[test]
fn notices_that_were_not_committed_are_made_once() {
    broken_off_at("parse.tx2.after_transactions");
}

#[test]
fn a_receipt_that_was_owed_and_not_committed_is_owed_once() {
    broken_off_at("parse.tx2.after_recep");
}

#[test]
fn a_letter_that_was_read_is_not_read_again() {
    broken_off_at("parse.after_commit2");
}

#[test]
fn a_receipt_that_was_matched_and_not_committed_is_matched_once() {
    broken_off_at("recepin.tx.after_match");
}

#[test]
fn a_receipt_that_was_matched_is_not_matched_again() {
    broken_off_at("recepin.after_commit");
}
