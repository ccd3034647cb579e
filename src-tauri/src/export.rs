//! Puts a report where its user finds it, and never over something that is there.

use std::fs::{OpenOptions, create_dir_all};
use std::io::Write;
use std::path::{Path, PathBuf};

use gplinks::Minute;
use jiff::Timestamp;
use premises::env;

use crate::problem::{Problem, ShellError};

/// Names the folder for what is taken out of the program.
const EXPORTS: &str = "LINKDESK_EXPORTS";
/// So many of one report on one day are told apart.
const MOST: u32 = 100;

/// Writes it anew, for nobody but the user to read; tells where.
pub(crate) fn save(report: &str, csv: &str, at: Timestamp) -> Result<String, Problem> {
    let folder = folder().ok_or(ShellError::NotSaved)?;

    save_in(&folder, report, csv, at)
}

pub(crate) fn save_in(
    folder: &Path,
    report: &str,
    csv: &str,
    at: Timestamp,
) -> Result<String, Problem> {
    create_dir_all(folder).map_err(|_| ShellError::NotSaved)?;
    let day = Minute::at(at).day().iso();
    for number in 1..=MOST {
        let more = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = folder.join(format!("linkdesk-{report}-{day}{more}.csv"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        if let Ok(mut file) = options.open(&path) {
            file.write_all(csv.as_bytes())
                .map_err(|_| ShellError::NotSaved)?;
            return Ok(path.display().to_string());
        }
    }

    Err(ShellError::NotSaved.into())
}

fn folder() -> Option<PathBuf> {
    let full = |name: &str| {
        env(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };

    full(EXPORTS).or_else(|| Some(full(home)?.join("Documents").join("Linkdesk")))
}
