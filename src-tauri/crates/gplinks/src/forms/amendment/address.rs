//! The new address of an amendment: all five lines, each blank, given or removed.

use std::fmt;

use crate::forms::findings::{Findings, Typed};
use crate::forms::home::paired;
use crate::forms::{Field, fault};
use crate::{Change, LINES, NewAddress, NewLine, WrittenPostcode};

/// The whole new address of an amendment: when one line changes, all five are sent.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AddressForm {
    /// House name, number and road, locality, post town, county.
    pub lines: [LineForm; LINES],
    /// `Keep` where nothing was typed.
    pub postcode: Change<String>,
}

/// One line of a new address.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum LineForm {
    /// Blank in the new address.
    #[default]
    Blank,
    Is(String),
    /// "Remove this at PCSE".
    Erase,
}

impl Findings<'_> {
    /// Reads the address that a patient has moved to, or that is confirmed.
    pub(in crate::forms) fn new_address(&mut self, form: &AddressForm) -> NewAddress {
        let lines = paired(Field::HOME, form.lines.each_ref());
        let lines = lines.map(|(field, line)| self.new_line(field, line));
        let [house, road, _, town, _] = &lines;
        if names_nothing(house) && names_nothing(road) {
            self.tell(Field::HouseName, fault::NO_HOUSE);
        }
        match town {
            Typed::Right(NewLine::Erase) => self.tell(Field::PostTown, fault::TOWN_STAYS),
            Typed::Blank => self.tell(Field::PostTown, fault::missing(Field::PostTown)),
            Typed::Right(NewLine::Is(_) | NewLine::Blank) | Typed::Wrong => {}
        }
        let postcode = self.new_postcode(&form.postcode);

        NewAddress {
            lines: lines.map(|line| line.right().unwrap_or_default()),
            postcode,
        }
    }

    fn new_line(&mut self, field: Field, line: &LineForm) -> Typed<NewLine> {
        match line {
            LineForm::Is(line) => self.text(field, line).map(NewLine::Is),
            LineForm::Erase => Typed::Right(NewLine::Erase),
            LineForm::Blank => Typed::Blank,
        }
    }

    fn new_postcode(&mut self, postcode: &Change<String>) -> Change<WrittenPostcode> {
        let typed = match postcode {
            Change::Keep => "",
            Change::Set(typed) => typed.as_str(),
            Change::Erase => return Change::Erase,
        };
        let postcode = self.postcode(typed);
        let postcode = self.needed_or(Field::Postcode, postcode, fault::NEW_POSTCODE_BLANK);

        postcode
            .and_then(|postcode| self.written(&postcode))
            .map_or(Change::Keep, Change::Set)
    }
}

/// Whether a line is left blank or taken away; one that is wrong does name something.
fn names_nothing(line: &Typed<NewLine>) -> bool {
    matches!(line, Typed::Blank | Typed::Right(NewLine::Erase))
}

impl fmt::Debug for AddressForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressForm(redacted)")
    }
}

impl fmt::Debug for LineForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LineForm(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Weight;
    use crate::forms::samples::{rules, told};

    fn is(text: &str) -> LineForm {
        LineForm::Is(text.to_owned())
    }

    /// A road and a town, with the given lines and postcode over them.
    fn moved(lines: &[(usize, LineForm)], postcode: Change<String>) -> AddressForm {
        let mut form = AddressForm {
            postcode,
            ..AddressForm::default()
        };
        form.lines[1] = is("22 Priory Lane");
        form.lines[3] = is("Norwich");
        for (at, line) in lines {
            form.lines[*at] = line.clone();
        }

        form
    }

    fn read(form: &AddressForm) -> (NewAddress, Vec<(Field, &'static str, Weight)>) {
        let rules = rules();
        let mut findings = Findings::new(&rules);
        let address = findings.new_address(form);

        (address, told(&findings.finish::<()>(None).problems))
    }

    fn with_postcode() -> Change<String> {
        Change::Set("NR5 0ZZ".to_owned())
    }

    #[test]
    fn all_five_lines_of_a_new_address_are_sent() {
        let form = moved(
            &[(0, LineForm::Erase), (4, LineForm::Blank)],
            with_postcode(),
        );
        let (address, told) = read(&form);
        let shown = address.lines.each_ref().map(NewLine::written);

        assert_eq!(told, []);
        assert_eq!(shown, ["%", "22 PRIORY LANE", "", "NORWICH", ""]);
        assert_eq!(address.postcode.value().unwrap().as_str(), "NR5  0ZZ");
    }

    #[test]
    fn each_line_but_the_post_town_can_be_removed() {
        for at in [0, 2, 4] {
            let (address, told) = read(&moved(&[(at, LineForm::Erase)], with_postcode()));

            assert_eq!((address.lines[at].clone(), told), (NewLine::Erase, vec![]));
        }
        let town = moved(&[(3, LineForm::Erase)], with_postcode());

        assert_eq!(read(&town).1, [(Field::PostTown, "E774", Weight::Hard)]);
    }

    #[test]
    fn a_new_address_has_a_house_or_a_road_and_a_post_town() {
        for nothing in [LineForm::Blank, LineForm::Erase, is("  "), is("\u{200b}")] {
            let form = moved(&[(1, nothing)], with_postcode());
            assert_eq!(read(&form).1, [(Field::HouseName, "E703", Weight::Hard)]);
        }
        for nothing in [LineForm::Blank, is("  "), is("\u{200b}")] {
            let form = moved(&[(3, nothing)], with_postcode());
            assert_eq!(read(&form).1, [(Field::PostTown, "E701", Weight::Hard)]);
        }
        let wrong = moved(&[(1, is("1 A/B"))], with_postcode());

        assert_eq!(
            read(&wrong).1,
            [(Field::Road, "E722", Weight::Hard)],
            "told once"
        );
    }

    #[test]
    fn a_new_address_brings_its_postcode_or_removes_it() {
        let told = |postcode| read(&moved(&[], postcode)).1;
        let blank = [(Field::Postcode, "E712", Weight::Soft)];

        assert_eq!(told(Change::Keep), blank);
        assert_eq!(told(Change::Set(" ".to_owned())), blank);
        assert_eq!(
            told(Change::Set("NR5".to_owned())),
            [(Field::Postcode, "E745", Weight::Hard)]
        );
        assert_eq!(told(Change::Erase), []);
        assert_eq!(read(&moved(&[], Change::Erase)).0.postcode, Change::Erase);
    }

    #[test]
    fn debug_hides_an_address() {
        let form = moved(&[], with_postcode());

        assert_eq!(
            format!("{form:?} {:?}", form.lines[1]),
            "AddressForm(redacted) LineForm(redacted)"
        );
    }
}
