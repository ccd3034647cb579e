//! Filings of every kind and content.

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, CameFrom, Change, Changes, Cipher, Day,
    DeductionReason, DeductionRequest, Dispensed, Filing, Forenames, HomeAddress, Identity, Name,
    NameChange, NewAddress, NewLine, PatientNumber, PostalAddress, PreviousAddress, Removal, Sex,
    Stay, Text, WrittenPostcode,
};
use proptest::option;
use proptest::prelude::*;

pub(crate) fn text() -> impl Strategy<Value = Text> {
    "[A-Z0-9 .,()/=!\"&*;<>'+:?-]{1,12}".prop_filter_map("not blank", Text::new)
}

fn line() -> impl Strategy<Value = NewLine> {
    prop_oneof![
        Just(NewLine::Blank),
        Just(NewLine::Erase),
        text().prop_map(NewLine::Is)
    ]
}

fn change() -> impl Strategy<Value = Change<Text>> {
    prop_oneof![
        Just(Change::Keep),
        Just(Change::Erase),
        text().prop_map(Change::Set)
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (1900..2100, 1..=12, 1..=28)
        .prop_map(|(year, month, day)| Day::parse(&format!("{year}-{month:02}-{day:02}")).unwrap())
}

fn sex() -> impl Strategy<Value = Sex> {
    prop::sample::select(Sex::ALL.to_vec())
}

fn number() -> impl Strategy<Value = PatientNumber> {
    text().prop_map(|text| PatientNumber::read(text.as_str()).unwrap())
}

pub(crate) fn cipher() -> impl Strategy<Value = Cipher> {
    "[A-Z0-9]{2,3}".prop_map(|text| Cipher::parse(&text).unwrap())
}

fn forenames() -> impl Strategy<Value = Forenames> {
    (option::of(text()), option::of(text()), option::of(text())).prop_map(
        |(first, second, others)| Forenames {
            first,
            second,
            others,
        },
    )
}

fn postcode() -> impl Strategy<Value = WrittenPostcode> {
    text().prop_map(WrittenPostcode::new)
}

fn name() -> impl Strategy<Value = Name> {
    (text(), forenames(), option::of(text())).prop_map(|(surname, forenames, title)| Name {
        surname,
        forenames,
        title,
    })
}

fn home() -> impl Strategy<Value = HomeAddress> {
    let lines = prop::array::uniform5(option::of(text()));

    (lines, option::of(postcode())).prop_filter_map("names a house", |(lines, postcode)| {
        HomeAddress::parse(PostalAddress { lines, postcode }).ok()
    })
}

fn previous_address() -> impl Strategy<Value = PreviousAddress> {
    prop::collection::vec(text(), 1..=5).prop_filter_map("has a line", PreviousAddress::new)
}

fn identity() -> impl Strategy<Value = Identity> {
    (option::of(number()), option::of(text()))
        .prop_filter_map("is known", |(number, place)| Identity::of(number, place))
}

fn kind() -> impl Strategy<Value = AcceptanceKind> {
    let birth = (number(), day(), option::of(text())).prop_map(|(number, born, birthplace)| {
        AcceptanceKind::Birth {
            number,
            born,
            birthplace,
        }
    });
    let first = (identity(), option::of(day()))
        .prop_map(|(identity, born)| AcceptanceKind::First { identity, born });
    let came_from =
        (text(), option::of(cipher()), previous_address()).prop_map(|(gp_name, ha, address)| {
            CameFrom {
                gp_name,
                ha,
                address,
            }
        });
    let transfer =
        (identity(), option::of(day()), came_from).prop_map(|(identity, born, came_from)| {
            AcceptanceKind::TransferIn {
                identity,
                born,
                came_from,
            }
        });
    let stay = (
        day(),
        option::of(day()),
        option::of(text()),
        option::of(cipher()),
        option::of(previous_address()),
    )
        .prop_map(|(entered_uk, left_uk, gp_name, ha, address)| Stay {
            entered_uk,
            left_uk,
            gp_name,
            ha,
            address,
        });
    let immigrant = (identity(), option::of(day()), stay).prop_map(|(identity, born, stay)| {
        AcceptanceKind::Immigrant {
            identity,
            born,
            stay,
        }
    });

    prop_oneof![birth, first, transfer, immigrant]
}

fn acceptance() -> impl Strategy<Value = Filing> {
    let code = prop::sample::select(AcceptanceCode::ALL.to_vec());
    let extras = (
        option::of(text()),
        option::of(text()),
        any::<bool>(),
        option::of(text()),
    );

    (code, kind(), day(), name(), sex(), home(), extras).prop_map(
        |(code, kind, accepted_on, name, sex, address, extras)| {
            let (previous_surname, institute, drugs_dispensed, notes) = extras;
            Filing::Acceptance(Box::new(Acceptance {
                code,
                kind,
                accepted_on,
                name,
                previous_surname,
                sex,
                address,
                institute,
                drugs_dispensed,
                notes,
            }))
        },
    )
}

fn new_address() -> impl Strategy<Value = NewAddress> {
    let lines = (line(), line(), line(), option::of(text()), line());
    let postcode = prop_oneof![
        Just(Change::Keep),
        Just(Change::Erase),
        postcode().prop_map(Change::Set)
    ];

    (lines, postcode)
        .prop_map(|((house, road, locality, town, county), postcode)| {
            let town = town.map_or(NewLine::Blank, NewLine::Is);
            NewAddress {
                lines: [house, road, locality, town, county],
                postcode,
            }
        })
        .prop_filter("names a house", NewAddress::names_a_house)
}

fn name_change() -> impl Strategy<Value = NameChange> {
    let forenames = prop_oneof![
        Just(Change::Keep),
        Just(Change::Erase),
        forenames().prop_filter_map("not empty", |names| {
            (!names.is_empty()).then_some(Change::Set(names))
        }),
    ];

    (option::of(text()), forenames, change()).prop_map(|(surname, forenames, title)| NameChange {
        surname,
        forenames,
        title,
    })
}

fn amended() -> impl Strategy<Value = Filing> {
    let drugs = prop_oneof![
        Just(Change::Keep),
        Just(Change::Erase),
        Just(Change::Set(Dispensed))
    ];
    let changes = (
        name_change(),
        change(),
        option::of(day()),
        option::of(sex()),
        option::of(new_address()),
        change(),
        drugs,
    )
        .prop_map(
            |(name, previous_surname, born, sex, address, institute, drugs_dispensed)| Changes {
                name,
                previous_surname,
                born,
                sex,
                address,
                institute,
                drugs_dispensed,
            },
        )
        .prop_filter("changes something", |changes| !changes.is_empty());

    (number(), changes, option::of(text())).prop_map(|(number, changes, notes)| {
        Filing::Amendment(Box::new(Amendment {
            number,
            changes,
            notes,
        }))
    })
}

pub(crate) fn filing() -> impl Strategy<Value = Filing> {
    let removal =
        (number(), text()).prop_map(|(number, reason)| Filing::Removal(Removal { number, reason }));
    let request =
        (number(), text(), day(), option::of(text())).prop_map(|(number, reason, on, notes)| {
            let reason = DeductionReason::read(reason.as_str()).unwrap();
            Filing::DeductionRequest(DeductionRequest {
                number,
                reason,
                on,
                notes,
            })
        });

    prop_oneof![acceptance(), amended(), removal, request]
}
