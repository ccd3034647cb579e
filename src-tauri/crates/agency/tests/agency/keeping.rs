//! The same calls give the same bytes, also across a save in between; and nothing of a patient is shown.

use agency::{Agency, LastUsed, Mischief, Rules, Setup};
use gplinks::{Fp69Reason, Sis, Sms, Tn};

use crate::practice::*;

/// A year with something of everything; `between` comes before each step.
fn year(seed: u64, mut between: impl FnMut(usize, Agency) -> Agency) -> Vec<Vec<u8>> {
    let mut world = World::new(Rules::default());
    let mut fresh = Agency::new(Setup::new(link()), seed);
    fresh.enrol(cole());
    world.agency = fresh;
    let mut sent = Vec::new();
    for step in 0..12 {
        world.agency = between(step, world.agency);
        let now = world.now;
        match step {
            0 | 7 => drop(world.files(registers(first_registration()))),
            1 => world.agency.misbehave(Mischief::Reordered),
            2 => drop(world.files(registers(transfer_in("9990002371")))),
            3 => {
                let reason = Fp69Reason::read("8").unwrap();
                world
                    .agency
                    .fp69(&number(COLE), reason, day("2026-12-01"), None, now)
                    .unwrap();
            }
            4 => world.agency.misbehave(Mischief::UnknownCode {
                code: "F7".to_owned(),
            }),
            5 => drop(world.files(requests(13))),
            8 => world.agency.close_quarter(day("2026-09-30"), now),
            _ => {}
        }
        world.days_pass(20);
        sent.extend(world.due().into_iter().map(|sent| sent.body));
    }
    assert_eq!(world.complaints(), []);

    sent
}

fn same(_: usize, agency: Agency) -> Agency {
    agency
}

#[test]
fn the_same_seed_and_the_same_calls_give_the_same_bytes() {
    let first = year(1, same);

    assert_eq!(first.len(), 11);
    assert_eq!(first, year(1, same));
    assert_ne!(first, year(2, same), "another seed issues other numbers");
}

#[test]
fn saved_and_restored_at_any_step_it_goes_on_as_if_nothing_had_been() {
    let whole = year(1, same);

    for cut in 0..12 {
        let restored = year(1, |step, agency| {
            if step != cut {
                return agency;
            }
            let kept = serde_json::to_string(&agency).unwrap();
            let restored: Agency = serde_json::from_str(&kept).unwrap();
            assert!(restored == agency);
            restored
        });

        assert!(restored == whole, "saved at step {cut}");
    }
}

#[test]
fn its_own_numbers_roll_over() {
    let setup = Setup {
        last_used: LastUsed {
            sis: Sis::new(99_999_998),
            sms: Sms::new(99_999_998),
            tn: Some(Tn::new(999_999_999)),
        },
        ..Setup::new(link())
    };
    let mut world = World::quick();
    world.agency = Agency::new(setup, 1);
    world.agency.enrol(cole());
    let now = world.now;
    for _ in 0..3 {
        world.agency.lift_fp69(&number(COLE), now).unwrap();
    }

    let sent = world.due();

    let numbers: Vec<_> = sent.iter().map(|sent| sent.sis.get()).collect();
    assert_eq!(numbers, [99_999_999, 1, 2]);
    assert!(text_of(&sent[0].body).contains("UNH+99999999+"));
    assert!(text_of(&sent[1].body).contains("UNH+00000001+"));
    assert_eq!(notices(&sent[0].body)[0].0, Tn::new(10_000_001));
    for letter in &sent {
        world.receipts(&letter.body);
    }
    assert_eq!(world.complaints(), []);
}

#[test]
fn letters_are_dated_by_a_uk_clock() {
    let mut world = World::quick();
    world.now = "2026-07-09T23:05:59Z".parse().unwrap();
    let now = world.now;
    world.agency.lift_fp69(&number(COLE), now).unwrap();

    let sent = world.due();
    let letter = text_of(&sent[0].body);
    assert!(letter.contains("+260710:0005+"));
    assert!(letter.contains("DTM+137:202607100005:203'"));
}

#[test]
fn the_next_thing_due_is_known() {
    let mut world = World::new(Rules::default());
    assert_eq!(world.agency.next_due(), None);
    world.files(registers(first_registration()));
    assert_eq!(world.agency.next_due(), Some(world.now));
    world.due();

    assert_eq!(
        world.agency.next_due(),
        Some("2026-03-16T10:42:00Z".parse().unwrap())
    );
}

#[test]
fn nothing_of_a_patient_is_shown() {
    let mut world = World::quick();
    world.files(registers(first_registration()));
    let sent = world.due();
    let ledger = world.agency.ledger();
    let shown = format!(
        "{:?} {sent:?} {ledger:?} {:?} {:?} {:?}",
        world.agency,
        world.cole(),
        world.agency.waiting_answers(),
        world.agency.rules(),
    );

    for secret in [
        "COLE",
        "WOJCIK",
        "GDANSK",
        "WHARF",
        "NR9",
        "9990001006",
        "1988",
        "UNB",
    ] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
}
