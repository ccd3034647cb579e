//! What machine this is and what we may do on it.

use std::io::{self, IsTerminal};
use std::process::Command;
use std::{env, fs};

use crate::process;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum System {
    /// Debian, Ubuntu and what descends from them: the systems that we install on.
    Debian,
    OtherUnix,
    MacOs,
    Windows,
}

/// Everything that decides whether a missing program may be installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    pub(crate) system: System,
    /// `--yes` or `CI=true`.
    pub(crate) agreed: bool,
    pub(crate) root: bool,
    pub(crate) sudo: bool,
    pub(crate) terminal: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Install,
    Ask,
    Leave(&'static str),
}

impl Situation {
    pub(crate) fn here(yes: bool) -> Self {
        Self {
            system: system(
                env::consts::OS,
                &fs::read_to_string("/etc/os-release").unwrap_or_default(),
            ),
            agreed: yes || env::var_os("CI").is_some_and(|value| value == "true"),
            root: process::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0"),
            sudo: process::answers("sudo"),
            terminal: io::stdin().is_terminal() && io::stderr().is_terminal(),
        }
    }

    /// Whether a command may be run here; `as_root` is true for the system's packages.
    pub(crate) fn decide(self, as_root: bool) -> Decision {
        if as_root && !self.root && !self.sudo {
            return Decision::Leave("it must be run as root, and there is no sudo here");
        }

        if self.agreed || (self.root && !self.terminal) {
            Decision::Install
        } else if self.terminal {
            Decision::Ask
        } else {
            Decision::Leave("there is no terminal to ask on, and --yes was not given")
        }
    }

    /// Without a terminal sudo must not wait for a password that nobody can type.
    pub(crate) fn sudo(self) -> &'static [&'static str] {
        match (self.root, self.sudo, self.terminal) {
            (true, _, _) | (false, false, _) => &[],
            (false, true, true) => &["sudo"],
            (false, true, false) => &["sudo", "-n"],
        }
    }
}

/// `os_release` is the text of `/etc/os-release`, empty where there is none.
fn system(os: &str, os_release: &str) -> System {
    match os {
        "windows" => System::Windows,
        "macos" => System::MacOs,
        _ if descends_from_debian(os_release) => System::Debian,
        _ => System::OtherUnix,
    }
}

fn descends_from_debian(os_release: &str) -> bool {
    let families = os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));

    families
        .flat_map(|names| names.trim_matches('"').split(' '))
        .any(|name| matches!(name, "debian" | "ubuntu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debian_is_known_by_its_name_or_its_family() {
        for os_release in [
            "PRETTY_NAME=\"Debian\"\nID=debian\n",
            "ID=ubuntu\n",
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
        ] {
            assert_eq!(system("linux", os_release), System::Debian, "{os_release}");
        }
    }

    #[test]
    fn other_systems_are_told_apart() {
        assert_eq!(
            system("linux", "ID=fedora\nHOME_URL=\"https://not.debian\"\n"),
            System::OtherUnix
        );
        assert_eq!(system("linux", ""), System::OtherUnix);
        assert_eq!(system("macos", ""), System::MacOs);
        assert_eq!(system("windows", ""), System::Windows);
    }

    #[test]
    fn a_person_at_a_terminal_is_asked() {
        assert_eq!(here("sudo terminal").decide(true), Decision::Ask);
        assert_eq!(here("root terminal").decide(true), Decision::Ask);
        assert_eq!(here("terminal").decide(false), Decision::Ask);
    }

    #[test]
    fn who_agreed_beforehand_is_not_asked() {
        for words in [
            "agreed sudo terminal",
            "agreed sudo",
            "agreed root terminal",
        ] {
            assert_eq!(here(words).decide(true), Decision::Install, "{words}");
        }
    }

    #[test]
    fn root_without_a_terminal_is_not_asked() {
        assert_eq!(here("root").decide(true), Decision::Install);
    }

    #[test]
    fn nothing_is_installed_where_nobody_can_be_asked() {
        let reason = "there is no terminal to ask on, and --yes was not given";

        assert_eq!(here("sudo").decide(true), Decision::Leave(reason));
        assert_eq!(here("").decide(false), Decision::Leave(reason));
    }

    #[test]
    fn packages_are_left_where_nobody_may_install_them() {
        let reason = "it must be run as root, and there is no sudo here";
        let powerless = here("agreed terminal");

        assert_eq!(powerless.decide(true), Decision::Leave(reason));
        assert_eq!(
            powerless.decide(false),
            Decision::Install,
            "the toolchain is the developer's own"
        );
    }

    #[test]
    fn sudo_is_used_only_where_needed_and_never_waits_for_a_password_unseen() {
        assert_eq!(here("root sudo terminal").sudo(), [""; 0]);
        assert_eq!(
            here("terminal").sudo(),
            [""; 0],
            "then the bare command is shown"
        );
        assert_eq!(here("sudo terminal").sudo(), ["sudo"]);
        assert_eq!(here("sudo").sudo(), ["sudo", "-n"]);
    }

    /// A Debian machine of which the words are true.
    fn here(words: &str) -> Situation {
        let is = |word| words.split(' ').any(|other| other == word);

        Situation {
            system: System::Debian,
            agreed: is("agreed"),
            root: is("root"),
            sudo: is("sudo"),
            terminal: is("terminal"),
        }
    }
}
