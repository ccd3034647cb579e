//! Two programs and MESH between them: the surgery's `exchange` and the service's `agency`, each a process of its
//! own, with the public sandbox of MESH, which is written by MESH's own people.
#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test program that tells its own results"
)]
#![allow(
    dead_code,
    reason = "it uses a part of what it shares with other tests"
)]

#[path = "../../../mesh/tests/support/certificates.rs"]
mod certificates;
#[path = "../support/folder.rs"]
mod folder;
mod forms;
mod many;
#[path = "../cli/program.rs"]
mod program;
#[path = "../../../mesh/tests/support/runner.rs"]
mod runner;
#[path = "../../../mesh/tests/support/server.rs"]
mod server;
mod sides;
mod story;
mod trouble;
#[path = "../cli/desk/world.rs"]
mod world;

use std::process::ExitCode;

use runner::Test;

/// The sandbox in clear, where each test begins with empty mailboxes.
const IN_CLEAR: &[Test] = &[
    ("sandbox::two_programs_tell_the_whole_story", story::told),
    (
        "sandbox::a_letter_in_chunks_is_read_as_one",
        many::in_chunks,
    ),
    (
        "sandbox::six_hundred_letters_on_two_pages_are_fetched_and_receipted",
        many::six_hundred,
    ),
    (
        "sandbox::a_wrong_password_sends_and_fetches_nothing",
        trouble::wrong_password,
    ),
    (
        "sandbox::an_unknown_recipient_stops_its_link_and_is_named",
        trouble::unknown_recipient,
    ),
    (
        "sandbox::an_undelivered_letter_is_told_and_stays_undelivered",
        trouble::undelivered,
    ),
    (
        "sandbox::a_lost_answer_is_settled_by_tracking_and_nothing_goes_twice",
        trouble::lost_answer,
    ),
];

/// The sandbox behind TLS, which wants to see a certificate.
const SAFE: &[Test] = &[(
    "sandbox::two_programs_tell_the_whole_story_over_mutual_tls",
    story::told,
)];

fn main() -> ExitCode {
    runner::run(IN_CLEAR, SAFE)
}
