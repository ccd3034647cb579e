//! A person as a screen shows them: words and days, no codes that only a machine reads.

use std::collections::{BTreeMap, BTreeSet};

use gplinks::{Day, DeductionReason, Fp69Reason, Minute, Sex};
use jiff::Timestamp;
use store::{
    Answer, CorrectionKind, Doctor, FilingKind, Link, NoteOn, NoticeState, Patient, PatientId,
    PatientState, Read, Record,
};

use crate::inbox::{Item, NoteShown, item, note};
use crate::patient_view::Entry;
use crate::record::{forenames, shown_name};
use crate::{Practice, Result, Settings, corrections};

/// The banner of one patient. `Debug` shows the number of the record only.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub patient: PatientId,
    pub version: i64,
    pub record: Record,
    /// As lists and banners show it.
    pub name: String,
    pub forenames: String,
    /// `86y`, and in months and days for the youngest.
    pub age: Option<String>,
    pub sex: String,
    pub address: Vec<String>,
    /// The name, where the practice has it, and the code.
    pub doctor: String,
    /// Without the code.
    pub doctor_name: String,
    pub ha: String,
    /// Where they stand, as everybody reads it; `record.state` is what is kept.
    pub standing: String,
    pub left_reason: Option<String>,
    /// PCSE wants the records of somebody who is no longer on the list.
    pub asks_for_records: bool,
    pub fp69_reason: Option<String>,
}

/// A line of a list of patients. `Debug` shows the number of the record only.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub patient: PatientId,
    pub name: String,
    pub born: Option<Day>,
    pub sex: String,
    pub nhs_number: Option<String>,
    pub postcode: Option<String>,
    pub state: &'static str,
    /// The same as everybody reads it.
    pub standing: String,
    pub doctor: String,
}

/// Everything that a patient's page shows. `Debug` shows the number of the record only.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientPage {
    pub person: Person,
    pub timeline: Vec<Entry>,
    pub notes: Vec<NoteShown>,
    /// Others at the same address.
    pub household: Vec<PersonLine>,
    pub open_notices: Vec<Item>,
    /// What a manager put right last and has not taken back.
    pub put_right: Option<CorrectionKind>,
}

const REGISTERED: &str = "Registered";
/// More are never looked for.
const MOST: u32 = 200;

impl Practice {
    pub fn person(&self, patient: PatientId, at: Timestamp) -> Result<Person> {
        self.store().read(|r| {
            let names = Names::read(r, Some(at))?;

            Ok(person(&names, r.patient(patient)?, at))
        })
    }

    /// Those whom the search box finds, or, where nothing was typed, a page of the list; `after` is the last one shown.
    pub fn people(
        &self,
        query: &str,
        after: Option<PatientId>,
        most: u32,
        at: Timestamp,
    ) -> Result<Vec<PersonLine>> {
        let most = most.min(MOST);
        self.store().read(|r| {
            let names = Names::read(r, Some(at))?;
            let found = if query.trim().is_empty() {
                r.patients_after(after, most)?
            } else {
                let found = r.search(query, Minute::at(at).day(), MOST)?;
                following(found, after, most)
            };

            Ok(found.iter().map(|one| line(&names, one)).collect())
        })
    }

    pub fn patient_page(&self, patient: PatientId, at: Timestamp) -> Result<PatientPage> {
        let timeline = self.timeline(patient)?;
        self.store().read(|r| {
            let names = Names::read(r, Some(at))?;
            let settings = Settings::read(r)?;
            let found = r.patient(patient)?;
            let household = household(r, &names, &found)?;
            let mut open_notices = Vec::new();
            for notice in r.notices_of(patient)? {
                if notice.state == NoticeState::ToDecide {
                    open_notices.push(item(r, &settings, &notice, at)?);
                }
            }
            let notes = r.notes_on(NoteOn::Patient(patient))?;

            Ok(PatientPage {
                person: person(&names, found, at),
                timeline,
                notes: notes.into_iter().map(note).collect(),
                household,
                open_notices,
                put_right: corrections::last(r, patient)?.map(|last| last.kind),
            })
        })
    }
}

/// What the practice calls its doctors and its links.
pub(crate) struct Names {
    doctors: Vec<Doctor>,
    links: Vec<Link>,
    /// Those whose deduction nobody has decided.
    leaving: BTreeSet<PatientId>,
    /// Those whose registration was sent and not answered, and for how many days.
    waiting: BTreeMap<PatientId, Option<i64>>,
}

