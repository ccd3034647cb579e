//! Letters that lie with the MESH client. Its records say what became of them; where it keeps none, the receipt does.

use mailbox::{LocalId, Mailbox, MessageId, Tracked};
use store::{LetterOut, LetterState, Outcome, Read};

use super::doubt::{noted, refused_words};
use super::{Exchange, Pass};
use crate::{Practice, Result};

impl<M: Mailbox> Exchange<M> {
    /// Looks after every letter that was handed over, in the order of their numbers.
    pub(super) async fn follow_handed_over(&self, pass: &mut Pass) -> Result<()> {
        let handed = self.on_ledger(handed_over).await?;
        for (letter, local_id) in handed {
            if pass.leaves_alone() {
                return Ok(());
            }
            match self.mailbox.track(&local_id).await {
                Ok(Tracked::Found { id, collected }) => {
                    self.carried(&letter, local_id, id, collected).await?;
                }
                Ok(Tracked::Failed { code, words }) => {
                    let words = refused_words(&code, &words);
                    self.came_back(&letter, local_id, words, pass).await?;
                }
                Ok(Tracked::Several { .. } | Tracked::NotFound | Tracked::Waiting) => {}
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Ok(());
                }
            }
        }

        Ok(())
    }

    /// The client has given it to MESH.
    async fn carried(
        &self,
        letter: &LetterOut,
        local_id: LocalId,
        mesh_id: MessageId,
        collected: bool,
    ) -> Result<()> {
        let (id, now) = (letter.id, self.world.now());
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                if !w.letter_is(id, LetterState::HandedOver)? {
                    return Ok(());
                }
                let mesh_id = mesh_id.as_str();
                w.attempt_ended(
                    &local_id.to_string(),
                    Outcome::Accepted,
                    Some(mesh_id),
                    None,
                )?;
                w.letter_accepted(id, Some(mesh_id), now, collected)?;
                let details = serde_json::json!({ "state": LetterState::Accepted });

                noted(w, "accepted", id, details, now)
            })
        })
        .await
    }

    /// The carrier's records of letters that are settled, however they were, hold patients and tell nothing more.
    pub(super) async fn clear_records(&self) -> Result<()> {
        let records = self.mailbox.records().await;
        if records.is_empty() {
            return Ok(());
        }
        let settled = self
            .on_ledger(move |practice| practice.store().read(|r| settled(r, records)))
            .await?;
        for local_id in settled {
            self.mailbox.forget(&local_id).await;
        }

        Ok(())
    }

    /// The client could not send it. One letter of a link can stand in the way of the others, so the next one
    /// waits until this one is settled.
    async fn came_back(
        &self,
        letter: &LetterOut,
        local_id: LocalId,
        words: String,
        pass: &mut Pass,
    ) -> Result<()> {
        let (id, link, now) = (letter.id, letter.link, self.world.now());
        pass.met("E981", words.trim_start_matches("E981 "));
        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                let is_free = w.letter_on_its_way(link)?.is_none();
                if !is_free || !w.letter_is(id, LetterState::HandedOver)? {
                    return Ok(());
                }
                w.attempt_ended(&local_id.to_string(), Outcome::Refused, None, Some(&words))?;
                w.letter_waits(id, LetterState::Refused, now, Some(&words))?;
                let details = serde_json::json!({ "state": LetterState::Refused });

                noted(w, "refused", id, details, now)
            })
        })
        .await
    }
}

/// Those of whose attempt no record has anything more to tell. What is no attempt of ours stays.
fn settled(r: &Read<'_>, records: Vec<LocalId>) -> Result<Vec<LocalId>> {
    let mut settled = Vec::new();
    for local_id in records {
        let Some(attempt) = r.attempt_with(&local_id.to_string())? else {
            continue;
        };
        let is_open = matches!(
            attempt.outcome,
            Outcome::Open | Outcome::HandedOver | Outcome::Unknown
        );
        let is_waited_for = matches!(
            r.letter_out(attempt.letter)?.state,
            LetterState::Sending | LetterState::HandedOver | LetterState::Unknown
        );
        if !(is_open && is_waited_for) {
            settled.push(local_id);
        }
    }

    Ok(settled)
}

fn handed_over(practice: &Practice) -> Result<Vec<(LetterOut, LocalId)>> {
    practice.store().read(|r| {
        let mut handed = Vec::new();
        for letter in r.letters_out_in(LetterState::HandedOver)? {
            let attempts = r.attempts_of(letter.id)?;
            let last = attempts
                .iter()
                .rev()
                .find(|one| one.outcome == Outcome::HandedOver);
            if let Some(local_id) = last.and_then(|one| LocalId::parse(&one.local_id)) {
                handed.push((letter, local_id));
            }
        }

        Ok(handed)
    })
}
