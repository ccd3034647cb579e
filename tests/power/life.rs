//! One life of the program, from its start to its end or to the power's: the real ledger, practice and
//! exchange, and what a person does with them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use practice::{Act, Content, DeskError, Exchange, KeepMarks, Pass, Practice, ToFile, Truth};
use store::{ArrivalState, LetterState, Notice, NoticeState, Role, Store};
use storm::{Disk, Mounted};
use tokio::runtime::Runtime;

use crate::book::{Book, Fact};
use crate::day::{Manner, Step, Work};
use crate::ground::Ground;
use crate::marks::MarksFile;
use crate::outside::{Line, Outside};
use crate::world::MANAGER;

/// Where one worker's lives are lived.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    runtime: Runtime,
}

/// The program at work. Its parts are dropped in this order: the last connection closes before its
/// folder is an ordinary one again.
pub(crate) struct Life<'p> {
    place: &'p Place,
    exchange: Exchange<Line>,
    pub(crate) practice: Practice,
    outside: Outside,
    step: Arc<AtomicU64>,
    _mounted: Mounted,
}

/// Designs that are wrong on purpose, to see whether it is noticed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) acknowledges_at_fetch: bool,
    /// As with `synchronous=NORMAL`: the log is not synced at a commit.
    pub(crate) leaves_the_log_unsynced: bool,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir_in(crate::world::memory()).unwrap();
        // The ledger looks whether its file is there before it opens it.
        std::fs::write(folder.path().join(store::FILE_NAME), b"").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(1)
            .thread_keep_alive(std::time::Duration::from_secs(3600))
            .enable_time()
            .build()
            .unwrap();

        Self { folder, runtime }
    }

    fn ledger(&self) -> std::path::PathBuf {
        Path::join(self.folder.path(), store::FILE_NAME)
    }
}

impl<'p> Life<'p> {
    pub(crate) fn begin(
        place: &'p Place,
        disk: &Disk,
        outside: &Outside,
        wrong: Wrong,
    ) -> Result<Self, DeskError> {
        let mounted = disk.mount(place.folder.path()).unwrap();
        if wrong.leaves_the_log_unsynced {
            disk.lie_about("linkdesk.db-wal");
        }
        let store = Store::open(&place.ledger(), Ground::key())?;
        let marks: Arc<dyn KeepMarks> = Arc::new(MarksFile(disk.clone()));
        let practice = Practice::open(store, marks);
        let step = Arc::new(AtomicU64::new(0));
        let line = Line {
            outside: outside.clone(),
            disk: disk.clone(),
            step: step.clone(),
            acknowledges_at_fetch: wrong.acknowledges_at_fetch,
        };

        Ok(Self {
            place,
            exchange: Exchange::new(practice.clone(), line, outside.watch.clone()),
            practice,
            outside: outside.clone(),
            step,
            _mounted: mounted,
        })
    }

