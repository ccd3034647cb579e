//! Invented people in households, from a seed: the same ones every time. Their numbers are of the range that is kept for
//! tests, their streets and towns are made up.

use std::fmt::Write as _;

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

pub(super) const TOWN: &str = "Little Marling";
pub(super) const COUNTY: &str = "Marlshire";
pub(super) const DOCTORS: [(&str, &str); 4] = [
    ("Dr Ruth Adeyemi", "9912345,K31"),
    ("Dr Owen Prosser", "9923456,K32"),
    ("Dr Farida Malik", "9934567,K33"),
    ("Dr Simon Beckett", "9945678,K34"),
];

const SURNAMES: [&str; 48] = [
    "Abara",
    "Ashworth",
    "Bakare",
    "Barlow",
    "Begum",
    "Birch",
    "Bramley",
    "Byrne",
    "Carver",
    "Chaudhry",
    "Clegg",
    "Cole",
    "Costa",
    "Dalton",
    "Devlin",
    "Dixon",
    "Eastwood",
    "Farrow",
    "Fielding",
    "Ghosh",
    "Greaves",
    "Hale",
    "Hargreave",
    "Hussain",
    "Ibrahim",
    "Jarvis",
    "Kaur",
    "Keating",
    "Kowalska",
    "Lister",
    "Lockwood",
    "Mensah",
    "Merrick",
    "Nowak",
    "O'Dowd",
    "Okafor",
    "Parry",
    "Patel",
    "Quill",
    "Rahman",
    "Redfern",
    "Sandhu",
    "Tanner",
    "Thorne",
    "Usman",
    "Whitlock",
    "Winter",
    "Yates",
];
const MEN: [&str; 24] = [
    "Adam", "Amir", "Arthur", "Callum", "Charles", "Daniel", "Declan", "Dominik", "Edwin", "Femi",
    "George", "Harpreet", "Imran", "Jacob", "Kwame", "Liam", "Marcus", "Nathan", "Oliver", "Pawel",
    "Rajan", "Samuel", "Tobias", "Yusuf",
];
const WOMEN: [&str; 24] = [
    "Aisha",
    "Alice",
    "Amara",
    "Bronwen",
    "Catherine",
    "Charlotte",
    "Deepa",
    "Elspeth",
    "Fatima",
    "Grace",
    "Hannah",
    "Iris",
    "Jasmine",
    "Kezia",
    "Leila",
    "Magda",
    "Niamh",
    "Olive",
    "Priya",
    "Rosalind",
    "Sadia",
    "Tamsin",
    "Vera",
    "Zofia",
];
const ROADS: [&str; 16] = [
    "Alder Close",
    "Ash Lane",
    "Bell Street",
    "Chapel Row",
    "Church Walk",
    "Corn Street",
    "Ferry Road",
    "Glebe Road",
    "Hill View",
    "Kiln Lane",
    "Mill Street",
    "Orchard Way",
    "Quarry Road",
    "Station Road",
    "The Green",
    "Weir Lane",
];

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
