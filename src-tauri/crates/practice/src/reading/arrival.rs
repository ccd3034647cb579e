//! One letter in one transaction: its row settled, its messages, notices and receipts, and the receipt we owe.

use std::borrow::Cow;

use gplinks::{Cipher, Content, Limits, Minute, NoReceipt, ReadLetter, ReceiptDraft, Rule, Text};
use jiff::Timestamp;
use serde_json::json;
use store::{
    ArrivalState, LetterIn, LetterInId, Link, NoticeId, NoticeState, Reading, Workflow, Write,
};

use super::judge::{self, Bench, Envelope, Fate, Whole};
use super::problems::{self, RawSpan};
use super::transactions::{self, Made, Placed};
use super::{Alarm, ReadReport, WhySetAside, order, receipts};
use crate::marks::KeepMarks;
use crate::{Act, DeskError, Result, routine};

/// A letter that is taken in, with what is needed all the way.
pub(super) struct Arrived<'a> {
    pub(super) letter: &'a LetterIn,
    pub(super) link: Link,
    pub(super) number: (u32, u64),
    pub(super) act: Act<'a>,
    pub(super) marks: &'a dyn KeepMarks,
}

/// Whoever takes letters in, and what for.
pub(super) struct Taking<'a> {
    pub(super) practice_code: &'a str,
    pub(super) marks: &'a dyn KeepMarks,
    pub(super) act: Act<'a>,
    /// How the audit names it.
    pub(super) deed: &'static str,
    /// A manager's reason to let something pass.
    pub(super) release: Option<(WhySetAside, &'a str)>,
}

/// The letters that some bytes hold; one, if all is well.
pub(crate) fn opened(body: &[u8], at: Timestamp) -> Vec<ReadLetter> {
    let reading = gplinks::Reading {
        limits: Limits::post(),
        today: Some(Minute::at(at).day()),
    };

    gplinks::read(body, &reading)
}

