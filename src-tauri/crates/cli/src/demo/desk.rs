//! The practice of the story: a folder that goes away, a clock that is told the time.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use agency::{Agency, TrainingMailbox, Wait};
use gplinks::{Cipher, DeductionReason, GpCode, Link, LinkCode, Minute, PatientNumber};
use jiff::{SignedDuration, Timestamp};
use mailbox::LocalId;
use practice::{
    Act, Choice, Decided, Exchange, Filed, KeepMarks, Pass, Practice, Settings, Setup, SetupDoctor,
    SetupLink, Test, ToFile, Verified, View, World,
};
use store::{NoticeId, Role, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vault::Key;

use crate::convert;
use crate::error::{Failure, Remark};

const CLERK: &str = "Asha";
/// A Tuesday morning.
const BEGINS: &str = "2025-03-11T10:26";

pub(super) struct Desk {
    folder: TempDir,
    key: Key,
    marks: Arc<Marks>,
    clock: Arc<Clock>,
    service: Arc<TrainingMailbox>,
    exchange: Exchange<Arc<TrainingMailbox>>,
    runtime: Runtime,
}

/// Told the time; its random numbers are counted.
#[derive(Debug)]
struct Clock {
    milliseconds: AtomicI64,
    drawn: AtomicU64,
}

/// The record of the numbers, for as long as the story lasts.
#[derive(Debug, Default)]
struct Marks(Mutex<Option<Vec<u8>>>);

impl Desk {
    pub(super) fn set_up() -> Result<Self, Failure> {
        let begins = minute(BEGINS)?;
        let clock = Arc::new(Clock {
            milliseconds: AtomicI64::new(begins.as_millisecond()),
            drawn: AtomicU64::new(0),
        });
        let folder = tempfile::tempdir().map_err(Failure::Unwritten)?;
        let key = Key::random()?;
        let marks = Arc::new(Marks::default());
        let store = Store::create(&folder.path().join(store::FILE_NAME), &key.hex())?;
        let practice = Practice::create(store, marks.clone(), &setup()?, begins)?;
        let mut agency = Agency::new(agency::Setup::new(link()?), 1);
        agency.rules_mut().receipt_after = Wait::Hours(1);
        let service = Arc::new(TrainingMailbox::new(agency, begins));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .map_err(Failure::Unwritten)?;
        let exchange = Exchange::new(practice, service.clone(), clock.clone());

        Ok(Self {
            folder,
            key,
            marks,
            clock,
            service,
            exchange,
            runtime,
        })
    }

    pub(super) fn service(&self) -> &TrainingMailbox {
        &self.service
    }

    fn practice(&self) -> &Practice {
        self.exchange.practice()
    }

    fn act(&self) -> Act<'static> {
        Act {
            by: CLERK,
            role: Role::Manager,
            at: self.clock.now(),
        }
    }

    pub(super) fn files(&self, json: &str) -> Result<(Filed, Vec<Remark>), Failure> {
        let rules = self.practice().desk_rules(self.clock.now())?;
        let filing = fhir::read_clean(json, None, &rules).map_err(convert::refused_by_desk)?;
        let remarks = convert::desk_remarks(&filing.problems, &filing.changes);
        let filed = self
            .practice()
            .file(&ToFile::new(filing.draft), &self.act())?;

        Ok((filed, remarks))
    }

    pub(super) fn exchanges(&self) -> Result<Pass, Failure> {
        Ok(self.runtime.block_on(self.exchange.pass())?)
    }

    /// The program ends and begins again, with nothing but what is on disk.
    pub(super) fn restarts(&mut self) -> Result<(), Failure> {
        let path = self.folder.path().join(store::FILE_NAME);
        let store = Store::open(&path, &self.key.hex())?;
        let practice = Practice::open(store, self.marks.clone());
        self.exchange = Exchange::new(practice, self.service.clone(), self.clock.clone());

        Ok(())
    }

    pub(super) fn minutes_pass(&self, minutes: i64) {
        self.clock.add(SignedDuration::from_mins(minutes));
        self.service.set_now(self.clock.now());
    }

    pub(super) fn days_pass(&self, days: i64) {
        self.minutes_pass(days * 24 * 60);
    }

    pub(super) fn shows(&self, filed: &Filed) -> Result<String, Failure> {
        let detail = self
            .practice()
            .outbox_detail(filed.filing, self.clock.now())?;

        Ok(format!(
            "The outbox says: {}. {}.",
            detail.item.words, detail.item.next
        ))
    }

    pub(super) fn letter_of(&self, filed: &Filed) -> Result<Vec<u8>, Failure> {
        let detail = self
            .practice()
            .outbox_detail(filed.filing, self.clock.now())?;

        Ok(detail.letter.map(|letter| letter.body).unwrap_or_default())
    }

    /// How the patient of a filing stands.
    pub(super) fn stands(&self, filed: &Filed) -> Result<String, Failure> {
        let patient = self.practice().store().read(|r| r.patient(filed.patient))?;
        let name = practice::shown_name(&patient.record);

        Ok(format!("{name} is {} now.", patient.record.state.word()))
    }

    pub(super) fn inbox(&self) -> Result<Vec<String>, Failure> {
        let items = self
            .practice()
            .inbox(View::ToDecide, None, 20, self.clock.now())?;

        Ok(items.into_iter().flat_map(|item| item.outline).collect())
    }

    fn waiting(&self, kind: &str) -> Result<NoticeId, Failure> {
        let items = self
            .practice()
            .inbox(View::All, None, 100, self.clock.now())?;
        let found = items.iter().rev().find(|item| item.kind == kind);

        found
            .map(|item| item.notice)
            .ok_or_else(|| Failure::Usage(format!("no notice of kind {kind} came")))
    }

    pub(super) fn why_routine(&self, kind: &str) -> Result<Vec<Test>, Failure> {
        let notice = self.waiting(kind)?;
        let detail = self.practice().notice_detail(notice, self.clock.now())?;

        Ok(detail.routine_tests)
    }

    pub(super) fn decides(&self, kind: &str, choice: &Choice) -> Result<Decided, Failure> {
        let notice = self.waiting(kind)?;

        Ok(self.practice().decide(notice, choice, None, &self.act())?)
    }

    pub(super) fn undoes(&self, kind: &str) -> Result<(), Failure> {
        let notice = self.waiting(kind)?;
        self.practice()
            .undo(notice, Some("wrong patient"), &self.act())?;

        Ok(())
    }

    pub(super) fn deducts(&self, number: &str, reason: u16) -> Result<(), Failure> {
        let now = self.clock.now();
        let told = PatientNumber::read(number).zip(DeductionReason::of(reason));
        if let Some((number, reason)) = told {
            self.service
                .with_agency(|agency| {
                    agency.deduct(&number, reason, Minute::at(now).day(), None, now)
                })
                .map_err(|error| Failure::Usage(error.to_string()))?;
        }

        Ok(())
    }

    pub(super) fn timeline(&self, filed: &Filed) -> Result<Vec<String>, Failure> {
        let entries = self.practice().timeline(filed.patient)?;
        let line = |entry: practice::Entry| {
            format!(
                "{}  {:<9} {}",
                Minute::at(entry.at).shown(),
                entry.by,
                entry.what
            )
        };

        Ok(entries.into_iter().map(line).collect())
    }

    pub(super) fn verifies(&self) -> Result<Verified, Failure> {
        Ok(self.practice().verify(self.clock.now())?)
    }

    /// The other side's own books.
    pub(super) fn service_says(&self) -> String {
        self.service.with_agency(|agency| {
            let ledger = agency.ledger();
            let heard: Vec<&str> = ledger
                .transactions
                .iter()
                .map(|one| one.kind.code())
                .collect();

            format!(
                "The service has heard {}, holds {} complaints against us, and misses {} receipts.",
                heard.join(" and "),
                agency.complaints().len(),
                ledger.unreceipted().count(),
            )
        })
    }
}

