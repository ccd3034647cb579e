//! `import`: patients from a CSV file, all of them or none.

use std::path::{Path, PathBuf};

use clap::Args;
use practice::{ImportProblem, ImportReport, Mapping, Mode};
use serde_json::json;

use super::answer::Answer;
use super::at::At;
use super::open::Desk;
use super::refusal::Refusal;
use crate::error::{Failure, Remark, Weight};
use crate::input::Source;
use crate::text::counted;

const HELP: &str = "\
Examples:
  linkdesk-cli import --data ./desk --dry-run patients.csv
  linkdesk-cli import --data ./desk --map columns.toml patients.csv

The first row names the columns: nhs_number, surname, first_forename, second_forename, other_forenames,
title, previous_surname, sex, born, house_name, road, locality, post_town, county, postcode, gp, link,
accepted_on, institute, drugs_dispensed. Where they are called otherwise, --map names a file like
  surname = \"Family name\"
Nothing is sent. Only managers import.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(super) at: At,
    /// What the columns are called
    #[arg(long, value_name = "FILE.toml")]
    map: Option<PathBuf>,
    /// Only look whether the file could be imported
    #[arg(long)]
    dry_run: bool,
    /// The patients; - is standard input
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
}

pub(super) fn run(asked: &Import) -> Result<Answer, Failure> {
    let desk = Desk::open(&asked.at)?;
    let mapping = asked
        .map
        .as_deref()
        .map_or(Ok(Mapping::default()), mapping)?;
    let mode = if asked.dry_run {
        Mode::DryRun
    } else {
        Mode::Real
    };
    let bytes = Source::of(&asked.file).read()?;
    let report = desk
        .practice
        .import(bytes.as_slice(), &mapping, mode, &desk.act())?;
    if report.is_refused() {
        return Err(Failure::Refused(remarks(&report)));
    }

    let words = if asked.dry_run {
        format!(
            "{} could be imported. Nothing was changed.",
            counted(report.rows as u64, "patient")
        )
    } else {
        format!("{} imported.", counted(report.imported as u64, "patient"))
    };
    let mut words = vec![words];
    if !report.unused_columns.is_empty() {
        let columns: Vec<String> = report.unused_columns.iter().map(usize::to_string).collect();
        words.push(format!(
            "Nothing was taken from columns {}.",
            columns.join(", ")
        ));
    }
    let json = json!({
        "rows": report.rows,
        "imported": report.imported,
        "dry_run": asked.dry_run,
        "unused_columns": report.unused_columns,
    });

    Ok(Answer::new(json, words))
}

fn mapping(file: &Path) -> Result<Mapping, Failure> {
    let source = Source::of(file);
    let text = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;

    toml::from_str(&text).map_err(|error| {
        Refusal::Mapping {
            why: error.message().to_owned(),
        }
        .into()
    })
}

fn remarks(report: &ImportReport) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = report.problems.iter().map(remark).collect();
    if report.more_problems > 0 {
        let words = format!(
            "and {} more",
            counted(report.more_problems as u64, "problem")
        );
        remarks.push(Remark::new(Weight::Error, "E970", words));
    }

    remarks
}

fn remark(problem: &ImportProblem) -> Remark {
    let remark = Remark::new(Weight::Error, "E970", problem.sentence.clone());
    match (problem.row, &problem.column) {
        (Some(row), Some(column)) => remark.at(format!("row {row}, {column}")),
        (Some(row), None) => remark.at(format!("row {row}")),
        (None, _) => remark,
    }
}
