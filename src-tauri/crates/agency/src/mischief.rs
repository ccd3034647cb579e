//! What the service does wrong on purpose, so that a practice's program can be tried and a clerk trained.

use gplinks::{Cipher, LetterVerdict, MessageVerdict, Sis};
use serde::{Deserialize, Serialize};

/// Something to do wrong. Each waits for the next letter that it applies to; that letter has everything
/// that waits for it, but of each kind only the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mischief {
    /// Gives no receipt for the next so many letters of the practice.
    NoReceipt { letters: u32 },
    /// The next receipt says this of every message and of the letter.
    BadReceipt {
        messages: MessageVerdict,
        letter: LetterVerdict,
    },
    /// At once receipts a letter that the practice never sent.
    ReceiptForUnknown { sis: Sis },
    /// Leaves out so many numbers before the next letter, as if letters were lost.
    Gap { letters: u32 },
    /// Sends the next letter with transactions twice, the same bytes.
    Duplicate,
    /// Sends after the next letter with transactions a second one: the same number, other content.
    OtherBytes,
    /// The next letter with transactions has a count that is one too many.
    WrongCount(Count),
    /// The next letter with transactions has a further message, of a kind that does not exist: `F7`, `Z9`.
    UnknownCode { code: String },
    /// The next letter with transactions has a further message (F8) of another health authority.
    TwoHas { cipher: Cipher },
    /// The next letter with transactions comes from another registration service, which numbers its own.
    OtherLink { cipher: Cipher },
    /// The next letter with transactions breaks off in the middle.
    Truncated,
    /// The next two letters, of whatever kind, arrive in the reverse order; the first waits for the second.
    Reordered,
    /// The last message of the next letter with transactions has one more, without its number: it must be
    /// set aside while its neighbours are fine.
    StrangeTransaction,
    /// Goes back so many numbers, as after a restore from an old copy: the next letters have numbers that
    /// were used before, and other content.
    BackwardsNumbers { by: u32 },
}

/// Which count is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// The segments of the last message (UNT).
    Segments,
    /// The messages of the letter (UNZ).
    Messages,
}

/// What each asks for, for [`Waiting::take`].
impl Mischief {
    pub(crate) fn bad_receipt(&self) -> Option<(MessageVerdict, LetterVerdict)> {
        if let Self::BadReceipt { messages, letter } = self {
            Some((messages.clone(), letter.clone()))
        } else {
            None
        }
    }

    pub(crate) fn gap(&self) -> Option<u32> {
        if let Self::Gap { letters } = self {
            Some(*letters)
        } else {
            None
        }
    }

    pub(crate) fn backwards(&self) -> Option<u32> {
        if let Self::BackwardsNumbers { by } = self {
            Some(*by)
        } else {
            None
        }
    }

    pub(crate) fn other_link(&self) -> Option<Cipher> {
        if let Self::OtherLink { cipher } = self {
            Some(cipher.clone())
        } else {
            None
        }
    }

    pub(crate) fn two_has(&self) -> Option<Cipher> {
        if let Self::TwoHas { cipher } = self {
            Some(cipher.clone())
        } else {
            None
        }
    }

    pub(crate) fn unknown_code(&self) -> Option<String> {
        if let Self::UnknownCode { code } = self {
            Some(code.clone())
        } else {
            None
        }
    }

    pub(crate) fn wrong_count(&self) -> Option<Count> {
        if let Self::WrongCount(count) = self {
            Some(*count)
        } else {
            None
        }
    }
}

/// What is to be done wrong, in the order in which it was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Waiting(Vec<Mischief>);

impl Waiting {
    pub(crate) fn push(&mut self, mischief: Mischief) {
        self.0.push(mischief);
    }

    /// Takes the first that `choose` makes something of.
    pub(crate) fn take<T>(&mut self, choose: impl Fn(&Mischief) -> Option<T>) -> Option<T> {
        let (at, chosen) = self
            .0
            .iter()
            .enumerate()
            .find_map(|(at, mischief)| Some((at, choose(mischief)?)))?;
        self.0.remove(at);

        Some(chosen)
    }

    pub(crate) fn take_one(&mut self, wanted: &Mischief) -> bool {
        self.take(|mischief| (mischief == wanted).then_some(()))
            .is_some()
    }

    /// Whether the letter that has just come gets no receipt.
    pub(crate) fn withholds_receipt(&mut self) -> bool {
        let is_used_up =
            |mischief: &Mischief| matches!(mischief, Mischief::NoReceipt { letters: 0 });
        self.0.retain(|mischief| !is_used_up(mischief));
        let left = self.0.iter_mut().find_map(|mischief| {
            if let Mischief::NoReceipt { letters } = mischief {
                Some(letters)
            } else {
                None
            }
        });

        left.map(|left| *left -= 1).is_some()
    }
}
