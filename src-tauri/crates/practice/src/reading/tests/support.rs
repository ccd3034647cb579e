//! A surgery with a real ledger in a folder of its own, and the service's letters to it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use gplinks::{
    Approval, Body, Cipher, Day, Deduction, DeductionReason, Entry, Fp69Removal, GpCode, Heading,
    Letter, LetterReceipt, LetterVerdict, LinkCode, Message, MessageReceipt, MessageVerdict,
    Minute, Newlines, Notice, PatientNumber, ReceiptDraft, Records, Rejection, Sis, Sms, Text, Tn,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    Arrival, ArrivalState, AuditRow, Cause, FilingKind, FilingState, LetterIn, LetterInId,
    LetterOut, LetterOutId, LetterState, Link, NewChange, NewFiling, NewLetter, NoticeState, Role,
    Store, Taken, Workflow, Write,
};
use tempfile::TempDir;

use crate::marks::KeepMarks;
use crate::reading::{KeptProblem, ReadReport};
use crate::{Act, Practice, Settings, Setup, SetupDoctor, SetupLink, record};

pub(super) const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
pub(super) const REG: Workflow = Workflow::Registration;
pub(super) const RECEP: Workflow = Workflow::Receipt;
const GP: &str = "9912345,K31";

/// Keeps the marks in memory, as long as the surgery does; broken where a test says so.
#[derive(Default)]
pub(super) struct Held {
    kept: Mutex<Option<Vec<u8>>>,
    pub(super) broken: std::sync::atomic::AtomicBool,
}

impl KeepMarks for Held {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        if self.broken.load(std::sync::atomic::Ordering::SeqCst) {
            return Err("it is away".to_owned());
        }

        Ok(self.kept.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        *self.kept.lock().unwrap() = Some(bytes.to_vec());

        Ok(())
    }
}

/// The practice HIL5, with links to Norfolk (NF01) and Leeds (LDS1).
pub(super) struct Surgery {
    pub(super) practice: Practice,
    pub(super) marks: Arc<Held>,
    pub(super) now: Timestamp,
    arrivals: u32,
    folder: TempDir,
}

impl Surgery {
    pub(super) fn opens() -> Self {
        Self::opens_with(&setup())
    }

    /// The service at the other end of the first link has a code of its own.
    pub(super) fn opens_towards(service: &str) -> Self {
        let mut setup = setup();
        setup.links[0].service = LinkCode::parse(service).unwrap();

        Self::opens_with(&setup)
    }

    fn opens_with(setup: &Setup) -> Self {
        let folder = in_memory();
        let marks = Arc::new(Held::default());
        let now = at("2026-03-11T10:00");
        let store = Store::create(&path(&folder), KEY).unwrap();
        let practice = Practice::create(store, marks.clone(), setup, now).unwrap();

        Self {
            practice,
            marks,
            now,
            arrivals: 0,
            folder,
        }
    }

    /// The program ends and begins again on the same folder.
    pub(super) fn restarts(self) -> Self {
        let Self { marks, folder, .. } = self;
        drop(self.practice);
        let store = Store::open(&path(&folder), KEY).unwrap();

        Self {
            practice: Practice::open(store, marks.clone()),
            marks,
            now: self.now,
            arrivals: self.arrivals,
            folder,
        }
    }

