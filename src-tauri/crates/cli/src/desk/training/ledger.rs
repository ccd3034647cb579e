//! What the service has seen and sent: the outside witness.

use agency::{Fate, TrainingMailbox};
use premises::PremisesError;
use serde::Serialize;
use serde_json::{Value, json};

use crate::desk::answer::Answer;
use crate::error::Failure;
use crate::text::counted;

pub(super) fn told(mailbox: &TrainingMailbox, bodies: bool) -> Result<Answer, Failure> {
    let witness = mailbox.witness();
    let waiting = mailbox.waiting();
    let waiting: Vec<&str> = waiting.iter().map(|id| id.as_str()).collect();
    let json = mailbox.with_agency(|agency| {
        let ledger = agency.ledger();

        Ok::<_, Failure>(json!({
            "letters": plain(&ledger.letters, bodies)?,
            "transactions": plain(&ledger.transactions, bodies)?,
            "receipts": plain(&ledger.receipts, bodies)?,
            "sent": plain(&ledger.sent, bodies)?,
            "unreceipted": ledger.unreceipted().count(),
            "duplicates": ledger.letters.iter().filter(|one| one.fate == Fate::Duplicate).count(),
            "complaints": plain(&agency.complaints(), bodies)?,
            "patients": agency.patients().len(),
            "next_due": agency.next_due().map(|at| at.to_string()),
            "accepted": plain(&witness.accepted, bodies)?,
            "attempts": plain(&witness.attempts, bodies)?,
            "waiting": waiting,
        }))
    })?;

    Ok(Answer::new(json.clone(), words(&json)))
}

/// The rows without what is only the service's own business, and without bytes unless asked for.
fn plain<T: Serialize>(rows: &[T], bodies: bool) -> Result<Vec<Value>, Failure> {
    let row = |row: &T| {
        let mut value = serde_json::to_value(row).map_err(|_| PremisesError::TrainingMemory)?;
        if let Some(row) = value.as_object_mut() {
            row.remove("place");
            if !bodies {
                row.remove("body");
            }
        }

        Ok(value)
    };

    rows.iter().map(row).collect()
}

fn words(json: &Value) -> Vec<String> {
    let count = |name: &str| {
        json.get(name)
            .and_then(Value::as_array)
            .map_or(0, |rows| rows.len() as u64)
    };
    let mut words = vec![
        format!(
            "The service has received {}.",
            counted(count("letters"), "letter")
        ),
        format!("It has sent {}.", counted(count("sent"), "letter")),
        format!("{} in our mailbox.", counted(count("waiting"), "message")),
        format!("It complains of {}.", counted(count("complaints"), "thing")),
    ];
    let complaints = json.get("complaints").and_then(Value::as_array);
    words.extend(
        complaints
            .into_iter()
            .flatten()
            .map(|one| format!("  {one}")),
    );

    words
}
