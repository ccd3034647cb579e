//! What is to be filed, from a file: plain text, or the adaptor's JSON.

use std::path::Path;

use gplinks::Draft;

use super::open::Desk;
use crate::convert;
use crate::error::{Failure, Remark};
use crate::input::Source;

/// Plain text is checked by the rules of the desk; the adaptor's JSON is taken as the adaptor takes it.
pub(super) fn read(
    desk: &Desk,
    file: &Path,
    is_clean: bool,
) -> Result<(Draft, Vec<Remark>), Failure> {
    let source = Source::of(file);
    let json = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;

    if is_clean {
        convert::clean(&json, None, &desk.practice.desk_rules(desk.now)?)
    } else {
        convert::adaptor(&json, None)
    }
}
