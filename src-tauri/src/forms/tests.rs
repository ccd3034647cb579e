//! The forms as the commands take them, on the training practice: checked, filed once, kept over a restart.

use practice::{Act, PatientId, Person, Role};

use crate::commands::{amend, register, removal, unfinished};
use crate::desk::Desk;
use crate::events::Teller;
use crate::forms;
use crate::open::{Place, open};
use crate::wire::{AmendForm, BeginFrom, Origin, RegisterForm, RemovalForm, RemovalReason};

fn desk(folder: &tempfile::TempDir) -> Desk {
    open(
        &Place::Training(folder.path().to_owned()),
        Teller::new(|_| ()),
    )
    .unwrap()
}

fn act(desk: &Desk) -> Act<'_> {
    desk.act(Role::Manager)
}

fn begun(desk: &Desk, from: BeginFrom) -> RegisterForm {
    forms::begin(desk, from, &act(desk)).unwrap().form
}

/// Somebody new, who transfers in.
fn newcomer(desk: &Desk) -> RegisterForm {
    let text = str::to_owned;

    RegisterForm {
        kind: text("3"),
        nhs_number: text("999 000 2371"),
        surname: text("Zoë"),
        first_forename: text("Tunde"),
        title: text("Mr"),
        sex: text("1"),
        born: text("1971-09-30"),
        road: text("14 Mill Brow"),
        post_town: text("Otley"),
        postcode: text("ZZ99 3AZ"),
        birthplace: text("Leeds"),
        previous_address1: text("2 Hill Road"),
        previous_gp: text("Dr Singh"),
        gp: text("9912345,K31"),
        traced_on: text("2026-11-23"),
        ..begun(desk, BeginFrom::Nothing)
    }
}

/// All that is doubtful, as the clerk answers it.
fn doubts(desk: &Desk, form: &RegisterForm) -> Vec<String> {
    let found = register::checked(desk, form, &act(desk)).unwrap();
    let soft = found.problems.iter().filter(|one| one.soft);

    soft.map(|one| format!("{} {}", one.field, one.code))
        .collect()
}

fn listed(desk: &Desk) -> Person {
    let found = desk.practice().people("", None, 200, desk.now()).unwrap();
    let line = found
        .into_iter()
        .find(|one| one.state == "registered")
        .unwrap();

    desk.practice().person(line.patient, desk.now()).unwrap()
}

/// An amendment of which it is known why and since when, with nothing changed yet.
fn told(person: &Person) -> AmendForm {
    AmendForm {
        change_reason: "told".to_owned(),
        changed_on: "2026-11-20".to_owned(),
        proof: "Tenancy agreement".to_owned(),
        ..AmendForm::of(person)
    }
}

fn notes(desk: &Desk, patient: PatientId) -> Vec<String> {
    let page = desk.practice().patient_page(patient, desk.now()).unwrap();

    page.notes.into_iter().map(|note| note.text).collect()
}

fn outbox(desk: &Desk) -> usize {
    desk.practice().outbox(None, 200, desk.now()).unwrap().len()
}

#[test]
fn a_registration_is_filed_once_under_its_key_and_its_form_ends() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let form = newcomer(&desk);
    unfinished::save(&desk, "k1", &form, &act(&desk)).unwrap();
    let before = outbox(&desk);

    let first = register::file(&desk, "k1".to_owned(), &form, &[], &act(&desk)).unwrap();
    let second = register::file(&desk, "k1".to_owned(), &form, &[], &act(&desk)).unwrap();

    assert_eq!((first.again, second.again), (false, true));
    assert_eq!((first.filing, outbox(&desk)), (second.filing, before + 1));
    assert_eq!(first.remind_on, "2026-11-27", "four working days on");
    assert_eq!(unfinished::begun(&desk, &act(&desk)).unwrap(), []);
    let page = desk
        .practice()
        .patient_page(PatientId::new(first.patient), desk.now())
        .unwrap();
    let record = &page.person.record;
    assert_eq!(
        (record.surname.as_str(), record.road.as_deref()),
        ("Zoë", Some("14 Mill Brow")),
        "our record keeps what was typed"
    );
    let notes: Vec<_> = page.notes.into_iter().map(|note| note.text).collect();
    assert_eq!(notes, ["Traced on PDS on 23-Nov-2026."]);
}

