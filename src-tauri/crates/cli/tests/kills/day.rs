//! One day, with one kill in it. Whoever was not told that something was done does it again.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::checker;
use crate::desk::Desk;
use crate::far_side::{FarSide, PAUSE};
use crate::kill::{Kill, Place, SEEDS, Stage};
use crate::program::Ran;
use crate::template::{self, FILED};

pub(crate) type Truth = Result<(), String>;

/// The day comes to rest in fewer passes than this, or not at all.
const MOST_PASSES: usize = 16;

/// So many passes after a kill the service keeps still: its receipts would settle what the program must.
const ALONE: usize = 3;

/// What people were told. It lies on no disk of the practice's.
#[derive(Default)]
pub(crate) struct Book {
    /// The clerk's own name for it, and the number that it was told under.
    pub(crate) filed: Vec<(String, i64)>,
    pub(crate) decided: Vec<i64>,
    pub(crate) undone: Vec<i64>,
}

pub(crate) struct Day {
    pub(crate) desk: Desk,
    pub(crate) far: FarSide,
    pub(crate) now: Timestamp,
    pub(crate) book: Book,
    kill: Kill,
    /// Another one, while what the first has left is put right.
    second: Option<Kill>,
    kills: u32,
}

/// Lives a day; tells how often the program was killed.
pub(crate) fn live(kill: Kill, second: Option<Kill>) -> Result<u32, String> {
    let mut day = Day::begins(kill, second);
    day.pass_by().map_err(|why| format!("{kill}: {why}"))?;

    Ok(day.kills)
}

/// Lives a day in which the kill must come.
pub(crate) fn is_killed(kill: Kill) {
    match live(kill, None) {
        Ok(kills) => assert_eq!(kills, 1, "{kill}: the program never came to this point"),
        Err(why) => panic!("{why}"),
    }
}

/// Killed at a point in several places; and where the point stands in the source, failing there by itself.
pub(crate) fn broken_off_at(point: &str) {
    for kill in (0..SEEDS).map(|seed| Kill::at(point, seed)) {
        is_killed(kill);
        if kill.point.place == Place::Inside {
            is_killed(kill.by_fault());
        }
    }
}

impl Day {
    pub(crate) fn begins(kill: Kill, second: Option<Kill>) -> Self {
        let (desk, far) = template::begin();

        Self {
            desk,
            far,
            now: "2025-03-11T10:00:00Z".parse().unwrap(),
            book: Book::default(),
            kill,
            second,
            kills: 0,
        }
    }

    fn pass_by(&mut self) -> Truth {
        let stage = self.kill.point.stage;
        if stage == Stage::Filing {
            self.file_three()?;
        }
        self.exchange(Stage::Sending)?;
        if stage != Stage::Sending {
            self.far.work(self.now);
            self.exchange(Stage::Receiving)?;
        }
        if matches!(stage, Stage::Deciding | Stage::Undoing) {
            self.decide_three()?;
        }
        self.rest()?;

        checker::everything(self)
    }

    fn file_three(&mut self) -> Truth {
        for run in 0..3 {
            let nth = FILED + run;
            let (form, key) = (template::form(&self.desk, nth), template::key(nth));
            let ran = self.insist(Stage::Filing, run, &["file", &form, "--key", &key], None)?;
            let told = ran.json()["filing"].as_i64().ok_or("no filing is told")?;
            self.book.filed.push((key, told));
        }
        self.wait(SignedDuration::from_mins(30));

        Ok(())
    }

    fn exchange(&mut self, stage: Stage) -> Truth {
        let ran = self.run(stage, 0, &["exchange", "--once"])?;
        if !ran.broke_off() && ran.exit() != Some(0) {
            return Err(format!("the exchange in {stage:?} says {}", ran.err));
        }
        self.wait(PAUSE);

        Ok(())
    }

    /// Approvals are recorded, and undone where the kill is to come then.
    fn decide_three(&mut self) -> Truth {
        let inbox = self.desk.done(&["inbox", "--now", &self.now.to_string()]);
        let inbox = inbox.json();
        let notices = inbox["notices"].as_array().cloned().unwrap_or_default();
        let notices: Vec<i64> = notices.iter().filter_map(approval).take(3).collect();
        for (run, notice) in notices.iter().enumerate() {
            let words = ["decide", &notice.to_string(), "record"];
            self.insist(Stage::Deciding, run, &words, Some("E957"))?;
            self.book.decided.push(*notice);
        }
        if self.kill.point.stage == Stage::Undoing {
            for (run, notice) in notices.iter().enumerate() {
                let words = ["undo", &notice.to_string(), "--why", "a slip"];
                self.insist(Stage::Undoing, run, &words, Some("E959"))?;
                self.book.undone.push(*notice);
            }
        }

        Ok(())
    }

