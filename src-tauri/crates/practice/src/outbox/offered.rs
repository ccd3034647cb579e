//! Which deeds a filing or a letter offers as it stands. Pure.

use store::{Answer, Filing, LetterOut, LetterState};

use super::deeds::Deed;
use super::step::Step;
use crate::obstacles::{Stuck, stuck};

/// What can be done with a filing; the first is the usual one.
pub(super) fn of_filing(filing: &Filing, step: Step, letter: Option<&LetterOut>) -> Vec<Deed> {
    let Some(letter) = letter else {
        return unreleased(step);
    };
    let mut deeds = of_letter(letter);
    let may_be_entered = matches!(filing.answer, Answer::Waiting | Answer::NoneExpected);
    if deeds.contains(&Deed::SendAgain) {
        deeds.retain(|_| may_be_entered);
        deeds.extend(Some(Deed::EnterAgain).filter(|_| may_be_entered));
        let may_be_closed = matches!(filing.answer, Answer::Waiting | Answer::Rejected);
        deeds.extend(Some(Deed::Close).filter(|_| may_be_closed));
    }

    deeds
}

/// What has no numbers yet can be changed at leisure.
const UNRELEASED: [(Step, &[Deed]); 6] = [
    (Step::Draft, &[Deed::Confirm, Deed::Drop]),
    (
        Step::Ready,
        &[Deed::Hold, Deed::TakeBack, Deed::SendNow, Deed::Drop],
    ),
    (Step::OnHold, &[Deed::LetGo, Deed::TakeBack, Deed::Drop]),
    (Step::Blocked, &[Deed::Hold, Deed::TakeBack, Deed::Drop]),
    (Step::Behind, &[Deed::Hold, Deed::TakeBack, Deed::Drop]),
    (
        Step::KeptUntilApproved,
        &[Deed::Hold, Deed::TakeBack, Deed::Drop],
    ),
];

/// What nothing sends while its form is open can be changed there.
pub(super) fn may_be_changed(step: Step) -> bool {
    matches!(step, Step::Draft | Step::OnHold)
}

fn unreleased(step: Step) -> Vec<Deed> {
    let found = UNRELEASED.iter().find(|(known, _)| *known == step);

    found.map(|(_, deeds)| deeds.to_vec()).unwrap_or_default()
}

/// What can be done with a letter that has its numbers.
pub(super) fn of_letter(letter: &LetterOut) -> Vec<Deed> {
    match letter.state {
        LetterState::Refused => vec![Deed::Retry, Deed::Abandon],
        LetterState::Unknown if stuck(letter) == Some(Stuck::InDoubt) => {
            vec![Deed::Arrived, Deed::NeverLeft, Deed::Abandon]
        }
        LetterState::Accepted | LetterState::Collected | LetterState::HandedOver => {
            vec![Deed::SendAgain]
        }
        LetterState::Undelivered => vec![Deed::SendAgain, Deed::Abandon],
        LetterState::Unknown
        | LetterState::Numbered
        | LetterState::Sending
        | LetterState::Abandoned => Vec::new(),
    }
}