    pub(crate) fn act(&self) -> Act<'static> {
        Act {
            by: MANAGER,
            role: Role::Manager,
            at: self.outside.now(),
        }
    }

    pub(crate) fn exchanges(&self) -> Result<Pass, DeskError> {
        self.place.runtime.block_on(self.exchange.pass())
    }

    /// Takes a step; afterwards a person has been told what was done. One who is not told tries again,
    /// and looks first.
    pub(crate) fn take(&self, nth: usize, step: Step, book: &Book) -> Result<Fact, DeskError> {
        self.step.store(nth as u64, Ordering::SeqCst);
        match step {
            Step::File(work) => self.file(nth, work),
            Step::Exchange => self.exchanges().map(|_| Fact::Nothing),
            Step::Outside(event) => {
                event.happen(&self.outside);
                Ok(Fact::Nothing)
            }
            Step::Decide(kind, manner) => self.decide(kind, manner, book),
            Step::Undo(kind) => self.undo(kind, book),
            Step::Checkpoint => {
                self.practice.store().checkpoint()?;
                Ok(Fact::Nothing)
            }
            Step::Restart => Ok(Fact::Nothing),
        }
    }

    fn file(&self, nth: usize, work: Work) -> Result<Fact, DeskError> {
        let draft = work.draft(self.outside.now());
        let content = serde_json::to_string(&Content::of(draft.filing.clone())).unwrap();
        let mut to_file = ToFile::new(draft);
        // The window keeps the key of a form until it is told that the form is filed.
        to_file.draft_key = Some(format!("form {nth}"));
        let filed = self.practice.file(&to_file, &self.act())?;

        Ok(Fact::Filed(filed.filing, content))
    }

    fn decide(&self, kind: &str, manner: Manner, book: &Book) -> Result<Fact, DeskError> {
        let all = self.notices(kind)?;
        // What was decided and not told shows as done.
        let untold = all
            .iter()
            .find(|one| one.state == NoticeState::Done && !book.knows(one.id));
        if let Some(notice) = untold {
            return Ok(Fact::Decided(notice.id));
        }
        let waiting = all.iter().find(|one| one.state == NoticeState::ToDecide);
        let notice = match waiting {
            Some(notice) => notice.clone(),
            None => self.comes(kind)?,
        };
        self.practice
            .decide(notice.id, &manner.choice(), Some("as it says"), &self.act())?;

        Ok(Fact::Decided(notice.id))
    }

    /// A letter that is in doubt takes its time: the clerk has other work until the notice is there.
    fn comes(&self, kind: &str) -> Result<Notice, DeskError> {
        for _ in 0..8 {
            self.outside.minutes_pass(6);
            self.settle_by_asking()?;
            self.exchanges()?;
            let waiting = self.notices(kind)?;
            let waiting = waiting
                .into_iter()
                .find(|one| one.state == NoticeState::ToDecide);
            if let Some(notice) = waiting {
                return Ok(notice);
            }
        }

        Err(DeskError::NotSo {
            why: "the notice never came",
        })
    }

    fn undo(&self, kind: &str, book: &Book) -> Result<Fact, DeskError> {
        let notice = self
            .notices(kind)?
            .into_iter()
            .find(|one| book.knows(one.id));
        let notice = notice.ok_or(DeskError::NothingToUndo)?;
        if notice.state != NoticeState::ToDecide {
            self.practice.undo(notice.id, Some("a slip"), &self.act())?;
        }

        Ok(Fact::Undone(notice.id))
    }

    fn notices(&self, kind: &str) -> Result<Vec<Notice>, DeskError> {
        let all = self
            .practice
            .store()
            .read(|r| r.notices_after(None, 1_000))?;

        Ok(all.into_iter().filter(|one| one.kind == kind).collect())
    }

    /// Where tracking cannot tell, a manager asks PCSE, and is told the truth.
    pub(crate) fn settle_by_asking(&self) -> Result<(), DeskError> {
        let store = self.practice.store();
        for letter in store.read(|r| r.letters_out_in(LetterState::Unknown))? {
            let is_for_a_person = letter
                .trouble
                .as_deref()
                .is_some_and(|words| words.starts_with("E993"));
            if !is_for_a_person {
                continue;
            }
            let attempts = store.read(|r| r.attempts_of(letter.id))?;
            let is_there = self.outside.service.with_witness(|witness| {
                attempts
                    .iter()
                    .any(|attempt| match mailbox::LocalId::parse(&attempt.local_id) {
                        Some(id) => witness.taken_as(&id).next().is_some(),
                        // Its id is on no record any more: PCSE knows it by what it says.
                        None => witness.accepted.iter().any(|one| one.body == letter.body),
                    })
            });
            let truth = if is_there {
                Truth::Arrived
            } else {
                Truth::NeverLeft
            };
            self.practice
                .settle_by_hand(letter.id, truth, "asked PCSE", &self.act())?;
        }

        Ok(())
    }

    /// Nothing waits on either side.
    pub(crate) fn is_quiet(&self) -> Result<bool, DeskError> {
        let on_their_way = [
            LetterState::Numbered,
            LetterState::Sending,
            LetterState::Unknown,
        ];
        let waits = self.practice.store().read(|r| {
            let mut waits = r.next_receipt(store::LinkId::new(1))?.is_some()
                || !r.filings_ready(store::LinkId::new(1), None, 1)?.is_empty()
                || !r.unacknowledged()?.is_empty()
                || !r.letters_in_in(ArrivalState::Stored)?.is_empty();
            for state in on_their_way {
                waits = waits || !r.letters_out_in(state)?.is_empty();
            }

            Ok::<_, DeskError>(waits)
        })?;

        Ok(!waits && self.outside.service.waiting().is_empty())
    }
}
