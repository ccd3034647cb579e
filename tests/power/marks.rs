//! The record of the numbers, on the same disk but in a file of its own: written beside its place,
//! synced, renamed, the folder synced, as the vault does it. Each of these can be cut.

use practice::KeepMarks;
use storm::Disk;

pub(crate) const NAME: &str = "marks";

/// The file as the practice wants it. It begins with a sum, so that a torn one is known.
pub(crate) struct MarksFile(pub(crate) Disk);

impl KeepMarks for MarksFile {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        let read = self.0.read_file(NAME);
        let Some(file) = read.map_err(|broken| format!("{broken:?}"))? else {
            return Ok(None);
        };

        match file.split_first_chunk() {
            Some((sum, bytes)) if *sum == store::sha256(bytes) => Ok(Some(bytes.to_vec())),
            _ => Err(DAMAGED.to_owned()),
        }
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        self.0
            .replace_file(NAME, &sealed(bytes))
            .map_err(|broken| format!("{broken:?}"))
    }
}

pub(crate) const DAMAGED: &str = "the record is damaged";

pub(crate) fn sealed(bytes: &[u8]) -> Vec<u8> {
    [store::sha256(bytes).as_slice(), bytes].concat()
}
