//! What the service answers to each transaction of a practice.

use agency::{Answer, NothingWaits, Outcome, RefusalRule, RejectionRule, Rules, Wait, When};
use gplinks::{
    AcceptanceCode, AcceptanceKind, Approval, Change, Changes, Deduction, DeductionReason,
    Forenames, Fp69Reason, Fp69Removal, Identity, NameChange, NewAddress, NewLine, Notice,
    Rejection, RequestReply, Stay,
};
use mailbox::Workflow;

use crate::practice::*;

fn deducted(reason: u16, on: &str) -> Notice {
    Notice::Deduction(Deduction {
        number: number(COLE),
        reason: DeductionReason::of(reason),
        on: Some(day(on)),
        new_ha: None,
    })
}

#[test]
fn a_letter_is_receipted_at_once_in_the_form_of_the_service() {
    let mut world = World::new(Rules::default());
    world.files(requests(1));

    let sent = world.due();

    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].workflow, Workflow::Receipt);
    assert_eq!(
        text_of(&sent[0].body),
        "UNB+UNOA:2+XX11+TES5+260311:1042+00000001++RECEP+++EDIFACT TRANSFER'\n\
         UNH+00000001+RECEP:0:2:FH'\n\
         BGM++600+243:202603111042:306+64'\n\
         NHS+XX1:819:201+9912345,K31:814:202'\n\
         DTM+815:202603111042:306'\n\
         RFF+MIS:00000734 CP'\n\
         RFF+RIS:00000513 OK:1'\n\
         UNT+7+00000001'\n\
         UNZ+1+00000001'"
    );
    assert_eq!(world.complaints(), []);
}

#[test]
fn a_registration_without_a_number_is_approved_with_one() {
    let mut world = World::quick();
    let tn = world.files(registers(first_registration()));

    let (answer_to, notice) = world.notice();

    let Notice::Approval(Approval {
        number: Some(number),
    }) = notice
    else {
        panic!("it is approved with a number");
    };
    assert_eq!(answer_to, tn);
    assert!(number.written().starts_with("999"));
    let patient = world.agency.patient(&number).unwrap();
    assert!(patient.is_registered());
    assert_eq!(patient.name, name("WOJCIK", "EWA"));
    assert_eq!(
        (patient.born, &patient.address),
        (Some(day("1988-07-04")), &address())
    );
    assert_eq!(
        world.agency.ledger().outcome(tn),
        Some(Outcome::WillApprove)
    );
    assert_eq!(world.complaints(), []);
}

#[test]
fn the_letter_of_an_approval_is_the_services() {
    let mut world = World::quick();
    world.files(registers(transfer_in("9990002371")));
    let sent = world.due();

    assert_eq!(
        text_of(&sent[1].body),
        "UNB+UNOA:2+XX11+TES5+260311:1042+00000002++FHSREG+++FHSA EDI TRANSFERS'\n\
         UNH+00000002+FHSREG:0:1:FH:FHS001'\n\
         BGM+++507'\n\
         NAD+FHS+XX1:954'\n\
         DTM+137:202603111042:203'\n\
         RFF+950:F4'\n\
         S01+1'\n\
         RFF+TN:1291'\n\
         NAD+GP+9912345,K31:900'\n\
         UNT+9+00000002'\n\
         UNZ+1+00000002'"
    );
}

#[test]
fn a_known_number_is_left_out_or_repeated_as_the_rules_say() {
    let mut world = World::quick();
    world.files(registers(transfer_in("9990002371")));
    assert_eq!(
        world.notice().1,
        Notice::Approval(Approval { number: None })
    );

    world.agency.rules_mut().echo_numbers = true;
    world.files(registers(transfer_in("9990003742")));
    let echoed = Some(number("9990003742"));
    assert_eq!(
        world.notice().1,
        Notice::Approval(Approval { number: echoed })
    );
}

