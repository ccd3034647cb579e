//! `import`: patients from a CSV file, all of them or none.

use std::path::{Path, PathBuf};

use clap::Args;
use practice::{ImportField, ImportProblem, ImportReport, Mapping, Mode};
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
accepted_on, institute, drugs_dispensed. surname and born are needed, in every row. Where they are called otherwise, --map names a file like
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

    let unsendable = report.remarks.iter();
    let unsendable = unsendable.map(|one| remark(Weight::Warning, "E854", one));

    Ok(Answer::new(json, words).with(unsendable.collect()))
}

fn mapping(file: &Path) -> Result<Mapping, Failure> {
    let source = Source::of(file);
    let text = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;

    mapped(&text).map_err(|why| Refusal::Mapping { why }.into())
}

/// The reason for a failure names a place, never what stands there.
fn mapped(text: &str) -> Result<Mapping, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;

        format!("line {line} is not TOML; a line is written surname = \"Family name\"")
    })?;
    let mut mapping = Mapping::default();
    for (key, value) in &table {
        let field = ImportField::named(key).ok_or(
            "what stands before a = sign must be one of the columns that `import --help` names",
        )?;
        let header = value
            .as_str()
            .ok_or(format!("{} must be a text in quotes", field.name()))?;
        mapping = mapping.with(field, header);
    }

    Ok(mapping)
}

fn remarks(report: &ImportReport) -> Vec<Remark> {
    let whole = match report.refusal() {
        Some(refusal) if report.bad_rows > 0 => refusal.to_string(),
        _ => "the import was refused, and nothing was imported".to_owned(),
    };
    let mut remarks = vec![Remark::new(Weight::Error, "E970", whole)];
    remarks.extend(
        report
            .problems
            .iter()
            .map(|one| remark(Weight::Error, "E970", one)),
    );
    if report.more_problems > 0 {
        let words = format!(
            "and {} more",
            counted(report.more_problems as u64, "problem")
        );
        remarks.push(Remark::new(Weight::Error, "E970", words));
    }

    remarks
}

fn remark(weight: Weight, code: &'static str, problem: &ImportProblem) -> Remark {
    let remark = Remark::new(weight, code, problem.sentence.clone());
    match (problem.row, &problem.column) {
        (Some(row), Some(column)) => remark.at(format!("row {row}, {column}")),
        (Some(row), None) => remark.at(format!("row {row}")),
        (None, _) => remark,
    }
}
