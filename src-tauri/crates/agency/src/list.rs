//! The service's own list of patients, and what each transaction does to it.

use std::collections::BTreeMap;

use gplinks::{
    Acceptance, AmendmentNotice, Change, Changes, Day, Deduction, DeductionReason, Fp69Notice,
    Fp69Reason, GpCode, Name, NewAddress, PartialName, PatientNumber, PostalAddress, Sex, Text,
};
use serde::{Deserialize, Serialize};

use crate::answers::level_a;

/// A patient as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    pub number: PatientNumber,
    pub name: Name,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_surname: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Day>,
    pub sex: Sex,
    pub address: PostalAddress,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institute: Option<Text>,
    #[serde(default)]
    pub drugs_dispensed: bool,
    pub gp: GpCode,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fp69: Option<Fp69Flag>,
}

/// Whether a patient is on the practice's list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Registered,
    Left {
        reason: Option<DeductionReason>,
        on: Option<Day>,
    },
}

/// Letters to the patient came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fp69Flag {
    pub reason: Fp69Reason,
    pub expires_on: Day,
    /// The practice has answered, so that nothing happens at expiry.
    #[serde(default)]
    pub is_answered: bool,
}

/// Everybody the service knows, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Patient>", into = "Vec<Patient>")]
pub(crate) struct List {
    patients: Vec<Patient>,
    by_number: BTreeMap<PatientNumber, usize>,
}

impl Patient {
    /// The patient that a registration tells of.
    pub fn of(number: PatientNumber, acceptance: &Acceptance, gp: GpCode) -> Self {
        Self {
            number,
            name: acceptance.name.clone(),
            previous_surname: acceptance.previous_surname.clone(),
            born: acceptance.kind.born(),
            sex: acceptance.sex,
            address: acceptance.address.get().clone(),
            institute: acceptance.institute.clone(),
            drugs_dispensed: acceptance.drugs_dispensed,
            gp,
            standing: Standing::Registered,
            fp69: None,
        }
    }

    /// Written in the characters that a letter has a place for.
    pub(crate) fn in_level_a(mut self) -> Self {
        let name = &mut self.name;
        if let Some(surname) = level_a(name.surname.as_str()) {
            name.surname = surname;
        }
        let forenames = &mut name.forenames;
        let mut texts = vec![
            &mut forenames.first,
            &mut forenames.second,
            &mut forenames.others,
            &mut name.title,
            &mut self.previous_surname,
            &mut self.institute,
        ];
        texts.extend(&mut self.address.lines);
        for text in texts {
            *text = text.as_ref().and_then(|text| level_a(text.as_str()));
        }

        self
    }

    pub fn is_registered(&self) -> bool {
        self.standing == Standing::Registered
    }

    /// A flag that the practice has not answered.
    pub(crate) fn open_flag(&mut self) -> Option<&mut Fp69Flag> {
        self.fp69.as_mut().filter(|flag| !flag.is_answered)
    }

    /// The FP69 notice about this patient; it names no title.
    pub(crate) fn fp69_notice(&self, flag: &Fp69Flag, notes: Option<Text>) -> Fp69Notice {
        Fp69Notice {
            number: self.number.clone(),
            reason: Some(flag.reason.clone()),
            expires_on: Some(flag.expires_on),
            notes,
            name: PartialName {
                surname: Some(self.name.surname.clone()),
                forenames: self.name.forenames.clone(),
                title: None,
            },
            born: self.born,
            address: Some(self.address.clone()),
        }
    }

    pub(crate) fn apply(&mut self, changes: &Changes) {
        let name = &changes.name;
        if let Some(surname) = &name.surname {
            self.name.surname = surname.clone();
        }
        self.name.forenames.amend(&name.forenames);
        apply(&name.title, &mut self.name.title);
        apply(&changes.previous_surname, &mut self.previous_surname);
        apply(&changes.institute, &mut self.institute);
        self.born = changes.born.or(self.born);
        self.sex = changes.sex.unwrap_or(self.sex);
        if let Some(address) = &changes.address {
            self.move_to(address);
        }
        match changes.drugs_dispensed {
            Change::Keep => {}
            Change::Set(_) => self.drugs_dispensed = true,
            Change::Erase => self.drugs_dispensed = false,
        }
    }

