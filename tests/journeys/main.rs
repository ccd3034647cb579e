//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod deciding;
mod flags;
mod leaving;
mod mischief;
mod numbers;
mod odd_days;
mod putting_back;
mod queued;
mod registering;
mod requests;
mod returning;
mod rhythm;
mod roles;
mod sending;
mod settings;
mod taking_over;
