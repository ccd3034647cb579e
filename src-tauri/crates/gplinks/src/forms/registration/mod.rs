//! The registration form, which becomes an acceptance (G1).

mod again;
mod form;
mod kind;
mod note;

#[cfg(test)]
mod table;

pub use form::{RegistrationForm, RegistrationType};

use super::findings::{Findings, Ready, Typed};
use super::notes::announces_outsider;
use super::{Checked, DeskRules, Field, fault};
use crate::{Acceptance, Day, Forenames, HomeAddress, Name, Text};

impl RegistrationForm {
    /// Says everything that is wrong with the form, and what can be sent if nothing hard is.
    pub fn check(&self, rules: &DeskRules) -> Checked<Acceptance> {
        let mut findings = Findings::new(rules);
        let ready = self.read(&mut findings);

        findings.finish(ready)
    }

    /// Every field is read before any is missed, so that all problems are told at once.
    fn read(&self, findings: &mut Findings<'_>) -> Option<Ready<Acceptance>> {
        let born = findings.past_day(Field::Born, &self.born);
        let kind = kind::read(self, born, findings);
        let accepted_on = self.accepted_on(born, findings);
        let name = self.name(findings);
        let previous_surname = findings
            .text(Field::PreviousSurname, &self.previous_surname)
            .right();
        let sex = findings.needed(Field::Sex, self.sex.map_or(Typed::Blank, Typed::Right));
        let note = self.note(findings);
        let address = self.address(&note, findings);
        let institute = findings.institute(&self.institute).right();
        let gp = findings.gp(&self.gp);
        let gp = findings.needed(Field::Gp, gp);

        let filing = Acceptance {
            code: self.code,
            kind: kind?,
            accepted_on: accepted_on?,
            name: name?,
            previous_surname,
            sex: sex?,
            address: address?,
            institute,
            drugs_dispensed: self.drugs_dispensed,
            notes: note.right(),
        };

        Some(Ready { filing, gp: gp? })
    }

    fn accepted_on(&self, born: Typed<Day>, findings: &mut Findings<'_>) -> Option<Day> {
        let accepted = findings.past_day(Field::AcceptedOn, &self.accepted_on);
        let accepted = findings.needed(Field::AcceptedOn, accepted);
        if accepted
            .zip(born.right())
            .is_some_and(|(accepted, born)| accepted < born)
        {
            findings.tell(Field::AcceptedOn, fault::BEFORE_BIRTH);
        }

        accepted
    }

    fn name(&self, findings: &mut Findings<'_>) -> Option<Name> {
        let surname = findings.text(Field::Surname, &self.surname);
        let surname = findings.needed(Field::Surname, surname);
        let first = findings.text(Field::FirstForename, &self.first_forename);
        let first = findings.needed_or(Field::FirstForename, first, fault::FORENAME_BLANK);
        let second = findings
            .text(Field::SecondForename, &self.second_forename)
            .right();
        let others = findings
            .text(Field::OtherForenames, &self.other_forenames)
            .right();
        let title = findings.text(Field::Title, &self.title);
        let title = findings.needed_or(Field::Title, title, fault::TITLE_BLANK);

        Some(Name {
            surname: surname?,
            forenames: Forenames {
                first,
                second,
                others,
            },
            title,
        })
    }

