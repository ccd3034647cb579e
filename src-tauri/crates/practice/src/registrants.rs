//! What a clerk is shown before somebody is registered: who on the list it could be, and whom it can be sent to.

use gplinks::{Day, Minute, NhsNumber};
use jiff::Timestamp;
use store::{Answer, Doctor, FilingId, FilingKind, Link, PatientId, Read};

use crate::filings::Described;
use crate::person::{Names, line};
use crate::{PersonLine, Practice, Result};

/// As far as a form tells who somebody is; a blank is what is not known. `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Typed<'a> {
    pub number: &'a str,
    pub surname: &'a str,
    pub forename: &'a str,
    pub born: Option<Day>,
    pub postcode: &'a str,
    /// Who is registered again, and so is no other.
    pub own: Option<PatientId>,
}

/// Those on the list whom a registration could be about, or who live there.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct KnownPeople {
    /// Has the NHS number.
    pub holder: Option<PersonLine>,
    pub alike: Vec<PersonLine>,
    pub neighbours: Vec<PersonLine>,
}

/// A doctor whom a patient can be registered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoctorLine {
    pub name: String,
    pub code: String,
    pub ha: String,
}

/// An authority that the practice exchanges letters with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLine {
    pub ha: String,
    pub name: String,
}

impl Practice {
    /// Those on the list whom what was typed could be about.
    pub fn known_people(&self, typed: &Typed<'_>) -> Result<KnownPeople> {
        let described = typed.described();
        let is_other = |patient: &store::Patient| Some(patient.id) != typed.own;
        self.store().read(|r| {
            let names = Names::read(r, None)?;
            let shown = |patient: store::Patient| line(&names, &patient);
            let holder = match &described.number {
                Some(number) => r.patient_numbered(number)?.filter(is_other),
                None => None,
            };
            let alike = described.look_alikes(r)?.into_iter().filter(is_other);
            let neighbours = match &described.postcode {
                Some(postcode) => r.patients_at(postcode)?,
                None => Vec::new(),
            };

            Ok(KnownPeople {
                alike: alike.map(shown).collect(),
                holder: holder.map(shown),
                neighbours: neighbours.into_iter().filter(is_other).map(shown).collect(),
            })
        })
    }

    /// The doctors who take patients on a day, and the authorities they are known to.
    pub fn doctors_on(&self, at: Timestamp) -> Result<(Vec<DoctorLine>, Vec<LinkLine>)> {
        let today = Minute::at(at).day();
        self.store().read(|r: &Read<'_>| {
            let links = r.links()?;
            let doctors = r.doctors()?.into_iter();
            let doctors = doctors
                .filter(|doctor| doctor.is_here_on(today))
                .filter_map(|doctor| doctor_line(doctor, &links));

            Ok((doctors.collect(), links.iter().map(link_line).collect()))
        })
    }

    /// The registration of a patient that PCSE rejected last.
    pub fn rejected_filing(&self, patient: PatientId) -> Result<Option<FilingId>> {
        self.last_registration(patient, Answer::Rejected)
    }

    /// The registration of a patient that PCSE has not answered.
    pub fn waiting_filing(&self, patient: PatientId) -> Result<Option<FilingId>> {
        self.last_registration(patient, Answer::Waiting)
    }

    fn last_registration(&self, patient: PatientId, answer: Answer) -> Result<Option<FilingId>> {
        let filings = self.store().read(|r| r.filings_of(patient))?;
        let is_it = |filing: &&store::Filing| {
            filing.kind == FilingKind::Registration && filing.answer == answer
        };

        Ok(filings.iter().rev().find(is_it).map(|filing| filing.id))
    }
}

impl Typed<'_> {
    fn described(&self) -> Described {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());

        Described {
            number: NhsNumber::parse(self.number.trim())
                .ok()
                .map(|number| number.digits()),
            surname: self.surname.trim().to_owned(),
            forename: some(self.forename),
            born: self.born,
            postcode: some(self.postcode),
        }
    }
}

fn doctor_line(doctor: Doctor, links: &[Link]) -> Option<DoctorLine> {
    let link = links.iter().find(|link| link.id == doctor.link)?;

    Some(DoctorLine {
        name: doctor.name,
        code: doctor.code,
        ha: link.cipher.clone(),
    })
}

fn link_line(link: &Link) -> LinkLine {
    let known = gplinks::Cipher::parse(&link.cipher);

    LinkLine {
        name: known.map_or_else(|| link.cipher.clone(), |cipher| cipher.shown()),
        ha: link.cipher.clone(),
    }
}

impl std::fmt::Debug for Typed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(redacted)")
    }
}

impl std::fmt::Debug for KnownPeople {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KnownPeople(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{NUMBERS, Sample, now};

    fn names(lines: &[PersonLine]) -> Vec<&str> {
        lines.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn somebody_with_the_number_or_the_same_name_and_birth_is_shown_before_anything_is_filed() {
        let sample = Sample::healthy();
        let typed = Typed {
            surname: "cole",
            born: Day::parse("1971-09-30").ok(),
            ..Typed::default()
        };

        let alike = sample.practice.known_people(&typed).unwrap();
        let holder = sample
            .practice
            .known_people(&Typed {
                number: NUMBERS[1],
                ..typed.clone()
            })
            .unwrap();

        assert_eq!(names(&alike.alike), ["COLE, Tunde"]);
        assert_eq!(
            holder.holder.map(|one| one.name).as_deref(),
            Some("ADAIR, Niamh")
        );
        assert_eq!(
            names(&holder.alike),
            [""; 0],
            "another number is another person"
        );
        let own = alike.alike.first().map(|one| one.patient);
        let again = sample
            .practice
            .known_people(&Typed { own, ..typed })
            .unwrap();
        assert_eq!(
            again,
            KnownPeople::default(),
            "who is registered again is no other"
        );
    }

    #[test]
    fn the_doctors_stand_with_the_authority_that_knows_them() {
        let (doctors, links) = Sample::new().practice.doctors_on(now()).unwrap();

        assert_eq!(doctors.len(), 1);
        assert_eq!(doctors[0].ha, "NF");
        assert_eq!(links[0].ha, "NF");
    }
}
