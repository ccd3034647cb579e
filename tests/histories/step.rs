//! What can happen.

use proptest::prelude::*;

/// One step of a history. Numbers choose among what is there, whatever that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Desk(Deed),
    Service(Word),
    Machine(Event),
}

/// What people at the desk do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Register(u8),
    RegisterWithoutNumber(u8),
    Move(u8),
    AskToRemove(u8),
    Hold(u8),
    LetGo(u8),
    TakeBack(u8),
    Confirm(u8),
    Drop(u8),
    Decide(u8, u8),
    Undo(u8),
    Match(u8, u8),
    ClearRoutine,
    SendAgain(u8),
    EnterAgain(u8),
    RetryRefused,
    ReopenLink,
    Abandon(u8),
    SettleByHand,
    Correct(u8),
    CloseFiling(u8),
    Pause,
    GoOn,
    Snooze(u8),
    ReleaseLetter(u8),
}

/// What the other side says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Amend(u8),
    Deduct(u8),
    Flag(u8),
    Lift(u8),
    CloseQuarter,
    Misbehave(u8),
    Reject,
}

/// What happens to the program, the post and the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Exchange,
    ExchangeCut {
        calls: u8,
        after: bool,
    },
    Restart,
    Minutes(u16),
    Days(u8),
    Back(u8),
    Fault(u8),
    LiftFaults,
    MarksFail,
    /// MESH takes the next letter, and reports later that it could not deliver it.
    Undelivered,
    /// A backup is taken.
    TakesCopy,
    /// The last backup is put back, and a manager confirms the numbers.
    PutsBack,
    DiskFull,
    /// A second program files something, while the first one exchanges.
    SecondProgram(u8),
}

pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => deed().prop_map(Step::Desk),
        3 => word().prop_map(Step::Service),
        6 => event().prop_map(Step::Machine),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let n = || any::<u8>();

    prop_oneof![
        4 => n().prop_map(Deed::Register),
        1 => n().prop_map(Deed::RegisterWithoutNumber),
        3 => n().prop_map(Deed::Move),
        2 => n().prop_map(Deed::AskToRemove),
        1 => n().prop_map(Deed::Hold),
        1 => n().prop_map(Deed::LetGo),
        1 => n().prop_map(Deed::TakeBack),
        1 => n().prop_map(Deed::Confirm),
        1 => n().prop_map(Deed::Drop),
        8 => (n(), n()).prop_map(|(which, how)| Deed::Decide(which, how)),
        3 => n().prop_map(Deed::Undo),
        1 => (n(), n()).prop_map(|(which, whom)| Deed::Match(which, whom)),
        1 => Just(Deed::ClearRoutine),
        1 => n().prop_map(Deed::SendAgain),
        1 => n().prop_map(Deed::EnterAgain),
        1 => Just(Deed::RetryRefused),
        1 => Just(Deed::ReopenLink),
        1 => n().prop_map(Deed::Abandon),
        1 => Just(Deed::SettleByHand),
        1 => n().prop_map(Deed::Correct),
        1 => n().prop_map(Deed::CloseFiling),
        1 => Just(Deed::Pause),
        1 => Just(Deed::GoOn),
        1 => n().prop_map(Deed::Snooze),
        1 => n().prop_map(Deed::ReleaseLetter),
    ]
}

fn word() -> impl Strategy<Value = Word> {
    let n = || any::<u8>();

    prop_oneof![
        4 => n().prop_map(Word::Amend),
        3 => n().prop_map(Word::Deduct),
        2 => n().prop_map(Word::Flag),
        1 => n().prop_map(Word::Lift),
        1 => Just(Word::CloseQuarter),
        3 => n().prop_map(Word::Misbehave),
        1 => Just(Word::Reject),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        10 => Just(Event::Exchange),
        4 => (0u8..12, any::<bool>()).prop_map(|(calls, after)| Event::ExchangeCut { calls, after }),
        2 => Just(Event::Restart),
        3 => (1u16..600).prop_map(Event::Minutes),
        2 => (1u8..40).prop_map(Event::Days),
        1 => (1u8..48).prop_map(Event::Back),
        4 => any::<u8>().prop_map(Event::Fault),
        2 => Just(Event::LiftFaults),
        1 => Just(Event::MarksFail),
        1 => Just(Event::Undelivered),
        3 => Just(Event::TakesCopy),
        2 => Just(Event::PutsBack),
        1 => Just(Event::DiskFull),
        1 => any::<u8>().prop_map(Event::SecondProgram),
    ]
}
