//! Addresses of a registration: where a patient lives, and where they lived before.

use super::findings::{Findings, Typed};
use super::{Field, fault};
use crate::{HomeAddress, LINES, PostalAddress, Postcode, PreviousAddress, Text};

impl Findings<'_> {
    /// Reads a patient's address: a house or a road, and a post town.
    pub(super) fn home(
        &mut self,
        lines: [&str; LINES],
        postcode: Option<&Postcode>,
    ) -> Option<HomeAddress> {
        let lines = self.lines(Field::HOME, lines);
        let [house, road, locality, town, county] = lines;
        if house.is_blank() && road.is_blank() {
            self.tell(Field::HouseName, fault::NO_HOUSE);
        }
        let town = self.needed(Field::PostTown, town);
        let lines = [
            house.right(),
            road.right(),
            locality.right(),
            town,
            county.right(),
        ];
        let postcode = postcode.and_then(|postcode| self.written(postcode));

        HomeAddress::parse(PostalAddress { lines, postcode }).ok()
    }

    /// Reads a previous address, of which any one line is enough.
    pub(super) fn previous_address(&mut self, lines: &[String; LINES]) -> Typed<PreviousAddress> {
        let lines = self.lines(Field::PREVIOUS, lines.each_ref().map(String::as_str));
        if lines.iter().all(Typed::is_blank) {
            return Typed::Blank;
        }
        let given = lines.into_iter().filter_map(Typed::right);

        PreviousAddress::new(given).map_or(Typed::Wrong, Typed::Right)
    }

    fn lines(&mut self, fields: [Field; LINES], lines: [&str; LINES]) -> [Typed<Text>; LINES] {
        paired(fields, lines).map(|(field, line)| self.text(field, line))
    }
}

/// Each line of an address with its field.
pub(super) fn paired<T>(fields: [Field; LINES], lines: [T; LINES]) -> [(Field, T); LINES] {
    let [house, road, locality, town, county] = fields;
    let [line1, line2, line3, line4, line5] = lines;

    [
        (house, line1),
        (road, line2),
        (locality, line3),
        (town, line4),
        (county, line5),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples::rules;
    use super::*;
    use crate::PostcodeStyle;
    use crate::forms::DeskRules;

    const OLD: [&str; LINES] = ["The Forge", "", "Barford", "Norwich", "Norfolk"];

    #[test]
    fn a_home_is_sent_in_capitals_with_its_postcode_in_the_chosen_style() {
        let postcode = Postcode::parse("nr50zz").unwrap();
        for (style, written) in [
            (PostcodeStyle::Padded, "NR5  0ZZ"),
            (PostcodeStyle::SingleSpace, "NR5 0ZZ"),
        ] {
            let rules = DeskRules {
                postcode_style: style,
                ..rules()
            };
            let home = Findings::new(&rules).home(OLD, Some(&postcode)).unwrap();

            assert_eq!(home.get().postcode.as_ref().unwrap().as_str(), written);
            assert_eq!(home.get().lines[0].as_ref().unwrap().as_str(), "THE FORGE");
            assert_eq!(home.get().lines[1], None);
        }
    }

    #[test]
    fn a_previous_address_is_any_one_line() {
        let rules = rules();
        for at in 0..LINES {
            let mut lines: [String; LINES] = Default::default();
            lines[at] = "Otley".to_owned();
            let address = Findings::new(&rules)
                .previous_address(&lines)
                .right()
                .unwrap();

            assert_eq!(address.shown(), "OTLEY");
        }
        assert!(
            Findings::new(&rules)
                .previous_address(&Default::default())
                .is_blank()
        );
    }
}
