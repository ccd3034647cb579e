//! What a decision asks of a clerk, at a training desk: told beside its field, and filed as it was meant.

use gplinks::Day;
use practice::{Act, Content, NoticeId, Role};

use super::{inbox, register};
use crate::desk::Desk;
use crate::events::Teller;
use crate::forms;
use crate::open::{Place, open};
use crate::problem::Problem;
use crate::wire::{
    BeginFrom, DecideForm, NewAddress, Origin, RegisterForm, RemovalForm, RemovalReason,
};

fn desk(folder: &tempfile::TempDir) -> Desk {
    let place = Place::Training(folder.path().to_owned());

    open(&place, Teller::new(|_| ())).unwrap()
}

fn act(desk: &Desk) -> Act<'_> {
    desk.act(Role::Manager)
}

/// The oldest of a kind whose patient is known.
fn first(desk: &Desk, kind: &str) -> NoticeId {
    let view = practice::View::ToDecide;
    let items = desk.practice().inbox(view, None, 200, desk.now()).unwrap();
    let mut own = items.into_iter().filter(|one| one.kind == kind);

    own.find(|one| one.patient.is_some()).unwrap().notice
}

fn form(notice: NoticeId, choice: &str) -> DecideForm {
    DecideForm {
        notice: notice.get(),
        choice: choice.to_owned(),
        reason: None,
        seen: None,
        on: None,
        text: None,
        confirm_number: false,
        address: None,
        note: None,
        removal: None,
    }
}

fn decide(desk: &Desk, form: &DecideForm, answered: &[&str]) -> Result<(), Problem> {
    let answered: Vec<_> = answered.iter().map(|one| (*one).to_owned()).collect();

    inbox::decided(desk, form, &answered, &act(desk)).map(drop)
}

/// The code, and the fields that are named.
fn refused(found: Result<(), Problem>) -> (String, Vec<String>) {
    let problem = found.unwrap_err();
    let fields = problem.fields.into_iter().map(|one| one.field).collect();

    (problem.code, fields)
}

fn said(code: &str, fields: &[&str]) -> (String, Vec<String>) {
    (
        code.to_owned(),
        fields.iter().map(|one| (*one).to_owned()).collect(),
    )
}

/// What was filed last.
fn filed(desk: &Desk) -> Content {
    let items = desk.practice().outbox(None, 1, desk.now()).unwrap();
    let detail = desk.practice().outbox_detail(items[0].filing, desk.now());

    Content::read(&detail.unwrap().filing.content).unwrap()
}

#[test]
fn the_reason_of_a_removal_is_sent_in_capitals_or_refused_beside_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let notice = first(&desk, "F1");
    let out = |text: &str| DecideForm {
        text: Some(text.to_owned()),
        confirm_number: true,
        ..form(notice, "out-of-area")
    };

    for wrong in ["", "19 miles, a £40 taxi", &"far ".repeat(20)] {
        assert_eq!(
            refused(decide(&desk, &out(wrong), &[])),
            said("E870", &["text"])
        );
    }
    decide(&desk, &out("19 miles from surgery"), &[]).unwrap();

    let Content::Removal { reason } = filed(&desk) else {
        panic!("a removal is filed");
    };
    assert_eq!(reason.as_str(), "19 MILES FROM SURGERY");
}

#[test]
fn a_request_says_why_the_patient_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let notice = first(&desk, "F9");
    let left = |removal: Option<RemovalForm>| DecideForm {
        removal,
        ..form(notice, "left")
    };
    let died = RemovalForm {
        reason: RemovalReason::Died,
        on: "2026-11-02".to_owned(),
        date_is_approximate: true,
        ..RemovalForm::default()
    };

    assert_eq!(
        refused(decide(&desk, &left(None), &[])),
        said("E870", &["leaves", "on"])
    );
    assert_eq!(
        refused(decide(&desk, &left(Some(died.clone())), &[])),
        said("E870", &["notes"]),
        "a guess is explained"
    );
    let told = RemovalForm {
        notes: "Daughter told us".to_owned(),
        ..died
    };
    decide(&desk, &left(Some(told)), &[]).unwrap();

    let Content::DeductionRequest { reason, on, notes } = filed(&desk) else {
        panic!("a request is filed");
    };
    assert_eq!(
        (reason.number(), on.iso()),
        (Some(1), "2026-11-02".to_owned())
    );
    assert_eq!(notes.unwrap().as_str(), "DAUGHTER TOLD US");
}

