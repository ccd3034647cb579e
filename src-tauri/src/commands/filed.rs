//! What is told of something that was just filed, whatever it was.

use gplinks::Minute;
use practice::{Act, Filed, Step};

use crate::desk::Desk;
use crate::events::Kind;
use crate::problem::Problem;
use crate::wire::FiledShown;

/// What filing may have changed.
const CHANGED: [Kind; 3] = [Kind::Inbox, Kind::Patients, Kind::Outbox];

/// When it goes, when the desk reminds, and who else lives there.
pub(crate) fn filed(
    desk: &Desk,
    done: Filed,
    mut told: Vec<String>,
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    let practice = desk.practice();
    desk.changed(&CHANGED);
    let item = practice.outbox_detail(done.filing, act.at)?.item;
    if item.step == Step::KeptUntilApproved {
        told.insert(0, format!("{}. {}.", item.words, item.next));
    }
    let page = practice.patient_page(done.patient, act.at)?;
    let days = practice.settings()?.answer_remark_days;

    Ok(FiledShown {
        told,
        filing: done.filing.get(),
        patient: done.patient.get(),
        name: item.name,
        again: done.again,
        goes_at: item.goes_at.map(|at| at.to_string()),
        remind_on: Minute::at(act.at).day().plus_working_days(days).iso(),
        others: page.household.into_iter().map(Into::into).collect(),
    })
}
