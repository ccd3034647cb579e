//! What is filed: invented people, in the shape of the adaptor's JSON.

use serde_json::{Value, json};

/// Whoever is called this is rejected by the service's rule.
pub(crate) const REJECTED: &str = "REED";

/// One registration. The types are birth, first, transfer and immigrant.
pub(crate) struct Form {
    pub(crate) kind: u8,
    pub(crate) surname: &'static str,
    pub(crate) forename: &'static str,
    born: &'static str,
    pub(crate) number: Option<&'static str>,
}

/// Each type twice: one to be approved and one to be rejected.
pub(crate) const FORMS: [Form; 8] = [
    form(1, "ASHWORTH", "ISLA", "2025-02-17", Some("9990001006")),
    form(1, REJECTED, "OWEN", "2025-02-20", Some("9990465762")),
    form(2, "BANNERMAN", "TOBIAS", "1979-05-06", None),
    form(2, REJECTED, "MIRIAM", "1988-11-23", None),
    form(3, "CALLOWAY", "JUNE", "1955-12-24", Some("9990409595")),
    form(3, REJECTED, "HECTOR", "1962-07-30", Some("9996053431")),
    form(4, "DRAGOMIR", "ELENA", "1996-04-04", None),
    form(4, REJECTED, "PAVEL", "2001-09-13", None),
];

const fn form(
    kind: u8,
    surname: &'static str,
    forename: &'static str,
    born: &'static str,
    number: Option<&'static str>,
) -> Form {
    Form {
        kind,
        surname,
        forename,
        born,
        number,
    }
}

impl Form {
    /// As it is filed, in plain text.
    pub(crate) fn json(&self) -> Value {
        let mut parameters = vec![
            text("gpTradingPartnerCode", "HIL5"),
            text("acceptanceCode", "A"),
            text("acceptanceType", &self.kind.to_string()),
            text("acceptanceDate", "2025-03-14"),
        ];
        match self.kind {
            3 => parameters.push(text("previousGpName", "Dr P Lane")),
            4 => parameters.push(text("dateOfUkEntry", "2025-02-01")),
            _ => {}
        }
        parameters.push(json!({ "name": "patient", "resource": self.patient() }));

        json!({ "resourceType": "Parameters", "parameter": parameters })
    }

    fn patient(&self) -> Value {
        let mut patient = json!({
            "resourceType": "Patient",
            "extension": [{
                "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace", "valueString": "Norwich",
            }],
            "name": [{ "family": self.surname, "given": [self.forename], "prefix": ["Mx"] }],
            "gender": "female",
            "birthDate": self.born,
            "address": [{ "line": [null, "7 Wharf Street", null, "Norwich", "Norfolk"], "postalCode": "NR9 0ZZ" }],
            "generalPractitioner": [{
                "identifier": { "system": "https://fhir.hl7.org.uk/Id/gmc-number", "value": "9912345,K31" },
            }],
            "managingOrganization": { "identifier": {
                "system": "https://digital.nhs.uk/services/nhais/guide-to-nhais-gp-links-documentation", "value": "NF",
            } },
        });
        if let Some(number) = self.number {
            patient["identifier"] =
                json!([{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number }]);
        }
        if self.kind == 3 {
            let before = json!({ "line": [null, null, null, "Otley", null] });
            patient["address"].as_array_mut().unwrap().push(before);
        }

        patient
    }
}

/// Somebody who is on the list moves house.
pub(crate) fn moves(number: &str) -> Value {
    let line = |place: u8, value: &str| json!({ "op": "replace", "path": format!("/address/0/line/{place}"), "value": value });

    json!({
        "nhsNumber": number, "gpCode": "9912345,K31", "gpTradingPartnerCode": "HIL5", "healthcarePartyCode": "NF",
        "patches": [
            line(0, "Mill House"), line(1, "22 Orchard Close"), line(2, "Hellesdon"), line(3, "Norwich"), line(4, "Norfolk"),
            { "op": "replace", "path": "/address/0/postalCode", "value": "NR6 0ZQ" },
        ],
    })
}

fn text(name: &str, value: &str) -> Value {
    json!({ "name": name, "valueString": value })
}
