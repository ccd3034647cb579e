//! `check`: what letters say and what is wrong with them, in memory that does not grow with the file.

mod excerpt;
mod follow;
mod json;
mod progress;
mod report;
mod tally;

use std::cell::Cell;
use std::io::{self, IsTerminal, Read};

use gplinks::{Limits, Reading};

use crate::args::Check;
use crate::error::Failure;
use crate::input::Source;
use crate::output::{Exit, Told};
use crate::page::Page;
use follow::{Follow, View};
use json::Json;
use premises::clock;
use progress::Progress;
use report::Report;

pub(crate) fn run(check: &Check) -> Result<Told, Failure> {
    let mut json = Json::default();
    let mut report = Report::new(io::stdout().is_terminal(), check.files.len() > 1);
    let (view, mut page): (&mut dyn View, Page) = if check.json {
        (&mut json, Page::new(Box::new(io::stdout())))
    } else {
        (&mut report, Page::new(Box::new(anstream::stdout())))
    };

    let mut told = Told::nothing(Exit::Done);
    for file in &check.files {
        match check_file(&Source::of(file), view, &mut page) {
            Ok(exit) => told.exit = told.exit.max(exit),
            Err(failure) => told.add(failure),
        }
    }
    // Nobody took the result, so reading ended early and what was counted says nothing.
    if page.is_lost() {
        told = Told::nothing(Exit::Done);
    }
    view.finish(&mut page);
    page.close()?;

    Ok(told)
}

fn check_file(source: &Source, view: &mut dyn View, page: &mut Page) -> Result<Exit, Failure> {
    let opened = source.open()?;
    let stop = Cell::new(page.is_lost());
    let input = Stoppable {
        input: opened.input,
        stop: &stop,
    };
    let reading = Reading {
        limits: Limits::file(),
        today: Some(clock::today()),
    };
    let progress = Progress::of(opened.size);

    let mut follow = Follow::begin(source, view);
    let sink = |event| {
        follow.event(page, event);
        if page.is_full() {
            progress.aside(|| page.turn());
            stop.set(page.is_lost());
        }
    };
    let read = gplinks::read_stream(input, &reading, sink, |done| progress.show(done));
    progress.clear();

    follow.finish(page, read.map_err(|error| Failure::reading(source, error)))
}

/// Ends early where nobody takes the result any more.
struct Stoppable<'a> {
    input: Box<dyn Read>,
    stop: &'a Cell<bool>,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.get() {
            Ok(0)
        } else {
            self.input.read(buffer)
        }
    }
}
