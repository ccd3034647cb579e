//! What must hold for any body.

use fhir::{Ends, FilingKind, Flavour, publish, read_clean, read_filing};
use gplinks::{Body, Day, DeskRules, Draft, Entry, GpCode, Link, Tn};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::bodies::*;
use crate::filings::{cipher, filing, text};

fn rules() -> DeskRules {
    DeskRules::on(Day::parse("2025-03-12").unwrap())
}

/// Any JSON value, its texts and keys often those that are looked for.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("Patient".to_owned()),
        Just("Parameters".to_owned()),
        Just("/extension/0".to_owned()),
        Just("remove".to_owned()),
        Just("%".to_owned()),
        Just("".to_owned()),
        Just(" ".to_owned()),
        ".{0,8}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("value".to_owned()),
        Just("name".to_owned()),
        "[a-z/~]{0,6}"
    ];

    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// The pointers of all values of a body.
fn pointers(body: &Value) -> Vec<String> {
    let below = |at: String, value: &Value| {
        let inner = pointers(value)
            .into_iter()
            .map(move |rest| format!("/{at}{rest}"));
        inner.collect::<Vec<_>>()
    };
    let inner: Vec<String> = match body {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(at, item)| below(at.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| below(key.clone(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };

    std::iter::once(String::new()).chain(inner).collect()
}

fn a_body() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        transfer_in(),
        of_type("1"),
        of_type("4"),
        amendment(),
        removal(),
        deduction(),
    ])
}

fn any_kind() -> impl Strategy<Value = Option<FilingKind>> {
    option::of(prop::sample::select(FilingKind::ALL.to_vec()))
}

proptest! {
    #[test]
    fn no_body_makes_the_reader_stumble(body in any_json(), kind in any_kind()) {
        let _ = read_filing(&body.to_string(), kind);
        let _ = read_clean(&body.to_string(), kind, &rules());
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in ".*", kind in any_kind()) {
        prop_assert!(read_filing(&text, kind).is_err());
    }

    #[test]
    fn a_spoilt_body_is_read_or_refused_at_a_place(
        body in a_body(),
        at in any::<prop::sample::Index>(),
        other in any_json(),
        kind in any_kind(),
    ) {
        let mut body = body;
        let pointers = pointers(&body);
        let pointer = at.get(&pointers);
        *body.pointer_mut(pointer).unwrap() = other;
        let _ = read_clean(&body.to_string(), kind, &rules());
        if let Err(refusals) = read_filing(&body.to_string(), kind) {
            prop_assert!(refusals.iter().all(|refusal| refusal.code().starts_with("E6")));
        }
    }

    #[test]
    fn what_is_published_of_a_filing_reads_back(filing in filing(), cipher in cipher(), gp in text()) {
        let link = Link::new(link("HIL5"), cipher);
        let gp = GpCode::read(gp.as_str()).unwrap();
        let ends = Ends {
            practice: &link.practice,
            service: &link.service,
            cipher: Some(&link.cipher),
        };
        let entry = Entry { tn: Tn::new(1), gp: Some(gp.clone()), body: Body::Filing(filing.clone()) };
        let published = publish(&ends, &entry, Flavour::Adaptor).unwrap();
        let read = read_filing(&published.body.to_string(), None).unwrap();

        prop_assert_eq!(read.remarks, vec![]);
        prop_assert!(read.draft == Draft { link, gp, filing }, "not the same filing");
    }
}
