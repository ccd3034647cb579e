//! A removal: its reason on the wire, and the note that the form puts together.

use gplinks::{DeductionRequestForm, RemovalForm as DirectForm};
use practice::Person;

use crate::wire::{RemovalForm, RemovalReason};

impl RemovalReason {
    /// The number that PCSE knows it by; the wire has one for having moved and for everything else.
    fn number(self) -> &'static str {
        match self {
            Self::Died => "1",
            Self::Abroad => "5",
            Self::Moved | Self::Other => "13",
            Self::NotChosen | Self::OutOfArea => "",
        }
    }
}

pub(crate) fn requested(form: &RemovalForm, person: &Person) -> DeductionRequestForm {
    DeductionRequestForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        reason: form.reason.number().to_owned(),
        on: form.on.clone(),
        date_is_approximate: form.date_is_approximate,
        notes: note(form),
    }
}

pub(crate) fn direct(form: &RemovalForm, person: &Person) -> DirectForm {
    DirectForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        reason: form.why.clone(),
    }
}

/// Where they went, and what else there is to say. The record's own address stays: rewriting it confuses PCSE.
fn note(form: &RemovalForm) -> String {
    let went = form.reason == RemovalReason::Moved;
    let address = match (form.address_unknown, form.new_address.trim()) {
        (true, _) if went => "Address unknown".to_owned(),
        (false, address) if went && !address.is_empty() => format!("New address {address}"),
        _ => String::new(),
    };

    [address.as_str(), form.notes.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_says_where_they_went() {
        let moved = |new_address: &str, address_unknown, notes: &str| {
            note(&RemovalForm {
                reason: RemovalReason::Moved,
                new_address: new_address.to_owned(),
                address_unknown,
                notes: notes.to_owned(),
                ..RemovalForm::default()
            })
        };

        assert_eq!(
            moved("3 Hill Road, Otley", false, ""),
            "New address 3 Hill Road, Otley"
        );
        assert_eq!(
            moved("", true, "seen packing"),
            "Address unknown. seen packing"
        );
        assert_eq!(moved(" ", false, ""), "");
    }
}
