//! A letter that only a person gets out of the way.

use super::world::{HALF_PAST, TEN, World};
use crate::program::{TempFile, data};

const LATER: &str = "2025-03-11T11:10";
const NEXT_WEEK: &str = "2025-03-18T11:00";

/// A second registration, which waits behind whatever happened to the first.
fn second(world: &World) {
    let other = std::fs::read_to_string(data("birth.json"))
        .unwrap()
        .replace("9990001006", "9990003742")
        .replace("O?'NEILL-HART", "OKAFOR")
        .replace("WHARF STREET", "MILL STREET");
    let other = TempFile::new(other);
    world.done(&["file", other.path(), "--somebody-else", "--now", TEN]);
}

fn is_told(world: &World, code: &str) {
    for now in [LATER, NEXT_WEEK] {
        let told = world.run(&["exchange", "--once", "--now", now, "--json"]);
        assert_eq!(told.exit, 1, "{}", told.err);
        assert_eq!(told.complaint()["code"], code);
        assert_eq!(told.json()["troubles"].as_array().unwrap().len(), 1);
    }
    let outbox = world.done(&["outbox", "--now", NEXT_WEEK]);
    let waits = &outbox["filings"][0];
    assert_eq!(waits["step"], "Ready, but the link sends nothing");
    assert!(waits["goes_at"].is_null());
    let next = waits["next"].as_str().unwrap();
    assert!(
        next.starts_with("Waits behind interchange 1 (letter 1 here)"),
        "{next}"
    );
    assert_eq!(outbox["links"][0]["stopped_by"], 1);
    assert!(outbox["links"][0]["stopped"].is_string());

    let overdue = world.done(&["report", "overdue", "--now", NEXT_WEEK]);
    assert_eq!(overdue["stuck"][0]["letter"], 1);
    assert_eq!(
        (
            &overdue["stuck"][0]["code"],
            &overdue["stuck"][0]["waiting"]
        ),
        (&code.into(), &1.into())
    );
    let words = world.run(&["report", "overdue", "--now", NEXT_WEEK]);
    assert!(
        words
            .text()
            .contains("because of interchange 1 (letter 1 here)"),
        "{}",
        words.text()
    );
}

#[test]
fn a_refused_letter_is_told_in_every_pass_until_it_goes() {
    let world = World::with_filing();
    second(&world);
    world.done(&["training", "fault", "post=refuse:NO SUCH MAILBOX"]);
    assert_eq!(
        world.run(&["exchange", "--once", "--now", HALF_PAST]).exit,
        1
    );

    is_told(&world, "E981");
    world.done(&[
        "outbox", "retry", "1", "--why", "mended", "--now", NEXT_WEEK,
    ]);
    let pass = world.exchange(NEXT_WEEK);
    assert_eq!(pass["posted"], 2, "{pass}");
    assert_eq!(
        world.done(&["outbox"])["links"][0]["stopped_by"],
        serde_json::Value::Null
    );
}

#[test]
fn a_doubt_that_tracking_cannot_settle_is_told_in_every_pass() {
    let world = World::with_filing();
    second(&world);
    world.done(&["training", "fault", "post=lose_post"]);
    world.run(&["exchange", "--once", "--now", HALF_PAST]);
    world.run(&["exchange", "--once", "--now", "2025-03-11T10:50"]);

    is_told(&world, "E993");
    world.done(&[
        "outbox",
        "settle",
        "1",
        "--never-left",
        "--why",
        "PCSE has nothing",
        "--now",
        NEXT_WEEK,
    ]);
    assert_eq!(world.exchange(NEXT_WEEK)["posted"], 2);
}

#[test]
fn a_refused_receipt_says_what_to_do() {
    let world = World::with_filing();
    world.exchange(HALF_PAST);
    world.done(&["training", "fault", "post=refuse:NO SUCH MAILBOX"]);
    let refused = world.run(&["exchange", "--once", "--now", LATER]);
    assert_eq!(refused.exit, 1);

    let words = world.run(&["outbox"]);
    assert!(
        words
            .text()
            .contains("Mend what MESH objects to, then try it again, or abandon it"),
        "{}",
        words.text()
    );
    assert!(!words.text().contains("Nothing waits"), "{}", words.text());
    let receipt = &world.done(&["outbox"])["receipts"][0];
    assert_eq!(receipt["step"], "Refused by MESH");
}
