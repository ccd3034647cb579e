//! A person says whom a notice is about, or that it is about nobody here.

use store::{
    About, MatchedBy, NewDecision, NoteOn, Notice, NoticeId, NoticeState, PatientId, Write,
};

use super::{came_late, find, said};
use crate::decisions::NOT_OURS;
use crate::{Act, DeskError, Practice, Result, undo};

impl Practice {
    /// Matches a notice to a patient. One that was decided is undone first, or stays as it is.
    pub fn match_notice(&self, notice: NoticeId, patient: PatientId, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            if w.notice(notice)?.state == NoticeState::Done {
                undo::undo_in(w, notice, Some("matched to somebody else"), act)?;
            }
            let notice = to_decide(w, notice)?;
            let patient = w.patient(patient)?.id;
            if notice.patient == Some(patient) {
                return Ok(());
            }
            put(w, &notice, patient)?;
            let details = serde_json::json!({ "patient": patient, "before": notice.patient });

            Ok(act.record(w, "matched", "notice", Some(notice.id.get()), details)?)
        })
    }

    /// None of the candidates: the notice is about somebody who is not ours. The words say whom was told.
    pub fn not_ours(&self, notice: NoticeId, words: &str, act: &Act<'_>) -> Result<()> {
        if words.trim().is_empty() {
            return Err(DeskError::NoReason);
        }
        self.store().write(|w| {
            act.as_clerk(w)?;
            let notice = to_decide(w, notice)?;
            w.match_notice(notice.id, About::default())?;
            w.settle_notice(notice.id, Some((act.at, act.by)))?;
            w.add_note(NoteOn::Notice(notice.id), words, act.at, act.by)?;
            w.add_decision(&NewDecision {
                notice: notice.id,
                choice: NOT_OURS,
                reason: Some(words),
                at: act.at,
                by: act.by,
                rule: false,
                change: None,
                filing: None,
                answers: None,
            })?;
            let details = serde_json::json!({ "choice": NOT_OURS, "before": notice.patient });

            Ok(act.record(w, "decided", "notice", Some(notice.id.get()), details)?)
        })
    }
}

fn put(w: &Write<'_>, notice: &Notice, patient: PatientId) -> Result<()> {
    let filing = match said(notice)? {
        Some(says) => find::filing_of(w, notice.into(), &says, patient)?,
        None => None,
    };
    let about = About {
        patient: Some((patient, MatchedBy::Person)),
        filing,
        late: came_late(w, notice.into(), Some(patient))?,
    };

    Ok(w.match_notice(notice.id, about)?)
}

/// Only what waits for a person can be matched.
fn to_decide(w: &Write<'_>, notice: NoticeId) -> Result<Notice> {
    let notice = w.notice(notice)?;
    match notice.state {
        NoticeState::ToDecide => Ok(notice),
        NoticeState::Done => Err(DeskError::AlreadyDecided { notice: notice.id }),
        NoticeState::Information | NoticeState::SetAside => Err(DeskError::NotSo {
            why: "there is nothing in it that could be about a patient",
        }),
    }
}
