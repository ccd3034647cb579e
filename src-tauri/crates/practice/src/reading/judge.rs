//! What becomes of a letter as a whole: it is read, it is a copy of one that was, or it is set aside.

use gplinks::{Header, ReadLetter};
use jiff::{SignedDuration, Timestamp};
use store::{ArrivalState, LetterIn, LetterInId, Link, LinkId, Read, Workflow};

use super::WhySetAside;
use super::numbering::{self, Bearer};
use super::problems::{self, RawSpan, Remark};
use crate::Result;

/// So many receipts answer one letter and its copies in a day.
const MOST_RECEIPTS: u32 = 3;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What the ledger says about a letter besides its fate.
#[derive(Debug, Clone, Default)]
pub(super) struct Envelope {
    pub(super) link: Option<LinkId>,
    pub(super) sender: Option<String>,
    pub(super) number: Option<(u32, u64)>,
    pub(super) written_at: Option<Timestamp>,
    pub(super) messages: u32,
    pub(super) transactions: u32,
    pub(super) copy_of: Option<LetterInId>,
    pub(super) problems: String,
}

pub(super) enum Fate<'a> {
    Read(Whole<'a>),
    /// It was read before.
    Copy(Whole<'a>),
    SetAside(WhySetAside),
}

/// A letter that can be used, with its link and number.
pub(super) struct Whole<'a> {
    pub(super) read: &'a ReadLetter,
    pub(super) link: Link,
    pub(super) number: (u32, u64),
}

/// What judging needs to know besides the letter.
pub(super) struct Bench<'a> {
    pub(super) practice_code: &'a str,
    pub(super) at: Timestamp,
    /// What a manager has looked at, and lets pass.
    pub(super) forgiven: Option<WhySetAside>,
}

impl Bench<'_> {
    pub(super) fn judge<'a>(
        &self,
        r: &Read<'_>,
        letter: &LetterIn,
        read: &'a [ReadLetter],
    ) -> Result<(Envelope, Fate<'a>)> {
        let mut envelope = Envelope::of(read)?;
        let (one, header, link) = match self.addressed(r, read)? {
            Ok(addressed) => addressed,
            Err(why) => return Ok((envelope, Fate::SetAside(why))),
        };
        envelope.link = Some(link.id);
        if i64::try_from(header.reference).is_err() {
            return Ok((envelope, Fate::SetAside(WhySetAside::NumberTooLarge)));
        }
        let newest = r.newest_number_in(link.id, numbering::LAST)?;
        let number = number_of(r, letter, link.id, header, newest)?;
        envelope.number = Some(number);
        let whole = Whole {
            read: one,
            link,
            number,
        };
        let fate = match self.unusable(letter, &whole) {
            Some(why) => Fate::SetAside(why),
            None => self.among_others(r, letter, whole, &mut envelope)?,
        };
        if let Fate::Read(whole) = &fate {
            envelope.remark_late(whole, header, newest)?;
        }

        Ok((envelope, fate))
    }

    /// The one letter that is there, for us, from the other end of a link.
    fn addressed<'a>(
        &self,
        r: &Read<'_>,
        read: &'a [ReadLetter],
    ) -> Result<Result<(&'a ReadLetter, &'a Header, Link), WhySetAside>> {
        let one = match read {
            [one] => one,
            [] => return Ok(Err(WhySetAside::Unreadable)),
            _ => return Ok(Err(WhySetAside::SeveralLetters)),
        };
        let Some(header) = &one.header else {
            return Ok(Err(WhySetAside::Unreadable));
        };
        let (sender, recipient) = (header.sender.as_str(), header.recipient.as_str());
        if sender == self.practice_code {
            return Ok(Err(WhySetAside::OwnLetter));
        }
        if recipient != self.practice_code {
            return Ok(Err(WhySetAside::OtherPractice));
        }
        let link = r.link_with(sender)?;
        let link = link.filter(|link| link.practice_code == recipient);

        Ok(link
            .map(|link| (one, header, link))
            .ok_or(WhySetAside::NoLink))
    }

    /// What is wrong with the letter by itself.
    fn unusable(&self, letter: &LetterIn, whole: &Whole<'_>) -> Option<WhySetAside> {
        let read = whole.read;
        if !read.usable {
            return Some(if read.messages.is_empty() {
                WhySetAside::NoMessage
            } else {
                WhySetAside::Unreadable
            });
        }
        let (receipts, registrations) = (has(read, "RECEP"), has(read, "FHSREG"));
        let is_wrong = match letter.workflow {
            Workflow::Registration => receipts,
            Workflow::Receipt => registrations,
        };

        (is_wrong && !self.forgives(WhySetAside::WrongWorkflow))
            .then_some(WhySetAside::WrongWorkflow)
    }

    /// Looks at the letters that bear the same number.
    fn among_others<'a>(
        &self,
        r: &Read<'_>,
        letter: &LetterIn,
        whole: Whole<'a>,
        envelope: &mut Envelope,
    ) -> Result<Fate<'a>> {
        let (epoch, ris) = whole.number;
        let mut others = r.letters_in_numbered(whole.link.id, ris)?;
        others.retain(|other| {
            let is_another = other.id != letter.id && other.copy_of != Some(letter.id);

            is_another && other.epoch == Some(epoch) && holds_its_number(other)
        });
        if let Some(same) = others.iter().find(|other| other.sha256 == letter.sha256) {
            let first = r.letter_in(same.copy_of.unwrap_or(same.id))?;
            envelope.copy_of = Some(first.id);

            return self.copy_of(r, &first, whole);
        }
        let is_contested = !others.is_empty() && !self.forgives(WhySetAside::OtherBytes);

        Ok(if is_contested {
            Fate::SetAside(WhySetAside::OtherBytes)
        } else {
            Fate::Read(whole)
        })
    }

    fn copy_of<'a>(&self, r: &Read<'_>, first: &LetterIn, whole: Whole<'a>) -> Result<Fate<'a>> {
        if first.state != ArrivalState::Read {
            return Ok(Fate::SetAside(WhySetAside::CopyOfSetAside));
        }
        let since = self.at.checked_sub(DAY).unwrap_or(Timestamp::MIN);
        let receipts = r.receipted_copies(first.id, since)?;
        let is_too_many = receipts >= MOST_RECEIPTS && !self.forgives(WhySetAside::TooManyCopies);

        Ok(if is_too_many {
            Fate::SetAside(WhySetAside::TooManyCopies)
        } else {
            Fate::Copy(whole)
        })
    }

    fn forgives(&self, why: WhySetAside) -> bool {
        self.forgiven == Some(why)
    }
}

