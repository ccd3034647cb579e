//! The NHS number of a notice that another record has.

use serde::Serialize;
use store::{Notice, NoticeState, Patient, PatientId, Read};

use crate::Result;
use crate::filings::words;
use crate::matching::{Test, said, same_person};
use crate::number_moves::may_be_moved;
use crate::record::shown_name;

/// Who has the number that a notice gives its patient. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NumberHeldBy {
    pub patient: PatientId,
    pub name: String,
    pub state: &'static str,
    /// Whether both may be one person.
    pub tests: Vec<Test>,
    /// They are not on PCSE's list by it: the number can be moved, where both are the same person.
    pub may_be_moved: bool,
}

impl std::fmt::Debug for NumberHeldBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NumberHeldBy({} {})", self.patient, self.state)
    }
}

pub(super) fn held_by(
    r: &Read<'_>,
    notice: &Notice,
    patient: Option<&Patient>,
) -> Result<Option<NumberHeldBy>> {
    let Some(patient) = patient.filter(|_| notice.state == NoticeState::ToDecide) else {
        return Ok(None);
    };
    let number = match said(notice)? {
        Some(gplinks::Notice::Approval(says)) => says.number,
        Some(gplinks::Notice::Amendment(says)) => says.new_number,
        _ => None,
    };
    let holder = match number {
        Some(number) => r.patient_numbered(&number.written())?,
        None => None,
    };

    Ok(holder
        .filter(|holder| holder.id != patient.id)
        .map(|holder| NumberHeldBy {
            patient: holder.id,
            name: shown_name(&holder.record),
            state: words(holder.record.state),
            tests: same_person(&holder.record, &patient.record),
            may_be_moved: may_be_moved(&holder),
        }))
}
