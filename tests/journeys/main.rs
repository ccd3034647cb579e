//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod broken;
mod checking;
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
mod queued;
mod registering;
mod reports;
mod requests;
mod returning;
mod rhythm;
mod roles;
mod sending;
mod sent_since;
mod settings;
mod taking_over;
