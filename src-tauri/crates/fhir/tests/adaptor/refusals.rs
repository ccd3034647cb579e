//! The refusals that any Parameters body may meet, in the adaptor's words, and how several are told.

use fhir::{Fault, FilingKind, Issue, read_filing};
use serde_json::json;

use crate::bodies::*;

#[test]
fn a_body_that_is_no_json_is_refused() {
    let fault = |json| read_filing(json, None).unwrap_err().first().clone();

    assert_eq!(fault("").to_string(), "Required request body is missing");
    assert_eq!(fault(" \n").issue(), Issue::Invalid);
    assert_eq!(
        fault("<Patient/>").to_string(),
        "Content does not appear to be FHIR JSON: line 1, column 1"
    );
    for other in ["[]", "1", "\"text\"", "{\"a\":", "null"] {
        assert_eq!(fault(other).code(), "E602", "{other}");
    }
    let byte_order_mark = format!("\u{feff}{}", transfer_in());
    assert!(read_filing(&byte_order_mark, None).is_ok());
}

#[test]
fn another_resource_is_refused() {
    let body = json!({"resourceType": "Bundle", "parameter": []});

    assert_eq!(
        words(&body, Some(FilingKind::Acceptance)),
        "Unable to parse JSON resource as a Parameters"
    );
    assert_eq!(
        words(&amendment(), Some(FilingKind::Removal)),
        "Unable to parse JSON resource as a Parameters"
    );
}

#[test]
fn an_empty_text_is_refused_before_any_field_is() {
    let body = set_to(transfer_in(), "gpTradingPartnerCode", json!(""));

    assert_eq!(
        words(&body, None),
        "Unable to parse JSON resource as a Parameters: [element=\"valueString\"] Invalid attribute \
         value \"\": Attribute values must not be empty (\"\")"
    );
    assert_eq!(told(&body), ["E604 /parameter/0/valueString"]);
    let unread = with(removal(), "telecom", json!([{"value": ""}]));
    assert_eq!(
        told(&unread),
        ["E604 /parameter/2/resource/telecom/0/value"]
    );
}

#[test]
fn an_unknown_element_and_a_value_of_another_type_are_refused() {
    let misspelt = with(transfer_in(), "birthdate", json!("1971-09-30"));
    let number = set_to(transfer_in(), "acceptanceType", json!(3));
    let flag = with(transfer_in(), "name", json!([{"family": true}]));

    assert_eq!(
        words(&misspelt, None),
        "Unable to parse JSON resource as a Parameters: Unknown element found during parse"
    );
    assert_eq!(
        words(&number, None),
        "JSON FHIR Resource failed validation: a text should stand here"
    );
    assert_eq!(told(&flag), ["E606 /parameter/6/resource/name/0/family"]);
}

#[test]
fn what_every_body_needs_is_missed() {
    let nameless = json!([{"identifier": {"system": GP_LINKS}}]);
    let rows = [
        (
            dropped(transfer_in(), "gpTradingPartnerCode"),
            "gpTradingPartnerCode is blank or missing",
        ),
        (
            set_to(transfer_in(), "gpTradingPartnerCode", json!(" ")),
            "Value gpTradingPartnerCode is blank or missing in FHIR Parameters",
        ),
        (
            set_to(transfer_in(), "gpTradingPartnerCode", json!("HIL55")),
            "Sender or recipient not valid",
        ),
        (
            without(transfer_in(), "managingOrganization"),
            "Missing element at patient.managingOrganization",
        ),
        (
            with(
                transfer_in(),
                "managingOrganization",
                json!({"display": "NORFOLK"}),
            ),
            "Missing element at patient.managingOrganization.identifier",
        ),
        (
            with(
                transfer_in(),
                "managingOrganization",
                json!({"identifier": {"value": " "}}),
            ),
            "Missing element at patient.managingOrganization.identifier.value",
        ),
        (
            without(transfer_in(), "generalPractitioner"),
            "Missing element at patient.generalPractitioner",
        ),
        (
            with(
                transfer_in(),
                "generalPractitioner",
                json!([{"display": "DR"}]),
            ),
            "Missing element at patient.generalPractitioner.identifier",
        ),
        (
            with(transfer_in(), "generalPractitioner", nameless),
            "Missing element at patient.generalPractitioner.identifier.value",
        ),
        (
            with(
                transfer_in(),
                "managingOrganization",
                json!({"identifier": {"value": "ABCD"}}),
            ),
            "No MESH Mailbox id is configured for recipient: ABCD1",
        ),
        (
            dropped(removal(), "patient"),
            "Resource Patient with name patient is missing in FHIR Parameters",
        ),
        (
            with(removal(), "resourceType", json!("Person")),
            "Resource Patient with name patient is missing in FHIR Parameters",
        ),
    ];
    for (body, expected) in rows {
        let words = words(&body, None);
        assert!(words.contains(expected), "{words}, not {expected}");
    }
}

#[test]
fn all_refusals_are_told_and_the_adaptors_comes_first() {
    let mut body = with(without(transfer_in(), "identifier"), "name", json!([]));
    set(&mut body, "acceptanceCode", json!("X"));
    set(&mut body, "previousGpName", json!("Dr Singh"));
    patient(&mut body)["address"] = json!([{"line": [null, null, "BARFORD"]}]);
    drop(&mut body, "gpTradingPartnerCode");

    assert_eq!(
        told(&body),
        [
            "E610 /parameter",
            "E623 /parameter/5/resource/name/0/family",
            "E632 /parameter/5/resource/address",
            "E625 /parameter/0/valueString",
            "E631 /parameter/5/resource/address/0/line",
            "E690 /parameter/3/valueString",
        ]
    );
}

#[test]
fn a_refusal_shows_one_character_to_the_sender_and_none_to_a_log() {
    let body = with(
        transfer_in(),
        "name",
        json!([{"family": "COLE", "given": ["ZOË"]}]),
    );
    let refusals = refused(&body);

    assert_eq!(
        refusals.to_string(),
        "'Ë' cannot be sent: it is character 3 of the value (/parameter/6/resource/name/0/given/0)"
    );
    assert!(!format!("{refusals:?}").contains('Ë'));
    assert!(matches!(
        refusals.first().fault,
        Fault::NotLevelA { position: 3, .. }
    ));
}
