//! Receipts: those that we owe, and what those that came in say.

use jiff::Timestamp;

use crate::db::{Row, given};
use crate::{LetterInId, LetterOutId, LinkId, Read, ReceiptFate, ReceiptOutId, Result, Write};

/// A receipt that we owe for a letter that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptOut {
    pub id: ReceiptOutId,
    pub letter_in: LetterInId,
    pub link: LinkId,
    pub content: String,
    pub letter: Option<LetterOutId>,
    pub made_at: Timestamp,
}

/// A receipt that came in and is about no letter of this ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrayReceipt {
    pub link: LinkId,
    pub received_at: Timestamp,
    pub receipt: ReceiptIn,
}

/// What a receipt that came in says of one of our letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptIn {
    pub letter_in: LetterInId,
    pub letter: Option<LetterOutId>,
    pub sis: u64,
    pub verdict: String,
    /// JSON: number and verdict of each message.
    pub messages: String,
    pub fate: ReceiptFate,
}

impl ReceiptOut {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            letter_in: row.take()?,
            link: row.take()?,
            content: row.take()?,
            letter: row.take()?,
            made_at: row.take()?,
        })
    }
}

impl ReceiptIn {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            letter_in: row.take()?,
            letter: row.take()?,
            sis: row.take()?,
            verdict: row.take()?,
            messages: row.take()?,
            fate: row.take()?,
        })
    }
}

impl Read<'_> {
    /// The oldest receipt of a link that has no numbers yet.
    pub fn next_receipt(&self, link: LinkId) -> Result<Option<ReceiptOut>> {
        self.db.first(
            "SELECT id, letter_in_id, link_id, content, letter_id, made_at FROM receipts_out
             WHERE state = 'ready' AND link_id = $1 ORDER BY id LIMIT 1",
            given![link],
            ReceiptOut::take,
        )
    }

    pub fn receipt_for(&self, letter: LetterInId) -> Result<Option<ReceiptOut>> {
        self.db.first(
            "SELECT id, letter_in_id, link_id, content, letter_id, made_at FROM receipts_out
             WHERE letter_in_id = $1",
            given![letter],
            ReceiptOut::take,
        )
    }

    pub fn receipt_of_letter(&self, letter: LetterOutId) -> Result<Option<ReceiptOut>> {
        self.db.first(
            "SELECT id, letter_in_id, link_id, content, letter_id, made_at FROM receipts_out
             WHERE letter_id = $1",
            given![letter],
            ReceiptOut::take,
        )
    }

    pub fn count_receipts_ready(&self) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM receipts_out WHERE state = 'ready'",
            &[],
        )
    }

    pub fn count_receipts_ready_on(&self, link: LinkId) -> Result<u64> {
        self.db.count(
            "SELECT count(*) FROM receipts_out WHERE state = 'ready' AND link_id = $1",
            given![link],
        )
    }

    /// What came in about one of our letters.
    pub fn receipts_in_for(&self, letter: LetterOutId) -> Result<Vec<ReceiptIn>> {
        self.db.rows(
            "SELECT letter_in_id, letter_id, sis, verdict, messages, fate FROM receipts_in
             WHERE letter_id = $1 ORDER BY id",
            given![letter],
            ReceiptIn::take,
        )
    }

    /// Those that are about no letter of this ledger, newest first.
    pub fn receipts_stray(&self, most: u32) -> Result<Vec<StrayReceipt>> {
        self.db.rows(
            "SELECT letters_in.link_id, letters_in.received_at, receipts_in.letter_in_id, receipts_in.letter_id,
                    receipts_in.sis, receipts_in.verdict, receipts_in.messages, receipts_in.fate
             FROM receipts_in JOIN letters_in ON letters_in.id = receipts_in.letter_in_id
             WHERE receipts_in.letter_id IS NULL ORDER BY receipts_in.id DESC LIMIT $1",
            given![most],
            |row| {
                Ok(StrayReceipt {
                    link: row.take()?,
                    received_at: row.take()?,
                    receipt: ReceiptIn::take(row)?,
                })
            },
        )
    }
}

impl Write<'_> {
    /// Gives a letter that was made again the receipts that had come for its number meanwhile; tells
    /// the verdict of the newest, and when it came.
    pub fn claim_receipts_in(
        &self,
        link: LinkId,
        sis: u32,
        letter: LetterOutId,
    ) -> Result<Option<(String, Timestamp)>> {
        let newest = self.db.first(
            "SELECT receipts_in.verdict, letters_in.received_at
             FROM receipts_in JOIN letters_in ON letters_in.id = receipts_in.letter_in_id
             WHERE receipts_in.fate = 'listed outside' AND receipts_in.sis = $1 AND letters_in.link_id = $2
             ORDER BY receipts_in.id DESC LIMIT 1",
            given![sis, link],
            |row| Ok((row.take()?, row.take()?)),
        )?;
        self.db.run(
            "UPDATE receipts_in SET letter_id = $1, fate = 'matched'
             WHERE fate = 'listed outside' AND sis = $2
               AND letter_in_id IN (SELECT id FROM letters_in WHERE link_id = $3)",
            given![letter, sis, link],
        )?;

        Ok(newest)
    }

    pub fn owe_receipt(
        &self,
        letter_in: LetterInId,
        link: LinkId,
        content: &str,
        at: Timestamp,
    ) -> Result<()> {
        self.db
            .run(
                "INSERT INTO receipts_out (letter_in_id, link_id, content, state, made_at)
                 VALUES ($1, $2, $3, 'ready', $4)",
                given![letter_in, link, content, at],
            )
            .map(drop)
    }

    pub fn release_receipt(&self, id: ReceiptOutId, letter: LetterOutId) -> Result<()> {
        self.one(
            "UPDATE receipts_out SET state = 'released', letter_id = $1 WHERE id = $2 AND state = 'ready'",
            given![letter, id],
        )
    }

    pub fn add_receipt_in(&self, receipt: &ReceiptIn) -> Result<()> {
        self.db
            .run(
                "INSERT INTO receipts_in (letter_in_id, letter_id, sis, verdict, messages, fate)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                given![
                    receipt.letter_in,
                    receipt.letter,
                    receipt.sis,
                    &receipt.verdict,
                    &receipt.messages,
                    receipt.fate,
                ],
            )
            .map(drop)
    }
}
