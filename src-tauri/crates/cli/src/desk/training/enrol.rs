//! The practice's registered patients, copied to the service's list.

use agency::{Patient, Standing, TrainingMailbox};
use gplinks::{Forenames, GpCode, Name, PatientNumber, Sex, Text};
use serde_json::json;
use store::{PatientState, Record};

use crate::desk::answer::Answer;
use crate::desk::open::Desk;
use crate::error::Failure;
use crate::text::counted;

pub(super) fn enrol(desk: &Desk, mailbox: &TrainingMailbox) -> Result<Answer, Failure> {
    let registered = desk
        .practice
        .store()
        .read(|r| r.patients_in(PatientState::Registered))?;
    let found = registered.len();
    let patients: Vec<Patient> = registered
        .iter()
        .filter_map(|patient| patient_of(&patient.record))
        .collect();
    let (copied, left_out) = (patients.len(), found - patients.len());
    mailbox.with_agency(|agency| patients.into_iter().for_each(|one| agency.enrol(one)));
    let mut words = format!(
        "{} copied to the training service's list.",
        counted(copied as u64, "patient")
    );
    if left_out > 0 {
        words += &format!(" {left_out} without an NHS number left out.");
    }

    Ok(Answer::said(
        json!({ "enrolled": copied, "left_out": left_out }),
        words,
    ))
}

fn patient_of(record: &Record) -> Option<Patient> {
    let text = |text: &Option<String>| text.as_deref().and_then(Text::new);

    Some(Patient {
        number: PatientNumber::read(record.nhs_number.as_deref()?)?,
        name: Name {
            surname: Text::new(&record.surname)?,
            forenames: Forenames {
                first: text(&record.first_forename),
                second: text(&record.second_forename),
                others: text(&record.other_forenames),
            },
            title: text(&record.title),
        },
        previous_surname: text(&record.previous_surname),
        born: record.born,
        sex: Sex::parse(&record.sex)?,
        address: practice::address(record),
        institute: text(&record.institute),
        drugs_dispensed: record.drugs_dispensed,
        gp: GpCode::read(&record.gp)?,
        standing: Standing::Registered,
        fp69: None,
    })
}
