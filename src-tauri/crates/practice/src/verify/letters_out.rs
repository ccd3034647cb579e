//! The letters that went out: bound to what they say, frozen, posted once, receipted or missed.

use std::collections::{BTreeMap, BTreeSet};

use gplinks::{Content, Limits, Minute, ReadLetter, Reading, Text};
use jiff::{SignedDuration, Timestamp};
use store::{
    Attempt, Filing, FilingId, FilingState, LetterOut, LetterOutId, LetterState, Link, LinkId,
    Outcome, Read, ReceiptFate, ReceiptState, Resend, Workflow,
};

use super::found::Found;
use crate::reports::receipts;
use crate::{DeskError, Result, Settings};

pub(super) const IDS: &[&str] = &[
    "INV-01", "INV-05", "INV-06", "INV-07", "INV-08", "INV-09", "INV-19",
];

/// Bodies are long: a few at a time.
const PAGE: u32 = 16;
/// No attempt takes as long; one that is still open was cut off.
const LONGEST_ATTEMPT: SignedDuration = SignedDuration::from_hours(1);

pub(super) fn look(
    r: &Read<'_>,
    settings: &Settings,
    at: Timestamp,
    found: &mut Found,
) -> Result<()> {
    let links = r.links()?;
    let listed: BTreeSet<LetterOutId> = receipts::awaited(r, settings, at)?
        .into_iter()
        .map(|one| one.letter)
        .collect();
    let mut on_its_way: BTreeMap<LinkId, LetterOutId> = BTreeMap::new();
    let mut after: Option<LetterOutId> = None;
    loop {
        let page = r.letters_out_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for letter in &page {
            let (id, attempts) = (letter.id, r.attempts_of(letter.id)?);
            let resends = r.resends_of(id)?;
            let filing = r.filing_of_letter(id)?;
            let link = links.iter().find(|link| link.id == letter.link);
            found.add_all("INV-01", unbound(r, letter, filing.as_ref())?);
            found.add_all("INV-01", says_otherwise(letter, link, filing.as_ref()));
            if store::sha256(&letter.body) != letter.sha256 {
                found.add("INV-05", format!("letter {id} is not what was numbered; do not send it again, put a backup back"));
            }
            if let Some(mesh_id) = &letter.mesh_id {
                let other = r.letter_out_with_mesh_id(mesh_id)?;
                found.add_all("INV-06", borrowed(letter, &attempts, other.as_ref()));
            }
            found.add_all("INV-07", posted_too_often(letter, &attempts, &resends));
            // Behind one that is on its way there are only letters that may have arrived.
            let before = on_its_way.get(&letter.link).copied();
            if is_on_its_way(letter) {
                on_its_way.entry(letter.link).or_insert(id);
            }
            if let Some(other) = before
                && is_on_its_way(letter)
                && letter.state != LetterState::Unknown
            {
                found.add("INV-08", format!("letters {other} and {id} of link {} are both on their way; pause the link, and settle the older one first", letter.link));
            }
            found.add_all("INV-08", not_being_sent(letter, &attempts, at));
            found.add_all("INV-09", unproven(letter, &attempts));
            found.add_all("INV-19", badly_receipted(r, letter)?);
            if is_missed(letter, settings, at) && !listed.contains(&id) {
                found.add("INV-19", format!("letter {id} has no receipt, and is not on the list of missing receipts; ask PCSE about interchange {}", letter.sis.number));
            }
        }
    }

    filings(r, found)
}

/// INV-01: what a letter carries, and that it carries one thing.
fn unbound(r: &Read<'_>, letter: &LetterOut, filing: Option<&Filing>) -> Result<Option<String>> {
    let receipt = r.receipt_of_letter(letter.id)?;
    let is_bound = match letter.workflow {
        Workflow::Registration => filing.is_some() && receipt.is_none(),
        Workflow::Receipt => filing.is_none() && receipt.is_some(),
    };

    Ok((!is_bound).then(|| {
        format!(
            "letter {} (interchange {}) belongs to no filing or receipt, or to two; ask PCSE what it said",
            letter.id, letter.sis.number
        )
    }))
}

