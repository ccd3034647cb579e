//! A piece of memory that the library's connections share, at an address that does not move.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;

/// Freed when dropped, which is after the last connection has let it go.
#[derive(Debug)]
pub(crate) struct Region {
    memory: NonNull<u8>,
    layout: Layout,
}

// SAFETY: the memory is only ever reached through its address by the library, which keeps its own
// order between threads (atomic loads, barriers and the locks of `disk::locks`).
unsafe impl Send for Region {}

impl Region {
    /// Nought all over; `None` where there is no memory.
    pub(crate) fn of(size: usize) -> Option<Self> {
        let layout = Layout::from_size_align(size.max(1), 4096).ok()?;
        // SAFETY: the layout's size is not 0.
        let memory = NonNull::new(unsafe { alloc_zeroed(layout) })?;

        Some(Self { memory, layout })
    }

    pub(crate) fn address(&self) -> *mut u8 {
        self.memory.as_ptr()
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: allocated in `of` with this very layout, and freed nowhere else.
        unsafe { dealloc(self.memory.as_ptr(), self.layout) }
    }
}