#[test]
fn births_and_arrivals_from_abroad_are_approved() {
    let mut world = World::quick();
    let birth = AcceptanceKind::Birth {
        number: number("9990002371"),
        born: day("2026-03-01"),
        birthplace: None,
    };
    let abroad = AcceptanceKind::Immigrant {
        identity: Identity::Birthplace(text("CROMER")),
        born: Some(day("1969-02-28")),
        stay: Stay {
            entered_uk: day("2026-01-20"),
            left_uk: None,
            gp_name: None,
            ha: None,
            address: None,
        },
    };

    for kind in [birth, abroad] {
        world.files(registers(acceptance(kind)));
        assert!(matches!(world.notice().1, Notice::Approval(_)));
    }
    assert_eq!(world.agency.patients().len(), 3);
}

#[test]
fn the_answer_comes_after_three_working_days() {
    let mut world = World::new(Rules::default());
    world.files(registers(first_registration()));

    world.days_pass(4);
    assert_eq!(
        world.notices(),
        [],
        "Wednesday and three working days is Monday"
    );
    world.days_pass(1);
    assert_eq!(world.notices().len(), 1);
}

#[test]
fn a_rejected_registration_is_approved_when_it_is_sent_again() {
    let mut world = World::quick();
    world.agency.rules_mut().rejections.push(RejectionRule {
        when: When::Next(1),
        code: 3,
        words: "Confirm address: e-mail to follow".to_owned(),
    });
    let tn = world.files(registers(first_registration()));

    let rejected = Notice::Rejection(Rejection {
        reason: Some(text("3 CONFIRM ADDRESS: E-MAIL TO FOLLOW")),
    });
    assert_eq!(world.notice(), (tn, rejected));
    assert_eq!(world.agency.patients().len(), 1);

    let again = gplinks::Acceptance {
        code: AcceptanceCode::AfterRejection,
        ..first_registration()
    };
    world.files(registers(again));
    assert!(matches!(
        world.notice().1,
        Notice::Approval(Approval { number: Some(_) })
    ));
    assert_eq!(world.agency.patients().len(), 2);
}

#[test]
fn a_patient_who_was_deducted_returns() {
    let mut world = World::quick();
    world.files(requests(5));
    world.notices();
    assert_eq!(world.has_left(), Some(5));

    let again = gplinks::Acceptance {
        code: AcceptanceCode::AfterDeduction,
        notes: Some(text("STILL HERE")),
        ..transfer_in(COLE)
    };
    world.files(registers(again));
    world.notices();

    assert_eq!(world.has_left(), None);
    assert_eq!(
        world.agency.patients().len(),
        1,
        "one number is one patient"
    );
}

#[test]
fn who_returns_without_a_number_is_given_the_old_one() {
    let mut world = World::quick();
    world.files(requests(5));
    world.notices();

    let mut again = first_registration();
    again.code = AcceptanceCode::AfterDeduction;
    again.name = name("COLE", "TUNDE");
    again.kind = AcceptanceKind::First {
        identity: Identity::Birthplace(text("OTLEY")),
        born: Some(day("1971-09-30")),
    };
    world.files(registers(again));

    let old = Some(number(COLE));
    assert_eq!(world.notice().1, Notice::Approval(Approval { number: old }));
}

#[test]
fn an_amendment_changes_the_list_and_is_not_answered() {
    let mut world = World::quick();
    let mut lines = [(); 5].map(|()| NewLine::Blank);
    lines[1] = NewLine::Is(text("22 PRIORY LANE"));
    lines[4] = NewLine::Erase;
    let tn = world.files(amends(Changes {
        name: NameChange {
            surname: Some(text("ADEYEMI")),
            forenames: Change::Erase,
            title: Change::Erase,
        },
        previous_surname: Change::Set(text("COLE")),
        born: Some(day("1972-09-30")),
        address: Some(NewAddress {
            lines,
            postcode: Change::Erase,
        }),
        drugs_dispensed: Change::Set(gplinks::Dispensed),
        ..Changes::default()
    }));

    assert_eq!(world.notices(), []);
    let patient = world.cole();
    assert_eq!(patient.name.shown(), "ADEYEMI");
    assert_eq!(patient.previous_surname, Some(text("COLE")));
    assert_eq!(patient.born, Some(day("1972-09-30")));
    assert_eq!(patient.address.shown(), "22 PRIORY LANE");
    assert!(patient.drugs_dispensed);
    assert_eq!(world.agency.ledger().outcome(tn), Some(Outcome::Amended));
    assert_eq!(world.complaints(), []);
}

