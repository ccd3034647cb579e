use gplinks::{
    AmendmentNotice, Approval, Change, Changes, Deduction, DeductionReason, NameChange,
    Notice as Says,
};
use store::{Arrival, NoteOn, NoticeId, NoticeState, Reading, Workflow};

use super::desk::{ANN, Desk, amendment, at, day, number, text};
use super::flags::{flag, removal};
use crate::{Choice, Row, ToFile, View};

fn ids(desk: &Desk, view: View) -> Vec<NoticeId> {
    let items = desk.practice.inbox(view, None, 50, desk.now()).unwrap();

    items.iter().map(|item| item.notice).collect()
}

fn amended() -> Says {
    Says::Amendment(Box::new(AmendmentNotice {
        number: number(ANN),
        new_number: None,
        changes: Changes {
            name: NameChange {
                surname: Some(text("COLE")),
                title: Change::Erase,
                ..NameChange::default()
            },
            ..Changes::default()
        },
    }))
}

#[test]
fn each_view_shows_its_own() {
    let desk = Desk::new();
    desk.ann();
    let (_, _, tn) = desk.registers(Some("9990002371"));
    let flagged = desk.arrives(&flag(None), 5);
    let approved = desk.arrives(&Says::Approval(Approval { number: None }), tn);
    let stray = desk.arrives(
        &Says::Fp69Removal(gplinks::Fp69Removal {
            number: number("9990003033"),
        }),
        6,
    );
    let odd = desk.comes("NF", 5000, 0, "F1", NoticeState::SetAside, None, None);
    let quarter = desk.arrives(
        &Says::CloseQuarter(gplinks::CloseQuarter { ends_on: None }),
        7,
    );
    let later = desk.arrives_at("NF", 6000, &removal(), 8);
    desk.practice
        .snooze(later, at(5000), &desk.clerk())
        .unwrap();

    assert_eq!(
        ids(&desk, View::ToDecide),
        [flagged, approved, stray, quarter]
    );
    assert_eq!(ids(&desk, View::Routine), [approved]);
    assert_eq!(ids(&desk, View::Unmatched), [stray]);
    assert_eq!(ids(&desk, View::Reminders), [later]);
    assert_eq!(ids(&desk, View::SetAside), [odd]);
    assert_eq!(ids(&desk, View::All).len(), 6);
    desk.decides(flagged, &Choice::Flag).unwrap();
    assert_eq!(ids(&desk, View::DoneToday), [flagged]);
    let tomorrow = desk
        .practice
        .inbox(View::DoneToday, None, 50, at(24 * 60))
        .unwrap();
    assert!(tomorrow.is_empty());
}

#[test]
fn views_come_page_by_page() {
    let desk = Desk::new();
    desk.ann();
    let all: Vec<_> = (0..5).map(|tn| desk.arrives(&flag(None), tn)).collect();

    let first = desk
        .practice
        .inbox(View::ToDecide, None, 2, desk.now())
        .unwrap();
    let second = desk
        .practice
        .inbox(View::ToDecide, Some(first[1].notice), 9, desk.now())
        .unwrap();

    assert_eq!(first.len(), 2);
    let shown: Vec<_> = first
        .iter()
        .chain(&second)
        .map(|item| item.notice)
        .collect();
    assert_eq!(shown, all);
}

#[test]
fn a_line_says_who_and_its_debug_does_not() {
    let desk = Desk::new();
    desk.ann();
    desk.arrives(&flag(None), 5);

    let item = desk
        .practice
        .inbox(View::ToDecide, None, 1, desk.now())
        .unwrap()
        .remove(0);

    assert_eq!(item.words, "FP69 notice");
    assert_eq!(item.name.as_deref(), Some("OKAFOR, Ann"));
    assert_eq!(item.nhs_number.as_deref(), Some(ANN));
    assert_eq!(item.outline, ["A line about it."]);
    let json = serde_json::to_string(&item).unwrap();
    assert!(json.contains("2026-11-21T"), "{json}");
    assert!(!format!("{item:?}").contains("OKAFOR"));
}

