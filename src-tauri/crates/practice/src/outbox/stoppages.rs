//! What stops the sending, said once for everything that waits behind it.

use store::{FilingId, LetterOutId, LinkId};

use super::deeds::Deed;
use super::offered;
use crate::{DeskError, Obstacle, Practice, Result, Settings, obstacles};

/// One thing in the way, in words, and what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stoppage {
    pub words: String,
    pub link: LinkId,
    pub letter: Option<LetterOutId>,
    /// The filing that the letter carries; a receipt of ours is none.
    pub filing: Option<FilingId>,
    pub deeds: Vec<Deed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stoppages {
    /// A manager's reason, where sending is paused on all links.
    pub paused_why: Option<String>,
    /// Nothing is sent until the numbers are confirmed, and why.
    pub restored: Option<String>,
    pub stoppages: Vec<Stoppage>,
    /// Receipts of ours that are still to be sent.
    pub receipts: u64,
}

impl Practice {
    pub fn stoppages(&self) -> Result<Stoppages> {
        let restored = self.is_restored()?;
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let mut stoppages = Vec::new();
            for link in r.links()? {
                let Some(obstacle) = obstacles::of_link(r, &settings, &link)? else {
                    continue;
                };
                let letter = obstacle.letter().map(|stuck| stuck.letter);
                let is_paused_everywhere = settings.paused_why.is_some() && letter.is_none();
                if is_paused_everywhere {
                    continue;
                }
                let mut filing = None;
                let mut deeds = vec![Deed::Reopen];
                if let Some(letter) = letter {
                    filing = r.filing_of_letter(letter)?.map(|filing| filing.id);
                    deeds = offered::of_letter(&r.letter_out(letter)?);
                }
                stoppages.push(Stoppage {
                    words: words(&obstacle, &link.service_code),
                    link: link.id,
                    letter,
                    filing,
                    deeds,
                });
            }

            Ok(Stoppages {
                restored: restored.then(|| DeskError::Restored.to_string()),
                paused_why: settings.paused_why,
                stoppages,
                receipts: r.count_receipts_ready()?,
            })
        })
    }
}

fn words(obstacle: &Obstacle, service: &str) -> String {
    match obstacle {
        Obstacle::Letter(letter) => format!("{}.", letter.trouble()),
        Obstacle::Paused { why } | Obstacle::Stopped { why } => {
            let end = if why.ends_with('.') { "" } else { "." };

            format!("Nothing is sent to {service}: {why}{end}")
        }
    }
}
