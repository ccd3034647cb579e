//! Who may run the exchange: one process for each practice, decided by the operating system's file lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held as long as it lives; a process that dies lets it go.
#[derive(Debug)]
pub struct ExchangeLock {
    _files: Vec<File>,
}

const LOCK: &str = "exchange.lock";

impl ExchangeLock {
    /// `None` where the desk is already exchanging.
    pub fn take(folder: &Path) -> std::io::Result<Option<Self>> {
        Self::take_all(&[folder])
    }

    /// The same where a copy of the folder has the same record outside: it is locked as well.
    pub fn take_all(folders: &[&Path]) -> std::io::Result<Option<Self>> {
        let mut files = Vec::new();
        for folder in folders {
            let Some(file) = locked(folder)? else {
                return Ok(None);
            };
            files.push(file);
        }

        Ok(Some(Self { _files: files }))
    }
}

fn locked(folder: &Path) -> std::io::Result<Option<File>> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(LOCK))?;

    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_it_and_its_end_lets_it_go() {
        let folder = tempfile::tempdir().unwrap();
        let first = ExchangeLock::take(folder.path()).unwrap();

        assert!(first.is_some());
        assert!(ExchangeLock::take(folder.path()).unwrap().is_none());
        drop(first);
        assert!(ExchangeLock::take(folder.path()).unwrap().is_some());
    }

    #[test]
    fn copies_with_one_record_outside_have_one_lock() {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let [desk, copy, state] = folders.each_ref().map(tempfile::TempDir::path);
        let first = ExchangeLock::take_all(&[desk, state]).unwrap();

        assert!(ExchangeLock::take_all(&[copy, state]).unwrap().is_none());
        assert!(
            ExchangeLock::take(copy).unwrap().is_some(),
            "what was not to be had is not half held"
        );
        drop(first);
        assert!(ExchangeLock::take_all(&[copy, state]).unwrap().is_some());
    }
}
