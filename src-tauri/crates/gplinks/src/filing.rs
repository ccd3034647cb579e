//! What a practice sends: registration, amendment, removal, deduction request.

use serde::{Deserialize, Serialize};

use crate::{
    AcceptanceCode, Change, Cipher, Day, DeductionReason, HomeAddress, Name, NameChange,
    NewAddress, PatientNumber, PreviousAddress, Sex, Text,
};

/// One transaction from a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filing {
    Acceptance(Box<Acceptance>),
    Amendment(Box<Amendment>),
    Removal(Removal),
    DeductionRequest(DeductionRequest),
}

/// G1: a patient joins the list. The desk calls it a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    pub code: AcceptanceCode,
    pub kind: AcceptanceKind,
    pub accepted_on: Day,
    pub name: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_surname: Option<Text>,
    pub sex: Sex,
    pub address: HomeAddress,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institute: Option<Text>,
    pub drugs_dispensed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

/// The four ways to join, each with what it cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AcceptanceKind {
    Birth {
        number: PatientNumber,
        born: Day,
        #[serde(skip_serializing_if = "Option::is_none")]
        birthplace: Option<Text>,
    },
    First {
        identity: Identity,
        #[serde(skip_serializing_if = "Option::is_none")]
        born: Option<Day>,
    },
    TransferIn {
        identity: Identity,
        #[serde(skip_serializing_if = "Option::is_none")]
        born: Option<Day>,
        came_from: CameFrom,
    },
    Immigrant {
        identity: Identity,
        #[serde(skip_serializing_if = "Option::is_none")]
        born: Option<Day>,
        stay: Stay,
    },
}

/// Without an NHS number the place of birth is what identifies a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Identity {
    Number {
        number: PatientNumber,
        #[serde(skip_serializing_if = "Option::is_none")]
        birthplace: Option<Text>,
    },
    Birthplace(Text),
}

/// Where a patient who transfers in was registered before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameFrom {
    pub gp_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ha: Option<Cipher>,
    pub address: PreviousAddress,
}

/// When a patient from abroad came, and what is known from before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    pub entered_uk: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_uk: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gp_name: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ha: Option<Cipher>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PreviousAddress>,
}

/// What an amendment changes, in either direction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    #[serde(skip_serializing_if = "NameChange::is_keep")]
    pub name: NameChange,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub previous_surname: Change<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<NewAddress>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub institute: Change<Text>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub drugs_dispensed: Change<Dispensed>,
}

/// Drugs are dispensed to the patient by the practice; there is no other value to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dispensed;

/// G2: the practice changes a patient's details, or confirms them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    pub number: PatientNumber,
    pub changes: Changes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

/// G3: a patient whose new address is out of the practice's area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    pub number: PatientNumber,
    pub reason: Text,
}

/// G5: the practice asks that a patient be taken off its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeductionRequest {
    pub number: PatientNumber,
    pub reason: DeductionReason,
    /// The day of the death or departure, not of the request.
    pub on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

impl AcceptanceKind {
    /// The acceptance type, 1 to 4.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Birth { .. } => "1",
            Self::First { .. } => "2",
            Self::TransferIn { .. } => "3",
            Self::Immigrant { .. } => "4",
        }
    }

    pub fn words(&self) -> &'static str {
        match self {
            Self::Birth { .. } => "birth",
            Self::First { .. } => "first registration",
            Self::TransferIn { .. } => "transfer in",
            Self::Immigrant { .. } => "from abroad",
        }
    }

    pub fn number(&self) -> Option<&PatientNumber> {
        match self {
            Self::Birth { number, .. } => Some(number),
            Self::First { identity, .. }
            | Self::TransferIn { identity, .. }
            | Self::Immigrant { identity, .. } => identity.number(),
        }
    }

    pub fn birthplace(&self) -> Option<&Text> {
        match self {
            Self::Birth { birthplace, .. } => birthplace.as_ref(),
            Self::First { identity, .. }
            | Self::TransferIn { identity, .. }
            | Self::Immigrant { identity, .. } => identity.birthplace(),
        }
    }

    pub fn born(&self) -> Option<Day> {
        match self {
            Self::Birth { born, .. } => Some(*born),
            Self::First { born, .. }
            | Self::TransferIn { born, .. }
            | Self::Immigrant { born, .. } => *born,
        }
    }

    pub fn previous_gp(&self) -> Option<&Text> {
        match self {
            Self::TransferIn { came_from, .. } => Some(&came_from.gp_name),
            Self::Immigrant { stay, .. } => stay.gp_name.as_ref(),
            Self::Birth { .. } | Self::First { .. } => None,
        }
    }

    pub fn previous_ha(&self) -> Option<&Cipher> {
        match self {
            Self::TransferIn { came_from, .. } => came_from.ha.as_ref(),
            Self::Immigrant { stay, .. } => stay.ha.as_ref(),
            Self::Birth { .. } | Self::First { .. } => None,
        }
    }

    pub fn previous_address(&self) -> Option<&PreviousAddress> {
        match self {
            Self::TransferIn { came_from, .. } => Some(&came_from.address),
            Self::Immigrant { stay, .. } => stay.address.as_ref(),
            Self::Birth { .. } | Self::First { .. } => None,
        }
    }

    pub fn entered_uk(&self) -> Option<Day> {
        match self {
            Self::Immigrant { stay, .. } => Some(stay.entered_uk),
            Self::Birth { .. } | Self::First { .. } | Self::TransferIn { .. } => None,
        }
    }

    pub fn left_uk(&self) -> Option<Day> {
        match self {
            Self::Immigrant { stay, .. } => stay.left_uk,
            Self::Birth { .. } | Self::First { .. } | Self::TransferIn { .. } => None,
        }
    }
}

impl Identity {
    /// `None` where neither the number nor the place of birth is known.
    pub fn of(number: Option<PatientNumber>, birthplace: Option<Text>) -> Option<Self> {
        match (number, birthplace) {
            (Some(number), birthplace) => Some(Self::Number { number, birthplace }),
            (None, Some(birthplace)) => Some(Self::Birthplace(birthplace)),
            (None, None) => None,
        }
    }

    pub fn number(&self) -> Option<&PatientNumber> {
        match self {
            Self::Number { number, .. } => Some(number),
            Self::Birthplace(_) => None,
        }
    }

    pub fn birthplace(&self) -> Option<&Text> {
        match self {
            Self::Number { birthplace, .. } => birthplace.as_ref(),
            Self::Birthplace(place) => Some(place),
        }
    }
}

impl Changes {
    /// Nothing is changed: a confirmation, which only the desk may mean.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Filing {
    /// The number that names the patient, where the filing has one.
    pub fn number(&self) -> Option<&PatientNumber> {
        match self {
            Self::Acceptance(acceptance) => acceptance.kind.number(),
            Self::Amendment(amendment) => Some(&amendment.number),
            Self::Removal(removal) => Some(&removal.number),
            Self::DeductionRequest(request) => Some(&request.number),
        }
    }
}
