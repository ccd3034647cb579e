//! Data that was put back from an earlier time: what was sent since is found out, and only then is
//! anything sent again.

use gplinks::Newlines;
use gplinks::{Numbers, OwnTn, Sis, Sms};
use jiff::Timestamp;
use store::{
    Counter, Direction, FilingId, FilingState, LetterState, LinkId, NewGap, NewLetter, Outcome,
    ReceiptState, Sequence, Taken, Workflow, Write,
};

use crate::marks::{Mark, Marks, Released, hex};
use crate::release::written;
use crate::{Act, DeskError, Practice, Result, matching};

/// How far the data is behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    pub counters: Vec<BehindCounter>,
    /// Letters that were sent and that the data does not know.
    pub letters: u32,
    /// The record outside is missing altogether: this is not the computer that sent the last letters.
    pub no_record: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BehindCounter {
    pub sequence: Sequence,
    pub link: Option<LinkId>,
    /// What the data says.
    pub last: u32,
    /// What was surely used.
    pub marked: u32,
}

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
}

impl Practice {
    /// How far the data is behind what was sent; `None` where it is not.
    pub fn behind(&self) -> Result<Option<Behind>> {
        let counters = self.store().read(|r| r.counters())?;
        let Some(marks) = Marks::read(self.marks())? else {
            let no_record = self.is_restored()?;
            return Ok(no_record.then(|| Behind {
                no_record,
                ..Behind::default()
            }));
        };
        let ahead = marks.ahead_of(&counters);
        if ahead.is_empty() {
            return Ok(None);
        }
        let letters = self
            .store()
            .read(|r| unknown(r, &marks).map(|all| all.len()))?;

        Ok(Some(Behind {
            counters: ahead.iter().map(|mark| behind(mark, &counters)).collect(),
            letters: letters.try_into().unwrap_or(u32::MAX),
            no_record: false,
        }))
    }

    /// Confirms the last numbers used. Every counter goes to the highest of the data, the record
    /// outside and what was confirmed; letters on the record are made again where that is possible.
    pub fn confirm_numbers(
        &self,
        confirmed: &[Confirmed],
        why: &str,
        act: &Act<'_>,
    ) -> Result<PutRight> {
        let marks = Marks::read(self.marks())?.unwrap_or_default();
        let done = self.store().write(|w| {
            act.as_manager(w, why)?;
            let mut done = PutRight::default();
            let lost = unknown(w, &marks)?;
            for counter in w.counters()? {
                advance(w, &counter, &marks, confirmed)?;
            }
            for released in &lost {
                make_again(w, released, act.at, &mut done)?;
            }
            for notice in w.notices_unmatched(None, u32::MAX)? {
                matching::match_new(w, notice.id, act.at)?;
            }
            fill_gaps(w, why, act)?;
            let details = serde_json::json!({
                "found_again": done.found_again, "held": done.held, "lost": done.lost,
            });
            act.record(w, "numbers confirmed", "practice", None, details)?;

            Ok::<_, DeskError>(done)
        })?;
        let counters = self.store().read(|r| r.counters())?;
        marks.with_counters(&counters).write(self.marks())?;

        Ok(done)
    }
}

fn behind(mark: &Mark, counters: &[Counter]) -> BehindCounter {
    let counter = counters
        .iter()
        .find(|counter| counter.sequence == mark.sequence && counter.link == mark.link);

    BehindCounter {
        sequence: mark.sequence,
        link: mark.link,
        last: counter.map_or(0, |counter| counter.last),
        marked: mark.number,
    }
}

/// The letters on the record that the data does not know.
fn unknown(r: &store::Read<'_>, marks: &Marks) -> Result<Vec<Released>> {
    let mut found = Vec::new();
    for released in &marks.released {
        let same = r
            .letters_out_numbered(released.link, released.sis.1.into())?
            .into_iter()
            .any(|letter| letter.sis.epoch == released.sis.0);
        if !same {
            found.push(released.clone());
        }
    }

    Ok(found)
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
    if told < at_least {
        return Err(DeskError::NumberUsed {
            sequence: counter.sequence.word(),
            used: at_least.number,
        });
    }

    Ok(w.set_counter(counter.sequence, counter.link, told)?)
}

/// A letter that was sent after the data was saved. Where its filing is still here, the same bytes
/// come out again, and the checksum proves it.
fn make_again(
    w: &Write<'_>,
    released: &Released,
    now: Timestamp,
    done: &mut PutRight,
) -> Result<()> {
    let Some(filing) = released.filing.map(FilingId::new) else {
        // Of a receipt nothing is missing but its letter, which comes in again or is asked for.
        return Ok(());
    };
    let Ok(filing) = w.filing(filing) else {
        done.lost += 1;
        return Ok(());
    };
    if filing.state != FilingState::Ready {
        done.lost += 1;
        return Ok(());
    }
    match bytes_again(w, released, &filing)? {
        Some((body, tn)) => {
            adopt(w, released, filing.id, &body, tn, now)?;
            done.found_again += 1;
        }
        None => {
            let words = "it may have been sent before the data was put back; ask PCSE";
            w.hold_filing(filing.id, Some(words))?;
            done.held += 1;
        }
    }

    Ok(())
}

