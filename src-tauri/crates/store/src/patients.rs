//! Patients. A record never changes without a line in its change log.

use std::fmt;

use gplinks::Day;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::db::{Row, given};
use crate::fold::{folded, folded_postcode, searchable};
use crate::{LinkId, PatientId, PatientState, Read, Result, StoreError};

/// Everything about a patient that can change. `Debug` shows the state only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub state: PatientState,
    pub link: LinkId,
    pub nhs_number: Option<String>,
    pub surname: String,
    pub first_forename: Option<String>,
    pub second_forename: Option<String>,
    pub other_forenames: Option<String>,
    pub title: Option<String>,
    pub previous_surname: Option<String>,
    pub sex: String,
    pub born: Option<Day>,
    pub birthplace: Option<String>,
    pub house_name: Option<String>,
    pub road: Option<String>,
    pub locality: Option<String>,
    pub post_town: Option<String>,
    pub county: Option<String>,
    pub postcode: Option<String>,
    pub institute: Option<String>,
    pub drugs_dispensed: bool,
    pub gp: String,
    pub accepted_on: Option<Day>,
    pub left_on: Option<Day>,
    pub left_reason: Option<String>,
    pub new_ha: Option<String>,
    pub fp69_expires_on: Option<Day>,
    pub fp69_reason: Option<String>,
    pub removal_requested_on: Option<Day>,
    pub removal_pending_until: Option<Day>,
    pub out_of_area: bool,
}

/// A patient as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    pub id: PatientId,
    pub record: Record,
    pub version: i64,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// Search words, sort name and postcode, folded.
pub(crate) type Filed = (String, String, String);

impl Record {
    /// All names in the order in which they are searched.
    pub(crate) fn names(&self) -> String {
        let names = [
            Some(&self.surname),
            self.first_forename.as_ref(),
            self.second_forename.as_ref(),
            self.other_forenames.as_ref(),
            self.previous_surname.as_ref(),
        ];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();

        names.join(" ")
    }

    /// What the search box looks in: every word of the names, and a surname of several words in one, so that
    /// `De la Cruz` is found by `delacruz`.
    pub(crate) fn search_name(&self) -> String {
        let words = searchable(&self.names());
        let surname = folded(&self.surname);

        if surname.contains(' ') {
            format!("{words} {}", surname.replace(' ', ""))
        } else {
            words
        }
    }

    fn sort_name(&self) -> String {
        let forename = self.first_forename.as_deref().unwrap_or_default();

        format!("{}\u{1}{}", folded(&self.surname), folded(forename))
    }

    /// What the record is found by, listed by, and met by at its address.
    pub(crate) fn filed(&self) -> Filed {
        (
            self.search_name(),
            self.sort_name(),
            folded_postcode(self.postcode.as_deref().unwrap_or_default()),
        )
    }

    /// With the practice, or about to be.
    pub fn is_on_the_list(&self) -> bool {
        matches!(self.state, PatientState::Registered | PatientState::Applied)
    }

    /// The FP69 flag is set.
    pub fn is_flagged(&self) -> bool {
        self.fp69_expires_on.is_some() || self.fp69_reason.is_some()
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({})", self.state.word())
    }
}

impl Patient {
    pub(crate) fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            record: Record {
                state: row.take()?,
                link: row.take()?,
                nhs_number: row.take()?,
                surname: row.take()?,
                first_forename: row.take()?,
                second_forename: row.take()?,
                other_forenames: row.take()?,
                title: row.take()?,
                previous_surname: row.take()?,
                sex: row.take()?,
                born: row.take()?,
                birthplace: row.take()?,
                house_name: row.take()?,
                road: row.take()?,
                locality: row.take()?,
                post_town: row.take()?,
                county: row.take()?,
                postcode: row.take()?,
                institute: row.take()?,
                drugs_dispensed: row.take()?,
                gp: row.take()?,
                accepted_on: row.take()?,
                left_on: row.take()?,
                left_reason: row.take()?,
                new_ha: row.take()?,
                fp69_expires_on: row.take()?,
                fp69_reason: row.take()?,
                removal_requested_on: row.take()?,
                removal_pending_until: row.take()?,
                out_of_area: row.take()?,
            },
            version: row.take()?,
            created_at: row.take()?,
            changed_at: row.take()?,
        })
    }
}

