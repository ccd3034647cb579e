use gplinks::{CloseQuarter, Fp69Removal, Notice as Says, Records};
use store::{NoteOn, NoticeState, Role, StoreError};

use super::desk::{ANN, Desk, at, day, number};
use super::flags::{flag, removal};
use crate::{Act, Choice, DeskError, Given, View};

fn quarter() -> Says {
    Says::CloseQuarter(CloseQuarter {
        ends_on: Some(day("2026-12-31")),
    })
}

#[test]
fn a_quarter_is_not_closed_over_what_is_undecided_except_by_a_manager() {
    let desk = Desk::new();
    desk.ann();
    desk.arrives(&flag(None), 5);
    let elsewhere = desk.arrives_at("LDS", 3, &flag(None), 5);
    desk.practice
        .not_ours(elsewhere, "told Leeds", &desk.clerk())
        .unwrap();
    let notice = desk.arrives(&quarter(), 6);

    let open = Err(DeskError::QuarterNotReady { open: 1 });
    assert_eq!(
        desk.decides_because(notice, &Choice::Acknowledge, "late"),
        open
    );
    let manager = desk.manager();
    assert_eq!(
        desk.practice
            .decide(notice, &Choice::Acknowledge, None, &manager),
        open
    );
    desk.practice
        .decide(
            notice,
            &Choice::Acknowledge,
            Some("PCSE agreed"),
            &desk.manager(),
        )
        .unwrap();

    assert_eq!(desk.notice(notice).state, NoticeState::Done);
}

#[test]
fn a_quarter_is_closed_once_everything_is_decided() {
    let desk = Desk::new();
    desk.ann();
    let first = desk.arrives(&flag(None), 5);
    desk.decides(first, &Choice::Flag).unwrap();
    let notice = desk.arrives(&quarter(), 6);

    desk.decides(notice, &Choice::Acknowledge).unwrap();
}

#[test]
fn the_close_of_a_quarter_counts_what_was_done_by_hand_in_it() {
    let desk = Desk::new();
    let ann = desk.ann();
    let off = crate::Correction::OffTheList {
        on: day("2026-11-21"),
    };
    let reason = "PCSE rang";
    desk.practice
        .put_right(ann, off, reason, &desk.manager())
        .unwrap();
    let shown = |ends_on| {
        let notice = desk.arrives(&Says::CloseQuarter(CloseQuarter { ends_on }), 6);
        let detail = desk.practice.notice_detail(notice, desk.now()).unwrap();

        detail.quarter.unwrap()
    };

    let quarter = shown(Some(day("2026-12-31")));
    assert_eq!(quarter.from, day("2026-10-01"));
    assert_eq!((quarter.by_hand, quarter.open_before), (1, Some(0)));
    let before = shown(Some(day("2026-06-30")));
    assert_eq!(before.from, day("2026-04-01"));
    assert_eq!(before.by_hand, 0);
    assert_eq!(shown(None).to, day("2026-12-31"), "it came in this quarter");
}

