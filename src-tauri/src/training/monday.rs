//! The days before the training practice's Monday, really played: registrations are filed and exchanged, the registration
//! service answers, amends, deducts and flags. On Monday morning forty notices of all kinds lie in the inbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use agency::{Agency, RejectionRule, Wait, When};
use gplinks::{
    AcceptanceCode, Change, Changes, Day, Deduction, DeductionReason, DeductionRequestForm, Draft,
    Filing, Fp69Reason, GpCode, Link, NameChange, NewAddress, NewLine, Notice, PatientNumber,
    RegistrationForm, RegistrationType, Sex, Text,
};
use jiff::{SignedDuration, Timestamp};
use mailbox::LocalId;
use practice::{Act, Choice, Exchange, Mapping, Mode, Practice, Role, ToFile, View, World};
use premises::{Premises, Service};

use super::SEED;
use super::people::{COUNTY, Dice, Invented, TOWN, csv, people};
use crate::problem::{Problem, ShellError};

/// The second of November 2026, when the practice came to Linkdesk: a Monday.
pub(super) const BEGINS: Timestamp = Timestamp::constant(1_793_606_400, 0);
/// The Monday, at twenty to nine.
pub(super) const MORNING: Timestamp = Timestamp::constant(1_795_423_200, 0);
/// The Friday before, at eight.
const FRIDAY: Timestamp = Timestamp::constant(1_795_161_600, 0);

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

/// Told the time; its random numbers are counted.
#[derive(Debug)]
struct Told {
    milliseconds: AtomicI64,
    drawn: AtomicU64,
}

pub(super) fn play(premises: &Premises, link: Link, by: &str) -> Result<(), Problem> {
    let mut dice = Dice(SEED);
    let listed = people(&mut dice, LISTED, 1_000);
    let new = people(&mut dice, APPROVED + REJECTED.len() + WAITING + 1, 500_000);
    let clock = Arc::new(Told {
        milliseconds: AtomicI64::new(BEGINS.as_millisecond()),
        drawn: AtomicU64::new(0),
    });
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
        self.clock
            .milliseconds
            .store(at.as_millisecond(), Ordering::SeqCst);
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

fn form(one: &Invented, at: Timestamp) -> RegistrationForm {
    let today = gplinks::Minute::at(at).day();

    RegistrationForm {
        kind: Some(RegistrationType::TransferIn),
        code: AcceptanceCode::Acceptance,
        accepted_on: today.iso(),
        nhs_number: one.number.clone(),
        surname: one.surname.to_owned(),
        first_forename: one.forename.to_owned(),
        second_forename: one.second.to_owned(),
        other_forenames: String::new(),
        title: one.title.to_owned(),
        previous_surname: String::new(),
        sex: Sex::parse(one.sex),
        born: one.born.clone(),
        house_name: String::new(),
        road: one.road.clone(),
        locality: String::new(),
        post_town: TOWN.to_owned(),
        county: COUNTY.to_owned(),
        postcode: one.postcode.clone(),
        birthplace: String::new(),
        previous_address: ["", "3 Harbour Street", "", "Port Ellery", ""].map(str::to_owned),
        previous_gp: "Dr Ann Lowther".to_owned(),
        previous_ha: String::new(),
        entered_uk: String::new(),
        left_uk: String::new(),
        gp: one.doctor.to_owned(),
        institute: String::new(),
        notes: String::new(),
        drugs_dispensed: false,
    }
}

/// New addresses, a new surname, a forename that was missing, and a new number.
fn amendments(agency: &mut Agency, listed: &[Invented], at: Timestamp) -> Option<()> {
    for (one, road) in
        listed
            .get(10..13)?
            .iter()
            .zip(["7 Bell Street", "21 Ferry Road", "2 The Green"])
    {
        let line = |text: &str| Text::new(text.to_uppercase()).map(NewLine::Is);
        let address = NewAddress {
            lines: [
                NewLine::Blank,
                line(road)?,
                NewLine::Blank,
                line(TOWN)?,
                line(COUNTY)?,
            ],
            postcode: Change::Keep,
        };
        let changes = Changes {
            address: Some(address),
            ..Changes::default()
        };
        agency.amend(&number(one)?, changes, None, at).ok()?;
    }
    for (one, surname) in listed.get(13..15)?.iter().zip(["HOLLIS", "PEMBERTON"]) {
        let changes = Changes {
            name: NameChange {
                surname: Text::new(surname),
                ..NameChange::default()
            },
            previous_surname: Text::new(one.surname.to_uppercase())
                .map_or(Change::Keep, Change::Set),
            ..Changes::default()
        };
        agency.amend(&number(one)?, changes, None, at).ok()?;
    }
    let erased = Changes {
        name: NameChange {
            title: Change::Erase,
            ..NameChange::default()
        },
        ..Changes::default()
    };
    agency
        .amend(&number(listed.get(15)?)?, erased, None, at)
        .ok()
}

/// Deductions for several reasons, one of them about somebody whom an amendment names first, and one about nobody here.
fn deductions(agency: &mut Agency, listed: &[Invented], at: Timestamp) -> Option<()> {
    let on = gplinks::Minute::at(FRIDAY).day();
    for (one, reason) in [20, 21, 22, 23, 24, 25, 10]
        .iter()
        .zip([2, 2, 1, 2, 5, 2, 2])
    {
        let number = number(listed.get(*one)?)?;
        let reason = DeductionReason::of(reason)?;
        agency.deduct(&number, reason, on, None, at).ok()?;
    }
    let nobody = Deduction {
        number: PatientNumber::read(&people(&mut Dice(1), 1, 900_000).first()?.number)?,
        reason: DeductionReason::of(2),
        on: Some(on),
        new_ha: None,
    };
    agency.send(
        Notice::Deduction(nobody),
        GpCode::read(listed.first()?.doctor)?,
        None,
        at,
    );

    Some(())
}

fn flag(agency: &mut Agency, one: &Invented, at: Timestamp) -> Option<()> {
    let expires_on = gplinks::Minute::at(at).day().plus_days(40);
    let notes = Text::new("LETTER RETURNED NOT KNOWN AT THIS ADDRESS");

    agency
        .fp69(&number(one)?, Fp69Reason::read("8")?, expires_on, notes, at)
        .ok()
}

fn rejection(surname: &str) -> Option<RejectionRule> {
    Some(RejectionRule {
        when: When::Surname(Text::new(surname.to_uppercase())?),
        code: 3,
        words: "PLEASE CONFIRM ADDRESS AND RE-SUBMIT".to_owned(),
    })
}

fn number(one: &Invented) -> Option<PatientNumber> {
    PatientNumber::read(&one.number)
}

fn two(listed: &[Invented], from: usize) -> &[Invented] {
    listed.get(from..from + 2).unwrap_or_default()
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours))
        .unwrap_or(at)
}

impl World for Told {
    fn now(&self) -> Timestamp {
        let at = self.milliseconds.load(Ordering::SeqCst);

        Timestamp::from_millisecond(at).unwrap_or_default()
    }

    fn local_id(&self) -> LocalId {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);

        LocalId::from_bytes(u128::from(drawn).to_be_bytes())
    }

    fn chance(&self) -> u8 {
        50
    }

    fn is_told(&self) -> bool {
        true
    }
}
