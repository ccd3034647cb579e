//! `report`: what must be told to PCSE, in sentences, as rows, or for a spreadsheet.

use clap::{Args, Subcommand};
use gplinks::Day;
use practice::{Overdue, Report as Kind, StuckLetter, Table};
use serde_json::{Value, json};

use super::answer::Answer;
use super::at::At;
use super::link;
use super::open::Desk;
use super::outbox::{kind_words, rfc3339};
use crate::error::Failure;
use crate::output::{self, Exit, Told};

const HELP: &str = "\
Examples:
  linkdesk-cli report --data ./desk missing-receipts
  linkdesk-cli report --data ./desk operations --link NF --first 40 --last 52 --csv
  linkdesk-cli report --data ./desk quarter --from 2026-10-01 --to 2026-12-31 --json";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Report {
    #[command(flatten)]
    at: At,
    /// The rows as CSV, for a spreadsheet
    #[arg(long, global = true, conflicts_with = "json")]
    csv: bool,
    #[command(subcommand)]
    name: Name,
}

#[derive(Debug, Subcommand)]
enum Name {
    /// Numbers of ours that are on no letter that arrived
    MissingNumbersOut,
    /// Numbers of the registration service that never came
    MissingNumbersIn,
    /// Letters whose receipt has not come
    MissingReceipts,
    /// What stood in the letters with these numbers
    Operations {
        /// The other side's cipher or link code
        #[arg(long)]
        link: String,
        #[arg(long, value_name = "N")]
        first: u32,
        #[arg(long, value_name = "N")]
        last: u32,
    },
    /// What PCSE has not answered
    Unanswered,
    /// Patients with an FP69 flag
    Fp69,
    /// The quarter's certificate
    Quarter {
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        from: Day,
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        to: Day,
    },
    /// What cannot be worked on and waits for a person
    SetAside,
    /// Letters out and in between two days, both included
    Traffic {
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        from: Day,
        #[arg(long, value_name = "DAY", value_parser = Day::parse)]
        to: Day,
    },
    /// What somebody should look at today because of the calendar
    Overdue,
}

pub(super) fn run(asked: &Report) -> Result<Told, Failure> {
    is_forward(&asked.name)?;
    let desk = Desk::open(&asked.at)?;
    let kind = match &asked.name {
        Name::MissingNumbersOut => Kind::MissingNumbersOut,
        Name::MissingNumbersIn => Kind::MissingNumbersIn,
        Name::MissingReceipts => Kind::MissingReceipts,
        Name::Operations { link, first, last } => Kind::Operations {
            link: link::find(&desk, link)?.id,
            first: *first,
            last: *last,
        },
        Name::Unanswered => Kind::Unanswered,
        Name::Fp69 => Kind::Fp69,
        Name::Quarter { from, to } => Kind::Quarter {
            from: *from,
            to: *to,
        },
        Name::SetAside => Kind::SetAside,
        Name::Traffic { from, to } => Kind::Traffic {
            from: *from,
            to: *to,
        },
        Name::Overdue if asked.csv => {
            return Err(Failure::Usage("--csv does not go with overdue".to_owned()));
        }
        Name::Overdue => {
            return overdue(&desk.practice.overdue(desk.now)?).print(asked.at.json);
        }
    };
    let table = desk.practice.report(&kind, desk.now)?;
    if asked.csv {
        output::result(table.csv().as_bytes())?;
        return Ok(Told::nothing(Exit::Done));
    }

    answer(&kind, &table).print(asked.at.json)
}

/// What begins after its end holds nothing, and nobody would notice.
fn is_forward(name: &Name) -> Result<(), Failure> {
    let wrong = if let Name::Quarter { from, to } | Name::Traffic { from, to } = name {
        (from > to).then_some("--from is later than --to")
    } else if let Name::Operations { first, last, .. } = name {
        (first > last).then_some("--first is larger than --last")
    } else {
        None
    };

    match wrong {
        Some(wrong) => Err(Failure::Usage(wrong.to_owned())),
        None => Ok(()),
    }
}

fn answer(kind: &Kind, table: &Table) -> Answer {
    let json = json!({
        "report": kind.word(),
        "title": table.title,
        "sentences": table.sentences,
        "columns": table.columns,
        "rows": table.rows,
    });
    let mut words = vec![table.title.to_owned()];
    words.extend(
        table
            .sentences
            .iter()
            .map(|sentence| format!("  {sentence}")),
    );
    if !table.rows.is_empty() {
        words.push(String::new());
        words.extend(columns(table));
    }

    Answer::new(json, words)
}

/// The rows under their headers, as wide as the widest cell.
fn columns(table: &Table) -> Vec<String> {
    let headers: Vec<String> = table.columns.iter().map(|one| (*one).to_owned()).collect();
    let lines: Vec<&Vec<String>> = [&headers].into_iter().chain(&table.rows).collect();
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));

        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..headers.len()).map(width).collect();
    let padded = |line: &Vec<String>| {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"));
        let line: Vec<String> = cells.collect();

        line.join("  ").trim_end().to_owned()
    };

    lines.into_iter().map(padded).collect()
}

fn overdue(overdue: &Overdue) -> Answer {
    let mut words: Vec<String> = overdue
        .stuck
        .iter()
        .map(|letter| format!("{}.", letter.trouble()))
        .collect();
    let stuck: Vec<_> = overdue.stuck.iter().map(stuck_json).collect();
    let receipts: Vec<_> = overdue
        .receipts
        .iter()
        .map(|late| {
            words.push(format!(
                "Letter {} (interchange {}), sent {}, has no receipt after {} working days.",
                late.letter,
                late.sis,
                late.sent_on.shown(),
                late.working_days
            ));
            json!({
                "letter": late.letter, "link": late.link, "sis": late.sis,
                "sent_on": late.sent_on.iso(), "working_days": late.working_days,
            })
        })
        .collect();
    let answers: Vec<_> = overdue
        .answers
        .iter()
        .map(|late| {
            words.push(format!(
                "Filing {} ({}), sent {}, has no answer after {} working days.",
                late.filing,
                kind_words(late.kind),
                late.sent_on.shown(),
                late.working_days
            ));
            json!({
                "filing": late.filing, "kind": late.kind, "patient": late.patient,
                "sent_on": late.sent_on.iso(), "working_days": late.working_days,
                "overdue": late.is_overdue,
            })
        })
        .collect();
    let fp69: Vec<_> = overdue
        .fp69
        .iter()
        .map(|(patient, on)| {
            let day = on.map_or_else(|| "soon".to_owned(), Day::shown);
            words.push(format!(
                "The FP69 flag of patient {patient} expires: {day}."
            ));
            json!({ "patient": patient, "expires_on": on.map(Day::iso) })
        })
        .collect();
    let holidays = overdue.bank_holidays_end;
    words.extend(holidays.map(|day| {
        format!(
            "Bank holidays are known to {} only: a newer Linkdesk is needed.",
            day.shown()
        )
    }));
    if words.is_empty() {
        words.push("Nothing is overdue.".to_owned());
    }
    let json = json!({
        "report": "overdue", "stuck": stuck, "receipts": receipts, "answers": answers, "fp69": fp69,
        "bank_holidays_end": holidays.map(Day::iso),
    });

    Answer::new(json, words)
}

fn stuck_json(letter: &StuckLetter) -> Value {
    json!({
        "letter": letter.letter, "link": letter.link, "sis": letter.sis, "since": rfc3339(letter.since),
        "code": letter.code(), "message": letter.trouble(), "waiting": letter.waiting,
    })
}
