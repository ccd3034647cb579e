//! What a letter carries: one filing or one receipt, under the numbers of its row, and word for word.

use gplinks::{
    Body, Content, Filing as Said, Limits, Minute, Newlines, PatientNumber, ReadLetter, Reading,
    ReceiptDraft, Sis, Sms, Text,
};
use serde_json::Value;
use store::{Filing, FilingId, FilingState, LetterOut, Link, Read, ReceiptOut, Taken, Workflow};

use super::found::Found;
use super::told::Told;
use crate::release::{numbers, written_about};
use crate::{DeskError, Result};

/// A letter with what should be in it.
pub(super) struct Bound<'a> {
    pub(super) letter: &'a LetterOut,
    pub(super) link: Option<&'a Link>,
    pub(super) filing: Option<&'a Filing>,
    pub(super) receipt: Option<&'a ReceiptOut>,
}

/// INV-01, all of it about one letter.
pub(super) fn look(r: &Read<'_>, bound: &Bound<'_>, told: &Told, found: &mut Found) -> Result<()> {
    let letter = bound.letter;
    found.add_all("INV-01", unbound(bound));
    found.add_all("INV-01", released_otherwise(bound, told));
    let read = gplinks::read(&letter.body, &READING);
    let agrees = match read.as_slice() {
        [read] => agrees(read, bound).unwrap_or(false),
        _ => false,
    };
    if !agrees {
        found.add("INV-01", format!(
            "letter {} does not say what its row says (interchange {}, message {}); do not send it again, put a backup back",
            letter.id, letter.sis.number, letter.sms.number
        ));
        return Ok(());
    }
    if let [read] = read.as_slice() {
        found.add_all("INV-01", says_otherwise(read, bound));
        found.add_all("INV-01", about_another(r, read, bound)?);
    }

    Ok(())
}

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// What a letter carries, and that it carries one thing.
fn unbound(bound: &Bound<'_>) -> Option<String> {
    let letter = bound.letter;
    let is_bound = match letter.workflow {
        Workflow::Registration => bound.filing.is_some() && bound.receipt.is_none(),
        Workflow::Receipt => bound.filing.is_none() && bound.receipt.is_some(),
    };

    (!is_bound).then(|| {
        format!(
            "letter {} (interchange {}) belongs to no filing or receipt, or to two; ask PCSE what it said",
            letter.id, letter.sis.number
        )
    })
}

/// The audit wrote down, when the letter was released, what it is for and which numbers it has.
fn released_otherwise(bound: &Bound<'_>, told: &Told) -> Option<String> {
    let (letter, released) = (bound.letter, told.released.as_ref()?);
    let says = |name: &str| released.get(name).and_then(Value::as_i64);
    let number = |taken: Taken| Some(i64::from(taken.number));
    let is_same = says("filing") == bound.filing.map(|filing| filing.id.get())
        && says("receipt for") == bound.receipt.map(|receipt| receipt.letter_in.get())
        && says("sis") == number(letter.sis)
        && says("sms") == number(letter.sms)
        && says("tn") == letter.tn.and_then(number);

    (!is_same).then(|| {
        format!(
            "letter {} was released for something else, or under other numbers, as the audit has it; ask PCSE what they have as interchange {}",
            letter.id, letter.sis.number
        )
    })
}

/// The bytes carry the numbers of the row; `None` where something is not there at all.
fn agrees(read: &ReadLetter, bound: &Bound<'_>) -> Option<bool> {
    let (header, link, letter) = (read.header.as_ref()?, bound.link?, bound.letter);
    let [message] = read.messages.as_slice() else {
        return None;
    };
    let sms = message.head.reference.as_ref().map(Text::as_str)?;
    let envelope = header.reference == u64::from(letter.sis.number)
        && sms.parse() == Ok(letter.sms.number)
        && header.sender.as_str() == link.practice_code
        && header.recipient.as_str() == link.service_code
        && header.at == Minute::at(letter.written_at);
    let content = match &message.content {
        Content::Receipt(_) => letter.workflow == Workflow::Receipt,
        Content::Transactions(all) => {
            let [one] = all.as_slice() else {
                return None;
            };

            one.tn.map(|tn| tn.get()) == letter.tn.map(|tn| u64::from(tn.number))
                && bound
                    .filing
                    .is_none_or(|filing| filing.kind.word() == one.kind.code())
        }
    };

    Some(envelope && content)
}

