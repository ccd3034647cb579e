//! Proves the ledger: each invariant is looked for on every row, and what breaks one is told in a
//! sentence that says what is wrong and what to do. Nothing is changed.

mod answers;
mod audit;
mod bound;
mod found;
mod letters_in;
mod letters_out;
mod notices;
mod numbers;
mod patients;
mod posted;
mod reread;
#[cfg(test)]
mod tests;
mod told;

use jiff::Timestamp;
use store::StoreError;

pub use found::Checked;

use crate::marks::Marks;
use crate::verify::found::Found;
use crate::verify::letters_out::Known;
use crate::{Practice, Result, Settings};

/// What the check has looked at, and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub checked: Vec<Checked>,
}

/// Everything that is looked for: its id, and what should be so.
const TITLES: &[(&str, &str)] = &[
    ("PAGES", "Every page of the file is sound"),
    (
        "INV-01",
        "Every filing that was released has one letter, with its own numbers in it",
    ),
    ("INV-02", "No number was used twice"),
    (
        "INV-03",
        "Every number between the first and the last is on a letter or explained",
    ),
    ("INV-04", "The counters stand where the letters end"),
    ("INV-05", "No letter has changed since it was numbered"),
    ("INV-06", "Each MESH id belongs to one letter"),
    (
        "INV-07",
        "What MESH took is posted again only at a person's word",
    ),
    ("INV-08", "At most one letter of a link is on its way"),
    ("INV-09", "What MESH took is known here with its MESH id"),
    (
        "INV-10",
        "Every letter was kept before MESH was told to forget it",
    ),
    ("INV-11", "No letter waits to be read"),
    (
        "INV-12",
        "Every letter that was read has one receipt, made when it was read",
    ),
    ("INV-13", "No letter that is set aside has a receipt"),
    (
        "INV-14",
        "No transaction was worked on twice, and each answer is what was decided",
    ),
    (
        "INV-15",
        "Every transaction that came is there, as it came, decided or not",
    ),
    ("INV-16", "Every patient's record is the sum of its changes"),
    (
        "INV-17",
        "The audit has no holes, and nothing in it was changed",
    ),
    ("INV-18", "No receipt was made for a receipt"),
    (
        "INV-19",
        "Every letter has its receipt, or is still young, or is on the list of missing receipts",
    ),
    ("INV-20", "Everything that is set aside can be seen"),
    ("INV-21", "No letter that came in has changed since"),
    ("INV-24", "The database keeps its promises"),
];

impl Verified {
    pub fn is_sound(&self) -> bool {
        self.checked.iter().all(|one| one.failures.is_empty())
    }

    /// Everything that was found, each sentence behind the id of its invariant.
    pub fn failures(&self) -> Vec<String> {
        self.checked
            .iter()
            .flat_map(|one| {
                one.failures
                    .iter()
                    .map(|failure| format!("{}: {failure}", one.id))
            })
            .collect()
    }

    /// The ids of what does not hold.
    pub fn broken(&self) -> Vec<&'static str> {
        let broken = self.checked.iter().filter(|one| !one.failures.is_empty());

        broken.map(|one| one.id).collect()
    }
}

impl Practice {
    /// Looks for every invariant on the whole file. It only reads, and takes its time.
    pub fn verify(&self, at: Timestamp) -> Result<Verified> {
        let mut found = Found::of(TITLES);
        for line in self.store().check_pages()? {
            found.add(
                "PAGES",
                format!("the file is damaged ({line}); put a backup back, and keep this file"),
            );
        }
        for line in self.store().check_pragmas()? {
            found.add(
                "INV-24",
                format!("{line}; end the program and start it again"),
            );
        }
        let behind = self.behind()?;
        let marks = Marks::read(self.marks())?;
        // Of data that was put back from an earlier time, the record outside knows more.
        let marks = marks.as_ref().filter(|_| behind.is_none());
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let known = Known {
                settings: &settings,
                marks,
                at,
            };
            let mut changed = None;
            let mut of_patients = |found: &mut Found| {
                changed = Some(patients::look(r, found)?);
                Ok(())
            };
            told_by(&mut found, patients::IDS, &mut of_patients)?;
            let walks: [(&[&'static str], &mut Walk<'_>); 6] = [
                (numbers::IDS, &mut |found| {
                    numbers::look(r, behind.as_ref(), found)
                }),
                (letters_out::IDS, &mut |found| {
                    letters_out::look(r, &known, found)
                }),
                (letters_in::IDS, &mut |found| letters_in::look(r, at, found)),
                (notices::IDS, &mut |found| {
                    notices::look(r, changed.as_ref(), found)
                }),
                (&["INV-14"], &mut |found| answers::look(r, found)),
                (&["INV-17"], &mut |found| audit::look(r, marks, found)),
            ];
            for (ids, walk) in walks {
                told_by(&mut found, ids, walk)?;
            }

            Ok::<_, crate::DeskError>(())
        })?;

        Ok(found.checked())
    }
}

type Walk<'w> = dyn FnMut(&mut Found) -> Result<()> + 'w;

/// Takes a walk. What it could not read is a finding of each invariant that it looks for.
fn told_by(found: &mut Found, ids: &[&'static str], walk: &mut Walk<'_>) -> Result<()> {
    match walk(found) {
        Err(crate::DeskError::Store(error)) if is_damage(&error) => {
            for id in ids {
                found.add(id, format!("not everything could be looked at: {error}"));
            }

            Ok(())
        }
        other => other,
    }
}

/// What cannot be read is a finding; what cannot be asked is none.
fn is_damage(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Odd
            | StoreError::Damaged
            | StoreError::Disk { .. }
            | StoreError::Numbering { .. }
    )
}
