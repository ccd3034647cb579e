//! What somebody should look at today because of the calendar.

use gplinks::{Day, Minute, bank_holidays_known_to};
use jiff::Timestamp;
use store::{FilingId, FilingKind, LetterOutId, LinkId, PatientId};

use super::{fp69, receipts, unanswered};
use crate::obstacles::{self, StuckLetter};
use crate::{Practice, Result, Settings};

/// Everything whose time has come or will come soon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overdue {
    /// Letters whose receipt is overdue, the oldest first.
    pub receipts: Vec<LateReceipt>,
    /// Filings that have waited long for an answer, the oldest first.
    pub answers: Vec<LateAnswer>,
    /// Patients whose FP69 flag expires soon or has expired, with the day where it is known.
    pub fp69: Vec<(PatientId, Option<Day>)>,
    /// Letters that only a person gets out of the way, and behind which all others of their link wait.
    pub stuck: Vec<StuckLetter>,
    /// The last day whose bank holidays are known, where it is near: after it, days are counted too early.
    pub bank_holidays_end: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateReceipt {
    pub letter: LetterOutId,
    pub link: LinkId,
    pub sis: u32,
    pub sent_on: Day,
    pub working_days: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateAnswer {
    pub filing: FilingId,
    pub kind: FilingKind,
    pub patient: PatientId,
    pub sent_on: Day,
    pub working_days: u32,
    /// Longer than PCSE may take; before that it is only remarked on.
    pub is_overdue: bool,
}

/// A new table of bank holidays takes a release of the program.
const TABLE_WARNING_DAYS: i64 = 365;

impl Practice {
    pub fn overdue(&self, at: Timestamp) -> Result<Overdue> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let receipts = receipts::awaited(r, &settings, at)?
                .into_iter()
                .filter(|one| one.is_overdue)
                .map(|one| LateReceipt {
                    letter: one.letter,
                    link: one.link,
                    sis: one.sis,
                    sent_on: one.sent_on,
                    working_days: one.working_days,
                });
            let answers = unanswered::waiting(r, &settings, at)?
                .into_iter()
                .map(|one| LateAnswer {
                    filing: one.filing.id,
                    kind: one.filing.kind,
                    patient: one.filing.patient,
                    sent_on: one.sent_on,
                    working_days: one.working_days,
                    is_overdue: unanswered::is_overdue(&one, &settings),
                });
            let flags = fp69::flags(r, at)?;
            let mut stuck = obstacles::stuck_letters(r)?;
            stuck.retain(StuckLetter::needs_person);
            let due = flags.iter().filter(|flag| fp69::is_due(flag, &settings));

            Ok(Overdue {
                receipts: receipts.collect(),
                answers: answers.collect(),
                fp69: due.map(|flag| (flag.patient, flag.expires_on)).collect(),
                stuck,
                bank_holidays_end: ends_soon(Minute::at(at).day(), bank_holidays_known_to()),
            })
        })
    }
}

fn ends_soon(today: Day, known_to: Day) -> Option<Day> {
    (known_to.days_since(today) < TABLE_WARNING_DAYS).then_some(known_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_bank_holidays_is_missed_a_year_before_it_ends() {
        let day = |text: &str| Day::parse(text).unwrap();

        assert_eq!(ends_soon(day("2026-11-21"), day("2035-12-31")), None);
        assert_eq!(
            ends_soon(day("2035-01-01"), day("2035-12-31")),
            Some(day("2035-12-31"))
        );
    }
}
