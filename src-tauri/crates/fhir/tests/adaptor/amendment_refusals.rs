//! Each refusal of an amendment body that the adaptor knows, in its words, and ours.

use serde_json::{Value, json};

use crate::bodies::*;

fn replace(path: &str, value: Value) -> Value {
    json!({"op": "replace", "path": path, "value": value})
}

fn remove(path: &str) -> Value {
    json!({"op": "remove", "path": path})
}

/// The words that refuse an amendment of these patches alone.
fn refusing(list: Value) -> String {
    words(&patches(list), None)
}

fn extension(url: &str, member: &str, value: Value) -> Value {
    replace("/extension/0", json!({"url": url, member: value}))
}

fn lines(texts: [Value; 5]) -> Vec<Value> {
    let patch = |(at, text): (usize, Value)| replace(&format!("/address/0/line/{at}"), text);

    texts.into_iter().enumerate().map(patch).collect()
}

#[test]
fn what_every_amendment_needs_is_missed() {
    let rows = [
        ("nhsNumber", "NHS number is missing in request body"),
        ("gpCode", "Existing GP Code is missing in request body"),
        (
            "healthcarePartyCode",
            "Healthcare authority party code is missing in request body",
        ),
        (
            "gpTradingPartnerCode",
            "GP Trading Partner Code is missing in request body",
        ),
    ];
    for (member, expected) in rows {
        for blank in [json!(null), json!(""), json!(" ")] {
            let mut body = amendment();
            body[member] = blank;
            assert_eq!(words(&body, None), expected);
            assert_eq!(refused(&body).first().pointer(), format!("/{member}"));
        }
    }
    let mut unknown = amendment();
    unknown["healthcarePartyCode"] = json!("ABCD");
    assert_eq!(
        words(&unknown, None),
        "No MESH Mailbox id is configured for recipient: ABCD1"
    );
}

#[test]
fn at_least_one_patch_is_needed() {
    let expected = "Request body has to contain at least one patch operation";

    assert_eq!(refusing(json!([])), expected);
    assert_eq!(refusing(json!(null)), expected);
    assert_eq!(told(&patches(json!("none"))), ["E606 /patches"]);
    assert_eq!(told(&patches(json!(["none"]))), ["E606 /patches/0"]);
}

#[test]
fn a_patch_says_what_it_does_and_to_what() {
    assert_eq!(
        refusing(json!([{"path": "/gender", "value": "male"}])),
        "the patch has no op"
    );
    assert_eq!(
        refusing(json!([{"op": "add", "value": "male"}])),
        "the patch has no path"
    );
    assert_eq!(
        refusing(json!([{"op": "move", "path": "/gender", "value": "male"}])),
        "the op is none of add, replace and remove"
    );
}

#[test]
fn a_path_that_the_adaptor_passes_over_is_refused() {
    for path in [
        "/address/0/line",
        "/identifier/0/value",
        "/name/0/given/3",
        "/telecom/0",
        "/extension/1",
    ] {
        let body = patches(json!([remove(path)]));
        assert_eq!(told(&body), ["E670 /patches/0/path"], "{path}");
    }
    let all_forenames = patches(json!([replace("/name/0/given", json!("GRACE"))]));
    assert_eq!(told(&all_forenames), ["E670 /patches/0/path"]);
}

#[test]
fn each_item_is_changed_once() {
    let twice = json!([
        replace("/gender", json!("male")),
        replace("/gender", json!("female"))
    ]);
    let marker = |value| extension(DRUGS, "valueBoolean", json!(value));

    assert_eq!(
        refusing(twice),
        "Request contains path that is used multiple times. Each patch path must only be used once \
         within the amendment request"
    );
    assert_eq!(
        refusing(json!([marker(true), marker(false)])),
        "Request contains extension that is used multiple times. Each extension patch must only be \
         used once within the amendment request"
    );
}

#[test]
fn a_value_is_neither_blank_nor_missing() {
    let blank = json!([
        replace("/name/0/family", json!(" ")),
        replace("/name/0/prefix/0", json!("MRS")),
        replace("/birthDate", json!("")),
    ]);

    assert_eq!(
        refusing(blank),
        "Missing/empty values for: [/name/0/family, /birthDate]"
    );
    for path in [
        "/name/0/family",
        "/name/0/given/1",
        "/name/0/prefix/0",
        "/name/1/family",
    ] {
        let words = refusing(json!([replace(path, json!(null))]));
        assert_eq!(words, format!("Invalid values for: [{path}]"));
    }
    for path in ["/birthDate", "/gender"] {
        assert_eq!(
            refusing(json!([replace(path, json!(null))])),
            format!("Missing {path}")
        );
    }
}

