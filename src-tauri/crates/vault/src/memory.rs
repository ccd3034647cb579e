//! A key that lives only as long as the program, for tests and the demonstration.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Key, KeyVault, VaultError};

const WORDS: &str = "the program's memory";

/// Forgets its key when the program ends.
#[derive(Debug, Default)]
pub struct InMemory {
    key: Mutex<Option<Key>>,
}

impl InMemory {
    pub fn holding(key: Key) -> Self {
        Self {
            key: Mutex::new(Some(key)),
        }
    }

    /// A key is put in whole, so one that panicked elsewhere cannot have left half of it.
    fn key(&self) -> MutexGuard<'_, Option<Key>> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyVault for InMemory {
    fn read(&self) -> Result<Key, VaultError> {
        self.key().clone().ok_or_else(|| VaultError::NoKey {
            place: WORDS.to_owned(),
        })
    }

    fn keep(&self, key: &Key) -> Result<(), VaultError> {
        let mut held = self.key();
        if held.is_some() {
            return Err(VaultError::AlreadyThere {
                place: WORDS.to_owned(),
            });
        }
        *held = Some(key.clone());

        Ok(())
    }

    fn words(&self) -> String {
        format!("{WORDS}, which forgets it when the program ends")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_once_and_read_again() {
        let vault = InMemory::default();
        let key = Key::from_bytes([7; 32]);

        assert_eq!(vault.read().unwrap_err().code(), "E901");
        vault.keep(&key).unwrap();
        assert_eq!(vault.read().unwrap(), key);
    }

    #[test]
    fn a_key_is_never_replaced() {
        let key = Key::from_bytes([7; 32]);
        let vault = InMemory::holding(key.clone());

        let refused = vault.keep(&Key::from_bytes([8; 32])).unwrap_err();

        assert_eq!(refused.code(), "E908");
        assert_eq!(vault.read().unwrap(), key, "the first key must stay");
    }
}
