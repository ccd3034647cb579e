//! What can go wrong between us and the carrier.

use std::fmt;

/// Why a call to the carrier did not do its work. The detail is for a log: it never holds a body. `Debug` does
/// not show the headers.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{trouble}")]
pub struct MailError {
    pub trouble: Trouble,
    pub detail: String,
    /// How long the carrier asked us to wait.
    pub wait_seconds: Option<u32>,
    /// What the carrier said of a message whose body could not be taken.
    pub headers: Vec<(String, String)>,
}

/// The kinds of trouble, each with the sentence that a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Trouble {
    #[error("the network or MESH could not be reached")]
    NotReached,
    #[error("the name of the MESH server could not be found")]
    NameNotFound,
    #[error("the proxy between this computer and MESH did not let us through")]
    ProxyRefused,
    #[error("the server that answered is not one that we trust to be MESH")]
    NotTrusted,
    #[error("the server that answered bears another name than the MESH server in the settings")]
    WrongName,
    #[error("no safe connection could be agreed with the server that answered")]
    NotSecure,
    #[error("MESH closed the connection: it does not seem to accept this practice's certificate")]
    CertificateRefused,
    #[error("MESH did not answer in time")]
    TimedOut,
    #[error("the connection was lost before MESH had answered")]
    Broken,
    #[error("MESH is busy and asks us to come back later")]
    Busy,
    #[error("MESH has trouble of its own")]
    Failing,
    #[error("MESH did not let us in: mailbox, password or certificate are not the right ones")]
    NotLetIn,
    #[error("MESH did not let us in: this computer's clock is {}", Skew(*ahead_seconds))]
    ClockWrong { ahead_seconds: i64 },
    #[error("what answered is not MESH")]
    NotMesh,
    #[error("MESH no longer has this message")]
    Gone,
    #[error("MESH answered something that cannot be understood")]
    NotUnderstood,
    #[error("the message arrived damaged")]
    Damaged,
    #[error("the message is larger than any letter may be")]
    TooLarge,
    #[error("the folders of the MESH client cannot be read or written")]
    NoClient,
    #[error(
        "the MESH client seems not to be running: letters have lain in its OUT folder for hours"
    )]
    ClientStands,
    #[error("MESH no longer tells what became of a message that was sent")]
    NoTracking,
}

impl MailError {
    pub fn new(trouble: Trouble, detail: impl Into<String>) -> Self {
        Self {
            trouble,
            detail: detail.into(),
            wait_seconds: None,
            headers: Vec::new(),
        }
    }
}

impl fmt::Debug for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailError")
            .field("trouble", &self.trouble)
            .field("detail", &self.detail)
            .field("wait_seconds", &self.wait_seconds)
            .finish_non_exhaustive()
    }
}

impl Trouble {
    /// One of each; a clock that is an hour and five minutes slow stands for all wrong clocks.
    pub const ALL: [Self; 21] = [
        Self::NotReached,
        Self::NameNotFound,
        Self::ProxyRefused,
        Self::NotTrusted,
        Self::WrongName,
        Self::NotSecure,
        Self::CertificateRefused,
        Self::TimedOut,
        Self::Broken,
        Self::Busy,
        Self::Failing,
        Self::NotLetIn,
        Self::ClockWrong {
            ahead_seconds: -3900,
        },
        Self::NotMesh,
        Self::Gone,
        Self::NotUnderstood,
        Self::Damaged,
        Self::TooLarge,
        Self::NoClient,
        Self::ClientStands,
        Self::NoTracking,
    ];

    /// Whether it stands between us and the whole mailbox, and not just one message.
    pub fn keeps_out(self) -> bool {
        match self {
            Self::NotReached
            | Self::NameNotFound
            | Self::ProxyRefused
            | Self::NotTrusted
            | Self::WrongName
            | Self::NotSecure
            | Self::CertificateRefused
            | Self::TimedOut
            | Self::Broken
            | Self::Busy
            | Self::Failing
            | Self::NotLetIn
            | Self::ClockWrong { .. }
            | Self::NotMesh
            | Self::NoClient
            | Self::ClientStands => true,
            Self::Gone
            | Self::NotUnderstood
            | Self::Damaged
            | Self::TooLarge
            | Self::NoTracking => false,
        }
    }