#[test]
fn a_receipt_with_a_problem_is_understood() {
    let desk = Desk::new();
    let notice = desk.comes(
        "NF",
        5,
        0,
        "RECEP",
        NoticeState::ToDecide,
        Some(r#"{"sis":3}"#),
        None,
    );

    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides(notice, &Choice::Understood).unwrap();
}

#[test]
fn what_was_set_aside_is_dealt_with_for_a_reason_and_undone_to_where_it_was() {
    let desk = Desk::new();
    let notice = desk.comes("NF", 5, 0, "F1", NoticeState::SetAside, None, None);

    assert_eq!(
        desk.decides(notice, &Choice::DealtWith),
        Err(DeskError::NoReason)
    );
    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
    desk.decides_because(notice, &Choice::DealtWith, "rang PCSE")
        .unwrap();
    assert_eq!(desk.notice(notice).state, NoticeState::Done);
    desk.practice.undo(notice, None, &desk.clerk()).unwrap();

    assert_eq!(desk.notice(notice).state, NoticeState::SetAside);
}

#[test]
fn information_is_not_decided() {
    let desk = Desk::new();
    let ann = desk.ann();
    let says = Says::RecordsSent(Records {
        number: Some(number(ANN)),
    });
    let notice = desk.arrives(&says, 5);

    assert!(matches!(
        desk.decides(notice, &Choice::File),
        Err(DeskError::NotSo { .. })
    ));
    assert_eq!(
        desk.notice(notice).patient,
        Some(ann),
        "it is shown on the record"
    );
}

#[test]
fn a_choice_of_another_kind_is_refused() {
    let desk = Desk::new();
    desk.ann();
    let flagged = desk.arrives(&flag(None), 5);

    for word in [
        "record",
        "close",
        "accept",
        "understood",
        "acknowledge",
        "dealt-with",
    ] {
        let choice = Choice::parse(word, Given::default()).unwrap();

        assert!(
            matches!(
                desk.decides_because(flagged, &choice, "why"),
                Err(DeskError::NotSo { .. })
            ),
            "{word}"
        );
    }
}

#[test]
fn every_word_reads_as_its_own_choice() {
    for word in Choice::WORDS {
        let given = Given {
            draft: Some(super::desk::amendment(ANN)),
            why: Some(super::desk::text("WHY")),
            ..Given::default()
        };

        assert_eq!(Choice::parse(word, given).unwrap().word(), word);
    }
    assert!(
        Choice::parse("fix", Given::default()).is_err(),
        "it needs a draft"
    );
    assert!(
        Choice::parse("not-ours", Given::default()).is_err(),
        "that is said otherwise"
    );
}

#[test]
fn the_second_of_two_people_is_told_that_it_is_decided() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    desk.decides(notice, &Choice::Flag).unwrap();

    let second = desk
        .practice
        .decide(notice, &Choice::Confirm, None, &desk.manager());

    assert_eq!(second, Err(DeskError::AlreadyDecided { notice }));
}

#[test]
fn a_patient_who_changed_since_the_window_showed_them_is_looked_at_again() {
    let desk = Desk::new();
    let ann = desk.ann();
    let first = desk.arrives(&flag(None), 5);
    let second = desk.arrives(&removal(), 6);
    let seen = desk.patient(ann).version;
    desk.decides(first, &Choice::Flag).unwrap();

    let decide = |version| {
        let act = desk.clerk();

        desk.practice
            .decide_as_shown(second, &Choice::record(), None, Some(version), &act)
    };
    assert_eq!(decide(seen), Err(DeskError::Store(StoreError::Stale)));
    decide(seen + 1).unwrap();
}

#[test]
fn a_viewer_decides_nothing() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    let viewer = Act {
        by: "Vic",
        role: Role::Viewer,
        at: desk.now(),
    };
    let refused = DeskError::NotAllowed { needs: Role::Clerk };

    assert_eq!(
        desk.practice.decide(notice, &Choice::Flag, None, &viewer),
        Err(refused.clone())
    );
    assert_eq!(
        desk.practice.undo(notice, None, &viewer).unwrap_err(),
        refused
    );
    assert_eq!(
        desk.practice
            .match_notice(notice, ann, &viewer)
            .unwrap_err(),
        refused
    );
    assert_eq!(
        desk.practice.not_ours(notice, "x", &viewer).unwrap_err(),
        refused
    );
    assert_eq!(
        desk.practice.snooze(notice, at(9000), &viewer).unwrap_err(),
        refused
    );
    assert_eq!(
        desk.practice
            .note(NoteOn::Patient(ann), "x", &viewer)
            .unwrap_err(),
        refused
    );
    assert_eq!(desk.practice.clear_routine(&viewer).unwrap_err(), refused);
}

#[test]
fn the_oldest_about_a_patient_is_decided_first() {
    let desk = Desk::new();
    desk.ann();
    // The letter with the lower number came later.
    let second = desk.arrives_at("NF", 20, &removal(), 6);
    let first = desk.arrives_at("NF", 10, &flag(None), 5);

    assert_eq!(
        desk.decides(second, &Choice::File),
        Err(DeskError::EarlierFirst { earlier: first })
    );
    desk.decides(first, &Choice::Flag).unwrap();
    desk.decides(second, &Choice::record()).unwrap();
}

#[test]
fn across_two_links_the_first_to_arrive_comes_first() {
    let desk = Desk::new();
    desk.ann();
    let first = desk.arrives_at("LDS", 900, &flag(None), 5);
    let second = desk.arrives_at("NF", 1, &removal(), 6);

    assert_eq!(
        desk.decides(second, &Choice::File),
        Err(DeskError::EarlierFirst { earlier: first })
    );
}

