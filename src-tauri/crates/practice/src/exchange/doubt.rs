//! Doubt: MESH may have a letter, and is asked. Nothing is posted a second time on a guess.

use jiff::{SignedDuration, Timestamp};
use mailbox::{LocalId, Mailbox, MessageId, Tracked, Trouble};
use store::{Attempt, LetterOut, LetterState, Outcome};

use super::{Exchange, Pass};
use crate::{Act, DeskError, Result, due};

/// A letter that MESH took so recently can still be tracked, and shows that tracking works.
const WITNESS_AGE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// MESH must say twice, so far apart, that it does not know a letter.
const BETWEEN_MISSES: SignedDuration = SignedDuration::from_mins(5);
/// A letter that only a person can settle is asked for again after this time.
const NO_WITNESS: SignedDuration = SignedDuration::from_mins(15);
/// So many accepted letters are followed in one pass.
const FOLLOWED: usize = 10;

const TOOK_SEVERAL: &str =
    "MESH took one letter more than once. Nothing more is sent for it; tell PCSE";

/// What asking for every attempt of a letter has told.
enum Answer {
    Found {
        local_id: String,
        id: MessageId,
        collected: bool,
        copies: usize,
    },
    /// MESH took it more than once, and does not tell under which ids.
    Several,
    NotFound,
    NotAsked,
    /// MESH does not tell any more, whatever is asked.
    NoTracking,
}

impl<M: Mailbox> Exchange<M> {
    /// Asks for every letter in doubt whose time has come.
    pub(super) async fn settle_doubts(&self, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let letters = self
            .on_ledger(|practice| {
                Ok(practice
                    .store()
                    .read(|r| r.letters_out_in(LetterState::Unknown))?)
            })
            .await?;
        for letter in letters {
            if due::is_due(letter.next_try_at, now) {
                self.settle_doubt(letter, pass).await?;
            }
        }

        Ok(())
    }

    async fn settle_doubt(&self, letter: LetterOut, pass: &mut Pass) -> Result<()> {
        let id = letter.id;
        let attempts = self
            .on_ledger(move |practice| Ok(practice.store().read(|r| r.attempts_of(id))?))
            .await?;
        match self.ask(&attempts, pass).await {
            Answer::Found {
                local_id,
                id: mesh_id,
                collected,
                copies,
            } => {
                if copies > 1 {
                    pass.met("E992", TOOK_SEVERAL);
                }
                pass.settled += 1;
                self.adopt(&letter, local_id, &mesh_id, collected, copies)
                    .await
            }
            Answer::Several => {
                pass.met("E992", TOOK_SEVERAL);
                let words = "E992 MESH took it more than once; a person must decide";
                self.ask_later(&letter, NO_WITNESS, Some(words)).await
            }
            Answer::NotFound => self.missed(letter, &attempts, pass).await,
            Answer::NoTracking => self.cannot_tell(&letter, pass).await,
            Answer::NotAsked => self.ask_later(&letter, NO_WITNESS, None).await,
        }
    }

