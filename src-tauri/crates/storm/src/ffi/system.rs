//! The library's door to the operating system, with ours in front: files of mounted folders are on
//! their disk in memory, all others go where they always went.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int};
use std::mem;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::ffi;

use super::file::{self, Handle, OpenFile};
use crate::disk::{Broken, Change, Disk};

static DISKS: Mutex<BTreeMap<PathBuf, Disk>> = Mutex::new(BTreeMap::new());

/// The address of the library's own door, as a number so that threads may share it.
static BEHIND: OnceLock<Option<usize>> = OnceLock::new();

/// A folder whose database files are on a disk in memory, as long as this lives.
#[derive(Debug)]
#[must_use = "the folder is an ordinary one again when this is dropped"]
pub struct Mounted {
    folder: PathBuf,
    disk: Disk,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let mut disks = disks();
        // The next life's disk may stand there already.
        if disks
            .get(&self.folder)
            .is_some_and(|disk| disk.is(&self.disk))
        {
            disks.remove(&self.folder);
        }
    }
}

pub(crate) fn mount(folder: &Path, disk: Disk) -> std::io::Result<Mounted> {
    if BEHIND.get_or_init(put_in_front).is_none() {
        return Err(std::io::Error::other("the library has no door to stand at"));
    }
    let folder = folder.canonicalize()?;
    disks().insert(folder.clone(), disk.clone());

    Ok(Mounted { folder, disk })
}

fn disks() -> MutexGuard<'static, BTreeMap<PathBuf, Disk>> {
    DISKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers our door as the default; it is the old one but for three of its calls.
fn put_in_front() -> Option<usize> {
    // SAFETY: both functions may be called at any time; the library starts itself where it must.
    let behind = unsafe {
        if ffi::sqlite3_initialize() != ffi::SQLITE_OK {
            return None;
        }
        ffi::sqlite3_vfs_find(ptr::null())
    };
    // SAFETY: what was found is the library's own, and lives as long as the program.
    let mut ours = unsafe { *behind.as_ref()? };
    let largest = mem::size_of::<OpenFile>();
    ours.szOsFile = ours.szOsFile.max(c_int::try_from(largest).ok()?);
    ours.zName = c"storm".as_ptr();
    ours.pNext = ptr::null_mut();
    ours.xOpen = Some(open);
    ours.xDelete = Some(delete);
    ours.xAccess = Some(access);
    let ours = Box::leak(Box::new(ours));
    // SAFETY: `ours` is never freed, and all of its calls are there.
    let registered = unsafe { ffi::sqlite3_vfs_register(ours, 1) };

    (registered == ffi::SQLITE_OK).then_some(behind as usize)
}

/// The library's own door.
fn behind() -> Option<&'static mut ffi::sqlite3_vfs> {
    let address = (*BEHIND.get()?)? as *mut ffi::sqlite3_vfs;

    // SAFETY: the library's own door lives as long as the program; it is handed on and not changed.
    unsafe { address.as_mut() }
}

/// The disk and the name on it, where the path is in a mounted folder.
///
/// # Safety
/// `path` is null or a C string.
unsafe fn place(path: *const c_char) -> Option<(Disk, String)> {
    if path.is_null() {
        return None;
    }
    // SAFETY: as promised above.
    let path = Path::new(unsafe { CStr::from_ptr(path) }.to_str().ok()?);
    let disk = disks().get(path.parent()?)?.clone();

    Some((disk, path.file_name()?.to_str()?.to_owned()))
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    path: ffi::sqlite3_filename,
    opened: *mut ffi::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: the library gives null or a C string.
    let Some((disk, name)) = (unsafe { place(path) }) else {
        let Some((behind, open)) = behind().and_then(|vfs| vfs.xOpen.map(|open| (vfs, open)))
        else {
            return ffi::SQLITE_CANTOPEN;
        };
        // SAFETY: everything is handed on as it was given.
        return unsafe { open(behind, path, opened, flags, flags_out) };
    };
    let opened = opened.cast::<OpenFile>();
    // SAFETY: the library gives room of `szOsFile` bytes; without methods it will not close it.
    unsafe { (*opened).base.pMethods = ptr::null() };
    let handle = match Handle::open(disk, name, flags) {
        Ok(handle) => handle,
        Err(code) => return code,
    };
    // SAFETY: as above; `flags_out` is null or a place for a number.
    unsafe {
        (*opened).handle = Box::into_raw(Box::new(handle));
        (*opened).base.pMethods = &raw const file::METHODS;
        if let Some(out) = flags_out.as_mut() {
            *out = flags;
        }
    }

    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    _: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: the library gives a C string.
    let Some((disk, name)) = (unsafe { place(path) }) else {
        let Some((behind, delete)) = behind().and_then(|vfs| vfs.xDelete.map(|call| (vfs, call)))
        else {
            return ffi::SQLITE_IOERR_DELETE;
        };
        // SAFETY: everything is handed on as it was given.
        return unsafe { delete(behind, path, sync_folder) };
    };
    let mut state = disk.state();
    if state.platter().file(&name).is_none() {
        return ffi::SQLITE_IOERR_DELETE_NOENT;
    }
    let and_sync = sync_folder != 0;

    match state.change(Change::Delete { name, and_sync }) {
        Ok(()) => ffi::SQLITE_OK,
        Err(Broken::Full) => ffi::SQLITE_FULL,
        Err(Broken::Cut | Broken::Io) => ffi::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: the library gives a C string.
    let Some((disk, name)) = (unsafe { place(path) }) else {
        let Some((behind, access)) = behind().and_then(|vfs| vfs.xAccess.map(|call| (vfs, call)))
        else {
            return ffi::SQLITE_IOERR_ACCESS;
        };
        // SAFETY: everything is handed on as it was given.
        return unsafe { access(behind, path, flags, out) };
    };
    let is_there = disk.state().platter().file(&name).is_some();
    // SAFETY: the library gives a place for a number.
    unsafe { *out = c_int::from(is_there) };

    ffi::SQLITE_OK
}
