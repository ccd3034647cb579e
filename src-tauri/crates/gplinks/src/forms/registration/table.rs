//! The table of what each kind of registration asks for, cell by cell.

use super::{RegistrationForm, RegistrationType};
use crate::AcceptanceKind;
use crate::forms::samples::{registration, rules, told};
use crate::forms::{Field, Weight};

use Weight::{Hard, Soft};

/// What is told of a field: nothing, or one thing.
type Cell = Option<(&'static str, Weight)>;

type Act = fn(&mut RegistrationForm);

const FREE: [Cell; 4] = [None; 4];
const MUST: [Cell; 4] = [Some(("E701", Hard)); 4];

const fn should(code: &'static str) -> [Cell; 4] {
    [Some((code, Soft)); 4]
}

/// A field, how it is left blank, and what is then told of a birth, a first registration, a
/// transfer in and a patient from abroad.
fn blanks() -> Vec<(Field, Act, [Cell; 4])> {
    let must = Some(("E701", Hard));
    let number = Some(("E706", Soft));
    let born = Some(("E709", Soft));

    vec![
        (Field::Kind, |form| form.kind = None, MUST),
        (Field::AcceptedOn, |form| form.accepted_on.clear(), MUST),
        (
            Field::NhsNumber,
            |form| form.nhs_number.clear(),
            [Some(("E702", Hard)), number, number, number],
        ),
        (Field::Surname, |form| form.surname.clear(), MUST),
        (
            Field::FirstForename,
            |form| form.first_forename.clear(),
            should("E707"),
        ),
        (
            Field::SecondForename,
            |form| form.second_forename.clear(),
            FREE,
        ),
        (
            Field::OtherForenames,
            |form| form.other_forenames.clear(),
            FREE,
        ),
        (
            Field::PreviousSurname,
            |form| form.previous_surname.clear(),
            FREE,
        ),
        (Field::Title, |form| form.title.clear(), should("E708")),
        (Field::Sex, |form| form.sex = None, MUST),
        (
            Field::Born,
            |form| form.born.clear(),
            [must, born, born, born],
        ),
        (
            Field::HouseName,
            |form| form.house_name.clear(),
            [Some(("E703", Hard)); 4],
        ),
        (Field::Road, |form| form.road.clear(), FREE),
        (Field::Locality, |form| form.locality.clear(), FREE),
        (Field::PostTown, |form| form.post_town.clear(), MUST),
        (Field::County, |form| form.county.clear(), FREE),
        (
            Field::Postcode,
            |form| form.postcode.clear(),
            should("E711"),
        ),
        (
            Field::Birthplace,
            |form| form.birthplace.clear(),
            should("E710"),
        ),
        (
            Field::PreviousAddress,
            |form| form.previous_address = Default::default(),
            [None, None, Some(("E705", Hard)), None],
        ),
        (
            Field::PreviousGp,
            |form| form.previous_gp.clear(),
            [None, None, must, None],
        ),
        (Field::PreviousHa, |form| form.previous_ha.clear(), FREE),
        (
            Field::EnteredUk,
            |form| form.entered_uk.clear(),
            [None, None, None, must],
        ),
        (Field::LeftUk, |form| form.left_uk.clear(), FREE),
        (Field::Gp, |form| form.gp.clear(), MUST),
        (Field::Institute, |form| form.institute.clear(), FREE),
        (Field::Notes, |form| form.notes.clear(), FREE),
    ]
}

/// A field, how something that cannot be sent gets into it, and which kinds ask for the field.
fn garbage() -> Vec<(Field, Act, [bool; 4])> {
    const ALL: [bool; 4] = [true; 4];
    const LATER: [bool; 4] = [false, false, true, true];
    const ABROAD: [bool; 4] = [false, false, false, true];

    vec![
        (Field::AcceptedOn, |form| form.accepted_on = "£".into(), ALL),
        (Field::NhsNumber, |form| form.nhs_number = "£".into(), ALL),
        (Field::Surname, |form| form.surname = "£".into(), ALL),
        (
            Field::FirstForename,
            |form| form.first_forename = "£".into(),
            ALL,
        ),
        (
            Field::SecondForename,
            |form| form.second_forename = "£".into(),
            ALL,
        ),
        (
            Field::OtherForenames,
            |form| form.other_forenames = "£".into(),
            ALL,
        ),
        (
            Field::PreviousSurname,
            |form| form.previous_surname = "£".into(),
            ALL,
        ),
        (Field::Title, |form| form.title = "£".into(), ALL),
        (Field::Born, |form| form.born = "£".into(), ALL),
        (Field::HouseName, |form| form.house_name = "£".into(), ALL),
        (Field::Road, |form| form.road = "£".into(), ALL),
        (Field::Locality, |form| form.locality = "£".into(), ALL),
        (Field::PostTown, |form| form.post_town = "£".into(), ALL),
        (Field::County, |form| form.county = "£".into(), ALL),
        (Field::Postcode, |form| form.postcode = "£".into(), ALL),
        (Field::Birthplace, |form| form.birthplace = "£".into(), ALL),
        (
            Field::PreviousLine1,
            |form| form.previous_address[0] = "£".into(),
            LATER,
        ),
        (
            Field::PreviousLine2,
            |form| form.previous_address[1] = "£".into(),
            LATER,
        ),
        (
            Field::PreviousLine3,
            |form| form.previous_address[2] = "£".into(),
            LATER,
        ),
        (
            Field::PreviousLine4,
            |form| form.previous_address[3] = "£".into(),
            LATER,
        ),
        (
            Field::PreviousLine5,
            |form| form.previous_address[4] = "£".into(),
            LATER,
        ),
        (
            Field::PreviousGp,
            |form| form.previous_gp = "£".into(),
            LATER,
        ),
        (
            Field::PreviousHa,
            |form| form.previous_ha = "£".into(),
            LATER,
        ),
        (
            Field::EnteredUk,
            |form| form.entered_uk = "£".into(),
            ABROAD,
        ),
        (Field::LeftUk, |form| form.left_uk = "£".into(), ABROAD),
        (Field::Gp, |form| form.gp = "£".into(), ALL),
        (Field::Institute, |form| form.institute = "£".into(), ALL),
        (Field::Notes, |form| form.notes = "£".into(), ALL),
    ]
}

#[test]
fn each_cell_of_the_table_says_what_a_blank_field_means() {
    for (field, empty, cells) in blanks() {
        for (kind, cell) in RegistrationType::ALL.into_iter().zip(cells) {
            let mut form = registration(kind);
            empty(&mut form);
            let checked = form.check(&rules());
            let expected: Vec<_> = cell
                .into_iter()
                .map(|(code, weight)| (field, code, weight))
                .collect();
            let is_hard = cell.is_some_and(|(_, weight)| weight == Hard);

            assert_eq!(told(&checked.problems), expected, "{field:?}, {kind:?}");
            assert_eq!(
                checked.ready.is_none(),
                is_hard,
                "{field:?}, {kind:?}: a refused form gives nothing"
            );
        }
    }
}

#[test]
fn a_field_that_does_not_belong_to_the_kind_is_not_looked_at() {
    for (field, spoil, cells) in garbage() {
        for (kind, is_asked) in RegistrationType::ALL.into_iter().zip(cells) {
            let mut form = registration(kind);
            spoil(&mut form);
            let checked = form.check(&rules());
            let fields: Vec<_> = checked
                .problems
                .iter()
                .map(|problem| (problem.field, problem.weight))
                .collect();
            let expected = if is_asked {
                vec![(field, Hard)]
            } else {
                vec![]
            };

            assert_eq!(fields, expected, "{field:?}, {kind:?}");
            assert_eq!(checked.ready.is_none(), is_asked, "{field:?}, {kind:?}");
        }
    }
}

#[test]
fn what_does_not_belong_to_the_kind_is_not_sent() {
    for kind in [RegistrationType::Birth, RegistrationType::First] {
        let mut form = registration(kind);
        let later = registration(RegistrationType::Immigrant);
        form.previous_address = later.previous_address;
        form.previous_gp = later.previous_gp;
        form.previous_ha = later.previous_ha;
        form.entered_uk = later.entered_uk;
        let checked = form.check(&rules());
        let asked_later = Field::PreviousAddress..=Field::LeftUk;
        let sent: AcceptanceKind = checked.ready.unwrap().filing.kind;

        assert_eq!(
            (sent.previous_gp(), sent.previous_ha(), sent.entered_uk()),
            (None, None, None)
        );
        assert!(
            checked
                .changes
                .iter()
                .all(|change| !asked_later.contains(&change.field)),
            "no change is told of what is not sent"
        );
    }
}

#[test]
fn a_number_and_road_does_for_a_house_name() {
    let mut form = registration(RegistrationType::First);
    form.house_name.clear();
    form.road = "7 Wharf Street".to_owned();

    assert_eq!(form.check(&rules()).problems, []);
}
