//! A practice with a list of so many people, on disk.

use std::sync::{Arc, Mutex};

use gplinks::{Cipher, GpCode, LinkCode};
use jiff::Timestamp;
use practice::{Act, KeepMarks, Practice, Settings, Setup, SetupDoctor, SetupLink};
use store::{Cause, NewChange, Role, Store, StoreError};
use tempfile::TempDir;

use crate::peers::KEY;
use crate::people::{DOCTOR, person};

pub const CLERK: &str = "Ben";

/// How many people are put on the list in one commit.
const BATCH: usize = 5_000;

pub fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

pub fn act() -> Act<'static> {
    Act { by: CLERK, role: Role::Clerk, at: now() }
}

/// A practice in a folder, with people on its list.
pub fn practice(folder: &TempDir, people: u64) -> Practice {
    practice_with(folder, people, Arc::new(Marks::default()))
}

/// The same, with a record outside the ledger that the caller keeps, to open it again.
pub fn practice_with(folder: &TempDir, people: u64, marks: Arc<Marks>) -> Practice {
    let store = Store::create(&folder.path().join(store::FILE_NAME), KEY).unwrap();
    let practice = Practice::create(store, marks, &setup(), now()).unwrap();
    practice.store().write(|w| w.add_user(CLERK, Role::Clerk)).unwrap();
    put_on_list(practice.store(), people);

    practice
}

/// The first so many people, as an import does.
pub fn put_on_list(store: &Store, people: u64) {
    let change = NewChange { at: now(), by: CLERK, cause: Cause::Imported, notice: None, filing: None, undoes: None };
    let all: Vec<u64> = (0..people).collect();
    for batch in all.chunks(BATCH) {
        store
            .write(|w| {
                for nth in batch {
                    w.add_patient(&person(*nth).record(), &change)?;
                }

                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    store.write(|w| w.gather_names()).unwrap();
    store.checkpoint().unwrap();
}

/// The record outside the ledger.
#[derive(Debug, Default)]
pub struct Marks(Mutex<Option<Vec<u8>>>);

impl KeepMarks for Marks {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(bytes.to_vec());

        Ok(())
    }
}

pub fn setup() -> Setup {
    Setup {
        settings: Settings {
            install_id: "0123456789abcdef0123456789abcdef".to_owned(),
            practice_name: "Mill Lane Surgery".to_owned(),
            practice_code: "TES5".to_owned(),
            mailbox: "X26OT001".to_owned(),
            training: true,
            hold_minutes: 15,
            sending_times: Vec::new(),
            ..Settings::default()
        },
        manager: "Asha".to_owned(),
        links: vec![SetupLink {
            cipher: Cipher::parse("XX1").unwrap(),
            service: LinkCode::parse("XX11").unwrap(),
            mailbox: "X26HC001".to_owned(),
            last_sis: 0,
            last_sms: 0,
            doctors: vec![SetupDoctor {
                name: "Dr Amara Bello".to_owned(),
                code: GpCode::read(DOCTOR).unwrap(),
            }],
        }],
        last_tn: 0,
    }
}