/// What is kept beside the letter is written once more, and must come out as the letter did.
fn says_otherwise(read: &ReadLetter, bound: &Bound<'_>) -> Option<String> {
    let id = bound.letter.id;
    let (what, again) = match (bound.filing, bound.receipt) {
        (Some(filing), None) => (
            format!("filing {}", filing.id),
            filed_again(read, bound, filing),
        ),
        (None, Some(receipt)) => (
            format!("the receipt for letter in {}", receipt.letter_in),
            receipted_again(bound.letter, receipt),
        ),
        _ => return None,
    };
    let is_same =
        again.is_some_and(|again| again == bound.letter.body || means_the_same(&again, read));

    (!is_same).then(|| {
        format!("letter {id} says something else than {what}, which it carries; do not send it again, ask PCSE what they have")
    })
}

fn filed_again(read: &ReadLetter, bound: &Bound<'_>, filing: &Filing) -> Option<Vec<u8>> {
    let (letter, number) = (bound.letter, said(read).and_then(Said::number));
    let draft = written_about(bound.link?, filing, number.cloned())?;
    let numbers = numbers(letter.sis, letter.sms, letter.tn?).ok()?;
    let again = draft.number(numbers, Minute::at(letter.written_at));

    again.letter().write(Newlines::Between).ok()
}

fn receipted_again(letter: &LetterOut, receipt: &ReceiptOut) -> Option<Vec<u8>> {
    let draft: ReceiptDraft = serde_json::from_str(&receipt.content).ok()?;
    let (sis, sms) = (Sis::new(letter.sis.number)?, Sms::new(letter.sms.number)?);
    let again = draft.number(sis, sms, Minute::at(letter.written_at));

    again.write(Newlines::Between).ok()
}

/// Bytes of another edition of the program may differ where what they say does not.
fn means_the_same(again: &[u8], read: &ReadLetter) -> bool {
    let again = gplinks::read(again, &READING);
    let [again] = again.as_slice() else {
        return false;
    };
    let receipt = |letter: &ReadLetter| match letter.messages.first().map(|one| &one.content) {
        Some(Content::Receipt(receipt)) => Some(receipt.clone()),
        Some(Content::Transactions(_)) | None => None,
    };
    let doctor = |letter: &ReadLetter| letter.transactions().next().map(|(_, one)| one.gp.clone());

    said(again) == said(read) && doctor(again) == doctor(read) && receipt(again) == receipt(read)
}

/// The filing that the bytes hold.
fn said(read: &ReadLetter) -> Option<&Said> {
    match read.transactions().next()?.1.body.as_ref()? {
        Body::Filing(filing) => Some(filing),
        Body::Notice(_) => None,
    }
}

/// The number in the letter is, or was, the number of the filing's patient.
fn about_another(r: &Read<'_>, read: &ReadLetter, bound: &Bound<'_>) -> Result<Option<String>> {
    let number = said(read).and_then(Said::number);
    let (Some(filing), Some(number)) = (bound.filing, number.map(PatientNumber::written)) else {
        return Ok(None);
    };
    let patient = r.patient(filing.patient)?;
    if patient.record.nhs_number.as_ref() == Some(&number) {
        return Ok(None);
    }
    let is_theirs = r.changes_of(filing.patient)?.iter().any(|change| {
        let values = [&change.before, &change.after];

        values
            .iter()
            .filter_map(|fields| fields.get("nhs_number"))
            .any(|value| value.as_str() == Some(number.as_str()))
    });

    Ok((!is_theirs).then(|| {
        format!(
            "letter {} names a patient by a number that was never patient {}'s, whom filing {} is about; ask PCSE whom they have changed",
            bound.letter.id, filing.patient, filing.id
        )
    }))
}

/// INV-01, from the other side.
pub(super) fn filings(r: &Read<'_>, found: &mut Found) -> Result<()> {
    let mut before: Option<FilingId> = None;
    loop {
        let page = r.filings_before(before, 200)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        before = Some(last.id);
        for filing in &page {
            found.add_all("INV-01", without_letter(r, filing)?);
        }
    }
}

fn without_letter(r: &Read<'_>, filing: &Filing) -> Result<Option<String>> {
    let id = filing.id;
    let Some(letter) = filing.letter else {
        let is_lost = filing.state == FilingState::Released;
        return Ok(is_lost.then(|| {
            format!("filing {id} counts as sent, but has no letter; ask PCSE whether they have it")
        }));
    };
    let is_its_own = match r.letter_out(letter) {
        Ok(_) => r
            .filing_of_letter(letter)?
            .is_some_and(|first| first.id == id),
        Err(store::StoreError::NoSuch { .. }) => false,
        Err(error) => return Err(DeskError::from(error)),
    };

    Ok(
        (!is_its_own || filing.state != FilingState::Released).then(|| {
            format!(
                "filing {id} names letter {letter}, which is not its own; ask PCSE what they have"
            )
        }),
    )
}
