//! Invented people in households, from a seed: the same ones every time. Their numbers are of the range that is kept for
//! tests, their streets and towns are made up.

use std::fmt::Write as _;

use gplinks::{AcceptanceCode, RegistrationForm, RegistrationType, Sex};
use jiff::Timestamp;

use super::names::{COUNTY, DOCTORS, MEN, ROADS, SURNAMES, TOWN, WOMEN};

/// Somebody who does not exist.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Invented {
    pub(super) number: String,
    pub(super) surname: &'static str,
    pub(super) forename: &'static str,
    pub(super) second: &'static str,
    pub(super) title: &'static str,
    /// `1` male, `2` female.
    pub(super) sex: &'static str,
    pub(super) born: String,
    pub(super) road: String,
    pub(super) postcode: String,
    pub(super) doctor: &'static str,
}

/// A seed that goes on: the high bits of a linear congruence are even enough for names.
#[derive(Debug)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);

        (self.0 >> 33) % end.max(1)
    }

    fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let end = u64::try_from(from.len()).unwrap_or_default();
        let at = usize::try_from(self.below(end)).unwrap_or_default();

        from.get(at).copied().unwrap_or_default()
    }
}

/// Invents so many people and a few more, a household at a time; `first` is where their numbers begin.
pub(super) fn people(dice: &mut Dice, most: usize, first: u32) -> Vec<Invented> {
    let mut numbers = (first..).filter_map(number);
    let mut people = Vec::new();
    let mut house = 0;
    while people.len() < most {
        house += 1;
        people.extend(household(dice, house, &mut numbers));
    }
    people.truncate(most);

    people
}

fn household(
    dice: &mut Dice,
    house: u32,
    numbers: &mut impl Iterator<Item = String>,
) -> Vec<Invented> {
    let surname = dice.pick(&SURNAMES);
    let at = house % 97 + 1;
    let road = format!("{at} {}", dice.pick(&ROADS));
    // ZZ99 is nowhere: the postcode directory keeps it for people without an address.
    let postcode = format!("ZZ99 {}{}Z", dice.below(9) + 1, letter(dice));
    let doctor = dice.pick(&DOCTORS).1;
    let size = dice.pick(&[1, 1, 2, 2, 2, 3, 4, 4, 5]);
    let elder = dice.below(60);

    (0..size)
        .filter_map(|member| {
            let (sex, forename, second) = named(dice);
            let year = 2006 - elder;
            let year = if member < 2 {
                year
            } else {
                (year + 28).min(2025)
            };
            let born = format!("{year}-{:02}-{:02}", dice.below(12) + 1, dice.below(28) + 1);

            Some(Invented {
                number: numbers.next()?,
                surname,
                forename,
                second,
                title: title(sex, year),
                sex,
                born,
                road: road.clone(),
                postcode: postcode.clone(),
                doctor,
            })
        })
        .collect()
}

fn named(dice: &mut Dice) -> (&'static str, &'static str, &'static str) {
    match dice.below(2) {
        0 => ("1", dice.pick(&MEN), dice.pick(&MEN)),
        _ => ("2", dice.pick(&WOMEN), dice.pick(&WOMEN)),
    }
}

fn title(sex: &str, year: u64) -> &'static str {
    match (sex, year) {
        ("1", ..=2008) => "Mr",
        ("1", _) => "Master",
        (_, ..=1975) => "Mrs",
        (_, ..=2008) => "Ms",
        _ => "Miss",
    }
}

fn letter(dice: &mut Dice) -> char {
    dice.pick(&['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N'])
}

/// The number of the range for tests with these digits in the middle, where its check digit is one.
fn number(middle: u32) -> Option<String> {
    let nine = format!("999{middle:06}");
    let weighed: u32 = nine
        .bytes()
        .zip((2..=10).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = match 11 - weighed % 11 {
        11 => 0,
        10 => return None,
        check => check,
    };

    Some(format!("{nine}{check}"))
}

/// The list as the import reads it.
pub(super) fn csv(people: &[Invented]) -> String {
    let head = "nhs_number,surname,first_forename,second_forename,title,sex,born,road,post_town,county,postcode,gp,accepted_on";
    people.iter().fold(format!("{head}\n"), |mut csv, one| {
        // Writing to a String never fails.
        let _ = writeln!(
            csv,
            "{},{},{},{},{},{},{},{},{TOWN},{COUNTY},{},\"{}\",2026-01-05",
            one.number,
            one.surname,
            one.forename,
            one.second,
            one.title,
            one.sex,
            one.born,
            one.road,
            one.postcode,
            one.doctor,
        );
        csv
    })
}

/// The registration of somebody who has come from far away.
pub(super) fn form(one: &Invented, at: Timestamp) -> RegistrationForm {
    let today = gplinks::Minute::at(at).day();

    RegistrationForm {
        kind: Some(RegistrationType::TransferIn),
        code: AcceptanceCode::Acceptance,
        accepted_on: today.iso(),
        nhs_number: one.number.clone(),
        surname: one.surname.to_owned(),
        first_forename: one.forename.to_owned(),
        second_forename: one.second.to_owned(),
        other_forenames: String::new(),
        title: one.title.to_owned(),
        previous_surname: String::new(),
        sex: Sex::parse(one.sex),
        born: one.born.clone(),
        house_name: String::new(),
        road: one.road.clone(),
        locality: String::new(),
        post_town: TOWN.to_owned(),
        county: COUNTY.to_owned(),
        postcode: one.postcode.clone(),
        birthplace: String::new(),
        previous_address: ["", "3 Harbour Street", "", "Port Ellery", ""].map(str::to_owned),
        previous_gp: "Dr Ann Lowther".to_owned(),
        previous_ha: String::new(),
        entered_uk: String::new(),
        left_uk: String::new(),
        gp: one.doctor.to_owned(),
        institute: String::new(),
        notes: String::new(),
        drugs_dispensed: false,
    }
}

impl std::fmt::Debug for Invented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Invented({})", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_invents_the_same_people_with_numbers_of_the_test_range() {
        let invent = || people(&mut Dice(7), 400, 1000);
        let people = invent();

        assert_eq!(people.len(), 400);
        assert_eq!(people, invent());
        for one in &people {
            let number = gplinks::NhsNumber::parse(&one.number).unwrap();
            assert!(number.is_for_tests());
        }
        let distinct: std::collections::BTreeSet<_> =
            people.iter().map(|one| &one.number).collect();
        assert_eq!(distinct.len(), 400);
    }
}
