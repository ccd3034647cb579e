//! What would go wrong if something were filed now: read before a practice goes live, and after doctors change.

use gplinks::{Day, Minute};
use jiff::Timestamp;
use store::{Doctor, Link, LinkId, Read};

use crate::{Practice, Result, Settings};

/// Something to mend, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub words: String,
    /// Nothing can be filed until it is mended; or else it is only to be looked at.
    pub stops: bool,
}

impl Practice {
    /// Everything that is found wrong with the practice's settings; nothing where all is well.
    pub fn validation(&self, at: Timestamp) -> Result<Vec<Finding>> {
        self.store().read(|r| {
            let today = Minute::at(at).day();
            let (links, doctors) = (r.links()?, r.doctors()?);
            let mut found: Vec<Finding> = links
                .iter()
                .filter_map(|link| without_doctor(link, &doctors, today))
                .collect();
            found.extend(patients(r, &links, &doctors, today)?);
            let settings = Settings::read(r)?;
            if settings.outside_area.is_empty() {
                found.push(Finding {
                    words: "No postcode districts are named as outside the area, so nobody is warned of one.".to_owned(),
                    stops: false,
                });
            }

            Ok(found)
        })
    }
}

fn without_doctor(link: &Link, doctors: &[Doctor], today: Day) -> Option<Finding> {
    let mut current = doctors
        .iter()
        .filter(|doctor| doctor.link == link.id && doctor.is_here_on(today));

    current.next().is_none().then(|| Finding {
        words: format!(
            "No doctor with both codes is at the practice today for {}: nothing can be filed there.",
            link.service_code
        ),
        stops: true,
    })
}

/// Patients whose doctor is unknown, or has left.
fn patients(r: &Read<'_>, links: &[Link], doctors: &[Doctor], today: Day) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (link, code, count) in r.patients_by_doctor()? {
        let doctor = doctors
            .iter()
            .find(|doctor| doctor.link == link && doctor.code == code);
        let patients = if count == 1 {
            "1 patient is".to_owned()
        } else {
            format!("{count} patients are")
        };
        match doctor {
            None => found.push(Finding {
                words: format!(
                    "{patients} with {code}, whom {} does not know here. Add the doctor with this code.",
                    service(links, link)
                ),
                stops: false,
            }),
            Some(doctor) if !doctor.is_here_on(today) => found.push(Finding {
                words: format!("{patients} still with {}, who is not here today.", doctor.name),
                stops: false,
            }),
            Some(_) => {}
        }
    }

    Ok(found)
}

fn service(links: &[Link], id: LinkId) -> &str {
    let link = links.iter().find(|link| link.id == id);

    link.map(|link| link.service_code.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, manager, now};

    #[test]
    fn a_practice_whose_only_doctor_has_left_can_file_nothing() {
        let sample = Sample::healthy();
        let stopped = |found: &[Finding]| found.iter().any(|one| one.stops);
        assert!(!stopped(&sample.practice.validation(now()).unwrap()));

        for doctor in sample.practice.doctors().unwrap() {
            let ended = Day::parse("2026-11-01").ok();
            sample
                .practice
                .change_doctor(doctor.id, &doctor.name, (None, ended), &manager())
                .unwrap();
        }

        let found = sample.practice.validation(now()).unwrap();
        assert!(stopped(&found));
        assert!(
            found.iter().any(|one| one.words.contains("still with")),
            "{found:?}"
        );
    }
}
