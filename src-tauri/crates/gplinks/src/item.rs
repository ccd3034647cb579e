//! The items a transaction is made of: their words, their segments and how long they may be.

/// Makes the enum with, for each item, its words, where it stands and its longest value.
macro_rules! items {
    ($($name:ident, $words:literal, $wire:literal, $longest:literal;)*) => {
        /// One item of a transaction.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Item {
            $($name,)*
        }

        impl Item {
            pub(crate) const ALL: [Self; Self::COUNT] = [$(Self::$name),*];
            pub(crate) const COUNT: usize = [$(Self::$name),*].len();

            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }

            /// The segment and qualifier that carry it.
            pub fn wire(self) -> &'static str {
                match self {
                    $(Self::$name => $wire,)*
                }
            }

            /// How many characters it may have.
            pub fn longest(self) -> usize {
                match self {
                    $(Self::$name => $longest,)*
                }
            }
        }
    };
}

items! {
    Gp, "responsible GP", "NAD+GP", 17;
    Institute, "residential institute code", "NAD+RIC", 4;
    PreviousGp, "previous GP", "NAD+PGP", 35;
    PreviousHa, "previous health authority", "NAD+PFH", 3;
    NewHa, "new health authority", "NAD+NFH", 3;
    AcceptanceCode, "acceptance code", "HEA+ACD", 1;
    AcceptanceType, "acceptance type", "HEA+ATP", 1;
    DrugsDispensed, "drugs dispensed marker", "HEA+DM", 1;
    Fp69Reason, "FP69 reason", "HEA+FRN", 4;
    DeductionReason, "deduction reason", "GIS", 4;
    QuarterEnd, "end of the quarter", "DTM+206", 8;
    Born, "date of birth", "DTM+329", 8;
    AcceptedOn, "date of acceptance", "DTM+956", 8;
    EnteredUk, "date of entry to the UK", "DTM+957", 8;
    LeftUk, "date of leaving the UK", "DTM+958", 8;
    DeductedOn, "date of deduction", "DTM+961", 8;
    ExpiresOn, "FP69 expiry date", "DTM+962", 8;
    Birthplace, "place of birth", "LOC+950", 35;
    Notes, "note", "FTX+RGI", 70;
    Number, "NHS number", "PNA+PAT", 15;
    Surname, "surname", "PNA+PAT SU", 35;
    FirstForename, "first forename", "PNA+PAT FO", 35;
    Title, "title", "PNA+PAT TI", 35;
    SecondForename, "second forename", "PNA+PAT MI", 35;
    OtherForenames, "other forenames", "PNA+PAT FS", 35;
    NewNumber, "new NHS number", "PNA+PER", 15;
    PreviousSurname, "previous surname", "PNA+PER SU", 35;
    Sex, "sex", "PDI", 1;
    Address, "address", "NAD+PAT", 0;
    HouseName, "house name", "NAD+PAT", 35;
    Road, "number and road", "NAD+PAT", 35;
    Locality, "locality", "NAD+PAT", 35;
    PostTown, "post town", "NAD+PAT", 35;
    County, "county", "NAD+PAT", 35;
    Postcode, "postcode", "NAD+PAT", 8;
    PreviousAddress, "previous address", "NAD+PER", 0;
    PreviousLine1, "previous address", "NAD+PER", 35;
    PreviousLine2, "previous address", "NAD+PER", 35;
    PreviousLine3, "previous address", "NAD+PER", 35;
    PreviousLine4, "previous address", "NAD+PER", 35;
    PreviousLine5, "previous address", "NAD+PER", 35;
}

impl Item {
    pub(crate) const HOME: [Self; 5] = [
        Self::HouseName,
        Self::Road,
        Self::Locality,
        Self::PostTown,
        Self::County,
    ];
    pub(crate) const PREVIOUS: [Self; 5] = [
        Self::PreviousLine1,
        Self::PreviousLine2,
        Self::PreviousLine3,
        Self::PreviousLine4,
        Self::PreviousLine5,
    ];

    /// `"there is no " + this` reads as a sentence.
    pub(crate) fn shown(self) -> String {
        format!("{} ({})", self.words(), self.wire())
    }
}
