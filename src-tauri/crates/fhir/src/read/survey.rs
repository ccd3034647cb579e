//! The survey of a whole Parameters body, which the adaptor's FHIR parser does before anything is
//! looked for: no empty text anywhere, no element that FHIR does not know, no second value where
//! FHIR has one.

use serde_json::Value;

use super::elements::{PARAMETERS, PATIENT, Type};
use super::pad::{Form, Pad};
use crate::node::Node;
use crate::{Fault, words};

/// Tells all faults of form of a body; in clean text an empty value is a field left blank.
pub(super) fn survey(pad: &mut Pad, body: &Node<'_>) {
    if pad.form() != Form::Clean {
        empties(pad, body, "");
    }
    elements(pad, body, &PARAMETERS);
    for parameter in body.key("parameter").items() {
        let resource = parameter.key("resource");
        let is_patient = resource.key("resourceType").value() == "Patient";
        if is_patient && parameter.key("name").value() == words::PATIENT {
            elements(pad, &resource, &PATIENT);
        }
    }
}

/// `element` is the name of the member that the value stands in.
fn empties(pad: &mut Pad, node: &Node<'_>, element: &str) {
    match node.value() {
        Value::String(text) if text.is_empty() => {
            let element = element.to_owned();
            pad.refuse(Fault::Empty { element }, node);
        }
        Value::Array(_) => {
            for item in node.items() {
                empties(pad, &item, element);
            }
        }
        Value::Object(_) => {
            for key in node.keys() {
                empties(pad, &node.key(key), key);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn elements(pad: &mut Pad, node: &Node<'_>, kind: &Type) {
    if !node.value().is_object() {
        pad.wrong_type::<()>("an object", node);
        return;
    }
    for key in node.keys() {
        let member = node.key(key);
        match kind.typed.iter().find(|(name, ..)| *name == key) {
            Some((_, kind, repeats)) => typed(pad, &member, kind, *repeats),
            None if kind.knows(key) => {}
            None => pad.refuse(Fault::UnknownElement, &member),
        }
    }
}

fn typed(pad: &mut Pad, node: &Node<'_>, kind: &Type, repeats: bool) {
    if !repeats && node.items().nth(1).is_some() {
        pad.wrong_type::<()>("one value", node);
    }
    for item in node.items() {
        elements(pad, &item, kind);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(body: &Value) -> Vec<String> {
        let mut pad = Pad::new(Form::Parameters);
        survey(&mut pad, &Node::root(body));
        let (refusals, _) = pad.finish();

        refusals
            .iter()
            .map(|refusal| format!("{} {}", refusal.code(), refusal.pointer()))
            .collect()
    }

    fn with_patient(patient: &Value) -> Value {
        json!({"resourceType": "Parameters", "parameter": [{"name": "patient", "resource": patient}]})
    }

    #[test]
    fn an_empty_text_is_found_wherever_it_stands() {
        let body = with_patient(&json!({
            "resourceType": "Patient",
            "telecom": [{"value": ""}],
            "address": [{"line": ["", null, "BARFORD"]}],
        }));

        assert_eq!(
            told(&body),
            [
                "E604 /parameter/0/resource/telecom/0/value",
                "E604 /parameter/0/resource/address/0/line/0",
            ]
        );
    }

    #[test]
    fn an_element_that_fhir_does_not_know_is_told() {
        let body = with_patient(&json!({
            "resourceType": "Patient",
            "birthdate": "1971-09-30",
            "_birthDate": {"extension": []},
            "name": [{"famly": "COLE"}],
        }));

        assert_eq!(
            told(&body),
            [
                "E605 /parameter/0/resource/birthdate",
                "E605 /parameter/0/resource/name/0/famly",
            ]
        );
    }

    #[test]
    fn a_list_of_one_is_taken_for_one_value_and_a_list_of_two_is_not() {
        let organization = |identifier: Value| {
            with_patient(&json!({
                "resourceType": "Patient",
                "managingOrganization": {"identifier": identifier},
            }))
        };

        assert_eq!(told(&organization(json!([{"value": "NF"}]))), [""; 0]);
        assert_eq!(
            told(&organization(json!([{"value": "NF"}, {"value": "SU"}]))),
            ["E606 /parameter/0/resource/managingOrganization/identifier"]
        );
    }

    #[test]
    fn what_is_not_an_object_is_told() {
        let body = with_patient(&json!({"resourceType": "Patient", "name": ["COLE"]}));

        assert_eq!(told(&body), ["E606 /parameter/0/resource/name/0"]);
    }
}
