//! A program ends while one of its threads still writes.

use std::process::Command;
use std::sync::mpsc;
use std::thread;

use store::Result;

use crate::desk::Desk;

/// Set for the program that ends, which is this one once more.
const ENDS: &str = "LINKDESK_ENDS";
const NAME: &str =
    "ending::whoever_still_writes_when_the_program_ends_is_cut_off_and_nothing_worse";
const TRIES: usize = 8;

#[test]
fn whoever_still_writes_when_the_program_ends_is_cut_off_and_nothing_worse() {
    if std::env::var_os(ENDS).is_some() {
        return writes_on();
    }
    for _ in 0..TRIES {
        let ended = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME])
            .env(ENDS, "yes")
            .output()
            .unwrap();

        assert!(ended.status.success(), "{}", ended.status);
    }
}

/// Comes back as soon as the writing has begun; the writing goes on to the end.
fn writes_on() {
    let (begun, begins) = mpsc::channel();
    thread::spawn(move || {
        let desk = Desk::new();
        loop {
            let written = desk.store.write(|w| -> Result<_> { w.set("pause", "x") });
            let _ = begun.send(written.is_ok());
        }
    });

    assert!(begins.recv().unwrap());
}
