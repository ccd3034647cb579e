//! What the registration service sends. Only the key is always there: everything else that a letter
//! leaves out is told as a warning, and a person decides with what there is.

use serde::{Deserialize, Serialize};

use crate::{
    Changes, Cipher, Day, DeductionReason, Fp69Reason, PartialName, PatientNumber, PostalAddress,
    Text,
};

/// One transaction from the registration service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    Amendment(Box<AmendmentNotice>),
    Deduction(Deduction),
    Rejection(Rejection),
    Approval(Approval),
    RecordsSent(Records),
    RecordsFlagRemoval(Records),
    CloseQuarter(CloseQuarter),
    Fp69(Box<Fp69Notice>),
    Fp69Removal(Fp69Removal),
    RequestReply(RequestReply),
    /// A type that this program does not know: receipted, shown, never acted on.
    Unknown,
}

/// F1: the registration service changed a patient's details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentNotice {
    pub number: PatientNumber,
    /// The NHS number itself changes to this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_number: Option<PatientNumber>,
    pub changes: Changes,
}

/// F2: a patient leaves the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    pub number: PatientNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<DeductionReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_ha: Option<Cipher>,
}

/// F3: a registration is refused; its transaction number is all that says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// F4: a registration is approved; the number is given when it is new or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<PatientNumber>,
}

/// F5 and F6: messages about paper records, no longer acted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<PatientNumber>,
}

/// F8: the quarter ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseQuarter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
}

/// F9: letters to a patient came back; without an answer the patient is deducted when it expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fp69Notice {
    pub number: PatientNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Fp69Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
    pub name: PartialName,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
}

/// F10: the FP69 flag is lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fp69Removal {
    pub number: PatientNumber,
}

/// F11: the answer to a deduction request, seldom a refusal: read the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestReply {
    pub number: PatientNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

impl Notice {
    /// The number that names the patient, where the notice has one.
    pub fn number(&self) -> Option<&PatientNumber> {
        match self {
            Self::Amendment(notice) => Some(&notice.number),
            Self::Deduction(notice) => Some(&notice.number),
            Self::Approval(notice) => notice.number.as_ref(),
            Self::RecordsSent(notice) | Self::RecordsFlagRemoval(notice) => notice.number.as_ref(),
            Self::Fp69(notice) => Some(&notice.number),
            Self::Fp69Removal(notice) => Some(&notice.number),
            Self::RequestReply(notice) => Some(&notice.number),
            Self::Rejection(_) | Self::CloseQuarter(_) | Self::Unknown => None,
        }
    }
}
