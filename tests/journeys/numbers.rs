//! Numbers: none lost, none twice, over roll-overs, take-over and two hands at once.

use agency::Rules;
use gplinks::OwnTn;
use practice::Choice;
use store::{Direction, Sequence};

use crate::world::people::person;
use crate::world::{Beginning, World};

pub(crate) fn numbers(world: &World) -> Vec<(u32, u32, Option<u32>)> {
    let letters = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_out_after(None, 1000))
        .unwrap();

    letters
        .iter()
        .map(|one| (one.sis.number, one.sms.number, one.tn.map(|tn| tn.number)))
        .collect()
}

#[tokio::test]
async fn a_practice_goes_on_after_the_numbers_of_its_earlier_system() {
    let world = World::beginning(&Beginning {
        last_sis: 511,
        last_sms: 732,
        last_tn: 1289,
        ..Beginning::default()
    });
    world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;

    assert_eq!(numbers(&world), [(512, 733, Some(1290))]);
}

#[tokio::test]
async fn all_three_sequences_roll_over_with_open_items() {
    let world = World::beginning(&Beginning {
        last_sis: 99_999_997,
        last_sms: 99_999_998,
        last_tn: 9_999_997,
        rules: Rules::default(),
        ..Beginning::default()
    });
    for nth in 1..=4 {
        world.surgery.files(person(nth).first(world.now()));
    }
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    assert_eq!(
        numbers(&world),
        [
            (99_999_998, 99_999_999, Some(9_999_998)),
            (99_999_999, 1, Some(9_999_999)),
            (1, 2, Some(1)),
            (2, 3, Some(2)),
        ]
    );
    assert_eq!(world.complaints(), []);
    assert_eq!(world.unreceipted(), 0);
    let without = world
        .surgery
        .practice
        .store()
        .read(|r| r.letters_without_receipt())
        .unwrap();
    assert_eq!(
        without.len(),
        0,
        "receipts find their letters across the roll-over"
    );

    world.days_pass(6);
    world.surgery.exchanges().await;
    let cleared = world.surgery.practice.clear_routine(&world.surgery.clerk());
    assert!(cleared.is_ok());
    assert_eq!(
        world.surgery.to_decide(),
        [],
        "answers find their filings as well"
    );
    assert!(
        world
            .surgery
            .practice
            .verify(world.now())
            .unwrap()
            .is_sound()
    );
}

#[tokio::test]
async fn a_transaction_number_that_is_still_open_is_passed_over_and_explained() {
    let world = World::beginning(&Beginning {
        rules: Rules::default(),
        ..Beginning::default()
    });
    let open = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    let store = world.surgery.practice.store();
    let roll = |w: &store::Write<'_>| {
        let last = store::Taken {
            epoch: 0,
            number: OwnTn::LAST.get(),
        };
        w.set_counter(Sequence::Tn, None, last)
    };
    store.write(roll).unwrap();

    let next = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;

    let tn = |filing| {
        let detail = world
            .surgery
            .practice
            .outbox_detail(filing, world.now())
            .unwrap();
        detail.letter.unwrap().tn.unwrap()
    };
    assert_eq!((tn(open.filing).epoch, tn(open.filing).number), (0, 1));
    assert_eq!(
        (tn(next.filing).epoch, tn(next.filing).number),
        (1, 2),
        "1 is in use"
    );
    let gaps = store.read(|r| r.gaps()).unwrap();
    assert_eq!(gaps.len(), 1);
    assert_eq!(
        (
            gaps[0].direction,
            gaps[0].epoch,
            gaps[0].first,
            gaps[0].last
        ),
        (Direction::Out, 1, 1, 1)
    );
}

#[tokio::test]
async fn two_hands_release_at_once_and_the_numbers_are_distinct_and_whole() {
    let world = World::new();
    for nth in 1..=24 {
        world.surgery.files(person(nth).first(world.now()));
    }
    let (one, two) = tokio::join!(
        world.surgery.tries_to_exchange(),
        world.surgery.tries_to_exchange()
    );
    // Two exchanges at once are kept apart by a lock; should both run, one may find its letter taken.
    drop((one, two));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    let tns: Vec<u32> = numbers(&world).iter().filter_map(|one| one.2).collect();
    assert_eq!(tns, (1..=24).collect::<Vec<_>>());
}

