//! Numbers between the data and what was sent that nothing here carries: each went out on a letter whose content
//! is lost.

use store::{Counter, Direction, NewGap, Write};

use crate::spent::Spent;
use crate::{Act, Result};

/// Explains what is missing between the counters as they stood and as they stand.
pub(super) fn fill_gaps(w: &Write<'_>, before: &[Counter], why: &str, act: &Act<'_>) -> Result<()> {
    for counter in before {
        let (sequence, link) = (counter.sequence, counter.link);
        let now = w.counter(sequence, link)?;
        for run in Spent::of(w, sequence, link)?.missing(counter.at(), now.at()) {
            let Ok((first, last)) = u32::try_from(run.first)
                .and_then(|first| u32::try_from(run.last).map(|last| (first, last)))
            else {
                continue;
            };
            w.explain_gap(&NewGap {
                direction: Direction::Out,
                sequence,
                link,
                epoch: run.epoch,
                first,
                last,
                reason: why.to_owned(),
                was_sent: true,
                at: act.at,
                by: act.by.to_owned(),
            })?;
        }
    }

    Ok(())
}
