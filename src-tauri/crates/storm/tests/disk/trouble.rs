//! Errors, a full disk, a disk that lies: told to the library as its own code would tell them.

use rusqlite::ErrorCode;
use storm::{Broken, Damage, Deed, Dice, Disk, Fault, Harm, Platter};

use super::{Place, add, lines};

fn fault(on: Deed, nth: u64, harm: Harm) -> Fault {
    Fault { on, nth, harm }
}

#[test]
fn an_error_comes_once_or_until_it_is_mended() {
    for (for_ever, second) in [(false, true), (true, false)] {
        let place = Place::new();
        let conn = place.connect("full").unwrap();
        place
            .disk
            .arm(fault(Deed::Sync, 1, Harm::Error { for_ever }));
        let failed = add(&conn, 1).unwrap_err();

        assert_eq!(failed.sqlite_error_code(), Some(ErrorCode::SystemIoFailure));
        assert_eq!(add(&conn, 2).is_ok(), second);
        place.disk.mend();
        add(&conn, 3).unwrap();
        assert_eq!(lines(&conn), if second { vec![2, 3] } else { vec![3] });
    }
}

#[test]
fn a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let place = Place::new();
    let conn = place.connect("full").unwrap();
    place
        .disk
        .arm(fault(Deed::Write, 2, Harm::Full { for_ever: true }));
    let failed = add(&conn, 1).unwrap_err();

    assert_eq!(failed.sqlite_error_code(), Some(ErrorCode::DiskFull));
    assert!(add(&conn, 1).is_err());
    place.disk.mend();
    add(&conn, 1).unwrap();
    assert_eq!(lines(&conn), [1]);
}

#[test]
fn what_a_failed_sync_dropped_is_not_there_after_a_cut() {
    let place = Place::new();
    let conn = place.connect("full").unwrap();
    place
        .disk
        .arm(fault(Deed::Sync, 1, Harm::Error { for_ever: false }));
    add(&conn, 1).unwrap_err();
    add(&conn, 2).unwrap();
    let left = place
        .disk
        .platter()
        .after_cut(Damage::All, &mut Dice::new(1));

    assert_eq!(lines(&Place::with(left).connect("full").unwrap()), [2]);
}

#[test]
fn a_disk_that_lies_has_nothing_after_a_cut() {
    let place = Place::new();
    let conn = place.connect("full").unwrap();
    add(&conn, 1).unwrap();
    place.disk.lie_about("data.db-wal");
    add(&conn, 2).unwrap();
    assert_eq!(lines(&conn), [1, 2]);
    let left = place
        .disk
        .platter()
        .after_cut(Damage::None, &mut Dice::new(1));

    assert_eq!(lines(&Place::with(left).connect("full").unwrap()), [1]);
}

#[test]
fn nothing_happens_without_power() {
    let place = Place::new();
    let conn = place.connect("full").unwrap();
    place.disk.cut();

    assert!(add(&conn, 1).is_err());
    assert!(place.disk.is_cut());
    assert!(place.connect("full").is_err());
}

#[test]
fn a_small_file_is_the_old_one_or_the_new_one() {
    for nth in 1..7 {
        for seed in 0..20 {
            let disk = Disk::new(Platter::default().with("marks", b"old"));
            disk.arm(fault(Deed::Change, nth, Harm::Cut));
            let written = disk.replace_file("marks", b"new");
            let left = disk
                .platter()
                .after_cut(Damage::Subset, &mut Dice::new(seed));
            let found = Disk::new(left).read_file("marks").unwrap().unwrap();

            assert!(found == b"old" || found == b"new", "{found:?}");
            if nth == 6 {
                assert_eq!(written, Ok(()));
                assert_eq!(found, b"new", "what was synced stays");
            } else {
                assert_eq!(written, Err(Broken::Cut), "at change {nth}");
            }
        }
    }
}
