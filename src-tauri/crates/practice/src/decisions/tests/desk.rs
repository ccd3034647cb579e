//! A practice with a clerk, a manager and two authorities; its people are invented.

use std::cell::Cell;
use std::sync::{Arc, Mutex};

use gplinks::{
    Acceptance, AcceptanceCode, AcceptanceKind, Amendment, Changes, Cipher, Day, DeductionReason,
    DeductionRequest, Draft, Filing, Forenames, GpCode, HomeAddress, Identity, LinkCode, Name,
    NewAddress, NewLine, Notice as Says, PatientNumber, PostalAddress, Sex, Text,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    About, Answer, Arrival, Cause, Decision, FilingId, FilingKind, LetterState, LinkId, NewChange,
    NewFiling, NewLetter, NewNotice, Notice, NoticeId, NoticeState, PatientId, PatientState, Place,
    Reading, Record, Role, Store, Taken, Workflow,
};
use tempfile::TempDir;

use crate::content::Content;
use crate::decisions::Decided;
use crate::marks::KeepMarks;
use crate::{
    Act, Choice, Practice, Result, Settings, Setup, SetupDoctor, SetupLink, ToFile, matching,
    record,
};

pub(super) const GP: &str = "9912345,K31";
pub(super) const ANN: &str = "9990001006";
pub(super) const BEN: &str = "9990002371";

pub(super) struct Desk {
    pub(super) practice: Practice,
    minutes: Cell<i64>,
    letters: Cell<u32>,
    _folder: TempDir,
}

struct Memory(Mutex<Option<Vec<u8>>>);

impl KeepMarks for Memory {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(bytes.to_vec());

        Ok(())
    }
}

impl Desk {
    pub(super) fn new() -> Self {
        Self::with(vec![link("NF"), link("LDS")])
    }

    /// The service at the other end of the first link has a code of its own.
    pub(super) fn towards(service: &str) -> Self {
        let own = SetupLink {
            service: LinkCode::parse(service).unwrap(),
            ..link("NF")
        };

        Self::with(vec![own, link("LDS")])
    }

    fn with(links: Vec<SetupLink>) -> Self {
        let folder = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        let path = folder.path().join(store::FILE_NAME);
        let store = Store::create(&path, &"5a".repeat(32)).unwrap();
        let setup = Setup {
            settings: store.read(Settings::read).unwrap(),
            manager: "Mona".to_owned(),
            links,
            last_tn: 0,
        };
        let setup = Setup {
            settings: Settings {
                practice_code: "HIL5".to_owned(),
                training: true,
                ..setup.settings
            },
            ..setup
        };
        let marks = Arc::new(Memory(Mutex::new(None)));
        let practice = Practice::create(store, marks, &setup, at(0)).unwrap();
        let employed = practice.store().write(|w| w.add_user("Carla", Role::Clerk));
        employed.unwrap();

        Self {
            practice,
            minutes: Cell::new(0),
            letters: Cell::new(0),
            _folder: folder,
        }
    }

    /// Matched approvals and flag removals are applied at once.
    pub(super) fn applying_at_once() -> Self {
        let desk = Self::new();
        desk.practice
            .store()
            .write(|w| w.set("apply_routine", "yes"))
            .unwrap();

        desk
    }

    /// A minute later than whatever was before.
    pub(super) fn now(&self) -> Timestamp {
        self.minutes.set(self.minutes.get() + 1);

        at(self.minutes.get())
    }

    /// Nothing happens for so many minutes.
    pub(super) fn sleeps(&self, minutes: i64) {
        self.minutes.set(self.minutes.get() + minutes);
    }

