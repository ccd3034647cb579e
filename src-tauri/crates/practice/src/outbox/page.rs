//! One filing with everything that a screen shows of it: what it says, what happened, and the evidence.

use gplinks::PatientNumber;
use jiff::Timestamp;
use store::{Attempt, FilingId, LetterOut, NoteOn, NoticeId, Read, ReportIn};

use super::deeds::Deed;
use super::{OutboxDetail, OutboxItem, offered};
use crate::content::Content;
use crate::inbox::{NoteShown, SegmentShown, note, segments};
use crate::patient_view::{Entry, of_filing, receipt_words};
use crate::{Practice, Result};

/// `Debug` shows the filing's number only.
#[derive(Clone, PartialEq, Eq)]
pub struct FilingPage {
    pub item: OutboxItem,
    /// What it says, in words.
    pub outline: Vec<String>,
    pub held_why: Option<String>,
    pub closed_why: Option<String>,
    pub replaces: Option<FilingId>,
    /// The last of PCSE's messages about it.
    pub answered_by: Option<NoticeId>,
    pub letter: Option<Evidence>,
    pub timeline: Vec<Entry>,
    /// What colleagues wrote about it.
    pub notes: Vec<NoteShown>,
    pub deeds: Vec<Deed>,
    /// What it says can be changed as it stands.
    pub is_changeable: bool,
    /// The bytes that were sent, line by line; none before they are written.
    pub message: Vec<SegmentShown>,
}

/// What shows that a letter went, and how it fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub letter: LetterOut,
    pub attempts: Vec<Attempt>,
    pub reports: Vec<ReportIn>,
    /// What the receipts said, a line each.
    pub receipts: Vec<String>,
}

impl Practice {
    pub fn filing_page(&self, filing: FilingId, at: Timestamp) -> Result<FilingPage> {
        let OutboxDetail {
            item,
            filing,
            letter,
            attempts,
            reports,
        } = self.outbox_detail(filing, at)?;
        self.store().read(|r| {
            let deeds = offered::of_filing(&filing, item.step, letter.as_ref());
            let body = letter.as_ref().map(|letter| letter.body.as_slice());
            let message = String::from_utf8_lossy(body.unwrap_or_default());
            let outline = outline(r, &filing)?;
            let timeline = of_filing(r, &filing)?;
            let notes = r.notes_on(NoteOn::Filing(filing.id))?;
            let answers = r.notices_answering(filing.id)?;
            let receipts = match &letter {
                Some(letter) => receipt_words(r, letter)?,
                None => Vec::new(),
            };

            Ok(FilingPage {
                is_changeable: letter.is_none() && offered::may_be_changed(item.step),
                outline,
                timeline,
                notes: notes.into_iter().map(note).collect(),
                deeds,
                message: segments(&message),
                held_why: filing.held_why,
                closed_why: filing.closed_why,
                replaces: filing.replaces,
                answered_by: answers.last().map(|notice| notice.id),
                letter: letter.map(|letter| Evidence {
                    letter,
                    attempts,
                    reports,
                    receipts,
                }),
                item,
            })
        })
    }
}

/// What it says about the patient as the record knows them.
fn outline(r: &Read<'_>, filing: &store::Filing) -> Result<Vec<String>> {
    let number = r.patient(filing.patient)?.record.nhs_number;
    let number = number.as_deref().and_then(PatientNumber::read);
    let said = Content::read(&filing.content)?.about(number);

    Ok(said.map(|said| said.outline()).unwrap_or_default())
}

impl std::fmt::Debug for FilingPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FilingPage({:?})", self.item)
    }
}
