//! Changing what a filing says before it is sent. Whom it is about, and what their state demands, stays.

use gplinks::Draft;
use jiff::Timestamp;
use store::{Filing, FilingId, FilingState, Patient, Read, StoreError, Write};

use super::queue::{noted, queued};
use super::{changes, checks, ends_the_form, hold_until, kept, standing};
use crate::content::Content;
use crate::person::{Names, person};
use crate::{Act, DeskError, Filed, Person, Practice, Result, Settings, Spelling, ToFile, record};

/// A filing that can still be changed, with what its form begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub filing: Filing,
    pub content: Content,
    /// The patient as they would be without it.
    pub before: Person,
    /// The patient as it makes them.
    pub after: Person,
    /// Why it was filed and since when that holds, by the names of the form; where somebody said so.
    pub occasion: Option<(String, String)>,
}

impl Practice {
    /// What the form of a filing begins with that is to be changed.
    pub fn unsent(&self, filing: FilingId, at: Timestamp) -> Result<Unsent> {
        self.store().read(|r| {
            let filing = queued(r, filing)?;
            let names = Names::read(r, Some(at))?;
            let content = Content::read(&filing.content)?;
            let before = changes::before(r, &filing)?;
            let after = after(&before, &r.patient(filing.patient)?, &content);

            Ok(Unsent {
                content,
                before: person(&names, before, at),
                after: person(&names, after, at),
                occasion: occasion(r, filing.id)?,
                filing,
            })
        })
    }

    /// Changes what a filing says. Its kind, its authority and its patient stay.
    pub fn correct(&self, filing: FilingId, draft: &Draft, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;

            rewrite(w, filing, &ToFile::new(draft.clone()), act).map(drop)
        })
    }

    /// Changes what a filing says to what its form says, and confirms it where it was taken back; what is held stays
    /// held. `seen` is the patient as the form showed them.
    pub fn correct_with_form(
        &self,
        filing: FilingId,
        seen: Option<i64>,
        to_file: &ToFile,
        act: &Act<'_>,
    ) -> Result<Filed> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let patient = w.patient(queued(w, filing)?.patient)?;
            if seen.is_some_and(|seen| seen != patient.version) {
                return Err(StoreError::Stale.into());
            }
            let found = rewrite(w, filing, to_file, act)?;
            ends_the_form(w, to_file, patient.id, act)?;
            if found.state == FilingState::Draft {
                standing::may_go(w, &found)?;
                let until = hold_until(&Settings::read(w)?, act.at);
                w.set_filing_state(filing, FilingState::Ready, until)?;
                noted(w, "confirmed", filing, act)?;
            }

            Ok(Filed {
                filing,
                patient: patient.id,
                again: false,
                differs: false,
            })
        })
    }
}

/// Spelt as the record has it, where that says the same.
fn after(before: &Patient, now: &Patient, content: &Content) -> Patient {
    let mut after = before.clone();
    if let Content::Amendment { changes, .. } = content {
        record::put_changes(&mut after.record, changes);
    }
    Spelling::default().put(&mut after.record, Some(&now.record));

    after
}

fn occasion(r: &Read<'_>, filing: FilingId) -> Result<Option<(String, String)>> {
    let rows = r.audit_of("filing", filing.get())?;
    let told = rows.iter().rev().find_map(|row| {
        let details: serde_json::Value = serde_json::from_str(&row.details).ok()?;
        let occasion = details.get("occasion")?;
        let text = |name| Some(occasion.get(name)?.as_str()?.to_owned());

        Some((text("reason")?, text("on")?))
    });

    Ok(told)
}

fn rewrite(w: &Write<'_>, filing: FilingId, to_file: &ToFile, act: &Act<'_>) -> Result<Filing> {
    let draft = &to_file.draft;
    let found = queued(w, filing)?;
    let content = Content::of(draft.filing.clone());
    goes_the_same_way(w, &found, &content, draft)?;
    changes::put_back(w, &found, act)?;
    let patient = w.patient(found.patient)?;
    checks::is_still(w, &found, &patient, draft)?;
    w.rewrite_filing(filing, draft.gp.as_str(), &content.written()?)?;
    changes::finish(w, Some(&patient), (filing, found.link), to_file, act)?;
    let occasion = to_file.occasion.as_ref().map(kept);
    let details = serde_json::json!({ "occasion": occasion });
    act.record(w, "corrected", "filing", Some(filing.get()), details)?;

    Ok(found)
}

fn goes_the_same_way(
    r: &Read<'_>,
    filing: &Filing,
    content: &Content,
    draft: &Draft,
) -> Result<()> {
    if content.kind() != filing.kind {
        return Err(DeskError::NotSo {
            why: "it is of another kind",
        });
    }
    checks::is_ours(&Settings::read(r)?, draft.link.practice.as_str())?;
    if Practice::link_of(r, &draft.link)? != filing.link {
        return Err(DeskError::NotSo {
            why: "it goes to another authority: drop it, and file it anew",
        });
    }

    checks::has_doctor(r, filing.link, &draft.gp)
}
