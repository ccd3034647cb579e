//! A manager confirms the last numbers used, and everything that was sent since is put right.

use store::{Counter, LinkId, Read, Sequence, Taken, Write};

use super::again::{hold_forgotten, make_again};
use super::gaps::fill_gaps;
use super::lost;
use super::recall::recall;
use super::unknown;
use crate::marks::{Mark, Marks};
use crate::reading::Missing;
use crate::{Act, DeskError, ExchangeLock, Practice, Result, matching};

/// No practice sends so much between two copies of its data: somebody has mistyped a digit.
const FARTHEST: u32 = 10_000;

/// Who used the numbers that nothing here carries.
const BEHIND: &str = "the data was put back from an earlier time";
const BEFORE: &str = "used by the system before this one";

/// The last number used of one counter, as PCSE or a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    pub sequence: Sequence,
    pub link: Option<LinkId>,
    pub last: u32,
}

/// What confirming has put right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PutRight {
    /// Letters that were made again byte for byte; MESH is asked whether it has them.
    pub found_again: u32,
    /// Filings that may have been sent in a form that cannot be made again; they are held.
    pub held: u32,
    /// Letters whose content is not in this data at all: PCSE must be asked what they said.
    pub lost: u32,
    /// PCSE's letters that came since and are not in this data: PCSE must be asked to send them again.
    pub came: Vec<Missing>,
}

impl Practice {
    /// Confirms the last numbers used. Every counter goes to the highest of the data, the record
    /// outside and what was confirmed; letters on the record are made again where that is possible.
    ///
    /// Only the holder of the lock may: an exchange that runs meanwhile writes the same record. Refused where
    /// nothing is to be confirmed, neither by the data nor by a link that was stopped: a wrong number could not be
    /// taken back.
    pub fn confirm_numbers(
        &self,
        confirmed: &[Confirmed],
        why: &str,
        act: &Act<'_>,
        _lock: &ExchangeLock,
    ) -> Result<PutRight> {
        self.store().read(|r| act.as_manager(r, why))?;
        is_named_once(confirmed)?;
        // A record that cannot be read is as good as none, and this is the way out.
        let marks = Marks::read(self.marks()).unwrap_or_default();
        let is_behind = marks.is_none() || self.is_restored()?;
        if !is_behind {
            self.store().read(|r| is_stopped(r, confirmed))?;
        }
        self.note_lost_letters(act.at)?;
        // What had come and was not read yet has its receipt afterwards, which may be on the record.
        self.read_letters(act.at)?;
        let (is_anew, marks) = match marks {
            Some(marks) => (false, marks),
            None => (true, self.store().read(knows_nothing)?),
        };
        let done = self
            .store()
            .write(|w| put_right(w, &marks, confirmed, (why, is_behind), act))?;
        let counters = self.store().read(|r| r.counters())?;
        let mut marks = if is_anew {
            Marks::default().begun_after(last_of_each_link(&counters))
        } else {
            marks
        }
        .with_counters(&counters);
        self.store().read(|r| begin_received(r, &mut marks))?;
        marks.write(self.marks())?;

        Ok(done)
    }
}

/// Of two numbers for one counter nobody can say which is meant.
fn is_named_once(confirmed: &[Confirmed]) -> Result<()> {
    let is_again = |(place, one): (usize, &Confirmed)| {
        let mut before = confirmed.iter().take(place);

        before.any(|other| (other.sequence, other.link) == (one.sequence, one.link))
    };
    if confirmed.iter().enumerate().any(is_again) {
        return Err(DeskError::NotSo {
            why: "a counter is named twice",
        });
    }

    Ok(())
}

