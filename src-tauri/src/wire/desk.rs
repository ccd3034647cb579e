//! Who is here, how the desk stands, and the first screen.

use jiff::Timestamp;
use practice::{Standing as Counts, Today as Cards};
use serde::Serialize;
use ts_rs::TS;

use super::day;

/// Who is here, and at what practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Desk {
    pub practice: String,
    pub ods: String,
    pub user: String,
    pub role: Role,
    pub training: bool,
    /// The desk's clock: in training it can be pushed.
    pub now: String,
    #[ts(inline)]
    pub contacts: Contacts,
    /// The page before this one was lost; told once.
    pub loaded_again: bool,
}

/// Whom the practice asks. What it has not found out is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Contacts {
    pub pcse_phone: String,
    pub pcse_email: String,
    pub quarter: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    Viewer,
    Clerk,
    Manager,
    Trainer,
}

/// Counts for the rail and the status bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    pub to_decide: u64,
    pub routine: u64,
    /// There are more that may be routine than were looked at.
    pub more_routine: bool,
    pub unmatched: u64,
    /// Put away until later; set aside unread; decided today.
    pub snoozed: u64,
    pub set_aside: u64,
    pub done_today: u64,
    pub oldest_to_decide_at: Option<String>,
    pub rejected: u64,
    pub waiting: u64,
    pub waiting_long: u64,
    pub fp69: u64,
    pub next_fp69_on: Option<String>,
    pub queued: u64,
    /// Kept until a registration is approved; taken back and not confirmed.
    pub kept: u64,
    pub drafts: u64,
    pub next_send_at: Option<String>,
    pub receipts_overdue: u64,
    pub gaps: u64,
    pub held: u64,
    /// Letters that a person must see to: refused, not delivered, or perhaps never sent.
    pub stuck: u64,
    /// Decisions that are not yet done in the clinical system.
    pub to_enter: u64,
    /// Reminders whose day has come, and messages that were put away until now.
    pub reminders: u64,
    pub link: Link,
    /// When the certificate for MESH ends, where that is soon.
    pub certificate_ends_at: Option<String>,
    pub quarter_ends_on: Option<String>,
}

/// How the way to the registration service stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Link {
    Connected {
        checked_at: String,
        next_at: String,
    },
    Checking,
    NotConnected {
        since: String,
        message: String,
    },
    Paused {
        why: String,
    },
    SetUpNotFinished,
    Training {
        checked_at: Option<String>,
        next_at: Option<String>,
    },
}

