//! The one search box. What was typed is told apart in `asked.rs`; here it is asked of the indices.
//!
//! Statements for full-text search belong to this database alone; see ARCHITECTURE.md.

use gplinks::Day;

use crate::asked::{Asked, readings, respelt};
use crate::db::given;
use crate::fold::folded_postcode;
use crate::patients::select_patients;
use crate::{Patient, Read, Result};

/// Sorts behind everything that begins with the same words.
const END: char = '\u{10ffff}';

/// How many are put into order where letters stand anywhere in a name.
const MOST_PARTS: u32 = 500;

/// How many patients are looked at whole where an index cannot tell enough.
const MOST_LOOKED_AT: u32 = 2_000;

impl Read<'_> {
    /// Finds patients by what was typed into the search box: words of their names in any order, each by its
    /// beginning; an NHS number or its first digits; a date of birth; a postcode or its beginning; or several
    /// of these. Where no name begins so, other spellings are tried, and then parts of names.
    ///
    /// By name, at most so many; for one word those whose surname it is come first. A date of birth with a
    /// year of two digits is the last one that is not after `today`.
    pub fn search(&self, query: &str, today: Day, most: u32) -> Result<Vec<Patient>> {
        let old_number = query.trim().to_uppercase();
        if let Some(patient) = self.patient_numbered(&old_number)? {
            return Ok(vec![patient]);
        }
        let readings = readings(query, today);
        for asked in &readings {
            let found = self.asked_for(asked, most)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        for asked in respelt(query, today) {
            let found = self.asked_for(&asked, most)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        for asked in readings.iter().filter(|asked| asked.is_words_only()) {
            let found = self.with_parts(&asked.words, most)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }

        Ok(Vec::new())
    }

    fn asked_for(&self, asked: &Asked, most: u32) -> Result<Vec<Patient>> {
        let few = match (&asked.born, &asked.number, &asked.postcode) {
            (Some(born), _, _) => self.patients_born(*born)?,
            (None, Some(number), _) if number.len() == 10 => {
                self.patient_numbered(number)?.into_iter().collect()
            }
            (None, Some(number), _) => self.with_number(number, asked.at_least(most))?,
            (None, None, Some(postcode)) if asked.words.is_empty() => {
                return self.with_postcode(postcode, most);
            }
            (None, None, Some(postcode)) => return self.called_at(&asked.words, postcode, most),
            (None, None, None) => {
                return match asked.words.as_slice() {
                    [word] => self.with_word(word, most),
                    words => self.with_words(words, most),
                };
            }
        };
        let fits = |patient: &Patient| asked.fits(patient);

        Ok(few.into_iter().filter(fits).take(most as usize).collect())
    }

    fn with_number(&self, number: &str, most: u32) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!(
                "WHERE patients.nhs_number >= $1 AND patients.nhs_number < $2
                 ORDER BY patients.sort_name, patients.id LIMIT $3"
            ),
            given![number, format!("{number}:"), most],
            Patient::take,
        )
    }

    fn with_postcode(&self, postcode: &str, most: u32) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!(
                "JOIN (SELECT id FROM patients WHERE search_postcode >= $1 AND search_postcode < $2
                       ORDER BY sort_name, id LIMIT $3) AS hits ON hits.id = patients.id
                 ORDER BY patients.sort_name, patients.id"
            ),
            given![postcode, end_of(postcode), most],
            Patient::take,
        )
    }

    fn called_at(&self, words: &[String], postcode: &str, most: u32) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!(
                "JOIN (SELECT id FROM patients WHERE search_postcode >= $1 AND search_postcode < $2
                       AND id IN (SELECT rowid FROM patient_words WHERE patient_words MATCH $3)
                       ORDER BY sort_name, id LIMIT $4) AS hits ON hits.id = patients.id
                 ORDER BY patients.sort_name, patients.id"
            ),
            given![postcode, end_of(postcode), beginnings(words), most],
            Patient::take,
        )
    }

    /// Surnames that begin so by their own index, which stops at a full page; the other names after them.
    fn with_word(&self, word: &str, most: u32) -> Result<Vec<Patient>> {
        let mut found = self.db.rows(
            select_patients!(
                "WHERE patients.sort_name >= $1 AND patients.sort_name < $2
                 ORDER BY patients.sort_name, patients.id LIMIT $3"
            ),
            given![word, end_of(word), most],
            Patient::take,
        )?;
        let room = most.saturating_sub(found.len().try_into().unwrap_or(most));
        if room > 0 {
            found.extend(self.db.rows(
                select_patients!(
                    "JOIN (SELECT patients.id FROM patient_words
                           CROSS JOIN patients INDEXED BY patients_order ON patients.id = patient_words.rowid
                           WHERE patient_words MATCH $1 AND NOT (patients.sort_name >= $2 AND patients.sort_name < $3)
                           ORDER BY patients.sort_name, patients.id LIMIT $4) AS hits ON hits.id = patients.id
                     ORDER BY patients.sort_name, patients.id"
                ),
                given![beginnings(&[word.to_owned()]), word, end_of(word), room],
                Patient::take,
            )?);
        }

        Ok(found)
    }

    fn with_words(&self, words: &[String], most: u32) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!(
                "JOIN (SELECT patients.id FROM patient_words
                       CROSS JOIN patients INDEXED BY patients_order ON patients.id = patient_words.rowid
                       WHERE patient_words MATCH $1
                       ORDER BY patients.sort_name, patients.id LIMIT $2) AS hits ON hits.id = patients.id
                 ORDER BY patients.sort_name, patients.id"
            ),
            given![beginnings(words), most],
            Patient::take,
        )
    }

    /// Names with these letters anywhere in them, three in a row at least. Of very many, some: nobody reads on,
    /// and the next letter makes them few.
    fn with_parts(&self, words: &[String], most: u32) -> Result<Vec<Patient>> {
        if words.iter().any(|word| word.chars().nth(2).is_none()) {
            return Ok(Vec::new());
        }

        self.db.rows(
            select_patients!(
                "JOIN (SELECT patients.id
                       FROM (SELECT rowid AS id FROM patient_parts WHERE patient_parts MATCH $1 LIMIT $2) AS parts
                       CROSS JOIN patients INDEXED BY patients_order ON patients.id = parts.id
                       ORDER BY patients.sort_name, patients.id LIMIT $3) AS hits ON hits.id = patients.id
                 ORDER BY patients.sort_name, patients.id"
            ),
            given![all_of(words, ""), MOST_PARTS.max(most), most],
            Patient::take,
        )
    }
}