#[test]
fn a_notice_is_taken_on_by_one_and_given_back_and_then_is_whose_decision_it_was() {
    let desk = Desk::new();
    desk.ann();
    let notice = desk.arrives(&flag(None), 5);
    let owner = |desk: &Desk| {
        let all = desk.practice.inbox(View::All, None, 1, desk.now());
        all.unwrap().remove(0).owner
    };
    let viewer = Act {
        role: Role::Viewer,
        ..desk.clerk()
    };
    assert_eq!(
        desk.practice.own(notice, true, &viewer),
        Err(DeskError::NotAllowed { needs: Role::Clerk })
    );

    desk.practice.own(notice, true, &desk.clerk()).unwrap();
    assert_eq!(owner(&desk).as_deref(), Some(desk.clerk().by));
    desk.practice.own(notice, false, &desk.clerk()).unwrap();
    assert_eq!(owner(&desk), None);
    desk.decides(notice, &Choice::Flag).unwrap();
    assert_eq!(owner(&desk).as_deref(), Some(desk.clerk().by));
    assert_eq!(
        desk.practice.own(notice, true, &desk.clerk()),
        Err(DeskError::AlreadyDecided { notice })
    );
}

#[test]
fn what_is_snoozed_holds_nothing_up_until_its_time() {
    let desk = Desk::new();
    desk.ann();
    let first = desk.arrives(&flag(None), 5);
    let second = desk.arrives(&removal(), 6);
    let past = at(0);
    assert!(desk.practice.snooze(first, past, &desk.clerk()).is_err());
    desk.practice
        .snooze(first, at(10_000), &desk.clerk())
        .unwrap();

    desk.decides(second, &Choice::File).unwrap();
    desk.practice.undo(second, None, &desk.clerk()).unwrap();
    desk.practice.unsnooze(first, &desk.clerk()).unwrap();

    assert_eq!(
        desk.decides(second, &Choice::File),
        Err(DeskError::EarlierFirst { earlier: first })
    );
}

#[test]
fn what_comes_after_something_newer_was_decided_is_marked_late() {
    let desk = Desk::new();
    desk.ann();
    let newer = desk.arrives_at("NF", 20, &flag(None), 5);
    desk.decides(newer, &Choice::Flag).unwrap();

    let older = desk.arrives_at("NF", 10, &removal(), 6);
    let other_link = desk.arrives_at("LDS", 10, &removal(), 6);

    assert!(desk.notice(older).late);
    assert!(!desk.notice(other_link).late);
}

#[test]
fn the_audit_holds_no_names_and_no_numbers() {
    let desk = Desk::new();
    let ann = desk.ann();
    let notice = desk.arrives(&flag(Some("2027-02-20")), 5);
    desk.decides_because(notice, &Choice::Confirm, "OKAFOR came in")
        .unwrap();
    desk.practice
        .undo(notice, Some("OKAFOR again"), &desk.clerk())
        .unwrap();
    desk.practice
        .note(NoteOn::Patient(ann), "OKAFOR rang", &desk.clerk())
        .unwrap();
    desk.practice
        .snooze(notice, at(9000), &desk.clerk())
        .unwrap();
    let stray = desk.arrives(
        &Says::Fp69Removal(Fp69Removal {
            number: number("9990002371"),
        }),
        6,
    );
    desk.practice
        .match_notice(stray, ann, &desk.clerk())
        .unwrap();
    desk.practice
        .not_ours(stray, "OKAFOR is not it", &desk.clerk())
        .unwrap();

    let audit = desk.audit();

    for word in ["OKAFOR", "Ann", ANN, "9990002371", "1988", "Mill", "MILL"] {
        assert!(!audit.contains(word), "{word}: {audit}");
    }
    for act in [
        "decided", "undone", "noted", "snoozed", "matched", "filed", "dropped",
    ] {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}

#[test]
fn a_link_whose_service_has_a_code_of_its_own_is_found_by_its_cipher() {
    let desk = Desk::towards("PCR1");
    let (ann, filing, _) = desk.registers(Some(ANN));

    assert_eq!(desk.filing(filing).link, desk.link("NF"));
    assert_eq!(desk.record(ann).link, desk.link("NF"));
}
