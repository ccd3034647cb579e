//! The patients: each record is what its change log says.

use std::collections::{BTreeMap, BTreeSet};

use store::{Change, ChangeId, Fields, NoticeId, Patient, PatientId, Read};

use super::found::Found;
use crate::Result;

pub(super) const IDS: &[&str] = &["INV-16"];

const PAGE: u32 = 200;

/// What each notice changed.
pub(super) type Changed = BTreeMap<NoticeId, BTreeSet<ChangeId>>;

pub(super) fn look(r: &Read<'_>, found: &mut Found) -> Result<Changed> {
    let mut changed = Changed::new();
    let mut after: Option<PatientId> = None;
    loop {
        let page = r.patients_after(after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(changed);
        };
        for id in r.patients_misfiled(after, &page)? {
            found.add(
                "INV-16",
                format!(
                    "patient {id} is not found by what the record says; save the record once more"
                ),
            );
        }
        after = Some(last.id);
        for patient in &page {
            let log = r.changes_of(patient.id)?;
            found.add_all("INV-16", differs(patient, &log));
            for change in log {
                if let Some(notice) = change.notice {
                    changed.entry(notice).or_default().insert(change.id);
                }
            }
        }
    }
}

/// INV-16: the fold of the log is the record, each step begins where the last one ended, and the
/// record counts its changes.
fn differs(patient: &Patient, log: &[Change]) -> Vec<String> {
    let id = patient.id;
    let mut failures = Vec::new();
    let mut so_far = Fields::default();
    for change in log {
        let begins_well = change
            .before
            .iter()
            .all(|(field, value)| so_far.get(field) == Some(value));
        if !begins_well {
            failures.push(format!(
                "patient {id}: change {} does not follow from those before it; compare the record with PCSE's",
                change.id
            ));
        }
        so_far = so_far.with(&change.after);
    }
    let now = Fields::of(&patient.record);
    let different: Vec<&str> = now
        .iter()
        .filter(|(field, value)| so_far.get(field) != Some(*value))
        .map(|(field, _)| field)
        .collect();
    if !different.is_empty() {
        failures.push(format!(
            "patient {id}: the record differs from its change log in {}; compare it with PCSE's, and correct it",
            different.join(", ")
        ));
    }
    let changes = i64::try_from(log.len()).unwrap_or(i64::MAX);
    if patient.version != changes {
        failures.push(format!(
            "patient {id}: the record counts {} changes, and its log has {changes}; compare it with PCSE's",
            patient.version
        ));
    }

    failures
}
