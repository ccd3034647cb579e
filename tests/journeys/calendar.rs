//! Bank holidays, and clocks that somebody sets.

use agency::{Mischief, Wait};
use jiff::{SignedDuration, Timestamp};

use crate::world::World;
use crate::world::people::{Person, person};

impl World {
    fn goes_to(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.after(self.now().duration_until(at));
    }

    fn late_receipts(&self) -> usize {
        let overdue = self.surgery.practice.overdue(self.now()).unwrap();

        overdue.receipts.len()
    }
}

/// Sent on the Thursday before Christmas 2026: Friday and Monday are bank holidays.
#[tokio::test]
async fn a_receipt_is_missed_after_working_days_over_bank_holidays_and_nothing_is_sent_again() {
    let world = World::new();
    world.goes_to("2026-12-24T10:00:00Z");
    world.service.with_agency(|agency| {
        agency.misbehave(Mischief::NoReceipt { letters: 1 });
        agency.rules_mut().answer_after = Wait::WorkingDays(30);
    });
    let filed = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    for (at, late) in [
        ("2026-12-25T10:00:00Z", 0),
        ("2026-12-28T10:00:00Z", 0),
        ("2026-12-29T10:00:00Z", 0),
        ("2026-12-30T10:00:00Z", 1),
        ("2027-01-05T10:00:00Z", 1),
    ] {
        world.goes_to(at);
        world.surgery.exchanges().await;
        assert_eq!(world.late_receipts(), late, "{at}");
    }

    assert_eq!(world.surgery.shows(filed.filing), "Receipt overdue");
    let report = practice::Report::MissingReceipts;
    let table = world.surgery.practice.report(&report, world.now()).unwrap();
    assert_eq!(
        table.sentences[0],
        "TES5 with XX11: Interchange 1 of 24-Dec-2026 has had no receipt for 5 working days. Ask PCSE whether it came; do not file it again."
    );
    assert_eq!(world.service.witness().attempts.len(), 1, "no second post");
}

/// Leap days, year ends, and years that two digits cannot tell apart.
#[tokio::test]
async fn odd_days_of_birth_and_odd_days_of_sending_go_over_the_wire_as_they_are() {
    let born = [
        "1899-12-31",
        "1900-01-01",
        "1900-02-28",
        "1904-02-29",
        "1910-11-21",
        "1999-12-31",
        "2000-01-01",
        "2000-02-29",
    ];
    for at in [
        "2028-02-29T12:00:00Z",
        "2027-12-31T23:59:30Z",
        "2028-01-01T00:00:30Z",
        "2099-12-31T23:50:00Z",
    ] {
        let world = World::new();
        world.goes_to(at);
        for (nth, born) in (1..).zip(born) {
            let somebody = Person {
                born: born.to_owned(),
                ..person(nth)
            };
            let filed = world.surgery.files(somebody.first(world.now()));
            let record = world.surgery.record_of(filed.patient);
            assert_eq!(record.born.unwrap().iso(), born);
        }
        for _ in 0..3 {
            world.surgery.exchanges().await;
        }

        let arrived: Vec<_> = world.service.with_agency(|agency| {
            let patients = agency.patients().iter();
            patients.map(|one| one.born.unwrap().iso()).collect()
        });
        assert_eq!(arrived, born, "{at}");
        let verified = world.surgery.practice.verify(world.now()).unwrap();
        assert!(verified.is_sound(), "{at}: {:?}", verified.failures());
    }
}

#[tokio::test]
async fn a_clock_that_jumps_changes_no_number_and_no_order_and_is_told() {
    let hours = SignedDuration::from_hours;
    let start: Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();
    for (to, is_told) in [
        (start - hours(1), true),
        (start - hours(24), true),
        (Timestamp::UNIX_EPOCH, true),
        (start + hours(24), false),
        (start + hours(24 * 3653), true),
    ] {
        let world = World::new();
        // A letter that bears a time far ahead, or long ago, is remarked on.
        world.may_complain(|one| matches!(one, agency::Complaint::BadlyWritten { .. }));
        world.surgery.files(person(1).first(start));
        world.surgery.exchanges().await;
        world.clock.set(to);
        let jumped = world.surgery.exchanges().await;
        world.surgery.files(person(2).first(start));
        world.surgery.exchanges().await;
        let back = if to > start { start } else { start + hours(1) };
        world.clock.set(back);
        world.surgery.files(person(3).first(start));
        for _ in 0..3 {
            world.surgery.exchanges().await;
        }

        let told = jumped.troubles.iter().any(|one| one.code == "E916");
        assert_eq!(told, is_told, "{to}: {:?}", jumped.troubles);
        assert_eq!(world.heard(), ["G1", "G1", "G1"], "{to}");
        let sis: Vec<_> = world.service.with_agency(|agency| {
            let letters = agency.ledger().letters.iter();
            letters.map(|letter| letter.sis.unwrap().get()).collect()
        });
        assert!(sis.is_sorted(), "{to}: {sis:?}");
        if is_told {
            assert_eq!(clock_rows(&world)[0], both_times(start, to));
        }
    }
}

fn both_times(last: Timestamp, now: Timestamp) -> String {
    let (last, now) = (last.as_millisecond(), now.as_millisecond());

    format!(r#"{{"last":{last},"now":{now}}}"#)
}

/// What the audit says of the clock.
fn clock_rows(world: &World) -> Vec<String> {
    let store = world.surgery.practice.store();
    let rows = store
        .read(|r| r.audit_between(Timestamp::MIN, Timestamp::MAX))
        .unwrap();

    rows.into_iter()
        .filter(|row| row.act == "clock jumped")
        .map(|row| row.details)
        .collect()
}
