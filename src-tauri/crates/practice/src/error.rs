//! Why the desk does not do something. Each says what happened, whether anything was sent, and what to do.

use store::{FilingId, NoticeId, Role, StoreError};

pub type Result<T, E = DeskError> = std::result::Result<T, E>;

/// A refusal, with a stable code. No patient's details are ever part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("this needs a {}. Nothing was changed; ask one to do it", needs.word())]
    NotAllowed { needs: Role },
    #[error("this needs a reason, which is kept with it. Nothing was changed; give one")]
    NoReason,
    #[error(
        "there is no link with the authority that is named. Nothing was filed; set the link up first, or name the right authority"
    )]
    NoLink,
    #[error(
        "the practice that is named is not this one. Nothing was filed; look at the practice's link code"
    )]
    OtherPractice,
    #[error(
        "the doctor who is named is not one of this practice's. Nothing was filed; add the doctor with both codes, or choose another"
    )]
    NoSuchDoctor,
    #[error(
        "this person is on the list already (patient {patient}), and {state}. Nothing was filed; open their record instead"
    )]
    AlreadyHere { patient: i64, state: &'static str },
    #[error(
        "somebody like this is on the list (patients {}). Nothing was filed; look at them, and say whether it is one of them or somebody else",
        list(patients)
    )]
    LooksLike { patients: Vec<i64> },
    #[error(
        "the same was filed before (filing {filing}), and PCSE may still be working on it. Nothing was filed; look at it in the outbox, and file it once more only if it is meant"
    )]
    FiledBefore { filing: FilingId },
    #[error(
        "PCSE has been asked already to remove this patient. Nothing was filed; wait for the reply or the deduction, or ask again from the reply"
    )]
    AlreadyAsked,
    #[error(
        "PCSE's list does not have the patient of filing {filing}. Nothing was changed, and it is not sent; drop it, or let it go once they are registered"
    )]
    NotOnTheirList { filing: FilingId },
    #[error(
        "nobody on the list has this NHS number. Nothing was filed; look for the patient by name, or register them"
    )]
    NotOnTheList,
    #[error(
        "this patient is {state}, and this cannot be filed for them. Nothing was filed; look at their record"
    )]
    WrongState { state: &'static str },
    #[error(
        "a patient whose registration was rejected is registered again with code R. Nothing was filed; begin from the rejection, which brings it"
    )]
    NeedsCodeR,
    #[error(
        "nothing in it differs from the registration that PCSE rejected, and no note was added. Nothing was filed; correct what was wrong"
    )]
    NothingCorrected,
    #[error(
        "a patient whose deduction you dispute is registered again with code D and a note. Nothing was filed; begin from the deduction, which brings it"
    )]
    NeedsCodeD,
    #[error(
        "filing {filing} has been sent, and cannot be changed or taken back. PCSE must be told if it is wrong"
    )]
    AlreadySent { filing: FilingId },
    #[error(
        "filing {filing} is {state}. Nothing was changed; look at it in the outbox to see what it allows now"
    )]
    NotNow {
        filing: FilingId,
        state: &'static str,
    },
    #[error(
        "notice {earlier} about the same patient came first. Nothing was changed; decide it before this one"
    )]
    EarlierFirst { earlier: NoticeId },
    #[error("notice {notice} belongs to no patient yet. Nothing was changed; match it first")]
    NotMatched { notice: NoticeId },
    #[error("notice {notice} is settled already. Nothing was changed; undo that first")]
    AlreadyDecided { notice: NoticeId },
    #[error(
        "this cannot be decided so: {why}. Nothing was changed; look at it again for what it offers"
    )]
    NotSo { why: &'static str },
    #[error(
        "there is nothing to undo. Nothing was changed; look at it again, for somebody may have undone it already"
    )]
    NothingToUndo,
    #[error(
        "it cannot be undone: {why}. Nothing was changed; if it is wrong, put it right by a new filing or a call to PCSE"
    )]
    NotUndone { why: &'static str },
    #[error(
        "another patient (patient {patient}) has this NHS number. Nothing was changed; find out whose it is, and move the number if both are the same person"
    )]
    NumberOfAnother { patient: i64 },
    #[error(
        "some of what came before waits for a person ({open}): notices to decide, or what is set aside. Nothing was changed; see to it, or have a manager close the quarter over it"
    )]
    QuarterNotReady { open: u64 },
    #[error(
        "letter {letter} is {state}. Nothing was changed; look at it again to see what it allows now"
    )]
    LetterNotSo { letter: i64, state: &'static str },
    #[error(
        "another letter of this link is on its way. Nothing was changed; try again when it has gone"
    )]
    LinkBusy,
    #[error(
        "the data was put back from an earlier time, and letters were sent or came since. Nothing is sent until the numbers are confirmed"
    )]
    Restored,
    #[error(
        "a number that you gave is lower than one already used ({sequence} {used}). Nothing was changed; ask PCSE for the last number that they hold, and give it again"
    )]
    NumberUsed { sequence: &'static str, used: u32 },
    #[error(
        "the last {sequence} known is {known}, and {told} is more than 10000 further on. Nothing was confirmed; look at the number again, for it cannot be taken back"
    )]
    NumberFar {
        sequence: &'static str,
        known: u32,
        told: u32,
    },
    #[error(
        "the data is not behind what was sent, and no link is stopped whose numbers were named, so there is nothing to confirm. Nothing was changed"
    )]
    NothingToConfirm,
    #[error(
        "more than 1000 transaction numbers in a row are still in use by open registrations. Nothing was sent; ask PCSE about the oldest ones"
    )]
    NumbersInUse,
    #[error(
        "the record of the last numbers, which is kept outside the practice's folder, cannot be used: {0}. Nothing is sent; put right what is named, or have a manager confirm the numbers with PCSE"
    )]
    Marks(String),
    #[error(
        "the record of the last numbers, which is kept outside the practice's folder, cannot be written: {0}. Nothing is sent under a number that it does not hold; make room, or see that you may write there, and it goes on by itself"
    )]
    MarksUnwritten(String),
    #[error(
        "the program has failed within itself. What was under way may not be saved: look before you do it again. Nothing more is sent; end it, start it again, and tell whoever looks after Linkdesk"
    )]
    Broken,
    #[error(
        "the letter holds a character that cannot be sent. Nothing was sent; correct the filing"
    )]
    Unwritable,
    #[error(
        "the import was refused, and nothing was imported: {rows} of its rows cannot be used; mend them and import the file again"
    )]
    Import { rows: usize },
    #[error(
        "what was kept for filing or notice cannot be read ({what}). Nothing was changed; run `linkdesk-cli verify`, and put a backup back if it finds more"
    )]
    Kept { what: &'static str },
    #[error(
        "{setting} cannot be what was given. Nothing was changed; see its words in the settings, or `linkdesk-cli settings --help`"
    )]
    Setting { setting: &'static str },
}

