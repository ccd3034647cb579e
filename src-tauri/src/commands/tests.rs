//! The commands of the outbox, the links and the settings at a training desk: who may do what, and what is told.

use practice::{Act, DeskError, Role};
use tauri::async_runtime::block_on;

use super::{links, patients, settings};
use crate::desk::Desk;
use crate::events::Teller;
use crate::open::{Place, open};
use crate::session::{May, Session};
use crate::wire::{
    DeedForm, DoctorForm, GapForm, MeshForm, PutRightForm, PutRightWhat, ReportForm, Target,
};
use crate::{export, mesh};

fn desk(folder: &tempfile::TempDir) -> Desk {
    let place = Place::Training(folder.path().to_owned());

    open(&place, Teller::new(|_| ())).unwrap()
}

/// Somebody whom the ledger knows in a role sits at the desk.
fn session_of(folder: &tempfile::TempDir, role: Role) -> Session {
    let desk = desk(folder);
    let store = desk.practice().store();
    store.write(|w| w.add_user("Sam Okoro", role)).unwrap();
    let (session, opening) = Session::awaiting();
    opening.is(Ok(desk.with_user("Sam Okoro")));

    session
}

fn form(deed: &str) -> DeedForm {
    DeedForm {
        on: Target::Filing(1),
        deed: deed.to_owned(),
        why: String::new(),
        asked_by: String::new(),
        asked_on: None,
        reference: String::new(),
    }
}

#[test]
fn a_clerk_and_a_trainer_are_refused_what_only_a_manager_may() {
    for (role, may) in [
        (Role::Viewer, false),
        (Role::Clerk, false),
        (Role::Trainer, false),
        (Role::Manager, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let session = session_of(&folder, role);
        let change = |desk: &Desk, act: &Act<'_>| {
            let practice = desk.practice();
            Ok(practice.change_setting("hold_minutes", "30", act)?)
        };

        let changed = block_on(session.may(May::Manage, change));
        let unasked = block_on(session.may(May::Look, change));

        let refused = DeskError::NotAllowed {
            needs: Role::Manager,
        };
        let code = |problem: crate::problem::Problem| problem.code;
        let wanted = (!may).then(|| refused.code().to_owned());
        assert_eq!(changed.err().map(code), wanted, "{role:?}");
        assert_eq!(
            unasked.err().map(code),
            wanted,
            "{role:?}: the act itself asks the ledger"
        );
    }
}

#[test]
fn what_a_deed_needs_is_told_field_by_field() {
    let fields = |deed: &str| {
        let problem = form(deed).read().unwrap_err();
        assert_eq!(problem.code, "E876");
        let fields = problem.fields.into_iter().map(|one| one.field);
        fields.collect::<Vec<_>>()
    };

    assert_eq!(fields("hold"), ["why"]);
    assert_eq!(fields("send-again"), ["askedBy", "askedOn", "reference"]);
    assert!(form("take-back").read().is_ok());
    assert_eq!(form("fly").read().unwrap_err().code, "E871");
}

fn by_hand(what: PutRightWhat) -> PutRightForm {
    PutRightForm {
        patient: 1,
        what,
        on: None,
        nhs_number: String::new(),
        reason: String::new(),
    }
}

#[test]
fn what_a_correction_needs_is_told_field_by_field() {
    let fields = |form: &PutRightForm| {
        let problem = form.read().unwrap_err();
        assert_eq!(problem.code, "E876");
        let fields = problem.fields.into_iter().map(|one| one.field);
        fields.collect::<Vec<_>>()
    };

    assert_eq!(
        fields(&by_hand(PutRightWhat::NotChosen)),
        ["what", "reason"]
    );
    assert_eq!(fields(&by_hand(PutRightWhat::Left)), ["on", "reason"]);
    assert_eq!(fields(&by_hand(PutRightWhat::NoFlag)), ["reason"]);
    for wrong in ["", "999 000 1007", "99900010066", "RAT56"] {
        let form = PutRightForm {
            nhs_number: wrong.to_owned(),
            reason: "traced".to_owned(),
            ..by_hand(PutRightWhat::Number)
        };
        assert_eq!(fields(&form), ["nhsNumber"], "{wrong}");
        assert!(!format!("{form:?}").contains("999"), "{form:?}");
    }
}

