//! After a disk has lied: what is lost cannot be had back, but it must be noticed, and no number used
//! again.

use gplinks::Sis;
use practice::ExchangeLock;
use practice::Practice;
use store::{LinkId, Sequence, StoreError};
use storm::Disk;

use crate::check;
use crate::ground::KNOWN;
use crate::life::Life;
use crate::marks::{self, DAMAGED};
use crate::outside::Outside;
use crate::plan::Lie;
use crate::run::{Account, Run, rest};

fn link() -> LinkId {
    LinkId::new(1)
}

pub(crate) fn afterwards(mut run: Run<'_>, lie: Lie) -> Result<Account, String> {
    let disk = Disk::new(run.start.platter.clone());
    let outside = run.start.outside.clone();
    let life = match run.begin(&disk) {
        Ok(life) => life,
        Err(practice::DeskError::Store(StoreError::Damaged | StoreError::NotOurs)) => {
            run.account.damaged += 1;
            return Ok(run.account);
        }
        Err(error) => return Err(format!("it does not start again: {error}")),
    };
    if !pages(&life.practice)?.is_empty() {
        run.account.damaged += 1;
        return Ok(run.account);
    }
    let is_marked = look_after_marks(&life, &disk, &mut run.account)?;
    if is_marked && lie == Lie::Ledger {
        names_what_came(&life, &outside)?;
    }
    notices(&life, &outside, &mut run.account)?;
    match lie {
        Lie::Ledger => goes_on(&life, &outside)?,
        Lie::Marks => {
            let_go(&life).map_err(|error| format!("it is not let go: {error}"))?;
            drop(life);
            run.plays_on(disk.platter().settled())?;
        }
    }

    Ok(run.account)
}

fn pages(practice: &Practice) -> Result<Vec<String>, String> {
    practice
        .store()
        .check_pages()
        .map_err(|error| error.to_string())
}

/// A record that was spoilt is taken away by whoever looks after the computer, as its message asks.
/// Tells whether it was not.
fn look_after_marks(life: &Life<'_>, disk: &Disk, account: &mut Account) -> Result<bool, String> {
    match life.practice.is_restored() {
        Ok(_) => Ok(true),
        Err(error) if error.to_string().contains(DAMAGED) => {
            account.damaged += 1;
            disk.remove_file(marks::NAME)
                .map_err(|broken| format!("{broken:?}"))?;

            Ok(false)
        }
        Err(error) => Err(format!("the record cannot be read: {error}")),
    }
}

/// A letter that MESH has forgotten is here, or is named so that PCSE can be asked for it.
fn names_what_came(life: &Life<'_>, outside: &Outside) -> Result<(), String> {
    let words = |error: practice::DeskError| error.to_string();
    let waiting = outside.service.waiting().len();
    let sent: Vec<u64> = outside.service.with_agency(|agency| {
        let sent = agency.ledger().sent.iter();

        sent.map(|letter| letter.sis.get().into()).collect()
    });
    let store = life.practice.store();
    let letters = store.read(|r| r.letters_in_after(None, 1_000));
    let letters = letters.map_err(|error: StoreError| error.to_string())?;
    let behind = life.practice.behind().map_err(words)?;
    let came = behind.map(|behind| behind.came).unwrap_or_default();
    let named: u64 = came
        .iter()
        .map(|one| one.run.last - one.run.first + 1)
        .sum();
    let known = letters.len() + usize::try_from(named).unwrap_or(usize::MAX) + waiting;

    if known < sent.len() {
        return Err(format!(
            "{} letters were sent to us: {} are here, {waiting} wait, {named} are named",
            sent.len(),
            letters.len()
        ));
    }

    Ok(())
}

/// Data that is behind what the service has seen sends nothing until the numbers are confirmed.
fn notices(life: &Life<'_>, outside: &Outside, account: &mut Account) -> Result<(), String> {
    let counters = life.practice.store().read(|r| r.counters());
    let counters = counters.map_err(|error: StoreError| error.to_string())?;
    let last = counters
        .iter()
        .find(|one| one.sequence == Sequence::Sis && one.link == Some(link()))
        .map_or(0, |one| one.last);
    let seen = outside.service.with_agency(|agency| {
        let letters = agency.ledger().letters.iter();

        letters.filter_map(|one| one.sis.map(Sis::get)).max()
    });
    let is_behind = seen.unwrap_or_default() > last;
    let is_restored = life
        .practice
        .is_restored()
        .map_err(|error| error.to_string())?;
    if is_behind && !is_restored {
        return Err(format!(
            "the data says {last}, the service has seen {seen:?}, and nobody notices"
        ));
    }
    if is_restored {
        account.recognised += 1;
        confirm(life, outside)?;
    }

    Ok(())
}

/// The ledger lacks nothing, so PCSE has heard of nothing that waits, and a manager lets it go.
fn let_go(life: &Life<'_>) -> Result<(), practice::DeskError> {
    let ready = life
        .practice
        .store()
        .read(|r| r.filings_ready(link(), None, 100))?;
    for filing in ready.iter().filter(|one| one.held_why.is_some()) {
        life.practice.let_go(filing.id, &life.act())?;
    }

    Ok(())
}

/// A pass in that state sends nothing; then a manager confirms what the record says.
fn confirm(life: &Life<'_>, outside: &Outside) -> Result<(), String> {
    let sent = || {
        outside
            .service
            .with_witness(|witness| witness.attempts.len())
    };
    let before = sent();
    let _ = life.exchanges();
    if sent() != before {
        return Err("something was sent before the numbers were confirmed".to_owned());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let lock = ExchangeLock::take(folder.path())
        .ok()
        .flatten()
        .ok_or("the lock cannot be taken")?;
    life.practice
        .confirm_numbers(&[], "the disk has lost something", &life.act(), &lock)
        .map_err(|error| format!("the numbers cannot be confirmed: {error}"))?;

    Ok(())
}

/// Somebody else is registered, and the post goes on; nothing goes out under an old number.
fn goes_on(life: &Life<'_>, outside: &Outside) -> Result<(), String> {
    let words = |error: practice::DeskError| format!("it does not go on: {error}");
    let draft = crate::world::people::person(KNOWN + 7).first(outside.now());
    for _ in 0..3 {
        let _ = life
            .practice
            .reopen_link(link(), "looked into", &life.act());
        rest(life, outside).map_err(words)?;
    }
    let filed = life
        .practice
        .file(&practice::ToFile::new(draft), &life.act());
    filed.map_err(words)?;
    rest(life, outside).map_err(words)?;
    check::once(outside)?;

    check::no_number_twice(outside)
}
