//! Invented people. Their NHS numbers are in the range that is kept for tests.

use gplinks::{
    Acceptance, AcceptanceCode, AddressForm, AmendmentForm, Change, DeductionRequestForm,
    DeskRules, Draft, Filing, LineForm, RegistrationForm, RegistrationType, RemovalForm, Sex,
};
use jiff::Timestamp;

use super::{DOCTOR, link};

/// Somebody, as a clerk would type them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) number: Option<String>,
    pub(crate) surname: String,
    pub(crate) forename: String,
    pub(crate) born: String,
    pub(crate) road: String,
    pub(crate) postcode: String,
}

/// The n-th test number: 999 and a valid check digit.
pub(crate) fn number(nth: u32) -> String {
    let valid = (0..).map(|count| format!("99900{count:05}"));

    valid
        .filter(|digits| gplinks::NhsNumber::parse(digits).is_ok())
        .nth(nth as usize)
        .unwrap()
}

pub(crate) fn person(nth: u32) -> Person {
    const SURNAMES: [&str; 8] = [
        "ASQUITH",
        "BARDSLEY",
        "CHOUDHURY",
        "DUNSTAN",
        "EGERTON",
        "FARRANT",
        "GOSWAMI",
        "HALLETT",
    ];
    const FORENAMES: [&str; 5] = ["AMINA", "BERYL", "CLIVE", "DILYS", "EDMUND"];
    let pick = |names: &[&str]| names[nth as usize % names.len()].to_owned();

    Person {
        number: Some(number(nth)),
        surname: pick(&SURNAMES),
        forename: pick(&FORENAMES),
        born: format!("19{:02}-0{}-1{}", 40 + nth % 60, 1 + nth % 9, nth % 10),
        road: format!("{} MILL LANE", 1 + nth),
        postcode: format!("ZE{} {}AB", 1 + nth % 9, nth % 10),
    }
}

impl Person {
    pub(crate) fn without_number(self) -> Self {
        Self {
            number: None,
            ..self
        }
    }

    fn form(&self, kind: RegistrationType, code: AcceptanceCode, today: &str) -> RegistrationForm {
        RegistrationForm {
            kind: Some(kind),
            code,
            accepted_on: today.to_owned(),
            nhs_number: self.number.clone().unwrap_or_default(),
            surname: self.surname.clone(),
            first_forename: self.forename.clone(),
            title: "MX".to_owned(),
            sex: Some(Sex::Female),
            born: self.born.clone(),
            road: self.road.clone(),
            post_town: "LERWICK".to_owned(),
            postcode: self.postcode.clone(),
            birthplace: "LEEDS".to_owned(),
            previous_address: [
                "4 OLD ROAD".to_owned(),
                String::new(),
                String::new(),
                "LEEDS".to_owned(),
                String::new(),
            ],
            previous_gp: "DR WREN".to_owned(),
            entered_uk: "2026-10-01".to_owned(),
            gp: DOCTOR.to_owned(),
            ..RegistrationForm::default()
        }
    }

    /// A registration of a kind.
    pub(crate) fn registration(
        &self,
        kind: RegistrationType,
        code: AcceptanceCode,
        notes: &str,
        at: Timestamp,
    ) -> Draft {
        let today = gplinks::Minute::at(at).day();
        let form = RegistrationForm {
            notes: notes.to_owned(),
            ..self.form(kind, code, &today.iso())
        };
        let checked = form.check(&DeskRules::on(today));
        let ready = checked
            .ready
            .unwrap_or_else(|| panic!("{:?}", checked.problems));

        draft(Filing::Acceptance(Box::new(ready.filing)))
    }

    pub(crate) fn first(&self, at: Timestamp) -> Draft {
        self.registration(RegistrationType::First, AcceptanceCode::Acceptance, "", at)
    }

    /// What the service and an earlier time know of somebody who is on the list already.
    pub(crate) fn acceptance(&self) -> Acceptance {
        let at: Timestamp = "2025-01-06T09:00:00Z".parse().unwrap();
        match self.first(at).filing {
            Filing::Acceptance(acceptance) => *acceptance,
            Filing::Amendment(_) | Filing::Removal(_) | Filing::DeductionRequest(_) => {
                panic!("a registration is an acceptance")
            }
        }
    }

    /// A move to another road.
    pub(crate) fn moves_to(&self, road: &str, at: Timestamp) -> Draft {
        let line = |text: &str| LineForm::Is(text.to_owned());
        let form = AmendmentForm {
            nhs_number: self.number.clone().unwrap_or_default(),
            gp: DOCTOR.to_owned(),
            address: Some(AddressForm {
                lines: [
                    LineForm::default(),
                    line(road),
                    LineForm::default(),
                    line("LERWICK"),
                    LineForm::default(),
                ],
                postcode: Change::Set(self.postcode.clone()),
            }),
            ..AmendmentForm::default()
        };
        let checked = form.check(&rules(at));
        let ready = checked
            .ready
            .unwrap_or_else(|| panic!("{:?}", checked.problems));

        draft(Filing::Amendment(Box::new(ready.filing)))
    }

    /// A request to take them off the list.
    pub(crate) fn leaves(&self, reason: u16, on: &str, at: Timestamp) -> Draft {
        let form = DeductionRequestForm {
            nhs_number: self.number.clone().unwrap_or_default(),
            gp: DOCTOR.to_owned(),
            reason: reason.to_string(),
            on: on.to_owned(),
            date_is_approximate: false,
            notes: String::new(),
        };
        let checked = form.check(&rules(at));
        let ready = checked
            .ready
            .unwrap_or_else(|| panic!("{:?}", checked.problems));

        draft(Filing::DeductionRequest(ready.filing))
    }

    pub(crate) fn is_out_of_area(&self, reason: &str, at: Timestamp) -> Draft {
        let form = RemovalForm {
            nhs_number: self.number.clone().unwrap_or_default(),
            gp: DOCTOR.to_owned(),
            reason: reason.to_owned(),
        };
        let checked = form.check(&rules(at));
        let ready = checked
            .ready
            .unwrap_or_else(|| panic!("{:?}", checked.problems));

        draft(Filing::Removal(ready.filing))
    }
}

fn draft(filing: Filing) -> Draft {
    Draft {
        link: link(),
        gp: gplinks::GpCode::read(DOCTOR).unwrap(),
        filing,
    }
}

fn rules(at: Timestamp) -> DeskRules {
    DeskRules::on(gplinks::Minute::at(at).day())
}
