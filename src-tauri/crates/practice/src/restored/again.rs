//! Letters that were sent after the data was saved, made again. Where the filing or the receipt is still here, the
//! same bytes come out, and the checksum proves it.

use gplinks::{Newlines, Numbers, OwnTn, ReceiptDraft, Sis, Sms};
use store::{
    Answer, Counter, Filing, FilingState, LetterOutId, LetterState, LinkId, NewLetter,
    ReceiptState, Sequence, Taken, Workflow, Write,
};

use super::confirm::PutRight;
use super::recall::add_attempts;
use crate::marks::{Marks, Released, hex};
use crate::release::written;
use crate::{Act, DeskError, Result};

/// How many filings are looked at together.
const PAGE: u32 = 200;

/// A letter that is on the record and not in the data.
pub(super) fn make_again(
    w: &Write<'_>,
    released: &Released,
    act: &Act<'_>,
    done: &mut PutRight,
) -> Result<()> {
    if let Some(answers) = &released.receipts {
        done.found_again += u32::from(receipt_again(w, released, answers, act)?);
        return Ok(());
    }
    let filing = match &released.filing {
        Some(key) => w.unsent_filing_marked(key)?,
        None => None,
    };
    match filing.filter(|filing| filing.answer != Answer::Closed) {
        Some(filing) => filing_again(w, released, &filing, act, done),
        None => {
            done.lost += 1;
            Ok(())
        }
    }
}

/// A draft was confirmed before it was sent, so it is more than a draft here too.
fn filing_again(
    w: &Write<'_>,
    released: &Released,
    filing: &Filing,
    act: &Act<'_>,
    done: &mut PutRight,
) -> Result<()> {
    if filing.state == FilingState::Draft {
        w.set_filing_state(filing.id, FilingState::Ready, act.at)?;
    }
    if let Some(body) = filing_bytes(w, released, filing)? {
        let letter = adopt(w, released, Workflow::Registration, &body, act)?;
        w.release_filing(filing.id, letter)?;
        receipt_came(w, released, letter, act)?;
        done.found_again += 1;
        return Ok(());
    }

    hold(w, filing, act, done)
}

fn hold(w: &Write<'_>, filing: &Filing, act: &Act<'_>, done: &mut PutRight) -> Result<()> {
    let words = "it may have been sent before the data was put back; ask PCSE";
    w.hold_filing(filing.id, Some(words))?;
    act.record(
        w,
        "held",
        "filing",
        Some(filing.id.get()),
        serde_json::json!({}),
    )?;
    done.held += 1;

    Ok(())
}

/// Whatever waits on a link of which the record does not know all that was sent since: it may be among that.
pub(super) fn hold_forgotten(
    w: &Write<'_>,
    marks: &Marks,
    before: &[Counter],
    act: &Act<'_>,
    done: &mut PutRight,
) -> Result<()> {
    for counter in before {
        let link = counter
            .link
            .filter(|_| counter.sequence == Sequence::Sis)
            .filter(|link| marks.forgot_filings_after(*link, counter.at()));
        if let Some(link) = link {
            hold_all(w, link, act, done)?;
        }
    }

    Ok(())
}

fn hold_all(w: &Write<'_>, link: LinkId, act: &Act<'_>, done: &mut PutRight) -> Result<()> {
    let mut after = None;
    loop {
        let page = w.filings_ready(link, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for filing in page.iter().filter(|filing| filing.held_why.is_none()) {
            hold(w, filing, act, done)?;
        }
    }
}

fn filing_bytes(w: &Write<'_>, released: &Released, filing: &Filing) -> Result<Option<Vec<u8>>> {
    let link = w.link(filing.link)?;
    let numbers = released.tn.and_then(|(_, tn)| {
        Some(Numbers {
            sis: Sis::new(released.sis.1)?,
            sms: Sms::new(released.sms.1)?,
            tn: OwnTn::new(tn)?,
        })
    });
    let Some((numbers, draft)) = numbers.zip(written(w, &link, filing)?) else {
        return Ok(None);
    };
    let letter = draft.number(numbers, released.at);

    Ok(proven(
        released,
        letter.letter().write(Newlines::Between).ok(),
    ))
}

/// Tells whether it was made again. Where the letter that it answers is not here, it comes in again or is
/// asked for, and has a new receipt then.
pub(super) fn receipt_again(
    w: &Write<'_>,
    released: &Released,
    answers: &str,
    act: &Act<'_>,
) -> Result<bool> {
    let Some(answered) = w.letter_in_with(answers)? else {
        return Ok(false);
    };
    let receipt = w.receipt_for(answered)?;
    let Some(receipt) = receipt.filter(|receipt| receipt.letter.is_none()) else {
        return Ok(false);
    };
    let draft: ReceiptDraft =
        serde_json::from_str(&receipt.content).map_err(|_| DeskError::Kept { what: "receipt" })?;
    let numbers = Sis::new(released.sis.1).zip(Sms::new(released.sms.1));
    let body = numbers.and_then(|(sis, sms)| {
        draft
            .number(sis, sms, released.at)
            .write(Newlines::Between)
            .ok()
    });
    let Some(body) = proven(released, body) else {
        return Ok(false);
    };
    let letter = adopt(w, released, Workflow::Receipt, &body, act)?;
    w.release_receipt(receipt.id, letter)?;

    Ok(true)
}

fn proven(released: &Released, body: Option<Vec<u8>>) -> Option<Vec<u8>> {
    body.filter(|body| hex(&store::sha256(body)) == released.sha256)
}

/// The letter is in the ledger again, in doubt: MESH is asked under every id that it ever had.
fn adopt(
    w: &Write<'_>,
    released: &Released,
    workflow: Workflow,
    body: &[u8],
    act: &Act<'_>,
) -> Result<LetterOutId> {
    let letter = w.add_letter_out(&NewLetter {
        link: released.link,
        workflow,
        sis: taken(released.sis),
        sms: taken(released.sms),
        tn: released.tn.map(taken),
        body,
        written_at: released.at.instant().unwrap_or(act.at),
        state: LetterState::Unknown,
        next_try_at: act.at,
    })?;
    add_attempts(w, letter, released, act.at)?;
    let details = serde_json::json!({ "sis": released.sis.1 });
    act.record(w, "made again", "letter out", Some(letter.get()), details)?;

    Ok(letter)
}

/// Its receipt may have come before the numbers were confirmed.
fn receipt_came(
    w: &Write<'_>,
    released: &Released,
    letter: LetterOutId,
    act: &Act<'_>,
) -> Result<()> {
    let Some((verdict, at)) = w.claim_receipts_in(released.link, released.sis.1, letter)? else {
        return Ok(());
    };
    let receipt = if verdict == "OK" {
        ReceiptState::Received
    } else {
        ReceiptState::Problem
    };
    w.letter_accepted(letter, None, at, true)?;
    w.letter_receipted(letter, receipt, at)?;
    let details = serde_json::json!({ "state": LetterState::Collected });
    act.record(w, "receipt came", "letter out", Some(letter.get()), details)?;

    Ok(())
}

fn taken((epoch, number): (u32, u32)) -> Taken {
    Taken { epoch, number }
}
