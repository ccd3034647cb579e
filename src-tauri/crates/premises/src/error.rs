//! Why a practice's folder cannot be made, opened or exchanged from, each with a stable code.

use std::path::PathBuf;

use practice::DeskError;
use store::StoreError;
use vault::VaultError;

pub type Result<T, E = PremisesError> = std::result::Result<T, E>;

/// What happened, whether anything was done, and what to do. No patient's details are ever part of it.
#[derive(Debug, thiserror::Error)]
pub enum PremisesError {
    #[error(transparent)]
    Desk(#[from] DeskError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(
        "install.json in this folder cannot be read. Nothing was done; put it back from a backup of the folder"
    )]
    Install,
    #[error(
        "the practice's file (linkdesk.db) is gone from this folder. Nothing was done; put it back from a backup"
    )]
    NoLedger,
    #[error(
        "the practice's file was made by another version of Linkdesk, whose tables are not this one's. Nothing was changed or sent; open it with the version that made it"
    )]
    OtherMake,
    #[error("{} has something in it. Nothing was made; name a folder that is not there yet, or an empty one", folder.display())]
    NotEmpty { folder: PathBuf },
    #[error("{} cannot be made or written. Nothing was made; check that the folder above it is there and yours", folder.display())]
    NotMade { folder: PathBuf },
    #[error(
        "{} lies on a network share, where a lock does not hold and two programs could send the same numbers. Nothing was made, changed or sent; keep the folder on a disk of this computer",
        folder.display()
    )]
    OnAShare { folder: PathBuf },
    #[error(
        "{} is copied to other computers by {by}, which can put back an old copy or half of one. Nothing was made, changed or sent; keep the folder outside of what is synchronised",
        folder.display()
    )]
    Synchronised { folder: PathBuf, by: &'static str },
    #[error("MESH cannot be reached like this: {0}. Nothing was sent or changed; see `mesh show`")]
    MeshSetup(String),
    #[error("the training service is for training practices only. Nothing was done")]
    NotTraining,
    #[error(
        "the training service's memory (training-service.db) cannot be read. Nothing was done; remove the file to begin with a fresh service"
    )]
    TrainingMemory,
}

impl PremisesError {
    /// Never changes once published.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Desk(error) => error.code(),
            Self::Vault(error) => error.code(),
            Self::Install => "E833",
            Self::NotEmpty { .. } => "E840",
            Self::NotMade { .. } => "E841",
            Self::TrainingMemory => "E845",
            Self::NoLedger => "E855",
            Self::OtherMake => "E863",
            Self::MeshSetup(_) => "E857",
            Self::OnAShare { .. } => "E860",
            Self::Synchronised { .. } => "E861",
            Self::NotTraining => "E832",
        }
    }
}

impl From<StoreError> for PremisesError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}
