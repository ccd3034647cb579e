//! What was filed, and how far it has come: one word for each step, the same everywhere.

mod deeds;
mod offered;
mod page;
mod step;
mod stoppages;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::Serialize;
use store::{Attempt, Filing, FilingId, LetterOut, Patient, PatientId, Read, ReportIn};

pub use deeds::{Deed, DeedGiven, DeedOn};
pub use page::{Evidence, FilingPage};
pub use step::Step;
pub use stoppages::{Stoppage, Stoppages};

use crate::content::Content;
use crate::filings::standing;
use crate::release::older_queued;
use crate::{Practice, Result, Settings, due, obstacles, record};

/// So many reports that are about nothing of ours are shown.
const REPORTS: u32 = 100;

/// A filing as lists show it. `Debug` does not show the name.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct OutboxItem {
    pub filing: FilingId,
    pub kind: store::FilingKind,
    pub patient: PatientId,
    pub name: String,
    pub created_at: Timestamp,
    pub created_by: String,
    pub step: Step,
    /// The step in words, and what comes next.
    pub words: &'static str,
    pub next: String,
    /// When it goes, where it has not gone.
    pub goes_at: Option<Timestamp>,
    /// Something is still expected, of the other side or of a person.
    pub is_open: bool,
}

/// Everything that is known of one filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxDetail {
    pub item: OutboxItem,
    pub filing: Filing,
    pub letter: Option<LetterOut>,
    pub attempts: Vec<Attempt>,
    /// What MESH has said of the letter.
    pub reports: Vec<ReportIn>,
}

impl Practice {
    /// A page of all filings, newest first.
    pub fn outbox(
        &self,
        before: Option<FilingId>,
        most: u32,
        at: Timestamp,
    ) -> Result<Vec<OutboxItem>> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let filings = r.filings_before(before, most)?;

            filings
                .iter()
                .map(|filing| item(r, &settings, filing, at))
                .collect()
        })
    }

    /// A page of what is not finished, newest first.
    pub fn outbox_open(
        &self,
        before: Option<FilingId>,
        most: u32,
        at: Timestamp,
    ) -> Result<Vec<OutboxItem>> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let (mut found, mut before) = (Vec::new(), before);
            loop {
                let filings = r.filings_unsettled_before(before, most)?;
                let Some(last) = filings.last() else {
                    return Ok(found);
                };
                before = Some(last.id);
                for filing in &filings {
                    let item = item(r, &settings, filing, at)?;
                    found.extend(Some(item).filter(|item| item.is_open));
                }
                if found.len() >= most as usize {
                    return Ok(found);
                }
            }
        })
    }

    /// One filing with its letter and every attempt to post it.
    pub fn outbox_detail(&self, filing: FilingId, at: Timestamp) -> Result<OutboxDetail> {
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let filing = r.filing(filing)?;
            let letter = filing.letter.map(|id| r.letter_out(id)).transpose()?;
            let (attempts, reports) = match &letter {
                Some(letter) => (r.attempts_of(letter.id)?, r.reports_on(letter.id)?),
                None => (Vec::new(), Vec::new()),
            };

            Ok(OutboxDetail {
                item: item(r, &settings, &filing, at)?,
                filing,
                letter,
                attempts,
                reports,
            })
        })
    }

    /// The newest reports of MESH that are about no letter of ours.
    pub fn reports_not_ours(&self) -> Result<Vec<ReportIn>> {
        Ok(self.store().read(|r| r.reports_not_ours(REPORTS))?)
    }
}

/// How far a receipt of ours has come, and what comes next.
pub fn receipt_step(letter: &LetterOut) -> (Step, String) {
    let step = step::of_receipt(letter);

    (step, step::next_of_receipt(step, letter))
}

fn item(r: &Read<'_>, settings: &Settings, filing: &Filing, at: Timestamp) -> Result<OutboxItem> {
    let patient = r.patient(filing.patient)?;
    let letter = filing.letter.map(|id| r.letter_out(id)).transpose()?;
    let mut step = step::step(settings, filing, letter.as_ref(), standing(r, filing)?, at);
    let (mut waits_for, mut goes_at) = (None, None);
    if step == Step::Ready {
        let older = older_queued(r, filing)?;
        if let Some(obstacle) = obstacles::of_link(r, settings, &r.link(filing.link)?)? {
            (step, waits_for) = (Step::Blocked, Some(obstacle.words()));
        } else if let Some(words) = stands_still(r, &older)? {
            (step, waits_for) = (Step::Behind, Some(words));
        } else {
            let all = older.iter().chain([filing]);
            let times = all.map(|one| due::goes_at(one.not_before, &settings.sending_times));
            goes_at = times.max().map(|goes_at| goes_at.max(at));
        }
    }

    Ok(OutboxItem {
        is_open: is_open(r, step, filing)?,
        filing: filing.id,
        kind: filing.kind,
        patient: patient.id,
        name: name(filing, &patient),
        created_at: filing.created_at,
        created_by: filing.created_by.clone(),
        step,
        words: step.words(),
        next: step::next(step, filing, goes_at, letter.as_ref(), waits_for),
        goes_at,
    })
}

/// What another filing has taken the place of waits for nobody.
fn is_open(r: &Read<'_>, step: Step, filing: &Filing) -> Result<bool> {
    let is_done = matches!(
        step,
        Step::Approved | Step::Answered | Step::Finished | Step::Abandoned | Step::Closed
    );
    let is_corrected = step == Step::Rejected && r.is_replaced(filing.id)?;

    Ok(!is_done && !is_corrected)
}

/// The oldest of what goes first that does not go by itself.
fn stands_still(r: &Read<'_>, older: &[Filing]) -> Result<Option<String>> {
    for one in older {
        if let Some(words) = step::stands_still(one, standing(r, one)?) {
            return Ok(Some(words));
        }
    }

    Ok(None)
}

/// A registration is shown under the name that it bears, which the patient may no longer have.
fn name(filing: &Filing, patient: &Patient) -> String {
    let mut named = patient.record.clone();
    if let Ok(Content::Registration(registration)) = Content::read(&filing.content) {
        record::put_name(&mut named, &registration.name);
    }

    record::shown_name(&named)
}

impl std::fmt::Debug for OutboxItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutboxItem({} {:?})", self.filing, self.step)
    }
}
