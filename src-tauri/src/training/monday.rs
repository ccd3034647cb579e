//! The days before the training practice's Monday, really played: registrations are filed and exchanged, the registration
//! service answers, amends, deducts and flags. On Monday morning forty notices of all kinds lie in the inbox.

use std::sync::Arc;

use agency::{Agency, Wait};
use gplinks::{Day, DeductionRequestForm, Draft, Filing, GpCode, Link};
use jiff::{SignedDuration, Timestamp};
use practice::{Act, Choice, Exchange, Mapping, Mode, Practice, Role, ToFile, View, World};
use premises::{Premises, Service};

use super::SEED;
use super::people::{Dice, Invented, csv, form, people};
use super::said::{amendments, deductions, flag, number, rejection};
use super::told::Told;
use crate::problem::{Problem, ShellError};

/// The second of November 2026, when the practice came to Linkdesk: a Monday.
pub(super) const BEGINS: Timestamp = Timestamp::constant(1_793_606_400, 0);
/// The Monday, at twenty to nine.
pub(super) const MORNING: Timestamp = Timestamp::constant(1_795_423_200, 0);
/// The Friday before, at eight.
pub(super) const FRIDAY: Timestamp = Timestamp::constant(1_795_161_600, 0);

const LISTED: usize = 400;
const APPROVED: usize = 15;
/// PCSE rejects these, by their surname.
const REJECTED: [&str; 3] = ["Fenwick", "Marlowe", "Stavely"];
/// Filed on Friday afternoon: not yet answered on Monday morning.
const WAITING: usize = 4;

/// Who plays: the surgery and the service, on a clock that is told the time.
struct Play<'a> {
    practice: &'a Practice,
    exchange: Exchange<Service>,
    clock: Arc<Told>,
    link: Link,
    by: &'a str,
}

pub(super) fn play(premises: &Premises, link: Link, by: &str) -> Result<(), Problem> {
    let mut dice = Dice(SEED);
    let listed = people(&mut dice, LISTED, 1_000);
    let new = people(&mut dice, APPROVED + REJECTED.len() + WAITING + 1, 500_000);
    let clock = Arc::new(Told::at(BEGINS));
    let service = Service::open(premises, SEED, BEGINS)?;
    let play = Play {
        practice: &premises.practice,
        exchange: Exchange::new(premises.practice.clone(), service, clock.clone()),
        clock,
        link,
        by,
    };
    let (old, new) = new.split_first().ok_or(ShellError::Unexpected)?;

    play.takes_over(&listed)?;
    play.weeks_before(&listed, old)?;
    play.friday(&listed, new)?;
    play.monday(&listed)
}

