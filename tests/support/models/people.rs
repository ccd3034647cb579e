//! Names and addresses.

use gplinks::{
    Changes, Dispensed, Forenames, HomeAddress, Name, NameChange, NewAddress, NewLine, PartialName,
    PostalAddress, PreviousAddress, Sex,
};

use super::Choices;
use super::parts::{change, day, maybe, postcode, text};

const NAME: u64 = 35;

pub(crate) fn sex(choices: &mut Choices<'_>) -> Sex {
    choices.one_of(&Sex::ALL)
}

fn forenames(choices: &mut Choices<'_>) -> Forenames {
    Forenames {
        first: maybe(choices, NAME),
        second: maybe(choices, NAME),
        others: maybe(choices, NAME),
    }
}

pub(crate) fn name(choices: &mut Choices<'_>) -> Name {
    Name {
        surname: text(choices, NAME),
        forenames: forenames(choices),
        title: maybe(choices, NAME),
    }
}

pub(crate) fn partial_name(choices: &mut Choices<'_>) -> PartialName {
    PartialName {
        surname: maybe(choices, NAME),
        forenames: forenames(choices),
        title: maybe(choices, NAME),
    }
}

pub(crate) fn address(choices: &mut Choices<'_>) -> PostalAddress {
    PostalAddress {
        lines: std::array::from_fn(|_| maybe(choices, NAME)),
        postcode: choices.maybe(postcode),
    }
}

/// With a road where nothing else names the house.
pub(crate) fn home(choices: &mut Choices<'_>) -> HomeAddress {
    let address = address(choices);

    HomeAddress::parse(address.clone()).unwrap_or_else(|_| {
        let mut address = address;
        address.lines[1] = Some(text(choices, NAME));
        HomeAddress::parse(address).unwrap()
    })
}

pub(crate) fn previous_address(choices: &mut Choices<'_>) -> PreviousAddress {
    PreviousAddress::new(choices.several(1, 5, |choices| text(choices, NAME))).unwrap()
}

fn new_address(choices: &mut Choices<'_>) -> NewAddress {
    let mut line = |_| match choices.below(3) {
        0 => NewLine::Blank,
        1 => NewLine::Is(text(choices, NAME)),
        _ => NewLine::Erase,
    };

    NewAddress {
        lines: std::array::from_fn(&mut line),
        postcode: change(choices, postcode),
    }
}

fn name_change(choices: &mut Choices<'_>) -> NameChange {
    let some = |choices: &mut Choices<'_>| {
        let mut forenames = forenames(choices);
        if forenames.is_empty() {
            forenames.second = Some(text(choices, NAME));
        }
        forenames
    };

    NameChange {
        surname: maybe(choices, NAME),
        forenames: change(choices, some),
        title: change(choices, |choices| text(choices, NAME)),
    }
}

/// What a G2 or an F1 changes; without choices nothing.
pub(crate) fn changes(choices: &mut Choices<'_>) -> Changes {
    Changes {
        name: name_change(choices),
        previous_surname: change(choices, |choices| text(choices, NAME)),
        born: choices.maybe(day),
        sex: choices.maybe(sex),
        address: choices.maybe(new_address),
        institute: change(choices, |choices| text(choices, 4)),
        drugs_dispensed: change(choices, |_| Dispensed),
    }
}
