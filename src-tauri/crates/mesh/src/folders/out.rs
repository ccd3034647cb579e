//! Handing letters to the client, and what its records say became of them.

use std::fs;
use std::io;
use std::path::Path;

use mailbox::{LocalId, MailError, MailboxId, Outgoing, Posted, Tracked, Trouble};

use super::control::{Control, Fate};
use super::place::{Pair, Place, sync_folder, write_synced};

const OUT: &str = "OUT";
const SENT: &str = "SENT";
const FAILED: &str = "FAILED";
const IN: &str = "IN";
/// The next number, beside the files that are being made.
const NEXT: &str = "next";
const LAST: u32 = 99_999_999;

/// Both files are on the disk before the client can see either, and the control file comes last.
pub(super) fn post(place: &Place, from: &MailboxId, letter: &Outgoing) -> Posted {
    let handed = hand_over(place, from, letter);
    // A letter that was not handed over must not lie here in clear until the next one goes.
    let _ = place.sweep_stage();
    match handed {
        Ok(()) => Posted::HandedOver,
        Err(error) => Posted::NotSent(MailError::new(Trouble::NoClient, error.to_string())),
    }
}

fn hand_over(place: &Place, from: &MailboxId, letter: &Outgoing) -> io::Result<()> {
    let out = place.folder(OUT)?;
    let stage = place.stage()?;
    let base = next_name(place, &stage, from)?;
    let (dat, ctl) = (format!("{base}.dat"), format!("{base}.ctl"));
    write_synced(&stage.join(&dat), &letter.body)?;
    write_synced(&stage.join(&ctl), Control::written(letter, from).as_bytes())?;
    sync_folder(&stage)?;
    fs::rename(stage.join(&dat), out.join(&dat))?;
    if let Err(error) =
        sync_folder(&out).and_then(|()| fs::rename(stage.join(&ctl), out.join(&ctl)))
    {
        // Without its control file the client never takes it.
        let _ = fs::remove_file(out.join(&dat));
        return Err(error);
    }
    // From here on the client has it, whatever the disk says.
    let _ = sync_folder(&out);

    Ok(())
}

/// `A81001GP001GPL00000001`: the client takes them in the order of their names.
fn next_name(place: &Place, stage: &Path, from: &MailboxId) -> io::Result<String> {
    let prefix = format!("{}GPL", from.as_str());
    let noted = fs::read_to_string(stage.join(NEXT)).unwrap_or_default();
    let mut number = noted.trim().parse().unwrap_or(1);
    let taken = taken(place, &prefix)?;
    if let Some(highest) = taken.iter().max().filter(|highest| **highest >= number) {
        number = highest % LAST + 1;
    }
    while taken.contains(&number) {
        number = number % LAST + 1;
    }
    write_synced(
        &stage.join(NEXT),
        (number % LAST + 1).to_string().as_bytes(),
    )?;

    Ok(format!("{prefix}{number:08}"))
}

/// The numbers that lie in any of the client's folders.
fn taken(place: &Place, prefix: &str) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for folder in [OUT, SENT, FAILED] {
        for path in place.lying(folder)? {
            let name = path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().to_ascii_uppercase();
            let digits = name.strip_prefix(prefix).and_then(|rest| rest.get(..8));
            numbers.extend(digits.and_then(|digits| digits.parse::<u32>().ok()));
        }
    }

    Ok(numbers)
}

/// What the client's records say of an attempt. One that lies in no folder was never handed over, or the
/// client keeps no records; which of the two only the receipt, or a person, can tell.
pub(super) fn track(place: &Place, local_id: &LocalId) -> Result<Tracked, MailError> {
    tracked(place, local_id).map_err(|error| MailError::new(Trouble::NoClient, error.to_string()))
}

fn tracked(place: &Place, local_id: &LocalId) -> io::Result<Tracked> {
    if let Some((_, control)) = find(place, SENT, local_id)? {
        return Ok(match (control.fate(), control.message_id()) {
            (Some(Fate::Failed { code, words }), _) => Tracked::Failed { code, words },
            (Some(Fate::Handed) | None, Some(id)) => Tracked::Found {
                id,
                collected: false,
            },
            (Some(Fate::Handed | Fate::Tried) | None, _) => Tracked::Waiting,
        });
    }
    if let Some((_, control)) = find(place, FAILED, local_id)? {
        return Ok(failed(&control));
    }
    for (_, control) in all(place, IN, local_id)? {
        if let Some(Fate::Failed { .. }) = control.fate() {
            return Ok(failed(&control));
        }
    }
    if find(place, OUT, local_id)?.is_some() {
        return Ok(Tracked::Waiting);
    }

    Ok(Tracked::NotFound)
}

fn failed(control: &Control) -> Tracked {
    match control.fate() {
        Some(Fate::Failed { code, words }) => Tracked::Failed { code, words },
        _ => Tracked::Failed {
            code: String::new(),
            words: "the MESH client could not send it and gave no reason".to_owned(),
        },
    }
}

fn find(place: &Place, folder: &str, local_id: &LocalId) -> io::Result<Option<(Pair, Control)>> {
    Ok(all(place, folder, local_id)?.into_iter().next())
}

/// The control files of a folder that name this attempt.
fn all(place: &Place, folder: &str, local_id: &LocalId) -> io::Result<Vec<(Pair, Control)>> {
    let mut found = Vec::new();
    for pair in place.pairs(folder)? {
        // The client may take it away, or be writing it, while we look.
        if let Ok(Some(control)) = pair.read()
            && control.local_id() == Some(*local_id)
        {
            found.push((pair, control));
        }
    }

    Ok(found)
}

/// The attempts that lie in the client's records.
pub(super) fn records(place: &Place) -> io::Result<Vec<LocalId>> {
    let mut found = Vec::new();
    for folder in [SENT, FAILED] {
        for pair in place.pairs(folder)? {
            if let Ok(Some(control)) = pair.read() {
                found.extend(control.local_id());
            }
        }
    }

    Ok(found)
}

/// The records of a letter whose fate is known are ours to clear away; they hold patients.
pub(super) fn clear(place: &Place, local_id: &LocalId) -> io::Result<()> {
    for folder in [SENT, FAILED] {
        for (pair, _) in all(place, folder, local_id)? {
            pair.remove()?;
        }
    }

    Ok(())
}