#[test]
fn what_is_wrong_doubtful_and_known_is_found_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let number = listed(&desk).record.nhs_number.unwrap();
    let form = RegisterForm {
        nhs_number: number,
        title: String::new(),
        post_town: String::new(),
        ..newcomer(&desk)
    };

    let found = register::checked(&desk, &form, &act(&desk)).unwrap();
    let problems: Vec<_> = found
        .problems
        .iter()
        .map(|one| (one.field.as_str(), one.soft))
        .collect();
    let altered: Vec<_> = found
        .altered
        .iter()
        .map(|one| (one.typed.as_str(), one.sent.as_str()))
        .collect();

    assert_eq!(problems, [("title", true), ("postTown", false)]);
    assert_eq!(altered, [("ë", "E")]);
    assert!(found.holder.is_some(), "the number is somebody's");
    let refused = register::file(&desk, "k1".to_owned(), &form, &[], &act(&desk)).unwrap_err();
    assert_eq!(refused.code, "E870");
}

#[test]
fn a_doubt_that_nobody_was_asked_about_files_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let form = RegisterForm {
        title: String::new(),
        ..newcomer(&desk)
    };
    let file =
        |answered: &[String]| register::file(&desk, "k1".to_owned(), &form, answered, &act(&desk));

    let refused = file(&[]).unwrap_err();

    assert_eq!((refused.code.as_str(), refused.fields.len()), ("E885", 1));
    assert!(!file(&["title E708".to_owned()]).unwrap().again);
}

#[test]
fn a_form_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(&folder);
    let form = newcomer(&first);
    unfinished::save(&first, "k1", &form, &act(&first)).unwrap();
    tauri::async_runtime::block_on(first.post.end());
    drop(first);

    let second = desk(&folder);
    let kept = unfinished::begun(&second, &act(&second)).unwrap();

    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].key.as_str(), &kept[0].form), ("k1", &form));
}

#[test]
fn a_rejection_begins_with_what_was_filed_and_opens_where_pcse_points() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let items = desk
        .practice()
        .inbox(practice::View::ToDecide, None, 200, desk.now())
        .unwrap();
    let rejection = items.iter().find(|item| item.kind == "F3").unwrap().notice;
    let begun = forms::begin(&desk, BeginFrom::Notice(rejection.get()), &act(&desk)).unwrap();

    assert_eq!(begun.look_at.as_deref(), Some("houseName"));
    assert!(matches!(begun.form.origin, Origin::Rejection { .. }));
    let form = RegisterForm {
        house_name: "The Forge".to_owned(),
        ..begun.form
    };
    let answered = doubts(&desk, &form);
    let unchanged = RegisterForm {
        house_name: String::new(),
        ..form.clone()
    };
    let refused =
        register::file(&desk, "k1".to_owned(), &unchanged, &answered, &act(&desk)).unwrap_err();
    assert_eq!(refused.code, "E951", "the cause was not corrected");
    let filed = register::file(&desk, "k1".to_owned(), &form, &answered, &act(&desk)).unwrap();
    let again = register::file(&desk, "k1".to_owned(), &form, &answered, &act(&desk)).unwrap();
    assert_eq!((filed.filing, again.again), (again.filing, true));
}

