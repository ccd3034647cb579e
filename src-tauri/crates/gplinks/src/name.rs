//! Names, and what an amendment may say about them.

use serde::{Deserialize, Serialize};

use crate::{Change, Text};

/// Forenames in their order; all of them may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Forenames {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Text>,
    /// The third and later ones, joined with a space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<Text>,
}

/// A person's name; only the surname is always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    pub surname: Text,
    #[serde(default, skip_serializing_if = "Forenames::is_empty")]
    pub forenames: Forenames,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

/// The name in a notice, which may say less.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartialName {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<Text>,
    #[serde(skip_serializing_if = "Forenames::is_empty")]
    pub forenames: Forenames,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
}

/// What an amendment says about a name. A surname cannot be erased; forenames only all together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NameChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<Text>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub forenames: Change<Forenames>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub title: Change<Text>,
}

impl Forenames {
    /// The first two in their places, all later ones joined.
    pub fn of(given: impl IntoIterator<Item = Text>) -> Self {
        let mut given = given.into_iter();
        let (first, second) = (given.next(), given.next());
        let others: Vec<_> = given.map(|name| name.as_str().to_owned()).collect();

        Self {
            first,
            second,
            others: Text::new(others.join(" ")),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Those that are there, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        [&self.first, &self.second, &self.others]
            .into_iter()
            .flatten()
    }

    pub fn shown(&self) -> String {
        self.iter().map(Text::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Puts what an amendment says over these: one that it leaves out stays, and only all together are erased.
    pub fn amend(&mut self, change: &Change<Self>) {
        match change {
            Change::Keep => {}
            Change::Set(said) => {
                put_over(&mut self.first, &said.first);
                put_over(&mut self.second, &said.second);
                put_over(&mut self.others, &said.others);
            }
            Change::Erase => *self = Self::default(),
        }
    }
}

fn put_over(kept: &mut Option<Text>, said: &Option<Text>) {
    if said.is_some() {
        kept.clone_from(said);
    }
}

impl Name {
    /// `COLE, Tunde Ade (Mr)` as capitals came: surname first, as lists are ordered.
    pub fn shown(&self) -> String {
        shown(Some(&self.surname), &self.forenames, self.title.as_ref())
    }
}

impl PartialName {
    pub fn shown(&self) -> String {
        shown(self.surname.as_ref(), &self.forenames, self.title.as_ref())
    }
}

fn shown(surname: Option<&Text>, forenames: &Forenames, title: Option<&Text>) -> String {
    let names = [
        surname.map(|text| text.as_str().to_owned()),
        Some(forenames.shown()).filter(|names| !names.is_empty()),
    ];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(", ");

    title.map_or_else(
        || names.clone(),
        |title| format!("{names} ({})", title.as_str()),
    )
}

impl NameChange {
    pub fn is_keep(&self) -> bool {
        self.surname.is_none() && self.forenames.is_keep() && self.title.is_keep()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(text).unwrap()
    }

    #[test]
    fn later_forenames_are_joined() {
        let forenames = Forenames::of(["TUNDE", "ADE", "JAMES", "PAUL"].map(text));

        assert_eq!(forenames.others, Text::new("JAMES PAUL"));
        assert_eq!(forenames.shown(), "TUNDE ADE JAMES PAUL");
    }

    #[test]
    fn a_name_is_shown_surname_first() {
        let forenames = Forenames::of([text("EWA")]);
        let name = Name {
            surname: text("WOJCIK"),
            forenames,
            title: Some(text("MS")),
        };

        assert_eq!(name.shown(), "WOJCIK, EWA (MS)");
        assert_eq!(PartialName::default().shown(), "");
    }

    #[test]
    fn an_amendment_changes_the_forenames_that_it_says_and_erases_only_all() {
        let before = Forenames::of(["TUNDE", "ADE", "OLU"].map(text));
        let second = Forenames {
            second: Some(text("MARY")),
            ..Forenames::default()
        };
        let amended = |change| {
            let mut forenames = before.clone();
            forenames.amend(&change);

            forenames.shown()
        };

        assert_eq!(amended(Change::Set(second)), "TUNDE MARY OLU");
        assert_eq!(amended(Change::Keep), "TUNDE ADE OLU");
        assert_eq!(amended(Change::Erase), "");
    }
}
