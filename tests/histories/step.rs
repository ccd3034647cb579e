//! What can happen.

use proptest::prelude::*;

/// One step of a history. Numbers choose among what is there, whatever that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    // People at the desk.
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
    // The other side.
    Amend(u8),
    Deduct(u8),
    Flag(u8),
    Lift(u8),
    CloseQuarter,
    Misbehave(u8),
    Reject,
    // The program, the post and the machine.
    Exchange,
    ExchangeCut { calls: u8, after: bool },
    Restart,
    Minutes(u16),
    Days(u8),
    Back(u8),
    Fault(u8),
    LiftFaults,
    MarksFail,
}

pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    use Step as S;
    let n = || any::<u8>();
    let desk = prop_oneof![
        4 => n().prop_map(S::Register),
        1 => n().prop_map(S::RegisterWithoutNumber),
        3 => n().prop_map(S::Move),
        2 => n().prop_map(S::AskToRemove),
        1 => n().prop_map(S::Hold),
        1 => n().prop_map(S::LetGo),
        1 => n().prop_map(S::TakeBack),
        1 => n().prop_map(S::Confirm),
        1 => n().prop_map(S::Drop),
        8 => (n(), n()).prop_map(|(which, how)| S::Decide(which, how)),
        3 => n().prop_map(S::Undo),
        1 => (n(), n()).prop_map(|(which, whom)| S::Match(which, whom)),
        1 => Just(S::ClearRoutine),
        1 => n().prop_map(S::SendAgain),
        1 => n().prop_map(S::EnterAgain),
        1 => Just(S::RetryRefused),
        1 => Just(S::ReopenLink),
    ];
    let service = prop_oneof![
        4 => n().prop_map(S::Amend),
        3 => n().prop_map(S::Deduct),
        2 => n().prop_map(S::Flag),
        1 => n().prop_map(S::Lift),
        1 => Just(S::CloseQuarter),
        3 => n().prop_map(S::Misbehave),
        1 => Just(S::Reject),
    ];
    let machine = prop_oneof![
        10 => Just(S::Exchange),
        4 => (0u8..12, any::<bool>()).prop_map(|(calls, after)| S::ExchangeCut { calls, after }),
        2 => Just(S::Restart),
        3 => (1u16..600).prop_map(S::Minutes),
        2 => (1u8..40).prop_map(S::Days),
        1 => (1u8..48).prop_map(S::Back),
        4 => n().prop_map(S::Fault),
        2 => Just(S::LiftFaults),
        1 => Just(S::MarksFail),
    ];

    prop_oneof![5 => desk, 3 => service, 6 => machine]
}