impl Envelope {
    /// What can be said without the ledger; of several letters, how much they hold together.
    fn of(read: &[ReadLetter]) -> Result<Self> {
        let header = match read {
            [one] => one.header.as_ref(),
            _ => None,
        };
        let messages = read.iter().map(|one| one.messages.len()).sum();
        let transactions = read.iter().map(|one| one.transactions().count()).sum();
        let problems = read.iter().flat_map(|one| &one.problems);

        Ok(Self {
            sender: header.map(|header| header.sender.as_str().to_owned()),
            written_at: header.and_then(|header| header.at.instant()),
            messages: counted(messages),
            transactions: counted(transactions),
            problems: problems::written(problems, &[], RawSpan::default())?,
            ..Self::default()
        })
    }

    fn remark_late(
        &mut self,
        whole: &Whole<'_>,
        header: &Header,
        newest: Option<(u32, u64)>,
    ) -> Result<()> {
        let is_usual = (1..=numbering::LAST).contains(&whole.number.1);
        if is_usual && newest.is_some_and(|newest| whole.number < newest) {
            let span = header.place.span;
            let at = RawSpan {
                from: span.start,
                to: span.end,
            };
            self.problems = problems::written(&whole.read.problems, &[Remark::Late], at)?;
        }

        Ok(())
    }
}

fn number_of(
    r: &Read<'_>,
    letter: &LetterIn,
    link: LinkId,
    header: &Header,
    newest: Option<(u32, u64)>,
) -> Result<(u32, u64)> {
    let at = header.at.instant().unwrap_or(letter.received_at);
    let bearers: Vec<Bearer> = r
        .letters_in_numbered(link, header.reference)?
        .into_iter()
        .filter(|other| other.id != letter.id)
        .filter_map(|other| {
            Some(Bearer {
                epoch: other.epoch?,
                at: other.written_at.unwrap_or(other.received_at),
            })
        })
        .collect();

    Ok((
        numbering::epoch_of(newest, &bearers, header.reference, at),
        header.reference,
    ))
}

/// Whether another letter with its number is a copy of it, or contradicts it.
fn holds_its_number(letter: &LetterIn) -> bool {
    let why = letter.why.as_deref().and_then(WhySetAside::parse);

    !why.is_some_and(WhySetAside::frees_the_number)
}

pub(super) fn has(read: &ReadLetter, message_type: &str) -> bool {
    read.messages
        .iter()
        .any(|message| message.head.message_type == message_type)
}

pub(super) fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
