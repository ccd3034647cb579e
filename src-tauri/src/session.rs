//! Who is signed in, and what that role may do. Every command goes through `Session::may`, which asks the ledger anew:
//! what the window believes does not count.

use std::sync::Arc;

use practice::{Act, DeskError, Role};
use tokio::sync::watch;

use crate::desk::Desk;
use crate::problem::{Problem, ShellError};

/// What a command does, and so who may ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum May {
    /// Looks at what is there.
    Look,
    /// Decides, files and notes.
    Decide,
    /// Plays with the training service.
    Train,
    /// Does what only a manager may.
    Manage,
}

type Opened = Result<Arc<Desk>, Problem>;

/// The desk of this window, from the moment at which it was opened.
#[derive(Debug)]
pub struct Session {
    opened: watch::Sender<Option<Opened>>,
}

/// Tells the session how the opening went. One that is let go without a word has failed.
#[derive(Debug)]
pub(crate) struct Opening(watch::Sender<Option<Opened>>);

impl Session {
    /// A session whose desk is still being opened.
    pub(crate) fn awaiting() -> (Self, Opening) {
        let (opened, _) = watch::channel(None);
        let opening = Opening(opened.clone());

        (Self { opened }, opening)
    }

    /// Begins once more where the desk could not be opened, and for a reason that this mends. `None` where it is open, or
    /// just being opened.
    pub(crate) fn opens_again(&self, mends: impl Fn(&Problem) -> bool) -> Option<Opening> {
        let begins = self.opened.send_if_modified(|opened| {
            let mends = matches!(opened, Some(Err(problem)) if mends(problem));
            if mends {
                *opened = None;
            }

            mends
        });

        begins.then(|| Opening(self.opened.clone()))
    }

    /// Does a piece of work at the desk, where the user's role allows it and where waiting for the disk holds up nothing.
    pub(crate) async fn may<T: Send + 'static>(
        &self,
        what: May,
        work: impl FnOnce(&Desk, &Act<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let desk = self.desk().await?;
        let done = tauri::async_runtime::spawn_blocking(move || {
            let role = allowed(&desk, what)?;

            work(&desk, &desk.act(role))
        });

        done.await.map_err(|_| ShellError::Unexpected)?
    }

    /// The desk, as soon as it is open.
    pub(crate) async fn desk(&self) -> Opened {
        let mut opened = self.opened.subscribe();
        let found = opened.wait_for(Option::is_some).await;
        let found = found.ok().and_then(|found| found.clone());

        found.unwrap_or_else(|| Err(ShellError::Unexpected.into()))
    }

    /// The desk, where it is open already.
    pub(crate) fn desk_now(&self) -> Option<Arc<Desk>> {
        self.opened.borrow().clone()?.ok()
    }
}

impl Opening {
    pub(crate) fn is(self, opened: Result<Desk, Problem>) {
        self.0.send_replace(Some(opened.map(Arc::new)));
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.0.send_if_modified(|opened| {
            let is_unsaid = opened.is_none();
            if is_unsaid {
                *opened = Some(Err(ShellError::Unexpected.into()));
            }

            is_unsaid
        });
    }
}

fn allowed(desk: &Desk, what: May) -> Result<Role, Problem> {
    let role = desk.role()?;
    let needs = what.needs();

    role.filter(|role| what.allows(*role, desk.is_training()))
        .ok_or_else(|| DeskError::NotAllowed { needs }.into())
}

impl May {
    /// A trainer works in training only, and only there can anybody push the clock.
    fn allows(self, role: Role, in_training: bool) -> bool {
        match (self, role) {
            (Self::Manage, _) => role == Role::Manager,
            (_, Role::Trainer) => in_training,
            (Self::Look, Role::Viewer | Role::Clerk | Role::Manager)
            | (Self::Decide, Role::Clerk | Role::Manager) => true,
            (Self::Decide, Role::Viewer) | (Self::Train, Role::Viewer | Role::Clerk) => false,
            (Self::Train, Role::Manager) => in_training,
        }
    }

    fn needs(self) -> Role {
        match self {
            Self::Look => Role::Viewer,
            Self::Decide => Role::Clerk,
            Self::Train => Role::Trainer,
            Self::Manage => Role::Manager,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_desk_that_could_not_be_opened_is_opened_again() {
        let any = |_: &Problem| true;
        let code = |session: &Session| session.opened.borrow().clone().unwrap().unwrap_err().code;
        let (session, opening) = Session::awaiting();
        assert!(session.opens_again(any).is_none(), "it is being opened");

        opening.is(Err(ShellError::NoPractice.into()));
        assert!(
            session
                .opens_again(|problem| problem.code == "E892")
                .is_none()
        );
        assert_eq!(code(&session), "E874", "what was not mended stands");
        let again = session.opens_again(any).unwrap();
        assert!(session.opens_again(any).is_none(), "twice at once");
        drop(again);

        assert_eq!(
            code(&session),
            "E872",
            "an opening that ends without a word"
        );
    }

    #[test]
    fn each_role_may_do_what_the_table_says() {
        let all = [Role::Viewer, Role::Clerk, Role::Manager, Role::Trainer];
        let who = |what: May, in_training| all.map(|role| what.allows(role, in_training));

        assert_eq!(who(May::Look, false), [true, true, true, false]);
        assert_eq!(who(May::Decide, false), [false, true, true, false]);
        assert_eq!(who(May::Train, false), [false; 4]);
        assert_eq!(who(May::Manage, false), [false, false, true, false]);
        assert_eq!(who(May::Manage, true), [false, false, true, false]);
        assert_eq!(who(May::Look, true), [true; 4]);
        assert_eq!(who(May::Decide, true), [false, true, true, true]);
        assert_eq!(who(May::Train, true), [false, false, true, true]);
    }
}