impl Asked {
    fn is_words_only(&self) -> bool {
        self.born.is_none() && self.number.is_none() && self.postcode.is_none()
    }

    /// How many to look at where some may fall away.
    fn at_least(&self, most: u32) -> u32 {
        if self.words.is_empty() && self.postcode.is_none() {
            most
        } else {
            MOST_LOOKED_AT.max(most)
        }
    }

    /// Everything that it asks for holds of a patient.
    fn fits(&self, patient: &Patient) -> bool {
        let record = &patient.record;
        let number = record.nhs_number.as_deref().unwrap_or_default();
        let postcode = folded_postcode(record.postcode.as_deref().unwrap_or_default());
        let names = record.search_name();
        let is_called = |word: &String| names.split(' ').any(|name| name.starts_with(word));

        self.born.is_none_or(|born| record.born == Some(born))
            && self
                .number
                .as_ref()
                .is_none_or(|first| number.starts_with(first))
            && self
                .postcode
                .as_ref()
                .is_none_or(|first| postcode.starts_with(first))
            && self.words.iter().all(is_called)
    }
}

fn end_of(start: &str) -> String {
    format!("{start}{END}")
}

/// The full-text question for words that begin so. A folded word has letters and digits only.
fn beginnings(words: &[String]) -> String {
    all_of(words, "*")
}

fn all_of(words: &[String], end: &str) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("\"{word}\"{end}"))
        .collect();

    quoted.join(" AND ")
}
