//! What the ledger holds once the window is closed: what a clerk was told is compared with it.

use jiff::Timestamp;
use practice::{FilingId, PatientId};
use premises::Premises;
use store::{Filing, Patient};
use tempfile::TempDir;

use crate::ledger::ledger;
use crate::support::Window;

/// Later than anything that a journey does.
const LATER: Timestamp = Timestamp::constant(1_830_000_000, 0);

pub(crate) struct Kept {
    premises: Premises,
    _data: TempDir,
}

impl Window {
    /// Closes the window and opens its ledger, which is whole.
    pub(crate) async fn kept(self) -> Kept {
        let data = self.closes().await;
        let premises = ledger(data.path());
        assert!(premises.practice.verify(LATER).unwrap().is_sound());

        Kept {
            premises,
            _data: data,
        }
    }
}

impl Kept {
    pub(crate) fn numbered(&self, number: &str) -> Patient {
        let store = self.premises.practice.store();
        let found = store.read(|r| r.patient_numbered(number)).unwrap();

        found.unwrap()
    }

    /// Everybody with this surname, in the order in which they were written down.
    pub(crate) fn called(&self, surname: &str) -> Vec<Patient> {
        let store = self.premises.practice.store();
        let mut found = store.read(|r| r.patients_called(surname)).unwrap();
        found.sort_by_key(|one| one.id);

        found
    }

    /// What was filed about a patient, oldest first: `G2 released, none expected`.
    pub(crate) fn filed(&self, patient: PatientId) -> Vec<String> {
        let filings = self.filings(patient);
        let words = filings.iter().map(|filing| {
            let (kind, state, answer) = (filing.kind, filing.state, filing.answer);

            format!("{} {}, {}", kind.word(), state.word(), answer.word())
        });

        words.collect()
    }

    /// What the last filing about a patient says, line by line.
    pub(crate) fn says(&self, patient: PatientId) -> Vec<String> {
        let practice = &self.premises.practice;

        practice
            .filing_page(self.last(patient), LATER)
            .unwrap()
            .outline
    }

    /// What was done with the last filing about a patient, and by whom.
    pub(crate) fn acts(&self, patient: PatientId) -> Vec<String> {
        let (store, filing) = (self.premises.practice.store(), self.last(patient));
        let rows = store.read(|r| r.audit_of("filing", filing.get())).unwrap();

        rows.into_iter()
            .map(|row| format!("{}: {}", row.by, row.act))
            .collect()
    }

    /// Who at PCSE asked for the letter of the last filing again, when, and their reference.
    pub(crate) fn asked_again(&self, patient: PatientId) -> Vec<String> {
        let letter = self.filings(patient).pop().and_then(|last| last.letter);
        let store = self.premises.practice.store();
        let resends = store.read(|r| r.resends_of(letter.unwrap())).unwrap();

        resends
            .into_iter()
            .map(|one| {
                format!(
                    "{}, {}, {}",
                    one.asked_by,
                    one.asked_on.iso(),
                    one.reference
                )
            })
            .collect()
    }

    fn filings(&self, patient: PatientId) -> Vec<Filing> {
        let store = self.premises.practice.store();
        let mut filings = store.read(|r| r.filings_of(patient)).unwrap();
        filings.sort_by_key(|filing| filing.id);

        filings
    }

    fn last(&self, patient: PatientId) -> FilingId {
        self.filings(patient).pop().unwrap().id
    }
}
