//! L4: a page of the inbox anywhere among 100,000 notices, by the last one that was shown.

use rusqlite::Connection;
use store::{About, Arrival, LinkId, NewNotice, NoticeId, NoticeState, Place, Store, StoreError, Workflow};

use crate::corpus::Dice;
use crate::desk::{self, now};
use crate::measure::{Contender, race};
use crate::peers::{self, Lock};
use crate::people::DOCTOR;
use crate::search::ask;
use crate::table::{self, Bars, Table, at_most};

const NOTICES: u64 = 100_000;
/// How many come in one letter.
const LETTER: u64 = 500;
const PAGE: u32 = 50;

const OFFSET: &str = "SELECT * FROM notices WHERE state = 'to decide' ORDER BY id LIMIT 50 OFFSET CAST(?1 AS INTEGER)";

const CONTENT: &str = r#"{"amendment":{"number":"9990001006","changes":
    {"address":{"lines":["blank",{"is":"22 PRIORY LANE"},"blank",{"is":"LERWICK"},"blank"],"postcode":{"set":"ZE1  0AA"}}}}}"#;
const OUTLINE: &str = r#"["New address: 22 PRIORY LANE, LERWICK","Postcode: ZE1 0AA"]"#;

pub fn pages(table: &mut Table, rounds: usize) {
    let folder = peers::folder();
    let practice = desk::practice(&folder, 1);
    (0..NOTICES / LETTER).for_each(|nth| receive(practice.store(), nth, LETTER));
    practice.store().checkpoint().unwrap();
    let peer = peers::open(&folder.path().join(store::FILE_NAME), Lock::RawKey);
    let page = |after: u64| page(practice.store(), after);
    assert!([0, 12_345, NOTICES - 50].iter().all(|after| page(*after) == 50 && by_offset(&peer, *after) == 50));
    let mut all = [
        Contender::new("page of 50 after the last one shown", places(0, NOTICES, page)),
        Contender::new("OFFSET", places(0, NOTICES, |after| by_offset(&peer, after))),
        Contender::new("page of 50, among the last tenth", places(NOTICES / 10 * 9, NOTICES, page)),
        Contender::new("page of 50, among the first tenth", places(0, NOTICES / 10, page)),
    ];
    race(&mut all, rounds, 1);
    table::times("L4 a page of the inbox, 100k notices", &all);
    table.add("L4", &all[0], &all[1], at_most(0.2, 0.06));
    table.add("L4 flat", &all[2], &all[3], Bars::AtMost(None, Some(1.2)));
}

/// Work at another place each time, all contenders at the same ones.
fn places<'a, T>(from: u64, to: u64, work: impl Fn(u64) -> T + 'a) -> impl FnMut() -> T + 'a {
    let mut dice = Dice(50);

    move || work(from + dice.below(to - from - u64::from(PAGE)))
}

fn page(store: &Store, after: u64) -> usize {
    let after = Some(NoticeId::new(after as i64));
    let page = store.read(|r| r.notices_in(NoticeState::ToDecide, after, PAGE));

    page.unwrap_or_else(|error: StoreError| panic!("{error}")).len()
}

fn by_offset(peer: &Connection, after: u64) -> usize {
    ask(peer, OFFSET, &[&after.to_string()])
}

/// A letter with so many notices, in one commit.
pub fn receive(store: &Store, nth: u64, notices: u64) {
    let mesh_id = format!("2026112109000000_{nth:06}");
    let arrival =
        Arrival { mesh_id: &mesh_id, workflow: Workflow::Registration, headers: "{}", body: b"UNB", at: now() };
    store
        .write(|w| {
            let letter = w.add_letter_in(&arrival)?;
            for position in 0..notices {
                w.add_notice(&NewNotice {
                    letter,
                    link: LinkId::new(1),
                    place: Place { epoch: 0, ris: nth + 1, message: 1, position: position as u32 + 1 },
                    kind: "F1",
                    rms: Some(nth + 1),
                    tn: Some(position + 1),
                    gp: Some(DOCTOR),
                    nhs_number: Some("9990001006"),
                    content: Some(CONTENT),
                    outline: OUTLINE,
                    problems: "[]",
                    raw_from: 0,
                    raw_to: 3,
                    at: now(),
                    state: NoticeState::ToDecide,
                    about: About::default(),
                })?;
            }

            Ok::<_, StoreError>(())
        })
        .unwrap();
}
