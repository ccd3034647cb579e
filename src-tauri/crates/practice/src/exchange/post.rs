//! Posting: release, mark, claim, post, settle. In that order, each on disk before the next.

use jiff::{SignedDuration, Timestamp};
use mailbox::{LocalId, Mailbox, MailboxId, Outgoing, Posted, Trouble};
use store::{
    FilingId, LetterOut, LetterOutId, LetterState, Link, LinkId, Outcome, Workflow, Write,
};

use super::verdict::{self, Verdict, verdict};
use super::{Exchange, Pass};
use crate::marks::{Marks, Released};
use crate::release::{Release, release_next};
use crate::{Act, DeskError, Practice, Result, due};

/// Letters that one pass posts on a link; the rest waits for the next.
const MOST: usize = 5_000;
/// A letter is put off for so long at most; a time further ahead was set by a clock that was wrong.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

impl<M: Mailbox> Exchange<M> {
    pub(super) async fn post_all(&self, pass: &mut Pass) -> Result<()> {
        if self.on_ledger(Practice::is_restored).await? {
            pass.met(DeskError::Restored.code(), DeskError::Restored.to_string());
            return Ok(());
        }
        let links = self
            .on_ledger(|practice| practice.store().read(|r| Ok(r.links()?)))
            .await?;
        for link in links {
            if pass.leaves_alone() {
                return Ok(());
            }
            self.post_link(&link, pass).await?;
        }

        Ok(())
    }

    /// Posts on one link, one letter after the other, until something stands in the way.
    async fn post_link(&self, link: &Link, pass: &mut Pass) -> Result<()> {
        for _ in 0..MOST {
            // One link that cannot go on must not hold up the others.
            let next = self.next_letter(link.id).await;
            let Some(Some(letter)) = pass.or_told(next)? else {
                return Ok(());
            };
            let posted = self.post(link, letter, pass).await;
            if pass.or_told(posted)? != Some(true) {
                return Ok(());
            }
        }

        Ok(())
    }

    /// The letter that is on its way and due, or one that is released now.
    async fn next_letter(&self, link: LinkId) -> Result<Option<LetterOut>> {
        let now = self.world.now();

        self.on_ledger(move |practice| {
            loop {
                let waiting = practice.store().read(|r| r.letter_on_its_way(link))?;
                if let Some(letter) = waiting {
                    let goes = letter.state == LetterState::Numbered
                        && due::is_due_within(letter.next_try_at, now, LONGEST);
                    return Ok(goes.then_some(letter));
                }
                match practice.store().write(|w| release_next(w, link, now)) {
                    Ok(Release::Letter(_)) => {}
                    Ok(Release::Nothing) => return Ok(None),
                    Ok(Release::Unwritable(filing)) => {
                        practice
                            .store()
                            .write(|w| hold_unwritable(w, filing, now))?;
                    }
                    Err(error) => return Err(error),
                }
            }
        })
        .await
    }

    /// One attempt. Tells whether the next letter of the link may go.
    async fn post(&self, link: &Link, letter: LetterOut, pass: &mut Pass) -> Result<bool> {
        let (now, local_id) = (self.world.now(), self.world.local_id());
        let id = letter.id;
        let attempts = letter.attempts + 1;
        self.on_ledger(move |practice| {
            let letter = practice.store().read(|r| r.letter_out(id))?;
            practice.mark(&letter, &local_id.to_string())?;
            points::point!("send.before_claim");
            let claimed = practice.store().write(|w| claim(w, &letter, local_id, now));
            if claimed.is_err() {
                // Nothing left the house, so there is nothing to ask MESH for. Where this fails too, it is asked.
                let _ = practice.unmark(local_id);
            }

            claimed
        })
        .await?;
        points::point!("send.after_claim");
        let outgoing = Outgoing {
            to: MailboxId::new(link.mailbox.clone()),
            workflow: workflow(letter.workflow),
            local_id,
            body: letter.body.into(),
            sha256: Some(letter.sha256),
        };
        let posted = self.mailbox.post(&outgoing).await;
        points::point!("send.after_response");
        if let Posted::NotSent(error) | Posted::Unknown(error) = &posted {
            pass.is_asked_to_wait(error);
        }
        let now = self.world.now();
        let verdict = verdict(posted, attempts, now, self.world.chance());
        let goes_on = matches!(verdict, Verdict::Accepted { .. } | Verdict::HandedOver);
        match &verdict {
            Verdict::Accepted { .. } | Verdict::HandedOver => pass.posted += 1,
            Verdict::Refused { words }
            | Verdict::Again { words, .. }
            | Verdict::Doubt { words, .. } => {
                let (code, words) = words.split_once(' ').unwrap_or(("E980", words));
                pass.met(known(code), words);
            }
        }
        self.on_ledger(move |practice| {
            practice
                .store()
                .write(|w| settle(w, id, local_id, &verdict, now))
        })
        .await?;
        points::point!("send.after_accept_commit");

        Ok(goes_on)
    }
}

