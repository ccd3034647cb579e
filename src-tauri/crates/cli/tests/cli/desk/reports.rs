//! `import`, `report`, `verify`.

use std::fs;

use serde_json::json;
use store::Role;

use super::world::{HALF_PAST, TEN, World};
use crate::program::TempFile;

const LIST: &str = "\
nhs_number,surname,first_forename,sex,born,road,post_town,postcode,gp
9990001006,O'Neill-Hart,Isla,2,2025-02-17,7 Wharf Street,Norwich,NR9 0ZZ,\"9912345,K31\"
9990002371,Cole,Tunde,1,1971-09-30,The Old Forge,Norwich,NR9 0ZY,\"9912345,K31\"
";

#[test]
fn a_list_is_looked_at_and_then_imported_whole() {
    let world = World::new();
    let list = TempFile::new(LIST);

    let looked = world.done(&["import", "--dry-run", list.path(), "--now", TEN]);
    assert_eq!([&looked["rows"], &looked["imported"]], [2, 0]);
    assert_eq!(world.done(&["search", "cole"])["patients"], json!([]));
    let imported = world.done(&["import", list.path(), "--now", TEN]);
    assert_eq!(
        imported,
        json!({ "rows": 2, "imported": 2, "dry_run": false, "unused_columns": [] })
    );
    assert_eq!(
        world.done(&["search", "cole"])["patients"][0]["record"]["state"],
        "registered"
    );
    assert_eq!(world.done(&["training", "enrol"])["enrolled"], 2);
    let twice = world.run(&["import", list.path(), "--now", TEN, "--json"]);
    assert_eq!((twice.exit, twice.text()), (2, ""));
    assert_eq!(twice.complaint()["problems"][0]["at"], "row 2, nhs_number");
}

#[test]
fn a_list_with_a_mistake_imports_nobody_and_every_mistake_is_told() {
    let world = World::new();
    let wrong = TempFile::new(
        LIST.replace("1971-09-30", "yesterday")
            .replace("9990001006", "9990001007"),
    );
    let refused = world.run(&["import", wrong.path(), "--now", TEN, "--json"]);

    assert_eq!((refused.exit, refused.text()), (2, ""));
    let complaint = refused.complaint();
    assert_eq!(complaint["code"], "E970");
    let whole = complaint["message"].as_str().unwrap();
    assert!(whole.contains("nothing was imported"), "{whole}");
    let problems = complaint["problems"].as_array().unwrap();
    let places: Vec<_> = problems.iter().map(|one| &one["at"]).collect();
    assert_eq!(places, ["row 2, nhs_number", "row 3, born"]);
    assert!(!refused.err.contains("yesterday") && !refused.err.contains("9990001007"));
    assert_eq!(world.done(&["search", "cole"])["patients"], json!([]));
    world.add_user("bo", Role::Clerk);
    assert_eq!(
        world.refused(&["import", wrong.path(), "--as", "bo"]),
        (2, "E940".to_owned())
    );
}

#[test]
fn columns_may_be_called_otherwise() {
    let world = World::new();
    let list = TempFile::new(LIST.replace("surname", "Family name"));
    let map = TempFile::new("surname = \"family_name\"");
    let odd = TempFile::new("colour = \"Family name\"");

    assert_eq!(
        world.refused(&["import", list.path()]),
        (2, "E970".to_owned())
    );
    assert_eq!(
        world.refused(&["import", list.path(), "--map", odd.path()]),
        (2, "E852".to_owned())
    );
    let told = world.run(&["import", list.path(), "--map", odd.path()]);
    assert!(!told.err.contains("colour"), "{}", told.err);
    let imported = world.done(&["import", list.path(), "--map", map.path(), "--now", TEN]);
    assert_eq!(imported["imported"], 2);
}

#[test]
fn a_character_that_can_never_be_sent_is_a_warning() {
    let world = World::new();
    let list = TempFile::new(LIST.replace("Cole", "Co\u{1f600}le"));
    let imported = world.run(&["import", list.path(), "--now", TEN, "--json"]);

    assert_eq!(imported.exit, 1);
    assert_eq!(imported.json()["imported"], 2);
    let complaint = imported.complaint();
    assert_eq!(
        [&complaint["code"], &complaint["at"]],
        ["E854", "row 3, surname"]
    );
}

