//! One write is all or nothing, numbers included.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crate::desk::{Desk, at, change, person, raw};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Audit, Result, Sequence, StoreError, Taken};

#[test]
fn a_write_that_fails_leaves_nothing() {
    let desk = Desk::new();
    let before = whole(&desk);

    let failed: Result<()> = desk.store.write(|w| {
        w.take_number(Sequence::Sis, Some(desk.link))?;
        w.take_number(Sequence::Tn, None)?;
        let record = person(desk.link, "Cole", "Tunde");
        let (id, _) = w.add_patient(&record, &change(0, store::Cause::Registered))?;
        w.add_note(store::NoteOn::Patient(id), "ring her", at(0), "asha")?;
        w.audit(&act())?;
        w.add_link("HIL5", "NF", "NF01", "again")?;
        Ok(())
    });

    assert!(
        matches!(failed, Err(StoreError::Against { .. })),
        "{failed:?}"
    );
    assert_eq!(whole(&desk), before);
    let next = desk.store.write(|w| w.take_number(Sequence::Tn, None));
    assert_eq!(
        next,
        Ok(Taken {
            epoch: 0,
            number: 1
        }),
        "the number was given back"
    );
}

#[test]
fn an_error_of_the_callers_own_takes_everything_back_too() {
    #[derive(Debug, PartialEq)]
    struct Mine;
    impl From<StoreError> for Mine {
        fn from(_: StoreError) -> Self {
            Self
        }
    }
    let desk = Desk::new();
    let failed: Result<(), Mine> = desk.store.write(|w| {
        w.set("a", "b")?;
        Err(Mine)
    });

    assert_eq!(failed, Err(Mine));
    assert_eq!(desk.store.read(|r| r.setting("a")), Ok(None));
}

#[test]
fn a_panic_inside_a_write_leaves_the_store_usable() {
    let desk = Desk::new();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _: Result<()> = desk.store.write(|w| {
            w.set("a", "b")?;
            w.take_number(Sequence::Tn, None)?;
            panic!("on purpose")
        });
    }));
    let read = catch_unwind(AssertUnwindSafe(|| {
        let _: Result<()> = desk.store.read(|_| panic!("on purpose"));
    }));

    assert!(panicked.is_err() && read.is_err());
    assert_eq!(desk.store.read(|r| r.setting("a")), Ok(None), "taken back");
    desk.store.write(|w| w.set("a", "c")).unwrap();
    assert_eq!(
        desk.store.read(|r| r.setting("a")),
        Ok(Some("c".to_owned()))
    );
    let next = desk.store.write(|w| w.take_number(Sequence::Tn, None));
    assert_eq!(
        next,
        Ok(Taken {
            epoch: 0,
            number: 1
        })
    );
}

#[test]
fn a_reader_sees_one_moment() {
    let desk = Desk::new();
    desk.store
        .read(|r| -> Result<_> {
            assert_eq!(r.setting("a")?, None);
            desk.store.write(|w| w.set("a", "b"))?;
            assert_eq!(r.setting("a")?, None, "still as it was");
            Ok(())
        })
        .unwrap();

    assert_eq!(
        desk.store.read(|r| r.setting("a")),
        Ok(Some("b".to_owned()))
    );
}

#[test]
fn the_last_number_is_followed_by_the_first_of_the_next_round() {
    for (sequence, last) in [
        (Sequence::Sis, 99_999_999),
        (Sequence::Sms, 99_999_999),
        (Sequence::Tn, 9_999_999),
    ] {
        let desk = Desk::new();
        let link = (sequence != Sequence::Tn).then_some(desk.link);
        let taken = desk
            .store
            .write(|w| -> Result<_> {
                w.set_counter(
                    sequence,
                    link,
                    Taken {
                        epoch: 0,
                        number: last - 1,
                    },
                )?;
                let taken = [
                    w.take_number(sequence, link)?,
                    w.take_number(sequence, link)?,
                ];
                Ok((taken, w.take_number(sequence, link)?))
            })
            .unwrap();

        let number = |epoch, number| Taken { epoch, number };
        assert_eq!(
            taken,
            ([number(0, last), number(1, 1)], number(1, 2)),
            "{sequence:?}"
        );
        assert_eq!(sequence.last(), last);
    }
}