impl Taking<'_> {
    /// Takes one letter in. What its bytes say was read before the transaction began.
    pub(super) fn take(
        &self,
        w: &Write<'_>,
        letter: &LetterIn,
        read: &[ReadLetter],
    ) -> Result<ReadReport> {
        let bench = Bench {
            practice_code: self.practice_code,
            at: self.act.at,
            forgiven: self.release.map(|(why, _)| why),
        };
        if self.release.is_none() && w.letter_in(letter.id)?.state != ArrivalState::Stored {
            // Another program was faster.
            return Ok(ReadReport::default());
        }
        match bench.judge(w, letter, read)? {
            (envelope, Fate::Read(whole)) => self.read(w, letter, &envelope, whole),
            (envelope, Fate::Copy(whole)) => self.copy(w, letter, &envelope, &whole),
            (_, Fate::SetAside(why)) if self.release.is_some() => Err(DeskError::NotSo {
                why: why.against_release(),
            }),
            (envelope, Fate::SetAside(why)) => {
                note_messages(w, letter, read, &envelope)?;

                self.set_aside(w, letter.id, &envelope, why)
            }
        }
    }

    fn read(
        &self,
        w: &Write<'_>,
        letter: &LetterIn,
        envelope: &Envelope,
        whole: Whole<'_>,
    ) -> Result<ReadReport> {
        let Whole { read, link, number } = whole;
        let arrived = Arrived {
            letter,
            link,
            number,
            act: self.act,
            marks: self.marks,
        };
        let mut report = ReadReport {
            letters: 1,
            ..ReadReport::default()
        };
        let made = take_messages(w, &arrived, &of_link(read, &arrived.link), &mut report)?;
        points::point!("parse.tx2.after_transactions");
        // What is counted is what a person can find: every notice that was made of the letter.
        let transactions = judge::counted(made.len()).saturating_add(report.notices);
        self.settle(w, letter.id, envelope, transactions, None)?;
        report.receipts = u32::from(owe_receipt(w, letter, &arrived.link, read, self.act.at)?);
        let usable = made
            .iter()
            .filter(|made| made.state != NoticeState::SetAside);
        let usable: Vec<NoticeId> = usable.map(|made| made.id).collect();
        report.set_aside += judge::counted(made.len().saturating_sub(usable.len()));
        report.notices += judge::counted(usable.len());
        routine::apply_at_once(w, &usable, self.act.at)?;
        self.record(w, letter.id, envelope, &report)?;

        Ok(report)
    }

    /// Nothing of a copy is used again, but it gets a receipt: the first one may have been lost.
    fn copy(
        &self,
        w: &Write<'_>,
        letter: &LetterIn,
        envelope: &Envelope,
        whole: &Whole<'_>,
    ) -> Result<ReadReport> {
        self.settle(w, letter.id, envelope, 0, None)?;
        let receipts = u32::from(owe_receipt(
            w,
            letter,
            &whole.link,
            whole.read,
            self.act.at,
        )?);
        let report = ReadReport {
            duplicates: 1,
            receipts,
            ..ReadReport::default()
        };
        self.record(w, letter.id, envelope, &report)?;

        Ok(report)
    }

    fn set_aside(
        &self,
        w: &Write<'_>,
        letter: LetterInId,
        envelope: &Envelope,
        why: WhySetAside,
    ) -> Result<ReadReport> {
        self.settle(w, letter, envelope, envelope.transactions, Some(why))?;
        let details = json!({ "why": why, "number": envelope.number, "copy of": envelope.copy_of });
        self.act
            .record(w, "set aside", "letter in", Some(letter.get()), details)?;

        Ok(ReadReport {
            set_aside: 1,
            alarms: vec![Alarm::SetAside { letter, why }],
            ..ReadReport::default()
        })
    }

    /// Sets a letter aside that could not be taken in, without looking into it.
    pub(super) fn give_up(
        &self,
        w: &Write<'_>,
        letter: LetterInId,
        error: &DeskError,
    ) -> Result<ReadReport> {
        let envelope = Envelope {
            problems: "[]".to_owned(),
            ..Envelope::default()
        };
        let details = json!({ "code": error.code() });
        self.act
            .record(w, "not taken in", "letter in", Some(letter.get()), details)?;

        self.set_aside(w, letter, &envelope, WhySetAside::NotKept)
    }

    fn settle(
        &self,
        w: &Write<'_>,
        letter: LetterInId,
        envelope: &Envelope,
        transactions: u32,
        why: Option<WhySetAside>,
    ) -> Result<()> {
        w.letter_in_read(
            letter,
            &Reading {
                why: why.map(|why| why.code().to_owned()),
                at: self.act.at,
                link: envelope.link,
                sender: envelope.sender.clone(),
                number: envelope.number,
                written_at: envelope.written_at,
                messages: envelope.messages,
                transactions,
                copy_of: envelope.copy_of,
                problems: envelope.problems.clone(),
            },
        )?;

        Ok(())
    }

    fn record(
        &self,
        w: &Write<'_>,
        letter: LetterInId,
        envelope: &Envelope,
        report: &ReadReport,
    ) -> Result<()> {
        let mut details = json!({
            "number": envelope.number,
            "messages": envelope.messages,
            "notices": report.notices,
            "set aside": report.set_aside,
            "receipts": report.receipts,
        });
        if let (Some(details), Some(first)) = (details.as_object_mut(), envelope.copy_of) {
            details.insert("copy of".to_owned(), json!(first));
        }
        if let (Some(details), Some((why, reason))) = (details.as_object_mut(), self.release) {
            details.insert("why".to_owned(), json!(why));
            details.insert("reason".to_owned(), json!(reason));
        }

        self.act
            .record(w, self.deed, "letter in", Some(letter.get()), details)
            .map_err(DeskError::from)
    }
}