/// The numbers are taken when the letter cannot be kept: they are given back.
/// No act without its row in the audit.
#[tokio::test]
async fn what_is_refused_changes_no_counter() {
    let world = World::new();
    let before = world
        .surgery
        .practice
        .store()
        .read(|r| r.counters())
        .unwrap();
    let mut wrong = person(1).first(world.now());
    wrong.gp = gplinks::GpCode::read("9900001,ZZZ").unwrap();
    assert!(
        world
            .surgery
            .tries_to_file(practice::ToFile::new(wrong))
            .is_err()
    );
    assert!(
        world
            .surgery
            .tries_to_file(practice::ToFile::new(
                person(9).moves_to("1 ROAD", world.now())
            ))
            .is_err()
    );
    world.surgery.exchanges().await;

    let after = world
        .surgery
        .practice
        .store()
        .read(|r| r.counters())
        .unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn an_old_transaction_number_never_answers_a_new_registration() {
    let world = World::new();
    // The counter is turned on by hand, so the service sees a number that it had.
    world.may_complain(|one| matches!(one, agency::Complaint::TnTwice { .. }));
    let first = world.surgery.files(person(1).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;
    world.surgery.decides("F4", &Choice::record());
    let roll = |w: &store::Write<'_>| {
        let start = store::Taken {
            epoch: 0,
            number: OwnTn::LAST.get(),
        };
        w.set_counter(Sequence::Tn, None, start)
    };
    world.surgery.practice.store().write(roll).unwrap();
    let second = world.surgery.files(person(2).first(world.now()));
    world.surgery.exchanges().await;
    world.surgery.exchanges().await;

    let approval = world.surgery.waiting("F4");
    assert_eq!(
        approval.filing,
        Some(second.filing),
        "transaction 1 of the new round"
    );
    assert_ne!(approval.filing, Some(first.filing));
}

/// What the desk knows after each act, by which a refusal is told from a deed.
fn counted(world: &World) -> (Vec<store::Counter>, usize, usize) {
    let (filings, letters) = world
        .surgery
        .practice
        .store()
        .read(|r| {
            let filings = r.filings_before(None, 1_000)?.len();

            Ok::<_, store::StoreError>((filings, r.letters_out_after(None, 1_000)?.len()))
        })
        .unwrap();
    let counters = world.surgery.practice.store().read(|r| r.counters());

    (counters.unwrap(), filings, letters)
}

/// One of many things that somebody may try to file; a good part of it is refused.
fn tried(world: &World, (who, what, doctor): (u32, u8, bool)) -> practice::ToFile {
    let (person, at) = (person(who), world.now());
    let mut draft = match what {
        0..=2 => person.first(at),
        3 => person.moves_to("9 OVER ST", at),
        4 => person.leaves(1, "2026-11-20", at),
        _ => person.is_out_of_area("MOVED FAR AWAY", at),
    };
    if !doctor {
        draft.gp = gplinks::GpCode::read("9900001,ZZZ").unwrap();
    }

    practice::ToFile::new(draft)
}

#[test]
fn whatever_is_refused_changes_no_counter_and_leaves_no_row() {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    let acts = proptest::collection::vec((1..5_u32, 0..6_u8, proptest::bool::weighted(0.8)), 1..12);
    let refused = std::cell::Cell::new(0_u32);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(40)
    });
    runner
        .run(&acts, |acts| {
            let world = World::new();
            for act in acts {
                let before = counted(&world);
                let to_file = tried(&world, act);
                if world.surgery.tries_to_file(to_file).is_err() {
                    refused.set(refused.get() + 1);
                    prop_assert_eq!(before, counted(&world));
                }
            }

            Ok(())
        })
        .unwrap();

    assert!(refused.get() > 40, "{} were refused", refused.get());
}