impl Names {
    /// `at` says how long somebody has waited.
    pub(crate) fn read(r: &Read<'_>, at: Option<Timestamp>) -> Result<Self> {
        let days = |since: Timestamp| {
            at.map(|at| Minute::at(at).day().days_since(Minute::at(since).day()))
        };
        let deductions = r.notices_undecided("F2")?;
        let filings = r.filings_answered(Answer::Waiting)?;
        let registrations = filings
            .iter()
            .filter(|filing| filing.kind == FilingKind::Registration);

        Ok(Self {
            doctors: r.doctors()?,
            links: r.links()?,
            leaving: deductions.iter().filter_map(|one| one.patient).collect(),
            waiting: registrations
                .map(|filing| (filing.patient, days(filing.created_at)))
                .collect(),
        })
    }

    /// Where somebody stands, in the words of the guide.
    fn standing(&self, patient: &Patient) -> String {
        match patient.record.state {
            PatientState::Applied => match self.waiting.get(&patient.id) {
                Some(Some(days)) => format!("Waiting for approval ({days} d)"),
                Some(None) => "Waiting for approval".to_owned(),
                None => "Registration not sent".to_owned(),
            },
            PatientState::Registered if self.leaving.contains(&patient.id) => "Leaving".to_owned(),
            PatientState::Registered => REGISTERED.to_owned(),
            PatientState::Left => "Left".to_owned(),
            PatientState::Died => "Deceased".to_owned(),
            PatientState::Rejected => "Rejected".to_owned(),
        }
    }

    /// The banner has the flag beside the standing; a list has one word.
    fn in_a_list(&self, patient: &Patient) -> String {
        let standing = self.standing(patient);
        let is_flagged = standing == REGISTERED && patient.record.is_flagged();

        if is_flagged {
            "FP69".to_owned()
        } else {
            standing
        }
    }

    fn doctor_name(&self, code: &str) -> Option<&str> {
        let known = self.doctors.iter().find(|doctor| doctor.code == code);

        known.map(|doctor| doctor.name.as_str())
    }

    fn doctor(&self, code: &str) -> String {
        self.doctor_name(code)
            .map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"))
    }

    fn ha(&self, record: &Record) -> String {
        let link = self.links.iter().find(|link| link.id == record.link);

        link.map(|link| link.cipher.clone()).unwrap_or_default()
    }
}

fn following(mut found: Vec<Patient>, after: Option<PatientId>, most: u32) -> Vec<Patient> {
    let last = after.and_then(|after| found.iter().position(|one| one.id == after));
    found.drain(..last.map_or(0, |last| last + 1));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));

    found
}

fn household(r: &Read<'_>, names: &Names, patient: &Patient) -> Result<Vec<PersonLine>> {
    let Some(postcode) = &patient.record.postcode else {
        return Ok(Vec::new());
    };
    let home = |record: &Record| (record.house_name.clone(), record.road.clone());
    let there = r.patients_at(postcode)?;
    let others = there
        .iter()
        .filter(|one| one.id != patient.id && home(&one.record) == home(&patient.record));

    Ok(others.map(|one| line(names, one)).collect())
}

pub(crate) fn line(names: &Names, patient: &Patient) -> PersonLine {
    let record = &patient.record;

    PersonLine {
        patient: patient.id,
        name: shown_name(record),
        born: record.born,
        sex: sex(record),
        nhs_number: record.nhs_number.clone(),
        postcode: record.postcode.clone(),
        state: record.state.word(),
        standing: names.in_a_list(patient),
        doctor: names.doctor(&record.gp),
    }
}

pub(crate) fn person(names: &Names, patient: Patient, at: Timestamp) -> Person {
    let standing = names.standing(&patient);
    let record = patient.record;
    let lines = [
        &record.house_name,
        &record.road,
        &record.locality,
        &record.post_town,
        &record.county,
    ];
    let today = match record.state {
        PatientState::Died => record.left_on,
        PatientState::Applied
        | PatientState::Registered
        | PatientState::Left
        | PatientState::Rejected => None,
    };
    let today = today.unwrap_or(Minute::at(at).day());
    let is_gone = matches!(record.state, PatientState::Left | PatientState::Died);
    let left_reason = record
        .left_reason
        .as_deref()
        .and_then(DeductionReason::read);
    let fp69_reason = record.fp69_reason.as_deref().and_then(Fp69Reason::read);

    Person {
        patient: patient.id,
        version: patient.version,
        name: shown_name(&record),
        forenames: forenames(&record),
        age: record.born.map(|born| age(born, today)),
        sex: sex(&record),
        address: lines.into_iter().flatten().cloned().collect(),
        doctor: names.doctor(&record.gp),
        doctor_name: names
            .doctor_name(&record.gp)
            .unwrap_or(&record.gp)
            .to_owned(),
        ha: names.ha(&record),
        standing,
        asks_for_records: is_gone
            && left_reason
                .as_ref()
                .is_some_and(DeductionReason::asks_for_records),
        left_reason: left_reason.map(|reason| reason.words()),
        fp69_reason: fp69_reason.map(|reason| reason.words()),
        record,
    }
}

