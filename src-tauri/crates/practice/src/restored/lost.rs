//! Letters of the other side that came after the data was saved: MESH was told to forget them, so that only the other
//! side can send them again.

use jiff::Timestamp;
use serde_json::json;
use store::{LinkId, LostLetters, Read, Sequence, Taken, Write};

use crate::marks::{Marks, Received};
use crate::reading::{LAST, Missing, NEARLY_LAST, Run};
use crate::reports::lost;
use crate::reports::runs::missing;
use crate::{Act, Practice, Result};

impl Practice {
    /// Notes in the data what the record outside knows of their letters, before a new one comes.
    pub(crate) fn note_lost_letters(&self, now: Timestamp) -> Result<()> {
        // A record that cannot be read stops the post further on; letters still come in meanwhile.
        let Ok(Some(marks)) = Marks::read(self.marks()) else {
            return Ok(());
        };
        if self.store().read(|r| untold(r, &marks))?.is_empty() {
            return Ok(());
        }

        self.store().write(|w| note(w, &marks, now))
    }
}

pub(super) fn note(w: &Write<'_>, marks: &Marks, now: Timestamp) -> Result<()> {
    for Missing { link, run } in untold(w, marks)? {
        let (Ok(first), Ok(last)) = (run.first.try_into(), run.last.try_into()) else {
            continue;
        };
        let first = Taken {
            epoch: run.epoch,
            number: first,
        };
        w.add_letters_lost(link, first, last, now)?;
        let details = json!({ "epoch": run.epoch, "first": run.first, "last": run.last });
        Act::of_program(now).record(w, "letters lost", "link", Some(link.get()), details)?;
    }

    Ok(())
}

/// Whether anything came that is not here, and that no manager has confirmed.
pub(crate) fn is_any(r: &Read<'_>, marks: &Marks) -> Result<bool> {
    Ok(!r.letters_lost_open()?.is_empty() || !untold(r, marks)?.is_empty())
}

/// What came, is not here and waits for a manager: noted already, or known from the record outside alone.
pub(super) fn unconfirmed(r: &Read<'_>, marks: &Marks) -> Result<Vec<Missing>> {
    let mut all = Vec::new();
    for link in r.links()? {
        let noted = r.letters_lost(link.id)?;
        let is_open = |run: &Run| noted.iter().any(|one| is_within(run, one));
        let runs = lost(r, link.id)?.into_iter().filter(is_open);
        all.extend(runs.map(|run| Missing { link: link.id, run }));
    }
    all.extend(untold(r, marks)?);

    Ok(all)
}

fn is_within(run: &Run, noted: &LostLetters) -> bool {
    !noted.is_confirmed
        && noted.epoch == run.epoch
        && u64::from(noted.first) <= run.first
        && run.last <= u64::from(noted.last)
}

/// What the record outside knows of, and the data does not.
fn untold(r: &Read<'_>, marks: &Marks) -> Result<Vec<Missing>> {
    let mut all = Vec::new();
    for received in &marks.received {
        let link = received.link;
        let runs = before(r, received)?.into_iter();
        all.extend(runs.map(|run| Missing { link, run }));
        if !is_known(r, received)? {
            let runs = since(r, received)?.into_iter();
            all.extend(runs.map(|run| Missing { link, run }));
        }
    }

    Ok(all)
}

/// The letter itself, or that it is not here.
fn is_known(r: &Read<'_>, received: &Received) -> Result<bool> {
    let is_noted = |one: &LostLetters| (one.epoch, one.last) >= received.last;

    Ok(r.letter_in_with(&received.last_mesh_id)?.is_some()
        || r.letters_lost(received.link)?.iter().any(is_noted))
}

/// What came late, and stands before all that is here.
fn before(r: &Read<'_>, received: &Received) -> Result<Vec<Run>> {
    let is_here = r.letter_in_with(&received.first_mesh_id)?.is_some();
    let oldest = r.oldest_number_in(received.link)?.and_then(in_range);
    // One that was set aside is here without its number.
    let Some(oldest) = oldest.filter(|_| !is_here) else {
        return Ok(Vec::new());
    };
    let is_noted = |one: &LostLetters| {
        ((one.epoch, one.first)..=(one.epoch, one.last)).contains(&received.first)
    };
    let first = taken(received.first);
    if oldest <= first || r.letters_lost(received.link)?.iter().any(is_noted) {
        return Ok(Vec::new());
    }

    Ok(missing(
        Sequence::Sis,
        std::iter::empty(),
        one_before(first),
        one_before(oldest),
    ))
}

/// What may have come after the last letter that is here, or after the first ever.
fn since(r: &Read<'_>, received: &Received) -> Result<Vec<Run>> {
    let last = taken(received.last);
    let after = match newest(r, received.link)?.filter(|newest| *newest < last) {
        Some(newest) if newest.epoch == last.epoch || goes_round(newest) => newest,
        Some(_) => Taken { number: 0, ..last },
        None => one_before(taken(received.first)),
    };

    Ok(missing(Sequence::Sis, std::iter::empty(), after, last))
}

/// Otherwise the count was begun anew, and what lies between was never used.
fn goes_round(newest: Taken) -> bool {
    u64::from(newest.number) > NEARLY_LAST
}

fn newest(r: &Read<'_>, link: LinkId) -> Result<Option<Taken>> {
    let newest = r.newest_number_in(link, LAST)?;

    Ok(newest.and_then(in_range))
}

fn in_range((epoch, number): (u32, u64)) -> Option<Taken> {
    let number = number.try_into().ok()?;

    Some(Taken { epoch, number })
}

fn one_before(taken: Taken) -> Taken {
    Taken {
        number: taken.number.saturating_sub(1),
        ..taken
    }
}

fn taken((epoch, number): (u32, u32)) -> Taken {
    Taken { epoch, number }
}
