//! What crosses to the window, and what comes back: plain types without rules, of which TypeScript is made. Times are
//! RFC 3339, days ISO, ids numbers. `Debug` of what may name a patient shows nothing of it.

mod desk;
mod forms;
mod inbox;
mod patient;
mod routine;
mod views;

pub use desk::{
    Counted, Desk, Flagged, InAndOut, JustNow, Link, RejectedShown, Role, Standing, Today,
    WaitingByAge,
};
pub use forms::{DecideForm, NewAddress, NoteOn, Push, Told, View};
pub use inbox::{
    Candidate, ChoiceShown, DecisionShown, HeldBy, InboxRow, Needs, NoticeDetail, RowShown,
    Segment, Test,
};
pub use patient::{Entry, Note, PatientDetail, PatientRow, Person};
pub use routine::{LeftOut, RoutineLine, RoutinePreview};
pub use views::SavedView;

use gplinks::Day;

fn day(day: Option<Day>) -> Option<String> {
    day.map(Day::iso)
}
