//! Doctors, each with the code that the link's other side knows.

use gplinks::Day;

use crate::db::{Row, given};
use crate::{DoctorId, LinkId, Read, Result, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctor {
    pub id: DoctorId,
    pub link: LinkId,
    pub name: String,
    pub code: String,
    pub from_on: Option<Day>,
    pub to_on: Option<Day>,
}

impl Doctor {
    fn take(row: &mut Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            link: row.take()?,
            name: row.take()?,
            code: row.take()?,
            from_on: row.take()?,
            to_on: row.take()?,
        })
    }

    /// At the practice on this day.
    pub fn is_here_on(&self, day: Day) -> bool {
        self.from_on.is_none_or(|from| from <= day) && self.to_on.is_none_or(|to| day <= to)
    }
}

impl Read<'_> {
    pub fn doctors(&self) -> Result<Vec<Doctor>> {
        self.db.rows(
            "SELECT id, link_id, name, code, from_on, to_on FROM doctors ORDER BY name, id",
            &[],
            Doctor::take,
        )
    }

    /// How many patients each doctor has on each link, of those who are on the list or have applied.
    pub fn patients_by_doctor(&self) -> Result<Vec<(LinkId, String, u64)>> {
        self.db.rows(
            "SELECT link_id, gp, count(*) FROM patients
             WHERE state IN ('applied', 'registered') GROUP BY link_id, gp ORDER BY link_id, gp",
            &[],
            |row| Ok((row.take()?, row.take()?, row.take()?)),
        )
    }
}

impl Write<'_> {
    pub fn add_doctor(
        &self,
        link: LinkId,
        name: &str,
        code: &str,
        from_on: Option<Day>,
        to_on: Option<Day>,
    ) -> Result<DoctorId> {
        self.db
            .insert(
                "INSERT INTO doctors (link_id, name, code, from_on, to_on) VALUES ($1, $2, $3, $4, $5)",
                given![link, name, code, from_on, to_on],
            )
            .map(DoctorId::new)
    }

    /// Changes what a doctor is called, and when they were at the practice. The code stays: letters were sent with it.
    pub fn set_doctor(
        &self,
        id: DoctorId,
        name: &str,
        from_on: Option<Day>,
        to_on: Option<Day>,
    ) -> Result<()> {
        self.one(
            "UPDATE doctors SET name = $1, from_on = $2, to_on = $3 WHERE id = $4",
            given![name, from_on, to_on, id],
        )
    }
}
