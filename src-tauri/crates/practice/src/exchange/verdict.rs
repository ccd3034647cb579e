//! What an attempt to post means for the letter. Pure.

use jiff::{SignedDuration, Timestamp};
use mailbox::{MailError, Posted, Trouble};

use super::Pass;
use crate::due;

/// MESH is given so long to know of a message before it is asked.
pub(crate) const BEFORE_TRACKING: SignedDuration = SignedDuration::from_secs(60);

/// What becomes of a letter after an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Accepted {
        mesh_id: String,
    },
    HandedOver,
    /// The same again cannot help; a person must mend something.
    Refused {
        words: String,
    },
    /// Certain that MESH has nothing: the same bytes go again at this time.
    Again {
        at: Timestamp,
        words: String,
    },
    /// MESH may have it: it is asked at this time, and until then nothing is posted.
    Doubt {
        asked_at: Timestamp,
        words: String,
    },
}

pub(super) fn verdict(posted: Posted, attempts: u32, now: Timestamp, chance: u8) -> Verdict {
    match posted {
        Posted::Accepted { id } => Verdict::Accepted {
            mesh_id: id.as_str().to_owned(),
        },
        Posted::HandedOver => Verdict::HandedOver,
        Posted::Refused { code, words } => Verdict::Refused {
            words: format!("E981 MESH refused it ({code}): {words}"),
        },
        Posted::NotSent(error) => {
            let wait = due::delay_after(attempts, chance);

            Verdict::Again {
                at: due::later(now, wait.max(asked(&error))),
                words: format!("{} {}", code(error.trouble), error.trouble),
            }
        }
        Posted::Unknown(error) => Verdict::Doubt {
            asked_at: due::later(now, BEFORE_TRACKING.max(asked(&error))),
            words: format!("{} {}", code(error.trouble), error.trouble),
        },
    }
}

/// The wait that MESH asked for.
fn asked(error: &MailError) -> SignedDuration {
    let seconds = error.wait_seconds.unwrap_or_default();

    SignedDuration::from_secs(seconds.into())
}

/// The code of a trouble with the post. Never changes once published.
pub fn code(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotReached => "E982",
        Trouble::TimedOut => "E983",
        Trouble::Broken => "E984",
        Trouble::Busy => "E985",
        Trouble::Failing => "E986",
        Trouble::NotLetIn => "E987",
        Trouble::Gone => "E988",
        Trouble::NotUnderstood => "E989",
        Trouble::TooLarge => "E990",
        Trouble::NoTracking => "E976",
        Trouble::NoClient => "E917",
        Trouble::ClientStands => "E918",
        Trouble::Damaged => "E977",
        Trouble::NotSecure => "E978",
        Trouble::ClockWrong { .. } => "E979",
        Trouble::NameNotFound => "E994",
        Trouble::NotTrusted => "E995",
        Trouble::WrongName => "E996",
        Trouble::CertificateRefused => "E997",
        Trouble::ProxyRefused => "E998",
        Trouble::NotMesh => "E999",
    }
}

/// MESH is not tried: it did not let us in, or asked to be left alone.
pub(super) const LET_NOBODY_IN: &str = "E974";
pub(super) const LEFT_ALONE: &str = "E915";

impl Pass {
    /// Whether anything kept the mailbox from being reached.
    pub fn is_down(&self) -> bool {
        self.troubles.iter().any(super::Trouble::is_down)
    }

    /// Whether MESH was not even asked: it wants to be left alone, or has let nobody in.
    pub fn stood_back(&self) -> bool {
        self.troubles.iter().any(super::Trouble::stands_back)
    }
}

impl super::Trouble {
    /// Whether it kept the mailbox from being reached, or from being asked.
    pub fn keeps_out(&self) -> bool {
        self.is_down() || self.stands_back()
    }

    fn is_down(&self) -> bool {
        Trouble::ALL
            .into_iter()
            .any(|one| one.keeps_out() && code(one) == self.code)
    }

    fn stands_back(&self) -> bool {
        self.code == LEFT_ALONE || self.code == LET_NOBODY_IN
    }
}

#[cfg(test)]
mod tests {
    use mailbox::MessageId;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn after(seconds: i64) -> Timestamp {
        NOW + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn what_mesh_took_is_never_tried_again() {
        let posted = Posted::Accepted {
            id: MessageId::new("M1"),
        };

        assert_eq!(
            verdict(posted, 1, NOW, 0),
            Verdict::Accepted {
                mesh_id: "M1".to_owned()
            }
        );
    }

    #[test]
    fn what_surely_did_not_leave_goes_again_as_soon_as_mesh_allows() {
        let busy = MailError {
            wait_seconds: Some(120),
            ..MailError::new(Trouble::Busy, "")
        };
        let words = "E985 MESH is busy and asks us to come back later".to_owned();

        assert_eq!(
            verdict(Posted::NotSent(busy.clone()), 1, NOW, 0),
            Verdict::Again {
                at: after(120),
                words: words.clone()
            }
        );
        assert_eq!(
            verdict(Posted::NotSent(busy), 5, NOW, 0),
            Verdict::Again {
                at: after(720),
                words
            }
        );
    }

    #[test]
    fn what_may_have_left_is_asked_for_before_anything_else() {
        let posted = Posted::Unknown(MailError::new(Trouble::Broken, ""));

        assert_eq!(
            verdict(posted, 1, NOW, 0),
            Verdict::Doubt {
                asked_at: after(60),
                words: "E984 the connection was lost before MESH had answered".to_owned()
            }
        );
    }

    #[test]
    fn a_busy_mesh_is_not_asked_before_the_time_that_it_named() {
        let busy = MailError {
            wait_seconds: Some(600),
            ..MailError::new(Trouble::Busy, "")
        };

        assert_eq!(
            verdict(Posted::Unknown(busy), 1, NOW, 0),
            Verdict::Doubt {
                asked_at: after(600),
                words: "E985 MESH is busy and asks us to come back later".to_owned()
            }
        );
    }

    #[test]
    fn what_concerns_one_message_does_not_mean_that_mesh_is_not_reached() {
        let is_down = |trouble: Trouble| {
            let mut pass = Pass::default();
            pass.met(code(trouble), "");
            pass.is_down()
        };
        let passes: Vec<_> = Trouble::ALL
            .into_iter()
            .filter(|trouble| !is_down(*trouble))
            .map(code)
            .collect();

        assert_eq!(passes, ["E988", "E989", "E977", "E990", "E976"]);
    }

    #[test]
    fn every_trouble_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = Trouble::ALL.into_iter().map(code).collect();

        assert_eq!(codes.len(), Trouble::ALL.len());
    }
}