/// INV-01: the bytes carry the numbers of the row.
fn says_otherwise(
    letter: &LetterOut,
    link: Option<&Link>,
    filing: Option<&Filing>,
) -> Option<String> {
    let reading = Reading {
        limits: Limits::post(),
        today: None,
    };
    let letters = gplinks::read(&letter.body, &reading);
    let agrees = match letters.as_slice() {
        [read] => agrees(read, letter, link, filing).unwrap_or(false),
        _ => false,
    };

    (!agrees).then(|| {
        format!(
            "letter {} does not say what its row says (interchange {}, message {}); do not send it again, put a backup back",
            letter.id, letter.sis.number, letter.sms.number
        )
    })
}

/// `None` where something is not there at all.
fn agrees(
    read: &ReadLetter,
    letter: &LetterOut,
    link: Option<&Link>,
    filing: Option<&Filing>,
) -> Option<bool> {
    let (header, link) = (read.header.as_ref()?, link?);
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
                && filing.is_none_or(|filing| filing.kind.word() == one.kind.code())
        }
    };

    Some(envelope && content)
}

/// INV-01, from the other side.
fn filings(r: &Read<'_>, found: &mut Found) -> Result<()> {
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

/// INV-06
fn borrowed(letter: &LetterOut, attempts: &[Attempt], other: Option<&LetterOut>) -> Option<String> {
    if let Some(other) = other.filter(|other| other.id != letter.id) {
        return Some(format!(
            "letters {} and {} have the same MESH id; ask PCSE which of the two they have",
            other.id, letter.id
        ));
    }
    let is_told = attempts
        .iter()
        .any(|attempt| attempt.mesh_id == letter.mesh_id);

    (!is_told).then(|| {
        format!(
            "letter {} has a MESH id that none of its attempts was given; ask PCSE whether they have it",
            letter.id
        )
    })
}

/// How often MESH took a letter. What a person found out counts once, however many attempts it settled.
fn times_taken(attempts: &[Attempt]) -> usize {
    let is_by_hand =
        |attempt: &&Attempt| attempt.outcome == Outcome::FoundLater && attempt.mesh_id.is_none();
    let by_mesh = attempts.iter().filter(|attempt| match attempt.outcome {
        Outcome::Accepted | Outcome::HandedOver => true,
        Outcome::FoundLater => attempt.mesh_id.is_some(),
        Outcome::Open
        | Outcome::Refused
        | Outcome::NotSent
        | Outcome::Unknown
        | Outcome::NotThere => false,
    });

    by_mesh.count() + usize::from(attempts.iter().any(|attempt| is_by_hand(&attempt)))
}

/// INV-07: each time after the first was asked for, and it is under way again only if it was.
fn posted_too_often(
    letter: &LetterOut,
    attempts: &[Attempt],
    resends: &[Resend],
) -> Option<String> {
    let asked = resends
        .iter()
        .filter(|resend| resend.filing.is_none())
        .count();
    let taken = times_taken(attempts);
    let allowed = if is_on_its_way(letter) {
        asked
    } else {
        asked + 1
    };

    (taken > allowed).then(|| {
        format!(
            "letter {} is {}; MESH took it {taken} times, and {asked} times somebody asked for it again; pause the link, and ask PCSE whether they have it twice",
            letter.id,
            letter.state.word()
        )
    })
}

/// MESH is not known to have it.
fn is_on_its_way(letter: &LetterOut) -> bool {
    match letter.state {
        LetterState::Numbered
        | LetterState::Sending
        | LetterState::Unknown
        | LetterState::Refused => true,
        LetterState::Accepted
        | LetterState::Collected
        | LetterState::HandedOver
        | LetterState::Undelivered
        | LetterState::Abandoned => false,
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

/// INV-09
fn unproven(letter: &LetterOut, attempts: &[Attempt]) -> Vec<String> {
    let id = letter.id;
    let without_id = attempts
        .iter()
        .filter(|attempt| attempt.outcome == Outcome::Accepted && attempt.mesh_id.is_none())
        .map(|attempt| {
            format!(
                "attempt {} of letter {id} was accepted without a MESH id; ask PCSE whether it arrived",
                attempt.id
            )
        });
    let uncounted = u32::try_from(attempts.len()).unwrap_or(u32::MAX) < letter.attempts;
    let untaken = letter.state == LetterState::Accepted && times_taken(attempts) == 0;

    without_id
        .chain((uncounted || untaken).then(|| {
            format!(
                "letter {id} is {}, which its {} attempts do not show; ask PCSE whether it arrived",
                letter.state.word(),
                attempts.len()
            )
        }))
        .collect()
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
