//! The shell: the only code that knows the window. There is no window yet.

/// What the program says until it can open a window.
pub const NO_WINDOW_YET: &str = "\
Linkdesk has no window yet. What works today runs in the terminal:
  linkdesk-cli --help    check, convert and answer GP Links letters
  cargo xtask run        a demonstration, from the source";
