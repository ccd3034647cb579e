//! The real window, driven as a person would: a few journeys, only to show that the parts are connected. They want a
//! display, so `cargo test` leaves them out; `cargo xtask test` runs them on a virtual one.
#![cfg(all(test, unix))]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at what it did not expect"
)]

mod axe;
mod doing;
mod fit;
mod fresh;
mod kept;
mod keys;
mod ledger;
mod looking;
mod support;

mod amending;
mod approving;
mod arranging;
mod clearing;
mod deciding;
mod deducting;
mod disputing;
mod family;
mod fp69;
mod hostile;
mod link;
mod long_list;
mod morning;
mod outbox;
mod registering;
mod reloading;
mod removing;
mod seen_desk;
mod seen_post;
mod seen_record;
mod seen_register;
mod seen_settings;
mod settings;
mod wrong;
