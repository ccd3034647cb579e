//! Receiving: a letter's bytes are on disk before MESH is told to forget it.

use std::collections::BTreeSet;

use mailbox::{Arrived, Fetched, Mailbox, MessageId, Page, Report, Trouble};
use store::{Arrival, LetterInId, Workflow};

use super::{Exchange, Pass};
use crate::{Act, DeskError, Result};

/// Pages that one pass looks at; the rest waits for the next.
const MOST_PAGES: usize = 200;

impl<M: Mailbox> Exchange<M> {
    /// Fetches all that waits. Tells whether the mailbox could be reached at all.
    pub(super) async fn receive(&self, pass: &mut Pass) -> Result<bool> {
        self.acknowledge_stored(pass).await?;
        let mut seen: BTreeSet<MessageId> = BTreeSet::new();
        let mut pages: BTreeSet<Page> = BTreeSet::new();
        let mut page: Option<Page> = None;
        for _ in 0..MOST_PAGES {
            let listing = match self.mailbox.list(page.clone()).await {
                Ok(listing) => listing,
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Ok(page.is_some());
                }
            };
            if listing.left_out > 0 {
                pass.met(
                    "E975",
                    "MESH lists something whose name cannot be used. It is left alone; tell the national service desk",
                );
            }
            for id in listing.messages {
                if seen.insert(id.clone()) {
                    self.receive_one(&id, pass).await?;
                }
            }
            match listing.next {
                // A page that was seen before would lead round in a circle.
                Some(next) if pages.insert(next.clone()) => page = Some(next),
                Some(_) | None => break,
            }
        }

        Ok(true)
    }

    /// Tells MESH again to forget what is stored here, where it was not yet heard.
    async fn acknowledge_stored(&self, pass: &mut Pass) -> Result<()> {
        let waiting = self
            .on_ledger(|practice| Ok(practice.store().read(|r| r.unacknowledged())?))
            .await?;
        for (letter, mesh_id) in waiting {
            if !self
                .acknowledge(letter, &MessageId::new(mesh_id), pass)
                .await?
            {
                break;
            }
        }

        Ok(())
    }

    async fn receive_one(&self, id: &MessageId, pass: &mut Pass) -> Result<()> {
        let mesh_id = id.as_str().to_owned();
        let known = self
            .on_ledger(move |practice| Ok(practice.store().read(|r| r.letter_in_with(&mesh_id))?))
            .await?;
        if let Some(letter) = known {
            self.acknowledge(letter.id, id, pass).await?;
            return Ok(());
        }
        match self.mailbox.fetch(id).await {
            Ok(Fetched::Letter(arrived)) => {
                let letter = self.store_letter(arrived).await?;
                pass.received += 1;
                self.acknowledge(letter, id, pass).await?;
            }
            Ok(Fetched::Report(report)) => self.take_report(report, pass).await?,
            Ok(Fetched::Foreign) => pass.left_alone += 1,
            // Somebody else has taken it away, or it ran out of time: there is nothing to keep.
            Err(error) if error.trouble == Trouble::Gone => {}
            Err(error) => pass.met_on_the_way(&error),
        }

        Ok(())
    }

    async fn store_letter(&self, arrived: Arrived) -> Result<LetterInId> {
        let now = self.world.now();
        self.on_ledger(move |practice| {
            let headers: serde_json::Map<_, _> = arrived
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().into()))
                .collect();
            let headers = serde_json::Value::Object(headers).to_string();
            let workflow = match arrived.workflow {
                mailbox::Workflow::Registration => Workflow::Registration,
                mailbox::Workflow::Receipt => Workflow::Receipt,
            };
            practice.store().write(|w| {
                let id = w.add_letter_in(&Arrival {
                    mesh_id: arrived.id.as_str(),
                    workflow,
                    headers: &headers,
                    body: &arrived.body,
                    at: now,
                })?;
                let details = serde_json::json!({ "bytes": arrived.body.len() });
                Act::of_program(now).record(w, "received", "letter in", Some(id.get()), details)?;

                Ok::<_, DeskError>(id)
            })
        })
        .await
    }

    /// Tells whether MESH answered: where it does not, the next pass tells it again.
    async fn acknowledge(
        &self,
        letter: LetterInId,
        id: &MessageId,
        pass: &mut Pass,
    ) -> Result<bool> {
        match self.mailbox.acknowledge(id).await {
            Ok(()) => {}
            // MESH has forgotten it already: that is what was asked for.
            Err(error) if error.trouble == Trouble::Gone => {}
            Err(error) => {
                pass.met_on_the_way(&error);
                return Ok(!matches!(
                    error.trouble,
                    Trouble::NotReached | Trouble::NameNotFound
                ));
            }
        }
        let now = self.world.now();
        self.on_ledger(move |practice| {
            Ok(practice.store().write(|w| w.acknowledged(letter, now))?)
        })
        .await?;
        pass.acknowledged += 1;

        Ok(true)
    }

    /// MESH says that one of our letters did not get there.
    async fn take_report(&self, report: Report, pass: &mut Pass) -> Result<()> {
        let now = self.world.now();
        let id = report.id.clone();
        let known = self
            .on_ledger(move |practice| {
                practice.store().write(|w| {
                    let by_mesh_id = match &report.about {
                        Some(about) => w.letter_out_with_mesh_id(about.as_str())?,
                        None => None,
                    };
                    let by_attempt = match report.about_attempt {
                        Some(local_id) => w.attempt_with(&local_id.to_string())?,
                        None => None,
                    };
                    let letter = by_mesh_id
                        .map(|letter| letter.id)
                        .or(by_attempt.map(|attempt| attempt.letter));
                    let code = report.code.as_deref().unwrap_or("without a code");
                    if let Some(letter) = letter {
                        w.letter_undelivered(
                            letter,
                            &format!("E991 MESH could not deliver it ({code})"),
                        )?;
                    }
                    let details = serde_json::json!({ "code": code, "report": report.id.as_str() });
                    let row = letter.map(|letter| letter.get());
                    Act::of_program(now).record(w, "undelivered", "letter out", row, details)?;

                    Ok::<_, DeskError>(letter.is_some())
                })
            })
            .await?;
        pass.met(
            "E991",
            if known {
                "MESH could not deliver one of our letters. Do not file it again; ask PCSE"
            } else {
                "MESH could not deliver a letter that is not one of ours"
            },
        );
        if let Err(error) = self.mailbox.acknowledge(&id).await {
            pass.met_on_the_way(&error);
        }

        Ok(())
    }
}

impl Pass {
    /// Whether anything kept the mailbox from being reached.
    pub fn is_down(&self) -> bool {
        const DOWN: [&str; 13] = [
            "E978", "E979", "E982", "E983", "E985", "E986", "E987", "E994", "E995", "E996", "E997",
            "E998", "E999",
        ];

        self.troubles
            .iter()
            .any(|trouble| DOWN.contains(&trouble.code))
    }
}
