//! Following what MESH took, until the other side has fetched it. Only for the timeline.

use jiff::{SignedDuration, Timestamp};
use mailbox::{LocalId, Mailbox, Tracked};
use store::{LetterOutId, LetterState};

use super::{Exchange, Pass};
use crate::{Act, DeskError, Result, due};

/// MESH wants to be asked seldom: first after an hour, then every few hours, and no longer than a letter may wait
/// to be fetched before MESH reports it.
const FIRST: SignedDuration = SignedDuration::from_hours(1);
const AGAIN: SignedDuration = SignedDuration::from_hours(4);
const LAST: SignedDuration = SignedDuration::from_hours(5 * 24);
/// So many letters are asked for in one pass; the others have their turn in the next.
const AT_ONCE: u32 = 10;

impl<M: Mailbox> Exchange<M> {
    /// Looks whether the other side has fetched what MESH took. Trouble on the way is no trouble.
    pub(super) async fn follow_accepted(&self, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let letters = self
            .on_ledger(move |practice| Ok(practice.store().read(|r| to_follow(r, now))?))
            .await?;
        for (id, local_id) in letters {
            if pass.leaves_alone() {
                return Ok(());
            }
            let Some(local_id) = LocalId::parse(&local_id) else {
                continue;
            };
            let collected = match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found { collected, .. }) => collected,
                Ok(
                    Tracked::Several { .. }
                    | Tracked::NotFound
                    | Tracked::Waiting
                    | Tracked::Failed { .. },
                ) => false,
                Err(error) => {
                    pass.is_asked_to_wait(&error);
                    return Ok(());
                }
            };
            self.followed(id, collected).await?;
        }

        Ok(())
    }

    /// Somebody else may have learnt more meanwhile: only a letter that is still `accepted` is touched.
    async fn followed(&self, id: LetterOutId, collected: bool) -> Result<()> {
        let now = self.world.now();
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                if !w.letter_is(id, LetterState::Accepted)? {
                    return Ok(());
                }
                if !collected {
                    return Ok(w.letter_later(id, due::later(now, AGAIN))?);
                }
                w.letter_accepted(id, None, now, true)?;
                let details = serde_json::json!({ "state": LetterState::Collected });
                Act::of_program(now).record(
                    w,
                    "collected",
                    "letter out",
                    Some(id.get()),
                    details,
                )?;

                Ok::<_, DeskError>(())
            })
        })
        .await
    }
}

fn to_follow(r: &store::Read<'_>, now: Timestamp) -> store::Result<Vec<(LetterOutId, String)>> {
    let before = |age| now.checked_sub(age).unwrap_or(Timestamp::MIN);

    r.letters_to_follow(
        (before(LAST), before(FIRST)),
        now,
        due::later(now, AGAIN),
        AT_ONCE,
    )
}
