//! Moments of the day that have a name of their own, each with every damage.

use storm::{Change, Damage, Deed, Dice, Disk, Fault, Harm};

use crate::day::{DAY, Step};
use crate::life::{Life, Place, Wrong};
use crate::plan::{Begin, Kind, Plan};
use crate::record::Recording;
use crate::run::{go_on_from, run};
use crate::sweep::Sweep;

/// A plan without any trouble of its own.
fn plan(kind: Kind, begin: Begin, lives: Vec<Vec<Fault>>, damage: Damage) -> Plan {
    Plan {
        number: 1,
        kind,
        begin,
        lives,
        damage,
        whole_day: false,
        lie: None,
        marks_go_back: false,
        wrong: Wrong::default(),
    }
}

fn hold(recording: &Recording, plans: impl Iterator<Item = Plan>) -> usize {
    let place = Place::new();
    let mut count = 0;
    for mut plan in plans {
        plan.number = count as u64;
        let came = run(&place, recording, &plan);
        assert!(came.is_ok(), "{}: {came:?}", plan.words());
        count += 1;
    }

    count
}

/// The power goes at each of these changes, with every damage.
fn cut_at(recording: &Recording, changes: &[usize]) -> usize {
    let plans = changes.iter().flat_map(|at| {
        Damage::ALL.map(|damage| plan(Kind::Cut, Begin::Cut(*at), Vec::new(), damage))
    });

    hold(recording, plans)
}

#[test]
fn a_cut_between_the_acceptance_and_our_commit_is_settled_by_tracking() {
    let recording = Sweep::new().recording;
    let changes = recording.first_after(|before, now| now.accepted > before.accepted);

    assert!(changes.len() >= 10, "{} letters were posted", changes.len());
    cut_at(&recording, &changes);
}

#[test]
fn a_cut_between_the_acknowledgement_and_our_note_of_it_is_no_second_letter() {
    let recording = Sweep::new().recording;
    let changes = recording.first_after(|before, now| now.acknowledged > before.acknowledged);

    // Several letters are acknowledged between two changes of the disk.
    assert!(changes.len() >= 5, "{} were received", changes.len());
    cut_at(&recording, &changes);
}

#[test]
fn a_cut_between_our_commit_and_the_acknowledgement_is_no_second_letter() {
    let recording = Sweep::new().recording;
    let place = Place::new();
    for at in recording.first_after(|before, now| now.acknowledged > before.acknowledged) {
        let mut start = recording.amid(at, 1);
        start.outside = recording.outside_before(at, 1);
        start.platter = start.platter.after_cut(Damage::None, &mut Dice::new(1));
        let plan = plan(Kind::Cut, Begin::Cut(at), Vec::new(), Damage::None);

        let came = go_on_from(&place, &recording, &plan, start);
        assert!(came.is_ok(), "at change {at}: {came:?}");
    }
}

#[test]
fn a_checkpoint_that_is_cut_is_finished_and_never_taken_for_damage() {
    let recording = Sweep::new().recording;
    let changes = recording.changes_where(|step, _| DAY.get(step) == Some(&Step::Checkpoint));
    let some: Vec<usize> = changes.iter().copied().step_by(3).collect();

    assert!(some.len() > 20, "{} changes in checkpoints", changes.len());
    cut_at(&recording, &some);
    let place = Place::new();
    for (at, damage) in some
        .iter()
        .flat_map(|at| Damage::ALL.map(|damage| (*at, damage)))
    {
        let start = recording.amid(at, 1);
        let left = start.platter.after_cut(damage, &mut Dice::new(at as u64));
        let disk = Disk::new(left);
        let life = Life::begin(&place, &disk, &start.outside, Wrong::default()).unwrap();

        let found = life.practice.store().check_pages().unwrap();
        assert!(found.is_empty(), "at change {at}, {damage:?}: {found:?}");
    }
}

#[test]
fn a_record_of_the_numbers_that_is_cut_is_the_old_one_or_the_new_one() {
    let recording = Sweep::new().recording;
    let is_of_record = |change: &Change| match change {
        Change::Create { name } | Change::Delete { name, .. } => name.starts_with("marks"),
        Change::Rename { .. } | Change::SyncNames => true,
        Change::Write { .. }
        | Change::Truncate { .. }
        | Change::Sync { .. }
        | Change::Forget { .. } => false,
    };
    let changes = recording.changes_where(|_, change| is_of_record(change));

    assert!(changes.len() >= 30, "{} changes", changes.len());
    cut_at(&recording, &changes);
}

#[test]
fn a_sync_that_fails_is_no_commit_and_a_cut_afterwards_finds_no_hole() {
    let recording = Sweep::new().recording;
    let plans = (1..40).map(|nth| {
        let fails = Fault {
            on: Deed::Sync,
            nth,
            harm: Harm::Error { for_ever: false },
        };
        let cut = Fault {
            on: Deed::Change,
            nth: 7 * nth,
            harm: Harm::Cut,
        };
        let begin = Begin::Step(usize::try_from(nth).unwrap() % DAY.len());

        plan(
            Kind::ErrorThenCut,
            begin,
            vec![vec![fails, cut]],
            Damage::Subset,
        )
    });

    hold(&recording, plans);
}

#[test]
fn a_disk_that_is_full_at_any_write_loses_nothing_and_it_goes_on_with_room() {
    let recording = Sweep::new().recording;
    let plans = (1..90).step_by(2).map(|nth| {
        let for_ever = nth % 4 == 1;
        let (on, harm) = (Deed::Write, Harm::Full { for_ever });
        let kind = if for_ever {
            Kind::FullForEver
        } else {
            Kind::FullOnce
        };

        plan(
            kind,
            Begin::Step(0),
            vec![vec![Fault { on, nth, harm }]],
            Damage::None,
        )
    });

    hold(&recording, plans);
}

#[test]
fn a_page_that_cannot_be_read_stops_one_piece_of_work_and_no_more() {
    let recording = Sweep::new().recording;
    let plans = (1..80).step_by(2).map(|nth| {
        let for_ever = nth % 4 == 1;
        let (on, harm) = (Deed::Read, Harm::Error { for_ever });
        let kind = if for_ever {
            Kind::ErrorForEver
        } else {
            Kind::ErrorOnce
        };

        plan(
            kind,
            Begin::Step(usize::try_from(nth).unwrap() % DAY.len()),
            vec![vec![Fault { on, nth, harm }]],
            Damage::None,
        )
    });

    hold(&recording, plans);
}