impl Play<'_> {
    /// The patient list comes in, and the service has the same one.
    fn takes_over(&self, listed: &[Invented]) -> Result<(), Problem> {
        let mapping = Mapping::default();
        let report =
            self.practice
                .import(csv(listed).as_bytes(), &mapping, Mode::Real, &self.act())?;
        if let Some(refusal) = report.refusal() {
            return Err(refusal.into());
        }
        premises::enrol(self.practice, &self.exchange.mailbox().mailbox)?;

        Ok(())
    }

    /// A registration that PCSE is slow to answer, and two flags that the surgery has set.
    fn weeks_before(&self, listed: &[Invented], slow: &Invented) -> Result<(), Problem> {
        self.asks(|agency| agency.rules_mut().answer_after = Wait::WorkingDays(25));
        self.registers(slow)?;
        self.asks(|agency| {
            for one in two(listed, 0) {
                flag(agency, one, BEGINS)?;
            }

            Some(())
        })
        .ok_or(ShellError::Unexpected)?;
        self.passes()?;
        for item in self.practice.inbox(View::ToDecide, None, 10, self.now())? {
            self.practice
                .decide(item.notice, &Choice::Flag, None, &self.act())?;
        }

        Ok(())
    }

    /// Registrations and two requests to remove, sent early enough to be answered on Monday morning; and some too late.
    fn friday(&self, listed: &[Invented], new: &[Invented]) -> Result<(), Problem> {
        self.clock_is(FRIDAY);
        self.asks(|agency| {
            let rules = agency.rules_mut();
            rules.answer_after = Wait::WorkingDays(1);
            rules.rejections = REJECTED.iter().filter_map(|name| rejection(name)).collect();
        });
        let (early, late) = new.split_at(APPROVED + REJECTED.len());
        let (good, bad) = early.split_at(APPROVED);
        for one in good {
            self.registers(one)?;
        }
        for (one, surname) in bad.iter().zip(REJECTED) {
            self.registers(&Invented {
                surname,
                ..one.clone()
            })?;
        }
        for one in two(listed, 2) {
            self.asks_to_remove(one)?;
        }
        self.passes()?;
        self.clock_is(later(FRIDAY, 8));
        for one in late {
            self.registers(one)?;
        }

        self.passes()
    }

    /// What PCSE says of its own, beside its answers.
    fn monday(&self, listed: &[Invented]) -> Result<(), Problem> {
        let at = later(MORNING, -1);
        let said = self.asks(|agency| {
            agency.together(|agency| {
                amendments(agency, listed, at)?;
                deductions(agency, listed, at)?;
                for one in listed.get(40..43)? {
                    flag(agency, one, at)?;
                }
                for one in two(listed, 0) {
                    agency.lift_fp69(&number(one)?, at).ok()?;
                }
                agency.close_quarter(Day::read("20260930")?, at);

                Some(())
            })
        });
        said.ok_or(ShellError::Unexpected)?;
        self.clock_is(later(MORNING, -1));
        self.passes()?;
        self.clock_is(MORNING);

        self.passes()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn act(&self) -> Act<'_> {
        Act {
            by: self.by,
            role: Role::Manager,
            at: self.now(),
        }
    }

    fn asks<T>(&self, speak: impl FnOnce(&mut Agency) -> T) -> T {
        self.exchange.mailbox().mailbox.with_agency(speak)
    }

    fn clock_is(&self, at: Timestamp) {
        self.clock.is(at);
    }

    /// Passes until nothing more goes or comes.
    fn passes(&self) -> Result<(), Problem> {
        loop {
            self.exchange.mailbox().set_now(self.now())?;
            let pass = tauri::async_runtime::block_on(self.exchange.pass())?;
            self.exchange.mailbox().keep()?;
            if pass.posted == 0 && pass.received == 0 {
                return Ok(());
            }
        }
    }

    fn registers(&self, one: &Invented) -> Result<(), Problem> {
        let rules = self.practice.desk_rules(self.now())?;
        let checked = form(one, self.now()).check(&rules);
        let ready = checked.ready.ok_or(ShellError::Form(checked.problems))?;

        self.files(ready.gp, Filing::Acceptance(Box::new(ready.filing)))
    }

    fn asks_to_remove(&self, one: &Invented) -> Result<(), Problem> {
        let typed = DeductionRequestForm {
            nhs_number: one.number.clone(),
            gp: one.doctor.to_owned(),
            reason: "13".to_owned(),
            on: gplinks::Minute::at(self.now()).day().iso(),
            notes: "Moved to Great Marling".to_owned(),
            ..DeductionRequestForm::default()
        };
        let checked = typed.check(&self.practice.desk_rules(self.now())?);
        let ready = checked.ready.ok_or(ShellError::Form(checked.problems))?;

        self.files(ready.gp, Filing::DeductionRequest(ready.filing))
    }

    fn files(&self, gp: GpCode, filing: Filing) -> Result<(), Problem> {
        let draft = Draft {
            link: self.link.clone(),
            gp,
            filing,
        };
        let to_file = ToFile {
            somebody_else: true,
            ..ToFile::new(draft)
        };
        let filed = self.practice.file(&to_file, &self.act())?;

        Ok(self.practice.send_now(filed.filing, &self.act())?)
    }
}

fn two(listed: &[Invented], from: usize) -> &[Invented] {
    listed.get(from..from + 2).unwrap_or_default()
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours))
        .unwrap_or(at)
}
