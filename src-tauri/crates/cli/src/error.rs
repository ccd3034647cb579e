//! What can go wrong on the command line, each with a stable code, and how it is told.

use std::io;

use gplinks::{NoReceipt, Problem, Severity, Unwritable};
use practice::DeskError;
use premises::PremisesError;
use store::StoreError;
use vault::VaultError;

use crate::desk::Refusal;
use crate::input::Source;
use crate::output::Exit;

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("there is no file {file}. Check its name and folder")]
    NotThere { file: String },
    #[error("{file} cannot be opened: you do not have permission to read it")]
    NotAllowed { file: String },
    #[error("{file} is a folder. Name the files in it instead")]
    Folder { file: String },
    #[error(
        "{file} is a device and not a file. Nothing was read; name a file, or `-` for standard input"
    )]
    Device { file: String },
    #[error("{file} cannot be read: {error}")]
    Unread { file: String, error: io::Error },
    #[error("{file} is larger than 256 MB, which no letter is")]
    TooLarge { file: String },
    #[error("{file} is not text in UTF-8, as JSON must be")]
    NotUtf8 { file: String },
    #[error("the result cannot be written: {0}")]
    Unwritten(io::Error),
    #[error(
        "it was done, and only telling it failed: {0}. Nothing is lost; look in the outbox, the inbox or the settings before you do it again"
    )]
    Untold(io::Error),
    #[error(
        "the file holds {letters} letters and a receipt answers one. Put each letter into a file of its own"
    )]
    SeveralLetters { letters: usize },
    #[error("the letter is a receipt, and a receipt is never answered with a receipt")]
    IsAReceipt,
    #[error(
        "the letter does not say enough to be answered. Run `linkdesk-cli check` to see what is missing"
    )]
    Unanswerable,
    #[error("{0}. Only capitals, digits and plain signs can be sent")]
    Unwritable(Unwritable),
    /// A letter is past using, for these reasons.
    #[error("the letter cannot be used")]
    Unusable(Vec<Problem>),
    /// JSON is refused, for these reasons.
    #[error("the JSON is refused")]
    Refused(Vec<Remark>),
    /// The command line does not work on this practice so.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// What the practice itself answers; it has codes of its own.
    #[error(transparent)]
    Practice(DeskError),
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// One thing a person should know, on its way to standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) weight: Weight,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// A place in the letter, or a JSON pointer.
    pub(crate) at: Option<String>,
}

/// How much a remark matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Note,
    Warning,
    Error,
}

impl Failure {
    /// Why a source cannot be read.
    pub(crate) fn reading(source: &Source, error: io::Error) -> Self {
        let file = source.shown();
        let is = |kinds: &[io::ErrorKind]| kinds.contains(&error.kind());
        if is(&[io::ErrorKind::NotFound, io::ErrorKind::NotADirectory]) {
            // What names no file may be anything that was typed, a patient's name too.
            let file = if source.looks_like_a_file() {
                file
            } else {
                "of that name".to_owned()
            };
            Self::NotThere { file }
        } else if is(&[io::ErrorKind::PermissionDenied]) {
            Self::NotAllowed { file }
        } else if is(&[io::ErrorKind::IsADirectory]) {
            Self::Folder { file }
        } else if is(&[io::ErrorKind::Unsupported]) {
            Self::Device { file }
        } else {
            Self::Unread { file, error }
        }
    }

