//! A practice's file in a folder of its own, and what is written into it.

use std::path::{Path, PathBuf};

use gplinks::Day;
use jiff::Timestamp;
use store::{
    Cause, FILE_NAME, LinkId, NewChange, Patient, PatientState, Record, Result, Sequence, Store,
};
use tempfile::TempDir;

pub(crate) const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) store: Store,
    pub(crate) link: LinkId,
}

impl Desk {
    /// A new practice with one link, its counters open.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::create(&folder.path().join(FILE_NAME), KEY).unwrap();
        let link = store
            .write(|w| -> Result<_> {
                let link = w.add_link("HIL5", "NF", "NF01", "X26HC001")?;
                w.open_counter(Sequence::Sis, Some(link), 0)?;
                w.open_counter(Sequence::Sms, Some(link), 0)?;
                w.open_counter(Sequence::Tn, None, 0)?;
                Ok(link)
            })
            .unwrap();

        Self {
            folder,
            store,
            link,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    pub(crate) fn add(&self, record: &Record) -> Patient {
        self.store
            .write(|w| -> Result<_> {
                let (id, _) = w.add_patient(record, &change(0, Cause::Registered))?;
                w.patient(id)
            })
            .unwrap()
    }

    /// Closes the file, so that everything is in it.
    pub(crate) fn close(self) -> (TempDir, PathBuf) {
        let path = self.path();
        drop(self.store);

        (self.folder, path)
    }
}

pub(crate) fn person(link: LinkId, surname: &str, forename: &str) -> Record {
    Record {
        state: PatientState::Registered,
        link,
        nhs_number: None,
        surname: surname.to_owned(),
        first_forename: Some(forename.to_owned()),
        second_forename: None,
        other_forenames: None,
        title: None,
        previous_surname: None,
        sex: "2".to_owned(),
        born: Some(day("1984-05-13")),
        birthplace: None,
        house_name: None,
        road: Some("4 Mill Lane".to_owned()),
        locality: None,
        post_town: Some("Orpington".to_owned()),
        county: None,
        postcode: Some("BR6 7EW".to_owned()),
        institute: None,
        drugs_dispensed: false,
        gp: "9912345,K31".to_owned(),
        accepted_on: None,
        left_on: None,
        left_reason: None,
        new_ha: None,
        fp69_expires_on: None,
        fp69_reason: None,
        removal_requested_on: None,
        removal_pending_until: None,
        out_of_area: false,
    }
}

pub(crate) fn change(seconds: i64, cause: Cause) -> NewChange<'static> {
    NewChange {
        at: at(seconds),
        by: "asha",
        cause,
        notice: None,
        filing: None,
        undoes: None,
    }
}

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The file without our rules' types: as somebody with the key and a SQL prompt has it.
pub(crate) fn raw(path: &Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "cipher_log_level", "NONE")
        .unwrap();
    conn.pragma_update(None, "key", format!("x'{KEY}'"))
        .unwrap();
    conn.pragma_update(None, "foreign_keys", "1").unwrap();

    conn
}

/// Every value of every table.
pub(crate) fn everything(path: &Path) -> rusqlite::Result<Vec<String>> {
    let conn = raw(path);
    let mut tables = conn.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT' ORDER BY name",
    )?;
    let tables = tables
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut found = Vec::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                found.push(format!("{table} {:?}", row.get_ref(column)?));
            }
        }
    }

    Ok(found)
}