#[test]
fn the_pane_shows_an_amendment_side_by_side_before_and_after_it_is_accepted() {
    let desk = Desk::new();
    let mut record = desk.person("OKAFOR", "Ann", Some(ANN));
    record.title = Some("Ms".to_owned());
    let ann = desk.add(&record);
    let notice = desk.arrives(&amended(), 5);
    let rows = [
        Row {
            field: "Surname",
            now: Some("OKAFOR".to_owned()),
            says: Some("COLE".to_owned()),
            erased: false,
        },
        Row {
            field: "Title",
            now: Some("Ms".to_owned()),
            says: None,
            erased: true,
        },
    ];

    let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();
    assert_eq!(detail.rows, rows);
    assert_eq!(detail.raw, "S01+1'");
    assert_eq!(detail.choices.first(), Some(&"accept"));
    assert_eq!(detail.patient_version, Some(desk.patient(ann).version));
    assert!(!format!("{detail:?}").contains("COLE"));
    desk.decides(
        notice,
        &Choice::Accept {
            number_confirmed: false,
        },
    )
    .unwrap();
    let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();

    assert_eq!(detail.rows, rows);
    assert!(detail.choices.is_empty());
    assert_eq!(detail.decisions.len(), 1);
}

#[test]
fn the_pane_says_what_comes_first_and_how_long_the_answer_took() {
    let desk = Desk::new();
    let (_, filing, tn) = desk.registers(Some(ANN));
    let first = desk.arrives(&flag(None), 5);
    let approved = desk.arrives(&Says::Approval(Approval { number: None }), tn);

    let detail = desk.practice.notice_detail(approved, desk.now()).unwrap();

    assert_eq!(detail.earlier, Some(first));
    let failed = detail
        .routine_tests
        .iter()
        .filter(|test| test.holds == Some(false));
    assert_eq!(
        failed.map(|test| test.words).collect::<Vec<_>>(),
        ["nothing earlier about the patient is undecided"]
    );
    assert_eq!(detail.days_taken, Some(0));
    assert_eq!(detail.filing, Some(filing));
}

#[test]
fn a_weekend_does_not_count_to_how_long_an_answer_took() {
    let desk = Desk::new();
    let (_, _, tn) = desk.registers(Some(ANN));
    desk.sleeps(3 * 24 * 60);
    let approved = desk.arrives(&Says::Approval(Approval { number: None }), tn);

    let detail = desk.practice.notice_detail(approved, desk.now()).unwrap();

    assert_eq!(detail.days_taken, Some(2), "Saturday to Tuesday");
}

#[test]
fn letters_that_were_set_aside_whole_are_a_list_of_their_own() {
    let desk = Desk::new();
    let arrival = Arrival {
        mesh_id: "M1",
        workflow: Workflow::Registration,
        headers: "{}",
        body: b"rubbish",
        at: desk.now(),
    };
    let reading = Reading {
        why: Some("E101".to_owned()),
        at: desk.now(),
        link: None,
        sender: None,
        number: None,
        written_at: None,
        messages: 0,
        transactions: 0,
        copy_of: None,
        problems: "[]".to_owned(),
    };
    desk.practice
        .store()
        .write(|w| {
            let letter = w.add_letter_in(&arrival)?;
            w.letter_in_read(letter, &reading)
        })
        .unwrap();

    let letters = desk.practice.letters_set_aside().unwrap();

    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].why.as_deref(), Some("E101"));
}

