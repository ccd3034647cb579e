//! What the surgery does: filings, notices, the exchange, receipts, reports. Joins the ledger, the
//! letters and the post; knows no window and no terminal.

mod abandon;
mod act;
mod amending;
mod carrier;
mod content;
mod corrections;
mod decisions;
mod display;
mod due;
mod error;
mod exchange;
mod filings;
mod import;
mod inbox;
mod links;
mod marks;
mod matching;
mod number_moves;
mod obstacles;
mod outbox;
mod patient_view;
mod person;
mod practice;
mod reading;
mod record;
mod registrants;
mod release;
mod reports;
mod resend;
mod restored;
mod routine;
#[cfg(test)]
mod sample;
mod saved_views;
mod settings;
mod spelling;
mod spent;
mod standing;
mod tidings;
mod undo;
mod unfinished;
mod verify;

pub use act::Act;
pub use carrier::{Carrier, MeshSettings};
pub use content::Content;
pub use corrections::Correction;
pub use decisions::{Choice, Decided, FromForm, Given, ToTick, button};
pub use display::{Density, Display, SINGLE_KEYS};
pub use error::{DeskError, Result};
pub use exchange::{
    Ended, Exchange, ExchangeLock, Pass, PostHealth, Rhythm, Stop, Trouble, World, trouble_code,
};
pub use filings::{Filed, ToFile, Unsent};
pub use import::{ImportField, ImportProblem, ImportReport, Mapping, Mode};
pub use inbox::{
    DecisionShown, Item, LetterSetAside, NoteShown, NoticeDetail, NumberHeldBy, Quarter, Row,
    SegmentShown, StrayReceiptShown, View, segments,
};
pub use links::{LinkCard, LinksPage};
pub use marks::KeepMarks;
pub use matching::{Candidate, Test};
pub use obstacles::{Obstacle, Stuck, StuckLetter};
pub use outbox::{
    Deed, DeedGiven, DeedOn, Evidence, FilingPage, OutboxDetail, OutboxItem, Step, Stoppage,
    Stoppages, receipt_step,
};
pub use patient_view::{Entry, EntryAbout};
pub use person::{PatientPage, Person, PersonLine};
pub use practice::{Practice, Setup, SetupDoctor, SetupLink};
pub use reading::{Alarm, KeptProblem, Missing, RawSpan, ReadReport, Run, WhySetAside, gaps};
pub use record::{address, shown_name};
pub use registrants::{DoctorLine, KnownPeople, LinkLine, Typed};
pub use reports::{LateAnswer, LateReceipt, Overdue, Report, Table, Unexplained};
pub use resend::{Asked, Truth};
pub use restored::{Behind, BehindCounter, Confirmed, PutRight};
pub use routine::{Cleared, LeftOut, RoutineLine, RoutinePreview};
pub use saved_views::SavedView;
pub use settings::{Finding, NewDoctor, Settings, rules};
pub use spelling::Spelling;
pub use standing::{DueReminder, Flagged, InAndOut, JustNow, Late, Rejected, Standing, Today};
pub use store::{
    Attempt, CorrectionKind, DecisionId, Direction, Doctor, DoctorId, FilingId, FilingKind,
    LetterInId, LetterOutId, LinkId, NoteOn, NoticeId, NoticeState, PatientId, PatientState,
    ReminderId, ReportIn, Role, Sequence,
};
pub use tidings::Tidings;
pub use undo::Undone;
pub use verify::{Checked, Verified};
