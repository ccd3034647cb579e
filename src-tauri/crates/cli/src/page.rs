//! What is to be written, gathered into whole lines.

use std::fmt;
use std::io::{self, Write};

use crate::error::Failure;
use crate::output;

/// So much is gathered before it is written.
const FULL: usize = 64 * 1024;

/// A page in the making, and where it goes. Once it cannot be written, nothing more is.
pub(crate) struct Page {
    text: Vec<u8>,
    out: Box<dyn Write>,
    lost: Option<io::Error>,
}

impl Page {
    pub(crate) fn new(out: Box<dyn Write>) -> Self {
        Self {
            text: Vec::new(),
            out,
            lost: None,
        }
    }

    pub(crate) fn put(&mut self, text: impl fmt::Display) {
        // Writing to a Vec never fails.
        let _ = write!(self.text, "{text}");
    }

    pub(crate) fn line(&mut self, text: impl fmt::Display) {
        self.put(text);
        self.text.push(b'\n');
    }

    /// Worth writing out; to be asked between lines, so that nothing can come in the middle of one.
    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= FULL
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.lost.is_some()
    }

    /// Writes the page out and begins a blank one.
    pub(crate) fn turn(&mut self) {
        if self.lost.is_none() {
            self.lost = self
                .out
                .write_all(&self.text)
                .and_then(|()| self.out.flush())
                .err();
        }
        self.text.clear();
    }

    /// Writes what is left.
    pub(crate) fn close(mut self) -> Result<(), Failure> {
        self.turn();

        output::unless_gone(self.lost.map_or(Ok(()), Err))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place that takes nothing.
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_cannot_be_written_is_told_once_and_at_the_end() {
        let mut page = Page::new(Box::new(Full));
        page.line("one");
        page.turn();
        assert!(page.is_lost());
        page.line("two");

        assert!(matches!(page.close(), Err(Failure::Unwritten(_))));
    }

    #[test]
    fn a_page_is_full_before_it_is_large() {
        let mut page = Page::new(Box::new(io::sink()));
        assert!(!page.is_full());

        page.line("x".repeat(FULL));

        assert!(page.is_full());
        page.turn();
        assert!(!page.is_full());
    }
}
