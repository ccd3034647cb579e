//! The vault's file outside the data folder, as the practice wants it.

use practice::KeepMarks;
use vault::Outside;

/// Keeps the practice's marks in the user's state folder.
#[derive(Debug)]
pub(crate) struct MarksFile(pub(crate) Outside);

impl KeepMarks for MarksFile {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        self.0.read().map_err(|error| error.to_string())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        self.0.write(bytes).map_err(|error| error.to_string())
    }
}
