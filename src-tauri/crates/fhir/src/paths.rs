//! The paths of an amendment's patches.

/// What a patch changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Path {
    Surname,
    FirstForename,
    SecondForename,
    OtherForenames,
    AllForenames,
    Title,
    PreviousSurname,
    Sex,
    Born,
    HouseName,
    Road,
    Locality,
    PostTown,
    County,
    Postcode,
    Extension,
    /// Only in notices: a practice cannot amend an NHS number.
    Number,
}

impl Path {
    pub(crate) const FORENAMES: [Self; 3] = [
        Self::FirstForename,
        Self::SecondForename,
        Self::OtherForenames,
    ];
    pub(crate) const LINES: [Self; gplinks::LINES] = [
        Self::HouseName,
        Self::Road,
        Self::Locality,
        Self::PostTown,
        Self::County,
    ];

    /// Those that a practice may use.
    const OF_A_PRACTICE: [Self; 16] = [
        Self::Surname,
        Self::FirstForename,
        Self::SecondForename,
        Self::OtherForenames,
        Self::AllForenames,
        Self::Title,
        Self::PreviousSurname,
        Self::Sex,
        Self::Born,
        Self::HouseName,
        Self::Road,
        Self::Locality,
        Self::PostTown,
        Self::County,
        Self::Postcode,
        Self::Extension,
    ];

    pub(crate) fn written(self) -> &'static str {
        match self {
            Self::Surname => "/name/0/family",
            Self::FirstForename => "/name/0/given/0",
            Self::SecondForename => "/name/0/given/1",
            Self::OtherForenames => "/name/0/given/2",
            Self::AllForenames => "/name/0/given",
            Self::Title => "/name/0/prefix/0",
            Self::PreviousSurname => "/name/1/family",
            Self::Sex => "/gender",
            Self::Born => "/birthDate",
            Self::HouseName => "/address/0/line/0",
            Self::Road => "/address/0/line/1",
            Self::Locality => "/address/0/line/2",
            Self::PostTown => "/address/0/line/3",
            Self::County => "/address/0/line/4",
            Self::Postcode => "/address/0/postalCode",
            Self::Extension => "/extension/0",
            Self::Number => "/identifier/0/value",
        }
    }

    /// The path that a practice's patch names.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::OF_A_PRACTICE
            .into_iter()
            .find(|path| path.written() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_known_by_its_exact_text() {
        assert_eq!(Path::parse("/address/0/line/3"), Some(Path::PostTown));
        for unknown in [
            "/address/0/line",
            "/address/0/line/5",
            "/Gender",
            "gender",
            "/name/0/given/3",
            "",
        ] {
            assert_eq!(Path::parse(unknown), None, "{unknown}");
        }
        assert_eq!(
            Path::parse(Path::Number.written()),
            None,
            "a practice cannot amend a number"
        );
    }
}
