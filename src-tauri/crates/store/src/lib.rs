//! The ledger's only SQL: one encrypted file, one writer, nothing deleted.
//!
//! A table a file: what is read hangs on [`Read`], what is written on [`Write`], and all writing
//! happens inside [`Store::write`], which is one transaction.

mod asked;
mod attempts;
mod audit;
mod changes;
mod corrections;
mod damaged_in;
mod db;
mod decisions;
mod doctors;
mod drawer;
mod error;
mod filings;
mod fold;
mod gaps;
mod ids;
mod letters_in;
mod letters_lost;
mod letters_out;
mod links;
mod migrate;
mod notes;
mod notice_counts;
mod notice_writes;
mod notices;
mod number_moves;
mod numbers;
mod patient_writes;
mod patients;
mod receipts;
mod reports_in;
mod resends;
mod search;
mod settings;
mod store;
#[cfg(feature = "damage")]
mod testing;
mod unfinished;
mod users;
mod words;

pub use attempts::Attempt;
pub use audit::{Audit, AuditHead, AuditLink, AuditRow};
pub use changes::{Change, Fields, NewChange};
pub use corrections::Correction;
pub use damaged_in::{DamagedIn, DamagedTry};
pub use decisions::{Decision, NewDecision};
pub use doctors::Doctor;
pub use drawer::Drawer;
pub use error::{Result, StoreError};
pub use filings::{Filing, NewFiling};
pub use fold::{folded, folded_postcode};
pub use gaps::{Gap, NewGap};
pub use ids::{
    AttemptId, ChangeId, DamagedInId, DecisionId, DoctorId, FilingId, LetterInId, LetterOutId,
    LinkId, MoveId, NoticeId, PatientId, ReceiptOutId, ReminderId, ReportInId,
};
pub use letters_in::{Arrival, LetterIn, MessageIn, NewMessage, Reading};
pub use letters_lost::LostLetters;
pub use letters_out::{LetterOut, NewLetter};
pub use links::Link;
pub use notes::{Note, NoteOn, Reminder};
pub use notice_counts::{Beside, ToDecide, Waits};
pub use notice_writes::{About, NewNotice};
pub use notices::{Notice, Place};
pub use number_moves::NumberMove;
pub use numbers::{Counter, Taken};
pub use patients::{Patient, Record};
pub use receipts::{ReceiptIn, ReceiptOut, StrayReceipt};
pub use reports_in::{NewReport, ReportIn};
pub use resends::{NewResend, Resend};
pub use store::{FILE_NAME, Read, Store, Write};
pub use unfinished::Unfinished;
pub use users::User;
pub use words::{
    Answer, ArrivalState, Cause, CorrectionKind, Direction, FilingKind, FilingState, LetterState,
    MatchedBy, NoticeState, Outcome, PatientState, ReceiptFate, ReceiptState, ReportFate, Role,
    Sequence, Workflow,
};

/// SHA-256 of a letter's bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;

    sha2::Sha256::digest(bytes).into()
}
