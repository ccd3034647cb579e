//! The values that transactions are made of.

use gplinks::{
    Change, Cipher, Day, GpCode, LinkCode, Minute, PatientNumber, Postcode, PostcodeStyle, Text,
    WrittenPostcode,
};
use jiff::civil::{Date, date};

use super::Choices;

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const CODES: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const KEYS: &str = "ABCDEFGHIJ0123456789/";
const LEVEL_A: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-()/=!\"%&*;<>'+:?'+:??";

/// A text of so many characters at most, all of level A.
pub(crate) fn text(choices: &mut Choices<'_>, longest: u64) -> Text {
    let text = choices.word(LEVEL_A, 1, longest);
    let is_word_of_the_wire = matches!(text.as_str(), "%" | "?");

    Text::new(text)
        .filter(|_| !is_word_of_the_wire)
        .unwrap_or_else(|| Text::new("A").unwrap())
}

pub(crate) fn maybe(choices: &mut Choices<'_>, longest: u64) -> Option<Text> {
    choices.maybe(|choices| text(choices, longest))
}

pub(crate) fn change<T>(
    choices: &mut Choices<'_>,
    value: impl FnOnce(&mut Choices<'_>) -> T,
) -> Change<T> {
    match choices.below(3) {
        0 => Change::Keep,
        1 => Change::Set(value(choices)),
        _ => Change::Erase,
    }
}

/// A right NHS number in the range for tests, or now and then a key of an older form.
pub(crate) fn number(choices: &mut Choices<'_>) -> PatientNumber {
    if choices.below(4) == 3 {
        return PatientNumber::read(&choices.word(KEYS, 1, 15)).unwrap();
    }
    let stem = choices.below(1_000_000);
    let right = |check| match PatientNumber::read(&format!("999{stem:06}{check}")) {
        Some(number @ PatientNumber::Nhs(_)) => Some(number),
        Some(PatientNumber::Old(_)) | None => None,
    };
    // One stem in eleven has no check digit.
    let number = (0..10).find_map(right);

    number.unwrap_or_else(|| PatientNumber::read("9990001006").unwrap())
}

pub(crate) fn day(choices: &mut Choices<'_>) -> Day {
    Day::new(date_of(choices, 1900))
}

/// A minute that UNB can carry: it leaves out the century.
pub(crate) fn minute(choices: &mut Choices<'_>) -> Minute {
    let date = date_of(choices, 2000);
    let (hour, minute) = (small(choices, 0, 23), small(choices, 0, 59));

    Minute::new(date.at(hour, minute, 0, 0))
}

fn date_of(choices: &mut Choices<'_>, earliest: i16) -> Date {
    let year = i16::try_from(choices.between(0, 99)).unwrap() + earliest;
    let (month, day) = (small(choices, 1, 12), small(choices, 1, 31));

    Date::new(year, month, day).unwrap_or(date(year, 2, 28))
}

fn small(choices: &mut Choices<'_>, least: u64, most: u64) -> i8 {
    i8::try_from(choices.between(least, most)).unwrap()
}

/// National code, comma and local code, or now and then anything.
pub(crate) fn gp(choices: &mut Choices<'_>) -> GpCode {
    if choices.below(4) == 3 {
        return GpCode::read(text(choices, 17).as_str()).unwrap();
    }
    let (national, local) = (choices.word(DIGITS, 7, 7), choices.word(CODES, 1, 9));

    GpCode::read(&format!("{national},{local}")).unwrap()
}

pub(crate) fn cipher(choices: &mut Choices<'_>) -> Cipher {
    Cipher::parse(&choices.word(CODES, 2, 3)).unwrap()
}

pub(crate) fn practice(choices: &mut Choices<'_>) -> LinkCode {
    LinkCode::parse(&format!("{}5", choices.word(LETTERS, 3, 3))).unwrap()
}

/// A code of up to four characters.
pub(crate) fn code(choices: &mut Choices<'_>) -> String {
    choices.word(CODES, 1, 4)
}

/// As it is written in either style, or now and then something that is no postcode.
pub(crate) fn postcode(choices: &mut Choices<'_>) -> WrittenPostcode {
    if choices.below(4) == 3 {
        return WrittenPostcode::new(text(choices, 8));
    }
    let outward = [choices.word(LETTERS, 1, 2), choices.word(DIGITS, 1, 2)].concat();
    let inward = [choices.word(DIGITS, 1, 1), choices.word(LETTERS, 2, 2)].concat();
    let style = choices.one_of(&[PostcodeStyle::Padded, PostcodeStyle::SingleSpace]);
    let postcode = Postcode::parse(&format!("{outward} {inward}")).unwrap();

    WrittenPostcode::of(&postcode, style).unwrap()
}
