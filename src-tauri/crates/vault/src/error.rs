//! What can go wrong with keys and what is kept outside, each with a stable code.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// Why a key or the marks could not be had. The text is for a person and never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error(
        "there is no key in {place}, and none is made anew because the data may need the old one. \
         Put back the copy of the key that was kept when Linkdesk was set up"
    )]
    NoKey { place: String },
    #[error(
        "the passphrase does not open the key file {}. Check LINKDESK_PASSPHRASE",
        path.display()
    )]
    WrongPassphrase { path: PathBuf },
    #[error(
        "the key in {place} is damaged, or a newer Linkdesk wrote it. Put back the copy of the key \
         that was kept when Linkdesk was set up"
    )]
    KeyDamaged { place: String },
    #[error(
        "the operating system's keyring cannot be reached. Start Linkdesk from a desktop session, or \
         set LINKDESK_KEY_FILE and LINKDESK_PASSPHRASE to use a key file"
    )]
    NoKeyring {
        source: Box<dyn Error + Send + Sync>,
    },
    #[error(
        "the operating system's keyring is locked. Unlock it, or set LINKDESK_KEY_FILE and \
         LINKDESK_PASSPHRASE to use a key file"
    )]
    KeyringLocked {
        source: Box<dyn Error + Send + Sync>,
    },
    #[error(
        "{} cannot be read. Check that its disk is there and that you may read it",
        path.display()
    )]
    Unread { path: PathBuf, source: io::Error },
    #[error(
        "{} cannot be written. Check that its folder is there, that you may write to it and that the \
         disk is not full",
        path.display()
    )]
    Unwritten { path: PathBuf, source: io::Error },
    #[error(
        "{} is not as Linkdesk wrote it: it was changed, or belongs to another installation. Tell \
         whoever looks after Linkdesk, and send nothing until the numbers are confirmed",
        path.display()
    )]
    Tampered { path: PathBuf },
    #[error(
        "{} is damaged. Tell whoever looks after Linkdesk, and send nothing until the numbers are \
         confirmed",
        path.display()
    )]
    Damaged { path: PathBuf },
    #[error(
        "the secrets in {} cannot be opened: the file is damaged, or belongs to another installation. \
         Nothing was sent; give the mailbox's password, shared key and certificate again with `mesh set`",
        path.display()
    )]
    SafeDamaged { path: PathBuf },
    #[error(
        "there is already a key in {place}, and it is never replaced. Use it, or name another place"
    )]
    AlreadyThere { place: String },
    #[error(
        "LINKDESK_KEY_FILE names a key file and LINKDESK_PASSPHRASE is not set. Set it to the \
         passphrase of the file"
    )]
    NoPassphrase,
    #[error(
        "the passphrase is not readable text, or far too long. Set LINKDESK_PASSPHRASE to the passphrase of the key file"
    )]
    PassphraseUnusable,
    #[error(
        "there is no place for what is kept outside the data. Set {wanted} to a full path, or LINKDESK_STATE"
    )]
    NoStateFolder { wanted: &'static str },
    #[error(
        "LINKDESK_STATE is not a full path. Set it to one, so that it means the same folder every time"
    )]
    StateNotAbsolute,
    #[error(
        "there is more than one key in {place}. Remove the one that does not belong there, with the \
         keyring's own program"
    )]
    SeveralKeys { place: String },
    #[error(
        "the operating system gives no random numbers, so no key can be made. Start the computer again"
    )]
    NoRandomness(#[source] getrandom::Error),
    #[error(
        "this computer has too little free memory to open the key ({megabytes} MB are needed). Nothing was opened or changed; close other programs, and try again"
    )]
    NoMemory { megabytes: u32 },
    #[error("an installation id is 32 of the digits 0 to 9 and a to f. Copy it again, all of it")]
    NotAnInstallId,
}

impl VaultError {
    /// Never changes once published: people write it down, and support looks it up.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoKey { .. } => "E901",
            Self::WrongPassphrase { .. } => "E902",
            Self::KeyDamaged { .. } => "E903",
            Self::NoKeyring { .. } => "E904",
            Self::KeyringLocked { .. } => "E905",
            Self::Unread { .. } | Self::Unwritten { .. } => "E906",
            Self::Tampered { .. } | Self::Damaged { .. } => "E907",
            Self::AlreadyThere { .. } => "E908",
            Self::NoPassphrase | Self::PassphraseUnusable => "E909",
            Self::NoStateFolder { .. } | Self::StateNotAbsolute => "E910",
            Self::SeveralKeys { .. } => "E911",
            Self::NoRandomness(_) => "E912",
            Self::NoMemory { .. } => "E862",
            Self::NotAnInstallId => "E913",
            Self::SafeDamaged { .. } => "E914",
        }
    }
}
