//! How often the carrier may be asked, and what is remembered of it from one run to the next.
//!
//! What is due is decided by pure functions of what was heard and the time.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use mailbox::{Handshake, MailError, Trouble};
use store::{Read, Write};

use super::Pass;
use super::verdict::{self, LEFT_ALONE, LET_NOBODY_IN};
use crate::{Practice, Result, due};

/// MESH wants to be greeted once a day; twice is safe on a computer that is switched off at night.
const BETWEEN_GREETINGS: SignedDuration = SignedDuration::from_hours(12);
/// So often turned away, we stop: whoever goes on trying may be locked out.
const MOST_REFUSALS: u32 = 3;
/// Letters that nobody fetches are lost to us after five days.
const SILENCE: SignedDuration = SignedDuration::from_hours(24);
const LONG_SILENCE: SignedDuration = SignedDuration::from_hours(3 * 24);
/// MESH asks for no longer rest; a time further ahead was set by a clock that was wrong.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);
/// A clock may be so far out before somebody is told; beyond two hours MESH refuses it.
const CLOCK_SECONDS: i64 = 5 * 60;
pub(super) const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(CLOCK_SECONDS);

/// How often a carrier may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rhythm {
    /// `None` for a mailbox in memory, which may be asked at any time and needs no greeting.
    between_polls: Option<SignedDuration>,
    /// A greeting costs nobody anything: the carrier is on this computer.
    greets_each_time: bool,
}

/// What is remembered of the carrier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) polled_at: Option<Timestamp>,
    /// The last listing did not come to its end.
    pub(super) more_waits: bool,
    /// The last listing that was answered.
    pub(super) reached_at: Option<Timestamp>,
    let_in_at: Option<Timestamp>,
    refusals: u32,
    /// MESH asked us to wait until then.
    not_before: Option<Timestamp>,
    /// How far this computer's clock was ahead of MESH's at the last greeting that told it.
    clock_ahead: Option<i64>,
}

/// How the post fares, as a person asks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PostHealth {
    /// The mailbox was looked into, and answered.
    pub checked_at: Option<Timestamp>,
    /// MESH let us in.
    pub greeted_at: Option<Timestamp>,
    /// There was more than could be fetched at once.
    pub more_waits: bool,
    pub clock_ahead_seconds: Option<i64>,
}

impl Rhythm {
    /// MESH may be asked for what waits every so many seconds.
    pub fn polled_every(seconds: u32) -> Self {
        Self {
            between_polls: Some(SignedDuration::from_secs(seconds.into())),
            greets_each_time: false,
        }
    }

    /// The MESH client's folders are looked over in every pass: a client that stands still is told at once.
    pub fn greeting_each_time(self) -> Self {
        Self {
            greets_each_time: true,
            ..self
        }
    }

    pub(super) fn greets(self, heard: &Heard, now: Timestamp) -> bool {
        self.greets_each_time || heard.greeting_is_due(now)
    }

    pub(super) fn is_free(self) -> bool {
        self.between_polls.is_none()
    }

    /// When the mailbox may next be looked at, if that is not now. A time ahead of us was written by a clock
    /// that was wrong.
    pub(super) fn next_poll(self, heard: &Heard, now: Timestamp) -> Option<Timestamp> {
        let between = self.between_polls?;
        let polled = heard.polled_at.filter(|polled| *polled <= now)?;
        let next = due::later(polled, between);

        (!heard.more_waits && now < next).then_some(next)
    }
}

impl Heard {
    pub(super) fn read(r: &Read<'_>) -> Result<Self> {
        let stored = r.settings()?;
        let time = |name: &str| stored.get(name).and_then(|text| text.parse().ok());

        Ok(Self {
            polled_at: time(POLLED_AT),
            more_waits: stored.get(MORE_WAITS).is_some_and(|text| text == "yes"),
            reached_at: time(REACHED_AT),
            let_in_at: time(LET_IN_AT),
            refusals: number(&stored, REFUSALS),
            not_before: time(NOT_BEFORE),
            clock_ahead: stored.get(CLOCK_AHEAD).and_then(|text| text.parse().ok()),
        })
    }

