//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod deciding;
mod doubt;
mod flags;
mod giving_up;
mod leaving;
mod made_again;
mod mischief;
mod numbers;
mod odd_days;
mod putting_back;
mod registering;
mod reports;
mod rhythm;
mod sending;
mod sent_since;
