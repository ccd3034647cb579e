//! Q3 and Q4: what encryption costs, and what opening costs.

use std::time::{Duration, Instant};

use store::Store;

use crate::measure::{Contender, race};
use crate::peers::{self, KEY, Lock, Queue};
use crate::table::{self, SHOWN, Table, at_most};

const ROWS: u32 = 20_000;

/// The same table in two files, one of them encrypted as the ledger is.
pub fn overhead(table: &mut Table, quick: bool) {
    let folder = peers::folder();
    let (plain, locked) = (filled(&folder, "plain", Lock::Plain), filled(&folder, "locked", Lock::RawKey));
    let mut all = [
        Contender::new("encrypted: one row, synced", || locked.put()),
        Contender::new("plain: one row, synced", || plain.put()),
    ];
    race(&mut all, if quick { 150 } else { 600 }, 1);
    table::times("Q3 one row a commit", &all);
    table.add("Q3", &all[0], &all[1], at_most(1.5, 1.3));

    let mut all = [
        Contender::new("encrypted: 1,000 rows a commit", || locked.put_many(1_000)),
        Contender::new("plain: 1,000 rows a commit", || plain.put_many(1_000)),
    ];
    race(&mut all, if quick { 9 } else { 25 }, 1);
    table::times("Q3 in bulk", &all);
    table.add("Q3", &all[0], &all[1], at_most(2.5, 2.2));

    for [ours, peer] in [
        ["encrypted: read by index, all in the cache", "plain: read by index, all in the cache"],
        ["encrypted: read by index, cache of 2 MB", "plain: read by index, cache of 2 MB"],
    ] {
        let mut all = [Contender::new(ours, || locked.get()), Contender::new(peer, || plain.get())];
        race(&mut all, if quick { 25 } else { 75 }, 500);
        table::times("Q3 one row by its unique text", &all);
        table.add("Q3", &all[0], &all[1], at_most(2.5, 2.0));
        plain.forget();
        locked.forget();
    }
}

fn filled(folder: &tempfile::TempDir, name: &str, lock: Lock) -> Queue {
    let queue = Queue::create(&folder.path().join(name), lock);
    queue.put_many(ROWS);

    queue
}

/// From nothing to the first answer; closing does not count.
pub fn opening(table: &mut Table, quick: bool) {
    let folder = peers::folder();
    let path = |name: &str| folder.path().join(name);
    let (ledger, plain, phrase) = (path("ledger"), path("plain"), path("phrase"));
    drop(Store::create(&ledger, KEY).unwrap());
    for (path, lock) in [(&plain, Lock::Plain), (&phrase, Lock::PassPhrase)] {
        drop(Queue::create(path, lock));
    }
    let peer = |path: &std::path::Path, lock: Lock| {
        let begin = Instant::now();
        let conn = peers::open(path, lock);
        peers::prove(&conn);
        begin.elapsed()
    };
    let ours = || -> Duration {
        let begin = Instant::now();
        let store = Store::open(&ledger, KEY).unwrap();
        let took = begin.elapsed();
        drop(store);
        took
    };
    let mut all = [
        Contender::clocked("Store::open with the raw key", ours),
        Contender::clocked("SQLCipher, pass phrase", || peer(&phrase, Lock::PassPhrase)),
        Contender::clocked("SQLCipher, raw key, without our checks", || peer(&ledger, Lock::RawKey)),
        Contender::clocked("plain", || peer(&plain, Lock::Plain)),
    ];
    race(&mut all, if quick { 7 } else { 25 }, 1);
    table::times("Q4 open and read once (design: <= 2 ms beside 148 ms)", &all);
    table.add("Q4", &all[0], &all[1], at_most(0.05, 0.0135));
    table.add("Q4", &all[0], &all[2], SHOWN);
    table.add("Q4", &all[0], &all[3], SHOWN);
}
