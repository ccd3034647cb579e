//! Rules, mischief and faults by their names.

use agency::{Fault, Mischief, Rules, TrainingMailbox};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::desk::answer::Answer;
use crate::desk::refusal::Refusal;
use crate::error::Failure;

/// What can fail on any call to the carrier.
const FAILURES: [&str; 4] = ["not_reached", "not_let_in", "timed_out", "broken"];

pub(super) fn rules(mailbox: &TrainingMailbox, given: &[String]) -> Result<Answer, Failure> {
    let before = mailbox.with_agency(|agency| agency.rules().clone());
    let mut rules = json!(before);
    for pair in given {
        let (key, value) = split(pair);
        if let Some(rules) = rules.as_object_mut() {
            rules.insert(key.to_owned(), rule_value(value.unwrap_or("true")));
        }
    }
    let rules: Rules = understood("a rule", rules)?;
    let json = json!(rules);
    mailbox.with_agency(|agency| *agency.rules_mut() = rules);
    let words = json
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();

    Ok(Answer::new(json, words))
}

pub(super) fn misbehave(mailbox: &TrainingMailbox, names: &[String]) -> Result<Answer, Failure> {
    let mischief: Vec<Mischief> = all("a mischief", names, mischief)?;
    let json = json!({ "misbehaves": mischief });
    mailbox.with_agency(|agency| mischief.into_iter().for_each(|one| agency.misbehave(one)));

    Ok(Answer::said(json, "The training service will misbehave."))
}

pub(super) fn fault(mailbox: &TrainingMailbox, names: &[String]) -> Result<Answer, Failure> {
    if names == ["none"] {
        mailbox.lift_faults();
        return Ok(Answer::said(
            json!({ "faults": [] }),
            "Nothing fails any more.",
        ));
    }
    let faults: Vec<Fault> = all("a fault", names, fault_value)?;
    let json = json!({ "faults": faults });
    faults.into_iter().for_each(|one| mailbox.fault(one));

    Ok(Answer::said(json, "The way to MESH will fail."))
}

fn all<T: DeserializeOwned>(
    what: &'static str,
    names: &[String],
    value: fn(&str) -> Value,
) -> Result<Vec<T>, Failure> {
    names
        .iter()
        .map(|name| understood(what, value(name)))
        .collect()
}

fn understood<T: DeserializeOwned>(what: &'static str, value: Value) -> Result<T, Failure> {
    serde_json::from_value(value).map_err(|error| {
        Refusal::TrainingWord {
            what,
            why: wanted(&error.to_string()),
        }
        .into()
    })
}

/// What would have been understood, without what was typed.
fn wanted(told: &str) -> String {
    told.find("expected ")
        .and_then(|at| told.get(at..))
        .map_or_else(|| "its value cannot be read".to_owned(), str::to_owned)
}

/// `hours:2` and `working_days:3` for a time, else JSON, else the text itself.
fn rule_value(text: &str) -> Value {
    match text.split_once(':') {
        Some((unit @ ("hours" | "working_days"), count)) => json!({ unit: plain(count) }),
        _ => plain(text),
    }
}

fn mischief(name: &str) -> Value {
    if name.starts_with('{') {
        return plain(name);
    }
    let (name, value) = split(name);
    let number = || value.map_or(json!(1), plain);
    let text = |usual: &str| json!(value.unwrap_or(usual));
    let (key, inner) = match name {
        "no_receipt" | "gap" => ("letters", number()),
        "receipt_for_unknown" => ("sis", number()),
        "backwards_numbers" => ("by", number()),
        "unknown_code" => ("code", text("F7")),
        "two_has" | "other_link" => ("cipher", text("LDS")),
        "wrong_count" => return json!({ name: value.unwrap_or("messages") }),
        "bad_receipt" => {
            let (messages, letter) = value
                .and_then(|value| value.split_once(':'))
                .unwrap_or(("CA", "ER"));
            return json!({ name: { "messages": messages, "letter": letter } });
        }
        _ => return json!(name),
    };

    json!({ name: { key: inner } })
}

fn fault_value(name: &str) -> Value {
    if name.starts_with('{') {
        return plain(name);
    }
    let (call, value) = split(name);
    let Some(value) = value else {
        return json!(call);
    };
    let fault = match value.split_once(':').unwrap_or((value, "1")) {
        (failure, _) if FAILURES.contains(&failure) => json!({ "fails": failure }),
        ("busy", seconds) => json!({ "fails": { "busy": { "wait_seconds": plain(seconds) } } }),
        ("clock_ahead", seconds) => json!({ "clock_ahead": { "seconds": plain(seconds) } }),
        (slow @ ("slow" | "not_collected"), calls) => json!({ slow: { "calls": plain(calls) } }),
        (refused @ ("refuse" | "undelivered"), words) => {
            let code = if refused == "refuse" { "12" } else { "14" };
            let words = if words == "1" {
                "told to fail in training"
            } else {
                words
            };
            json!({ refused: { "code": code, "words": words } })
        }
        (plain, _) => json!(plain),
    };

    json!({ call: fault })
}

fn split(pair: &str) -> (&str, Option<&str>) {
    match pair.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    }
}

/// JSON, or else the text itself.
fn plain(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mischief_has_a_name() {
        for name in [
            "no_receipt",
            "no_receipt=3",
            "bad_receipt",
            "bad_receipt=CI:NA",
            "receipt_for_unknown=77",
            "gap",
            "gap=2",
            "duplicate",
            "other_bytes",
            "wrong_count",
            "wrong_count=segments",
            "unknown_code",
            "unknown_code=Z9",
            "two_has=BD",
            "other_link",
            "truncated",
            "reordered",
            "strange_transaction",
            "backwards_numbers=4",
            r#"{"gap":{"letters":1}}"#,
        ] {
            assert!(
                understood::<Mischief>("a mischief", mischief(name)).is_ok(),
                "{name}"
            );
        }
        assert!(understood::<Mischief>("a mischief", mischief("dublicate")).is_err());
    }

    #[test]
    fn every_fault_has_a_name() {
        for name in [
            "offline",
            "track_forgets",
            "check=clock_ahead:90",
            "list=not_reached",
            "list=twice",
            "fetch=broken",
            "acknowledge=answer_lost",
            "post=busy:60",
            "post=timed_out",
            "post=lose_answer",
            "post=lose_post",
            "post=refuse",
            "post=undelivered:NO SUCH MAILBOX",
            "post=takes_twice",
            "track=slow:2",
            "track=not_collected",
            r#"{"post":"lose_answer"}"#,
        ] {
            assert!(
                understood::<Fault>("a fault", fault_value(name)).is_ok(),
                "{name}"
            );
        }
        assert!(understood::<Fault>("a fault", fault_value("post=lost")).is_err());
    }
}
