//! A big evening's post from the registration service: letters of 513 transactions in about 100 KB.

use gplinks::{
    AmendmentNotice, Approval, Body, Change, Changes, Cipher, Deduction, DeductionReason, Entry, Fp69Removal, GpCode,
    Heading, Letter, LinkCode, Message, Minute, Newlines, Notice, PatientNumber, Rejection, RequestReply, Sis, Sms, Text,
    Tn,
};

use crate::desk::now;
use crate::people::{DOCTOR, Person, person};

pub const TRANSACTIONS: usize = 513;
/// How many people one letter goes through to find enough with a number.
pub const PEOPLE: u64 = 600;

/// A message has so many transactions of one kind.
const MESSAGE: usize = 9;

/// The nth letter of a link; each is about other people than the one before.
pub fn letter(nth: u32) -> Vec<u8> {
    let first = u64::from(nth) * PEOPLE;
    let people: Vec<_> = numbered(first..first + PEOPLE).take(TRANSACTIONS).collect();
    assert_eq!(people.len(), TRANSACTIONS, "enough people have a number");

    written(nth, &people)
}

/// The nth letter of a link with one transaction, about one of so many people.
pub fn note(nth: u32, people: u64) -> Vec<u8> {
    let first = u64::from(nth) * 7 % people;
    let one: Vec<_> = numbered((first..).map(|nth| nth % people)).take(1).collect();

    written(nth, &one)
}

fn numbered(people: impl Iterator<Item = u64>) -> impl Iterator<Item = (PatientNumber, Person)> {
    people.map(person).filter_map(|one| Some((one.number.clone()?, one)))
}

fn written(nth: u32, people: &[(PatientNumber, Person)]) -> Vec<u8> {
    let cipher = Cipher::parse("XX1").unwrap();
    let at = Minute::at(now());
    let count = people.len().div_ceil(MESSAGE) as u32;
    let message = |(place, some): (usize, &[(PatientNumber, Person)])| {
        let entries = some.iter().map(|(number, person)| entry(place, number, person)).collect();
        let sms = Sms::new(nth * count + place as u32 + 1).unwrap();
        Message::new(sms, cipher.clone(), at, entries).unwrap()
    };
    let letter = Letter {
        sender: LinkCode::parse("XX11").unwrap(),
        recipient: LinkCode::parse("TES5").unwrap(),
        at,
        sis: Sis::new(nth + 1).unwrap(),
        heading: Heading::Service,
        messages: people.chunks(MESSAGE).enumerate().map(message).collect(),
    };

    letter.write(Newlines::Between).unwrap()
}

/// Amendments for the most part, as on any evening.
fn entry(place: usize, number: &PatientNumber, person: &Person) -> Entry {
    let number = number.clone();
    let moved = person.moved("FLAT 4, 22 PRIORY LANE");
    let notice = match place % 20 {
        0..=13 => Notice::Amendment(Box::new(AmendmentNotice {
            number: number.clone(),
            new_number: None,
            changes: Changes { previous_surname: Change::Set(Text::new(&person.surname).unwrap()), ..moved },
        })),
        14 | 15 => Notice::Deduction(Deduction {
            number: number.clone(),
            reason: DeductionReason::of(4),
            on: Some(Minute::at(now()).day()),
            new_ha: Cipher::parse("NF"),
        }),
        16 => Notice::Rejection(Rejection { reason: Text::new("3 CONFIRM ADDRESS: 4 KEEL HOUSE?") }),
        17 => Notice::Approval(Approval { number: Some(number.clone()) }),
        18 => Notice::Fp69Removal(Fp69Removal { number: number.clone() }),
        _ => Notice::RequestReply(RequestReply {
            number: number.clone(),
            notes: Text::new("PATIENT WILL BE REMOVED IN 30 DAYS"),
        }),
    };
    let tn: u64 = number.written()[3..9].parse().unwrap();

    Entry {
        tn: Tn::new(10_000_000 + tn),
        gp: Some(GpCode::read(DOCTOR).unwrap()),
        body: Body::Notice(notice),
    }
}
