//! The amendment form (G2): what changes, what is removed at PCSE, or that an address is confirmed.

mod address;
mod name;

pub use address::{AddressForm, LineForm};

use std::fmt;

use super::fault;
use super::findings::{Findings, Ready, Typed};
use super::{Checked, DeskRules, Field};
use crate::{Amendment, Change, Changes, Day, Dispensed, NewAddress, Sex, Text, WrittenPostcode};

/// The form as it was typed: only what changes, but of a name or an address the whole.
///
/// Surname, date of birth and sex cannot be removed, forenames only together.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AmendmentForm {
    pub nhs_number: String,
    /// National and local code: `9912345,K31`.
    pub gp: String,
    pub surname: Option<String>,
    /// The first, the second, and all later ones.
    pub forenames: Change<[String; 3]>,
    /// Those on the record, in the same places: PCSE keeps one that is only left out.
    pub forenames_before: [String; 3],
    pub title: Change<String>,
    pub previous_surname: Change<String>,
    pub born: Option<String>,
    pub sex: Option<Sex>,
    pub address: Option<AddressForm>,
    pub institute: Change<String>,
    pub drugs_dispensed: Change<Dispensed>,
    pub notes: String,
    /// The answer to an FP69 notice: the address, given or not, is the right one.
    pub confirms_address: bool,
}

impl AmendmentForm {
    /// Says everything that is wrong with the form, and what can be sent if nothing hard is.
    pub fn check(&self, rules: &DeskRules) -> Checked<Amendment> {
        let mut findings = Findings::new(rules);
        let ready = self.read(&mut findings);

        findings.finish(ready)
    }

    fn read(&self, findings: &mut Findings<'_>) -> Option<Ready<Amendment>> {
        let number = findings.nhs_number(&self.nhs_number);
        let number = findings.needed(Field::NhsNumber, number);
        let gp = findings.gp(&self.gp);
        let gp = findings.needed(Field::Gp, gp);
        if self.changes_nothing() && !self.confirms_address {
            findings.tell(Field::Form, fault::NOTHING_CHANGED);
        }
        let changes = self.changes(findings);
        let notes = self.note(findings);

        Some(Ready {
            filing: Amendment {
                number: number?,
                changes,
                notes,
            },
            gp: gp?,
        })
    }

    fn changes(&self, findings: &mut Findings<'_>) -> Changes {
        Changes {
            name: self.name(findings),
            previous_surname: findings.changed_text(Field::PreviousSurname, &self.previous_surname),
            born: self.born(findings),
            sex: self.sex,
            address: self.address(findings),
            institute: findings.changed(Field::Institute, &self.institute, Findings::institute),
            drugs_dispensed: self.drugs_dispensed,
        }
    }

    fn born(&self, findings: &mut Findings<'_>) -> Option<Day> {
        let born = findings.past_day(Field::Born, self.born.as_deref()?);

        findings.needed(Field::Born, born)
    }

    /// A move out of the area is remarked; a confirmed address is one that stays.
    fn address(&self, findings: &mut Findings<'_>) -> Option<NewAddress> {
        let address = findings.new_address(self.address.as_ref()?);
        let postcode = address.postcode.value().and_then(WrittenPostcode::postcode);
        if !self.confirms_address && postcode.is_some_and(|code| findings.is_outside_area(&code)) {
            findings.tell(Field::Postcode, fault::MOVED_OUTSIDE);
        }

        Some(address)
    }

    fn note(&self, findings: &mut Findings<'_>) -> Option<Text> {
        let note = findings.note(&self.notes);
        if !self.confirms_address {
            findings.weigh_note(&note);
            return note.right();
        }
        if self.address.is_none() {
            findings.tell(Field::Address, fault::CONFIRMED_WITHOUT_ADDRESS);
        }

        findings.needed_or(Field::Notes, note, fault::CONFIRMATION_UNEXPLAINED)
    }

    fn changes_nothing(&self) -> bool {
        !self.changes_the_name()
            && self.previous_surname.is_keep()
            && self.born.is_none()
            && self.sex.is_none()
            && self.address.is_none()
            && self.institute.is_keep()
            && self.drugs_dispensed.is_keep()
    }
}

impl Findings<'_> {
    fn changed_text(&mut self, field: Field, change: &Change<String>) -> Change<Text> {
        self.changed(field, change, |findings, typed| findings.text(field, typed))
    }

    /// Reads a change; a change to nothing is a slip, since removing has a choice of its own.
    fn changed(
        &mut self,
        field: Field,
        change: &Change<String>,
        read: impl FnOnce(&mut Self, &str) -> Typed<Text>,
    ) -> Change<Text> {
        let typed = match change {
            Change::Keep => return Change::Keep,
            Change::Erase => return Change::Erase,
            Change::Set(typed) => typed,
        };
        let value = read(self, typed);
        let nothing = fault::changed_to_nothing(field);

        self.needed_or(field, value, nothing)
            .map_or(Change::Keep, Change::Set)
    }
}

