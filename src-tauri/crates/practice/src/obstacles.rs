//! What stands in the way of a link's letters, until a person or the post has cleared it.

use jiff::Timestamp;
use store::{LetterOut, LetterOutId, LetterState, Link, LinkId, Read};

use crate::{Practice, Result, Settings};

/// One reason for which nothing more is sent on a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A manager stopped sending, on this link or on all.
    Paused {
        why: String,
    },
    /// The program stopped the link at an alarm of its own.
    Stopped {
        why: String,
    },
    Letter(StuckLetter),
}

/// A letter that does not go on, and all that comes after it on its link with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StuckLetter {
    pub letter: LetterOutId,
    pub link: LinkId,
    pub service: String,
    pub sis: u32,
    pub since: Timestamp,
    pub stuck: Stuck,
    /// Filings and receipts that wait behind it.
    pub waiting: u64,
    trouble: String,
}

/// Why a letter does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuck {
    /// MESH refused it: a person must mend something.
    Refused,
    /// Tracking cannot tell whether MESH has it: a person must find out.
    InDoubt,
    /// MESH is asked whether it has it; that settles itself.
    BeingAsked,
}

/// The code of a doubt that asking MESH does not settle.
const FOR_A_PERSON: &str = "E993";

impl Obstacle {
    /// A sentence without its full stop.
    pub fn words(&self) -> String {
        match self {
            Self::Paused { why } => format!("Sending is paused: {why}"),
            Self::Stopped { why } => format!("The link is stopped: {why}"),
            Self::Letter(letter) => letter.words(),
        }
    }

    pub fn letter(&self) -> Option<&StuckLetter> {
        match self {
            Self::Letter(letter) => Some(letter),
            Self::Paused { .. } | Self::Stopped { .. } => None,
        }
    }
}

impl StuckLetter {
    /// Only a person gets it out of the way.
    pub fn needs_person(&self) -> bool {
        self.stuck != Stuck::BeingAsked
    }

    /// What the exchange says of it in every pass.
    pub fn code(&self) -> &'static str {
        match self.stuck {
            Stuck::Refused => "E981",
            Stuck::InDoubt => FOR_A_PERSON,
            Stuck::BeingAsked => "E980",
        }
    }

    /// What waits, behind what, and what to do; without its full stop.
    pub fn words(&self) -> String {
        let Self { letter, sis, .. } = self;

        format!(
            "Waits behind interchange {sis} (letter {letter} here): {}. {}",
            self.state(),
            self.way_out()
        )
    }

    /// The same as a trouble of an exchange.
    pub fn trouble(&self) -> String {
        let Self {
            letter,
            sis,
            service,
            ..
        } = self;

        format!(
            "Nothing more is sent to {service} because of interchange {sis} (letter {letter} here): {}. {}",
            self.state(),
            self.way_out()
        )
    }

    fn state(&self) -> String {
        match self.stuck {
            Stuck::Refused => refused(&self.trouble),
            Stuck::InDoubt => "it is not known whether MESH has it".to_owned(),
            Stuck::BeingAsked => "MESH is asked whether it has it".to_owned(),
        }
    }

    fn way_out(&self) -> &'static str {
        way_out(self.stuck)
    }
}

/// What a person can do about a letter that does not go on; without its full stop.
pub(crate) fn way_out(stuck: Stuck) -> &'static str {
    match stuck {
        Stuck::Refused => "Mend what MESH objects to, then try it again, or abandon it",
        Stuck::InDoubt => "Ask PCSE whether it arrived, then say which it was",
        Stuck::BeingAsked => "Nothing is sent twice; it goes on by itself",
    }
}

/// MESH's own words, without our code.
pub(crate) fn refused(trouble: &str) -> String {
    let words = trouble.strip_prefix("E981 ").unwrap_or(trouble);

    if words.is_empty() {
        "MESH refused it".to_owned()
    } else {
        words.to_owned()
    }
}

/// Why a letter stands still; `None` where it goes on, or has gone.
pub(crate) fn stuck(letter: &LetterOut) -> Option<Stuck> {
    let trouble = letter.trouble.as_deref().unwrap_or_default();
    let is_for_a_person = trouble.starts_with(FOR_A_PERSON);

    match letter.state {
        LetterState::Refused => Some(Stuck::Refused),
        LetterState::Unknown if is_for_a_person => Some(Stuck::InDoubt),
        LetterState::Unknown => Some(Stuck::BeingAsked),
        LetterState::Numbered
        | LetterState::Sending
        | LetterState::Accepted
        | LetterState::Collected
        | LetterState::HandedOver
        | LetterState::Undelivered
        | LetterState::Abandoned => None,
    }
}

/// The letters that do not go on, the oldest first.
pub(crate) fn stuck_letters(r: &Read<'_>) -> Result<Vec<StuckLetter>> {
    let mut letters = r.letters_out_in(LetterState::Refused)?;
    letters.extend(r.letters_out_in(LetterState::Unknown)?);
    letters.sort_by_key(|letter| letter.id);
    let mut found = Vec::new();
    for letter in &letters {
        if let Some(stuck) = stuck(letter) {
            found.push(stuck_letter(r, letter, stuck)?);
        }
    }

    Ok(found)
}

fn stuck_letter(r: &Read<'_>, letter: &LetterOut, stuck: Stuck) -> Result<StuckLetter> {
    let link = r.link(letter.link)?;
    let filings = r.count_filings_ready_on(link.id)?;

    Ok(StuckLetter {
        letter: letter.id,
        link: link.id,
        service: link.service_code,
        sis: letter.sis.number,
        since: letter.written_at,
        stuck,
        waiting: filings + r.count_receipts_ready_on(link.id)?,
        trouble: letter.trouble.clone().unwrap_or_default(),
    })
}

/// What keeps a link from sending, what a person must clear first.
pub(crate) fn of_link(r: &Read<'_>, settings: &Settings, link: &Link) -> Result<Option<Obstacle>> {
    let mut letters = stuck_letters(r)?;
    letters.retain(|letter| letter.link == link.id);
    letters.sort_by_key(|letter| !letter.needs_person());
    let paused = settings.paused_why.as_ref().or(link.paused_why.as_ref());
    if let Some(letter) = letters.first().filter(|letter| letter.needs_person()) {
        return Ok(Some(Obstacle::Letter(letter.clone())));
    }
    if let Some(why) = paused.cloned() {
        return Ok(Some(Obstacle::Paused { why }));
    }
    if let Some(why) = link.stopped_why.clone() {
        return Ok(Some(Obstacle::Stopped { why }));
    }

    Ok(letters.into_iter().next().map(Obstacle::Letter))
}

impl Practice {
    /// What keeps a link from sending; `None` where it is free.
    pub fn obstacle(&self, link: &Link) -> Result<Option<Obstacle>> {
        self.store().read(|r| of_link(r, &Settings::read(r)?, link))
    }
}
