//! A notice on the desk, with everything that deciding about it needs.

use std::cell::RefCell;

use gplinks::{Cipher, Day, Draft, Filing, GpCode, LinkCode};
use store::{
    Answer, Cause, ChangeId, DecisionId, FilingId, NewChange, Notice, NoticeId, Patient, Record,
    ReminderId, Write,
};

use super::not_so;
use super::replies::REPLY;
use crate::filings::{file_in, hold_for, told_held};
use crate::{Act, DeskError, FromForm, Result, Settings, ToFile, record};

#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) w: &'a Write<'a>,
    pub(super) settings: &'a Settings,
    pub(super) notice: &'a Notice,
    pub(super) patient: Option<&'a Patient>,
    pub(super) reason: Option<&'a str>,
    /// The form in which the draft was typed, where it was one.
    pub(super) form: Option<&'a FromForm>,
    pub(super) act: &'a Act<'a>,
    pub(super) touched: &'a Touched,
}

/// What a decision does besides changing the patient, so that its undoing finds it again.
#[derive(Default)]
pub(super) struct Touched {
    answered: RefCell<Vec<FilingId>>,
    made: RefCell<Vec<ReminderId>>,
    ended: RefCell<Vec<ReminderId>>,
}

impl Touched {
    /// Our filing whose answer was recorded; the first of several.
    pub(super) fn answered(&self) -> Option<FilingId> {
        self.answered.borrow().first().copied()
    }

    /// Signs it all with the decision.
    pub(super) fn sign(&self, w: &Write<'_>, decision: DecisionId) -> Result<()> {
        for filing in self.answered.borrow().iter() {
            w.answer_decided(*filing, decision)?;
        }
        for reminder in self.made.borrow().iter() {
            w.reminder_made_by(*reminder, decision)?;
        }
        for reminder in self.ended.borrow().iter() {
            w.reminder_ended_by(*reminder, decision)?;
        }

        Ok(())
    }
}

/// What a choice came to.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) change: Option<ChangeId>,
    pub(super) filing: Option<FilingId>,
    pub(super) told: Vec<String>,
}

impl Outcome {
    pub(super) fn told(words: &str) -> Self {
        Self {
            told: vec![words.to_owned()],
            ..Self::default()
        }
    }

    pub(super) fn and(mut self, words: &str) -> Self {
        self.told.push(words.to_owned());

        self
    }
}

