//! The search box finds people by whatever was typed, and nothing that is typed is an error.

use crate::desk::{Desk, change, day, person};
use gplinks::Day;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Cause, Record};

#[test]
fn an_nhs_number_is_found_however_it_is_spaced() {
    let desk = village();

    for text in [
        "9990000018",
        "999 000 0018",
        "999-000-0018",
        " 99900 00018 ",
    ] {
        assert_eq!(names(&desk, text), ["Cole Tunde"], "{text}");
    }
    assert_eq!(
        names(&desk, "999 000 000"),
        ["O\u{2019}Brien-Jones Zo\u{eb}", "Okafor Ngozi"]
    );
    assert_eq!(names(&desk, "9990000002"), [""; 0], "nobody has it");
    assert_eq!(
        names(&desk, "tt12/24"),
        ["van der Berg Mary Ann"],
        "an old one"
    );
}

#[test]
fn a_date_of_birth_is_found_alone_and_with_words() {
    let desk = village();

    for text in [
        "13/5/1984",
        "13.5.84",
        "13-05-1984",
        "1984-05-13",
        "13 May 1984",
        "13051984",
    ] {
        assert_eq!(names(&desk, text), ["Cole Tunde", "Okafor Ngozi"], "{text}");
    }
    assert_eq!(names(&desk, "tun 13/5/84"), ["Cole Tunde"]);
    assert_eq!(names(&desk, "13 may 84 oka ngo"), ["Okafor Ngozi"]);
    assert_eq!(names(&desk, "br6 13/5/84"), ["Cole Tunde"]);
    assert_eq!(names(&desk, "smith 13/5/84"), [""; 0]);
    assert_eq!(names(&desk, "1/1/26"), ["Colewell Baby"], "this year");
    assert_eq!(
        names(&desk, "1/1/27"),
        ["Old Ada"],
        "a century ago: it cannot be next year"
    );
}

#[test]
fn digits_that_are_no_birthday_of_anyone_are_the_beginning_of_a_number() {
    let desk = Desk::new();
    let mut record = person(desk.link, "Cole", "Tunde");
    record.nhs_number = Some("0101200012".to_owned());
    desk.add(&record);

    assert_eq!(names(&desk, "01012000"), ["Cole Tunde"]);
}

#[test]
fn a_postcode_is_found_whole_and_from_its_beginning() {
    let desk = village();

    for text in ["br6 7ew", "BR67EW", "br6 7", "Br6"] {
        assert_eq!(
            names(&desk, text),
            ["Cole Tunde", "Colewell Baby"],
            "{text}"
        );
    }
    assert_eq!(names(&desk, "cole b br6"), ["Colewell Baby"]);
    assert_eq!(names(&desk, "BR7"), ["Okafor Ngozi"]);
    assert_eq!(names(&desk, "ZZ9"), [""; 0]);
}

#[test]
fn words_are_found_in_any_order_each_by_its_beginning() {
    let desk = village();

    assert_eq!(names(&desk, "cole tunde"), ["Cole Tunde"]);
    assert_eq!(names(&desk, "TUN COL"), ["Cole Tunde"]);
    assert_eq!(names(&desk, "brien zoe"), ["O\u{2019}Brien-Jones Zo\u{eb}"]);
    for text in [
        "o'brien-jones",
        "OBRIENJONES",
        "o brien",
        "jones",
        "ZO\u{cb}",
        "zoe\u{308}",
    ] {
        assert_eq!(
            names(&desk, text),
            ["O\u{2019}Brien-Jones Zo\u{eb}"],
            "{text}"
        );
    }
    assert_eq!(names(&desk, "van der"), ["van der Berg Mary Ann"]);
    assert_eq!(names(&desk, "mary-ann"), ["van der Berg Mary Ann"]);
    assert_eq!(
        names(&desk, "smythe"),
        ["Okafor Ngozi"],
        "the previous surname"
    );
}

