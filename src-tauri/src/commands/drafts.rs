//! What a choice files, made of the form and of what the desk knows: the clerk types only what is new.

use gplinks::{
    AcceptanceCode, AddressForm, AmendmentForm, Change, Checked, Cipher, DeductionRequestForm,
    Draft, Filing, LineForm, LinkCode, RegistrationForm, RegistrationType, Sex, Weight,
};
use practice::{Act, NoticeId, Person};

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};
use crate::wire::{DecideForm, NewAddress};

/// The code of PCSE for somebody who has moved out of the area.
const LEFT_THE_AREA: &str = "13";

type Make = fn(&Desk, &Person, &DecideForm, &Act<'_>) -> Result<Draft, Problem>;

/// The draft that a choice needs; nothing for one that files nothing.
pub(super) fn draft(
    desk: &Desk,
    form: &DecideForm,
    act: &Act<'_>,
) -> Result<Option<Draft>, Problem> {
    let make: Make = match form.choice.as_str() {
        "new-address" | "counter-amend" => amendment,
        "left" | "ask-again" => deduction_request,
        "fix" | "dispute" => registration,
        _ => return Ok(None),
    };
    let detail = desk
        .practice()
        .notice_detail(NoticeId::new(form.notice), act.at)?;
    // Whom it is about is not known: the choice itself is refused, with the reason.
    let Some(patient) = detail.item.patient else {
        return Ok(None);
    };
    let person = desk.practice().person(patient, act.at)?;

    make(desk, &person, form, act).map(Some)
}

fn amendment(
    desk: &Desk,
    person: &Person,
    form: &DecideForm,
    act: &Act<'_>,
) -> Result<Draft, Problem> {
    let typed = AmendmentForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        address: form.address.as_ref().map(address),
        notes: form.note.clone().unwrap_or_default(),
        ..AmendmentForm::default()
    };
    let checked = typed.check(&desk.practice().desk_rules(act.at)?);

    ready(desk, person, checked, |filing| {
        Filing::Amendment(Box::new(filing))
    })
}

fn deduction_request(
    desk: &Desk,
    person: &Person,
    form: &DecideForm,
    act: &Act<'_>,
) -> Result<Draft, Problem> {
    let typed = DeductionRequestForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        reason: LEFT_THE_AREA.to_owned(),
        on: form.on.clone().unwrap_or_default(),
        notes: form.note.clone().unwrap_or_default(),
        ..DeductionRequestForm::default()
    };
    let checked = typed.check(&desk.practice().desk_rules(act.at)?);

    ready(desk, person, checked, Filing::DeductionRequest)
}

/// The registration once more: after a rejection with what was corrected, after a disputed deduction as a transfer in
/// from the same address.
fn registration(
    desk: &Desk,
    person: &Person,
    form: &DecideForm,
    act: &Act<'_>,
) -> Result<Draft, Problem> {
    let record = &person.record;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let now = NewAddress::of(person);
    let previous_address = now.lines().map(Clone::clone);
    let there = form.address.clone().unwrap_or(now);
    let today = gplinks::Minute::at(act.at).day();
    let code = match form.choice.as_str() {
        "fix" => AcceptanceCode::AfterRejection,
        _ => AcceptanceCode::AfterDeduction,
    };
    let typed = RegistrationForm {
        kind: Some(RegistrationType::TransferIn),
        code,
        accepted_on: today.iso(),
        nhs_number: text(&record.nhs_number),
        surname: record.surname.clone(),
        first_forename: text(&record.first_forename),
        second_forename: text(&record.second_forename),
        other_forenames: text(&record.other_forenames),
        title: text(&record.title),
        previous_surname: text(&record.previous_surname),
        sex: Sex::parse(&record.sex),
        born: record.born.map(gplinks::Day::iso).unwrap_or_default(),
        house_name: there.house_name,
        road: there.road,
        locality: there.locality,
        post_town: there.post_town,
        county: there.county,
        postcode: there.postcode,
        birthplace: text(&record.birthplace),
        previous_address,
        previous_gp: person.doctor_name.clone(),
        previous_ha: String::new(),
        entered_uk: String::new(),
        left_uk: String::new(),
        gp: record.gp.clone(),
        institute: text(&record.institute),
        notes: form.note.clone().unwrap_or_default(),
        drugs_dispensed: record.drugs_dispensed,
    };
    let checked = typed.check(&desk.practice().desk_rules(act.at)?);

    ready(desk, person, checked, |filing| {
        Filing::Acceptance(Box::new(filing))
    })
}

fn address(typed: &NewAddress) -> AddressForm {
    let line = |text: &String| match text.trim() {
        "" => LineForm::Blank,
        text => LineForm::Is(text.to_owned()),
    };

    AddressForm {
        lines: typed.lines().map(line),
        postcode: match typed.postcode.trim() {
            "" => Change::Keep,
            postcode => Change::Set(postcode.to_owned()),
        },
    }
}

/// Everything that keeps it from being sent is told at once; what only makes a rejection likely is no refusal.
fn ready<T>(
    desk: &Desk,
    person: &Person,
    checked: Checked<T>,
    filing: impl FnOnce(T) -> Filing,
) -> Result<Draft, Problem> {
    let Some(ready) = checked.ready else {
        let mut problems = checked.problems;
        problems.retain(|problem| problem.weight == Weight::Hard);

        return Err(ShellError::Form(problems).into());
    };
    let practice = LinkCode::parse(&desk.practice().settings()?.practice_code);
    let link = practice.zip(Cipher::parse(&person.ha));
    let (practice, cipher) = link.ok_or(ShellError::NotUnderstood)?;

    Ok(Draft {
        link: gplinks::Link::new(practice, cipher),
        gp: ready.gp,
        filing: filing(ready.filing),
    })
}
