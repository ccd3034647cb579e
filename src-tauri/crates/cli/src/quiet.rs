//! What was typed is not told again: a name or a number that stands in the wrong place may be a patient's.

use clap::error::{ContextKind, ContextValue};

const HIDDEN: &str = "…";

/// What clap says of a command line, without what was typed into it.
pub(crate) fn hidden(mut wrong: clap::Error) -> clap::Error {
    for kind in [ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        hide(&mut wrong, kind);
    }
    // Elsewhere an invalid argument is one of ours, by its name.
    if wrong.kind() == clap::error::ErrorKind::UnknownArgument && !is_flag(&wrong) {
        hide(&mut wrong, ContextKind::InvalidArg);
        wrong.remove(ContextKind::Suggested);
        wrong.remove(ContextKind::TrailingArg);
    }

    wrong
}

fn hide(wrong: &mut clap::Error, kind: ContextKind) {
    // An empty value has words of its own.
    let is_there =
        matches!(wrong.get(kind), Some(ContextValue::String(typed)) if !typed.is_empty());
    if is_there {
        wrong.insert(kind, ContextValue::String(HIDDEN.to_owned()));
    }
}

/// `--yaml`, which nobody is called.
fn is_flag(wrong: &clap::Error) -> bool {
    let Some(ContextValue::String(typed)) = wrong.get(ContextKind::InvalidArg) else {
        return false;
    };

    typed.strip_prefix("--").is_some_and(|name| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    })
}
