//! What a check finds, and how much of it is told.

use super::Verified;

/// One invariant, with everything that breaks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub id: &'static str,
    pub title: &'static str,
    /// A sentence each, with ids and numbers, and never a patient's details.
    pub failures: Vec<String>,
}

/// Gathers the findings of all checks.
pub(super) struct Found {
    checked: Vec<Checked>,
    /// How many were found besides those that are told, in the same order.
    more: Vec<u64>,
}

/// So many failures of one invariant are told; the rest is counted.
const MOST: usize = 100;

impl Found {
    pub(super) fn of(titles: &[(&'static str, &'static str)]) -> Self {
        let checked: Vec<Checked> = titles
            .iter()
            .map(|(id, title)| Checked {
                id,
                title,
                failures: Vec::new(),
            })
            .collect();
        let more = vec![0; checked.len()];

        Self { checked, more }
    }

    pub(super) fn add(&mut self, id: &'static str, failure: impl Into<String>) {
        let mut all = self.checked.iter_mut().zip(&mut self.more);
        if let Some((checked, more)) = all.find(|(checked, _)| checked.id == id) {
            if checked.failures.len() < MOST {
                checked.failures.push(failure.into());
            } else {
                *more += 1;
            }
        }
    }

    pub(super) fn add_all(&mut self, id: &'static str, failures: impl IntoIterator<Item = String>) {
        for failure in failures {
            self.add(id, failure);
        }
    }

    pub(super) fn checked(mut self) -> Verified {
        for (checked, more) in self.checked.iter_mut().zip(&self.more) {
            if *more > 0 {
                checked.failures.push(format!("and {more} more like these"));
            }
        }

        Verified {
            checked: self.checked,
        }
    }
}
