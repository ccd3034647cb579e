//! One row as a patient's record, or everything that is wrong with it.

use std::cmp::Ordering;

use csv::StringRecord;
use gplinks::{Day, NhsNumber, NotAnNhsNumber, Postcode};
use jiff::civil::Date;
use store::{PatientState, Record};

use super::ImportProblem;
use super::columns::{Columns, ImportField};
use super::people::People;
use crate::record;

/// No part of a name or an address is longer.
const MOST_CHARS: usize = 100;
/// Nobody alive was born before.
const FIRST_YEAR: i16 = 1850;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The cells of one row while they are read.
struct Cells<'c> {
    row: usize,
    cells: &'c StringRecord,
    columns: &'c Columns,
    problems: Vec<ImportProblem>,
    remarks: Vec<ImportProblem>,
}

/// What a row came to.
pub(super) struct Read {
    /// Where nothing is wrong.
    pub(super) record: Option<Record>,
    pub(super) problems: Vec<ImportProblem>,
    /// What keeps nobody from being imported.
    pub(super) remarks: Vec<ImportProblem>,
}

pub(super) fn record(row: usize, cells: &StringRecord, columns: &Columns, people: &People) -> Read {
    let mut cells = Cells {
        row,
        cells,
        columns,
        problems: Vec::new(),
        remarks: Vec::new(),
    };
    let wrong_count = match cells.cells.len().cmp(&columns.count()) {
        Ordering::Greater => Some(
            "this row has more cells than there are headers; look whether a separator stands in a cell without quotes",
        ),
        Ordering::Less => {
            Some("this row has fewer cells than there are headers; look whether it was cut off")
        }
        Ordering::Equal => None,
    };
    let wrong_count = wrong_count.map(|words| ImportProblem::of_row(row, None, words));
    cells.problems.extend(wrong_count);
    let record = cells.record(people);
    let is_good = cells.problems.is_empty();

    Read {
        record: record.filter(|_| is_good),
        problems: cells.problems,
        remarks: cells.remarks,
    }
}

impl Cells<'_> {
    fn record(&mut self, people: &People) -> Option<Record> {
        let surname = self.text(ImportField::Surname);
        for (field, sentence) in [
            (ImportField::Surname, "the surname is missing"),
            (ImportField::Born, "the date of birth is missing"),
        ] {
            if self.columns.cell(self.cells, field).trim().is_empty() {
                self.wrong(field, sentence);
            }
        }
        let link = self.known(ImportField::Link, |cell| people.link(cell))?;
        let gp = self.known(ImportField::Gp, |cell| people.doctor(link, cell));
        let mut record = record::blank(link, &gp?, &surname?);
        record.state = PatientState::Registered;
        record.nhs_number = self.read(ImportField::NhsNumber, |cell| {
            NhsNumber::parse(cell)
                .map(|number| number.digits())
                .map_err(not_a_number)
        });
        record.first_forename = self.text(ImportField::FirstForename);
        record.second_forename = self.text(ImportField::SecondForename);
        record.other_forenames = self.text(ImportField::OtherForenames);
        record.title = self.text(ImportField::Title);
        record.previous_surname = self.text(ImportField::PreviousSurname);
        if let Some(sex) = self.read(ImportField::Sex, sex) {
            record.sex = sex.to_owned();
        }
        record.born = self.read(ImportField::Born, |cell| past_day(cell, people.today));
        record.house_name = self.text(ImportField::HouseName);
        record.road = self.text(ImportField::Road);
        record.locality = self.text(ImportField::Locality);
        record.post_town = self.text(ImportField::PostTown);
        record.county = self.text(ImportField::County);
        record.postcode = self.read(ImportField::Postcode, |cell| {
            Postcode::parse(cell)
                .map(|postcode| postcode.canonical())
                .ok_or("this is not a UK postcode")
        });
        record.accepted_on =
            self.read(ImportField::AcceptedOn, |cell| past_day(cell, people.today));
        record.institute = self.text(ImportField::Institute);
        record.drugs_dispensed = self
            .read(ImportField::DrugsDispensed, yes_or_no)
            .unwrap_or_default();

        Some(record)
    }

    fn wrong(&mut self, field: ImportField, sentence: &str) {
        let problem = self.of(field, sentence);
        self.problems.push(problem);
    }

    fn remark(&mut self, field: ImportField, sentence: &str) {
        let remark = self.of(field, sentence);
        self.remarks.push(remark);
    }

    fn of(&self, field: ImportField, sentence: &str) -> ImportProblem {
        let column = self.columns.header(field).unwrap_or(field.name());

        ImportProblem::of_row(self.row, Some(column), sentence)
    }

    /// The text of a cell on one line; `None` where it is blank.
    fn text(&mut self, field: ImportField) -> Option<String> {
        let cell = self.columns.cell(self.cells, field);
        let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().any(|c| c.is_control() || is_invisible(c)) {
            self.wrong(
                field,
                "this holds a character that cannot be seen; type it again",
            );
            return None;
        }
        if text.chars().nth(MOST_CHARS).is_some() {
            self.wrong(field, "this has more than 100 characters");
            return None;
        }

        if !edifact::propose(&text).refused.is_empty() {
            self.remark(
                field,
                "this holds a character that can never be sent; PCSE will not be told of it so",
            );
        }

        Some(text).filter(|text| !text.is_empty())
    }

    /// What a cell says; nothing where it is blank.
    fn read<T>(
        &mut self,
        field: ImportField,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let text = self.text(field)?;

        self.take(field, read(&text))
    }

    /// As [`Cells::read`], where a blank cell may say something, too.
    fn known<T>(
        &mut self,
        field: ImportField,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let problems = self.problems.len();
        let text = self.text(field).unwrap_or_default();
        if self.problems.len() > problems {
            return None;
        }

        self.take(field, read(&text))
    }

    fn take<T>(&mut self, field: ImportField, read: Result<T, &'static str>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.wrong(field, sentence);
                None
            }
        }
    }
}

