//! The service and its mailbox from outside: bytes in, bytes out.
#![cfg(test)]

mod answers;
mod complaints;
mod faults;
mod keeping;
mod mailbox;
mod mischief;
mod practice;
mod wishes;
