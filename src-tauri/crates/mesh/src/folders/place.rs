//! The folders of the MESH client, and moving files in them so that nobody ever sees half of one.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::control::{self, Control};

/// Ours, beside the client's: files are made here and renamed from here.
const STAGE: &str = "LINKDESK";
/// Control files that nobody can read.
const QUARANTINE: &str = "UNREADABLE";

/// Without these nothing can come or go.
pub(super) const NEEDED: [&str; 2] = ["IN", "OUT"];

/// The folder of one mailbox.
#[derive(Debug, Clone)]
pub(super) struct Place {
    root: PathBuf,
}

/// A control file and the letter that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) control: PathBuf,
}

impl Place {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// One of the client's folders, whatever case its name is written in.
    pub(super) fn folder(&self, name: &str) -> io::Result<PathBuf> {
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_name().eq_ignore_ascii_case(name) && entry.path().is_dir() {
                return Ok(entry.path());
            }
        }

        Err(ErrorKind::NotFound.into())
    }

    pub(super) fn stage(&self) -> io::Result<PathBuf> {
        let stage = self.root.join(STAGE);
        make_folder(&stage)?;

        Ok(stage)
    }

    /// What a step that failed, or a run that was cut off, has left behind: letters that the client never saw.
    pub(super) fn sweep_stage(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join(STAGE))? {
            let path = entry?.path();
            let is_made_here = has_extension(&path, "dat") || has_extension(&path, "ctl");
            if is_made_here && path.is_file() {
                remove(&path)?;
            }
        }

        Ok(())
    }

    /// What lies in a folder. A client that keeps no records may have no folders for them.
    pub(super) fn lying(&self, folder: &str) -> io::Result<Vec<PathBuf>> {
        let found = match self.folder(folder) {
            Err(error) if error.kind() == ErrorKind::NotFound && !NEEDED.contains(&folder) => {
                return Ok(Vec::new());
            }
            found => found?,
        };

        fs::read_dir(found)?
            .map(|entry| Ok(entry?.path()))
            .collect()
    }

    /// The pairs of a folder in the order of their names.
    pub(super) fn pairs(&self, folder: &str) -> io::Result<Vec<Pair>> {
        let mut pairs = Vec::new();
        for path in self.lying(folder)? {
            if has_extension(&path, "ctl") {
                pairs.push(Pair { control: path });
            }
        }
        pairs.sort_by(|a, b| a.control.cmp(&b.control));

        Ok(pairs)
    }

    /// Puts a control file out of the way that says nothing. What lies there stays: a name may come again.
    pub(super) fn quarantine(&self, pair: &Pair) -> io::Result<()> {
        let folder = self.stage()?.join(QUARANTINE);
        make_folder(&folder)?;
        let name = pair.control.file_name().ok_or(ErrorKind::InvalidInput)?;
        let numbered = (1u32..).map(|number| folder.join(format!("{number}.ctl")));
        let mut names = std::iter::once(folder.join(name)).chain(numbered);
        let free = names.find(|path| fs::symlink_metadata(path).is_err());

        fs::rename(&pair.control, free.ok_or(ErrorKind::AlreadyExists)?)
    }
}

impl Pair {
    /// Whether it is a file, and no link out of the folder, no folder and no pipe. One that is gone was one.
    pub(super) fn is_plain(&self) -> io::Result<bool> {
        match fs::symlink_metadata(&self.control) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
            found => Ok(found?.is_file()),
        }
    }

    /// `None` where nobody can read it, yet or ever.
    pub(super) fn read(&self) -> io::Result<Option<Control>> {
        Ok(Control::read(&read_capped(
            &self.control,
            control::MOST_BYTES,
        )?))
    }

    /// Without folder and ending, where it can be shown and compared.
    pub(super) fn base(&self) -> Option<&str> {
        self.control.file_stem()?.to_str()
    }

    /// The letter beside the control file, however its ending is written. A link may lead anywhere, and is none.
    pub(super) fn letter(&self) -> io::Result<Option<PathBuf>> {
        let (Some(folder), Some(stem)) = (self.control.parent(), self.control.file_stem()) else {
            return Ok(None);
        };
        for ending in ["dat", "DAT", "Dat"] {
            let path = with_ending(folder, stem, ending);
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
                return Ok(Some(path));
            }
        }

        Ok(None)
    }

    /// The letter goes first: a control file that is left can still be understood.
    pub(super) fn remove(&self) -> io::Result<()> {
        if let Some(letter) = self.letter()? {
            remove(&letter)?;
        }

        remove(&self.control)
    }
}

/// A name may have a dot in it, and only what follows the last one is the ending.
fn with_ending(folder: &Path, stem: &OsStr, ending: &str) -> PathBuf {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(ending);

    folder.join(name)
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
}

/// Reads a file of no more than so many bytes; a longer one is cut one byte after that. A pipe would never end.
pub(super) fn read_capped(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;

    Ok(bytes)
}

/// A whole file on the disk, for a rename to follow.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;

    file.sync_all()
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    // Windows opens no folder as a file; its rename is as durable as it gets.
    #[cfg(not(unix))]
    let _ = folder;

    Ok(())
}

fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
