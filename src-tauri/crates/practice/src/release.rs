//! Release: one transaction takes the numbers, freezes the bytes and queues the letter, or nothing happens.

use gplinks::{
    Cipher, Draft, GpCode, LinkCode, Minute, Newlines, Numbers, OwnTn, PatientNumber, ReceiptDraft,
    Sis, Sms,
};
use jiff::Timestamp;
use store::{
    Direction, Filing, FilingId, FilingKind, LetterOutId, LetterState, Link, LinkId, NewGap,
    NewLetter, ReceiptOut, Sequence, StoreError, Taken, Workflow, Write,
};

use crate::act::PROGRAM;
use crate::content::Content;
use crate::filings::{Standing, standing};
use crate::{Act, DeskError, Result, Settings, due, record};

/// What became of an attempt to release the next letter of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Release {
    Letter(LetterOutId),
    /// Nothing is due, or the link's last letter is still on its way.
    Nothing,
    /// This filing cannot be written; its neighbours must not wait for it.
    Unwritable(FilingId),
}

/// So many numbers in a row may be in use by open registrations before a person must look.
const MOST_IN_USE: u32 = 1000;

/// So many filings are looked at in one go: the first one usually may go.
const PAGE: u32 = 20;

/// Releases the next letter of a link: receipts first, then filings in their order.
pub(crate) fn release_next(w: &Write<'_>, link: LinkId, now: Timestamp) -> Result<Release> {
    let (settings, link) = (Settings::read(w)?, w.link(link)?);
    let may_send = link.is_open() && settings.paused_why.is_none();
    if !may_send || w.letter_on_its_way(link.id)?.is_some() {
        return Ok(Release::Nothing);
    }
    if let Some(receipt) = w.next_receipt(link.id)? {
        return release_receipt(w, &link, &receipt, now).map(Release::Letter);
    }
    match next_filing(w, &settings, link.id, now)? {
        None => Ok(Release::Nothing),
        Some(filing) => match written(w, &link, &filing)? {
            None => Ok(Release::Unwritable(filing.id)),
            Some(draft) => release_filing(w, &link, &filing, draft, now),
        },
    }
}

