//! Transactions of letters, published in the adaptor's shapes.

use fhir::{Ends, Flavour, Published, publish};
use gplinks::{
    Body, Cipher, Entry, Fp69Notice, GpCode, Limits, LinkCode, Notice, PatientNumber, Reading,
    Text, Tn, read,
};
use serde_json::{Value, json};

use crate::bodies::*;

/// One message from the registration service, of these segments.
fn message(kind: &str, segments: &str) -> String {
    format!(
        "UNB+UNOA:2+NF01+HIL5+250402:2152+00044120++FHSREG+++FHSA EDI TRANSFERS'
UNH+00067510+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+NF:954'
DTM+137:202504022150:203'
RFF+950:{kind}'
{segments}
UNT+11+00067510'
UNZ+1+00044120'"
    )
}

/// What is published for each transaction of a letter.
fn published(letter: &str, flavour: Flavour) -> Vec<Option<Published>> {
    let reading = Reading {
        limits: Limits::post(),
        today: None,
    };
    let letters = read(letter.as_bytes(), &reading);
    let [letter] = &letters[..] else {
        panic!("not one letter: {}", letters.len());
    };
    let (practice, service) = (link("HIL5"), link("NF01"));
    let of_a_message = |message: &gplinks::ReadMessage| {
        let cipher = message.head.cipher();
        let ends = Ends {
            practice: &practice,
            service: &service,
            cipher: cipher.as_ref(),
        };
        let publish = |transaction: &gplinks::Transaction| {
            let entry = Entry {
                tn: transaction.tn.unwrap(),
                gp: transaction.gp.clone(),
                body: transaction.body.clone().unwrap(),
            };
            publish(&ends, &entry, flavour)
        };
        message
            .transactions()
            .iter()
            .map(publish)
            .collect::<Vec<_>>()
    };

    letter.messages.iter().flat_map(of_a_message).collect()
}

fn only(kind: &str, segments: &str) -> Published {
    let mut all = published(&message(kind, segments), Flavour::Adaptor);

    all.remove(0).unwrap()
}

/// The values that name the GP and the health authority in every patient.
fn surroundings(gp: &str) -> (Value, Value) {
    let gp =
        json!([{"identifier": {"system": "https://fhir.hl7.org.uk/Id/gmc-number", "value": gp}}]);

    (
        gp,
        json!({"identifier": {"system": GP_LINKS, "value": "NF"}}),
    )
}

fn nhs(number: &str) -> Value {
    json!([{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}])
}

#[test]
fn a_deduction_is_published_as_the_specification_shows() {
    let published = only(
        "F2",
        "S01+1'\nRFF+TN:10820013'\nNAD+GP+9976543,K32:900'\nNAD+NFH+SU:954'\nGIS+2:ZZZ'\n\
         DTM+961:20250401:102'\nS02+2'\nPNA+PAT+9990016070:OPI'",
    );
    let (gp, ha) = surroundings("9976543,K32");

    assert_eq!(published.transaction_type, "deduction");
    assert_eq!(
        published.body.to_string(),
        json!({
            "resourceType": "Parameters",
            "parameter": [
                {"name": "gpTradingPartnerCode", "valueString": "HIL5"},
                {"name": "patient", "resource": {
                    "resourceType": "Patient",
                    "identifier": nhs("9990016070"),
                    "generalPractitioner": gp,
                    "managingOrganization": ha,
                }},
                {"name": "deductionReasonCode", "valueString": "2"},
                {"name": "dateOfDeduction", "valueString": "2025-04-01"},
                {"name": "newHaCipher", "valueString": "SU"},
            ],
        })
        .to_string(),
        "the order of the members counts"
    );
}

#[test]
fn an_amendment_is_published_as_the_specification_shows() {
    let published = only(
        "F1",
        "S01+1'\nRFF+TN:10820011'\nNAD+GP+9912345,K31:900'\nHEA+DM+Y:ZZZ'\nS02+2'\n\
         PNA+PAT+9990013330:OPI+++SU:FERRIS+FO:%+TI:DR'\nPDI+9'\n\
         NAD+PAT++??:5 QUAY SIDE::WELLS-NEXT-THE-SEA:%+++++NR23 0ZZ'\nS02+2'\n\
         PNA+PER+9990014701:API+++SU:%'",
    );
    let replace = |path: &str, value: Value| json!({"op": "replace", "path": path, "value": value});
    let remove = |path: &str| json!({"op": "remove", "path": path});

    assert_eq!(published.transaction_type, "amendment");
    assert_eq!(
        published.body.to_string(),
        json!({
            "nhsNumber": "9990013330",
            "gpCode": "9912345,K31",
            "gpTradingPartnerCode": "HIL5",
            "healthcarePartyCode": "NF",
            "patches": [
                replace("/address/0/line/0", json!(null)),
                replace("/address/0/line/1", json!("5 QUAY SIDE")),
                replace("/address/0/line/2", json!(null)),
                replace("/address/0/line/3", json!("WELLS-NEXT-THE-SEA")),
                remove("/address/0/line/4"),
                replace("/address/0/postalCode", json!("NR23 0ZZ")),
                replace("/extension/0", json!({"url": DRUGS, "valueBoolean": true})),
                replace("/gender", json!("other")),
                replace("/identifier/0/value", json!("9990014701")),
                replace("/name/0/family", json!("FERRIS")),
                remove("/name/0/given"),
                replace("/name/0/prefix/0", json!("DR")),
                remove("/name/1/family"),
            ],
        })
        .to_string()
    );
}