    pub(super) fn write(&self, w: &Write<'_>) -> Result<()> {
        let time = |time: Option<Timestamp>| time.map(|at| at.to_string()).unwrap_or_default();
        w.set(POLLED_AT, &time(self.polled_at))?;
        w.set(MORE_WAITS, if self.more_waits { "yes" } else { "no" })?;
        w.set(REACHED_AT, &time(self.reached_at))?;
        w.set(LET_IN_AT, &time(self.let_in_at))?;
        w.set(REFUSALS, &self.refusals.to_string())?;

        let clock_ahead = self.clock_ahead.map(|ahead| ahead.to_string());
        w.set(CLOCK_AHEAD, &clock_ahead.unwrap_or_default())?;

        Ok(w.set(NOT_BEFORE, &time(self.not_before))?)
    }

    fn greeting_is_due(&self, now: Timestamp) -> bool {
        self.refusals > 0
            || self
                .let_in_at
                .is_none_or(|at| at > now || due::later(at, BETWEEN_GREETINGS) <= now)
    }

    /// Tells why MESH is left alone for now, where it is.
    pub(super) fn stands_back(&self, now: Timestamp, pass: &mut Pass) -> bool {
        if self.refusals >= MOST_REFUSALS {
            pass.met(
                LET_NOBODY_IN,
                "MESH did not let us in three times, so nothing more is tried, lest the mailbox be locked. Nothing was sent or fetched. Mend the password, shared key, certificate or this computer's clock, then run `mesh check`",
            );
            return true;
        }
        let waits = self
            .not_before
            .filter(|at| !due::is_due_within(*at, now, LONGEST_WAIT));
        if let Some(until) = waits {
            let seconds = now.duration_until(until).as_secs().max(1);
            pass.met(
                LEFT_ALONE,
                format!("MESH asked to be left alone for {seconds} more seconds. Nothing is lost; it is tried again by itself"),
            );
        }

        waits.is_some()
    }

    pub(super) fn greeted(&mut self, hands: &Handshake, now: Timestamp, pass: &mut Pass) {
        self.let_in_at = Some(now);
        self.refusals = 0;
        self.not_before = None;
        self.clock_ahead = hands.clock_ahead_seconds.or(self.clock_ahead);
        if let Some(ahead) = hands.clock_ahead_seconds {
            tell_clock(ahead, pass);
        }
    }

    /// Keeps what an error means for the next try.
    pub(super) fn failed(&mut self, error: &MailError, now: Timestamp) {
        // A token whose time MESH does not believe is a wrong one to it, whatever has made it wrong.
        if matches!(
            error.trouble,
            Trouble::NotLetIn | Trouble::ClockWrong { .. }
        ) {
            self.refusals += 1;
        }
        if let Some(seconds) = error.wait_seconds {
            self.leaves_alone(seconds, now);
        }
    }

    pub(super) fn leaves_alone(&mut self, seconds: u32, now: Timestamp) {
        let wait = SignedDuration::from_secs(seconds.into()).min(LONGEST_WAIT);
        self.not_before = Some(due::later(now, wait));
    }

    /// What was noted by a clock that ran ahead may have been at any time: at the latest it was now.
    pub(super) fn mend_clock(&mut self, now: Timestamp) {
        self.reached_at = self.reached_at.map(|at| at.min(now));
    }

    /// Letters wait for us at MESH, and it is long since they were looked for.
    pub(super) fn tell_silence(&self, now: Timestamp, pass: &mut Pass) {
        let Some(silent) = self.reached_at.map(|at| at.duration_until(now)) else {
            return;
        };
        let days = silent.as_hours() / 24;
        if silent > LONG_SILENCE {
            pass.met(
                "E973",
                format!("The mailbox has not been looked into for {days} days. Letters that wait there for five days are lost to us: reach MESH today, or ask PCSE to send again"),
            );
        } else if silent > SILENCE {
            pass.met(
                "E973",
                "The mailbox has not been looked into for more than a day. MESH wants it once a day",
            );
        }
    }
}

