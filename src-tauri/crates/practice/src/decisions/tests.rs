//! Decisions over real stores: each choice of each kind, each refusal, and how each is undone.

mod amendments;
mod approvals;
mod by_hand;
mod counts;
mod deductions;
mod desk;
mod flags;
mod matches;
mod rejections;
mod replies;
mod rest;
mod routine;
mod undo;
mod views;