impl fmt::Debug for AmendmentForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AmendmentForm(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Weight;
    use crate::forms::samples::{amendment, new_address, rules, told};

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
    fn an_amendment_that_changes_nothing_is_refused() {
        assert_eq!(told_of(|_| {}), [(Field::Form, "E771", Weight::Hard)]);
        assert!(with(|_| {}).check(&rules()).ready.is_none());
    }

    #[test]
    fn each_single_change_is_enough() {
        let changes: [fn(&mut AmendmentForm); 8] = [
            |form| form.previous_surname = Change::Erase,
            |form| form.born = Some("1993-06-15".into()),
            |form| form.sex = Some(Sex::Other),
            |form| form.address = Some(new_address()),
            |form| form.institute = Change::Erase,
            |form| form.institute = Change::Set("rt".into()),
            |form| form.drugs_dispensed = Change::Erase,
            |form| form.drugs_dispensed = Change::Set(Dispensed),
        ];
        for change in changes {
            let checked = with(change).check(&rules());

            assert_eq!(checked.problems, []);
            assert!(!checked.ready.unwrap().filing.changes.is_empty());
        }
    }

    #[test]
    fn what_cannot_be_removed_cannot_be_left_blank() {
        let blank = |field| [(field, "E701", Weight::Hard)];

        assert_eq!(
            told_of(|form| form.born = Some(String::new())),
            blank(Field::Born)
        );
        assert_eq!(
            told_of(|form| {
                form.surname = Some("  ".into());
                form.forenames = Change::Erase;
            }),
            blank(Field::Surname)
        );
    }

    #[test]
    fn a_change_to_nothing_is_a_slip() {
        let slip = |field| [(field, "E773", Weight::Hard)];

        assert_eq!(
            told_of(|form| form.previous_surname = set(" ")),
            slip(Field::PreviousSurname)
        );
        assert_eq!(
            told_of(|form| form.institute = set("")),
            slip(Field::Institute)
        );
        assert_eq!(
            told_of(|form| {
                form.surname = Some("Cole".into());
                form.forenames = Change::Erase;
                form.title = set("");
            }),
            slip(Field::Title)
        );
    }

    #[test]
    fn a_patient_is_named_by_a_number_and_a_gp() {
        let told = told_of(|form| {
            form.sex = Some(Sex::Female);
            form.nhs_number.clear();
            form.gp.clear();
        });

        assert_eq!(
            told,
            [
                (Field::NhsNumber, "E701", Weight::Hard),
                (Field::Gp, "E701", Weight::Hard)
            ]
        );
    }

    #[test]
    fn a_confirmation_brings_the_address_and_a_note() {
        let confirmed = |address, note: &str| {
            told_of(|form| {
                form.confirms_address = true;
                form.address = address;
                form.notes = note.into();
            })
        };

        assert_eq!(
            confirmed(Some(new_address()), "Address confirmed, seen 14/03/2025"),
            []
        );
        assert_eq!(
            confirmed(None, ""),
            [
                (Field::Address, "E772", Weight::Soft),
                (Field::Notes, "E767", Weight::Soft)
            ]
        );
        assert!(
            with(|form| form.confirms_address = true)
                .check(&rules())
                .ready
                .is_some()
        );
    }

    #[test]
    fn a_move_outside_the_area_is_remarked_and_a_confirmation_is_not() {
        let rules = DeskRules {
            outside_area: vec!["nr5".to_owned()],
            ..rules()
        };
        let moved = |confirms_address| {
            with(|form| {
                form.address = Some(new_address());
                form.notes = "Address confirmed".into();
                form.confirms_address = confirms_address;
            })
        };
        let told = told(&moved(false).check(&rules).problems);

        assert_eq!(told[0], (Field::Postcode, "E747", Weight::Soft));
        assert_eq!(moved(true).check(&rules).problems, []);
    }

    #[test]
    fn any_other_note_is_weighed() {
        let told = told_of(|form| {
            form.sex = Some(Sex::Female);
            form.notes = "ID seen".into();
        });

        assert_eq!(
            told,
            [
                (Field::Notes, "E761", Weight::Soft),
                (Field::Notes, "E762", Weight::Soft)
            ]
        );
    }

    #[test]
    fn a_date_of_birth_has_come() {
        let born = |day: &str| told_of(|form| form.born = Some(day.into()));

        assert_eq!(born("2025-03-21"), [(Field::Born, "E752", Weight::Hard)]);
        assert_eq!(born("1889-12-31"), [(Field::Born, "E753", Weight::Hard)]);
    }

    #[test]
    fn debug_hides_the_form() {
        assert_eq!(format!("{:?}", amendment()), "AmendmentForm(redacted)");
    }
}