#[test]
fn a_reply_begins_with_what_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let notice = first(&desk, "F11");

    let shown = inbox::shown(&desk, notice, &act(&desk)).unwrap();

    let asked = shown.asked.unwrap();
    assert!(Day::parse(&asked.on).is_ok());
    assert_ne!(asked.reason, RemovalReason::NotChosen);
    assert_eq!(Some(asked.seen), shown.patient_version);
}

#[test]
fn a_new_address_that_is_doubtful_is_asked_about_first() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let manager = act(&desk);
    let practice = desk.practice();
    practice
        .change_setting("outside_area", "ZZ99", &manager)
        .unwrap();
    let address = NewAddress {
        house_name: String::new(),
        road: "9 Harbour Street".to_owned(),
        locality: String::new(),
        post_town: "Port Ellery".to_owned(),
        county: String::new(),
        postcode: "ZZ99 3VZ".to_owned(),
    };
    let moved = DecideForm {
        address: Some(address),
        ..form(first(&desk, "F9"), "new-address")
    };

    assert_eq!(
        refused(decide(&desk, &moved, &[])),
        said("E885", &["postcode"])
    );
    decide(&desk, &moved, &["postcode E747"]).unwrap();

    assert!(matches!(filed(&desk), Content::Amendment { .. }));
}

/// The oldest deduction, with its date taken out.
fn undated(desk: &Desk) -> NoticeId {
    let notice = first(desk, "F2");
    let store = desk.practice().store();
    let sql = format!(
        "UPDATE notices SET content = json_remove(content, '$.deduction.on') WHERE id = {notice}"
    );
    store.damage(&sql).unwrap();

    notice
}

#[test]
fn a_deduction_without_a_date_is_recorded_with_the_one_that_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let notice = undated(&desk);
    let record = |on: &str| DecideForm {
        on: Some(on.to_owned()),
        ..form(notice, "record")
    };

    let choices = inbox::shown(&desk, notice, &act(&desk)).unwrap().choices;
    assert!(choices[0].needs.day, "the window asks for it");
    for wrong in ["", "31/2/2026", "2027-01-01"] {
        assert_eq!(
            refused(decide(&desk, &record(wrong), &[])),
            said("E870", &["on"]),
            "{wrong}"
        );
    }
    decide(&desk, &record("2026-11-03"), &[]).unwrap();

    let shown = inbox::shown(&desk, notice, &act(&desk)).unwrap();
    assert_eq!(shown.person.unwrap().left_on.as_deref(), Some("2026-11-03"));
}

#[test]
fn a_dispute_of_an_undated_deduction_asks_when_they_left() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let notice = undated(&desk);
    let begun = forms::begin(&desk, BeginFrom::Notice(notice.get()), &act(&desk)).unwrap();
    let form = begun.form;
    assert!(matches!(
        form.origin,
        Origin::Deduction { asks_day: true, .. }
    ));
    let problem = |form: &RegisterForm| {
        let found = register::checked(&desk, form, &act(&desk))
            .unwrap()
            .problems;
        let own = found
            .into_iter()
            .filter(|one| matches!(one.field.as_str(), "leftOn" | "tracedOn"));
        own.map(|one| (one.field, one.code)).collect::<Vec<_>>()
    };

    let wrong = |traced_on: &str, left_on: &str| {
        problem(&RegisterForm {
            traced_on: traced_on.to_owned(),
            left_on: left_on.to_owned(),
            ..form.clone()
        })
    };

    let told = |traced: &str, left: &str| {
        vec![
            ("tracedOn".to_owned(), traced.to_owned()),
            ("leftOn".to_owned(), left.to_owned()),
        ]
    };
    assert_eq!(wrong("31/2/2026", ""), told("E751", "E701"));
    assert_eq!(wrong("2027-01-01", "2027-01-01"), told("E752", "E752"));
    assert_eq!(wrong("", "2026-11-03"), []);
}
