//! Forms that a clerk has begun: kept as they are typed, shown to their author alone, over a restart too.

use store::{StoreError, Unfinished};

use crate::{Act, DeskError, Practice, Result};

impl Practice {
    /// Keeps a form as it is typed. Refused for one that was sent or discarded meanwhile, or is somebody else's.
    pub fn save_unfinished(&self, key: &str, form: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            if w.filing_with_key(key)?.is_some() || !w.save_unfinished(key, act.by, form, act.at)? {
                return Err(StoreError::Stale.into());
            }

            Ok(())
        })
    }

    /// The open forms of whoever asks, the latest first.
    pub fn unfinished(&self, act: &Act<'_>) -> Result<Vec<Unfinished>> {
        self.store().read(|r| Ok(r.unfinished_of(act.by)?))
    }

    /// Discards a form; what was typed is gone.
    pub fn discard_unfinished(&self, key: &str, act: &Act<'_>) -> Result<()> {
        self.store().write(|w| {
            act.as_clerk(w)?;
            if !w.discard_unfinished(key, act.by)? {
                return Err(DeskError::from(StoreError::Stale));
            }
            let details = serde_json::json!({});

            Ok(act.record(w, "form discarded", "practice", None, details)?)
        })
    }
}

#[cfg(test)]
mod tests {
    use store::Role;

    use super::*;
    use crate::sample::{Sample, manager, now};

    fn open(sample: &Sample, act: &Act<'_>) -> Vec<(String, String)> {
        let forms = sample.practice.unfinished(act).unwrap();

        forms.into_iter().map(|one| (one.key, one.form)).collect()
    }

    fn colleague(sample: &Sample) -> Act<'static> {
        let store = sample.practice.store();
        store.write(|w| w.add_user("Tom", Role::Clerk)).unwrap();

        Act {
            by: "Tom",
            role: Role::Clerk,
            at: now(),
        }
    }

    #[test]
    fn a_form_is_its_authors_until_it_is_discarded() {
        let sample = Sample::new();
        let (mine, other) = (manager(), colleague(&sample));
        let save = |form: &str, act: &Act<'_>| sample.practice.save_unfinished("k1", form, act);
        save("1", &mine).unwrap();
        save("2", &mine).unwrap();

        let stolen = save("3", &other).unwrap_err();
        let thrown_away = sample
            .practice
            .discard_unfinished("k1", &other)
            .unwrap_err();

        assert_eq!((stolen.code(), thrown_away.code()), ("E932", "E932"));
        assert_eq!(open(&sample, &mine), [("k1".to_owned(), "2".to_owned())]);
        assert_eq!(open(&sample, &other), []);
        sample.practice.discard_unfinished("k1", &mine).unwrap();
        assert_eq!(open(&sample, &mine), []);
        assert_eq!(
            save("4", &mine).unwrap_err().code(),
            "E932",
            "what has ended stays so"
        );
    }

    #[test]
    fn whoever_may_only_look_begins_none() {
        let sample = Sample::new();
        let store = sample.practice.store();
        store.write(|w| w.add_user("Vera", Role::Viewer)).unwrap();
        let viewer = Act {
            by: "Vera",
            role: Role::Clerk,
            at: now(),
        };

        let refused = sample
            .practice
            .save_unfinished("k1", "1", &viewer)
            .unwrap_err();

        assert_eq!(refused.code(), "E940");
        assert_eq!(open(&sample, &viewer), []);
    }
}
