//! What must hold of every run of bytes, letter or not.

use std::io::{self, Read};

use gplinks::{
    Cipher, Content, Heading, Limits, Newlines, ReadLetter, Reading, ReceiptDraft, ReceiptLetter,
    Severity, Sis, Sms, read,
};

use super::places::outside;
use super::streamed::streamed;

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// Nothing panics, nothing points outside, the stream tells the same, what is usable is receipted, and
/// what is written again says the same.
pub(crate) fn all_is_well(bytes: &[u8]) -> Result<(), String> {
    let letters = read(bytes, &READING);
    let place = outside(bytes, &letters);
    expect(place.is_none(), "a place points outside")?;
    expect(
        streamed(Dribble { rest: bytes }, &READING) == letters,
        "the stream tells something else",
    )?;
    for letter in &letters {
        letter
            .transactions()
            .for_each(|(_, one)| drop(one.outline()));
        letter
            .all_problems()
            .for_each(|one| drop((one.to_string(), one.at.render(bytes))));
        expect(is_receipted(letter), "it cannot be receipted")?;
        expect(
            says_the_same_again(letter),
            "written again, it says something else",
        )?;
    }

    Ok(())
}

/// The receipt that a letter brings, put together to be written again.
pub(crate) fn receipt_of(letter: &ReadLetter) -> Option<ReceiptLetter> {
    let header = letter.header.as_ref()?;
    let message = letter.messages.first()?;
    let Content::Receipt(receipt) = &message.content else {
        return None;
    };
    let sms = message.head.reference.as_ref()?.as_str().parse().ok()?;

    Some(ReceiptLetter {
        sis: Sis::new(u32::try_from(header.reference).ok()?)?,
        sms: Sms::new(sms)?,
        made_at: receipt.made_at?,
        received_at: receipt.received_at?,
        draft: ReceiptDraft {
            sender: header.sender.clone(),
            recipient: header.recipient.clone(),
            cipher: receipt.cipher.clone()?,
            gp: receipt.gp.clone()?,
            messages: receipt.messages.clone(),
            letter: receipt.letter.clone(),
        },
    })
}

fn expect(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

/// A usable letter of a link as links are has a receipt with a line for each of its messages, and no other has one.
fn is_receipted(letter: &ReadLetter) -> bool {
    let Some(header) = letter.header.as_ref().filter(|_| letter.usable) else {
        return letter.receipt().is_err();
    };
    let ends = [&header.sender, &header.recipient];
    if letter.is_receipt() {
        return letter.receipt().is_err();
    }
    if !ends.iter().all(|end| end.is_usual())
        || !ends.iter().any(|end| Cipher::of_link(end).is_some())
    {
        return true;
    }

    letter.receipt().is_ok_and(|draft| {
        let named = draft.messages.len();
        let numbered = draft.number(Sis::FIRST, Sms::FIRST, header.at);

        named == letter.messages.len() && is_well_written(&numbered)
    })
}

/// It is written, and read without an error.
fn is_well_written(receipt: &ReceiptLetter) -> bool {
    receipt.write(Newlines::Between).is_ok_and(|bytes| {
        let letters = read(&bytes, &READING);

        letters.iter().all(|letter| {
            letter.is_receipt()
                && letter
                    .all_problems()
                    .all(|one| one.severity() < Severity::Error)
        })
    })
}

/// Where a letter can be written again, it reads as the same letter.
fn says_the_same_again(letter: &ReadLetter) -> bool {
    [Heading::Plain, Heading::Service].into_iter().all(|heading| {
        let again = letter.to_letter(heading);
        let Some(Ok(written)) = again.as_ref().map(|again| again.write(Newlines::Between)) else {
            return true;
        };

        matches!(read(&written, &READING).as_slice(), [read] if read.to_letter(heading) == again)
    })
}

/// Gives its bytes a few at a time, never as many as are asked for.
struct Dribble<'a> {
    rest: &'a [u8],
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.rest.len().min(buffer.len()).min(7);
        let (now, later) = self.rest.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.rest = later;

        Ok(count)
    }
}
