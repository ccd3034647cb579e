//! What each deed is called on its button, what it does, and what is said when it is done.

use practice::{Deed, Role};

use crate::wire::DeedShown;

/// The deeds that somebody with this role may do, as buttons. The act asks the ledger once more.
pub(crate) fn shown(deeds: &[Deed], role: Role) -> Vec<DeedShown> {
    let may = |deed: &&Deed| match deed.needs() {
        Role::Manager => role == Role::Manager,
        Role::Viewer | Role::Clerk | Role::Trainer => role != Role::Viewer,
    };

    deeds.iter().filter(may).map(|deed| button(*deed)).collect()
}

fn button(deed: Deed) -> DeedShown {
    let (label, explained, _) = words(deed);

    DeedShown {
        word: deed.word().to_owned(),
        label: label.to_owned(),
        explained: explained.to_owned(),
        needs_why: deed.needs_why(),
        needs_asked: deed.needs_asked(),
    }
}

/// What is told when it is done.
pub(crate) fn told(deed: Deed) -> &'static str {
    words(deed).2
}

fn words(deed: Deed) -> (&'static str, &'static str, &'static str) {
    match deed {
        Deed::Hold => (
            "Hold",
            "It is not sent until somebody lets it go.",
            "On hold. Nothing is sent until somebody lets it go.",
        ),
        Deed::LetGo => (
            "Let it go",
            "It is sent when its time comes.",
            "It is ready to send again.",
        ),
        Deed::SendNow => (
            "Send now",
            "It goes at once. It cannot be taken back after that.",
            "It goes with the next exchange.",
        ),
        Deed::TakeBack => (
            "Take back",
            "It becomes a draft that can be changed. Nothing is sent until it is confirmed again.",
            "Taken back. It is a draft, and nothing was sent.",
        ),
        Deed::Confirm => (
            "Confirm",
            "It is ready to send again.",
            "Confirmed. It is ready to send.",
        ),
        Deed::Drop => (
            "Drop",
            "It is not sent, and what it changed on the record is put back.",
            "Dropped. Nothing was sent, and the record is as it was.",
        ),
        Deed::Close => (
            "Close",
            "Nothing more is expected for it. PCSE is not told.",
            "Closed. PCSE was not told.",
        ),
        Deed::SendAgain => (
            "Send again",
            "Posts the very same message once more, because PCSE says that it never came.",
            "The same message goes again with the next exchange.",
        ),
        Deed::EnterAgain => (
            "Enter again",
            "Files the same with new numbers, because PCSE has lost what it had read.",
            "Filed again with new numbers. This one is closed.",
        ),
        Deed::Retry => (
            "Try again",
            "Posts it again, after what MESH objected to was mended. MESH never had it.",
            "It is tried again with the next exchange.",
        ),
        Deed::Arrived => (
            "PCSE has it",
            "Nothing is sent again.",
            "Recorded that PCSE has it. Nothing is sent again.",
        ),
        Deed::NeverLeft => (
            "It never arrived",
            "The same message is sent again.",
            "Recorded. The same message goes again with the next exchange.",
        ),
        Deed::Abandon => (
            "Abandon",
            "The message is given up. Its numbers are spent, and PCSE must be told.",
            "Given up. Links and numbers says what to tell PCSE.",
        ),
        Deed::Reopen => (
            "Let the link go on",
            "Sending on this link goes on.",
            "Sending on this link goes on.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_has_a_button_a_sentence_and_something_to_tell() {
        for (deed, word) in Deed::ALL {
            let (label, explained, told) = words(deed);

            assert_eq!(Deed::parse(word), Some(deed));
            assert!(!label.is_empty(), "{word}");
            assert!(explained.ends_with('.') && told.ends_with('.'), "{word}");
        }
    }

    #[test]
    fn a_clerk_is_not_offered_what_a_manager_does_and_a_viewer_nothing() {
        let deeds = [Deed::Hold, Deed::SendAgain];
        let words = |role| {
            let shown = shown(&deeds, role);
            shown.into_iter().map(|one| one.word).collect::<Vec<_>>()
        };

        assert_eq!(words(Role::Manager), ["hold", "send-again"]);
        assert_eq!(words(Role::Clerk), ["hold"]);
        assert_eq!(words(Role::Trainer), ["hold"]);
        assert_eq!(words(Role::Viewer), Vec::<String>::new());
    }
}
