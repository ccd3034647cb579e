//! Opening a practice, and who acts in it.

use jiff::Timestamp;
use practice::{Act, DeskError, ExchangeLock, Practice, Settings};
use premises::{Premises, Service, clock, env};
use store::{Role, User};
use vault::Safe;

use super::at::At;
use super::refusal::Refusal;
use crate::error::Failure;

/// A practice that was opened, and who acts in it.
pub(crate) struct Desk {
    pub(crate) practice: Practice,
    pub(crate) settings: Settings,
    premises: Premises,
    user: String,
    role: Role,
    /// The time that was told; the exchange asks the clock where none was.
    pub(crate) told_now: Option<Timestamp>,
    pub(crate) now: Timestamp,
    pub(crate) seed: Option<u64>,
}

impl Desk {
    pub(crate) fn open(at: &At) -> Result<Self, Failure> {
        let premises = Premises::open(at.folder()?)?;
        let (practice, settings) = (premises.practice.clone(), premises.settings.clone());
        if !settings.is_trial() {
            refuse_live(at)?;
        }
        let (user, role) = who_acts(&practice, at.name.as_deref())?;

        Ok(Self {
            practice,
            settings,
            premises,
            user,
            role,
            told_now: at.now,
            now: at.now.unwrap_or_else(clock::now),
            seed: at.seed,
        })
    }

    pub(crate) fn act(&self) -> Act<'_> {
        Act {
            by: &self.user,
            role: self.role,
            at: self.now,
        }
    }

    /// The training service beside this practice, as it was left.
    pub(crate) fn service(&self) -> Result<Service, Failure> {
        Ok(Service::open(
            &self.premises,
            self.seed.unwrap_or_default(),
            self.now,
        )?)
    }

    pub(crate) fn exchange_lock(&self) -> std::io::Result<Option<ExchangeLock>> {
        self.premises.lock()
    }

    /// The training service for whoever only looks: nothing of it changes.
    pub(crate) fn service_as_left(&self) -> Result<Service, Failure> {
        let seed = self.seed.unwrap_or_default();

        Ok(Service::look(&self.premises, seed, self.now)?)
    }

    /// Where the secrets of the mailbox lie.
    pub(crate) fn safe(&self) -> Result<Safe, Failure> {
        Ok(self.premises.safe())
    }

    pub(crate) fn only_training(&self, flag: &'static str) -> Result<(), Failure> {
        if self.settings.training {
            Ok(())
        } else {
            Err(Refusal::LivePractice { flag }.into())
        }
    }
}

/// The clock and the chances of a real practice are real.
fn refuse_live(at: &At) -> Result<(), Failure> {
    let flag = match (at.now, at.seed) {
        (Some(_), _) => "--now",
        (None, Some(_)) => "--seed",
        (None, None) => return Ok(()),
    };

    Err(Refusal::LivePractice { flag }.into())
}

fn who_acts(practice: &Practice, named: Option<&str>) -> Result<(String, Role), Failure> {
    let role = |name: &str| practice.role_of(name);
    if let Some(name) = named {
        let role = role(name)?.ok_or(Refusal::NoSuchUser)?;
        return Ok((name.to_owned(), role));
    }
    for name in [env("USER"), env("USERNAME")].into_iter().flatten() {
        if let Some(name) = name.to_str()
            && let Some(role) = role(name)?
        {
            return Ok((name.to_owned(), role));
        }
    }

    only_manager(practice)
}

fn only_manager(practice: &Practice) -> Result<(String, Role), Failure> {
    let users = practice
        .store()
        .read(|r| r.users())
        .map_err(DeskError::from)?;
    let is_manager = |user: &User| user.active && user.role == Role::Manager;
    let mut managers = users.into_iter().filter(is_manager);

    match (managers.next(), managers.next()) {
        (Some(manager), None) => Ok((manager.name, Role::Manager)),
        _ => Err(Refusal::WhoActs.into()),
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}
