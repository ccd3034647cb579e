//! Why a body is refused: the adaptor's own reasons in its own words, and the few that we add.

use std::fmt;

/// One reason. `Display` holds the adaptor's words and never a value of the body.
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    #[error("Unknown Patient operation")]
    UnknownOperation,
    #[error("Required request body is missing")]
    NoBody,
    #[error("Content does not appear to be FHIR JSON: line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("Unable to parse JSON resource as a Parameters")]
    NotParameters,
    #[error(
        "Unable to parse JSON resource as a Parameters: [element=\"{element}\"] Invalid attribute value \"\": Attribute values must not be empty (\"\")"
    )]
    Empty { element: String },
    #[error("Unable to parse JSON resource as a Parameters: Unknown element found during parse")]
    UnknownElement,
    #[error("JSON FHIR Resource failed validation: {wanted} should stand here")]
    WrongType { wanted: &'static str },

    #[error("Resource Patient with name patient is missing in FHIR Parameters")]
    NoPatient,
    #[error("Value gpTradingPartnerCode is blank or missing in FHIR Parameters")]
    NoPractice,
    #[error("Sender or recipient not valid: a link code is four capitals or digits")]
    OddPractice,
    #[error("Missing element at patient.managingOrganization.identifier.value")]
    NoHa,
    #[error("Missing element at patient.generalPractitioner.identifier.value")]
    NoGp,
    #[error("Value {name} is missing in FHIR Parameters")]
    NoValue { name: &'static str },
    #[error("No MESH Mailbox id is configured for recipient: {recipient}")]
    NoMailbox { recipient: String },

    #[error("acceptance type: element not found (1, 2, 3 or 4)")]
    UnknownAcceptanceType,
    #[error("NHS number of patient is missing")]
    NoNumber,
    #[error("Place of birth is mandatory when NHS number is missing")]
    NoBirthplace,
    #[error("Surname of patient is missing")]
    NoSurname,
    #[error("HEA: Acceptance Code is required")]
    NoAcceptanceCode,
    #[error("HEA: Acceptance Code not allowed: it is A, D, R, I or S")]
    UnknownAcceptanceCode,
    #[error("DTM: {0} is required")]
    NoDate(DateOf),
    #[error("DTM: {0} is not a date written YYYY-MM-DD")]
    BadDate(DateOf),
    #[error("PDI: Gender code is required")]
    NoSex,
    #[error("No gender value for this word: it is unknown, male, female or other")]
    UnknownSex,
    #[error("The Patient resource must contain an address")]
    NoAddress,
    #[error("Address line 1 or Address line 2 must be populated")]
    NoHouse,
    #[error("The second occurrence of address is required in the Patient resource")]
    NoPreviousAddress,
    #[error("At least 1 address line in patient's previous address should not be blank")]
    BlankPreviousAddress,
    #[error("Previous name is not defined in request params")]
    NoPreviousSurname,
    #[error("Birthplace extension is missing value")]
    EmptyBirthplace,
    #[error("LOC: Attribute location is required")]
    BlankBirthplace,
    #[error("Value of residential institute code is missing")]
    EmptyInstitute,
    #[error("NAD: Attribute {0} is required")]
    BlankParty(Party),
    #[error("NAD: Attribute identifier is not a cipher of two or three capitals or digits")]
    OddCipher,
    #[error("FTX: Attribute freeTextValue is blank or missing")]
    BlankNotes,

    #[error("Patient resource property /identifier/0/value (NHS Number) is required")]
    NumberRequired,
    #[error("Parameter dateOfDeduction is required")]
    NoDeductionDate,
    #[error("Parameter deductionReasonCode is required (GIS: Deduction Reason Code is required)")]
    NoDeductionReason,

    #[error("{0} is missing in request body")]
    Lacks(Lack),
    #[error("Request body has to contain at least one patch operation")]
    NoPatches,
    #[error("Request body has different NHS number than provided in request path")]
    NumberOfAnotherPath,
    #[error(
        "Request contains path that is used multiple times. Each patch path must only be used once within the amendment request"
    )]
    PathTwice,
    #[error(
        "Request contains extension that is used multiple times. Each extension patch must only be used once within the amendment request"
    )]
    ExtensionTwice,
    #[error("Missing/empty values for: [{}]", paths.join(", "))]
    EmptyValues { paths: Vec<&'static str> },
    #[error("Invalid values for: [{path}]")]
    InvalidValue { path: &'static str },
    #[error("the patch has no op")]
    NoOp,
    #[error("the op is none of add, replace and remove")]
    UnknownOp,
    #[error("the patch has no path")]
    NoPath,
    #[error("the path is not one that an amendment from a practice can change in this way")]
    UnknownPath,
    #[error("Unknown extension type using url")]
    UnknownExtension,
    #[error("All five address lines must be provided for amendment")]
    NotAllLines,
    #[error("Post town ('address/0/line/3') cannot be removed")]
    PostTownRemoved,
    #[error("Removing surnames is illegal")]
    SurnameRemoved,
    #[error("Removing {} is illegal. Use /name/0/given to remove all forenames instead", paths.join(", "))]
    ForenamesRemovedSingly { paths: Vec<&'static str> },
    #[error("Illegal to modify forenames and remove all at the same time")]
    ForenamesRemovedAndSet,
    #[error("Illegal remove operation on {path}")]
    CannotRemove { path: &'static str },
    #[error("Missing {path}")]
    MissingValue { path: &'static str },
    #[error("Removing Drugs Dispensed Marker should be done using extension with 'false' value")]
    MarkerRemoved,
    #[error("Drugs Dispensed Marker must be one of [true, false]")]
    OddMarker,
    #[error("Missing Drugs Dispensed Marker value")]
    NoMarker,
    #[error("Removing Residential Institute Code should be done using extension with 'null' value")]
    InstituteRemoved,
    #[error("Missing Residential Institute Code value")]
    NoInstitute,
    #[error("String value must not be empty")]
    EmptyInstituteCode,

    #[error("{character} cannot be sent: it is character {position} of the value")]
    NotLevelA { character: Hidden, position: usize },
}

/// Which date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOf {
    Acceptance,
    Birth,
    Entry,
    Exit,
    Deduction,
}

impl fmt::Display for DateOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Acceptance => "Acceptance date",
            Self::Birth => "Date of birth",
            Self::Entry => "Date of entry",
            Self::Exit => "Date of exit",
            Self::Deduction => "Date of deduction",
        })
    }
}

/// Whose NAD segment would be blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    Institute,
    PreviousGp,
    PreviousHa,
}

/// The name of the attribute that the adaptor misses.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Institute | Self::PreviousHa => "identifier",
            Self::PreviousGp => "partyName",
        })
    }
}

/// What an amendment body cannot be without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    Number,
    Gp,
    Ha,
    Practice,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "NHS number",
            Self::Gp => "Existing GP Code",
            Self::Ha => "Healthcare authority party code",
            Self::Practice => "GP Trading Partner Code",
        })
    }
}

/// One character of a value: shown to the person who sent it, never in a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hidden(pub(crate) char);

impl Hidden {
    pub fn get(self) -> char {
        self.0
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}
