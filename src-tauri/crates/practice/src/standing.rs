//! How the desk stands: what the rail and the status bar count, and what the first screen tells besides.

mod just_now;
mod reminders;
mod today;

use gplinks::{Day, Minute};
use jiff::Timestamp;
use store::{Filing, FilingKind, LetterState, Read};

pub use just_now::JustNow;
pub use reminders::DueReminder;
pub use today::{Flagged, InAndOut, Late, Rejected, Today};

use crate::release::older_queued;
use crate::reports::{Waiting, awaited, is_overdue, unexplained, waiting_since};
use crate::{Practice, Result, Settings, due, filings, obstacles, routine};

/// Counts, and the times that go with them. No patient's details are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    pub to_decide: u64,
    pub routine: u64,
    /// There are more that may be routine than were looked at.
    pub more_routine: bool,
    pub unmatched: u64,
    /// Put away until later.
    pub snoozed: u64,
    /// Notices and whole letters that could not be read.
    pub set_aside: u64,
    pub done_today: u64,
    pub oldest_to_decide_at: Option<Timestamp>,
    pub rejected: u64,
    /// Registrations that PCSE has not answered.
    pub waiting: u64,
    pub waiting_long: u64,
    pub fp69: u64,
    pub next_fp69_on: Option<Day>,
    /// Confirmed, and free to go.
    pub queued: u64,
    /// Confirmed, and kept until a registration is approved.
    pub kept: u64,
    /// Taken back, and neither confirmed nor dropped.
    pub drafts: u64,
    pub next_send_at: Option<Timestamp>,
    pub receipts_overdue: u64,
    pub gaps: u64,
    pub held: u64,
    /// Letters that were refused, not delivered, or of which nobody knows whether they arrived: a person sees to each.
    pub stuck: u64,
    /// Decisions that are not yet done in the clinical system.
    pub to_enter: u64,
    /// Reminders whose day has come, and notices that were put off until now.
    pub reminders: u64,
    /// Why nothing is sent, where a manager or the program has stopped it.
    pub paused_why: Option<String>,
    pub quarter_ends_on: Option<Day>,
}

/// Notices looked at in one go.
const PAGE: u32 = 200;

impl Practice {
    pub fn standing(&self, at: Timestamp) -> Result<Standing> {
        self.store().read(|r| standing(r, at))
    }
}

fn standing(r: &Read<'_>, at: Timestamp) -> Result<Standing> {
    let settings = Settings::read(r)?;
    let mut standing = Standing {
        paused_why: paused_why(r, &settings)?,
        gaps: count(unexplained(r)?.len()),
        receipts_overdue: count(
            awaited(r, &settings, at)?
                .iter()
                .filter(|one| one.is_overdue)
                .count(),
        ),
        quarter_ends_on: Some(quarter_end(Minute::at(at).day())),
        ..Standing::default()
    };
    count_notices(r, &settings, at, &mut standing)?;
    count_waiting(r, &settings, at, &mut standing)?;
    count_flags(r, &mut standing)?;
    count_queue(r, &settings, at, &mut standing)?;

    Ok(standing)
}

/// Counted by the ledger; only what may be routine is looked at one by one.
fn count_notices(
    r: &Read<'_>,
    settings: &Settings,
    at: Timestamp,
    standing: &mut Standing,
) -> Result<()> {
    let waits = r.notices_to_decide(at)?;
    standing.to_decide = waits.all;
    standing.oldest_to_decide_at = waits.oldest;
    standing.unmatched = waits.unmatched;
    standing.rejected = waits.rejections + count(today::to_correct(r)?.len());
    let beside = r.notices_beside(at, due::start_of(Minute::at(at).day()))?;
    standing.snoozed = beside.snoozed;
    standing.set_aside = beside.set_aside;
    standing.done_today = beside.decided;
    standing.reminders = count(reminders::due(r, at)?.len());
    standing.to_enter = r.count_decisions_to_tick()?;
    (standing.routine, standing.more_routine) = routine::count(r, settings, at)?;

    Ok(())
}

fn count_waiting(
    r: &Read<'_>,
    settings: &Settings,
    at: Timestamp,
    standing: &mut Standing,
) -> Result<()> {
    let waiting = registrations(r, at)?;
    standing.waiting = count(waiting.len());
    standing.waiting_long = count(
        waiting
            .iter()
            .filter(|one| is_overdue(one, settings))
            .count(),
    );

    Ok(())
}

/// The registrations that PCSE has not answered; an answer that nobody has recorded yet is one.
fn registrations(r: &Read<'_>, at: Timestamp) -> Result<Vec<Waiting>> {
    let mut found = Vec::new();
    for one in waiting_since(r, 0, at)? {
        let is_registration = one.filing.kind == FilingKind::Registration;
        if is_registration && r.notices_answering(one.filing.id)?.is_empty() {
            found.push(one);
        }
    }

    Ok(found)
}

fn count_flags(r: &Read<'_>, standing: &mut Standing) -> Result<()> {
    let flagged = today::flagged(r)?;
    standing.fp69 = count(flagged.len());
    standing.next_fp69_on = flagged.iter().filter_map(|one| one.expires_on).min();

    Ok(())
}

