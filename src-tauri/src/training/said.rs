//! What PCSE says of its own on the training practice's Monday, beside its answers.

use agency::{Agency, RejectionRule, When};
use gplinks::{
    Change, Changes, Deduction, DeductionReason, Fp69Reason, GpCode, NameChange, NewAddress,
    NewLine, Notice, PatientNumber, Text,
};
use jiff::Timestamp;

use super::monday::FRIDAY;
use super::names::{COUNTY, TOWN};
use super::people::{Dice, Invented, people};

/// New addresses, a new surname, a forename that was missing, and a new number.
pub(super) fn amendments(agency: &mut Agency, listed: &[Invented], at: Timestamp) -> Option<()> {
    for (one, road) in
        listed
            .get(10..13)?
            .iter()
            .zip(["7 Bell Street", "21 Ferry Road", "2 The Green"])
    {
        let line = |text: &str| Text::new(text.to_uppercase()).map(NewLine::Is);
        let address = NewAddress {
            lines: [
                NewLine::Blank,
                line(road)?,
                NewLine::Blank,
                line(TOWN)?,
                line(COUNTY)?,
            ],
            postcode: Change::Keep,
        };
        let changes = Changes {
            address: Some(address),
            ..Changes::default()
        };
        agency.amend(&number(one)?, changes, None, at).ok()?;
    }
    for (one, surname) in listed.get(13..15)?.iter().zip(["HOLLIS", "PEMBERTON"]) {
        let changes = Changes {
            name: NameChange {
                surname: Text::new(surname),
                ..NameChange::default()
            },
            previous_surname: Text::new(one.surname.to_uppercase())
                .map_or(Change::Keep, Change::Set),
            ..Changes::default()
        };
        agency.amend(&number(one)?, changes, None, at).ok()?;
    }
    let erased = Changes {
        name: NameChange {
            title: Change::Erase,
            ..NameChange::default()
        },
        ..Changes::default()
    };
    agency
        .amend(&number(listed.get(15)?)?, erased, None, at)
        .ok()
}

/// Deductions for several reasons, one of them about somebody whom an amendment names first, and one about nobody here.
pub(super) fn deductions(agency: &mut Agency, listed: &[Invented], at: Timestamp) -> Option<()> {
    let on = gplinks::Minute::at(FRIDAY).day();
    for (one, reason) in [20, 21, 22, 23, 24, 25, 10]
        .iter()
        .zip([2, 2, 1, 2, 5, 2, 2])
    {
        let number = number(listed.get(*one)?)?;
        let reason = DeductionReason::of(reason)?;
        agency.deduct(&number, reason, on, None, at).ok()?;
    }
    let nobody = Deduction {
        number: PatientNumber::read(&people(&mut Dice(1), 1, 900_000).first()?.number)?,
        reason: DeductionReason::of(2),
        on: Some(on),
        new_ha: None,
    };
    agency.send(
        Notice::Deduction(nobody),
        GpCode::read(listed.first()?.doctor)?,
        None,
        at,
    );

    Some(())
}

pub(super) fn flag(agency: &mut Agency, one: &Invented, at: Timestamp) -> Option<()> {
    let expires_on = gplinks::Minute::at(at).day().plus_days(40);
    let notes = Text::new("LETTER RETURNED NOT KNOWN AT THIS ADDRESS");

    agency
        .fp69(&number(one)?, Fp69Reason::read("8")?, expires_on, notes, at)
        .ok()
}

pub(super) fn rejection(surname: &str) -> Option<RejectionRule> {
    Some(RejectionRule {
        when: When::Surname(Text::new(surname.to_uppercase())?),
        code: 3,
        words: "PLEASE CONFIRM ADDRESS AND RE-SUBMIT".to_owned(),
    })
}

pub(super) fn number(one: &Invented) -> Option<PatientNumber> {
    PatientNumber::read(&one.number)
}
