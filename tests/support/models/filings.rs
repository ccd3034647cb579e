//! What a practice sends.

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, CameFrom, DeductionReason,
    DeductionRequest, Filing, Identity, Removal, Stay,
};

use super::Choices;
use super::parts::{cipher, code, day, maybe, number, text};
use super::people::{changes, home, name, previous_address, sex};

const NOTE: u64 = 70;

pub(crate) fn acceptance(choices: &mut Choices<'_>) -> Filing {
    Filing::Acceptance(Box::new(Acceptance {
        code: choices.one_of(&AcceptanceCode::ALL),
        kind: kind(choices),
        accepted_on: day(choices),
        name: name(choices),
        previous_surname: maybe(choices, 35),
        sex: sex(choices),
        address: home(choices),
        institute: maybe(choices, 4),
        drugs_dispensed: choices.yes(),
        notes: maybe(choices, NOTE),
    }))
}

fn kind(choices: &mut Choices<'_>) -> AcceptanceKind {
    match choices.below(4) {
        0 => AcceptanceKind::Birth {
            number: number(choices),
            born: day(choices),
            birthplace: maybe(choices, 35),
        },
        1 => AcceptanceKind::First {
            identity: identity(choices),
            born: choices.maybe(day),
        },
        2 => AcceptanceKind::TransferIn {
            identity: identity(choices),
            born: choices.maybe(day),
            came_from: CameFrom {
                gp_name: text(choices, 35),
                ha: choices.maybe(cipher),
                address: previous_address(choices),
            },
        },
        _ => AcceptanceKind::Immigrant {
            identity: identity(choices),
            born: choices.maybe(day),
            stay: Stay {
                entered_uk: day(choices),
                left_uk: choices.maybe(day),
                gp_name: maybe(choices, 35),
                ha: choices.maybe(cipher),
                address: choices.maybe(previous_address),
            },
        },
    }
}

fn identity(choices: &mut Choices<'_>) -> Identity {
    if choices.yes() {
        return Identity::Birthplace(text(choices, 35));
    }

    Identity::Number {
        number: number(choices),
        birthplace: maybe(choices, 35),
    }
}

pub(crate) fn amendment(choices: &mut Choices<'_>) -> Filing {
    Filing::Amendment(Box::new(Amendment {
        number: number(choices),
        changes: changes(choices),
        notes: maybe(choices, NOTE),
    }))
}

pub(crate) fn removal(choices: &mut Choices<'_>) -> Filing {
    Filing::Removal(Removal {
        number: number(choices),
        reason: text(choices, NOTE),
    })
}

pub(crate) fn deduction_request(choices: &mut Choices<'_>) -> Filing {
    Filing::DeductionRequest(DeductionRequest {
        number: number(choices),
        reason: reason(choices),
        on: day(choices),
        notes: maybe(choices, NOTE),
    })
}

/// One of the list, or now and then one that is not in it.
pub(crate) fn reason(choices: &mut Choices<'_>) -> DeductionReason {
    if choices.below(4) == 3 {
        return DeductionReason::read(&code(choices)).unwrap();
    }

    DeductionReason::of(u16::try_from(choices.between(1, 22)).unwrap()).unwrap()
}
