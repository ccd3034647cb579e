//! What a power cut spares of the writes that were on their way.

use super::content::Content;
use super::platter::Pending;
use crate::Dice;

/// How a power cut hits what was not yet synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// Nothing of it is there.
    None,
    /// All of it is there, as when only the program was killed.
    All,
    /// The first so many writes, the last of them perhaps torn.
    Prefix,
    /// Any of them in any order, some torn.
    Subset,
}

/// A disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;
const TORN_OF_HUNDRED: u64 = 30;

impl Damage {
    pub const ALL: [Self; 4] = [Self::None, Self::All, Self::Prefix, Self::Subset];

    pub fn any(dice: &mut Dice) -> Self {
        match dice.below(4) {
            0 => Self::None,
            1 => Self::All,
            2 => Self::Prefix,
            _ => Self::Subset,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::None => "nothing survives",
            Self::All => "everything survives",
            Self::Prefix => "the first writes survive",
            Self::Subset => "any writes survive",
        }
    }

    /// Whether a name that was not synced is the new one.
    pub(super) fn spares_name(self, dice: &mut Dice) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Prefix | Self::Subset => dice.chance(50),
        }
    }
}

pub(super) fn surviving(
    durable: &Content,
    pending: &[Pending],
    damage: Damage,
    dice: &mut Dice,
) -> Content {
    let mut content = durable.clone();
    let mut spared: Vec<&Pending> = pending.iter().collect();
    let count = pending.len() as u64;
    match damage {
        Damage::None => spared.clear(),
        Damage::All => {}
        Damage::Prefix => {
            spared.truncate(usize::try_from(dice.below(count + 1)).unwrap_or_default());
        }
        Damage::Subset => {
            spared.retain(|_| dice.chance(50));
            dice.shuffle(&mut spared);
        }
    }
    let last = spared.len().saturating_sub(1);
    for (at, pending) in spared.into_iter().enumerate() {
        let may_tear = match damage {
            Damage::Prefix => at == last,
            Damage::Subset => true,
            Damage::None | Damage::All => false,
        };
        if may_tear && dice.chance(TORN_OF_HUNDRED) {
            torn(&mut content, pending, dice);
        } else {
            pending.onto(&mut content);
        }
    }

    content
}

/// Some sectors of a write. Nothing outside of what was written changes, which the library relies on.
fn torn(content: &mut Content, pending: &Pending, dice: &mut Dice) {
    match pending {
        Pending::Write { at, bytes } => {
            let mut from = *at;
            let mut rest: &[u8] = bytes;
            while !rest.is_empty() {
                let to_the_edge = SECTOR - usize::try_from(from).unwrap_or_default() % SECTOR;
                let (sector, after) = rest.split_at(to_the_edge.min(rest.len()));
                if dice.chance(50) {
                    content.write(from, sector);
                }
                from += sector.len() as u64;
                rest = after;
            }
        }
        Pending::Truncate(_) => pending.onto(content),
    }
}
