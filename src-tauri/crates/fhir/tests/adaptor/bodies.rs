//! Bodies of invented people, and how to spoil them.

use fhir::{FilingKind, ReadFiling, Refusal, Refusals, read_filing};
use gplinks::{LinkCode, Minute, Newlines, Numbers, OwnTn, Sis, Sms};
use serde_json::{Value, json};

pub(crate) const BIRTHPLACE: &str = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace";
pub(crate) const DRUGS: &str =
    "https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-NHAIS-DrugsDispensedMarker";
pub(crate) const INSTITUTE: &str =
    "https://fhir.nhs.uk/R4/StructureDefinition/Extension-UKCore-NHAIS-ResidentialInstituteCode";
pub(crate) const GP_LINKS: &str =
    "https://digital.nhs.uk/services/nhais/guide-to-nhais-gp-links-documentation";

/// A Parameters body of these parameters.
pub(crate) fn parameters(values: &[(&str, &str)], patient: &Value) -> Value {
    let mut list: Vec<_> = values
        .iter()
        .map(|(name, value)| json!({"name": name, "valueString": value}))
        .collect();
    list.push(json!({"name": "patient", "resource": patient}));

    json!({"resourceType": "Parameters", "parameter": list})
}

/// The transfer in of the specification's examples.
pub(crate) fn transfer_in() -> Value {
    parameters(
        &[
            ("gpTradingPartnerCode", "HIL5"),
            ("acceptanceCode", "A"),
            ("acceptanceType", "3"),
            ("acceptanceDate", "2025-03-11"),
            ("previousGpName", "DR A SINGH"),
            ("previousHaCipher", "LDS"),
        ],
        &json!({
            "resourceType": "Patient",
            "extension": [{"url": BIRTHPLACE, "valueString": "OTLEY"}],
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990002371"}],
            "name": [{
                "family": "COLE",
                "given": ["TUNDE", "ADE", "JAMES PAUL"],
                "prefix": ["MR"],
            }],
            "gender": "male",
            "birthDate": "1971-09-30",
            "address": [
                {
                    "line": ["THE OLD FORGE", null, "BARFORD", "NORWICH", "NORFOLK"],
                    "postalCode": "NR9  0ZY",
                },
                {"line": [null, "14 MILL BROW", null, "OTLEY", "WEST YORKSHIRE"]},
            ],
            "generalPractitioner": [{
                "identifier": {
                    "system": "https://fhir.hl7.org.uk/Id/gmc-number",
                    "value": "9912345,K31",
                },
            }],
            "managingOrganization": {"identifier": {"system": GP_LINKS, "value": "NF"}},
        }),
    )
}

/// The same person as another type, with what that type needs.
pub(crate) fn of_type(code: &str) -> Value {
    let mut body = transfer_in();
    set(&mut body, "acceptanceType", json!(code));
    add(&mut body, "dateOfUkEntry", "2025-01-20");
    add(&mut body, "dateOfUkExit", "2001-10-05");

    body
}

/// The amendment of the specification's examples: most items at once.
pub(crate) fn amendment() -> Value {
    let replace = |path: &str, value: Value| json!({"op": "replace", "path": path, "value": value});

    json!({
        "nhsNumber": "9990003742",
        "gpCode": "9912345,K31",
        "gpTradingPartnerCode": "HIL5",
        "healthcarePartyCode": "NF",
        "freeText": "MOVED 01 MARCH 2025",
        "patches": [
            replace("/name/0/family", json!("ADEYEMI")),
            replace("/name/0/given/0", json!("GRACE")),
            replace("/name/0/given/1", json!("OLU")),
            replace("/name/0/prefix/0", json!("MRS")),
            replace("/name/1/family", json!("COLE")),
            {"op": "remove", "path": "/address/0/line/0"},
            replace("/address/0/line/1", json!("22 PRIORY LANE")),
            replace("/address/0/line/2", json!("COSTESSEY")),
            replace("/address/0/line/3", json!("NORWICH")),
            replace("/address/0/line/4", json!("NORFOLK")),
            replace("/address/0/postalCode", json!("NR5  0ZZ")),
            replace("/extension/0", json!({"url": DRUGS, "valueBoolean": false})),
            replace("/extension/0", json!({"url": INSTITUTE, "valueString": null})),
        ],
    })
}

