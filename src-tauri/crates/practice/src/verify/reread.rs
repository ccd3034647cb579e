//! A letter that came, read once more: what its bytes say is what was made of them.

use std::collections::BTreeMap;

use gplinks::{
    Body, Content, Notice as Says, ReadLetter, ReadMessage, Receipt, ReceiptDraft, Transaction,
};
use serde::de::DeserializeOwned;
use store::{LetterIn, Notice, Read, ReceiptOut};

use super::found::Found;
use crate::Result;
use crate::reading::{answer, ranks};

/// The notices of a letter by message and position, both from 1.
type Notices = BTreeMap<(u32, u32), Notice>;

/// INV-12: the receipt says what the letter's bytes ask for.
pub(super) fn receipted_otherwise(
    r: &Read<'_>,
    letter: &LetterIn,
    read: &[ReadLetter],
    receipt: Option<&ReceiptOut>,
) -> Result<Option<String>> {
    let ([read], Some(receipt)) = (read, receipt) else {
        return Ok(None);
    };
    let due = answer(read, &r.link(receipt.link)?).ok();
    let made: Option<ReceiptDraft> = serde_json::from_str(&receipt.content).ok();
    let is_its_own = made.is_some() && made == due && letter.link == Some(receipt.link);

    Ok((!is_its_own).then(|| {
        format!(
            "letter in {} has a receipt that is not for what it says; tell PCSE which letters have arrived",
            letter.id
        )
    }))
}

/// INV-15: each transaction is there at its place, and says what the letter says.
pub(super) fn look(
    r: &Read<'_>,
    letter: &LetterIn,
    read: &[ReadLetter],
    found: &mut Found,
) -> Result<()> {
    let id = letter.id;
    let there = r.notices_of_letter(id)?;
    let count = there.len();
    let mut notices: Notices = there
        .into_iter()
        .map(|notice| ((notice.place.message, notice.place.position), notice))
        .collect();
    let messages = read
        .iter()
        .flat_map(|one| ranks(&one.messages).into_iter().zip(&one.messages));
    let mut is_whole = notices.len() == count;
    for (place, message) in messages {
        is_whole &= take(letter, place, message, &mut notices, found);
    }
    let counted = r.messages_of(id)?.len();
    let in_bytes = read.iter().map(|one| one.messages.len()).sum::<usize>();
    is_whole &= notices.is_empty()
        && u32::try_from(count) == Ok(letter.transactions)
        && u32::try_from(counted) == Ok(letter.messages)
        && counted == in_bytes;
    if !is_whole {
        found.add("INV-15", format!(
            "letter in {id} has {} transactions in {} messages, but {count} in {counted} are here, or they are not those of the letter; open it, and compare",
            letter.transactions, letter.messages
        ));
    }

    Ok(())
}

/// Takes a message's notices off the list; tells whether all were on it.
fn take(
    letter: &LetterIn,
    place: u32,
    message: &ReadMessage,
    notices: &mut Notices,
    found: &mut Found,
) -> bool {
    if let (Content::Receipt(receipt), false) = (&message.content, message.set_aside) {
        // Only one that tells of a problem is a notice.
        if let Some(notice) = notices.remove(&(place, 1)) {
            found.add_all(
                "INV-15",
                says_otherwise(letter, &notice, is_told(&notice, receipt)),
            );
        }
        return true;
    }
    let mut is_whole = true;
    let mut position = 0;
    for transaction in message.transactions() {
        position += 1;
        match notices.remove(&(place, position)) {
            Some(notice) => {
                let is_same = is_same(&notice, message, transaction);
                found.add_all("INV-15", says_otherwise(letter, &notice, is_same));
            }
            None => is_whole = false,
        }
    }
    if message.set_aside {
        is_whole &= notices.remove(&(place, position + 1)).is_some();
    }

    is_whole
}

fn says_otherwise(letter: &LetterIn, notice: &Notice, is_same: bool) -> Option<String> {
    let is_placed = Some((notice.place.epoch, notice.place.ris)) == letter.epoch.zip(letter.ris)
        && Some(notice.link) == letter.link;

    (!is_same || !is_placed).then(|| {
        format!(
            "notice {} does not say what its letter in {} says; open the letter, and go by that",
            notice.id, letter.id
        )
    })
}

fn is_same(notice: &Notice, message: &ReadMessage, transaction: &Transaction) -> bool {
    let says = match &transaction.body {
        Some(Body::Notice(says)) => Some(says),
        Some(Body::Filing(_)) | None => None,
    };
    let number = says.and_then(Says::number).map(|number| number.written());
    let rms = message.head.reference.as_ref();
    let rms = rms.and_then(|rms| edifact::number(rms.as_str()));
    // What is set aside is kept without its content.
    let content = notice
        .content
        .as_deref()
        .is_none_or(|kept| kept_as(kept, says));

    content
        && notice.kind == transaction.kind.code()
        && notice.tn == transaction.tn.map(gplinks::Tn::get)
        && notice.rms == rms
        && notice.nhs_number == number
        && notice.gp.as_deref() == transaction.gp.as_ref().map(gplinks::GpCode::as_str)
}

fn is_told(notice: &Notice, receipt: &Receipt) -> bool {
    notice
        .content
        .as_deref()
        .is_some_and(|kept| kept_as(kept, Some(receipt)))
}

fn kept_as<T: DeserializeOwned + PartialEq>(kept: &str, said: Option<&T>) -> bool {
    serde_json::from_str(kept).ok().as_ref() == said
}