    pub(super) fn clerk(&self) -> Act<'static> {
        Act {
            by: "Carla",
            role: Role::Clerk,
            at: self.now(),
        }
    }

    pub(super) fn manager(&self) -> Act<'static> {
        Act {
            by: "Mona",
            role: Role::Manager,
            at: self.now(),
        }
    }

    pub(super) fn link(&self, cipher: &str) -> LinkId {
        let links = self.practice.store().read(|r| r.links()).unwrap();

        links.iter().find(|link| link.cipher == cipher).unwrap().id
    }

    pub(super) fn add(&self, record: &Record) -> PatientId {
        let change = NewChange {
            at: self.now(),
            by: "Mona",
            cause: Cause::Imported,
            notice: None,
            filing: None,
            undoes: None,
        };

        self.practice
            .store()
            .write(|w| w.add_patient(record, &change))
            .unwrap()
            .0
    }

    /// Ann, registered.
    pub(super) fn ann(&self) -> PatientId {
        self.add(&self.person("OKAFOR", "Ann", Some(ANN)))
    }

    pub(super) fn person(&self, surname: &str, forename: &str, number: Option<&str>) -> Record {
        Record {
            state: PatientState::Registered,
            nhs_number: number.map(str::to_owned),
            first_forename: Some(forename.to_owned()),
            sex: "2".to_owned(),
            born: Some(day("1988-02-29")),
            road: Some("12 Mill Lane".to_owned()),
            post_town: Some("Ely".to_owned()),
            postcode: Some("CB7 4XY".to_owned()),
            accepted_on: Some(day("2020-01-06")),
            ..record::blank(self.link("NF"), GP, surname)
        }
    }

    pub(super) fn record(&self, patient: PatientId) -> Record {
        self.patient(patient).record
    }

    pub(super) fn patient(&self, patient: PatientId) -> store::Patient {
        self.practice.store().read(|r| r.patient(patient)).unwrap()
    }

    pub(super) fn notice(&self, notice: NoticeId) -> Notice {
        self.practice.store().read(|r| r.notice(notice)).unwrap()
    }

    pub(super) fn filing(&self, filing: FilingId) -> store::Filing {
        self.practice.store().read(|r| r.filing(filing)).unwrap()
    }

    pub(super) fn answer(&self, filing: FilingId) -> Answer {
        self.filing(filing).answer
    }

    pub(super) fn decisions(&self, notice: NoticeId) -> Vec<Decision> {
        self.practice
            .store()
            .read(|r| r.decisions_of(notice))
            .unwrap()
    }

    pub(super) fn reminders(&self) -> Vec<store::Reminder> {
        self.practice.store().read(|r| r.reminders()).unwrap()
    }

    /// A registration that was sent; tells its transaction number as well.
    pub(super) fn registers(&self, number: Option<&str>) -> (PatientId, FilingId, u64) {
        let filed = self
            .practice
            .file(&ToFile::new(registration("A", number, None)), &self.clerk())
            .unwrap();
        let tn = self.send(filed.filing);

        (filed.patient, filed.filing, tn)
    }

    /// A request for removal that was sent.
    pub(super) fn requests(&self, patient: PatientId, number: &str) -> (FilingId, u64) {
        let filed = self
            .practice
            .file(&ToFile::new(request(number, "13")), &self.clerk())
            .unwrap();
        assert_eq!(filed.patient, patient);

        (filed.filing, self.send(filed.filing))
    }

    /// An older request that was sent, without what a clerk would be asked today.
    pub(super) fn requested(&self, patient: PatientId, number: &str) -> (FilingId, u64) {
        let content = Content::of(request(number, "13").filing);
        let new = NewFiling {
            kind: FilingKind::DeductionRequest,
            patient,
            link: self.link("NF"),
            gp: GP,
            content: &content.written().unwrap(),
            state: store::FilingState::Ready,
            not_before: self.now(),
            notice: None,
            replaces: None,
            draft_key: None,
            at: self.now(),
            by: "Carla",
        };
        let filing = self.practice.store().write(|w| w.add_filing(&new)).unwrap();

        (filing, self.send(filing))
    }

    pub(super) fn send(&self, filing: FilingId) -> u64 {
        let number = self.number();
        let link = self.filing(filing).link;
        let taken = Taken { epoch: 0, number };
        let letter = NewLetter {
            link,
            workflow: Workflow::Registration,
            sis: taken,
            sms: taken,
            tn: Some(taken),
            body: b"UNB",
            written_at: self.now(),
            state: LetterState::Collected,
            next_try_at: self.now(),
        };
        self.practice
            .store()
            .write(|w| {
                let letter = w.add_letter_out(&letter)?;
                w.release_filing(filing, letter)
            })
            .unwrap();

        number.into()
    }

    fn number(&self) -> u32 {
        self.letters.set(self.letters.get() + 1);

        self.letters.get()
    }

    /// A notice in a letter of its own, over the first link.
    pub(super) fn arrives(&self, says: &Says, tn: u64) -> NoticeId {
        let ris = 1000 + u64::from(self.number());

        self.arrives_at("NF", ris, says, tn)
    }

    pub(super) fn arrives_at(&self, cipher: &str, ris: u64, says: &Says, tn: u64) -> NoticeId {
        let kind = says
            .kind()
            .map_or("F99".to_owned(), |kind| kind.code().to_owned());
        let state = if matches!(says, Says::RecordsSent(_)) {
            NoticeState::Information
        } else {
            NoticeState::ToDecide
        };
        let content = serde_json::to_string(says).unwrap();
        let number = says.number().map(PatientNumber::written);

        self.comes(
            cipher,
            ris,
            tn,
            &kind,
            state,
            Some(&content),
            number.as_deref(),
        )
    }

    #[expect(clippy::too_many_arguments, reason = "what one row of the ledger has")]
    pub(super) fn comes(
        &self,
        cipher: &str,
        ris: u64,
        tn: u64,
        kind: &str,
        state: NoticeState,
        content: Option<&str>,
        number: Option<&str>,
    ) -> NoticeId {
        let (link, at) = (self.link(cipher), self.now());
        let mesh_id = format!("{cipher}{ris}");
        let arrival = Arrival {
            mesh_id: &mesh_id,
            workflow: Workflow::Registration,
            headers: "{}",
            body: b"UNB+UNOA:2'S01+1'UNZ+1'",
            at,
        };
        let reading = Reading {
            why: None,
            at,
            link: Some(link),
            sender: Some(format!("{cipher}01")),
            number: Some((0, ris)),
            written_at: Some(at),
            messages: 1,
            transactions: 1,
            copy_of: None,
            problems: "[]".to_owned(),
        };

        self.practice
            .store()
            .write(|w| {
                let letter = w.add_letter_in(&arrival)?;
                w.letter_in_read(letter, &reading)?;
                let notice = w.add_notice(&NewNotice {
                    letter,
                    link,
                    place: Place {
                        epoch: 0,
                        ris,
                        message: 1,
                        position: 1,
                    },
                    kind,
                    rms: Some(ris),
                    tn: Some(tn),
                    gp: Some(GP),
                    nhs_number: number,
                    content,
                    outline: r#"["A line about it."]"#,
                    problems: "[]",
                    raw_from: 11,
                    raw_to: 17,
                    at,
                    state,
                    about: About::default(),
                })?;
                matching::match_open(w, notice, at)?;

                Ok::<_, crate::DeskError>(notice)
            })
            .unwrap()
    }

    pub(super) fn decides(&self, notice: NoticeId, choice: &Choice) -> Result<Decided> {
        self.practice.decide(notice, choice, None, &self.clerk())
    }

    pub(super) fn decides_because(
        &self,
        notice: NoticeId,
        choice: &Choice,
        why: &str,
    ) -> Result<Decided> {
        self.practice
            .decide(notice, choice, Some(why), &self.clerk())
    }

    /// What stands in the audit, as one text.
    pub(super) fn audit(&self) -> String {
        let rows = self
            .practice
            .store()
            .read(|r| r.audit_between(at(0), jiff::Timestamp::MAX))
            .unwrap();

        rows.iter()
            .map(|row| {
                format!(
                    "{} {} {} {:?} {}\n",
                    row.by, row.act, row.subject, row.row, row.details
                )
            })
            .collect()
    }
}