/// An amendment of these patches.
pub(crate) fn patches(patches: Value) -> Value {
    let mut body = amendment();
    body["patches"] = patches;

    body
}

pub(crate) fn leaving(values: &[(&str, &str)], number: &str) -> Value {
    let all: Vec<_> = [("gpTradingPartnerCode", "HIL5")]
        .iter()
        .chain(values)
        .copied()
        .collect();

    parameters(
        &all,
        &json!({
            "resourceType": "Patient",
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}],
            "generalPractitioner": [{
                "identifier": {
                    "system": "https://fhir.hl7.org.uk/Id/gmc-number",
                    "value": "9976543,K32",
                },
            }],
            "managingOrganization": {"identifier": [{"system": GP_LINKS, "value": "NF"}]},
        }),
    )
}

pub(crate) fn removal() -> Value {
    leaving(
        &[("freeText", "NEW ADDRESS IS 19 MILES FROM SURGERY")],
        "9990005117",
    )
}

pub(crate) fn deduction() -> Value {
    let values = [
        ("dateOfDeduction", "2025-02-28"),
        ("freeText", "ADDRESS UNKNOWN"),
        ("deductionReasonCode", "13"),
    ];

    leaving(&values, "9990006482")
}

fn place(body: &Value, name: &str) -> usize {
    let list = body["parameter"].as_array().unwrap();

    list.iter()
        .position(|parameter| parameter["name"] == name)
        .unwrap()
}

/// Changes the value of a parameter.
pub(crate) fn set(body: &mut Value, name: &str, value: Value) {
    let at = place(body, name);
    body["parameter"][at]["valueString"] = value;
}

pub(crate) fn add(body: &mut Value, name: &str, value: &str) {
    let list = body["parameter"].as_array_mut().unwrap();
    list.push(json!({"name": name, "valueString": value}));
}

pub(crate) fn drop(body: &mut Value, name: &str) {
    let at = place(body, name);
    body["parameter"].as_array_mut().unwrap().remove(at);
}

pub(crate) fn patient(body: &mut Value) -> &mut Value {
    let at = place(body, "patient");

    &mut body["parameter"][at]["resource"]
}

/// Gives a parameter another value.
pub(crate) fn set_to(mut body: Value, name: &str, value: Value) -> Value {
    set(&mut body, name, value);

    body
}

/// Takes a parameter out.
pub(crate) fn dropped(mut body: Value, name: &str) -> Value {
    drop(&mut body, name);

    body
}

/// Takes a member out of the patient.
pub(crate) fn without(mut body: Value, member: &str) -> Value {
    patient(&mut body)
        .as_object_mut()
        .unwrap()
        .shift_remove(member);

    body
}

/// Gives a member of the patient another value.
pub(crate) fn with(mut body: Value, member: &str, value: Value) -> Value {
    patient(&mut body)[member] = value;

    body
}

pub(crate) fn read_body(body: &Value) -> ReadFiling {
    read_filing(&body.to_string(), None).unwrap()
}

pub(crate) fn refused(body: &Value) -> Refusals {
    read_filing(&body.to_string(), None).unwrap_err()
}

/// Each refusal's code and pointer.
pub(crate) fn told(body: &Value) -> Vec<String> {
    let shown = |refusal: &Refusal| format!("{} {}", refusal.code(), refusal.pointer());

    refused(body).iter().map(shown).collect()
}

/// The words of the one refusal of a body.
pub(crate) fn words(body: &Value, kind: Option<FilingKind>) -> String {
    let refusals = read_filing(&body.to_string(), kind).unwrap_err();
    assert_eq!(refusals.iter().count(), 1, "{refusals}");

    refusals.first().fault.to_string()
}

/// The letter that becomes of a body.
pub(crate) fn letter(body: &Value, sis: u32, sms: u32, tn: u32, at: &str) -> String {
    let numbers = Numbers {
        sis: Sis::new(sis).unwrap(),
        sms: Sms::new(sms).unwrap(),
        tn: OwnTn::new(tn).unwrap(),
    };
    let numbered = read_body(body)
        .draft
        .number(numbers, Minute::parse(at).unwrap());

    String::from_utf8(numbered.write(Newlines::Between).unwrap()).unwrap()
}

pub(crate) fn link(code: &str) -> LinkCode {
    LinkCode::parse(code).unwrap()
}
