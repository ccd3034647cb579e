//! What a registration form begins with: nothing, a rejected registration, a disputed deduction, somebody who was here
//! before, what was not sent yet, or what is shared with
//! somebody who is here.

use gplinks::{AcceptanceCode, Minute, RegistrationForm, RegistrationType, Sex};
use practice::{Act, Content, FilingId, NoticeId, PatientId, PatientState, Person};

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};
use crate::wire::{BeginFrom, Beginning, Origin, RegisterForm};

use super::said::field_of;

pub(crate) fn begin(desk: &Desk, from: BeginFrom, act: &Act<'_>) -> Result<Beginning, Problem> {
    let form = match from {
        BeginFrom::Nothing => blank(desk, act)?,
        BeginFrom::Household(patient) => with_household(desk, PatientId::new(patient), act)?,
        BeginFrom::Patient(patient) => again(desk, PatientId::new(patient), act)?,
        BeginFrom::Filing(filing) => unsent(desk, FilingId::new(filing), act)?,
        BeginFrom::Notice(notice) => return answering(desk, NoticeId::new(notice), act),
    };

    Ok(Beginning {
        form,
        said: Vec::new(),
        look_at: None,
    })
}

/// Only what is usual is filled in: today, and the practice's own authority.
fn blank(desk: &Desk, act: &Act<'_>) -> Result<RegisterForm, Problem> {
    let (_, links) = desk.practice().doctors_on(act.at)?;

    Ok(RegisterForm {
        code: AcceptanceCode::Acceptance.written().to_owned(),
        accepted_on: Minute::at(act.at).day().iso(),
        ha: links
            .first()
            .map(|link| link.ha.clone())
            .unwrap_or_default(),
        ..RegisterForm::default()
    })
}

/// The address and the GP; of somebody who still waits for PCSE also how, when and from where they came, since a
/// household that comes together shares that too.
fn with_household(desk: &Desk, patient: PatientId, act: &Act<'_>) -> Result<RegisterForm, Problem> {
    let person = desk.practice().person(patient, act.at)?;
    let form = at_the_address_of(&person, blank(desk, act)?);

    Ok(match desk.practice().waiting_filing(patient)? {
        Some(filing) => came_with(filed(desk, filing, &person.ha, act)?, form),
        None => form,
    })
}

/// Who they are is their own, and when they had left the UK. A birth says nothing about how the others came.
fn came_with(first: RegisterForm, form: RegisterForm) -> RegisterForm {
    let is_birth = RegistrationType::parse(&first.kind) == Some(RegistrationType::Birth);

    RegisterForm {
        kind: if is_birth { String::new() } else { first.kind },
        accepted_on: first.accepted_on,
        previous_address1: first.previous_address1,
        previous_address2: first.previous_address2,
        previous_address3: first.previous_address3,
        previous_address4: first.previous_address4,
        previous_address5: first.previous_address5,
        previous_gp: first.previous_gp,
        previous_ha: first.previous_ha,
        entered_uk: first.entered_uk,
        drugs_dispensed: first.drugs_dispensed,
        ..form
    }
}

fn at_the_address_of(person: &Person, form: RegisterForm) -> RegisterForm {
    let record = &person.record;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();

    RegisterForm {
        house_name: text(&record.house_name),
        road: text(&record.road),
        locality: text(&record.locality),
        post_town: text(&record.post_town),
        county: text(&record.county),
        postcode: text(&record.postcode),
        gp: record.gp.clone(),
        ha: person.ha.clone(),
        ..form
    }
}

/// What was filed and not sent, to be changed.
fn unsent(desk: &Desk, filing: FilingId, act: &Act<'_>) -> Result<RegisterForm, Problem> {
    let unsent = desk.practice().unsent(filing, act.at)?;
    let Content::Registration(registration) = unsent.content else {
        return Err(ShellError::NotUnderstood.into());
    };
    let form = RegistrationForm::of(&registration, &unsent.filing.gp);

    Ok(RegisterForm {
        origin: Origin::Unsent {
            patient: unsent.before.patient.get(),
            filing: filing.get(),
        },
        ..RegisterForm::of(form, &unsent.before.ha)
    })
}

