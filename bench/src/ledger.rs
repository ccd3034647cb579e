//! Q1 to Q4: what is durable in the ledger, beside the database library alone and beside the disk.

use std::path::Path;

use gplinks::{Draft, Minute};
use practice::{Practice, ToFile};
use store::{
    Arrival, ArrivalState, Audit, FilingKind, FilingState, LinkId, NewFiling, PatientId, StoreError, Workflow,
};

use crate::desk::{self, CLERK, act, now};
use crate::measure::{Contender, race};
use crate::peers::{self, Appended, Lock, Queue};
use crate::people::{DOCTOR, person};
use crate::table::{self, Bars, SHOWN, Table, at_most};
use crate::{cipher, evening, inbox};

pub fn run(quick: bool) {
    let mut table = Table::default();
    filing(&mut table, quick);
    ingesting(&mut table, quick);
    cipher::overhead(&mut table, quick);
    cipher::opening(&mut table, quick);
    table.print("ledger");
}

/// Q1: a filing that is confirmed is on disk, with its line in the audit.
fn filing(table: &mut Table, quick: bool) {
    let (people, rounds) = if quick { (2_000, 150) } else { (10_000, 600) };
    let folder = peers::folder();
    let practice = desk::practice(&folder, people);
    let queue = |name: &str, lock| Queue::create(&folder.path().join(name), lock);
    let (plain, locked) = (queue("plain", Lock::Plain), queue("locked", Lock::RawKey));
    let mut appended = Appended::create(&folder.path().join("appended"));
    let today = Minute::at(now()).day();
    let mut moves = drafts((0..people).filter_map(|nth| person(nth).moves("22 PRIORY LANE")));
    let mut registrations = drafts((people..).map(|nth| person(nth).registers(today)));
    let mut filed = 0;
    let mut all = [
        Contender::new("store: filing + audit row, one commit", || {
            filed += 1;
            add_filing(&practice, filed);
        }),
        Contender::new("Practice::file, a new address (4 rows)", || file(&practice, &mut moves)),
        Contender::new("Practice::file, a registration (4 rows, 2 FTS)", || file(&practice, &mut registrations)),
        Contender::new("rusqlite, plain: insert 1 row of 1 KB", || plain.put()),
        Contender::new("rusqlite, encrypted: insert 1 row of 1 KB", || locked.put()),
        Contender::new("append 4 KB + fsync", || appended.put()),
    ];
    race(&mut all, rounds, 1);
    table::times("Q1 confirmed and durable", &all);
    for ours in &all[..3] {
        table.add("Q1", ours, &all[3], at_most(1.5, 1.2));
        table.add("Q1", ours, &all[5], Bars::AtMost(None, Some(2.0)));
        table.add("Q1", ours, &all[4], SHOWN);
    }
    drop(all);
    assert_eq!(registered(&practice), people + rounds as u64, "each round has registered somebody");
    let ledger = folder.path().join(store::FILE_NAME);
    let pages = [
        logged(&ledger, Lock::RawKey, || add_filing(&practice, 1)),
        logged(&ledger, Lock::RawKey, || file(&practice, &mut moves)),
        logged(&ledger, Lock::RawKey, || file(&practice, &mut registrations)),
        logged(&folder.path().join("plain"), Lock::Plain, || plain.put()),
    ];
    println!("   pages that a commit writes: {pages:?} (the first four)");
}

/// How many pages a commit adds to a log that was emptied before.
fn logged(path: &Path, lock: Lock, commit: impl FnOnce()) -> u64 {
    peers::empty_log(path, lock);
    commit();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");

    std::fs::metadata(log).unwrap().len() / (4_096 + 24)
}

/// Made as they are asked for; what a clerk has typed is there before it is filed.
fn drafts<'a>(drafts: impl Iterator<Item = Draft> + 'a) -> impl Iterator<Item = ToFile> + 'a {
    let ready: Vec<ToFile> = drafts.map(ToFile::new).take(1_000).collect();

    ready.into_iter()
}

fn file(practice: &Practice, drafts: &mut impl Iterator<Item = ToFile>) {
    practice.file(&drafts.next().unwrap(), &act()).unwrap();
}

