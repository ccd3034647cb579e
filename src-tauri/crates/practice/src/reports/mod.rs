//! Reports: what an operator must be able to tell PCSE, as sentences and as a table.

mod explain;
mod fp69;
mod numbers_in;
mod numbers_out;
mod operations;
mod overdue;
pub(crate) mod quarter;
pub(crate) mod receipts;
pub(crate) mod runs;
pub(crate) mod set_aside;
mod table;
#[cfg(test)]
mod tests;
mod traffic;
mod unanswered;
mod words;

use gplinks::Day;
use jiff::Timestamp;
use store::{LinkId, Read};

pub use explain::Unexplained;
pub(crate) use explain::unexplained;
pub(crate) use numbers_in::{lost, not_come};
pub use overdue::{LateAnswer, LateReceipt, Overdue};
pub(crate) use receipts::awaited;
pub use table::Table;
pub(crate) use unanswered::{Waiting, is_overdue, waiting_since};

use crate::{Act, Practice, Result, Settings};

/// The reports that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// Numbers of ours that are on no letter that arrived.
    MissingNumbersOut,
    /// Numbers of the registration service that never came.
    MissingNumbersIn,
    /// Letters whose receipt has not come.
    MissingReceipts,
    /// What stood in the letters with these interchange numbers, the last one included.
    Operations { link: LinkId, first: u32, last: u32 },
    /// Registrations and requests that PCSE has not answered.
    Unanswered,
    /// Patients with an FP69 flag.
    Fp69,
    /// The quarter's certificate, with what was done by hand. Both days are included.
    Quarter { from: Day, to: Day },
    /// What cannot be worked on and waits for a person.
    SetAside,
    /// Letters out and in. Both days are included.
    Traffic { from: Day, to: Day },
}

impl Report {
    /// What it is called on the command line, and the fields of it that must be told besides.
    pub const WORDS: [&'static str; 9] = [
        "missing-numbers-out",
        "missing-numbers-in",
        "missing-receipts",
        "operations",
        "unanswered",
        "fp69",
        "quarter",
        "set-aside",
        "traffic",
    ];

    pub fn word(&self) -> &'static str {
        match self {
            Self::MissingNumbersOut => "missing-numbers-out",
            Self::MissingNumbersIn => "missing-numbers-in",
            Self::MissingReceipts => "missing-receipts",
            Self::Operations { .. } => "operations",
            Self::Unanswered => "unanswered",
            Self::Fp69 => "fp69",
            Self::Quarter { .. } => "quarter",
            Self::SetAside => "set-aside",
            Self::Traffic { .. } => "traffic",
        }
    }
}

impl Practice {
    pub fn report(&self, report: &Report, at: Timestamp) -> Result<Table> {
        self.store().read(|r| table(r, report, at))
    }

    /// The same, to be taken out of the program: a manager's act, which is kept.
    pub fn export(&self, report: &Report, act: &Act<'_>) -> Result<Table> {
        self.store().write(|w| {
            act.as_manager(w, "an export")?;
            let details = serde_json::json!({ "report": report.word() });
            act.record(w, "exported", "practice", None, details)?;

            table(w, report, act.at)
        })
    }
}

fn table(r: &Read<'_>, report: &Report, at: Timestamp) -> Result<Table> {
    let settings = Settings::read(r)?;
    match report {
        Report::MissingNumbersOut => numbers_out::table(r, &settings),
        Report::MissingNumbersIn => numbers_in::table(r, &settings),
        Report::MissingReceipts => receipts::table(r, &settings, at),
        Report::Operations { link, first, last } => operations::table(r, *link, *first, *last),
        Report::Unanswered => unanswered::table(r, &settings, at),
        Report::Fp69 => fp69::table(r, &settings, at),
        Report::Quarter { from, to } => quarter::table(r, &settings, *from, *to),
        Report::SetAside => set_aside::table(r),
        Report::Traffic { from, to } => traffic::table(r, *from, *to),
    }
}
