//! What a person typed into the one search box: words of a name, an NHS number, a date of birth, a
//! postcode, or several of these.

use gplinks::Day;
use jiff::civil::date;

use crate::fold::{folded, folded_apart, folded_postcode};

/// Nobody types more; what is longer was pasted by mistake.
const MOST_CHARS: usize = 200;
/// Of more words than this no two are tried as one.
const MOST_JOINED: usize = 5;
/// Nobody alive was born before.
const FIRST_YEAR: i16 = 1850;
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// One reading of what was typed: everything that it asks for must hold.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Asked {
    /// The first digits of an NHS number, or all ten.
    pub(crate) number: Option<String>,
    pub(crate) born: Option<Day>,
    /// The first characters of a postcode, without spaces.
    pub(crate) postcode: Option<String>,
    /// First letters of words of the names, folded.
    pub(crate) words: Vec<String>,
}

/// The ways to read what was typed, the likeliest first.
pub(crate) fn readings(query: &str, today: Day) -> Vec<Asked> {
    if query.chars().nth(MOST_CHARS).is_some() {
        return Vec::new();
    }
    let query = &without_label(query);
    let mut readings = Vec::new();
    let in_parts = parts(query, folded, |tokens| dated(tokens, today));
    for asked in [
        whole_number(query, 10..=10),
        Some(in_parts.clone()).filter(|asked| asked.born.is_some()),
        whole_number(query, 3..=9),
        Some(in_parts),
        // Signs between words count as spaces here: `Mary-Ann` finds `Mary Ann`.
        Some(parts(query, folded_apart, |tokens| dated(tokens, today))),
    ] {
        readings
            .extend(asked.filter(|asked| *asked != Asked::default() && !readings.contains(asked)));
    }

    readings
}

/// Other spellings, for names that are found in none as typed: `mc donald` for `McDonald`, `mueller` for `Müller`.
pub(crate) fn respelt(query: &str, today: Day) -> Vec<Asked> {
    let tokens: Vec<&str> = query.split_whitespace().collect();
    let mut found = Vec::new();
    if query.len() <= MOST_CHARS && (2..=MOST_JOINED).contains(&tokens.len()) {
        let joined = (1..tokens.len()).filter_map(|at| joined_at(&tokens, at));
        found.extend(joined.map(|query| parts(&query, folded, |tokens| dated(tokens, today))));
    }
    for asked in readings(query, today) {
        let words = asked.words.iter().map(|word| without_umlauts(word));
        let respelt = Asked {
            words: words.collect(),
            ..asked.clone()
        };
        if respelt != asked {
            found.push(respelt);
        }
    }

    found
}

/// Two words in one, where both are words.
fn joined_at(tokens: &[&str], at: usize) -> Option<String> {
    let (before, after) = tokens.split_at_checked(at)?;
    let is_word = |token: &&str| token.chars().all(char::is_alphabetic);
    let (last, first) = (before.last()?, after.first()?);

    (is_word(last) && is_word(first)).then(|| format!("{}{}", before.join(" "), after.join(" ")))
}

/// How a vowel with its dots or its ring is spelt where neither can be typed.
fn without_umlauts(word: &str) -> String {
    [("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")]
        .iter()
        .fold(word.to_owned(), |word, (two, one)| word.replace(two, one))
}

/// `NHS 999 000 0018` is a number; only beside digits is it no name.
fn without_label(query: &str) -> String {
    let is_label = |token: &&str| {
        let word = token.trim_end_matches([':', '.']);

        ["nhs", "no", "number"]
            .iter()
            .any(|label| word.eq_ignore_ascii_case(label))
    };
    let starts_so = query.split_whitespace().next().is_some_and(|token| {
        token
            .trim_end_matches([':', '.'])
            .eq_ignore_ascii_case("nhs")
    });
    if !starts_so || !query.bytes().any(|byte| byte.is_ascii_digit()) {
        return query.to_owned();
    }
    let rest: Vec<&str> = query.split_whitespace().skip_while(is_label).collect();

    rest.join(" ")
}

/// What was typed is nothing but an NHS number, or its beginning, however it is spaced.
fn whole_number(query: &str, length: std::ops::RangeInclusive<usize>) -> Option<Asked> {
    let digits = digits_of(query).filter(|digits| length.contains(&digits.len()))?;

    Some(Asked {
        number: Some(digits),
        ..Asked::default()
    })
}

fn digits_of(text: &str) -> Option<String> {
    let signs = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '.');

    text.chars()
        .filter(signs)
        .map(|c| Some(c).filter(char::is_ascii_digit))
        .collect()
}