/// What a filing is at the least: its row and the audit's. Its content is as long as that of a new address.
fn add_filing(practice: &Practice, nth: i64) {
    let content = format!("{{\"amendment\":{{\"changes\":\"{}\"}}}}", "+".repeat(250));
    let filing = NewFiling {
        kind: FilingKind::Amendment,
        patient: PatientId::new(nth),
        link: LinkId::new(1),
        gp: DOCTOR,
        content: &content,
        state: FilingState::Ready,
        not_before: now(),
        notice: None,
        replaces: None,
        draft_key: None,
        at: now(),
        by: CLERK,
    };
    practice
        .store()
        .write(|w| {
            let row = Some(w.add_filing(&filing)?.get());
            let details = serde_json::json!({ "kind": "G2", "patient": nth });
            w.audit(&Audit { at: now(), by: CLERK, act: "filed", subject: "filing", row, details })
        })
        .unwrap();
}

fn registered(practice: &Practice) -> u64 {
    practice.store().read(|r| r.count_patients()).unwrap()
}

/// Q2: a letter of 513 transactions, from its bytes to the last commit.
fn ingesting(table: &mut Table, quick: bool) {
    let rounds = if quick { 5 } else { 15 };
    let folder = peers::folder();
    let practice = desk::practice(&folder, (rounds as u64 + 1) * evening::PEOPLE);
    let letters: Vec<Vec<u8>> = (0..=rounds).map(evening::letter).collect();
    let mut letters = (1..).zip(&letters);
    if let Err(why) = first_letter(&practice, &mut letters) {
        println!("\nQ2 is not measured: {why}");
        return;
    }
    let queue = |name: &str, lock| Queue::create(&folder.path().join(name), lock);
    let (plain, locked) = (queue("plain", Lock::Plain), queue("locked", Lock::RawKey));
    let most = evening::TRANSACTIONS as u32;
    let other = peers::folder();
    let aside = desk::practice(&other, 1);
    let reading = gplinks::Reading { limits: gplinks::Limits::post(), today: None };
    let (body, mut stored) = (evening::letter(0), 0);
    let mut all = [
        Contender::new("letter of 513 transactions, bytes to commit", || ingest(&practice, &mut letters)),
        Contender::new("rusqlite, plain: 513 single commits", || (0..most).for_each(|_| plain.put())),
        Contender::new("rusqlite, encrypted: 513 rows, one commit", || locked.put_many(most)),
        Contender::new("store: 513 notices, one commit", || {
            stored += 1;
            inbox::receive(aside.store(), stored, u64::from(most));
        }),
        Contender::new("gplinks::read, no ledger", || gplinks::read(&body, &reading)),
    ];
    race(&mut all, rounds as usize, 1);
    table::times("Q2 a big evening's letter (design: <= 8 ms)", &all);
    table.add("Q2", &all[0], &all[1], at_most(0.2, 0.06));
    table.add("Q2", &all[0], &all[2], SHOWN);
    table.add("Q2", &all[0], &all[3], SHOWN);
    table.add("Q2", &all[3], &all[1], at_most(0.2, 0.06));
    drop(all);
    assert_eq!(notices(&practice), u64::from(rounds + 1) * u64::from(most), "each transaction has become a notice");
}

type Letters<'a> = std::iter::Zip<std::ops::RangeFrom<u32>, std::slice::Iter<'a, Vec<u8>>>;

/// Nothing is measured that was not done.
fn first_letter(practice: &Practice, letters: &mut Letters<'_>) -> Result<(), String> {
    ingest(practice, letters);
    let letter = practice.store().read(|r| r.letter_in(store::LetterInId::new(1))).unwrap();
    println!("\nQ2: the letter has {} bytes", letter.body.len());

    match letter.state {
        ArrivalState::Read if notices(practice) == evening::TRANSACTIONS as u64 => Ok(()),
        ArrivalState::Read => Err(format!("the letter was read, but {} notices came of it", notices(practice))),
        ArrivalState::SetAside => Err(format!("the letter was set aside: {:?} {}", letter.why, letter.problems)),
        ArrivalState::Stored => Err("Practice::read_letters has left the letter unread".to_owned()),
    }
}

fn ingest(practice: &Practice, letters: &mut Letters<'_>) {
    let (nth, body) = letters.next().unwrap();
    let mesh_id = format!("2026112109000000_{nth:06}");
    let arrival = Arrival { mesh_id: &mesh_id, workflow: Workflow::Registration, headers: "{}", body, at: now() };
    practice.store().write(|w| w.add_letter_in(&arrival)).unwrap();
    practice.read_letters(now()).unwrap();
}

fn notices(practice: &Practice) -> u64 {
    let count = practice.store().read(|r| {
        store::NoticeState::ALL.iter().map(|state| r.count_notices(*state)).sum::<Result<u64, StoreError>>()
    });

    count.unwrap()
}