impl Clock {
    fn now(&self) -> Timestamp {
        let at = self.milliseconds.load(Ordering::SeqCst);

        Timestamp::from_millisecond(at).unwrap_or_default()
    }

    fn add(&self, time: SignedDuration) {
        let by = i64::try_from(time.as_millis()).unwrap_or_default();
        self.milliseconds.fetch_add(by, Ordering::SeqCst);
    }
}

impl World for Clock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn local_id(&self) -> LocalId {
        let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);

        LocalId::from_bytes(u128::from(drawn).to_be_bytes())
    }

    fn chance(&self) -> u8 {
        50
    }
}

impl KeepMarks for Marks {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);

        Ok(kept.clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(bytes.to_vec());

        Ok(())
    }
}

fn minute(text: &str) -> Result<Timestamp, Failure> {
    Minute::parse(text)
        .ok()
        .and_then(Minute::instant)
        .ok_or_else(|| Failure::Usage(format!("{text} is no time")))
}

fn known<T>(value: Option<T>) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::Usage("the story's own names are wrong".to_owned()))
}

fn link() -> Result<Link, Failure> {
    Ok(Link::new(
        known(LinkCode::parse("HIL5"))?,
        known(Cipher::parse("NF"))?,
    ))
}

fn setup() -> Result<Setup, Failure> {
    let link = link()?;

    Ok(Setup {
        settings: Settings {
            practice_name: "Hill Road Surgery".to_owned(),
            practice_code: link.practice.as_str().to_owned(),
            mailbox: "X26OT001".to_owned(),
            training: true,
            ..Settings::default()
        },
        manager: CLERK.to_owned(),
        links: vec![SetupLink {
            cipher: link.cipher,
            service: link.service,
            mailbox: "X26HC001".to_owned(),
            last_sis: 511,
            last_sms: 732,
            doctors: vec![SetupDoctor {
                name: "Dr Amara Bello".to_owned(),
                code: known(GpCode::read("9912345,K31"))?,
            }],
        }],
        last_tn: 1289,
    })
}