fn count_queue(
    r: &Read<'_>,
    settings: &Settings,
    at: Timestamp,
    standing: &mut Standing,
) -> Result<()> {
    let stuck = obstacles::stuck_letters(r)?;
    let stuck = stuck.iter().filter(|letter| letter.needs_person()).count();
    standing.stuck = count(stuck) + r.count_letters_out_in(LetterState::Undelivered)?;
    standing.drafts = r.count_drafts()?;
    for link in r.links()? {
        let is_free = obstacles::of_link(r, settings, &link)?.is_none();
        let mut after = None;
        loop {
            let page = r.filings_ready(link.id, after, PAGE)?;
            let Some(last) = page.last() else {
                break;
            };
            after = Some(last.id);
            for filing in &page {
                let goes_at = count_ready(r, settings, filing, standing)?
                    .filter(|_| is_free)
                    .map(|goes_at| goes_at.max(at));
                let both = [standing.next_send_at, goes_at];
                standing.next_send_at = both.into_iter().flatten().min();
            }
        }
    }

    Ok(())
}

/// Counts a filing where it belongs; tells when it goes, where that is its own to say.
fn count_ready(
    r: &Read<'_>,
    settings: &Settings,
    filing: &Filing,
    standing: &mut Standing,
) -> Result<Option<Timestamp>> {
    if filing.held_why.is_some() {
        standing.held += 1;
        return Ok(None);
    }
    if filings::standing(r, filing)? == filings::Standing::WaitsForApproval {
        standing.kept += 1;
        return Ok(None);
    }
    standing.queued += 1;
    let is_first = older_queued(r, filing)?.is_empty();

    Ok(is_first.then(|| due::goes_at(filing.not_before, &settings.sending_times)))
}

pub(crate) fn paused_why(r: &Read<'_>, settings: &Settings) -> Result<Option<String>> {
    if settings.paused_why.is_some() {
        return Ok(settings.paused_why.clone());
    }
    let links = r.links()?;

    Ok(links
        .into_iter()
        .find_map(|link| link.paused_why.or(link.stopped_why)))
}

/// The last day of the quarter in which a day lies.
pub(crate) fn quarter_end(day: Day) -> Day {
    let date = day.date();
    let last = date.month() + (3 - date.month() % 3) % 3;
    let first = jiff::civil::Date::new(date.year(), last, 1).unwrap_or(date);

    Day::new(first.last_of_month())
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use store::{About, NewNotice, Notice, NoticeState, Place, Write};

    use super::*;
    use crate::sample::{Sample, now};

    #[test]
    fn a_quarter_ends_with_its_third_month() {
        let ends = [
            "2026-01-01",
            "2026-03-31",
            "2026-04-01",
            "2026-11-21",
            "2026-12-31",
        ]
        .map(|day| quarter_end(Day::parse(day).unwrap()).iso());

        assert_eq!(
            ends,
            [
                "2026-03-31",
                "2026-03-31",
                "2026-06-30",
                "2026-12-31",
                "2026-12-31"
            ]
        );
    }

    #[test]
    fn the_desk_counts_what_lies_on_it() {
        let sample = Sample::healthy();
        let standing = sample.practice.standing(now()).unwrap();
        let preview = sample.practice.routine_preview(now()).unwrap();

        assert_eq!(
            standing.to_decide as usize,
            preview.lines.len() + preview.left_out.len()
        );
        assert_eq!(standing.routine as usize, preview.lines.len());
        let gaps = sample.practice.unexplained().unwrap();
        assert_eq!((standing.held, standing.gaps as usize), (0, gaps.len()));
    }

    #[test]
    fn a_backlog_is_counted_as_far_as_it_is_looked_at() {
        let sample = Sample::healthy();
        let store = sample.practice.store();
        let like = store.read(|r| r.notices_perhaps_routine(None, 1)).unwrap();
        let like: &Notice = &like[0];
        let more = |count: u32| {
            let done = store.write(|w| (1..=count).try_for_each(|nth| add_like(w, like, nth)));
            done.unwrap();
            sample.practice.standing(now()).unwrap()
        };

        assert!(!more(0).more_routine);
        let many = more(1_001);

        assert!(many.more_routine && many.to_decide > 1_000);
        assert!(many.routine <= 1_000);
    }

    fn add_like(w: &Write<'_>, like: &Notice, nth: u32) -> store::Result<()> {
        let new = NewNotice {
            letter: like.letter,
            link: like.link,
            place: Place {
                message: 1_000 + nth,
                ..like.place
            },
            kind: &like.kind,
            rms: like.rms,
            tn: Some(1_000_000 + u64::from(nth)),
            gp: like.gp.as_deref(),
            nhs_number: like.nhs_number.as_deref(),
            content: like.content.as_deref(),
            outline: &like.outline,
            problems: "[]",
            raw_from: like.raw_from,
            raw_to: like.raw_to,
            at: like.arrived_at,
            state: NoticeState::ToDecide,
            about: About {
                patient: like.patient.zip(like.matched_by),
                ..About::default()
            },
        };

        w.add_notice(&new).map(drop)
    }

    #[test]
    fn what_was_filed_is_queued_until_it_is_held() {
        let sample = Sample::healthy();
        let before = sample.practice.standing(now()).unwrap().queued;
        let filed = sample.file(crate::sample::NUMBERS[1], &crate::sample::manager());

        assert_eq!(sample.practice.standing(now()).unwrap().queued, before + 1);

        sample
            .practice
            .hold(filed, "asked to", &crate::sample::manager())
            .unwrap();
        let standing = sample.practice.standing(now()).unwrap();
        assert_eq!((standing.queued, standing.held), (before, 1));
    }
}
