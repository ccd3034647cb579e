//! What was decided here, and must still be done in the clinical system.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use store::{Decision, DecisionId, NoticeId, PatientId, Read};

use crate::inbox::{Row, as_text, kind_words, to_type};
use crate::record::shown_name;
use crate::{Act, Practice, Result};

/// A decision that changed the list and was not yet ticked. `Debug` does not show the patient.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ToTick {
    pub decision: DecisionId,
    pub notice: NoticeId,
    pub patient: PatientId,
    pub name: String,
    pub nhs_number: Option<String>,
    pub kind: String,
    pub choice: String,
    /// The names of the columns that changed.
    pub changed: Vec<String>,
    /// What is to be typed there, in words.
    pub rows: Vec<Row>,
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    pub by: String,
}

impl std::fmt::Debug for ToTick {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ToTick({} {})", self.decision, self.choice)
    }
}

impl Practice {
    /// What changed the list and is not yet ticked as done in the clinical system, oldest first.
    pub fn worklist(&self) -> Result<Vec<ToTick>> {
        self.store().read(|r| {
            r.decisions_to_tick()?
                .into_iter()
                .filter_map(|decision| to_tick(r, decision).transpose())
                .collect()
        })
    }

    /// It was done in the clinical system as well.
    pub fn tick(&self, decision: DecisionId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let notice = w.decision(decision)?.notice;
            w.tick_decision(decision, act.at, act.by)?;
            let details = json!({ "notice": notice });

            Ok(act.record(w, "ticked", "decision", Some(decision.get()), details)?)
        })
    }
}

fn to_tick(r: &Read<'_>, decision: Decision) -> Result<Option<ToTick>> {
    let Some(change) = decision.change else {
        return Ok(None);
    };
    let change = r.change(change)?;
    let record = r.patient(change.patient)?.record;

    Ok(Some(ToTick {
        decision: decision.id,
        notice: decision.notice,
        patient: change.patient,
        name: shown_name(&record),
        nhs_number: record.nhs_number,
        kind: kind_words(&r.notice(decision.notice)?.kind).to_owned(),
        choice: decision.choice,
        changed: change
            .after
            .iter()
            .map(|(name, _)| name.to_owned())
            .collect(),
        rows: to_type(&change.before, &change.after),
        at: decision.at,
        by: decision.by,
    }))
}
