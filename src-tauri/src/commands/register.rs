//! Registering a patient: what the form begins with, what is found in it, and filing it.

use gplinks::{
    CIPHERS, Day, DeskRules, Field, FieldProblem, Filing, Minute, needed_past_day, past_day,
};
use practice::{Act, Choice, FilingId, FromForm, NoticeId, PatientId, Spelling, ToFile, Typed};
use tauri::State;

use super::filed;
use crate::desk::Desk;
use crate::forms::{self, altered, ready, unasked};
use crate::problem::{Problem, ShellError};
use crate::session::{May, Session};
use crate::wire::{
    Authority, BeginFrom, Beginning, FiledShown, GpChoice, Origin, RegisterChecked,
    RegisterChoices, RegisterForm, SentAs,
};

/// What the fields of the form can be chosen from.
#[tauri::command]
pub async fn register_choices(session: State<'_, Session>) -> Result<RegisterChoices, Problem> {
    session.may(May::Look, choices).await
}

/// The form as it begins.
#[tauri::command]
pub async fn begin_registration(
    session: State<'_, Session>,
    from: BeginFrom,
) -> Result<Beginning, Problem> {
    session
        .may(May::Decide, move |desk, act| forms::begin(desk, from, act))
        .await
}

/// Everything that is wrong or doubtful in a form, how it will read, and whom it could be about.
#[tauri::command]
pub async fn check_registration(
    session: State<'_, Session>,
    form: RegisterForm,
) -> Result<RegisterChecked, Problem> {
    session
        .may(May::Look, move |desk, act| checked(desk, &form, act))
        .await
}

/// Files a registration under the key of its form. `answered` names the doubts that the clerk has been asked about.
#[tauri::command]
pub async fn file_registration(
    session: State<'_, Session>,
    key: String,
    form: RegisterForm,
    answered: Vec<String>,
) -> Result<FiledShown, Problem> {
    session
        .may(May::Decide, move |desk, act| {
            file(desk, key, &form, &answered, act)
        })
        .await
}

fn choices(desk: &Desk, act: &Act<'_>) -> Result<RegisterChoices, Problem> {
    let (doctors, links) = desk.practice().doctors_on(act.at)?;
    let settings = desk.practice().settings()?;
    let authority = |ha: &str, name: &str| Authority {
        ha: ha.to_owned(),
        name: name.to_owned(),
    };

    Ok(RegisterChoices {
        gps: doctors
            .into_iter()
            .map(|doctor| GpChoice {
                code: doctor.code,
                name: doctor.name,
                ha: doctor.ha,
            })
            .collect(),
        authorities: links
            .iter()
            .map(|link| authority(&link.ha, &link.name))
            .collect(),
        areas: CIPHERS
            .iter()
            .map(|(ha, name)| authority(ha, name))
            .collect(),
        today: Minute::at(act.at).day().iso(),
        longest_note: DeskRules::LONGEST_NOTE,
        dispenses: settings.dispenses,
        homes: settings.homes,
    })
}

pub(crate) fn checked(
    desk: &Desk,
    form: &RegisterForm,
    act: &Act<'_>,
) -> Result<RegisterChecked, Problem> {
    let rules = desk.practice().desk_rules(act.at)?;
    let mut found = forms::typed(form).check(&rules);
    found
        .problems
        .extend(Days::read(form, &rules).err().unwrap_or_default());
    found.problems.sort_by_key(|problem| problem.field);
    let own = own(desk, form, act)?;
    let person = match own {
        Some(own) => Some(desk.practice().person(own, act.at)?.into()),
        None => None,
    };
    let known = desk.practice().known_people(&Typed {
        number: &form.nhs_number,
        surname: &form.surname,
        forename: &form.first_forename,
        born: Day::parse(&form.born).ok(),
        postcode: &form.postcode,
        own,
    })?;
    let sent = forms::SENT.into_iter().map(|(field, take)| SentAs {
        field: field.to_owned(),
        text: gplinks::as_sent(take(form)),
    });

    Ok(RegisterChecked {
        altered: altered(&found.changes),
        problems: found.problems.into_iter().map(Into::into).collect(),
        sent: sent.filter(|one| !one.text.is_empty()).collect(),
        holder: known.holder.map(Into::into),
        alike: known.alike.into_iter().map(Into::into).collect(),
        neighbours: known.neighbours.into_iter().map(Into::into).collect(),
        person,
    })
}

