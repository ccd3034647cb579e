//! What is about no patient: a quarter's end, a receipt with a problem, what cannot be read.

use super::case::{Case, Outcome};
use super::choice::Choice;
use super::not_offered;
use crate::{DeskError, Result};

/// F8: refused while something older waits for a person, set aside or not, unless a manager says why.
pub(super) fn close_quarter(case: &Case<'_>, choice: &Choice) -> Result<Outcome> {
    if !matches!(choice, Choice::Acknowledge) {
        return Err(not_offered());
    }
    let open = case.w.count_open_before(case.notice)?;
    if open > 0
        && case
            .act
            .as_manager(case.w, case.reason.unwrap_or_default())
            .is_err()
    {
        return Err(DeskError::QuarterNotReady { open });
    }

    Ok(Outcome::told(
        "The end of the quarter is acknowledged. Nothing is sent.",
    ))
}

/// A receipt that says that a letter of ours could not be read.
pub(super) fn receipt_problem(choice: &Choice) -> Result<Outcome> {
    if !matches!(choice, Choice::Understood) {
        return Err(not_offered());
    }

    Ok(Outcome::told(
        "Understood. The letter stays marked as one with a problem. Nothing is sent.",
    ))
}

pub(super) fn set_aside(case: &Case<'_>, choice: &Choice) -> Result<Outcome> {
    if !matches!(choice, Choice::DealtWith) {
        return Err(not_offered());
    }
    case.needs_reason()?;

    Ok(Outcome::told(
        "Dealt with. What came is kept as it is, and nothing is sent.",
    ))
}
