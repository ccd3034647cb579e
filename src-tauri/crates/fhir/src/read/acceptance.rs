//! An acceptance, read in the order of its segments.

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, CameFrom, Cipher, Day, Identity, PatientNumber,
    Stay, Text,
};

use super::pad::{Found, Pad};
use super::parameters::{Parameters, notes};
use super::patient;
use crate::node::Node;
use crate::{DateOf, Fault, Party, words};

/// The four types; the fifth, from the services, is no longer used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Birth,
    First,
    TransferIn,
    Immigrant,
}

pub(super) fn read(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
) -> Option<Acceptance> {
    let kind = acceptance_type(pad, parameters);
    let kind = kind.and_then(|kind| acceptance_kind(pad, parameters, patient, kind));
    let institute = patient::extension(
        pad,
        patient,
        words::INSTITUTE,
        Fault::EmptyInstitute,
        Fault::BlankParty(Party::Institute),
    );
    let code = code(pad, parameters);
    let drugs_dispensed = patient::drugs_dispensed(pad, patient);
    let accepted_on = needed_day(pad, parameters, words::ACCEPTANCE_DATE, DateOf::Acceptance);
    let notes = notes(pad, parameters);
    let name = patient::name(pad, patient);
    let sex = patient::sex(pad, patient);
    let address = patient::home(pad, patient);
    let previous_surname = patient::previous_surname(pad, patient);

    Some(Acceptance {
        code: code?,
        kind: kind?,
        accepted_on: accepted_on?,
        name: name?,
        previous_surname: previous_surname.optional()?,
        sex: sex?,
        address: address?,
        institute: institute.optional()?,
        drugs_dispensed: drugs_dispensed?,
        notes: notes.optional()?,
    })
}

fn acceptance_type(pad: &mut Pad, parameters: &Parameters<'_>) -> Option<Type> {
    let node = parameters.value(words::ACCEPTANCE_TYPE);
    // A blank type is an unknown one: the adaptor looks for it in its list.
    let text = pad.word(&node);
    let text = pad.not_blank(text, Fault::UnknownAcceptanceType, &node);
    let kind = pad.parsed(text, type_of, Fault::UnknownAcceptanceType, &node);
    let name = words::ACCEPTANCE_TYPE;

    pad.needed(kind, Fault::NoValue { name }, &node)
}

fn type_of(code: &str) -> Option<Type> {
    match code {
        "1" => Some(Type::Birth),
        "2" => Some(Type::First),
        "3" => Some(Type::TransferIn),
        "4" => Some(Type::Immigrant),
        _ => None,
    }
}

fn code(pad: &mut Pad, parameters: &Parameters<'_>) -> Option<AcceptanceCode> {
    let node = parameters.value(words::ACCEPTANCE_CODE);
    let text = pad.word(&node);
    let text = pad.not_blank(text, Fault::NoAcceptanceCode, &node);
    let code = pad.parsed(
        text,
        AcceptanceCode::parse,
        Fault::UnknownAcceptanceCode,
        &node,
    );
    let name = words::ACCEPTANCE_CODE;

    pad.needed(code, Fault::NoValue { name }, &node)
}

fn needed_day(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    name: &'static str,
    date: DateOf,
) -> Option<Day> {
    let node = parameters.value(name);
    let day = pad.day(&node, date);

    pad.needed(day, Fault::NoValue { name }, &node)
}

/// What belongs to another type is not looked at, as the adaptor has it.
fn acceptance_kind(
    pad: &mut Pad,
    parameters: &Parameters<'_>,
    patient: &Node<'_>,
    kind: Type,
) -> Option<AcceptanceKind> {
    let number = patient::number(pad, patient);
    let birthplace = birthplace(pad, patient);
    let born_node = patient.key("birthDate");
    let born = pad.day(&born_node, DateOf::Birth);
    if kind == Type::Birth {
        let number = pad.needed(number, Fault::NoNumber, &patient::number_node(patient));
        let born = pad.needed(born, Fault::NoDate(DateOf::Birth), &born_node);
        return Some(AcceptanceKind::Birth {
            number: number?,
            born: born?,
            birthplace: birthplace.optional()?,
        });
    }
    let identity = identity(pad, number, birthplace, patient);

    match kind {
        Type::Birth | Type::First => Some(AcceptanceKind::First {
            identity: identity?,
            born: born.optional()?,
        }),
        Type::TransferIn => {
            let came_from = came_from(pad, parameters, patient);
            Some(AcceptanceKind::TransferIn {
                identity: identity?,
                born: born.optional()?,
                came_from: came_from?,
            })
        }
        Type::Immigrant => {
            let stay = stay(pad, parameters, patient);
            Some(AcceptanceKind::Immigrant {
                identity: identity?,
                born: born.optional()?,
                stay: stay?,
            })
        }
    }
}

fn birthplace(pad: &mut Pad, patient: &Node<'_>) -> Found<Text> {
    patient::extension(
        pad,
        patient,
        words::BIRTHPLACE,
        Fault::EmptyBirthplace,
        Fault::BlankBirthplace,
    )
}

fn identity(
    pad: &mut Pad,
    number: Found<PatientNumber>,
    birthplace: Found<Text>,
    patient: &Node<'_>,
) -> Option<Identity> {
    if number.is_nothing() && birthplace.is_nothing() {
        pad.refuse(Fault::NoBirthplace, &patient.key("extension"));
    }

    Identity::of(number.optional()?, birthplace.optional()?)
}

fn came_from(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<CameFrom> {
    let gp_name = previous_gp(pad, parameters);
    let missing = Fault::NoValue {
        name: words::PREVIOUS_GP,
    };
    let gp_name = pad.needed(gp_name, missing, &parameters.value(words::PREVIOUS_GP));
    let ha = previous_ha(pad, parameters);
    let address = patient::previous_address(pad, patient);
    let address = pad.needed(address, Fault::NoPreviousAddress, &patient.key("address"));

    Some(CameFrom {
        gp_name: gp_name?,
        ha: ha.optional()?,
        address: address?,
    })
}

fn stay(pad: &mut Pad, parameters: &Parameters<'_>, patient: &Node<'_>) -> Option<Stay> {
    let gp_name = previous_gp(pad, parameters);
    let ha = previous_ha(pad, parameters);
    let entered_uk = needed_day(pad, parameters, words::ENTERED_UK, DateOf::Entry);
    let left_uk = pad.day(&parameters.value(words::LEFT_UK), DateOf::Exit);
    let address = patient::previous_address(pad, patient);

    Some(Stay {
        entered_uk: entered_uk?,
        left_uk: left_uk.optional()?,
        gp_name: gp_name.optional()?,
        ha: ha.optional()?,
        address: address.optional()?,
    })
}

fn previous_gp(pad: &mut Pad, parameters: &Parameters<'_>) -> Found<Text> {
    let node = parameters.value(words::PREVIOUS_GP);
    let text = pad.text(&node);

    pad.not_blank(text, Fault::BlankParty(Party::PreviousGp), &node)
}

fn previous_ha(pad: &mut Pad, parameters: &Parameters<'_>) -> Found<Cipher> {
    let node = parameters.value(words::PREVIOUS_HA);
    let text = pad.word(&node);
    let text = pad.not_blank(text, Fault::BlankParty(Party::PreviousHa), &node);

    pad.parsed(text, Cipher::parse, Fault::OddCipher, &node)
}
