//! A surgery and the registration service, each with its own books, and a clock that both can see.
#![allow(dead_code, reason = "each test that has a world uses a part of it")]

pub(crate) mod clock;
pub(crate) mod cut;
pub(crate) mod marks;
pub(crate) mod people;
pub(crate) mod surgery;

use std::sync::{Arc, Mutex};

use agency::{Agency, Rules, TrainingMailbox};
use gplinks::{Cipher, GpCode, Link, LinkCode};
use jiff::{SignedDuration, Timestamp};
use practice::{Practice, Settings, Setup, SetupDoctor, SetupLink};
use store::Store;
use tempfile::TempDir;

use clock::Clock;
use marks::Marks;
use surgery::Surgery;

/// 64 hexadecimal digits; nothing secret is in a test.
pub(crate) const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
pub(crate) const DOCTOR: &str = "9912345,K31";
pub(crate) const MANAGER: &str = "Asha";
pub(crate) const CLERK: &str = "Ben";

/// Everything that one test needs.
pub(crate) struct World {
    pub(crate) surgery: Surgery,
    pub(crate) service: Arc<TrainingMailbox>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) marks: Arc<Marks>,
    pub(crate) folder: TempDir,
    /// Which complaints of the service are no surprise to the test.
    expected: Mutex<fn(&agency::Complaint) -> bool>,
}

/// Whatever else a test shows: the service has nothing to complain of, or what the test has said.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let is_expected = *self.expected.lock().unwrap();
        let mut complaints = self.complaints();
        complaints.retain(|one| !is_expected(one));

        assert_eq!(complaints, [], "the service complains");
    }
}

/// How a world begins.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) rules: Rules,
    pub(crate) last_sis: u32,
    pub(crate) last_sms: u32,
    pub(crate) last_tn: u32,
    pub(crate) hold_minutes: u32,
}

impl Default for Beginning {
    fn default() -> Self {
        Self {
            rules: Rules::at_once(),
            last_sis: 0,
            last_sms: 0,
            last_tn: 0,
            hold_minutes: 0,
        }
    }
}

impl World {
    /// A Saturday morning; nothing has been sent yet, and the service answers at once.
    pub(crate) fn new() -> Self {
        Self::beginning(&Beginning::default())
    }

    pub(crate) fn beginning(beginning: &Beginning) -> Self {
        let clock = Arc::new(Clock::at("2026-11-21T09:00:00Z"));
        let marks = Arc::new(Marks::default());
        let folder = tempfile::tempdir_in(memory()).unwrap();
        let store = Store::create(&folder.path().join(store::FILE_NAME), KEY).unwrap();
        let practice =
            Practice::create(store, marks.clone(), &setup(beginning), clock.now()).unwrap();
        let employed = practice
            .store()
            .write(|w| w.add_user(CLERK, store::Role::Clerk));
        employed.unwrap();
        let service = Arc::new(TrainingMailbox::new(
            Agency::new(
                agency::Setup {
                    rules: beginning.rules.clone(),
                    ..agency::Setup::new(link())
                },
                7,
            ),
            clock.now(),
        ));
        let surgery = Surgery::new(practice, service.clone(), clock.clone());

        Self {
            surgery,
            service,
            clock,
            marks,
            folder,
            expected: Mutex::new(|_| false),
        }
    }

    /// The service may complain of this, for a reason that the test tells.
    pub(crate) fn may_complain(&self, of: fn(&agency::Complaint) -> bool) {
        *self.expected.lock().unwrap() = of;
    }

    /// Somebody at the service asks for a letter once more.
    pub(crate) fn asks_again(&self, sis: u32) {
        let sis = gplinks::Sis::new(sis).unwrap();
        self.service.with_agency(|agency| agency.asks_again(sis));
    }

    /// The program ends and begins again, with nothing but what is on disk.
    pub(crate) fn restarts(&mut self) {
        let path = self.folder.path().join(store::FILE_NAME);
        let store = Store::open(&path, KEY).unwrap();
        let practice = Practice::open(store, self.marks.clone());
        self.surgery = Surgery::new(practice, self.service.clone(), self.clock.clone());
    }

    /// The file as it is now, as a copy taken by hand has it.
    pub(crate) fn copy(&self) -> Vec<u8> {
        self.surgery.practice.store().checkpoint().unwrap();

        std::fs::read(self.folder.path().join(store::FILE_NAME)).unwrap()
    }

    pub(crate) fn after(&self, time: SignedDuration) {
        self.clock.add(time);
        self.service.set_now(self.clock.now());
    }

    pub(crate) fn minutes_pass(&self, minutes: i64) {
        self.after(SignedDuration::from_mins(minutes));
    }

    pub(crate) fn days_pass(&self, days: i64) {
        self.after(SignedDuration::from_hours(24 * days));
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What the service holds against the surgery's program.
    pub(crate) fn complaints(&self) -> Vec<agency::Complaint> {
        self.service.with_agency(|agency| agency.complaints())
    }

    /// How many letters of the service the surgery has not receipted.
    pub(crate) fn unreceipted(&self) -> usize {
        self.service
            .with_agency(|agency| agency.ledger().unreceipted().count())
    }

    /// The codes of the transactions that the service has worked on, in order.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.service.with_agency(|agency| {
            let heard = agency.ledger().transactions.iter();

            heard.map(|one| one.kind.code().to_owned()).collect()
        })
    }

    /// Puts somebody of the surgery's list on the service's list too.
    pub(crate) fn both_know(&self, person: &people::Person) -> store::PatientId {
        let acceptance = person.acceptance();
        let number = acceptance.kind.number().cloned().unwrap();
        let gp = GpCode::read(DOCTOR).unwrap();
        self.service.with_agency(|agency| {
            agency.enrol(agency::Patient::of(number, &acceptance, gp));
        });

        self.surgery.has(person)
    }
}

pub(crate) fn link() -> Link {
    Link::new(
        LinkCode::parse("TES5").unwrap(),
        Cipher::parse("XX1").unwrap(),
    )
}

pub(crate) fn setup(beginning: &Beginning) -> Setup {
    Setup {
        settings: Settings {
            install_id: "0123456789abcdef0123456789abcdef".to_owned(),
            practice_name: "Mill Lane Surgery".to_owned(),
            practice_code: "TES5".to_owned(),
            mailbox: "X26OT001".to_owned(),
            training: true,
            hold_minutes: beginning.hold_minutes,
            sending_times: Vec::new(),
            ..Settings::default()
        },
        manager: MANAGER.to_owned(),
        links: vec![SetupLink {
            cipher: Cipher::parse("XX1").unwrap(),
            service: LinkCode::parse("XX11").unwrap(),
            mailbox: "X26HC001".to_owned(),
            last_sis: beginning.last_sis,
            last_sms: beginning.last_sms,
            doctors: vec![SetupDoctor {
                name: "Dr Amara Bello".to_owned(),
                code: GpCode::read(DOCTOR).unwrap(),
            }],
        }],
        last_tn: beginning.last_tn,
    }
}

/// Test data lies in memory where the system has such a folder.
pub(crate) fn memory() -> std::path::PathBuf {
    let shared = std::path::PathBuf::from("/dev/shm");

    if shared.is_dir() {
        shared
    } else {
        std::env::temp_dir()
    }
}
