//! What the client has fetched: the only copy of it there is, until our ledger has it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use mailbox::{Arrived, Fetched, Listing, MailError, MailboxId, MessageId, Report, Trouble};
use sha2::{Digest, Sha256};

use super::control::{Control, Fate};
use super::place::{Pair, Place, read_capped};
use crate::gzip::{gunzip, is_gzip};
use crate::names::message_id;

const IN: &str = "IN";
/// A letter that changed so recently may still be being written.
const SETTLED: SignedDuration = SignedDuration::from_secs(2);
/// A control file that says nothing for so long never will.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// What lies in IN, by the id that we tell.
pub(super) type Lying = BTreeMap<MessageId, Pair>;

/// Looks through IN. Reports that only say that all is well are cleared away.
pub(super) fn look(
    place: &Place,
    mailbox: &MailboxId,
    now: Timestamp,
) -> Result<(Listing, Lying), MailError> {
    let (mut listing, mut lying) = (Listing::default(), Lying::new());
    for pair in place.pairs(IN).map_err(told)? {
        let judged = judge(place, &pair, mailbox, now);
        match judged.unwrap_or_else(|error| Judged::unread(&error)) {
            Judged::Ours(id) => {
                listing.messages.push(id.clone());
                lying.insert(id, pair);
            }
            Judged::Odd => listing.left_out += 1,
            Judged::Leave => {}
        }
    }

    Ok((listing, lying))
}

enum Judged {
    Ours(MessageId),
    /// No id can be told of it: it lies in our quarantine now, or where it was.
    Odd,
    /// Somebody else's, or not yet whole.
    Leave,
}

impl Judged {
    /// What one file cannot be asked holds up no other; the client may have taken it away meanwhile.
    fn unread(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            Self::Leave
        } else {
            Self::Odd
        }
    }
}

fn judge(place: &Place, pair: &Pair, mailbox: &MailboxId, now: Timestamp) -> io::Result<Judged> {
    if !pair.is_plain()? {
        return Ok(Judged::Odd);
    }
    let Some(control) = pair.read()? else {
        if age(&pair.control, now)? < PATIENCE {
            return Ok(Judged::Leave);
        }
        place.quarantine(pair)?;
        return Ok(Judged::Odd);
    };
    if control.our_workflow().is_none() {
        return Ok(Judged::Leave);
    }
    // A report bears sender and recipient of the letter that it is about.
    if control.is_report && (control.names_a_letter() || control.is_to(mailbox)) {
        return judge_report(pair, &control);
    }
    if control.is_report || !control.is_to(mailbox) {
        return Ok(Judged::Leave);
    }
    let is_whole = match pair.letter()? {
        Some(letter) => age(&letter, now)? >= SETTLED,
        None => age(&pair.control, now)? >= PATIENCE,
    };

    if !is_whole {
        return Ok(Judged::Leave);
    }

    Ok(id_of(pair, &control)?.map_or(Judged::Odd, Judged::Ours))
}

/// The report's own name is its file's; the id in it is that of the letter it is about.
fn judge_report(pair: &Pair, control: &Control) -> io::Result<Judged> {
    if !matches!(control.fate(), Some(Fate::Failed { .. })) {
        pair.remove()?;
        return Ok(Judged::Leave);
    }

    Ok(pair
        .base()
        .and_then(message_id)
        .map_or(Judged::Odd, Judged::Ours))
}

/// A file's name may come again with another letter in it: beside MESH's own id nothing but the bytes tells them apart.
fn id_of(pair: &Pair, control: &Control) -> io::Result<Option<MessageId>> {
    if let Some(id) = control.message_id() {
        return Ok(Some(id));
    }
    let Some(base) = pair.base() else {
        return Ok(None);
    };

    Ok(match pair.letter()? {
        Some(letter) => message_id(&format!("{base}-{}", fingerprint(&letter)?)),
        None => message_id(base),
    })
}

/// So many digits of a hash tell files apart.
const DIGITS: usize = 32;

fn fingerprint(letter: &Path) -> io::Result<String> {
    let (mut file, mut hash) = (File::open(letter)?, Sha256::new());
    let mut some = [0; 8192];
    loop {
        let count = file.read(&mut some)?;
        if count == 0 {
            break;
        }
        hash.update(some.get(..count).unwrap_or_default());
    }
    let mut digits = base16ct::lower::encode_string(&hash.finalize());
    digits.truncate(DIGITS);

    Ok(digits)
}

pub(super) fn fetch(pair: &Pair, id: &MessageId, most: usize) -> Result<Fetched, MailError> {
    let control = pair
        .read()
        .map_err(told)?
        .ok_or_else(|| MailError::new(Trouble::Gone, "its control file"))?;
    if control.is_report {
        return Ok(Fetched::Report(report(id, &control)));
    }
    let Some(workflow) = control.our_workflow() else {
        return Ok(Fetched::Foreign);
    };

    Ok(Fetched::Letter(Arrived {
        id: id.clone(),
        workflow,
        from: control.from.clone().map(MailboxId::new),
        body: body(pair, most)?,
        headers: control.elements,
    }))
}

/// A letter may have been packed by its sender.
fn body(pair: &Pair, most: usize) -> Result<Vec<u8>, MailError> {
    let letter = pair
        .letter()
        .map_err(told)?
        .ok_or_else(|| MailError::new(Trouble::Damaged, "its letter is not beside it"))?;
    let limit = u64::try_from(most).unwrap_or(u64::MAX - 1);
    let bytes = read_capped(&letter, limit).map_err(told)?;
    if bytes.len() > most {
        return Err(MailError::new(Trouble::TooLarge, "the file"));
    }
    if is_gzip(&bytes) {
        return gunzip(&bytes, most).map_err(|failure| failure.error);
    }

    Ok(bytes)
}

fn report(id: &MessageId, control: &Control) -> Report {
    let (code, description) = control.code_and_words();

    Report {
        id: id.clone(),
        about: control.message_id(),
        about_attempt: control.local_id(),
        code,
        description,
    }
}

/// A file from the future was written by another clock, and is old enough.
fn age(path: &Path, now: Timestamp) -> io::Result<SignedDuration> {
    let written = Timestamp::try_from(std::fs::metadata(path)?.modified()?)
        .map_err(|_| io::ErrorKind::InvalidData)?;
    let age = written.duration_until(now);

    Ok(if age.is_negative() { PATIENCE } else { age })
}

fn told(error: io::Error) -> MailError {
    MailError::new(Trouble::NoClient, error.to_string())
}
