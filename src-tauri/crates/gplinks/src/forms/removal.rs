//! The removal form (G3): a patient whose new address is out of the practice's area.

use std::fmt;

use super::findings::{Findings, Ready};
use super::{Checked, DeskRules, Field, FieldProblem};
use crate::{Removal, Text};

/// The form as it was typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RemovalForm {
    pub nhs_number: String,
    /// National and local code: `9912345,K31`.
    pub gp: String,
    /// Free text, as long as a note.
    pub reason: String,
}

impl RemovalForm {
    /// Says everything that is wrong with the form, and what can be sent if nothing hard is.
    pub fn check(&self, rules: &DeskRules) -> Checked<Removal> {
        let mut findings = Findings::new(rules);
        let ready = self.read(&mut findings);

        findings.finish(ready)
    }

    /// The reason alone, where a notice gives the rest: what is sent, or everything that is wrong with it.
    pub fn check_reason(&self, rules: &DeskRules) -> Result<Text, Vec<FieldProblem>> {
        let mut findings = Findings::new(rules);
        let reason = self.reason(&mut findings);

        reason.ok_or_else(|| findings.finish::<()>(None).problems)
    }

    fn reason(&self, findings: &mut Findings<'_>) -> Option<Text> {
        let reason = findings.text(Field::Reason, &self.reason);

        findings.needed(Field::Reason, reason)
    }

    fn read(&self, findings: &mut Findings<'_>) -> Option<Ready<Removal>> {
        let number = findings.nhs_number(&self.nhs_number);
        let number = findings.needed(Field::NhsNumber, number);
        let gp = findings.gp(&self.gp);
        let gp = findings.needed(Field::Gp, gp);
        let reason = self.reason(findings);

        Some(Ready {
            filing: Removal {
                number: number?,
                reason: reason?,
            },
            gp: gp?,
        })
    }
}

impl fmt::Debug for RemovalForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RemovalForm(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{removal, rules, told};
    use super::*;
    use crate::forms::Weight;

    fn told_of(change: impl FnOnce(&mut RemovalForm)) -> Vec<(Field, &'static str, Weight)> {
        let mut form = removal();
        change(&mut form);

        told(&form.check(&rules()).problems)
    }

    #[test]
    fn a_complete_form_is_ready() {
        let checked = removal().check(&rules());
        let filing = checked.ready.unwrap().filing;

        assert_eq!(checked.problems, []);
        assert_eq!(
            filing.reason.as_str(),
            "NEW ADDRESS IS 19 MILES FROM SURGERY"
        );
    }

    #[test]
    fn everything_on_the_form_is_a_must() {
        let blank = |field| [(field, "E701", Weight::Hard)];

        assert_eq!(
            told_of(|form| form.nhs_number.clear()),
            blank(Field::NhsNumber)
        );
        assert_eq!(told_of(|form| form.gp.clear()), blank(Field::Gp));
        assert_eq!(
            told_of(|form| form.reason = "  ".into()),
            blank(Field::Reason)
        );
        assert!(RemovalForm::default().check(&rules()).ready.is_none());
    }

    #[test]
    fn the_reason_alone_is_read_as_the_form_reads_it() {
        let reason = |typed: &str| {
            let form = RemovalForm {
                reason: typed.to_owned(),
                ..RemovalForm::default()
            };
            let read = form.check_reason(&rules());

            read.map(|text| text.as_str().to_owned())
                .map_err(|all| told(&all))
        };

        assert_eq!(
            reason(" 19 miles  from surgery"),
            Ok("19 MILES FROM SURGERY".to_owned())
        );
        let wrong = |code| Err(vec![(Field::Reason, code, Weight::Hard)]);
        assert_eq!(reason(" "), wrong("E701"));
        assert_eq!(reason("£9 by taxi"), wrong("E721"));
        assert_eq!(reason(&"far ".repeat(20)), wrong("E723"));
    }

    #[test]
    fn debug_hides_the_form() {
        assert_eq!(format!("{:?}", removal()), "RemovalForm(redacted)");
    }
}
