//! Walks through the set-up file, and gathers everything that is wrong with it.

use std::ops::RangeInclusive;

use toml::{Table, Value};

use crate::error::{Remark, Weight};

/// A part of a name that only a secret has.
const SECRET: [&str; 8] = [
    "password",
    "passphrase",
    "passwd",
    "secret",
    "token",
    "private",
    "certificate",
    "key",
];

/// One table of the file. Every key that is taken from it is known; what is left is not.
pub(super) struct Form<'a> {
    table: Table,
    path: String,
    problems: &'a mut Vec<Remark>,
}

impl<'a> Form<'a> {
    pub(super) fn new(table: Table, path: String, problems: &'a mut Vec<Remark>) -> Self {
        Self {
            table,
            path,
            problems,
        }
    }

    /// A text that must be there and not blank.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let text = self.optional_text(key);
        if text.is_none() && !self.is_told(key) {
            self.missing(key);
        }

        text
    }

    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        let value = self.table.remove(key)?;
        let text = value
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong(key, "write a text that is not blank, in quotes");
        }

        text.map(str::to_owned)
    }

    /// A text that `read` makes something of.
    pub(super) fn read<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
        wanted: &str,
    ) -> Option<T> {
        let text = self.text(key)?;

        self.understood(key, read(&text), wanted)
    }

    pub(super) fn optional_read<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
        wanted: &str,
    ) -> Option<T> {
        let text = self.optional_text(key)?;

        self.understood(key, read(&text), wanted)
    }

    fn understood<T>(&mut self, key: &str, read: Option<T>, wanted: &str) -> Option<T> {
        if read.is_none() {
            self.wrong(key, wanted);
        }

        read
    }

    /// A whole number in a range; the usual one where none is given.
    pub(super) fn number(&mut self, key: &str, range: RangeInclusive<u32>, usual: u32) -> u32 {
        let Some(value) = self.table.remove(key) else {
            return usual;
        };
        let number = value
            .as_integer()
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| range.contains(number));
        if number.is_none() {
            let (first, last) = range.into_inner();
            self.wrong(key, &format!("write a whole number from {first} to {last}"));
        }

        number.unwrap_or(usual)
    }

    /// The same where it may be left out.
    pub(super) fn optional_number(&mut self, key: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let is_there = self.table.contains_key(key);
        let number = self.number(key, range, 0);

        is_there.then_some(number)
    }

    pub(super) fn yes(&mut self, key: &str) -> Option<bool> {
        let value = self.table.remove(key)?;
        if !value.is_bool() {
            self.wrong(key, "write true or false");
        }

        value.as_bool()
    }

    /// A list of texts, each of which must pass.
    pub(super) fn list(
        &mut self,
        key: &str,
        passes: impl Fn(&str) -> bool,
        wanted: &str,
    ) -> Vec<String> {
        let Some(value) = self.table.remove(key) else {
            return Vec::new();
        };
        let items = value.as_array().map(Vec::as_slice);
        let texts: Option<Vec<String>> = items.and_then(|items| {
            let text = |item: &Value| item.as_str().filter(|text| passes(text)).map(str::to_owned);
            items.iter().map(text).collect()
        });
        if texts.is_none() {
            self.wrong(key, wanted);
        }

        texts.unwrap_or_default()
    }

    /// The tables of a list: `[[link]]`.
    pub(super) fn tables(&mut self, key: &str) -> Vec<Table> {
        let value = self.table.remove(key);
        let tables: Option<Vec<Table>> = match value {
            None => Some(Vec::new()),
            Some(Value::Array(items)) => items
                .into_iter()
                .map(|item| item.try_into::<Table>().ok())
                .collect(),
            Some(_) => None,
        };
        if tables.as_ref().is_none_or(Vec::is_empty) {
            self.wrong(key, &format!("write at least one [[{}]]", self.at(key)));
        }

        tables.unwrap_or_default()
    }

    pub(super) fn table(&mut self, key: &str) -> Table {
        match self.table.remove(key) {
            Some(Value::Table(table)) => table,
            _ => {
                self.wrong(key, &format!("write a part [{}]", self.at(key)));
                Table::new()
            }
        }
    }

    /// A part that may be left out.
    pub(super) fn optional_table(&mut self, key: &str) -> Table {
        if self.table.contains_key(key) {
            self.table(key)
        } else {
            Table::new()
        }
    }

    /// Speaks of a part of this table.
    pub(super) fn inner(&mut self, table: Table, name: &str) -> Form<'_> {
        let path = self.at(name);

        Form::new(table, path, self.problems)
    }

    pub(super) fn wrong(&mut self, key: &str, wanted: &str) {
        let path = self.at(key);
        self.say("E838", format!("{path} cannot be used: {wanted}"), path);
    }

    pub(super) fn missing(&mut self, key: &str) {
        let path = self.at(key);
        self.say("E837", format!("{path} is missing"), path);
    }

    /// What nobody asked for is refused by its name; its value is never shown.
    pub(super) fn finish(mut self) {
        for key in std::mem::take(&mut self.table).keys() {
            let path = self.at(key);
            let name = key.to_lowercase();
            if SECRET.iter().any(|secret| name.contains(secret)) {
                let words = format!(
                    "{path} looks like a secret, and secrets never stand in this file. Remove it; Linkdesk keeps secrets in the keyring or the key file"
                );
                self.say("E836", words, path);
            } else {
                self.say(
                    "E835",
                    format!("{path} is not known here. Remove it, or correct its name"),
                    path,
                );
            }
        }
    }

    fn is_told(&self, key: &str) -> bool {
        let path = self.at(key);

        self.problems
            .iter()
            .any(|problem| problem.at.as_ref() == Some(&path))
    }

    fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn say(&mut self, code: &'static str, words: String, at: String) {
        self.problems
            .push(Remark::new(Weight::Error, code, words).at(at));
    }
}
