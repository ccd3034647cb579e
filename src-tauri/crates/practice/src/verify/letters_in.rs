//! The letters that came in: kept, read once, receipted once, and nothing in them lost.

use gplinks::ReadLetter;
use jiff::{SignedDuration, Timestamp};
use store::{ArrivalState, LetterIn, LetterInId, Read, ReceiptOut, Workflow};

use super::found::Found;
use super::reread;
use crate::Result;
use crate::reading::opened;

pub(super) const IDS: &[&str] = &[
    "INV-10", "INV-11", "INV-12", "INV-13", "INV-15", "INV-18", "INV-21",
];

/// Bodies are long: a few at a time.
const PAGE: u32 = 16;
/// Reading follows at once, unless the program was ended between the two.
const BEFORE_READING: SignedDuration = SignedDuration::from_hours(1);

pub(super) fn look(r: &Read<'_>, at: Timestamp, found: &mut Found) -> Result<()> {
    let mut after: Option<LetterInId> = None;
    loop {
        let page = r.letters_in_after(after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for letter in &page {
            one(r, letter, at, found)?;
        }
    }
}

fn one(r: &Read<'_>, letter: &LetterIn, at: Timestamp, found: &mut Found) -> Result<()> {
    let id = letter.id;
    let is_as_it_came = store::sha256(&letter.body) == letter.sha256;
    if !is_as_it_came {
        found.add(
            "INV-21",
            format!(
                "letter in {id} is not what came; put a backup back, or ask PCSE to send it again"
            ),
        );
    }
    found.add_all("INV-10", not_kept_first(r, letter)?);
    let receipt = r.receipt_for(id)?;
    match letter.state {
        ArrivalState::Stored => {
            if letter.received_at.duration_until(at) > BEFORE_READING {
                found.add(
                    "INV-11",
                    format!("letter in {id} was never read; let the exchange run, which reads it"),
                );
            }
            if receipt.is_some() {
                found.add("INV-12", format!("letter in {id} has a receipt, but was never read; let the exchange run, which reads it"));
            }
        }
        ArrivalState::SetAside => {
            if receipt.is_some() {
                found.add("INV-13", format!("letter in {id} is set aside, but has a receipt; tell PCSE that it was not worked on"));
            }
        }
        // Of other bytes, nothing was made.
        ArrivalState::Read if !is_as_it_came => {}
        ArrivalState::Read => was_read(r, letter, receipt.as_ref(), found)?,
    }

    Ok(())
}

/// What its bytes say is read once more, and compared with what was made of them.
fn was_read(
    r: &Read<'_>,
    letter: &LetterIn,
    receipt: Option<&ReceiptOut>,
    found: &mut Found,
) -> Result<()> {
    let read = opened(&letter.body, letter.read_at.unwrap_or(letter.received_at));
    if !is_receipt(letter, &read) {
        found.add_all("INV-12", badly_receipted(letter, receipt));
        found.add_all(
            "INV-12",
            reread::receipted_otherwise(r, letter, &read, receipt)?,
        );
    } else if receipt.is_some() {
        found.add(
            "INV-18",
            format!(
                "letter in {} is a receipt, and a receipt was made for it; tell PCSE",
                letter.id
            ),
        );
    }
    if letter.copy_of.is_some() {
        found.add_all("INV-15", no_copy(r, letter)?);
    } else {
        reread::look(r, letter, &read, found)?;
    }

    Ok(())
}

/// INV-10: the letter was kept, and that it was, in one transaction; then it was acknowledged.
fn not_kept_first(r: &Read<'_>, letter: &LetterIn) -> Result<Option<String>> {
    let Some(acknowledged_at) = letter.acknowledged_at else {
        return Ok(None);
    };
    let is_recorded = r
        .audit_of("letter in", letter.id.get())?
        .iter()
        .any(|row| row.act == "received" && row.at == letter.received_at);

    let is_kept = is_recorded && !letter.body.is_empty() && letter.received_at <= acknowledged_at;

    Ok((!is_kept).then(|| {
        format!(
            "letter in {} was acknowledged, but nothing shows that it was kept before; compare it with PCSE's copy",
            letter.id
        )
    }))
}

/// What its bytes say decides: a letter that came as a receipt has nothing to be receipted but
/// registration messages, and one that holds a receipt is none to be answered.
fn is_receipt(letter: &LetterIn, read: &[ReadLetter]) -> bool {
    let has = |message_type: &str| {
        read.iter()
            .flat_map(|letter| &letter.messages)
            .any(|message| message.head.message_type == message_type)
    };

    has("RECEP") || (letter.workflow == Workflow::Receipt && !has("FHSREG"))
}

/// INV-12. A copy gets a receipt of its own: the first one may have been lost.
fn badly_receipted(letter: &LetterIn, receipt: Option<&ReceiptOut>) -> Option<String> {
    let id = letter.id;
    let Some(receipt) = receipt else {
        return Some(format!(
            "letter in {id} was read, but has no receipt; tell PCSE that it arrived"
        ));
    };

    (Some(receipt.made_at) != letter.read_at).then(|| {
        format!(
            "letter in {id} was read, and its receipt made, in two steps; look whether PCSE has it"
        )
    })
}

/// INV-15
fn no_copy(r: &Read<'_>, letter: &LetterIn) -> Result<Option<String>> {
    let (id, notices) = (letter.id, r.notices_of_letter(letter.id)?);
    let Some(first) = letter.copy_of else {
        return Ok(None);
    };
    let original = r.letter_in(first)?;
    let is_copy = original.sha256 == letter.sha256 && first < id && notices.is_empty();

    Ok((!is_copy).then(|| {
        format!("letter in {id} counts as a copy of {first}, and is none; look at both, and at what came of them")
    }))
}
