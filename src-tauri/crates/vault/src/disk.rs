//! Files that are there whole or not at all, and that nobody else can read.
//!
//! Written beside their place, synced, moved, and the folder synced: after a power cut the old file
//! stands or the new one, never a part. One writer at a time is the caller's to see to.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::VaultError;

/// Gives all of a file, or of a larger one the first `most` bytes and one more; nothing where none is.
pub(crate) fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, VaultError> {
    match read_file(path, most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(VaultError::Unread {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Puts a file in place of whatever stands there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let staged = beside(path, bytes);
    points::point!("anchor.mid");
    let replaced = staged
        .and_then(|staged| staged.persist(path).map_err(|refused| refused.error))
        .and_then(|()| sync_folder(path));

    replaced.map_err(|source| unwritten(path, source))
}

/// Puts a file where none stands; `false` if one does, which is then untouched.
pub(crate) fn put_new(path: &Path, bytes: &[u8]) -> Result<bool, VaultError> {
    let staged = beside(path, bytes).map_err(|source| unwritten(path, source))?;
    let moved = staged
        .persist_noclobber(path)
        .map_err(|refused| refused.error);

    match moved.and_then(|()| sync_folder(path)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(source) => Err(unwritten(path, source)),
    }
}

/// Makes a folder that is this user's alone, with those above it that are missing.
pub(crate) fn make_folder(folder: &Path) -> Result<(), VaultError> {
    make_all(folder)
        .and_then(|()| close_to_others(folder))
        .map_err(|source| unwritten(folder, source))
}

fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;

    Ok(bytes)
}

/// Writes a synced file next to its place; what a crash left there goes first.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let mut name = path.file_name().ok_or(ErrorKind::IsADirectory)?.to_owned();
    name.push(".tmp");
    let place = path.with_file_name(name);
    remove_left_over(&place)?;

    let mut file = for_this_user().open(&place)?;
    let staged = TempPath::try_from_path(place)?;
    file.write_all(bytes)?;
    file.sync_all()?;

    Ok(staged)
}

fn remove_left_over(place: &Path) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Err(_) | Ok(()) => Ok(()),
    }
}

/// A file that is not there yet, so that its permissions are ours from its first byte.
fn for_this_user() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);

    options
}

fn make_all(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = above(folder) {
        make_all(&above)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;

    sync_folder(folder)
}

/// A folder that someone else made, or an older program, may stand open.
fn close_to_others(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    #[cfg(not(unix))]
    let _ = folder;

    Ok(())
}

/// Makes the name of a file or folder as durable as what it holds.
fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(above) = above(path) {
        File::open(above)?.sync_all()?;
    }
    // Windows opens no folder as a file; its rename is as durable as it gets.
    #[cfg(not(unix))]
    let _ = path;

    Ok(())
}

/// The folder that a path stands in; that of a bare name is the current one.
fn above(path: &Path) -> Option<PathBuf> {
    let above = path.parent()?;
    let here = above.as_os_str().is_empty();

    Some(if here { ".".into() } else { above.to_owned() })
}

fn unwritten(path: &Path, source: io::Error) -> VaultError {
    VaultError::Unwritten {
        path: path.to_owned(),
        source,
    }
}
