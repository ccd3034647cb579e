//! The power goes at every change of a short day.

use storm::{Damage, Deed, Dice, Fault, Harm, Platter};

use super::{Place, add, integrity, lines};

/// Plays a day on a disk whose power goes at a change; tells which lines were told to be there, and
/// what the power left.
fn day(platter: Platter, cut_at: u64, synchronous: &str, damage: Damage) -> (Vec<i64>, Platter) {
    let place = Place::with(platter);
    place.disk.arm(Fault {
        on: Deed::Change,
        nth: cut_at,
        harm: Harm::Cut,
    });
    let mut told = Vec::new();
    let mut play = || -> rusqlite::Result<()> {
        let conn = place.connect(synchronous)?;
        let begun = lines(&conn).len();
        for n in begun..begun + 8 {
            add(&conn, i64::try_from(n).unwrap())?;
            told.push(i64::try_from(n).unwrap());
            if n % 4 == 3 {
                conn.pragma_update_and_check(None, "wal_checkpoint", "truncate", |_| Ok(()))?;
            }
        }
        Ok(())
    };
    let _ = play();
    let left = place.disk.platter();

    (told, left.after_cut(damage, &mut Dice::new(cut_at)))
}

/// How many lines that were told are not there, over every cut and all damages.
fn lost(synchronous: &str) -> (u64, usize) {
    let mut lost = 0;
    for cut_at in 1.. {
        let mut was_cut = false;
        for damage in Damage::ALL {
            let (told, left) = day(Platter::default(), cut_at, synchronous, damage);
            was_cut = was_cut || told.len() < 8;
            let place = Place::with(left);
            let conn = place.connect("full").unwrap();
            assert_eq!(integrity(&conn), "ok", "cut at {cut_at}, {damage:?}");
            let there = lines(&conn);
            lost += told.iter().filter(|n| !there.contains(n)).count();
        }
        if !was_cut {
            return (cut_at, lost);
        }
    }

    unreachable!("the day ends")
}

#[test]
fn what_was_committed_survives_every_cut() {
    let (cuts, lost) = lost("full");

    assert!(cuts > 50, "{cuts} changes are no day");
    assert_eq!(lost, 0);
}

#[test]
fn without_a_sync_at_each_commit_a_cut_loses_what_was_told() {
    let (_, lost) = lost("normal");

    assert!(lost > 0, "this disk forgives what a real one does not");
}

#[test]
fn a_second_cut_while_the_first_is_recovered_from_loses_nothing() {
    let mut seconds = 0;
    for first in (1..80).step_by(3) {
        let (told, left) = day(Platter::default(), first, "full", Damage::Subset);
        for second in 1..30 {
            let (_, left) = day(left.clone(), second, "full", Damage::Subset);
            let place = Place::with(left);
            let conn = place.connect("full").unwrap();
            let there = lines(&conn);
            seconds += 1;

            assert!(
                told.iter().all(|n| there.contains(n)),
                "cut at {first}, then at {second}"
            );
        }
    }
    assert!(seconds > 500);
}

#[test]
fn a_recorded_day_can_be_had_at_any_of_its_changes() {
    let place = Place::new();
    place.disk.record();
    let conn = place.connect("full").unwrap();
    for n in 0..8 {
        place.disk.note(n);
        add(&conn, n.cast_signed()).unwrap();
    }
    let tape = place.disk.take_tape();

    for at in 0..tape.len() {
        let left = tape.amid(at).unwrap();
        let left = left.after_cut(Damage::None, &mut Dice::new(1));
        let later = Place::with(left);
        let conn = later.connect("full").unwrap();
        let told = tape.note(at).unwrap();

        assert!(
            lines(&conn).len() as u64 >= told,
            "at change {at} {told} lines were told"
        );
    }
    assert!(tape.len() > 20);
    assert!(tape.amid(tape.len()).is_none());
}
