//! How a person wants the window to look, and whether it calls them. It is each person's own and lies in the ledger: on a
//! computer that several share it follows whoever sits there, and a new computer knows it with the practice.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Read;

use crate::{Act, DeskError, Practice, Result};

/// How many single keys there are.
pub const SINGLE_KEYS: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Display {
    /// In hundredths of the usual size.
    pub text: u32,
    pub density: Density,
    /// How much of the inbox the list takes, in hundredths.
    pub split: u32,
    /// The system calls the person when something comes while the window is not in front.
    pub notifies: bool,
    /// Single keys in lists, off until the person turns them on.
    pub single_keys: bool,
    /// The next row, the row before, a note, matching, the filter.
    pub letters: [char; SINGLE_KEYS],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    Dense,
    Comfortable,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            text: 100,
            density: Density::Dense,
            split: 52,
            notifies: true,
            single_keys: false,
            letters: ['j', 'k', 'n', 'm', '/'],
        }
    }
}

impl Practice {
    /// What somebody has chosen; the usual where they have not.
    pub fn display(&self, by: &str) -> Result<Display> {
        self.store().read(|r| read(r, by))
    }

    /// Keeps what somebody has chosen for themselves. It is no deed on the practice's data and has no line in the audit,
    /// where a bar that is dragged would bury what matters.
    pub fn keep_display(&self, display: Display, act: &Act<'_>) -> Result<()> {
        if !(100..=200).contains(&display.text) || !(30..=70).contains(&display.split) {
            return Err(DeskError::NotSo {
                why: "the text is from 100 to 200 %, the list from 30 to 70 %",
            });
        }
        if !are_keys(&display.letters) {
            return Err(DeskError::NotSo {
                why: "each single key is one key that no other has",
            });
        }
        self.store().write(|w| {
            act.as_one_of_us(w)?;

            Ok(w.set(&setting(act.by), &json!(display).to_string())?)
        })
    }
}

fn are_keys(letters: &[char]) -> bool {
    let is_one = |letter: &char| !letter.is_whitespace() && !letter.is_control();
    let unlike: BTreeSet<&char> = letters.iter().filter(|letter| is_one(letter)).collect();

    unlike.len() == letters.len()
}

fn read(r: &Read<'_>, by: &str) -> Result<Display> {
    let kept = r.setting(&setting(by))?;

    // What another version of the program kept is no reason to show no window.
    Ok(kept
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default())
}

fn setting(by: &str) -> String {
    format!("display of {by}")
}

#[cfg(test)]
mod tests {
    use store::Role;

    use super::*;
    use crate::sample::{Sample, manager, now};

    const LARGE: Display = Display {
        text: 150,
        density: Density::Comfortable,
        split: 40,
        notifies: false,
        single_keys: true,
        letters: ['d', 'u', 'n', 'm', '/'],
    };

    #[test]
    fn a_viewer_too_keeps_a_display_and_nobody_elses_changes() {
        let sample = Sample::new();
        let store = sample.practice.store();
        store.write(|w| w.add_user("Vera", Role::Viewer)).unwrap();
        let vera = Act {
            by: "Vera",
            role: Role::Viewer,
            at: now(),
        };

        sample.practice.keep_display(LARGE, &vera).unwrap();

        assert_eq!(sample.practice.display("Vera").unwrap(), LARGE);
        let usual = sample.practice.display(manager().by).unwrap();
        assert_eq!(usual, Display::default());
        assert!(usual.notifies);
    }

    #[test]
    fn who_is_not_known_and_what_cannot_be_shown_are_refused() {
        let sample = Sample::new();
        let practice = &sample.practice;
        let stranger = Act {
            by: "Somebody",
            ..manager()
        };
        for refused in [
            Display { text: 90, ..LARGE },
            Display { split: 71, ..LARGE },
            Display {
                letters: ['d', 'd', 'n', 'm', '/'],
                ..LARGE
            },
            Display {
                letters: [' ', 'u', 'n', 'm', '/'],
                ..LARGE
            },
        ] {
            let refusal = practice.keep_display(refused, &manager()).unwrap_err();
            assert_eq!(refusal.code(), "E958");
        }

        let refusal = practice.keep_display(LARGE, &stranger).unwrap_err();

        assert_eq!(refusal.code(), "E940");
        assert_eq!(practice.display("Somebody").unwrap(), Display::default());
    }

    #[test]
    fn what_another_version_kept_is_filled_up() {
        let sample = Sample::new();
        let keep = |text: &str| {
            let store = sample.practice.store();
            store.write(|w| w.set(&setting("Vera"), text)).unwrap();
            sample.practice.display("Vera").unwrap()
        };

        let older = Display {
            text: 125,
            ..Display::default()
        };
        assert_eq!(keep(r#"{"text":125,"theme":"dark"}"#), older);
        assert_eq!(keep("what is this"), Display::default());
    }
}
