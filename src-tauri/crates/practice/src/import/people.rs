//! What rows are looked up in: the practice's links and doctors, and the day it is.

use gplinks::Day;
use store::{Doctor, Link, LinkId, Read, folded};

use crate::Result;

pub(super) struct People {
    links: Vec<Link>,
    doctors: Vec<Doctor>,
    pub(super) today: Day,
}

impl People {
    pub(super) fn read(r: &Read<'_>, today: Day) -> Result<Self> {
        Ok(Self {
            links: r.links()?,
            doctors: r.doctors()?,
            today,
        })
    }

    /// By cipher or link code; a practice with one link need not say.
    pub(super) fn link(&self, cell: &str) -> Result<LinkId, &'static str> {
        let code = cell.to_ascii_uppercase();
        let mut links = self
            .links
            .iter()
            .filter(|link| cell.is_empty() || link.cipher == code || link.service_code == code);
        match (links.next(), links.next()) {
            (Some(link), None) => Ok(link.id),
            (Some(_), Some(_)) => {
                Err("the practice has several links; this must be the cipher of one of them")
            }
            (None, _) => Err("the practice has no link with this cipher"),
        }
    }

    /// By the whole code, one half of it or the name, where that is one doctor. A practice with one
    /// doctor need not say.
    pub(super) fn doctor(&self, link: LinkId, cell: &str) -> Result<String, &'static str> {
        let name = folded(cell);
        let is_meant = |doctor: &&Doctor| {
            let half = doctor.code.split(',').any(|half| half.trim() == cell);

            doctor.link == link
                && (cell.is_empty() || doctor.code == cell || half || folded(&doctor.name) == name)
        };
        let mut doctors = self.doctors.iter().filter(is_meant);
        match (doctors.next(), doctors.next()) {
            (Some(doctor), None) => Ok(doctor.code.clone()),
            (Some(_), Some(_)) if cell.is_empty() => {
                Err("the doctor is missing, and the practice has several")
            }
            (Some(_), Some(_)) => Err("this can be more than one doctor of the practice"),
            (None, _) => Err(
                "this is no doctor of the practice on this link; use the code that the doctor has in the settings",
            ),
        }
    }
}
