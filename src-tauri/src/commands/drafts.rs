//! What a choice files, made of the form and of what the desk knows: the clerk types only what is new. A registration
//! has a form of its own.

use gplinks::{AddressForm, AmendmentForm, Change, DeductionRequestForm, Draft, Filing, LineForm};
use practice::{Act, NoticeId, Person};

use crate::desk::Desk;
use crate::forms::ready;
use crate::problem::Problem;
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

    ready(desk, &person.ha, checked, |filing| {
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

    ready(desk, &person.ha, checked, Filing::DeductionRequest)
}

fn address(typed: &NewAddress) -> AddressForm {
    let lines = [
        &typed.house_name,
        &typed.road,
        &typed.locality,
        &typed.post_town,
        &typed.county,
    ];
    let line = |text: &String| match text.trim() {
        "" => LineForm::Blank,
        text => LineForm::Is(text.to_owned()),
    };

    AddressForm {
        lines: lines.map(line),
        postcode: match typed.postcode.trim() {
            "" => Change::Keep,
            postcode => Change::Set(postcode.to_owned()),
        },
    }
}
