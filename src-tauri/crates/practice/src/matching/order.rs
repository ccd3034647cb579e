//! Notices about one patient are decided oldest first. Set-aside and snoozed ones do not block.

use jiff::Timestamp;
use store::{Notice, NoticeId, Read, Waits};

use crate::{DeskError, Result};

/// Refuses a notice while an earlier one about the same patient waits.
pub(crate) fn is_next(r: &Read<'_>, notice: &Notice, now: Timestamp) -> Result<()> {
    match earlier(r, notice, now)? {
        Some(earlier) => Err(DeskError::EarlierFirst { earlier }),
        None => Ok(()),
    }
}

/// The first notice about the same patient that must be decided before this one.
pub(crate) fn earlier(r: &Read<'_>, notice: &Notice, now: Timestamp) -> Result<Option<NoticeId>> {
    let Some(patient) = notice.patient else {
        return Ok(None);
    };
    let waiting = r.places_waiting(patient)?;
    let earlier = waiting
        .into_iter()
        .filter(|other| came_before(other, notice) && !is_later(other.snoozed_until, now));

    Ok(earlier
        .min_by_key(|other| (other.place, other.id))
        .map(|other| other.id))
}

/// By place on one link; across links by arrival.
fn came_before(other: &Waits, notice: &Notice) -> bool {
    if other.link == notice.link {
        other.place < notice.place
    } else {
        other.id < notice.id
    }
}

pub(crate) fn is_snoozed(notice: &Notice, now: Timestamp) -> bool {
    is_later(notice.snoozed_until, now)
}

fn is_later(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_some_and(|until| until > now)
}
