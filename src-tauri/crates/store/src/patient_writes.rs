//! Writing patients. Nothing is changed without a line in the change log.

use crate::changes::{Fields, NewChange, difference};
use crate::db::{Value, given};
use crate::patients::{Patient, Record};
use crate::{ChangeId, PatientId, Result, StoreError, Write};

impl Write<'_> {
    /// Brings the indices of names into one piece each, so that a search asks one and not a dozen: worth its
    /// time after a whole list of patients.
    pub fn gather_names(&self) -> Result<()> {
        self.db
            .script("INSERT INTO patient_words (patient_words) VALUES ('optimize')")?;

        self.db
            .script("INSERT INTO patient_parts (patient_parts) VALUES ('optimize')")
    }

    /// A patient who is new to the list.
    pub fn add_patient(
        &self,
        record: &Record,
        change: &NewChange<'_>,
    ) -> Result<(PatientId, ChangeId)> {
        let mut values = listed(record);
        values.extend(told(record));
        values.push(change.at.into());
        let id = self.db.insert(
            "INSERT INTO patients (state, nhs_number, born, left_on, search_name, sort_name, search_postcode,
                                   link_id, surname, first_forename, second_forename, other_forenames,
                                   title, previous_surname, sex, birthplace, house_name, road, locality, post_town,
                                   county, postcode, institute, drugs_dispensed, gp, accepted_on, left_reason,
                                   new_ha, fp69_expires_on, fp69_reason, removal_requested_on, removal_pending_until,
                                   out_of_area, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $34)",
            &values,
        )?;
        let id = PatientId::new(id);
        let after = Fields::of(record);
        let change = self.log_change(id, change, &Fields::default(), &after)?;

        Ok((id, change))
    }

    /// Changes a patient who is as `before` says; `None` where nothing differs.
    pub fn change_patient(
        &self,
        before: &Patient,
        record: &Record,
        change: &NewChange<'_>,
    ) -> Result<Option<ChangeId>> {
        let (old, new) = difference(&Fields::of(&before.record), &Fields::of(record));
        if new.is_empty() {
            return Ok(None);
        }
        let mut values = told(record);
        values.extend(given![change.at, before.id, before.version].to_vec());
        let changed = self.db.run(
            "UPDATE patients
             SET link_id = $1, surname = $2, first_forename = $3, second_forename = $4, other_forenames = $5, title = $6,
                 previous_surname = $7, sex = $8, birthplace = $9, house_name = $10, road = $11, locality = $12,
                 post_town = $13, county = $14, postcode = $15, institute = $16, drugs_dispensed = $17, gp = $18,
                 accepted_on = $19, left_reason = $20, new_ha = $21, fp69_expires_on = $22, fp69_reason = $23,
                 removal_requested_on = $24, removal_pending_until = $25, out_of_area = $26, changed_at = $27,
                 version = version + 1
             WHERE id = $28 AND version = $29",
            &values,
        )?;
        if changed != 1 {
            return Err(StoreError::Stale);
        }
        self.list_anew(before, record)?;

        self.log_change(before.id, change, &old, &new).map(Some)
    }

    /// A column that is named in an UPDATE has its indices written again, whether it differs or not: so those
    /// that are in an index are named only where one of them does.
    fn list_anew(&self, before: &Patient, record: &Record) -> Result<()> {
        let mut values = listed(record);
        if values == listed(&before.record) {
            return Ok(());
        }
        values.push(before.id.into());

        self.one(
            "UPDATE patients
             SET state = $1, nhs_number = $2, born = $3, left_on = $4, search_name = $5, sort_name = $6,
                 search_postcode = $7
             WHERE id = $8",
            &values,
        )
    }
}

/// The columns that stand in an index, and what is checked together with one of them.
fn listed(record: &Record) -> Vec<Value> {
    let (search_name, sort_name, search_postcode) = record.filed();

    given![
        record.state,
        record.nhs_number.clone(),
        record.born,
        record.left_on,
        search_name,
        sort_name,
        search_postcode,
    ]
    .to_vec()
}

/// All others.
fn told(record: &Record) -> Vec<Value> {
    let Record {
        state: _,
        link,
        nhs_number: _,
        surname,
        first_forename,
        second_forename,
        other_forenames,
        title,
        previous_surname,
        sex,
        born: _,
        birthplace,
        house_name,
        road,
        locality,
        post_town,
        county,
        postcode,
        institute,
        drugs_dispensed,
        gp,
        accepted_on,
        left_on: _,
        left_reason,
        new_ha,
        fp69_expires_on,
        fp69_reason,
        removal_requested_on,
        removal_pending_until,
        out_of_area,
    } = record.clone();

    given![
        link,
        surname,
        first_forename,
        second_forename,
        other_forenames,
        title,
        previous_surname,
        sex,
        birthplace,
        house_name,
        road,
        locality,
        post_town,
        county,
        postcode,
        institute,
        drugs_dispensed,
        gp,
        accepted_on,
        left_reason,
        new_ha,
        fp69_expires_on,
        fp69_reason,
        removal_requested_on,
        removal_pending_until,
        out_of_area,
    ]
    .to_vec()
}
