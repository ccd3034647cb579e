//! The fields of the desk's forms: their names, their words and what may be typed into them.

/// Makes the enum with, for each field, its name, its words, its characters, and how long a text
/// in it can and should be.
macro_rules! fields {
    ($($field:ident, $name:literal, $words:literal, $set:ident, $longest:literal, $advised:literal;)*) => {
        /// A field of a form, in the order of the screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($field,)*
        }

        impl Field {
            /// Every field of every form.
            pub const ALL: [Self; [$(Self::$field),*].len()] = [$(Self::$field),*];

            /// The name that the window and JSON know it by; it never changes.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)*
                }
            }

            /// The words for it in the middle of a sentence.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$field => $words,)*
                }
            }

            pub(super) fn set(self) -> Set {
                match self {
                    $(Self::$field => Set::$set,)*
                }
            }

            /// How many characters can be sent in a field of text.
            pub(super) fn longest(self) -> usize {
                match self {
                    $(Self::$field => $longest,)*
                }
            }

            /// How many characters PCSE's older checks allow.
            pub(super) fn advised(self) -> usize {
                match self {
                    $(Self::$field => $advised,)*
                }
            }
        }
    };
}

fields! {
    Form, "form", "form", Coded, 0, 0;
    TracedOn, "tracedOn", "date of tracing", Coded, 0, 0;
    Kind, "kind", "kind of registration", Coded, 0, 0;
    LeftOn, "leftOn", "date of leaving", Coded, 0, 0;
    AcceptedOn, "acceptedOn", "date of acceptance", Coded, 0, 0;
    NhsNumber, "nhsNumber", "NHS number", Coded, 0, 0;
    Surname, "surname", "surname", Name, 35, 30;
    FirstForename, "firstForename", "first forename", Name, 35, 30;
    SecondForename, "secondForename", "second forename", Name, 35, 30;
    OtherForenames, "otherForenames", "other forenames", Name, 35, 30;
    Title, "title", "title", Free, 35, 10;
    PreviousSurname, "previousSurname", "previous surname", Name, 35, 30;
    Sex, "sex", "sex", Coded, 0, 0;
    Born, "born", "date of birth", Coded, 0, 0;
    Address, "address", "address", Coded, 0, 0;
    HouseName, "houseName", "house name", Address, 35, 30;
    Road, "road", "number and road", Road, 35, 30;
    Locality, "locality", "locality", Address, 35, 30;
    PostTown, "postTown", "post town", Address, 35, 30;
    County, "county", "county", Address, 35, 20;
    Postcode, "postcode", "postcode", Coded, 0, 0;
    Birthplace, "birthplace", "place of birth", Free, 35, 35;
    PreviousAddress, "previousAddress", "previous address", Coded, 0, 0;
    PreviousLine1, "previousAddress1", "first line of the previous address", Address, 35, 30;
    PreviousLine2, "previousAddress2", "second line of the previous address", Address, 35, 30;
    PreviousLine3, "previousAddress3", "third line of the previous address", Address, 35, 30;
    PreviousLine4, "previousAddress4", "fourth line of the previous address", Address, 35, 30;
    PreviousLine5, "previousAddress5", "fifth line of the previous address", Address, 35, 30;
    PreviousGp, "previousGp", "name of the previous GP", Free, 35, 35;
    PreviousHa, "previousHa", "previous health authority", Coded, 0, 0;
    EnteredUk, "enteredUk", "date of entry to the UK", Coded, 0, 0;
    LeftUk, "leftUk", "date of leaving the UK", Coded, 0, 0;
    Reason, "reason", "reason", Note, 0, 0;
    On, "on", "date of the death or departure", Coded, 0, 0;
    Gp, "gp", "registered GP", Coded, 0, 0;
    Institute, "institute", "residential institute code", Coded, 0, 0;
    ChangeReason, "changeReason", "reason for the change", Coded, 0, 0;
    ChangedOn, "changedOn", "date of the change", Coded, 0, 0;
    Notes, "notes", "note", Note, 0, 0;
}

/// Which characters a field holds; GP Links is narrower for some than level A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Name,
    Address,
    /// An address line where Vision's help also shows quotes and brackets.
    Road,
    /// Level A.
    Free,
    /// Level A, as long as the desk's rules say.
    Note,
    /// No text: a choice, a date or a code, which has rules of its own.
    Coded,
}

impl Field {
    pub(super) const HOME: [Self; 5] = [
        Self::HouseName,
        Self::Road,
        Self::Locality,
        Self::PostTown,
        Self::County,
    ];
    pub(super) const PREVIOUS: [Self; 5] = [
        Self::PreviousLine1,
        Self::PreviousLine2,
        Self::PreviousLine3,
        Self::PreviousLine4,
        Self::PreviousLine5,
    ];
}

impl Set {
    /// Whether a level A character may stand in it.
    pub(super) fn allows(self, c: char) -> bool {
        match self {
            Self::Name => c.is_ascii_uppercase() || matches!(c, '\'' | '-' | ' '),
            Self::Address => is_of_address(c),
            Self::Road => is_of_address(c) || matches!(c, '"' | '(' | ')'),
            Self::Free | Self::Note | Self::Coded => edifact::is_level_a(c),
        }
    }

    /// What a clerk may type into it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Name => "letters, apostrophes, hyphens and spaces",
            Self::Address => "letters, digits, spaces, apostrophes, hyphens, full stops and commas",
            Self::Road => {
                "letters, digits, spaces, apostrophes, hyphens, full stops, commas, quotes and brackets"
            }
            Self::Free | Self::Note | Self::Coded => "capitals, digits, spaces and plain signs",
        }
    }
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '\'' | '-' | '.' | ',' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(set: Set) -> String {
        (' '..='~').filter(|c| set.allows(*c)).collect()
    }

    #[test]
    fn each_field_has_a_name_of_its_own() {
        let mut names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
        names.sort_unstable();
        names.dedup();

        assert_eq!(names.len(), Field::ALL.len());
    }

    #[test]
    fn the_sets_are_those_of_the_specification() {
        let capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

        assert_eq!(allowed(Set::Name), format!(" '-{capitals}"));
        assert_eq!(allowed(Set::Address), format!(" ',-.0123456789{capitals}"));
        assert_eq!(allowed(Set::Road), format!(" \"'(),-.0123456789{capitals}"));
        assert_eq!(
            allowed(Set::Note),
            format!(" !\"%&'()*+,-./0123456789:;<=>?{capitals}")
        );
    }

    #[test]
    fn what_should_be_sent_is_never_longer_than_what_can_be() {
        assert!(
            Field::ALL
                .iter()
                .all(|field| field.advised() <= field.longest())
        );
    }
}
