//! The links and their numbers: how far they are, what is missing, reports in words and in rows.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use practice::{Direction, LinkId, LinksPage, Report, Run, Sequence, Table, Unexplained};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::{Problem, ShellError};

/// Everything on the screen of links but the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Links {
    #[ts(inline)]
    pub links: Vec<LinkCard>,
    pub gaps: Vec<GapShown>,
    #[ts(inline)]
    pub health: Health,
    pub pcse_phone: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkCard {
    pub link: i64,
    pub practice_code: String,
    pub cipher: String,
    pub service: String,
    pub mailbox: String,
    pub interchange: u32,
    pub message: u32,
    pub transaction: u32,
    /// The last interchange, message and transaction that an earlier system had used.
    #[ts(type = "[number, number, number]")]
    pub opened_after: [u32; 3],
    /// Nothing has gone out on it yet: the numbers are what an earlier system used.
    pub is_new: bool,
    pub last_in: Option<u64>,
    pub last_in_at: Option<String>,
    pub paused_why: Option<String>,
    pub stopped_why: Option<String>,
}

/// Numbers that are missing, with a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GapShown {
    pub gap: GapForm,
    pub words: String,
}

/// Numbers that are missing, as they are named when somebody explains them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GapForm {
    pub direction: String,
    pub sequence: String,
    pub link: Option<i64>,
    pub epoch: u32,
    pub first: u64,
    pub last: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Why it cannot be said that all is well; empty where it can.
    pub not_well: Vec<String>,
    pub checked_at: Option<String>,
    pub greeted_at: Option<String>,
    pub more_waits: bool,
    pub clock_ahead_seconds: Option<i64>,
    pub certificate_ends_at: Option<String>,
}

/// A report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "report", rename_all = "camelCase", deny_unknown_fields)]
pub enum ReportForm {
    MissingNumbersOut,
    MissingNumbersIn,
    MissingReceipts,
    Operations { link: i64, first: u32, last: u32 },
    Traffic { from: String, to: String },
    Quarter { from: String, to: String },
}

/// A report in words and in rows; the words to be read to PCSE stand apart.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportShown {
    pub title: String,
    pub sentences: Vec<String>,
    pub to_read_out: Vec<String>,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

const TO_READ_OUT: &str = "To read to PCSE: ";

impl Links {
    /// `soon` is when the certificate ends, where that is something to see to.
    pub fn of(
        page: LinksPage,
        certificate_ends_at: Option<String>,
        soon: Option<Timestamp>,
    ) -> Self {
        let ending = soon.map(|at| {
            let day = Minute::at(at).day().shown();
            format!(
                "The certificate for MESH ends on {day}. Ask for a new one now: it can take weeks."
            )
        });
        let gaps = page.gaps.into_iter().map(|(gap, words)| GapShown {
            gap: gap.into(),
            words,
        });

        Self {
            links: page.links.into_iter().map(Into::into).collect(),
            gaps: gaps.collect(),
            health: Health {
                not_well: page.not_well.into_iter().chain(ending).collect(),
                checked_at: page.post.checked_at.map(|at| at.to_string()),
                greeted_at: page.post.greeted_at.map(|at| at.to_string()),
                more_waits: page.post.more_waits,
                clock_ahead_seconds: page.post.clock_ahead_seconds,
                certificate_ends_at,
            },
            pcse_phone: page.pcse_phone,
        }
    }
}

impl From<practice::LinkCard> for LinkCard {
    fn from(card: practice::LinkCard) -> Self {
        let [interchange, message, transaction] = card.last_out;

        Self {
            is_new: card
                .last_out
                .iter()
                .zip(&card.opened_after)
                .take(2)
                .all(|(a, b)| a == b),
            link: card.link.get(),
            practice_code: card.practice_code,
            cipher: card.cipher,
            service: card.service,
            mailbox: card.mailbox,
            interchange,
            message,
            transaction,
            opened_after: card.opened_after,
            last_in: card.last_in.map(|(ris, _)| ris),
            last_in_at: card.last_in.map(|(_, at)| at.to_string()),
            paused_why: card.paused_why,
            stopped_why: card.stopped_why,
        }
    }
}

impl From<Unexplained> for GapForm {
    fn from(gap: Unexplained) -> Self {
        Self {
            direction: gap.direction.word().to_owned(),
            sequence: gap.sequence.word().to_owned(),
            link: gap.link.map(LinkId::get),
            epoch: gap.run.epoch,
            first: gap.run.first,
            last: gap.run.last,
        }
    }
}

impl GapForm {
    pub fn read(&self) -> Result<Unexplained, Problem> {
        let direction = Direction::parse(&self.direction).ok_or(ShellError::NotUnderstood)?;
        let sequence = Sequence::parse(&self.sequence).ok_or(ShellError::NotUnderstood)?;

        Ok(Unexplained {
            direction,
            sequence,
            link: self.link.map(LinkId::new),
            run: Run {
                epoch: self.epoch,
                first: self.first,
                last: self.last,
            },
        })
    }
}

impl ReportForm {
    pub fn read(&self) -> Result<Report, Problem> {
        Ok(match self {
            Self::MissingNumbersOut => Report::MissingNumbersOut,
            Self::MissingNumbersIn => Report::MissingNumbersIn,
            Self::MissingReceipts => Report::MissingReceipts,
            Self::Operations { link, first, last } if first <= last => Report::Operations {
                link: LinkId::new(*link),
                first: *first,
                last: *last,
            },
            Self::Operations { .. } => {
                return Err(missing("last", "The last number is smaller than the first"));
            }
            Self::Traffic { from, to } => {
                let (from, to) = days(from, to)?;
                Report::Traffic { from, to }
            }
            Self::Quarter { from, to } => {
                let (from, to) = days(from, to)?;
                Report::Quarter { from, to }
            }
        })
    }
}

/// The first and the last day, both included.
fn days(from: &str, to: &str) -> Result<(Day, Day), Problem> {
    let from = Day::parse(from).map_err(|_| missing("from", "Enter the first day"))?;
    let to = Day::parse(to).map_err(|_| missing("to", "Enter the last day"))?;
    if from > to {
        return Err(missing("to", "The last day lies before the first"));
    }

    Ok((from, to))
}

fn missing(field: &'static str, message: &'static str) -> Problem {
    ShellError::Missing(vec![(field, message)]).into()
}

impl From<Table> for ReportShown {
    fn from(table: Table) -> Self {
        let (aloud, sentences): (Vec<_>, Vec<_>) = table
            .sentences
            .into_iter()
            .partition(|sentence| sentence.starts_with(TO_READ_OUT));

        Self {
            title: table.title.to_owned(),
            sentences,
            to_read_out: aloud
                .iter()
                .filter_map(|sentence| sentence.strip_prefix(TO_READ_OUT))
                .map(str::to_owned)
                .collect(),
            columns: table.columns.into_iter().map(str::to_owned).collect(),
            rows: table.rows,
        }
    }
}

impl std::fmt::Debug for ReportShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReportShown({}, {} rows)", self.title, self.rows.len())
    }
}
