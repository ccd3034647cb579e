//! I: two programs at a time, and one that is asked to end while it sends. Nobody is killed here.

use std::ops::ControlFlow;
use std::process::Command;
use std::sync::{Arc, Mutex};

use mesh::fake::{Call, Moment};

use crate::checker;
use crate::day::Day;
use crate::kill::Kill;
use crate::program::{Ran, Running};

const EXCHANGING: &str = "E843";

/// Its kill never comes: only what follows a day is wanted of it.
fn day() -> Day {
    Day::begins(Kill::at("send.after_claim", 0), None)
}

/// Something is done once, while MESH has just taken the first letter and has not said so.
fn in_the_middle(day: &Day, does: impl FnOnce() + Send + 'static) -> Ran {
    let does = Mutex::new(Some(does));
    day.far.mesh.watch(move |moment, call| {
        if (moment, call) == (Moment::Done, Some(Call::Post))
            && let Some(does) = does.lock().unwrap().take()
        {
            does();
        }

        ControlFlow::Continue(())
    });
    let ran = day
        .desk
        .run(&exchange(day).each_ref().map(String::as_str), None);
    day.far.spares();

    ran
}

fn exchange(day: &Day) -> [String; 4] {
    ["exchange", "--once", "--now", &day.now.to_string()].map(str::to_owned)
}

fn ends_well(mut day: Day) {
    day.rest().unwrap();
    checker::everything(&mut day).unwrap();
}

#[test]
fn of_two_programs_one_exchanges_and_the_other_says_so() {
    let day = day();
    let words = exchange(&day);
    let mut other: Command = day.desk.program(&words.each_ref().map(String::as_str));
    let refused = Arc::new(Mutex::new(None));
    let told = Arc::clone(&refused);

    let first = in_the_middle(&day, move || {
        *told.lock().unwrap() = Running::default().run(&mut other).refused();
    });

    assert_eq!(first.exit(), Some(0), "{}", first.err);
    assert_eq!(refused.lock().unwrap().as_deref(), Some(EXCHANGING));
    ends_well(day);
}

#[test]
fn a_program_that_is_asked_to_end_while_it_sends_leaves_a_doubt_and_sends_nothing_twice() {
    let day = day();
    let running = day.desk.running.clone();

    let ran = in_the_middle(&day, move || running.ask_to_end());

    assert_eq!(
        ran.exit(),
        None,
        "it ends at once, before the answer is kept"
    );
    assert_eq!(day.far.accepted().len(), 1, "MESH has taken it");
    ends_well(day);
}
