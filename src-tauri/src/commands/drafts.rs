//! What a choice needs besides its word, made of the form and of what the desk knows: the clerk types only what is new. A
//! registration has a form of its own.

use gplinks::{
    AddressForm, AmendmentForm, Change, Checked, Day, DeskRules, Draft, Field, FieldProblem,
    Filing, LineForm, RemovalForm as DirectForm, Text, Weight, needed_past_day,
};
use practice::{Act, Given, NoticeId, Person};

use crate::desk::Desk;
use crate::forms::{drafted, requested, unasked};
use crate::problem::{Problem, ShellError};
use crate::wire::{DecideForm, FormProblem, NewAddress};

/// What is right of it, and everything that is wrong or doubtful.
#[derive(Default)]
pub(super) struct Found {
    problems: Vec<FieldProblem>,
    /// The window has a field of its own for our reason: that of the wire has another name there.
    reason: &'static str,
    on: Option<Day>,
    why: Option<Text>,
    draft: Option<Draft>,
}

/// Looks at all that a choice needs; one that needs nothing has nothing wrong.
pub(super) fn found(desk: &Desk, form: &DecideForm, act: &Act<'_>) -> Result<Found, Problem> {
    let practice = desk.practice();
    let detail = practice.notice_detail(NoticeId::new(form.notice), act.at)?;
    let rules = practice.desk_rules(act.at)?;
    match form.choice.as_str() {
        "record" if detail.lacks_day => Ok(day(form, &rules)),
        "out-of-area" => Ok(why(form, &rules)),
        "new-address" | "counter-amend" | "left" | "ask-again" => {
            // Whom it is about is not known: the choice itself is refused, with the reason.
            let Some(patient) = detail.item.patient else {
                return Ok(Found::default());
            };
            let person = practice.person(patient, act.at)?;

            filed(desk, &person, form, &rules)
        }
        _ => Ok(Found::default()),
    }
}

fn day(form: &DecideForm, rules: &DeskRules) -> Found {
    match needed_past_day(Field::On, form.on.as_deref().unwrap_or_default(), rules) {
        Ok(on) => Found {
            on: Some(on),
            ..Found::default()
        },
        Err(problems) => Found {
            problems,
            ..Found::default()
        },
    }
}

fn why(form: &DecideForm, rules: &DeskRules) -> Found {
    let typed = DirectForm {
        reason: form.text.clone().unwrap_or_default(),
        ..DirectForm::default()
    };
    let reason = "text";
    match typed.check_reason(rules) {
        Ok(why) => Found {
            why: Some(why),
            reason,
            ..Found::default()
        },
        Err(problems) => Found {
            problems,
            reason,
            ..Found::default()
        },
    }
}

fn filed(
    desk: &Desk,
    person: &Person,
    form: &DecideForm,
    rules: &DeskRules,
) -> Result<Found, Problem> {
    if matches!(form.choice.as_str(), "left" | "ask-again") {
        let removal = form.removal.clone().unwrap_or_default();
        let checked = requested(&removal, person).check(rules);

        return of_draft(desk, person, checked, "leaves", Filing::DeductionRequest);
    }
    let checked = amendment(person, form).check(rules);

    of_draft(desk, person, checked, "reason", |filing| {
        Filing::Amendment(Box::new(filing))
    })
}

fn of_draft<T>(
    desk: &Desk,
    person: &Person,
    checked: Checked<T>,
    reason: &'static str,
    filing: impl FnOnce(T) -> Filing,
) -> Result<Found, Problem> {
    let draft = match checked.ready {
        Some(ready) => Some(drafted(desk, &person.ha, ready, filing)?),
        None => None,
    };

    Ok(Found {
        problems: checked.problems,
        reason,
        draft,
        ..Found::default()
    })
}

impl Found {
    /// As the window names the fields.
    pub(super) fn shown(self) -> Vec<FormProblem> {
        let reason = self.reason;
        let named = |problem: FieldProblem| FormProblem {
            field: name(problem.field, reason).to_owned(),
            ..problem.into()
        };

        self.problems.into_iter().map(named).collect()
    }

    /// What the choice is made with: refused where something is wrong, or doubtful and not asked about.
    pub(super) fn given(self, form: &DecideForm, answered: &[String]) -> Result<Given, Problem> {
        unasked(&self.problems, answered)?;
        if self.problems.iter().any(|one| one.weight == Weight::Hard) {
            return Err(self.refused());
        }

        Ok(Given {
            number_confirmed: form.confirm_number,
            on: self.on,
            why: self.why,
            draft: self.draft,
        })
    }

    fn refused(self) -> Problem {
        let names: Vec<_> = self
            .problems
            .iter()
            .map(|one| name(one.field, self.reason))
            .collect();
        let mut problem = Problem::from(ShellError::Form(self.problems));
        for (wrong, name) in problem.fields.iter_mut().zip(names) {
            name.clone_into(&mut wrong.field);
        }

        problem
    }
}

fn name(field: Field, reason: &'static str) -> &'static str {
    if field == Field::Reason {
        reason
    } else {
        field.name()
    }
}

fn amendment(person: &Person, form: &DecideForm) -> AmendmentForm {
    AmendmentForm {
        nhs_number: person.record.nhs_number.clone().unwrap_or_default(),
        gp: person.record.gp.clone(),
        address: form.address.as_ref().map(address),
        notes: form.note.clone().unwrap_or_default(),
        ..AmendmentForm::default()
    }
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