#[test]
fn a_name_is_found_however_its_words_are_put_together() {
    let desk = Desk::new();
    for (surname, forename) in [
        ("MCDONALD", "IAN"),
        ("DE LA CRUZ", "JOS\u{c9}"),
        ("M\u{dc}LLER", "ZO\u{cb}"),
        ("\u{d8}STERG\u{c5}RD", "\u{c6}GIR"),
        ("MULLER", "ADA"),
    ] {
        desk.add(&person(desk.link, surname, forename));
    }

    assert_eq!(names(&desk, "mc donald"), ["MCDONALD IAN"]);
    assert_eq!(names(&desk, "ian mc donald"), ["MCDONALD IAN"]);
    assert_eq!(names(&desk, "delacruz"), ["DE LA CRUZ JOS\u{c9}"]);
    assert_eq!(names(&desk, "dela cruz"), ["DE LA CRUZ JOS\u{c9}"]);
    assert_eq!(names(&desk, "mueller").len(), 2);
    assert_eq!(names(&desk, "oestergaard").len(), 1);
    assert_eq!(names(&desk, "aegir").len(), 1);
}

#[test]
fn one_word_finds_surnames_first_and_then_the_other_names() {
    let desk = Desk::new();
    for (surname, forename) in [
        ("Adams", "Martin"),
        ("Martins", "Zoe"),
        ("Martin", "Ben"),
        ("Martin", "Ada"),
    ] {
        desk.add(&person(desk.link, surname, forename));
    }

    let found = ["Martin Ada", "Martin Ben", "Martins Zoe", "Adams Martin"];
    assert_eq!(names(&desk, "mart"), found);
    for most in 0..4 {
        let some = desk
            .store
            .read(|r| r.search("mart", today(), most))
            .unwrap();
        assert_eq!(shown(&some), found[..most as usize]);
    }
}

#[test]
fn a_part_of_a_name_is_found_where_no_name_begins_so() {
    let desk = village();

    assert_eq!(names(&desk, "kafo"), ["Okafor Ngozi"]);
    assert_eq!(names(&desk, "unde ole"), ["Cole Tunde"]);
    assert_eq!(
        names(&desk, "berg"),
        ["van der Berg Mary Ann"],
        "a word, not a part"
    );
    assert_eq!(
        names(&desk, "kaf br7"),
        [""; 0],
        "parts are tried of names alone"
    );
    assert_eq!(names(&desk, "xyz"), [""; 0]);
}

#[test]
fn a_name_that_changed_is_found_by_what_it_is() {
    let desk = village();
    let patient = desk
        .store
        .read(|r| r.search("cole tunde", today(), 50))
        .unwrap()
        .remove(0);
    let mut record = patient.record.clone();
    record.surname = "Adeyemi".to_owned();
    desk.store
        .write(|w| w.change_patient(&patient, &record, &change(9, Cause::Corrected)))
        .unwrap();

    assert_eq!(names(&desk, "cole tunde"), [""; 0]);
    assert_eq!(names(&desk, "tunde"), ["Adeyemi Tunde"]);
    assert_eq!(names(&desk, "deyem"), ["Adeyemi Tunde"]);
}

#[test]
fn hostile_text_means_itself_or_nothing() {
    let desk = village();

    for text in [
        "\"",
        "\" OR \"",
        "OR",
        "NOT",
        "NEAR(",
        "NEAR(cole tunde)",
        "*",
        "( )",
        ":",
        "search_name:cole",
        "cole OR okafor",
        "cole AND NOT tunde",
        "%",
        "_",
        "c%",
        "c_le",
        "'; DROP TABLE patients --",
        "\0",
        "cole\0okafor",
        "{}",
        "^cole",
        "cole + tunde",
        "\u{202e}cole okafor",
        "a\u{1f150}b",
        "\u{fffd}",
    ] {
        let found = names(&desk, text);
        assert!(found.len() <= 2, "{text:?} found {found:?}");
    }
    assert_eq!(
        names(&desk, "cole*"),
        names(&desk, "cole"),
        "signs do not count"
    );
    assert_eq!(
        names(&desk, &"cole ".repeat(200_000)),
        [""; 0],
        "a megabyte"
    );
    assert_eq!(names(&desk, &"a ".repeat(99)), names(&desk, "a"));
    assert_eq!(desk.store.read(|r| r.count_patients()), Ok(7));
}

