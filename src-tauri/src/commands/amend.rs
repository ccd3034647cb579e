//! Changing what PCSE has of a patient, for others of the household too.

use gplinks::{Checked, DeskRules, Filing, Minute, Occasion};
use practice::{Act, Filed, FilingId, PatientId, Person, ToFile};
use tauri::State;

use super::filed;
use crate::desk::Desk;
use crate::forms::{ONCE_MORE, altered, changed, checked, once_more, ready, sent, unasked};
use crate::problem::{Problem, ShellError};
use crate::session::{May, Session};
use crate::wire::{AmendBeginning, AmendChecked, AmendForm, FiledShown};

/// The form as it begins: what the record says, or why nothing can be changed.
#[tauri::command]
pub async fn begin_amendment(
    session: State<'_, Session>,
    patient: i64,
    filing: Option<i64>,
) -> Result<AmendBeginning, Problem> {
    session
        .may(May::Look, move |desk, act| {
            begin(desk, PatientId::new(patient), filing, act)
        })
        .await
}

/// What is filed and not sent begins with what it says, and moves nobody else.
pub(crate) fn begin(
    desk: &Desk,
    patient: PatientId,
    filing: Option<i64>,
    act: &Act<'_>,
) -> Result<AmendBeginning, Problem> {
    let practice = desk.practice();
    let page = practice.patient_page(patient, act.at)?;
    let settings = practice.settings()?;
    let (before, form, household) = match filing {
        Some(filing) => {
            let unsent = practice.unsent(FilingId::new(filing), act.at)?;
            let form = AmendForm::unsent(&unsent).ok_or(ShellError::NotUnderstood)?;

            (AmendForm::of(&unsent.before), form, Vec::new())
        }
        None => {
            let before = AmendForm::of(&page.person);
            let changed_on = Minute::at(act.at).day().iso();
            let form = AmendForm {
                changed_on,
                ..before.clone()
            };

            (before, form, page.household)
        }
    };

    Ok(AmendBeginning {
        dispenses: settings.dispenses,
        homes: settings.homes,
        before,
        form,
        person: page.person.into(),
        household: household.into_iter().map(Into::into).collect(),
        refused: practice.why_unchangeable(patient)?.map(str::to_owned),
    })
}

/// Everything that is wrong or doubtful in an amendment, and how it will read.
#[tauri::command]
pub async fn check_amendment(
    session: State<'_, Session>,
    form: AmendForm,
) -> Result<AmendChecked, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let person = without(desk, &form, act)?;
            let (found, _) = checked(&form, &person, &desk.practice().desk_rules(act.at)?);

            Ok(AmendChecked {
                longest_note: DeskRules::LONGEST_NOTE,
                altered: altered(&found.changes),
                problems: found.problems.into_iter().map(Into::into).collect(),
                sent: sent(&changed(&form, &person)),
            })
        })
        .await
}

/// The patient as they are without what is being changed.
fn without(desk: &Desk, form: &AmendForm, act: &Act<'_>) -> Result<Person, Problem> {
    Ok(match form.corrects {
        Some(filing) => {
            desk.practice()
                .unsent(FilingId::new(filing), act.at)?
                .before
        }
        None => desk
            .practice()
            .person(PatientId::new(form.patient), act.at)?,
    })
}

/// Files an amendment under the key of its form, and the same move for those who move too.
#[tauri::command]
pub async fn file_amendment(
    session: State<'_, Session>,
    key: String,
    form: AmendForm,
    answered: Vec<String>,
) -> Result<FiledShown, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            file(desk, &key, &form, &answered, act)
        })
        .await
}

pub(crate) fn file(
    desk: &Desk,
    key: &str,
    form: &AmendForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    if let Some(filing) = form.corrects {
        return correct(desk, FilingId::new(filing), form, answered, act);
    }
    let done = once(desk, key, form, answered, act)?;
    let others = form
        .also
        .iter()
        .map(|other| moved_too(desk, key, form, *other, &asked_of_all(answered), act));
    let told = others.collect::<Result<Vec<_>, _>>()?;

    filed(desk, done, told, act)
}

/// Changes what was filed and not sent. Why it changes is noted once.
fn correct(
    desk: &Desk,
    filing: FilingId,
    form: &AmendForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    let unsent = desk.practice().unsent(filing, act.at)?;
    let (found, occasion) = checked(form, &unsent.before, &desk.practice().desk_rules(act.at)?);
    unasked(&found.problems, answered)?;
    let is_known = |occasion: &Occasion| {
        let told = (occasion.reason.word().to_owned(), occasion.changed_on.iso());
        occasion.proof.is_none() && unsent.occasion.as_ref() == Some(&told)
    };
    let to_file = ToFile {
        spelling: form.spelling(),
        occasion: occasion.filter(|occasion| !is_known(occasion)),
        ..ToFile::new(drafted(desk, &unsent.before, found)?)
    };
    let practice = desk.practice();
    let done = practice.correct_with_form(filing, Some(form.seen), &to_file, act)?;

    filed(desk, done, Vec::new(), act)
}

/// What was filed under the key before is not filed again.
fn once(
    desk: &Desk,
    key: &str,
    form: &AmendForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<Filed, Problem> {
    if let Some(before) = desk.practice().filed_under(key)? {
        return Ok(before);
    }
    let patient = PatientId::new(form.patient);
    let person = desk.practice().person(patient, act.at)?;
    let (found, occasion) = checked(form, &person, &desk.practice().desk_rules(act.at)?);
    unasked(&found.problems, answered)?;
    let to_file = ToFile {
        once_more: once_more(answered),
        draft_key: Some(key.to_owned()),
        spelling: form.spelling(),
        occasion,
        ..ToFile::new(drafted(desk, &person, found)?)
    };

    Ok(desk
        .practice()
        .file_about(patient, form.seen, &to_file, act)?)
}

fn drafted(
    desk: &Desk,
    person: &Person,
    found: Checked<gplinks::Amendment>,
) -> Result<gplinks::Draft, Problem> {
    ready(desk, &person.ha, found, |filing| {
        Filing::Amendment(Box::new(filing))
    })
}

/// That the same is filed once more is said of one patient, not of the household.
fn asked_of_all(answered: &[String]) -> Vec<String> {
    let mut answered = answered.to_vec();
    answered.retain(|one| one != ONCE_MORE);

    answered
}

/// Somebody of the household who cannot be moved is named with the reason; the others are moved all the same.
fn moved_too(
    desk: &Desk,
    key: &str,
    form: &AmendForm,
    other: i64,
    answered: &[String],
    act: &Act<'_>,
) -> Result<String, Problem> {
    let person = desk.practice().person(PatientId::new(other), act.at)?;
    let name = &person.forenames;
    let form = form.moved_with(&person);

    Ok(
        match once(desk, &format!("{key} {other}"), &form, answered, act) {
            Ok(_) => format!("The same change is ready to send for {name}."),
            Err(problem) => format!("It was not filed for {name}: {}", problem.message),
        },
    )
}
