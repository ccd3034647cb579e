//! The desk that was opened: its practice, its clock, its post, and who sits at it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use practice::{Act, Exchange, Practice, Role, Standing, Today};
use premises::{Premises, Service};

use crate::ahead::{Ahead, Seen};
use crate::clock::DeskClock;
use crate::events::{Kind, Teller};
use crate::post::{Link, Post};
use crate::problem::Problem;
use crate::wire;

pub(crate) struct Desk {
    premises: Premises,
    user: String,
    clock: Arc<DeskClock>,
    teller: Teller,
    standing: Ahead<Standing>,
    today: Ahead<Today>,
    pub(crate) post: Post,
    /// The training service; a live desk has none, and a training desk has nothing else.
    service: Option<Arc<Exchange<Service>>>,
}

impl Desk {
    pub(crate) fn new(
        premises: Premises,
        user: String,
        clock: Arc<DeskClock>,
        teller: Teller,
        (post, service): (Post, Option<Arc<Exchange<Service>>>),
    ) -> Self {
        Self {
            premises,
            user,
            clock,
            teller,
            standing: Ahead::nothing(),
            today: Ahead::nothing(),
            post,
            service,
        }
    }

    /// The same desk with somebody else at it.
    #[cfg(test)]
    pub(crate) fn with_user(self, user: &str) -> Self {
        Self {
            user: user.to_owned(),
            ..self
        }
    }

    pub(crate) fn practice(&self) -> &Practice {
        &self.premises.practice
    }

    pub(crate) fn premises(&self) -> &Premises {
        &self.premises
    }

    pub(crate) fn is_training(&self) -> bool {
        self.premises.settings.training
    }

    pub(crate) fn service(&self) -> Option<&Service> {
        self.service.as_ref().map(|exchange| exchange.mailbox())
    }

    pub(crate) fn clock(&self) -> &DeskClock {
        &self.clock
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What the practice gave its user; nothing for somebody whom it does not know.
    pub(crate) fn role(&self) -> Result<Option<Role>, Problem> {
        Ok(self.practice().role_of(&self.user)?)
    }

    pub(crate) fn act(&self, role: Role) -> Act<'_> {
        Act {
            by: &self.user,
            role,
            at: self.now(),
        }
    }

    /// How whoever sits here wants the window.
    pub(crate) fn display(&self) -> Result<practice::Display, Problem> {
        Ok(self.practice().display(&self.user)?)
    }

    /// Something was done at the desk: the window asks again, and the post looks whether it can go.
    pub(crate) fn changed(&self, kinds: &[Kind]) {
        self.teller.tell(kinds);
        self.post.wake();
    }

    /// Works out what the window asks first.
    pub(crate) fn looks_ahead(&self) {
        let seen = self.seen(self.now());
        self.standing.keep(seen, |at| self.practice().standing(at));
        self.today.keep(seen, |at| self.practice().today(at));
    }

    pub(crate) fn standing(&self, at: Timestamp) -> Result<Standing, Problem> {
        let standing = self
            .standing
            .give(self.seen(at), |at| self.practice().standing(at));

        Ok(standing?)
    }

    pub(crate) fn today(&self, at: Timestamp) -> Result<Today, Problem> {
        let today = self
            .today
            .give(self.seen(at), |at| self.practice().today(at));

        Ok(today?)
    }

    fn seen(&self, at: Timestamp) -> Seen {
        let changes = self.teller.changes();

        Seen { at, changes }
    }

    pub(crate) fn shown(&self, role: Role) -> Result<wire::Desk, Problem> {
        let settings = self.practice().settings()?;

        Ok(wire::Desk {
            practice: settings.practice_name,
            ods: self.premises.settings.practice_code.clone(),
            user: self.user.clone(),
            role: role.into(),
            training: self.is_training(),
            now: self.now().to_string(),
            loaded_again: false,
            contacts: wire::Contacts {
                pcse_phone: settings.pcse_phone,
                pcse_email: settings.pcse_email,
                quarter: settings.quarter_contact,
            },
        })
    }

    /// How the way to the other side stands; a pause comes before everything else.
    pub(crate) fn link(&self, paused_why: Option<String>) -> wire::Link {
        if let Some(why) = paused_why {
            return wire::Link::Paused { why };
        }
        let text = |at: Timestamp| at.to_string();
        let pause = SignedDuration::from_secs(i64::from(self.premises.settings.poll_seconds));
        let next = |at: Timestamp| at.saturating_add(pause).unwrap_or(at).to_string();
        match (self.post.link(), self.is_training()) {
            (Link::Down { since, message }, _) => wire::Link::NotConnected {
                since: text(since),
                message,
            },
            (Link::NotSetUp, _) => wire::Link::SetUpNotFinished,
            (Link::Checking, true) => wire::Link::Training {
                checked_at: None,
                next_at: None,
            },
            (Link::Checking, false) => wire::Link::Checking,
            (Link::Reached(at), true) => wire::Link::Training {
                checked_at: Some(text(at)),
                next_at: Some(next(at)),
            },
            (Link::Reached(at), false) => wire::Link::Connected {
                checked_at: text(at),
                next_at: next(at),
            },
        }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::{Place, open};

    #[test]
    fn what_was_worked_out_ahead_is_told_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Training(folder.path().to_owned());
        // The first has the exchange, whose passes tell of changes at times of their own.
        let [_first, desk] = [(); 2].map(|()| open(&place, Teller::new(|_| ())).unwrap());
        let act = desk.act(Role::Manager);
        let pause = |why| desk.practice().pause(Some(why), &act).unwrap();
        let told = || desk.standing(desk.now()).unwrap().paused_why;

        desk.looks_ahead();
        pause("first");
        assert_eq!(told(), None, "it is not worked out twice");
        assert_eq!(told().as_deref(), Some("first"));

        desk.looks_ahead();
        pause("second");
        desk.changed(&[Kind::Desk]);
        assert_eq!(told().as_deref(), Some("second"));
        assert_eq!(
            desk.today(desk.now()),
            Ok(desk.practice().today(desk.now()).unwrap())
        );
    }
}
