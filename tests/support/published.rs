//! What the adaptor would publish for a letter.

use fhir::{Ends, Flavour, Published};
use gplinks::{Entry, ReadLetter};

/// The bodies of all transactions of a letter that are published, in order.
pub(crate) fn published(letter: &ReadLetter) -> Vec<Published> {
    let header = letter.header.as_ref().unwrap();

    letter
        .transactions()
        .filter_map(|(message, one)| {
            let cipher = message.head.cipher();
            let (practice, service) = if one.kind.is_filing() {
                (&header.sender, &header.recipient)
            } else {
                (&header.recipient, &header.sender)
            };
            let ends = Ends {
                practice,
                service,
                cipher: cipher.as_ref(),
            };
            let entry = Entry {
                tn: one.tn?,
                gp: one.gp.clone(),
                body: one.body.clone()?,
            };

            fhir::publish(&ends, &entry, Flavour::Adaptor)
        })
        .collect()
}
