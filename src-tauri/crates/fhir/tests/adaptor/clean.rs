//! Bodies of plain text, to which the desk's rules apply.

use fhir::{CleanFiling, CleanRefusal, Ends, FilingKind, Flavour, publish, read_clean};
use gplinks::{Body, Day, DeskRules, Entry, Field, Filing, Tn, Weight};
use serde_json::{Value, json};

use crate::bodies::*;

fn rules() -> DeskRules {
    DeskRules::on(Day::parse("2025-03-12").unwrap())
}

fn read(body: &Value) -> CleanFiling {
    read_clean(&body.to_string(), None, &rules()).unwrap()
}

fn refusal(body: &Value) -> CleanRefusal {
    read_clean(&body.to_string(), None, &rules()).unwrap_err()
}

/// The codes and places of what is wrong with the body itself.
fn told(body: &Value) -> Vec<String> {
    match refusal(body) {
        CleanRefusal::Body(refusals) => {
            let shown = refusals
                .iter()
                .map(|r| format!("{} {}", r.code(), r.pointer()));
            shown.collect()
        }
        CleanRefusal::Form { problems, .. } => panic!("the form was refused: {problems:?}"),
    }
}

/// The fields that the desk does not send.
fn hard(body: &Value) -> Vec<Field> {
    match refusal(body) {
        CleanRefusal::Form { problems, .. } => problems
            .iter()
            .filter(|problem| problem.weight == Weight::Hard)
            .map(|problem| problem.field)
            .collect(),
        CleanRefusal::Body(refusals) => panic!("the body was refused: {refusals}"),
    }
}

#[test]
fn a_right_body_gives_the_same_filing_in_both_flavours() {
    for body in [transfer_in(), amendment(), removal(), deduction()] {
        let clean = read(&body);

        assert!(clean.draft == read_body(&body).draft);
        assert_eq!(clean.changes, []);
    }
}

#[test]
fn plain_text_is_taken_as_people_write_it() {
    let mut body = with(
        transfer_in(),
        "name",
        json!([{"family": "O’Néill", "given": ["Tunde", "", "James", "Paul"], "prefix": ["Mr"]}]),
    );
    patient(&mut body)["address"][0]["postalCode"] = json!("nr9 0zy");
    let clean = read(&body);
    let Filing::Acceptance(acceptance) = &clean.draft.filing else {
        panic!("not an acceptance");
    };

    assert_eq!(acceptance.name.shown(), "O'NEILL, TUNDE JAMES PAUL (MR)");
    assert_eq!(
        acceptance.name.forenames.second, None,
        "a blank forename keeps its place"
    );
    let postcode = acceptance.address.get().postcode.as_ref();
    assert_eq!(postcode.map(|postcode| postcode.as_str()), Some("NR9  0ZY"));
    assert!(
        clean
            .changes
            .iter()
            .any(|change| change.field == Field::Surname)
    );
}

#[test]
fn a_release_character_is_a_question_mark_in_plain_text() {
    let body = with(
        transfer_in(),
        "name",
        json!([{"family": "O?'NEILL", "given": ["TUNDE"]}]),
    );

    assert_eq!(hard(&body), [Field::Surname], "a name has no question mark");
}

#[test]
fn the_desk_does_not_send_what_the_adaptor_would() {
    let old_number = with(removal(), "identifier", json!([{"value": "RE1/12/13"}]));
    let reason = set_to(deduction(), "deductionReasonCode", json!("22"));
    let mut no_town = transfer_in();
    patient(&mut no_town)["address"][0]["line"][3] = json!("");
    let mut one_name = patches(json!([
        {"op": "replace", "path": "/name/0/family", "value": "ADEYEMI"},
    ]));
    one_name["freeText"] = json!("");

    assert_eq!(hard(&old_number), [Field::NhsNumber]);
    assert_eq!(hard(&reason), [Field::Reason]);
    assert_eq!(hard(&no_town), [Field::PostTown]);
    assert_eq!(
        hard(&set_to(removal(), "freeText", json!(""))),
        [Field::Reason]
    );
    assert_eq!(read_body(&one_name).remarks, []);
    let told: Vec<_> = read(&one_name).problems.iter().map(|p| p.field).collect();
    assert_eq!(
        told,
        [Field::FirstForename],
        "the desk asks for whole names"
    );
}

#[test]
fn what_pcse_will_probably_reject_is_told() {
    let body = without(transfer_in(), "birthDate");
    let clean = read(&body);
    let seen: Vec<_> = clean.problems.iter().map(|p| (p.field, p.weight)).collect();

    assert_eq!(seen, [(Field::Born, Weight::Soft)]);
}

#[test]
fn a_body_that_cannot_be_a_form_is_refused_with_its_place() {
    let rows = [
        (json!({}), "E660 /healthcarePartyCode"),
        (
            dropped(removal(), "gpTradingPartnerCode"),
            "E610 /parameter",
        ),
        (
            without(removal(), "managingOrganization"),
            "E612 /parameter/2/resource/managingOrganization/identifier/value",
        ),
        (
            set_to(transfer_in(), "acceptanceType", json!("9")),
            "E620 /parameter/2/valueString",
        ),
        (
            with(transfer_in(), "gender", json!("boy")),
            "E629 /parameter/6/resource/gender",
        ),
        (
            with(transfer_in(), "famly", json!("COLE")),
            "E605 /parameter/6/resource/famly",
        ),
        (
            patches(json!([{"op": "remove", "path": "/name/0/family"}])),
            "E674 /patches/0",
        ),
        (
            patches(json!([{"op": "add", "path": "/gender", "value": ""}])),
            "E678 /patches/0/value",
        ),
        (
            patches(
                json!([{"op": "add", "path": "/birthDate"}, {"op": "add", "path": "/birthDate"}]),
            ),
            "E664 /patches/1",
        ),
    ];
    for (body, expected) in rows {
        assert_eq!(told(&body).first().map(String::as_str), Some(expected));
    }
    let long = json!([{"line": ["A", "B", "C", "D", "E", "F"]}]);
    assert_eq!(
        told(&with(of_type("2"), "address", long)),
        ["E606 /parameter/6/resource/address/0/line"]
    );
    let bundle = json!({"resourceType": "Bundle"});
    let refusal = read_clean(&bundle.to_string(), Some(FilingKind::Removal), &rules());
    assert!(matches!(refusal, Err(CleanRefusal::Body(_))));
}

#[test]
fn a_refusal_names_fields_and_codes_and_nothing_that_was_typed() {
    let body = with(removal(), "identifier", json!([{"value": "9990001007"}]));

    assert_eq!(refusal(&body).to_string(), "nhsNumber (E735)");
    assert!(!format!("{:?}", refusal(&body)).contains("999"));
}

#[test]
fn what_is_published_in_plain_text_reads_back() {
    let (practice, service) = (link("HIL5"), link("NF01"));
    for body in [
        transfer_in(),
        of_type("1"),
        of_type("4"),
        amendment(),
        removal(),
        deduction(),
    ] {
        let draft = read_body(&body).draft;
        let ends = Ends {
            practice: &practice,
            service: &service,
            cipher: Some(&draft.link.cipher),
        };
        let entry = Entry {
            tn: Tn::new(1),
            gp: Some(draft.gp.clone()),
            body: Body::Filing(draft.filing.clone()),
        };
        let published = publish(&ends, &entry, Flavour::Clean).unwrap();

        assert!(read(&published.body).draft == draft);
    }
}