impl Practice {
    /// A person has seen that MESH lets us in: what was stopped goes on.
    pub fn let_in(&self, at: Timestamp) -> Result<()> {
        self.store().write(|w| {
            let mut heard = Heard::read(w)?;
            heard.greeted(&Handshake::default(), at, &mut Pass::default());

            heard.write(w)
        })
    }

    /// How the post fares, by what was heard last.
    pub fn post_health(&self) -> Result<PostHealth> {
        let heard = self.store().read(Heard::read)?;

        Ok(PostHealth {
            checked_at: heard.reached_at,
            greeted_at: heard.let_in_at,
            more_waits: heard.more_waits,
            clock_ahead_seconds: heard.clock_ahead,
        })
    }
}

fn tell_clock(ahead: i64, pass: &mut Pass) {
    if ahead.abs() <= CLOCK_SECONDS {
        return;
    }
    let minutes = ahead.abs() / 60;
    let which = if ahead > 0 { "ahead" } else { "behind" };
    pass.met(
        "E916",
        format!("This computer's clock is {minutes} minutes {which} of MESH's. Set it right: at two hours MESH lets nobody in"),
    );
}

impl Pass {
    /// What stood in the way of reaching the mailbox.
    pub(super) fn met_at_the_door(&mut self, error: &MailError) {
        self.met(
            verdict::code(error.trouble),
            format!("{}. Nothing was sent or fetched", error.trouble),
        );
    }
}

const POLLED_AT: &str = "post_polled_at";
const MORE_WAITS: &str = "post_more_waits";
const REACHED_AT: &str = "post_reached_at";
const LET_IN_AT: &str = "post_let_in_at";
const REFUSALS: &str = "post_refusals";
const NOT_BEFORE: &str = "post_not_before";
const CLOCK_AHEAD: &str = "post_clock_ahead";