#[test]
fn an_amendment_says_only_what_differs_and_moves_the_household_too() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let page = desk
        .practice()
        .patient_page(person.patient, desk.now())
        .unwrap();
    let also: Vec<i64> = page
        .household
        .iter()
        .filter(|one| one.state == "registered")
        .map(|one| one.patient.get())
        .collect();
    let before = outbox(&desk);
    let form = AmendForm {
        road: "3 Priory Lane".to_owned(),
        erase: vec!["county".to_owned()],
        also: also.clone(),
        ..told(&person)
    };

    let nothing = amend::file(&desk, "k0", &told(&person), &[], &act(&desk)).unwrap_err();
    let filed = amend::file(&desk, "k1", &form, &[], &act(&desk)).unwrap();
    let again = amend::file(&desk, "k1", &form, &[], &act(&desk)).unwrap();

    assert_eq!(nothing.fields[0].field, "form", "nothing was changed");
    assert_eq!((filed.told.len(), again.again), (also.len(), true));
    assert_eq!(outbox(&desk), before + 1 + also.len());
    let now = desk
        .practice()
        .person(person.patient, desk.now())
        .unwrap()
        .record;
    assert_eq!(now.road.as_deref(), Some("3 Priory Lane"));
    assert_eq!((now.county, now.post_town), (None, person.record.post_town));
    let moved = also.iter().map(|other| PatientId::new(*other));
    for patient in moved.chain([person.patient]) {
        assert_eq!(
            notes(&desk, patient),
            [
                "Changed on 20-Nov-2026: the patient, or somebody for them, told us. Proof seen: Tenancy agreement."
            ]
        );
    }
}

#[test]
fn nothing_is_changed_without_a_reason_and_a_day_and_neither_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let form = AmendForm {
        road: "3 Priory Lane".to_owned(),
        ..told(&person)
    };
    let unexplained = AmendForm {
        change_reason: String::new(),
        changed_on: "2026-13-01".to_owned(),
        ..form.clone()
    };

    let refused = amend::file(&desk, "k1", &unexplained, &[], &act(&desk)).unwrap_err();
    let fields: Vec<_> = refused
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(
        (refused.code.as_str(), fields),
        ("E870", vec!["changeReason", "changedOn"])
    );
    assert_eq!(notes(&desk, person.patient), Vec::<String>::new());

    let filed = amend::file(&desk, "k1", &form, &[], &act(&desk)).unwrap();
    let filing = practice::FilingId::new(filed.filing);
    let detail = desk.practice().outbox_detail(filing, desk.now()).unwrap();
    let content = detail.filing.content.to_uppercase();
    assert!(content.contains("3 PRIORY LANE"));
    assert!(!content.contains("TENANCY") && !content.contains("2026-11-20"));
}

#[test]
fn what_is_changed_about_somebody_whose_registration_waits_is_kept_until_the_approval() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let filed = register::file(&desk, "k1".to_owned(), &newcomer(&desk), &[], &act(&desk)).unwrap();
    let patient = PatientId::new(filed.patient);
    let person = desk.practice().person(patient, desk.now()).unwrap();
    let form = AmendForm {
        road: "3 Priory Lane".to_owned(),
        ..told(&person)
    };

    let kept = amend::file(&desk, "k2", &form, &[], &act(&desk)).unwrap();

    assert_eq!(
        kept.told,
        ["Kept until the registration is approved. Goes by itself after the approval."]
    );
    assert_eq!(kept.goes_at, None);
    assert_eq!(desk.practice().why_unchangeable(patient).unwrap(), None);
}

#[test]
fn a_removal_is_asked_for_once_and_a_direct_one_is_another_message() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let form = RemovalForm {
        patient: person.patient.get(),
        seen: person.version,
        reason: RemovalReason::Moved,
        on: "2026-11-20".to_owned(),
        address_unknown: true,
        ..RemovalForm::default()
    };
    let file = |key: &str, form: &RemovalForm| {
        removal::file(&desk, key.to_owned(), form, &[], &act(&desk))
    };

    let filed = file("k1", &form).unwrap();
    let again = file("k1", &form).unwrap();
    let detail = desk
        .practice()
        .outbox_detail(practice::FilingId::new(filed.filing), desk.now())
        .unwrap();

    assert!(again.again);
    assert!(detail.filing.content.contains("ADDRESS UNKNOWN"));
    let stale = RemovalForm {
        reason: RemovalReason::OutOfArea,
        why: "Too far".to_owned(),
        ..form
    };
    assert_eq!(
        file("k2", &stale).unwrap_err().code,
        "E932",
        "the record has changed since"
    );
}