#[test]
fn the_drugs_marker_is_published_before_the_institute_code() {
    let published = only(
        "F1",
        "S01+1'\nRFF+TN:1'\nNAD+GP+9912345,K31:900'\nNAD+RIC+%:956'\nHEA+DM+%:ZZZ'\nS02+2'\n\
         PNA+PAT+9990013330:OPI'\nDTM+329:19840511:102'",
    );

    assert_eq!(
        published.body["patches"],
        json!([
            {"op": "replace", "path": "/birthDate", "value": "1984-05-11"},
            {"op": "replace", "path": "/extension/0", "value": {"url": DRUGS, "valueBoolean": false}},
            {"op": "replace", "path": "/extension/0", "value": {"url": INSTITUTE, "valueString": null}},
        ])
    );
}

#[test]
fn an_fp69_notice_is_published_with_name_and_address() {
    let published = only(
        "F9",
        "S01+1'\nRFF+TN:10820014'\nNAD+GP+9912345,K31:900'\nHEA+FRN+8:ZZZ'\nDTM+962:20250702:102'\n\
         FTX+RGI+++MAIL RETURNED?: GONE AWAY'\nS02+2'\n\
         PNA+PAT+9990003742:OPI+++SU:ADEYEMI+FO:GRACE++MI:OLU'\nDTM+329:19840511:102'\n\
         NAD+PAT++??:22 PRIORY LANE:COSTESSEY:NORWICH:+++++NR5  0ZZ'",
    );
    let (gp, ha) = surroundings("9912345,K31");

    assert_eq!(published.transaction_type, "fp69_prior_notification");
    assert_eq!(
        published.body.to_string(),
        json!({
            "resourceType": "Parameters",
            "parameter": [
                {"name": "gpTradingPartnerCode", "valueString": "HIL5"},
                {"name": "patient", "resource": {
                    "resourceType": "Patient",
                    "identifier": nhs("9990003742"),
                    "name": [{"family": "ADEYEMI", "given": ["GRACE", "OLU"]}],
                    "birthDate": "1984-05-11",
                    "address": [{
                        "line": [null, "22 PRIORY LANE", "COSTESSEY", "NORWICH", null],
                        "postalCode": "NR5  0ZZ",
                    }],
                    "generalPractitioner": gp,
                    "managingOrganization": ha,
                }},
                {"name": "fp69ReasonCode", "valueString": "8"},
                {"name": "fp69ExpiryDate", "valueString": "2025-07-02"},
                {"name": "freeText", "valueString": "MAIL RETURNED?: GONE AWAY"},
            ],
        })
        .to_string()
    );
}

#[test]
fn answers_to_us_carry_our_own_operation_and_the_rest_the_services() {
    let approved = only(
        "F4",
        "S01+1'\nRFF+TN:1290'\nNAD+GP+9912345,K31:900'\nS02+2'\nPNA+PAT+9990001006:OPI'",
    );
    let rejected = only(
        "F3",
        "S01+1'\nRFF+TN:1290'\nNAD+GP+9976543,K32:900'\nFTX+RGI+++3 CONFIRM ADDRESS'",
    );
    let deducted = only(
        "F2",
        "S01+1'\nRFF+TN:10820012'\nNAD+GP+9912345,K31:900'\nGIS+1:ZZZ'\nDTM+961:20250309:102'\n\
         S02+2'\nPNA+PAT+9990010595:OPI'",
    );
    let ours = "ea1afb9b5047964843b8140de31d87c395d3ee5a010e2efba4db178c368a7749";
    let theirs = "0943b802f81acb07dbee4754169c8f86cfcb6959279246acf52b7a11698f667e";

    assert_eq!(
        (approved.transaction_type, &*approved.operation_id),
        ("approval", ours)
    );
    assert_eq!(
        (rejected.transaction_type, &*rejected.operation_id),
        ("rejection", ours)
    );
    assert_eq!(
        (deducted.transaction_type, &*deducted.operation_id),
        ("deduction", theirs)
    );
    assert_eq!(
        rejected.body["parameter"][2],
        json!({"name": "freeText", "valueString": "3 CONFIRM ADDRESS"})
    );
    let patient = &rejected.body["parameter"][1]["resource"];
    assert!(
        patient.get("identifier").is_none(),
        "a rejection names no patient"
    );
}

