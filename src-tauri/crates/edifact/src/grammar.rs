//! The grammar of the envelope and of its values; one parser a rule.

use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{all_consuming, map_opt, opt, recognize};
use nom::error::Error;
use nom::multi::many0_count;
use nom::sequence::{delimited, pair, preceded, separated_pair};
use nom::{IResult, Parser};

use crate::{Delimiters, Stamp};

/// The parts of UNB that have a grammar of their own.
pub(crate) struct Unb<'a> {
    pub(crate) syntax: &'a [u8],
    pub(crate) at: Stamp,
}

/// `unb = "UNB" 3( "+" element ) "+" date ":" time "+" element *( "+" element )`
pub(crate) fn unb(input: &[u8], delimiters: Delimiters) -> Option<Unb<'_>> {
    let next = || preceded(one(delimiters.element), element(delimiters));
    let time = separated_pair(short_date, one(delimiters.component), hour_minute);
    let stamp = preceded(one(delimiters.element), time);

    let parser = preceded(
        tag(&b"UNB"[..]),
        (next(), next(), next(), stamp, next(), many0_count(next())),
    );
    let (_, (syntax, _, _, ((year, month, day), (hour, minute)), _, _)) =
        all_consuming(parser).parse(input).ok()?;
    let at = Stamp {
        year,
        month,
        day,
        hour,
        minute,
    };

    at.is_real().then_some(Unb { syntax, at })
}

/// `unt-or-unz = tag "+" number "+" element *( "+" element )`
pub(crate) fn trailer(input: &[u8], delimiters: Delimiters) -> Option<(u64, &[u8])> {
    let next = || preceded(one(delimiters.element), element(delimiters));
    let count = preceded(one(delimiters.element), digits);
    let parser = preceded(take(3usize), (count, next(), many0_count(next())));

    all_consuming(parser)
        .parse(input)
        .ok()
        .map(|(_, (count, reference, _))| (count, reference))
}

/// `number = *space 1*digit *space`, up to what fits.
pub fn number(text: &str) -> Option<u64> {
    all_consuming(digits)
        .parse(text.as_bytes())
        .ok()
        .map(|(_, number)| number)
}

/// `date = 4digit 2digit 2digit`, a day that exists.
pub fn stamp_date(text: &str) -> Option<Stamp> {
    let (_, (year, month, day)) = all_consuming(long_date).parse(text.as_bytes()).ok()?;
    let at = Stamp {
        year,
        month,
        day,
        hour: 0,
        minute: 0,
    };

    at.is_real().then_some(at)
}

/// `minute = date 2digit 2digit`, a time that a clock can show.
pub fn stamp_minute(text: &str) -> Option<Stamp> {
    let (_, ((year, month, day), (hour, minute))) = all_consuming(pair(long_date, hour_minute))
        .parse(text.as_bytes())
        .ok()?;
    let at = Stamp {
        year,
        month,
        day,
        hour,
        minute,
    };

    at.is_real().then_some(at)
}

/// `short-date = 2digit 2digit 2digit`; the century is always this one.
fn short_date(input: &[u8]) -> IResult<&[u8], (u16, u8, u8)> {
    let (rest, (year, month, day)) = (two_digits, two_digits, two_digits).parse(input)?;

    Ok((rest, (2000 + u16::from(year), month, day)))
}

/// `long-date = 4digit 2digit 2digit`
fn long_date(input: &[u8]) -> IResult<&[u8], (u16, u8, u8)> {
    let (rest, (century, year, month, day)) =
        (two_digits, two_digits, two_digits, two_digits).parse(input)?;

    Ok((
        rest,
        (u16::from(century) * 100 + u16::from(year), month, day),
    ))
}

/// `hour-minute = 2digit 2digit`
fn hour_minute(input: &[u8]) -> IResult<&[u8], (u8, u8)> {
    (two_digits, two_digits).parse(input)
}

fn two_digits(input: &[u8]) -> IResult<&[u8], u8> {
    map_opt(take(2usize), |two: &[u8]| match two {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + ones - b'0'),
        _ => None,
    })
    .parse(input)
}

/// Spaces round a number are no lie about it; one that does not fit is no number.
fn digits(input: &[u8]) -> IResult<&[u8], u64> {
    let spaces = || take_while(|byte: u8| byte == b' ');
    let digits = take_while1(|byte: u8| byte.is_ascii_digit());
    let value = |all: &[u8]| {
        all.iter().try_fold(0_u64, |value, digit| {
            value.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        })
    };

    map_opt(delimited(spaces(), digits, spaces()), value).parse(input)
}

/// `element = *( release any / any but a separator )`, still released.
fn element<'a>(
    delimiters: Delimiters,
) -> impl Parser<&'a [u8], Output = &'a [u8], Error = Error<&'a [u8]>> {
    let released = pair(one(delimiters.release), opt(take(1usize)));
    let plain = is_not([delimiters.release, delimiters.element]);

    recognize(many0_count(alt((recognize(released), plain))))
}

fn one<'a>(wanted: u8) -> impl Parser<&'a [u8], Output = char, Error = Error<&'a [u8]>> {
    char(wanted.into())
}