/// A rejection is corrected; a deduction is disputed.
fn answering(desk: &Desk, notice: NoticeId, act: &Act<'_>) -> Result<Beginning, Problem> {
    let detail = desk.practice().notice_detail(notice, act.at)?;
    let patient = detail.item.patient.ok_or(ShellError::NotUnderstood)?;
    let person = desk.practice().person(patient, act.at)?;
    let is_open = !detail.choices.is_empty();
    let (notice, seen) = (notice.get(), detail.patient_version);

    let form = match (detail.item.kind.as_str(), detail.filing) {
        ("F3", Some(filing)) => {
            let form = rejected(desk, filing, &person, act)?;
            let origin = Origin::Rejection { notice, seen };

            if is_open {
                RegisterForm { origin, ..form }
            } else {
                form
            }
        }
        ("F2", _) if is_open => RegisterForm {
            origin: Origin::Deduction {
                notice,
                seen,
                asks_day: detail.lacks_day,
            },
            ..from_the_record(&person, act)
        },
        _ => again(desk, patient, act)?,
    };

    Ok(Beginning {
        look_at: field_of(&detail.item.kind, &detail.item.outline).map(str::to_owned),
        said: detail.item.outline,
        form,
    })
}

/// Somebody whose registration was rejected is corrected; anybody else is registered from what the list has of them.
fn again(desk: &Desk, patient: PatientId, act: &Act<'_>) -> Result<RegisterForm, Problem> {
    let person = desk.practice().person(patient, act.at)?;
    if person.record.state == PatientState::Rejected
        && let Some(filing) = desk.practice().rejected_filing(patient)?
    {
        return rejected(desk, filing, &person, act);
    }

    let code = again_as(person.record.state).written().to_owned();

    Ok(RegisterForm {
        origin: Origin::Earlier {
            patient: patient.get(),
        },
        code,
        ..from_the_record(&person, act)
    })
}

/// Somebody who is recorded as dead is registered only by saying that this was wrong, and somebody whose rejection was
/// closed as one who was rejected.
fn again_as(state: PatientState) -> AcceptanceCode {
    match state {
        PatientState::Died => AcceptanceCode::AfterDeduction,
        PatientState::Rejected => AcceptanceCode::AfterRejection,
        PatientState::Applied | PatientState::Registered | PatientState::Left => {
            AcceptanceCode::Acceptance
        }
    }
}

fn rejected(
    desk: &Desk,
    filing: FilingId,
    person: &Person,
    act: &Act<'_>,
) -> Result<RegisterForm, Problem> {
    Ok(RegisterForm {
        origin: Origin::Rejected {
            patient: person.patient.get(),
            filing: filing.get(),
        },
        ..filed(desk, filing, &person.ha, act)?
    })
}

/// What a registration said, as a form.
fn filed(desk: &Desk, filing: FilingId, ha: &str, act: &Act<'_>) -> Result<RegisterForm, Problem> {
    let detail = desk.practice().outbox_detail(filing, act.at)?;
    let Content::Registration(filed) = Content::read(&detail.filing.content)? else {
        return Err(ShellError::NotUnderstood.into());
    };
    let form = RegistrationForm::of(&filed, &detail.filing.gp);

    Ok(RegisterForm::of(form, ha))
}

/// A transfer in from where they lived when they were here.
fn from_the_record(person: &Person, act: &Act<'_>) -> RegisterForm {
    let record = &person.record;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let lines = [
        &record.house_name,
        &record.road,
        &record.locality,
        &record.post_town,
        &record.county,
    ];
    let form = RegistrationForm {
        kind: Some(RegistrationType::TransferIn),
        accepted_on: Minute::at(act.at).day().iso(),
        nhs_number: text(&record.nhs_number),
        surname: record.surname.clone(),
        first_forename: text(&record.first_forename),
        second_forename: text(&record.second_forename),
        other_forenames: text(&record.other_forenames),
        title: text(&record.title),
        previous_surname: text(&record.previous_surname),
        sex: Sex::parse(&record.sex),
        born: record.born.map(gplinks::Day::iso).unwrap_or_default(),
        birthplace: text(&record.birthplace),
        previous_address: lines.map(text),
        previous_gp: person.doctor_name.clone(),
        institute: text(&record.institute),
        drugs_dispensed: record.drugs_dispensed,
        ..RegistrationForm::default()
    };

    at_the_address_of(person, RegisterForm::of(form, &person.ha))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_recorded_as_dead_is_registered_again_only_as_a_mistake() {
        let written = [
            PatientState::Died,
            PatientState::Rejected,
            PatientState::Left,
        ]
        .map(|state| again_as(state).written());

        assert_eq!(written, ["D", "R", "A"]);
    }
}
