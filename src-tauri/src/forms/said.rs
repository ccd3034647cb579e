//! Which field PCSE's words seem to be about, so that the form opens there. Only a hint: the clerk reads the words.

use gplinks::Field;

/// Words of PCSE's, most telling first. Code 3 is the only one of its numbers that is public: confirm the address.
const WORDS: [(&str, Field); 14] = [
    ("PREVIOUS ADDRESS", Field::PreviousLine1),
    ("PREV ADDRESS", Field::PreviousLine1),
    ("PREVIOUS SURNAME", Field::PreviousSurname),
    ("POSTCODE", Field::Postcode),
    ("POST CODE", Field::Postcode),
    ("ADDRESS", Field::HouseName),
    ("DATE OF BIRTH", Field::Born),
    ("DOB", Field::Born),
    ("NHS N", Field::NhsNumber),
    ("SURNAME", Field::Surname),
    ("FORENAME", Field::FirstForename),
    ("PLACE OF BIRTH", Field::Birthplace),
    ("DOCTOR", Field::Gp),
    ("NAME", Field::Surname),
];

/// The field that a rejection, or a deduction that is disputed, sends the clerk to.
pub(super) fn field_of(kind: &str, outline: &[String]) -> Option<&'static str> {
    if kind == "F2" {
        return Some(Field::Notes.name());
    }
    let said = outline.join(" ").to_uppercase();
    let word = WORDS.iter().find(|(word, _)| said.contains(word));
    let is_code_3 = || {
        said.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "3")
    };

    match word {
        Some((_, field)) => Some(field.name()),
        None => is_code_3().then_some(Field::HouseName.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_opens_where_pcse_points() {
        let field = |text: &str| field_of("F3", &[text.to_owned()]);

        assert_eq!(field("3 CONFIRM"), Some("houseName"));
        assert_eq!(field("Confirm postcode of address"), Some("postcode"));
        assert_eq!(
            field("previous address not known"),
            Some("previousAddress1")
        );
        assert_eq!(field("DOB differs"), Some("born"));
        assert_eq!(field("WRONG FHSA 33"), None);
        assert_eq!(
            field_of("F2", &[]),
            Some("notes"),
            "a dispute needs its note"
        );
    }
}
