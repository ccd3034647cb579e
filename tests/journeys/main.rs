//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod sending;
