//! What every command rejects with: a code, a sentence of the error's own, and the fields that are wrong. The one place
//! where errors become what the window shows.

use gplinks::FieldProblem;
use practice::DeskError;
use premises::PremisesError;
use serde::Serialize;
use ts_rs::TS;

/// `Debug` shows the code alone: a field's message may hold a character of what was typed.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    pub code: String,
    pub message: String,
    #[ts(inline)]
    pub fields: Vec<WrongField>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct WrongField {
    pub field: String,
    pub message: String,
}

/// What only the window's side refuses; the practice's own refusals have codes of their own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShellError {
    #[error("what was typed cannot be sent. Nothing was changed; mend the fields that are named")]
    Form(Vec<FieldProblem>),
    #[error("something that this needs was not given. Nothing was changed; fill in what is named")]
    Missing(Vec<(&'static str, &'static str)>),
    #[error(
        "a training practice exchanges with the training service. Nothing was tried, and nothing is sent to MESH"
    )]
    TrainingHasNoMesh,
    #[error(
        "the report cannot be written to your documents. Nothing was saved; check that there is room and that you may write there"
    )]
    NotSaved,
    #[error(
        "there is something to look at first. Nothing was filed; say that it is right, or mend it"
    )]
    Unasked(Vec<FieldProblem>),
    #[error(
        "the window asked for something that this desk does not know. Nothing was changed; close the window and open it again"
    )]
    NotUnderstood,
    #[error(
        "the program met something that it did not expect. Look whether it was done before you do it again"
    )]
    Unexpected,
    #[error(
        "it is not known who acts: this practice has no one manager. Nothing was opened; name a user in LINKDESK_USER"
    )]
    WhoActs,
    #[error(
        "no practice is set up here. Nothing was opened; make one with `linkdesk-cli init`, or open the training practice"
    )]
    NoPractice,
    #[error(
        "there is no folder for the program's data: neither LINKDESK_DATA nor a home folder is set. Nothing was opened"
    )]
    NoDataFolder,
    #[error(
        "this computer could not print. Nothing was changed; check that a printer is set up, and try again"
    )]
    NotPrinted,
    #[error(
        "the training practice on this computer was made by another version of Linkdesk, or is damaged. Nothing was opened or changed; make a new one, and the old one is kept"
    )]
    TrainingOfAnother,
    #[error(
        "the old training practice cannot be put aside. Nothing new was made; end every other Linkdesk, and check that you may write to the data folder"
    )]
    NotPutAside,
    /// Said by the window itself, which then has nobody to ask.
    #[error(
        "the desk did not answer. Look whether it was done before you do it again; close Linkdesk and open it again if this happens twice"
    )]
    NoAnswer,
    /// Said by the window itself.
    #[error("the reminder has no day after today. Nothing was changed or sent; enter one")]
    NoLaterDay,
    /// Said by the window itself.
    #[error("that is no interchange number. Nothing was looked up; enter one, like 42")]
    NoNumber,
    /// Said by the window itself.
    #[error(
        "it could not be copied. Nothing was changed; mark the words and copy them with Ctrl+C"
    )]
    NotCopied,
}

/// The window offers a new training practice for it.
pub(crate) const TRAINING_OF_ANOTHER: &str = "E892";

impl ShellError {
    /// Never changes once published.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(_) => "E870",
            Self::Unasked(_) => "E885",
            Self::Missing(_) => "E876",
            Self::TrainingHasNoMesh => "E877",
            Self::NotSaved => "E878",
            Self::NotUnderstood => "E871",
            Self::Unexpected => "E872",
            Self::WhoActs => "E873",
            Self::NoPractice => "E874",
            Self::NoDataFolder => "E875",
            Self::NotPrinted => "E889",
            Self::TrainingOfAnother => TRAINING_OF_ANOTHER,
            Self::NotPutAside => "E893",
            Self::NoAnswer => "E890",
            Self::NoLaterDay => "E891",
            Self::NoNumber => "E894",
            Self::NotCopied => "E895",
        }
    }
}

impl Problem {
    pub(crate) fn new(code: &str, words: &str) -> Self {
        Self {
            code: code.to_owned(),
            message: sentence(words),
            fields: Vec::new(),
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        Self {
            fields: asked_by(&error).into_iter().collect(),
            ..Self::new(error.code(), &error.to_string())
        }
    }
}

/// What a person could give so that it is not refused again; the window asks for it.
fn asked_by(error: &DeskError) -> Option<WrongField> {
    let message = if matches!(error, DeskError::NoReason) {
        "Enter the reason"
    } else if matches!(error, DeskError::QuarterNotReady { .. }) {
        "A manager enters the reason for closing the quarter over it"
    } else {
        return None;
    };

    Some(WrongField {
        field: "reason".to_owned(),
        message: message.to_owned(),
    })
}

impl From<PremisesError> for Problem {
    fn from(error: PremisesError) -> Self {
        Self::new(error.code(), &error.to_string())
    }
}

impl From<ShellError> for Problem {
    fn from(error: ShellError) -> Self {
        let mut problem = Self::new(error.code(), &error.to_string());
        match error {
            ShellError::Form(fields) | ShellError::Unasked(fields) => {
                problem.fields = fields.into_iter().map(WrongField::from).collect();
            }
            ShellError::Missing(fields) => {
                problem.fields = fields.into_iter().map(WrongField::from).collect();
            }
            ShellError::NotUnderstood
            | ShellError::Unexpected
            | ShellError::WhoActs
            | ShellError::NoPractice
            | ShellError::TrainingHasNoMesh
            | ShellError::NotSaved
            | ShellError::NotPrinted
            | ShellError::TrainingOfAnother
            | ShellError::NotPutAside
            | ShellError::NoAnswer
            | ShellError::NoLaterDay
            | ShellError::NoNumber
            | ShellError::NotCopied
            | ShellError::NoDataFolder => {}
        }

        problem
    }
}

impl From<FieldProblem> for WrongField {
    fn from(problem: FieldProblem) -> Self {
        Self {
            field: problem.field.name().to_owned(),
            message: problem.message,
        }
    }
}

impl From<(&'static str, &'static str)> for WrongField {
    fn from((field, message): (&'static str, &'static str)) -> Self {
        Self {
            field: field.to_owned(),
            message: message.to_owned(),
        }
    }
}

/// Begins large and ends with a stop, as a window writes it.
pub(crate) fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first = signs.next().map(|first| first.to_uppercase().to_string());
    let end = if words.ends_with('.') { "" } else { "." };

    first.unwrap_or_default() + signs.as_str() + end
}

impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Problem({})", self.code)
    }
}

impl std::fmt::Debug for WrongField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WrongField({})", self.field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_the_errors_own() {
        let problem = Problem::from(DeskError::NoReason);

        assert_eq!(problem.code, "E941");
        assert_eq!(
            problem.message,
            "This needs a reason, which is kept with it. Nothing was changed; give one."
        );
        assert_eq!(problem.fields[0].field, "reason", "it is asked for");
        assert!(
            Problem::from(DeskError::AlreadyDecided {
                notice: practice::NoticeId::new(1)
            })
            .fields
            .is_empty()
        );
    }

    #[test]
    fn the_problem_does_not_show_what_was_typed() {
        let problem = Problem {
            code: "E870".to_owned(),
            message: "x".to_owned(),
            fields: vec![WrongField {
                field: "surname".to_owned(),
                message: "\u{e9} cannot be sent".to_owned(),
            }],
        };

        assert_eq!(format!("{problem:?}"), "Problem(E870)");
    }
}
