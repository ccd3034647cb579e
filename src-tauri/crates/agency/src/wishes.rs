//! What the service sends by itself, because a scenario wishes it.

use gplinks::{
    AmendmentNotice, Changes, Cipher, CloseQuarter, Day, Deduction, DeductionReason, Fp69Reason,
    Fp69Removal, GpCode, LinkCode, Notice, PatientNumber, RequestReply, Text, Tn,
};
use jiff::Timestamp;

use crate::list::Fp69Flag;
use crate::outgoing::{Cause, Load, Told};
use crate::rules::beginning_of;
use crate::{Agency, Patient};

/// Nobody with this number is on the service's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nobody with this number is on the registration service's list")]
pub struct NotOnTheList;

/// Each is sent by the first [`Agency::due`] at or after `at`.
impl Agency {
    /// F1: changes a patient's details, and with `new_number` the NHS number itself.
    pub fn amend(
        &mut self,
        number: &PatientNumber,
        changes: Changes,
        new_number: Option<PatientNumber>,
        at: Timestamp,
    ) -> Result<(), NotOnTheList> {
        let notice = Notice::Amendment(Box::new(AmendmentNotice {
            number: number.clone(),
            new_number,
            changes,
        }));

        self.tell_of(number, notice, Cause::Plain, at)
    }

    /// F2: takes a patient off the list.
    pub fn deduct(
        &mut self,
        number: &PatientNumber,
        reason: DeductionReason,
        on: Day,
        new_ha: Option<Cipher>,
        at: Timestamp,
    ) -> Result<(), NotOnTheList> {
        let notice = Notice::Deduction(Deduction {
            number: number.clone(),
            reason: Some(reason),
            on: Some(on),
            new_ha,
        });

        self.tell_of(number, notice, Cause::Plain, at)
    }

    /// F8: the quarter ends.
    pub fn close_quarter(&mut self, ends_on: Day, at: Timestamp) {
        let notice = Notice::CloseQuarter(CloseQuarter {
            ends_on: Some(ends_on),
        });
        if let (Some(gp), Some(service)) = (no_gp(), self.first_service()) {
            self.tell_as(notice, gp, None, Cause::Plain, service, at);
        }
    }

    /// F9: letters to a patient came back. Unless an amendment answers, F2 (reason 14) follows on the
    /// day it expires.
    pub fn fp69(
        &mut self,
        number: &PatientNumber,
        reason: Fp69Reason,
        expires_on: Day,
        notes: Option<Text>,
        at: Timestamp,
    ) -> Result<(), NotOnTheList> {
        let patient = self.list.get(number).ok_or(NotOnTheList)?;
        let flag = Fp69Flag {
            reason,
            expires_on,
            is_answered: false,
        };
        let notice = Notice::Fp69(Box::new(patient.fp69_notice(&flag, notes)));
        self.tell_of(number, notice, Cause::Plain, at)?;
        let expiry = Notice::Deduction(Deduction {
            number: number.clone(),
            reason: DeductionReason::of(14),
            on: Some(expires_on),
            new_ha: None,
        });
        let expires_at = beginning_of(expires_on).unwrap_or(at).max(at);

        self.tell_of(number, expiry, Cause::FlagExpires, expires_at)
    }

    /// F10: lifts the FP69 flag.
    pub fn lift_fp69(&mut self, number: &PatientNumber, at: Timestamp) -> Result<(), NotOnTheList> {
        let notice = Notice::Fp69Removal(Fp69Removal {
            number: number.clone(),
        });

        self.tell_of(number, notice, Cause::Plain, at)
    }

    /// F11: answers a request to remove; `tn` is that of the request, where it is repeated.
    pub fn reply(
        &mut self,
        number: &PatientNumber,
        tn: Option<Tn>,
        words: Text,
        at: Timestamp,
    ) -> Result<(), NotOnTheList> {
        let gp = self.gp_of(number)?;
        let notice = Notice::RequestReply(RequestReply {
            number: number.clone(),
            notes: Some(words),
        });
        let service = self.first_service().ok_or(NotOnTheList)?;
        self.tell_as(notice, gp, tn, Cause::Plain, service, at);

        Ok(())
    }

    /// Any notice, also about somebody whom nobody knows, or an answer to what was never asked. Without
    /// `tn` it takes one of the service's own.
    pub fn send(&mut self, notice: Notice, gp: GpCode, tn: Option<Tn>, at: Timestamp) {
        if let Some(service) = self.first_service() {
            self.tell_as(notice, gp, tn, Cause::Plain, service, at);
        }
    }

    /// Everything that is queued within goes into one letter, if it falls due together.
    pub fn together<T>(&mut self, queue: impl FnOnce(&mut Self) -> T) -> T {
        self.queue.begin_bundle();
        let result = queue(self);
        self.queue.end_bundle();

        result
    }

    fn tell_of(
        &mut self,
        number: &PatientNumber,
        notice: Notice,
        cause: Cause,
        at: Timestamp,
    ) -> Result<(), NotOnTheList> {
        let gp = self.gp_of(number)?;
        let service = self.first_service().ok_or(NotOnTheList)?;
        self.tell_as(notice, gp, None, cause, service, at);

        Ok(())
    }

    fn tell_as(
        &mut self,
        notice: Notice,
        gp: GpCode,
        tn: Option<Tn>,
        cause: Cause,
        service: LinkCode,
        at: Timestamp,
    ) {
        let told = Told {
            notice,
            gp,
            tn,
            cause,
        };

        self.queue.push(at, service, Load::Notice(Box::new(told)));
    }

    fn gp_of(&self, number: &PatientNumber) -> Result<GpCode, NotOnTheList> {
        self.list
            .get(number)
            .map(|patient: &Patient| patient.gp.clone())
            .ok_or(NotOnTheList)
    }

    fn first_service(&self) -> Option<LinkCode> {
        self.links.first().map(|line| line.service.clone())
    }
}

/// A close of quarter names no doctor; what stands in its place is not written.
fn no_gp() -> Option<GpCode> {
    GpCode::read("9999")
}
