//! What the service sends by itself, read by a practice without a remark.

use agency::{NotOnTheList, Rules};
use gplinks::{
    Approval, Change, Changes, Deduction, DeductionReason, Fp69Reason, Kind, NameChange, Notice,
    Records, Rejection, RequestReply, Tn,
};

use mailbox::Workflow;

use crate::practice::*;

#[test]
fn an_amendment_changes_the_list_as_it_is_sent() {
    let mut world = World::quick();
    let changes = Changes {
        name: NameChange {
            surname: Some(text("O'NEILL")),
            ..NameChange::default()
        },
        previous_surname: Change::Set(text("COLE")),
        ..Changes::default()
    };
    let now = world.now;
    world
        .agency
        .amend(&number(COLE), changes.clone(), None, now)
        .unwrap();
    assert_eq!(
        world.cole().name.surname,
        text("COLE"),
        "nothing is sent yet"
    );

    let (_, notice) = world.notice();

    let Notice::Amendment(amendment) = notice else {
        panic!("it is an amendment");
    };
    assert_eq!(
        (amendment.number, amendment.changes),
        (number(COLE), changes)
    );
    assert_eq!(world.cole().name.surname, text("O'NEILL"));
}

#[test]
fn an_nhs_number_itself_may_change_but_not_to_somebody_elses() {
    let mut world = World::quick();
    let mut other = cole();
    other.number = number("9990002371");
    world.agency.enrol(other);
    let now = world.now;
    let changes = Changes::default();

    world
        .agency
        .amend(
            &number(COLE),
            changes.clone(),
            Some(number("9990002371")),
            now,
        )
        .unwrap();
    world.notices();
    assert!(
        world.agency.patient(&number(COLE)).is_some(),
        "the list keeps two patients apart"
    );

    world
        .agency
        .amend(&number(COLE), changes, Some(number("9990003742")), now)
        .unwrap();
    world.notices();
    assert!(world.agency.patient(&number(COLE)).is_none());
    assert_eq!(
        world.agency.patient(&number("9990003742")).unwrap().number,
        number("9990003742")
    );
}

#[test]
fn a_deduction_names_the_new_authority() {
    let mut world = World::quick();
    let deduction = Deduction {
        number: number(COLE),
        reason: DeductionReason::of(2),
        on: Some(day("2026-03-10")),
        new_ha: Some(cipher("LDS")),
    };
    let reason = DeductionReason::of(2).unwrap();
    let now = world.now;
    world
        .agency
        .deduct(
            &number(COLE),
            reason,
            day("2026-03-10"),
            Some(cipher("LDS")),
            now,
        )
        .unwrap();

    assert_eq!(world.notice().1, Notice::Deduction(deduction));
    assert_eq!(world.has_left(), Some(2));
}

#[test]
fn an_internal_transfer_takes_nobody_off_the_list() {
    let mut world = World::quick();
    let now = world.now;
    let reason = DeductionReason::of(16).unwrap();
    world
        .agency
        .deduct(&number(COLE), reason, day("2026-03-10"), None, now)
        .unwrap();

    assert_eq!(world.notices().len(), 1);
    assert_eq!(world.has_left(), None);
}

#[test]
fn a_quarter_is_closed_without_a_doctor() {
    let mut world = World::quick();
    let now = world.now;
    world.agency.close_quarter(day("2026-03-31"), now);
    let sent = world.due();

    let (tn, notice) = notices(&sent[0].body).remove(0);
    assert!(
        matches!(notice, Notice::CloseQuarter(quarter) if quarter.ends_on == Some(day("2026-03-31")))
    );
    assert_eq!(
        text_of(&sent[0].body).split_once('\n').unwrap().1,
        format!(
            "UNH+00000001+FHSREG:0:1:FH:FHS001'\n\
             BGM+++507'\n\
             NAD+FHS+XX1:954'\n\
             DTM+137:202603111042:203'\n\
             DTM+206:20260331:102'\n\
             RFF+950:F8'\n\
             RFF+TN:{tn}'\n\
             GIS+Q:ZZZ'\n\
             UNT+9+00000001'\n\
             UNZ+1+00000001'"
        )
    );
}

#[test]
fn an_fp69_notice_tells_who_is_meant_and_flags_the_patient() {
    let mut world = World::quick();
    let (reason, notes) = (Fp69Reason::read("8").unwrap(), text("GONE AWAY"));
    let now = world.now;
    world
        .agency
        .fp69(
            &number(COLE),
            reason.clone(),
            day("2026-06-10"),
            Some(notes.clone()),
            now,
        )
        .unwrap();

    let Notice::Fp69(notice) = world.notice().1 else {
        panic!("it is an FP69 notice");
    };
    assert_eq!(notice.name.shown(), "COLE, TUNDE", "it names no title");
    assert_eq!((notice.reason, notice.notes), (Some(reason), Some(notes)));
    assert_eq!(
        (notice.born, notice.address),
        (Some(day("1971-09-30")), Some(address()))
    );
    assert_eq!(
        world.cole().fp69.as_ref().unwrap().expires_on,
        day("2026-06-10")
    );
}

#[test]
fn the_flag_is_lifted_and_the_expiry_with_it() {
    let mut world = World::quick();
    let now = world.now;
    let reason = Fp69Reason::read("1").unwrap();
    world
        .agency
        .fp69(&number(COLE), reason, day("2026-06-10"), None, now)
        .unwrap();
    world.notices();
    world.agency.lift_fp69(&number(COLE), now).unwrap();

    assert!(matches!(world.notice().1, Notice::Fp69Removal(_)));
    world.days_pass(365);
    assert_eq!((world.notices(), world.has_left()), (vec![], None));
}

