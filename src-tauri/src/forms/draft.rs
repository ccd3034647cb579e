//! From a checked form to what can be filed: nothing hard, and nothing doubtful that nobody has looked at.

use gplinks::{Checked, Cipher, Draft, FieldProblem, Filing, LinkCode, Ready, Weight};

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};

/// Everything that is wrong is told at once. `ha` is the authority that it goes to.
pub(crate) fn ready<T>(
    desk: &Desk,
    ha: &str,
    checked: Checked<T>,
    filing: impl FnOnce(T) -> Filing,
) -> Result<Draft, Problem> {
    match checked.ready {
        Some(ready) => drafted(desk, ha, ready, filing),
        None => Err(ShellError::Form(checked.problems).into()),
    }
}

/// What is ready, addressed.
pub(crate) fn drafted<T>(
    desk: &Desk,
    ha: &str,
    ready: Ready<T>,
    filing: impl FnOnce(T) -> Filing,
) -> Result<Draft, Problem> {
    let practice = LinkCode::parse(&desk.practice().settings()?.practice_code);
    let link = practice.zip(Cipher::parse(ha));
    let (practice, cipher) = link.ok_or(ShellError::NotUnderstood)?;

    Ok(Draft {
        link: gplinks::Link::new(practice, cipher),
        gp: ready.gp,
        filing: filing(ready.filing),
    })
}

/// Refuses a form with a doubt that the clerk has not been asked about: an older window, or a field changed since.
pub(crate) fn unasked(problems: &[FieldProblem], answered: &[String]) -> Result<(), Problem> {
    let is_open = |problem: &&FieldProblem| {
        problem.weight == Weight::Soft && !answered.contains(&doubt(problem))
    };
    let open: Vec<_> = problems.iter().filter(is_open).cloned().collect();

    if open.is_empty() || problems.iter().any(|one| one.weight == Weight::Hard) {
        Ok(())
    } else {
        Err(ShellError::Unasked(open).into())
    }
}

/// The clerk was told that the same was filed before, and means it.
pub(crate) const ONCE_MORE: &str = "filing E939";

pub(crate) fn once_more(answered: &[String]) -> bool {
    answered.iter().any(|one| one == ONCE_MORE)
}

fn doubt(problem: &FieldProblem) -> String {
    format!("{} {}", problem.field.name(), problem.code)
}