pub(super) fn at(minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();

    start
        .checked_add(SignedDuration::from_mins(minutes))
        .unwrap()
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(super) fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

pub(super) fn number(digits: &str) -> PatientNumber {
    PatientNumber::read(digits).unwrap()
}

fn link(cipher: &str) -> SetupLink {
    let cipher = Cipher::parse(cipher).unwrap();

    SetupLink {
        service: cipher.link_code(),
        cipher,
        mailbox: "POST".to_owned(),
        last_sis: 0,
        last_sms: 0,
        doctors: vec![SetupDoctor {
            name: "Dr Pratt".to_owned(),
            code: GpCode::read(GP).unwrap(),
        }],
    }
}

/// The ends of a link, as a form names them.
pub(super) fn over(cipher: &str) -> gplinks::Link {
    gplinks::Link::new(
        LinkCode::parse("HIL5").unwrap(),
        Cipher::parse(cipher).unwrap(),
    )
}

pub(super) fn draft(filing: Filing) -> Draft {
    Draft {
        link: over("NF"),
        gp: GpCode::read(GP).unwrap(),
        filing,
    }
}

/// Ann's registration.
pub(super) fn registration(code: &str, number: Option<&str>, notes: Option<&str>) -> Draft {
    let identity = match number {
        Some(number) => Identity::Number {
            number: PatientNumber::read(number).unwrap(),
            birthplace: None,
        },
        None => Identity::Birthplace(text("ELY")),
    };

    draft(Filing::Acceptance(Box::new(Acceptance {
        code: AcceptanceCode::parse(code).unwrap(),
        kind: AcceptanceKind::First {
            identity,
            born: Some(day("1988-02-29")),
        },
        accepted_on: day("2026-11-20"),
        name: Name {
            surname: text("OKAFOR"),
            forenames: Forenames::of([text("ANN")]),
            title: None,
        },
        previous_surname: None,
        sex: Sex::Female,
        address: HomeAddress::parse(PostalAddress {
            lines: [
                None,
                Some(text("12 MILL LANE")),
                None,
                Some(text("ELY")),
                None,
            ],
            postcode: None,
        })
        .unwrap(),
        institute: None,
        drugs_dispensed: false,
        notes: notes.map(text),
    })))
}

pub(super) fn new_address() -> NewAddress {
    NewAddress {
        lines: [
            NewLine::Blank,
            NewLine::Is(text("3 HIGH STREET")),
            NewLine::Blank,
            NewLine::Is(text("NORWICH")),
            NewLine::Blank,
        ],
        ..NewAddress::default()
    }
}

pub(super) fn amendment(digits: &str) -> Draft {
    draft(Filing::Amendment(Box::new(Amendment {
        number: number(digits),
        changes: Changes {
            address: Some(new_address()),
            ..Changes::default()
        },
        notes: Some(text("PLEASE CORRECT")),
    })))
}

pub(super) fn request(digits: &str, reason: &str) -> Draft {
    draft(Filing::DeductionRequest(DeductionRequest {
        number: number(digits),
        reason: DeductionReason::read(reason).unwrap(),
        on: day("2026-11-01"),
        notes: None,
    }))
}