fn bytes_again(
    w: &Write<'_>,
    released: &Released,
    filing: &store::Filing,
) -> Result<Option<(Vec<u8>, Taken)>> {
    let link = w.link(filing.link)?;
    let numbers = released.tn.and_then(|(_, tn)| {
        Some(Numbers {
            sis: Sis::new(released.sis.1)?,
            sms: Sms::new(released.sms.1)?,
            tn: OwnTn::new(tn)?,
        })
    });
    let Some((numbers, draft)) = numbers.zip(written(w, &link, filing)?) else {
        return Ok(None);
    };
    let letter = draft.number(numbers, released.at);
    let Ok(body) = letter.letter().write(Newlines::Between) else {
        return Ok(None);
    };
    let is_same = hex(&store::sha256(&body)) == released.sha256;
    let tn = released.tn.map(taken).filter(|_| is_same);

    Ok(tn.map(|tn| (body, tn)))
}

/// The letter is in the ledger again, in doubt: MESH is asked under every id that it ever had.
fn adopt(
    w: &Write<'_>,
    released: &Released,
    filing: FilingId,
    body: &[u8],
    tn: Taken,
    now: Timestamp,
) -> Result<()> {
    let is_free = w.letter_on_its_way(released.link)?.is_none();
    let letter = w.add_letter_out(&NewLetter {
        link: released.link,
        workflow: Workflow::Registration,
        sis: taken(released.sis),
        sms: taken(released.sms),
        tn: Some(tn),
        body,
        written_at: released.at.instant().unwrap_or(now),
        // One letter of a link at a time is asked for; the others were sent before it, so MESH took them.
        state: if is_free {
            LetterState::Unknown
        } else {
            LetterState::HandedOver
        },
        next_try_at: now,
    })?;
    for local_id in &released.local_ids {
        w.add_attempt(letter, local_id, now)?;
        let words = Some("known from the record outside the data");
        w.attempt_ended(local_id, Outcome::Unknown, None, words)?;
    }
    w.release_filing(filing, letter)?;
    if let Some((verdict, at)) = w.claim_receipts_in(released.link, released.sis.1, letter)? {
        let receipt = if verdict == "OK" {
            ReceiptState::Received
        } else {
            ReceiptState::Problem
        };
        w.letter_accepted(letter, None, at, true)?;
        w.letter_receipted(letter, receipt, at)?;
    }

    Ok(())
}

/// Numbers that nothing here carries are explained, so that the other side can be told.
fn fill_gaps(w: &Write<'_>, why: &str, act: &Act<'_>) -> Result<()> {
    for counter in w.counters()? {
        for epoch in 0..=counter.epoch {
            let from = if epoch == 0 {
                counter.opened_after + 1
            } else {
                1
            };
            let to = if epoch == counter.epoch {
                counter.last
            } else {
                counter.sequence.last()
            };
            for (first, last) in missing(&used(w, &counter, epoch)?, from, to) {
                w.explain_gap(&NewGap {
                    direction: Direction::Out,
                    sequence: counter.sequence,
                    link: counter.link,
                    epoch,
                    first,
                    last,
                    reason: format!("the data was put back from an earlier time: {why}"),
                    at: act.at,
                    by: act.by.to_owned(),
                })?;
            }
        }
    }

    Ok(())
}

/// The runs of numbers that a letter carries or that are explained, in order.
fn used(w: &Write<'_>, counter: &Counter, epoch: u32) -> Result<Vec<(u32, u32)>> {
    let taken: Vec<Taken> = match (counter.sequence, counter.link) {
        (Sequence::Sis, Some(link)) => w.numbers_out(link)?.iter().map(|all| all.1).collect(),
        (Sequence::Sms, Some(link)) => w.numbers_out(link)?.iter().map(|all| all.2).collect(),
        _ => w.tns_out()?.iter().map(|all| all.1).collect(),
    };
    let carried = taken
        .iter()
        .filter(|taken| taken.epoch == epoch)
        .map(|taken| (taken.number, taken.number));
    let gaps = w.gaps()?;
    let explained = gaps.iter().filter(|gap| {
        gap.direction == Direction::Out
            && gap.sequence == counter.sequence
            && gap.link == counter.link
            && gap.epoch == epoch
    });
    let mut used: Vec<(u32, u32)> = carried
        .chain(explained.map(|gap| (gap.first, gap.last)))
        .collect();
    used.sort_unstable();

    Ok(used)
}

/// The runs between `from` and `to` that are not among the sorted ones.
fn missing(used: &[(u32, u32)], from: u32, to: u32) -> Vec<(u32, u32)> {
    let mut runs = Vec::new();
    let mut next = from;
    for (first, last) in used.iter().copied().filter(|(_, last)| *last >= from) {
        if first > to {
            break;
        }
        if first > next {
            runs.push((next, first - 1));
        }
        next = next.max(last + 1);
    }
    if next <= to {
        runs.push((next, to));
    }

    runs
}

fn taken((epoch, number): (u32, u32)) -> Taken {
    Taken { epoch, number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_nothing_carries_are_found() {
        let used = [(1, 1), (2, 2), (5, 5), (7, 7)];

        assert_eq!(missing(&used, 1, 9), [(3, 4), (6, 6), (8, 9)]);
        assert_eq!(
            missing(&[(1, 3), (2, 6)], 1, 8),
            [(7, 8)],
            "runs may overlap"
        );
        assert_eq!(missing(&[], 4, 6), [(4, 6)]);
        assert_eq!(missing(&[(1, 1), (2, 2)], 1, 2), []);
        assert_eq!(missing(&[(9, 9)], 1, 5), [(1, 5)]);
        assert_eq!(missing(&[], 1, 0), [], "nothing was ever sent");
    }
}
