//! Who does something, and when. Every deed of the practice takes one.

use jiff::Timestamp;
use store::{Audit, Role, Write};

use crate::{DeskError, Result};

/// A person at the desk, or the program on the practice's behalf, at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    pub by: &'a str,
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
    /// Refuses whoever may only look.
    pub(crate) fn as_clerk(&self) -> Result<()> {
        match self.role {
            Role::Clerk | Role::Manager | Role::Trainer => Ok(()),
            Role::Viewer => Err(DeskError::NotAllowed { needs: Role::Clerk }),
        }
    }

    /// Refuses whoever is not a manager. What needs one also needs a reason.
    pub(crate) fn as_manager(&self, reason: &str) -> Result<()> {
        if self.role != Role::Manager {
            return Err(DeskError::NotAllowed {
                needs: Role::Manager,
            });
        }
        if reason.trim().is_empty() {
            return Err(DeskError::NoReason);
        }

        Ok(())
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
