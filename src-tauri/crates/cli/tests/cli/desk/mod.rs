//! Everything that works on a practice's data.

mod agency;
mod deciding;
mod exchange;
mod file;
mod init;
mod mesh;
mod numbers;
mod outbox;
mod patients;
mod places;
mod reports;
mod settings;
mod stuck;
mod theft;
mod training;
mod users;
mod world;