    /// Asks for each id that the letter ever had; one that is found decides.
    async fn ask(&self, attempts: &[Attempt], pass: &mut Pass) -> Answer {
        for attempt in attempts.iter().rev() {
            let Some(local_id) = LocalId::parse(&attempt.local_id) else {
                return Answer::NotAsked;
            };
            match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found { id, collected }) => {
                    return Answer::Found {
                        local_id: attempt.local_id.clone(),
                        id,
                        collected,
                        copies: 1,
                    };
                }
                Ok(Tracked::Several { ids }) => {
                    return match ids.first() {
                        Some(first) => Answer::Found {
                            local_id: attempt.local_id.clone(),
                            id: first.clone(),
                            collected: false,
                            copies: ids.len(),
                        },
                        None => Answer::Several,
                    };
                }
                Ok(Tracked::NotFound) => {}
                Ok(Tracked::Waiting | Tracked::Failed { .. }) => return Answer::NotAsked,
                Err(error) if error.trouble == Trouble::NoTracking => return Answer::NoTracking,
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Answer::NotAsked;
                }
            }
        }

        Answer::NotFound
    }

    /// MESH has it: it is ours to wait for its receipt, and nothing is posted again.
    async fn adopt(
        &self,
        letter: &LetterOut,
        local_id: String,
        mesh_id: &MessageId,
        collected: bool,
        copies: usize,
    ) -> Result<()> {
        let (id, now, mesh_id) = (letter.id, self.world.now(), mesh_id.as_str().to_owned());
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                w.attempt_ended(&local_id, Outcome::FoundLater, Some(&mesh_id), None)?;
                w.letter_accepted(id, Some(&mesh_id), now, collected)?;
                let details = serde_json::json!({ "copies": copies });
                Act::of_program(now).record(
                    w,
                    "found at MESH",
                    "letter out",
                    Some(id.get()),
                    details,
                )?;

                Ok::<_, DeskError>(())
            })
        })
        .await
    }

    /// MESH does not know the letter. It is believed only if it knows another one, and says so twice.
    async fn missed(&self, letter: LetterOut, attempts: &[Attempt], pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let since = now.checked_sub(WITNESS_AGE).unwrap_or(Timestamp::MIN);
        // MESH forgets: of what was posted longer ago than any witness, its silence says nothing.
        let is_remembered = attempts.iter().all(|attempt| attempt.at >= since);
        if !is_remembered || !self.has_witness(since).await? {
            return self.cannot_tell(&letter, pass).await;
        }
        let waited = letter
            .first_miss_at
            .is_some_and(|first| first.duration_until(now) >= BETWEEN_MISSES);
        let (id, link) = (letter.id, letter.link);
        let is_settled = self
            .on_ledger(move |practice| {
                practice.store().write(|w| {
                    // Those before it are settled first: the order of the numbers is the order of the post.
                    let is_first = w
                        .letter_on_its_way(link)?
                        .is_none_or(|first| first.id == id);
                    if !waited || !is_first {
                        w.letter_missed(id, now, due::later(now, BETWEEN_MISSES))?;
                        return Ok(false);
                    }
                    let attempts = w.attempts_of(id)?;
                    for attempt in attempts
                        .iter()
                        .filter(|one| one.outcome == Outcome::Unknown)
                    {
                        w.attempt_ended(&attempt.local_id, Outcome::NotThere, None, None)?;
                    }
                    w.letter_waits(id, LetterState::Numbered, now, None)?;
                    let details = serde_json::json!({ "state": LetterState::Numbered });
                    Act::of_program(now).record(
                        w,
                        "not at MESH",
                        "letter out",
                        Some(id.get()),
                        details,
                    )?;

                    Ok::<_, DeskError>(true)
                })
            })
            .await?;
        pass.settled += u32::from(is_settled);

        Ok(())
    }

    async fn cannot_tell(&self, letter: &LetterOut, pass: &mut Pass) -> Result<()> {
        pass.met(
            "E993",
            "It is not known whether MESH has a letter, and tracking cannot tell. A person must decide; ask PCSE whether it arrived",
        );
        let words = "E993 tracking cannot tell whether MESH has it; a person must decide";

        self.ask_later(letter, NO_WITNESS, Some(words)).await
    }

    /// A letter that MESH surely took is found: so tracking can be believed when it finds nothing.
    async fn has_witness(&self, since: Timestamp) -> Result<bool> {
        let attempts = self
            .on_ledger(move |practice| {
                practice.store().read(|r| match r.last_accepted(since)? {
                    Some(letter) => Ok(r.attempts_of(letter.id)?),
                    None => Ok(Vec::new()),
                })
            })
            .await?;
        for attempt in attempts.iter().filter(|attempt| attempt.mesh_id.is_some()) {
            if let Some(local_id) = LocalId::parse(&attempt.local_id)
                && let Ok(Tracked::Found { .. } | Tracked::Several { .. }) =
                    self.mailbox.track(&local_id).await
            {
                return Ok(true);
            }
        }

        Ok(false)
    }

    async fn ask_later(
        &self,
        letter: &LetterOut,
        wait: SignedDuration,
        words: Option<&'static str>,
    ) -> Result<()> {
        let (id, at) = (letter.id, due::later(self.world.now(), wait));
        self.on_ledger(move |practice| {
            practice.store().write(|w| match words {
                Some(words) => w.letter_waits(id, LetterState::Unknown, at, Some(words)),
                None => w.letter_later(id, at),
            })?;

            Ok(())
        })
        .await
    }

    /// Looks whether the other side has fetched what MESH took; only for the timeline, so trouble is no trouble.
    pub(super) async fn follow_accepted(&self) -> Result<()> {
        let letters = self
            .on_ledger(|practice| {
                Ok(practice
                    .store()
                    .read(|r| r.letters_out_in(LetterState::Accepted))?)
            })
            .await?;
        for letter in letters.into_iter().rev().take(FOLLOWED) {
            let id = letter.id;
            let attempts = self
                .on_ledger(move |practice| Ok(practice.store().read(|r| r.attempts_of(id))?))
                .await?;
            let local_id = attempts
                .iter()
                .rev()
                .find(|attempt| attempt.mesh_id.is_some())
                .and_then(|attempt| LocalId::parse(&attempt.local_id));
            let Some(local_id) = local_id else { continue };
            match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found {
                    collected: true, ..
                }) => {
                    let now = self.world.now();
                    self.on_ledger(move |practice| {
                        Ok(practice
                            .store()
                            .write(|w| w.letter_accepted(id, None, now, true))?)
                    })
                    .await?;
                }
                Ok(_) => {}
                Err(_) => return Ok(()),
            }
        }

        Ok(())
    }
}
