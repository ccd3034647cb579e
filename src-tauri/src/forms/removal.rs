//! A removal: its reason on the wire, and the note that the form puts together.

use gplinks::{DeductionRequestForm, RemovalForm as DirectForm, Text};
use practice::{Content, Person, Unsent};

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

/// What a request or a removal says that was not sent yet; nothing where the filing is another kind.
pub(crate) fn unsent(unsent: &Unsent) -> Option<RemovalForm> {
    let form = RemovalForm {
        patient: unsent.before.patient.get(),
        seen: unsent.before.version,
        corrects: Some(unsent.filing.id.get()),
        ..RemovalForm::default()
    };
    match &unsent.content {
        Content::Removal { reason } => Some(RemovalForm {
            reason: RemovalReason::OutOfArea,
            why: reason.as_str().to_owned(),
            ..form
        }),
        Content::DeductionRequest { reason, on, notes } => {
            let note = notes.as_ref().map(Text::as_str).unwrap_or_default();

            Some(RemovalForm {
                on: on.iso(),
                ..asked(reason.as_str(), note, form)
            })
        }
        Content::Registration(_) | Content::Amendment { .. } => None,
    }
}

/// The reason that was chosen, as far as the number and the note tell.
fn asked(number: &str, note: &str, form: RemovalForm) -> RemovalForm {
    let moved = RemovalForm {
        reason: RemovalReason::Moved,
        ..form.clone()
    };
    if let Some(address) = note.strip_prefix(NEW_ADDRESS_SENT) {
        let new_address = address.to_owned();
        return RemovalForm {
            new_address,
            ..moved
        };
    }
    if let Some(rest) = note.strip_prefix(UNKNOWN_SENT) {
        let notes = rest.trim_start_matches(['.', ' ']).to_owned();
        return RemovalForm {
            address_unknown: true,
            notes,
            ..moved
        };
    }

    RemovalForm {
        reason: match number {
            "1" => RemovalReason::Died,
            "5" => RemovalReason::Abroad,
            _ => RemovalReason::Other,
        },
        notes: note.to_owned(),
        ..form
    }
}

/// How the beginnings of a composed note are sent.
const NEW_ADDRESS_SENT: &str = "NEW ADDRESS ";
const UNKNOWN_SENT: &str = "ADDRESS UNKNOWN";

/// Where they went, and what else there is to say. The record's own address stays: rewriting it confuses PCSE.
pub(crate) fn note(form: &RemovalForm) -> String {
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
