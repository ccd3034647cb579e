//! A manager says why some numbers are missing. From then on nobody is asked about them again.

use store::{Direction, LinkId, NewGap, Read, Sequence};

use super::numbers_in::not_come;
use crate::reading::Run;
use crate::spent::Spent;
use crate::{Act, DeskError, Practice, Result};

/// Numbers that are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unexplained {
    pub direction: Direction,
    pub sequence: Sequence,
    /// `None` for transaction numbers, which all links share.
    pub link: Option<LinkId>,
    pub run: Run,
}

impl Unexplained {
    /// What is missing, as a sentence.
    pub fn words(&self) -> String {
        let what = match (self.direction, self.sequence) {
            (Direction::Out, Sequence::Sis) => "Outgoing interchange",
            (Direction::Out, Sequence::Sms) => "Outgoing message",
            (Direction::Out, Sequence::Tn) => "Outgoing transaction",
            (Direction::In, Sequence::Sis) => "Incoming interchange",
            (Direction::In, Sequence::Sms) => "Incoming message",
            (Direction::In, Sequence::Tn) => "Incoming transaction",
        };
        let fate = match (self.direction, self.run.is_one()) {
            (Direction::Out, true) => "is on no letter that was sent.",
            (Direction::Out, false) => "are on no letter that was sent.",
            (Direction::In, _) => "never arrived.",
        };
        let many = if self.run.is_one() { "" } else { "s" };

        format!("{what}{many} {} {fate}", self.run.words())
    }
}

impl Practice {
    /// All numbers that are missing and that nobody has explained.
    pub fn unexplained(&self) -> Result<Vec<Unexplained>> {
        self.store().read(unexplained)
    }

    /// Explains numbers that are missing, some of a run or all of it.
    pub fn explain_gap(&self, gap: &Unexplained, why: &str, act: &Act<'_>) -> Result<()> {
        let Unexplained {
            direction,
            sequence,
            link,
            run,
        } = *gap;
        if direction == Direction::Out && (sequence == Sequence::Tn) != link.is_none() {
            return Err(DeskError::NotSo {
                why: "SIS and SMS are of a link, and TN are of none",
            });
        }
        self.store().write(|w| {
            act.as_manager(w, why)?;
            let missing = match (direction, link) {
                (Direction::Out, _) => missing_out(w, sequence, link)?,
                (Direction::In, Some(link)) => not_come(w, sequence, link)?,
                (Direction::In, None) => Vec::new(),
            };
            let is_missing = missing.iter().any(|one| {
                one.epoch == run.epoch && one.first <= run.first && run.last <= one.last
            });
            let numbers = u32::try_from(run.first)
                .ok()
                .zip(u32::try_from(run.last).ok());
            let Some((first, last)) = numbers.filter(|_| is_missing && run.first <= run.last)
            else {
                return Err(DeskError::NotSo {
                    why: "not all of these numbers are missing",
                });
            };
            w.explain_gap(&NewGap {
                direction,
                sequence,
                link,
                epoch: run.epoch,
                first,
                last,
                reason: why.trim().to_owned(),
                was_sent: false,
                at: act.at,
                by: act.by.to_owned(),
            })?;
            let details = serde_json::json!({
                "direction": direction, "sequence": sequence, "epoch": run.epoch,
                "first": first, "last": last,
            });
            let row = link.map(LinkId::get);
            act.record(w, "gap explained", "link", row, details)?;

            Ok(())
        })
    }
}

pub(crate) fn unexplained(r: &Read<'_>) -> Result<Vec<Unexplained>> {
    let mut all = Vec::new();
    for counter in r.counters()? {
        let of = |direction, run| Unexplained {
            direction,
            sequence: counter.sequence,
            link: counter.link,
            run,
        };
        let out = missing_out(r, counter.sequence, counter.link)?;
        all.extend(out.into_iter().map(|run| of(Direction::Out, run)));
        if let Some(link) = counter.link {
            let came = not_come(r, counter.sequence, link)?;
            all.extend(came.into_iter().map(|run| of(Direction::In, run)));
        }
    }

    Ok(all)
}

fn missing_out(r: &Read<'_>, sequence: Sequence, link: Option<LinkId>) -> Result<Vec<Run>> {
    let counter = r.counter(sequence, link)?;

    Ok(Spent::of(r, sequence, link)?.missing_of(&counter))
}