/// What the cards say beyond the counts.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    #[ts(inline)]
    pub rejected: Vec<RejectedShown>,
    #[ts(inline)]
    pub waiting_by_age: WaitingByAge,
    #[ts(inline)]
    pub fp69: Vec<Flagged>,
    /// The last 30 days, oldest first.
    #[ts(inline)]
    pub days: Vec<InAndOut>,
    /// Working days from sending to approval, middle value; null where nothing was approved yet.
    pub days_to_approval: Option<u32>,
    /// Registrations that have waited long enough to be remarked on, the longest first.
    #[ts(inline)]
    pub late: Vec<LateShown>,
    #[ts(inline)]
    pub reminders: Vec<ReminderShown>,
    #[ts(inline)]
    pub just_now: Vec<JustNow>,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LateShown {
    pub patient: i64,
    pub name: String,
    pub working_days: u32,
    /// Longer than PCSE may take.
    pub is_overdue: bool,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReminderShown {
    /// None for a message that was put away: it is seen to by deciding it.
    pub reminder: Option<i64>,
    pub patient: Option<i64>,
    pub name: Option<String>,
    /// The message that led to it.
    pub notice: Option<i64>,
    pub due_on: String,
    pub text: String,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct RejectedShown {
    pub notice: Option<i64>,
    pub filing: i64,
    pub patient: i64,
    pub name: String,
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct WaitingByAge {
    #[serde(rename = "upTo3")]
    pub up_to_3: u64,
    #[serde(rename = "upTo10")]
    pub up_to_10: u64,
    #[serde(rename = "over10")]
    pub over_10: u64,
}

#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Flagged {
    pub patient: i64,
    pub name: String,
    pub expires_on: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InAndOut {
    pub on: String,
    #[serde(rename = "in")]
    pub notices: u64,
    #[serde(rename = "out")]
    pub filings: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JustNow {
    pub at: String,
    pub by: String,
    pub what: String,
}

/// So many of something, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Counted {
    pub words: String,
    pub count: u64,
}

impl From<practice::Role> for Role {
    fn from(role: practice::Role) -> Self {
        match role {
            practice::Role::Viewer => Self::Viewer,
            practice::Role::Clerk => Self::Clerk,
            practice::Role::Manager => Self::Manager,
            practice::Role::Trainer => Self::Trainer,
        }
    }
}

impl Standing {
    pub fn of(counts: Counts, link: Link, certificate_ends: Option<Timestamp>) -> Self {
        Self {
            to_decide: counts.to_decide,
            routine: counts.routine,
            more_routine: counts.more_routine,
            unmatched: counts.unmatched,
            snoozed: counts.snoozed,
            set_aside: counts.set_aside,
            done_today: counts.done_today,
            oldest_to_decide_at: counts.oldest_to_decide_at.map(|at| at.to_string()),
            rejected: counts.rejected,
            waiting: counts.waiting,
            waiting_long: counts.waiting_long,
            fp69: counts.fp69,
            next_fp69_on: day(counts.next_fp69_on),
            queued: counts.queued,
            next_send_at: counts.next_send_at.map(|at| at.to_string()),
            receipts_overdue: counts.receipts_overdue,
            gaps: counts.gaps,
            held: counts.held,
            kept: counts.kept,
            drafts: counts.drafts,
            to_enter: counts.to_enter,
            stuck: counts.stuck,
            reminders: counts.reminders,
            quarter_ends_on: day(counts.quarter_ends_on),
            link,
            certificate_ends_at: certificate_ends.map(|at| at.to_string()),
        }
    }
}

impl Today {
    pub fn of(cards: Cards) -> Self {
        let [up_to_3, up_to_10, over_10] = cards.waiting_by_age;

        Self {
            rejected: cards.rejected.into_iter().map(Into::into).collect(),
            waiting_by_age: WaitingByAge {
                up_to_3,
                up_to_10,
                over_10,
            },
            fp69: cards.fp69.into_iter().map(Into::into).collect(),
            days: cards.days.into_iter().map(Into::into).collect(),
            days_to_approval: cards.days_to_approval,
            late: cards.late.into_iter().map(Into::into).collect(),
            reminders: cards.reminders.into_iter().map(Into::into).collect(),
            just_now: cards.just_now.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<practice::Rejected> for RejectedShown {
    fn from(one: practice::Rejected) -> Self {
        Self {
            notice: one.notice.map(practice::NoticeId::get),
            filing: one.filing.get(),
            patient: one.patient.get(),
            name: one.name,
            words: one.words,
        }
    }
}

impl From<practice::Flagged> for Flagged {
    fn from(one: practice::Flagged) -> Self {
        Self {
            patient: one.patient.get(),
            name: one.name,
            expires_on: day(one.expires_on),
        }
    }
}

impl From<practice::Late> for LateShown {
    fn from(one: practice::Late) -> Self {
        Self {
            patient: one.patient.get(),
            name: one.name,
            working_days: one.working_days,
            is_overdue: one.is_overdue,
        }
    }
}

impl From<practice::DueReminder> for ReminderShown {
    fn from(one: practice::DueReminder) -> Self {
        Self {
            reminder: one.reminder.map(practice::ReminderId::get),
            patient: one.patient.map(practice::PatientId::get),
            name: one.name,
            notice: one.notice.map(practice::NoticeId::get),
            due_on: one.due_on.iso(),
            text: one.text,
        }
    }
}

impl From<practice::InAndOut> for InAndOut {
    fn from(one: practice::InAndOut) -> Self {
        Self {
            on: one.on.iso(),
            notices: one.notices,
            filings: one.filings,
        }
    }
}

impl From<practice::JustNow> for JustNow {
    fn from(one: practice::JustNow) -> Self {
        Self {
            at: one.at.to_string(),
            by: one.by,
            what: one.what,
        }
    }
}

impl std::fmt::Debug for Today {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Today({} days)", self.days.len())
    }
}

impl std::fmt::Debug for RejectedShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RejectedShown({})", self.filing)
    }
}

impl std::fmt::Debug for LateShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LateShown({})", self.patient)
    }
}

impl std::fmt::Debug for ReminderShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReminderShown({:?} {:?})", self.reminder, self.notice)
    }
}

impl std::fmt::Debug for Flagged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Flagged({})", self.patient)
    }
}
