//! Invented people, the same on every run. Their NHS numbers are in the range that is kept for tests.

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, Change, Changes, Cipher, Day, Filing, Forenames, GpCode,
    HomeAddress, Identity, Link, LinkCode, Name, NewAddress, NewLine, PatientNumber, PostalAddress, Postcode,
    PostcodeStyle, Sex, Text, WrittenPostcode,
};
use store::{LinkId, PatientState, Record};

use crate::corpus::Dice;

pub const DOCTOR: &str = "9912345,K31";

/// Somebody who does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// One in eleven has none: the check digit of theirs would be 10.
    pub number: Option<PatientNumber>,
    pub surname: String,
    pub first: String,
    pub second: Option<String>,
    pub born: Day,
    pub road: String,
    pub postcode: String,
}

/// The nth of a million people. A few beginnings of names are common, most are rare, as in any county.
pub fn person(nth: u64) -> Person {
    let mut dice = Dice(nth.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let year = 1930 + dice.below(95);

    Person {
        number: number(nth),
        surname: surname(&mut dice),
        first: forename(&mut dice),
        second: (dice.below(3) > 0).then(|| forename(&mut dice)),
        born: Day::parse(&format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28))).unwrap(),
        road: format!("{} {} LANE", 1 + dice.below(99), start(&mut dice, 400)),
        postcode: format!("ZE{} {}A{}", 1 + dice.below(9), dice.below(10), dice.pick(&["A", "B", "D", "E", "F"])),
    }
}

/// 999 and six digits that are nobody else's, in no order, and a check digit.
fn number(nth: u64) -> Option<PatientNumber> {
    let stem = 999_000_000 + nth * 618_033 % 1_000_000;
    let sum: u64 = (0..9).map(|place| stem / 10_u64.pow(place) % 10 * u64::from(place + 2)).sum();
    let check = (11 - sum % 11) % 11;

    (check < 10).then(|| PatientNumber::read(&format!("{stem}{check}")).unwrap())
}

fn surname(dice: &mut Dice) -> String {
    let name = format!("{}{}", start(dice, 1_400), ending(dice));

    match dice.below(50) {
        0 => format!("O'{name}"),
        1 => format!("{name}-{}{}", start(dice, 1_400), ending(dice)),
        _ => name,
    }
}

fn forename(dice: &mut Dice) -> String {
    let stem = start(dice, 300);

    format!("{stem}{}", dice.pick(&["A", "E", "IE", "INE", "AN", "ON", "ETTE", "IL", "US", "Y"]))
}

/// Consonant, vowel, consonant: one of so many, the first ones most often.
fn start(dice: &mut Dice, of: u64) -> String {
    const FIRST: &[u8] = b"SBHMWCGPTRDLKFNJAVYZ";
    const SECOND: &[u8] = b"AEIOU";
    const THIRD: &[u8] = b"RLNMTSCDWGPBKV";
    let rank = skewed(dice, of);
    // 611 has no factor in common with 1,400, so that neighbours in rank do not look alike.
    let place = (rank * 611 % 1_400) as usize;
    let letters = [FIRST[place % 20], SECOND[place / 20 % 5], THIRD[place / 100]];

    letters.iter().map(|letter| char::from(*letter)).collect()
}

fn ending(dice: &mut Dice) -> &'static str {
    const ENDINGS: [&str; 30] = [
        "SON", "TH", "LEY", "TON", "ER", "S", "MAN", "WOOD", "FORD", "ES", "KINS", "RICK", "LOW", "HAM", "BY", "ETT",
        "FIELD", "SKI", "ANI", "OVA", "DALE", "STON", "WELL", "MORE", "WORTH", "NER", "LAND", "BURY", "COTT", "GATE",
    ];

    ENDINGS[skewed(dice, 30) as usize]
}

/// Below `of`: the first one in every `sqrt(of)`, the last ones hardly ever.
fn skewed(dice: &mut Dice, of: u64) -> u64 {
    let chance = dice.below(1 << 20) as f64 / f64::from(1 << 20);

    (chance * chance * of as f64) as u64
}

impl Person {
    /// As the list has them.
    pub fn record(&self) -> Record {
        Record {
            state: PatientState::Registered,
            link: LinkId::new(1),
            nhs_number: self.number.as_ref().map(PatientNumber::written),
            surname: self.surname.clone(),
            first_forename: Some(self.first.clone()),
            second_forename: self.second.clone(),
            other_forenames: None,
            title: Some("MX".to_owned()),
            previous_surname: None,
            sex: "2".to_owned(),
            born: Some(self.born),
            birthplace: Some("LEEDS".to_owned()),
            house_name: None,
            road: Some(self.road.clone()),
            locality: None,
            post_town: Some("LERWICK".to_owned()),
            county: None,
            postcode: Some(self.postcode.clone()),
            institute: None,
            drugs_dispensed: false,
            gp: DOCTOR.to_owned(),
            accepted_on: Some(Day::parse("2025-01-06").unwrap()),
            left_on: None,
            left_reason: None,
            new_ha: None,
            fp69_expires_on: None,
            fp69_reason: None,
            removal_requested_on: None,
            removal_pending_until: None,
            out_of_area: false,
        }
    }

    /// A first registration.
    pub fn registers(&self, today: Day) -> gplinks::Draft {
        let lines = [None, Text::new(&self.road), None, Text::new("LERWICK"), None];
        let postcode = self.written_postcode();
        let identity = Identity::of(self.number.clone(), Text::new("LEEDS")).unwrap();

        draft(Filing::Acceptance(Box::new(Acceptance {
            code: AcceptanceCode::Acceptance,
            kind: AcceptanceKind::First { identity, born: Some(self.born) },
            accepted_on: today,
            name: Name {
                surname: Text::new(&self.surname).unwrap(),
                forenames: Forenames::of([&self.first].into_iter().chain(&self.second).filter_map(Text::new)),
                title: Text::new("MX"),
            },
            previous_surname: None,
            sex: Sex::Female,
            address: HomeAddress::parse(PostalAddress { lines, postcode }).unwrap(),
            institute: None,
            drugs_dispensed: false,
            notes: None,
        })))
    }

    /// A new address; `None` for somebody without a number.
    pub fn moves(&self, road: &str) -> Option<gplinks::Draft> {
        let number = self.number.clone()?;

        Some(draft(Filing::Amendment(Box::new(Amendment { number, changes: self.moved(road), notes: None }))))
    }

    pub fn moved(&self, road: &str) -> Changes {
        let is = |text: &str| NewLine::Is(Text::new(text).unwrap());
        let lines = [NewLine::Blank, is(road), is("NETHER SOUND"), is("LERWICK"), is("SHETLAND")];
        let postcode = self.written_postcode().map_or(Change::Keep, Change::Set);

        Changes { address: Some(NewAddress { lines, postcode }), ..Changes::default() }
    }

    fn written_postcode(&self) -> Option<WrittenPostcode> {
        Postcode::parse(&self.postcode).and_then(|it| WrittenPostcode::of(&it, PostcodeStyle::Padded))
    }
}

pub fn link() -> Link {
    Link::new(LinkCode::parse("TES5").unwrap(), Cipher::parse("XX1").unwrap())
}

fn draft(filing: Filing) -> gplinks::Draft {
    gplinks::Draft { link: link(), gp: GpCode::read(DOCTOR).unwrap(), filing }
}
