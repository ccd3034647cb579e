//! Asking PCSE to remove a patient, and removing somebody who lives out of the area.

use gplinks::{DeskRules, Filing};
use practice::{Act, FilingId, PatientId, Person, ToFile};
use tauri::State;

use super::filed;
use crate::desk::Desk;
use crate::forms::{direct, note, once_more, ready, requested, unasked, unsent};
use crate::problem::{Problem, ShellError};
use crate::session::{May, Session};
use crate::wire::{FiledShown, RemovalChecked, RemovalForm, RemovalReason};

/// Everything that is wrong or doubtful in a request, or why none can be made.
#[tauri::command]
pub async fn check_removal(
    session: State<'_, Session>,
    form: RemovalForm,
) -> Result<RemovalChecked, Problem> {
    session
        .may(May::Look, move |desk, act| check(desk, &form, act))
        .await
}

pub(crate) fn check(
    desk: &Desk,
    form: &RemovalForm,
    act: &Act<'_>,
) -> Result<RemovalChecked, Problem> {
    let practice = desk.practice();
    let person = practice.person(PatientId::new(form.patient), act.at)?;
    let rules = practice.desk_rules(act.at)?;
    let problems = if form.reason == RemovalReason::OutOfArea {
        direct(form, &person).check(&rules).problems
    } else {
        requested(form, &person).check(&rules).problems
    };

    Ok(RemovalChecked {
        refused: refused(desk, form, act)?.map(str::to_owned),
        problems: problems.into_iter().map(Into::into).collect(),
        note: gplinks::as_sent(&note(form)),
        longest_note: DeskRules::LONGEST_NOTE,
    })
}

/// What is changed before it is sent was asked for by itself.
fn refused(
    desk: &Desk,
    form: &RemovalForm,
    act: &Act<'_>,
) -> Result<Option<&'static str>, Problem> {
    let (practice, patient) = (desk.practice(), PatientId::new(form.patient));

    Ok(match (form.corrects, form.reason) {
        (Some(_), _) => None,
        (None, RemovalReason::OutOfArea) => practice.why_unchangeable(patient)?,
        (None, _) => practice.why_not_asked(patient, act.at)?,
    })
}

/// What a request or a removal says that was not sent yet, to be changed.
#[tauri::command]
pub async fn unsent_removal(
    session: State<'_, Session>,
    filing: i64,
) -> Result<RemovalForm, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let found = desk.practice().unsent(FilingId::new(filing), act.at)?;

            Ok(unsent(&found).ok_or(ShellError::NotUnderstood)?)
        })
        .await
}

/// Files a request to remove a patient, or a manager's direct removal, under the key of its form.
#[tauri::command]
pub async fn file_removal(
    session: State<'_, Session>,
    key: String,
    form: RemovalForm,
    answered: Vec<String>,
) -> Result<FiledShown, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            file(desk, key, &form, &answered, act)
        })
        .await
}

pub(crate) fn file(
    desk: &Desk,
    key: String,
    form: &RemovalForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    if let Some(before) = desk.practice().filed_under(&key)? {
        return filed(desk, before, Vec::new(), act);
    }
    let patient = PatientId::new(form.patient);
    let person = desk.practice().person(patient, act.at)?;
    if let Some(filing) = form.corrects {
        let to_file = drafted(desk, form, &person, answered, act)?;
        let practice = desk.practice();
        let filing = FilingId::new(filing);
        let done = practice.correct_with_form(filing, Some(form.seen), &to_file, act)?;
        return filed(desk, done, Vec::new(), act);
    }
    let practice = desk.practice();
    let draft_key = Some(key);
    let to_file = ToFile {
        draft_key,
        once_more: once_more(answered),
        ..drafted(desk, form, &person, answered, act)?
    };
    let done = if form.reason == RemovalReason::OutOfArea {
        practice.remove_directly(patient, form.seen, &to_file, &form.why, act)?
    } else {
        practice.file_about(patient, form.seen, &to_file, act)?
    };

    filed(desk, done, Vec::new(), act)
}

fn drafted(
    desk: &Desk,
    form: &RemovalForm,
    person: &Person,
    answered: &[String],
    act: &Act<'_>,
) -> Result<ToFile, Problem> {
    if form.reason == RemovalReason::OutOfArea {
        removal(desk, form, person, act)
    } else {
        request(desk, form, person, answered, act)
    }
}

fn removal(
    desk: &Desk,
    form: &RemovalForm,
    person: &Person,
    act: &Act<'_>,
) -> Result<ToFile, Problem> {
    let found = direct(form, person).check(&desk.practice().desk_rules(act.at)?);

    Ok(ToFile::new(ready(
        desk,
        &person.ha,
        found,
        Filing::Removal,
    )?))
}

fn request(
    desk: &Desk,
    form: &RemovalForm,
    person: &Person,
    answered: &[String],
    act: &Act<'_>,
) -> Result<ToFile, Problem> {
    let found = requested(form, person).check(&desk.practice().desk_rules(act.at)?);
    unasked(&found.problems, answered)?;

    Ok(ToFile::new(ready(
        desk,
        &person.ha,
        found,
        Filing::DeductionRequest,
    )?))
}