#[test]
fn a_second_flag_has_its_own_expiry() {
    let mut world = World::quick();
    let now = world.now;
    let reason = Fp69Reason::read("1").unwrap();
    for expires in ["2026-06-10", "2026-09-10"] {
        world
            .agency
            .fp69(&number(COLE), reason.clone(), day(expires), None, now)
            .unwrap();
    }
    world.notices();

    world.days_pass(120);
    assert_eq!(world.notices(), [], "the first expiry has been put off");
    world.days_pass(120);
    assert_eq!(world.notices().len(), 1);
}

#[test]
fn a_reply_repeats_the_number_it_is_given() {
    let mut world = World::quick();
    let now = world.now;
    world
        .agency
        .reply(&number(COLE), Some(Tn::new(1296)), text("SEE LETTER"), now)
        .unwrap();

    let reply = RequestReply {
        number: number(COLE),
        notes: Some(text("SEE LETTER")),
    };
    assert_eq!(world.notice(), (Tn::new(1296), Notice::RequestReply(reply)));
}

#[test]
fn anything_else_is_sent_as_it_is_given() {
    let mut world = World::quick();
    let stranger = number("9990005117");
    let given = [
        (
            Some(77),
            Notice::Approval(Approval {
                number: Some(stranger.clone()),
            }),
        ),
        (
            Some(78),
            Notice::Rejection(Rejection {
                reason: Some(text("3 CONFIRM ADDRESS")),
            }),
        ),
        (
            None,
            Notice::RecordsSent(Records {
                number: Some(stranger.clone()),
            }),
        ),
        (
            None,
            Notice::RecordsFlagRemoval(Records {
                number: Some(stranger),
            }),
        ),
    ];
    for (tn, notice) in given.clone() {
        let now = world.now;
        world.agency.send(notice, gp(), tn.map(Tn::new), now);
    }

    let sent = world.notices();

    assert_eq!(
        sent.iter().map(|(_, notice)| notice).collect::<Vec<_>>(),
        given.iter().map(|(_, notice)| notice).collect::<Vec<_>>()
    );
    assert_eq!((sent[0].0, sent[1].0), (Tn::new(77), Tn::new(78)));
    assert_eq!(
        world.agency.patients().len(),
        1,
        "an approval that nobody asked for registers nobody"
    );
}

#[test]
fn nobody_is_nobody() {
    let mut world = World::quick();
    let now = world.now;
    let stranger = number("9990005117");

    assert_eq!(world.agency.lift_fp69(&stranger, now), Err(NotOnTheList));
    assert_eq!(
        world.agency.amend(&stranger, Changes::default(), None, now),
        Err(NotOnTheList)
    );
    assert_eq!(world.due(), []);
}

#[test]
fn what_is_queued_together_shares_a_letter_with_a_message_for_each_kind() {
    let mut world = World::quick();
    let now = world.now;
    world.agency.together(|agency| {
        agency.lift_fp69(&number(COLE), now).unwrap();
        agency.close_quarter(day("2026-03-31"), now);
        agency.close_quarter(day("2026-06-30"), now);
        agency
            .reply(&number(COLE), None, text("FIRST"), now)
            .unwrap();
        agency.lift_fp69(&number(COLE), now).unwrap();
    });
    world.agency.lift_fp69(&number(COLE), now).unwrap();

    let sent = world.due();

    assert_eq!(sent.len(), 2, "what was queued after it goes alone");
    let kinds: Vec<_> = read(&sent[0].body)
        .messages
        .iter()
        .map(|message| {
            (
                message.head.kind.clone().unwrap(),
                message.transactions().len(),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            (Kind::Fp69Removal, 2),
            (Kind::CloseQuarter, 1),
            (Kind::CloseQuarter, 1),
            (Kind::RequestReply, 1)
        ]
    );
    notices(&sent[0].body);
}

#[test]
fn a_batch_holds_what_falls_due_on_one_day() {
    let mut world = World::new(Rules {
        batch: true,
        ..Rules::at_once()
    });
    world.files(registers(first_registration()));
    world.files(requests(13));
    world.days_pass(400);

    let sent = world.due();

    let counts: Vec<_> = sent
        .iter()
        .filter(|sent| sent.workflow == Workflow::Registration)
        .map(|sent| notices(&sent.body).len())
        .collect();
    assert_eq!(
        counts,
        [2, 1],
        "two answers today, and the deduction of another day"
    );
}

#[test]
fn what_a_letter_has_no_place_for_is_complained_of_and_takes_no_number() {
    let mut world = World::quick();
    let now = world.now;
    world
        .agency
        .reply(&number(COLE), None, text("łódź"), now)
        .unwrap();

    assert_eq!(world.due(), []);
    assert_eq!(world.complaints(), [agency::Complaint::CannotWrite]);
    world.agency.lift_fp69(&number(COLE), now).unwrap();
    assert_eq!(world.due()[0].sis.get(), 1);
}

#[test]
fn a_list_in_small_letters_is_written_in_capitals() {
    let mut world = World::quick();
    let mut patient = cole();
    patient.name = name("Müller", "Zoë");
    world.agency.enrol(patient);
    let now = world.now;
    world
        .agency
        .fp69(
            &number(COLE),
            Fp69Reason::read("1").unwrap(),
            day("2026-06-10"),
            None,
            now,
        )
        .unwrap();

    let Notice::Fp69(notice) = world.notice().1 else {
        panic!("it is an FP69 notice");
    };
    assert_eq!(notice.name.shown(), "MULLER, ZOE");
}
