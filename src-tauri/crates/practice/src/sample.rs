//! A small practice of invented people for the tests: what came and went, laid down row by row.

use std::sync::{Arc, Mutex};

use gplinks::{
    Body, Cipher, Draft, Entry, Filing, GpCode, Heading, Letter, LetterReceipt, LetterVerdict,
    LinkCode, Message, MessageReceipt, MessageVerdict, Minute, Newlines, PatientNumber,
    ReceiptDraft, Removal, Sis, Sms, Text, Tn,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{
    Arrival, FilingId, LetterInId, LetterOut, LetterOutId, LetterState, LinkId, NewMessage, Notice,
    NoticeId, Outcome, Reading, Role, Workflow,
};

use crate::release::{Release, release_next};
use crate::{
    Act, Asked, Choice, DeskError, ImportReport, KeepMarks, Mapping, Mode, Practice, Settings,
    Setup, SetupDoctor, SetupLink, ToFile,
};

pub(crate) const GP: &str = "9912345,K31";
/// Two numbers that are right, from the range for tests.
pub(crate) const NUMBERS: [&str; 2] = ["9990002371", "9990004188"];

pub(crate) struct Sample {
    pub(crate) practice: Practice,
    pub(crate) link: LinkId,
    _folder: tempfile::TempDir,
}

#[derive(Default)]
struct Kept(Mutex<Option<Vec<u8>>>);

impl KeepMarks for Kept {
    fn read(&self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        *self.0.lock().unwrap() = Some(bytes.to_vec());
        Ok(())
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A Friday.
pub(crate) fn now() -> Timestamp {
    at("2026-11-20T10:00:00Z")
}

pub(crate) fn manager() -> Act<'static> {
    Act {
        by: "Meera",
        role: Role::Manager,
        at: now(),
    }
}

impl Sample {
    pub(crate) fn new() -> Self {
        Self::begun_after(0)
    }

    /// A practice that took its numbers over from an earlier system.
    pub(crate) fn begun_after(last: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(store::FILE_NAME);
        let store = store::Store::create(&path, &"5e".repeat(32)).unwrap();
        let cipher = Cipher::parse("NF").unwrap();
        let setup = Setup {
            settings: settings(),
            manager: "Meera".to_owned(),
            links: vec![SetupLink {
                service: cipher.link_code(),
                cipher,
                mailbox: "X09HC001".to_owned(),
                last_sis: last,
                last_sms: last,
                doctors: vec![SetupDoctor {
                    name: "Dr Ruth Adeyemi".to_owned(),
                    code: GpCode::read(GP).unwrap(),
                }],
            }],
            last_tn: 0,
        };
        let practice = Practice::create(store, Arc::new(Kept::default()), &setup, now()).unwrap();
        let link = practice.store().read(|r| r.links()).unwrap()[0].id;

        Self {
            practice,
            link,
            _folder: folder,
        }
    }

    /// A practice in which everything has happened once, and nothing is wrong.
    pub(crate) fn healthy() -> Self {
        let sample = Self::new();
        let csv = format!(
            "nhs_number,surname,first_forename,born\n{},Cole,Tunde,1971-09-30\n{},Adair,Niamh,2001-02-03\n",
            NUMBERS[0], NUMBERS[1]
        );
        assert_eq!(sample.import(&csv).imported, 2);
        let sent = sample.send(NUMBERS[0], now());
        sample.receipted(sent, now());
        sample.comes(40, now());
        let waiting = sample.notices();
        sample.decide(waiting[0].id);
        sample.release(now());
        sample.takes(Workflow::Registration, b"?", now());

        sample
    }

    pub(crate) fn notices(&self) -> Vec<Notice> {
        let store = self.practice.store();

        store.read(|r| r.notices_after(None, 100)).unwrap()
    }

    pub(crate) fn import(&self, csv: &str) -> ImportReport {
        self.practice
            .import(csv.as_bytes(), &Mapping::default(), Mode::Real, &manager())
            .unwrap()
    }

    /// Files a removal, and brings it to MESH.
    pub(crate) fn send(&self, number: &str, when: Timestamp) -> LetterOutId {
        let act = Act {
            at: when,
            ..manager()
        };
        let filed = self.file(number, &act);
        self.practice.send_now(filed, &act).unwrap();

        self.release(when)
    }

    /// What is filed over the one link, under the one doctor.
    pub(crate) fn draft(&self, filing: Filing) -> Draft {
        Draft {
            link: gplinks::Link::new(
                LinkCode::parse("HIL5").unwrap(),
                Cipher::parse("NF").unwrap(),
            ),
            gp: GpCode::read(GP).unwrap(),
            filing,
        }
    }

    /// Files a removal.
    pub(crate) fn file(&self, number: &str, act: &Act<'_>) -> FilingId {
        let draft = self.draft(Filing::Removal(Removal {
            number: PatientNumber::read(number).unwrap(),
            reason: Text::new("MOVED AWAY").unwrap(),
        }));
        let to_file = ToFile {
            once_more: true,
            ..ToFile::new(draft)
        };

        self.practice.file(&to_file, act).unwrap().filing
    }

    /// Releases what is next, and brings it to MESH.
    pub(crate) fn release(&self, when: Timestamp) -> LetterOutId {
        let store = self.practice.store();
        let released = store.write(|w| release_next(w, self.link, when)).unwrap();
        let Release::Letter(letter) = released else {
            panic!("nothing was due");
        };
        let row = self.letter(letter);
        let local_id = local_id(letter, row.attempts);
        self.practice.mark(&row, &local_id).unwrap();
        self.accepted(letter, when);

        letter
    }

    pub(crate) fn letter(&self, letter: LetterOutId) -> LetterOut {
        self.practice
            .store()
            .read(|r| r.letter_out(letter))
            .unwrap()
    }

    /// One attempt, and MESH takes it.
    pub(crate) fn accepted(&self, letter: LetterOutId, when: Timestamp) {
        let attempts = self.letter(letter).attempts;
        let local_id = local_id(letter, attempts);
        let mesh_id = format!("mesh-{letter}-{attempts}");
        let done = self.practice.store().write(|w| {
            let noted = |what, details| {
                Act::of_program(when).record(w, what, "letter out", Some(letter.get()), details)
            };
            w.add_attempt(letter, &local_id, when)?;
            w.claim_letter(letter)?;
            noted("claimed", json!({ "attempt": attempts + 1 }))?;
            w.attempt_ended(&local_id, Outcome::Accepted, Some(&mesh_id), None)?;
            w.letter_accepted(letter, Some(&mesh_id), when, false)?;
            noted("posted", json!({ "state": LetterState::Accepted }))
        });
        done.unwrap();
    }

    /// A receipt comes that names one of our letters.
    pub(crate) fn receipted(&self, letter: LetterOutId, when: Timestamp) -> LetterInId {
        let ours = self.letter(letter);
        let receipt = ReceiptDraft {
            sender: LinkCode::parse("NF01").unwrap(),
            recipient: LinkCode::parse("HIL5").unwrap(),
            cipher: Text::new("NF").unwrap(),
            gp: Text::new(GP).unwrap(),
            messages: vec![MessageReceipt {
                reference: format!("{:08}", ours.sms.number),
                verdict: MessageVerdict::Translated,
            }],
            letter: LetterReceipt {
                reference: u64::from(ours.sis.number),
                verdict: LetterVerdict::read("OK").unwrap(),
                messages: Some(1),
            },
        };
        let (sis, sms) = (Sis::new(39).unwrap(), Sms::new(39).unwrap());
        let letter = receipt.number(sis, sms, Minute::at(when));

        self.takes(
            Workflow::Receipt,
            &letter.write(Newlines::Between).unwrap(),
            when,
        )
    }

    /// Two of PCSE's transactions come in one letter: the first patient of [`NUMBERS`] has moved away, and
    /// the flag of the second one is lifted.
    pub(crate) fn comes(&self, ris: u32, when: Timestamp) -> LetterInId {
        let number = |nth: usize| PatientNumber::read(NUMBERS[nth]).unwrap();
        let deduction = gplinks::Deduction {
            number: number(0),
            reason: gplinks::DeductionReason::read("2"),
            on: gplinks::Day::parse("2026-11-19").ok(),
            new_ha: None,
        };
        let flag = gplinks::Fp69Removal { number: number(1) };
        let messages = [
            gplinks::Notice::Deduction(deduction),
            gplinks::Notice::Fp69Removal(flag),
        ];
        let body = Letter {
            sender: LinkCode::parse("NF01").unwrap(),
            recipient: LinkCode::parse("HIL5").unwrap(),
            at: Minute::at(when),
            sis: Sis::new(ris).unwrap(),
            heading: Heading::Service,
            messages: (1..)
                .zip(messages)
                .map(|(nth, notice)| message(nth, notice, when))
                .collect(),
        };

        self.takes(
            Workflow::Registration,
            &body.write(Newlines::Between).unwrap(),
            when,
        )
    }

    /// A letter comes, MESH forgets it, and it is read.
    pub(crate) fn takes(&self, workflow: Workflow, body: &[u8], when: Timestamp) -> LetterInId {
        let mesh_id = store::sha256(body)[0].to_string();
        let stored = self.practice.store().write(|w| {
            let id = w.add_letter_in(&Arrival {
                mesh_id: &mesh_id,
                workflow,
                headers: "{}",
                body,
                at: when,
            })?;
            let act = Act::of_program(when);
            act.record(w, "received", "letter in", Some(id.get()), json!({}))?;
            w.acknowledged(id, when)?;

            Ok::<_, DeskError>(id)
        });
        self.practice.read_letters(when).unwrap();

        stored.unwrap()
    }

    /// A letter of one message comes and is read, as the exchange has it.
    pub(crate) fn arrives(
        &self,
        workflow: Workflow,
        kind: &str,
        ris: u64,
        when: Timestamp,
    ) -> LetterInId {
        let mesh_id = format!("in-{ris}-{when}");
        let is_receipt = workflow == Workflow::Receipt;
        let stored = self.practice.store().write(|w| {
            let id = w.add_letter_in(&Arrival {
                mesh_id: &mesh_id,
                workflow,
                headers: "{}",
                body: mesh_id.as_bytes(),
                at: when,
            })?;
            Act {
                at: when,
                ..manager()
            }
            .record(
                w,
                "received",
                "letter in",
                Some(id.get()),
                serde_json::json!({}),
            )?;
            w.acknowledged(id, when)?;
            w.letter_in_read(
                id,
                &Reading {
                    why: None,
                    at: when,
                    link: Some(self.link),
                    sender: Some("NF01".to_owned()),
                    number: Some((0, ris)),
                    written_at: Some(when),
                    messages: 1,
                    transactions: u32::from(!is_receipt),
                    copy_of: None,
                    problems: "[]".to_owned(),
                },
            )?;
            w.add_message_in(&NewMessage {
                letter: id,
                position: 1,
                rms: Some(ris),
                kind: Some(kind.to_owned()),
                problems: "[]".to_owned(),
            })?;

            Ok::<_, DeskError>(id)
        });

        stored.unwrap()
    }

    pub(crate) fn decide(&self, notice: NoticeId) {
        self.practice
            .decide(notice, &Choice::record(), Some("so it is"), &manager())
            .unwrap();
    }

    /// A letter comes that nobody can read.
    pub(crate) fn set_aside(&self, why: &str) -> LetterInId {
        let stored = self.practice.store().write(|w| {
            let id = w.add_letter_in(&Arrival {
                mesh_id: why,
                workflow: Workflow::Registration,
                headers: "{}",
                body: b"?",
                at: now(),
            })?;
            w.letter_in_read(
                id,
                &Reading {
                    why: Some(why.to_owned()),
                    at: now(),
                    link: None,
                    sender: None,
                    number: None,
                    written_at: None,
                    messages: 0,
                    transactions: 0,
                    copy_of: None,
                    problems: "[]".to_owned(),
                },
            )?;

            Ok::<_, store::StoreError>(id)
        });

        stored.unwrap()
    }

    /// MESH could not deliver it, and a manager gives it up.
    pub(crate) fn abandon(&self, letter: LetterOutId, why: &str) {
        let store = self.practice.store();
        store
            .write(|w| {
                w.letter_undelivered(letter, "E991 MESH could not deliver it")?;
                let details = json!({ "fate": "undelivered" });
                Act::of_program(now()).record(
                    w,
                    "report came",
                    "letter out",
                    Some(letter.get()),
                    details,
                )
            })
            .unwrap();
        self.practice.abandon(letter, why, &manager()).unwrap();
    }
}

fn local_id(letter: LetterOutId, attempts: u32) -> String {
    format!("local-{letter}-{attempts}")
}

/// Somebody at PCSE asked for it.
pub(crate) fn asked() -> Asked {
    Asked {
        by: "Ms Dale".to_owned(),
        on: gplinks::Day::parse("2026-11-20").unwrap(),
        reference: "CAS-1".to_owned(),
    }
}

fn message(nth: u32, notice: gplinks::Notice, when: Timestamp) -> Message {
    let entry = Entry {
        tn: Tn::new(u64::from(nth)),
        gp: GpCode::read(GP),
        body: Body::Notice(notice),
    };
    let cipher = Cipher::parse("NF").unwrap();

    Message::new(
        Sms::new(nth).unwrap(),
        cipher,
        Minute::at(when),
        vec![entry],
    )
    .unwrap()
}

pub(crate) fn after_days(days: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * days)
}

fn settings() -> Settings {
    Settings {
        install_id: "test".to_owned(),
        practice_name: "Hill Surgery".to_owned(),
        practice_code: "HIL5".to_owned(),
        mailbox: "A81001".to_owned(),
        training: true,
        hold_minutes: 15,
        sending_times: Vec::new(),
        ..Settings::default()
    }
}