#[test]
fn an_extension_is_one_of_the_two() {
    let rows = [
        extension(BIRTHPLACE, "valueString", json!("OTLEY")),
        replace("/extension/0", json!({"valueBoolean": true})),
        replace("/extension/0", json!("AA")),
        remove("/extension/0"),
    ];
    for patch in rows {
        assert_eq!(refusing(json!([patch])), "Unknown extension type using url");
    }
}

#[test]
fn the_drugs_marker_is_true_or_false() {
    let mut removal = extension(DRUGS, "valueBoolean", json!(true));
    removal["op"] = json!("remove");

    assert_eq!(
        refusing(json!([removal])),
        "Removing Drugs Dispensed Marker should be done using extension with 'false' value"
    );
    assert_eq!(
        refusing(json!([extension(DRUGS, "valueBoolean", json!("Y"))])),
        "Drugs Dispensed Marker must be one of [true, false]"
    );
    for missing in [
        json!({"url": DRUGS}),
        json!({"url": DRUGS, "valueBoolean": null}),
    ] {
        assert_eq!(
            refusing(json!([replace("/extension/0", missing)])),
            "Missing Drugs Dispensed Marker value"
        );
    }
}

#[test]
fn the_institute_code_is_a_text_or_null() {
    let mut removal = extension(INSTITUTE, "valueString", json!("AA"));
    removal["op"] = json!("remove");

    assert_eq!(
        refusing(json!([removal])),
        "Removing Residential Institute Code should be done using extension with 'null' value"
    );
    assert_eq!(
        refusing(json!([replace("/extension/0", json!({"url": INSTITUTE}))])),
        "Missing Residential Institute Code value"
    );
    for empty in ["", " "] {
        assert_eq!(
            refusing(json!([extension(INSTITUTE, "valueString", json!(empty))])),
            "String value must not be empty"
        );
    }
    let number = patches(json!([extension(INSTITUTE, "valueString", json!(12))]));
    assert_eq!(
        told(&number),
        ["E606 /patches/0/value/valueString"],
        "a number is no code"
    );
}

#[test]
fn an_address_is_amended_as_a_whole() {
    let whole = lines([
        json!("FLAT 1"),
        json!(null),
        json!(null),
        json!("ELY"),
        json!(null),
    ]);
    let some: Vec<_> = whole.iter().take(4).cloned().collect();
    let mut no_town = whole.clone();
    no_town[3] = remove("/address/0/line/3");
    let nowhere = lines([
        json!(null),
        json!(null),
        json!("BARFORD"),
        json!("ELY"),
        json!(null),
    ]);
    let all = "All five address lines must be provided for amendment";

    assert_eq!(refusing(json!(some)), all);
    assert_eq!(
        refusing(json!([replace("/address/0/postalCode", json!("CB7  0ZZ"))])),
        all
    );
    assert_eq!(
        refusing(json!(no_town)),
        "Post town ('address/0/line/3') cannot be removed"
    );
    assert_eq!(
        refusing(json!(nowhere)),
        "Address line 1 or Address line 2 must be populated"
    );
    let mut erased = nowhere.clone();
    erased[0] = remove("/address/0/line/0");
    assert_eq!(
        read_body(&patches(json!(erased))).remarks,
        [],
        "an erased line counts as populated"
    );
}

#[test]
fn surnames_stay_and_forenames_go_together() {
    let given = |at: u8| format!("/name/0/given/{at}");

    assert_eq!(
        refusing(json!([remove("/name/0/family")])),
        "Removing surnames is illegal"
    );
    assert_eq!(
        refusing(json!([remove(&given(0)), remove(&given(2))])),
        "Removing /name/0/given/0, /name/0/given/2 is illegal. Use /name/0/given to remove all \
         forenames instead"
    );
    assert_eq!(
        refusing(json!([
            replace(&given(0), json!("GRACE")),
            remove("/name/0/given")
        ])),
        "Illegal to modify forenames and remove all at the same time"
    );
}

#[test]
fn sex_and_date_of_birth_cannot_be_removed() {
    for path in ["/birthDate", "/gender"] {
        assert_eq!(
            refusing(json!([remove(path)])),
            format!("Illegal remove operation on {path}")
        );
    }
    assert!(
        refusing(json!([replace("/gender", json!("MALE"))])).starts_with("No gender value for")
    );
    assert_eq!(
        refusing(json!([replace("/birthDate", json!("1984"))])),
        "DTM: Date of birth is not a date written YYYY-MM-DD"
    );
}

#[test]
fn what_cannot_be_sent_is_told_with_its_place() {
    let body = patches(json!([
        replace("/name/0/family", json!("Cole")),
        replace("/name/0/prefix/0", json!(7)),
    ]));

    assert_eq!(
        told(&body),
        ["E606 /patches/1/value", "E690 /patches/0/value"]
    );
}