    pub(super) fn later(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    /// A letter is stored, and not yet read.
    pub(super) fn gets(&mut self, workflow: Workflow, body: impl Into<Vec<u8>>) -> LetterInId {
        self.arrivals += 1;
        let mesh_id = format!("M{}", self.arrivals);

        self.writes(|w| {
            w.add_letter_in(&Arrival {
                mesh_id: &mesh_id,
                workflow,
                headers: "{}",
                body: &body.into(),
                at: self.now,
            })
        })
    }

    pub(super) fn reads(&self) -> ReadReport {
        self.practice.read_letters(self.now).unwrap()
    }

    /// A letter is stored and read.
    pub(super) fn takes(&mut self, workflow: Workflow, body: impl Into<Vec<u8>>) -> LetterInId {
        let id = self.gets(workflow, body);
        self.reads();

        id
    }

    pub(super) fn writes<T>(&self, work: impl FnOnce(&Write<'_>) -> store::Result<T>) -> T {
        self.practice.store().write(work).unwrap()
    }

    pub(super) fn looks<T>(&self, look: impl FnOnce(&store::Read<'_>) -> store::Result<T>) -> T {
        self.practice.store().read(look).unwrap()
    }

    pub(super) fn letter(&self, id: LetterInId) -> LetterIn {
        self.looks(|r| r.letter_in(id))
    }

    /// `read`, or the reason that it is set aside.
    pub(super) fn state(&self, id: LetterInId) -> String {
        let letter = self.letter(id);

        letter.why.unwrap_or(letter.state.word().to_owned())
    }

    pub(super) fn notices(&self) -> Vec<store::Notice> {
        self.looks(|r| r.notices_after(None, 1000))
    }

    /// Kind and state of each notice.
    pub(super) fn kinds(&self) -> Vec<(String, NoticeState)> {
        let notices = self.notices().into_iter();

        notices.map(|one| (one.kind, one.state)).collect()
    }

    pub(super) fn has_receipt(&self, id: LetterInId) -> bool {
        self.looks(|r| r.receipt_for(id)).is_some()
    }

    pub(super) fn receipts_ready(&self) -> u64 {
        self.looks(|r| r.count_receipts_ready())
    }

    pub(super) fn unread(&self) -> usize {
        self.looks(|r| r.letters_in_in(ArrivalState::Stored)).len()
    }

    pub(super) fn norfolk(&self) -> Link {
        self.looks(|r| r.link_with("NF01")).unwrap()
    }

    /// The codes of what is odd about a letter.
    pub(super) fn codes(&self, id: LetterInId) -> Vec<String> {
        codes(&self.letter(id).problems)
    }

    /// The codes of what is odd about the messages of a letter.
    pub(super) fn message_codes(&self, id: LetterInId) -> Vec<String> {
        let messages = self.looks(|r| r.messages_of(id));

        messages
            .iter()
            .flat_map(|one| codes(&one.problems))
            .collect()
    }

    pub(super) fn audit(&self, subject: &str, row: i64) -> Vec<AuditRow> {
        self.looks(|r| r.audit_of(subject, row))
    }

    pub(super) fn manager(&self) -> Act<'static> {
        self.act(Role::Manager)
    }

    pub(super) fn act(&self, role: Role) -> Act<'static> {
        Act {
            by: "Mia",
            role,
            at: self.now,
        }
    }

    /// A filing goes out in a letter with these numbers. MESH has not accepted it.
    pub(super) fn sends(&self, sis: (u32, u32), sms: u32) -> LetterOutId {
        let link = self.norfolk().id;
        self.writes(|w| {
            let act = self.manager();
            let (patient, _) = w.add_patient(
                &record::blank(link, GP, "COLE"),
                &NewChange {
                    at: act.at,
                    by: act.by,
                    cause: Cause::Filed,
                    notice: None,
                    filing: None,
                    undoes: None,
                },
            )?;
            let filing = w.add_filing(&NewFiling {
                kind: FilingKind::Amendment,
                patient,
                link,
                gp: GP,
                content: "{}",
                state: FilingState::Ready,
                not_before: act.at,
                notice: None,
                replaces: None,
                draft_key: None,
                at: act.at,
                by: act.by,
            })?;
            let letter = w.add_letter_out(&NewLetter {
                link,
                workflow: REG,
                sis: taken(sis),
                sms: taken((0, sms)),
                tn: Some(taken((sis.0, sms))),
                body: b"frozen",
                written_at: act.at,
                state: LetterState::Numbered,
                next_try_at: act.at,
            })?;
            w.release_filing(filing, letter)?;

            Ok(letter)
        })
    }

    /// As [`Surgery::sends`], and MESH has accepted it.
    pub(super) fn sent(&self, sis: (u32, u32), sms: u32) -> LetterOutId {
        let letter = self.tries(sis, sms);
        let mesh_id = format!("OUT{}", letter.get());
        self.writes(|w| w.letter_accepted(letter, Some(&mesh_id), self.now, false));

        letter
    }

    /// As [`Surgery::sends`], and an attempt to post it is open.
    pub(super) fn tries(&self, sis: (u32, u32), sms: u32) -> LetterOutId {
        let letter = self.sends(sis, sms);
        self.writes(|w| {
            w.claim_letter(letter)?;
            w.add_attempt(letter, &format!("local-{}", letter.get()), self.now)
        });

        letter
    }

    pub(super) fn out(&self, id: LetterOutId) -> LetterOut {
        self.looks(|r| r.letter_out(id))
    }
}

fn codes(problems: &str) -> Vec<String> {
    let problems = KeptProblem::list(problems).unwrap();

    problems.into_iter().map(|one| one.code).collect()
}

fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join(store::FILE_NAME)
}

fn setup() -> Setup {
    let link = |cipher: &str| {
        let cipher = Cipher::parse(cipher).unwrap();

        SetupLink {
            service: cipher.link_code(),
            cipher,
            mailbox: "TRAINING".to_owned(),
            last_sis: 0,
            last_sms: 0,
            doctors: vec![SetupDoctor {
                name: "DR A SINGH".to_owned(),
                code: GpCode::read(GP).unwrap(),
            }],
        }
    };

    Setup {
        settings: Settings {
            install_id: "tests".to_owned(),
            practice_name: "Hill Street".to_owned(),
            practice_code: "HIL5".to_owned(),
            mailbox: "TRAINING".to_owned(),
            training: true,
            hold_minutes: 15,
            sending_times: Vec::new(),
            ..Settings::default()
        },
        manager: "Mia".to_owned(),
        links: vec![link("NF"), link("LDS")],
        last_tn: 0,
    }
}

