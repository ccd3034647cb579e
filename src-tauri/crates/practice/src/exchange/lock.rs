//! Who may run the exchange: one process for each practice, decided by the operating system's file lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held as long as it lives; a process that dies lets it go.
#[derive(Debug)]
pub struct ExchangeLock {
    _file: File,
}

impl ExchangeLock {
    /// `None` where the desk is already exchanging.
    pub fn take(folder: &Path) -> std::io::Result<Option<Self>> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("exchange.lock"))?;

        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
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
}