#[test]
fn flag_removals_and_replies_name_the_patient() {
    let lifted = only(
        "F10",
        "S01+1'\nRFF+TN:10820015'\nNAD+GP+9976543,K32:900'\nS02+2'\nPNA+PAT+9990009228:OPI'",
    );
    let reply = only(
        "F11",
        "S01+1'\nRFF+TN:1296'\nNAD+GP+9976543,K32:900'\nFTX+RGI+++PATIENT TO BE REMOVED'\nS02+2'\n\
         PNA+PAT+9990006482:OPI'",
    );

    assert_eq!(lifted.transaction_type, "fp69_flag_removal");
    assert_eq!(
        lifted.body["parameter"][1]["resource"]["identifier"],
        nhs("9990009228")
    );
    assert_eq!(lifted.body["parameter"].as_array().unwrap().len(), 2);
    assert_eq!(reply.transaction_type, "deduction_rejection");
    assert_eq!(
        reply.body["parameter"][2]["valueString"],
        "PATIENT TO BE REMOVED"
    );
}

#[test]
fn what_is_never_published_gives_nothing() {
    let patient = "S01+1'\nRFF+TN:1290'\nNAD+GP+9912345,K31:900'\nS02+2'\nPNA+PAT+9990001006:OPI'";
    let quarter = "UNB+UNOA:2+NF01+HIL5+250402:2152+00044120'\nUNH+00067517+FHSREG:0:1:FH:FHS001'\n\
         BGM+++507'\nNAD+FHS+NF:954'\nDTM+137:202504022150:203'\nDTM+206:20250331:102'\n\
         RFF+950:F8'\nRFF+TN:10820016'\nGIS+Q:ZZZ'\nUNT+9+00067517'\nUNZ+1+00044120'";

    for kind in ["F5", "F6", "F99"] {
        let all = published(&message(kind, patient), Flavour::Adaptor);
        assert_eq!(all, [None], "{kind}");
    }
    assert_eq!(published(quarter, Flavour::Adaptor), [None]);
}

#[test]
fn only_the_adaptors_text_carries_release_characters() {
    let letter = message(
        "F3",
        "S01+1'\nRFF+TN:1290'\nNAD+GP+9976543,K32:900'\nFTX+RGI+++DR O?'NEILL?: WHY??'",
    );
    let notes = |flavour| {
        let all = published(&letter, flavour);
        all[0].as_ref().unwrap().body["parameter"][2]["valueString"].clone()
    };

    assert_eq!(notes(Flavour::Adaptor), "DR O?'NEILL?: WHY??");
    assert_eq!(notes(Flavour::Clean), "DR O'NEILL: WHY?");
}

#[test]
fn what_a_notice_lacks_is_left_out() {
    let notice = Fp69Notice {
        number: PatientNumber::read("9990003742").unwrap(),
        reason: None,
        expires_on: None,
        notes: Text::new("GONE AWAY"),
        name: gplinks::PartialName::default(),
        born: None,
        address: None,
    };
    let entry = Entry {
        tn: Tn::new(1),
        gp: GpCode::read("9912345,K31"),
        body: Body::Notice(Notice::Fp69(Box::new(notice))),
    };
    let (practice, service): (LinkCode, LinkCode) = (link("HIL5"), link("NF01"));
    let ends = Ends {
        practice: &practice,
        service: &service,
        cipher: None,
    };
    let body = publish(&ends, &entry, Flavour::Adaptor).unwrap().body;
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };

    assert_eq!(
        keys(&body["parameter"][1]["resource"]),
        ["resourceType", "identifier", "generalPractitioner"]
    );
    assert_eq!(body["parameter"].as_array().unwrap().len(), 3);
}

#[test]
fn what_a_practice_sent_is_published_as_the_request_for_it() {
    let cipher = Cipher::parse("NF").unwrap();
    let (practice, service) = (link("HIL5"), link("NF01"));
    let ends = Ends {
        practice: &practice,
        service: &service,
        cipher: Some(&cipher),
    };
    for (request, word) in [
        (transfer_in(), "acceptance"),
        (amendment(), "amendment"),
        (removal(), "removal"),
        (deduction(), "deduction"),
    ] {
        let draft = read_body(&request).draft;
        let entry = Entry {
            tn: Tn::new(1290),
            gp: Some(draft.gp),
            body: Body::Filing(draft.filing),
        };
        let published = publish(&ends, &entry, Flavour::Adaptor).unwrap();

        assert_eq!(published.transaction_type, word);
        assert!(
            published.operation_id.starts_with("ea1afb9b"),
            "of the practice's link"
        );
        if matches!(word, "amendment") {
            assert_eq!(published.body.to_string(), request.to_string());
        }
    }
}
