//! Doubt: MESH may have a letter, and is asked. Nothing is posted a second time on a guess.

use jiff::{SignedDuration, Timestamp};
use mailbox::{LocalId, Mailbox, MessageId, Tracked, Trouble};
use store::{Attempt, LetterOut, LetterOutId, LetterState, Outcome, Read, Write};

use super::reports::kept_report;
use super::witness::{BETWEEN_MISSES, Witness, first_miss, is_remembered, is_second, must_know};
use super::{Exchange, Pass};
use crate::{Act, DeskError, Result, due};

/// A letter that only a person can settle is asked for again after this time.
const NO_WITNESS: SignedDuration = SignedDuration::from_mins(15);
/// No doubt is put off for longer than this; a time further ahead was set by a clock that was wrong.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

const TOOK_SEVERAL: &str =
    "MESH took one letter more than once. Nothing more is sent for it; tell PCSE";

/// What asking for the attempts of a letter has told.
enum Answer {
    Found {
        local_id: String,
        /// MESH does not tell it where it took the letter more than once.
        id: Option<MessageId>,
        collected: bool,
        is_twice: bool,
    },
    /// The MESH client has it.
    Waiting {
        local_id: String,
    },
    /// The MESH client could not send it, so that MESH has not got it.
    Failed {
        local_id: String,
        words: String,
    },
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
            if pass.leaves_alone() {
                return Ok(());
            }
            if due::is_due_within(letter.next_try_at, now, LONGEST) {
                let settled = self.settle_doubt(letter, pass).await;
                pass.or_told(settled)?;
            }
        }

        Ok(())
    }

    async fn settle_doubt(&self, letter: LetterOut, pass: &mut Pass) -> Result<()> {
        let id = letter.id;
        let attempts = self
            .on_ledger(move |practice| Ok(practice.store().read(|r| in_question(r, id))?))
            .await?;
        match self.ask(&attempts, pass).await {
            Answer::Found {
                local_id,
                id: mesh_id,
                collected,
                is_twice,
            } => {
                if is_twice {
                    pass.met("E992", TOOK_SEVERAL);
                }
                let adopted = self.adopt(&letter, local_id, mesh_id, (collected, is_twice));
                pass.settled += u32::from(adopted.await?);

                Ok(())
            }
            Answer::Waiting { local_id } => self.handed_over(id, local_id, pass).await,
            Answer::Failed { local_id, words } => self.failed(id, local_id, words, pass).await,
            Answer::NotFound => self.missed(letter, &attempts, pass).await,
            Answer::NoTracking => self.cannot_tell(&letter, pass).await,
            Answer::NotAsked => self.ask_later(&letter, NO_WITNESS, None).await,
        }
    }

    /// Asks for each id; one that is found decides.
    async fn ask(&self, attempts: &[Attempt], pass: &mut Pass) -> Answer {
        let mut can_tell = true;
        for attempt in attempts.iter().rev() {
            let Some(local_id) = LocalId::parse(&attempt.local_id) else {
                can_tell = false;
                continue;
            };
            match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found { id, collected }) => {
                    return Answer::Found {
                        local_id: attempt.local_id.clone(),
                        id: Some(id),
                        collected,
                        is_twice: false,
                    };
                }
                Ok(Tracked::Several { ids }) => {
                    return Answer::Found {
                        local_id: attempt.local_id.clone(),
                        id: ids.into_iter().next(),
                        collected: false,
                        is_twice: true,
                    };
                }
                Ok(Tracked::Waiting) => {
                    return Answer::Waiting {
                        local_id: attempt.local_id.clone(),
                    };
                }
                Ok(Tracked::Failed { code, words }) => {
                    return Answer::Failed {
                        local_id: attempt.local_id.clone(),
                        words: refused_words(&code, &words),
                    };
                }
                Ok(Tracked::NotFound) => {}
                Err(error) if error.trouble == Trouble::NoTracking => return Answer::NoTracking,
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Answer::NotAsked;
                }
            }
        }

        if can_tell {
            Answer::NotFound
        } else {
            Answer::NoTracking
        }
    }

    /// MESH has it: it is ours to wait for its receipt, and nothing is posted again, unless MESH has reported on it
    /// meanwhile. Tells whether it was still in doubt.
    async fn adopt(
        &self,
        letter: &LetterOut,
        local_id: String,
        mesh_id: Option<MessageId>,
        (collected, is_twice): (bool, bool),
    ) -> Result<bool> {
        let (id, now) = (letter.id, self.world.now());
        self.in_doubt(id, move |w| {
            let mesh_id = mesh_id.as_ref().map(MessageId::as_str);
            let words = is_twice.then_some(TOOK_SEVERAL);
            w.attempt_ended(&local_id, Outcome::FoundLater, mesh_id, words)?;
            w.letter_accepted(id, mesh_id, now, collected)?;
            let reported = kept_report(w, id, &local_id, mesh_id)?;
            if let Some(why) = &reported {
                w.letter_undelivered(id, why)?;
            }
            let details =
                serde_json::json!({ "twice": is_twice, "undelivered": reported.is_some() });

            noted(w, "found at MESH", id, details, now)
        })
        .await
    }

    /// MESH does not know the letter. It is believed only if it knows another one, and says so twice.
    async fn missed(&self, letter: LetterOut, attempts: &[Attempt], pass: &mut Pass) -> Result<()> {
        if !is_remembered(attempts, self.world.now()) {
            return self.cannot_tell(&letter, pass).await;
        }
        match self.witness(pass).await? {
            Witness::Works => {}
            Witness::Silent => return self.cannot_tell(&letter, pass).await,
            Witness::NotAsked => return self.ask_later(&letter, NO_WITNESS, None).await,
        }
        let (id, now, running) = (letter.id, self.world.now(), self.world.running());
        let first = first_miss(letter.first_miss_at, now);
        let is_late = must_know(attempts, first, now);
        if is_late && is_second(first, now) && self.misses.long_ago(id, running) {
            pass.settled += u32::from(self.not_there(&letter, now).await?);
            return Ok(());
        }
        if first.is_none() {
            self.misses.first(id, running);
        }

        self.in_doubt(id, move |w| {
            w.letter_missed(id, first.unwrap_or(now), due::later(now, BETWEEN_MISSES))?;
            if first.is_none() {
                noted(w, "missed at MESH", id, serde_json::json!({}), now)?;
            }

            Ok(())
        })
        .await
        .map(drop)
    }

    /// MESH never had it: the same bytes go again. Tells whether that settles the doubt: those before it on its
    /// link are settled first, for the order of the numbers is the order of the post.
    async fn not_there(&self, letter: &LetterOut, now: Timestamp) -> Result<bool> {
        let (id, link) = (letter.id, letter.link);
        let first = letter.first_miss_at.unwrap_or(now);
        let is_first = self
            .on_ledger(move |practice| {
                let first = practice.store().read(|r| r.letter_on_its_way(link))?;

                Ok(first.is_none_or(|first| first.id == id))
            })
            .await?;
        if !is_first {
            let later = move |w: &Write<'_>| {
                Ok(w.letter_missed(id, first, due::later(now, BETWEEN_MISSES))?)
            };
            return self.in_doubt(id, later).await.map(|_| false);
        }

        self.in_doubt(id, move |w| {
            for attempt in w.attempts_of(id)? {
                if attempt.outcome == Outcome::Unknown {
                    w.attempt_ended(&attempt.local_id, Outcome::NotThere, None, None)?;
                }
            }
            w.letter_waits(id, LetterState::Numbered, now, None)?;
            let details = serde_json::json!({ "state": LetterState::Numbered });

            noted(w, "not at MESH", id, details, now)
        })
        .await
    }

    /// It lies with the MESH client after all.
    async fn handed_over(&self, id: LetterOutId, local_id: String, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let settled = self.in_doubt(id, move |w| {
            w.attempt_ended(&local_id, Outcome::HandedOver, None, None)?;
            w.letter_waits(id, LetterState::HandedOver, now, None)?;
            let details = serde_json::json!({ "state": LetterState::HandedOver });

            noted(w, "with the MESH client", id, details, now)
        });
        pass.settled += u32::from(settled.await?);

        Ok(())
    }

    /// MESH never had it, and somebody must mend what kept it away.
    async fn failed(
        &self,
        id: LetterOutId,
        local_id: String,
        words: String,
        pass: &mut Pass,
    ) -> Result<()> {
        let now = self.world.now();
        pass.met("E981", words.trim_start_matches("E981 "));
        let settled = self.in_doubt(id, move |w| {
            w.attempt_ended(&local_id, Outcome::Refused, None, Some(&words))?;
            w.letter_waits(id, LetterState::Refused, now, Some(&words))?;
            let details = serde_json::json!({ "state": LetterState::Refused });

            noted(w, "refused", id, details, now)
        });
        pass.settled += u32::from(settled.await?);

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

    async fn ask_later(
        &self,
        letter: &LetterOut,
        wait: SignedDuration,
        words: Option<&'static str>,
    ) -> Result<()> {
        let (id, now) = (letter.id, self.world.now());
        let at = due::later(now, wait);
        let is_told = words.is_none_or(|words| letter.trouble.as_deref() == Some(words));
        self.in_doubt(id, move |w| {
            match words {
                Some(words) => w.letter_waits(id, LetterState::Unknown, at, Some(words))?,
                None => w.letter_later(id, at)?,
            }
            if !is_told {
                noted(w, "left to a person", id, serde_json::json!({}), now)?;
            }

            Ok(())
        })
        .await
        .map(drop)
    }

    /// Writes what asking has told, unless a person, a receipt or a report was faster: then that stands.
    async fn in_doubt(
        &self,
        id: LetterOutId,
        work: impl FnOnce(&Write<'_>) -> Result<()> + Send + 'static,
    ) -> Result<bool> {
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                let is_in_doubt = w.letter_is(id, LetterState::Unknown)?;
                if is_in_doubt {
                    work(w)?;
                }

                Ok(is_in_doubt)
            })
        })
        .await
    }
}

/// The attempts that may have brought the letter to MESH, as far as is not known: what it took before a person
/// had the letter sent again says nothing about that.
fn in_question(r: &Read<'_>, letter: LetterOutId) -> store::Result<Vec<Attempt>> {
    let mut attempts = r.attempts_since_resend(letter)?;
    attempts.retain(|one| !matches!(one.outcome, Outcome::Accepted | Outcome::FoundLater));

    Ok(attempts)
}

/// As a refusal of MESH's own is told.
pub(super) fn refused_words(code: &str, words: &str) -> String {
    format!("E981 the MESH client could not send it ({code}): {words}")
}

pub(super) fn noted(
    w: &Write<'_>,
    what: &str,
    letter: LetterOutId,
    details: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    Act::of_program(now)
        .record(w, what, "letter out", Some(letter.get()), details)
        .map_err(DeskError::from)
}