    fn move_to(&mut self, address: &NewAddress) {
        self.address.lines = address.lines.each_ref().map(|line| line.text().cloned());
        apply(&address.postcode, &mut self.address.postcode);
    }
}

fn apply<T: Clone>(change: &Change<T>, value: &mut Option<T>) {
    match change {
        Change::Keep => {}
        Change::Set(set) => *value = Some(set.clone()),
        Change::Erase => *value = None,
    }
}

impl List {
    pub(crate) fn patients(&self) -> &[Patient] {
        &self.patients
    }

    pub(crate) fn has(&self, number: &PatientNumber) -> bool {
        self.by_number.contains_key(number)
    }

    pub(crate) fn get(&self, number: &PatientNumber) -> Option<&Patient> {
        self.patients.get(*self.by_number.get(number)?)
    }

    pub(crate) fn get_mut(&mut self, number: &PatientNumber) -> Option<&mut Patient> {
        self.patients.get_mut(*self.by_number.get(number)?)
    }

    /// Adds a patient, or puts it in the place of the one with its number.
    pub(crate) fn put(&mut self, patient: Patient) {
        if let Some(known) = self.get_mut(&patient.number) {
            *known = patient;
            return;
        }
        self.by_number
            .insert(patient.number.clone(), self.patients.len());
        self.patients.push(patient);
    }

    /// Somebody of this name and date of birth who has left: a person who returns without a number.
    pub(crate) fn trace(&self, acceptance: &Acceptance) -> Option<&Patient> {
        let born = acceptance.kind.born()?;
        let is_the_same = |patient: &&Patient| {
            !patient.is_registered()
                && patient.born == Some(born)
                && patient.name.surname == acceptance.name.surname
                && patient.name.forenames.first == acceptance.name.forenames.first
        };

        self.patients.iter().find(is_the_same)
    }

    pub(crate) fn amend(&mut self, notice: &AmendmentNotice) {
        if let Some(patient) = self.get_mut(&notice.number) {
            patient.apply(&notice.changes);
        }
        if let Some(new) = &notice.new_number {
            self.renumber(&notice.number, new);
        }
    }

    /// A change of doctor within the practice takes nobody off the list.
    pub(crate) fn deduct(&mut self, deduction: &Deduction) {
        let reason = deduction.reason.as_ref();
        if reason.is_some_and(DeductionReason::keeps_the_patient) {
            return;
        }
        if let Some(patient) = self.get_mut(&deduction.number) {
            patient.fp69 = None;
            patient.standing = Standing::Left {
                reason: reason.cloned(),
                on: deduction.on,
            };
        }
    }

    pub(crate) fn flag(&mut self, notice: &Fp69Notice) {
        let patient = self.get_mut(&notice.number);
        let (Some(patient), Some(reason), Some(expires_on)) =
            (patient, notice.reason.clone(), notice.expires_on)
        else {
            return;
        };

        patient.fp69 = Some(Fp69Flag {
            reason,
            expires_on,
            is_answered: false,
        });
    }

    /// A number that somebody else has is not given a second time.
    fn renumber(&mut self, old: &PatientNumber, new: &PatientNumber) {
        if self.has(new) {
            return;
        }
        let Some(at) = self.by_number.remove(old) else {
            return;
        };
        self.by_number.insert(new.clone(), at);
        if let Some(patient) = self.patients.get_mut(at) {
            patient.number = new.clone();
        }
    }
}

impl From<Vec<Patient>> for List {
    fn from(patients: Vec<Patient>) -> Self {
        let mut list = Self::default();
        patients.into_iter().for_each(|patient| list.put(patient));

        list
    }
}

impl From<List> for Vec<Patient> {
    fn from(list: List) -> Self {
        list.patients
    }
}
