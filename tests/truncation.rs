//! Every golden letter cut off at every byte: nothing that is cut looks whole, and nothing is claimed
//! that is not there. Each cut is read once; the tests tell what one look at it showed.
#![cfg(test)]

mod support {
    pub(crate) mod cases;
    pub(crate) mod streamed;
}

use std::sync::LazyLock;

use gplinks::{Limits, Newlines, ReadLetter, Reading, Severity, Sis, Sms, Transaction, read};
use support::cases::cases;
use support::streamed::streamed;

#[test]
fn a_letter_that_is_cut_is_never_usable_and_clean() {
    assert_eq!(told(Fault::LooksWhole), Vec::<String>::new());
}

#[test]
fn a_cut_segment_takes_its_transaction_or_message_with_it() {
    assert_eq!(told(Fault::NoError), Vec::<String>::new());
}

#[test]
fn what_stood_before_the_cut_is_read_as_it_was() {
    assert_eq!(told(Fault::Changed), Vec::<String>::new());
}

#[test]
fn the_receipt_of_a_cut_letter_claims_no_message_that_is_not_there() {
    assert_eq!(told(Fault::Claims), Vec::<String>::new());
}

#[test]
fn every_cut_letter_that_is_usable_can_be_receipted() {
    assert_eq!(told(Fault::NoReceipt), Vec::<String>::new());
}

#[test]
fn a_stream_tells_a_cut_letter_as_the_slice_does() {
    assert_eq!(told(Fault::StreamDiffers), Vec::<String>::new());
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    LooksWhole,
    NoError,
    Changed,
    Claims,
    NoReceipt,
    StreamDiffers,
}

/// One golden letter, whole.
struct Whole {
    name: String,
    bytes: Vec<u8>,
    references: Vec<String>,
    transactions: Vec<Transaction>,
}

/// A beginning of it, and what was read of that.
struct Cut<'a> {
    whole: &'a Whole,
    bytes: &'a [u8],
    letters: Vec<ReadLetter>,
}

const READING: Reading = Reading {
    limits: Limits::post(),
    today: None,
};

/// A stream fills a large buffer before it reads, so it is tried with some of the cuts only.
const STREAMED: usize = 16;

static FAULTS: LazyLock<Vec<(Fault, String)>> = LazyLock::new(|| {
    let mut faults = Vec::new();
    for case in cases("incoming").iter().chain(&cases("outgoing")) {
        let whole = Whole::of(&case.name, case.bytes("edifact"));
        for end in 0..whole.bytes.len() {
            let place = format!("{} cut at byte {end}", whole.name);
            let cut = Cut::of(&whole, end);
            faults.extend(cut.faults().into_iter().map(|fault| (fault, place.clone())));
        }
    }

    faults
});

fn told(wanted: Fault) -> Vec<String> {
    FAULTS
        .iter()
        .filter(|(fault, _)| *fault == wanted)
        .map(|(_, place)| place.clone())
        .collect()
}

impl Whole {
    fn of(name: &str, bytes: Vec<u8>) -> Self {
        let letters = read(&bytes, &READING);
        let references = letters
            .iter()
            .flat_map(|letter| &letter.messages)
            .filter_map(|message| Some(message.head.reference.as_ref()?.as_str().to_owned()))
            .collect();

        Self {
            name: name.to_owned(),
            bytes,
            references,
            transactions: transactions(&letters),
        }
    }
}

