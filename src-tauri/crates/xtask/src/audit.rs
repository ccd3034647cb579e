//! `cargo xtask audit`: licences, sources and advisories, by the rules in `deny.toml`. No part of
//! `test`, since the advisories come from the network.

use std::process::ExitCode;

use crate::process;

pub(crate) fn audit() -> Result<ExitCode, String> {
    if process::answer(&mut process::cargo(&["deny", "--version"])).is_none() {
        return Err(
            "cargo-deny is missing. Install it and try again:\n  cargo install --locked cargo-deny"
                .to_owned(),
        );
    }
    let status = process::follow(&mut process::cargo(&["deny", "--workspace", "check"]))?;

    Ok(process::pass_on(status))
}