#[test]
fn a_counter_opens_after_the_last_number_of_an_earlier_system() {
    let desk = Desk::new();
    let taken = desk
        .store
        .write(|w| -> Result<_> {
            let link = w.add_link("HIL5", "KC", "KC01", "X26HC002")?;
            w.open_counter(Sequence::Sis, Some(link), 4_711)?;
            w.take_number(Sequence::Sis, Some(link))
        })
        .unwrap();

    assert_eq!(taken.number, 4_712);
}

#[test]
fn a_counter_that_is_missing_is_damage_and_begins_nowhere() {
    let desk = Desk::new();
    let conn = raw(&desk.path());
    conn.execute_batch("DROP TRIGGER numbers_delete; DELETE FROM numbers WHERE sequence = 'SIS'")
        .unwrap();
    let damaged = Err(StoreError::Numbering { sequence: "SIS" });

    assert_eq!(
        desk.store
            .read(|r| r.counter(Sequence::Sis, Some(desk.link)).map(drop)),
        damaged
    );
    let taken = desk
        .store
        .write(|w| w.take_number(Sequence::Sis, Some(desk.link)).map(drop));
    assert_eq!(taken, damaged);
    let sms = desk
        .store
        .write(|w| w.take_number(Sequence::Sms, Some(desk.link)));
    assert_eq!(
        sms,
        Ok(Taken {
            epoch: 0,
            number: 1
        }),
        "the others are not touched"
    );
}

#[test]
fn two_at_once_never_take_the_same_number() {
    let desk = Desk::new();
    let take = || -> Vec<u32> {
        let taken = (0..200).map(|_| {
            let taken = desk
                .store
                .write(|w| w.take_number(Sequence::Sis, Some(desk.link)));
            taken.unwrap().number
        });
        taken.collect()
    };
    let taken: Vec<u32> = thread::scope(|scope| {
        let both = [scope.spawn(take), scope.spawn(take)];
        both.into_iter()
            .flat_map(|one| one.join().unwrap())
            .collect()
    });

    assert_eq!(taken.len(), 400);
    let taken: BTreeSet<u32> = taken.into_iter().collect();
    assert!(taken.into_iter().eq(1..=400), "each once, without a gap");
}

#[test]
fn numbers_of_writes_that_failed_are_used_by_those_that_did_not() {
    let desk = Desk::new();
    let config = Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let writes = prop::collection::vec((1..4_u32, any::<bool>()), 1..6);
    TestRunner::new(config)
        .run(&writes, |writes| {
            let link = Some(desk.link);
            let mut expected = desk
                .store
                .read(|r| r.counter(Sequence::Sms, link))
                .unwrap()
                .last;
            for (count, is_kept) in writes {
                let done: Result<Vec<u32>> = desk.store.write(|w| {
                    let taken = (0..count).map(|_| Ok(w.take_number(Sequence::Sms, link)?.number));
                    let taken = taken.collect::<Result<Vec<_>>>()?;
                    if is_kept {
                        Ok(taken)
                    } else {
                        Err(StoreError::Stale)
                    }
                });
                if is_kept {
                    let numbers: Vec<u32> = (expected + 1..=expected + count).collect();
                    prop_assert_eq!(done, Ok(numbers));
                    expected += count;
                }
            }
            Ok(())
        })
        .unwrap();
}

fn act() -> Audit<'static> {
    Audit {
        at: at(0),
        by: "asha",
        act: "registered",
        subject: "patient",
        row: Some(1),
        details: serde_json::json!({}),
    }
}

/// Everything that a write can touch here, as numbers.
fn whole(desk: &Desk) -> (Vec<store::Counter>, u64, (i64, i64), usize) {
    desk.store
        .read(|r| -> Result<_> {
            Ok((
                r.counters()?,
                r.count_patients()?,
                r.audit_extent()?,
                r.links()?.len(),
            ))
        })
        .unwrap()
}
