//! The JSON that filings, notices and receipts are kept as, for years: plain values, codes as the wire
//! writes them, whatever is absent left out.
//!
//! Reading refuses what the types refuse, and the refusal does not repeat the value. What serde itself
//! says of a broken structure may repeat it: whoever shows such an error shows its place only.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    AcceptanceCode, Cipher, Day, DeductionReason, Dispensed, Fp69Reason, GpCode, HomeAddress, Kind,
    LetterVerdict, LinkCode, MessageVerdict, Minute, NhsNumber, OwnTn, PatientNumber,
    PostalAddress, Postcode, PreviousAddress, Sex, Sis, Sms, Text, Tn, WrittenPostcode,
};

/// Keeps each type as a text: how it is written, how it is read, and what is said where it cannot be.
macro_rules! kept_as_text {
    ($($type:ident: $write:ident, $read:expr, $refusal:literal;)*) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.$write().as_ref())
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_any(Plain {
                        of_text: $read,
                        of_number: |_| None,
                        refusal: $refusal,
                    })
                }
            }
        )*
    };
}

/// Keeps each type as a number.
macro_rules! kept_as_number {
    ($($type:ident: $read:expr, $refusal:literal;)*) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_u64(self.get().into())
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_any(Plain {
                        of_text: |_| None,
                        of_number: $read,
                        refusal: $refusal,
                    })
                }
            }
        )*
    };
}

kept_as_text! {
    Text: as_str, |text| Text::new(text), "a text is not blank";
    NhsNumber: digits, nhs_number, "an NHS number is kept as its ten digits";
    PatientNumber: written, PatientNumber::read, "a patient's number is not blank";
    GpCode: as_str, GpCode::read, "a GP code is not blank";
    Cipher: as_str, Cipher::parse, "a health authority is two or three capitals or digits";
    LinkCode: as_str, |text| Some(LinkCode::as_received(text)), "a link code is a text";
    Day: iso, day, "a day is kept as YYYY-MM-DD";
    Minute: iso, minute, "a minute is kept as YYYY-MM-DDTHH:MM";
    Postcode: canonical, Postcode::parse, "a postcode has the usual form";
    WrittenPostcode: as_str, |text| Text::new(text).map(WrittenPostcode::new), "a postcode is not blank";
    AcceptanceCode: written, AcceptanceCode::parse, "an acceptance code is one of the list";
    Sex: written, Sex::parse, "a sex is kept as its code";
    DeductionReason: as_str, DeductionReason::read, "a deduction reason is not blank";
    Fp69Reason: as_str, Fp69Reason::read, "an FP69 reason is not blank";
    MessageVerdict: written, MessageVerdict::read, "a receipt's code is not blank";
    LetterVerdict: written, LetterVerdict::read, "a receipt's code is not blank";
    Kind: code, Kind::read, "a transaction type is not blank";
}

kept_as_number! {
    Sis: |number| counted(number, Sis::new), "a letter's number is 1 to 99999999";
    Sms: |number| counted(number, Sms::new), "a message's number is 1 to 99999999";
    OwnTn: |number| counted(number, OwnTn::new), "a transaction's number is 1 to 9999999";
    Tn: |number| Some(Tn::new(number)), "a transaction number is a whole number";
}

/// Reads a text or a number. Everything goes through it, so that no refusal repeats the value, as
/// serde's own would.
struct Plain<T> {
    of_text: fn(&str) -> Option<T>,
    of_number: fn(u64) -> Option<T>,
    refusal: &'static str,
}

impl<T> Plain<T> {
    fn or_refuse<E: Error>(&self, value: Option<T>) -> Result<T, E> {
        value.ok_or_else(|| E::custom(self.refusal))
    }
}

impl<T> Visitor<'_> for Plain<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.or_refuse((self.of_text)(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.or_refuse((self.of_number)(number))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<T, E> {
        self.or_refuse(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<T, E> {
        self.or_refuse(None)
    }
}

fn counted<T>(number: u64, new: fn(u32) -> Option<T>) -> Option<T> {
    u32::try_from(number).ok().and_then(new)
}

/// The ten digits alone: only a person types spaces.
fn nhs_number(text: &str) -> Option<NhsNumber> {
    NhsNumber::parse(text)
        .ok()
        .filter(|number| number.digits() == text)
}

fn day(text: &str) -> Option<Day> {
    let day = text.parse::<Date>().ok().map(Day::new);

    day.filter(|day| day.iso() == text)
}