#[test]
fn each_report_comes_in_sentences_rows_and_csv() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    for words in [
        vec!["missing-numbers-out"],
        vec!["missing-numbers-in"],
        vec!["missing-receipts"],
        vec!["operations", "--link", "NF", "--first", "1", "--last", "9"],
        vec!["unanswered"],
        vec!["fp69"],
        vec!["quarter", "--from", "2025-01-01", "--to", "2025-03-31"],
        vec!["set-aside"],
    ] {
        let asked = [&["report", "--now", HALF_PAST], &words[..]].concat();
        let report = world.done(&asked);
        assert_eq!(report["report"], words[0]);
        assert!(report["columns"].is_array() && report["rows"].is_array());
        let csv = world.run(&[&asked[..], &["--csv"]].concat());
        assert_eq!(csv.exit, 0, "{}", csv.err);
        let headers = csv.text().lines().next().unwrap().split(',').count();
        assert_eq!(
            headers,
            report["columns"].as_array().unwrap().len(),
            "{words:?}"
        );
        let shown = world.run(&asked);
        assert!(
            shown.text().starts_with(report["title"].as_str().unwrap()),
            "{}",
            shown.text()
        );
    }

    assert_eq!(world.refused(&["report"]).0, 64);
    assert_eq!(
        world.refused(&["report", "operations"]),
        (64, "E800".to_owned())
    );
    assert_eq!(
        world.refused(&["report", "fp69", "--csv"]),
        (64, "E800".to_owned())
    );
}

#[test]
fn what_is_overdue_is_told_by_the_calendar() {
    let world = World::with_filing();
    world.done(&["training", "misbehave", "no_receipt=1"]);
    world.done(&["training", "rules", "answer_after=working_days:90"]);
    world.exchange(HALF_PAST);

    assert_eq!(
        world.run(&["report", "overdue", "--now", HALF_PAST]).text(),
        "Nothing is overdue.\n"
    );
    let later = world.done(&["report", "overdue", "--now", "2025-04-11T10:00"]);
    assert_eq!(later["receipts"][0]["sis"], 1);
    assert_eq!(later["answers"][0]["overdue"], true);
    assert_eq!(
        world.done(&["outbox", "--now", "2025-04-11T10:00"])["filings"][0]["step"],
        "Receipt overdue"
    );
}

#[test]
fn missing_numbers_are_explained_by_a_manager() {
    let world = World::new();
    for gap in [&[][..], &["gap=2"]] {
        if let [name] = gap {
            world.done(&["training", "misbehave", name]);
        }
        world.done(&[
            "training",
            "send",
            "F8",
            "--ends-on",
            "2025-03-31",
            "--now",
            TEN,
        ]);
    }
    world.exchange(TEN);
    let missing = &world.done(&["letters"])["missing"][0];
    assert_eq!(
        [&missing["service"], &missing["first"], &missing["last"]],
        [&json!("NF01"), &json!(2), &json!(3)]
    );
    let explain = [
        "numbers",
        "explain",
        "in",
        "sis",
        "2",
        "3",
        "--why",
        "PCSE lost them",
    ];

    assert_eq!(
        world.refused(&explain),
        (64, "E800".to_owned()),
        "SIS are of a link"
    );
    assert_eq!(
        world.refused(&["numbers", "explain", "in", "odd", "2", "--why", "x"]),
        (64, "E800".to_owned())
    );
    world.done(&[&explain[..], &["--link", "NF"]].concat());
    assert_eq!(world.done(&["letters"])["missing"], json!([]));
}

#[test]
fn sound_data_verifies() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.exchange(HALF_PAST);
    world.done(&["routine", "--clear", "--now", HALF_PAST]);
    let verified = world.done(&["verify", "--now", HALF_PAST]);

    assert_eq!(verified["sound"], true);
    assert!(verified["checked"].as_array().unwrap().len() > 20);
    assert!(
        world
            .run(&["verify", "--now", HALF_PAST])
            .text()
            .ends_with("All of it holds.\n")
    );
}

#[test]
fn data_that_does_not_hold_is_told_with_exit_code_five() {
    let world = World::with_filing();
    let old = fs::read(world.ledger()).unwrap();
    world.exchange(HALF_PAST);
    fs::write(world.ledger(), old).unwrap();
    let broken = world.run(&["verify", "--now", HALF_PAST, "--json"]);

    assert_eq!((broken.exit, broken.text()), (5, ""));
    assert!(
        broken.complaint()["code"]
            .as_str()
            .unwrap()
            .starts_with("INV-"),
        "{}",
        broken.err
    );
}

#[test]
fn a_damaged_page_is_found() {
    let world = World::with_filing();
    let mut bytes = fs::read(world.ledger()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(world.ledger(), bytes).unwrap();
    let broken = world.run(&["verify", "--json"]);

    assert_eq!((broken.exit, broken.text()), (5, ""), "{}", broken.err);
}

#[test]
fn a_report_that_ends_before_it_begins_is_wrong_usage() {
    let world = World::new();
    let quarter = [
        "report",
        "quarter",
        "--from",
        "2025-03-31",
        "--to",
        "2025-01-01",
    ];

    assert_eq!(world.refused(&quarter), (64, "E800".to_owned()));
}
