//! A report as it is shown, printed and saved. The cells are text already.

use std::fmt;

/// A report in words and in rows. `Debug` does not show the cells: they name patients.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Table {
    pub title: &'static str,
    /// The report in words, to be read to PCSE where it concerns them.
    pub sentences: Vec<String>,
    pub columns: Vec<&'static str>,
    /// As many cells in each as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(title: &'static str, columns: &[&'static str]) -> Self {
        Self {
            title,
            columns: columns.to_vec(),
            ..Self::default()
        }
    }

    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The rows as CSV, every cell in quotes. None can be taken for a formula by what opens it.
    pub fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(Vec::new());
        let header = self.columns.iter().map(|column| harmless(column));
        // Writing to memory cannot fail, and every row has its columns.
        let _ = writer.write_record(header);
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(|cell| harmless(cell)));
        }
        let bytes = writer.into_inner().unwrap_or_default();

        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A cell that a spreadsheet would reckon with becomes text, by the sign that spreadsheets know for it.
fn harmless(cell: &str) -> String {
    let begins_badly = cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]);

    if begins_badly {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({}, {} rows)", self.title, self.rows.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cell: &str) -> String {
        let mut table = Table::new("a test", &["a", "b"]);
        table.row([cell.to_owned(), "x".to_owned()]);

        table.csv()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for cell in [
            "=1+1",
            "+44",
            "-1",
            "@sum",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "\u{ff1d}1",
        ] {
            let csv = one(cell);

            let written = csv::Reader::from_reader(csv.as_bytes())
                .into_records()
                .next()
                .unwrap()
                .unwrap();
            assert_eq!(&written[0], format!("'{cell}"), "{cell:?}");
            assert_eq!(csv, format!("\"a\",\"b\"\r\n\"'{cell}\",\"x\"\r\n"));
        }
        assert_eq!(
            one("O'Neill - 1"),
            "\"a\",\"b\"\r\n\"O'Neill - 1\",\"x\"\r\n"
        );
    }

    #[test]
    fn commas_quotes_and_lines_stay_in_their_cell() {
        assert_eq!(
            one("9912345,K31 \"Dr\"\nsays"),
            "\"a\",\"b\"\r\n\"9912345,K31 \"\"Dr\"\"\nsays\",\"x\"\r\n"
        );
    }

    #[test]
    fn a_table_is_never_shown_with_its_cells() {
        let mut table = Table::new("a test", &["a"]);
        table.row(["Cole".to_owned()]);

        assert_eq!(format!("{table:?}"), "Table(a test, 1 rows)");
    }
}
