//! What every change asks anew: how the desk stands, the first screen, a page of the inbox. Among so many open notices.

use gplinks::{Approval, Day, Deduction, DeductionReason, Fp69Removal, Notice, PatientNumber};
use practice::{Practice, View};
use store::{
    About, Arrival, LetterInId, LinkId, MatchedBy, NewNotice, NoticeState, PatientId, Place, Store, StoreError, Workflow, Write,
};

use crate::desk::{self, now};
use crate::measure::{Contender, race};
use crate::peers;
use crate::people::{DOCTOR, person};
use crate::table;

/// How many come in one letter.
const LETTER: u64 = 500;
const OUTLINE: &str = r#"["Left the list on 18-Nov-2026","Reason: moved away"]"#;

pub fn run(quick: bool) {
    let sizes: &[u64] = if quick { &[2_000] } else { &[40, 2_000, 100_000] };
    for notices in sizes {
        among(*notices, if quick { 5 } else { 15 });
    }
}

fn among(notices: u64, rounds: usize) {
    let (folder, people) = (peers::folder(), notices.max(1_000) / 2);
    let practice = desk::practice(&folder, people);
    for letter in 0..notices.div_ceil(LETTER) {
        receive(practice.store(), letter, LETTER.min(notices - letter * LETTER), people);
    }
    practice.store().checkpoint().unwrap();
    let standing = practice.standing(now()).unwrap();
    println!("\n{notices} open notices: {} to decide, {} routine", standing.to_decide, standing.routine);

    let mut all = [
        Contender::new("standing", || practice.standing(now()).unwrap()),
        Contender::new("today", || practice.today(now()).unwrap()),
        Contender::new("inbox, to decide: how many", || practice.inbox_count(View::ToDecide, now()).unwrap()),
        Contender::new("inbox, to decide: the first 200", || page(&practice, View::ToDecide, 200)),
        Contender::new("inbox, to decide: 2,000", || page(&practice, View::ToDecide, 2_000)),
        Contender::new("inbox, routine: how many", || practice.inbox_count(View::Routine, now()).unwrap()),
        Contender::new("inbox, routine: the first 200", || page(&practice, View::Routine, 200)),
    ];
    race(&mut all, rounds, 1);
    table::times(&format!("S1 what a change asks, {notices} open notices"), &all);
}

fn page(practice: &Practice, view: View, most: usize) -> usize {
    practice.inbox(view, None, most, now()).unwrap().len()
}

/// A letter with so many notices about one person after another, as they come: deductions, approvals, flags removed.
fn receive(store: &Store, nth: u64, notices: u64, people: u64) {
    let mesh_id = format!("2026112109000000_{nth:06}");
    let arrival =
        Arrival { mesh_id: &mesh_id, workflow: Workflow::Registration, headers: "{}", body: b"UNB", at: now() };
    store
        .write(|w| {
            let letter = w.add_letter_in(&arrival)?;
            for position in 0..notices {
                let about = (nth * LETTER + position) % people;
                let place = Place { epoch: 0, ris: nth + 1, message: 1, position: position as u32 + 1 };
                add(w, letter, place, about)?;
            }

            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn add(w: &Write<'_>, letter: LetterInId, place: Place, about: u64) -> Result<(), StoreError> {
    let Some(number) = person(about).number else {
        return Ok(());
    };
    let (kind, says) = says(place.position, &number);
    let (number, content) = (number.written(), serde_json::to_string(&says).unwrap());
    let patient = PatientId::new(about as i64 + 1);
    w.add_notice(&NewNotice {
        letter,
        link: LinkId::new(1),
        place,
        kind,
        rms: Some(place.ris),
        tn: Some(place.position.into()),
        gp: Some(DOCTOR),
        nhs_number: Some(&number),
        content: Some(&content),
        outline: OUTLINE,
        problems: "[]",
        raw_from: 0,
        raw_to: 3,
        at: now(),
        state: NoticeState::ToDecide,
        about: About { patient: Some((patient, MatchedBy::Number)), ..About::default() },
    })?;

    Ok(())
}

fn says(position: u32, number: &PatientNumber) -> (&'static str, Notice) {
    match position % 10 {
        0..=4 => ("F2", Notice::Deduction(Deduction {
            number: number.clone(),
            reason: DeductionReason::of(2),
            on: Some(Day::parse("2026-11-18").unwrap()),
            new_ha: None,
        })),
        5..=8 => ("F4", Notice::Approval(Approval { number: Some(number.clone()) })),
        _ => ("F10", Notice::Fp69Removal(Fp69Removal { number: number.clone() })),
    }
}
