//! The links as a screen shows them: how far the numbers are, what is missing, and whether all is well.

use jiff::{SignedDuration, Timestamp};
use store::{LinkId, Read, Sequence};

use crate::exchange::PostHealth;
use crate::reports::{awaited, unexplained};
use crate::{Practice, Result, Settings, Unexplained};

/// A link is not called well on the word of a check that is older.
const FRESH: SignedDuration = SignedDuration::from_hours(2);

/// One link, and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkCard {
    pub link: LinkId,
    pub practice_code: String,
    pub cipher: String,
    pub service: String,
    pub mailbox: String,
    /// The last letter, message and transaction number of ours that was used; 0 where none was.
    pub last_out: [u32; 3],
    /// What an earlier system had used.
    pub opened_after: [u32; 3],
    /// The highest number that came from them, and when.
    pub last_in: Option<(u64, Timestamp)>,
    pub paused_why: Option<String>,
    pub stopped_why: Option<String>,
}

/// All links with what is missing on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinksPage {
    pub links: Vec<LinkCard>,
    /// With a sentence each.
    pub gaps: Vec<(Unexplained, String)>,
    pub post: PostHealth,
    /// Why it cannot be said that all is well; empty where it can.
    pub not_well: Vec<String>,
    pub pcse_phone: String,
}

impl Practice {
    /// `reached_at` is when this program itself has last reached the mailbox; a training service keeps no such time.
    pub fn links_page(&self, reached_at: Option<Timestamp>, at: Timestamp) -> Result<LinksPage> {
        let mut post = self.post_health()?;
        post.checked_at = post.checked_at.max(reached_at);
        self.store().read(|r| {
            let settings = Settings::read(r)?;
            let gaps = unexplained(r)?;
            let late = awaited(r, &settings, at)?;
            let late = late.iter().filter(|one| one.is_overdue).count();
            let cards: Result<Vec<LinkCard>> =
                r.links()?.iter().map(|link| card(r, link)).collect();

            Ok(LinksPage {
                links: cards?,
                not_well: not_well(&post, gaps.len(), late, at),
                gaps: gaps.into_iter().map(|gap| (gap, gap.words())).collect(),
                post,
                pcse_phone: settings.pcse_phone,
            })
        })
    }
}

fn card(r: &Read<'_>, link: &store::Link) -> Result<LinkCard> {
    let counters = [
        r.counter(Sequence::Sis, Some(link.id))?,
        r.counter(Sequence::Sms, Some(link.id))?,
        r.counter(Sequence::Tn, None)?,
    ];
    let newest = r.newest_number_in(link.id, u64::from(Sequence::Sis.last()))?;
    let last_in = match newest {
        Some((epoch, ris)) => {
            let came = r.letters_in_numbered(link.id, ris)?;
            let letter = came.iter().find(|letter| letter.epoch == Some(epoch));
            letter.map(|letter| (ris, letter.received_at))
        }
        None => None,
    };

    Ok(LinkCard {
        link: link.id,
        practice_code: link.practice_code.clone(),
        cipher: link.cipher.clone(),
        service: link.service_code.clone(),
        mailbox: link.mailbox.clone(),
        last_out: counters.each_ref().map(|counter| counter.last),
        opened_after: counters.each_ref().map(|counter| counter.opened_after),
        last_in,
        paused_why: link.paused_why.clone(),
        stopped_why: link.stopped_why.clone(),
    })
}

/// What keeps the links from being called well, a sentence each.
fn not_well(post: &PostHealth, gaps: usize, late: usize, at: Timestamp) -> Vec<String> {
    let is_fresh = post
        .checked_at
        .is_some_and(|checked| checked.duration_until(at) < FRESH);
    let plural = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };

    [
        (!is_fresh).then(|| match post.checked_at {
            Some(_) => "The mailbox was last looked into more than two hours ago.".to_owned(),
            None => "The mailbox has not been looked into yet.".to_owned(),
        }),
        (gaps > 0).then(|| {
            let gaps = plural(gaps, "gap in the numbers is", "gaps in the numbers are");
            format!("{gaps} not explained.")
        }),
        (late > 0).then(|| format!("{} overdue.", plural(late, "receipt is", "receipts are"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, now};

    #[test]
    fn a_new_link_begins_after_what_the_earlier_system_used() {
        let sample = Sample::begun_after(40);
        let page = sample.practice.links_page(None, now()).unwrap();

        let card = &page.links[0];
        assert_eq!(
            (card.last_out, card.opened_after),
            ([40, 40, 0], [40, 40, 0])
        );
        assert_eq!(card.last_in, None);
        assert_eq!(page.not_well, ["The mailbox has not been looked into yet."]);
        let reached = sample.practice.links_page(Some(now()), now()).unwrap();
        assert_eq!(reached.not_well, Vec::<String>::new());
    }

    #[test]
    fn only_a_fresh_check_without_gaps_and_late_receipts_is_well() {
        let checked = |hours: i64| PostHealth {
            checked_at: Some(now() - SignedDuration::from_hours(hours)),
            ..PostHealth::default()
        };

        assert_eq!(not_well(&checked(1), 0, 0, now()), Vec::<String>::new());
        assert_eq!(
            not_well(&checked(3), 1, 2, now()),
            [
                "The mailbox was last looked into more than two hours ago.",
                "1 gap in the numbers is not explained.",
                "2 receipts are overdue."
            ]
        );
    }
}
