//! One day without any trouble, recorded: so that a cut at any of its changes need not play it again.

use std::sync::{Arc, Mutex};

use storm::{Change, Disk, Platter, Tape};

use crate::book::Book;
use crate::check::{self, Before};
use crate::day::{DAY, Step};
use crate::ground::Ground;
use crate::life::{Life, Place, Wrong};
use crate::outside::{Moment, Outside, Taken, noted};

pub(crate) struct Recording {
    tape: Tape,
    moments: Vec<Moment>,
    /// What people had been told before each step, and at the end.
    books: Vec<Book>,
    /// The disk and the outside before each step.
    steps: Vec<(Platter, usize)>,
    pub(crate) before: Before,
}

/// Where a run begins.
pub(crate) struct Start {
    pub(crate) platter: Platter,
    pub(crate) outside: Outside,
    pub(crate) step: usize,
    pub(crate) book: Book,
}

impl Recording {
    /// Plays the day. It must end well, or nothing that is tried afterwards would tell anything.
    pub(crate) fn of(ground: &Ground, place: &Place) -> Self {
        let disk = Disk::new(ground.platter.clone());
        let moments = Arc::new(Mutex::new(Vec::new()));
        let outside = ground.outside().recorded(moments.clone());
        let before = Before {
            filings: outside
                .service
                .with_agency(|agency| agency.ledger().transactions.len()),
        };
        let (mut book, mut books, mut steps) = (Book::default(), Vec::new(), Vec::new());
        disk.record();
        outside.keep(0, &disk);
        let begin = || Life::begin(place, &disk, &outside, Wrong::default()).unwrap();
        let mut life = begin();
        for (nth, step) in DAY.iter().enumerate() {
            outside.keep(nth, &disk);
            books.push(book.clone());
            steps.push((disk.platter(), moments.lock().unwrap().len() - 1));
            if *step == Step::Restart {
                drop(life);
                life = begin();
            }
            book.note(life.take(nth, *step, &book).unwrap());
        }
        outside.keep(DAY.len(), &disk);
        books.push(book.clone());
        crate::run::rest(&life, &outside).unwrap();
        let tape = disk.take_tape();
        check::everything(&life, &outside, &book, &before).unwrap();
        drop(life);
        let moments = std::mem::take(&mut *moments.lock().unwrap());

        Self {
            tape,
            moments,
            books,
            steps,
            before,
        }
    }

    /// How many changes the day makes to the disk: each is a place for a cut.
    pub(crate) fn changes(&self) -> usize {
        self.tape.len()
    }

    pub(crate) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// In the middle of a change.
    pub(crate) fn amid(&self, change: usize, life: u64) -> Start {
        let (step, moment) = noted(self.tape.note(change).unwrap());

        Start {
            platter: self.tape.amid(change).unwrap(),
            outside: Outside::from(&self.moments[moment], life),
            step,
            book: self.books[step].clone(),
        }
    }

    /// The first change of each piece of work after something happened outside.
    pub(crate) fn first_after(&self, happened: impl Fn(&Taken, &Taken) -> bool) -> Vec<usize> {
        let taken = |change: usize| {
            let (_, moment) = noted(self.tape.note(change).unwrap());

            self.moments[moment].taken()
        };

        (1..self.changes())
            .filter(|at| happened(&taken(at - 1), &taken(*at)))
            .collect()
    }

    /// The outside as it was before the last call before a change.
    pub(crate) fn outside_before(&self, change: usize, life: u64) -> Outside {
        let (_, moment) = noted(self.tape.note(change).unwrap());

        Outside::from(&self.moments[moment - 1], life)
    }

    pub(crate) fn changes_where(&self, wanted: impl Fn(usize, &Change) -> bool) -> Vec<usize> {
        let step = |change: usize| noted(self.tape.note(change).unwrap()).0;

        (0..self.changes())
            .filter(|at| wanted(step(*at), self.tape.change(*at).unwrap()))
            .collect()
    }

    /// Before a step: whatever was on its way is there, as after an ordinary start of the program.
    pub(crate) fn before(&self, step: usize, life: u64) -> Start {
        let (platter, moment) = &self.steps[step];

        Start {
            platter: platter.settled(),
            outside: Outside::from(&self.moments[*moment], life),
            step,
            book: self.books[step].clone(),
        }
    }
}
