//! Why the command line does not do what was asked of a practice, each with a stable code.

use premises::PremisesError;

use crate::error::Remark;
use crate::output::Exit;

/// What only the command line refuses; the practice's own refusals have codes of their own.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// The folder itself cannot be made, opened or exchanged from; it has codes of its own.
    #[error(transparent)]
    Premises(PremisesError),
    #[error("the practice has no user of this name. Nothing was done; name one with --as")]
    NoSuchUser,
    #[error(
        "it is not known who acts: you are no user of this practice, and it has no one manager. Name a user with --as"
    )]
    WhoActs,
    #[error("{flag} is for training practices only. Nothing was done")]
    LivePractice { flag: &'static str },
    #[error("the set-up file is refused. Nothing was made")]
    Setup(Vec<Remark>),
    #[error(
        "no registration service is set up in this folder. Nothing was done; make one with `agency init`"
    )]
    NoAgency,
    #[error(
        "this is a practice's folder, and the registration service is played from one of its own. Nothing was done"
    )]
    NotAnAgency,
    #[error(
        "this is a training practice: it exchanges with the training service and has no way to MESH. Nothing was done"
    )]
    TrainingHasNoMesh,
    #[error(
        "the desk is already exchanging: another program does it for this practice. Nothing was done; wait until it has finished"
    )]
    Exchanging,
    #[error(
        "the practice's folder cannot be locked for the exchange. Nothing was done; check that you may write to it"
    )]
    NotLocked,
    #[error(
        "nobody with this NHS number is on the training service's list. Nothing was done; copy the practice's patients to it with `training enrol`"
    )]
    NotOnServiceList,
    #[error("{what} is not one that the training service knows: {why}. Nothing was done")]
    TrainingWord { what: &'static str, why: String },
    #[error(
        "the program's clockwork cannot be started. Nothing was done; start the computer again"
    )]
    Runtime,
    #[error(
        "the practice has no link of this name. Nothing was done; name its cipher or its link code"
    )]
    NoSuchLink,
    #[error("the file that names the columns is refused: {why}. Nothing was imported")]
    Mapping { why: String },
    /// The mailbox was not reached, for these reasons.
    #[error("the mailbox was not reached")]
    NotReached(Vec<Remark>),
    /// The data is not as it must be, for these reasons.
    #[error("the data did not verify")]
    NotVerified(Vec<Remark>),
}

impl Refusal {
    /// Never changes once published.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Premises(error) => error.code(),
            Self::NoSuchUser => "E830",
            Self::WhoActs => "E831",
            Self::LivePractice { .. } => "E832",
            Self::Setup(_) => "E834",
            Self::TrainingHasNoMesh => "E842",
            Self::Exchanging => "E843",
            Self::NotLocked => "E844",
            Self::NotOnServiceList => "E846",
            Self::TrainingWord { .. } => "E847",
            Self::Runtime => "E848",
            Self::NoSuchLink => "E849",
            Self::NotReached(_) => "E850",
            Self::NotVerified(_) => "E851",
            Self::Mapping { .. } => "E852",
            Self::NoAgency => "E858",
            Self::NotAnAgency => "E859",
        }
    }

    pub(crate) fn exit(&self) -> Exit {
        if matches!(self, Self::Exchanging) {
            Exit::Busy
        } else if matches!(self, Self::NotReached(_)) {
            Exit::NotReached
        } else if matches!(
            self,
            Self::NotVerified(_) | Self::Premises(PremisesError::NoLedger | PremisesError::Install)
        ) {
            Exit::NotVerified
        } else {
            Exit::Refused
        }
    }

    /// What is told in its place, where there is more to tell.
    pub(crate) fn reasons(self) -> Vec<Remark> {
        if let Self::Setup(remarks) | Self::NotReached(remarks) | Self::NotVerified(remarks) = self
        {
            remarks
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    const PAGE: &str = include_str!("../../../../../docs/command-line.md");
    const HERE: &str = concat!(
        include_str!("refusal.rs"),
        include_str!("../../../premises/src/error.rs")
    );

    #[test]
    fn every_code_stands_on_the_page_of_the_command_line() {
        let codes: Vec<&str> = HERE
            .split('"')
            .filter(|text| text.len() == 4 && text.starts_with("E8"))
            .collect();

        assert!(codes.len() > 15);
        for code in codes {
            assert!(PAGE.contains(code), "{code}");
        }
    }
}
