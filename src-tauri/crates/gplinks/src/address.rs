//! Addresses: five lines in a fixed order, and a postcode apart.

use serde::{Deserialize, Serialize};

use crate::text::ERASE;
use crate::{Change, Text, WrittenPostcode};

/// The lines in their order: house name, number and road, locality, post town, county.
pub const LINES: usize = 5;

/// The words for the five lines.
pub const LINE_NAMES: [&str; LINES] = [
    "house name",
    "number and road",
    "locality",
    "post town",
    "county",
];

/// What stands in an empty first line on the wire.
pub(crate) const PLACEHOLDER: &str = "?";

/// An address as a letter may bring it: any line may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    pub lines: [Option<Text>; LINES],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<WrittenPostcode>,
}

/// An address that can be sent: it has a house name, or a number and road.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeAddress(PostalAddress);

/// Neither the house name nor the number and road is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Address line 1 or Address line 2 must be populated")]
pub struct NoHouseOrRoad;

/// A previous address: at least one line, blank ones squeezed out, no postcode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreviousAddress(Vec<Text>);

/// One line of an amended address. A blank line is blank in the new address; an erased one is emptied there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewLine {
    #[default]
    Blank,
    Is(Text),
    Erase,
}

/// A whole amended address: when any line changes, all five are sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    pub lines: [NewLine; LINES],
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub postcode: Change<WrittenPostcode>,
}

impl PostalAddress {
    /// The lines that are not blank, and the postcode, as on an envelope.
    pub fn shown(&self) -> String {
        let postcode = self.postcode.as_ref().map(WrittenPostcode::shown);

        self.lines
            .iter()
            .flatten()
            .map(|line| line.as_str().to_owned())
            .chain(postcode)
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(crate) fn names_a_house(&self) -> bool {
        let [house, road, ..] = &self.lines;

        house.is_some() || road.is_some()
    }
}

impl HomeAddress {
    pub fn parse(address: PostalAddress) -> Result<Self, NoHouseOrRoad> {
        if address.names_a_house() {
            Ok(Self(address))
        } else {
            Err(NoHouseOrRoad)
        }
    }

    pub fn get(&self) -> &PostalAddress {
        &self.0
    }
}

impl PreviousAddress {
    /// `None` where every line is blank; a sixth line has no place on the wire.
    pub fn new(lines: impl IntoIterator<Item = Text>) -> Option<Self> {
        let lines: Vec<_> = lines.into_iter().collect();

        (1..=LINES).contains(&lines.len()).then_some(Self(lines))
    }

    pub fn lines(&self) -> &[Text] {
        &self.0
    }

    pub fn shown(&self) -> String {
        self.0
            .iter()
            .map(Text::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl NewLine {
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Is(text) => Some(text),
            Self::Blank | Self::Erase => None,
        }
    }

    pub(crate) fn written(&self) -> &str {
        match self {
            Self::Blank => "",
            Self::Is(text) => text.as_str(),
            Self::Erase => ERASE,
        }
    }
}

impl NewAddress {
    /// An erased line counts: the desk that sends it has said something about the house.
    pub fn names_a_house(&self) -> bool {
        let [house, road, ..] = &self.lines;

        *house != NewLine::Blank || *road != NewLine::Blank
    }

    /// The address as it will be, erased lines left out.
    pub fn shown(&self) -> String {
        let lines = self.lines.each_ref().map(|line| line.text().cloned());

        PostalAddress {
            lines,
            postcode: self.postcode.value().cloned(),
        }
        .shown()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: [&str; LINES]) -> [Option<Text>; LINES] {
        texts.map(Text::new)
    }

    #[test]
    fn a_home_has_a_house_name_or_a_road() {
        let home = |texts| {
            HomeAddress::parse(PostalAddress {
                lines: lines(texts),
                postcode: None,
            })
        };

        assert!(home(["FLAT 1", "", "", "ELY", ""]).is_ok());
        assert!(home(["", "7 WHARF STREET", "", "NORWICH", ""]).is_ok());
        assert_eq!(
            home(["", "", "BARFORD", "NORWICH", "NORFOLK"]),
            Err(NoHouseOrRoad)
        );
    }

    #[test]
    fn a_previous_address_has_one_to_five_lines() {
        let of = |count: usize| PreviousAddress::new((0..count).filter_map(|_| Text::new("X")));

        assert!(of(0).is_none());
        assert_eq!(of(5).unwrap().lines().len(), 5);
        assert!(of(6).is_none());
    }

    #[test]
    fn an_erased_line_names_the_house_and_a_blank_one_does_not() {
        let mut address = NewAddress::default();
        assert!(!address.names_a_house());

        address.lines[0] = NewLine::Erase;
        assert!(address.names_a_house());
    }
}
