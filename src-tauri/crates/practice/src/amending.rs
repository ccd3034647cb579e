//! Whether something can be changed about a patient now, in words; and what a manager may file by themselves.

use gplinks::Minute;
use jiff::Timestamp;
use store::{PatientId, PatientState, Read, StoreError};

use crate::filings::{file_in, is_asked_for};
use crate::{Act, Filed, Practice, Result, Settings, ToFile};

impl Practice {
    /// Why nothing can be filed about a patient, in words; nothing where it can. What is filed while a registration
    /// waits for its answer is kept until the approval, whoever files it.
    pub fn why_unchangeable(&self, patient: PatientId) -> Result<Option<&'static str>> {
        let record = self.store().read(|r| r.patient(patient))?.record;

        Ok(match (record.state, record.nhs_number.is_some()) {
            (PatientState::Registered | PatientState::Applied, true) => None,
            (PatientState::Registered | PatientState::Applied, false) => Some(NO_NUMBER),
            (PatientState::Left | PatientState::Died, _) => Some(GONE),
            (PatientState::Rejected, _) => Some(REJECTED),
        })
    }

    /// Why PCSE cannot be asked now to remove a patient, in words; nothing where it can.
    pub fn why_not_asked(&self, patient: PatientId, at: Timestamp) -> Result<Option<&'static str>> {
        if let Some(why) = self.why_unchangeable(patient)? {
            return Ok(Some(why));
        }
        let is_asked_for = self.store().read(|r| {
            let patient = r.patient(patient)?;

            is_asked_for(r, &patient, false, Minute::at(at).day())
        })?;

        Ok(is_asked_for.then_some(ASKED_FOR))
    }

    /// Files something about a patient as the window showed them: refused where the patient has changed since.
    pub fn file_about(
        &self,
        patient: PatientId,
        seen: i64,
        to_file: &ToFile,
        act: &Act<'_>,
    ) -> Result<Filed> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            is_as_shown(w, patient, seen)?;

            file_in(w, &Settings::read(w)?, to_file, act)
        })
    }

    /// Files the removal of somebody out of the area that no amendment of PCSE's has asked for: a manager's act, and
    /// the reason goes with it.
    pub fn remove_directly(
        &self,
        patient: PatientId,
        seen: i64,
        to_file: &ToFile,
        why: &str,
        act: &Act<'_>,
    ) -> Result<Filed> {
        self.store().write(|w| {
            act.as_manager(w, why)?;
            is_as_shown(w, patient, seen)?;
            let filed = file_in(w, &Settings::read(w)?, to_file, act)?;
            let row = Some(filed.filing.get());
            act.record(w, "removed directly", "filing", row, serde_json::json!({}))?;

            Ok(filed)
        })
    }
}

const NO_NUMBER: &str =
    "You cannot change this patient at PCSE: no NHS number is known. It comes with the approval.";
const GONE: &str = "You cannot change this patient: they are no longer on your list.";
const REJECTED: &str =
    "You cannot change this patient: PCSE rejected the registration. Fix it and send it again.";

const ASKED_FOR: &str = "PCSE has been asked already to remove this patient. Wait for the reply or the deduction, or ask again from the reply.";

fn is_as_shown(r: &Read<'_>, patient: PatientId, seen: i64) -> Result<()> {
    if r.patient(patient)?.version != seen {
        return Err(StoreError::Stale.into());
    }

    Ok(())
}

#[cfg(test)]
mod tests {
    use gplinks::Removal;
    use store::Role;

    use super::*;
    use crate::sample::{NUMBERS, Sample, manager, now};

    fn removal(sample: &Sample) -> (PatientId, i64, ToFile) {
        let store = sample.practice.store();
        let patient = store
            .read(|r| r.patient_numbered(NUMBERS[1]))
            .unwrap()
            .unwrap();
        let filing = gplinks::Filing::Removal(Removal {
            number: gplinks::PatientNumber::read(NUMBERS[1]).unwrap(),
            reason: gplinks::Text::new("TOO FAR").unwrap(),
        });

        (
            patient.id,
            patient.version,
            ToFile::new(sample.draft(filing)),
        )
    }

    #[test]
    fn a_direct_removal_is_a_managers_act_with_a_reason() {
        let sample = Sample::healthy();
        let (patient, seen, to_file) = removal(&sample);
        let store = sample.practice.store();
        store.write(|w| w.add_user("Tom", Role::Clerk)).unwrap();
        let clerk = Act {
            by: "Tom",
            role: Role::Manager,
            at: now(),
        };
        let file = |why: &str, act: &Act<'_>| {
            sample
                .practice
                .remove_directly(patient, seen, &to_file, why, act)
        };

        assert_eq!(file("far", &clerk).unwrap_err().code(), "E940");
        assert_eq!(file(" ", &manager()).unwrap_err().code(), "E941");
        assert!(!file("far", &manager()).unwrap().again);
    }

    #[test]
    fn why_something_changes_is_noted_with_the_patient_and_audited_without_its_proof() {
        let sample = Sample::healthy();
        let (patient, seen, to_file) = removal(&sample);
        let occasion = gplinks::Occasion {
            reason: gplinks::ChangeReason::Told,
            proof: Some("passport of Niamh".to_owned()),
            changed_on: gplinks::Day::parse("2026-11-20").unwrap(),
        };
        let to_file = ToFile {
            occasion: Some(occasion.clone()),
            ..to_file
        };

        let filed = sample
            .practice
            .file_about(patient, seen, &to_file, &manager())
            .unwrap();

        let store = sample.practice.store();
        let notes = store
            .read(|r| r.notes_on(store::NoteOn::Patient(patient)))
            .unwrap();
        let audit = store
            .read(|r| r.audit_of("filing", filed.filing.get()))
            .unwrap();
        let texts: Vec<_> = notes.into_iter().map(|note| note.text).collect();
        assert_eq!(texts, [occasion.note()]);
        let kept: serde_json::Value = serde_json::from_str(&audit[0].details).unwrap();
        assert_eq!(
            kept["occasion"],
            serde_json::json!({ "reason": "told", "on": "2026-11-20", "proof": true })
        );
        assert!(!audit[0].details.contains("Niamh"));
    }

    #[test]
    fn what_has_changed_since_it_was_shown_is_looked_at_again() {
        let sample = Sample::healthy();
        let (patient, seen, to_file) = removal(&sample);

        let stale = sample
            .practice
            .file_about(patient, seen + 1, &to_file, &manager());

        assert_eq!(stale.unwrap_err().code(), "E932");
        assert_eq!(sample.practice.why_unchangeable(patient).unwrap(), None);
    }
}
