//! The ledger as its users see it: what it keeps, what it finds, and what it refuses.
#![cfg(test)]

mod change_log;
mod desk;
mod opening;
mod pages;
mod plans;
mod rules;
mod schema;
mod search;
mod statements;
mod writing;