#[test]
fn only_a_manager_puts_the_list_right_by_hand_whatever_the_window_asks() {
    let left = PutRightForm {
        on: Some("2026-11-02".to_owned()),
        reason: "PCSE said so on the telephone".to_owned(),
        ..by_hand(PutRightWhat::Left)
    };
    for (role, may) in [(Role::Clerk, false), (Role::Manager, true)] {
        let folder = tempfile::tempdir().unwrap();
        let session = session_of(&folder, role);
        let registered = |desk: &Desk, act: &Act<'_>| {
            let people = desk.practice().people("", None, 200, act.at)?;
            let mut people = people
                .into_iter()
                .filter(|one| one.standing == "Registered");

            Ok(people.next().map(|one| one.patient.get()))
        };
        let patient = block_on(session.may(May::Look, registered));
        let form = PutRightForm {
            patient: patient.unwrap().unwrap(),
            ..left.clone()
        };

        // The command asks at its door; behind it the act itself asks the ledger.
        let done = block_on(session.may(May::Look, {
            let form = form.clone();
            move |desk, act| patients::right(desk, &form, act)
        }));

        match done {
            Ok(told) => assert!(may && told.told.len() >= 2, "{role:?}"),
            Err(refused) => assert_eq!((may, refused.code.as_str()), (false, "E940")),
        }
        let state = block_on(session.may(May::Look, move |desk, act| {
            Ok(desk
                .practice()
                .person(practice::PatientId::new(form.patient), act.at)?
                .standing)
        }));
        assert_eq!(state.unwrap() == "Left", may, "{role:?}");
    }
}

#[test]
fn the_links_of_the_training_practice_are_well_once_the_post_was_reached() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let shown = links::page(&desk, desk.now()).unwrap();

    assert_eq!(shown.links.len(), 1);
    let card = &shown.links[0];
    assert_eq!(
        (card.practice_code.as_str(), card.service.as_str()),
        ("TES5", "XX11")
    );
    assert!(card.interchange > 0 && card.last_in.is_some() && !card.is_new);
    assert_eq!(shown.gaps, []);
    assert_eq!(shown.health.certificate_ends_at, None);
}

#[test]
fn a_report_is_asked_for_in_order_and_parts_what_is_read_aloud() {
    let backwards = ReportForm::Operations {
        link: 1,
        first: 9,
        last: 8,
    };
    let no_day = ReportForm::Traffic {
        from: "soon".to_owned(),
        to: "2026-11-23".to_owned(),
    };
    let field = |form: &ReportForm| form.read().unwrap_err().fields[0].field.clone();

    assert_eq!(field(&backwards), "last");
    assert_eq!(field(&no_day), "from");
    let gap = GapForm {
        direction: "up".to_owned(),
        sequence: "SIS".to_owned(),
        link: Some(1),
        epoch: 0,
        first: 1,
        last: 1,
    };
    assert_eq!(gap.read().unwrap_err().code, "E871");
}

#[test]
fn the_traffic_of_the_days_before_monday_has_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let form = ReportForm::Traffic {
        from: "2026-11-20".to_owned(),
        to: "2026-11-23".to_owned(),
    };

    let table = desk
        .practice()
        .report(&form.read().unwrap(), desk.now())
        .unwrap();

    let directions = ["out", "in"].map(|way| {
        let rows = table.rows.iter().filter(|row| row[1] == way);
        rows.count() > 0
    });
    assert_eq!(directions, [true, true]);
    assert!(table.sentences[0].starts_with("From 20-Nov-2026 to 23-Nov-2026: "));
}

#[test]
fn settings_are_shown_without_a_way_to_mesh_and_changed_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let act = desk.act(Role::Manager);
    let before = settings::shown(&desk, &act).unwrap();
    desk.practice()
        .change_setting("rejection_codes", "3 Confirm the address", &act)
        .unwrap();
    desk.practice()
        .change_setting("practice_name", "Hill View", &act)
        .unwrap();

    let after = settings::shown(&desk, &act).unwrap();

    assert!(before.training && before.mesh.address.is_empty());
    assert_eq!(before.doctors.len(), 4);
    assert_eq!(after.chosen["rejection_codes"], "3 Confirm the address");
    assert_eq!(desk.shown(Role::Manager).unwrap().practice, "Hill View");
    assert_eq!(mesh::greet(&desk, &act).unwrap_err().code, "E877");
    let form = MeshForm {
        address: "https://mesh.example".to_owned(),
        proxy: String::new(),
        system_roots: false,
        roots: String::new(),
        password: "invented".to_owned(),
        shared_key: String::new(),
        certificate: String::new(),
        private_key: String::new(),
    };
    assert_eq!(mesh::set(&desk, &form, &act).unwrap_err().code, "E877");
    assert_eq!(format!("{form:?}"), "MeshForm");
}

#[test]
fn a_doctor_is_asked_for_both_codes_and_whole_days() {
    let form = DoctorForm {
        doctor: None,
        link: 1,
        name: " ".to_owned(),
        code: "K31".to_owned(),
        from_on: Some("31 2 2026".to_owned()),
        to_on: None,
    };

    let problem = form.read().unwrap_err();

    let fields: Vec<_> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["fromOn", "name", "code"]);
}

#[test]
fn an_export_is_never_written_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let at = "2026-11-23T08:40:00Z".parse().unwrap();

    let names = ["a", "b"].map(|csv| export::save_in(folder.path(), "traffic", csv, at).unwrap());

    let name = |path: &String| path.rsplit('/').next().unwrap().to_owned();
    assert_eq!(
        names.each_ref().map(name),
        [
            "linkdesk-traffic-2026-11-23.csv",
            "linkdesk-traffic-2026-11-23-2.csv"
        ]
    );
    assert_eq!(std::fs::read_to_string(&names[0]).unwrap(), "a");
}