pub(super) fn at(time: &str) -> Timestamp {
    Minute::parse(time).unwrap().instant().unwrap()
}

fn taken((epoch, number): (u32, u32)) -> Taken {
    Taken { epoch, number }
}

/// A letter of the service with one message for each list of entries.
pub(super) fn letter(ris: u32, messages: &[&[Entry]]) -> Vec<u8> {
    letter_at(ris, "2026-03-11T09:30", messages)
}

pub(super) fn letter_at(ris: u32, time: &str, messages: &[&[Entry]]) -> Vec<u8> {
    let time = Minute::parse(time).unwrap();
    let messages = (1..).zip(messages).map(|(number, entries)| {
        let sms = Sms::new(number).unwrap();

        Message::new(sms, cipher(), time, entries.to_vec()).unwrap()
    });

    Letter {
        sender: LinkCode::parse("NF01").unwrap(),
        recipient: LinkCode::parse("HIL5").unwrap(),
        at: time,
        sis: Sis::new(ris).unwrap(),
        heading: Heading::Service,
        messages: messages.collect(),
    }
    .write(Newlines::Between)
    .unwrap()
}

/// The service's receipt for one of our letters, in a letter of its own.
pub(super) fn receipt(ris: u32, sis: u64, sms: u64) -> Vec<u8> {
    receipt_of(ris, sis, "OK", &[(sms, "CP")])
}

pub(super) fn receipt_of(ris: u32, sis: u64, verdict: &str, messages: &[(u64, &str)]) -> Vec<u8> {
    let messages: Vec<_> = messages
        .iter()
        .map(|(number, verdict)| MessageReceipt {
            reference: format!("{number:08}"),
            verdict: MessageVerdict::read(verdict).unwrap(),
        })
        .collect();
    let draft = ReceiptDraft {
        sender: LinkCode::parse("NF01").unwrap(),
        recipient: LinkCode::parse("HIL5").unwrap(),
        cipher: Text::new("NF").unwrap(),
        gp: Text::new(GP).unwrap(),
        letter: LetterReceipt {
            reference: sis,
            verdict: LetterVerdict::read(verdict).unwrap(),
            messages: Some(messages.len() as u64),
        },
        messages,
    };
    let time = Minute::parse("2026-03-11T09:45").unwrap();

    draft
        .number(Sis::new(ris).unwrap(), Sms::new(900).unwrap(), time)
        .write(Newlines::Between)
        .unwrap()
}

/// The letter with `new` for every `old`, which must be there.
pub(super) fn swapped(body: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = std::str::from_utf8(body).unwrap();
    assert!(text.contains(old), "the letter has no {old}");

    text.replace(old, new).into_bytes()
}

pub(super) fn deduction(tn: u64) -> Entry {
    let deduction = Deduction {
        number: number(),
        reason: DeductionReason::read("2"),
        on: Some(Day::parse("2026-03-10").unwrap()),
        new_ha: None,
    };

    entry(tn, Notice::Deduction(deduction))
}

pub(super) fn approval(tn: u64) -> Entry {
    let approval = Approval {
        number: Some(number()),
    };

    entry(tn, Notice::Approval(approval))
}

pub(super) fn rejection(tn: u64) -> Entry {
    let rejection = Rejection {
        reason: Text::new("12 NOT IN OUR AREA"),
    };

    entry(tn, Notice::Rejection(rejection))
}

pub(super) fn flag_removal(tn: u64) -> Entry {
    entry(tn, Notice::Fp69Removal(Fp69Removal { number: number() }))
}

pub(super) fn records_sent(tn: u64) -> Entry {
    let records = Records {
        number: Some(number()),
    };

    entry(tn, Notice::RecordsSent(records))
}

pub(super) fn quarter_end(tn: u64) -> Entry {
    let quarter = gplinks::CloseQuarter {
        ends_on: Some(Day::parse("2026-03-31").unwrap()),
    };

    Entry {
        gp: None,
        ..entry(tn, Notice::CloseQuarter(quarter))
    }
}

fn entry(tn: u64, notice: Notice) -> Entry {
    Entry {
        tn: Tn::new(tn),
        gp: GpCode::read(GP),
        body: Body::Notice(notice),
    }
}

fn number() -> PatientNumber {
    PatientNumber::read("9990003742").unwrap()
}

fn cipher() -> Cipher {
    Cipher::parse("NF").unwrap()
}