fn parts(
    query: &str,
    fold: impl Fn(&str) -> String,
    dated: impl Fn(&[&str]) -> Option<(Day, usize)>,
) -> Asked {
    let tokens: Vec<&str> = query.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    let mut asked = Asked::default();
    while let Some((token, after)) = rest.split_first() {
        if asked.born.is_none()
            && let Some((day, used)) = dated(rest)
        {
            asked.born = Some(day);
            rest = rest.get(used..).unwrap_or_default();
        } else if asked.postcode.is_none()
            && let Some((postcode, used)) = posted(rest)
        {
            asked.postcode = Some(postcode);
            rest = rest.get(used..).unwrap_or_default();
        } else {
            match digits_of(token).filter(|digits| (3..=10).contains(&digits.len())) {
                Some(digits) if asked.number.is_none() => asked.number = Some(digits),
                _ => asked
                    .words
                    .extend(fold(token).split(' ').map(str::to_owned)),
            }
            rest = after;
        }
    }
    asked.words.retain(|word| !word.is_empty());
    asked.words.sort();
    asked.words.dedup();

    asked
}

/// A date of birth at the beginning, and how many words it takes.
fn dated(tokens: &[&str], today: Day) -> Option<(Day, usize)> {
    let (first, _) = tokens.split_first()?;
    let signs: Vec<&str> = first.split(['/', '.', '-']).collect();
    if let [a, b, c] = signs.as_slice() {
        return day(a, b, c, today).map(|day| (day, 1));
    }
    if let [a, b, c, ..] = tokens
        && let Some(day) = day(a, b, c, today)
    {
        return Some((day, 3));
    }
    if first.bytes().all(|b| b.is_ascii_digit()) {
        return run_together(first, today).map(|day| (day, 1));
    }

    None
}

/// `13051984`, `19840513` or `130584`
fn run_together(digits: &str, today: Day) -> Option<Day> {
    let cut = |first: usize| {
        let (first, rest) = digits.split_at_checked(first)?;
        let (month, last) = rest.split_at_checked(2)?;

        day(first, month, last, today)
    };
    match digits.len() {
        8 => cut(2).or_else(|| cut(4)),
        6 => cut(2),
        _ => None,
    }
}

/// Day, month, year, or the year first where it has four digits. Two digits are the last such year that
/// makes a day of the past.
fn day(first: &str, month: &str, last: &str, today: Day) -> Option<Day> {
    let first = without_ordinal(first);
    let (day, year) = if first.len() == 4 {
        (last, first)
    } else {
        (first, last)
    };
    let day = number(day, 1..=2)?;
    let month = match number(month, 1..=2) {
        Some(month) => month,
        None => named_month(month)?,
    };
    let make = |year: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let made = jiff::civil::Date::new(year, month, day).ok()?;

        Some(Day::new(made)).filter(|day| *day <= today && made >= date(FIRST_YEAR, 1, 1))
    };

    match number(year, 4..=4) {
        Some(year) => make(year),
        None => {
            let year = number(year, 2..=2)?;
            make(2000 + year).or_else(|| make(1900 + year))
        }
    }
}

/// `3rd` is 3.
fn without_ordinal(text: &str) -> &str {
    let ends = text
        .len()
        .checked_sub(2)
        .and_then(|at| text.split_at_checked(at));

    match ends {
        Some((day, end))
            if ["st", "nd", "rd", "th"]
                .iter()
                .any(|one| end.eq_ignore_ascii_case(one)) =>
        {
            day
        }
        _ => text,
    }
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let fits = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());

    fits.then(|| text.parse().ok())?
}

fn named_month(text: &str) -> Option<i16> {
    let name = text.to_ascii_lowercase();
    let name = name.trim_end_matches(',');
    if name.len() < 3 {
        return None;
    }

    (1..)
        .zip(MONTHS)
        .find(|(_, month)| month.starts_with(name) || (**month == "september" && name == "sept"))
        .map(|(number, _)| number)
}

/// A postcode or its beginning, at least a whole outward part's letters and a digit; and how many words it takes.
fn posted(tokens: &[&str]) -> Option<(String, usize)> {
    let (first, after) = tokens.split_first()?;
    let first = plain(first)?;
    if let Some(next) = after.first().and_then(|next| plain(next))
        && is_outward(&first)
        && is_inward(&next)
    {
        return Some((first + &next, 2));
    }

    is_postcode(&first).then_some((first, 1))
}

fn plain(token: &str) -> Option<String> {
    // The two parts of a postcode may be joined by a hyphen.
    let joined = token
        .split_once('-')
        .map(|(outward, inward)| [outward, inward].concat());
    let token = joined.as_deref().unwrap_or(token);
    let fits = token.len() <= 7 && token.bytes().all(|b| b.is_ascii_alphanumeric());

    fits.then(|| folded_postcode(token))
}

