//! A removal: its reason on the wire, and the note that the form puts together.

use gplinks::{DeductionRequestForm, RemovalForm as DirectForm, Text};
use practice::{Content, PatientId, Person, Unsent};

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

/// What a request said, as a form that asks for the same again: its words come out as they went in.
pub(crate) fn asked(content: &Content, patient: PatientId, seen: i64) -> Option<RemovalForm> {
    let form = RemovalForm {
        patient: patient.get(),
        seen,
        ..RemovalForm::default()
    };
    let is_request = matches!(content, Content::DeductionRequest { .. });

    filled(content, form).filter(|_| is_request)
}

/// What a request or a removal says that was not sent yet; nothing where the filing is another kind.
pub(crate) fn unsent(unsent: &Unsent) -> Option<RemovalForm> {
    let form = RemovalForm {
        patient: unsent.before.patient.get(),
        seen: unsent.before.version,
        corrects: Some(unsent.filing.id.get()),
        ..RemovalForm::default()
    };

    filled(&unsent.content, form)
}

fn filled(content: &Content, form: RemovalForm) -> Option<RemovalForm> {
    match content {
        Content::Removal { reason } => Some(RemovalForm {
            reason: RemovalReason::OutOfArea,
            why: reason.as_str().to_owned(),
            ..form
        }),
        Content::DeductionRequest { reason, on, notes } => {
            let said = notes.as_ref().map(Text::as_str).unwrap_or_default();
            let form = RemovalForm {
                on: on.iso(),
                ..form
            };

            Some(match reason.number() {
                Some(1) => with_note(RemovalReason::Died, said, form),
                Some(5) => with_note(RemovalReason::Abroad, said, form),
                _ => parted(said, form),
            })
        }
        Content::Registration(_) | Content::Amendment { .. } => None,
    }
}

fn with_note(reason: RemovalReason, said: &str, form: RemovalForm) -> RemovalForm {
    RemovalForm {
        reason,
        notes: said.to_owned(),
        ..form
    }
}

/// Whether somebody moved is told by the note alone, which this form put together.
fn parted(said: &str, form: RemovalForm) -> RemovalForm {
    if let Some(address) = said.strip_prefix("NEW ADDRESS ") {
        return RemovalForm {
            reason: RemovalReason::Moved,
            new_address: address.to_owned(),
            ..form
        };
    }
    if let Some(rest) = said.strip_prefix("ADDRESS UNKNOWN") {
        return RemovalForm {
            address_unknown: true,
            ..with_note(RemovalReason::Moved, rest.trim_start_matches(". "), form)
        };
    }

    with_note(RemovalReason::Other, said, form)
}

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
    fn a_request_that_is_asked_again_says_the_same() {
        let said = |reason: &str, note: &str| {
            let content = Content::DeductionRequest {
                reason: gplinks::DeductionReason::read(reason).unwrap(),
                on: gplinks::Day::parse("2026-11-02").unwrap(),
                notes: Text::new(note),
            };
            let form = asked(&content, PatientId::new(7), 3).unwrap();

            (
                form.reason,
                form.on.clone(),
                self::note(&form).to_uppercase(),
            )
        };
        let on = || "2026-11-02".to_owned();

        for (reason, text, why) in [
            ("1", "FOUND BY POLICE", RemovalReason::Died),
            ("5", "", RemovalReason::Abroad),
            (
                "13",
                "NEW ADDRESS 3 HILL ROAD. SEEN PACKING",
                RemovalReason::Moved,
            ),
            ("13", "ADDRESS UNKNOWN. SEEN PACKING", RemovalReason::Moved),
            ("13", "ADDRESS UNKNOWN", RemovalReason::Moved),
            ("13", "IN PRISON SINCE MAY", RemovalReason::Other),
        ] {
            assert_eq!(said(reason, text), (why, on(), text.to_owned()));
        }
    }

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
