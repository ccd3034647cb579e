//! Receipts that came in: each settles one of our letters, or tells that something is wrong.

use gplinks::{MessageVerdict, Receipt};
use store::{
    Direction, LetterOut, LetterState, LinkId, NewNotice, NoticeId, NoticeState, Outcome,
    ReceiptFate, ReceiptIn, ReceiptState, Sequence, Workflow, Write,
};

use super::Alarm;
use super::arrival::Arrived;
use super::problems::{self, Remark};
use super::transactions::Placed;
use crate::marks::Marks;
use crate::spent::explained;
use crate::{Act, Result, matching};

/// What a receipt has brought about.
#[derive(Default)]
pub(super) struct Received {
    pub(super) remarks: Vec<Remark>,
    /// A problem that a person must decide.
    pub(super) notice: Option<NoticeId>,
    pub(super) alarm: Option<Alarm>,
}

/// What it says of our letter.
struct Said {
    names_it: bool,
    is_good: bool,
    counts_one: bool,
}

/// Why a link is stopped after a receipt for a letter that was never sent.
pub(super) fn not_ours(sis: u64) -> String {
    format!(
        "A receipt came for letter number {sis}, which this practice did not send. Nothing is sent on this link: another \
         program may be sending under this practice's code, this data may be an old copy, or the last numbers of an earlier \
         system were told too low at set-up. A manager finds out, puts the numbers right where they are wrong \
         (`linkdesk-cli numbers confirm`), and lets it go on."
    )
}

/// Finds our letter, and settles it.
pub(super) fn take(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
    receipt: &Receipt,
) -> Result<Received> {
    let sis = receipt.letter.reference;
    let link = arrived.link.id;
    let listed = Listed::new(arrived, sis);
    let letters = posted(w, arrived, &listed)?;
    let found = letters
        .iter()
        .filter(|letter| letter.workflow == Workflow::Registration);
    // The rows come newest first, and of equal ones the first is taken.
    if let Some(ours) = found.min_by_key(|letter| rank(letter, receipt)) {
        return settle(w, arrived, message, receipt, ours);
    }
    if let Some(ours) = letters.first() {
        record(w, arrived, receipt, ReceiptFate::Duplicate, Some(ours))?;
        return Ok(Received {
            remarks: vec![Remark::ForAReceipt],
            ..Received::default()
        });
    }
    if listed.at_all()? {
        record(w, arrived, receipt, ReceiptFate::ListedOutside, None)?;
        return Ok(Received::default());
    }
    if is_from_before(w, link, sis)? {
        record(w, arrived, receipt, ReceiptFate::EarlierSystem, None)?;
        return Ok(Received::default());
    }
    record(w, arrived, receipt, ReceiptFate::Unmatched, None)?;
    w.stop_link(link, Some((arrived.act.at, &not_ours(sis))))?;
    let details = serde_json::json!({ "sis": sis, "letter in": arrived.letter.id });
    arrived
        .act
        .record(w, "stopped", "link", Some(link.get()), details)?;

    Ok(Received {
        alarm: Some(Alarm::UnknownReceipt { link, sis }),
        ..Received::default()
    })
}

/// The number was used by the system before this one, whose last letters still get their receipts; or a manager has
/// found out who used it.
fn is_from_before(w: &Write<'_>, link: LinkId, sis: u64) -> Result<bool> {
    let counter = w.counter(Sequence::Sis, Some(link))?;
    let explained = explained(w, Direction::Out, Sequence::Sis, Some(link))?;
    let was_sent = |gap: &store::Gap| {
        gap.was_sent
            && gap.epoch == counter.epoch
            && (u64::from(gap.first)..=u64::from(gap.last)).contains(&sis)
    };

    Ok(
        counter.epoch == 0 && (1..=u64::from(counter.opened_after)).contains(&sis)
            || explained.iter().any(was_sent),
    )
}

/// The list that is kept outside the ledger; it is read only where it is needed.
struct Listed<'a> {
    arrived: &'a Arrived<'a>,
    sis: u64,
}

impl<'a> Listed<'a> {
    fn new(arrived: &'a Arrived<'a>, sis: u64) -> Self {
        Self { arrived, sis }
    }

    fn at_all(&self) -> Result<bool> {
        let marks = Marks::read(self.arrived.marks)?;

        Ok(marks.is_some_and(|marks| marks.listed(self.arrived.link.id, self.sis).is_some()))
    }

    /// Listed with an attempt to post it.
    fn as_posted(&self) -> Result<bool> {
        let marks = Marks::read(self.arrived.marks)?;
        let marks = marks.as_ref();
        let listed = marks.and_then(|marks| marks.listed(self.arrived.link.id, self.sis));

        Ok(listed.is_some_and(|one| !one.local_ids.is_empty()))
    }
}

/// Our letters with the number, newest first. One that was never posted is not what the receipt is
/// for: somebody else has used its number.
fn posted(w: &Write<'_>, arrived: &Arrived<'_>, listed: &Listed<'_>) -> Result<Vec<LetterOut>> {
    let mut found = Vec::new();
    for letter in w.letters_out_numbered(arrived.link.id, listed.sis)? {
        let was_tried = letter.state != LetterState::Numbered || letter.attempts > 0;
        if was_tried || listed.as_posted()? {
            found.push(letter);
        }
    }

    Ok(found)
}

