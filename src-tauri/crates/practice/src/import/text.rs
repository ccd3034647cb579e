//! The bytes of the file as rows of cells, or the reason why they cannot be.

use std::io::{self, Read as _};

use csv::StringRecord;

use super::ImportProblem;

/// Room for half a million patients; what is larger is another file.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
const MOST_COLUMNS: usize = 200;
/// A cell this long has swallowed its neighbours.
const MOST_IN_CELL: usize = 10_000;
/// What may stand between two cells; where several are equally frequent, the first.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The file's cells. Rows are counted as a spreadsheet counts them.
pub(super) struct Table {
    text: String,
    separator: u8,
    pub(super) headers: StringRecord,
    /// The number of each row that is not empty, the headers first.
    numbers: Vec<usize>,
}

/// Where in a row the eye is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Eye {
    CellBegins,
    Plain,
    Quoted,
    /// Behind a quote that ends a cell, or is the first of two.
    QuoteEnds,
}

pub(super) fn read(csv: impl io::Read) -> Result<Table, ImportProblem> {
    let mut bytes = Vec::new();
    csv.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ImportProblem::of_file("the file could not be read to its end"))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
        return Err(ImportProblem::of_file(
            "the file is larger than 64 MB; look whether it is the right one, or split it",
        ));
    }
    let text = decoded(bytes)?;
    let separator = separator(&text);
    let numbers = scanned(text.as_bytes(), separator)?;
    let mut table = Table {
        text,
        separator,
        headers: StringRecord::new(),
        numbers,
    };
    let first = table.records().next();
    let (_, headers) = first.ok_or_else(|| ImportProblem::of_file("the file is empty"))?;
    table.headers = headers;

    Ok(table)
}

impl Table {
    /// The rows below the headers that are not blank.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, StringRecord)> {
        self.records()
            .skip(1)
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
    }

    fn records(&self) -> impl Iterator<Item = (usize, StringRecord)> {
        let records = csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes())
            .into_records();

        // The text is in memory, and of any number of columns: no record can fail.
        self.numbers
            .iter()
            .copied()
            .zip(records.map_while(Result::ok))
    }
}

fn decoded(bytes: Vec<u8>) -> Result<String, ImportProblem> {
    let looks_wide = |skip: usize| {
        let every_second = bytes.iter().skip(skip).step_by(2).take(8);

        every_second.clone().count() == 8 && every_second.clone().all(|byte| *byte == 0)
    };
    if bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || looks_wide(0)
        || looks_wide(1)
    {
        return Err(ImportProblem::of_file(
            "the file is written in UTF-16; save it as \u{201c}CSV UTF-8\u{201d} and try again",
        ));
    }
    let line_of = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();

        1 + before.iter().filter(|byte| **byte == b'\n').count()
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(ImportProblem::of_file(format!(
            "line {} holds a NUL character, which no list of patients has; look whether it is the right file",
            line_of(at)
        )));
    }
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    match std::str::from_utf8(&bytes) {
        Ok(text) if marked => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(ImportProblem::of_file(format!(
            "line {} is not UTF-8; save the file as \u{201c}CSV UTF-8\u{201d} and try again",
            line_of(error.valid_up_to())
        ))),
    }
}

/// The sign that parts the cells of the first line that is not empty.
fn separator(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let mut counts = SEPARATORS.map(|separator| (0_usize, separator));
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (count, separator) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    // Of equals the last is taken, so the first stands last.
    counts.reverse();
    let most = counts.into_iter().max_by_key(|(count, _)| *count);

    most.map_or(b',', |(_, separator)| separator)
}

/// Looks at quotes and sizes, and tells the numbers of the rows that are not empty.
fn scanned(bytes: &[u8], separator: u8) -> Result<Vec<usize>, ImportProblem> {
    let mut numbers = Vec::new();
    let (mut eye, mut row, mut opened) = (Eye::CellBegins, 1, 1);
    let (mut columns, mut length) = (1_usize, 0_usize);
    let mut is_empty = true;
    let mut previous = 0;
    for byte in bytes.iter().copied() {
        let ends_row = matches!(byte, b'\r' | b'\n') && eye != Eye::Quoted;
        // The second half of a line end.
        if byte == b'\n' && previous == b'\r' && ends_row && is_empty {
            previous = byte;
            continue;
        }
        previous = byte;
        if ends_row {
            if !is_empty {
                numbers.push(row);
            }
            (eye, row, columns, length, is_empty) = (Eye::CellBegins, row + 1, 1, 0, true);
            continue;
        }
        is_empty = false;
        length += 1;
        eye = match (eye, byte) {
            (Eye::Quoted, b'"') => Eye::QuoteEnds,
            (Eye::Quoted, _) => Eye::Quoted,
            (Eye::CellBegins | Eye::QuoteEnds, b'"') => {
                opened = row;
                Eye::Quoted
            }
            (_, byte) if byte == separator => {
                columns += 1;
                length = 0;
                Eye::CellBegins
            }
            (Eye::QuoteEnds, _) => {
                return Err(ImportProblem::of_row(
                    row,
                    None,
                    "text follows a closing quote; look at the quotes in this row",
                ));
            }
            (Eye::CellBegins | Eye::Plain, _) => Eye::Plain,
        };
        if columns > MOST_COLUMNS {
            return Err(ImportProblem::of_row(
                row,
                None,
                "there are more than 200 columns",
            ));
        }
        if length > MOST_IN_CELL {
            return Err(ImportProblem::of_row(
                opened.min(row),
                None,
                "a cell has more than 10,000 characters; look whether a quote is missing",
            ));
        }
    }
    if eye == Eye::Quoted {
        return Err(ImportProblem::of_row(
            opened,
            None,
            "a quote is opened and never closed",
        ));
    }
    if !is_empty {
        numbers.push(row);
    }

    Ok(numbers)
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} rows)", self.numbers.len())
    }
}
