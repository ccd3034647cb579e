//! What is said for which change. Pure; counts and kinds alone come in, so no patient's details can go out.

use jiff::SignedDuration;
use practice::{NoticeId, Tidings};

/// So long a line may be down before it is told as a stop.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_mins(30);

/// What was known when the window was last in front, and what was told since. Nothing before the first look: what lay there
/// when the desk was opened calls nobody.
#[derive(Debug, Default)]
pub(super) struct Watch(Option<Known>);

#[derive(Debug)]
struct Known {
    seen: Tidings,
    told: Tidings,
}

impl Watch {
    /// The last notice that was there when somebody looked; `None` before the first look.
    pub(super) fn known(&self) -> Option<NoticeId> {
        self.0.as_ref().map(|known| known.seen.newest)
    }

    /// What to say of how things stand; nothing where somebody sees it, or where nothing was added since it was last said.
    /// It says all since somebody looked, so that it can stand in the place of what was said before.
    pub(super) fn hears(&mut self, now: Tidings, is_seen: bool) -> Option<String> {
        let Some(Known { seen, told }) = self.0.as_mut().filter(|_| !is_seen) else {
            self.0 = Some(Known {
                seen: now,
                told: now,
            });
            return None;
        };
        // What was mended since is news when it comes again.
        seen.is_stopped &= now.is_stopped;
        seen.undelivered = seen.undelivered.min(now.undelivered);
        let told = std::mem::replace(told, now);
        let has_come = now.last_to_decide > told.last_to_decide;
        let is_new =
            has_come || now.undelivered > told.undelivered || (now.is_stopped && !told.is_stopped);

        is_new.then(|| words(seen, &now))
    }
}

fn words(seen: &Tidings, now: &Tidings) -> String {
    let undelivered = now.undelivered.saturating_sub(seen.undelivered);
    let parts = [
        counted(
            now.to_decide,
            "1 new message to decide",
            "new messages to decide",
        ),
        counted(
            undelivered,
            "A message was not delivered",
            "messages were not delivered",
        ),
        (now.is_stopped && !seen.is_stopped).then(|| "Sending has stopped".to_owned()),
    ];

    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

fn counted(number: u64, one: &str, many: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{number} {many}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(newest: i64, to_decide: u64, undelivered: u64, is_stopped: bool) -> Tidings {
        Tidings {
            newest: NoticeId::new(newest),
            to_decide,
            last_to_decide: (to_decide > 0).then(|| NoticeId::new(newest)),
            undelivered,
            is_stopped,
        }
    }

    /// A desk that was opened with one letter undelivered long ago.
    fn opened() -> Watch {
        let mut watch = Watch::default();
        assert_eq!(watch.hears(at(7, 7, 1, false), false), None, "it lay there");
        assert_eq!(watch.known(), Some(NoticeId::new(7)));

        watch
    }

    #[test]
    fn each_change_has_its_words() {
        for (now, words) in [
            (at(7, 0, 1, false), None),
            (at(8, 0, 1, false), None),
            (at(8, 1, 1, false), Some("1 new message to decide")),
            (at(10, 3, 1, false), Some("3 new messages to decide")),
            (at(7, 0, 2, false), Some("A message was not delivered")),
            (at(7, 0, 3, false), Some("2 messages were not delivered")),
            (at(7, 0, 1, true), Some("Sending has stopped")),
            (
                at(9, 2, 2, true),
                Some("2 new messages to decide. A message was not delivered. Sending has stopped"),
            ),
        ] {
            assert_eq!(opened().hears(now, false).as_deref(), words, "{now:?}");
            assert_eq!(opened().hears(now, true), None, "somebody sees it");
        }
    }

    #[test]
    fn what_was_said_is_not_said_again_until_something_is_added() {
        let mut watch = opened();
        let mut says = |now, is_seen| watch.hears(now, is_seen);

        assert_eq!(
            says(at(8, 1, 1, true), false).as_deref(),
            Some("1 new message to decide. Sending has stopped")
        );
        assert_eq!(says(at(8, 1, 1, true), false), None);
        assert_eq!(
            says(at(8, 0, 1, true), false),
            None,
            "decided on the command line"
        );
        assert_eq!(
            says(at(10, 2, 1, true), false).as_deref(),
            Some("2 new messages to decide. Sending has stopped")
        );
        assert_eq!(says(at(10, 2, 1, false), true), None, "somebody looks");
        assert_eq!(says(at(10, 0, 1, false), false), None);
        assert_eq!(
            says(at(10, 0, 1, true), false).as_deref(),
            Some("Sending has stopped"),
            "once more, after it went on"
        );
    }

    #[test]
    fn the_first_message_of_all_calls() {
        let mut watch = Watch::default();
        watch.hears(at(0, 0, 0, false), false);

        assert_eq!(watch.known(), Some(NoticeId::new(0)));
        let first = watch.hears(at(1, 1, 0, false), false);
        assert_eq!(first.as_deref(), Some("1 new message to decide"));
    }

    #[test]
    fn a_stop_that_ends_and_comes_again_unseen_is_said_again() {
        let mut watch = opened();
        let said: Vec<bool> = [true, true, false, true]
            .into_iter()
            .map(|is_stopped| watch.hears(at(7, 0, 1, is_stopped), false).is_some())
            .collect();
        assert_eq!(said, [true, false, false, true]);

        watch.hears(at(7, 0, 1, true), true);
        assert_eq!(
            watch.hears(at(7, 0, 0, false), false),
            None,
            "mended by somebody else"
        );
        let again = watch.hears(at(7, 0, 1, true), false);
        assert_eq!(
            again.as_deref(),
            Some("A message was not delivered. Sending has stopped")
        );
    }
}
