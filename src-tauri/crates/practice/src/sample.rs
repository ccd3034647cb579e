//! A small practice of invented people for the tests: what came and went, laid down row by row.

use std::sync::{Arc, Mutex};

use gplinks::{
    Cipher, Draft, Filing, GpCode, LetterReceipt, LetterVerdict, LinkCode, MessageReceipt,
    MessageVerdict, PatientNumber, ReceiptDraft, Removal, Text,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    Arrival, LetterInId, LetterOut, LetterOutId, LinkId, NewDecision, NewMessage, NewNotice,
    NoticeId, NoticeState, Outcome, Place, Reading, ReceiptFate, ReceiptIn, ReceiptState, Role,
    Workflow,
};

use crate::release::{Release, release_next};
use crate::{
    Act, DeskError, ImportReport, KeepMarks, Mapping, Mode, Practice, Settings, Setup, SetupDoctor,
    SetupLink, ToFile,
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
        let letter = sample.comes(40, now());
        let notice = sample.notice(letter, 1);
        sample.decide(notice);
        sample.release(now());
        sample.set_aside("unreadable");

        sample
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
        let draft = Draft {
            link: gplinks::Link::new(
                LinkCode::parse("HIL5").unwrap(),
                Cipher::parse("NF").unwrap(),
            ),
            gp: GpCode::read(GP).unwrap(),
            filing: Filing::Removal(Removal {
                number: PatientNumber::read(number).unwrap(),
                reason: Text::new("MOVED AWAY").unwrap(),
            }),
        };
        let to_file = ToFile {
            once_more: true,
            ..ToFile::new(draft)
        };
        let filed = self.practice.file(&to_file, &act).unwrap();
        self.practice.send_now(filed.filing, &act).unwrap();

        self.release(when)
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
            w.add_attempt(letter, &local_id, when)?;
            w.claim_letter(letter)?;
            w.attempt_ended(&local_id, Outcome::Accepted, Some(&mesh_id), None)?;
            w.letter_accepted(letter, Some(&mesh_id), when, false)
        });
        done.unwrap();
    }

    /// A receipt comes that names one of our letters.
    pub(crate) fn receipted(&self, letter: LetterOutId, when: Timestamp) -> LetterInId {
        let sis = u64::from(self.letter(letter).sis.number);
        let receipt = self.arrives(Workflow::Receipt, "RECEP", 39, when);
        let named = self.practice.store().write(|w| {
            w.letter_receipted(letter, ReceiptState::Received, when)?;
            w.add_receipt_in(&ReceiptIn {
                letter_in: receipt,
                letter: Some(letter),
                sis,
                verdict: "OK".to_owned(),
                messages: "[]".to_owned(),
                fate: ReceiptFate::Matched,
            })
        });
        named.unwrap();

        receipt
    }

    /// A registration letter comes, is read, and a receipt is owed for it.
    pub(crate) fn comes(&self, ris: u64, when: Timestamp) -> LetterInId {
        let letter = self.arrives(Workflow::Registration, "F9", ris, when);
        let receipt = ReceiptDraft {
            sender: LinkCode::parse("HIL5").unwrap(),
            recipient: LinkCode::parse("NF01").unwrap(),
            cipher: Text::new("NF").unwrap(),
            gp: Text::new(GP).unwrap(),
            messages: vec![MessageReceipt {
                reference: format!("{ris:08}"),
                verdict: MessageVerdict::Translated,
            }],
            letter: LetterReceipt {
                reference: ris,
                verdict: LetterVerdict::read("OK").unwrap(),
                messages: Some(1),
            },
        };
        let receipt = serde_json::to_string(&receipt).unwrap();
        let owed = self
            .practice
            .store()
            .write(|w| w.owe_receipt(letter, self.link, &receipt, when));
        owed.unwrap();

        letter
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

    /// The one transaction of a letter.
    pub(crate) fn notice(&self, letter: LetterInId, tn: u64) -> NoticeId {
        let came = self.practice.store().read(|r| r.letter_in(letter)).unwrap();
        let ris = came.ris.unwrap();
        let added = self.practice.store().write(|w| {
            w.add_notice(&NewNotice {
                letter,
                link: self.link,
                place: Place {
                    epoch: 0,
                    ris,
                    message: 1,
                    position: 1,
                },
                kind: "F9",
                rms: Some(ris),
                tn: Some(tn),
                gp: None,
                nhs_number: Some(NUMBERS[0]),
                content: Some("{}"),
                outline: "[]",
                problems: "[]",
                raw_from: 0,
                raw_to: 1,
                at: came.received_at,
                state: NoticeState::ToDecide,
            })
        });

        added.unwrap()
    }

    pub(crate) fn decide(&self, notice: NoticeId) {
        let decided = self.practice.store().write(|w| {
            w.add_decision(&NewDecision {
                notice,
                choice: "file",
                reason: None,
                at: now(),
                by: "Meera",
                rule: false,
                change: None,
                filing: None,
                answers: None,
            })?;
            w.settle_notice(notice, Some((now(), "Meera")))
        });
        decided.unwrap();
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

    pub(crate) fn abandon(&self, letter: LetterOutId, why: &str) {
        let store = self.practice.store();
        store
            .write(|w| w.letter_undelivered(letter, "E991 MESH could not deliver it"))
            .unwrap();
        self.practice.abandon(letter, why, &manager()).unwrap();
    }
}

fn local_id(letter: LetterOutId, attempts: u32) -> String {
    format!("local-{letter}-{attempts}")
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
