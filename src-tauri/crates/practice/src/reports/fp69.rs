//! Patients whose letters came back to PCSE: each is taken off the list when the flag expires.

use gplinks::{Day, Fp69Reason, Minute};
use jiff::Timestamp;
use store::{PatientId, Read};

use super::table::Table;
use super::words::{count, days};
use crate::{Result, Settings, shown_name};

const COLUMNS: &[&str] = &[
    "Patient",
    "Name",
    "NHS number",
    "Expires on",
    "Days left",
    "Reason",
];

/// A flag on a patient who is still on the list.
pub(super) struct Flag {
    pub(super) patient: PatientId,
    pub(super) expires_on: Option<Day>,
    /// Fewer than none once it has expired.
    pub(super) days_left: Option<i64>,
    cells: [String; 3],
}

/// All flags, the next to expire first.
pub(super) fn flags(r: &Read<'_>, at: Timestamp) -> Result<Vec<Flag>> {
    let today = Minute::at(at).day();
    let flagged = r
        .patients_flagged()?
        .into_iter()
        .filter(|patient| patient.record.is_on_the_list());

    Ok(flagged
        .map(|patient| {
            let record = patient.record;
            let reason = record.fp69_reason.as_deref().and_then(Fp69Reason::read);

            Flag {
                patient: patient.id,
                expires_on: record.fp69_expires_on,
                days_left: record.fp69_expires_on.map(|day| day.days_since(today)),
                cells: [
                    shown_name(&record),
                    record.nhs_number.unwrap_or_default(),
                    reason.map(|reason| reason.words()).unwrap_or_default(),
                ],
            }
        })
        .collect())
}

/// Whether somebody should look: it expires soon, or has expired, or nobody knows when it does.
pub(super) fn is_due(flag: &Flag, settings: &Settings) -> bool {
    flag.days_left
        .is_none_or(|days| days <= i64::from(settings.fp69_days))
}

pub(super) fn table(r: &Read<'_>, settings: &Settings, at: Timestamp) -> Result<Table> {
    let mut table = Table::new("FP69 flags", COLUMNS);
    let flags = flags(r, at)?;
    let due = flags.iter().filter(|flag| is_due(flag, settings)).count();
    for flag in &flags {
        let [name, number, reason] = flag.cells.clone();
        let left = match flag.days_left {
            Some(days) if days < 0 => format!("expired {} days ago", -days),
            Some(days) => days.to_string(),
            None => "not known".to_owned(),
        };
        table.row([
            flag.patient.to_string(),
            name,
            number,
            days(flag.expires_on),
            left,
            reason,
        ]);
    }
    table.say(if flags.is_empty() {
        "No patient has an FP69 flag.".to_owned()
    } else {
        format!(
            "{} an FP69 flag. Expiring within {} days, or expired: {due}. Ask at the next contact whether the address is right.",
            count(flags.len(), "patient has", "patients have"),
            settings.fp69_days
        )
    });

    Ok(table)
}
