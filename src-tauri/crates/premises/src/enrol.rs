//! The practice's registered patients, copied to the training service's list.

use agency::{Patient, Standing, TrainingMailbox};
use gplinks::{Forenames, GpCode, Name, PatientNumber, Sex, Text};
use practice::Practice;
use store::{PatientState, Record};

use crate::Result;

/// How many were copied, and how many could not be, for want of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolled {
    pub copied: usize,
    pub left_out: usize,
}

pub fn enrol(practice: &Practice, mailbox: &TrainingMailbox) -> Result<Enrolled> {
    let registered = practice
        .store()
        .read(|r| r.patients_in(PatientState::Registered))?;
    let found = registered.len();
    let patients: Vec<Patient> = registered
        .iter()
        .filter_map(|patient| patient_of(&patient.record))
        .collect();
    let copied = patients.len();
    mailbox.with_agency(|agency| patients.into_iter().for_each(|one| agency.enrol(one)));

    Ok(Enrolled {
        copied,
        left_out: found - copied,
    })
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