    /// Runs the program until people are told that it is done, or by this refusal that it was done before.
    fn insist(
        &mut self,
        stage: Stage,
        run: usize,
        words: &[&str],
        done_before: Option<&str>,
    ) -> Result<Ran, String> {
        let ran = self.run(stage, run, words)?;
        if !ran.broke_off() {
            return went_well(words, ran, None);
        }
        let again = self.run(stage, run, words)?;

        went_well(words, again, done_before)
    }

    /// Runs the program once, and kills it where this is the run.
    fn run(&mut self, stage: Stage, run: usize, words: &[&str]) -> Result<Ran, String> {
        let is_due = self.kills == 0 && (self.kill.point.stage, self.kill.run) == (stage, run);
        let now = self.now.to_string();
        let words = [words, &["--now", &now]].concat();
        let (ran, is_it) = if is_due {
            self.run_and_kill(&words)
        } else {
            (self.desk.run(&words, None), false)
        };
        if ran.broke_off() && !is_due {
            return Err("something else killed the program".to_owned());
        }
        self.kills += u32::from(ran.broke_off() && is_it);

        Ok(ran)
    }

    /// Tells too whether a kill, if it came, came at its point.
    fn run_and_kill(&self, words: &[&str]) -> (Ran, bool) {
        let kill = &self.kill;
        match kill.point.place {
            Place::Inside => (self.desk.run(words, Some(kill)), true),
            Place::OnDisk => self.desk.run_to_the_checkpoint(words),
            Place::AtMesh(moment, calls) => {
                self.far.kills(&self.desk.running, moment, calls, kill.nth);
                let ran = self.desk.run(words, None);
                self.far.spares();

                (ran, true)
            }
        }
    }

    /// The program is started again and again, and the service works, until nothing moves any more.
    pub(crate) fn rest(&mut self) -> Truth {
        let mut quiet = 0;
        let mut last = String::new();
        for pass in 0..MOST_PASSES {
            let worked = pass >= ALONE && self.far.work(self.now);
            let now = self.now.to_string();
            let second = self.second.as_ref();
            let ran = self
                .desk
                .run(&["exchange", "--once", "--now", &now], second);
            if ran.broke_off() {
                self.second = None;
                self.kills += 1;
            }
            let is_quiet = ran.exit() == Some(0) && did_nothing(&ran.json());
            quiet = if is_quiet && pass >= ALONE && !worked && self.is_all_heard() {
                quiet + 1
            } else {
                0
            };
            if quiet == 2 {
                return Ok(());
            }
            last = format!("{}{}", ran.out, ran.err);
            self.wait(PAUSE);
        }

        Err(format!(
            "it does not come to rest; the last pass says {last}"
        ))
    }

    /// As far as the outside knows.
    fn is_all_heard(&self) -> bool {
        let filed = FILED + self.book.filed.len();
        let ledger = self.far.agency.ledger();

        ledger.transactions.len() >= filed && ledger.unreceipted().next().is_none()
    }

    fn wait(&mut self, time: SignedDuration) {
        self.now += time;
    }
}

fn went_well(words: &[&str], ran: Ran, done_before: Option<&str>) -> Result<Ran, String> {
    let is_done = ran.exit() == Some(0);
    let was_done = done_before.is_some() && ran.refused().as_deref() == done_before;

    if is_done || was_done {
        Ok(ran)
    } else {
        Err(format!("{words:?} says {}", ran.err))
    }
}

fn did_nothing(pass: &Value) -> bool {
    let numbers = ["received", "acknowledged", "posted", "doubts_settled"];

    numbers.iter().all(|name| pass[name] == 0) && pass["read"]["letters"] == 0
}

fn approval(notice: &Value) -> Option<i64> {
    let id = notice["notice"].as_i64()?;

    (notice["kind"] == "F4").then_some(id)
}