/// Takes every message in its order. The notice of a receipt is matched already, and is only counted.
fn take_messages(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    read: &ReadLetter,
    report: &mut ReadReport,
) -> Result<Vec<Made>> {
    let mut made = Vec::new();
    for message in placed(read, arrived.letter) {
        let mut remarks = Vec::new();
        match &message.read.content {
            Content::Receipt(receipt) if !message.read.set_aside => {
                let received = receipts::take(w, arrived, &message, receipt)?;
                report.notices += u32::from(received.notice.is_some());
                report.alarms.extend(received.alarm);
                remarks = received.remarks;
            }
            Content::Receipt(_) | Content::Transactions(_) => {
                made.extend(transactions::take_all(w, arrived, &message)?);
            }
        }
        message.record(w, arrived.letter.id, &remarks)?;
    }

    Ok(made)
}

/// The letter without the remark that its authority is another link's, where the link's code is not the one that
/// follows from its cipher: then the cipher tells.
fn of_link<'a>(read: &'a ReadLetter, link: &Link) -> Cow<'a, ReadLetter> {
    let cipher = Cipher::parse(&link.cipher);
    let derived = cipher.as_ref().map(Cipher::link_code);
    if derived.is_some_and(|code| code.as_str() == link.service_code) {
        return Cow::Borrowed(read);
    }
    let mut read = read.clone();
    for message in &mut read.messages {
        if message.head.cipher() == cipher {
            message
                .problems
                .retain(|problem| problem.rule != Rule::HaOfAnotherLink);
        }
    }

    Cow::Owned(read)
}

/// The numbers of a letter's messages have come, also where nothing of it is used. Those of a copy came with the first.
fn note_messages(
    w: &Write<'_>,
    letter: &LetterIn,
    read: &[ReadLetter],
    envelope: &Envelope,
) -> Result<()> {
    if envelope.number.is_none() || envelope.copy_of.is_some() {
        return Ok(());
    }
    for message in read.iter().flat_map(|read| placed(read, letter)) {
        message.record(w, letter.id, &[])?;
    }

    Ok(())
}

/// Each message with its place: from its UNH to the next one, or to the end.
fn placed<'a>(read: &'a ReadLetter, letter: &LetterIn) -> Vec<Placed<'a>> {
    let end = letter.body.len() as u64;
    let starts = || {
        read.messages
            .iter()
            .map(|message| message.head.place.span.start)
    };
    let ends = starts().skip(1).chain([end]);

    (1..)
        .zip(order::ranks(&read.messages))
        .zip(read.messages.iter().zip(starts().zip(ends)))
        .map(|((position, rank), (read, (from, to)))| Placed {
            read,
            position,
            rank,
            bytes: RawSpan { from, to },
        })
        .collect()
}

/// Queues the receipt that answers the letter; tells whether there is one. A receipt is never answered.
fn owe_receipt(
    w: &Write<'_>,
    letter: &LetterIn,
    link: &Link,
    read: &ReadLetter,
    at: Timestamp,
) -> Result<bool> {
    if letter.workflow == Workflow::Receipt && !judge::has(read, "FHSREG") {
        return Ok(false);
    }
    let draft = match answer(read, link) {
        Ok(draft) => draft,
        Err(NoReceipt::IsAReceipt) => return Ok(false),
        Err(NoReceipt::Unusable) => return Err(DeskError::Kept { what: "receipt" }),
    };
    w.owe_receipt(letter.id, link.id, &problems::json(&draft, "receipt")?, at)?;
    points::point!("parse.tx2.after_recep");

    Ok(true)
}

/// Where the letter does not name its authority, the link does.
pub(crate) fn answer(read: &ReadLetter, link: &Link) -> Result<ReceiptDraft, NoReceipt> {
    match read.messages.first() {
        Some(message) if message.head.authority.is_none() => {
            let mut read = read.clone();
            if let Some(message) = read.messages.first_mut() {
                message.head.authority = Text::new(&link.cipher);
            }
            read.receipt()
        }
        Some(_) | None => read.receipt(),
    }
}
