//! Compares what is derived with what is committed, and rewrites that where `UPDATE_GOLDEN` is set.

use std::fs;

use super::cases::Case;

/// Whether the committed file of a case is what was derived; otherwise the first line that differs.
pub(crate) fn held(case: &Case, ending: &str, derived: &[u8]) -> Result<(), String> {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(case.path(ending), derived).unwrap();
    }
    let committed = fs::read(case.path(ending)).unwrap_or_default();
    if committed == derived {
        return Ok(());
    }
    let (line, wanted, got) = first_difference(&committed, derived);

    Err(format!(
        "{}.{ending}, line {line}:\n  wanted {wanted}\n  got    {got}",
        case.name
    ))
}

/// Every case is tried, and all that fail are told.
pub(crate) fn all_hold(results: impl IntoIterator<Item = Result<(), String>>) {
    let failures: Vec<_> = results.into_iter().filter_map(Result::err).collect();

    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn first_difference(wanted: &[u8], got: &[u8]) -> (usize, String, String) {
    let lines = |bytes: &[u8]| {
        bytes
            .split(|byte| *byte == b'\n')
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect::<Vec<_>>()
    };
    let (wanted, got) = (lines(wanted), lines(got));
    let line = (0..)
        .find(|at| wanted.get(*at) != got.get(*at))
        .unwrap_or_default();
    let shown = |lines: &[String]| {
        lines
            .get(line)
            .map_or_else(|| "nothing".to_owned(), |line| format!("{line:?}"))
    };

    (line + 1, shown(&wanted), shown(&got))
}