impl<'a> Case<'a> {
    pub(super) fn patient(&self) -> Result<&'a Patient> {
        self.patient.ok_or(DeskError::NotMatched {
            notice: self.notice.id,
        })
    }

    pub(super) fn needs_reason(&self) -> Result<&'a str> {
        self.reason.ok_or(DeskError::NoReason)
    }

    pub(super) fn change(&self, patient: &Patient, record: &Record) -> Result<Outcome> {
        let change = change_of(self.act, Cause::Decided, self.notice.id);

        Ok(Outcome {
            change: self.w.change_patient(patient, record, &change)?,
            ..Outcome::default()
        })
    }

    pub(super) fn remind(&self, patient: &Patient, due_on: Day, text: &str) -> Result<()> {
        let (notice, act) = (Some(self.notice.id), self.act);
        let made = self
            .w
            .add_reminder(patient.id, notice, due_on, text, act.at, act.by)?;
        self.touched.made.borrow_mut().push(made);

        Ok(())
    }

    /// What earlier notices, or those of one kind, reminded of will not come about.
    pub(super) fn end_reminders(&self, patient: &Patient, kind: Option<&str>) -> Result<()> {
        for reminder in self.w.reminders_of(patient.id)? {
            let Some(notice) = reminder.notice else {
                continue;
            };
            if kind.is_none() || kind == Some(self.w.notice(notice)?.kind.as_str()) {
                self.w
                    .reminder_done(reminder.id, self.act.at, self.act.by)?;
                self.touched.ended.borrow_mut().push(reminder.id);
            }
        }

        Ok(())
    }

    /// Our filing that the notice answers, where it still waits for an answer.
    pub(super) fn waiting(&self) -> Result<Option<store::Filing>> {
        let Some(filing) = self.notice.filing else {
            return Ok(None);
        };
        let filing = self.w.filing(filing)?;

        Ok(Some(filing).filter(|filing| filing.answer == Answer::Waiting))
    }

    /// Records the answer of the filing that waits, where one does.
    pub(super) fn answer(&self, answer: Answer, closed_why: Option<&str>) -> Result<()> {
        match self.waiting()? {
            Some(filing) => self.answer_one(filing.id, answer, closed_why),
            None => Ok(()),
        }
    }

    pub(super) fn answer_one(
        &self,
        filing: FilingId,
        answer: Answer,
        closed_why: Option<&str>,
    ) -> Result<()> {
        let at = Some(self.act.at);
        self.w.answer_filing(filing, answer, at, closed_why)?;
        self.touched.answered.borrow_mut().push(filing);

        Ok(())
    }

    /// What waits to be sent about somebody whom PCSE's list has no longer is held; a person is told.
    pub(super) fn hold_what_waits(&self, patient: &Patient, outcome: Outcome) -> Result<Outcome> {
        let held = hold_for(self.w, patient.id, self.act)?;

        Ok(held
            .into_iter()
            .fold(outcome, |outcome, filing| outcome.and(&told_held(filing))))
    }

    /// Files something about the notice's own patient, and nobody else.
    pub(super) fn file(
        &self,
        outcome: Outcome,
        draft: &Draft,
        replaces: Option<FilingId>,
    ) -> Result<Outcome> {
        let before = self.patient()?;
        let to_file = ToFile {
            notice: Some(self.notice.id),
            replaces,
            draft_key: self.form.map(|form| form.key.clone()),
            asked_again: self.notice.kind == REPLY,
            note: self.form.and_then(|form| form.note.clone()),
            spelling: self
                .form
                .map(|form| form.spelling.clone())
                .unwrap_or_default(),
            ..ToFile::new(self.addressed(draft, before)?)
        };
        let filed = file_in(self.w, self.settings, &to_file, self.act)?;
        if filed.patient != before.id {
            return Err(not_so("what is to be filed is about somebody else"));
        }

        Ok(Outcome {
            filing: Some(filed.filing),
            ..outcome
        }
        .and("What was filed is ready to send; it can be taken back until it is sent."))
    }

    /// The draft under the number that the patient has now; the one that they had before will do, too.
    fn addressed(&self, draft: &Draft, before: &Patient) -> Result<Draft> {
        let mut draft = draft.clone();
        let now = self.w.patient(before.id)?;
        let number = match &mut draft.filing {
            Filing::Acceptance(_) => return Ok(draft),
            Filing::Amendment(amendment) => &mut amendment.number,
            Filing::Removal(removal) => &mut removal.number,
            Filing::DeductionRequest(request) => &mut request.number,
        };
        let said = Some(number.written());
        if said != before.record.nhs_number && said != now.record.nhs_number {
            return Err(not_so("what is to be filed is about somebody else"));
        }
        *number = record::number(&now.record).ok_or(DeskError::NotOnTheList)?;

        Ok(draft)
    }

    /// A draft to the patient's own authority, under their own doctor.
    pub(super) fn draft(&self, patient: &Patient, filing: Filing) -> Result<Draft> {
        let link = self.w.link(patient.record.link)?;

        Ok(Draft {
            link: gplinks::Link {
                practice: LinkCode::as_received(&link.practice_code),
                cipher: Cipher::parse(&link.cipher).ok_or(DeskError::NoLink)?,
                service: LinkCode::as_received(&link.service_code),
            },
            gp: GpCode::read(&patient.record.gp).ok_or(DeskError::NoSuchDoctor)?,
            filing,
        })
    }
}

pub(crate) fn change_of<'a>(act: &Act<'a>, cause: Cause, notice: NoticeId) -> NewChange<'a> {
    NewChange {
        at: act.at,
        by: act.by,
        cause,
        notice: Some(notice),
        filing: None,
        undoes: None,
    }
}
