//! The note of a registration: a return after a deduction has to be explained.

use super::{RegistrationForm, RegistrationType};
use crate::forms::findings::{Findings, Typed};
use crate::forms::{Field, fault};
use crate::{AcceptanceCode, Cipher, Text};

impl RegistrationForm {
    pub(super) fn note(&self, findings: &mut Findings<'_>) -> Typed<Text> {
        let note = findings.note(&self.notes);
        let is_asked_for = self.code == AcceptanceCode::AfterDeduction;
        if is_asked_for {
            findings.weigh_words(&note);
        } else {
            findings.weigh_note(&note);
        }
        findings.check_area_words(&note);
        if note.is_blank() && is_asked_for {
            let has_moved = self.comes_from_elsewhere(findings.rules.own_ha.as_ref());
            let fault = if has_moved {
                fault::RETURN_UNEXPLAINED
            } else {
                fault::DISPUTE_UNEXPLAINED
            };
            findings.tell(Field::Notes, fault);
        }

        note
    }

    /// Whether another health authority than the practice's own had the patient last.
    fn comes_from_elsewhere(&self, own_ha: Option<&Cipher>) -> bool {
        let is_asked = self.kind.is_some_and(RegistrationType::asks_where_from);
        let previous = Cipher::parse(self.previous_ha.trim().to_ascii_uppercase().as_str());

        is_asked && previous.is_some_and(|previous| own_ha != Some(&previous))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::samples::{registration, rules, told};
    use crate::forms::{DeskRules, Weight};

    fn transfer(change: impl FnOnce(&mut RegistrationForm)) -> RegistrationForm {
        let mut form = registration(RegistrationType::TransferIn);
        change(&mut form);

        form
    }

    fn told_of(form: &RegistrationForm, rules: &DeskRules) -> Vec<(Field, &'static str, Weight)> {
        told(&form.check(rules).problems)
    }

    #[test]
    fn a_return_after_a_deduction_is_explained() {
        let own_ha = Cipher::parse("NF");
        let rules = DeskRules { own_ha, ..rules() };
        let back = |ha: &str| {
            transfer(|form| {
                form.code = AcceptanceCode::AfterDeduction;
                form.previous_ha = ha.to_owned();
            })
        };
        let unchanged = [(Field::Notes, "E764", Weight::Hard)];

        assert_eq!(told_of(&back(""), &rules), unchanged);
        assert_eq!(told_of(&back("nf"), &rules), unchanged);
        assert_eq!(
            told_of(&back("LDS"), &rules),
            [(Field::Notes, "E765", Weight::Soft)]
        );
    }

    #[test]
    fn a_return_with_a_note_is_not_questioned() {
        let said = |notes: &str| {
            let form = transfer(|form| {
                form.code = AcceptanceCode::AfterDeduction;
                form.notes = notes.to_owned();
            });
            told_of(&form, &rules())
        };

        assert_eq!(said("Never left"), [], "a note is asked for here");
        assert_eq!(
            said("Never left, ID seen"),
            [(Field::Notes, "E762", Weight::Soft)]
        );
    }

    #[test]
    fn other_codes_need_no_note() {
        let others = AcceptanceCode::ALL
            .into_iter()
            .filter(|c| *c != AcceptanceCode::AfterDeduction);
        for code in others {
            let form = transfer(|form| form.code = code);

            assert_eq!(told_of(&form, &rules()), [], "{code:?}");
            assert_eq!(form.check(&rules()).ready.unwrap().filing.code, code);
        }
    }

    #[test]
    fn the_note_has_the_length_of_the_rules() {
        let rules = DeskRules {
            longest_note: 10,
            ..rules()
        };
        let noted = |length: usize| transfer(|form| form.notes = "A".repeat(length));

        assert_eq!(
            told_of(&noted(10), &rules),
            [(Field::Notes, "E761", Weight::Soft)]
        );
        assert_eq!(
            told_of(&noted(11), &rules),
            [(Field::Notes, "E723", Weight::Hard)]
        );
    }
}
