//! The surgery: a clerk at the desk and the exchange behind it.

use std::sync::Arc;

use agency::TrainingMailbox;
use gplinks::{AcceptanceKind, Draft};
use practice::{Act, Choice, Decided, DeskError, Exchange, Filed, Pass, Practice, ToFile};
use store::{
    Cause, FilingId, LinkId, NewChange, Notice, NoticeState, PatientId, PatientState, Record, Role,
};

use super::clock::Clock;
use super::people::Person;
use super::{CLERK, DOCTOR, MANAGER};

pub(crate) struct Surgery {
    pub(crate) practice: Practice,
    exchange: Exchange<Arc<TrainingMailbox>>,
    clock: Arc<Clock>,
}

impl Surgery {
    pub(crate) fn new(
        practice: Practice,
        service: Arc<TrainingMailbox>,
        clock: Arc<Clock>,
    ) -> Self {
        Self {
            exchange: Exchange::new(practice.clone(), service, clock.clone()),
            practice,
            clock,
        }
    }

    /// A manager, now: may do everything.
    pub(crate) fn act(&self) -> Act<'static> {
        Act {
            by: MANAGER,
            role: Role::Manager,
            at: self.clock.now(),
        }
    }

    /// A clerk, now.
    pub(crate) fn clerk(&self) -> Act<'static> {
        Act {
            by: CLERK,
            role: Role::Clerk,
            ..self.act()
        }
    }

    pub(crate) fn files(&self, draft: Draft) -> Filed {
        self.tries_to_file(ToFile::new(draft)).unwrap()
    }

    pub(crate) fn tries_to_file(&self, to_file: ToFile) -> Result<Filed, DeskError> {
        self.practice.file(&to_file, &self.clerk())
    }

    /// One pass of the exchange.
    pub(crate) async fn exchanges(&self) -> Pass {
        self.tries_to_exchange().await.unwrap()
    }

    pub(crate) async fn tries_to_exchange(&self) -> Result<Pass, DeskError> {
        self.exchange.pass().await
    }

    /// What the desk says of a filing.
    pub(crate) fn shows(&self, filing: FilingId) -> &'static str {
        let detail = self
            .practice
            .outbox_detail(filing, self.clock.now())
            .unwrap();

        detail.item.words
    }

    pub(crate) fn state_of(&self, patient: PatientId) -> PatientState {
        self.record_of(patient).state
    }

    pub(crate) fn record_of(&self, patient: PatientId) -> Record {
        let patient = self.practice.store().read(|r| r.patient(patient)).unwrap();

        patient.record
    }

    /// All notices of a kind, in the order in which they came.
    pub(crate) fn notices(&self, kind: &str) -> Vec<Notice> {
        let all = self
            .practice
            .store()
            .read(|r| r.notices_after(None, 100_000))
            .unwrap();

        all.into_iter()
            .filter(|notice| notice.kind == kind)
            .collect()
    }

    pub(crate) fn to_decide(&self) -> Vec<Notice> {
        self.practice
            .store()
            .read(|r| r.notices_in(NoticeState::ToDecide, None, 100_000))
            .unwrap()
    }

    /// Somebody who was on the list before this program came.
    pub(crate) fn has(&self, person: &Person) -> PatientId {
        let acceptance = person.acceptance();
        let born = match &acceptance.kind {
            AcceptanceKind::First { born, .. } => *born,
            AcceptanceKind::Birth { .. }
            | AcceptanceKind::TransferIn { .. }
            | AcceptanceKind::Immigrant { .. } => None,
        };
        let record = Record {
            state: PatientState::Registered,
            link: LinkId::new(1),
            nhs_number: person.number.clone(),
            surname: person.surname.clone(),
            first_forename: Some(person.forename.clone()),
            second_forename: None,
            other_forenames: None,
            title: Some("MX".to_owned()),
            previous_surname: None,
            sex: "2".to_owned(),
            born,
            birthplace: Some("LEEDS".to_owned()),
            house_name: None,
            road: Some(person.road.clone()),
            locality: None,
            post_town: Some("LERWICK".to_owned()),
            county: None,
            postcode: Some(person.postcode.clone()),
            institute: None,
            drugs_dispensed: false,
            gp: DOCTOR.to_owned(),
            accepted_on: Some(acceptance.accepted_on),
            left_on: None,
            left_reason: None,
            new_ha: None,
            fp69_expires_on: None,
            fp69_reason: None,
            removal_requested_on: None,
            removal_pending_until: None,
            out_of_area: false,
        };
        let change = NewChange {
            at: self.clock.now(),
            by: MANAGER,
            cause: Cause::Imported,
            notice: None,
            filing: None,
            undoes: None,
        };
        let added = self
            .practice
            .store()
            .write(|w| w.add_patient(&record, &change));

        added.unwrap().0
    }
}

impl Surgery {
    /// Decides about the one notice of a kind that waits.
    pub(crate) fn decides(&self, kind: &str, choice: &Choice) -> Decided {
        self.tries_to_decide(kind, choice, Some("as the letter says"))
            .unwrap()
    }

    pub(crate) fn tries_to_decide(
        &self,
        kind: &str,
        choice: &Choice,
        reason: Option<&str>,
    ) -> Result<Decided, DeskError> {
        let notice = self.waiting(kind);

        self.practice.decide(notice.id, choice, reason, &self.act())
    }

    /// The one notice of a kind that is to be decided.
    pub(crate) fn waiting(&self, kind: &str) -> Notice {
        let waiting: Vec<Notice> = self
            .to_decide()
            .into_iter()
            .filter(|notice| notice.kind == kind)
            .collect();
        assert_eq!(waiting.len(), 1, "notices of kind {kind} that wait");

        waiting.into_iter().next().unwrap()
    }

    pub(crate) fn undoes(&self, notice: &Notice) {
        self.tries_to_undo(notice).unwrap();
    }

    pub(crate) fn tries_to_undo(&self, notice: &Notice) -> Result<(), DeskError> {
        self.practice
            .undo(notice.id, Some("a slip"), &self.act())
            .map(drop)
    }
}
