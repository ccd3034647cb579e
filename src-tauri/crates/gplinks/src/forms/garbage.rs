//! Whatever is typed: no form panics, a form is ready exactly when nothing hard is told, and what
//! is ready can be written and read back.

use proptest::prelude::*;

use super::{
    AddressForm, AmendmentForm, Checked, DeductionRequestForm, DeskRules, LineForm, Ready,
    RegistrationForm, RegistrationType, RemovalForm, Weight, samples,
};
use crate::{
    AcceptanceCode, Body, Change, Cipher, Dispensed, Draft, Filing, GpCode, Limits, Link, LinkCode,
    Minute, Newlines, Numbers, OwnTn, PostcodeStyle, ReadLetter, Reading, Sex, Sis, Sms, read,
};

/// Anything, and much that is nearly right.
fn typed() -> impl Strategy<Value = String> {
    let nearly = prop::sample::select(vec![
        "",
        " ",
        "%",
        "?",
        "'+:",
        "Zoë O’Neill",
        "\u{200b}",
        "ß",
        "1 A/B",
        "999 000 1006",
        "TT12/24",
        "2025-03-11",
        "2025-02-30",
        "NR5 0ZZ",
        "RT",
        "NF",
        "9912345,K31",
        "5",
        "13",
        "OOA",
        "ID seen",
        "\u{0301}",
        "\n",
        "\0",
        "😀",
    ]);

    prop_oneof![
        2 => nearly.prop_map(str::to_owned),
        1 => "[A-Za-z0-9 '%?,.-]{0,80}",
        1 => any::<String>(),
    ]
}

/// What goes into the fields, by the field's place; most fields are left as they are.
fn spoilt() -> impl Strategy<Value = Vec<Option<String>>> {
    let some = prop::collection::vec(prop::option::weighted(0.06, typed()), 40);
    let all = prop::collection::vec(typed().prop_map(Some), 40);

    prop_oneof![5 => some, 1 => all]
}

/// A few words that any field of names takes.
fn plain() -> impl Strategy<Value = String> {
    "[A-Za-z][A-Za-z '-]{0,29}"
}

fn change() -> impl Strategy<Value = Change<String>> {
    prop_oneof![
        8 => Just(Change::Keep),
        2 => Just(Change::Erase),
        2 => plain().prop_map(Change::Set),
        1 => typed().prop_map(Change::Set),
    ]
}

fn line() -> impl Strategy<Value = LineForm> {
    prop_oneof![
        2 => Just(LineForm::Blank),
        2 => Just(LineForm::Erase),
        12 => plain().prop_map(LineForm::Is),
        1 => typed().prop_map(LineForm::Is),
    ]
}

fn desk() -> impl Strategy<Value = DeskRules> {
    (0usize..100, any::<bool>(), any::<bool>()).prop_map(|(longest_note, pads, is_known)| {
        DeskRules {
            longest_note,
            postcode_style: if pads {
                PostcodeStyle::Padded
            } else {
                PostcodeStyle::SingleSpace
            },
            own_ha: Cipher::parse("NF").filter(|_| is_known),
            outside_area: vec!["NR5".to_owned()],
            ..samples::rules()
        }
    })
}

fn registration() -> impl Strategy<Value = RegistrationForm> {
    let kind = prop::sample::select(RegistrationType::ALL.to_vec());
    let sex = prop::option::weighted(0.9, prop::sample::select(Sex::ALL.to_vec()));
    let code = prop::sample::select(AcceptanceCode::ALL.to_vec());

    (kind, prop::bool::weighted(0.9), sex, code, spoilt()).prop_map(
        |(kind, is_chosen, sex, code, spoilt)| {
            let mut form = RegistrationForm {
                sex,
                code,
                ..samples::registration(kind)
            };
            form.kind = Some(kind).filter(|_| is_chosen);
            spoil(texts(&mut form), spoilt);

            form
        },
    )
}

fn texts(form: &mut RegistrationForm) -> Vec<&mut String> {
    let mut texts = vec![
        &mut form.accepted_on,
        &mut form.nhs_number,
        &mut form.surname,
        &mut form.first_forename,
        &mut form.second_forename,
        &mut form.other_forenames,
        &mut form.title,
        &mut form.previous_surname,
        &mut form.born,
        &mut form.house_name,
        &mut form.road,
        &mut form.locality,
        &mut form.post_town,
        &mut form.county,
        &mut form.postcode,
        &mut form.birthplace,
        &mut form.previous_gp,
        &mut form.previous_ha,
        &mut form.entered_uk,
        &mut form.left_uk,
        &mut form.gp,
        &mut form.institute,
        &mut form.notes,
    ];
    texts.extend(&mut form.previous_address);

    texts
}

