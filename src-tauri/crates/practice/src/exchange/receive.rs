//! Receiving: a letter's bytes are on disk before MESH is told to forget it.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use mailbox::{Arrived, Fetched, MailError, Mailbox, MessageId, Page, Report, Trouble};
use store::{Arrival, LetterInId, Workflow};

use super::rhythm::Heard;
use super::{Exchange, Pass};
use crate::{Act, DeskError, Result};

/// Pages that one pass looks at; the rest waits for the next.
const MOST_PAGES: usize = 200;

/// So many messages are fetched, or acknowledged, at the same time. Letters are posted one by one.
const AT_ONCE: usize = 8;

/// How far a look into the mailbox came.
#[derive(Debug)]
pub(super) enum Received {
    /// All that waited was seen.
    All,
    /// More waits than one pass fetches.
    Some,
    /// The listing stopped on the way.
    Broken(MailError),
    NotReached(MailError),
}

impl Received {
    pub(super) fn is_reached(&self) -> bool {
        !matches!(self, Self::NotReached(_))
    }

    pub(super) fn heard(&self, heard: &mut Heard, now: Timestamp) {
        heard.more_waits = matches!(self, Self::Some | Self::Broken(_));
        match self {
            Self::All | Self::Some => heard.reached_at = Some(now),
            Self::Broken(error) | Self::NotReached(error) => heard.failed(error, now),
        }
    }
}

impl<M: Mailbox> Exchange<M> {
    /// Fetches all that waits.
    pub(super) async fn receive(&self, pass: &mut Pass) -> Result<Received> {
        self.acknowledge_stored(pass).await?;
        let mut seen: BTreeSet<MessageId> = BTreeSet::new();
        let mut pages: BTreeSet<Page> = BTreeSet::new();
        let mut page: Option<Page> = None;
        for _ in 0..MOST_PAGES {
            let listing = match self.mailbox.list(page.clone()).await {
                Ok(listing) => listing,
                Err(error) => {
                    pass.met_on_the_way(&error);
                    return Ok(if page.is_some() {
                        Received::Broken(error)
                    } else {
                        Received::NotReached(error)
                    });
                }
            };
            if listing.left_out > 0 {
                pass.met(
                    "E975",
                    "MESH lists something whose name cannot be used. It is left alone; tell the national service desk",
                );
            }
            let fresh = listing.messages.into_iter();
            let fresh = fresh.filter(|id| seen.insert(id.clone())).collect();
            self.receive_page(fresh, pass).await?;
            match listing.next {
                // A page that was seen before would lead round in a circle.
                Some(next) if pages.insert(next.clone()) => page = Some(next),
                Some(_) | None => return Ok(Received::All),
            }
        }

        Ok(Received::Some)
    }

    /// Tells MESH again to forget what is stored here, where it was not yet heard.
    async fn acknowledge_stored(&self, pass: &mut Pass) -> Result<()> {
        let waiting = self
            .on_ledger(|practice| Ok(practice.store().read(|r| r.unacknowledged())?))
            .await?;
        for some in waiting.chunks(AT_ONCE) {
            let some = some.iter().cloned();
            let some = some.map(|(letter, id)| (letter, MessageId::new(id)));
            if !self.acknowledge_all(some.collect(), pass).await? {
                break;
            }
        }

        Ok(())
    }

    /// Fetches several at a time, and stores them in the order in which they were listed.
    async fn receive_page(&self, ids: Vec<MessageId>, pass: &mut Pass) -> Result<()> {
        let (stored, new) = self.known(ids).await?;
        let mut fetched = stream::iter(new)
            .map(|id| async move { self.mailbox.fetch(&id).await })
            .buffered(AT_ONCE);
        let mut to_forget = stored;
        while let Some(fetched) = fetched.next().await {
            match fetched {
                Ok(Fetched::Letter(arrived)) => {
                    let id = arrived.id.clone();
                    to_forget.push((self.store_letter(arrived).await?, id));
                    pass.received += 1;
                }
                Ok(Fetched::Report(report)) => self.take_report(report, pass).await?,
                Ok(Fetched::Foreign) => pass.left_alone += 1,
                // Somebody else has taken it away, or it ran out of time: there is nothing to keep.
                Err(error) if error.trouble == Trouble::Gone => {}
                Err(error) => pass.met_on_the_way(&error),
            }
            if to_forget.len() >= AT_ONCE {
                self.acknowledge_all(std::mem::take(&mut to_forget), pass)
                    .await?;
            }
        }

        self.acknowledge_all(to_forget, pass).await.map(drop)
    }

    /// Those that are stored here already, and those that are not.
    async fn known(
        &self,
        ids: Vec<MessageId>,
    ) -> Result<(Vec<(LetterInId, MessageId)>, Vec<MessageId>)> {
        self.on_ledger(move |practice| {
            practice.store().read(|r| {
                let (mut stored, mut new) = (Vec::new(), Vec::new());
                for id in ids {
                    match r.letter_in_with(id.as_str())? {
                        Some(letter) => stored.push((letter.id, id)),
                        None => new.push(id),
                    }
                }

                Ok((stored, new))
            })
        })
        .await
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

    /// Tells whether MESH could be reached: where it cannot, the next pass tells it again.
    async fn acknowledge_all(
        &self,
        letters: Vec<(LetterInId, MessageId)>,
        pass: &mut Pass,
    ) -> Result<bool> {
        let told: Vec<_> = stream::iter(letters)
            .map(|(letter, id)| async move { (letter, self.mailbox.acknowledge(&id).await) })
            .buffered(AT_ONCE)
            .collect()
            .await;
        let mut is_reached = true;
        let mut forgotten = Vec::new();
        for (letter, answer) in told {
            match answer {
                // Gone: MESH has forgotten it already, which is what was asked for.
                Ok(()) => forgotten.push(letter),
                Err(error) if error.trouble == Trouble::Gone => forgotten.push(letter),
                Err(error) => {
                    is_reached &=
                        !matches!(error.trouble, Trouble::NotReached | Trouble::NameNotFound);
                    pass.met_on_the_way(&error);
                }
            }
        }
        pass.acknowledged += u32::try_from(forgotten.len()).unwrap_or(u32::MAX);
        self.note_forgotten(forgotten).await?;

        Ok(is_reached)
    }

    async fn note_forgotten(&self, letters: Vec<LetterInId>) -> Result<()> {
        if letters.is_empty() {
            return Ok(());
        }
        let now = self.world.now();

        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                for letter in letters {
                    w.acknowledged(letter, now)?;
                }

                Ok(())
            })
        })
        .await
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
        const DOWN: [&str; 15] = [
            "E938", "E939", "E978", "E979", "E982", "E983", "E985", "E986", "E987", "E994", "E995",
            "E996", "E997", "E998", "E999",
        ];

        self.troubles
            .iter()
            .any(|trouble| DOWN.contains(&trouble.code))
    }
}
