//! A registration that was filed, as a form once more: what PCSE rejected is corrected, not typed anew.

use super::{RegistrationForm, RegistrationType};
use crate::{Acceptance, AcceptanceKind, Cipher, Day, LINES, PatientNumber, PreviousAddress, Text};

impl RegistrationForm {
    /// The form of which a registration could have come. A previous address has lost which line was which.
    pub fn of(filed: &Acceptance, gp: &str) -> Self {
        let kind = &filed.kind;
        let address = filed.address.get();
        let [house_name, road, locality, post_town, county] =
            address.lines.each_ref().map(|line| text(line.as_ref()));

        Self {
            kind: Some(type_of(kind)),
            code: filed.code,
            accepted_on: filed.accepted_on.iso(),
            nhs_number: kind
                .number()
                .map(PatientNumber::written)
                .unwrap_or_default(),
            surname: filed.name.surname.as_str().to_owned(),
            first_forename: text(filed.name.forenames.first.as_ref()),
            second_forename: text(filed.name.forenames.second.as_ref()),
            other_forenames: text(filed.name.forenames.others.as_ref()),
            title: text(filed.name.title.as_ref()),
            previous_surname: text(filed.previous_surname.as_ref()),
            sex: Some(filed.sex),
            born: day(kind.born()),
            house_name,
            road,
            locality,
            post_town,
            county,
            postcode: address
                .postcode
                .as_ref()
                .map(|code| code.shown())
                .unwrap_or_default(),
            birthplace: text(kind.birthplace()),
            previous_address: previous(kind.previous_address()),
            previous_gp: text(kind.previous_gp()),
            previous_ha: kind
                .previous_ha()
                .map(Cipher::as_str)
                .unwrap_or_default()
                .to_owned(),
            entered_uk: day(kind.entered_uk()),
            left_uk: day(kind.left_uk()),
            gp: gp.to_owned(),
            institute: text(filed.institute.as_ref()),
            notes: text(filed.notes.as_ref()),
            drugs_dispensed: filed.drugs_dispensed,
        }
    }
}

fn type_of(kind: &AcceptanceKind) -> RegistrationType {
    match kind {
        AcceptanceKind::Birth { .. } => RegistrationType::Birth,
        AcceptanceKind::First { .. } => RegistrationType::First,
        AcceptanceKind::TransferIn { .. } => RegistrationType::TransferIn,
        AcceptanceKind::Immigrant { .. } => RegistrationType::Immigrant,
    }
}

fn text(text: Option<&Text>) -> String {
    text.map(Text::as_str).unwrap_or_default().to_owned()
}

fn day(day: Option<Day>) -> String {
    day.map(Day::iso).unwrap_or_default()
}

fn previous(address: Option<&PreviousAddress>) -> [String; LINES] {
    let lines = address.map(PreviousAddress::lines).unwrap_or_default();

    std::array::from_fn(|at| text(lines.get(at)))
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{registration, rules};
    use super::*;

    #[test]
    fn what_was_filed_comes_back_as_a_form_that_files_the_same() {
        for kind in RegistrationType::ALL {
            let filed = registration(kind).check(&rules()).ready.unwrap();
            let again = RegistrationForm::of(&filed.filing, filed.gp.as_str());

            assert_eq!(again.check(&rules()).ready.unwrap(), filed, "{kind:?}");
        }
    }
}
