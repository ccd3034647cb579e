//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod broken;
mod checking;
mod deciding;
mod flags;
mod leaving;
mod mischief;
mod numbers;
mod odd_days;
mod putting_back;
mod registering;
mod rhythm;
mod sending;