#[test]
fn an_amendment_of_one_forename_leaves_the_others() {
    let mut world = World::quick();
    let before = world.cole().name.forenames.clone();
    let later = Forenames {
        others: Some(text("OLU")),
        ..Forenames::default()
    };
    world.files(amends(Changes {
        name: NameChange {
            forenames: Change::Set(later),
            ..NameChange::default()
        },
        ..Changes::default()
    }));

    assert_eq!(world.notices(), []);
    let now = world.cole().name.forenames.clone();
    assert!(before.first.is_some(), "there is one to be kept");
    assert_eq!((now.first, now.others), (before.first, Some(text("OLU"))));
}

#[test]
fn an_amendment_for_nobody_on_the_list_is_told_in_the_ledger_alone() {
    let mut world = World::quick();
    let stranger = gplinks::Amendment {
        number: number("9990002371"),
        changes: Changes {
            sex: Some(gplinks::Sex::Other),
            ..Changes::default()
        },
        notes: None,
    };
    let tn = world.files(gplinks::Filing::Amendment(Box::new(stranger)));

    assert_eq!(
        world.agency.ledger().outcome(tn),
        Some(Outcome::UnknownPatient)
    );
    assert_eq!((world.notices(), world.complaints()), (vec![], vec![]));
}

#[test]
fn a_removal_leads_to_a_deduction() {
    let mut world = World::new(Rules::default());
    world.files(removes());
    assert_eq!(world.notices(), []);

    world.days_pass(7);
    assert_eq!(
        world.notice().1,
        deducted(18, "2026-03-18"),
        "five working days later"
    );
    assert_eq!(world.has_left(), Some(18));
}

#[test]
fn death_and_emigration_are_deducted_with_the_same_reason() {
    for reason in [1, 5] {
        let mut world = World::quick();
        world.files(requests(reason));

        let (tn, notice) = world.notice();

        assert_eq!(notice, deducted(reason, "2026-03-09"));
        assert!(tn.get() > 9_999_999, "it is a number of the service's own");
        assert_eq!(world.has_left(), Some(reason));
    }
}

#[test]
fn who_left_the_area_is_deducted_after_thirty_days() {
    let mut world = World::quick();
    let tn = world.files(requests(13));

    let reply = Notice::RequestReply(RequestReply {
        number: number(COLE),
        notes: Some(text("PATIENT TO BE REMOVED AFTER 30 DAYS")),
    });
    assert_eq!(
        world.notice(),
        (tn, reply),
        "it repeats the practice's number"
    );
    world.days_pass(29);
    assert_eq!((world.notices(), world.has_left()), (vec![], None));
    world.days_pass(1);
    assert_eq!(world.notice().1, deducted(13, "2026-04-10"));
    assert_eq!(world.has_left(), Some(13));
}

#[test]
fn the_clock_may_jump_over_everything_and_nothing_is_sent_twice() {
    let mut world = World::new(Rules::default());
    world.files(requests(13));

    world.days_pass(400);
    let kinds: Vec<_> = world
        .notices()
        .iter()
        .map(|(_, notice)| notice.kind().unwrap().code().to_owned())
        .collect();
    assert_eq!(kinds, ["F11", "F2"]);

    world.days_pass(-390);
    assert_eq!(world.due(), []);
    world.days_pass(1000);
    assert_eq!(world.due(), []);
}

#[test]
fn a_request_may_be_refused() {
    let mut world = World::quick();
    world.agency.rules_mut().refusals.push(RefusalRule {
        when: When::Surname(text("COLE")),
        words: "NO EVIDENCE OF DEATH".to_owned(),
    });
    let tn = world.files(requests(1));

    let refused = Notice::RequestReply(RequestReply {
        number: number(COLE),
        notes: Some(text("NO EVIDENCE OF DEATH")),
    });
    assert_eq!(world.notices(), [(tn, refused)]);
    world.days_pass(365);
    assert_eq!((world.notices(), world.has_left()), (vec![], None));
}

