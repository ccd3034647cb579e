//! Receipts that are about no letter of this practice's ledger.

use jiff::Timestamp;
use serde::Serialize;
use store::{LetterInId, LinkId, ReceiptFate, StrayReceipt};

use super::as_text;
use crate::{Practice, Result};

/// So many are shown, the newest ones.
const MOST: u32 = 200;

/// A receipt for a letter that is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StrayReceiptShown {
    /// The letter that brought it.
    pub letter: LetterInId,
    pub link: LinkId,
    /// The letter number that it names.
    pub sis: u64,
    /// What it says of that letter: OK, NA or ER.
    pub verdict: String,
    #[serde(serialize_with = "as_text")]
    pub received_at: Timestamp,
    pub fate: ReceiptFate,
    pub words: &'static str,
}

impl Practice {
    /// Receipts that are about no letter here, the newest first.
    pub fn stray_receipts(&self) -> Result<Vec<StrayReceiptShown>> {
        let strays = self.store().read(|r| r.receipts_stray(MOST))?;

        Ok(strays.into_iter().map(shown).collect())
    }
}

fn shown(stray: StrayReceipt) -> StrayReceiptShown {
    let receipt = stray.receipt;

    StrayReceiptShown {
        letter: receipt.letter_in,
        link: stray.link,
        sis: receipt.sis,
        verdict: receipt.verdict,
        received_at: stray.received_at,
        fate: receipt.fate,
        words: words(receipt.fate),
    }
}

fn words(fate: ReceiptFate) -> &'static str {
    match fate {
        ReceiptFate::EarlierSystem => "the system before this one sent that letter",
        ReceiptFate::ListedOutside => {
            "that letter is not in this data, but on the record outside it"
        }
        ReceiptFate::Unmatched | ReceiptFate::Matched | ReceiptFate::Duplicate => {
            "this practice did not send that letter; ask PCSE who did"
        }
    }
}
