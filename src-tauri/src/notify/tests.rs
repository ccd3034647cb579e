//! The thread that calls, before a desk of training and surroundings that a test holds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use practice::Role;

use super::*;
use crate::events::Teller;
use crate::open::{Place, open};

/// Notes what is shown, and for whom.
#[derive(Default)]
struct Test {
    is_in_front: AtomicBool,
    shown: Mutex<Vec<String>>,
}

impl Surroundings for Arc<Test> {
    fn desk(&self) -> Option<Arc<Desk>> {
        None
    }

    fn is_in_front(&self) -> bool {
        self.is_in_front.load(Ordering::SeqCst)
    }

    fn show(&self, title: &'static str, words: &str) {
        self.shown.lock().unwrap().push(format!("{title}: {words}"));
    }
}

fn desk(folder: &tempfile::TempDir) -> Desk {
    let place = Place::Training(folder.path().to_owned());

    open(&place, Teller::new(|_| ())).unwrap()
}

#[test]
fn a_stop_is_called_out_unless_somebody_sees_it_or_wants_none() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let act = desk.act(Role::Manager);
    let around = Arc::new(Test::default());
    let mut watch = Watch::default();
    let mut pauses = |why: Option<&str>| {
        desk.practice().pause(why, &act).unwrap();
        look(&desk, &mut watch, &around).unwrap();
        around.shown.lock().unwrap().split_off(0)
    };
    assert_eq!(pauses(None), [""; 0], "forty notices lay there");

    assert_eq!(
        pauses(Some("PCSE asked")),
        ["Linkdesk TRAINING: Sending has stopped"]
    );
    assert_eq!(pauses(None), [""; 0]);
    around.is_in_front.store(true, Ordering::SeqCst);
    assert_eq!(pauses(Some("PCSE asked")), [""; 0], "somebody sees it");

    around.is_in_front.store(false, Ordering::SeqCst);
    let quiet = practice::Display {
        notifies: false,
        ..practice::Display::default()
    };
    pauses(None);
    desk.practice().keep_display(quiet, &act).unwrap();
    assert_eq!(pauses(Some("PCSE asked")), [""; 0], "nobody wants it");
}

#[test]
fn a_line_is_told_when_it_has_been_down_for_half_an_hour() {
    let down = Link::Down {
        since: jiff::Timestamp::UNIX_EPOCH,
        message: String::new(),
    };
    let after = |minutes: i64| jiff::Timestamp::from_second(minutes * 60).unwrap();

    assert!(!is_long_down(&down, after(29)) && is_long_down(&down, after(30)));
    assert!(!is_long_down(&Link::Reached(after(0)), after(99)));
}

/// Shows nothing until it is let go on.
struct Hangs {
    asked: Mutex<Sender<()>>,
    goes_on: Mutex<Receiver<()>>,
}

impl Surroundings for Hangs {
    fn desk(&self) -> Option<Arc<Desk>> {
        self.asked.lock().unwrap().send(()).unwrap();
        self.goes_on.lock().unwrap().recv().ok();

        None
    }

    fn is_in_front(&self) -> bool {
        false
    }

    fn show(&self, _: &'static str, _: &str) {}
}

#[test]
fn a_system_that_hangs_holds_nobody_up() {
    let ((asked, is_asked), (go_on, goes_on)) = (channel(), channel());
    let nudge = watch(Hangs {
        asked: Mutex::new(asked),
        goes_on: Mutex::new(goes_on),
    });
    nudge.look();
    is_asked.recv().unwrap();

    for _ in 0..1_000 {
        nudge.look();
    }

    go_on.send(()).unwrap();
    is_asked.recv().unwrap();
    go_on.send(()).unwrap();
    drop(nudge);
    assert!(is_asked.recv().is_err(), "a thousand nudges were one look");
}
