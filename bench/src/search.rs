//! L1 to L3: the search box over long lists, beside scans of the same encrypted file.

use std::collections::HashSet;

use gplinks::{Minute, PatientNumber};
use practice::Practice;
use rusqlite::Connection;
use store::{StoreError, folded};
use tempfile::TempDir;

use crate::corpus::Dice;
use crate::desk::{self, now};
use crate::inbox;
use crate::measure::{Contender, race};
use crate::peers::{self, Lock};
use crate::people::{Person, person};
use crate::table::{self, Bars, SHOWN, Table, at_most};

/// Rows of a page.
const PAGE: u32 = 50;
/// Searches in a sample, one after the other as letters are typed: after the scan of a whole list nothing of
/// anybody else's is in the processor's memory, and one search alone would be measured at fetching it.
const TYPED: u32 = 5;

const EXACT: &str = "SELECT * FROM patients WHERE nhs_number LIKE ?1";
const SURNAME: &str = "SELECT patients.* FROM patients
    JOIN (SELECT id FROM patients WHERE surname LIKE ?1 || '%' ORDER BY surname, first_forename, id LIMIT 50) AS hits
      ON hits.id = patients.id ORDER BY surname, first_forename, patients.id";
const EXACT_BY_INDEX: &str = "SELECT * FROM patients WHERE nhs_number = ?1";
const SURNAME_BY_INDEX: &str = "SELECT * FROM patients WHERE sort_name >= ?1 AND sort_name < ?1 || char(1114111)
    ORDER BY sort_name, id LIMIT 50";
const RANGE_AND_FILTER: &str = "SELECT * FROM patients
    WHERE sort_name >= ?1 AND sort_name < ?1 || char(1114111) AND first_forename LIKE ?2 || '%'
    ORDER BY sort_name, id LIMIT 50";
const WORDS: &str = "SELECT rowid FROM patient_words
    WHERE patient_words MATCH '\"' || ?1 || '\"* AND \"' || ?2 || '\"*' LIMIT 50";
const INFIX: &str = "SELECT patients.* FROM patients
    JOIN (SELECT id FROM patients WHERE search_name LIKE '%' || ?1 || '%' ORDER BY surname, first_forename, id LIMIT 50)
      AS hits ON hits.id = patients.id ORDER BY surname, first_forename, patients.id";

pub fn run(quick: bool) {
    let mut table = Table::default();
    let rounds = if quick { 60 } else { 300 };
    let list = List::of(100_000);
    one_word(&list, &mut table, rounds);
    two_tokens(&list, &mut table, rounds, "L2 100k", at_most(2.9, 1.5));
    infix(&list, &mut table, rounds);
    drop(list);
    inbox::pages(&mut table, rounds);
    if !quick {
        // The design's bars are 3 and 1 ms, where the range and filter takes 3.9 ms.
        two_tokens(&List::of(1_000_000), &mut table, rounds, "L2 1M", at_most(0.77, 0.26));
    }
    table.print("search");
}

/// A practice with a long list, and the same file opened without us.
struct List {
    practice: Practice,
    peer: Connection,
    people: u64,
    _folder: TempDir,
}

impl List {
    fn of(people: u64) -> Self {
        let folder = peers::folder();
        let begin = std::time::Instant::now();
        let practice = desk::practice(&folder, people);
        let peer = peers::open(&folder.path().join(store::FILE_NAME), Lock::RawKey);
        println!("\n== {people} patients, put on the list in {:.0} s", begin.elapsed().as_secs_f64());

        Self { practice, peer, people, _folder: folder }
    }

    fn search(&self, query: &str) -> usize {
        let today = Minute::at(now()).day();
        let found = self.practice.store().read(|r| r.search(query, today, PAGE));

        found.unwrap_or_else(|error: StoreError| panic!("{error}")).len()
    }

    fn ask(&self, sql: &str, values: &[&str]) -> usize {
        ask(&self.peer, sql, values)
    }

    /// So many of its people, in no order.
    fn some(&self, most: usize) -> impl Iterator<Item = Person> {
        let (mut dice, people) = (Dice(most as u64), self.people);

        std::iter::repeat_with(move || person(dice.below(people))).take(most)
    }
}

/// Walks through all rows of an answer and looks at each column; tells how many rows there were.
pub fn ask(conn: &Connection, sql: &str, values: &[&str]) -> usize {
    let mut statement = conn.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(values)).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            std::hint::black_box(row.get_ref(column).unwrap());
        }
        count += 1;
    }

    count
}