/// Selects whole patients; what follows it is the statement's own. The columns are those of [`Patient::take`].
macro_rules! select_patients {
    ($rest:literal) => {
        concat!(
            "SELECT patients.id, patients.state, patients.link_id, patients.nhs_number, patients.surname,
                    patients.first_forename, patients.second_forename, patients.other_forenames, patients.title,
                    patients.previous_surname, patients.sex, patients.born, patients.birthplace, patients.house_name,
                    patients.road, patients.locality, patients.post_town, patients.county, patients.postcode,
                    patients.institute, patients.drugs_dispensed, patients.gp, patients.accepted_on, patients.left_on,
                    patients.left_reason, patients.new_ha, patients.fp69_expires_on, patients.fp69_reason,
                    patients.removal_requested_on, patients.removal_pending_until, patients.out_of_area,
                    patients.version, patients.created_at, patients.changed_at
             FROM patients ",
            $rest
        )
    };
}
pub(crate) use select_patients;

impl Read<'_> {
    pub fn patient(&self, id: PatientId) -> Result<Patient> {
        self.db
            .first(
                select_patients!("WHERE patients.id = $1"),
                given![id],
                Patient::take,
            )?
            .ok_or(StoreError::NoSuch {
                what: PatientId::WHAT,
                id: id.get(),
            })
    }

    /// The patient that this number names, as it stands on the wire.
    pub fn patient_numbered(&self, nhs_number: &str) -> Result<Option<Patient>> {
        self.db.first(
            select_patients!("WHERE patients.nhs_number = $1"),
            given![nhs_number],
            Patient::take,
        )
    }

    /// Everyone born on a day, by name.
    pub fn patients_born(&self, day: Day) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!("WHERE patients.born = $1 ORDER BY patients.sort_name, patients.id"),
            given![day],
            Patient::take,
        )
    }

    /// Everyone with this surname, however it is written.
    pub fn patients_called(&self, surname: &str) -> Result<Vec<Patient>> {
        let from = format!("{}\u{1}", folded(surname));
        let to = format!("{}\u{2}", folded(surname));

        self.db.rows(
            select_patients!(
                "WHERE patients.sort_name >= $1 AND patients.sort_name < $2
                 ORDER BY patients.sort_name, patients.id LIMIT 200"
            ),
            given![from, to],
            Patient::take,
        )
    }

    /// Everyone at a postcode, by name: the household and its neighbours.
    pub fn patients_at(&self, postcode: &str) -> Result<Vec<Patient>> {
        let postcode = folded_postcode(postcode);
        // Those without one are no household.
        if postcode.is_empty() {
            return Ok(Vec::new());
        }

        self.db.rows(
            select_patients!(
                "WHERE patients.search_postcode = $1 ORDER BY patients.sort_name, patients.id"
            ),
            given![postcode],
            Patient::take,
        )
    }

    /// All in a state, by name.
    pub fn patients_in(&self, state: PatientState) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!("WHERE patients.state = $1 ORDER BY patients.sort_name, patients.id"),
            given![state],
            Patient::take,
        )
    }

    /// All whose FP69 flag is set, the next to expire first.
    pub fn patients_flagged(&self) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!(
                "WHERE patients.fp69_expires_on IS NOT NULL OR patients.fp69_reason IS NOT NULL
                 ORDER BY patients.fp69_expires_on, patients.id"
            ),
            &[],
            Patient::take,
        )
    }

    /// A page of all patients in the order of their ids, for walks through everything.
    pub fn patients_after(&self, after: Option<PatientId>, most: u32) -> Result<Vec<Patient>> {
        self.db.rows(
            select_patients!("WHERE patients.id > coalesce($1, 0) ORDER BY patients.id LIMIT $2"),
            given![after, most],
            Patient::take,
        )
    }

    /// Those of a page of all patients who are not found, or not listed, by what their record says.
    pub fn patients_misfiled(
        &self,
        after: Option<PatientId>,
        page: &[Patient],
    ) -> Result<Vec<PatientId>> {
        let most = u32::try_from(page.len()).unwrap_or(u32::MAX);
        let filed: Vec<(PatientId, Filed)> = self.db.rows(
            "SELECT id, search_name, sort_name, search_postcode FROM patients
             WHERE id > coalesce($1, 0) ORDER BY id LIMIT $2",
            given![after, most],
            |row| Ok((row.take()?, (row.take()?, row.take()?, row.take()?))),
        )?;
        let differs = |(patient, (id, filed)): &(&Patient, (PatientId, Filed))| {
            patient.id != *id || patient.record.filed() != *filed
        };

        Ok(page
            .iter()
            .zip(filed)
            .filter(differs)
            .map(|(patient, _)| patient.id)
            .collect())
    }

    pub fn count_patients(&self) -> Result<u64> {
        self.db.count("SELECT count(*) FROM patients", &[])
    }
}
