//! The user's state folder: where things lie that must not come back with a restored data folder.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::choose::set;
use crate::{InstallId, VaultError};

/// Names another folder than the platform's own; a folder for each installation is made in it.
pub const STATE: &str = "LINKDESK_STATE";

type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

#[derive(Debug, Clone, Copy)]
enum Platform {
    Linux,
    MacOs,
    Windows,
}

const HERE: Platform = if cfg!(windows) {
    Platform::Windows
} else if cfg!(target_os = "macos") {
    Platform::MacOs
} else {
    Platform::Linux
};

/// Gives the folder of this installation; it need not be there yet.
pub fn state_folder(install: &InstallId, env: Env<'_>) -> Result<PathBuf, VaultError> {
    state_folder_on(HERE, install, env)
}

fn state_folder_on(
    platform: Platform,
    install: &InstallId,
    env: Env<'_>,
) -> Result<PathBuf, VaultError> {
    let folder = match set(env, STATE).map(PathBuf::from) {
        Some(folder) if folder.is_absolute() => folder,
        Some(_) => return Err(VaultError::StateNotAbsolute),
        None => own_folder(platform, env)?,
    };

    Ok(folder.join(install.to_string()))
}

fn own_folder(platform: Platform, env: Env<'_>) -> Result<PathBuf, VaultError> {
    let (base, wanted) = match platform {
        Platform::Linux => (
            full_path(env, "XDG_STATE_HOME")
                .or_else(|| Some(full_path(env, "HOME")?.join(".local/state"))),
            "HOME",
        ),
        Platform::MacOs => (
            full_path(env, "HOME").map(|home| home.join("Library/Application Support")),
            "HOME",
        ),
        Platform::Windows => (full_path(env, "LOCALAPPDATA"), "LOCALAPPDATA"),
    };

    Ok(base
        .ok_or(VaultError::NoStateFolder { wanted })?
        .join("linkdesk"))
}

/// The XDG base directory specification: a path that is not absolute counts as not set.
fn full_path(env: Env<'_>, name: &str) -> Option<PathBuf> {
    set(env, name)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

/// The paths are written as Unix writes them.
#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn each_platform_has_its_own_place() {
        let all = [("HOME", "/home/a"), ("LOCALAPPDATA", "/local")];

        assert_eq!(
            on(Platform::Linux, &all),
            Ok(format!("/home/a/.local/state/linkdesk/{ID}"))
        );
        assert_eq!(
            on(Platform::MacOs, &all),
            Ok(format!("/home/a/Library/Application Support/linkdesk/{ID}"))
        );
        assert_eq!(
            on(Platform::Windows, &all),
            Ok(format!("/local/linkdesk/{ID}"))
        );
    }

    #[test]
    fn xdg_comes_before_home_and_ours_before_both() {
        let home = ("HOME", "/home/a");
        let xdg = ("XDG_STATE_HOME", "/xdg");

        assert_eq!(
            on(Platform::Linux, &[home, xdg]),
            Ok(format!("/xdg/linkdesk/{ID}"))
        );
        assert_eq!(
            on(Platform::Linux, &[home, xdg, (STATE, "/ours")]),
            Ok(format!("/ours/{ID}"))
        );
    }

    #[test]
    fn what_is_empty_or_no_full_path_counts_as_not_set() {
        let home = ("HOME", "/home/a");
        let from_home = Ok(format!("/home/a/.local/state/linkdesk/{ID}"));

        assert_eq!(
            on(Platform::Linux, &[home, ("XDG_STATE_HOME", "")]),
            from_home
        );
        assert_eq!(
            on(Platform::Linux, &[home, ("XDG_STATE_HOME", "state")]),
            from_home
        );
        assert_eq!(on(Platform::Linux, &[home, (STATE, "")]), from_home);
    }

    #[test]
    fn without_a_place_nothing_is_guessed() {
        for platform in [Platform::Linux, Platform::MacOs, Platform::Windows] {
            assert_eq!(on(platform, &[]), Err("E910"));
            assert_eq!(
                on(platform, &[("HOME", "a"), ("LOCALAPPDATA", "b")]),
                Err("E910")
            );
        }
        assert_eq!(
            on(Platform::Linux, &[("HOME", "/home/a"), (STATE, "ours")]),
            Err("E910"),
            "a folder that hangs on where the program was started would seem empty elsewhere"
        );
    }

    fn on(platform: Platform, set: &[(&str, &str)]) -> Result<String, &'static str> {
        let env = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name)?;

            Some(OsString::from(found.1))
        };
        let folder = InstallId::parse(ID).and_then(|id| state_folder_on(platform, &id, &env));

        folder
            .map(|folder| folder.display().to_string())
            .map_err(|error| error.code())
    }
}
