//! Why a notice is thought to be about somebody, in words; and who else it could be about.

use std::collections::BTreeMap;

use gplinks::{Day, PatientNumber};
use serde::Serialize;
use store::{
    Answer, FilingKind, Notice, NoticeId, Patient, PatientId, Read, Record, folded, folded_postcode,
};

use super::said;
use crate::{Practice, Result};

/// A test that a match passes or not; `None` where the notice or the record does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Test {
    pub words: &'static str,
    pub holds: Option<bool>,
}

/// Somebody whom an unmatched notice could be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub patient: PatientId,
    pub score: u32,
    pub tests: Vec<Test>,
}

/// The tests with what each counts for.
const NUMBER: (&str, u32) = ("NHS number the same", 8);
const TRANSACTION: (&str, u32) = ("Transaction number of our registration", 8);
const BORN: (&str, u32) = ("Date of birth the same", 3);
const SURNAME: (&str, u32) = ("Surname the same", 3);
const POSTCODE: (&str, u32) = ("Postcode the same", 2);
const DOCTOR: (&str, u32) = ("Doctor the same", 1);

/// More are never proposed.
const MOST: usize = 10;

/// What a notice says by which somebody can be known.
#[derive(Default)]
struct Marks<'n> {
    numbers: Vec<&'n PatientNumber>,
    born: Option<Day>,
    surname: Option<&'n str>,
    postcode: Option<&'n str>,
    /// They are what the record will say, so that a difference proves nothing.
    are_new: bool,
    answers_a_registration: bool,
}

/// Whether two records may be one person's.
pub(crate) fn same_person(one: &Record, other: &Record) -> Vec<Test> {
    let both = |test: (&'static str, u32), same: Option<bool>| Test {
        words: test.0,
        holds: same,
    };
    let born = one.born.zip(other.born).map(|(one, other)| one == other);
    let postcodes = one.postcode.as_deref().zip(other.postcode.as_deref());

    vec![
        both(BORN, born),
        both(
            SURNAME,
            Some(folded(&one.surname) == folded(&other.surname)),
        ),
        both(
            POSTCODE,
            postcodes.map(|(one, other)| folded_postcode(one) == folded_postcode(other)),
        ),
    ]
}

impl Practice {
    /// Why a notice is thought to be about its patient; nothing where it has none.
    pub fn why_matched(&self, notice: NoticeId) -> Result<Vec<Test>> {
        self.store().read(|r| {
            let notice = r.notice(notice)?;
            match notice.patient {
                Some(patient) => tests_of(r, &notice, &r.patient(patient)?),
                None => Ok(Vec::new()),
            }
        })
    }

    /// Whom a notice could be about, the likeliest first.
    pub fn candidates(&self, notice: NoticeId) -> Result<Vec<Candidate>> {
        self.store().read(|r| {
            let notice = r.notice(notice)?;
            let Some(says) = said(&notice)? else {
                return Ok(Vec::new());
            };
            let marks = Marks::of(&says);
            let mut found = Vec::new();
            for patient in alike(r, &notice, &marks)?.values() {
                found.push(candidate(r, &notice, &marks, patient)?);
            }
            found.sort_by_key(|one| (std::cmp::Reverse(one.score), one.patient));
            found.truncate(MOST);

            Ok(found)
        })
    }
}

pub(crate) fn tests_of(r: &Read<'_>, notice: &Notice, patient: &Patient) -> Result<Vec<Test>> {
    let Some(says) = said(notice)? else {
        return Ok(Vec::new());
    };
    let weighed = weigh(r, notice, &Marks::of(&says), patient)?;

    Ok(weighed.into_iter().map(|(test, _)| test).collect())
}

fn candidate(
    r: &Read<'_>,
    notice: &Notice,
    marks: &Marks<'_>,
    patient: &Patient,
) -> Result<Candidate> {
    let weighed = weigh(r, notice, marks, patient)?;
    let passed = weighed.iter().filter(|(test, _)| test.holds == Some(true));

    Ok(Candidate {
        patient: patient.id,
        score: passed.map(|(_, weight)| weight).sum(),
        tests: weighed.into_iter().map(|(test, _)| test).collect(),
    })
}

