//! Who does something, and when. Every deed of the practice takes one.

use jiff::Timestamp;
use store::{Audit, Read, Role, Write};

use crate::settings::TRAINING;
use crate::{DeskError, Result};

/// A person at the desk, or the program on the practice's behalf, at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    pub by: &'a str,
    /// What the caller believes it to be; the practice's users have the last word.
    pub role: Role,
    pub at: Timestamp,
}

/// How the program signs what it does by itself.
pub(crate) const PROGRAM: &str = "Linkdesk";

impl Act<'static> {
    /// What the program does by itself: reading, posting, receipting.
    pub(crate) fn of_program(at: Timestamp) -> Self {
        Act {
            by: PROGRAM,
            role: Role::Clerk,
            at,
        }
    }
}

impl Act<'_> {
    /// Refuses whoever may only look, and a trainer outside training. Asked in the transaction of the act.
    pub(crate) fn as_clerk(&self, r: &Read<'_>) -> Result<()> {
        let in_training = r.setting(TRAINING)?.as_deref() == Some("yes");
        let may = |role| match role {
            Role::Clerk | Role::Manager => true,
            Role::Trainer => in_training,
            Role::Viewer => false,
        };

        self.needs(r, Role::Clerk, may)
    }

    /// Refuses only whom the practice does not know.
    pub(crate) fn as_one_of_us(&self, r: &Read<'_>) -> Result<()> {
        self.needs(r, Role::Viewer, |_| true)
    }

    /// Refuses whoever is not a manager. What needs one also needs a reason.
    pub(crate) fn as_manager(&self, r: &Read<'_>, reason: &str) -> Result<()> {
        self.needs(r, Role::Manager, |role| role == Role::Manager)?;
        if reason.trim().is_empty() {
            return Err(DeskError::NoReason);
        }

        Ok(())
    }

    /// Both the role that the caller tells and the one that the practice gave must allow it: the first may be
    /// stale, and nobody may make it up.
    fn needs(&self, r: &Read<'_>, needs: Role, may: impl Fn(Role) -> bool) -> Result<()> {
        let user = r.user(self.by)?.filter(|user| user.active);
        if may(self.role) && user.is_some_and(|user| may(user.role)) {
            Ok(())
        } else {
            Err(DeskError::NotAllowed { needs })
        }
    }

    /// Records the act in the transaction that does it. `details` holds ids, states and codes only.
    pub(crate) fn record(
        &self,
        w: &Write<'_>,
        act: &str,
        subject: &'static str,
        row: Option<i64>,
        details: serde_json::Value,
    ) -> store::Result<()> {
        w.audit(&Audit {
            at: self.at,
            by: self.by,
            act,
            subject,
            row,
            details,
        })
    }
}