#[test]
fn who_has_left_meanwhile_is_not_deducted_again() {
    let mut world = World::quick();
    world.files(requests(13));
    world.files(requests(1));
    world.notices();
    assert_eq!(world.has_left(), Some(1));

    world.days_pass(60);
    assert_eq!(world.notices(), []);
}

fn flagged() -> World {
    let mut world = World::quick();
    let now = world.now;
    world
        .agency
        .fp69(
            &number(COLE),
            Fp69Reason::read("8").unwrap(),
            day("2026-06-10"),
            None,
            now,
        )
        .unwrap();
    assert!(matches!(world.notice().1, Notice::Fp69(_)));

    world
}

#[test]
fn an_fp69_notice_that_nobody_answers_ends_in_a_deduction() {
    let mut world = flagged();

    world.now = "2026-06-09T22:59:00Z".parse().unwrap();
    assert_eq!(world.notices(), []);
    world.now = "2026-06-09T23:00:00Z".parse().unwrap();
    assert_eq!(
        world.notice().1,
        deducted(14, "2026-06-10"),
        "the day begins by a UK clock"
    );
    assert_eq!(world.has_left(), Some(14));
}

#[test]
fn an_amendment_answers_an_fp69_notice() {
    let mut world = flagged();
    let tn = world.files(amends(Changes::default()));

    let lifted = Fp69Removal {
        number: number(COLE),
    };
    assert_eq!(world.notice().1, Notice::Fp69Removal(lifted));
    assert_eq!(
        world.agency.ledger().outcome(tn),
        Some(Outcome::AmendedAndFlagAnswered)
    );
    assert_eq!(world.cole().fp69, None);
    world.days_pass(365);
    assert_eq!((world.notices(), world.has_left()), (vec![], None));
    assert_eq!(
        world.complaints(),
        [],
        "to confirm without a change is no fault"
    );
}

#[test]
fn a_death_ends_an_fp69_flag() {
    let mut world = flagged();
    world.files(requests(1));
    assert_eq!(world.notice().1, deducted(1, "2026-03-09"));

    world.days_pass(365);
    assert_eq!(world.notices(), []);
}

#[test]
fn a_person_may_decide_an_answer_instead_of_the_rules() {
    let mut world = World::new(Rules::default());
    let first = world.files(registers(first_registration()));
    let second = world.files(registers(first_registration()));
    let waiting: Vec<_> = world
        .agency
        .waiting_answers()
        .iter()
        .map(|one| (one.tn, one.will_approve))
        .collect();
    assert_eq!(waiting, [(first, true), (second, true)]);

    let now = world.now;
    let reject = Answer::Reject {
        code: 3,
        words: "CONFIRM ADDRESS".to_owned(),
    };
    world.agency.decide(first, reject.clone(), now).unwrap();
    let rejected = Notice::Rejection(Rejection {
        reason: Some(text("3 CONFIRM ADDRESS")),
    });
    assert_eq!(world.notices(), [(first, rejected)]);
    assert_eq!(
        world.agency.decide(first, reject.clone(), now),
        Err(NothingWaits)
    );

    world.agency.decide(second, reject, now).unwrap();
    world.agency.decide(second, Answer::Approve, now).unwrap();
    assert!(matches!(
        world.notice().1,
        Notice::Approval(Approval { number: Some(_) })
    ));
}

#[test]
fn the_wait_for_a_receipt_is_a_rule_too() {
    let mut world = World::new(Rules {
        receipt_after: Wait::Hours(24),
        ..Rules::default()
    });
    world.files(requests(1));
    assert_eq!(world.due(), []);

    world.days_pass(1);
    let sent = world.due();
    let receipt = text_of(&sent[0].body);
    assert!(
        receipt.contains("BGM++600+243:202603121042:306+64'"),
        "made today"
    );
    assert!(
        receipt.contains("DTM+815:202603111042:306'"),
        "received yesterday"
    );
}