#[test]
fn another_of_a_household_begins_with_what_those_share_who_came_together() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let form = RegisterForm {
        accepted_on: "2026-11-20".to_owned(),
        ..newcomer(&desk)
    };
    let first = register::file(&desk, "k1".to_owned(), &form, &[], &act(&desk)).unwrap();

    let next = begun(&desk, BeginFrom::Household(first.patient));
    let settled = begun(&desk, BeginFrom::Household(listed(&desk).patient.get()));

    assert_eq!(
        (next.kind.as_str(), next.accepted_on.as_str()),
        ("3", "2026-11-20")
    );
    assert_eq!(
        [&next.previous_address1, &next.previous_gp],
        ["2 HILL ROAD", "DR SINGH"]
    );
    assert_eq!((next.gp, next.postcode), (form.gp, "ZZ99 3AZ".to_owned()));
    assert_eq!(
        [next.surname, next.born, next.nhs_number, next.birthplace],
        ["", "", "", ""].map(str::to_owned),
        "who they are is their own"
    );
    assert_eq!(
        (settled.kind.as_str(), settled.accepted_on.as_str()),
        ("", "2026-11-23"),
        "the others came long ago"
    );
    assert!(settled.previous_gp.is_empty() && !settled.road.is_empty());
}

fn take_back(desk: &Desk, filing: i64) {
    let practice = desk.practice();
    practice
        .take_back(practice::FilingId::new(filing), &act(desk))
        .unwrap();
}

fn step(desk: &Desk, filing: i64) -> &'static str {
    let filing = practice::FilingId::new(filing);

    desk.practice()
        .outbox_detail(filing, desk.now())
        .unwrap()
        .item
        .words
}

#[test]
fn a_registration_that_was_taken_back_is_changed_and_not_filed_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let first = register::file(&desk, "k1".to_owned(), &newcomer(&desk), &[], &act(&desk)).unwrap();
    take_back(&desk, first.filing);
    let before = outbox(&desk);

    let form = begun(&desk, BeginFrom::Filing(first.filing));
    assert_eq!(form.road, "14 MILL BROW");
    let checked = register::checked(&desk, &form, &act(&desk)).unwrap();
    let person = checked.person.map(|person| person.patient);
    assert_eq!(person, Some(first.patient), "the banner shows whose it is");
    let changed = RegisterForm {
        road: "16 Mill Brow".to_owned(),
        ..form
    };
    unfinished::save(&desk, "k2", &changed, &act(&desk)).unwrap();
    let done = register::file(&desk, "k2".to_owned(), &changed, &[], &act(&desk)).unwrap();

    assert_eq!((done.filing, outbox(&desk)), (first.filing, before));
    assert_eq!(done.patient, first.patient);
    assert_eq!(step(&desk, done.filing), "Ready to send");
    assert_eq!(unfinished::begun(&desk, &act(&desk)).unwrap(), []);
    let person = desk
        .practice()
        .person(PatientId::new(first.patient), desk.now());
    let record = person.unwrap().record;
    assert_eq!(record.road.as_deref(), Some("16 Mill Brow"));
    assert_eq!(
        record.surname, "Zoë",
        "the spelling that was typed first stays"
    );
}

#[test]
fn an_amendment_that_was_taken_back_begins_with_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let form = AmendForm {
        road: "8 Quay Strand".to_owned(),
        ..told(&person)
    };
    let first = amend::file(&desk, "k1", &form, &[], &act(&desk)).unwrap();
    take_back(&desk, first.filing);
    let before = outbox(&desk);
    let noted = notes(&desk, person.patient).len();

    let begun = amend::begin(&desk, person.patient, Some(first.filing), &act(&desk)).unwrap();
    let was = person.record.road.clone().unwrap_or_default();
    assert_eq!(
        (begun.before.road, begun.form.road.as_str()),
        (was, "8 Quay Strand")
    );
    assert_eq!(begun.form.change_reason, "told");
    let changed = AmendForm {
        road: "9 Quay Strand".to_owned(),
        ..begun.form
    };
    let done = amend::file(&desk, "k2", &changed, &[], &act(&desk)).unwrap();

    assert_eq!((done.filing, outbox(&desk)), (first.filing, before));
    let now = desk.practice().person(person.patient, desk.now()).unwrap();
    assert_eq!(now.record.road.as_deref(), Some("9 Quay Strand"));
    assert_eq!(
        notes(&desk, person.patient).len(),
        noted,
        "it is noted once"
    );
}

