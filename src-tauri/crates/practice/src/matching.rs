//! Which patient, and which filing of ours, a notice is about; and in which order notices are decided.

mod by_hand;
mod candidates;
mod find;
pub(crate) mod order;

use jiff::Timestamp;
use store::{
    About, LinkId, MatchedBy, Notice, NoticeId, NoticeState, PatientId, Place, Read, Write,
};

pub use candidates::{Candidate, Test};
pub(crate) use candidates::{same_person, tests_of};
pub(crate) use find::{by_transaction, was_given_up};

use crate::{Act, DeskError, Result, routine};

/// What a notice says; `None` for a receipt with a problem, and for what cannot be read.
pub(crate) fn said(notice: &Notice) -> Result<Option<gplinks::Notice>> {
    if notice.kind == RECEIPT {
        return Ok(None);
    }
    let Some(content) = &notice.content else {
        return Ok(None);
    };

    serde_json::from_str(content)
        .map(Some)
        .map_err(|_| DeskError::Kept { what: "notice" })
}

/// The kind of a notice that a receipt with a problem became.
pub(crate) const RECEIPT: &str = "RECEP";

/// Where a notice stands, and which transaction number it bears.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) link: LinkId,
    pub(crate) place: Place,
    pub(crate) tn: Option<u64>,
}

impl From<&Notice> for Spot {
    fn from(notice: &Notice) -> Self {
        Self {
            link: notice.link,
            place: notice.place,
            tn: notice.tn,
        }
    }
}

/// Matches an open notice. Where the practice has chosen so, a routine one is applied at once.
pub(crate) fn match_open(w: &Write<'_>, notice: NoticeId, at: Timestamp) -> Result<()> {
    let notice = w.notice(notice)?;
    if !matches!(
        notice.state,
        NoticeState::ToDecide | NoticeState::Information
    ) {
        return Ok(());
    }
    matched(w, &notice)?;

    routine::apply_at_once(w, &[notice.id], at)
}

/// Looks again at everything that was matched with nobody: a letter or a filing is there again.
pub(crate) fn match_all(w: &Write<'_>, at: Timestamp) -> Result<()> {
    for notice in w.notices_unmatched(None, u32::MAX)? {
        match_open(w, notice.id, at)?;
    }

    Ok(())
}

/// Matches what waits for somebody with this number: the list has them now.
pub(crate) fn rematch(w: &Write<'_>, nhs_number: &str, at: Timestamp) -> Result<()> {
    for notice in w.notices_unmatched_with(nhs_number)? {
        match_open(w, notice.id, at)?;
        note_moved(w, &notice, at)?;
    }

    Ok(())
}

/// Looks again at what was matched by a number that the patient no longer has.
pub(crate) fn reconsider(w: &Write<'_>, patient: PatientId, at: Timestamp) -> Result<()> {
    for notice in w.notices_waiting(patient)? {
        match notice.matched_by {
            Some(MatchedBy::Number | MatchedBy::NewNumber) => match_anew(w, &notice, at)?,
            Some(MatchedBy::Transaction | MatchedBy::Person) | None => {}
        }
    }

    Ok(())
}

/// Matches again what was matched, or belonged to nobody, before.
pub(crate) fn match_anew(w: &Write<'_>, notice: &Notice, at: Timestamp) -> Result<()> {
    matched(w, notice)?;

    note_moved(w, notice, at)
}

/// A notice that came to another patient by itself is told in the audit; the first match is part of its reading.
fn note_moved(w: &Write<'_>, before: &Notice, at: Timestamp) -> Result<()> {
    let now = w.notice(before.id)?;
    if (now.patient, now.filing) == (before.patient, before.filing) {
        return Ok(());
    }
    let details = serde_json::json!({
        "from": before.patient, "to": now.patient, "filing": now.filing,
    });
    Act::of_program(at).record(w, "matched again", "notice", Some(before.id.get()), details)?;

    Ok(())
}

fn matched(w: &Write<'_>, notice: &Notice) -> Result<()> {
    let Some(says) = said(notice)? else {
        return Ok(());
    };

    Ok(w.match_notice(notice.id, about(w, notice.into(), &says)?)?)
}

/// Whom a notice is about, by what it says.
pub(crate) fn about(r: &Read<'_>, spot: Spot, says: &gplinks::Notice) -> Result<About> {
    let found = find::find(r, spot, says)?;
    let patient = found.patient.map(|(patient, _)| patient);

    Ok(About {
        late: came_late(r, spot, patient)?,
        ..found
    })
}

/// Something newer about the patient was decided before this came.
fn came_late(r: &Read<'_>, spot: Spot, patient: Option<PatientId>) -> Result<bool> {
    let Some(patient) = patient else {
        return Ok(false);
    };
    let newest = r.newest_decided(patient, spot.link)?;

    Ok(newest.is_some_and(|newest| newest > spot.place))
}
