//! What the service does about each transaction of the practice.

use gplinks::{
    Acceptance, AcceptanceCode, Amendment, Approval, Body, Day, Deduction, DeductionRequest,
    Filing, Fp69Removal, GpCode, Minute, Notice, PatientNumber, ReadMessage, Rejection, Removal,
    RequestReply, Text, Tn, Transaction,
};
use jiff::Timestamp;

use crate::ledger::Outcome;
use crate::outgoing::{Applicant, Cause, Load, Told};
use crate::receiving::Arrival;
use crate::rules::{Case, beginning_of};
use crate::{Agency, Answer, NothingWaits, Patient, WaitingAnswer};

/// What all answers to one transaction share.
struct Question<'a> {
    arrival: &'a Arrival,
    tn: Tn,
    gp: GpCode,
    is_our_ha: bool,
}

impl Agency {
    pub(crate) fn answer(
        &mut self,
        arrival: &Arrival,
        message: &ReadMessage,
        transaction: &Transaction,
    ) -> Outcome {
        let (Some(tn), Some(gp), Some(Body::Filing(filing))) =
            (transaction.tn, transaction.gp.clone(), &transaction.body)
        else {
            return Outcome::SetAside;
        };
        let line = self.links.get(&arrival.service);
        let question = Question {
            arrival,
            tn,
            gp,
            is_our_ha: line
                .is_some_and(|line| message.head.cipher().as_ref() == Some(&line.cipher)),
        };

        match filing {
            Filing::Acceptance(acceptance) => self.register(&question, acceptance),
            Filing::Amendment(amendment) => self.take_amendment(&question, amendment),
            Filing::Removal(removal) => self.remove(&question, removal),
            Filing::DeductionRequest(request) => self.take_request(&question, request),
        }
    }

    /// G1: approved, unless a rule rejects it.
    fn register(&mut self, question: &Question<'_>, acceptance: &Acceptance) -> Outcome {
        let Some(applicant) = self.applicant(question, acceptance) else {
            return Outcome::SetAside;
        };
        let rejection = self
            .rules
            .rejection(Case::of(acceptance, question.is_our_ha));
        let (notice, outcome) = match rejection {
            Some(words) => (rejection_notice(&words), Outcome::WillReject),
            None => (self.approval(&applicant), Outcome::WillApprove),
        };
        let due = self.rules.answer_after.after(question.arrival.at);
        self.tell(
            question,
            due,
            notice,
            Cause::Registration(Box::new(applicant)),
            Some(question.tn),
        );

        outcome
    }

    /// Who it is; where the practice has no number, one is traced or issued.
    fn applicant(&mut self, question: &Question<'_>, acceptance: &Acceptance) -> Option<Applicant> {
        let known = acceptance.kind.number().cloned();
        let tells_number = known.is_none();
        let number = known.or_else(|| self.number_for(acceptance))?;

        Some(Applicant {
            patient: Patient::of(number, acceptance, question.gp.clone()),
            tells_number,
        })
    }

    fn number_for(&mut self, acceptance: &Acceptance) -> Option<PatientNumber> {
        let returns = acceptance.code == AcceptanceCode::AfterDeduction;
        let traced = self.list.trace(acceptance).filter(|_| returns);
        if let Some(patient) = traced {
            return Some(patient.number.clone());
        }

        self.issued
            .issue(&mut self.random, |number| self.list.has(number))
    }

    fn approval(&self, applicant: &Applicant) -> Notice {
        let tells = applicant.tells_number || self.rules.echo_numbers;

        Notice::Approval(Approval {
            number: tells.then(|| applicant.patient.number.clone()),
        })
    }

    /// G2: applied, never answered; but it answers an FP69 notice, so that the flag is lifted.
    fn take_amendment(&mut self, question: &Question<'_>, amendment: &Amendment) -> Outcome {
        let number = &amendment.number;
        let Some(patient) = self.list.get_mut(number).filter(|one| one.is_registered()) else {
            return Outcome::UnknownPatient;
        };
        patient.apply(&amendment.changes);
        let Some(flag) = patient.open_flag() else {
            return Outcome::Amended;
        };
        flag.is_answered = true;
        let due = self.rules.lift_after.after(question.arrival.at);
        let number = number.clone();
        let notice = Notice::Fp69Removal(Fp69Removal { number });
        self.tell(question, due, notice, Cause::WhileRegistered, None);

        Outcome::AmendedAndFlagAnswered
    }

