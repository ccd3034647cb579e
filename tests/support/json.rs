//! The adaptor's JSON in one form of its many, so that two bodies can be compared by what they say.

use serde_json::{Map, Value};

/// The same body with its parameters, extensions and patches in order, and without what says nothing.
pub(crate) fn normal(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(parameters) = body.get_mut("parameter").and_then(Value::as_array_mut) {
        sort_by(parameters, "name");
        for parameter in parameters {
            if let Some(patient) = parameter.get_mut("resource") {
                normal_patient(patient);
            }
        }
    }
    if let Some(patches) = body.get_mut("patches").and_then(Value::as_array_mut) {
        patches.sort_by_key(|patch| (text(patch, "path"), text(&patch["value"], "url")));
    }

    body
}

fn normal_patient(patient: &mut Value) {
    // One organisation may stand alone or in a list.
    let organisation = &mut patient["managingOrganization"]["identifier"];
    if let Some([only]) = organisation.as_array().map(Vec::as_slice) {
        *organisation = only.clone();
    }
    if let Some(extensions) = patient.get_mut("extension").and_then(Value::as_array_mut) {
        extensions.retain(|extension| extension.get("valueBoolean") != Some(&Value::Bool(false)));
        sort_by(extensions, "url");
    }
    if patient.get("extension") == Some(&Value::Array(Vec::new())) {
        patient
            .as_object_mut()
            .map(|patient| patient.remove("extension"));
    }
    // The blank lines of a previous address are squeezed out on the wire.
    if let Some(lines) = patient
        .pointer_mut("/address/1/line")
        .and_then(Value::as_array_mut)
    {
        lines.retain(|line| !line.is_null());
    }
}

fn sort_by(list: &mut [Value], key: &str) {
    list.sort_by_key(|one| text(one, key));
}

fn text(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// Where two bodies differ, as a pointer and the two values; the people in them are invented.
pub(crate) fn difference(wanted: &Value, got: &Value) -> Option<String> {
    let at = differs(wanted, got, String::new())?;
    let shown = |body: &Value| {
        body.pointer(&at)
            .map_or("nothing".to_owned(), Value::to_string)
    };

    Some(format!(
        "at {at}: wanted {}, got {}",
        shown(wanted),
        shown(got)
    ))
}

fn differs(wanted: &Value, got: &Value, at: String) -> Option<String> {
    match (wanted, got) {
        (Value::Object(wanted), Value::Object(got)) => keys(wanted, got).find_map(|key| {
            let below = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            match (wanted.get(key), got.get(key)) {
                (Some(wanted), Some(got)) => differs(wanted, got, below),
                _ => Some(below),
            }
        }),
        (Value::Array(wanted), Value::Array(got)) if wanted.len() == got.len() => wanted
            .iter()
            .zip(got)
            .enumerate()
            .find_map(|(index, (wanted, got))| differs(wanted, got, format!("{at}/{index}"))),
        _ => (wanted != got).then_some(at),
    }
}

fn keys<'a>(
    one: &'a Map<String, Value>,
    other: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    one.keys()
        .chain(other.keys().filter(|key| !one.contains_key(*key)))
}
