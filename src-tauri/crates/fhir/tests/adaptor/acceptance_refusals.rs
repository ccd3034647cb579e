//! Each refusal of an acceptance that the adaptor knows, in its words, and ours.

use serde_json::{Value, json};

use crate::bodies::*;

fn with_notes(mut body: Value, notes: &str) -> Value {
    add(&mut body, "freeText", notes);

    body
}

fn extended(url: &str, value: Value) -> Value {
    with(
        of_type("2"),
        "extension",
        json!([{"url": url, "valueString": value}]),
    )
}

#[test]
fn what_an_acceptance_needs_is_missed() {
    let rows = [
        (
            dropped(transfer_in(), "acceptanceType"),
            "Value acceptanceType is missing in FHIR Parameters",
        ),
        (
            dropped(transfer_in(), "acceptanceCode"),
            "Value acceptanceCode is missing in FHIR Parameters",
        ),
        (
            dropped(transfer_in(), "acceptanceDate"),
            "Value acceptanceDate is missing in FHIR Parameters",
        ),
        (
            dropped(transfer_in(), "previousGpName"),
            "Value previousGpName is missing in FHIR Parameters",
        ),
        (
            dropped(of_type("4"), "dateOfUkEntry"),
            "Value dateOfUkEntry is missing in FHIR Parameters",
        ),
        (
            without(of_type("1"), "identifier"),
            "NHS number of patient is missing",
        ),
        (
            with(of_type("1"), "identifier", json!([{"value": " "}])),
            "NHS number of patient is missing",
        ),
        (
            without(of_type("1"), "birthDate"),
            "DTM: Date of birth is required",
        ),
        (
            with(transfer_in(), "name", json!([])),
            "Surname of patient is missing",
        ),
        (
            with(of_type("2"), "name", json!([{"family": " "}])),
            "Surname of patient is missing",
        ),
        (
            without(of_type("2"), "gender"),
            "PDI: Gender code is required",
        ),
        (
            without(of_type("2"), "address"),
            "The Patient resource must contain an address",
        ),
        (
            with(
                of_type("2"),
                "address",
                json!([{"line": [null, " ", "BARFORD"]}]),
            ),
            "Address line 1 or Address line 2 must be populated",
        ),
    ];
    for (body, expected) in rows {
        assert_eq!(words(&body, None), expected);
    }
}

#[test]
fn without_a_number_the_place_of_birth_is_needed() {
    for code in ["2", "3", "4"] {
        let body = without(without(of_type(code), "identifier"), "extension");
        assert_eq!(
            words(&body, None),
            "Place of birth is mandatory when NHS number is missing",
            "type {code}"
        );
    }
}

#[test]
fn codes_and_dates_that_mean_nothing_are_refused() {
    let rows = [
        (
            set_to(transfer_in(), "acceptanceCode", json!(" ")),
            "HEA: Acceptance Code is required",
        ),
        (
            set_to(transfer_in(), "acceptanceCode", json!("a")),
            "Acceptance Code not allowed",
        ),
        (
            set_to(transfer_in(), "acceptanceType", json!("5")),
            "element not found",
        ),
        (
            set_to(transfer_in(), "acceptanceType", json!(" ")),
            "element not found",
        ),
        (
            set_to(transfer_in(), "acceptanceDate", json!(" ")),
            "DTM: Acceptance date is required",
        ),
        (
            set_to(transfer_in(), "acceptanceDate", json!("11/03/2025")),
            "Acceptance date is not a date",
        ),
        (
            set_to(of_type("4"), "dateOfUkEntry", json!(" ")),
            "DTM: Date of entry is required",
        ),
        (
            set_to(of_type("4"), "dateOfUkEntry", json!("2025")),
            "Date of entry is not a date",
        ),
        (
            set_to(of_type("4"), "dateOfUkExit", json!(" ")),
            "DTM: Date of exit is required",
        ),
        (
            set_to(of_type("4"), "dateOfUkExit", json!("2001-13-05")),
            "Date of exit is not a date",
        ),
        (
            with(of_type("2"), "birthDate", json!("1971-09")),
            "Date of birth is not a date",
        ),
        (
            with(of_type("2"), "gender", json!("Male")),
            "No gender value for",
        ),
        (
            set_to(transfer_in(), "previousHaCipher", json!("LEEDS")),
            "not a cipher",
        ),
    ];
    for (body, expected) in rows {
        let words = words(&body, None);
        assert!(words.contains(expected), "{words}, not {expected}");
    }
}

#[test]
fn what_stands_there_but_is_blank_is_refused() {
    let unnamed = json!([{"family": "COLE"}, {"given": ["TUNDE"]}]);
    let rows = [
        (
            with_notes(transfer_in(), " "),
            "FTX: Attribute freeTextValue is blank or missing",
        ),
        (
            set_to(transfer_in(), "previousGpName", json!(" ")),
            "NAD: Attribute partyName is required",
        ),
        (
            set_to(of_type("4"), "previousHaCipher", json!(" ")),
            "NAD: Attribute identifier is required",
        ),
        (
            extended(INSTITUTE, json!(" ")),
            "NAD: Attribute identifier is required",
        ),
        (
            extended(INSTITUTE, json!(null)),
            "Value of residential institute code is missing",
        ),
        (
            extended(BIRTHPLACE, json!(" ")),
            "LOC: Attribute location is required",
        ),
        (
            extended(BIRTHPLACE, json!(null)),
            "Birthplace extension is missing value",
        ),
        (
            with(of_type("2"), "name", unnamed),
            "Previous name is not defined in request params",
        ),
    ];
    for (body, expected) in rows {
        assert_eq!(words(&body, None), expected);
    }
}

#[test]
fn a_previous_address_is_needed_for_a_transfer_and_never_blank() {
    let home = json!({"line": ["THE OLD FORGE", null, null, "NORWICH", null]});
    let only_home = |code| with(of_type(code), "address", json!([home]));
    let blank = |code| {
        with(
            of_type(code),
            "address",
            json!([home, {"line": [null, " "]}]),
        )
    };

    assert_eq!(
        words(&only_home("3"), None),
        "The second occurrence of address is required in the Patient resource"
    );
    assert_eq!(read_body(&only_home("4")).remarks, []);
    for code in ["3", "4"] {
        assert_eq!(
            words(&blank(code), None),
            "At least 1 address line in patient's previous address should not be blank"
        );
    }
}
