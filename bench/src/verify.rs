//! What the whole check of a ledger costs, and that it grows with the ledger and no faster.

use std::time::Instant;

use practice::Practice;
use store::{Arrival, Audit, StoreError, Workflow};
use tempfile::TempDir;

use crate::desk::{self, now};
use crate::evening;

const PEOPLE: u64 = 10_000;
/// How many letters are stored in one commit; each is read in its own.
const BATCH: usize = 500;

pub fn run(quick: bool) {
    let counts = if quick { [1_000, 5_000] } else { [5_000, 50_000] };
    println!("\n== verify: letters that came and were read, a transaction each");
    println!("{:>8} {:>10} {:>14} {:>10} {:>16}", "letters", "read, s", "to read each", "verify, s", "to verify each");
    let [few, many] = counts.map(|count| {
        let [read, verify] = measured(count);
        let each = |seconds: f64| format!("{:.2} ms", seconds * 1e3 / count as f64);
        println!("{count:>8} {read:>10.2} {:>14} {verify:>10.2} {:>16}", each(read), each(verify));
        [read, verify].map(|seconds| seconds / count as f64)
    });
    println!(
        "each of many over each of few: read {:.2}, verified {:.2}   must 1.5 (1 is linear)",
        many[0] / few[0],
        many[1] / few[1]
    );
}

/// Seconds to read so many letters, and to verify them. Nothing here is about the disk.
fn measured(letters: usize) -> [f64; 2] {
    let folder = in_memory();
    let practice = desk::practice(&folder, PEOPLE);
    let all: Vec<usize> = (0..letters).collect();
    all.chunks(BATCH).for_each(|some| store(&practice, some));
    let begin = Instant::now();
    let report = practice.read_letters(now()).unwrap();
    let read = begin.elapsed().as_secs_f64();
    assert_eq!(report.letters as usize, letters, "each was read");
    let begin = Instant::now();
    let verified = practice.verify(now()).unwrap();
    let verify = begin.elapsed().as_secs_f64();
    assert!(verified.is_sound(), "{:?}", verified.failures().first());

    [read, verify]
}

fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// As the exchange stores them.
fn store(practice: &Practice, letters: &[usize]) {
    let done = practice.store().write(|w| {
        for nth in letters {
            let (mesh_id, body) = (format!("2026112109000000_{nth:06}"), evening::note(*nth as u32, PEOPLE));
            let arrival =
                Arrival { mesh_id: &mesh_id, workflow: Workflow::Registration, headers: "{}", body: &body, at: now() };
            let row = Some(w.add_letter_in(&arrival)?.get());
            let details = serde_json::json!({ "bytes": body.len() });
            w.audit(&Audit { at: now(), by: "Linkdesk", act: "received", subject: "letter in", row, details })?;
        }

        Ok::<_, StoreError>(())
    });
    done.unwrap();
}
