//! Narrowed inboxes under a name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::View;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SavedView {
    pub name: String,
    pub view: View,
    /// The code of the one kind that is shown; empty for all.
    pub kind: String,
    pub query: String,
    pub is_grouped: bool,
}

impl From<practice::SavedView> for SavedView {
    fn from(saved: practice::SavedView) -> Self {
        Self {
            name: saved.name,
            view: saved.view.into(),
            kind: saved.kind,
            query: saved.query,
            is_grouped: saved.is_grouped,
        }
    }
}

impl From<SavedView> for practice::SavedView {
    fn from(saved: SavedView) -> Self {
        Self {
            name: saved.name,
            view: saved.view.into(),
            kind: saved.kind,
            query: saved.query,
            is_grouped: saved.is_grouped,
        }
    }
}

impl From<practice::View> for View {
    fn from(view: practice::View) -> Self {
        match view {
            practice::View::ToDecide => Self::ToDecide,
            practice::View::Routine => Self::Routine,
            practice::View::Unmatched => Self::Unmatched,
            practice::View::Reminders => Self::Reminders,
            practice::View::SetAside => Self::SetAside,
            practice::View::DoneToday => Self::DoneToday,
            practice::View::ToEnter => Self::ToEnter,
            practice::View::All => Self::All,
        }
    }
}

impl std::fmt::Debug for SavedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SavedView({:?})", self.view)
    }
}
