//! The practice's doctors, each with the code that the link's other side knows. A manager adds them and ends them.

use gplinks::Day;
use serde_json::json;
use store::{Doctor, DoctorId, LinkId};

use super::change::ITSELF;
use super::rules::{is_doctor, is_line};
use crate::{Act, DeskError, Practice, Result};

/// A doctor who is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDoctor {
    pub link: LinkId,
    pub name: String,
    /// National and local code: `9912345,K31`.
    pub code: String,
    pub from_on: Option<Day>,
    pub to_on: Option<Day>,
}

impl Practice {
    pub fn doctors(&self) -> Result<Vec<Doctor>> {
        Ok(self.store().read(|r| r.doctors())?)
    }

    /// Adds a doctor with both codes.
    pub fn add_doctor(&self, new: &NewDoctor, act: &Act<'_>) -> Result<DoctorId> {
        let code = new.code.trim();
        if !is_doctor(code) {
            return Err(refused("the doctor's code"));
        }
        may_be(&new.name, new.from_on, new.to_on)?;
        self.store().write(|w| {
            act.as_manager(w, ITSELF)?;
            w.link(new.link)?;
            let is_there = |one: &Doctor| one.link == new.link && one.code == code;
            if w.doctors()?.iter().any(is_there) {
                return Err(DeskError::NotSo {
                    why: "a doctor with this code is there already",
                });
            }
            let name = new.name.trim();
            let id = w.add_doctor(new.link, name, code, new.from_on, new.to_on)?;
            let details = json!({ "code": code });
            act.record(w, "doctor added", "doctor", Some(id.get()), details)?;

            Ok(id)
        })
    }

    /// Changes a doctor's name and days; the code stays.
    pub fn change_doctor(
        &self,
        id: DoctorId,
        name: &str,
        days: (Option<Day>, Option<Day>),
        act: &Act<'_>,
    ) -> Result<()> {
        let (from_on, to_on) = days;
        may_be(name, from_on, to_on)?;
        self.store().write(|w| {
            act.as_manager(w, ITSELF)?;
            w.set_doctor(id, name.trim(), from_on, to_on)?;
            let details = json!({ "from": from_on.map(Day::iso), "to": to_on.map(Day::iso) });
            act.record(w, "doctor changed", "doctor", Some(id.get()), details)?;

            Ok(())
        })
    }
}

fn may_be(name: &str, from_on: Option<Day>, to_on: Option<Day>) -> Result<()> {
    if !is_line(name.trim()) {
        return Err(refused("the doctor's name"));
    }
    if from_on.zip(to_on).is_some_and(|(from, to)| from > to) {
        return Err(DeskError::NotSo {
            why: "the last day lies before the first",
        });
    }

    Ok(())
}

fn refused(setting: &'static str) -> DeskError {
    DeskError::Setting { setting }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{GP, Sample, manager};

    fn day(text: &str) -> Option<Day> {
        Day::parse(text).ok()
    }

    fn new(sample: &Sample, code: &str) -> NewDoctor {
        NewDoctor {
            link: sample.link,
            name: "Dr Ama Mensah".to_owned(),
            code: code.to_owned(),
            from_on: day("2026-01-01"),
            to_on: None,
        }
    }

    #[test]
    fn a_doctor_is_added_with_both_codes_once_and_ended() {
        let sample = Sample::new();
        let practice = &sample.practice;

        let id = practice
            .add_doctor(&new(&sample, "9912399,K77"), &manager())
            .unwrap();
        let again = practice.add_doctor(&new(&sample, "9912399,K77"), &manager());
        let odd = practice.add_doctor(&new(&sample, "K77"), &manager());
        let backwards = (day("2026-02-01"), day("2026-01-01"));
        let wrong = practice.change_doctor(id, "Dr A Mensah", backwards, &manager());
        let ends = (day("2026-01-01"), day("2026-11-30"));
        practice
            .change_doctor(id, "Dr A Mensah", ends, &manager())
            .unwrap();

        assert_eq!(again.unwrap_err().code(), "E958");
        assert_eq!(odd.unwrap_err().code(), "E972");
        assert_eq!(wrong.unwrap_err().code(), "E958");
        let found = practice.doctors().unwrap();
        let added = found.iter().find(|one| one.id == id).unwrap();
        assert_eq!(
            (added.name.as_str(), added.to_on),
            ("Dr A Mensah", day("2026-11-30"))
        );
        assert!(found.iter().any(|one| one.code == GP), "the others stay");
    }

    #[test]
    fn only_a_manager_changes_doctors() {
        let sample = Sample::new();
        let clerk = Act {
            role: store::Role::Clerk,
            ..manager()
        };

        let refused = sample
            .practice
            .add_doctor(&new(&sample, "9912399,K77"), &clerk);

        assert_eq!(refused.unwrap_err().code(), "E940");
    }
}