#[test]
fn a_form_for_what_was_asked_already_says_so_and_one_that_changes_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let form = RemovalForm {
        patient: person.patient.get(),
        seen: person.version,
        reason: RemovalReason::Abroad,
        on: "2026-11-20".to_owned(),
        ..RemovalForm::default()
    };
    let refused = |form: &RemovalForm| removal::check(&desk, form, &act(&desk)).unwrap().refused;
    assert_eq!(refused(&form), None);
    let filed = removal::file(&desk, "k1".to_owned(), &form, &[], &act(&desk)).unwrap();

    let direct = RemovalForm {
        reason: RemovalReason::OutOfArea,
        ..form.clone()
    };
    let changed = RemovalForm {
        corrects: Some(filed.filing),
        ..form.clone()
    };
    assert!(
        refused(&form)
            .unwrap()
            .starts_with("PCSE has been asked already")
    );
    assert_eq!(refused(&direct), None);
    assert_eq!(refused(&changed), None);
}

#[test]
fn a_request_that_was_taken_back_says_where_they_went_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let form = RemovalForm {
        patient: person.patient.get(),
        seen: person.version,
        reason: RemovalReason::Moved,
        on: "2026-11-20".to_owned(),
        new_address: "3 Hill Road, Otley".to_owned(),
        ..RemovalForm::default()
    };
    let answers = ["notes E761".to_owned()];
    let first = removal::file(&desk, "k1".to_owned(), &form, &answers, &act(&desk)).unwrap();
    take_back(&desk, first.filing);
    let filing = practice::FilingId::new(first.filing);
    let found = desk.practice().unsent(filing, desk.now()).unwrap();

    let begun = forms::unsent(&found).unwrap();
    assert_eq!(begun.reason, RemovalReason::Moved);
    assert_eq!(begun.new_address, "3 HILL ROAD, OTLEY");
    let changed = RemovalForm {
        new_address: "5 Hill Road, Otley".to_owned(),
        seen: desk
            .practice()
            .person(person.patient, desk.now())
            .unwrap()
            .version,
        ..begun
    };
    let done = removal::file(&desk, "k2".to_owned(), &changed, &answers, &act(&desk)).unwrap();

    let page = desk.practice().filing_page(filing, desk.now()).unwrap();
    assert_eq!(done.filing, first.filing);
    assert!(
        page.outline
            .iter()
            .any(|line| line.contains("NEW ADDRESS 5 HILL ROAD, OTLEY")),
        "{:?}",
        page.outline
    );
    let stale = removal::file(&desk, "k3".to_owned(), &changed, &answers, &act(&desk));
    assert_eq!(stale.unwrap_err().code, "E932");
}

#[test]
fn the_same_is_filed_once_more_only_where_it_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let person = listed(&desk);
    let remove = |key: &str, answered: &[String]| {
        let now = desk.practice().person(person.patient, desk.now()).unwrap();
        let form = RemovalForm {
            patient: person.patient.get(),
            seen: now.version,
            reason: RemovalReason::OutOfArea,
            why: "19 miles".to_owned(),
            ..RemovalForm::default()
        };

        removal::file(&desk, key.to_owned(), &form, answered, &act(&desk))
    };
    let first = remove("k1", &[]).unwrap();
    let before = outbox(&desk);

    assert_eq!(remove("k2", &[]).unwrap_err().code, "E939");
    let meant = remove("k2", &[forms::ONCE_MORE.to_owned()]).unwrap();

    assert_ne!(meant.filing, first.filing);
    assert_eq!(outbox(&desk), before + 1);
}

#[test]
fn a_forename_that_pcse_has_is_not_just_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let mut person = listed(&desk);
    person.record.second_forename = Some("Ade".to_owned());
    let form = AmendForm {
        second_forename: String::new(),
        ..told(&person)
    };
    let rules = desk.practice().desk_rules(desk.now()).unwrap();

    let (found, _) = forms::checked(&form, &person, &rules);

    let told = found.problems.iter();
    let told: Vec<_> = told.map(|one| (one.field.name(), one.code)).collect();
    assert_eq!(told, [("secondForename", "E777")]);
    assert!(found.ready.is_none(), "nothing can be sent that says it");
}