impl Practice {
    /// Keeps the numbers, and this letter under them, outside the ledger before it leaves the house.
    pub(crate) fn mark(&self, letter: &LetterOut, local_id: &str) -> Result<()> {
        let (counters, audit, mut local_ids, filing, receipts) = self.store().read(|r| {
            let attempts = r.attempts_of(letter.id)?;
            let ids: Vec<String> = attempts.into_iter().map(|one| one.local_id).collect();
            let filing = r.filing_of_letter(letter.id)?.map(|one| one.mark_key);
            let answers = match r.receipt_of_letter(letter.id)? {
                Some(receipt) => Some(r.letter_in(receipt.letter_in)?.mesh_id),
                None => None,
            };

            let (counters, audit) = (r.counters()?, r.audit_head()?);

            Ok::<_, DeskError>((counters, audit, ids, filing, answers))
        })?;
        local_ids.push(local_id.to_owned());
        let mut marks = Marks::read(self.marks())?.ok_or(DeskError::Restored)?;
        if !marks.ahead_of(&counters).is_empty() || marks.has_another(letter) {
            return Err(DeskError::Restored);
        }
        marks.list(Released::of(letter, filing, receipts, local_ids));

        let marks = marks.with_counters(&counters).with_audit(audit);

        marks.write(self.marks())
    }

    fn unmark(&self, local_id: LocalId) -> Result<()> {
        let mut marks = Marks::read(self.marks())?.ok_or(DeskError::Restored)?;
        marks.unlist(&local_id.to_string());

        marks.write(self.marks())
    }
}

fn claim(w: &Write<'_>, letter: &LetterOut, local_id: LocalId, now: Timestamp) -> Result<()> {
    w.add_attempt(letter.id, &local_id.to_string(), now)?;
    w.claim_letter(letter.id)?;
    let details = serde_json::json!({ "attempt": letter.attempts + 1 });

    Act::of_program(now)
        .record(w, "claimed", "letter out", Some(letter.id.get()), details)
        .map_err(DeskError::from)
}

fn settle(
    w: &Write<'_>,
    id: LetterOutId,
    local_id: LocalId,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<()> {
    let local_id = local_id.to_string();
    if !w.letter_is(id, LetterState::Sending)? {
        return overtaken(w, id, &local_id, verdict, now);
    }
    let ended = |outcome, mesh_id, words| w.attempt_ended(&local_id, outcome, mesh_id, words);
    let state = match verdict {
        Verdict::Accepted { mesh_id } => {
            ended(Outcome::Accepted, Some(mesh_id.as_str()), None)?;
            w.letter_accepted(id, Some(mesh_id), now, false)?;
            LetterState::Accepted
        }
        Verdict::HandedOver => {
            ended(Outcome::HandedOver, None, None)?;
            w.letter_waits(id, LetterState::HandedOver, now, None)?;
            LetterState::HandedOver
        }
        Verdict::Refused { words } => {
            ended(Outcome::Refused, None, Some(words))?;
            w.letter_waits(id, LetterState::Refused, now, Some(words))?;
            LetterState::Refused
        }
        Verdict::Again { at, words } => {
            ended(Outcome::NotSent, None, Some(words))?;
            let at = (*at).min(due::later(now, LONGEST));
            w.letter_waits(id, LetterState::Numbered, at, Some(words))?;
            LetterState::Numbered
        }
        Verdict::Doubt { asked_at, words } => {
            ended(Outcome::Unknown, None, Some(words))?;
            // Further ahead it would be taken for a wrong clock's, and MESH would be asked at once.
            let at = (*asked_at).min(due::later(now, LONGEST));
            w.letter_waits(id, LetterState::Unknown, at, Some(words))?;
            LetterState::Unknown
        }
    };
    let details = serde_json::json!({ "state": state });

    Act::of_program(now)
        .record(w, "posted", "letter out", Some(id.get()), details)
        .map_err(DeskError::from)
}

/// While MESH was answering, a receipt or a person has settled the letter: that stands, and MESH's id is kept.
fn overtaken(
    w: &Write<'_>,
    id: LetterOutId,
    local_id: &str,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<()> {
    let attempt = w.attempt_with(local_id)?;
    let is_open = attempt.is_some_and(|one| one.outcome == Outcome::Open);
    if let Verdict::Accepted { mesh_id } = verdict {
        w.attempt_ended(local_id, Outcome::Accepted, Some(mesh_id), None)?;
    } else if is_open {
        w.attempt_ended(local_id, Outcome::Unknown, None, None)?;
    }
    let details = serde_json::json!({ "overtaken": true });

    Act::of_program(now)
        .record(w, "posted", "letter out", Some(id.get()), details)
        .map_err(DeskError::from)
}

/// A filing that cannot be written waits for a person, and its neighbours go on.
fn hold_unwritable(w: &Write<'_>, filing: FilingId, now: Timestamp) -> Result<()> {
    let words = "something in it cannot be sent; correct it";
    w.hold_filing(filing, Some(words))?;

    Act::of_program(now)
        .record(
            w,
            "held",
            "filing",
            Some(filing.get()),
            serde_json::json!({}),
        )
        .map_err(DeskError::from)
}

fn workflow(workflow: Workflow) -> mailbox::Workflow {
    match workflow {
        Workflow::Registration => mailbox::Workflow::Registration,
        Workflow::Receipt => mailbox::Workflow::Receipt,
    }
}

fn known(code: &str) -> &'static str {
    Trouble::ALL
        .into_iter()
        .map(verdict::code)
        .chain(["E981"])
        .find(|known| *known == code)
        .unwrap_or("E980")
}