/// Any minute that a letter can bring, those included that [`Minute::parse`] does not let a person type.
fn minute(text: &str) -> Option<Minute> {
    let minute = DateTime::strptime("%Y-%m-%dT%H:%M", text)
        .ok()
        .map(Minute::new);

    minute.filter(|minute| minute.iso() == text)
}

impl<'de> Deserialize<'de> for HomeAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let address = PostalAddress::deserialize(deserializer)?;

        Self::parse(address).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for PreviousAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lines = Vec::<Text>::deserialize(deserializer)?;

        Self::new(lines).ok_or_else(|| D::Error::custom("a previous address has one to five lines"))
    }
}

/// `true`, the only value it can be set to.
impl Serialize for Dispensed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl<'de> Deserialize<'de> for Dispensed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if bool::deserialize(deserializer)? {
            Ok(Self)
        } else {
            Err(D::Error::custom(
                "drugs are dispensed, or nothing is said of it",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::{
        AcceptanceKind, Change, Filing, Link, Name, NewAddress, NewLine, Notice, Numbers, Receipt,
    };

    /// Every kind of value is in one of the two, so that no change of the form goes unseen.
    const REGISTRATION: &str = r#"{
  "acceptance": {
    "code": "A",
    "kind": {
      "transfer_in": {
        "identity": {
          "number": {
            "number": "9990001006",
            "birthplace": "ELY"
          }
        },
        "born": "1988-02-29",
        "came_from": {
          "gp_name": "DR A PRATT",
          "ha": "NF",
          "address": [
            "7 WHARF STREET",
            "NORWICH"
          ]
        }
      }
    },
    "accepted_on": "2025-03-11",
    "name": {
      "surname": "COLE",
      "forenames": {
        "first": "TUNDE",
        "others": "JAMES PAUL"
      },
      "title": "MR"
    },
    "sex": "1",
    "address": {
      "lines": [
        null,
        "12 MILL LANE",
        null,
        "ELY",
        null
      ],
      "postcode": "CB7  4XY"
    },
    "drugs_dispensed": false,
    "notes": "MOVED IN MARCH"
  }
}"#;

    const AMENDMENT: &str = r#"{
  "amendment": {
    "number": "TT12/24",
    "new_number": "9990002371",
    "changes": {
      "name": {
        "surname": "WOJCIK",
        "forenames": {
          "set": {
            "first": "EWA"
          }
        },
        "title": "erase"
      },
      "born": "1990-01-31",
      "sex": "2",
      "address": {
        "lines": [
          "erase",
          {
            "is": "3 HIGH STREET"
          },
          "blank",
          "blank",
          "blank"
        ],
        "postcode": "erase"
      },
      "drugs_dispensed": {
        "set": true
      }
    }
  }
}"#;

    const RECEIPT: &str = r#"{
  "cipher": "NF",
  "made_at": "2025-03-11T10:42",
  "messages": [
    {
      "reference": "00000017",
      "verdict": "CP"
    }
  ],
  "letter": {
    "reference": 9,
    "verdict": "ZZ"
  }
}"#;

    #[test]
    fn the_form_never_changes_once_it_is_kept() {
        assert_eq!(kept_again::<Filing>(REGISTRATION), REGISTRATION);
        assert_eq!(kept_again::<Notice>(AMENDMENT), AMENDMENT);
        assert_eq!(kept_again::<Receipt>(RECEIPT), RECEIPT);
        assert_eq!(kept_again::<Notice>(r#""unknown""#), r#""unknown""#);
        assert_eq!(
            serde_json::to_string(&Link::new(practice(), Cipher::parse("NF").unwrap())).unwrap(),
            r#"{"practice":"HIL5","cipher":"NF","service":"NF01"}"#
        );
        assert_eq!(
            serde_json::to_string(&numbers()).unwrap(),
            r#"{"sis":99999999,"sms":1,"tn":9999999}"#
        );
    }

    #[test]
    fn what_is_kept_has_its_type_again() {
        let filing: Filing = serde_json::from_str(REGISTRATION).unwrap();
        let Filing::Acceptance(acceptance) = filing else {
            panic!("it is a registration");
        };

        assert!(matches!(
            acceptance.kind.number(),
            Some(PatientNumber::Nhs(_))
        ));
        assert!(matches!(acceptance.kind, AcceptanceKind::TransferIn { .. }));
        assert!(acceptance.institute.is_none(), "it is left out");
        assert_eq!(acceptance.sex, Sex::Male);
    }

    #[test]
    fn what_the_types_refuse_is_refused_without_repeating_it() {
        refuses::<NhsNumber>(&["\"9990001007\"", "\"999 000 1006\"", "9990001006"]);
        refuses::<Text>(&["\"  \"", "\"\"", "8675309", "-8675309", "8675309.5"]);
        refuses::<PatientNumber>(&["\" \"", "9990001006"]);
        refuses::<Day>(&["\"2025-02-31\"", "\"20250311\"", "\"2025-3-1\""]);
        refuses::<Minute>(&["\"2025-03-11T24:00\"", "\"2025-03-11 10:42\""]);
        refuses::<Cipher>(&["\"nf\"", "\"NORF\""]);
        refuses::<Postcode>(&["\"ZZ999\""]);
        refuses::<AcceptanceCode>(&["\"X\""]);
        refuses::<Sex>(&["\"3\"", "3"]);
        refuses::<Sis>(&["0", "100000000", "-8675309", "\"17\""]);
        refuses::<OwnTn>(&["0", "10000000", "4294967297"]);
        refuses::<Dispensed>(&["false"]);
        refuses::<HomeAddress>(&[r#"{"lines":[null,null,"BARFORD","NORWICH",null]}"#]);
        refuses::<PreviousAddress>(&["[]", r#"["COLE","B","C","D","E","F"]"#]);
        refuses::<Numbers>(&[r#"{"sis":1,"sms":8675309,"tn":0}"#]);
    }

    #[test]
    fn a_word_that_is_not_known_is_refused() {
        let surname = r#"{"surname":"COLE","nickname":"TC"}"#;

        assert!(serde_json::from_str::<Name>(surname).is_err());
        assert!(serde_json::from_str::<Notice>(r#""lost""#).is_err());
        assert!(serde_json::from_str::<Change<Text>>(r#""%""#).is_err());
    }

    #[test]
    fn what_only_a_letter_can_say_comes_back() {
        let skipped = Minute::read("202603290130").unwrap();
        let last_century = Minute::read("199912312359").unwrap();
        for minute in [skipped, last_century, of_year(0), of_year(-1)] {
            comes_back(&minute);
            comes_back(&minute.day());
        }
        comes_back(&LinkCode::as_received("HIL 55?"));
        comes_back(&LinkCode::as_received(""));
        comes_back(&Tn::new(u64::MAX));
        comes_back(&Kind::read("F99").unwrap());
        comes_back(&WrittenPostcode::new(Text::new(" ZZ999").unwrap()));
    }

    #[test]
    fn what_no_letter_holds_comes_back_too() {
        comes_back(&Postcode::parse("br67ew").unwrap());
        comes_back(&NhsNumber::parse("0000000000").unwrap());
        comes_back(&NewAddress::default());
        comes_back(&[NewLine::Blank, NewLine::Erase]);
        comes_back(&[Change::Keep, Change::Set(Dispensed), Change::Erase]);
        comes_back(&Link::new(practice(), Cipher::parse("LDS").unwrap()));
        comes_back(&numbers());
    }

    fn practice() -> LinkCode {
        LinkCode::parse("HIL5").unwrap()
    }

    fn numbers() -> Numbers {
        Numbers {
            sis: Sis::LAST,
            sms: Sms::FIRST,
            tn: OwnTn::LAST,
        }
    }

    /// Read and written again.
    fn kept_again<T: Serialize + DeserializeOwned>(json: &str) -> String {
        let value: T = serde_json::from_str(json).unwrap();

        serde_json::to_string_pretty(&value).unwrap()
    }

    fn comes_back<T: Serialize + DeserializeOwned + PartialEq + fmt::Debug>(value: &T) {
        let json = serde_json::to_string(value).unwrap();

        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value, "{json}");
    }

    fn refuses<T: DeserializeOwned + fmt::Debug>(values: &[&str]) {
        for json in values {
            let refusal = serde_json::from_str::<T>(json).unwrap_err().to_string();
            let value = json.trim_matches('"').trim();
            let words = ["BARFORD", "COLE", "8675309"];

            assert!(
                value.len() < 4 || !refusal.contains(value),
                "{json}: {refusal}"
            );
            assert!(
                !words.iter().any(|word| refusal.contains(word)),
                "{json}: {refusal}"
            );
        }
    }

    fn of_year(year: i16) -> Minute {
        Minute::new(Date::new(year, 3, 1).unwrap().at(10, 42, 0, 0))
    }
}
