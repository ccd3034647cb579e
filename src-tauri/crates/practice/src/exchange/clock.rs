//! A clock that somebody has set. No number and no order hangs on it; it is told once, with both times.

use jiff::{SignedDuration, Timestamp};
use mailbox::Mailbox;
use serde_json::json;

use super::rhythm::CLOCK_SLACK;
use super::{Exchange, Pass};
use crate::{Act, Practice, Result};

/// No practice rests so long: the clock has been set forward, or was wrong before.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(400 * 24);

impl<M: Mailbox> Exchange<M> {
    pub(super) async fn look_at_clock(&self, pass: &mut Pass) -> Result<()> {
        if self.world.is_told() {
            return Ok(());
        }
        let now = self.world.now();
        let last = self
            .on_ledger(move |practice| practice.note_clock(now))
            .await?;
        if let Some(words) = last.and_then(|last| jump(last, now)) {
            pass.met("E916", words);
        }

        Ok(())
    }
}

impl Practice {
    /// Where the clock has jumped since the last entry of the audit, gives that one's time and writes both down.
    fn note_clock(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let last = self.store().read(|r| r.audit_last_at())?;
        let Some(last) = last.filter(|last| jump(*last, now).is_some()) else {
            return Ok(None);
        };
        let details = json!({ "last": last.as_millisecond(), "now": now.as_millisecond() });
        self.store()
            .write(|w| Act::of_program(now).record(w, "clock jumped", "practice", None, details))?;

        Ok(Some(last))
    }
}

fn jump(last: Timestamp, now: Timestamp) -> Option<String> {
    let passed = last.duration_until(now);
    let which = if passed < -CLOCK_SLACK {
        "earlier than"
    } else if passed > LONGEST_REST {
        "more than a year after"
    } else {
        return None;
    };

    Some(format!(
        "This computer's clock shows a time {which} what was done last: somebody has set it, or it was wrong before. Nothing is lost, and the numbers go on; set it right"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clock_does_by_itself_is_no_jump() {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let slack = CLOCK_SLACK.as_mins();

        assert_eq!(jump(at(slack), at(0)), None);
        assert_eq!(jump(at(0), at(400 * 24 * 60)), None);
        assert!(jump(at(slack + 1), at(0)).unwrap().contains("earlier"));
        assert!(jump(at(0), at(400 * 24 * 60 + 1)).is_some());
    }
}
