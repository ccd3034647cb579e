//! Requests to take a patient off the list: asked once, and what PCSE replies.

use mailbox::Workflow;
use practice::{Choice, ToFile};
use store::PatientId;

use crate::world::World;
use crate::world::people::{Person, person};

impl World {
    fn asks(&self, person: &Person) -> Result<store::FilingId, String> {
        let draft = person.leaves(13, "2026-11-20", self.now());
        let filed = self.surgery.tries_to_file(ToFile::new(draft));

        filed
            .map(|filed| filed.filing)
            .map_err(|refused| refused.code().to_owned())
    }

    /// A reply that nobody at the service wrote: number, the letter's time, its words.
    async fn is_told(&self, person: &Person, ris: u32, written: &str, words: &str) {
        let number = person.number.as_deref().unwrap();
        let body = format!(
            "UNB+UNOA:2+XX11+TES5+{written}+{ris:08}++FHSREG+++FHSA EDI TRANSFERS'UNH+{ris:08}+FHSREG:0:1:FH:FHS001'\
             BGM+++507'NAD+FHS+XX1:954'DTM+137:202611210900:203'RFF+950:F11'S01+1'RFF+TN:777'NAD+GP+9912345,K31:900'\
             FTX+RGI+++{words}'S02+2'PNA+PAT+{number}:OPI'UNT+12+{ris:08}'UNZ+1+{ris:08}'"
        );
        self.service.deliver_raw(Workflow::Registration, body);
        self.surgery.exchanges().await;
    }

    fn pending_until(&self, patient: PatientId) -> Option<String> {
        let record = self.surgery.record_of(patient);

        record.removal_pending_until.map(|day| day.iso())
    }

    /// What the form for a request says as it opens.
    fn may_ask(&self, patient: PatientId) -> bool {
        let why = self.surgery.practice.why_not_asked(patient, self.now());

        why.unwrap().is_none()
    }

    fn reminders(&self) -> usize {
        let store = self.surgery.practice.store();

        store.read(|r| r.reminders()).unwrap().len()
    }
}

#[tokio::test]
async fn pcse_is_asked_once_to_remove_a_patient() {
    let world = World::new();
    let patient = world.both_know(&person(1));
    assert!(world.may_ask(patient));
    let first = world.asks(&person(1)).unwrap();
    assert!(!world.may_ask(patient), "one waits to be sent");
    assert_eq!(
        world.asks(&person(1)),
        Err("E936".to_owned()),
        "one waits to be sent"
    );
    world
        .surgery
        .practice
        .correct(
            first,
            &person(1).leaves(13, "2026-11-19", world.now()),
            &world.surgery.clerk(),
        )
        .unwrap();

    world.surgery.exchanges().await;
    assert_eq!(
        world.asks(&person(1)),
        Err("E936".to_owned()),
        "it waits for the answer"
    );
    world.surgery.exchanges().await;
    world.surgery.decides("F11", &Choice::Understood);
    assert_eq!(
        world.asks(&person(1)),
        Err("E936".to_owned()),
        "PCSE holds the request for 30 days"
    );
    assert_eq!(world.heard(), ["G5"]);
    assert!(!world.may_ask(patient), "PCSE holds the request");

    world.days_pass(31);
    assert!(world.may_ask(patient), "the 30 days are over");
    assert!(world.asks(&person(1)).is_ok(), "the 30 days are over");
}

#[tokio::test]
async fn whoever_has_read_the_reply_may_ask_again() {
    let world = World::new();
    world.both_know(&person(1));
    world.asks(&person(1)).unwrap();
    for _ in 0..2 {
        world.surgery.exchanges().await;
    }

    let draft = Box::new(person(1).leaves(13, "2026-11-20", world.now()));
    world.surgery.decides("F11", &Choice::AskAgain { draft });
    world.surgery.exchanges().await;

    assert_eq!(world.heard(), ["G5", "G5"]);
}

#[tokio::test]
async fn the_thirty_days_begin_when_pcse_wrote() {
    let world = World::new();
    // Letters come that the service has not sent.
    world.may_complain(|one| matches!(one, agency::Complaint::UnknownReceipt { .. }));
    let patient = world.both_know(&person(1));
    world
        .is_told(&person(1), 90, "261118:0900", "30 DAYS NOTICE")
        .await;

    world.surgery.decides("F11", &Choice::Understood);

    assert_eq!(world.pending_until(patient).as_deref(), Some("2026-12-18"));
}

#[tokio::test]
async fn a_refusal_ends_the_thirty_days() {
    let world = World::new();
    // Letters come that the service has not sent.
    world.may_complain(|one| matches!(one, agency::Complaint::UnknownReceipt { .. }));
    let patient = world.both_know(&person(1));
    world
        .is_told(&person(1), 90, "261121:0900", "30 DAYS NOTICE")
        .await;
    world.surgery.decides("F11", &Choice::Understood);
    assert_eq!(world.reminders(), 1);
    world
        .is_told(&person(1), 91, "261121:0905", "REFUSED")
        .await;
    let refusal = world.surgery.waiting("F11");

    world.surgery.decides("F11", &Choice::Understood);
    assert_eq!(world.pending_until(patient), None);
    assert_eq!(world.reminders(), 0);

    world.surgery.undoes(&refusal);
    assert_eq!(world.pending_until(patient).as_deref(), Some("2026-12-21"));
    assert_eq!(world.reminders(), 1);
}
