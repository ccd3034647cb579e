//! One opened file of a mounted folder, as the library sees it.

use std::ffi::{c_int, c_void};
use std::ops::Range;
use std::ptr;
use std::slice;
use std::sync::atomic::{Ordering, fence};

use rusqlite::ffi;

use crate::disk::{Broken, Busy, Change, Disk, Holder, Ino, PLACES, Stage};

/// What the library makes room for, and hands back at every call.
#[repr(C)]
pub(super) struct OpenFile {
    pub(super) base: ffi::sqlite3_file,
    /// Made by `open`, taken back by `close`.
    pub(super) handle: *mut Handle,
}

/// Who has the file open.
pub(super) struct Handle {
    disk: Disk,
    file: Ino,
    who: Holder,
    /// Deleted when it is closed.
    passing: Option<String>,
}

/// The second version: with shared memory, without mapping the file itself.
pub(super) static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

impl Handle {
    pub(super) fn open(disk: Disk, name: String, flags: c_int) -> Result<Self, c_int> {
        let (file, who) = {
            let mut state = disk.state();
            if state.platter().file(&name).is_none() {
                if flags & ffi::SQLITE_OPEN_CREATE == 0 {
                    return Err(ffi::SQLITE_CANTOPEN);
                }
                let name = name.clone();
                state
                    .change(Change::Create { name })
                    .map_err(|broken| code(broken, ffi::SQLITE_CANTOPEN))?;
            }
            let file = state.platter().file(&name).ok_or(ffi::SQLITE_CANTOPEN)?;
            (file, state.holder())
        };
        let is_passing = flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0;

        Ok(Self {
            disk,
            file,
            who,
            passing: is_passing.then_some(name),
        })
    }

    fn change(&self, change: Change, otherwise: c_int) -> c_int {
        match self.disk.state().change(change) {
            Ok(()) => ffi::SQLITE_OK,
            Err(broken) => code(broken, otherwise),
        }
    }
}

/// # Safety
/// `file` was filled by `open` and is not closed; the library calls each file from one thread at a time.
unsafe fn handle<'a>(file: *mut ffi::sqlite3_file) -> &'a Handle {
    // SAFETY: as promised above, the box that `open` made is still there.
    unsafe { &*(*file.cast::<OpenFile>()).handle }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: an open file; its box is taken back once, for the library never calls it again.
    let handle = unsafe { Box::from_raw((*file.cast::<OpenFile>()).handle) };
    let mut state = handle.disk.state();
    state.fall(handle.file, handle.who, Stage::None);
    state.leave_shared(handle.file, handle.who);
    if let Some(name) = handle.passing.clone() {
        let and_sync = false;
        // The library asks no answer of a file that only passes through.
        let _ = state.change(Change::Delete { name, and_sync });
    }

    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    buffer: *mut c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    let length = usize::try_from(amount).unwrap_or_default();
    // SAFETY: an open file, and a buffer of as many bytes as are asked for.
    let (handle, buffer) = unsafe {
        (
            handle(file),
            slice::from_raw_parts_mut(buffer.cast::<u8>(), length),
        )
    };
    let at = u64::try_from(at).unwrap_or(u64::MAX);

    match handle.disk.state().read(handle.file, at, buffer) {
        Ok(count) if count == length => ffi::SQLITE_OK,
        Ok(_) => ffi::SQLITE_IOERR_SHORT_READ,
        Err(_) => ffi::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    let length = usize::try_from(amount).unwrap_or_default();
    // SAFETY: an open file, and as many bytes as are to be written.
    let (handle, bytes) = unsafe {
        (
            handle(file),
            slice::from_raw_parts(bytes.cast::<u8>(), length),
        )
    };
    let (file, bytes) = (handle.file, bytes.into());
    let at = u64::try_from(at).unwrap_or(u64::MAX);

    handle.change(Change::Write { file, at, bytes }, ffi::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: ffi::sqlite3_int64) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let (file, length) = (handle.file, u64::try_from(length).unwrap_or_default());

    handle.change(
        Change::Truncate { file, length },
        ffi::SQLITE_IOERR_TRUNCATE,
    )
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let file = handle.file;

    handle.change(Change::Sync { file }, ffi::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn file_size(
    file: *mut ffi::sqlite3_file,
    out: *mut ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let length = handle.disk.state().platter().length(handle.file);
    // SAFETY: a place for a number.
    unsafe { *out = i64::try_from(length).unwrap_or(i64::MAX) };

    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };

    held(
        handle
            .disk
            .state()
            .rise(handle.file, handle.who, stage(level)),
    )
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    handle
        .disk
        .state()
        .fall(handle.file, handle.who, stage(level));

    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let is_reserved = handle.disk.state().is_reserved(handle.file);
    // SAFETY: a place for a number.
    unsafe { *out = c_int::from(is_reserved) };

    ffi::SQLITE_OK
}

/// Nothing is asked of a file that its own calls do not answer.
unsafe extern "C" fn file_control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

/// What the library's own code says of a disk under Linux.
unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// As above: a write that the power cuts leaves the bytes around it alone.
unsafe extern "C" fn device_characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    nth: c_int,
    size: c_int,
    make: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let (Ok(nth), Ok(size)) = (usize::try_from(nth), usize::try_from(size)) else {
        return ffi::SQLITE_IOERR_SHMMAP;
    };
    let address = handle
        .disk
        .state()
        .region(handle.file, handle.who, nth, size, make != 0);
    // SAFETY: a place for an address. What stands there lives until this file has let it go.
    unsafe { *out = address.map_or(ptr::null_mut(), <*mut u8>::cast) };

    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    let Some(places) = places(first, count) else {
        return ffi::SQLITE_IOERR_SHMLOCK;
    };
    let mut state = handle.disk.state();
    let all = state.places(handle.file);
    let is_exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        all.leave(handle.who, places);
        return ffi::SQLITE_OK;
    }

    held(if is_exclusive {
        all.exclude(handle.who, places)
    } else {
        all.share(handle.who, places)
    })
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: an open file.
    let handle = unsafe { handle(file) };
    handle.disk.state().leave_shared(handle.file, handle.who);

    ffi::SQLITE_OK
}

fn places(first: c_int, count: c_int) -> Option<Range<usize>> {
    let first = usize::try_from(first).ok()?;
    let end = first.checked_add(usize::try_from(count).ok()?)?;

    (end <= PLACES).then_some(first..end)
}

fn stage(level: c_int) -> Stage {
    match level {
        ffi::SQLITE_LOCK_NONE => Stage::None,
        ffi::SQLITE_LOCK_SHARED => Stage::Shared,
        ffi::SQLITE_LOCK_RESERVED => Stage::Reserved,
        ffi::SQLITE_LOCK_PENDING => Stage::Pending,
        _ => Stage::Exclusive,
    }
}

fn held(taken: Result<(), Busy>) -> c_int {
    match taken {
        Ok(()) => ffi::SQLITE_OK,
        Err(Busy) => ffi::SQLITE_BUSY,
    }
}

fn code(broken: Broken, otherwise: c_int) -> c_int {
    match broken {
        Broken::Full => ffi::SQLITE_FULL,
        Broken::Cut | Broken::Io => otherwise,
    }
}
