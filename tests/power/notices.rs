//! The check can fail: designs that are wrong on purpose are found out.

use storm::{Damage, Deed, Fault, Harm};

use crate::life::{Place, Wrong};
use crate::plan::{Begin, Kind, Lie, Plan};
use crate::run::run;
use crate::sweep::Sweep;

/// Tries a design until a failure shows; tells what it was.
fn found(sweep: &Sweep, plans: impl Iterator<Item = Plan>) -> Option<String> {
    let place = Place::new();

    plans
        .map(|plan| run(&place, &sweep.recording, &plan))
        .find_map(Result::err)
}

/// The day from its first step, with a cut at every so-many-th change.
fn cuts(wrong: Wrong, damage: Damage) -> impl Iterator<Item = Plan> {
    (1..1500).step_by(7).map(move |nth| Plan {
        number: nth,
        kind: Kind::Cut,
        begin: Begin::Step(0),
        lives: vec![vec![Fault {
            on: Deed::Change,
            nth,
            harm: Harm::Cut,
        }]],
        damage,
        whole_day: false,
        lie: None,
        marks_go_back: false,
        wrong,
    })
}

#[test]
fn a_log_that_is_not_synced_at_each_commit_is_found_out() {
    let sweep = Sweep::new();
    let wrong = Wrong {
        leaves_the_log_unsynced: true,
        ..Wrong::default()
    };
    let words = found(&sweep, cuts(wrong, Damage::None));

    assert!(words.is_some(), "losing what was told goes unnoticed");
    assert_eq!(found(&sweep, cuts(Wrong::default(), Damage::None)), None);
}

#[test]
fn an_acknowledgement_before_the_commit_is_found_out() {
    let sweep = Sweep::new();
    let wrong = Wrong {
        acknowledges_at_fetch: true,
        ..Wrong::default()
    };
    let words = found(&sweep, cuts(wrong, Damage::None));

    assert!(words.is_some(), "losing a letter goes unnoticed");
}

#[test]
fn a_disk_that_lies_is_found_out_where_the_record_goes_back_with_it() {
    let sweep = Sweep::new();
    let plans = |marks_go_back| {
        (20..300).step_by(20).map(move |nth| Plan {
            kind: Kind::LyingLedger,
            lie: Some(Lie::Ledger),
            marks_go_back,
            lives: vec![vec![Fault {
                on: Deed::Change,
                nth,
                harm: Harm::Cut,
            }]],
            ..cuts(Wrong::default(), Damage::None).next().unwrap()
        })
    };

    assert!(
        found(&sweep, plans(true)).is_some(),
        "numbers that are used again go unnoticed"
    );
    assert_eq!(found(&sweep, plans(false)), None);
}
