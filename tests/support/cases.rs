//! The golden cases: a folder of files, one case for each `<case>.edifact` in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One case and the place of its files.
pub(crate) struct Case {
    pub(crate) name: String,
    folder: PathBuf,
}

/// The cases of a folder under `tests/golden`, in the order of their names.
pub(crate) fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new("tests/golden").join(folder);

    endings(&folder)
        .into_keys()
        .map(|name| Case {
            name,
            folder: folder.clone(),
        })
        .collect()
}

/// Each case of a folder with the endings of its files.
pub(crate) fn endings(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let (name, ending) = file.split_once('.').unwrap();
        found
            .entry(name.to_owned())
            .or_default()
            .push(ending.to_owned());
    }
    found.values_mut().for_each(|endings| endings.sort());

    found
}

impl Case {
    pub(crate) fn bytes(&self, ending: &str) -> Vec<u8> {
        let path = self.path(ending);

        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }
}
