//! Years of daily use by a clock that stands still between the hours. `cargo xtask crash --years N` asks for more.

use std::path::Path;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use practice::Choice;
use store::FilingId;

use crate::world::World;
use crate::world::people::person;

/// How many years.
const YEARS: &str = "LINKDESK_YEARS";
const YEARS_UNLESS_TOLD: u32 = 1;

/// People who move from time to time; the others come newly, one a week.
const MOVERS: u32 = 40;

/// What was found at the end of half a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    open_files: usize,
    ledger_bytes: u64,
    log_bytes: u64,
    clock_changes: u32,
}

fn london(day: Date, hour: i8, minute: i8) -> Zoned {
    let zone = TimeZone::get("Europe/London").unwrap();

    day.at(hour, minute, 0, 0).to_zoned(zone).unwrap()
}

impl World {
    fn comes_to(&self, at: &Zoned) {
        self.after(self.now().duration_until(at.timestamp()));
    }

    fn first_day(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// What the clerk files in the morning, on every other day; on the others PCSE has something to say.
    async fn works_in_the_morning(&self, nth: u32) -> Option<FilingId> {
        let mover = person(nth % MOVERS);
        let draft = if nth.is_multiple_of(7) {
            person(MOVERS + nth / 7).first(self.now())
        } else if nth.is_multiple_of(2) {
            mover.moves_to(&format!("{nth} NEW ROAD"), self.now())
        } else {
            self.moves(&mover, &format!("{nth} THEIR ROAD")).await;
            return None;
        };
        let to_file = practice::ToFile {
            somebody_else: true,
            ..practice::ToFile::new(draft)
        };

        Some(self.surgery.tries_to_file(to_file).unwrap().filing)
    }

    /// Everything that waits is decided before the clerk goes home.
    fn clears_the_inbox(&self) {
        for notice in self.surgery.to_decide() {
            let choice = match notice.kind.as_str() {
                "F4" => Choice::record(),
                "F1" => Choice::Accept {
                    number_confirmed: false,
                },
                kind => panic!("nobody expects {kind}"),
            };
            let act = self.surgery.clerk();
            self.surgery
                .practice
                .decide(notice.id, &choice, None, &act)
                .unwrap();
        }
    }

    /// A day at the desk: what is filed at nine goes at three, not a minute before, by the clock on the wall.
    async fn lives(&self, day: Date, nth: u32) {
        self.comes_to(&london(day, 9, 0));
        let filed = self.works_in_the_morning(nth).await;
        if let Some(filing) = filed {
            let detail = self
                .surgery
                .practice
                .outbox_detail(filing, self.now())
                .unwrap();
            assert_eq!(
                detail.item.goes_at,
                Some(london(day, 15, 0).timestamp()),
                "{day}"
            );
            // The clocks change on a Sunday.
            if matches!(day.weekday(), Weekday::Sunday | Weekday::Monday) {
                self.comes_to(&london(day, 14, 59));
                self.surgery.exchanges().await;
            }
            assert_eq!(self.surgery.shows(filing), "Ready to send", "{day}");
        }
        self.comes_to(&london(day, 15, 0));
        self.surgery.exchanges().await;
        self.comes_to(&london(day, 15, 10));
        self.surgery.exchanges().await;
        self.clears_the_inbox();
        if let Some(filing) = filed {
            let shown = self.surgery.shows(filing);
            assert!(
                ["Approved", "Receipted, no reply expected"].contains(&shown),
                "{day}: {shown}"
            );
        }
    }

    fn looks_back(&self, clock_changes: u32) -> Found {
        let found = self.surgery.practice.verify(self.now()).unwrap();
        assert!(found.is_sound(), "{}: {:?}", self.now(), found.failures());
        assert_eq!(self.complaints(), [], "{}", self.now());
        assert_eq!(self.unreceipted(), 0);
        assert_eq!(self.surgery.to_decide(), []);
        let bytes = |name: &str| {
            let file = std::fs::metadata(self.folder.path().join(name));
            file.map_or(0, |file| file.len())
        };

        Found {
            open_files: open_files(self.folder.path()),
            ledger_bytes: bytes("linkdesk.db"),
            log_bytes: bytes("linkdesk.db-wal"),
            clock_changes,
        }
    }
}

/// How many files of the folder this process holds open; others of this process are other tests'.
fn open_files(folder: &Path) -> usize {
    let Ok(open) = std::fs::read_dir("/proc/self/fd") else {
        return 0;
    };
    let links = open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());

    links.filter(|path| path.starts_with(folder)).count()
}

fn is_summer(at: Timestamp) -> bool {
    let zone = TimeZone::get("Europe/London").unwrap();

    zone.to_offset(at).seconds() != 0
}

fn years() -> u32 {
    let told = std::env::var(YEARS).ok();

    told.map_or(YEARS_UNLESS_TOLD, |text| text.parse().unwrap())
}

#[tokio::test]
async fn years_of_daily_use_leave_the_ledger_sound_and_the_hours_where_they_were() {
    let world = World::new();
    let act = world.surgery.act();
    world
        .surgery
        .practice
        .change_setting("sending_times", "15:00", &act)
        .unwrap();
    for nth in 0..MOVERS {
        world.both_know(&person(nth));
    }
    let begin = world.first_day();
    let (mut day, mut nth, mut changes) = (begin, 0, 0);
    let mut found: Vec<Found> = Vec::new();
    for half in 1..=2 * years() {
        let end = begin.saturating_add((6 * i64::from(half)).months());
        while day < end {
            world.lives(day, nth).await;
            let before = is_summer(world.now());
            day = day.tomorrow().unwrap();
            nth += 1;
            changes += u32::from(is_summer(london(day, 9, 0).timestamp()) != before);
        }
        let one = world.looks_back(changes);
        println!("{day}, {nth} days: {one:?}");
        found.push(one);
    }

    assert_eq!(changes, 2 * years(), "the clocks changed");
    is_steady(&found);
    let table_ends = world.surgery.practice.overdue(world.now()).unwrap();
    assert_eq!(
        table_ends.bank_holidays_end.is_some(),
        day.year() >= 2035,
        "the table of bank holidays is missed before it ends"
    );
}

/// As many open files as after the first half year, a log that is given back, and no half that costs more.
fn is_steady(found: &[Found]) {
    let first = found[0];
    for pair in found.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let grown = after.ledger_bytes - before.ledger_bytes;

        assert_eq!(after.open_files, first.open_files, "{found:?}");
        assert!(after.log_bytes <= 16 << 20, "{found:?}");
        assert!(grown * 4 <= first.ledger_bytes * 5, "{found:?}");
    }
}