/// The oldest filing that may go. A patient's filings keep their order: a held one holds those after it. Only
/// a registration passes what is not one, since that may wait for this very registration.
fn next_filing(
    w: &Write<'_>,
    settings: &Settings,
    link: LinkId,
    now: Timestamp,
) -> Result<Option<Filing>> {
    let mut passed: Vec<Filing> = Vec::new();
    let mut after = None;
    loop {
        let page = w.filings_ready(link, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        after = Some(last.id);
        for filing in page {
            let goes_at = due::goes_at(filing.not_before, &settings.sending_times);
            let waits = filing.held_why.is_some()
                || !due::is_due(goes_at, now)
                || standing(w, &filing)? != Standing::MayGo
                || has_older_draft(w, &filing)?;
            if !waits && !passed.iter().any(|older| keeps_back(older, &filing)) {
                return Ok(Some(filing));
            }
            passed.push(filing);
        }
    }
}

/// Whether something older about the same patient goes first.
fn keeps_back(older: &Filing, filing: &Filing) -> bool {
    let is_passed = filing.kind == FilingKind::Registration && older.kind != filing.kind;

    older.patient == filing.patient && older.id < filing.id && !is_passed
}

/// Something older about the same patient was taken back to be changed.
fn has_older_draft(w: &Write<'_>, filing: &Filing) -> Result<bool> {
    let older = older_queued(w, filing)?;

    Ok(older
        .iter()
        .any(|older| older.state == store::FilingState::Draft))
}

/// What must go, or be dropped, before a filing can go; the oldest first.
pub(crate) fn older_queued(r: &store::Read<'_>, filing: &Filing) -> Result<Vec<Filing>> {
    let mut filings = r.filings_of(filing.patient)?;
    filings.retain(|other| keeps_back(other, filing) && other.is_queued());

    Ok(filings)
}

/// The filing as it can be sent; `None` where something in it cannot.
pub(crate) fn written(w: &store::Read<'_>, link: &Link, filing: &Filing) -> Result<Option<Draft>> {
    let patient = w.patient(filing.patient)?;

    Ok(written_about(link, filing, record::number(&patient.record)))
}

/// As [`written`], about the patient of this number.
pub(crate) fn written_about(
    link: &Link,
    filing: &Filing,
    number: Option<PatientNumber>,
) -> Option<Draft> {
    let content = Content::read(&filing.content).ok()?;

    Some(Draft {
        link: ends(link)?,
        gp: GpCode::read(&filing.gp)?,
        filing: content.about(number)?,
    })
}

/// Whether every character of it can be sent; its numbers do not matter to that.
pub(crate) fn can_be_written(draft: &Draft, now: Timestamp) -> bool {
    let Some(((sis, sms), tn)) = Sis::new(1).zip(Sms::new(1)).zip(OwnTn::new(1)) else {
        return false;
    };
    let letter = draft
        .clone()
        .number(Numbers { sis, sms, tn }, Minute::at(now));

    letter.letter().write(Newlines::Between).is_ok()
}

fn ends(link: &Link) -> Option<gplinks::Link> {
    Some(gplinks::Link {
        practice: LinkCode::parse(&link.practice_code)?,
        cipher: Cipher::parse(&link.cipher)?,
        service: LinkCode::parse(&link.service_code)?,
    })
}

fn release_filing(
    w: &Write<'_>,
    link: &Link,
    filing: &Filing,
    draft: Draft,
    now: Timestamp,
) -> Result<Release> {
    // Before any number is taken: a letter that fails later would stand in the way of its link for ever.
    if !can_be_written(&draft, now) {
        return Ok(Release::Unwritable(filing.id));
    }
    let sis = w.take_number(Sequence::Sis, Some(link.id))?;
    let sms = w.take_number(Sequence::Sms, Some(link.id))?;
    let tn = take_tn(w, now)?;
    points::point!("reg.tx.after_numbers");
    let numbers = numbers(sis, sms, tn)?;
    let letter = draft.number(numbers, Minute::at(now));
    let body = letter
        .letter()
        .write(Newlines::Between)
        .map_err(|_| DeskError::Unwritable)?;
    let letter = w.add_letter_out(&NewLetter {
        link: link.id,
        workflow: Workflow::Registration,
        sis,
        sms,
        tn: Some(tn),
        body: &body,
        written_at: now,
        state: LetterState::Numbered,
        next_try_at: now,
    })?;
    w.release_filing(filing.id, letter)?;
    points::point!("reg.tx.after_outbox");
    note_release(
        w,
        letter,
        "filing",
        filing.id.get(),
        [Some(sis), Some(sms), Some(tn)],
        now,
    )?;
    points::point!("reg.tx.after_audit");

    Ok(Release::Letter(letter))
}

fn release_receipt(
    w: &Write<'_>,
    link: &Link,
    receipt: &ReceiptOut,
    now: Timestamp,
) -> Result<LetterOutId> {
    let draft: ReceiptDraft =
        serde_json::from_str(&receipt.content).map_err(|_| DeskError::Kept { what: "receipt" })?;
    let sis = w.take_number(Sequence::Sis, Some(link.id))?;
    let sms = w.take_number(Sequence::Sms, Some(link.id))?;
    let (Some(own_sis), Some(own_sms)) = (Sis::new(sis.number), Sms::new(sms.number)) else {
        return Err(damaged(Sequence::Sis));
    };
    let body = draft
        .number(own_sis, own_sms, Minute::at(now))
        .write(Newlines::Between)
        .map_err(|_| DeskError::Unwritable)?;
    let letter = w.add_letter_out(&NewLetter {
        link: link.id,
        workflow: Workflow::Receipt,
        sis,
        sms,
        tn: None,
        body: &body,
        written_at: now,
        state: LetterState::Numbered,
        next_try_at: now,
    })?;
    w.release_receipt(receipt.id, letter)?;
    note_release(
        w,
        letter,
        "receipt for",
        receipt.letter_in.get(),
        [Some(sis), Some(sms), None],
        now,
    )?;

    Ok(letter)
}

/// The next transaction number that no open registration still uses from before a roll-over.
fn take_tn(w: &Write<'_>, now: Timestamp) -> Result<Taken> {
    for _ in 0..=MOST_IN_USE {
        let tn = w.take_number(Sequence::Tn, None)?;
        if !w.tn_is_open(tn.number)? {
            return Ok(tn);
        }
        w.explain_gap(&NewGap {
            direction: Direction::Out,
            sequence: Sequence::Tn,
            link: None,
            epoch: tn.epoch,
            first: tn.number,
            last: tn.number,
            reason: "in use by a registration that is not answered yet".to_owned(),
            was_sent: false,
            at: now,
            by: PROGRAM.to_owned(),
        })?;
    }

    Err(DeskError::NumbersInUse)
}

pub(crate) fn numbers(sis: Taken, sms: Taken, tn: Taken) -> Result<Numbers> {
    Ok(Numbers {
        sis: Sis::new(sis.number).ok_or(damaged(Sequence::Sis))?,
        sms: Sms::new(sms.number).ok_or(damaged(Sequence::Sms))?,
        tn: OwnTn::new(tn.number).ok_or(damaged(Sequence::Tn))?,
    })
}

fn damaged(sequence: Sequence) -> DeskError {
    StoreError::Numbering {
        sequence: sequence.word(),
    }
    .into()
}

fn note_release(
    w: &Write<'_>,
    letter: LetterOutId,
    what: &str,
    row: i64,
    numbers: [Option<Taken>; 3],
    now: Timestamp,
) -> Result<()> {
    let [sis, sms, tn] = numbers.map(|taken| taken.map(|taken| taken.number));
    let details = serde_json::json!({ what: row, "sis": sis, "sms": sms, "tn": tn });

    Act::of_program(now)
        .record(w, "released", "letter out", Some(letter.get()), details)
        .map_err(DeskError::from)
}
