//! Which of our numbers are spent, and which of them nothing here accounts for. The one place that tells.

use store::{Counter, Direction, Gap, LetterOutId, LinkId, Read, Sequence, Taken};

use crate::Result;
use crate::reading::Run;
use crate::reports::runs::{beginning, missing};

/// Of one sequence: the numbers that a letter carries, in order, and those that somebody has explained.
pub(crate) struct Spent {
    sequence: Sequence,
    pub(crate) carried: Vec<(LetterOutId, Taken)>,
    pub(crate) explained: Vec<Gap>,
}

impl Spent {
    pub(crate) fn of(r: &Read<'_>, sequence: Sequence, link: Option<LinkId>) -> Result<Self> {
        let mut carried: Vec<(LetterOutId, Taken)> = match (sequence, link) {
            (Sequence::Sis, Some(link)) => {
                let numbers = r.numbers_out(link)?;
                numbers.into_iter().map(|(id, sis, _)| (id, sis)).collect()
            }
            (Sequence::Sms, Some(link)) => {
                let numbers = r.numbers_out(link)?;
                numbers.into_iter().map(|(id, _, sms)| (id, sms)).collect()
            }
            _ => r.tns_out()?,
        };
        carried.sort_unstable_by_key(|(_, taken)| *taken);
        let explained = explained(r, Direction::Out, sequence, link)?;
        let explained = explained.into_iter();

        Ok(Self {
            sequence,
            explained: explained
                .flat_map(|gap| still_lost(gap, &carried))
                .collect(),
            carried,
        })
    }

    /// What is neither carried nor explained after `after` and up to `to`.
    pub(crate) fn missing(&self, after: Taken, to: Taken) -> Vec<Run> {
        let carried = self.carried.iter().map(|(_, taken)| Run::one(*taken));
        let there = carried.chain(self.explained.iter().map(Run::of));

        missing(self.sequence, there, after, to)
    }

    /// The same, as far as the counter has come.
    pub(crate) fn missing_of(&self, counter: &Counter) -> Vec<Run> {
        self.missing(beginning(counter), counter.at())
    }

    pub(crate) fn highest(&self) -> Option<Taken> {
        let explained = self.explained.iter().map(|gap| Taken {
            epoch: gap.epoch,
            number: gap.last,
        });

        self.carried
            .iter()
            .map(|(_, taken)| *taken)
            .chain(explained)
            .max()
    }
}

/// What went out and was lost may be made again later; the explanation stands for the rest.
fn still_lost(gap: Gap, carried: &[(LetterOutId, Taken)]) -> Vec<Gap> {
    let run = Run::of(&gap);
    let found = carried.iter().map(|(_, taken)| *taken);
    let found: Vec<Run> = found
        .filter(|taken| run.holds(*taken))
        .map(Run::one)
        .collect();
    if !gap.was_sent || found.is_empty() {
        return vec![gap];
    }
    let at = |number| Taken {
        epoch: gap.epoch,
        number,
    };

    missing(
        gap.sequence,
        found,
        at(gap.first.saturating_sub(1)),
        at(gap.last),
    )
    .into_iter()
    .filter_map(|run| {
        Some(Gap {
            first: run.first.try_into().ok()?,
            last: run.last.try_into().ok()?,
            ..gap.clone()
        })
    })
    .collect()
}

/// The runs of a sequence, of ours or of theirs, that somebody has explained.
pub(crate) fn explained(
    r: &Read<'_>,
    direction: Direction,
    sequence: Sequence,
    link: Option<LinkId>,
) -> Result<Vec<Gap>> {
    let mut gaps = r.gaps()?;
    gaps.retain(|gap| gap.direction == direction && gap.sequence == sequence && gap.link == link);

    Ok(gaps)
}
