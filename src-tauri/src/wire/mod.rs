//! What crosses to the window, and what comes back: plain types without rules, of which TypeScript is made. Times are
//! RFC 3339, days ISO, ids numbers. `Debug` of what may name a patient shows nothing of it.

mod amend;
mod by_hand;
mod deeds;
mod desk;
mod display;
mod forms;
mod inbox;
mod links;
mod outbox;
mod patient;
mod register;
mod routine;
mod settings;
mod views;

pub use amend::{
    AmendBeginning, AmendChecked, AmendForm, RemovalChecked, RemovalForm, RemovalReason,
};
pub use by_hand::{PutRightForm, PutRightWhat};
pub use deeds::{DeedForm, DeedShown, Target};
pub use desk::{
    Contacts, Counted, Desk, Flagged, InAndOut, JustNow, Link, RejectedShown, Role, Standing,
    Today, WaitingByAge,
};
pub use display::{Density, Display};
pub use forms::{DecideForm, NewAddress, NoteOn, Push, Told, View};
pub use inbox::{
    Candidate, ChoiceShown, DecisionShown, HeldBy, InboxRow, LetterAside, Needs, NoticeDetail,
    RowShown, Segment, Test,
};
pub use links::{GapForm, GapShown, Health, LinkCard, Links, ReportForm, ReportShown};
pub use outbox::{
    AttemptShown, LetterShown, OutboxDetail, OutboxRow, Step, StoppageShown, Stoppages,
};
pub use patient::{Entry, Note, PatientDetail, PatientRow, Person};
pub use register::{
    Altered, Authority, BeginFrom, Beginning, Begun, FiledShown, FormProblem, GpChoice, Origin,
    RegisterChecked, RegisterChoices, RegisterForm, SentAs,
};
pub use routine::{LeftOut, RoutineLine, RoutinePreview};
pub use settings::{DoctorForm, DoctorShown, FindingShown, MeshForm, MeshShown, SettingsShown};
pub use views::SavedView;

use gplinks::Day;

fn day(day: Option<Day>) -> Option<String> {
    day.map(Day::iso)
}
