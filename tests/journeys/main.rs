//! Journeys: a surgery and the registration service, each with its own books, over real stores.
#![cfg(test)]

#[path = "../world/mod.rs"]
mod world;

mod behind;
mod broken;
mod by_hand;
mod calendar;
mod came_since;
mod checking;
mod deciding;
mod doubt;
mod flags;
mod giving_up;
mod held_file;
mod leaving;
mod made_again;
mod mischief;
mod numbers;
mod odd_days;
mod old_pages;
mod opening_numbers;
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
mod years;
