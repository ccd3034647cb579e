//! The audit: a chain without holes, no shorter than it was, and as it stood when the last letter went.

use store::{AuditLink, Read};

use super::found::Found;
use crate::Result;
use crate::marks::{AuditMark, Marks, hex};

const PAGE: u32 = 1000;

pub(super) fn look(r: &Read<'_>, marks: Option<&Marks>, found: &mut Found) -> Result<()> {
    let ((rows, last), head) = (r.audit_extent()?, r.audit_head()?);
    if rows != last || rows != head.entries {
        found.add(
            "INV-17",
            format!(
                "the audit has {rows} rows, the last one with the number {last}, but {} were written; keep this file, and find out who had it",
                head.entries
            ),
        );
    }
    let mut end = ([0; 32], 0);
    let mut marked = marks.and_then(|marks| marks.audit.as_ref());
    loop {
        let page = r.audit_links(end.1, PAGE)?;
        let Some(last) = page.last() else { break };
        let next = (last.hash, last.row.id);
        found.add_all("INV-17", rewritten(end.0, &page));
        if page
            .iter()
            .any(|link| marked.is_some_and(|mark| is_at(link, mark)))
        {
            marked = None;
        }
        end = next;
    }
    if let Some(mark) = marked {
        found.add("INV-17", format!(
            "the record outside the file knows another row {} of the audit; keep this file, and find out who had it",
            mark.entries
        ));
    }

    Ok(())
}

/// Rows that are not what was written, or do not follow on the row before them.
fn rewritten(mut previous: [u8; 32], page: &[AuditLink]) -> Vec<String> {
    let mut found = Vec::new();
    for link in page {
        if !link.is_whole() || link.previous != previous {
            found.push(format!(
                "row {} of the audit is not what was written, or rows before it are missing; keep this file, and find out who had it",
                link.row.id
            ));
        }
        previous = link.hash;
    }

    found
}

fn is_at(link: &AuditLink, mark: &AuditMark) -> bool {
    link.row.id == mark.entries && hex(&link.hash) == mark.hash
}
