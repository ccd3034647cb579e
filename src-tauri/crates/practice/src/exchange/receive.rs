//! Receiving: a letter's bytes are on disk before MESH is told to forget it.

use std::collections::BTreeSet;

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use mailbox::{Arrived, Fetched, MailError, Mailbox, MessageId, Page, Trouble};
use store::{Arrival, LetterInId, ReportInId, Workflow, Write};

use super::rhythm::Heard;
use super::{Exchange, Pass, damaged};
use crate::{Act, DeskError, Result};

/// Pages that one pass looks at; the rest waits for the next.
const MOST_PAGES: usize = 200;

/// So many messages are fetched, or acknowledged, at the same time. Letters are posted one by one.
const AT_ONCE: usize = 8;

/// What is on disk here, so that MESH may forget it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kept {
    Letter(LetterInId),
    Report(ReportInId),
}

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

/// `Err` where MESH asked to be left alone for a while: nothing more is asked of it in this pass.
type LetGoOn<T = ()> = std::result::Result<T, MailError>;

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
        if let Err(busy) = self.acknowledge_stored(pass).await? {
            return Ok(Received::NotReached(busy));
        }
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
            points::point!("poll.after_list");
            let fresh = listing.messages.into_iter();
            let fresh = fresh.filter(|id| seen.insert(id.clone())).collect();
            if let Err(busy) = self.receive_page(fresh, pass).await? {
                return Ok(Received::NotReached(busy));
            }
            match listing.next {
                // A page that was seen before would lead round in a circle.
                Some(next) if pages.insert(next.clone()) => page = Some(next),
                Some(_) | None => return Ok(Received::All),
            }
        }

        Ok(Received::Some)
    }

    /// Tells MESH again to forget what is stored here, where it was not yet heard.
    async fn acknowledge_stored(&self, pass: &mut Pass) -> Result<LetGoOn> {
        let waiting = self
            .on_ledger(|practice| {
                practice.store().read(|r| {
                    let letters = r.unacknowledged()?.into_iter();
                    let letters = letters.map(|(id, mesh_id)| (Kept::Letter(id), mesh_id));
                    let reports = r.reports_unacknowledged()?.into_iter();
                    let reports = reports.map(|(id, mesh_id)| (Kept::Report(id), mesh_id));

                    Ok(letters.chain(reports).collect::<Vec<_>>())
                })
            })
            .await?;
        let waiting = waiting.into_iter();
        let waiting = waiting.map(|(kept, id)| (kept, MessageId::new(id)));

        self.let_forget(waiting.collect(), pass).await
    }

    /// Tells MESH to forget what is kept here and, of letters, outside.
    async fn let_forget(
        &self,
        mut kept: Vec<(Kept, MessageId)>,
        pass: &mut Pass,
    ) -> Result<LetGoOn> {
        let all = kept.iter().map(|(kept, _)| *kept);
        if !self.mark_received(all, pass).await? {
            kept.retain(|(kept, _)| matches!(kept, Kept::Report(_)));
        }
        for some in kept.chunks(AT_ONCE) {
            match self.acknowledge_all(some.to_vec(), pass).await? {
                Ok(true) => {}
                Ok(false) => break,
                Err(busy) => return Ok(Err(busy)),
            }
        }

        Ok(Ok(()))
    }

    /// Fetches several at a time, and stores them in the order in which they were listed.
    async fn receive_page(&self, ids: Vec<MessageId>, pass: &mut Pass) -> Result<LetGoOn> {
        let (stored, new) = self.known(ids).await?;
        let mut fetched = stream::iter(new)
            .map(|id| async move { (self.mailbox.fetch(&id).await, id) })
            .buffered(AT_ONCE);
        let mut to_forget = stored;
        while let Some((fetched, id)) = fetched.next().await {
            match fetched {
                Ok(Fetched::Letter(arrived)) => {
                    points::point!("recv.after_download");
                    let stored = self.store_letter(arrived).await;
                    points::point!("recv.after_commit1");
                    if let Some(letter) = pass.or_told(stored)? {
                        to_forget.push((Kept::Letter(letter), id));
                        pass.received += 1;
                    }
                }
                Ok(Fetched::Report(report)) => {
                    let taken = self.take_report(report, pass).await;
                    if let Some(report) = pass.or_told(taken)? {
                        to_forget.push((Kept::Report(report), id));
                    }
                }
                Ok(Fetched::Foreign) => pass.left_alone += 1,
                // Somebody else has taken it away, or it ran out of time: there is nothing to keep.
                Err(error) if error.trouble == Trouble::Gone => {}
                Err(error) if damaged::is_of_the_message(&error) => {
                    let noted = self.note_damaged(id, error, pass).await;
                    pass.or_told(noted)?;
                }
                Err(error) => {
                    pass.met_on_the_way(&error);
                    if error.wait_seconds.is_some() {
                        // What is stored is acknowledged when MESH may be asked again.
                        return Ok(Err(error));
                    }
                }
            }
        }

        self.let_forget(to_forget, pass).await
    }

    /// Those that are stored here already, and those that are to be fetched.
    async fn known(&self, ids: Vec<MessageId>) -> Result<(Vec<(Kept, MessageId)>, Vec<MessageId>)> {
        let now = self.world.now();
        self.on_ledger(move |practice| {
            practice.store().read(|r| {
                let (mut stored, mut new) = (Vec::new(), Vec::new());
                for id in ids {
                    let letter = r.letter_in_with(id.as_str())?.map(Kept::Letter);
                    let report = r.report_in_with(id.as_str())?.map(Kept::Report);
                    match letter.or(report) {
                        Some(kept) => stored.push((kept, id)),
                        None if damaged::rests(r, &id, now)? => {}
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
            let headers = damaged::as_json(&arrived.headers);
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
                points::point!("recv.tx1.after_raw");
                w.damaged_came(arrived.id.as_str(), now)?;
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
        kept: Vec<(Kept, MessageId)>,
        pass: &mut Pass,
    ) -> Result<LetGoOn<bool>> {
        let told: Vec<_> = stream::iter(kept)
            .map(|(kept, id)| async move { (kept, self.mailbox.acknowledge(&id).await) })
            .buffered(AT_ONCE)
            .collect()
            .await;
        points::point!("recv.after_ack_reply");
        let (mut is_reached, mut busy) = (true, None);
        let mut forgotten = Vec::new();
        for (kept, answer) in told {
            match answer {
                // Gone: MESH has forgotten it already, which is what was asked for.
                Ok(()) => forgotten.push(kept),
                Err(error) if error.trouble == Trouble::Gone => forgotten.push(kept),
                Err(error) => {
                    is_reached &=
                        !matches!(error.trouble, Trouble::NotReached | Trouble::NameNotFound);
                    pass.met_on_the_way(&error);
                    busy = busy.or(error.wait_seconds.is_some().then_some(error));
                }
            }
        }
        pass.acknowledged += u32::try_from(forgotten.len()).unwrap_or(u32::MAX);
        self.note_forgotten(forgotten).await?;

        Ok(busy.map_or(Ok(is_reached), Err))
    }

    async fn note_forgotten(&self, forgotten: Vec<Kept>) -> Result<()> {
        if forgotten.is_empty() {
            return Ok(());
        }
        let now = self.world.now();

        self.on_ledger(move |practice| {
            practice.store().write(|w| {
                for kept in forgotten {
                    kept.forgotten(w, now)?;
                }

                Ok(())
            })
        })
        .await
    }
}

impl Kept {
    fn forgotten(self, w: &Write<'_>, now: Timestamp) -> Result<()> {
        let (subject, row) = match self {
            Self::Letter(id) => {
                w.acknowledged(id, now)?;
                ("letter in", id.get())
            }
            Self::Report(id) => {
                w.report_acknowledged(id, now)?;
                ("report", id.get())
            }
        };
        let details = serde_json::json!({});

        Act::of_program(now)
            .record(w, "acknowledged", subject, Some(row), details)
            .map_err(DeskError::from)
    }
}