impl<'a> Cut<'a> {
    fn of(whole: &'a Whole, end: usize) -> Self {
        let bytes = &whole.bytes[..end];

        Self {
            whole,
            bytes,
            letters: read(bytes, &READING),
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut expect = |holds: bool, fault| faults.extend((!holds).then_some(fault));

        expect(self.looks_cut() || self.loses_nothing(), Fault::LooksWhole);
        expect(
            self.has_error() || !self.ends_in_a_segment(),
            Fault::NoError,
        );
        expect(self.agrees_before_the_cut(), Fault::Changed);
        expect(self.claims_only_what_is_there(), Fault::Claims);
        expect(self.can_be_receipted(), Fault::NoReceipt);
        expect(self.streams_alike(), Fault::StreamDiffers);

        faults
    }

    fn looks_cut(&self) -> bool {
        self.letters.is_empty()
            || self
                .letters
                .iter()
                .any(|letter| !letter.usable || letter.all_problems().next().is_some())
    }

    /// Only line breaks are cut off, or a further letter as a whole.
    fn loses_nothing(&self) -> bool {
        let rest = &self.whole.bytes[self.bytes.len()..];

        rest.trim_ascii().is_empty() || (self.ends_a_segment() && self.last_tag() == b"UNZ")
    }

    fn has_error(&self) -> bool {
        self.letters
            .iter()
            .flat_map(ReadLetter::all_problems)
            .any(|problem| problem.severity() >= Severity::Error)
    }

    /// In UNZ a loss is no more than its count and reference.
    fn ends_in_a_segment(&self) -> bool {
        let tag = self.last_tag();
        let began = tag.first().is_some_and(u8::is_ascii_uppercase);

        began && tag != b"UNZ" && !self.ends_a_segment()
    }

    fn ends_a_segment(&self) -> bool {
        self.bytes.trim_ascii_end().ends_with(&[self.terminator()])
    }

    /// All but the last transaction; that may have lost something.
    fn agrees_before_the_cut(&self) -> bool {
        let left = transactions(&self.letters);
        let kept = left.len().saturating_sub(1);

        left.len() <= self.whole.transactions.len()
            && left[..kept] == self.whole.transactions[..kept]
    }

    fn claims_only_what_is_there(&self) -> bool {
        let there = self.bytes.windows(3).filter(|tag| tag == b"UNH").count();

        self.letters
            .iter()
            .filter_map(|letter| letter.receipt().ok())
            .all(|receipt| {
                let was_sent = |reference: &String| {
                    reference.is_empty() || self.whole.references.contains(reference)
                };

                receipt.messages.len() <= there
                    && receipt.letter.messages == Some(receipt.messages.len() as u64)
                    && receipt.messages.iter().all(|one| was_sent(&one.reference))
            })
    }

    fn can_be_receipted(&self) -> bool {
        self.letters
            .iter()
            .filter(|letter| letter.usable && !letter.is_receipt())
            .all(|letter| {
                let at = letter.header.as_ref().unwrap().at;
                let receipt = letter
                    .receipt()
                    .map(|draft| draft.number(Sis::FIRST, Sms::FIRST, at));

                receipt.is_ok_and(|receipt| receipt.write(Newlines::Between).is_ok())
            })
    }

    fn streams_alike(&self) -> bool {
        !self.bytes.len().is_multiple_of(STREAMED) || streamed(self.bytes, &READING) == self.letters
    }

    /// The one that a UNA names, or the usual one.
    fn terminator(&self) -> u8 {
        match self.whole.bytes.strip_prefix(b"UNA") {
            Some([_, _, _, _, _, terminator, ..]) => *terminator,
            _ => b'\'',
        }
    }

    /// The tag of the last segment, as far as it is there.
    fn last_tag(&self) -> &[u8] {
        let end = self.bytes.trim_ascii_end();
        let terminator = self.terminator();
        let end = end.strip_suffix(&[terminator]).unwrap_or(end);
        let start = end
            .iter()
            .rposition(|byte| *byte == terminator)
            .map_or(0, |at| at + 1);
        let segment = end[start..].trim_ascii_start();

        segment.get(..3).unwrap_or(segment)
    }
}

fn transactions(letters: &[ReadLetter]) -> Vec<Transaction> {
    letters
        .iter()
        .flat_map(|letter| letter.transactions().map(|(_, one)| one.clone()))
        .collect()
}