fn number(stored: &BTreeMap<String, String>, name: &str) -> u32 {
    stored
        .get(name)
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-2{text}Z").parse().unwrap()
    }

    fn polled(text: &str) -> Heard {
        Heard {
            polled_at: Some(at(text)),
            ..Heard::default()
        }
    }

    #[test]
    fn mesh_is_asked_every_five_minutes_and_no_more() {
        let rhythm = Rhythm::polled_every(300);
        let heard = polled("1T10:00:00");

        assert_eq!(rhythm.next_poll(&Heard::default(), at("1T10:00:00")), None);
        assert_eq!(
            rhythm.next_poll(&heard, at("1T10:04:59")),
            Some(at("1T10:05:00"))
        );
        assert_eq!(rhythm.next_poll(&heard, at("1T10:05:00")), None);
        assert_eq!(
            Rhythm::default().next_poll(&heard, at("1T10:00:01")),
            None,
            "a mailbox in memory may be asked at any time"
        );
    }

    #[test]
    fn what_still_waits_is_fetched_at_once() {
        let heard = Heard {
            more_waits: true,
            ..polled("1T10:00:00")
        };

        assert_eq!(
            Rhythm::polled_every(300).next_poll(&heard, at("1T10:00:01")),
            None
        );
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_keep_us_waiting() {
        assert_eq!(
            Rhythm::polled_every(300).next_poll(&polled("2T10:00:00"), at("1T10:00:00")),
            None
        );
    }

    #[test]
    fn mesh_is_greeted_twice_a_day() {
        let mut heard = Heard::default();
        assert!(heard.greeting_is_due(at("1T08:00:00")));

        heard.greeted(
            &Handshake::default(),
            at("1T08:00:00"),
            &mut Pass::default(),
        );
        assert!(!heard.greeting_is_due(at("1T19:59:59")));
        assert!(heard.greeting_is_due(at("1T20:00:00")));
        assert!(
            heard.greeting_is_due(at("1T07:00:00")),
            "the clock went back"
        );
    }

    #[test]
    fn whoever_is_turned_away_three_times_stops() {
        let mut heard = Heard::default();
        let error = MailError::new(Trouble::NotLetIn, "");
        for turn in 1..=3 {
            let mut pass = Pass::default();
            assert!(!heard.stands_back(at("1T10:00:00"), &mut pass), "{turn}");
            assert!(heard.greeting_is_due(at("1T10:00:00")), "{turn}");
            heard.failed(&error, at("1T10:00:00"));
        }
        let mut pass = Pass::default();

        assert!(heard.stands_back(at("9T10:00:00"), &mut pass));
        assert_eq!(pass.troubles.first().unwrap().code, "E974");
        heard.greeted(&Handshake::default(), at("9T10:01:00"), &mut pass);
        assert!(!heard.stands_back(at("9T10:01:00"), &mut Pass::default()));
    }

    #[test]
    fn a_clock_that_mesh_does_not_believe_stops_after_three_tries_too() {
        let mut heard = Heard::default();
        let error = MailError::new(
            Trouble::ClockWrong {
                ahead_seconds: 9_000,
            },
            "",
        );
        for _ in 0..3 {
            assert!(!heard.stands_back(at("1T10:00:00"), &mut Pass::default()));
            heard.failed(&error, at("1T10:00:00"));
        }
        let mut pass = Pass::default();

        assert!(heard.stands_back(at("1T10:00:00"), &mut pass));
        let told = pass.troubles.first().unwrap();
        assert_eq!(told.code, "E974");
        assert!(told.words.contains("this computer's clock"));
    }

    #[test]
    fn mesh_is_left_alone_for_a_day_at_most_whatever_a_clock_has_noted() {
        let mut heard = Heard::default();
        heard.leaves_alone(u32::MAX, at("1T10:00:00"));

        assert!(heard.stands_back(at("2T09:59:59"), &mut Pass::default()));
        assert!(!heard.stands_back(at("2T10:00:00"), &mut Pass::default()));
        heard.leaves_alone(60, at("3T10:00:00"));
        assert!(
            !heard.stands_back(at("1T10:00:00"), &mut Pass::default()),
            "it was noted two days from now"
        );
    }

    #[test]
    fn silence_is_told_though_a_clock_that_ran_ahead_has_noted_the_last_answer() {
        let mut heard = Heard {
            reached_at: Some(at("9T10:00:00")),
            ..Heard::default()
        };
        heard.mend_clock(at("1T10:00:00"));
        let mut pass = Pass::default();
        heard.tell_silence(at("2T10:00:01"), &mut pass);

        assert_eq!(pass.troubles.first().unwrap().code, "E973");
    }

    #[test]
    fn mesh_is_left_alone_for_as_long_as_it_asked() {
        let mut heard = Heard::default();
        heard.failed(
            &MailError {
                wait_seconds: Some(120),
                ..MailError::new(Trouble::Busy, "")
            },
            at("1T10:00:00"),
        );
        let mut pass = Pass::default();

        assert!(heard.stands_back(at("1T10:01:59"), &mut pass));
        assert_eq!(
            pass.troubles.first().unwrap().words,
            "MESH asked to be left alone for 1 more seconds. Nothing is lost; it is tried again by itself"
        );
        assert!(!heard.stands_back(at("1T10:02:00"), &mut Pass::default()));
    }

    #[test]
    fn silence_is_told_after_a_day_and_louder_after_three() {
        let words = |now| {
            let heard = Heard {
                reached_at: Some(at("1T10:00:00")),
                ..Heard::default()
            };
            let mut pass = Pass::default();
            heard.tell_silence(at(now), &mut pass);
            pass.troubles.pop().map(|trouble| trouble.words)
        };

        assert_eq!(words("2T10:00:00"), None);
        assert!(words("2T11:00:01").unwrap().contains("more than a day"));
        assert!(words("6T10:00:01").unwrap().contains("for 5 days"));
    }

    #[test]
    fn a_clock_that_is_far_out_is_told_before_mesh_refuses_it() {
        let words = |ahead| {
            let mut pass = Pass::default();
            tell_clock(ahead, &mut pass);
            pass.troubles.pop().map(|trouble| trouble.words)
        };

        assert_eq!(words(300), None);
        assert_eq!(words(-299), None);
        assert!(words(6900).unwrap().contains("115 minutes ahead"));
        assert!(words(-420).unwrap().contains("7 minutes behind"));
    }
}
