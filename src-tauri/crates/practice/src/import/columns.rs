//! Which column of the file holds what.

use std::collections::BTreeMap;

use csv::StringRecord;
use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($field:ident = $name:literal,)*) => {
        /// What can be imported of a patient. The name is also the header that is looked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ImportField {
            $(#[serde(rename = $name)] $field,)*
        }

        impl ImportField {
            pub const ALL: &'static [Self] = &[$(Self::$field,)*];

            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }
        }
    };
}

fields! {
    NhsNumber = "nhs_number",
    Surname = "surname",
    FirstForename = "first_forename",
    SecondForename = "second_forename",
    OtherForenames = "other_forenames",
    Title = "title",
    PreviousSurname = "previous_surname",
    Sex = "sex",
    Born = "born",
    HouseName = "house_name",
    Road = "road",
    Locality = "locality",
    PostTown = "post_town",
    County = "county",
    Postcode = "postcode",
    Gp = "gp",
    Link = "link",
    AcceptedOn = "accepted_on",
    Institute = "institute",
    DrugsDispensed = "drugs_dispensed",
}

impl ImportField {
    /// Nobody comes onto the list without it.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Surname | Self::Born)
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// The headers of a file whose columns are not called as the fields are: `surname = "Family name"`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<ImportField, String>);

/// Where each field stands.
pub(super) struct Columns {
    found: BTreeMap<ImportField, (usize, String)>,
    count: usize,
}

impl Mapping {
    pub fn with(mut self, field: ImportField, header: &str) -> Self {
        self.0.insert(field, header.to_owned());

        self
    }
}

impl Columns {
    /// Case, spaces and underscores of a header do not count. The reason for a failure is a sentence.
    pub(super) fn find(headers: &StringRecord, mapping: &Mapping) -> Result<Self, String> {
        let headers_folded: Vec<String> = headers.iter().map(folded).collect();
        let mut found = BTreeMap::new();
        for field in ImportField::ALL.iter().copied() {
            let wanted = mapping.0.get(&field).map_or(field.name(), String::as_str);
            let mut at = (0..)
                .zip(&headers_folded)
                .filter(|(_, header)| **header == folded(wanted));
            match (at.next(), at.next()) {
                (Some((place, _)), None) => {
                    found.insert(field, (place, wanted.to_owned()));
                }
                (Some(_), Some(_)) => {
                    return Err(format!("two columns are called \u{201c}{wanted}\u{201d}"));
                }
                (None, _) if mapping.0.contains_key(&field) => {
                    return Err(format!(
                        "no column is called \u{201c}{wanted}\u{201d}; the first row must hold the headers"
                    ));
                }
                (None, _) if field.is_required() => {
                    return Err(format!(
                        "no column is called \u{201c}{wanted}\u{201d}; the first row must hold the headers, and surname and born are needed"
                    ));
                }
                (None, _) => {}
            }
        }

        Ok(Self {
            found,
            count: headers.len(),
        })
    }

    pub(super) fn cell<'c>(&self, cells: &'c StringRecord, field: ImportField) -> &'c str {
        let place = self.found.get(&field).map(|(place, _)| *place);

        place.and_then(|place| cells.get(place)).unwrap_or_default()
    }

    /// The header under which the file has a field.
    pub(super) fn header(&self, field: ImportField) -> Option<&str> {
        self.found.get(&field).map(|(_, header)| header.as_str())
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn unused(&self) -> Vec<usize> {
        (0..self.count)
            .filter(|place| !self.found.values().any(|(used, _)| used == place))
            .map(|place| place + 1)
            .collect()
    }
}

fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
