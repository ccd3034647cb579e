//! Narrowed inboxes that a person has put a name to. A filter may name a patient, so they lie in the ledger.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Read, Write};

use crate::{Act, DeskError, Practice, Result, View};

/// `Debug` does not show what is looked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    pub view: View,
    /// The code of the one kind that is shown; empty for all.
    pub kind: String,
    pub query: String,
    pub is_grouped: bool,
}

/// More would be a list to search in, not a row of buttons.
const MOST: usize = 12;
const LONGEST_NAME: usize = 30;
const LONGEST_QUERY: usize = 100;

impl Practice {
    /// Those of one person, in the order of their names.
    pub fn saved_views(&self, by: &str) -> Result<Vec<SavedView>> {
        self.store().read(|r| read(r, by))
    }

    /// Keeps a view under its name; one of the same name is replaced.
    pub fn save_view(&self, view: SavedView, act: &Act<'_>) -> Result<()> {
        let name = view.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(not_so("its name has no letters, or more than 30"));
        }
        if view.query.chars().count() > LONGEST_QUERY {
            return Err(not_so("its filter is longer than 100 letters"));
        }
        self.store().write(|w| {
            act.as_clerk(w)?;
            let mut views = read(w, act.by)?;
            views.retain(|one| one.name != name);
            if views.len() >= MOST {
                return Err(not_so("12 views are saved already; forget one first"));
            }
            views.push(SavedView { name, ..view });
            views.sort_by(|one, other| one.name.cmp(&other.name));

            keep(w, &views, "view saved", act)
        })
    }

    pub fn forget_view(&self, name: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            let mut views = read(w, act.by)?;
            views.retain(|one| one.name != name);

            keep(w, &views, "view forgotten", act)
        })
    }
}

fn read(r: &Read<'_>, by: &str) -> Result<Vec<SavedView>> {
    let kept = r.setting(&setting(by))?;

    // What another version of the program kept is no reason to show no inbox.
    Ok(kept
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default())
}

fn keep(w: &Write<'_>, views: &[SavedView], deed: &str, act: &Act<'_>) -> Result<()> {
    w.set(&setting(act.by), &json!(views).to_string())?;

    Ok(act.record(w, deed, "practice", None, json!({}))?)
}

fn setting(by: &str) -> String {
    format!("saved views of {by}")
}

fn not_so(why: &'static str) -> DeskError {
    DeskError::NotSo { why }
}

impl std::fmt::Debug for SavedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SavedView({:?})", self.view)
    }
}

#[cfg(test)]
mod tests {
    use store::Role;

    use super::*;
    use crate::sample::{Sample, manager};

    fn view(name: &str, query: &str) -> SavedView {
        SavedView {
            name: name.to_owned(),
            view: View::ToDecide,
            kind: "F2".to_owned(),
            query: query.to_owned(),
            is_grouped: true,
        }
    }

    fn names(sample: &Sample) -> Vec<String> {
        let views = sample.practice.saved_views(manager().by).unwrap();

        views.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn a_view_is_kept_under_its_name_replaced_and_forgotten() {
        let sample = Sample::healthy();
        let practice = &sample.practice;
        for (name, query) in [
            ("Weir Lane", "weir"),
            (" Deductions ", ""),
            ("Weir Lane", "weir lane"),
        ] {
            practice.save_view(view(name, query), &manager()).unwrap();
        }
        assert_eq!(names(&sample), ["Deductions", "Weir Lane"]);
        let kept = practice.saved_views(manager().by).unwrap();
        assert_eq!(kept[1], view("Weir Lane", "weir lane"));
        assert!(practice.saved_views("somebody else").unwrap().is_empty());

        practice.forget_view("Weir Lane", &manager()).unwrap();
        assert_eq!(names(&sample), ["Deductions"]);
    }

    #[test]
    fn a_name_that_is_none_one_view_too_many_and_a_viewer_are_refused() {
        let sample = Sample::healthy();
        let practice = &sample.practice;
        let viewer = Act {
            role: Role::Viewer,
            ..manager()
        };
        for n in 0..MOST {
            practice
                .save_view(view(&format!("{n}"), ""), &manager())
                .unwrap();
        }
        let long = "x".repeat(LONGEST_QUERY + 1);
        for refused in [
            view(" ", ""),
            view(&"x".repeat(31), ""),
            view("one more", ""),
            view("1", &long),
        ] {
            let refusal = practice.save_view(refused, &manager()).unwrap_err();
            assert!(matches!(refusal, DeskError::NotSo { .. }));
        }
        assert_eq!(
            practice.save_view(view("1", ""), &viewer),
            Err(DeskError::NotAllowed { needs: Role::Clerk })
        );
        assert_eq!(names(&sample).len(), MOST);
    }
}
