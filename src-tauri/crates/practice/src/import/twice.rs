//! Nobody comes onto the list twice: not by their number, and not by everything else where there is none.

use std::collections::BTreeMap;

use store::{Read, Record, folded, folded_postcode};

use super::ImportProblem;
use super::columns::{Columns, ImportField};
use crate::Result;

/// Who stood in the rows before.
#[derive(Default)]
pub(super) struct Seen {
    numbers: BTreeMap<String, usize>,
    people: BTreeMap<String, Row>,
}

#[derive(Clone, Copy)]
struct Row {
    row: usize,
    has_number: bool,
}

impl Seen {
    /// What is wrong with a row about somebody who is there already, in the file or on the list.
    pub(super) fn again(
        &mut self,
        r: &Read<'_>,
        row: usize,
        record: &Record,
        columns: &Columns,
    ) -> Result<Option<ImportProblem>> {
        let by_number = match &record.nhs_number {
            Some(number) => self.numbered(r, row, number)?,
            None => None,
        };
        if let Some(words) = by_number {
            let column = columns.header(ImportField::NhsNumber);
            return Ok(Some(ImportProblem::of_row(row, column, words)));
        }
        let words = self.alike(r, row, record)?;

        Ok(words.map(|words| ImportProblem::of_row(row, None, words)))
    }

    fn numbered(&mut self, r: &Read<'_>, row: usize, number: &str) -> Result<Option<String>> {
        if let Some(earlier) = self.numbers.get(number) {
            return Ok(Some(format!(
                "this NHS number stands in row {earlier} as well"
            )));
        }
        self.numbers.insert(number.to_owned(), row);

        Ok(r.patient_numbered(number)?.map(|patient| {
            format!(
                "this NHS number belongs to patient {} on the list",
                patient.id
            )
        }))
    }

    /// Two with numbers of their own are two people, however alike they are.
    fn alike(&mut self, r: &Read<'_>, row: usize, record: &Record) -> Result<Option<String>> {
        let has_number = record.nhs_number.is_some();
        let earlier = *self
            .people
            .entry(likeness(record))
            .or_insert(Row { row, has_number });
        if earlier.row != row && !(earlier.has_number && has_number) {
            return Ok(Some(format!(
                "somebody with these names, this date of birth and this postcode stands in row {} as well",
                earlier.row
            )));
        }
        let born = match record.born {
            Some(born) if !has_number => r.patients_born(born)?,
            _ => Vec::new(),
        };
        let alike = born
            .iter()
            .find(|patient| likeness(&patient.record) == likeness(record));

        Ok(alike.map(|patient| {
            format!(
                "patient {} on the list has these names, this date of birth and this postcode",
                patient.id
            )
        }))
    }
}

/// Names, date of birth and postcode, as they are compared.
fn likeness(record: &Record) -> String {
    let names = [
        Some(&record.surname),
        record.first_forename.as_ref(),
        record.second_forename.as_ref(),
        record.other_forenames.as_ref(),
    ];
    let names = names.map(|name| name.map(|name| folded(name)).unwrap_or_default());
    let born = record.born.map(gplinks::Day::iso).unwrap_or_default();
    let postcode = folded_postcode(record.postcode.as_deref().unwrap_or_default());

    format!("{}|{born}|{postcode}", names.join("|"))
}
