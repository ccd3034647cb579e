//! What the audit has written down about a letter: the second witness beside the letter's own rows.

use serde_json::Value;
use store::{AuditRow, LetterOutId, LetterState, Read};

use crate::Result;
use crate::restored::RECALLED;

/// What the acts about a letter come to, in their order.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What its release was written down with.
    pub(super) released: Option<Value>,
    /// How often it was claimed for an attempt.
    pub(super) claimed: usize,
    /// How many attempts were taken up from the record outside the data.
    pub(super) recalled: usize,
    /// How often MESH was heard, or found, to have taken it.
    pub(super) taken: usize,
    /// The states that the last act leaves it in; `None` where that act says nothing about it.
    states: Option<Vec<LetterState>>,
}

/// MESH has it; that the other side has fetched it since is seen without an act.
const WITH_MESH: [LetterState; 2] = [LetterState::Accepted, LetterState::Collected];

impl Told {
    pub(super) fn of(r: &Read<'_>, letter: LetterOutId) -> Result<Self> {
        let mut told = Self::default();
        for row in r.audit_of("letter out", letter.get())? {
            told.hear(&row);
        }

        Ok(told)
    }

    pub(super) fn allows(&self, state: LetterState) -> bool {
        self.states
            .as_ref()
            .is_none_or(|states| states.contains(&state))
    }

    fn hear(&mut self, row: &AuditRow) {
        let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
        let state = details.get("state").and_then(Value::as_str);
        let state = state.and_then(LetterState::parse);
        let fate = details.get("fate").and_then(Value::as_str);
        self.count(&row.act, state);
        if row.act == RECALLED {
            let attempts = details.get("attempts").and_then(Value::as_u64);
            self.recalled += attempts.and_then(|some| some.try_into().ok()).unwrap_or(0);
        }
        self.states = match row.act.as_str() {
            "released" => {
                self.released = Some(details);
                Some(vec![LetterState::Numbered])
            }
            "not at MESH" | "sent again" | "tried again" => Some(vec![LetterState::Numbered]),
            "claimed" => Some(vec![LetterState::Sending]),
            "found at MESH" if details.get("undelivered") == Some(&Value::Bool(true)) => {
                Some(vec![LetterState::Undelivered])
            }
            "found at MESH" => Some(WITH_MESH.to_vec()),
            "posted" | "in doubt" => state.map(left_in),
            "doubt settled" => Some(settled(&details)),
            "receipt came" => Some(vec![match state {
                Some(LetterState::Abandoned) => LetterState::Abandoned,
                _ => LetterState::Collected,
            }]),
            "report came" if fate == Some("undelivered") => Some(vec![LetterState::Undelivered]),
            "collected" => Some(vec![LetterState::Collected]),
            "missed at MESH" | "left to a person" | "made again" => {
                Some(vec![LetterState::Unknown])
            }
            "with the MESH client" => Some(vec![LetterState::HandedOver]),
            "accepted" => Some(WITH_MESH.to_vec()),
            "refused" => Some(vec![LetterState::Refused]),
            "abandoned" => Some(vec![LetterState::Abandoned]),
            RECALLED | "entered again" | "report came" => self.states.take(),
            _ => None,
        };
    }

    fn count(&mut self, act: &str, state: Option<LetterState>) {
        let is_taken = matches!(state, Some(LetterState::Accepted | LetterState::HandedOver));
        self.claimed += usize::from(act == "claimed");
        let is_found = ["found at MESH", "with the MESH client"].contains(&act);
        self.taken += usize::from(is_found || (act == "posted" && is_taken));
        // The MESH client had it, and MESH did not get it.
        let came_back = act == "refused" && self.states == Some(vec![LetterState::HandedOver]);
        self.taken -= usize::from(came_back && self.taken > 0);
    }
}

fn left_in(state: LetterState) -> Vec<LetterState> {
    if state == LetterState::Accepted {
        WITH_MESH.to_vec()
    } else {
        vec![state]
    }
}

fn settled(details: &Value) -> Vec<LetterState> {
    if details.get("arrived") == Some(&Value::Bool(true)) {
        WITH_MESH.to_vec()
    } else {
        vec![LetterState::Numbered]
    }
}
