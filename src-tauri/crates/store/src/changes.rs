//! The change log of the patients: before and after of every change, so that each can be shown and undone.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::db::{Row, given};
use crate::patients::Record;
use crate::{Cause, ChangeId, FilingId, NoticeId, PatientId, Read, Result, StoreError, Write};

/// Some fields of a record by name; a field without a value is null. `Debug` shows the names only.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fields(Map<String, Value>);

/// Who changes a patient, and why.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    pub at: Timestamp,
    pub by: &'a str,
    pub cause: Cause,
    pub notice: Option<NoticeId>,
    pub filing: Option<FilingId>,
    pub undoes: Option<ChangeId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: ChangeId,
    pub patient: PatientId,
    pub at: Timestamp,
    pub by: String,
    pub cause: Cause,
    pub notice: Option<NoticeId>,
    pub filing: Option<FilingId>,
    pub undoes: Option<ChangeId>,
    pub before: Fields,
    pub after: Fields,
}

impl Fields {
    pub fn of(record: &Record) -> Self {
        match serde_json::to_value(record) {
            Ok(Value::Object(map)) => Self(map),
            _ => Self::default(),
        }
    }

    /// The record that they make; `None` where one is missing.
    pub fn record(&self) -> Option<Record> {
        serde_json::from_value(Value::Object(self.0.clone())).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// These fields with what `newer` says put over them.
    pub fn with(mut self, newer: &Self) -> Self {
        self.0.extend(
            newer
                .0
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );

        self
    }

    fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text)
            .map(Self)
            .map_err(|_| StoreError::Odd)
    }
}

impl<'f> FromIterator<(&'f str, &'f Value)> for Fields {
    fn from_iter<I: IntoIterator<Item = (&'f str, &'f Value)>>(fields: I) -> Self {
        let owned = |(name, value): (&str, &Value)| (name.to_owned(), value.clone());

        Self(fields.into_iter().map(owned).collect())
    }
}

/// The fields in which two records differ: as they were, and as they are.
pub(crate) fn difference(before: &Fields, after: &Fields) -> (Fields, Fields) {
    let differs = |name: &String| before.0.get(name) != after.0.get(name);
    let only = |fields: &Fields| {
        let kept = fields.0.iter().filter(|(name, _)| differs(name));

        Fields(
            kept.map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    };

    (only(before), only(after))
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl Change {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            patient: row.take()?,
            at: row.take()?,
            by: row.take()?,
            cause: row.take()?,
            notice: row.take()?,
            filing: row.take()?,
            undoes: row.take()?,
            before: Fields::parse(&row.take::<String>()?)?,
            after: Fields::parse(&row.take::<String>()?)?,
        })
    }
}

impl Read<'_> {
    /// All that ever changed on a patient, in order.
    pub fn changes_of(&self, patient: PatientId) -> Result<Vec<Change>> {
        self.db.rows(
            "SELECT id, patient_id, at, by, cause, notice_id, filing_id, undoes_id, before, after
             FROM patient_changes WHERE patient_id = $1 ORDER BY id",
            given![patient],
            Change::take,
        )
    }

    pub fn change(&self, id: ChangeId) -> Result<Change> {
        self.db
            .first(
                "SELECT id, patient_id, at, by, cause, notice_id, filing_id, undoes_id, before, after
                 FROM patient_changes WHERE id = $1",
                given![id],
                Change::take,
            )?
            .ok_or(StoreError::NoSuch {
                what: ChangeId::WHAT,
                id: id.get(),
            })
    }
}

impl Write<'_> {
    pub(crate) fn log_change(
        &self,
        patient: PatientId,
        change: &NewChange<'_>,
        before: &Fields,
        after: &Fields,
    ) -> Result<ChangeId> {
        let text = |fields: &Fields| Value::Object(fields.0.clone()).to_string();

        self.db
            .insert(
                "INSERT INTO patient_changes (patient_id, at, by, cause, notice_id, filing_id, undoes_id, before, after)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                given![
                    patient,
                    change.at,
                    change.by,
                    change.cause,
                    change.notice,
                    change.filing,
                    change.undoes,
                    text(before),
                    text(after),
                ],
            )
            .map(ChangeId::new)
    }
}
