//! Parts of the file come back from an earlier time: pages, or the write-ahead log.

use std::path::PathBuf;

use store::{Cause, FILE_NAME, NewChange, PatientId, Store};

use crate::world::World;
use crate::world::people::person;

const PAGE: usize = 4096;

impl World {
    fn log(&self) -> PathBuf {
        self.folder.path().join(format!("{FILE_NAME}-wal"))
    }

    fn log_now(&self) -> Vec<u8> {
        std::fs::read(self.log()).unwrap()
    }

    /// The file beside a log, in a folder of its own.
    fn puts_back_with(&mut self, file: &[u8], log: &[u8]) {
        let folder = tempfile::tempdir_in(self.folder.path().parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(FILE_NAME), file).unwrap();
        std::fs::write(folder.path().join(format!("{FILE_NAME}-wal")), log).unwrap();
        self.folder = folder;
        self.restarts();
    }
}

#[tokio::test]
async fn a_write_ahead_log_that_is_gone_cut_or_of_yesterday_opens_and_is_noticed() {
    for log_of in [
        |_: &[u8], _: &[u8]| Vec::new(),
        |yesterday: &[u8], _: &[u8]| yesterday.to_vec(),
        |_: &[u8], now: &[u8]| now[..now.len() / 2].to_vec(),
        |_: &[u8], now: &[u8]| now[..32].to_vec(),
    ] {
        let mut world = World::new();
        world.surgery.practice.store().checkpoint().unwrap();
        world.surgery.files(person(1).first(world.now()));
        world.surgery.exchanges().await;
        let yesterday = world.log_now();
        let file = std::fs::read(world.folder.path().join(FILE_NAME)).unwrap();
        for nth in 2..=4 {
            world.surgery.files(person(nth).first(world.now()));
            world.surgery.exchanges().await;
        }
        let log = log_of(&yesterday, &world.log_now());
        let sent = world.service.witness().accepted.len();

        world.puts_back_with(&file, &log);

        let store = world.surgery.practice.store();
        assert_eq!(store.check_pages(), Ok(Vec::new()), "it is whole");
        assert!(world.surgery.practice.is_restored().unwrap());
        let verified = world.surgery.practice.verify(world.now()).unwrap();
        assert_eq!(verified.broken(), ["INV-04"], "{:?}", verified.failures());
        let pass = world.surgery.exchanges().await;
        assert_eq!(pass.troubles[0].code, "E965");
        assert_eq!(world.service.witness().accepted.len(), sent);
    }
}

/// Encryption does not tell yesterday's page from today's: what the rows say of each other does.
#[tokio::test]
async fn a_page_that_is_replaced_by_an_older_version_of_itself_is_found() {
    let world = World::new();
    let known = world.both_know(&person(1));
    world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    let old = world.copy();
    world.changes_road(known);
    let new = world.copy();
    assert!(world.verified().is_empty(), "{:?}", world.verified());

    let (mut by_pages, mut by_rows) = (0, Vec::new());
    for page in 1..old.len().min(new.len()) / PAGE {
        let at = page * PAGE..(page + 1) * PAGE;
        if old[at.clone()] == new[at.clone()] {
            continue;
        }
        let mut spoiled = new.clone();
        spoiled[at.clone()].copy_from_slice(&old[at]);
        let folder = tempfile::tempdir_in(world.folder.path().parent().unwrap()).unwrap();
        let path = folder.path().join(FILE_NAME);
        std::fs::write(&path, &spoiled).unwrap();
        let Ok(store) = Store::open(&path, crate::world::KEY) else {
            by_pages += 1;
            continue;
        };
        if store.check_pages() != Ok(Vec::new()) {
            by_pages += 1;
            continue;
        }
        let practice = practice::Practice::open(store, world.marks.clone());
        let verified = practice.verify(world.now()).unwrap();
        if verified.is_sound() {
            // The next free row ids are in a page of their own; nothing is deleted, so nothing hangs on them.
            assert_eq!(rows(&practice), rows(&world.surgery.practice), "{page}");
        }
        by_rows.extend(verified.broken());
    }

    assert!(by_pages > 0, "an index that disagrees with its table");
    assert!(by_rows.contains(&"INV-16"), "{by_rows:?}");
}

/// Everything that a person would see.
fn rows(practice: &practice::Practice) -> String {
    let store = practice.store();
    let all = store.read(|r| {
        Ok::<_, store::StoreError>((
            r.patients_in(store::PatientState::Registered)?,
            r.notices_after(None, 1000)?,
            r.letters_in_after(None, 1000)?,
            r.letters_out_after(None, 1000)?,
            r.filings_before(None, 1000)?,
            (r.counters()?, r.audit_head()?, r.links()?),
        ))
    });

    format!("{:?}", all.unwrap())
}

impl World {
    /// By hand, and in no column that an index would tell of.
    fn changes_road(&self, patient: PatientId) {
        let store = self.surgery.practice.store();
        let change = NewChange {
            at: self.now(),
            by: crate::world::MANAGER,
            cause: Cause::Corrected,
            notice: None,
            filing: None,
            undoes: None,
        };
        let changed = store.write(|w| {
            let before = w.patient(patient)?;
            let mut record = before.record.clone();
            record.road = Some("2 SECOND ROAD".to_owned());

            w.change_patient(&before, &record, &change)
        });
        changed.unwrap();
    }

    fn verified(&self) -> Vec<String> {
        let verified = self.surgery.practice.verify(self.now());

        verified.unwrap().failures()
    }
}
