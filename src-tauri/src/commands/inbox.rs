//! The inbox: its rows, one notice, and what a person decides about it.

use practice::{Act, Choice, Content, NoticeId, PatientId, View as Narrowed};
use tauri::State;

use super::drafts;
use crate::desk::Desk;
use crate::events::Kind;
use crate::problem::Problem;
use crate::session::{May, Session};
use crate::wire::{
    Candidate, DecideForm, DecisionShown, FormProblem, InboxRow, NoticeDetail, RemovalForm, Told,
    View,
};
use crate::{choices, forms, wire};

/// What a decision may have changed.
const DECIDED: [Kind; 3] = [Kind::Inbox, Kind::Patients, Kind::Outbox];
/// More are never told at once.
const MOST: usize = 1000;

/// A page of a view, oldest first; `after` is the last one that was shown.
#[tauri::command]
pub async fn inbox(
    session: State<'_, Session>,
    view: View,
    after: Option<i64>,
    most: usize,
) -> Result<Vec<InboxRow>, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let after = after.map(NoticeId::new);
            let items = desk
                .practice()
                .inbox(view.into(), after, most.min(MOST), act.at)?;

            Ok(items.into_iter().map(Into::into).collect())
        })
        .await
}

/// How many there are in a view.
#[tauri::command]
pub async fn inbox_count(session: State<'_, Session>, view: View) -> Result<u64, Problem> {
    session
        .may(May::Look, move |desk, act| {
            Ok(desk.practice().inbox_count(Narrowed::from(view), act.at)?)
        })
        .await
}

/// Everything about one notice.
#[tauri::command]
pub async fn notice(session: State<'_, Session>, notice: i64) -> Result<NoticeDetail, Problem> {
    session
        .may(May::Look, move |desk, act| {
            shown(desk, NoticeId::new(notice), act)
        })
        .await
}

/// Everything that is wrong or doubtful in what a choice needs.
#[tauri::command]
pub async fn check_decision(
    session: State<'_, Session>,
    form: DecideForm,
) -> Result<Vec<FormProblem>, Problem> {
    session
        .may(May::Look, move |desk, act| {
            Ok(drafts::found(desk, &form, act)?.shown())
        })
        .await
}

/// Decides about a notice as the window showed it. `answered` names the doubts that the clerk has been asked about.
#[tauri::command]
pub async fn decide(
    session: State<'_, Session>,
    form: DecideForm,
    answered: Vec<String>,
) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            decided(desk, &form, &answered, act)
        })
        .await
}

/// Undoes what was decided about a notice.
#[tauri::command]
pub async fn undo(
    session: State<'_, Session>,
    notice: i64,
    reason: Option<String>,
) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            let undone = desk
                .practice()
                .undo(NoticeId::new(notice), reason.as_deref(), act)?;
            desk.changed(&DECIDED);

            Ok(Told::or(undone.told, "Undone."))
        })
        .await
}

/// Whom a notice could be about, the likeliest first.
#[tauri::command]
pub async fn candidates(
    session: State<'_, Session>,
    notice: i64,
) -> Result<Vec<Candidate>, Problem> {
    session
        .may(May::Look, move |desk, act| {
            let found = desk.practice().candidates(NoticeId::new(notice))?;
            let candidate = |one: practice::Candidate| {
                Ok(Candidate {
                    person: desk.practice().person(one.patient, act.at)?.into(),
                    tests: one.tests.into_iter().map(Into::into).collect(),
                })
            };

            found.into_iter().map(candidate).collect()
        })
        .await
}

/// A person says which patient a notice is about.
#[tauri::command]
pub async fn match_notice(
    session: State<'_, Session>,
    notice: i64,
    patient: i64,
) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            let (notice, patient) = (NoticeId::new(notice), PatientId::new(patient));
            desk.practice().match_notice(notice, patient, act)?;
            desk.changed(&[Kind::Inbox, Kind::Patients]);

            Ok(Told::or(Vec::new(), "Matched. It waits for your decision."))
        })
        .await
}

/// A person says that a notice is about nobody here.
#[tauri::command]
pub async fn not_ours(
    session: State<'_, Session>,
    notice: i64,
    reason: String,
) -> Result<Told, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            desk.practice()
                .not_ours(NoticeId::new(notice), &reason, act)?;
            desk.changed(&[Kind::Inbox]);

            Ok(Told::or(
                Vec::new(),
                "Recorded: the message is about nobody here.",
            ))
        })
        .await
}

pub(crate) fn shown(desk: &Desk, notice: NoticeId, act: &Act<'_>) -> Result<NoticeDetail, Problem> {
    let practice = desk.practice();
    let detail = practice.notice_detail(notice, act.at)?;
    let (person, timeline) = match detail.item.patient {
        Some(patient) => (
            Some(practice.person(patient, act.at)?.into()),
            practice.timeline(patient)?,
        ),
        None => (None, Vec::new()),
    };

    let kind = detail.item.kind.clone();
    let asked = asked_before(desk, &detail, act)?;
    let decisions = detail.decisions.into_iter();
    let decisions = decisions.map(|one| DecisionShown::of(&kind, one)).collect();

    Ok(NoticeDetail {
        choices: choices::shown(
            &detail.item.kind,
            &detail.choices,
            choices::Open {
                number: detail.brings_another_number,
                day: detail.lacks_day,
                why: detail.asks_why,
            },
        ),
        asked,
        outline: detail.item.outline.clone(),
        row: detail.item.into(),
        person,
        tests: detail.tests.into_iter().map(Into::into).collect(),
        routine_tests: detail.routine_tests.into_iter().map(Into::into).collect(),
        rows: detail.rows.into_iter().map(Into::into).collect(),
        days_taken: detail.days_taken,
        quarter: detail.quarter.map(Into::into),
        missing_before: detail.missing_before,
        came_again: detail.came_again,
        filing: detail.filing.map(practice::FilingId::get),
        number_held_by: detail.number_held_by.map(Into::into),
        decisions,
        notes: detail.notes.into_iter().map(Into::into).collect(),
        earlier: detail.earlier.map(NoticeId::get),
        patient_version: detail.patient_version,
        may_undo: detail.may_undo,
        in_clinical_system: detail.in_clinical_system,
        timeline: timeline.into_iter().map(Into::into).collect(),
        message: practice::segments(&detail.raw)
            .into_iter()
            .map(wire::Segment::from)
            .collect(),
    })
}

/// What the request said that a reply answers. A reply is read all the same where that cannot be told.
fn asked_before(
    desk: &Desk,
    detail: &practice::NoticeDetail,
    act: &Act<'_>,
) -> Result<Option<RemovalForm>, Problem> {
    let ("F11", Some(filing), Some(patient)) = (
        detail.item.kind.as_str(),
        detail.filing,
        detail.item.patient,
    ) else {
        return Ok(None);
    };
    let person = desk.practice().person(patient, act.at)?;
    let filed = desk.practice().outbox_detail(filing, act.at)?;
    let content = Content::read(&filed.filing.content).ok();

    Ok(content.and_then(|content| forms::asked(&content, patient, person.version)))
}

pub(crate) fn decided(
    desk: &Desk,
    form: &DecideForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<Told, Problem> {
    let given = drafts::found(desk, form, act)?.given(form, answered)?;
    let choice = Choice::parse(&form.choice, given)?;
    let decided = desk.practice().decide_as_shown(
        NoticeId::new(form.notice),
        &choice,
        form.reason.as_deref(),
        form.seen,
        act,
    )?;
    desk.changed(&DECIDED);

    Ok(Told::or(decided.told, "Recorded."))
}