/// `area = 1*2 letter, digit, [ letter / digit ]`
fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest: Vec<u8> = text.bytes().skip(letters).collect();

    (1..=2).contains(&letters) && matches!(rest.as_slice(), [b'0'..=b'9'] | [b'0'..=b'9', _])
}

/// `digit, 0*2 letter`
fn is_inward(text: &str) -> bool {
    let rest = text.as_bytes().split_first();

    rest.is_some_and(|(digit, letters)| {
        digit.is_ascii_digit() && letters.len() <= 2 && letters.iter().all(u8::is_ascii_alphabetic)
    })
}

/// Written together, the two parts come apart in one of a few places.
fn is_postcode(text: &str) -> bool {
    is_outward(text)
        || (1..=3).any(|inward| {
            text.len()
                .checked_sub(inward)
                .and_then(|at| text.split_at_checked(at))
                .is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_birth_is_known_in_the_usual_ways() {
        for text in [
            "13/5/1984",
            "13.5.84",
            "13-05-1984",
            "1984-05-13",
            "1984/5/13",
            "13 May 1984",
            "13051984",
            "13 may 84",
            "13 5 84",
            "13 05 1984",
            "  13/05/84 ",
            "13-May-1984",
            "13th may 1984",
            "19840513",
            "130584",
        ] {
            assert_eq!(first(text).born, Some(on(1984, 5, 13)), "{text}");
        }
        assert_eq!(first("1 sept 1950").born, Some(on(1950, 9, 1)));
    }

    #[test]
    fn nobody_is_born_in_the_future() {
        assert_eq!(
            first("16/6/26").born,
            Some(on(1926, 6, 16)),
            "tomorrow, so a century ago"
        );
        assert_eq!(first("15/6/26").born, Some(on(2026, 6, 15)), "today");
        assert_eq!(first("29/2/00").born, Some(on(2000, 2, 29)));
        assert_eq!(first("16/6/2026").born, None);
        assert_eq!(first("31/2/1984").born, None);
        assert_eq!(first("1/1/1712").born, None);
    }

    #[test]
    fn a_number_is_known_however_it_is_spaced() {
        for text in [
            "9434765919",
            "943 476 5919",
            "943-476-5919",
            " 9 4 3 4765919",
            "943.476.5919",
            "NHS 943 476 5919",
            "NHS no: 9434765919",
        ] {
            assert_eq!(first(text).number.as_deref(), Some("9434765919"), "{text}");
        }
        assert_eq!(first("943 47").number.as_deref(), Some("94347"));
        let both = readings("13 05 1984", today());
        assert_eq!(both[0].born, Some(on(1984, 5, 13)));
        assert_eq!(both[1].number.as_deref(), Some("13051984"));
    }

    #[test]
    fn a_postcode_is_known_whole_and_from_its_beginning() {
        for (text, postcode) in [
            ("BR6", "BR6"),
            ("br6 7", "BR67"),
            ("br6 7ew", "BR67EW"),
            ("BR67EW", "BR67EW"),
            ("M1 1AE", "M11AE"),
            ("ec1a 1bb", "EC1A1BB"),
            ("W1A", "W1A"),
            ("BR6-7EW", "BR67EW"),
        ] {
            let asked = first(text);
            assert_eq!(asked.postcode.as_deref(), Some(postcode), "{text}");
            assert!(asked.words.is_empty(), "{text}");
        }
        for text in ["Smith", "BR", "RAT56", "7EW", "M1 1AEX"] {
            assert_ne!(first(text).postcode.as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn words_come_together_with_a_date_or_a_postcode() {
        let asked = first("O'Brien zo\u{eb} 13/5/84");
        assert_eq!(asked.words, ["obrien", "zoe"]);
        assert_eq!(asked.born, Some(on(1984, 5, 13)));
        let asked = first("br6 7ew smith");
        assert_eq!(asked.words, ["smith"]);
        assert_eq!(asked.postcode.as_deref(), Some("BR67EW"));
        let asked = first("smith 13 May 1984 br6");
        assert_eq!((asked.words.len(), asked.born), (1, Some(on(1984, 5, 13))));
        assert_eq!(asked.postcode.as_deref(), Some("BR6"));
    }

    #[test]
    fn signs_ask_for_nothing_and_too_much_is_not_read() {
        for text in ["", "   ", "\" * ( ) :", "%", "_", "\0", "- '"] {
            assert!(readings(text, today()).is_empty(), "{text:?}");
        }
        assert!(readings(&"smith ".repeat(200_000), today()).is_empty());
    }

    fn first(text: &str) -> Asked {
        readings(text, today())
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    fn today() -> Day {
        on(2026, 6, 15)
    }

    fn on(year: i16, month: i8, day: i8) -> Day {
        Day::new(date(year, month, day))
    }
}