/// Characters that turn or hide what stands beside them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn not_a_number(error: NotAnNhsNumber) -> &'static str {
    match error {
        NotAnNhsNumber::Length { .. } => "an NHS number has 10 digits",
        NotAnNhsNumber::NotDigits => "an NHS number has digits only",
        NotAnNhsNumber::CheckDigit => {
            "this is not a right NHS number: its last digit does not fit the others"
        }
    }
}

fn sex(cell: &str) -> Result<&'static str, &'static str> {
    Ok(match cell.to_lowercase().as_str() {
        "0" | "u" | "unknown" | "not known" => "0",
        "1" | "m" | "male" => "1",
        "2" | "f" | "female" => "2",
        "9" | "o" | "i" | "x" | "other" | "indeterminate" | "not stated" | "not specified" => "9",
        _ => return Err("the sex is written 1, 2, 9 or 0, or male, female, other or unknown"),
    })
}

fn yes_or_no(cell: &str) -> Result<bool, &'static str> {
    match cell.to_lowercase().as_str() {
        "1" | "y" | "yes" | "true" => Ok(true),
        "0" | "n" | "no" | "false" => Ok(false),
        _ => Err("this is yes or no"),
    }
}

/// `2025-03-11`, `11/03/2025` or `11-Mar-2025`; not a day to come.
fn past_day(cell: &str, today: Day) -> Result<Day, &'static str> {
    let day = day(cell).ok_or("a date is written 31/12/1980 or 1980-12-31")?;
    if day > today {
        return Err("this day has not come yet");
    }
    if day.date().year() < FIRST_YEAR {
        return Err("this day is too long ago");
    }

    Ok(day)
}

fn day(cell: &str) -> Option<Day> {
    if let Ok(day) = Day::parse(cell) {
        return Some(day);
    }
    let parts: Vec<&str> = cell.split(['/', '-', '.', ' ']).collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let is_number = |text: &str, length: std::ops::RangeInclusive<usize>| {
        length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(day, 1..=2) || !is_number(year, 4..=4) {
        return None;
    }
    let month = if is_number(month, 1..=2) {
        month.parse().ok()?
    } else {
        let name = month.to_lowercase();
        (1..)
            .zip(MONTHS)
            .find(|(_, month)| name.len() >= 3 && name.starts_with(month))
            .map(|(number, _)| number)?
    };

    Date::new(year.parse().ok()?, month, day.parse().ok()?)
        .ok()
        .map(Day::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_the_ways_that_exports_write_it() {
        let wanted = Day::parse("1984-05-03").unwrap();

        for text in [
            "1984-05-03",
            "03/05/1984",
            "3/5/1984",
            "03-May-1984",
            "3 May 1984",
            "03.05.1984",
        ] {
            assert_eq!(day(text), Some(wanted), "{text}");
        }
        for text in [
            "03/05/84",
            "31/02/1984",
            "1984/05/03",
            "5 M 1984",
            "today",
            "03/05/1984 00:00",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_two_centuries_ago() {
        let today = Day::parse("2026-11-21").unwrap();

        assert!(past_day("21/11/2026", today).is_ok());
        assert_eq!(
            past_day("22/11/2026", today),
            Err("this day has not come yet")
        );
        assert_eq!(
            past_day("01/01/1826", today),
            Err("this day is too long ago")
        );
    }
}