fn weigh(
    r: &Read<'_>,
    notice: &Notice,
    marks: &Marks<'_>,
    patient: &Patient,
) -> Result<Vec<(Test, u32)>> {
    let record = &patient.record;
    let same = |given: Option<String>, kept: Option<String>| match (given, kept) {
        (Some(given), Some(kept)) if given == kept => Some(true),
        (Some(_), Some(_)) if !marks.are_new => Some(false),
        _ => None,
    };
    let gp = notice.gp.clone().map(|gp| gp == record.gp);
    let mut tests = vec![
        (NUMBER, marks.number_is(record.nhs_number.as_deref())),
        (
            BORN,
            same(marks.born.map(Day::iso), record.born.map(Day::iso)),
        ),
        (
            SURNAME,
            same(marks.surname.map(folded), Some(folded(&record.surname))),
        ),
        (
            POSTCODE,
            same(
                marks.postcode.map(folded_postcode),
                record.postcode.as_deref().map(folded_postcode),
            ),
        ),
        (DOCTOR, gp),
    ];
    if marks.answers_a_registration {
        tests.insert(
            0,
            (
                TRANSACTION,
                Some(registrants(r, notice)?.contains(&patient.id)),
            ),
        );
    }

    Ok(tests
        .into_iter()
        .map(|((words, weight), holds)| (Test { words, holds }, weight))
        .collect())
}

/// Everybody who shares something with the notice.
fn alike(r: &Read<'_>, notice: &Notice, marks: &Marks<'_>) -> Result<BTreeMap<PatientId, Patient>> {
    let mut found = Vec::new();
    for number in &marks.numbers {
        found.extend(r.patient_numbered(&number.written())?);
    }
    if marks.answers_a_registration {
        for patient in registrants(r, notice)?
            .into_iter()
            .chain(waiting(r, notice)?)
        {
            found.push(r.patient(patient)?);
        }
    }
    if let Some(surname) = marks.surname {
        found.extend(r.patients_called(surname)?);
    }
    if let Some(born) = marks.born {
        found.extend(r.patients_born(born)?);
    }
    if let Some(postcode) = marks.postcode {
        found.extend(r.patients_at(postcode)?);
    }

    Ok(found
        .into_iter()
        .map(|patient| (patient.id, patient))
        .collect())
}

/// Those for whom a registration with the notice's number was sent, answered or not.
fn registrants(r: &Read<'_>, notice: &Notice) -> Result<Vec<PatientId>> {
    let Some(tn) = notice.tn else {
        return Ok(Vec::new());
    };
    let filings = r.filings_by_tn(FilingKind::Registration, notice.link, tn)?;

    Ok(filings.into_iter().map(|filing| filing.patient).collect())
}

/// Those whose registration waits for an answer.
fn waiting(r: &Read<'_>, notice: &Notice) -> Result<Vec<PatientId>> {
    let filings = r.filings_answered(Answer::Waiting)?;

    Ok(filings
        .into_iter()
        .filter(|filing| filing.kind == FilingKind::Registration && filing.link == notice.link)
        .map(|filing| filing.patient)
        .collect())
}

impl<'n> Marks<'n> {
    fn of(says: &'n gplinks::Notice) -> Self {
        let marks = Self {
            numbers: says.number().into_iter().collect(),
            ..Self::default()
        };
        match says {
            gplinks::Notice::Amendment(amendment) => Self {
                numbers: marks
                    .numbers
                    .into_iter()
                    .chain(&amendment.new_number)
                    .collect(),
                born: amendment.changes.born,
                surname: amendment
                    .changes
                    .name
                    .surname
                    .as_ref()
                    .map(|name| name.as_str()),
                are_new: true,
                ..Self::default()
            },
            gplinks::Notice::Fp69(notice) => Self {
                born: notice.born,
                surname: notice.name.surname.as_ref().map(|name| name.as_str()),
                postcode: notice
                    .address
                    .as_ref()
                    .and_then(|address| address.postcode.as_ref())
                    .map(|postcode| postcode.as_str()),
                ..marks
            },
            gplinks::Notice::Approval(_)
            | gplinks::Notice::Rejection(_)
            | gplinks::Notice::RecordsSent(_) => Self {
                answers_a_registration: true,
                ..marks
            },
            gplinks::Notice::Deduction(_)
            | gplinks::Notice::Fp69Removal(_)
            | gplinks::Notice::RequestReply(_)
            | gplinks::Notice::RecordsFlagRemoval(_)
            | gplinks::Notice::CloseQuarter(_)
            | gplinks::Notice::Unknown => marks,
        }
    }

    fn number_is(&self, kept: Option<&str>) -> Option<bool> {
        let kept = kept?;
        if self.numbers.is_empty() {
            return None;
        }

        Some(self.numbers.iter().any(|number| number.written() == kept))
    }
}
