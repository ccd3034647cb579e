//! Patients from a CSV file: looked at whole before anything is written, and then all of them or none.

mod columns;
mod people;
mod row;
#[cfg(test)]
mod tests;
mod text;
mod twice;

use std::io;

use gplinks::Minute;
use jiff::Timestamp;
use store::{Cause, NewChange, Read, Record, Write};

pub use columns::{ImportField, Mapping};

use crate::import::columns::Columns;
use crate::import::people::People;
use crate::import::twice::Seen;
use crate::{Act, DeskError, Practice, Result, matching};

/// Whether anything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only looks whether the file could be imported.
    DryRun,
    Real,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Rows below the headers that are not blank.
    pub rows: usize,
    /// Patients who are on the list now; none after a dry run, and none where there is a problem.
    pub imported: usize,
    /// Rows that cannot be used.
    pub bad_rows: usize,
    /// What is wrong, in the order of the rows.
    pub problems: Vec<ImportProblem>,
    /// How many more problems there are than are told.
    pub more_problems: usize,
    /// What keeps nobody from being imported, but should be seen; told in part as problems are.
    pub remarks: Vec<ImportProblem>,
    /// Columns of the file, counted from 1, that nothing was taken from.
    pub unused_columns: Vec<usize>,
}

/// Something that keeps the file from being imported. It never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// As a spreadsheet counts them: the headers are row 1. `None` for the file as a whole.
    pub row: Option<usize>,
    /// The column's header, where one column is at fault.
    pub column: Option<String>,
    pub sentence: String,
}

/// A row that can be used.
pub(super) struct Good {
    pub(super) row: usize,
    pub(super) record: Record,
}

/// So many problems are told; the rest is counted.
const MOST_PROBLEMS: usize = 100_000;

impl ImportReport {
    pub fn is_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The refusal, for whoever needs an error; `None` where the file can be imported.
    pub fn refusal(&self) -> Option<DeskError> {
        self.is_refused().then_some(DeskError::Import {
            rows: self.bad_rows,
        })
    }

    fn of_file(sentence: impl Into<String>) -> Self {
        let mut report = Self::default();
        report.add(ImportProblem::of_file(sentence));

        report
    }

    fn add(&mut self, problem: ImportProblem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }
}

impl ImportProblem {
    fn of_file(sentence: impl Into<String>) -> Self {
        Self {
            row: None,
            column: None,
            sentence: sentence.into(),
        }
    }

    fn of_row(row: usize, column: Option<&str>, sentence: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            column: column.map(str::to_owned),
            sentence: sentence.into(),
        }
    }
}

impl Practice {
    /// Imports a list of patients, all or none. What is wrong with the file stands in the report.
    pub fn import(
        &self,
        csv: impl io::Read,
        mapping: &Mapping,
        mode: Mode,
        act: &Act<'_>,
    ) -> Result<ImportReport> {
        self.store().read(|r| act.as_manager(r, "import"))?;
        let table = match text::read(csv) {
            Ok(table) => table,
            Err(problem) => {
                return Ok(ImportReport {
                    bad_rows: usize::from(problem.row.is_some()),
                    problems: vec![problem],
                    ..ImportReport::default()
                });
            }
        };
        let columns = match Columns::find(&table.headers, mapping) {
            Ok(columns) => columns,
            Err(sentence) => return Ok(ImportReport::of_file(sentence)),
        };
        match mode {
            Mode::DryRun => self
                .store()
                .read(|r| look(r, &table, &columns, act.at).map(|(report, _)| report)),
            Mode::Real => self.store().write(|w| {
                act.as_manager(w, "import")?;
                let (mut report, good) = look(w, &table, &columns, act.at)?;
                if !report.is_refused() {
                    add(w, &good, act)?;
                    w.gather_names()?;
                    report.imported = good.len();
                }

                Ok(report)
            }),
        }
    }
}

/// Looks at every row, by itself and beside the others.
fn look(
    r: &Read<'_>,
    table: &text::Table,
    columns: &Columns,
    at: Timestamp,
) -> Result<(ImportReport, Vec<Good>)> {
    let people = People::read(r, Minute::at(at).day())?;
    let mut report = ImportReport {
        unused_columns: columns.unused(),
        ..ImportReport::default()
    };
    let mut good = Vec::new();
    let mut seen = Seen::default();
    for (row, cells) in table.rows() {
        report.rows += 1;
        let row::Read {
            record,
            mut problems,
            remarks,
        } = row::record(row, &cells, columns, &people);
        if let Some(record) = &record {
            problems.extend(seen.again(r, row, record, columns)?);
        }
        let room = MOST_PROBLEMS.saturating_sub(report.remarks.len());
        report.remarks.extend(remarks.into_iter().take(room));
        report.bad_rows += usize::from(!problems.is_empty());
        problems.into_iter().for_each(|problem| report.add(problem));
        good.extend(record.map(|record| Good { row, record }));
    }
    if report.rows == 0 {
        report.add(ImportProblem::of_file(
            "there is nobody in the file below its headers",
        ));
    }

    Ok((report, good))
}

fn add(w: &Write<'_>, good: &[Good], act: &Act<'_>) -> Result<()> {
    let change = NewChange {
        at: act.at,
        by: act.by,
        cause: Cause::Imported,
        notice: None,
        filing: None,
        undoes: None,
    };
    for Good { record, .. } in good {
        w.add_patient(record, &change)?;
    }
    // Only now: a notice may be about somebody further down.
    for number in good.iter().filter_map(|one| one.record.nhs_number.as_ref()) {
        matching::rematch(w, number, act.at)?;
    }
    let details = serde_json::json!({ "patients": good.len() });

    Ok(act.record(w, "imported", "practice", None, details)?)
}

impl std::fmt::Debug for Good {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Good(row {})", self.row)
    }
}
