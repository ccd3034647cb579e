//! The training practice: invented people in a file of their own, a registration service in memory, and a clock that can
//! be pushed. No line to MESH can be made from it.

mod make;
mod monday;
mod names;
mod people;
mod said;
#[cfg(test)]
mod tests;
mod told;

use std::fs;
use std::path::{Path, PathBuf};

use gplinks::Minute;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use premises::{Keeping, Premises, PremisesError, has_practice};
use vault::{Cost, KeyFile, SecretString};

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};
use crate::wire::{Push, Told};

/// Everybody practises on the same people.
pub(crate) const SEED: u64 = 20_261_123;

/// The training practice's folder, and its key, in the data folder.
const FOLDER: &str = "training";
const KEY: &str = "training.key";
const STATE: &str = "training.state";
/// So many are kept beside the one that is open.
const MOST_KEPT: u32 = 100;
/// No secret: whoever finds the key file finds people who do not exist. A training desk so opens also where there is no
/// keyring, and never puts anything into one.
const PASSPHRASE: &str = "training";

/// When a working day begins.
const MORNING: Time = Time::constant(8, 40, 0, 0);

/// Opens the training practice in a data folder; makes it where there is none.
pub(crate) fn open(data: &Path) -> Result<Premises, Problem> {
    let folder = data.join(FOLDER);
    if !has_practice(&folder) {
        make::make(data, &folder)?;
    }

    Premises::open_with(&folder, keeping(data)).map_err(unopened)
}

/// What another making of the practice mends is told as such; the rest passes, or is mended by somebody else.
fn unopened(error: PremisesError) -> Problem {
    const MENDED: [&str; 11] = [
        "E833", "E855", "E863", "E901", "E902", "E903", "E925", "E926", "E928", "E930", "E934",
    ];
    if MENDED.contains(&error.code()) {
        ShellError::TrainingOfAnother.into()
    } else {
        error.into()
    }
}

/// Puts the training practice aside, with its key and its marks as a data folder of its own, so that the version which made
/// it can open it there. Tells where.
pub(crate) fn put_aside(data: &Path) -> Result<PathBuf, Problem> {
    let kept = (1..=MOST_KEPT)
        .map(|nth| data.join(format!("{FOLDER}-kept-{nth}")))
        .find(|kept| !kept.exists())
        .ok_or(ShellError::NotPutAside)?;
    let moves = || {
        fs::create_dir_all(&kept)?;
        // The folder comes last: until it has gone, another attempt begins where this one ended.
        for name in [STATE, KEY, FOLDER] {
            let from = data.join(name);
            if from.exists() {
                fs::rename(&from, kept.join(name))?;
            }
        }

        Ok::<_, std::io::Error>(())
    };
    moves().map_err(|_| ShellError::NotPutAside)?;

    Ok(kept)
}

/// All of it lies in the data folder: nothing of a training practice can be put back by mistake.
fn keeping(data: &Path) -> Keeping {
    let key = KeyFile::new(key_path(data), SecretString::from(PASSPHRASE)).with_cost(Cost::LEAST);

    Keeping {
        vault: Box::new(key),
        state: state_path(data),
    }
}

fn key_path(data: &Path) -> PathBuf {
    data.join(KEY)
}

fn state_path(data: &Path) -> PathBuf {
    data.join(STATE)
}

/// Pushes the clock; what is due then comes with the next pass of the exchange.
pub(crate) fn push(desk: &Desk, push: Push) -> Result<Told, Problem> {
    let service = desk.service().ok_or(PremisesError::NotTraining)?;
    let now = desk.now();
    let to = match push {
        Push::NextBatch => {
            let due = service.mailbox.with_agency(|agency| agency.next_due());
            let Some(due) = due else {
                return Ok(Told::or(
                    Vec::new(),
                    "Nothing more is on its way from PCSE.",
                ));
            };

            due.max(now)
        }
        Push::Tomorrow => morning_after(now, 1),
        Push::ElevenWorkingDays => morning_after(now, 11),
    };
    desk.clock().push_to(to);

    Ok(Told::or(
        Vec::new(),
        &format!("It is {} now.", Minute::at(to).shown()),
    ))
}

/// The morning so many working days on.
fn morning_after(now: Timestamp, days: u32) -> Timestamp {
    let day = Minute::at(now).day().plus_working_days(days);
    let morning = Minute::new(day.date().to_datetime(MORNING)).instant();
    let later = now.saturating_add(SignedDuration::from_hours(24));

    morning.unwrap_or(later.unwrap_or(now))
}
