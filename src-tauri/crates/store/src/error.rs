//! What can be wrong with the file, each with a stable code and a sentence.

/// A result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why the file did not do what was asked. No value of a row is ever part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error(
        "there is no practice in this folder. Make one with `linkdesk-cli init`, or name the right folder"
    )]
    Missing,
    #[error(
        "there is a practice in this folder already. Nothing was changed; open it, or name another folder"
    )]
    AlreadyThere,
    #[error(
        "another program is using the practice's file. Nothing was changed; try again in a moment"
    )]
    Busy,
    #[error(
        "the practice's file, or its folder, cannot be written to. It can be looked at, but nothing is saved or sent; check who may write there"
    )]
    ReadOnly,
    #[error("the disk is full. Nothing was sent or lost; make room and try again")]
    Full,
    #[error(
        "the practice's file does not open with this key, or it is damaged. It was not changed; find the right key, or put a backup back"
    )]
    NotOurs,
    #[error(
        "the practice's file is damaged. Nothing was changed or sent; put a backup back, and keep the damaged file"
    )]
    Damaged,
    #[error(
        "the practice's file cannot be opened. Check that the folder is there and that you may use it"
    )]
    NotOpened,
    #[error(
        "the practice's file was written by a newer version of this program (its format is {found}, this program knows {known}). Use the newer version"
    )]
    Newer { found: u32, known: u32 },
    #[error(
        "the disk reported an error (code {code}). What was under way was not saved; nothing was sent. Have the disk looked at, and try again"
    )]
    Disk { code: i32 },
    #[error(
        "the database does not keep its promises: {pragma} is {found}, not {wanted}. Nothing is done with it; call whoever looks after Linkdesk"
    )]
    Pragma {
        pragma: &'static str,
        wanted: &'static str,
        found: String,
    },
    #[error(
        "the numbering of {sequence} is damaged. Nothing is sent on this link until it is put right, and nothing else is touched; run `linkdesk-cli verify`, and call whoever looks after Linkdesk"
    )]
    Numbering { sequence: &'static str },
    #[error("this was changed meanwhile. Look at it again; nothing was saved")]
    Stale,
    #[error(
        "the ledger refuses this: {rule}. Nothing was changed; call whoever looks after Linkdesk"
    )]
    Against { rule: String },
    #[error(
        "the practice's file holds something that this program did not write. Nothing was changed; run `linkdesk-cli verify`, and put a backup back if it finds more"
    )]
    Odd,
    /// The number is not told: somebody may have typed a patient's.
    #[error("there is no {what} of this number. Nothing was changed; look it up in its list")]
    NoSuch { what: &'static str, id: i64 },
}

impl StoreError {
    /// Whether nothing can go on with the file, rather than with one row of it.
    pub fn is_of_the_file(&self) -> bool {
        match self {
            Self::Missing
            | Self::AlreadyThere
            | Self::Busy
            | Self::ReadOnly
            | Self::Full
            | Self::NotOurs
            | Self::Damaged
            | Self::NotOpened
            | Self::Newer { .. }
            | Self::Disk { .. }
            | Self::Pragma { .. } => true,
            Self::Numbering { .. }
            | Self::Stale
            | Self::Against { .. }
            | Self::Odd
            | Self::NoSuch { .. } => false,
        }
    }

    /// Never changes once published.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "E920",
            Self::AlreadyThere => "E921",
            Self::Busy => "E922",
            Self::ReadOnly => "E923",
            Self::Full => "E924",
            Self::NotOurs => "E925",
            Self::Damaged => "E926",
            Self::NotOpened => "E927",
            Self::Newer { .. } => "E928",
            Self::Disk { .. } => "E929",
            Self::Pragma { .. } => "E930",
            Self::Numbering { .. } => "E931",
            Self::Stale => "E932",
            Self::Against { .. } => "E933",
            Self::Odd => "E934",
            Self::NoSuch { .. } => "E935",
        }
    }
}