    /// What a person can do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::NotReached => {
                "Check that this computer is on the network, and that its firewall lets it through to MESH"
            }
            Self::NameNotFound => {
                "Check the network, and the spelling of the MESH address in the settings"
            }
            Self::ProxyRefused => {
                "Ask whoever looks after your network for the proxy's address, name and password"
            }
            Self::NotTrusted => {
                "Check the file of trusted certificates in the settings; if it is the right one, something on your network stands between this computer and MESH"
            }
            Self::WrongName => {
                "Check the MESH address in the settings: use one of the internet addresses, not one of the old network"
            }
            Self::NotSecure => {
                "Check the MESH address in the settings, and ask whether something on your network opens connections on the way"
            }
            Self::CertificateRefused => {
                "Check that the certificate in the settings is the one that was issued for this mailbox and this MESH address, and that it has not expired"
            }
            Self::TimedOut | Self::Broken | Self::Busy | Self::Failing => {
                "Nothing needs to be done unless it lasts; then ask the national service desk whether MESH is working"
            }
            Self::NotLetIn => {
                "Check the mailbox, its password and the shared key in the settings. It is not tried again and again, so that the mailbox is not locked"
            }
            Self::ClockWrong { .. } => {
                "Set this computer's date, time and time zone, and let it keep them by itself"
            }
            Self::NotMesh => {
                "Check the MESH address in the settings; if it is right, a log-in page of your network may have answered: open a web page and log in"
            }
            Self::Gone => {
                "Nothing needs to be done: somebody has fetched it, or its time has run out"
            }
            Self::NotUnderstood => {
                "Check that the MESH address in the settings is right; if it is, and it lasts, ask the national service desk whether MESH has changed"
            }
            Self::Damaged => {
                "It stays at MESH and is fetched again, after the third time once a day; if it lasts, ask PCSE to send it again"
            }
            Self::TooLarge => "It stays at MESH; tell PCSE, who may have sent it by mistake",
            Self::NoClient => {
                "Check the folder in the settings (`mesh show`), that you may write to it, and that its disk is not full"
            }
            Self::ClientStands => {
                "Start the MESH client, or ask whoever looks after it; what lies in its folders is not lost"
            }
            Self::NoTracking => "Ask PCSE whether the message has arrived, and tell the program",
        }
    }
}

/// How wrong a clock is, in words.
struct Skew(i64);

impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.unsigned_abs() / 60;
        let side = if self.0 < 0 { "slow" } else { "fast" };

        match (minutes / 1440, minutes / 60, minutes % 60) {
            (0, 0, minutes) => write!(f, "{minutes} minutes {side}"),
            (0, hours, minutes) => write!(f, "{hours} h {minutes} min {side}"),
            (days, _, _) => write!(f, "more than {days} days {side}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_troubles_read_the_same_and_each_has_its_advice() {
        let words: BTreeSet<String> = Trouble::ALL.iter().map(Trouble::to_string).collect();

        assert_eq!(words.len(), Trouble::ALL.len());
        for trouble in Trouble::ALL {
            assert!(trouble.advice().len() > 20, "{trouble}");
        }
    }

    #[test]
    fn a_wrong_clock_says_by_how_much() {
        for (ahead_seconds, words) in [
            (7_500, "2 h 5 min fast"),
            (-3_900, "1 h 5 min slow"),
            (-59, "0 minutes slow"),
            (400_000, "more than 4 days fast"),
            (i64::MIN, "more than 106751991167300 days slow"),
        ] {
            let trouble = Trouble::ClockWrong { ahead_seconds };

            assert_eq!(
                trouble.to_string(),
                format!("MESH did not let us in: this computer's clock is {words}")
            );
        }
    }
}
