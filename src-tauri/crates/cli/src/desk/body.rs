//! What is to be filed, from a file: plain text, or the adaptor's JSON.

use std::path::Path;

use gplinks::Draft;

use super::open::Desk;
use crate::convert;
use crate::error::{Failure, Remark};
use crate::input::Source;

/// Plain text, or the adaptor's JSON, which has its refusals besides. The rules of the desk hold for both: only
/// `convert` writes what no desk should send.
pub(super) fn read(
    desk: &Desk,
    file: &Path,
    is_clean: bool,
) -> Result<(Draft, Vec<Remark>), Failure> {
    let source = Source::of(file);
    let json = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;

    let rules = desk.practice.desk_rules(desk.now)?;

    if is_clean {
        convert::clean(&json, None, &rules)
    } else {
        convert::released(&json, &rules)
    }
}