    /// Never changes once published. Where the reasons have codes of their own, those are told instead.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Usage(_) => "E800",
            Self::NotThere { .. } => "E801",
            Self::NotAllowed { .. } => "E802",
            Self::Folder { .. } => "E803",
            Self::Device { .. } => "E808",
            Self::Unread { .. } => "E804",
            Self::TooLarge { .. } => "E805",
            Self::NotUtf8 { .. } => "E806",
            Self::Unwritten(_) => "E807",
            Self::Untold(_) => "E809",
            Self::SeveralLetters { .. } => "E811",
            Self::IsAReceipt => "E812",
            Self::Unanswerable => "E813",
            Self::Unwritable(_) => "E814",
            Self::Unusable(_) => "E815",
            Self::Refused(_) => "E816",
            Self::Refusal(refusal) => refusal.code(),
            Self::Practice(error) => error.code(),
            Self::Vault(error) => error.code(),
        }
    }

    /// How the program ends over it.
    pub(crate) fn exit(&self) -> Exit {
        if let Self::Refusal(refusal) = self {
            refusal.exit()
        } else if matches!(self, Self::Usage(_)) {
            Exit::WrongUsage
        } else if self.is_busy() {
            Exit::Busy
        } else if self.is_damage() {
            Exit::NotVerified
        } else {
            Exit::Refused
        }
    }

    /// Another program is at work, a door is locked or the disk is full: the same may go well later.
    fn is_busy(&self) -> bool {
        if let Self::Untold(error) = self {
            return error.kind() == io::ErrorKind::StorageFull;
        }

        matches!(
            self,
            Self::Practice(
                DeskError::Store(StoreError::Busy | StoreError::Full)
                    | DeskError::MarksUnwritten(_)
            ) | Self::Vault(VaultError::KeyringLocked { .. })
        )
    }

    /// The data is not as Linkdesk wrote it.
    fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Practice(
                DeskError::Store(
                    StoreError::Damaged
                        | StoreError::NotOurs
                        | StoreError::Numbering { .. }
                        | StoreError::Odd
                ) | DeskError::Marks(_)
                    | DeskError::Kept { .. }
            ) | Self::Vault(
                VaultError::Tampered { .. }
                    | VaultError::Damaged { .. }
                    | VaultError::SafeDamaged { .. }
                    | VaultError::KeyDamaged { .. }
            )
        )
    }

    /// What is told of it: the reasons where there are some, otherwise itself.
    pub(crate) fn remarks(self) -> Vec<Remark> {
        let whole = Remark::new(Weight::Error, self.code(), self.to_string());
        let reasons = if let Self::Unusable(problems) = self {
            problems.iter().map(Remark::of_problem).collect()
        } else if let Self::Refused(remarks) = self {
            remarks
        } else if let Self::Refusal(refusal) = self {
            refusal.reasons()
        } else {
            Vec::new()
        };

        if reasons.is_empty() {
            vec![whole]
        } else {
            reasons
        }
    }
}

impl From<NoReceipt> for Failure {
    fn from(why: NoReceipt) -> Self {
        match why {
            NoReceipt::IsAReceipt => Self::IsAReceipt,
            NoReceipt::Unusable => Self::Unanswerable,
        }
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self::Practice(error)
    }
}

impl From<PremisesError> for Failure {
    fn from(error: PremisesError) -> Self {
        match error {
            PremisesError::Desk(error) => Self::Practice(error),
            PremisesError::Vault(error) => Self::Vault(error),
            PremisesError::Install
            | PremisesError::NoLedger
            | PremisesError::OtherMake
            | PremisesError::NotEmpty { .. }
            | PremisesError::NotMade { .. }
            | PremisesError::MeshSetup(_)
            | PremisesError::NotTraining
            | PremisesError::TrainingMemory
            | PremisesError::OnAShare { .. }
            | PremisesError::Synchronised { .. } => Refusal::Premises(error).into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Practice(error.into())
    }
}

impl Remark {
    pub(crate) fn new(weight: Weight, code: &'static str, message: String) -> Self {
        Self {
            weight,
            code,
            message,
            at: None,
        }
    }

    pub(crate) fn at(self, place: impl ToString) -> Self {
        Self {
            at: Some(place.to_string()),
            ..self
        }
    }

    pub(crate) fn of_problem(problem: &Problem) -> Self {
        let weight = match problem.severity() {
            Severity::Warning => Weight::Warning,
            Severity::Error | Severity::Fatal => Weight::Error,
        };

        Self::new(weight, problem.rule.code(), problem.rule.to_string()).at(problem.at)
    }
}

impl Weight {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
