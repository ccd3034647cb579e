//! What a filing says, without the number that names its patient: that is taken from the record when
//! the filing is released, since an approval or an amendment may have changed it meanwhile.

use gplinks::{
    Acceptance, Amendment, Changes, Day, DeductionReason, DeductionRequest, Filing, PatientNumber,
    Removal, Text,
};
use serde::{Deserialize, Serialize};
use store::FilingKind;

use crate::{DeskError, Result};

/// A filing's content, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Content {
    Registration(Box<Acceptance>),
    Amendment {
        changes: Box<Changes>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notes: Option<Text>,
    },
    Removal {
        reason: Text,
    },
    DeductionRequest {
        reason: DeductionReason,
        on: Day,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notes: Option<Text>,
    },
}

impl Content {
    pub fn of(filing: Filing) -> Self {
        match filing {
            Filing::Acceptance(acceptance) => Self::Registration(acceptance),
            Filing::Amendment(amendment) => {
                let Amendment { changes, notes, .. } = *amendment;
                Self::Amendment {
                    changes: Box::new(changes),
                    notes,
                }
            }
            Filing::Removal(removal) => Self::Removal {
                reason: removal.reason,
            },
            Filing::DeductionRequest(request) => Self::DeductionRequest {
                reason: request.reason,
                on: request.on,
                notes: request.notes,
            },
        }
    }

    /// The filing about the patient of this number; `None` where it needs one and there is none.
    pub fn about(self, number: Option<PatientNumber>) -> Option<Filing> {
        Some(match self {
            Self::Registration(acceptance) => Filing::Acceptance(acceptance),
            Self::Amendment { changes, notes } => Filing::Amendment(Box::new(Amendment {
                number: number?,
                changes: *changes,
                notes,
            })),
            Self::Removal { reason } => Filing::Removal(Removal {
                number: number?,
                reason,
            }),
            Self::DeductionRequest { reason, on, notes } => {
                Filing::DeductionRequest(DeductionRequest {
                    number: number?,
                    reason,
                    on,
                    notes,
                })
            }
        })
    }

    pub fn kind(&self) -> FilingKind {
        match self {
            Self::Registration(_) => FilingKind::Registration,
            Self::Amendment { .. } => FilingKind::Amendment,
            Self::Removal { .. } => FilingKind::Removal,
            Self::DeductionRequest { .. } => FilingKind::DeductionRequest,
        }
    }

    pub fn notes(&self) -> Option<&Text> {
        match self {
            Self::Registration(acceptance) => acceptance.notes.as_ref(),
            Self::Amendment { notes, .. } | Self::DeductionRequest { notes, .. } => notes.as_ref(),
            Self::Removal { reason } => Some(reason),
        }
    }

    pub(crate) fn written(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| KEPT)
    }

    /// Reads what was kept. The reason for a failure may hold a value, and is not told.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|_| KEPT)
    }
}

const KEPT: DeskError = DeskError::Kept { what: "content" };
