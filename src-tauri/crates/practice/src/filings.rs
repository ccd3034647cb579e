//! Filings: what the practice says, from the clerk's confirmation to the moment it is released.

mod changes;
mod checks;
mod correct;
mod queue;
mod standing;
mod twice;

use gplinks::{Draft, Filing, Minute, Occasion};
use jiff::Timestamp;
use store::{FilingId, FilingState, NewFiling, NoticeId, PatientId, Write};

pub(crate) use changes::{before, give_up, reopen, taken_up};
pub(crate) use checks::{Described, is_asked_for, is_free, words};
pub use correct::Unsent;
pub(crate) use queue::{close_in, take_as_approved};
pub(crate) use standing::{NOT_ON_THEIR_LIST, Standing, hold_for, standing, told_held};

use crate::content::Content;
use crate::{Act, Practice, Result, Settings, Spelling};

/// Something to be filed.
#[derive(Debug, Clone)]
pub struct ToFile {
    pub draft: Draft,
    /// The notice that it reacts to.
    pub notice: Option<NoticeId>,
    /// The rejected filing that it takes the place of.
    pub replaces: Option<FilingId>,
    /// Told by the caller, so that a second click files nothing.
    pub draft_key: Option<String>,
    /// A person has looked: it is not one of those on the list who look alike.
    pub somebody_else: bool,
    /// A person has looked: the same was filed before, and shall be filed once more.
    pub once_more: bool,
    /// A person has looked: it is this patient, who was on the list before.
    pub same_as: Option<PatientId>,
    /// A person has read what PCSE replied to a request, and asks again.
    pub asked_again: bool,
    /// For colleagues, kept with the patient in the same transaction; never sent.
    pub note: Option<String>,
    /// As the form had it, for our own record.
    pub spelling: Spelling,
    /// Why a detail changes, kept with the patient and in the audit; never sent.
    pub occasion: Option<Occasion>,
}

/// What was filed, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    pub filing: FilingId,
    pub patient: PatientId,
    /// It had been filed before, under the same key; nothing was done now.
    pub again: bool,
    /// What was filed under the key says something else than what was to be filed now.
    pub differs: bool,
}

impl ToFile {
    pub fn new(draft: Draft) -> Self {
        Self {
            draft,
            notice: None,
            replaces: None,
            draft_key: None,
            somebody_else: false,
            once_more: false,
            same_as: None,
            asked_again: false,
            note: None,
            spelling: Spelling::default(),
            occasion: None,
        }
    }
}

impl Practice {
    /// What was filed under a form's key, if anything was: the answer may have been lost on its way to the window.
    pub fn filed_under(&self, draft_key: &str) -> Result<Option<Filed>> {
        let filing = self.store().read(|r| r.filing_with_key(draft_key))?;

        Ok(filing.map(|filing| Filed {
            filing: filing.id,
            patient: filing.patient,
            again: true,
            differs: false,
        }))
    }

    /// Files what a clerk has confirmed. It has no numbers yet, and can be taken back.
    pub fn file(&self, to_file: &ToFile, act: &Act<'_>) -> Result<Filed> {
        points::point!("reg.before_tx");
        let filed = self.store().write(|w| {
            act.as_clerk(w)?;
            let settings = Settings::read(w)?;

            file_in(w, &settings, to_file, act)
        });
        points::point!("reg.after_commit");

        filed
    }
}

/// Files something inside a transaction, so that a decision and its filing are one. Whose act it is has been
/// looked at.
pub(crate) fn file_in(
    w: &Write<'_>,
    settings: &Settings,
    to_file: &ToFile,
    act: &Act<'_>,
) -> Result<Filed> {
    if let Some(filed) = filed_before(w, to_file)? {
        return Ok(filed);
    }
    let Draft { link, gp, filing } = &to_file.draft;
    checks::is_ours(settings, link.practice.as_str())?;
    let link = Practice::link_of(w, link)?;
    checks::has_doctor(w, link, gp)?;
    let content = Content::of(filing.clone());
    let known = match filing {
        Filing::Acceptance(registration) => checks::registrant(w, registration, to_file)?,
        Filing::Amendment(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => {
            let patient = checks::addressee(w, filing)?;
            let (kind, today) = (content.kind(), Minute::at(act.at).day());
            checks::is_asked_once(w, kind, &patient, to_file.asked_again, today)?;
            Some(patient)
        }
    };
    if let Some(patient) = known.as_ref().filter(|_| !to_file.once_more) {
        twice::not_waiting(w, patient.id, filing)?;
    }
    let patient = changes::begin(w, known.as_ref(), link, to_file, act)?;
    let filing = w.add_filing(&NewFiling {
        kind: content.kind(),
        patient,
        link,
        gp: gp.as_str(),
        content: &content.written()?,
        state: FilingState::Ready,
        not_before: hold_until(settings, act.at),
        notice: to_file.notice,
        replaces: to_file.replaces,
        draft_key: to_file.draft_key.as_deref(),
        at: act.at,
        by: act.by,
    })?;
    changes::finish(w, known.as_ref(), (filing, link), to_file, act)?;
    let occasion = to_file.occasion.as_ref().map(kept);
    let details = serde_json::json!({
        "kind": content.kind(), "patient": patient, "notice": to_file.notice, "occasion": occasion,
    });
    act.record(w, "filed", "filing", Some(filing.get()), details)?;
    ends_the_form(w, to_file, patient, act)?;

    Ok(Filed {
        filing,
        patient,
        again: false,
        differs: false,
    })
}

/// What was still open is done, and what the clerk has looked up is kept.
fn ends_the_form(w: &Write<'_>, to_file: &ToFile, patient: PatientId, act: &Act<'_>) -> Result<()> {
    if let Some(key) = &to_file.draft_key {
        w.unfinished_filed(key)?;
    }
    let occasion = to_file.occasion.as_ref().map(Occasion::note);
    for note in to_file.note.iter().chain(&occasion) {
        w.add_note(store::NoteOn::Patient(patient), note, act.at, act.by)?;
    }

    Ok(())
}

/// An occasion as the audit keeps it: which proof was seen stands in the note alone.
fn kept(occasion: &Occasion) -> serde_json::Value {
    serde_json::json!({
        "reason": occasion.reason.word(),
        "on": occasion.changed_on.iso(),
        "proof": occasion.proof.is_some(),
    })
}

fn filed_before(w: &Write<'_>, to_file: &ToFile) -> Result<Option<Filed>> {
    let Some(key) = &to_file.draft_key else {
        return Ok(None);
    };

    let Some(filing) = w.filing_with_key(key)? else {
        return Ok(None);
    };

    Ok(Some(Filed {
        filing: filing.id,
        patient: filing.patient,
        again: true,
        differs: !twice::says_the_same(w, &filing, &to_file.draft)?,
    }))
}

/// The end of the time in which a filing can be taken back at leisure.
fn hold_until(settings: &Settings, at: Timestamp) -> Timestamp {
    let hold = jiff::SignedDuration::from_mins(settings.hold_minutes.into());

    at.checked_add(hold).unwrap_or(at)
}