/// Numbers that were told too low at set-up are put right while nothing is sent: each is of a link that is stopped.
fn is_stopped(r: &Read<'_>, confirmed: &[Confirmed]) -> Result<()> {
    let links = r.links()?;
    let is_stopped = |one: &Confirmed| {
        let mut of_it = links
            .iter()
            .filter(|link| one.link.is_none_or(|id| link.id == id));

        of_it.any(|link| !link.is_open())
    };

    if !confirmed.is_empty() && confirmed.iter().all(is_stopped) {
        Ok(())
    } else {
        Err(DeskError::NothingToConfirm)
    }
}

/// What stands for a record that is missing: any letter of any link may have gone.
fn knows_nothing(r: &Read<'_>) -> Result<Marks> {
    let last = Taken {
        epoch: u32::MAX,
        number: u32::MAX,
    };
    let links = r.links()?.into_iter().map(|link| (link.id, last));

    Ok(Marks::default().begun_after(links))
}

fn last_of_each_link(counters: &[Counter]) -> impl Iterator<Item = (LinkId, Taken)> {
    let sis = counters
        .iter()
        .filter(|counter| counter.sequence == Sequence::Sis);

    sis.filter_map(|counter| Some((counter.link?, counter.at())))
}

fn put_right(
    w: &Write<'_>,
    marks: &Marks,
    confirmed: &[Confirmed],
    (why, is_behind): (&str, bool),
    act: &Act<'_>,
) -> Result<PutRight> {
    act.as_manager(w, why)?;
    let mut done = PutRight {
        came: lost::unconfirmed(w, marks)?,
        ..PutRight::default()
    };
    w.confirm_letters_lost(act.at, act.by)?;
    let counters = w.counters()?;
    for counter in &counters {
        advance(w, counter, marks, confirmed)?;
    }
    recall(w, marks, act.at)?;
    for released in unknown(w, marks)? {
        make_again(w, &released, act, &mut done)?;
    }
    hold_forgotten(w, marks, &counters, act, &mut done)?;
    matching::match_all(w, act.at)?;
    let how = if is_behind { BEHIND } else { BEFORE };
    fill_gaps(w, &counters, &format!("{how}: {why}"), act)?;
    let details = serde_json::json!({
        "found_again": done.found_again, "held": done.held, "lost": done.lost, "came": done.came.len(),
    });
    act.record(w, "numbers confirmed", "practice", None, details)?;

    Ok(done)
}

/// A record that is begun anew knows the letters that are here.
fn begin_received(r: &Read<'_>, marks: &mut Marks) -> Result<()> {
    for link in r.links()? {
        if marks.newest_in(link.id).is_some() {
            continue;
        }
        let numbers = r.numbers_in(link.id)?;
        for (epoch, ris) in numbers.first().into_iter().chain(numbers.last()) {
            let letters = r.letters_in_numbered(link.id, *ris)?;
            if let (Some(letter), Ok(number)) = (letters.first(), u32::try_from(*ris)) {
                marks.receive(link.id, (*epoch, number), &letter.mesh_id);
            }
        }
    }

    Ok(())
}

fn advance(w: &Write<'_>, counter: &Counter, marks: &Marks, confirmed: &[Confirmed]) -> Result<()> {
    let marked = marks
        .numbers
        .iter()
        .find(|mark| mark.sequence == counter.sequence && mark.link == counter.link)
        .map(Mark::at);
    let at_least = marked.map_or(counter.at(), |marked| marked.max(counter.at()));
    let told = confirmed
        .iter()
        .find(|one| one.sequence == counter.sequence && one.link == counter.link);
    let told = told.map_or(at_least, |one| Taken {
        epoch: at_least.epoch,
        number: one.last,
    });
    if told.number.saturating_sub(at_least.number) > FARTHEST {
        return Err(DeskError::NumberFar {
            sequence: counter.sequence.word(),
            known: at_least.number,
            told: told.number,
        });
    }
    if told < at_least {
        return Err(DeskError::NumberUsed {
            sequence: counter.sequence.word(),
            used: at_least.number,
        });
    }

    Ok(w.set_counter(counter.sequence, counter.link, told)?)
}
