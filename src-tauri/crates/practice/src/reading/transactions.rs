//! The notices of a letter, one for each transaction, and one for each message that cannot be used.

use gplinks::{Body, Kind, Notice, Problem, ReadMessage, Rule, Transaction};
use store::{About, LetterInId, NewMessage, NewNotice, NoticeId, NoticeState, Place, Write};

use super::arrival::Arrived;
use super::order;
use super::problems::{self, RawSpan, Remark};
use crate::Result;
use crate::matching::{self, Spot};

/// A notice that was just made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) id: NoticeId,
    pub(super) state: NoticeState,
}

/// A message at its place in the letter.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) read: &'a ReadMessage,
    /// In the letter's bytes, from 1.
    pub(super) position: u32,
    /// By its number among the others, from 1: that is the order in which it counts.
    pub(super) rank: u32,
    pub(super) bytes: RawSpan,
}

impl Placed<'_> {
    pub(super) fn rms(&self) -> Option<u64> {
        order::rms(self.read)
    }

    /// What it holds, or what it says that it is.
    fn kind(&self) -> Option<&str> {
        let head = &self.read.head;
        let told = head.kind.as_ref().map(Kind::code);

        told.or(Some(head.message_type.as_str()).filter(|told| !told.is_empty()))
    }

    pub(super) fn place(&self, arrived: &Arrived<'_>, position: u32) -> Place {
        let (epoch, ris) = arrived.number;

        Place {
            epoch,
            ris,
            message: self.rank,
            position,
        }
    }

    pub(super) fn record(
        &self,
        w: &Write<'_>,
        letter: LetterInId,
        remarks: &[Remark],
    ) -> Result<()> {
        w.add_message_in(&NewMessage {
            letter,
            position: self.position,
            rms: self.rms(),
            kind: self.kind().map(str::to_owned),
            problems: problems::written(&self.read.problems, remarks, self.bytes)?,
        })?;

        Ok(())
    }
}

/// Makes the notices of a message. What is set aside has no content, so that nobody decides by it.
pub(super) fn take_all(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
) -> Result<Vec<Made>> {
    let mut made = Vec::new();
    let transactions = message.read.transactions();
    for (position, transaction) in (1..).zip(transactions) {
        made.push(take(w, arrived, message, position, transaction)?);
    }
    if message.read.set_aside {
        let position = super::judge::counted(transactions.len()).saturating_add(1);
        made.push(stand_in(w, arrived, message, position)?);
    }

    Ok(made)
}

fn take(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
    position: u32,
    transaction: &Transaction,
) -> Result<Made> {
    let tn = transaction.tn.map(gplinks::Tn::get);
    let kind = transaction.kind.code();
    let is_there =
        w.transaction_is_there(arrived.link.id, arrived.number, message.rms(), tn, kind)?;
    let notice = match &transaction.body {
        Some(Body::Notice(notice)) => Some(notice),
        Some(Body::Filing(_)) | None => None,
    };
    let usable = notice.filter(|_| !is_there && !message.read.set_aside);
    let state = state(usable);
    let content = usable
        .filter(|_| state != NoticeState::SetAside)
        .map(|notice| problems::json(notice, "notice"))
        .transpose()?;
    let number = notice
        .and_then(Notice::number)
        .map(|number| number.written());
    let span = transaction.place.span;
    let spot = Spot {
        link: arrived.link.id,
        place: message.place(arrived, position),
        tn,
    };
    let about = usable.map(|notice| matching::about(w, spot, notice));
    let id = w.add_notice(&NewNotice {
        letter: arrived.letter.id,
        link: spot.link,
        place: spot.place,
        kind,
        rms: message.rms(),
        tn,
        gp: transaction.gp.as_ref().map(gplinks::GpCode::as_str),
        nhs_number: number.as_deref(),
        content: content.as_deref(),
        outline: &problems::json(&outline(message, transaction, is_there), "outline")?,
        problems: &its_problems(message, transaction, is_there)?,
        raw_from: span.start,
        raw_to: span.end,
        at: arrived.letter.received_at,
        state,
        about: about.transpose()?.unwrap_or_default(),
    })?;

    Ok(Made { id, state })
}

fn state(notice: Option<&Notice>) -> NoticeState {
    match notice {
        None | Some(Notice::Unknown) => NoticeState::SetAside,
        Some(Notice::RecordsSent(_) | Notice::RecordsFlagRemoval(_)) => NoticeState::Information,
        Some(
            Notice::Amendment(_)
            | Notice::Deduction(_)
            | Notice::Rejection(_)
            | Notice::Approval(_)
            | Notice::CloseQuarter(_)
            | Notice::Fp69(_)
            | Notice::Fp69Removal(_)
            | Notice::RequestReply(_),
        ) => NoticeState::ToDecide,
    }
}

/// What it says and, where that is not plain, why it is set aside.
fn outline(message: &Placed<'_>, transaction: &Transaction, is_there: bool) -> Vec<String> {
    let mut lines = transaction.outline();
    let why = match &transaction.body {
        None => None,
        Some(_) if message.read.set_aside => Some("its message cannot be used as a whole"),
        Some(_) if is_there => {
            Some("the same transaction stands further up in the letter, or came before")
        }
        Some(Body::Filing(_)) => Some("only a practice sends this kind of transaction"),
        Some(Body::Notice(Notice::Unknown)) => Some("this kind of transaction is not known"),
        Some(Body::Notice(_)) => None,
    };
    lines.extend(why.map(|why| format!("Set aside because {why}")));

    lines
}

fn its_problems(message: &Placed<'_>, transaction: &Transaction, is_there: bool) -> Result<String> {
    let again = Problem {
        rule: Rule::SameTransactionNumber,
        at: transaction.place,
    };
    let is_told = transaction
        .problems
        .iter()
        .any(|one| one.rule == again.rule);
    let of_message: &[Problem] = if message.read.set_aside {
        &message.read.problems
    } else {
        &[]
    };
    let again = (is_there && !is_told).then_some(&again);

    problems::written(
        transaction.problems.iter().chain(of_message).chain(again),
        &[],
        RawSpan::default(),
    )
}

/// Shows a message that cannot be used, so that a person sees it.
fn stand_in(
    w: &Write<'_>,
    arrived: &Arrived<'_>,
    message: &Placed<'_>,
    position: u32,
) -> Result<Made> {
    let why = message
        .read
        .problems
        .iter()
        .filter(|one| one.severity() >= gplinks::Severity::Error)
        .map(|one| format!("Set aside because {}", one.rule));
    let lines: Vec<String> = ["Message that cannot be used, set aside".to_owned()]
        .into_iter()
        .chain(why)
        .collect();
    let state = NoticeState::SetAside;
    let id = w.add_notice(&NewNotice {
        letter: arrived.letter.id,
        link: arrived.link.id,
        place: message.place(arrived, position),
        kind: message.kind().unwrap_or("unreadable"),
        rms: message.rms(),
        tn: None,
        gp: None,
        nhs_number: None,
        content: None,
        outline: &problems::json(&lines, "outline")?,
        problems: &problems::written(&message.read.problems, &[], message.bytes)?,
        raw_from: message.bytes.from,
        raw_to: message.bytes.to,
        at: arrived.letter.received_at,
        state,
        about: About::default(),
    })?;

    Ok(Made { id, state })
}