    /// G3: the patient is written to, and deducted later.
    fn remove(&mut self, question: &Question<'_>, removal: &Removal) -> Outcome {
        if !self.has_registered(&removal.number) {
            return Outcome::UnknownPatient;
        }
        let due = self.rules.removal_after.after(question.arrival.at);
        let notice = Notice::Deduction(Deduction {
            number: removal.number.clone(),
            reason: self.rules.removal_reason(),
            on: Some(Minute::at(due).day()),
            new_ha: None,
        });
        self.tell(question, due, notice, Cause::WhileRegistered, None);

        Outcome::WillDeduct
    }

    /// G5: deducted at once, or refused, or answered and deducted after the days of notice.
    fn take_request(&mut self, question: &Question<'_>, request: &DeductionRequest) -> Outcome {
        let Some(patient) = self
            .list
            .get(&request.number)
            .filter(|one| one.is_registered())
        else {
            return Outcome::UnknownPatient;
        };
        let case = Case {
            surname: Some(&patient.name.surname),
            has_postcode: patient.address.postcode.is_some(),
            is_our_ha: question.is_our_ha,
        };
        let due = self.rules.answer_after.after(question.arrival.at);
        if let Some(words) = self.rules.refusal(case) {
            self.reply_to(question, due, request, &words);
            return Outcome::WillRefuse;
        }
        if request.reason.number() != Some(LEFT_THE_AREA) {
            let notice = deduction(request, request.on);
            self.tell(question, due, notice, Cause::WhileRegistered, None);
            return Outcome::WillDeduct;
        }
        let words = self.rules.pending_words.clone();
        self.reply_to(question, due, request, &words);
        let day = Minute::at(due)
            .day()
            .plus_days(self.rules.pending_days.into());
        let due = beginning_of(day).unwrap_or(due);
        self.tell(
            question,
            due,
            deduction(request, day),
            Cause::WhileRegistered,
            None,
        );

        Outcome::WillDeductAfterNotice
    }

    fn reply_to(
        &mut self,
        question: &Question<'_>,
        due: Timestamp,
        request: &DeductionRequest,
        words: &str,
    ) {
        let notice = Notice::RequestReply(RequestReply {
            number: request.number.clone(),
            notes: level_a(words),
        });

        self.tell(question, due, notice, Cause::Plain, Some(question.tn));
    }

    fn tell(
        &mut self,
        question: &Question<'_>,
        due: Timestamp,
        notice: Notice,
        cause: Cause,
        tn: Option<Tn>,
    ) {
        let gp = question.gp.clone();
        let told = Told {
            notice,
            gp,
            tn,
            cause,
        };

        self.queue.push(
            due,
            question.arrival.service.clone(),
            Load::Notice(Box::new(told)),
        );
    }

    pub(crate) fn has_registered(&self, number: &PatientNumber) -> bool {
        self.list.get(number).is_some_and(Patient::is_registered)
    }

    /// The registrations that have not been answered yet, the first to be answered first.
    pub fn waiting_answers(&self) -> Vec<WaitingAnswer> {
        let waiting = self.queue.answers().filter_map(|(item, told)| {
            Some(WaitingAnswer {
                tn: told.tn?,
                due: item.due,
                will_approve: matches!(told.notice, Notice::Approval(_)),
            })
        });

        waiting.collect()
    }

    /// Settles how and when a registration is answered, whatever the rules had made of it.
    pub fn decide(&mut self, tn: Tn, answer: Answer, due: Timestamp) -> Result<(), NothingWaits> {
        let (_, told) = self
            .queue
            .answers()
            .find(|(_, told)| told.tn == Some(tn))
            .ok_or(NothingWaits)?;
        let notice = match (answer, &told.cause) {
            (Answer::Approve, Cause::Registration(applicant)) => self.approval(applicant),
            (Answer::Reject { code, words }, _) => rejection_notice(&format!("{code} {words}")),
            (Answer::Approve, _) => return Err(NothingWaits),
        };
        self.queue.change_answer(tn, notice, due);

        Ok(())
    }
}

/// The reason of a request that is answered with days of notice.
const LEFT_THE_AREA: u16 = 13;

fn rejection_notice(words: &str) -> Notice {
    Notice::Rejection(Rejection {
        reason: level_a(words),
    })
}

fn deduction(request: &DeductionRequest, on: Day) -> Notice {
    Notice::Deduction(Deduction {
        number: request.number.clone(),
        reason: Some(request.reason.clone()),
        on: Some(on),
        new_ha: None,
    })
}

/// The nearest text that a letter has a place for.
pub(crate) fn level_a(words: &str) -> Option<Text> {
    Text::new(edifact::propose(words).text)
}
