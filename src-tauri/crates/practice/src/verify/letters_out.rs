//! The letters that went out: bound to what they say, frozen, posted once, receipted or missed.

use std::collections::{BTreeMap, BTreeSet};

use gplinks::Minute;
use jiff::{SignedDuration, Timestamp};
use store::{
    Attempt, LetterOut, LetterOutId, LetterState, Link, LinkId, Outcome, Read, ReceiptFate,
    ReceiptState,
};

use super::bound::{self, Bound};
use super::found::Found;
use super::posted;
use super::told::Told;
use crate::marks::{Marks, hex};
use crate::reports::receipts;
use crate::{Result, Settings};

pub(super) const IDS: &[&str] = &[
    "INV-01", "INV-05", "INV-06", "INV-07", "INV-08", "INV-09", "INV-19",
];

/// Bodies are long: a few at a time.
const PAGE: u32 = 16;
/// No attempt takes as long; one that is still open was cut off.
const LONGEST_ATTEMPT: SignedDuration = SignedDuration::from_hours(1);

/// What all letters are compared with.
pub(super) struct Known<'a> {
    pub(super) settings: &'a Settings,
    pub(super) marks: Option<&'a Marks>,
    pub(super) at: Timestamp,
}

/// The walk through the letters, and what it needs all the way.
struct Walk<'a> {
    known: &'a Known<'a>,
    links: Vec<Link>,
    /// The hash of each letter that the record outside lists, by its link and interchange number.
    kept_outside: BTreeMap<(LinkId, (u32, u32)), &'a str>,
    listed: BTreeSet<LetterOutId>,
    on_its_way: BTreeMap<LinkId, LetterOutId>,
}

pub(super) fn look(r: &Read<'_>, known: &Known<'_>, found: &mut Found) -> Result<()> {
    let mut walk = Walk::begin(r, known)?;
    let mut after: Option<LetterOutId> = None;
    loop {
        let page = r.letters_out_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for letter in &page {
            walk.one(r, letter, found)?;
        }
    }

    bound::filings(r, found)
}

impl<'a> Walk<'a> {
    fn begin(r: &Read<'_>, known: &'a Known<'a>) -> Result<Self> {
        let released = known.marks.iter().flat_map(|marks| &marks.released);
        let awaited = receipts::awaited(r, known.settings, known.at)?;

        Ok(Self {
            known,
            links: r.links()?,
            kept_outside: released
                .map(|one| ((one.link, one.sis), one.sha256.as_str()))
                .collect(),
            listed: awaited.into_iter().map(|one| one.letter).collect(),
            on_its_way: BTreeMap::new(),
        })
    }

    fn one(&mut self, r: &Read<'_>, letter: &LetterOut, found: &mut Found) -> Result<()> {
        let (id, attempts) = (letter.id, r.attempts_of(letter.id)?);
        let told = Told::of(r, id)?;
        let carried = (r.filing_of_letter(id)?, r.receipt_of_letter(id)?);
        let bound = Bound {
            letter,
            link: self.links.iter().find(|link| link.id == letter.link),
            filing: carried.0.as_ref(),
            receipt: carried.1.as_ref(),
        };
        bound::look(r, &bound, &told, found)?;
        found.add_all("INV-05", self.changed(letter));
        posted::look(r, letter, &attempts, &told, found)?;
        found.add_all("INV-08", self.beside_another(letter));
        found.add_all("INV-08", not_being_sent(letter, &attempts, self.known.at));
        found.add_all("INV-19", badly_receipted(r, letter)?);
        found.add_all("INV-19", self.missed(letter));

        Ok(())
    }

    /// INV-05
    fn changed(&self, letter: &LetterOut) -> Option<String> {
        let sha256 = store::sha256(&letter.body);
        let sis = (letter.sis.epoch, letter.sis.number);
        let outside = self.kept_outside.get(&(letter.link, sis));
        let is_as_posted = outside.is_none_or(|kept| *kept == hex(&sha256));

        (sha256 != letter.sha256 || !is_as_posted).then(|| {
            format!(
                "letter {} is not what was numbered; do not send it again, put a backup back",
                letter.id
            )
        })
    }

    /// INV-08
    fn beside_another(&mut self, letter: &LetterOut) -> Option<String> {
        if !letter.state.is_on_its_way() {
            return None;
        }
        let other = *self.on_its_way.entry(letter.link).or_insert(letter.id);
        // Behind one that is on its way there are only letters that may have arrived.
        let is_right = other == letter.id || letter.state == LetterState::Unknown;

        (!is_right).then(|| format!(
            "letters {other} and {} of link {} are both on their way; pause the link, and settle the older one first",
            letter.id, letter.link
        ))
    }

    /// INV-19
    fn missed(&self, letter: &LetterOut) -> Option<String> {
        let is_missed = is_missed(letter, self.known.settings, self.known.at);

        (is_missed && !self.listed.contains(&letter.id)).then(|| {
            format!(
                "letter {} has no receipt, and is not on the list of missing receipts; ask PCSE about interchange {}",
                letter.id, letter.sis.number
            )
        })
    }
}

/// INV-08: `sending` is the state of a letter with an attempt under way, and that does not last.
fn not_being_sent(letter: &LetterOut, attempts: &[Attempt], at: Timestamp) -> Option<String> {
    let open: Vec<&Attempt> = attempts
        .iter()
        .filter(|attempt| attempt.outcome == Outcome::Open)
        .collect();
    let is_sending = letter.state == LetterState::Sending;
    let is_right = match open.as_slice() {
        [] => !is_sending,
        [attempt] => is_sending && attempt.at.duration_until(at) <= LONGEST_ATTEMPT,
        _ => false,
    };

    (!is_right).then(|| {
        format!(
            "letter {} is {}, with {} attempts under way; let the exchange run, which asks MESH about it",
            letter.id,
            letter.state.word(),
            open.len()
        )
    })
}

/// INV-19: a letter counts as receipted only if a receipt names it. One that names it may say too
/// little to count.
fn badly_receipted(r: &Read<'_>, letter: &LetterOut) -> Result<Option<String>> {
    let is_named = r
        .receipts_in_for(letter.id)?
        .iter()
        .any(|receipt| receipt.fate == ReceiptFate::Matched);
    let counts = matches!(
        letter.receipt,
        ReceiptState::Received | ReceiptState::Problem
    );

    Ok((counts && !is_named).then(|| {
        format!(
            "letter {} counts as receipted, but no receipt names it; ask PCSE whether they have interchange {}",
            letter.id, letter.sis.number
        )
    }))
}

/// INV-19: reckoned here once more, apart from the list.
fn is_missed(letter: &LetterOut, settings: &Settings, at: Timestamp) -> bool {
    let may_be_there = !matches!(
        letter.state,
        LetterState::Numbered
            | LetterState::Sending
            | LetterState::Refused
            | LetterState::Abandoned
    );
    let sent = Minute::at(letter.accepted_at.unwrap_or(letter.written_at)).day();
    let days = Minute::at(at).day().working_days_since(sent);

    letter.receipt == ReceiptState::Awaited && may_be_there && days > settings.receipt_days
}