fn sex(record: &Record) -> String {
    let words = Sex::parse(&record.sex).map(Sex::words);

    words.unwrap_or(&record.sex).to_owned()
}

/// Years, under two years months, under two months days.
fn age(born: Day, today: Day) -> String {
    let Ok(span) = born.date().until((jiff::Unit::Year, today.date())) else {
        return String::new();
    };
    let months = i32::from(span.get_years()) * 12 + span.get_months();

    match months {
        ..2 => format!("{}d", today.days_since(born).max(0)),
        2..24 => format!("{months}m"),
        _ => format!("{}y", span.get_years()),
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({})", self.patient)
    }
}

impl std::fmt::Debug for PersonLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonLine({})", self.patient)
    }
}

impl std::fmt::Debug for PatientPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PatientPage({})", self.person.patient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn an_age_is_told_in_the_unit_that_says_something() {
        let ages = [
            "2026-11-21",
            "2026-10-30",
            "2026-09-21",
            "2024-11-22",
            "2024-11-21",
            "1940-05-23",
        ]
        .map(|born| age(day(born), day("2026-11-21")));

        assert_eq!(ages, ["0d", "22d", "2m", "23m", "2y", "86y"]);
    }

    #[test]
    fn a_name_is_the_family_in_capitals_then_the_given_ones_and_the_title() {
        let sample = crate::sample::Sample::healthy();
        let listed = sample.practice.store().read(|r| r.patients_after(None, 1));
        let mut record = listed.unwrap().remove(0).record;
        record.second_forename = Some("Olu".to_owned());
        record.title = Some("Mr".to_owned());
        assert_eq!(shown_name(&record), "COLE, Tunde Olu (Mr)");

        (record.first_forename, record.second_forename) = (None, None);
        record.title = None;
        assert_eq!(shown_name(&record), "COLE");
    }

    #[test]
    fn a_standing_tells_what_is_waited_for_and_who_is_about_to_leave() {
        let sample = crate::sample::Sample::healthy();
        let names = sample
            .practice
            .store()
            .read(|r| Names::read(r, None))
            .unwrap();
        let listed = sample.practice.store().read(|r| r.patients_after(None, 1));
        let patient = listed.unwrap().remove(0);
        let standing = |state, names: &Names| {
            let mut patient = patient.clone();
            patient.record.state = state;

            names.standing(&patient)
        };

        assert_eq!(standing(PatientState::Registered, &names), "Registered");
        assert_eq!(standing(PatientState::Died, &names), "Deceased");
        assert_eq!(
            standing(PatientState::Applied, &names),
            "Registration not sent"
        );
        let names = Names {
            leaving: [patient.id].into(),
            waiting: [(patient.id, Some(3))].into(),
            ..names
        };
        assert_eq!(standing(PatientState::Registered, &names), "Leaving");
        assert_eq!(
            standing(PatientState::Applied, &names),
            "Waiting for approval (3 d)"
        );
        assert_eq!(standing(PatientState::Left, &names), "Left");
    }

    #[test]
    fn a_search_goes_on_after_the_last_one_that_was_shown() {
        let sample = crate::sample::Sample::healthy();
        let all = |query: &str, after, most| {
            let found = sample
                .practice
                .people(query, after, most, crate::sample::now())
                .unwrap();
            found.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };

        let first = sample
            .practice
            .people("", None, 1, crate::sample::now())
            .unwrap();

        assert_eq!(all("", None, 1), ["COLE, Tunde"]);
        assert_eq!(all("", Some(first[0].patient), 5), ["ADAIR, Niamh"]);
        assert_eq!(all("cole", None, 5), ["COLE, Tunde"]);
        assert!(all("cole", Some(first[0].patient), 5).is_empty());
    }
}