fn spoil(texts: Vec<&mut String>, spoilt: Vec<Option<String>>) {
    for (text, spoilt) in texts.into_iter().zip(spoilt) {
        if let Some(spoilt) = spoilt {
            *text = spoilt;
        }
    }
}

fn amendment() -> impl Strategy<Value = AmendmentForm> {
    let postcode = prop_oneof![
        Just(Change::Erase),
        change(),
        Just(Change::Set("NR5 0ZZ".to_owned()))
    ];
    let address = prop::option::of((prop::array::uniform5(line()), postcode));
    let forenames = prop_oneof![
        Just(Change::Keep),
        Just(Change::Erase),
        prop::array::uniform3(plain()).prop_map(Change::Set),
        prop::array::uniform3(typed()).prop_map(Change::Set),
    ];
    let surname = prop::option::of(prop_oneof![4 => plain(), 1 => typed()]);
    let born = prop::option::weighted(0.1, typed());
    let name = (surname, forenames, change(), change());

    (spoilt(), name, born, address, change(), any::<[bool; 3]>()).prop_map(
        |(spoilt, name, born, address, institute, [dispenses, stops, confirms_address])| {
            let (surname, forenames, title, previous_surname) = name;
            let drugs_dispensed = match (dispenses, stops) {
                (true, _) => Change::Set(Dispensed),
                (false, true) => Change::Erase,
                (false, false) => Change::Keep,
            };
            let address = address.map(|(lines, postcode)| AddressForm { lines, postcode });
            let mut form = AmendmentForm {
                surname,
                forenames,
                title,
                previous_surname,
                born,
                address,
                institute,
                drugs_dispensed,
                confirms_address,
                ..samples::amendment()
            };
            spoil(
                vec![&mut form.nhs_number, &mut form.gp, &mut form.notes],
                spoilt,
            );

            form
        },
    )
}

/// Ready exactly when nothing hard is told; what is ready becomes bytes, and the bytes say the same.
fn holds<T>(checked: Checked<T>, filing: impl FnOnce(T) -> Filing) -> Result<(), TestCaseError> {
    let is_hard = checked
        .problems
        .iter()
        .any(|problem| problem.weight == Weight::Hard);
    prop_assert_eq!(checked.ready.is_none(), is_hard);
    if let Some(Ready { filing: body, gp }) = checked.ready {
        let filing = filing(body);
        let bytes = written(filing.clone(), gp.clone())?;
        let letters = read(
            &bytes,
            &Reading {
                limits: Limits::post(),
                today: None,
            },
        );
        let read_back: Vec<_> = letters.iter().flat_map(ReadLetter::transactions).collect();

        prop_assert_eq!(read_back.len(), 1);
        prop_assert_eq!(&read_back[0].1.body, &Some(Body::Filing(filing)));
        prop_assert_eq!(&read_back[0].1.gp, &Some(gp));
    }

    Ok(())
}

fn written(filing: Filing, gp: GpCode) -> Result<Vec<u8>, TestCaseError> {
    let link = Link::new(
        LinkCode::parse("HIL5").unwrap(),
        Cipher::parse("NF").unwrap(),
    );
    let numbers = Numbers {
        sis: Sis::FIRST,
        sms: Sms::FIRST,
        tn: OwnTn::FIRST,
    };
    let letter = Draft { link, gp, filing }.number(numbers, Minute::read("202503201042").unwrap());

    letter
        .write(Newlines::Between)
        .map_err(|_| TestCaseError::fail("it cannot be written"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_registration_is_checked_and_a_ready_one_is_written(
        form in registration(),
        rules in desk(),
    ) {
        holds(form.check(&rules), |body| Filing::Acceptance(Box::new(body)))?;
    }

    #[test]
    fn any_amendment_is_checked_and_a_ready_one_is_written(form in amendment(), rules in desk()) {
        holds(form.check(&rules), |body| Filing::Amendment(Box::new(body)))?;
    }

    #[test]
    fn any_removal_is_checked_and_a_ready_one_is_written(spoilt in spoilt(), rules in desk()) {
        let RemovalForm { mut nhs_number, mut gp, mut reason } = samples::removal();
        spoil(vec![&mut nhs_number, &mut gp, &mut reason], spoilt);
        let form = RemovalForm { nhs_number, gp, reason };

        holds(form.check(&rules), Filing::Removal)?;
    }

    #[test]
    fn any_deduction_request_is_checked_and_a_ready_one_is_written(
        spoilt in spoilt(),
        rules in desk(),
        date_is_approximate in any::<bool>(),
    ) {
        let mut form = DeductionRequestForm { date_is_approximate, ..samples::deduction_request() };
        let DeductionRequestForm { nhs_number, gp, reason, on, notes, .. } = &mut form;
        spoil(vec![nhs_number, gp, reason, on, notes], spoilt);

        holds(form.check(&rules), Filing::DeductionRequest)?;
    }
}