#[test]
fn what_changed_the_list_is_ticked_when_the_clinical_system_has_it() {
    let desk = Desk::new();
    let ann = desk.ann();
    let flagged = desk.arrives(&flag(None), 5);
    let decided = desk.decides(flagged, &Choice::Flag).unwrap();

    let work = desk.practice.worklist().unwrap();
    assert_eq!(work.len(), 1);
    assert_eq!((work[0].patient, work[0].decision), (ann, decided.decision));
    assert_eq!(work[0].changed, ["fp69_reason"]);
    assert!(!format!("{:?}", work[0]).contains("OKAFOR"));
    desk.practice.tick(decided.decision, &desk.clerk()).unwrap();

    assert!(desk.practice.worklist().unwrap().is_empty());
    assert!(
        desk.practice.tick(decided.decision, &desk.clerk()).is_err(),
        "once"
    );
    let undone = desk.practice.undo(flagged, None, &desk.clerk()).unwrap();
    assert!(
        undone
            .told
            .iter()
            .any(|line| line.contains("clinical system"))
    );
}

#[test]
fn the_timeline_tells_what_happened_in_order() {
    let desk = Desk::new();
    let ann = desk.ann();
    let filed = desk
        .practice
        .file(&ToFile::new(amendment(ANN)), &desk.clerk())
        .unwrap();
    desk.send(filed.filing);
    let notice = desk.arrives(
        &Says::Deduction(Deduction {
            number: number(ANN),
            reason: DeductionReason::read("2"),
            on: Some(day("2026-11-02")),
            new_ha: None,
        }),
        5,
    );
    desk.practice
        .note(NoteOn::Patient(ann), "rang twice", &desk.clerk())
        .unwrap();
    desk.decides_because(notice, &Choice::record(), "agreed")
        .unwrap();
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();

    let timeline = desk.practice.timeline(ann).unwrap();

    let told: Vec<_> = timeline.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(
        told,
        [
            "Came onto the list by an import",
            "Amendment filed (filing 1)",
            "Amendment made ready to send as interchange 1, message 1, transaction 1",
            "Deduction came (notice 1, interchange 1002, message 1002, transaction 5)",
            "Note: rang twice",
            "Deduction: Record deduction (agreed)",
            "Deduction: Undone",
        ]
    );
    assert!(!format!("{timeline:?}").contains("rang"));
}

#[test]
fn a_message_says_that_the_one_before_it_never_came() {
    let desk = Desk::new();
    desk.ann();
    let notices = [7, 9].map(|ris| desk.arrives_at("NF", ris, &flag(None), ris));
    let missing = notices.map(|notice| {
        let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();
        (detail.missing_before, detail.came_again)
    });

    assert_eq!(missing, [(None, false), (Some(8), false)]);
}

#[test]
fn the_days_to_an_approval_are_counted_once_there_is_one() {
    let desk = Desk::new();
    let days = || desk.practice.today(desk.now()).unwrap().days_to_approval;
    let (_, _, tn) = desk.registers(Some(ANN));
    let approval = desk.arrives(&Says::Approval(Approval { number: None }), tn);

    assert_eq!(days(), None);
    desk.decides(approval, &Choice::record()).unwrap();
    assert_eq!(days(), Some(0));
}

#[test]
fn what_was_done_is_told_in_the_words_of_the_desk() {
    let desk = Desk::new();
    desk.ann();
    let flagged = desk.arrives(&flag(None), 5);
    let lifted = desk.arrives(&removal(), 6);
    let later = desk.arrives(&flag(None), 7);
    desk.decides(flagged, &Choice::Flag).unwrap();
    desk.decides(lifted, &Choice::record()).unwrap();
    desk.practice
        .snooze(later, at(5000), &desk.clerk())
        .unwrap();
    let standing = desk.practice.standing(desk.now()).unwrap();
    desk.practice
        .change_setting("practice_name", "Hill View", &desk.manager())
        .unwrap();

    let told = desk.practice.today(desk.now()).unwrap().just_now;

    let told: Vec<_> = told
        .iter()
        .map(|one| (one.by.as_str(), one.what.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Mona", "1 setting changed"),
            ("Carla", "1 message put away until later"),
            ("Carla", "2 messages decided"),
            ("Mona", "1 other change at this desk"),
        ]
    );
    assert_eq!(
        (standing.to_decide, standing.snoozed, standing.done_today),
        (0, 1, 2)
    );
}
