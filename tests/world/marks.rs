//! The record outside the ledger, in memory; it can be lost, put back or made to fail.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use practice::KeepMarks;

#[derive(Debug, Default)]
pub(crate) struct Marks {
    kept: Mutex<Option<Vec<u8>>>,
    fails: AtomicBool,
    writes: AtomicUsize,
    panics: AtomicBool,
}

impl Marks {
    /// The next write fails, as on a full disk.
    pub(crate) fn fail_once(&self) {
        self.fails.store(true, Ordering::SeqCst);
    }

    /// From now on whoever reads it panics, or no longer: a slip in the program itself.
    pub(crate) fn panic(&self, does: bool) {
        self.panics.store(does, Ordering::SeqCst);
    }

    /// How often it was written to.
    pub(crate) fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }

    /// Somebody, or the disk, has changed what is kept.
    pub(crate) fn damage(&self) {
        *self.kept.lock().unwrap() = Some(b"not ours".to_vec());
    }

    pub(crate) fn lose(&self) {
        *self.kept.lock().unwrap() = None;
    }
}

impl KeepMarks for Marks {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        assert!(!self.panics.load(Ordering::SeqCst), "on purpose");
        Ok(self.kept.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        if self.fails.swap(false, Ordering::SeqCst) {
            return Err("the disk is full".to_owned());
        }
        *self.kept.lock().unwrap() = Some(bytes.to_vec());
        self.writes.fetch_add(1, Ordering::SeqCst);

        Ok(())
    }
}
