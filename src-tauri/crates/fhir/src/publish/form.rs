//! The parts of a body that do not depend on its kind, and the building of JSON.

use gplinks::{GpCode, Text};
use serde_json::{Map, Value, json};

use super::Ends;
use crate::{Flavour, words};

/// What every body says, and how its text stands.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) ends: Ends<'a>,
    pub(super) gp: Option<&'a GpCode>,
    pub(super) flavour: Flavour,
}

impl Form<'_> {
    pub(super) fn text(&self, text: &Text) -> Value {
        self.written(text.as_str())
    }

    pub(super) fn written(&self, text: &str) -> Value {
        Value::String(self.flavour.written(text))
    }

    pub(super) fn practice(&self) -> Value {
        self.written(self.ends.practice.as_str())
    }

    pub(super) fn gp(&self) -> Option<Value> {
        self.gp.map(|gp| self.written(gp.as_str()))
    }

    pub(super) fn ha(&self) -> Option<Value> {
        self.ends.cipher.map(|cipher| json!(cipher.as_str()))
    }
}

/// A FHIR Parameters resource in the making.
pub(super) struct Parameters(Vec<Value>);

impl Parameters {
    pub(super) fn of(form: Form<'_>) -> Self {
        Self(Vec::new()).value(words::PRACTICE, Some(form.practice()))
    }

    pub(super) fn value(mut self, name: &str, value: Option<Value>) -> Self {
        if let Some(value) = value {
            self.0.push(json!({"name": name, "valueString": value}));
        }

        self
    }

    pub(super) fn patient(mut self, patient: Value) -> Self {
        self.0
            .push(json!({"name": words::PATIENT, "resource": patient}));

        self
    }

    pub(super) fn body(self) -> Value {
        json!({"resourceType": "Parameters", "parameter": self.0})
    }
}

/// An object of those members that are there, in this order.
pub(super) fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members: Map<String, Value> = members
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
        .collect();

    Value::Object(members)
}

/// A list, unless it is empty: FHIR has no empty lists.
pub(super) fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}