/// L1: a whole NHS number, and the beginning of a surname.
fn one_word(list: &List, table: &mut Table, rounds: usize) {
    let numbered = list.some(rounds * 2).filter_map(|one| one.number);
    let numbers: Vec<String> = numbered.map(|number| PatientNumber::written(&number)).collect();
    assert!(numbers.iter().take(50).all(|number| list.search(number) == 1 && list.ask(EXACT, &[number]) == 1));
    let mut all = [
        Contender::new("search: NHS number, 100k", each(&numbers, |number| list.search(number))),
        Contender::new("LIKE, scan", each(&numbers, |number| list.ask(EXACT, &[number]))),
        Contender::new("b-tree, no transaction", each(&numbers, |number| list.ask(EXACT_BY_INDEX, &[number]))),
    ];
    race(&mut all, rounds, TYPED);
    table::times("L1 NHS number (design: p95 <= 1 ms)", &all);
    table.add("L1", &all[0], &all[1], Bars::AtLeast(50.0, 100.0));
    table.add("L1", &all[0], &all[2], SHOWN);

    let begins: Vec<String> = list.some(rounds).map(|one| start_of(&one.surname)).collect();
    assert!(begins.iter().take(50).all(|begin| list.search(begin) >= list.ask(SURNAME_BY_INDEX, &[begin])));
    let mut all = [
        Contender::new("search: 3 letters of a surname, 50 rows, 100k", each(&begins, |begin| list.search(begin))),
        Contender::new("LIKE, scan, ordered", each(&begins, |begin| list.ask(SURNAME, &[begin]))),
        Contender::new("b-tree range, no transaction", each(&begins, |begin| list.ask(SURNAME_BY_INDEX, &[begin]))),
    ];
    race(&mut all, rounds, TYPED);
    table::times("L1 beginning of a surname (design: p95 <= 1 ms)", &all);
    table.add("L1", &all[0], &all[1], Bars::AtLeast(50.0, 100.0));
    table.add("L1", &all[0], &all[2], SHOWN);
}

/// L2: "smi joh". The design's bars are times, 1 and 0.5 ms at 100k where the peer takes 0.34 ms.
fn two_tokens(list: &List, table: &mut Table, rounds: usize, id: &'static str, bars: Bars) {
    let starts = list.some(rounds).map(|one| [start_of(&one.surname), start_of(&one.first)]);
    let tokens: Vec<[String; 2]> = starts.collect();
    let both = |[one, two]: &[String; 2]| list.search(&format!("{one} {two}"));
    let by_range = |[one, two]: &[String; 2]| list.ask(RANGE_AND_FILTER, &[one, two]);
    let is_found = |tokens: &[String; 2]| both(tokens) >= by_range(tokens).max(1);
    assert!(tokens.iter().take(50).all(is_found), "all words of all names are searched, so there are more hits");
    let mut all = [
        Contender::new("search: two beginnings, p95", each(&tokens, both)),
        Contender::new("b-tree range + filter, p95", each(&tokens, by_range)),
        Contender::new("FTS5 ids only, not ordered, p95", each(&tokens, |[one, two]| list.ask(WORDS, &[one, two]))),
    ];
    race(&mut all, rounds, TYPED);
    table::times("L2 two beginnings (design, p95: 100k <= 1, 0.5 ms; 1M <= 3, 1 ms)", &all);
    table.add_worst(id, &all[0], &all[1], bars);
    table.add_worst(id, &all[0], &all[2], SHOWN);
}

/// L3: four letters that stand inside names, and begin none.
fn infix(list: &List, table: &mut Table, rounds: usize) {
    let names: Vec<String> = (0..list.people).map(|nth| names_of(&person(nth))).collect();
    let words = names.iter().flat_map(|names| names.split([' ', '\n']));
    let begins: HashSet<&str> = words.filter_map(|name| name.get(..4)).collect();
    let inside = list.some(rounds * 4).filter_map(|one| Some(folded(&one.surname).get(1..5)?.to_owned()));
    let inside: Vec<String> = inside.filter(|letters| !begins.contains(letters.as_str())).take(rounds).collect();
    assert_eq!(inside.len(), rounds, "there are enough such letters");
    assert!(inside.iter().take(50).all(|letters| list.search(letters) == list.ask(INFIX, &[letters])));
    let column = names.concat();
    let mut all = [
        Contender::new("search: 4 letters inside, p95", each(&inside, |letters| list.search(letters))),
        Contender::new("LIKE, scan, ordered, p95", each(&inside, |letters| list.ask(INFIX, &[letters]))),
        Contender::new("memmem over all names in clear memory, p95", each(&inside, |letters| {
            memchr::memmem::find_iter(column.as_bytes(), letters.as_bytes()).count()
        })),
    ];
    race(&mut all, rounds, TYPED);
    table::times("L3 letters inside names (design: p95 <= 0.25 ms)", &all);
    table.add_worst("L3", &all[0], &all[1], Bars::AtLeast(20.0, 60.0));
    table.add_worst("L3", &all[0], &all[2], SHOWN);
}

/// Work that takes the next of the questions each time.
fn each<'a, Q, T>(questions: &'a [Q], ask: impl Fn(&'a Q) -> T + 'a) -> impl FnMut() -> T + 'a {
    let mut questions = questions.iter().cycle();

    move || ask(questions.next().unwrap())
}

fn start_of(name: &str) -> String {
    folded(name).chars().take(3).collect()
}

/// As the search sees them, a line a person.
fn names_of(person: &Person) -> String {
    let second = person.second.as_deref().unwrap_or_default();
    let parts = person.surname.replace(['-', '\''], " ");

    format!("{} {} {} {}\n", folded(&person.surname), folded(&person.first), folded(second), folded(&parts))
}