/// The lower, the more likely it is the letter that is meant.
fn rank(letter: &LetterOut, receipt: &Receipt) -> u8 {
    let is_awaited = letter.receipt == ReceiptState::Awaited;
    match (Said::of(letter, receipt).names_it, is_awaited) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    }
}

impl Said {
    fn of(letter: &LetterOut, receipt: &Receipt) -> Self {
        let number = u64::from(letter.sms.number);
        let mut names_it = false;
        let mut is_good = receipt.letter.verdict == gplinks::LetterVerdict::Received;
        for message in &receipt.messages {
            if edifact::number(&message.reference) == Some(number) {
                names_it = true;
                is_good &= message.verdict == MessageVerdict::Translated;
            }
        }
        let counted = receipt.letter.messages.unwrap_or(1);

        Self {
            names_it,
            is_good,
            counts_one: counted == 1 && receipt.messages.len() <= 1,
        }
    }
}

fn settle(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
    receipt: &Receipt,
    ours: &LetterOut,
) -> Result<Received> {
    let mut received = Received::default();
    if ours.receipt != ReceiptState::Awaited {
        record(w, arrived, receipt, ReceiptFate::Duplicate, Some(ours))?;
        return Ok(received);
    }
    record(w, arrived, receipt, ReceiptFate::Matched, Some(ours))?;
    points::point!("recepin.tx.after_match");
    let said = Said::of(ours, receipt);
    if !said.counts_one {
        received.remarks.push(Remark::OtherCount);
    }
    if !said.names_it && said.is_good {
        received.remarks.push(Remark::MessageNotNamed);
        return Ok(received);
    }
    let state = if said.is_good {
        ReceiptState::Received
    } else {
        ReceiptState::Problem
    };
    if ours.state == LetterState::Abandoned {
        received.remarks.push(Remark::ForAbandoned);
        received.alarm = Some(Alarm::AbandonedArrived { letter: ours.id });
    } else {
        arrived_there(w, ours, &arrived.act)?;
    }
    w.letter_receipted(ours.id, state, arrived.act.at)?;
    let details = serde_json::json!({ "receipt": state, "state": ours.state, "letter in": arrived.letter.id });
    arrived.act.record(
        w,
        "receipt came",
        "letter out",
        Some(ours.id.get()),
        details,
    )?;
    if state == ReceiptState::Problem {
        received.notice = Some(problem(
            w,
            arrived,
            message,
            receipt,
            ours,
            &received.remarks,
        )?);
    }

    Ok(received)
}

/// A receipt proves that MESH had the letter and that the other side has fetched it.
fn arrived_there(w: &Write<'_>, ours: &LetterOut, act: &Act<'_>) -> Result<()> {
    if ours.state == LetterState::Collected {
        return Ok(());
    }
    for attempt in w.attempts_of(ours.id)? {
        if matches!(attempt.outcome, Outcome::Open | Outcome::Unknown) {
            let words = Some("its receipt came");
            w.attempt_ended(&attempt.local_id, Outcome::FoundLater, None, words)?;
        }
    }
    w.letter_accepted(ours.id, None, act.at, true)?;

    Ok(())
}

fn record(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    receipt: &Receipt,
    fate: ReceiptFate,
    ours: Option<&LetterOut>,
) -> Result<()> {
    // A number that no column holds is no number of ours: the highest one stands for it.
    let most = i64::MAX.unsigned_abs();
    w.add_receipt_in(&ReceiptIn {
        letter_in: arrived.letter.id,
        letter: ours.map(|letter| letter.id),
        sis: receipt.letter.reference.min(most),
        verdict: receipt.letter.verdict.written().to_owned(),
        messages: problems::json(&receipt.messages, "receipt")?,
        fate,
    })?;

    Ok(())
}

/// A receipt that says that something was wrong with our letter is a notice to be decided.
fn problem(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
    receipt: &Receipt,
    ours: &LetterOut,
    remarks: &[Remark],
) -> Result<NoticeId> {
    let filing = w.filing_of_letter(ours.id)?;
    let notice = w.add_notice(&NewNotice {
        letter: arrived.letter.id,
        link: arrived.link.id,
        place: message.place(arrived, 1),
        kind: "RECEP",
        rms: message.rms(),
        tn: None,
        gp: None,
        nhs_number: None,
        content: Some(&problems::json(receipt, "receipt")?),
        outline: &problems::json(&receipt.outline(), "outline")?,
        problems: &problems::written(&message.read.problems, remarks, message.bytes)?,
        raw_from: message.bytes.from,
        raw_to: message.bytes.to,
        at: arrived.letter.received_at,
        state: NoticeState::ToDecide,
        about: filing
            .as_ref()
            .map(matching::by_transaction)
            .unwrap_or_default(),
    })?;

    Ok(notice)
}
