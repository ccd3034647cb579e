//! JSON to a letter.

use fhir::{CleanFiling, CleanRefusal, FilingKind, ReadFiling, Refusals};
use gplinks::{DeskRules, Draft, FieldChange, FieldProblem, Newlines};

use crate::args::ToEdifact;
use crate::error::{Failure, Remark, Weight};
use crate::input::Source;
use crate::output::{self, Told};

pub(crate) fn to_edifact(asked: &ToEdifact) -> Result<Told, Failure> {
    let source = Source::of(&asked.file);
    let json = String::from_utf8(source.read()?).map_err(|_| Failure::NotUtf8 {
        file: source.shown(),
    })?;
    let (draft, remarks) = if asked.clean {
        // The rules are those of the day that the letter bears, so that the same words give the same
        // letter on any day.
        clean(&json, asked.kind, &DeskRules::on(asked.at.day()))?
    } else {
        adaptor(&json, asked.kind)?
    };

    let letter = draft.number(asked.numbers, asked.at);
    let written = letter
        .write(Newlines::Between)
        .map_err(Failure::Unwritable)?;
    output::result(&written)?;

    Ok(Told::warned(remarks))
}

/// JSON in the adaptor's manner.
fn adaptor(json: &str, kind: Option<FilingKind>) -> Result<(Draft, Vec<Remark>), Failure> {
    let ReadFiling { draft, remarks } = fhir::read_filing(json, kind).map_err(refused)?;

    Ok((draft, remarks.iter().map(repaired).collect()))
}

/// JSON in plain text, checked by the rules of the desk.
pub(crate) fn clean(
    json: &str,
    kind: Option<FilingKind>,
    rules: &DeskRules,
) -> Result<(Draft, Vec<Remark>), Failure> {
    let CleanFiling {
        draft,
        problems,
        changes,
    } = fhir::read_clean(json, kind, rules).map_err(refused_by_desk)?;

    Ok((draft, desk_remarks(&problems, &changes)))
}

/// JSON in the adaptor's manner, checked by the rules of the desk.
pub(crate) fn released(json: &str, rules: &DeskRules) -> Result<(Draft, Vec<Remark>), Failure> {
    let (filing, repairs) = fhir::read_released(json, None, rules).map_err(refused_by_desk)?;
    let mut remarks = desk_remarks(&filing.problems, &filing.changes);
    remarks.extend(repairs.iter().map(repaired));

    Ok((filing.draft, remarks))
}

fn refused(refusals: Refusals) -> Failure {
    let remarks = refusals.iter().map(|refusal| {
        Remark::new(Weight::Error, refusal.code(), refusal.fault.to_string()).at(refusal.pointer())
    });

    Failure::Refused(remarks.collect())
}

pub(crate) fn refused_by_desk(refusal: CleanRefusal) -> Failure {
    match refusal {
        CleanRefusal::Body(refusals) => refused(refusals),
        CleanRefusal::Form { problems, changes } => {
            Failure::Refused(desk_remarks(&problems, &changes))
        }
    }
}

fn repaired(remark: &fhir::Remark) -> Remark {
    Remark::new(
        Weight::Warning,
        remark.repair.code(),
        remark.repair.to_string(),
    )
    .at(&remark.pointer)
}

/// What keeps the filing from being sent comes first.
pub(crate) fn desk_remarks(problems: &[FieldProblem], changes: &[FieldChange]) -> Vec<Remark> {
    let mut remarks: Vec<_> = problems.iter().map(desk_remark).collect();
    remarks.sort_by_key(|remark| remark.weight != Weight::Error);
    let is_visible = |told: &&FieldChange| told.change.kind != edifact::ChangeKind::Case;
    remarks.extend(changes.iter().filter(is_visible).map(written_otherwise));

    remarks
}

fn desk_remark(problem: &FieldProblem) -> Remark {
    let weight = match problem.weight {
        gplinks::Weight::Soft => Weight::Warning,
        gplinks::Weight::Hard => Weight::Error,
    };

    Remark::new(weight, problem.code, problem.message.clone()).at(problem.field.name())
}

fn written_otherwise(told: &FieldChange) -> Remark {
    let FieldChange { field, change } = told;
    let place = format!("character {} of the {}", change.at + 1, field.words());
    let message = match change.to.as_str() {
        "" => format!("{place}, {}, is left out", change.from),
        to => format!("{place}, {}, is sent as {to}", change.from),
    };

    Remark::new(Weight::Warning, "E823", message).at(field.name())
}
