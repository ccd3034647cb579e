//! The name in an amendment: the whole of it when any part changes.

use super::AmendmentForm;
use crate::forms::findings::Findings;
use crate::forms::{Field, fault};
use crate::{Change, Forenames, NameChange, Text};

impl AmendmentForm {
    pub(super) fn name(&self, findings: &mut Findings<'_>) -> NameChange {
        if self.changes_the_name() && self.surname.is_none() {
            findings.tell(Field::Surname, fault::PART_OF_A_NAME);
        }
        if self.changes_the_name() && self.forenames.is_keep() {
            findings.tell(Field::FirstForename, fault::PART_OF_A_NAME);
        }
        let surname = self.surname.as_ref().and_then(|surname| {
            let surname = findings.text(Field::Surname, surname);
            findings.needed(Field::Surname, surname)
        });

        NameChange {
            surname,
            forenames: self.forenames(findings),
            title: findings.changed_text(Field::Title, &self.title),
        }
    }

    /// The first forename is a must where any is given: a blank one would keep the old one there.
    fn forenames(&self, findings: &mut Findings<'_>) -> Change<Forenames> {
        let [first, second, others] = match &self.forenames {
            Change::Keep => return Change::Keep,
            Change::Erase => return Change::Erase,
            Change::Set(forenames) => forenames,
        };
        let first = findings.text(Field::FirstForename, first);
        let first = findings.needed_or(Field::FirstForename, first, fault::NO_NEW_FORENAME);
        let [_, second_before, others_before] = &self.forenames_before;
        let second = findings.later_forename(Field::SecondForename, second, second_before);
        let others = findings.later_forename(Field::OtherForenames, others, others_before);

        Change::Set(Forenames {
            first,
            second,
            others,
        })
    }

    pub(super) fn changes_the_name(&self) -> bool {
        self.surname.is_some() || !self.forenames.is_keep() || !self.title.is_keep()
    }
}

impl Findings<'_> {
    /// There is no way to say that one forename alone is gone.
    fn later_forename(&mut self, field: Field, typed: &str, before: &str) -> Option<Text> {
        let forename = self.text(field, typed);
        if before.trim().is_empty() {
            return forename.right();
        }

        self.needed_or(field, forename, fault::FORENAME_STAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Weight;
    use crate::forms::samples::{amendment, rules, told};

    fn with(change: impl FnOnce(&mut AmendmentForm)) -> AmendmentForm {
        let mut form = amendment();
        change(&mut form);

        form
    }

    fn told_of(change: impl FnOnce(&mut AmendmentForm)) -> Vec<(Field, &'static str, Weight)> {
        told(&with(change).check(&rules()).problems)
    }

    fn set(text: &str) -> Change<String> {
        Change::Set(text.to_owned())
    }

    #[test]
    fn a_whole_name_is_sent() {
        let form = with(|form| {
            form.surname = Some("Adeyemi".into());
            form.forenames = Change::Set(["Grace", "Olu", ""].map(str::to_owned));
            form.title = set("Mrs");
            form.previous_surname = set("Cole");
        });
        let checked = form.check(&rules());
        let changes = checked.ready.unwrap().filing.changes;

        assert_eq!(checked.problems, []);
        assert_eq!(changes.name.surname, Text::new("ADEYEMI"));
        assert_eq!(changes.name.forenames.value().unwrap().shown(), "GRACE OLU");
        assert_eq!(changes.previous_surname.value(), Text::new("COLE").as_ref());
    }

    #[test]
    fn a_part_of_a_name_is_remarked() {
        let part = |field| (field, "E775", Weight::Soft);

        assert_eq!(
            told_of(|form| form.surname = Some("Cole".into())),
            [part(Field::FirstForename)]
        );
        assert_eq!(
            told_of(|form| form.forenames = Change::Erase),
            [part(Field::Surname)]
        );
        assert_eq!(
            told_of(|form| form.title = Change::Erase),
            [part(Field::Surname), part(Field::FirstForename)]
        );
    }

    #[test]
    fn forenames_are_removed_only_together() {
        let given = |names: [&str; 3]| {
            told_of(|form| {
                form.surname = Some("Cole".into());
                form.forenames = Change::Set(names.map(str::to_owned));
            })
        };

        assert_eq!(given(["Ewa", "", ""]), []);
        for names in [["", "", ""], ["", "Ade", ""], ["", "", "Ade"]] {
            assert_eq!(given(names), [(Field::FirstForename, "E776", Weight::Hard)]);
        }
    }

    #[test]
    fn a_forename_that_pcse_has_is_not_left_out() {
        let left_out = |names: [&str; 3]| {
            told_of(|form| {
                form.surname = Some("Cole".into());
                form.forenames = Change::Set(names.map(str::to_owned));
                form.forenames_before = ["Tunde", "Ade", "Olu"].map(str::to_owned);
            })
        };
        let stays = |field| (field, "E777", Weight::Hard);

        assert_eq!(left_out(["Tunde", "Ada", "Oli"]), []);
        assert_eq!(
            left_out(["Tunde", " ", "Olu"]),
            [stays(Field::SecondForename)]
        );
        assert_eq!(
            left_out(["Tunde", "", ""]),
            [stays(Field::SecondForename), stays(Field::OtherForenames)]
        );
    }
}