    fn address(&self, note: &Typed<Text>, findings: &mut Findings<'_>) -> Option<HomeAddress> {
        let lines = [
            &self.house_name,
            &self.road,
            &self.locality,
            &self.post_town,
            &self.county,
        ];
        let postcode = findings.postcode(&self.postcode);
        let postcode = findings.needed_or(Field::Postcode, postcode, fault::POSTCODE_BLANK);
        let is_announced = matches!(note, Typed::Right(note) if announces_outsider(note));
        if !is_announced
            && postcode
                .as_ref()
                .is_some_and(|code| findings.is_outside_area(code))
        {
            findings.tell(Field::Postcode, fault::OUTSIDE_AREA);
        }

        findings.home(lines.map(String::as_str), postcode.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TODAY, registration, rules, told};
    use super::*;
    use crate::forms::Weight;
    use crate::{PatientNumber, Sex};

    fn transfer(change: impl FnOnce(&mut RegistrationForm)) -> RegistrationForm {
        let mut form = registration(RegistrationType::TransferIn);
        change(&mut form);

        form
    }

    fn told_of(form: &RegistrationForm, rules: &DeskRules) -> Vec<(Field, &'static str, Weight)> {
        told(&form.check(rules).problems)
    }

    #[test]
    fn a_complete_form_of_each_type_is_ready_and_faultless() {
        for kind in RegistrationType::ALL {
            let checked = registration(kind).check(&rules());
            let ready = checked.ready.unwrap();

            assert_eq!(checked.problems, [], "{kind:?}");
            assert_eq!(ready.gp.as_str(), "9912345,K31");
            assert_eq!(ready.filing.kind.code(), kind.number().to_string());
        }
    }

    #[test]
    fn what_was_typed_becomes_what_is_sent() {
        let form = transfer(|form| {
            form.surname = " o’Néill ".to_owned();
            form.other_forenames = "James  Paul".to_owned();
            form.institute = "rt".to_owned();
            form.drugs_dispensed = true;
        });
        let filing = form.check(&rules()).ready.unwrap().filing;

        assert_eq!(filing.name.shown(), "O'NEILL, TUNDE ADE JAMES PAUL (MR)");
        assert_eq!(filing.institute, Text::new("RT"));
        assert_eq!(
            filing.kind.number().map(PatientNumber::written),
            Some("9990002371".to_owned())
        );
        assert_eq!(
            filing.address.get().postcode.as_ref().unwrap().as_str(),
            "NR9  0ZY"
        );
        assert_eq!(
            filing.kind.previous_address().unwrap().shown(),
            "14 MILL BROW, OTLEY"
        );
        assert!(filing.drugs_dispensed);
        assert_eq!(filing.sex, Sex::Male);
    }

    #[test]
    fn an_empty_form_tells_everything_at_once() {
        let checked = RegistrationForm::default().check(&rules());
        let hard: Vec<_> = checked
            .problems
            .iter()
            .filter(|problem| problem.weight == Weight::Hard)
            .map(|problem| problem.field)
            .collect();

        assert!(checked.ready.is_none());
        assert_eq!(
            hard,
            [
                Field::Kind,
                Field::AcceptedOn,
                Field::Surname,
                Field::Sex,
                Field::HouseName,
                Field::PostTown,
                Field::Gp
            ]
        );
    }

    #[test]
    fn a_patient_is_accepted_on_or_after_the_day_of_birth() {
        let accepted = |day: &str| transfer(|form| form.accepted_on = day.to_owned());

        assert_eq!(told_of(&accepted("1971-09-30"), &rules()), []);
        assert_eq!(
            told_of(&accepted("1971-09-29"), &rules()),
            [(Field::AcceptedOn, "E754", Weight::Hard)]
        );
        assert_eq!(told_of(&accepted(TODAY), &rules()), []);
        assert_eq!(
            told_of(&accepted("2025-03-21"), &rules()),
            [(Field::AcceptedOn, "E752", Weight::Hard)]
        );
    }

    #[test]
    fn an_address_outside_the_area_is_announced() {
        let rules = DeskRules {
            outside_area: vec!["NR9".to_owned()],
            ..rules()
        };
        let plain = transfer(|_| {});
        let announced = transfer(|form| form.notes = "OOAR".to_owned());

        assert_eq!(
            told_of(&plain, &rules),
            [(Field::Postcode, "E746", Weight::Soft)]
        );
        assert_eq!(
            told_of(&announced, &rules),
            [(Field::Notes, "E761", Weight::Soft)]
        );
    }
}
