//! `receipt`: the letter that answers a letter.

use gplinks::{Limits, Newlines, ReadLetter, Reading, Severity};

use crate::args::Receipt;
use crate::error::{Failure, Remark, Weight};
use crate::input::Source;
use crate::output::{self, Exit, Told};
use crate::text::counted;

pub(crate) fn run(asked: &Receipt) -> Result<Told, Failure> {
    let bytes = Source::of(&asked.file).read()?;
    let letter = only_letter(&bytes)?;
    let receipt = letter
        .receipt()
        .map_err(|why| refused(&letter, why.into()))?;
    let receipt = receipt.number(asked.sis, asked.sms, asked.at);
    let written = receipt
        .write(Newlines::Between)
        .map_err(Failure::Unwritable)?;
    output::result(&written)?;

    Ok(Told {
        exit: Exit::Done,
        remarks: set_aside(&letter).into_iter().collect(),
    })
}

fn only_letter(bytes: &[u8]) -> Result<ReadLetter, Failure> {
    let reading = Reading {
        limits: Limits::file(),
        today: None,
    };
    let mut letters = gplinks::read(bytes, &reading);

    match (letters.pop(), letters.len()) {
        (Some(letter), 0) => Ok(letter),
        (_, others) => Err(Failure::SeveralLetters {
            letters: others + 1,
        }),
    }
}

/// What makes the letter unusable says more than that it is.
fn refused(letter: &ReadLetter, why: Failure) -> Failure {
    let fatal = letter
        .all_problems()
        .filter(|problem| problem.severity() == Severity::Fatal);
    let fatal: Vec<_> = fatal.copied().collect();

    if fatal.is_empty() {
        why
    } else {
        Failure::Unusable(fatal)
    }
}

/// The receipt says that all was read, as receipts do; a person should know where it was not.
fn set_aside(letter: &ReadLetter) -> Option<Remark> {
    let transactions = letter
        .transactions()
        .filter(|(_, one)| one.body.is_none())
        .count() as u64;
    let messages = letter
        .messages
        .iter()
        .filter(|message| message.set_aside)
        .count() as u64;
    let parts: Vec<_> = [(transactions, "transaction"), (messages, "message")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    let message = format!(
        "the receipt is whole, but parts of the letter cannot be understood ({}). Run `linkdesk-cli check` to see which",
        parts.join(", ")
    );

    (!parts.is_empty()).then(|| Remark::new(Weight::Note, "E820", message))
}
