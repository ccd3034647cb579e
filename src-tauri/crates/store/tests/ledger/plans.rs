//! Statements that run in every pass, or once for each notice, find their rows by an index, however long the
//! practice has been at work.

use crate::desk::{Desk, raw};
use crate::statements::{literals, sources};

/// A file, a part of one of its statements, and the indexes that the plan must use.
const HOT: &[(&str, &str, &[&str])] = &[
    ("attempts.rs", "WHERE mesh_id = $1", &["attempts_mesh_id"]),
    (
        "attempts.rs",
        "at >= $1 ORDER BY at DESC",
        &["attempts_witness"],
    ),
    (
        "attempts.rs",
        "letters_out.attempts - resends",
        &["resends_letter"],
    ),
    ("audit.rs", "at >= $1 AND at < $2", &["audit_at"]),
    ("filings.rs", "letters_out.tn = $3", &["letters_out_tn"]),
    ("filings.rs", "letters_out.tn = $1 AND", &["letters_out_tn"]),
    (
        "filings.rs",
        "filings.id > coalesce($2, 0)",
        &["filings_due"],
    ),
    (
        "filings.rs",
        "letters_out.written_at >= $1",
        &["letters_out_written"],
    ),
    (
        "letters_in.rs",
        "copy_of_id = $1 OR",
        &["letters_in_copies", "sqlite_autoindex_receipts_out_1"],
    ),
    (
        "letters_out.rs",
        "attempts.mesh_id = letters_out.mesh_id",
        &["letters_out_state"],
    ),
    (
        "letters_out.rs",
        "ORDER BY sis_epoch, sis LIMIT 1",
        &["letters_out_state (state=?"],
    ),
    (
        "letters_out.rs",
        "'unknown', 'refused') ORDER BY id",
        &["letters_out_state (state=?"],
    ),
    ("letters_out.rs", "AND sis = $2", &["letters_out_sis"]),
    (
        "letters_out.rs",
        "sis BETWEEN $2 AND $3",
        &["letters_out_sis"],
    ),
    ("notes.rs", "WHERE notice_id = $1", &["notes_notice"]),
    ("notes.rs", "WHERE filing_id = $1", &["notes_filing"]),
    (
        "notes.rs",
        "WHERE patient_id = $1 AND done_at IS NULL",
        &["reminders_patient"],
    ),
    ("notices.rs", "WHERE decided_at >= $1", &["notices_decided"]),
    (
        "notices.rs",
        "'to decide' AND kind = $1",
        &["notices_waiting (kind=?"],
    ),
    (
        "notice_counts.rs",
        "count(*), min(arrived_at)",
        &["COVERING INDEX notices_state"],
    ),
    (
        "notice_counts.rs",
        "count(*), max(id)",
        &["COVERING INDEX notices_state"],
    ),
    (
        "notice_counts.rs",
        "arrived_at < $2 GROUP BY",
        &["notices_arrived"],
    ),
    (
        "notice_counts.rs",
        "count(*) FROM notices WHERE arrived_at",
        &["COVERING INDEX notices_arrived"],
    ),
    (
        "filings.rs",
        "filings.answered_at >= $3",
        &["filings_answer"],
    ),
    (
        "reports_in.rs",
        "WHERE letter_id = $1",
        &["reports_in_letter"],
    ),
];

#[test]
fn hot_statements_find_their_rows_by_an_index() {
    let (_folder, path) = Desk::new().close();
    let conn = raw(&path);
    for (file, part, indexes) in HOT {
        let sql = statement(file, part);
        let steps = plan(&conn, &sql);
        let plan = steps.join("\n");

        assert!(
            !steps.iter().any(|step| step.starts_with("SCAN")),
            "{sql}\n{plan}"
        );
        for index in *indexes {
            assert!(plan.contains(index), "{index}:\n{sql}\n{plan}");
        }
    }
}

/// However long the list is: `cargo xtask bench long` measures what this holds.
#[test]
fn no_search_looks_through_the_list_of_patients() {
    let (_folder, path) = Desk::new().close();
    let conn = raw(&path);
    let (_, text) = sources().find(|(name, _)| name == "search.rs").unwrap();
    let mut seen = 0;
    for rest in literals(&text) {
        if !(rest.starts_with("WHERE ") || rest.starts_with("JOIN ")) {
            continue;
        }
        seen += 1;
        let sql = format!("SELECT patients.* FROM patients {rest}");
        let steps = plan(&conn, &sql);

        assert!(
            !steps.iter().any(|step| step.starts_with("SCAN patients")),
            "{sql}\n{}",
            steps.join("\n")
        );
    }

    assert!(seen >= 6, "{seen} statements are all of them");
}

/// The first screen asks for them, and they are few.
#[test]
fn those_whose_flag_is_set_are_read_alone() {
    let (_folder, path) = Desk::new().close();
    let steps = plan(
        &raw(&path),
        &statement("patients.rs", "fp69_reason IS NOT NULL"),
    );

    assert_eq!(steps[0], "SCAN patients USING INDEX patients_flagged");
}

fn plan(conn: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut explained = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // What is not bound is NULL, which a plan does not ask for.
    let mut rows = explained.raw_query();
    let mut steps: Vec<String> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get(3).unwrap());
    }

    steps
}

/// The one statement of a file that has this part; its beginning may stand in a macro.
fn statement(file: &str, part: &str) -> String {
    let table = file.trim_end_matches(".rs");
    let (_, text) = sources().find(|(name, _)| name == file).unwrap();
    let found: Vec<String> = literals(&text)
        .into_iter()
        .filter(|literal| literal.contains(part))
        .collect();
    let [literal] = found.as_slice() else {
        panic!("{file} has {} statements with {part}", found.len());
    };

    if literal.starts_with("SELECT") {
        literal.clone()
    } else {
        format!("SELECT {table}.* FROM {table} {literal}")
    }
}
