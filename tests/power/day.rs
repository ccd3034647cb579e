//! The day: what people at the desk and the service do, step by step.

use agency::{Agency, Mischief, PostFault};
use gplinks::{Changes, DeductionReason, Draft, Minute, NameChange, PatientNumber, Text};
use jiff::Timestamp;
use practice::Choice;

use crate::ground::KNOWN;
use crate::outside::Outside;
use crate::world::people::person;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    File(Work),
    Exchange,
    /// Something that happens outside; the power has nothing to do with it.
    Outside(Event),
    Decide(&'static str, Manner),
    Undo(&'static str),
    /// The log is given back to the file, in an idle moment.
    Checkpoint,
    /// The program is ended and started again.
    Restart,
}

/// What is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    Register(u32),
    RegisterWithoutNumber(u32),
    Move(u32),
    AskToRemove(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Minutes(i64),
    Deduct(u32),
    Amend(u32),
    SendTwice,
    LoseAnswer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Record,
    Accept,
}

/// A short working day.
pub(crate) const DAY: &[Step] = &[
    Step::File(Work::Register(KNOWN + 1)),
    Step::File(Work::RegisterWithoutNumber(KNOWN + 2)),
    Step::Exchange,
    Step::Exchange,
    Step::Checkpoint,
    Step::Decide("F4", Manner::Record),
    Step::Decide("F4", Manner::Record),
    Step::Decide("F4", Manner::Record),
    Step::File(Work::Move(KNOWN + 1)),
    Step::Outside(Event::SendTwice),
    Step::Outside(Event::Deduct(0)),
    Step::Exchange,
    Step::Checkpoint,
    Step::Decide("F2", Manner::Record),
    Step::Undo("F2"),
    Step::File(Work::Register(KNOWN + 3)),
    Step::Outside(Event::LoseAnswer),
    Step::Exchange,
    Step::Outside(Event::Minutes(2)),
    Step::Exchange,
    Step::Restart,
    Step::Outside(Event::Amend(1)),
    Step::File(Work::AskToRemove(2)),
    Step::Exchange,
    Step::Decide("F1", Manner::Accept),
    Step::Exchange,
];

/// A run that begins in a part of the day goes on to the end of that part, where everything comes to
/// rest: the steps after which a part ends.
const PARTS: [usize; 6] = [5, 9, 13, 18, 24, DAY.len()];

/// The end of the part that a step is in.
pub(crate) fn end_of_part(step: usize) -> usize {
    let end = PARTS.into_iter().find(|end| step < *end);

    end.unwrap_or(DAY.len())
}

impl Work {
    pub(crate) fn draft(self, at: Timestamp) -> Draft {
        match self {
            Self::Register(nth) => person(nth).first(at),
            Self::RegisterWithoutNumber(nth) => person(nth).without_number().first(at),
            Self::Move(nth) => person(nth).moves_to("7 NEW ROAD", at),
            Self::AskToRemove(nth) => person(nth).leaves(13, "2026-11-01", at),
        }
    }
}

impl Manner {
    pub(crate) fn choice(self) -> Choice {
        match self {
            Self::Record => Choice::record(),
            Self::Accept => Choice::Accept {
                number_confirmed: false,
            },
        }
    }
}

impl Event {
    pub(crate) fn happen(self, outside: &Outside) {
        let now = outside.now();
        let say = |speak: &dyn Fn(&mut Agency)| {
            outside.service.with_agency(|agency| speak(agency));
        };
        match self {
            Self::Minutes(minutes) => outside.minutes_pass(minutes),
            Self::Deduct(nth) => say(&|agency| {
                let reason = DeductionReason::of(2).unwrap();
                let today = Minute::at(now).day();
                agency
                    .deduct(&number(nth), reason, today, None, now)
                    .unwrap();
            }),
            Self::Amend(nth) => say(&|agency| {
                let changes = Changes {
                    name: NameChange {
                        surname: Text::new("NEWNAME"),
                        ..NameChange::default()
                    },
                    ..Changes::default()
                };
                agency.amend(&number(nth), changes, None, now).unwrap();
            }),
            Self::SendTwice => say(&|agency| agency.misbehave(Mischief::Duplicate)),
            Self::LoseAnswer => outside.service.fault(PostFault::LoseAnswer),
        }
        outside.service.set_now(outside.now());
    }
}

fn number(nth: u32) -> PatientNumber {
    PatientNumber::read(person(nth).number.as_deref().unwrap()).unwrap()
}
