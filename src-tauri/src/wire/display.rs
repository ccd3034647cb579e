//! How a person wants the window to look, and whether it calls them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Display {
    /// In hundredths of the usual size.
    pub text: u32,
    #[ts(inline)]
    pub density: Density,
    /// How much of the inbox the list takes, in hundredths.
    pub split: u32,
    pub notifies: bool,
    pub single_keys: bool,
    /// In the order of the keys.
    pub letters: [char; practice::SINGLE_KEYS],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    Dense,
    Comfortable,
}

impl From<practice::Display> for Display {
    fn from(kept: practice::Display) -> Self {
        Self {
            text: kept.text,
            density: match kept.density {
                practice::Density::Dense => Density::Dense,
                practice::Density::Comfortable => Density::Comfortable,
            },
            split: kept.split,
            notifies: kept.notifies,
            single_keys: kept.single_keys,
            letters: kept.letters,
        }
    }
}

impl From<Display> for practice::Display {
    fn from(chosen: Display) -> Self {
        Self {
            text: chosen.text,
            density: match chosen.density {
                Density::Dense => practice::Density::Dense,
                Density::Comfortable => practice::Density::Comfortable,
            },
            split: chosen.split,
            notifies: chosen.notifies,
            single_keys: chosen.single_keys,
            letters: chosen.letters,
        }
    }
}