impl DeskError {
    /// Whether nothing can go on with the file, rather than with one thing in it.
    pub(crate) fn is_of_the_file(&self) -> bool {
        if let Self::Store(error) = self {
            return error.is_of_the_file();
        }

        matches!(
            self,
            Self::Marks(_) | Self::MarksUnwritten(_) | Self::Broken
        )
    }

    /// Whether it passes by itself, or with a little room made: another program is done, the disk has space again.
    pub fn passes(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Busy | StoreError::Full) | Self::MarksUnwritten(_)
        )
    }

    /// Never changes once published.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Broken => "E900",
            Self::AlreadyAsked => "E936",
            Self::NotOnTheirList { .. } => "E937",
            Self::NotAllowed { .. } => "E940",
            Self::NoReason => "E941",
            Self::NoLink => "E942",
            Self::OtherPractice => "E943",
            Self::NoSuchDoctor => "E944",
            Self::AlreadyHere { .. } => "E945",
            Self::LooksLike { .. } => "E946",
            Self::FiledBefore { .. } => "E939",
            Self::NotOnTheList => "E947",
            Self::WrongState { .. } => "E948",
            Self::NeedsCodeR => "E950",
            Self::NothingCorrected => "E951",
            Self::NeedsCodeD => "E952",
            Self::AlreadySent { .. } => "E953",
            Self::NotNow { .. } => "E954",
            Self::EarlierFirst { .. } => "E955",
            Self::NotMatched { .. } => "E956",
            Self::AlreadyDecided { .. } => "E957",
            Self::NotSo { .. } => "E958",
            Self::NothingToUndo => "E959",
            Self::NotUndone { .. } => "E960",
            Self::NumberOfAnother { .. } => "E961",
            Self::QuarterNotReady { .. } => "E962",
            Self::LetterNotSo { .. } => "E963",
            Self::LinkBusy => "E964",
            Self::Restored => "E965",
            Self::NumberUsed { .. } => "E966",
            Self::NumberFar { .. } => "E919",
            Self::NothingToConfirm => "E938",
            Self::NumbersInUse => "E967",
            Self::Marks(_) => "E968",
            Self::MarksUnwritten(_) => "E949",
            Self::Unwritable => "E969",
            Self::Import { .. } => "E970",
            Self::Kept { .. } => "E971",
            Self::Setting { .. } => "E972",
        }
    }
}

fn list(ids: &[i64]) -> String {
    ids.iter()
        .map(i64::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