/// What is a letter to us and a sign to the database must not take a word apart.
#[test]
fn any_letter_belongs_to_its_word() {
    let desk = Desk::new();
    desk.add(&person(desk.link, "Ba\u{1f150}rd", "\u{674e}"));

    for text in ["ba\u{1f150}r", "\u{674e}", "a\u{1f150}rd"] {
        assert_eq!(names(&desk, text).len(), 1, "{text}");
    }
}

#[test]
fn any_text_is_answered_and_any_beginning_finds_its_owner() {
    let desk = village();
    let config = Config {
        cases: 512,
        failure_persistence: None,
        ..Config::default()
    };
    let typed = prop_oneof![
        any::<String>(),
        "[a-z0-9 \"*():%_^+{}/.'-]{0,30}",
        "(cole|tunde|br6|13/5/84|999|OR|NEAR|\"|\\*)( (cole|tunde|br6|13/5/84|999|OR|NEAR|\"|\\*)){0,4}",
    ];
    TestRunner::new(config.clone())
        .run(&typed, |text| {
            let found = desk.store.read(|r| r.search(&text, today(), 50));
            prop_assert!(found.is_ok(), "{:?}", found.err());
            Ok(())
        })
        .unwrap();

    let person_and_lengths = (0..PEOPLE.len(), 1..12_usize, 1..12_usize);
    TestRunner::new(config)
        .run(&person_and_lengths, |(which, of_surname, of_forename)| {
            let (surname, forename, ..) = PEOPLE[which];
            let begin = |name: &str, length| name.chars().take(length).collect::<String>();
            let text = format!(
                "{} {}",
                begin(forename, of_forename),
                begin(surname, of_surname)
            );
            let found = names(&desk, &text);
            let whole = format!("{surname} {forename}");
            prop_assert!(found.contains(&whole), "{} finds {:?}", text, found);
            Ok(())
        })
        .unwrap();
}

const PEOPLE: &[(&str, &str, &str, &str, &str)] = &[
    ("Cole", "Tunde", "1984-05-13", "BR6 7EW", "9990000018"),
    ("Colewell", "Baby", "2026-01-01", "BR6 7EW", "9990000107"),
    ("Okafor", "Ngozi", "1984-05-13", "BR7 5AA", "9990000006"),
    (
        "O\u{2019}Brien-Jones",
        "Zo\u{eb}",
        "1990-02-28",
        "M1 1AE",
        "9990000001",
    ),
    (
        "van der Berg",
        "Mary Ann",
        "1955-12-31",
        "M2 2AB",
        "TT12/24",
    ),
    ("Old", "Ada", "1927-01-01", "M3 3AB", "9991111110"),
    ("Lee", "Lee", "1977-07-07", "M4 4AB", "9992222220"),
];

fn village() -> Desk {
    let desk = Desk::new();
    for (surname, forename, born, postcode, number) in PEOPLE {
        desk.add(&Record {
            born: Some(day(born)),
            postcode: Some((*postcode).to_owned()),
            nhs_number: Some((*number).to_owned()),
            previous_surname: (*surname == "Okafor").then(|| "Smythe".to_owned()),
            ..person(desk.link, surname, forename)
        });
    }

    desk
}

fn names(desk: &Desk, query: &str) -> Vec<String> {
    shown(&desk.store.read(|r| r.search(query, today(), 50)).unwrap())
}

fn shown(found: &[store::Patient]) -> Vec<String> {
    found
        .iter()
        .map(|patient| {
            let forename = patient.record.first_forename.as_deref().unwrap_or_default();
            format!("{} {forename}", patient.record.surname)
        })
        .collect()
}

fn today() -> Day {
    day("2026-06-15")
}
