//! Transactions of a letter to the JSON that the adaptor publishes for them.

mod filing;
mod form;
mod notice;
mod patches;
mod patient;

use gplinks::{Body, Cipher, Entry, LinkCode};
use serde_json::Value;

use crate::{Flavour, operation_id};
use form::Form;

/// The two ends of the link that a letter came over, and the health authority its message names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends<'a> {
    pub practice: &'a LinkCode,
    pub service: &'a LinkCode,
    /// `None` where the message names none that can be read.
    pub cipher: Option<&'a Cipher>,
}

/// What is published for one transaction.
#[derive(Clone, PartialEq)]
pub struct Published {
    /// The adaptor's word: `approval`, `fp69_prior_notification`.
    pub transaction_type: &'static str,
    pub operation_id: String,
    pub body: Value,
}

/// Leaves out the body, which is a patient's.
impl std::fmt::Debug for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Published({} {})",
            self.transaction_type, self.operation_id
        )
    }
}

/// What the adaptor publishes for a transaction, and for a practice's own what it would have been
/// asked. `None` for what is never published: records messages, a close of quarter, unknown kinds.
///
/// What a notice lacks is left out of its body.
pub fn publish(ends: &Ends<'_>, entry: &Entry, flavour: Flavour) -> Option<Published> {
    let form = Form {
        ends: *ends,
        gp: entry.gp.as_ref(),
        flavour,
    };
    let (transaction_type, link, body) = match &entry.body {
        Body::Filing(filing) => {
            let (word, body) = filing::publish(form, filing);
            (word, ends.practice, body)
        }
        Body::Notice(notice) => {
            let (word, body) = notice::publish(form, notice)?;
            let link = if notice::answers_us(notice) {
                ends.practice
            } else {
                ends.service
            };
            (word, link, body)
        }
    };

    Some(Published {
        transaction_type,
        operation_id: operation_id(link, entry.tn),
        body,
    })
}