/// Who is registered again.
fn own(desk: &Desk, form: &RegisterForm, act: &Act<'_>) -> Result<Option<PatientId>, Problem> {
    Ok(match form.origin {
        Origin::Nothing => None,
        Origin::Rejected { patient, .. }
        | Origin::Earlier { patient }
        | Origin::Unsent { patient, .. } => Some(PatientId::new(patient)),
        Origin::Rejection { notice, .. } | Origin::Deduction { notice, .. } => {
            let detail = desk
                .practice()
                .notice_detail(NoticeId::new(notice), act.at)?;

            detail.item.patient
        }
    })
}

pub(crate) fn file(
    desk: &Desk,
    key: String,
    form: &RegisterForm,
    answered: &[String],
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    // The first answer was lost on its way: what was done is told once more.
    if let Some(before) = desk.practice().filed_under(&key)? {
        return filed(desk, before, Vec::new(), act);
    }
    let rules = desk.practice().desk_rules(act.at)?;
    let found = forms::typed(form).check(&rules);
    let days = Days::read(form, &rules).map_err(ShellError::Form)?;
    unasked(&found.problems, answered)?;
    let draft = ready(desk, &form.ha, found, |filing| {
        Filing::Acceptance(Box::new(filing))
    })?;
    let from_form = FromForm {
        key,
        note: days.note(),
        spelling: Spelling::new(forms::SENT.map(|(_, take)| take(form))),
    };
    let to_file = ToFile {
        draft_key: Some(from_form.key.clone()),
        somebody_else: form.somebody_else,
        note: from_form.note.clone(),
        spelling: from_form.spelling.clone(),
        ..ToFile::new(draft)
    };
    match form.origin {
        Origin::Nothing => plainly(desk, to_file, act),
        Origin::Earlier { patient } => {
            let same_as = Some(PatientId::new(patient));
            plainly(desk, ToFile { same_as, ..to_file }, act)
        }
        Origin::Rejected { filing, .. } => {
            let replaces = Some(FilingId::new(filing));
            plainly(
                desk,
                ToFile {
                    replaces,
                    ..to_file
                },
                act,
            )
        }
        Origin::Unsent { filing, .. } => {
            let filing = FilingId::new(filing);
            let done = desk
                .practice()
                .correct_with_form(filing, None, &to_file, act)?;

            filed(desk, done, Vec::new(), act)
        }
        Origin::Rejection { notice, seen } => {
            let draft = Box::new(to_file.draft);
            deciding(desk, (notice, seen), &Choice::Fix { draft }, from_form, act)
        }
        Origin::Deduction { notice, seen, .. } => {
            let draft = Box::new(to_file.draft);
            let choice = Choice::Dispute {
                draft,
                on: days.left_on,
            };
            deciding(desk, (notice, seen), &choice, from_form, act)
        }
    }
}

fn plainly(desk: &Desk, to_file: ToFile, act: &Act<'_>) -> Result<FiledShown, Problem> {
    let done = desk.practice().file(&to_file, act)?;

    filed(desk, done, Vec::new(), act)
}

/// The notice is settled and the registration filed in one.
fn deciding(
    desk: &Desk,
    (notice, seen): (i64, Option<i64>),
    choice: &Choice,
    form: FromForm,
    act: &Act<'_>,
) -> Result<FiledShown, Problem> {
    let decided =
        desk.practice()
            .decide_with_form(NoticeId::new(notice), choice, &form, seen, act)?;
    let done = desk
        .practice()
        .filed_under(&form.key)?
        .ok_or(ShellError::Unexpected)?;

    filed(
        desk,
        practice::Filed {
            again: false,
            ..done
        },
        decided.told,
        act,
    )
}

/// The days of the form that are never sent.
struct Days {
    traced_on: Option<Day>,
    left_on: Option<Day>,
}

impl Days {
    /// All that is wrong with them, at once.
    fn read(form: &RegisterForm, rules: &DeskRules) -> Result<Self, Vec<FieldProblem>> {
        let traced_on = past_day(Field::TracedOn, &form.traced_on, rules);
        let left_on = match form.origin {
            Origin::Deduction { asks_day: true, .. } => {
                needed_past_day(Field::LeftOn, &form.left_on, rules).map(Some)
            }
            Origin::Nothing
            | Origin::Rejection { .. }
            | Origin::Rejected { .. }
            | Origin::Deduction { .. }
            | Origin::Earlier { .. }
            | Origin::Unsent { .. } => Ok(None),
        };

        match (traced_on, left_on) {
            (Ok(traced_on), Ok(left_on)) => Ok(Self { traced_on, left_on }),
            (one, other) => Err([one.err(), other.err()]
                .into_iter()
                .flatten()
                .flatten()
                .collect()),
        }
    }

    /// For colleagues.
    fn note(&self) -> Option<String> {
        self.traced_on
            .map(|day| format!("Traced on PDS on {}.", day.shown()))
    }
}
