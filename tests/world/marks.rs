//! The record outside the ledger, in memory; it can be lost, put back or made to fail.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use practice::KeepMarks;

#[derive(Debug, Default)]
pub(crate) struct Marks {
    kept: Mutex<Option<Vec<u8>>>,
    fails: AtomicBool,
}

impl Marks {
    /// The next write fails, as on a full disk.
    pub(crate) fn fail_once(&self) {
        self.fails.store(true, Ordering::SeqCst);
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
        Ok(self.kept.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        if self.fails.swap(false, Ordering::SeqCst) {
            return Err("the disk is full".to_owned());
        }
        *self.kept.lock().unwrap() = Some(bytes.to_vec());

        Ok(())
    }
}
