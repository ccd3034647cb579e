//! Small filings of invented people, written out, each to show one thing.

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, CameFrom, Changes, Cipher, Day, Draft,
    Filing, Forenames, GpCode, HomeAddress, Identity, Link, LinkCode, Minute, Name, Newlines,
    Numbers, OwnTn, PatientNumber, PostalAddress, Postcode, PostcodeStyle, PreviousAddress,
    Removal, Sex, Sis, Sms, Text, WrittenPostcode,
};

/// The first line of a letter that begins so.
pub(crate) fn line_of(letter: &[u8], start: &str) -> String {
    let text = std::str::from_utf8(letter).unwrap();

    text.lines()
        .find(|line| line.starts_with(start))
        .unwrap()
        .to_owned()
}

pub(crate) fn registration_of(surname: &str) -> Vec<u8> {
    let mut acceptance = acceptance();
    acceptance.name.surname = text(surname);

    written(Filing::Acceptance(Box::new(acceptance)))
}

pub(crate) fn registration_at(lines: [&str; 5], postcode: Option<&str>) -> Vec<u8> {
    let mut acceptance = acceptance();
    acceptance.address = home(lines, postcode);

    written(Filing::Acceptance(Box::new(acceptance)))
}

pub(crate) fn transfer_from(lines: [&str; 5]) -> Vec<u8> {
    let mut acceptance = acceptance();
    acceptance.kind = AcceptanceKind::TransferIn {
        identity: Identity::Birthplace(text("OTLEY")),
        born: None,
        came_from: CameFrom {
            gp_name: text("DR A SINGH"),
            ha: None,
            address: PreviousAddress::new(lines.into_iter().filter_map(Text::new)).unwrap(),
        },
    };

    written(Filing::Acceptance(Box::new(acceptance)))
}

/// A removal whose reason is a text as it was typed.
pub(crate) fn note_in_a_removal(typed: &str) -> Vec<u8> {
    written(removal(&edifact::propose(typed).text))
}

pub(crate) fn no_changes() -> Changes {
    Changes::default()
}

pub(crate) fn amendment(changes: Changes) -> Vec<u8> {
    written(Filing::Amendment(Box::new(Amendment {
        number: number(),
        changes,
        notes: None,
    })))
}

pub(crate) fn sent_at(at: &str) -> Vec<u8> {
    written_at(removal("OUT OF AREA"), at)
}

fn acceptance() -> Acceptance {
    Acceptance {
        code: AcceptanceCode::Acceptance,
        kind: AcceptanceKind::First {
            identity: Identity::Number {
                number: number(),
                birthplace: None,
            },
            born: None,
        },
        accepted_on: Day::parse("2025-03-11").unwrap(),
        name: Name {
            surname: text("COLE"),
            forenames: Forenames::default(),
            title: None,
        },
        previous_surname: None,
        sex: Sex::Female,
        address: home(["", "7 WHARF STREET", "", "NORWICH", ""], None),
        institute: None,
        drugs_dispensed: false,
        notes: None,
    }
}

fn removal(reason: &str) -> Filing {
    Filing::Removal(Removal {
        number: number(),
        reason: text(reason),
    })
}

fn home(lines: [&str; 5], postcode: Option<&str>) -> HomeAddress {
    let postcode = postcode.and_then(|typed| {
        WrittenPostcode::of(&Postcode::parse(typed).unwrap(), PostcodeStyle::Padded)
    });
    let lines = lines.map(Text::new);

    HomeAddress::parse(PostalAddress { lines, postcode }).unwrap()
}

fn number() -> PatientNumber {
    PatientNumber::read("9990003742").unwrap()
}

fn written(filing: Filing) -> Vec<u8> {
    written_at(filing, "2025-03-11T10:42")
}

fn written_at(filing: Filing, at: &str) -> Vec<u8> {
    let draft = Draft {
        link: Link::new(
            LinkCode::parse("HIL5").unwrap(),
            Cipher::parse("NF").unwrap(),
        ),
        gp: GpCode::read("9912345,K31").unwrap(),
        filing,
    };
    let numbers = Numbers {
        sis: Sis::FIRST,
        sms: Sms::FIRST,
        tn: OwnTn::FIRST,
    };

    draft
        .number(numbers, Minute::parse(at).unwrap())
        .write(Newlines::Between)
        .unwrap()
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}
